"""A Word file that grows: a table of five columns and recommendations, by our writer and by python-docx's table API.

In: a number of rows, of recommendations and of rounds. Out, as JSON on standard output: for each size (the numbers
times it) processor seconds of our whole file, and of the peer's, as medians; ratios are of pairs in one round. The
peer fills the same table with the same words: row by row (``row.cells``), and up to ``CELL_BY_CELL`` cell by cell
(``table.cell``), whose time grows with the square: at larger sizes it takes minutes.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from statistics import median

import docx

from compiler import ir
from compiler.style import PACKAGED, load_style
from compiler.writers.docx import write

SIZES = (0.25, 0.5, 1, 2, 4)
CELL_BY_CELL = 0.5
COLUMNS = 5
WORDS = "the envoys of both sides meet"
REASON = "A common line gives the envoys something to hold to; separate lines would be played against each other. " * 3


def text(words: str) -> ir.Inlines:
    """Plain text."""
    return (ir.Text(words),)


def ours(rows: int, recommendations: int) -> bytes:
    """Our way: a tree, and the writer."""

    def cell(words: str, role: str, scope: ir.Scope | None = None) -> ir.Cell:
        return ir.Cell((ir.Paragraph(text(words), role),), scope)

    head = ir.Row(tuple(cell(f"Column {n}", "table-head", ir.Scope.COLUMN) for n in range(COLUMNS)))
    body = tuple(ir.Row(tuple(cell(f"{WORDS} {r}.{n}", "table-cell") for n in range(COLUMNS))) for r in range(rows))
    sections = tuple(
        ir.Section(text(f"Agree one line, {n}"), (ir.Paragraph(text(REASON), "rationale"),), role="recommendation")
        for n in range(recommendations)
    )
    about = ir.Metadata("long", "Long", "en-GB", "2025-04-22", "2025-04-22", ("Desk",))
    table = ir.Table((ir.Column(),) * COLUMNS, (head,), body)
    return write(ir.Document(about, (table, *sections), ir.Furniture()), load_style(PACKAGED / "memo")).data


def by_rows(rows: int, recommendations: int) -> bytes:
    """The peer's way, row by row."""
    document = docx.Document()
    table = document.add_table(rows=rows + 1, cols=COLUMNS)
    for r, row in enumerate(table.rows):
        for n, cell in enumerate(row.cells):
            cell.text = f"{WORDS} {r - 1}.{n}" if r else f"Column {n}"
    return _finished(document, recommendations)


def by_cells(rows: int, recommendations: int) -> bytes:
    """The peer's way, cell by cell."""
    document = docx.Document()
    table = document.add_table(rows=rows + 1, cols=COLUMNS)
    for r in range(rows + 1):
        for n in range(COLUMNS):
            table.cell(r, n).text = f"{WORDS} {r - 1}.{n}" if r else f"Column {n}"
    return _finished(document, recommendations)


def _finished(document: docx.document.Document, recommendations: int) -> bytes:
    for n in range(recommendations):
        document.add_heading(f"Agree one line, {n}", level=2)
        document.add_paragraph(REASON)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def seconds(way: Callable[[int, int], bytes], rows: int, recommendations: int) -> float:
    """What one file takes."""
    begun = time.process_time()
    way(rows, recommendations)
    return time.process_time() - begun


def main(rows: int, recommendations: int, rounds: int) -> None:
    """Measures each size and prints what it took."""
    ours(rows, recommendations)
    by_rows(rows, recommendations)
    sizes = []
    for size in SIZES:
        numbers = round(rows * size), round(recommendations * size)
        pairs = [(seconds(ours, *numbers), seconds(by_rows, *numbers)) for _ in range(rounds)]
        ratios = [own / other for own, other in pairs]
        cells = seconds(by_cells, *numbers) if size <= CELL_BY_CELL else None
        sizes.append(
            {
                "size": size,
                "ours": median(own for own, _ in pairs),
                "rows": median(other for _, other in pairs),
                "cells": cells,
                "ratio": [median(ratios), min(ratios), max(ratios)],
            }
        )
    print(json.dumps(sizes))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
