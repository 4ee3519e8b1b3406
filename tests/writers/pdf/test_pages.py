"""Where things land: page breaks, footnotes, header and footer, grids, tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compiler import ir
from compiler.writers.pdf import lay_out, write
from compiler.writers.pdf.tags import StructElem
from tests.samples import LONG, definition, memo, note, p, png, recommendation, t
from tests.writers.pdf.opened import STYLE, Opened, document, opened

LEFT, TOP = STYLE.page.margin[3], STYLE.page.size[1] - STYLE.page.margin[0]
BOTTOM = STYLE.page.margin[2]
AXIS = LEFT + STYLE.page.axis


def lines(count: int) -> tuple[ir.Block, ...]:
    """Paragraphs of one line each."""
    return tuple(p(f"Line {i}.") for i in range(count))


def page_of(file: Opened, text: str) -> int:
    return file.find(text)[0]


# ---------------------------------------------------------------------------------------------------- page breaks


def test_a_heading_stays_with_what_follows() -> None:
    for count in range(28, 36):
        file = opened(*lines(count), ir.Section(t("Heading"), (p("Text that follows."),)))

        assert page_of(file, "Heading") == page_of(file, "Text that follows.")


def test_no_line_of_a_paragraph_is_left_alone() -> None:
    for count in range(26, 36):
        file = opened(*lines(count), p("First " + LONG * 4))
        parts = [sum(shown.text.count(" ") > 3 for shown in page) for page in file.shown]

        assert 1 not in parts


def test_a_card_is_not_broken_and_its_heading_goes_with_it() -> None:
    advice = ir.Section(t("Advice"), (recommendation(1, "Act now."), recommendation(2, "Act later.")))
    for count in (18, 22, 26):
        file = opened(*lines(count), advice)

        assert page_of(file, "Advice") == page_of(file, "Act now.")
        cards = [i for i, page in enumerate(file.shown) for s in page if s.text.startswith(("Act", "Decision"))]
        assert cards[0::2] == cards[1::2]


def test_a_card_higher_than_a_page_is_broken() -> None:
    card = replace(recommendation(1, "Act."), content=tuple(p(LONG * 5, "rationale") for _ in range(8)))

    file = opened(card)

    assert len(file.shown) == 3
    assert file.shown[0][-1].y < BOTTOM + 30


def test_a_page_break_begins_a_page() -> None:
    file = opened(p("One."), ir.PageBreak(), p("Two."))

    assert (page_of(file, "One."), page_of(file, "Two.")) == (0, 1)


def test_a_page_break_at_the_start_makes_no_empty_page() -> None:
    assert len(opened(ir.PageBreak(), p("One.")).shown) == 1


def test_a_document_without_blocks_has_one_page() -> None:
    assert len(opened().shown) == 1


# ------------------------------------------------------------------------------------------------------- footnotes


def noted(number: int, length: int = 1) -> ir.Paragraph:
    return ir.Paragraph((ir.Text(f"Paragraph {number}. " + LONG), note(number, f"Note {number}. " + LONG * length)))


def test_a_note_stands_at_the_foot_of_its_page() -> None:
    file = opened(noted(1), p("After."))
    note_line, after = file.find("Note 1.")[1], file.find("After.")[1]

    assert note_line.y < after.y
    last = min(shown.y for shown in file.shown[0])
    role = STYLE.roles["footnote"]
    assert last - BOTTOM == pytest.approx(role.leading - STYLE.baseline("footnote"), abs=0.02)


def test_a_note_stands_on_the_page_of_its_mark() -> None:
    file = opened(*(noted(i) for i in range(1, 40)))

    for i in range(1, 40):
        assert page_of(file, f"Paragraph {i}.") <= page_of(file, f"Note {i}.") <= page_of(file, f"Paragraph {i}.") + 1
    assert len(file.shown) > 3


def test_a_note_longer_than_a_page_goes_on_at_the_next_feet() -> None:
    file = opened(noted(1, 40), p("After."))

    assert len(file.shown) == 2
    assert page_of(file, "Note 1.") == 0
    assert file.shown[1][-1].size == STYLE.roles["footnote"].size
    said = "".join(shown.text for page in file.shown for shown in page).replace("\xad", "")
    assert " ".join(said.split()).count("Separate national lines") == 41


def test_a_note_in_a_table_stands_on_the_page_of_its_row() -> None:
    rows = tuple(ir.Row((ir.Cell((noted(i),)),)) for i in range(1, 30))
    file = opened(ir.Table((ir.Column(),), (), rows))

    assert [page_of(file, f"Note {i}.") for i in range(1, 30)] == [
        page_of(file, f"Paragraph {i}.") for i in range(1, 30)
    ]


def test_a_mark_in_a_caption_a_head_a_cell_or_a_label_has_its_note_on_the_page_once() -> None:
    def marked(number: int, role: str) -> ir.Paragraph:
        return ir.Paragraph((ir.Text(f"Mark {number}"), note(number, f"Note {number}.")), role)

    head = ir.Row((ir.Cell((marked(2, "table-head"),), ir.Scope.COLUMN),))
    body = (ir.Row((ir.Cell((marked(3, "table-cell"),)),)), *(ir.Row((ir.Cell((p("x"),)),)) for _ in range(60)))
    caption = ir.Caption((), (ir.Text("Mark 1"), note(1, "Note 1.")))
    label = ir.Paragraph((ir.Text("Text"),), "list-item", label=(ir.Text("Mark 4"), note(4, "Note 4.")))
    file = opened(ir.Table((ir.Column(),), (head,), body, caption), label)

    assert len(file.shown) > 1
    assert [s.text for s in file.shown[0] if s.text.startswith("Note")] == ["Note 1.", "Note 2.", "Note 3."]
    assert [s.text for s in file.shown[-1] if s.text.startswith("Note")] == ["Note 4."]


ENDNOTES = STYLE.model_copy(update={"notes": STYLE.notes.model_copy(update={"place": "end"})})


def test_endnotes_stand_after_all_text_under_the_last_heading() -> None:
    blocks = (*(noted(i) for i in range(1, 60)), ir.Section(t("Notes"), ()))
    file = Opened(write(document(*blocks), ENDNOTES).data)

    heading = page_of(file, "Notes")
    assert heading >= page_of(file, "Paragraph 59.")
    assert [page_of(file, f"Note {i}.") >= heading for i in range(1, 60)] == [True] * 59
    _, _, root = lay_out(document(*blocks), ENDNOTES)
    last = root.kids[-1]
    assert isinstance(last, StructElem)
    assert [kid.role for kid in last.kids[:3] if isinstance(kid, StructElem)] == ["H1", "Note", "Note"]


def test_a_notes_number_hangs_left_of_its_text() -> None:
    file = opened(noted(1))
    number = next(shown for shown in file.shown[0] if shown.text == "1 ")

    assert number.x == pytest.approx(AXIS - STYLE.roles["footnote"].hang, abs=0.01)
    assert file.find("Note 1.")[1].x == pytest.approx(AXIS, abs=0.01)


# ---------------------------------------------------------------------------------------------- header and footer


def test_header_and_footer_count_the_pages_and_are_artifacts() -> None:
    sample = memo(5)
    file = Opened(write(sample, STYLE).data)
    count = len(file.shown)

    assert "2025/07 · Direct talks on Ukraine" not in file.texts(0, artifacts=True)
    assert "2025/07 · Direct talks on Ukraine" in file.texts(1, artifacts=True)
    for i in range(count):
        assert f"Page {i + 1} of {count}" in file.texts(i, artifacts=True)
        assert "Page" not in file.texts(i)


def test_the_marking_stands_in_a_black_box_at_head_and_foot() -> None:
    file = Opened(write(replace(document(p("Text.")), marking=ir.Marking("TLP:GREEN", "33FF00")), STYLE).data)
    marks = [shown for shown in file.shown[0] if shown.text == "TLP:GREEN"]
    boxes = [box for box in file.boxes[0] if box[3] == 18]

    assert [(mark.font, mark.size) for mark in marks] == [("SourceSans3-Bold", 12)] * 2
    height, edge = STYLE.page.size[1], STYLE.page.size[0] - STYLE.page.margin[1]
    assert [round(box[1], 1) for box in boxes] == [round(height - 31.18 - 18, 1), 31.2]
    assert [round(box[0] + box[2], 1) for box in boxes] == [round(edge, 1)] * 2


# ------------------------------------------------------------------------------------------- grids, boxes, sections


def test_term_and_value_stand_on_one_line_whatever_their_sizes() -> None:
    file = opened(ir.DefinitionList((definition("Subject", "One position", ("label", "title")),), "subject"))

    assert file.find("Subject")[1].y == file.find("One position")[1].y
    assert file.find("One position")[1].x == pytest.approx(AXIS, abs=0.01)


def test_a_box_is_filled_and_has_its_bar_on_the_edge() -> None:
    file = opened(ir.DefinitionList((definition("Bottom line", "Act.", ("label", "bottom-line")),), "bottom-line"))
    fill, bar = file.boxes[0]

    assert fill[0] == pytest.approx(LEFT, abs=0.01)
    assert (fill[2], fill[3]) == (pytest.approx(STYLE.page.width, abs=0.01), 9 + 17 + 10)
    assert (bar[0], bar[2]) == (pytest.approx(LEFT - 1.5, abs=0.01), 3)


def test_a_box_in_a_box_is_drawn_over_it() -> None:
    inner = ir.Callout(t("Inner"), (p("Text.", "callout"),))
    outer, within = opened(ir.Callout(t("Outer"), (inner,))).boxes[0]

    assert outer[1] < within[1] < within[1] + within[3] < outer[1] + outer[3]


def test_a_grids_padding_and_its_cells_do_not_add_up_at_its_edges() -> None:
    pairs = (definition("One", "A", ("label", "judgement")), definition("Two", "B", ("label", "judgement")))
    fill = opened(ir.DefinitionList(pairs, "assessment")).boxes[0][0]
    grid, leading = STYLE.grids["assessment"], STYLE.roles["judgement"].leading

    assert grid.cell_padding[2] > 0
    assert fill[3] == pytest.approx(grid.padding[0] + leading + grid.cell_padding[2] + leading + grid.padding[2])


def test_the_first_card_of_a_section_has_no_rule_above_it() -> None:
    advice = ir.Section(t("Advice"), (recommendation(1, "Act."), recommendation(2, "Wait.")))
    ends = [box[1] for box in opened(advice).boxes[0] if round(box[2], 1) == round(STYLE.page.width, 1) and box[3] < 1]

    assert len(ends) == 2  # above the section's heading, and above the second card


def test_a_card_is_at_least_as_high_as_its_label() -> None:
    card = replace(recommendation(1, "Act."), content=())
    file = opened(card, p("After."))

    assert file.find("After.")[1].y < file.find("1")[1].y


def test_what_is_as_wide_as_the_page_stands_below_a_cards_label() -> None:
    strip = ir.DefinitionList((definition("Decision", "Approve", ("decision-label", "decision")),), "decision")
    table = ir.Table((ir.Column(),), (), (ir.Row((ir.Cell((p("Decision", "table-cell"),)),)),))
    for wide in (strip, table):
        file = opened(replace(recommendation(1, "Act."), content=(wide,)))
        number = file.find("1")[1]

        assert file.find("Decision")[1].y + 10 < number.y  # the number's figures stand on their line


def test_the_larger_of_two_neighbouring_spaces_counts() -> None:
    file = opened(p("One."), ir.Section(t("Heading"), (p("Two."),)), p("Three."))
    heading = STYLE.roles["heading-1"]
    assert heading.rule_above is not None
    body = STYLE.roles["body"]
    drop = body.leading + max(body.after, heading.before) + heading.rule_above.gap
    drop += STYLE.baseline("heading-1") - STYLE.baseline("body")

    assert file.find("One.")[1].y - file.find("Heading")[1].y == pytest.approx(drop, abs=0.02)


def test_a_nested_list_stands_a_markers_room_further_right() -> None:
    def nested(depth: int) -> ir.List:
        inner = (nested(depth - 1),) if depth else ()
        return ir.List((ir.ListItem((p(f"Level {depth}", "list-item"), *inner)),))

    file = opened(nested(30))
    starts = [file.find(f"Level {depth}")[1].x for depth in range(30, -1, -1)]

    assert starts[0] == pytest.approx(AXIS, abs=0.01)
    assert starts[1] - starts[0] == pytest.approx(STYLE.roles["list-item"].hang, abs=0.01)
    assert max(starts) <= LEFT + STYLE.page.width / 2 + 0.01


# ---------------------------------------------------------------------------------------------------------- tables


def table(rows: int) -> ir.Table:
    head = ir.Row(tuple(ir.Cell((p(x, "table-head"),), ir.Scope.COLUMN) for x in ("Number", "Text")))
    cells = ((p(f"Row {i}.", "table-cell"), p("Words.", "table-cell")) for i in range(rows))
    return ir.Table((ir.Column(),) * 2, (head,), tuple(ir.Row((ir.Cell((a,)), ir.Cell((b,)))) for a, b in cells))


def test_a_long_tables_head_is_repeated_as_an_artifact() -> None:
    file = opened(table(100))

    assert len(file.shown) == 4
    assert [page[0].mcid is None for page in file.shown] == [False, True, True, True]
    assert file.tags.count('"Number"') == 1


def test_a_short_table_is_not_broken() -> None:
    for count in range(24, 34):
        file = opened(
            *lines(count), replace(table(6), caption=ir.Caption(t("Table 1"), t("Aid")), notes=(p("A note.", "note"),))
        )

        assert page_of(file, "Table 1") == page_of(file, "A note.")


def test_a_row_that_a_page_holds_only_without_the_repeated_head_is_broken() -> None:
    line = STYLE.roles["table-cell"].leading
    full = int((TOP - BOTTOM - 9) / line)
    rows = tuple(ir.Row((ir.Cell(tuple(p(f"Line {i}.", "table-cell") for i in range(full))),)) for _ in range(2))
    head = ir.Row((ir.Cell((p("Head", "table-head"),), ir.Scope.COLUMN),))
    file = opened(ir.Table((ir.Column(),), (head,), rows))

    assert all(shown.y > BOTTOM for page in file.shown for shown in page)
    assert [page[0].text for page in file.shown] == ["Head"] * len(file.shown)


def test_a_row_higher_than_a_page_is_broken_between_lines() -> None:
    tall = ir.Row((ir.Cell((p("Tall.", "table-cell"),)), ir.Cell((p(LONG * 60, "table-cell"),))))
    file = opened(replace(table(1), body=(tall, *table(1).body)))

    assert len(file.shown) > 1
    assert all(BOTTOM < shown.y < TOP for page in file.shown for shown in page)
    assert page_of(file, "Row 0.") == len(file.shown) - 1


def test_decimal_signs_stand_under_each_other() -> None:
    values = ("1,234.5", "7", "12.25 %")
    rows = tuple(ir.Row((ir.Cell((p(value, "table-cell"),)),)) for value in values)
    file = opened(ir.Table((ir.Column(ir.Align.DECIMAL),), (), rows))
    face = lay_out(document(), STYLE)[0].fonts.face("sans")
    signs = [
        file.find(value)[1].x + face.width(value.partition(".")[0], STYLE.roles["table-cell"].size) for value in values
    ]

    assert max(signs) - min(signs) < 0.3


def test_heads_stand_on_one_line_at_their_foot() -> None:
    head = ir.Row(tuple(ir.Cell((p(x, "table-head"),), ir.Scope.COLUMN) for x in ("One", "Two words " * 20)))
    file = opened(ir.Table((ir.Column(),) * 2, (head,), table(1).body, role="matrix"))
    lowest = min(shown.y for shown in file.shown[0] if shown.text.startswith(("Two", "words")))

    assert file.find("One")[1].y == lowest


def test_columns_follow_their_content() -> None:
    row = ir.Row((ir.Cell((p("1", "table-cell"),)), ir.Cell((p("Many words " * 12, "table-cell"),))))
    file = opened(ir.Table((ir.Column(),) * 2, (), (row,)))

    assert file.find("Many")[1].x < LEFT + STYLE.page.width / 4


def test_short_cells_stay_in_one_line_beside_long_ones() -> None:
    cells = ("Row 105", "A", "Many words " * 40)
    row = ir.Row(tuple(ir.Cell((p(text, "table-cell"),)) for text in cells))
    file = opened(ir.Table((ir.Column(),) * 3, (), (row,)))

    assert file.shown[0][0].text == "Row 105"


def test_the_rules_of_a_table_run_over_the_ground_of_a_column() -> None:
    row = ir.Row(tuple(ir.Cell((p(text, "table-cell"),)) for text in "abc"))
    file = opened(ir.Table((ir.Column(),) * 3, (), (row,) * 3, role="recommendations-compact"))
    rules = [box for box in file.boxes[0] if box[3] < 1]
    grounds = [box for box in file.boxes[0] if box[3] > 1]

    assert len(rules) == 4
    for above, ground in zip(rules[1:], grounds[1:], strict=False):  # what is drawn later covers what is there
        assert ground[1] + ground[3] <= above[1] + 0.01


def test_a_range_is_drawn_as_wide_as_its_cell() -> None:
    cell = ir.Cell((ir.Figure(ir.Range(20, 45), None),))
    file = opened(
        ir.Table((ir.Column(),) * 2, (), (ir.Row((ir.Cell((p("Likely", "row-head"),)), cell)),), role="scenarios")
    )
    track, mark = (box for box in file.boxes[0] if box[3] == 5)

    assert mark[0] - track[0] == pytest.approx(0.2 * track[2], abs=0.02)
    assert mark[2] == pytest.approx(0.25 * track[2], abs=0.02)


def test_a_range_has_its_room_above_and_below() -> None:
    above, below = (p(text, "table-cell") for text in ("Over", "Under"))
    file = opened(
        ir.Table((ir.Column(),), (), (ir.Row((ir.Cell((above, ir.Figure(ir.Range(20, 45), None), below)),)),))
    )
    over, under = (file.find(text)[1].y for text in ("Over", "Under"))
    track = next(box for box in file.boxes[0] if box[3] == 5)

    assert over - under == pytest.approx(12.5 + 4 + 5 + 2, abs=0.02)
    assert track[1] + 5 == pytest.approx(over + 9.5 * 1.024 - 12.5 - 4, abs=0.02)


# ---------------------------------------------------------------------------------------------------------- extremes


def test_an_image_is_no_higher_than_a_page() -> None:
    file = opened(ir.Figure(ir.Image(png(10, 400), "png", (10, 400)), "A column"))
    (figure,) = file.elements("Figure")
    _, bottom, _, top = figure["A"]["BBox"]

    assert bottom >= BOTTOM
    assert top - bottom > 500


def test_three_hundred_cards_stand_on_some_hundred_pages() -> None:
    _, canvas, root = lay_out(memo(300), STYLE)

    assert len(canvas.pages) > 90
    assert sum(elem.role == "H2" for elem in root.walk()) == 301


def test_a_marking_that_does_not_stand_on_one_line_is_an_error() -> None:
    long = replace(document(p("x")), marking=ir.Marking("A marking of the house " * 5))
    assert {(r.code, r.error) for r in write(long, STYLE).reports} == {("L202", True)}


def test_a_header_that_runs_into_the_text_is_reported() -> None:
    assert longest_in_header("a long series " * 40, ir.Marking("LIMITE")) == [("L203", ("series",))]
    assert longest_in_header("a series", ir.Marking("LIMITE")) == []


def test_where_the_marking_leaves_a_header_too_little_room_it_is_the_marking_that_is_too_long() -> None:
    marking = ir.Marking("FOR INTERNAL USE ONLY, NOT FOR CIRCULATION TO ANYBODY ELSE AT ALL")
    assert longest_in_header("a series of ours " * 3, marking) == [("L203", ("marking",))]


def test_a_margin_too_small_for_one_line_is_no_fault_of_its_text() -> None:
    line = ir.Line((ir.Text("A"),))
    small = STYLE.model_copy(update={"page": STYLE.page.model_copy(update={"footer": 60})})
    (report,) = write(replace(document(p("x")), furniture=ir.Furniture(first_footer=line)), small).reports
    assert report.message == "the footer takes 1 line and runs into the text of the page"
    assert report.help.startswith("no text is short enough")


def longest_in_header(series: str, marking: ir.Marking) -> list[tuple[str, ir.Path]]:
    """What is said of a document with a series and a title in its header."""
    line = ir.Line((ir.Bound(("series",), (ir.Text(series),)),), (ir.Bound(("title",), (ir.Text("A title"),)),))
    marked = replace(document(p("x")), furniture=ir.Furniture(first_header=line), marking=marking)
    return [(r.code, r.origin) for r in write(marked, STYLE).reports]
