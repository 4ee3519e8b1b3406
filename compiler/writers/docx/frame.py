"""The markup of tables: frame, rows and cells in fixed widths, which hold in every word processor.

In: rows of cells with their items, and the frame. Out: markup. Rows are not broken over pages, and header rows repeat.
The cells' margins stand in the table's style; a cell says its own only where they differ.
"""

from __future__ import annotations

from dataclasses import dataclass

from compiler.style import Edges

from . import flow, looks
from .draft import Draft
from .flow import Item
from .oxml import EMPTY, Xml, w
from .units import twips

_FIRST_ROW, _FIRST_COLUMN, _NO_BANDS = 0x0020, 0x0080, 0x0600  # 17.4.55
_LEAST_LIFT = 0.5  # baselines nearer than this look aligned


@dataclass(slots=True)
class Slot:
    """A cell to come: its blocks, the columns it spans, its own margins, what is under it in the grid.

    ``own_top`` is the room above its text where that does not share the row's baseline.
    """

    items: list[Item]
    column: int
    span: int = 1
    merge: str = ""
    margins: Edges | None = None
    shade: str | None = None
    properties: Xml = EMPTY
    own_top: float | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A table's frame: style, column widths, indent, and which of its row and column are heads."""

    style: str
    widths: tuple[float, ...]
    indent: float
    margins: Edges
    first_row: bool = False
    first_column: bool = False
    caption: str = ""


def table(frame: Frame, rows: list[Xml]) -> Xml:
    """A table of rows that are written already."""
    bits = _NO_BANDS | _FIRST_ROW * frame.first_row | _FIRST_COLUMN * frame.first_column
    properties = w(
        "tblPr",
        w("tblStyle", val=frame.style),
        w("tblW", w=sum(map(twips, frame.widths)), type="dxa"),
        w("tblInd", w=twips(frame.indent), type="dxa"),
        w("tblLayout", type="fixed"),
        w(
            "tblLook",
            val=f"{bits:04X}",
            firstRow=int(frame.first_row),
            lastRow=0,
            firstColumn=int(frame.first_column),
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
        *((w("tblCaption", val=frame.caption),) if frame.caption else ()),
    )
    columns = w("tblGrid", *(w("gridCol", w=twips(width)) for width in frame.widths))
    return w("tbl", properties, columns, *rows)


def row(draft: Draft, frame: Frame, slots: list[Slot], kept: bool, head: bool = False) -> Xml:
    """A row, kept with the next or not; a head row repeats on each page.

    Where its cells hold different sizes, the smaller are lifted down so that first baselines agree.
    """
    lines = [flow.first_line(draft, slot.items) for slot in slots]
    shared = [(line, slot) for slot, line in zip(slots, lines, strict=True) if slot.own_top is None]
    lowest, lowest_slot = max(shared, key=lambda pair: pair[0], default=(0.0, None))
    top = frame.margins[0]
    own = {
        n: slot.own_top + flow.raised(draft, slot.items) - (flow.raised(draft, lowest_slot.items) if lowest_slot else 0)
        for n, slot in enumerate(slots)
        if slot.own_top is not None
    }
    # Word gives all cells of a row the largest of their top margins: all have the least, and the others are lifted.
    least = min([top, *own.values()])
    cells = []
    for n, (slot, line) in enumerate(zip(slots, lines, strict=True)):
        lift = lowest - line if line and not head and lowest - line >= _LEAST_LIFT else 0.0
        lift = own[n] - least if n in own else lift + top - least
        if least < top:
            slot.margins = (least, *(slot.margins or frame.margins)[1:])
        cells.append(_cell(draft, frame, slot, flow.Cell(lift, kept)))
    return w("tr", w("trPr", w("cantSplit"), *((w("tblHeader"),) if head else ())), *cells)


def _cell(draft: Draft, frame: Frame, slot: Slot, place: flow.Cell) -> Xml:
    width = sum(frame.widths[slot.column : slot.column + slot.span])
    _, right, _, left = slot.margins or frame.margins
    properties = [
        w("tcW", w=twips(width), type="dxa"),
        *((w("gridSpan", val=slot.span),) if slot.span > 1 else ()),
        *((w("vMerge", val=slot.merge),) if slot.merge else ()),
        slot.properties,
        *((looks.fill(slot.shade),) if slot.shade else ()),
        *((looks.cell_margins("tcMar", slot.margins),) if slot.margins else ()),
    ]
    return w("tc", w("tcPr", *properties), flow.write(draft, slot.items, width - left - right, place))
