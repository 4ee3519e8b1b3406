"""The columns of tables: how wide they are, and where the decimal points of their numbers stand.

In: a data table. Out: widths and insets in points.
"""

from __future__ import annotations

import re

from compiler import ir, tracks

from .draft import Draft

_FIGURE, _POINT = 0.497, 0.249  # widths of a tabular figure and a decimal sign, in parts of the size
_ROUND_WORDS = "‘’“”«»„()[].,;:!?…"
_BREAK = re.compile(r"\s+|(?<=[-‐])")  # Word ends a line behind a hyphen, too
_LETTERS = re.compile(r"[^\W\d_]+(?:['’‑][^\W\d_]+)*[-‐]?")
_SPARE = 0.5  # points: widths are rounded on their way into the file


def of_table(draft: Draft, table: ir.Table, room: float) -> list[float]:
    """The widths of a data table's columns: the style's, wider where a word would be broken, or by what they hold."""
    look = draft.style.tables[table.role]
    count = len(table.columns)
    least, wanted = [0.0] * count, [0.0] * count
    pad = look.cell_padding[1] + look.cell_padding[3]
    for row in (*table.head, *table.body):
        column = 0
        for cell in row.cells:
            word, line = _extent(draft, cell)
            for c in range(column, min(column + cell.colspan, count)):
                least[c] = max(least[c], word / cell.colspan + pad)
                wanted[c] = max(wanted[c], line / cell.colspan + pad)
            column += cell.colspan
    if look.columns:
        return tracks.unbroken(tracks.share(look.columns, count, room), least)
    return tracks.fit(least, wanted, room)


def _extent(draft: Draft, cell: ir.Cell) -> tuple[float, float]:
    """The widths of a cell's longest word and of its longest paragraph."""
    word = line = 0.0
    for block in ir.walk(cell.content):
        if isinstance(block, ir.Paragraph):
            longest, whole = draft.faces.extent(ir.plain_text(block.content), block.role)
            word, line = max(word, longest), max(line, whole)
    return word + _SPARE, line + _SPARE


def has_wide_word(draft: Draft, cell: ir.Cell, room: float) -> bool:
    """Whether a word of a cell, not a number or an address, is wider than the room of its text."""
    return any(
        draft.faces.extent(word, block.role)[0] > room
        for block in ir.walk(cell.content)
        if isinstance(block, ir.Paragraph)
        for word in _BREAK.split(ir.plain_text(block.content))
        # no letter is wider than its size: most words need not be measured
        if len(word) * draft.style.roles[block.role].size > room and _LETTERS.fullmatch(word.strip(_ROUND_WORDS))
    )


def insets(table: ir.Table, size: float, point: str) -> dict[tuple[int, int], float]:
    """How far each number (row, column) stands from the right so that the decimal signs of its column agree.

    The figures of our faces are all of one width. A decimal tab would follow the settings of the reader's machine,
    which may take the comma of "1,234.5" for the point.
    """
    found: dict[tuple[int, int], float] = {}
    decimals = re.compile(rf"\d{re.escape(point)}(\d+)\D*$")
    for column, spec in enumerate(table.columns):
        if spec.align is not ir.Align.DECIMAL:
            continue
        texts = [" ".join(_texts(row.cells[column].content)) if column < len(row.cells) else "" for row in table.body]
        places = [len(match[1]) if (match := decimals.search(text)) else 0 for text in texts]
        most = max(places, default=0)
        for row, count in enumerate(places):
            found[row, column] = size * ((most - count) * _FIGURE + (_POINT if most and not count else 0.0))
    return found


def _texts(blocks: tuple[ir.Block, ...]) -> list[str]:
    return [ir.plain_text(block.content) for block in ir.walk(blocks) if isinstance(block, ir.Paragraph)]
