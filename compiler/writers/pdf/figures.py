"""Figures, their captions and drawings: ``Figure > Caption`` with alternative text and bounding box, or an artifact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from compiler import ir

from .building import Builder
from .canvas import Artifact, Canvas
from .charts import chart_strip
from .context import Context
from .file import text_string
from .flow import Flow, Shifted, Strip
from .inlines import LABEL_GAP
from .paragraphs import label_look, put
from .tags import Content, StructElem

if TYPE_CHECKING:
    from compiler.style import RangeLook

    from .context import Footnote

FIGURE_GAP = 8.0  # points around an image or a chart, if its caption and notes ask for no more
IMAGE_HEIGHT = 0.8  # the part of a page that an image may fill; the rest is for its caption and notes
LEAST_HEIGHT = 1.0


def add_caption(builder: Builder, flow: Flow, node: ir.Caption, elem: StructElem) -> None:
    """Adds a caption: its label in the role's label colour, hung where the role leaves room for it, then its words."""
    context = builder.context
    context.origin = node.origin
    role = context.role("caption")
    look = context.look(role)
    inlines = builder.inlines()
    hung = None
    if node.label and role.hang:
        hung = builder.label(node.label, role, elem.add("Span"), elem)
    elif node.label:
        inlines.add(node.label, label_look(context, role), elem.add("Span"), elem)
        if node.content:
            inlines.glue(LABEL_GAP, look, elem)
    inlines.add(node.content, look, elem, elem)
    put(context, flow, inlines.runs, role, "caption", label=hung, origin=node.origin)


def add_figure(builder: Builder, flow: Flow, node: ir.Figure, elem: StructElem) -> None:
    """Adds a figure with caption and notes, kept together. Without ``alt`` the drawing is an artifact."""
    context = builder.context
    start = flow.count
    figure = elem.add("Figure", Alt=text_string(node.alt)) if node.alt is not None else None
    if figure is not None:
        context.name(node.id, figure)
    if node.caption is not None:
        holder = figure.add("Caption") if figure is not None else elem.add("P")
        if figure is None:
            context.name(node.id, holder)
        add_caption(builder, flow, node.caption, holder)
        flow.chain()
    is_large = not isinstance(node.drawing, ir.Range)
    if is_large and node.caption is None:
        flow.space(FIGURE_GAP)
    context.origin = node.origin
    owner = figure.content() if figure is not None else Artifact.LAYOUT
    drawing = _drawing(context, flow, node.drawing, owner)
    if isinstance(drawing, Picture) and node.caption is not None:
        under = context.role("caption").indent  # an image that has room there stands under the words of its caption
        drawing = Shifted(drawing, under) if under + drawing.width <= flow.width else drawing
    flow.add(drawing)
    for paragraph in node.notes:
        flow.chain()
        builder.paragraph(flow, paragraph, elem)
    flow.region(start, keep=True)
    if is_large:
        flow.space(FIGURE_GAP)


def _drawing(context: Context, flow: Flow, drawing: ir.Drawing, owner: Content | Artifact) -> Strip:
    match drawing:
        case ir.Range(low, high):
            return Track(low, high, context.style.range, flow.width, owner)
        case ir.Chart() | ir.RangeChart():
            return chart_strip(context, drawing, flow.width, owner)
        case ir.Image():
            width = min(drawing.width / 100 * context.width, flow.width)
            height = width * drawing.pixels[1] / max(drawing.pixels[0], 1)
            highest = context.height * IMAGE_HEIGHT
            if height > highest:
                width, height = width * highest / height, highest
            return Picture(context.image(drawing), width, max(height, LEAST_HEIGHT), owner)
        case _:
            assert_never(drawing)


@dataclass(slots=True)
class Picture:
    """An image of the document's resources. ``owner`` is the figure's content, or an artifact if it is decorative."""

    name: str
    width: float
    height: float
    owner: Content | Artifact
    baseline: float | None = None
    depth: float = 0.0

    def notes(self) -> Sequence[Footnote]:
        return ()

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        bottom = top - self.height
        if isinstance(self.owner, Content):
            self.owner.bound(x, bottom, self.width, self.height)
        canvas.image(self.name, x, bottom, self.width, self.height, self.owner)

    def pieces(self) -> list[Strip]:
        return []


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
        """The track with the room above and below it."""
        return self.look.before + self.look.height + self.look.after

    def notes(self) -> Sequence[Footnote]:
        return ()

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        bottom = top - self.look.before - self.look.height
        if isinstance(self.owner, Content):
            self.owner.bound(x, bottom, self.width, self.look.height)
        canvas.fill(x, bottom, self.width, self.look.height, self.look.track, self.owner)
        start, end = self.low / 100 * self.width, self.high / 100 * self.width
        canvas.fill(x + start, bottom, end - start, self.look.height, self.look.fill, self.owner)

    def pieces(self) -> list[Strip]:
        return []
