"""Charts as shapes: marks where the numbers put them, and no word on another, whatever the numbers are."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from compiler import ir
from compiler.charts import Dot, Line, Rectangle, Vector, Words, draw
from compiler.charts.reading import read_chart, read_odds
from compiler.charts.spreading import chosen, spread
from compiler.faces import Faces
from compiler.locale import load_locale
from compiler.spec import ChartFigure, Scenario
from compiler.style import Style, load_style

STYLE = load_style(Path(__file__).parent.parent / "styles" / "memo")
WIDE = STYLE.page.width
NARROW = 200.0
ACCENT, GREY = "0F4C75", "7F8890"


def chart(kind: str, x: object, series: object, **more: object) -> ir.Chart:
    """A chart as an author would write it; a dict of series stands for their names and values."""
    if isinstance(series, dict):
        series = [{"name": name, "values": values} for name, values in series.items()]
    raw = {"kind": "chart", "chart": kind, "caption": "c", "alt": "a", "x": x, "series": series, **more}
    return read_chart(ChartFigure.model_validate(raw), load_locale("en-GB"), lambda text, path: text)


def odds(*rows: tuple[str, int, int], name: str = "Talks begin") -> ir.RangeChart:
    """A range chart of rows of a term and its bounds."""
    scale = tuple(ir.Datum(bound, str(bound)) for bound in (0, 5, 20, 45, 55, 80, 95, 100))
    letters = "ABCDEFGH"
    return ir.RangeChart(
        tuple(
            ir.RangeRow(letter, name, low, high, term, f"{low}–{high}\u00a0%")
            for letter, (term, low, high) in zip(letters, rows, strict=False)
        ),
        scale,
    )


Box = tuple[float, float, float, float]


def boxes(vector: Vector, style: Style = STYLE) -> Iterator[tuple[Box, Words]]:
    """Where each text stands: its advance wide, from the capitals' top to the descenders' foot."""
    faces = Faces(style)
    for words in (shape for shape in vector.shapes if isinstance(shape, Words)):
        look = style.roles[words.role]
        width = faces.face(look.font, look.bold, look.italic).width(words.text, look.size)
        yield (words.x, words.y - 0.66 * look.size, words.x + width, words.y + 0.2 * look.size), words


def texts(vector: Vector) -> list[str]:
    return [words.text for _, words in boxes(vector)]


def bars(vector: Vector, *colors: str) -> list[Rectangle]:
    """The marks in some colours."""
    return [shape for shape in vector.shapes if isinstance(shape, Rectangle) and shape.color in colors]


def at(vector: Vector, text: str) -> Words:
    return next(words for _, words in boxes(vector) if words.text == text)


# ---------------------------------------------------------------------------------------------------- each kind


def test_a_bar_begins_on_the_axis_and_has_its_value_at_its_end() -> None:
    vector = draw(chart("bar", ["First", "Second"], [62, 31], unit="%"), STYLE, WIDE)
    first, second = bars(vector, ACCENT)

    assert first.x == pytest.approx(STYLE.page.axis)
    assert second.width == pytest.approx(first.width / 2)
    assert (first.height, second.y - first.y) == (11, 17)
    assert at(vector, "62\u00a0%").x == pytest.approx(first.x + first.width + 5)
    assert at(vector, "First").x == 0


def test_bars_of_several_series_are_named_at_their_first_bar() -> None:
    vector = draw(chart("bar", ["Item", "Other"], {"A": [None, 4], "B": [2, 3]}, unit="EUR million"), STYLE, WIDE)

    assert texts(vector) == ["EUR million", "Item", "–", "2", "B", "Other", "4", "A", "3"]
    assert [bar.height for bar in bars(vector, ACCENT, GREY)] == [9.5, 9.5, 9.5]


def test_a_negative_bar_goes_to_the_left_of_zero_with_its_value_beyond_it() -> None:
    vector = draw(chart("bar", ["Up", "Down"], [10, -5]), STYLE, WIDE)
    up, down = bars(vector, ACCENT)
    (zero,) = (shape for shape in vector.shapes if isinstance(shape, Line))

    assert down.x + down.width == pytest.approx(up.x) == pytest.approx(zero.points[0][0])
    assert at(vector, "−5").x < down.x


def test_the_item_that_the_text_is_about_stands_out() -> None:
    vector = draw(chart("column", [2023, 2024, 2025], [{"values": [1, 2, 3], "emphasis": 2025}]), STYLE, WIDE)

    assert [bar.color for bar in bars(vector, ACCENT, GREY)] == [GREY, GREY, ACCENT]


def test_a_column_has_its_value_on_top_and_its_item_below() -> None:
    vector = draw(chart("column", [2024, 2025], [22, 44]), STYLE, WIDE)
    first, second = bars(vector, ACCENT)

    assert (first.height, second.height) == (pytest.approx(30), pytest.approx(60))
    assert first.y + first.height == pytest.approx(second.y + second.height)
    assert at(vector, "22").y < first.y
    assert at(vector, "2024").y > first.y + first.height


def test_columns_too_narrow_for_their_values_get_an_axis_instead() -> None:
    vector = draw(chart("column", [*range(1980, 2020)], [1000 + i for i in range(40)]), STYLE, WIDE)

    assert texts(vector)[:4] == ["0", "500", "1\u00a0000", "1\u00a0500"]
    assert texts(vector)[4:] == [str(year) for year in range(1980, 2020, 3)]


def test_stacked_parts_are_named_above_themselves() -> None:
    vector = draw(chart("stacked", ["Item"], {"A": [45], "B": [30], "D": [25]}), STYLE, WIDE)
    first, second = bars(vector, ACCENT, GREY)[:2]

    assert texts(vector) == ["A", "45", "B", "30", "D", "25", "Item"]
    assert first.x + first.width + 1.5 == pytest.approx(second.x) == pytest.approx(at(vector, "B").x)


def test_stacked_parts_without_room_for_words_are_named_beside_their_fill() -> None:
    vector = draw(chart("stacked", ["Item"], {"A": [998], "B": [1], "C": [1], "D": [1]}), STYLE, WIDE)

    assert texts(vector) == ["A 998", "B 1", "C 1", "D 1", "Item"]
    assert [(bar.height, bar.color) for bar in bars(vector, ACCENT, GREY)][:2] == [(7, ACCENT), (7, GREY)]


def test_lines_differ_by_dash_and_are_named_at_their_ends() -> None:
    vector = draw(chart("line", [2020, 2022, 2030], {"A": [1, 2, 3], "B": [3, 2, 1]}), STYLE, WIDE)
    lines = [shape for shape in vector.shapes if isinstance(shape, Line) and shape.width >= 1.5]
    x = [point[0] for point in lines[0].points]

    assert [line.dash for line in lines] == [(6, 3), ()]
    assert (x[1] - x[0]) * 4 == pytest.approx(x[2] - x[1])  # years keep their distances
    assert {"A 3", "B 1"} <= set(texts(vector))


def test_names_along_a_line_stand_evenly() -> None:
    vector = draw(chart("line", ["Spring", "Summer", "Autumn"], [1, 2, 3]), STYLE, WIDE)
    (line,) = (shape for shape in vector.shapes if isinstance(shape, Line) and shape.width == 2)
    x = [point[0] for point in line.points]

    assert x[1] - x[0] == pytest.approx(x[2] - x[1])


def test_a_line_is_broken_where_a_number_is_missing() -> None:
    vector = draw(chart("line", [1, 2, 3, 4], [5, None, 6, 7]), STYLE, WIDE)

    assert len([shape for shape in vector.shapes if isinstance(shape, Line) and shape.width == 2]) == 1
    assert len([shape for shape in vector.shapes if isinstance(shape, Dot)]) == 1


def test_lines_that_end_at_the_same_number_have_their_names_below_each_other() -> None:
    vector = draw(chart("line", [1, 2], {"A": [1, 5], "B": [2, 5], "C": [3, 5]}), STYLE, WIDE)
    names = [at(vector, f"{name} 5").y for name in "ABC"]

    assert names == sorted(names)
    assert min(b - a for a, b in pairwise(names)) >= 12 - 1e-6


def test_a_hatched_part_has_an_outline_and_lines_inside_it() -> None:
    vector = draw(chart("bar", ["I"], {"A": [9], "B": [9], "C": [9]}), STYLE, WIDE)
    hatched = bars(vector, "CFE0EC")[0]
    lines = [s for s in vector.shapes if isinstance(s, Line) and s.width == 0.7]

    assert lines
    for x, y in (point for line in lines for point in line.points):
        assert hatched.x - 1e-6 <= x <= hatched.x + hatched.width + 1e-6
        assert hatched.y - 1e-6 <= y <= hatched.y + hatched.height + 1e-6


# ----------------------------------------------------------------------------------------- numbers that are nasty

LONG = "Bundesministerium für wirtschaftliche Zusammenarbeit und Entwicklung"
WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
HUGE = [123456789012345, 1, Decimal("0.0001")]
TERMS = (
    ("Almost no chance", 1, 5), ("Very unlikely", 5, 20), ("Unlikely", 20, 45), ("Roughly even chance", 45, 55),
    ("Likely", 55, 80), ("Very likely", 80, 95), ("Almost certain", 95, 99),
)  # fmt: skip
NASTY = {
    "one value": ("I",), "all zero": (0, 0, 0), "negative": (5, -3, -8), "all negative": (-1, -2, -3),
    "huge and tiny": HUGE, "equal": (7, 7, 7), "missing": (None, 3, None),
}  # fmt: skip


def nasty() -> Iterator[tuple[str, ir.Chart | ir.RangeChart]]:
    for kind in ("bar", "column", "line", "stacked"):
        for name, values in NASTY.items():
            if kind == "stacked" and "negative" in name:
                continue
            numbers = [1] if name == "one value" else list(values)
            items = [f"Item {i}" for i in range(len(numbers))]
            yield f"{kind}: {name}", chart(kind, items, numbers)
            yield f"{kind}: {name}, four series", chart(kind, items, {LONG if c == "C" else c: numbers for c in "ABCD"})
        yield f"{kind}: long names", chart(kind, [LONG, WORD, "x"], {LONG: [1, 2, 3], WORD: [3, 2, 1]})
        yield (
            f"{kind}: a long heading",
            chart(kind, ["a"], [1], unit="EUR million at the prices of the year before", y=LONG),
        )
        if kind != "stacked":
            yield f"{kind}: forty items", chart(kind, [*range(1980, 2020)], [i * 1000 for i in range(40)])
            yield (
                f"{kind}: ten names of four series",
                chart(kind, [f"{LONG} {i}" for i in range(10)], {c: [*range(10)] for c in "ABCD"}),
            )
    yield (
        "stacked: tiny parts",
        chart("stacked", ["I", "J"], {"A": [1000, 0], "B": [1, 0], "C": [1, 1], LONG: [1, None]}),
    )
    yield "line: early ends", chart("line", [1, 2, 3], {"A": [1, 1, None], "B": [1, None, None], "C": [1, 1, 1]})
    yield (
        "column: emphasis among many",
        chart("column", [*range(40)], [{"values": [*[99999] * 39, 500], "emphasis": 39}]),
    )
    yield "ranges: every term", odds(*TERMS)
    yield "ranges: long names", odds(*TERMS, name=f"{LONG} {WORD}")
    yield "ranges: the longest term", odds((LONG, 0, 100), (WORD, 45, 55))
    yield "column: emphasis below zero", chart("column", [*range(60)], [{"values": [-99999] * 60, "emphasis": 3}])


NASTY_CHARTS = [pytest.param(drawn, id=name) for name, drawn in nasty()]


@pytest.mark.parametrize("room", [WIDE, NARROW])
@pytest.mark.parametrize("drawn", NASTY_CHARTS)
def test_no_text_meets_another_or_leaves_the_drawing(drawn: ir.Chart | ir.RangeChart, room: float) -> None:
    vector = draw(drawn, STYLE, room)
    found = list(boxes(vector))

    for (left, top, right, bottom), words in found:
        assert left >= -0.1, words
        assert top >= -0.1, words
        assert right <= vector.width + 0.1, words
        assert bottom <= vector.height + 0.1, words
    for (a, one), (b, other) in combinations(found, 2):
        apart = a[2] <= b[0] + 0.1 or b[2] <= a[0] + 0.1 or a[3] <= b[1] + 0.1 or b[3] <= a[1] + 0.1
        assert apart, (one, other)


@pytest.mark.parametrize("drawn", NASTY_CHARTS)
def test_no_text_stands_in_a_mark_and_no_mark_leaves_the_drawing(drawn: ir.Chart | ir.RangeChart) -> None:
    vector = draw(drawn, STYLE, WIDE)
    marks = bars(vector, ACCENT, GREY, "1A1E22")

    for mark in marks:
        assert mark.x >= -0.1
        assert mark.x + mark.width <= vector.width + 0.1
        assert mark.y + mark.height <= vector.height + 0.1
        for (left, top, right, bottom), words in boxes(vector):
            inside = left < mark.x + mark.width - 0.1 and right > mark.x + 0.1
            assert not (inside and top < mark.y + mark.height - 0.1 and bottom > mark.y + 0.1), words


@pytest.mark.parametrize("kind", ["bar", "column", "line", "stacked"])
def test_a_chart_as_large_as_the_format_allows_fits_on_a_page(kind: str) -> None:
    count = {"bar": 40, "column": 60, "stacked": 15, "line": 200}[kind]
    page = STYLE.page.size[1] - STYLE.page.margin[0] - STYLE.page.margin[2]

    assert draw(chart(kind, [*range(count)], [1] * count), STYLE, WIDE).height < 0.85 * page
    if kind == "bar":
        assert draw(chart(kind, [*range(10)], {c: [1] * 10 for c in "ABCD"}), STYLE, WIDE).height < 0.85 * page


def test_a_range_runs_over_the_scale_and_says_its_term_on_the_side_that_has_room() -> None:
    vector = draw(odds(("Unlikely", 20, 45), ("Almost certain", 95, 99)), STYLE, WIDE)
    first, second = bars(vector, ACCENT)
    axis, whole = STYLE.page.axis, WIDE - STYLE.page.axis - 11.34

    assert (first.x, first.width) == (pytest.approx(axis + 0.2 * whole), pytest.approx(0.25 * whole))
    assert (first.height, second.y - first.y) == (12, 26)
    assert at(vector, "Unlikely").x == pytest.approx(first.x + first.width + 5)
    assert at(vector, "Almost certain").x < second.x < WIDE - 11.34 < WIDE
    assert (at(vector, "A").x, at(vector, "Talks begin").x) == (0, 10.5)
    lines = [shape for shape in vector.shapes if isinstance(shape, Line)]
    assert [line.points[0][0] for line in lines] == [
        pytest.approx(axis + bound * whole / 100) for bound in (5, 20, 45, 55, 80, 95, 100, 0)
    ]


def test_a_long_word_before_the_axis_moves_it_and_is_broken_where_it_would_take_too_much() -> None:
    court, endless = "Bundesverfassungsgerichtsbarkeit", "Donaudampfschifffahrt" * 3

    assert at(draw(chart("bar", [court, "b"], [1, 2]), STYLE, WIDE), court).x == 0
    moved = bars(draw(chart("bar", [court, "b"], [1, 2]), STYLE, WIDE), ACCENT)
    assert STYLE.page.axis < moved[0].x == moved[1].x < 0.4 * WIDE
    assert bars(draw(chart("bar", [endless, "b"], [1, 2]), STYLE, WIDE), ACCENT)[0].x == STYLE.page.axis


def test_a_range_says_its_term_over_itself_where_neither_side_has_room() -> None:
    vector = draw(odds(("Roughly even chance", 45, 55)), STYLE, NARROW)
    (bar,) = bars(vector, ACCENT)

    assert at(vector, "Roughly even chance").y < at(vector, "45–55\u00a0%").y < bar.y


def test_scenarios_are_read_as_ranges_of_the_scale() -> None:
    scenario = Scenario.model_validate({"title": "Talks", "likelihood": "60-75"})
    read = read_odds([("B", scenario, ("scenarios", 1))], load_locale("en-GB"), lambda text, path: f"{text} {path}")

    name = "Talks ('scenarios', 1, 'title')"
    assert read.rows == (ir.RangeRow("B", name, 60, 75, "Likely", "60–75\u00a0%"),)
    assert " ".join(bound.text for bound in read.bounds) == "0 5 20 45 55 80 95 100"


# ------------------------------------------------------------------------------------------------------- its parts


@pytest.mark.parametrize(
    ("values", "y", "steps"),
    [
        pytest.param([10, 52], {}, "0 20 40 60", id="round steps from zero"),
        pytest.param([-3, 8], {}, "−5 0 5 10", id="below zero"),
        pytest.param([0, 0], {}, "0 1", id="all zero"),
        pytest.param([1, 2], {}, "0 1 2", id="whole things"),
        pytest.param([1, Decimal("1.5")], {}, "0 0.5 1.0 1.5", id="parts of things"),
        pytest.param([96, 104], {"min": 90, "max": 105}, "90 95 100 105", id="a cut foot"),
        pytest.param([3, 4], {"min": 1, "max": 9.5}, "1 5 9.5", id="ends that are not round"),
        pytest.param([Decimal("0.001")], {}, "0 0.0005 0.0010", id="tiny"),
    ],
)
def test_the_axis_of_values_has_round_steps(values: list[Decimal], y: dict[str, object], steps: str) -> None:
    y = {key: Decimal(str(value)) for key, value in y.items()}
    drawn = chart("line", [*range(len(values))], values, y=y)

    assert " ".join(tick.text for tick in drawn.ticks) == steps


def test_spread_moves_what_collides_as_little_as_order_allows() -> None:
    assert spread([0, 1, 30], [10, 10, 10], 2, 0, 100) == [0, 12, 30]
    assert spread([80, 95], [10, 10], 2, 0, 100) == [78, 90]
    assert spread([0, 0], [60, 60], 2, 0, 100) is None


def test_chosen_keeps_both_ends() -> None:
    assert chosen([0, 10, 20, 30], [15, 15, 15, 15], 2) == [0, 3]
    assert chosen([0, 10, 20, 30, 40], [15] * 5, 2) == [0, 2, 4]
    assert chosen([0, 5], [15, 15], 2) == [0]


def test_a_number_below_a_column_is_written_out() -> None:
    assert "100" in texts(draw(chart("column", [Decimal("1e2")], [1]), STYLE, WIDE))


def test_a_long_word_is_broken_and_all_of_it_drawn() -> None:
    shown = texts(draw(chart("bar", ["x" * 5_000, "b"], [1, 2]), STYLE, WIDE))
    assert sum(len(text) for text in shown if set(text) == {"x"}) == 5_000
