"""What a published brief asks of the PDF: blocks side by side, hung labels, quotations for the eye only."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from compiler import ir
from compiler.style import Grid, Style, load_style
from compiler.writers.pdf import write
from tests.samples import note, p, png, t
from tests.writers.pdf.opened import Opened, document

STYLE: Style = load_style(Path(__file__).parents[3] / "styles" / "brief")
LEFT = STYLE.page.margin[3]
AXIS = LEFT + STYLE.page.axis


def opened(*blocks: ir.Block, style: Style = STYLE) -> Opened:
    return Opened(write(document(*blocks), style).data)


def cell(*blocks: ir.Block, span: int = 1) -> ir.Cell:
    return ir.Cell(blocks, colspan=span)


def columns(*rows: tuple[ir.Cell, ...], role: str = "cover") -> ir.Columns:
    return ir.Columns(tuple(ir.Row(cells) for cells in rows), role)


def test_cells_stand_side_by_side_and_are_read_one_after_the_other() -> None:
    file = opened(columns((cell(p("One.", "label"), p("Two.", "label")), cell(p("Three.", "label")))))
    one, two, three = (file.find(text)[1] for text in ("One.", "Two.", "Three."))

    assert (one.x, three.x) == (pytest.approx(LEFT, abs=0.01), pytest.approx(AXIS, abs=0.01))
    assert one.y == three.y > two.y
    assert file.tags == 'P "One."\nP "Two."\nP "Three."'


def test_a_cell_spans_columns_and_the_last_of_a_row_all_that_are_left() -> None:
    wide = "A title that is a good deal wider than one column of this grid is"
    file = opened(columns((cell(), cell(p(wide, "band-date"), span=2)), (cell(p("x", "band-date")),), role="band"))

    assert file.find(wide)[1].x == pytest.approx(AXIS, abs=0.01)


def test_gaps_stand_between_rows_the_last_one_between_all_further_rows() -> None:
    look = Grid(columns=(None,), gaps=(10.0, 3.0))
    style = STYLE.model_copy(update={"grids": {**STYLE.grids, "apart": look}})
    rows = [(cell(p(f"Row {n}", "label")),) for n in range(4)]
    file = opened(columns(*rows, role="apart"), style=style)
    places = [file.find(f"Row {n}")[1].y for n in range(4)]

    assert [round(a - b, 2) for a, b in pairwise(places)] == [23.0, 16.0, 16.0]


def test_a_filled_grid_of_several_rows_is_one_rectangle() -> None:
    file = opened(columns((cell(p("A", "band-date")),), (cell(p("B", "band-date")),), role="band"))

    assert len(file.boxes[0]) == 1


def test_columns_higher_than_a_page_go_on_on_the_next() -> None:
    many = tuple(p(f"Line {n}.", "label") for n in range(80))
    file = opened(columns((cell(*many), cell(p("Beside.", "label")))))

    assert len(file.shown) == 2
    assert file.find("Line 79.")[0] == 1


def test_a_decorative_aside_is_drawn_and_no_part_of_the_tree() -> None:
    quoted = ir.Callout((), (p("Said before.", "pull-quote"),), "pull-quote", decorative=True)
    file = opened(p("Text."), quoted, p("More."))

    assert file.tags == 'P "Text."\nP "More."'
    assert file.find("Said before.")[1].mcid is None


def test_a_list_is_counted_in_the_form_of_its_role() -> None:
    items = tuple(ir.ListItem((p(word, "key-message"),)) for word in ("One", "Two"))
    file = opened(ir.List(items, ordered=True, role="key-message"))

    assert [shown.text.strip() for shown in file.shown[0]] == ["1", "One", "2", "Two"]


def test_the_label_of_a_caption_hangs_where_its_role_leaves_room() -> None:
    table = ir.Table((ir.Column(),), (), (ir.Row((cell(p("x", "table-cell")),)),), ir.Caption(t("Table 1"), t("Words")))
    file = opened(table)
    label, words = file.find("Table 1")[1], file.find("Words")[1]

    assert (label.x, words.x, label.y) == (pytest.approx(LEFT, abs=0.01), pytest.approx(AXIS, abs=0.01), words.y)


def test_a_label_in_the_column_drops_so_that_capitals_agree() -> None:
    section = ir.Section(t("Act"), (), "recommendation", (p("1", "recommendation-number"),))
    file = opened(p("First."), section)

    assert file.find("Act")[1].y - file.find("1")[1].y == pytest.approx(8.3, abs=0.01)


def test_the_rule_over_a_paragraph_ends_at_its_right_indent() -> None:
    file = opened(columns((cell(ir.Contents(t("In this brief"), 1)), cell())), ir.Section(t("One"), (p("Text."),)))

    assert any(width == pytest.approx(38 * 72 / 25.4, abs=0.01) for _, _, width, _ in file.boxes[0])


def test_a_note_in_a_cell_stands_at_the_foot() -> None:
    noted = ir.Paragraph((ir.Text("Said"), note(1, "By whom.")), "label")
    file = opened(columns((cell(p("One.", "label")), cell(noted))))

    assert file.find("By whom.")[1].y < 100


def test_an_image_stands_under_the_words_of_its_caption_where_it_has_room_there() -> None:
    for width, x in ((60.0, AXIS), (100.0, LEFT)):
        image = ir.Image(png(4, 1), "png", (4, 1), width)
        file = opened(ir.Figure(image, "Alt", ir.Caption(t("Figure 1"), t("Words"))))
        (figure,) = file.elements("Figure")

        assert file.get(figure["A"])["BBox"][0] == pytest.approx(x, abs=0.01)
