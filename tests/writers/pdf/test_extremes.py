"""What nobody plans for: too wide, too tall, too deep, too many, nothing. All of it is drawn, and within the page."""

from __future__ import annotations

import cProfile
from collections.abc import Callable

import pytest

from compiler import ir
from compiler.writers.pdf import lay_out, write
from tests.samples import LONG, note, p, png, recommendation, t
from tests.writers.pdf.opened import STYLE, Opened, document

PAGE = STYLE.page
FACES = lay_out(document(), STYLE)[0].fonts


def row(*cells: ir.Cell) -> ir.Row:
    return ir.Row(cells)


def cell(text: str, rowspan: int = 1) -> ir.Cell:
    return ir.Cell((p(text, "table-cell"),), rowspan=rowspan)


def nested(depth: int, kind: str) -> ir.Block:
    block: ir.Block = p("The innermost.")
    for _ in range(depth):
        match kind:
            case "list":
                block = ir.List((ir.ListItem((p("Item", "list-item"), block)),))
            case "table":
                block = ir.Table((ir.Column(),), (), (row(ir.Cell((block,))),))
            case "callout":
                block = ir.Callout(t("Aside"), (block,))
            case "quote":
                block = ir.Quote((block,))
            case "definition":
                block = ir.DefinitionList((ir.Definition((p("Term", "label"),), (block,)),))
            case "section":
                block = ir.Section(t("Section"), (block,))
    return block


def noted(number: int) -> ir.Paragraph:
    return ir.Paragraph((ir.Text(f"Mark {number}."), note(number, f"Note {number}. " + LONG)))


MARKS = tuple(inline for i in range(1, 151) for inline in (ir.Text(f"Mark {i}"), note(i, f"Note {i}. {LONG}")))

EXTREMES: dict[str, tuple[ir.Block, ...]] = {
    "a word wider than the page": (p("before " + "x" * 2_000 + " after"),),
    "words wider than their cells": (
        ir.Table((ir.Column(),) * 3, (), (row(cell("y" * 300), cell("short"), cell("z" * 100)),)),
    ),
    "a cell taller than a page": (ir.Table((ir.Column(),) * 2, (), (row(cell(LONG * 40), cell("short")),)),),
    "a spanning cell taller than a page": (
        ir.Table((ir.Column(),) * 2, (), (row(cell(LONG * 40, 3), cell("1")), row(cell("2")), row(cell("3")))),
    ),
    "a cell that spans more rows than a page holds": (
        ir.Table((ir.Column(),) * 2, (), (row(cell("spans", 99), cell("0")), *(row(cell(str(i))) for i in range(98)))),
    ),
    "more notes than pages hold": tuple(noted(i) for i in range(1, 151)),
    "all notes in one paragraph": (ir.Paragraph(MARKS),),
    "all notes in one cell": (ir.Table((ir.Column(),), (), (row(ir.Cell((ir.Paragraph(MARKS, "table-cell"),))),)),),
    "a wide image": (ir.Figure(ir.Image(png(20_000, 1), "png", (20_000, 1)), "A line"),),
    "a tall image": (ir.Figure(ir.Image(png(1, 20_000), "png", (1, 20_000)), "A line"),),
    "a box taller than a page": (ir.Callout(t("Aside"), tuple(p(LONG, "callout") for _ in range(40))),),
    "a head taller than a page": (
        ir.Table((ir.Column(),), (row(cell(LONG * 60)),), (row(cell("one")), row(cell("two")))),
    ),
    **{f"{kind}s in {kind}s": (nested(40, kind),) for kind in ("list", "table", "quote", "definition", "section")},
    "callouts in callouts": (nested(4, "callout"),),
    "nothing in anything": (
        p(""),
        ir.Section((), ()),
        ir.List((ir.ListItem(()),)),
        ir.List(()),
        ir.DefinitionList((ir.Definition((), ()),)),
        ir.DefinitionList(()),
        ir.Table((), (), ()),
        ir.Table((ir.Column(),), (row(ir.Cell(())),), ()),
        ir.Table((), (), (row(),)),
        ir.Quote(()),
        ir.Callout((), ()),
        ir.Contents(()),
        ir.References(()),
        ir.PageBreak(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXTREMES)
def test_all_of_it_is_drawn_and_nothing_outside_the_text_block(name: str) -> None:
    blocks = document(*EXTREMES[name])
    file = Opened(write(blocks, STYLE).data)
    said = "".join(content.text for content in lay_out(blocks, STYLE)[2].contents())
    shown = [shown for page in file.shown for shown in page]

    drawn = "".join(one.text for one in shown if one.mcid is not None)
    assert sorted(drawn.replace("\xad", "").replace(" ", "")) == sorted(said.replace(" ", ""))
    for one in shown:
        width = FACES.face("sans", bold="Bold" in one.font).width(one.text.rstrip(), one.size)
        assert PAGE.margin[3] - 0.1 <= one.x <= one.x + width <= PAGE.size[0] - PAGE.margin[1] + 0.1
        assert PAGE.margin[2] <= one.y <= PAGE.size[1] - PAGE.margin[0]


def test_a_table_of_many_rows_repeats_its_head_and_names_it_in_each_cell() -> None:
    head = row(*(ir.Cell((p(text, "table-head"),), ir.Scope.COLUMN) for text in ("Country", "Aid")))
    body = tuple(row(ir.Cell((p(f"Country {i}", "row-head"),), ir.Scope.ROW), cell(str(i))) for i in range(1, 301))
    file = Opened(write(document(ir.Table((ir.Column(), ir.Column(ir.Align.DECIMAL)), (head,), body)), STYLE).data)

    assert len(file.shown) > 5
    assert {file.texts(page, artifacts=True) for page in range(1, len(file.shown))} == {"CountryAid"}
    assert [cell["A"]["Headers"] for cell in file.elements("TD")] == [["t1-1-2", f"t1-{i}-1"] for i in range(2, 302)]


LONG_DOCUMENTS: dict[str, Callable[[int], tuple[ir.Block, ...]]] = {
    "paragraphs with notes": lambda n: tuple(noted(i) for i in range(1, n)),
    "notes in one paragraph": lambda n: (ir.Paragraph(MARKS[: 2 * n]),),
    "notes in one cell": lambda n: (
        ir.Table((ir.Column(),), (), (row(ir.Cell((ir.Paragraph(MARKS[: 2 * n], "table-cell"),))),)),
    ),
    "rows": lambda n: (ir.Table((ir.Column(),), (row(cell("Head")),), tuple(row(cell(str(i))) for i in range(n))),),
    "rows under one span": lambda n: (
        ir.Table((ir.Column(),) * 2, (), (row(cell("spans", n), cell("0")), *(row(cell("x")) for _ in range(n - 1)))),
    ),
    "recommendations": lambda n: (ir.Section(t("Advice"), tuple(recommendation(i, "Act.") for i in range(n))),),
    "sections and their contents": lambda n: (
        ir.Contents(t("Contents")),
        *(ir.Section(t(f"Section {i}"), (p("Text."),)) for i in range(n)),
    ),
}


@pytest.mark.parametrize("kind", LONG_DOCUMENTS)
def test_the_work_grows_no_faster_than_the_document(kind: str) -> None:
    def calls(count: int) -> int:
        """How many functions are called to write it: a measure of time that no busy machine changes."""
        blocks = document(*LONG_DOCUMENTS[kind](count))
        profile = cProfile.Profile()
        profile.runcall(write, blocks, STYLE)
        return sum(entry.callcount for entry in profile.getstats())

    calls(10)  # words are measured once
    assert calls(140) - calls(70) < 1.3 * (calls(70) - calls(2)) * 70 / 68
