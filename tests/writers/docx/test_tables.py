"""Data tables, grids and the room around them in a Word file."""

from __future__ import annotations

import re

import pytest

from compiler import ir
from tests.samples import definition, p, t
from tests.writers.docx.opened import STYLE, Opened, W, markup, opened


def cell(text: str, role: str = "table-cell", **more: object) -> ir.Cell:
    return ir.Cell((p(text, role),), **more)  # type: ignore[arg-type]


def table(
    *rows: tuple[str, ...], head: tuple[str, ...] = (), align: ir.Align = ir.Align.LEFT, role: str = "table"
) -> ir.Table:
    """A table of plain cells; ``align`` is that of its last column."""
    columns = (*(ir.Column() for _ in rows[0][1:]), ir.Column(align))
    heads = (ir.Row(tuple(cell(text, "table-head", scope=ir.Scope.COLUMN) for text in head)),) if head else ()
    return ir.Table(columns, heads, tuple(ir.Row(tuple(map(cell, row))) for row in rows), role=role)


def rows(file: Opened) -> list[str]:
    return [markup(row) for row in file.part("document").iter(f"{W}tr")]


def test_the_header_row_repeats_and_no_row_is_broken() -> None:
    head, body = rows(opened(table(("a",), head=("A",))))

    assert "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" in head
    assert "<w:trPr><w:cantSplit/></w:trPr>" in body


@pytest.mark.parametrize(("scope", "look"), [(ir.Scope.ROW, "06A0"), (None, "0620")])
def test_row_heads_are_said_to_be_the_first_column(scope: ir.Scope | None, look: str) -> None:
    heads = (ir.Row((cell("A", "table-head", scope=ir.Scope.COLUMN),)),)
    given = ir.Table((ir.Column(),), heads, (ir.Row((cell("a", scope=scope),)),))

    assert f'<w:tblLook w:val="{look}"' in opened(given).body


def test_columns_have_the_widths_of_the_style_and_fill_the_page() -> None:
    file = opened(table(("a", "b", "c"), role="matrix"))

    grid = [int(column.get(f"{W}w", "")) for column in file.part("document").iter(f"{W}gridCol")]
    cells = [int(width.get(f"{W}w", "")) for width in file.part("document").iter(f"{W}tcW")]
    assert grid == cells
    assert grid[0] == 2041  # 36 mm
    assert sum(grid) == pytest.approx(STYLE.page.width * 20, abs=3)


def test_word_may_divide_a_word_that_is_wider_than_its_cell_and_no_other() -> None:
    address = "https://example.org/" + "a" * 90
    file = opened(table(("Vergabeverfahrensbeschleunigungsgesetz.", address, "Aufgaben", "1" * 90)))

    styles = re.findall('<w:pStyle w:val="(.*?)"/>', rows(file)[0])
    assert styles == ["BriefTableCellDivided", "BriefTableCell", "BriefTableCell", "BriefTableCell"]
    assert '<w:suppressAutoHyphens w:val="0"/>' in file.style("BriefTableCellDivided")
    assert "suppressAutoHyphens" not in file.style("BriefTableCell")


def test_a_wide_word_may_have_an_apostrophe_and_stand_before_or_behind_a_hyphen() -> None:
    long = "Vergabeverfahrensbeschleunigungs"
    file = opened(table((f"l’{long}gesetz", f"EU-{long}gesetz", f"{long}gesetz-Rat", "EU-" * 30)))

    styles = re.findall('<w:pStyle w:val="(.*?)"/>', rows(file)[0])
    assert styles == [*["BriefTableCellDivided"] * 3, "BriefTableCell"]


def test_without_widths_a_column_of_long_texts_is_wider() -> None:
    file = opened(
        table(("No", "A text of many words that does not fit a line of its column, and goes on for some time"))
    )

    one, two = (int(column.get(f"{W}w", "")) for column in file.part("document").iter(f"{W}gridCol"))
    assert two > 4 * one


def test_decimal_points_stand_under_each_other() -> None:
    file = opened(table(("a", "1,234.5"), ("b", "7.25"), ("c", "12"), align=ir.Align.DECIMAL))

    styles = [style for style, text in file.paragraphs() if text[0].isdigit()]
    rights = [int(match[1]) if (match := re.search(r'w:right="(\d+)"', file.style(s))) else 0 for s in styles]
    figure, point = 0.497 * 9.5 * 20, 0.249 * 9.5 * 20
    assert rights == pytest.approx([figure, 0, 2 * figure + point], abs=1)


def test_a_small_table_stays_on_one_page_and_a_long_one_does_not() -> None:
    small = opened(table(("a",), ("b",)))
    long = opened(table(*((str(n),) for n in range(20))))

    assert [style for style, _ in small.paragraphs()] == ["BriefTableCellKeptWithNext", "BriefTableCell"]
    assert {style for style, _ in long.paragraphs()} == {"BriefTableCell"}


def test_the_last_row_stays_with_the_note_under_the_table() -> None:
    given = ir.Table((ir.Column(),), (), (ir.Row((cell("a"),)),), notes=(p("Source.", "note"),))

    assert opened(given).paragraphs()[0][0] == "BriefTableCellKeptWithNext"


def test_spans_are_merged_cells() -> None:
    tall, wide = ir.Cell((p("tall", "table-cell"),), rowspan=2), ir.Cell((p("wide", "table-cell"),), colspan=2)
    given = ir.Table((ir.Column(),) * 3, (), (ir.Row((tall, wide)), ir.Row((cell("b"), cell("c")))))

    first, second = rows(opened(given))

    assert '<w:vMerge w:val="restart"/>' in first
    assert '<w:gridSpan w:val="2"/>' in first
    assert second.count("<w:tc>") == 3
    assert '<w:vMerge w:val="continue"/>' in second


def test_a_row_that_lacks_cells_is_filled_up() -> None:
    given = ir.Table((ir.Column(),) * 3, (), (ir.Row((cell("a"),)),))

    (row,) = rows(opened(given))

    assert row.count("<w:tc>") == 2
    assert '<w:gridSpan w:val="2"/>' in row


def test_an_empty_cell_has_the_look_of_the_others() -> None:
    file = opened(ir.Table((ir.Column(),), (), (ir.Row((ir.Cell(()),)),)))

    assert file.paragraphs() == [("BriefTableCell", "")]


def test_a_grid_fills_its_rows_pair_by_pair() -> None:
    given = ir.DefinitionList(tuple(definition(term, term.lower()) for term in ("To", "Date", "From")), "fields")

    first, second = rows(opened(given))

    assert re.findall(r">(\w+)</w:t>", first) == ["To", "to", "Date", "date"]
    assert re.findall(r">(\w+)</w:t>", second) == ["From", "from"]
    assert '<w:gridSpan w:val="3"/>' in second


def test_stacked_terms_stand_over_their_values() -> None:
    given = ir.DefinitionList((definition("Owner", "EEAS"), definition("Priority", "High")), "recommendation-fields")

    (row,) = rows(opened(given))

    assert [re.findall(r">(\w+)</w:t>", c) for c in row.split("</w:tc>")[:2]] == [
        ["Owner", "EEAS"],
        ["Priority", "High"],
    ]


def test_run_in_pairs_are_one_paragraph() -> None:
    pairs = (definition("Owner", "EEAS", ("field-label-compact", "field-value-compact")),) * 2
    file = opened(p("First."), ir.DefinitionList(pairs, "fields-compact"))

    assert file.paragraphs()[1:] == [("BriefFieldValueCompact", "Owner EEAS\u2003Owner EEAS")]


def test_first_baselines_of_a_row_agree() -> None:
    title = ir.Definition((p("Subject", "label"),), (p("Direct talks", "title"),))

    file = opened(ir.DefinitionList((title,), "subject"))

    # title 21/25, label 10/13.5: 0.8 × (25 − 13.5), and 1.5 by which the title is set lower
    assert '<w:spacing w:before="214"' in file.style(file.paragraphs()[0][0])


def test_a_rule_makes_no_row_higher() -> None:
    styles = markup(opened(table(("a",))).part("styles"))

    # the padding of 4 pt less the rule of 0.4 between rows
    assert '<w:tblCellMar><w:top w:w="72"' in styles


def test_a_padded_box_has_its_padding_at_its_edges_only() -> None:
    given = ir.DefinitionList((definition("Judgement", "Low."), definition("Confidence", "Low.")), "assessment")

    first, last = rows(opened(given))

    margins = re.findall(r'<w:(top|left|bottom|right) w:w="(\d+)"', first)
    assert margins == [  # in twips: padding 9 12 10 10, between the rows 6
        *(("top", "180"), ("left", "200"), ("bottom", "120"), ("right", "0")),
        *(("top", "180"), ("left", "0"), ("bottom", "120"), ("right", "240")),
    ]
    assert '<w:bottom w:w="200"' in last


def test_two_tables_do_not_grow_together() -> None:
    file = opened(table(("a",)), table(("b",)))

    kinds = [child.tag.removeprefix(W) for child in file.part("document")[0]]
    assert kinds == ["p", "tbl", "p", "tbl", "p", "sectPr"]


def test_the_room_under_a_table_is_that_of_the_next_paragraph() -> None:
    file = opened(table(("a",)), p("Then."))

    assert file.paragraphs()[-1] == ("BodyText8PtAbove", "Then.")
    assert 'w:before="160"' in file.style("BodyText8PtAbove")


def test_a_heading_has_room_enough_of_its_own_under_a_table() -> None:
    assert opened(table(("a",)), ir.Section(t("Next"), ())).paragraphs()[-1] == ("Heading1", "Next")


def test_a_table_says_its_caption_to_screen_readers() -> None:
    given = ir.Table((ir.Column(),), (), (ir.Row((cell("a"),)),), ir.Caption(t("Table 1"), t("Aid")))

    assert '<w:tblCaption w:val="Table 1 Aid"/>' in opened(given).body
