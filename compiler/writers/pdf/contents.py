"""The contents list: an entry for each section, its page number put in when all pages are drawn.

``TOC > TOCI > Reference > Link``, and in the ``TOC`` another for each further level (ISO 32000-1, table 333). A level's
role is ``contents-1``, ``contents-2`` … where the style has one, else ``body`` without hyphenation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from compiler import ir

from .building import Builder
from .canvas import Canvas
from .flow import Flow, Strip
from .inlines import InlineBuilder, Run
from .paragraphs import Shape, put
from .tags import Content, Link, StructElem

if TYPE_CHECKING:
    from .context import Footnote

NUMBER_ROOM = 18.0  # points at the right of an entry that are its page number's
STEP = 12.0  # points by which a level is indented where the style has no role for it


def add_contents(builder: Builder, flow: Flow, node: ir.Contents, elem: StructElem) -> None:
    """Adds the contents list with its title to a flow."""
    context = builder.context
    toc = elem.add("TOC")
    lists = [toc]  # one in the other, as deep as the level of the last entry
    if node.title:
        name = context.style.contents_title
        role = context.role(name)
        runs = InlineBuilder(context).add(node.title, context.look(role), toc.add("Caption")).runs
        put(context, flow, runs, role, name)
    for i, (level, section) in enumerate(_sections(context.document.content)):
        if level > node.depth:
            continue
        name = context.style.contents_role(level)
        role = context.role(name).model_copy(update={"hyphenate": False})
        while len(lists) > level:
            lists.pop()
        while len(lists) < level:
            lists.append(lists[-1].add("TOC"))
        entry = lists[-1].add("TOCI")
        place = entry.add("Reference").add("Link")
        words = ir.plain_text(section.title)
        link = place.link(words)
        context.to_headings.append((entry, link, i))
        context.origin = section.origin
        inlines = InlineBuilder(context)
        look = context.look(role)
        for label in section.label:
            inlines.text(f"{ir.plain_text(label.content)} ", look, place, link)
        inlines.text(f"{words} ", look, place, link)
        number_look = replace(look, color=role.label_color or look.color)
        number = Run("", context.face(number_look), number_look, place.content(), link=link)
        start = flow.count
        step = STEP * (level - 1) if name == "body" else 0.0
        put(context, flow, inlines.runs, role, name, shape=Shape(step, right=NUMBER_ROOM))
        if flow.count > start:
            last = flow.placed[-1]
            last.strip = Numbered(last.strip, flow.width - role.right, number, link)


def _sections(blocks: Sequence[ir.Block], level: int = 1) -> Iterator[tuple[int, ir.Section]]:
    """All sections in reading order, with their levels."""
    for block in blocks:
        if isinstance(block, ir.Section):
            yield level, block
            yield from _sections(block.content, level + 1)
        else:
            yield from _sections(ir.children(block), level)


@dataclass(slots=True)
class Numbered:
    """The last line of an entry, with the page number at its right."""

    strip: Strip
    right: float
    run: Run
    link: Link

    @property
    def height(self) -> float:
        return self.strip.height

    @property
    def baseline(self) -> float | None:
        return self.strip.baseline

    @property
    def depth(self) -> float:
        return self.strip.depth

    def notes(self) -> Sequence[Footnote]:
        return self.strip.notes()

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        self.strip.draw(canvas, x, top)
        y = top - (self.strip.baseline or 0.0)
        look = self.run.look
        assert isinstance(self.run.owner, Content)
        canvas.text_later(x + self.right, y, self._number, self.run.face, look.size, look.color, self.run.owner)
        canvas.link(self.link, x + self.right - NUMBER_ROOM, y - 0.25 * look.size, x + self.right, y + look.size)

    def _number(self) -> str:
        place = self.link.target.place() if isinstance(self.link.target, StructElem) else None
        return str(place.page + 1) if place else ""

    def pieces(self) -> list[Strip]:
        return []
