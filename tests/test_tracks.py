"""How wide columns are."""

from __future__ import annotations

from compiler.tracks import abreast, fit, share, unbroken


def test_free_columns_share_what_the_others_leave() -> None:
    assert share((30, None, None), 3, 100) == [30, 35, 35]


def test_the_last_width_given_is_that_of_all_further_columns() -> None:
    assert share((40, 20), 4, 100) == [40, 20, 20, 20]
    assert share((), 2, 100) == [50, 50]


def test_where_columns_are_too_wide_the_first_keeps_its_edge_on_the_axis() -> None:
    assert share((40, 40, 40), 3, 100) == [40, 30, 30]


def test_columns_that_would_lose_more_than_half_shrink_all_alike() -> None:
    assert share((100, 300), 2, 200) == [50, 150]


def test_without_room_there_is_a_point_for_each_column() -> None:
    assert share((30, None), 2, -5) == [2, 0]
    assert fit([30, 10], [40, 10], -5) == [1, 1]


def test_columns_that_fit_share_what_is_left() -> None:
    assert fit([10, 10], [40, 20], 100) == [60, 40]


def test_a_column_of_short_texts_has_them_in_one_line() -> None:
    assert fit([10, 20], [30, 500], 100) == [30, 70]


def test_columns_of_long_texts_share_the_room_by_what_they_would_like() -> None:
    assert fit([10, 10], [90, 250], 100) == [30, 70]


def test_where_words_are_too_wide_together_the_narrow_columns_keep_theirs_whole() -> None:
    assert fit([150, 10, 40, 80], [150, 300, 300, 300], 150) == [50, 10, 40, 50]


def test_a_given_column_takes_the_room_of_its_longest_word_from_those_that_have_it() -> None:
    assert unbroken([40, 30, 50], [20, 30, 20]) == [40, 30, 50]
    assert unbroken([40, 60, 100], [55, 30, 40]) == [55, 60 - 15 * 30 / 80, 100 - 15 * 50 / 80]


def test_where_the_others_would_keep_less_than_half_widths_stay_as_given() -> None:
    assert unbroken([40, 60, 100], [125, 10, 10]) == [40, 60, 100]


def test_three_texts_stand_abreast_while_none_reaches_the_next() -> None:
    assert abreast(40, 100, 80, axis=60, room=300)
    assert not abreast(50, 100, 80, axis=60, room=300)  # over the axis
    assert not abreast(40, 150, 80, axis=60, room=300)  # into the right one


def test_without_a_middle_text_the_left_one_may_pass_the_axis() -> None:
    assert abreast(150, 0, 80, axis=60, room=300)
    assert not abreast(250, 0, 80, axis=60, room=300)
