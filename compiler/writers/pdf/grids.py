"""Grids: definition lists in columns, one above the other, or run into one paragraph; and blocks side by side.

The structure of all definition lists is ``L > LI > Lbl`` (the term), ``LBody`` (the value); blocks side by side have
none of their own. A grid's padding and its cells'
padding don't add up at its outer edges: the larger counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compiler import ir, tracks

from .building import Builder
from .canvas import Canvas
from .flow import Flow, Hold
from .lines import natural_widths
from .paragraphs import put
from .strips import BandCell, Edge, side_by_side
from .tags import StructElem

if TYPE_CHECKING:
    from compiler.style import Grid, Rule


def add_grid(builder: Builder, flow: Flow, node: ir.DefinitionList, elem: StructElem) -> None:
    """Adds a definition list to a flow."""
    context = builder.context
    grid = context.style.grids[node.role]
    outer = elem.add("L", A=f"<</O/List/ListNumbering/{context.flavour.terms}>>")
    context.name(node.id, outer)
    start = flow.count
    if grid.layout == "run-in" and all(isinstance(b, ir.Paragraph) for d in node.items for b in d.content):
        _run_in(builder, flow, node, grid, outer)
    else:
        _bands(builder, flow, node, grid, outer)
    _finish(flow, grid, start)


def add_columns(builder: Builder, flow: Flow, node: ir.Columns, elem: StructElem) -> None:
    """Adds blocks side by side to a flow; their structure comes under ``elem``, cell by cell."""
    grid = builder.context.style.grids[node.role]
    start = flow.count
    width = flow.width - grid.indent
    count = max((sum(cell.colspan for cell in row.cells) for row in node.rows), default=0)
    widths = tracks.share(grid.columns, max(count, len(grid.columns)), width)
    for r, row in enumerate(node.rows):
        cells: list[BandCell] = []
        pads: list[tuple[float, float]] = []
        column = 0
        for cell in row.cells:
            end = len(widths) if cell is row.cells[-1] else min(column + cell.colspan, len(widths))
            edges = (r == 0, end == len(widths), r == len(node.rows) - 1, column == 0)
            top, right, bottom, left = _padding(grid, edges)
            inner = Flow(max(sum(widths[column:end]) - left - right, 1.0))
            builder.add(inner, cell.content, elem)
            cells.append(BandCell(inner, grid.indent + sum(widths[:column]) + left))
            pads.append((top + grid.gap(r), bottom))
            column = end
        _add_band(flow, grid, cells, pads, r, len(node.rows))
    _finish(flow, grid, start)


def _add_band(
    flow: Flow, grid: Grid, cells: list[BandCell], pads: list[tuple[float, float]], row: int, rows: int
) -> None:
    """Adds a row of cells with the grid's rules."""
    band = side_by_side(cells, pads)
    width = flow.width - grid.indent
    if row == 0 and grid.rules.top is not None:
        band.edges.append(Edge(grid.rules.top, grid.indent, width, 0.0))
    below = grid.rules.bottom if row == rows - 1 else grid.rules.between
    if below is not None:
        band.edges.append(Edge(below, grid.indent, width, band.height))
    flow.add(band, grid.before if row == 0 else 0.0, Hold.FREE)


def _finish(flow: Flow, grid: Grid, start: int) -> None:
    """What a grid is as a whole: kept together, on its ground, with room after it."""
    flow.region(start, keep=grid.keep, paint=Backdrop(grid.fill, grid.bar, grid.indent, flow.width))
    flow.space(grid.after)
    if grid.keep_next:
        flow.chain()


class Backdrop:
    """A box's fill and bar; the bar's middle stands on the box's left edge."""

    def __init__(self, fill: str | None, bar: Rule | None, x: float, right: float) -> None:
        self.fill, self.bar, self.x, self.right = fill, bar, x, right

    def __call__(self, canvas: Canvas, x: float, top: float, bottom: float) -> None:
        if self.fill is not None:
            canvas.fill(x + self.x, bottom, self.right - self.x, top - bottom, self.fill)
        if self.bar is not None:
            width = self.bar.width
            canvas.fill(x + self.x - width / 2, bottom, width, top - bottom, self.bar.color)


def _bands(builder: Builder, flow: Flow, node: ir.DefinitionList, grid: Grid, outer: StructElem) -> None:
    stacked = grid.layout == "stack"
    in_item = 1 if stacked else 2
    width = flow.width - grid.indent
    given = grid.columns
    if not given and not stacked:
        axis = builder.context.style.page.axis or width / 4
        given = (min(axis, width / 2), None)
    per_row = max(len(given) // in_item, 1) if given else max(len(node.items), 1)
    widths = tracks.share(given, per_row * in_item, width)
    rows = [node.items[i : i + per_row] for i in range(0, len(node.items), per_row)]
    for r, row in enumerate(rows):
        cells: list[BandCell] = []
        pads: list[tuple[float, float]] = []
        x = grid.indent
        count = len(row) * in_item
        for i, item in enumerate(row):
            li = outer.add("LI")
            label, body = li.add("Lbl"), li.add("LBody")
            for part in range(in_item):
                column = i * in_item + part
                outer_edges = (r == 0, column == len(widths) - 1, r == len(rows) - 1, column == 0)
                top, right, bottom, left = _padding(grid, outer_edges)
                room = widths[column]
                if column == count - 1 and len(rows) == 1 and column < len(widths) - 1:
                    room = width - (x - grid.indent)  # the last value of a short row has the room that is left
                cell = Flow(max(room - left - right, 1.0))
                if part == 0:
                    builder.term(cell, item.term, label, body)
                if part == in_item - 1:
                    builder.add(cell, item.content, body)
                cells.append(BandCell(cell, x + left))
                pads.append((top + grid.gap(r), bottom))
                x += room
        _add_band(flow, grid, cells, pads, r, len(rows))


def _padding(grid: Grid, outer: tuple[bool, bool, bool, bool]) -> list[float]:
    """A cell's padding, clockwise from the top; ``outer`` says which of its edges are the grid's."""
    pairs = zip(grid.cell_padding, grid.padding, outer, strict=True)
    return [max(cell, whole) if is_outer else cell for cell, whole, is_outer in pairs]


def _run_in(builder: Builder, flow: Flow, node: ir.DefinitionList, grid: Grid, outer: StructElem) -> None:
    """All pairs in one paragraph: term, no-break space, value, and room before the next pair.

    A pair is broken only if no line can hold it.
    """
    context = builder.context
    inlines = builder.inlines()
    role = context.role(grid.value)
    inner = Flow(flow.width - grid.indent)
    for i, item in enumerate(node.items):
        li = outer.add("LI")
        label, body = li.add("Lbl"), li.add("LBody")
        start = len(inlines.runs)
        for paragraph in item.term:
            look = context.look(context.role(paragraph.role))
            inlines.add(paragraph.content, look, label, body).text("\u00a0", look, label)
        for block in item.content:
            assert isinstance(block, ir.Paragraph)
            context.origin = block.origin
            look = context.look(context.role(block.role))
            inlines.add(block.content, look, body, body)
            if block is not item.content[-1]:
                inlines.text(" ", look, body)
        pair = inlines.runs[start:]
        if natural_widths(pair)[1] <= inner.width - role.indent - role.right:
            for run in pair:
                run.whole = True
        if i < len(node.items) - 1:
            inlines.glue(grid.separator, context.look(role), body)
    put(context, inner, inlines.runs, role, grid.value, origin=node.origin)
    flow.embed(inner, grid.indent, max(grid.before, role.before))
