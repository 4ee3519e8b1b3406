"""What a published brief asks of the Word file: blocks side by side, hung labels, headings under a wider rule."""

from __future__ import annotations

import re
from pathlib import Path

from compiler import ir
from compiler.style import Style, load_style
from compiler.writers.docx import write
from tests.samples import p, png, t
from tests.writers.docx.opened import Opened, W, document

STYLE: Style = load_style(Path(__file__).parents[3] / "styles" / "brief")


def opened(*blocks: ir.Block) -> Opened:
    return Opened(write(document(*blocks), STYLE).data)


def cell(*blocks: ir.Block, span: int = 1) -> ir.Cell:
    return ir.Cell(blocks, colspan=span)


def columns(*rows: tuple[ir.Cell, ...], role: str = "cover") -> ir.Columns:
    return ir.Columns(tuple(ir.Row(cells) for cells in rows), role)


def test_blocks_side_by_side_are_the_cells_of_a_row() -> None:
    file = opened(columns((cell(p("One.", "label")), cell(p("Two.", "label")))))
    rows = [[c.findall(f"{W}p") for c in r.iter(f"{W}tc")] for r in file.part("document").iter(f"{W}tr")]

    assert [len(row) for row in rows] == [2]
    assert file.paragraphs()[:2] == [("BriefLabel", "One."), ("BriefLabel", "Two.")]


def test_a_cell_spans_columns_and_a_gap_is_room_over_the_next_row() -> None:
    file = opened(columns((cell(p("A", "label"), span=3),), (cell(), cell(p("B", "label"), span=2)), role="band"))
    spans = re.findall(r'<w:gridSpan w:val="(\d)"/>', file.body)
    tops = re.findall(r'<w:tcMar><w:top w:w="(\d+)"', file.body)

    assert spans == ["3", "2"]
    assert tops == ["397", "1701", "1701"]  # 7 mm, 30 mm


def test_a_contents_list_is_not_the_last_thing_in_its_cell() -> None:
    file = opened(columns((cell(ir.Contents(t("In this brief"), 1)), cell())), ir.Section(t("One"), ()))
    first = next(file.part("document").iter(f"{W}tc"))
    styles = [style.get(f"{W}val", "") for style in first.iter(f"{W}pStyle")]

    assert styles[:2] == ["TOCHeading", "Toc1"]
    assert styles[-1].startswith("BriefSpacer")


def test_the_title_of_the_contents_looks_as_its_role() -> None:
    file = opened(ir.Contents(t("In this brief"), 1), ir.Section(t("One"), ()))

    assert '<w:sz w:val="19"/>' in file.style("TOCHeading")


def test_a_heading_right_of_the_edge_of_its_rule_leaves_the_room_to_a_number_without_text() -> None:
    file = opened(p("First."), ir.Section(t("One"), ()))
    numbers = file.files["word/numbering.xml"].decode()

    assert file.paragraphs()[1] == ("Heading1", "One")
    assert '<w:ind w:left="2381" w:hanging="2381"/>' in file.style("Heading1")
    assert '<w:numFmt w:val="none"/><w:lvlText w:val=""/>' in numbers


def test_a_heading_without_rule_that_builds_on_one_with_a_rule_is_not_numbered() -> None:
    file = opened(p("First."), ir.Section(t("One"), (), "recommendation"))

    assert '<w:numPr><w:numId w:val="0"/></w:numPr>' in file.style("BriefRecommendation")


def test_the_label_of_a_caption_hangs_before_a_tab() -> None:
    table = ir.Table((ir.Column(),), (), (ir.Row((cell(p("x", "table-cell")),)),), ir.Caption(t("Table 1"), t("Words")))

    assert opened(p("First."), table).paragraphs()[1] == ("Caption", "Table 1\tWords")


def test_a_caption_without_label_needs_no_tab() -> None:
    table = ir.Table((ir.Column(),), (), (ir.Row((cell(p("x", "table-cell")),)),), ir.Caption((), t("Words")))

    assert opened(table).paragraphs()[0][1] == "Words"


def test_a_list_is_counted_in_the_form_of_its_role() -> None:
    items = (ir.ListItem((p("One", "key-message"),)),)
    file = opened(ir.List(items, ordered=True, role="key-message"))

    assert '<w:lvlText w:val="%1"/>' in file.files["word/numbering.xml"].decode()


def test_an_image_stands_under_the_words_of_its_caption_where_it_has_room_there() -> None:
    for width, style in ((60.0, "BriefDrawing119_05PtIn"), (100.0, "BriefDrawing")):
        image = ir.Image(png(4, 1), "png", (4, 1), width)
        file = opened(ir.Figure(image, "Alt", ir.Caption(t("Figure 1"), t("Words"))))

        assert style in {id for id, _ in file.paragraphs()}
