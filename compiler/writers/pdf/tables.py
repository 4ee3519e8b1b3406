"""Data tables: columns, heads that repeat, rows, rules, notes, and their structure.

``Table > Caption, THead, TBody > TR > TH | TD``. Header cells carry ``Scope``; where a table has heads of rows and of
columns, header cells have IDs and data cells name theirs in ``Headers`` (PDF/UA-1, 7.5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compiler import ir, tracks

from .building import Builder
from .context import Context
from .figures import add_caption
from .flow import Flow, Hold, Strip
from .inlines import InlineBuilder
from .lines import natural_widths
from .paragraphs import Shape
from .strips import Band, BandCell, Edge, side_by_side
from .tags import StructElem

if TYPE_CHECKING:
    from compiler.style import Rule, TableLook


@dataclass(slots=True)
class _Slot:
    """A cell and where it stands in the grid of rows and columns; ``elem`` is its structure."""

    cell: ir.Cell
    row: int
    column: int
    elem: StructElem

    @property
    def rows(self) -> range:
        return range(self.row, self.row + self.cell.rowspan)

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.cell.colspan)


def add_table(builder: Builder, flow: Flow, node: ir.Table, elem: StructElem) -> None:
    """Adds a table with caption and notes to a flow."""
    context = builder.context
    look = context.style.tables.get(node.role) or context.style.tables["table"]
    table = elem.add("Table")
    context.name(node.id, table)
    context.tables += 1
    start = flow.count
    flow.space(look.before)
    if node.caption is not None:
        add_caption(builder, flow, node.caption, table.add("Caption"))
        flow.chain()
    slots = _structure(builder, node, table, f"t{context.tables}")
    count = max((slot.columns.stop for slot in slots), default=len(node.columns))
    width = flow.width - look.indent
    decimals = _Decimals(context, node, slots)
    widths = _widths(builder, look, slots, count, width)
    bands = _bands(builder, node, look, slots, widths, decimals)
    heads: list[Strip] = [band for band, first, _ in bands if first < len(node.head)]
    first_row = flow.count
    for i, (band, _, _) in enumerate(bands):
        hold = Hold.FREE
        if 0 < i <= len(heads):
            hold = Hold.FUSED  # between head rows, and between the head and the first row
        elif i in (len(heads) + 1, len(bands) - 1) and len(bands) - len(heads) > 2:
            hold = Hold.LONELY  # the first row without the second, the last without the one before
        flow.add(band, look.before if i == 0 else 0.0, hold)
    if heads:
        flow.region(first_row, head=heads)
    for paragraph in node.notes:
        flow.chain()
        builder.paragraph(flow, paragraph, elem)
    if len(node.body) <= look.keep_rows:
        flow.region(start, keep=True)
    flow.space(look.after)


def _structure(builder: Builder, node: ir.Table, table: StructElem, name: str) -> list[_Slot]:
    """Rows and cells under the table's element, each cell with its place."""
    rows = (*node.head, *node.body)
    both = len({cell.scope for row in rows for cell in row.cells if cell.scope}) == 2
    slots: list[_Slot] = []
    group: StructElem | None = None
    for r, (row, cells) in enumerate(zip(rows, ir.placed(rows), strict=True)):
        if r == 0 or r == len(node.head):
            # a THead needs a TBody beside it (PDF/UA-1, 7.2)
            group = table.add("THead" if r < len(node.head) and node.body else "TBody")
        assert group is not None
        tr = group.add("TR")
        builder.context.name(row.id, tr)
        for c, cell in cells:
            span = f"/ColSpan {cell.colspan}" if cell.colspan > 1 else ""
            span += f"/RowSpan {cell.rowspan}" if cell.rowspan > 1 else ""
            if cell.scope is not None:
                id = f"{name}-{r + 1}-{c + 1}" if both else ""
                item = tr.add("TH", id, A=f"<</O/Table/Scope/{cell.scope.value}{span}>>")
            else:
                item = tr.add("TD", **({"A": f"<</O/Table{span}>>"} if span else {}))
            slots.append(_Slot(cell, r, c, item))
    if both:
        _name_heads(slots)
    return slots


def _name_heads(slots: list[_Slot]) -> None:
    """Gives each data cell the IDs of the header cells above it and left of it."""
    columns: dict[int, list[str]] = {}
    rows: dict[int, list[str]] = {}
    for slot in slots:
        if slot.cell.scope is ir.Scope.COLUMN:
            for c in slot.columns:
                columns.setdefault(c, []).append(slot.elem.id)
        elif slot.cell.scope is ir.Scope.ROW:
            for r in slot.rows:
                rows.setdefault(r, []).append(slot.elem.id)
    for slot in slots:
        if slot.cell.scope is None:
            above = [id for c in slot.columns for id in columns.get(c, ())]
            left = [id for r in slot.rows for id in rows.get(r, ())]
            ids = dict.fromkeys(above + left)
            if ids:
                entries = slot.elem.attributes.get("A", "<</O/Table>>")[:-2]
                slot.elem.attributes["A"] = f"{entries}/Headers[{''.join(f'({id})' for id in ids)}]>>"


def _bands(
    builder: Builder,
    node: ir.Table,
    look: TableLook,
    slots: list[_Slot],
    widths: list[float],
    decimals: _Decimals,
) -> list[tuple[Band, int, int]]:
    """The rows as bands, each with its first row and the row after its last; rows under one span are one band."""
    total = len(node.head) + len(node.body)
    edges_x = [look.indent + sum(widths[:i]) for i in range(len(widths) + 1)]
    top, right, bottom, left = look.cell_padding
    built: dict[int, list[tuple[_Slot, BandCell]]] = {r: [] for r in range(total)}
    for slot in slots:
        x0, x1 = edges_x[slot.column], edges_x[min(slot.columns.stop, len(widths))]
        cell = Flow(max(x1 - x0 - left - right, 1.0))
        head = slot.row < len(node.head)
        align = node.columns[slot.column].align if slot.column < len(node.columns) else ir.Align.LEFT
        shape = Shape(align=None if align is ir.Align.LEFT else align.value)
        if align is ir.Align.DECIMAL:
            shape = Shape(align="right", right=0.0 if head else decimals.room(slot))
        outer, builder.shape = builder.shape, shape
        builder.cell(cell, slot.cell.content, slot.elem)
        builder.shape = outer
        fill = look.fills.get(slot.column)
        own_top = None if head else look.tops.get(slot.column)
        built[slot.row].append((slot, BandCell(cell, x0 + left, 0.0, x0, x1 - x0, fill, own_top=own_top)))
    groups: list[tuple[int, int]] = []
    row = 0
    while row < total:
        end = row + 1
        at = row
        while at < end:
            end = max([end, *(slot.rows.stop for slot, _ in built[at])])
            at += 1
        end = min(end, total)
        groups.append((row, end))
        row = end
    out = []
    above: Rule | None = None
    for first, end in groups:
        head = first < len(node.head)
        band = _merge([built[r] for r in range(first, end)], (top, bottom), head)
        width = edges_x[-1] - look.indent
        if above is not None:
            for part in band.cells:
                part.fill_drop = above.width / 2
        if first == 0 and look.rules.top is not None:
            band.edges.append(Edge(look.rules.top, look.indent, width, 0.0))
        if end == total:
            below = look.rules.bottom
        elif end == len(node.head):
            below = look.rules.head
        else:
            below = look.rules.between
        if below is not None:
            band.edges.append(Edge(below, look.indent, width, band.height))
        above = below
        out.append((band, first, end))
    return out


def _merge(rows: list[list[tuple[_Slot, BandCell]]], pad: tuple[float, float], head: bool) -> Band:
    """One band of one row, or of several under a common span: the last row that a cell spans takes what it needs."""
    first = rows[0][0][0].row if rows[0] else 0
    heights: list[float] = []
    for row in rows:
        own = [cell for slot, cell in row if slot.cell.rowspan == 1]
        band = side_by_side(own, [pad] * len(own), head)
        heights.append(band.height)
    if len(rows) == 1:
        return band
    spanning = [(slot, cell) for row in rows for slot, cell in row if slot.cell.rowspan > 1]
    for slot, cell in spanning:
        last = min(slot.rows.stop - first, len(heights)) - 1
        need = pad[0] + cell.flow.height() + pad[1] - sum(heights[slot.row - first : last])
        heights[last] = max(heights[last], need)
    cells: list[BandCell] = []
    for r, row in enumerate(rows):
        above = sum(heights[:r])
        for slot, cell in row:
            cell.drop = above + (pad[0] if slot.cell.rowspan > 1 else cell.drop)
            cell.rows = range(r, r + slot.cell.rowspan)
            cells.append(cell)
    return Band(cells, sum(heights), heights=tuple(heights))


class _Decimals:
    """How far the figures of decimal columns stand from the right edge, so that their decimal signs agree."""

    def __init__(self, context: Context, node: ir.Table, slots: list[_Slot]) -> None:
        self._context = context
        self._tails: dict[tuple[int, int], float] = {}
        self._widest: dict[int, float] = {}
        for slot in slots:
            c = slot.column
            if c >= len(node.columns) or node.columns[c].align is not ir.Align.DECIMAL or slot.row < len(node.head):
                continue
            tail = self._tails[slot.row, c] = self._tail(slot.cell)
            self._widest[c] = max(self._widest.get(c, 0.0), tail)

    def room(self, slot: _Slot) -> float:
        """The room that a cell's figure leaves at its right."""
        tail = self._tails.get((slot.row, slot.column), 0.0)
        return self._widest.get(slot.column, 0.0) - tail

    def _tail(self, cell: ir.Cell) -> float:
        """The width of what follows a figure's whole part."""
        if not cell.content or not isinstance(cell.content[0], ir.Paragraph):
            return 0.0
        paragraph = cell.content[0]
        context = self._context
        text = ir.plain_text(paragraph.content)
        sign = context.document.decimal_sign
        found = re.search(rf"(?<=\d){re.escape(sign)}\d+\D*$", text) or re.search(r"\D*$", text)
        if found is None or not re.search(r"\d", text):
            return 0.0
        look = context.look(context.role(paragraph.role))
        return sum(face.width(part, look.size) for part, face in context.fonts.cut(found[0], look.family, look.bold))


def _widths(builder: Builder, look: TableLook, slots: list[_Slot], count: int, width: float) -> list[float]:
    """The style's widths, wider where a word would be broken, or widths that follow the content."""
    least, wanted = [0.0] * count, [0.0] * count
    pad = look.cell_padding[1] + look.cell_padding[3]
    for slot in slots:
        word, line = _content_widths(builder, slot.cell.content)
        for c in slot.columns:
            least[c] = max(least[c], word / slot.cell.colspan + pad)
            wanted[c] = max(wanted[c], line / slot.cell.colspan + pad)
    if look.columns:
        return tracks.unbroken(tracks.share(look.columns, count, width), least)
    return tracks.fit(least, wanted, width)


def _content_widths(builder: Builder, content: tuple[ir.Block, ...]) -> tuple[float, float]:
    """The widths of a cell's longest word and longest paragraph."""
    context = builder.context
    longest_word = longest_line = 0.0
    for block in ir.walk(content):
        if isinstance(block, ir.Paragraph):
            role = context.role(block.role)
            inlines = InlineBuilder(context).add(block.content, context.look(role), None)
            word, line = natural_widths(inlines.runs)
            room = role.indent + role.right
            longest_word, longest_line = max(longest_word, word + room), max(longest_line, line + room)
    return longest_word + 0.5, longest_line + 0.5
