"""Data tables: header rows, row heads, spans, alignment; small ones stay on one page.

In: ``ir.Table``, and a function that turns blocks into items. Out: boxes for ``flow``. Captions and notes are made in
``blocks``.
"""

from __future__ import annotations

from dataclasses import replace

from compiler import ir
from compiler.style import TableLook

from . import columns, flow, looks
from .draft import Draft
from .flow import Box, Item, Text
from .frame import Frame, Slot, row, table
from .grids import Fill
from .oxml import Xml, w
from .units import border


def data(draft: Draft, block: ir.Table, room: float, fill: Fill) -> Box:
    """A data table, without its caption and notes."""
    look = draft.style.tables[block.role]
    size = draft.style.roles[look.cell].size
    widths = tuple(columns.of_table(draft, block, room - look.indent))
    head = _slots(draft, block, block.head, widths, look, fill, {})
    body = _slots(draft, block, block.body, widths, look, fill, columns.insets(block, size, draft.decimal_sign))
    margins = looks.inside(look.rules, look.cell_padding)
    for slots in body:
        for slot in slots:
            if slot.column in look.tops:
                slot.own_top = look.tops[slot.column] + margins[0] - look.cell_padding[0]
    for slots in head[1:]:  # the style's rule is under the first row only
        if look.rules.head:
            for slot in slots:
                slot.properties = w("tcBorders", border("bottom", look.rules.head))
    frame = Frame(
        draft.styles.table(block.role),
        widths,
        look.indent,
        margins,
        first_row=bool(head),
        first_column=any(row.cells and row.cells[0].scope is ir.Scope.ROW for row in block.body),
        caption=ir.plain_text((*block.caption.label, ir.Text(" "), *block.caption.content)) if block.caption else "",
    )
    whole = len(block.body) <= look.keep_rows

    def draw(above: float, keep_next: bool) -> Xml:
        del above  # its caption or its rule is its upper edge
        keeps = [True] * len(head) + [whole] * (len(body) - 1) + [keep_next] * bool(body)
        rows = [
            row(draft, frame, slots, kept, head=n < len(head))
            for n, (slots, kept) in enumerate(zip(head + body, keeps, strict=True))
        ]
        return table(frame, rows)

    return Box(draw, look.before, 0.0 if block.notes else look.after, keep_next=bool(block.notes))


def _slots(
    draft: Draft,
    block: ir.Table,
    rows: tuple[ir.Row, ...],
    widths: tuple[float, ...],
    look: TableLook,
    fill: Fill,
    insets: dict[tuple[int, int], float],
) -> list[list[Slot]]:
    """The rows' cells in their columns; a cell that spans rows is continued in those below it (17.4.84)."""
    below: dict[int, tuple[int, int]] = {}  # column → rows still to cover, columns covered
    out = []
    for number, given in enumerate(rows):
        slots: list[Slot] = []
        draft.anchor(given.id)
        cells = iter(given.cells)
        column = 0
        while column < len(widths):
            if column in below:
                left, span = below.pop(column)
                slots.append(
                    Slot([flow.empty(draft, look.cell)], column, span, "continue", shade=look.fills.get(column))
                )
                if left > 1:
                    below[column] = (left - 1, span)
            elif cell := next(cells, None):
                span = min(cell.colspan, len(widths) - column)
                room = sum(widths[column : column + span]) - look.cell_padding[1] - look.cell_padding[3]
                items = fill(cell.content, room) or [flow.empty(draft, look.cell)]
                items = _aligned(items, block.columns[column].align, insets.get((number, column)))
                if columns.has_wide_word(draft, cell, room):
                    items = [_divided(item) for item in items]
                merge = "restart" if cell.rowspan > 1 else ""
                slots.append(Slot(items, column, span, merge, shade=look.fills.get(column)))
                if cell.rowspan > 1:
                    below[column] = (cell.rowspan - 1, span)
            else:
                slots.append(Slot([flow.empty(draft, look.cell)], column, len(widths) - column))
            column += slots[-1].span
        out.append(slots)
    return out


def _divided(item: Item) -> Item:
    return replace(item, use=replace(item.use, divided=True)) if isinstance(item, Text) else item


def _aligned(items: list[Item], align: ir.Align, inset: float | None) -> list[Item]:
    """A cell's paragraphs with its column's alignment."""
    if align is ir.Align.LEFT:
        return items
    side = "center" if align is ir.Align.CENTER else "right"
    return [
        replace(item, use=replace(item.use, align=side, inset=inset or None)) if isinstance(item, Text) else item
        for item in items
    ]
