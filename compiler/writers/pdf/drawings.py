"""Drawings as strips: raster images and the likelihood track."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .canvas import Artifact, Canvas
from .file import number
from .flow import Strip
from .tags import Content

if TYPE_CHECKING:
    from compiler.style import RangeLook

    from .context import Footnote


@dataclass(slots=True)
class Picture:
    """An image of the document's resources. ``owner`` is the figure's content, or an artifact if it is decorative."""

    name: str
    x: float
    width: float
    height: float
    owner: Content | Artifact
    baseline: float | None = None
    depth: float = 0.0

    def notes(self) -> Sequence[Footnote]:
        return ()

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        left, bottom = x + self.x, top - self.height
        if isinstance(self.owner, Content):
            _box(self.owner, left, bottom, self.width, self.height)
        canvas.image(self.name, left, bottom, self.width, self.height, self.owner)

    def pieces(self) -> list[Strip]:
        return [self]


@dataclass(slots=True)
class Track:
    """A track from 0 to 100 with a stretch of it marked."""

    low: float
    high: float
    look: RangeLook
    width: float
    owner: Content | Artifact
    baseline: float | None = None
    depth: float = 0.0

    @property
    def height(self) -> float:
        """The track with the room above it."""
        return self.look.before + self.look.height

    def notes(self) -> Sequence[Footnote]:
        return ()

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        bottom = top - self.height
        if isinstance(self.owner, Content):
            _box(self.owner, x, bottom, self.width, self.look.height)
        canvas.fill(x, bottom, self.width, self.look.height, self.look.track, self.owner)
        start, end = self.low / 100 * self.width, self.high / 100 * self.width
        canvas.fill(x + start, bottom, end - start, self.look.height, self.look.fill, self.owner)

    def pieces(self) -> list[Strip]:
        return [self]


def _box(content: Content, x: float, y: float, width: float, height: float) -> None:
    """Notes in the figure's element where it stands (ISO 32000-1, table 344: BBox)."""
    box = " ".join(number(value) for value in (x, y, x + width, y + height))
    content.owner.attributes["A"] = f"<</O/Layout/Placement/Block/BBox[{box}]>>"
