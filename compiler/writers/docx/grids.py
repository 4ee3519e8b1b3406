"""Grids and boxes: what a layout sets out in columns, and asides on a ground of their own.

In: ``ir.DefinitionList``, ``ir.Columns`` or a callout's items, and a function that turns blocks into items. Out: boxes
for ``flow``. All are tables in the file: a term stands beside its value, a shade has straight edges whatever it holds.
"""

from __future__ import annotations

from collections.abc import Callable

from compiler import ir, tracks
from compiler.style import Box as BoxLook
from compiler.style import Edges, Grid

from . import flow
from .draft import Draft
from .flow import Box, Item, Text, Wrapped
from .frame import Frame, Slot, row, table
from .oxml import EMPTY, Xml
from .uses import Kind, Use

Fill = Callable[[tuple[ir.Block, ...], float], list[Item]]

NO_ROOM: Edges = (0.0, 0.0, 0.0, 0.0)


def grid(draft: Draft, block: ir.DefinitionList, room: float, fill: Fill) -> Box:
    """A definition list that is set out in columns."""
    look = draft.style.grids[block.role]
    beside = look.layout == "row"
    widths, pairs = _grid_columns(look, len(block.items), room - look.indent)
    rows = []
    for start in range(0, len(block.items), pairs):
        slots: list[Slot] = []
        for item in block.items[start : start + pairs]:
            slots += _pair(draft, item, beside, len(slots), widths, look, fill)
        slots[-1].span = len(widths) - slots[-1].column
        rows.append(slots)
    style = draft.styles.grid(block.role)
    frame = Frame(style, widths, _left(look), look.cell_padding, first_column=beside and pairs == 1)
    return _drawn(draft, look, frame, rows)


def side_by_side(draft: Draft, block: ir.Columns, room: float, fill: Fill) -> Box:
    """Blocks side by side: a table to Word, which knows nothing else that stays in place."""
    look = draft.style.grids[block.role]
    count = max(len(look.columns), max(sum(cell.colspan for cell in r.cells) for r in block.rows))
    widths = tuple(tracks.share(look.columns, count, room - look.indent))
    rows: list[list[Slot]] = []
    for number, given in enumerate(block.rows):
        slots: list[Slot] = []
        column = 0
        for cell in given.cells:
            end = count if cell is given.cells[-1] else min(column + cell.colspan, count)
            at = (number == 0, end == count, number == len(block.rows) - 1, column == 0)
            _, right, _, left = _margins(look, number, at)
            items = fill(cell.content, sum(widths[column:end]) - left - right)
            if items and isinstance(items[-1], Wrapped):
                items.append(Text(Use("", Kind.SPACER, 20), EMPTY))  # else LibreOffice 7.4 undoes the table
            slots.append(Slot(items or [flow.empty(draft, look.value)], column, end - column))
            column = end
        rows.append(slots)
    return _drawn(draft, look, Frame(draft.styles.grid(block.role), widths, _left(look), look.cell_padding), rows)


def _drawn(draft: Draft, look: Grid, frame: Frame, rows: list[list[Slot]]) -> Box:
    """A grid's box for ``flow``."""
    _pad(rows, look, len(frame.widths))

    def draw(above: float, keep_next: bool) -> Xml:
        if above:
            for slot in rows[0]:
                top, right, bottom, left = slot.margins or look.cell_padding
                slot.margins = (top + above, right, bottom, left)
        kept = [look.keep] * (len(rows) - 1) + [keep_next]
        return table(frame, [row(draft, frame, r, k) for r, k in zip(rows, kept, strict=True)])

    is_open = not (look.fill or look.bar or look.rules.top)
    return Box(draw, look.before, look.after, is_open, look.keep_next)


def box(draft: Draft, role: str, room: float, items: list[Item]) -> Box:
    """A callout: one cell, as paragraphs' shades leave gaps where their indents differ."""
    look = draft.style.boxes[role]
    frame = Frame(draft.styles.box(role), (room - look.indent,), _left(look), look.padding)

    def draw(above: float, keep_next: bool) -> Xml:
        del above  # its upper edge is seen
        return table(frame, [row(draft, frame, [Slot(items, 0)], keep_next)])

    return Box(draw, look.before, look.after)


def box_room(draft: Draft, role: str, room: float) -> float:
    """The width inside a box's padding."""
    look = draft.style.boxes[role]
    return room - look.indent - look.padding[1] - look.padding[3]


def _left(look: Grid | BoxLook) -> float:
    """The indent of a table whose cells begin at its own: since 2013 Word sets a left border's outer edge on it."""
    return look.indent - (look.bar.width / 2 if look.bar else 0.0)


def _grid_columns(look: Grid, items: int, room: float) -> tuple[tuple[float, ...], int]:
    """The widths of a grid's columns and how many pairs stand in a row."""
    cells = 2 if look.layout == "row" else 1
    count = len(look.columns) or cells * items
    return tuple(tracks.share(look.columns, count, room)), max(1, count // cells)


def _pair(
    draft: Draft, item: ir.Definition, beside: bool, column: int, widths: tuple[float, ...], look: Grid, fill: Fill
) -> list[Slot]:
    """A term and its value, beside each other or in one cell."""
    parts: tuple[tuple[ir.Block, ...], ...] = (item.term, item.content) if beside else ((*item.term, *item.content),)
    sides = look.cell_padding[1] + look.cell_padding[3]
    return [
        Slot(fill(part, widths[at] - sides) or [flow.empty(draft, look.value)], at)
        for at, part in enumerate(parts, column)
    ]


def _pad(rows: list[list[Slot]], look: Grid, count: int) -> None:
    """Gives the cells at a grid's edges the padding of the whole; where a cell's own is larger, that counts."""
    if look.padding == NO_ROOM and not look.gaps:
        return
    for n, slots in enumerate(rows):
        for slot in slots:
            at = (n == 0, slot.column + slot.span == count, n == len(rows) - 1, slot.column == 0)
            slot.margins = _margins(look, n, at)


def _margins(look: Grid, row: int, at: tuple[bool, bool, bool, bool]) -> Edges:
    """A cell's margins; ``at`` says which of its edges, clockwise from the top, are the grid's."""
    top, right, bottom, left = (
        max(cell, whole) if edge else cell
        for edge, cell, whole in zip(at, look.cell_padding, look.padding, strict=True)
    )
    return top + look.gap(row), right, bottom, left
