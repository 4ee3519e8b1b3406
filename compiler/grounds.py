"""Grounds: the colours that a document sets its texts in, what each of them stands on, and which areas meet in charts.

In: the tree and its style. Out: ``Ink`` values, each once. A text stands on the fill of the innermost grid, box or
column of a table round it that has one, else on white paper, as do header, footer and notes. Bullets are ornament, and
the marking's colours are settled by TLP 2.0; neither is text here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations
from typing import assert_never

from . import ir
from .charts.pen import AXIS, LABEL, SERIES, TERM
from .style import PAPER, Ink, Style, Tint


def inks(document: ir.Document, style: Style) -> frozenset[Ink]:
    """Every pair of a colour and its ground that the document shows."""
    return frozenset(_Inks(style).blocks(document.content, PAPER, 1))


def areas(document: ir.Document) -> frozenset[tuple[int, int]]:
    """Every two of the style's areas that some chart shows both, by their numbers from 0."""
    pairs: set[tuple[int, int]] = set()
    drawings = (block.drawing for block in ir.walk(document.content) if isinstance(block, ir.Figure))
    for chart in drawings:
        if isinstance(chart, ir.Chart) and chart.kind is not ir.ChartKind.LINE:
            shown = {*range(len(chart.series)), *(() if chart.emphasis is None else (1,))}
            pairs.update(combinations(sorted(shown), 2))
    return frozenset(pairs)


class _Inks:
    """Walks a tree; ``ground`` is what its blocks stand on, ``level`` the depth of the next heading."""

    def __init__(self, style: Style) -> None:
        self._style = style

    def blocks(self, blocks: Iterable[ir.Block], ground: Tint, level: int) -> Iterator[Ink]:
        for block in blocks:
            yield from self._block(block, ground, level)

    def _block(self, block: ir.Block, ground: Tint, level: int) -> Iterator[Ink]:
        style = self._style
        match block:
            case ir.Paragraph():
                yield from self._text(block.role, ground, block.content, block.label)
            case ir.Section():
                yield from self._text(block.role or style.heading_role(level), ground, block.title)
                yield from self.blocks(block.label, ground, level)
                yield from self.blocks(block.content, ground, level + 1)
            case ir.List():
                if block.ordered:
                    yield self._label(block.role, ground)
                yield from self.blocks(ir.children(block), ground, level)
            case ir.DefinitionList():
                yield from self.blocks(ir.children(block), self._fill("grids", block.role, ground), level)
            case ir.Columns():
                yield from self.blocks(ir.children(block), self._fill("grids", block.role, ground), level)
            case ir.Callout():
                inside = self._fill("boxes", block.role, ground)
                if block.title:
                    yield from self._text(style.boxes[block.role].title, inside, block.title)
                yield from self.blocks(block.content, inside, level)
            case ir.Table():
                yield from self._caption(block.caption, ground)
                for column, cell in chain.from_iterable(ir.placed((*block.head, *block.body))):
                    fill = style.tables[block.role].fills.get(column)
                    inside = Tint(("tables", block.role, "fills", str(column)), fill) if fill else ground
                    yield from self.blocks(cell.content, inside, level)
                yield from self.blocks(block.notes, ground, level)
            case ir.Figure():
                yield from self._caption(block.caption, ground)
                yield from (self._color(role, ground) for role in _roles(block.drawing))
                yield from self.blocks(block.notes, ground, level)
            case ir.Quote():
                yield from self.blocks(block.content, ground, level)
            case ir.Contents():
                yield from self._contents(block, ground)
            case ir.References():
                yield self._label(block.role, ground)
                for entry in block.entries:
                    yield from self._text(block.role, ground, entry.content)
            case ir.PageBreak():
                pass
            case _:
                assert_never(block)

    def _text(self, role: str, ground: Tint, content: ir.Inlines, label: ir.Inlines = ()) -> Iterator[Ink]:
        """A text in a role, its label, the links in it and its notes."""
        if content:
            yield self._color(role, ground)
        if label:
            yield self._label(role, ground)
        for node in ir.walk_inlines(content):
            if isinstance(node, ir.Link):
                yield Ink(Tint(("link_color",), self._style.link_color), ground)
            elif isinstance(node, ir.Note):
                yield from self.blocks(node.content, PAPER, 1)

    def _label(self, role: str, ground: Tint) -> Ink:
        own = self._style.roles[role].label_color
        return Ink(Tint(("roles", role, "label_color"), own), ground) if own else self._color(role, ground)

    def _color(self, role: str, ground: Tint) -> Ink:
        return Ink(Tint(("roles", role, "color"), self._style.roles[role].color), ground)

    def _caption(self, caption: ir.Caption | None, ground: Tint) -> Iterator[Ink]:
        if caption is not None:
            yield from self._text("caption", ground, caption.content, caption.label)

    def _contents(self, block: ir.Contents, ground: Tint) -> Iterator[Ink]:
        yield from self._text(self._style.contents_title, ground, block.title)
        for level in range(1, block.depth + 1):
            role = self._style.contents_role(level)
            yield from (self._color(role, ground), self._label(role, ground))

    def _fill(self, kind: str, name: str, ground: Tint) -> Tint:
        """The ground in a grid or a box."""
        look = self._style.grids[name] if kind == "grids" else self._style.boxes[name]
        return Tint((kind, name, "fill"), look.fill) if look.fill else ground


def _roles(drawing: ir.Drawing) -> tuple[str, ...]:
    """The roles of the words in a drawing."""
    match drawing:
        case ir.Chart():
            return LABEL, AXIS, SERIES
        case ir.RangeChart():
            return LABEL, AXIS, TERM
        case ir.Image() | ir.Range():
            return ()
        case _:
            assert_never(drawing)
