"""Beside our PDF: the pages that LibreOffice makes of the DOCX say the same, in the same order, on as many pages.

Its headings are compared with the tree's in ``test_outside_judges``. Of header and footer no other program tells.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeGuard

import pytest

from compiler import ir
from compiler.charts import Words, draw
from compiler.style import Style
from compiler.writers import pdf
from tests.corpus import NAMES, Built
from tests.oracles import reading, sheets
from tests.oracles.sheets import Sheet
from tests.oracles.viewing import letters
from tests.samples import p

ALIKE = [name for name in NAMES if name != "sample"]  # the sample's contents have no page numbers in Word
NEARLY = 0.8  # of page one: on which page its last lines stand is each program's own affair


@dataclass(frozen=True, slots=True)
class Printed:
    """What a program printed of a document."""

    sheets: list[Sheet]
    document: ir.Document
    style: Style

    @property
    def text(self) -> str:
        """All text but the heads of tables, which are printed again where a table goes over a page, and charts' words.

        Those are text in the PDF and a picture in Word.
        """
        whole = "".join(sheet.text for sheet in self.sheets)
        for block in ir.walk(self.document.content):
            match block:
                case ir.Table(head=rows):
                    for row in rows:
                        cells = tuple(block for cell in row.cells for block in cell.content)
                        if head := sheets.plain(reading.of_blocks(self.document, cells, {})):
                            whole = whole.replace(head, "")
                case ir.Figure(drawing=(ir.Chart() | ir.RangeChart()) as chart):
                    shapes = draw(chart, self.style, self.style.page.width).shapes
                    whole = whole.replace(sheets.plain(shape.text for shape in shapes if isinstance(shape, Words)), "")
                case _:
                    pass
        return whole

    @property
    def notes(self) -> str:
        """All notes."""
        return "".join(sheet.notes for sheet in self.sheets)


def read(file: Path, of: Built) -> Printed:
    """What was printed of one of the corpus."""
    return Printed(sheets.read(file, of.style.page, reading.of_tree(of.document).notes), of.document, of.style)


@pytest.fixture(scope="module")
def ours(built: dict[str, Built]) -> dict[str, Printed]:
    return {name: read(files.pdf, files) for name, files in built.items()}


@pytest.fixture(scope="module")
def theirs(built: dict[str, Built], printed: dict[str, Path]) -> dict[str, Printed]:
    return {name: read(printed[name], files) for name, files in built.items()}


def begin_alike(one: Printed, other: Printed) -> bool:
    """Whether both first pages hold the same in the same order as far as both go, and both go about as far."""
    short, long = sorted((one.sheets[0].text, other.sheets[0].text), key=len)
    return long.startswith(short) and len(short) >= NEARLY * len(long)


@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_of_pages_differ_by_one_at_most(
    ours: dict[str, Printed], theirs: dict[str, Printed], name: str
) -> None:
    apart = 2 if name == "torture-memo" else 1  # there notes longer than a page go on where each program likes

    assert abs(len(ours[name].sheets) - len(theirs[name].sheets)) <= apart


@pytest.mark.parametrize("name", ALIKE)
def test_page_one_has_the_same_content_in_the_same_order(
    ours: dict[str, Printed], theirs: dict[str, Printed], name: str
) -> None:
    assert begin_alike(ours[name], theirs[name])


@pytest.mark.parametrize("name", ALIKE)
def test_all_pages_together_say_the_same_with_the_same_numbers(
    built: dict[str, Built], ours: dict[str, Printed], theirs: dict[str, Printed], name: str
) -> None:
    assert theirs[name].text == ours[name].text != ""
    assert theirs[name].notes == ours[name].notes
    assert bool(ours[name].notes) == bool(reading.of_tree(built[name].document).notes)


@pytest.mark.parametrize("name", NAMES)
def test_header_and_footer_say_what_the_tree_does_and_count_the_pages(theirs: dict[str, Printed], name: str) -> None:
    pages, document = theirs[name].sheets, theirs[name].document
    given = document.furniture
    for number, sheet in enumerate(pages, 1):
        header, footer = (given.first_header, given.first_footer) if number == 1 else (given.header, given.footer)
        left, middle, right = _furniture(header, document.marking, number, len(pages))
        assert sheet.header in (left + middle + right, left + right + middle)  # in a line of its own, under them
        left, middle, right = _furniture(footer, document.marking, number, len(pages))
        assert sheet.footer in (left + middle + right, middle + left + right)  # over them


def _furniture(line: ir.Line, marking: ir.Marking | None, page: int, count: int) -> list[str]:
    """The letters of the three cells of a header or footer."""
    fields: dict[ir.Inline, str] = {ir.PageNumber(): str(page), ir.PageCount(): str(count)}
    cells = (line.left, line.middle, (*line.right, ir.Text(marking.text if marking else "")))
    return [letters("".join(fields.get(node) or ir.plain_text((node,)) for node in cell)) for cell in cells]


# ----------------------------------------------------------------------------------------- the comparisons can fail


def changed(built: dict[str, Built], folder: Path, *content: ir.Block) -> Printed:
    """What our PDF says when the memo about Ukraine is of other content."""
    files = built["ukraine-memo"]
    (folder / "other.pdf").write_bytes(pdf.write(replace(files.document, content=content), files.style).data)
    return read(folder / "other.pdf", files)


def test_sections_in_another_order_are_seen(
    built: dict[str, Built], theirs: dict[str, Printed], tmp_path: Path
) -> None:
    same = built["ukraine-memo"].document.content
    at = next(n for n, block in enumerate(same) if isinstance(block, ir.Section))
    other = (*same[:at], same[at + 1], same[at], *same[at + 2 :])

    assert begin_alike(changed(built, tmp_path, *same), theirs["ukraine-memo"])
    assert not begin_alike(changed(built, tmp_path, *other), theirs["ukraine-memo"])


def test_another_number_of_a_recommendation_is_seen(
    built: dict[str, Built], theirs: dict[str, Printed], tmp_path: Path
) -> None:
    content = [
        replace(block, content=(*block.content[:-1], _renumbered(block.content[-1]))) if _is_advice(block) else block
        for block in built["ukraine-memo"].document.content
    ]

    assert changed(built, tmp_path, *content).text != theirs["ukraine-memo"].text


def _is_advice(block: ir.Block) -> TypeGuard[ir.Section]:
    last = block.content[-1] if isinstance(block, ir.Section) and block.content else None
    return isinstance(last, ir.Section) and last.role == "recommendation"


def _renumbered(block: ir.Block) -> ir.Section:
    assert isinstance(block, ir.Section)
    return replace(block, label=(block.label[0], p("6", "recommendation-number")))
