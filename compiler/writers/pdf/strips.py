"""The kinds of strip: a line of text, a row of cells, room, a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .canvas import Canvas
from .flow import Flow, Hold, Placed, Region, Strip
from .lines import Line

if TYPE_CHECKING:
    from compiler.style import Rule

    from .context import Footnote


@dataclass(slots=True)
class Space:
    """Room that is not dropped at the top of a page."""

    height: float
    baseline: float | None = None
    depth: float = 0.0

    def notes(self) -> Sequence[Footnote]:
        return ()

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Nothing."""

    def pieces(self) -> list[Strip]:
        return []


@dataclass(slots=True)
class Beside:
    """What stands in the label column beside a strip: ``x`` from the left edge, ``drop`` below the strip's top."""

    flow: Flow
    x: float
    drop: float


@dataclass(slots=True)
class TextLine:
    """A line of a paragraph. ``baseline`` counts from the strip's top, with the rule above and its gap.

    ``label`` hangs in the first line, ``label_x`` from the flow's left edge.
    """

    line: Line
    x: float
    height: float
    baseline: float
    align: str = "left"
    label: Line | None = None
    label_x: float = 0.0
    rule: Rule | None = None
    rule_width: float = 0.0
    beside: Beside | None = None

    @property
    def depth(self) -> float:
        """What lies below the baseline."""
        return self.height - self.baseline

    def notes(self) -> Sequence[Footnote]:
        notes = self.line.notes
        if self.label is not None:
            notes = [*self.label.notes, *notes]
        if self.beside is not None:
            notes = [*self.beside.flow.notes(), *notes]
        return notes

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        if self.rule is not None:
            canvas.rule(x, x + self.rule_width, top, self.rule.width, self.rule.color)
        if self.beside is not None:
            self.beside.flow.draw(canvas, x + self.beside.x, top - self.beside.drop)
        y = top - self.baseline
        if self.label is not None:
            self.label.draw(canvas, x + self.label_x, y)
        self.line.draw(canvas, x + self.x, y, self.align)

    def pieces(self) -> list[Strip]:
        return []


@dataclass(slots=True)
class BandCell:
    """A cell of a band: its flow, where it begins, and the stretch of the band that it fills with colour.

    The fill leaves free ``fill_drop`` points at the top, where a rule lies. ``rows`` are those of the band's that the
    cell spans. ``own_top`` is its padding at the top if it stands by itself, and not on the baseline that the others
    share.
    """

    flow: Flow
    x: float
    drop: float = 0.0
    fill_x: float = 0.0
    fill_width: float = 0.0
    fill: str | None = None
    fill_drop: float = 0.0
    rows: range = range(1)
    own_top: float | None = None


@dataclass(slots=True)
class Edge:
    """A rule of a band: ``drop`` below its top."""

    rule: Rule
    x: float
    width: float
    drop: float


@dataclass(slots=True)
class Band:
    """A row of cells side by side, or several rows, ``heights`` high, that a spanning cell ties together."""

    cells: list[BandCell]
    height: float
    edges: list[Edge] = field(default_factory=list)
    baseline: float | None = None
    depth: float = 0.0
    heights: tuple[float, ...] = ()

    def notes(self) -> Sequence[Footnote]:
        return [note for cell in self.cells for note in cell.flow.notes()]

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        for cell in self.cells:
            if cell.fill is not None:
                canvas.fill(
                    x + cell.fill_x, top - self.height, cell.fill_width, self.height - cell.fill_drop, cell.fill
                )
        for edge in self.edges:
            canvas.rule(x + edge.x, x + edge.x + edge.width, top - edge.drop, edge.rule.width, edge.rule.color)
        for cell in self.cells:
            cell.flow.draw(canvas, x + cell.x, top - cell.drop)

    def pieces(self) -> list[Strip]:
        """One band for each row; of one row, for each strip of the longest cell: the cells' first strips, and so on."""
        if len(self.heights) > 1:
            return self._rows()
        count = max((cell.flow.count for cell in self.cells), default=0)
        if count < 2:
            opened = [_open(cell) for cell in self.cells]
            return self.pieces() if any(opened) else []
        out: list[Strip] = []
        foot = self.height - max(cell.drop + cell.flow.height() for cell in self.cells)
        for i in range(count):
            cells = []
            height = 0.0
            for cell in self.cells:
                part, used = _part(cell, i)
                height = max(height, used)
                cells.append(part)
            if i == count - 1:
                height += max(foot, 0.0)
            out.append(Band(cells, height, self._edges(i == 0, i == count - 1, height)))
        return out

    def _edges(self, first: bool, last: bool, height: float) -> list[Edge]:
        """The rules of a piece: those at the top of the first one, those at the foot of the last one."""
        return [
            Edge(e.rule, e.x, e.width, 0.0 if e.drop == 0.0 else height)
            for e in self.edges
            if (first and e.drop == 0.0) or (last and e.drop > 0.0)
        ]

    def _rows(self) -> list[Strip]:
        """A band for each row; a spanning cell's strips go into rows that have room, the rest into its last row."""
        heights = list(self.heights)
        rows: list[list[BandCell]] = [[] for _ in heights]
        for cell in self.cells:
            drop = cell.drop - sum(self.heights[: cell.rows.start])
            last = min(cell.rows.stop, len(heights)) - 1
            row, y, part = cell.rows.start, drop, Flow(cell.flow.width)
            for placed in cell.flow.placed:
                while row < last and y + placed.above + placed.strip.height > heights[row]:
                    rows[row].append(replace(cell, flow=part, drop=drop, rows=range(1)))
                    row, y, drop, part = row + 1, 0.0, 0.0, Flow(cell.flow.width)
                above = placed.above if part.count else 0.0
                part.placed.append(Placed(placed.strip, above, Hold.FREE))
                y += above + placed.strip.height
            for rest in range(row, last + 1):
                rows[rest].append(replace(cell, flow=part, drop=drop, rows=range(1)))
                drop, part = 0.0, Flow(cell.flow.width)
            heights[row] = max(heights[row], y)
        count = len(rows)
        return [
            Band(cells, height, self._edges(i == 0, i == count - 1, height))
            for i, (cells, height) in enumerate(zip(rows, heights, strict=True))
        ]


def side_by_side(cells: list[BandCell], pads: list[tuple[float, float]], bottom_aligned: bool = False) -> Band:
    """A band of cells with their padding (top, bottom), lowered so that first baselines agree, or last ones."""
    if bottom_aligned:
        # Text stands on one line at the foot: what lies below the last baseline is made equal.
        deepest = max((cell.flow.depth for cell in cells if cell.flow.count), default=0.0)
        heights = [
            top + cell.flow.height() + deepest - cell.flow.depth + bottom
            for cell, (top, bottom) in zip(cells, pads, strict=True)
        ]
        height = max(heights, default=0.0)
        for cell, (_, bottom) in zip(cells, pads, strict=True):
            cell.drop = height - bottom - (deepest - cell.flow.depth) - cell.flow.height()
        return Band(cells, height, baseline=None, depth=0.0)
    lowest = 0.0
    for cell, (top, _) in zip(cells, pads, strict=True):
        if cell.own_top is None:
            lowest = max(lowest, top + (cell.flow.baseline or 0.0))
    height = 0.0
    for cell, (top, bottom) in zip(cells, pads, strict=True):
        if cell.own_top is not None:
            cell.drop = cell.own_top
        else:
            cell.drop = top if cell.flow.baseline is None else lowest - cell.flow.baseline
        height = max(height, cell.drop + cell.flow.height() + bottom)
    return Band(cells, height, baseline=lowest or None, depth=0.0)


def _part(cell: BandCell, i: int) -> tuple[BandCell, float]:
    """The cell with its ``i``-th strip only, and the height that it takes."""
    flow = Flow(cell.flow.width)
    drop = 0.0
    if i < cell.flow.count:
        placed = cell.flow.placed[i]
        drop = placed.above if i else cell.drop
        flow.placed.append(Placed(placed.strip, 0.0, Hold.FREE))
        flow.regions.extend(
            Region(0, 1, False, region.paint)
            for region in cell.flow.regions
            if region.paint is not None and region.start <= i < region.end
        )
    filled = cell.fill_x, cell.fill_width, cell.fill, cell.fill_drop if i == 0 else 0.0
    return BandCell(flow, cell.x, drop, *filled), drop + flow.height()


def _open(cell: BandCell) -> bool:
    """Replaces the only strip of a cell by its pieces; whether it has any."""
    pieces = cell.flow.placed[0].strip.pieces() if cell.flow.count else []
    if pieces:
        cell.flow.placed = [Placed(piece, 0.0, Hold.FREE) for piece in pieces]
        cell.flow.regions = []
    return len(pieces) > 1
