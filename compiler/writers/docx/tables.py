"""Tables: data tables, and the grids and boxes of a layout, in fixed widths that hold in every word processor.

In: ``ir.Table`` and ``ir.DefinitionList``, and a function that turns blocks into items. Out: items of ``flow``. Header
rows repeat, rows are not broken, and small tables stay on one page. The cells' margins stand in the table's style; a
cell says them itself only at the edges of a padded box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from compiler import ir
from compiler.style import Box as BoxLook
from compiler.style import Edges, Grid, TableLook

from . import flow, looks
from .draft import Draft
from .flow import Box, Item, Text
from .oxml import EMPTY, Xml, w
from .styles import NO_ROOM
from .units import border, twips

Fill = Callable[[tuple[ir.Block, ...], float], list[Item]]

_FIRST_ROW, _FIRST_COLUMN, _NO_BANDS = 0x0020, 0x0080, 0x0600  # 17.4.55
_FIGURE, _POINT = 0.497, 0.249  # widths of a tabular figure and a decimal point, in parts of the size
_POINT_LANGUAGES = ("en", "ga", "mt")  # the others of the EU write a decimal comma (Interinstitutional Style Guide)
_SIGN = 0.5  # the width of a character, roughly
_LEAST_LIFT = 0.5  # baselines nearer than this look aligned


@dataclass(slots=True)
class Slot:
    """A cell to come: its blocks, the columns it spans, its own margins, what is under it in the grid."""

    items: list[Item]
    column: int
    span: int = 1
    merge: str = ""
    margins: Edges | None = None
    shade: str | None = None
    properties: Xml = EMPTY


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's frame: style, column widths, indent, and which of its row and column are heads."""

    style: str
    widths: tuple[float, ...]
    indent: float
    margins: Edges
    first_row: bool = False
    first_column: bool = False
    caption: str = ""


def grid(draft: Draft, block: ir.DefinitionList, room: float, fill: Fill) -> Box:
    """A definition list that is set out in columns."""
    look = draft.style.grids[block.role]
    beside = look.layout == "row"
    widths, pairs = _grid_columns(look, len(block.items), room - look.indent)
    rows = []
    for start in range(0, len(block.items), pairs):
        slots: list[Slot] = []
        for item in block.items[start : start + pairs]:
            slots += _pair(item, beside, len(slots), widths, look, fill)
        slots[-1].span = len(widths) - slots[-1].column
        rows.append(slots)
    _pad(rows, look, len(widths))
    style = draft.styles.grid(block.role)
    shape = Shape(style, widths, _left(look), look.cell_padding, first_column=beside and pairs == 1)

    def draw(above: float, keep_next: bool) -> Xml:
        if above:
            for slot in rows[0]:
                top, right, bottom, left = slot.margins or look.cell_padding
                slot.margins = (top + above, right, bottom, left)
        kept = [look.keep] * (len(rows) - 1) + [keep_next]
        return _table(draft, shape, [_row(draft, shape, r, k) for r, k in zip(rows, kept, strict=True)])

    is_open = not (look.fill or look.bar or look.rules.top)
    return Box(draw, look.before, look.after, is_open, look.keep_next)


def box(draft: Draft, role: str, room: float, items: list[Item]) -> Box:
    """A callout: one cell, as paragraphs' shades leave gaps where their indents differ."""
    look = draft.style.boxes[role]
    shape = Shape(draft.styles.box(role), (room - look.indent,), _left(look), look.padding)

    def draw(above: float, keep_next: bool) -> Xml:
        del above  # its upper edge is seen
        return _table(draft, shape, [_row(draft, shape, [Slot(items, 0)], keep_next)])

    return Box(draw, look.before, look.after)


def box_room(draft: Draft, role: str, room: float) -> float:
    """The width inside a box's padding."""
    look = draft.style.boxes[role]
    return room - look.indent - look.padding[1] - look.padding[3]


def data(draft: Draft, table: ir.Table, room: float, fill: Fill) -> Box:
    """A data table, without its caption and notes."""
    look = draft.style.tables[table.role]
    widths = tuple(_data_columns(table, look, room - look.indent))
    head = _slots(draft, table, table.head, widths, look, fill, {})
    body = _slots(draft, table, table.body, widths, look, fill, _insets(table, draft))
    for slots in head[1:]:  # the style's rule is under the first row only
        if look.rules.head:
            for slot in slots:
                slot.properties = w("tcBorders", border("bottom", look.rules.head))
    shape = Shape(
        draft.styles.table(table.role),
        widths,
        look.indent,
        look.cell_padding,
        first_row=bool(head),
        first_column=any(row.cells and row.cells[0].scope is ir.Scope.ROW for row in table.body),
        caption=ir.plain_text((*table.caption.label, ir.Text(" "), *table.caption.content)) if table.caption else "",
    )
    whole = len(table.body) <= look.keep_rows

    def draw(above: float, keep_next: bool) -> Xml:
        del above  # its caption or its rule is its upper edge
        keeps = [True] * len(head) + [whole] * (len(body) - 1) + [keep_next] * bool(body)
        rows = [
            _row(draft, shape, slots, kept, head=n < len(head))
            for n, (slots, kept) in enumerate(zip(head + body, keeps, strict=True))
        ]
        return _table(draft, shape, rows)

    return Box(draw, look.before, 0.0 if table.notes else look.after, keep_next=bool(table.notes))


# ---------------------------------------------------------------------------------------------------------- the markup


def _table(draft: Draft, shape: Shape, rows: list[Xml]) -> Xml:
    bits = _NO_BANDS | _FIRST_ROW * shape.first_row | _FIRST_COLUMN * shape.first_column
    properties = w(
        "tblPr",
        w("tblStyle", val=shape.style),
        w("tblW", w=sum(map(twips, shape.widths)), type="dxa"),
        w("tblInd", w=twips(shape.indent), type="dxa"),
        w("tblLayout", type="fixed"),
        w(
            "tblLook",
            val=f"{bits:04X}",
            firstRow=int(shape.first_row),
            lastRow=0,
            firstColumn=int(shape.first_column),
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
        *((w("tblCaption", val=shape.caption),) if shape.caption else ()),
    )
    columns = w("tblGrid", *(w("gridCol", w=twips(width)) for width in shape.widths))
    return w("tbl", properties, columns, *rows)


def _row(draft: Draft, shape: Shape, slots: list[Slot], kept: bool, head: bool = False) -> Xml:
    """A row; where its cells hold different sizes, the smaller are lifted down so that first baselines agree."""
    lines = [flow.first_line(draft, slot.items) for slot in slots]
    lowest = max(lines)
    cells = []
    for slot, line in zip(slots, lines, strict=True):
        lift = lowest - line if line and not head and lowest - line >= _LEAST_LIFT else 0.0
        cells.append(_cell(draft, shape, slot, flow.Cell(lift, kept)))
    return w("tr", w("trPr", w("cantSplit"), *((w("tblHeader"),) if head else ())), *cells)


def _cell(draft: Draft, shape: Shape, slot: Slot, place: flow.Cell) -> Xml:
    width = sum(shape.widths[slot.column : slot.column + slot.span])
    _, right, _, left = slot.margins or shape.margins
    properties = [
        w("tcW", w=twips(width), type="dxa"),
        *((w("gridSpan", val=slot.span),) if slot.span > 1 else ()),
        *((w("vMerge", val=slot.merge),) if slot.merge else ()),
        slot.properties,
        *((looks.fill(slot.shade),) if slot.shade else ()),
        *((looks.cell_margins("tcMar", slot.margins),) if slot.margins else ()),
    ]
    return w("tc", w("tcPr", *properties), flow.write(draft, slot.items, width - left - right, place))


# -------------------------------------------------------------------------------------------------------------- grids


def _left(look: Grid | BoxLook) -> float:
    """The indent of a table whose cells begin at its own: since 2013 Word sets a left border's outer edge on it."""
    return look.indent - (look.bar.width / 2 if look.bar else 0.0)


def _grid_columns(look: Grid, items: int, room: float) -> tuple[tuple[float, ...], int]:
    """The widths of a grid's columns and how many pairs stand in a row."""
    cells = 2 if look.layout == "row" else 1
    tracks = look.columns or (None,) * (cells * items)
    return tuple(_share(tracks, room)), max(1, len(tracks) // cells)


def _pair(
    item: ir.Definition, beside: bool, column: int, widths: tuple[float, ...], look: Grid, fill: Fill
) -> list[Slot]:
    """A term and its value, beside each other or in one cell."""

    def room(at: int) -> float:
        return widths[at] - look.cell_padding[1] - look.cell_padding[3]

    if beside:
        return [Slot(fill(item.term, room(column)), column), Slot(fill(item.content, room(column + 1)), column + 1)]
    return [Slot(fill((*item.term, *item.content), room(column)), column)]


def _pad(rows: list[list[Slot]], look: Grid, columns: int) -> None:
    """Gives the cells at a grid's edges the padding of the whole; where a cell's own is larger, that counts."""
    if look.padding == NO_ROOM:
        return
    for n, slots in enumerate(rows):
        for slot in slots:
            at = (n == 0, slot.column + slot.span == columns, n == len(rows) - 1, slot.column == 0)
            top, right, bottom, left = (
                max(cell, whole) if edge else cell
                for edge, cell, whole in zip(at, look.cell_padding, look.padding, strict=True)
            )
            slot.margins = (top, right, bottom, left)


def _share(tracks: Sequence[float | None], room: float) -> list[float]:
    """Widths for tracks: the free ones share what the others leave; too wide a whole is made to fit."""
    fixed = sum(track for track in tracks if track is not None)
    free = sum(track is None for track in tracks)
    share = max(0.0, room - fixed) / free if free else 0.0
    widths = [share if track is None else track for track in tracks]
    shrink = min(1.0, room / sum(widths))
    return [width * shrink for width in widths]


# -------------------------------------------------------------------------------------------------------- data tables


def _data_columns(table: ir.Table, look: TableLook, room: float) -> list[float]:
    count = len(table.columns)
    if look.columns:
        given = look.columns[:count]
        return _share((*given, *(look.columns[-1],) * (count - len(given))), room)
    return _by_content(table, look, room)


def _by_content(table: ir.Table, look: TableLook, room: float) -> list[float]:
    """Widths by what the columns hold: as wide as their longest text where that fits, at least as their longest word.

    Characters are counted, not measured: enough to share a width out.
    """
    count = len(table.columns)
    longest, word = [0] * count, [1] * count
    for row in (*table.head, *table.body):
        column = 0
        for cell in row.cells:
            if cell.colspan == 1 and column < count:
                for text in _texts(cell.content):
                    longest[column] = max(longest[column], len(text))
                    word[column] = max(word[column], *map(len, text.split(" ")))
            column += cell.colspan
    size = 10 * _SIGN
    extra = look.cell_padding[1] + look.cell_padding[3]
    least = [n * size * 1.1 + extra for n in word]
    wanted = [max(low, n * size + extra) for n, low in zip(longest, least, strict=True)]
    if sum(least) >= room:
        return [low * room / sum(least) for low in least]
    if sum(wanted) <= room:
        return [width * room / sum(wanted) for width in wanted]
    spare, more = room - sum(least), sum(wanted) - sum(least)
    return [low + (width - low) * spare / more for low, width in zip(least, wanted, strict=True)]


def _texts(blocks: tuple[ir.Block, ...]) -> list[str]:
    return [ir.plain_text(block.content) for block in ir.walk(blocks) if isinstance(block, ir.Paragraph)]


def _slots(
    draft: Draft,
    table: ir.Table,
    rows: tuple[ir.Row, ...],
    widths: tuple[float, ...],
    look: TableLook,
    fill: Fill,
    insets: dict[tuple[int, int], float],
) -> list[list[Slot]]:
    """The rows' cells in their columns; a cell that spans rows is continued in those below it (17.4.84)."""
    below: dict[int, tuple[int, int]] = {}  # column → rows still to cover, columns covered
    out = []
    for number, row in enumerate(rows):
        slots: list[Slot] = []
        draft.anchor(row.id)
        cells = iter(row.cells)
        column = 0
        while column < len(widths):
            if column in below:
                left, span = below.pop(column)
                slots.append(Slot([], column, span, merge="continue", shade=look.fills.get(column)))
                if left > 1:
                    below[column] = (left - 1, span)
            elif cell := next(cells, None):
                span = min(cell.colspan, len(widths) - column)
                room = sum(widths[column : column + span]) - look.cell_padding[1] - look.cell_padding[3]
                items = _aligned(fill(cell.content, room), table.columns[column].align, insets.get((number, column)))
                merge = "restart" if cell.rowspan > 1 else ""
                slots.append(Slot(items, column, span, merge, shade=look.fills.get(column)))
                if cell.rowspan > 1:
                    below[column] = (cell.rowspan - 1, span)
            else:
                slots.append(Slot([], column, len(widths) - column))
            column += slots[-1].span
        out.append(slots)
    return out


def _aligned(items: list[Item], align: ir.Align, inset: float | None) -> list[Item]:
    """A cell's paragraphs with its column's alignment."""
    if align is ir.Align.LEFT:
        return items
    side = "center" if align is ir.Align.CENTER else "right"
    return [
        replace(item, use=replace(item.use, align=side, inset=inset or None)) if isinstance(item, Text) else item
        for item in items
    ]


def _insets(table: ir.Table, draft: Draft) -> dict[tuple[int, int], float]:
    """How far each number (row, column) stands from the right so that the decimal points of its column agree.

    The figures of our faces are all of one width. A decimal tab would follow the settings of the reader's machine,
    which may take the comma of "1,234.5" for the point.
    """
    insets: dict[tuple[int, int], float] = {}
    size = draft.style.roles[draft.style.tables[table.role].cell].size
    point = "." if draft.language.split("-")[0] in _POINT_LANGUAGES else ","
    decimals = re.compile(rf"\d{re.escape(point)}(\d+)\D*$")
    for column, spec in enumerate(table.columns):
        if spec.align is not ir.Align.DECIMAL:
            continue
        texts = [" ".join(_texts(row.cells[column].content)) if column < len(row.cells) else "" for row in table.body]
        places = [len(match[1]) if (match := decimals.search(text)) else 0 for text in texts]
        most = max(places, default=0)
        for row, count in enumerate(places):
            insets[row, column] = size * ((most - count) * _FIGURE + (_POINT if most and not count else 0.0))
    return insets
