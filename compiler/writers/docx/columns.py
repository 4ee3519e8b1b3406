"""The columns of tables: how wide they are, and where the decimal points of their numbers stand.

In: tracks of the style, or the texts that the columns hold. Out: widths and insets in points. Characters are counted,
not measured: enough to share a width out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from compiler import ir
from compiler.style import TableLook

_FIGURE, _POINT = 0.497, 0.249  # widths of a tabular figure and a decimal sign, in parts of the size
_SIGN = 0.55  # the width of a character, roughly


def share(tracks: Sequence[float | None], room: float) -> list[float]:
    """Widths for tracks: the free ones share what the others leave; too wide a whole is made to fit."""
    room = max(room, len(tracks))  # a point each, where boxes in boxes leave nothing
    fixed = sum(track for track in tracks if track is not None)
    free = sum(track is None for track in tracks)
    share = max(0.0, room - fixed) / free if free else 0.0
    widths = [share if track is None else track for track in tracks]
    shrink = min(1.0, room / sum(widths))
    return [width * shrink for width in widths]


def of_table(table: ir.Table, look: TableLook, size: float, room: float) -> list[float]:
    """The widths of a data table's columns: the style's, or by what they hold in type of ``size``."""
    count = len(table.columns)
    if look.columns:
        given = look.columns[:count]
        return share((*given, *(look.columns[-1],) * (count - len(given))), room)
    return _by_content(table, look, size, room)


def _by_content(table: ir.Table, look: TableLook, size: float, room: float) -> list[float]:
    """Widths by what the columns hold: their longest text where that fits, never less than their longest word."""
    count = len(table.columns)
    room = max(room, count)
    longest, word = [0] * count, [1] * count
    for row in (*table.head, *table.body):
        column = 0
        for cell in row.cells:
            if cell.colspan == 1 and column < count:
                for text in _texts(cell.content):
                    longest[column] = max(longest[column], len(text))
                    word[column] = max(word[column], *map(len, text.split(" ")))
            column += cell.colspan
    sign = size * _SIGN
    extra = look.cell_padding[1] + look.cell_padding[3]
    least = [n * sign + extra for n in word]
    wanted = [max(low, n * sign + extra) for n, low in zip(longest, least, strict=True)]
    if sum(least) >= room:
        return [low * room / sum(least) for low in least]
    if sum(wanted) <= room:
        return [width * room / sum(wanted) for width in wanted]
    spare, more = room - sum(least), sum(wanted) - sum(least)
    return [low + (width - low) * spare / more for low, width in zip(least, wanted, strict=True)]


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
