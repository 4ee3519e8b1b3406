"""The flow: what stands one below the other, as strips that are never cut, and where a page may end between them.

A container (a page's text block, a table cell, a box) is a ``Flow`` of a known width. A flow in a cell is drawn as a
whole, the document's flow is cut into pages by ``pages.py``. Three numbers decide about that: a strip's height, the
space above it (dropped at the top of a page or cell), and how bad it is to begin a page with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

from .canvas import Artifact, Canvas

if TYPE_CHECKING:
    from .context import Footnote


class Hold(IntEnum):
    """How bad it is to begin a page with a strip; the least bad place near the foot of a page is taken."""

    FREE = 0
    KEPT = 1  # inside something that is kept whole if a page holds it
    LONELY = 2  # would leave one line of a paragraph, or one row of a table, alone
    CHAINED = 3  # belongs to what stands above: a heading, a caption
    FUSED = 4  # part of the strip above in all but name


class Strip(Protocol):
    """What is never cut. ``baseline``: where its first line stands below its top; ``depth``: what is below its last."""

    @property
    def height(self) -> float: ...

    @property
    def baseline(self) -> float | None: ...

    @property
    def depth(self) -> float: ...

    def notes(self) -> Sequence[Footnote]:
        """The footnotes whose marks it holds."""
        ...

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draws it; ``x`` is the flow's left edge, ``top`` the strip's upper edge."""
        ...

    def pieces(self) -> list[Strip]:
        """Smaller strips that say the same, for when no page can hold it; empty if there are none."""
        ...


@dataclass(slots=True)
class Placed:
    """A strip in a flow."""

    strip: Strip
    above: float
    hold: Hold
    begins_page: bool = False


Paint = Callable[[Canvas, float, float, float], None]


@dataclass(slots=True)
class Region:
    """A stretch of strips from ``start`` up to ``end``.

    ``keep``: on one page, if a page holds it. ``paint(canvas, x, top, bottom)`` draws what lies behind the part of it
    that is on a page. ``head`` is drawn again on each further page, as an artifact.
    """

    start: int
    end: int
    keep: bool = False
    paint: Paint | None = None
    head: Sequence[Strip] = ()


@dataclass(slots=True)
class Flow:
    """Strips in reading order. ``add`` puts one at the end; of the spaces that meet, the larger counts."""

    width: float
    placed: list[Placed] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    _after: float = 0.0
    _hold: Hold = Hold.FREE
    _break: bool = False

    def add(self, strip: Strip, before: float = 0.0, hold: Hold = Hold.FREE) -> None:
        """Adds a strip with at least ``before`` above it."""
        above = max(before, self._after) if self.placed else 0.0
        self.placed.append(Placed(strip, above, max(hold, self._hold), self._break))
        self._after = 0.0
        self._hold = Hold.FREE
        self._break = False

    def space(self, after: float) -> None:
        """At least ``after`` follows the last strip."""
        self._after = max(self._after, after)

    def chain(self, hold: Hold = Hold.CHAINED) -> None:
        """The next strip belongs to what has been added so far."""
        self._hold = max(self._hold, hold)

    def drop_space(self) -> None:
        """Nothing need follow the last strip: the container ends."""
        self._after = 0.0

    def break_page(self) -> None:
        """The next strip begins a page."""
        self._break = bool(self.placed)

    @property
    def count(self) -> int:
        """How many strips there are."""
        return len(self.placed)

    def region(self, start: int, keep: bool = False, paint: Paint | None = None, head: Sequence[Strip] = ()) -> None:
        """Makes the strips from ``start`` on a region (see ``Region``)."""
        if len(self.placed) > start:
            self.regions.append(Region(start, len(self.placed), keep, paint, head))

    def height(self, start: int = 0, end: int | None = None) -> float:
        """The height of some strips, without the space above the first."""
        some = self.placed[start:end]
        return sum(p.strip.height + p.above for p in some) - (some[0].above if some else 0.0)

    @property
    def baseline(self) -> float | None:
        """Where the first line stands below the top."""
        return self.placed[0].strip.baseline if self.placed else None

    @property
    def depth(self) -> float:
        """What lies below the last baseline."""
        return self.placed[-1].strip.depth if self.placed else 0.0

    def embed(self, inner: Flow, shift: float, before: float = 0.0) -> None:
        """Adds the strips of another flow, ``shift`` points further right."""
        offset = len(self.placed)
        for i, placed in enumerate(inner.placed):
            strip = Shifted(placed.strip, shift)
            self.add(strip, placed.above if i else before, placed.hold)
            self.placed[-1].begins_page |= placed.begins_page
        for region in inner.regions:
            head = [Shifted(strip, shift) for strip in region.head]
            paint = shifted_paint(region.paint, shift) if region.paint else None
            self.regions.append(Region(region.start + offset, region.end + offset, region.keep, paint, head))

    def leave_unread(self) -> None:
        """Makes all strips artifacts: they are drawn, and not part of what the document says."""
        for placed in self.placed:
            placed.strip = Unread(placed.strip)

    def notes(self) -> list[Footnote]:
        """The footnotes whose marks the flow holds."""
        return [note for p in self.placed for note in p.strip.notes()]

    def draw(
        self,
        canvas: Canvas,
        x: float,
        top: float,
        start: int = 0,
        end: int | None = None,
        regions: Sequence[Region] | None = None,
    ) -> None:
        """Draws some strips, the first at ``top``; ``regions``: those that may lie behind them, outer ones first."""
        end = len(self.placed) if end is None else end
        tops: list[float] = []
        y = top
        for i in range(start, end):
            placed = self.placed[i]
            if i > start:
                y -= placed.above
            tops.append(y)
            y -= placed.strip.height
        for region in outer_first(self.regions) if regions is None else regions:
            first, last = max(region.start, start), min(region.end, end)
            if region.paint is not None and first < last:
                bottom = tops[last - 1 - start] - self.placed[last - 1].strip.height
                region.paint(canvas, x, tops[first - start], bottom)
        for i in range(start, end):
            self.placed[i].strip.draw(canvas, x, tops[i - start])


def outer_first(regions: Sequence[Region]) -> Sequence[Region]:
    """Regions by where they begin, and those that hold others before these."""
    return sorted(regions, key=lambda region: (region.start, -region.end)) if len(regions) > 1 else regions


@dataclass(slots=True)
class Shifted:
    """A strip moved to the right."""

    strip: Strip
    shift: float
    height: float = field(init=False)
    baseline: float | None = field(init=False)
    depth: float = field(init=False)

    def __post_init__(self) -> None:
        self.height, self.baseline, self.depth = self.strip.height, self.strip.baseline, self.strip.depth

    def notes(self) -> Sequence[Footnote]:
        return self.strip.notes()

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        self.strip.draw(canvas, x + self.shift, top)

    def pieces(self) -> list[Strip]:
        return [Shifted(piece, self.shift) for piece in self.strip.pieces()]


@dataclass(slots=True)
class Unread:
    """A strip drawn as an artifact."""

    strip: Strip
    height: float = field(init=False)
    baseline: float | None = field(init=False)
    depth: float = field(init=False)

    def __post_init__(self) -> None:
        self.height, self.baseline, self.depth = self.strip.height, self.strip.baseline, self.strip.depth

    def notes(self) -> Sequence[Footnote]:
        return ()

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        canvas.as_artifact(Artifact.LAYOUT)
        self.strip.draw(canvas, x, top)
        canvas.as_artifact(None)

    def pieces(self) -> list[Strip]:
        return [Unread(piece) for piece in self.strip.pieces()]


def shifted_paint(paint: Paint, shift: float) -> Paint:
    """The same, further right."""

    def shifted(canvas: Canvas, x: float, top: float, bottom: float) -> None:
        paint(canvas, x + shift, top, bottom)

    return shifted
