"""Charts: a drawing's shapes as vector graphics, all of them content of one ``Figure``.

Its alternative text stands for the whole of it (ISO 32000-1, 14.9.3): who listens hears that, and then the table of the
data. The words in the drawing are real text all the same: they are found, and copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from compiler import ir
from compiler.charts import Dot, Line, Rectangle, Vector, Words, draw

from .canvas import Artifact, Canvas
from .context import Context
from .flow import Strip
from .tags import Content

if TYPE_CHECKING:
    from compiler.faces import Face

    from .context import Footnote

_Cut = list[tuple[str, "Face"]]


def chart_strip(
    context: Context, chart: ir.Chart | ir.RangeChart, room: float, owner: Content | Artifact
) -> ChartStrip:
    """The chart as a strip of ``room`` points of width. Characters that no font has are reported here."""
    vector = draw(chart, context.style, room)
    if vector.height > context.height:
        message = f"this chart is {vector.height - context.height:.0f} pt higher than a page of the style"
        help = "split it into several charts, shorten the names, or make it a table"
        context.reports.append(ir.Report("L208", message, context.origin, help=help, error=True))
    cuts: dict[Words, _Cut] = {}
    for shape in vector.shapes:
        if isinstance(shape, Words):
            role = context.role(shape.role)
            cuts[shape] = context.fonts.cut(shape.text, role.font, role.bold, role.italic)
    return ChartStrip(context, vector, cuts, owner)


@dataclass(slots=True)
class ChartStrip:
    """A drawing of shapes; ``cuts`` are its words in stretches of one face."""

    context: Context
    vector: Vector
    cuts: dict[Words, _Cut]
    owner: Content | Artifact
    baseline: float | None = None
    depth: float = 0.0

    @property
    def height(self) -> float:
        return self.vector.height

    def notes(self) -> Sequence[Footnote]:
        return ()

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        if isinstance(self.owner, Content):
            self.owner.bound(x, top - self.height, self.vector.width, self.height)
        for shape in self.vector.shapes:
            match shape:
                case Rectangle():
                    bottom = top - shape.y - shape.height
                    canvas.fill(x + shape.x, bottom, shape.width, shape.height, shape.color, self.owner)
                case Line():
                    points = [(x + across, top - down) for across, down in shape.points]
                    canvas.line(points, shape.width, shape.color, shape.dash, self.owner)
                case Dot():
                    at = x + shape.x, top - shape.y
                    canvas.ring(at, shape.radius, shape.width, shape.color, shape.fill, self.owner)
                case Words():
                    self._write(canvas, shape, x + shape.x, top - shape.y)
                case _:
                    assert_never(shape)

    def _write(self, canvas: Canvas, words: Words, x: float, y: float) -> None:
        role = self.context.role(words.role)
        cut = self.cuts[words]
        for number, (text, face) in enumerate(cut, 1):
            # a space keeps it apart from the next words for those who take them out of the file
            shown = f"{text} " if number == len(cut) else text
            canvas.text(x, y, shown, face, role.size, role.color, self.owner)
            x += face.width(text, role.size)

    def pieces(self) -> list[Strip]:
        return []
