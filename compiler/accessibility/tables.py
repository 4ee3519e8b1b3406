"""Tables: header rows, merged cells, rows that only make room.

A table that sets things out, and tabulates nothing, has no head to name: it has one row or one column, or its style
options ask for neither a header row nor a first column (17.4.55), as Word's own checker takes it for one.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity
from ..word_file import Element, W
from .outline import Outline, at, has, inside, is_on, value, words

_FIRST_ROW, _FIRST_COLUMN = 0x0020, 0x0080
_OBJECTS = (f"{W}drawing", f"{W}pict", f"{W}object", f"{W}tbl")


def check(outline: Outline) -> Iterator[Diagnostic]:
    """Each table with data in it."""
    tables = inside(outline.file.document, f"{W}tbl")
    for number, table in enumerate(tables, 1):
        rows = [(row, list(_children(row, "tc"))) for row in _children(table, "tr")]
        first_row, first_column = _options(table)
        if not (first_row or first_column) or len(rows) < 2 or max(len(cells) for _, cells in rows) < 2:
            continue
        name = f"table {number}"
        if not has(rows[0][0], "trPr/tblHeader") and (first_row or not first_column):
            help = "select its first row, and choose Layout, Repeat Header Rows"
            yield outline.diagnostic("D103", f"{name} has no header row", help, near=rows[0][0])
        if any(_is_merged(cell) for _, cells in rows for cell in cells):
            help = "split the cells, or make two tables: a screen reader loses its place in merged ones"
            yield outline.diagnostic("D104", f"{name} has merged cells", help, Severity.WARNING, rows[0][0])
        blank = sum(_is_blank(row) for row, _ in rows)
        if blank:
            how_many = "a blank row" if blank == 1 else f"{blank} blank rows"
            help = "make room with the heights of its rows"
            yield outline.diagnostic("D105", f"{name} has {how_many}", help, Severity.WARNING, rows[0][0])


def _options(table: Element) -> tuple[bool, bool]:
    """Whether the table's style options ask for a header row and for a first column; without options, they may be."""
    look = at(table, "tblPr/tblLook")
    if look is None:
        return True, False
    bits = look.get(f"{W}val", "0")
    given = int(bits, 16) if all(c in "0123456789abcdefABCDEF" for c in bits) and bits else 0
    pairs = ((look.get(f"{W}firstRow"), _FIRST_ROW), (look.get(f"{W}firstColumn"), _FIRST_COLUMN))
    first_row, first_column = (bool(given & bit) if own is None else is_on(own) for own, bit in pairs)
    return first_row, first_column


def _children(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, also those within content controls."""
    for child in element:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _children(child, tag)


def _is_merged(cell: Element) -> bool:
    span = value(cell, "tcPr/gridSpan")
    return span not in ("", "1") or at(cell, "tcPr/vMerge") is not None or at(cell, "tcPr/hMerge") is not None


def _is_blank(row: Element) -> bool:
    return not words(row).strip() and next(inside(row, *_OBJECTS), None) is None
