"""Blocks → strips and structure: the one place that knows every kind of block.

In: the document's blocks. Out: a flow for ``pages.py``, and the structure tree under the element that is passed in.
Tree order is the order of the blocks; a section's label comes first in its heading, wherever it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from compiler import ir

from .canvas import Artifact
from .context import Context, Footnote, Heading
from .contents import add_contents
from .drawings import Picture, Track
from .file import text_string
from .flow import Flow, Hold
from .grids import add_grid, backdrop
from .inlines import InlineBuilder, Run
from .paragraphs import Shape, label_look, put
from .strips import Beside, Space, TextLine
from .tables import add_table
from .tags import Content, StructElem

if TYPE_CHECKING:
    from compiler.style import Role

DEEPEST_HEADING = 6  # ISO 32000-1, table 335
LABEL_GAP = 6.0  # points between the label of a caption or heading and its words
FIGURE_GAP = 8.0  # points around a figure, if its caption and notes ask for no more
IMAGE_HEIGHT = 0.8  # the part of a page that an image may fill; the rest is for its caption and notes
MIN_IMAGE = 1.0


class BlockBuilder:
    """Adds blocks to flows. ``shape`` is what the place asks of its paragraphs; ``depth`` how deep sections nest."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.shape = Shape()
        self._section = 0
        self._list = 0

    # ------------------------------------------------------------------------------------------------ all blocks

    def add(self, flow: Flow, blocks: Sequence[ir.Block], elem: StructElem, parent_is_section: bool = False) -> None:
        """Adds blocks to a flow and their structure to an element."""
        for i, block in enumerate(blocks):
            match block:
                case ir.Paragraph():
                    self._paragraph(flow, block, elem)
                case ir.Section():
                    self._add_section(flow, block, elem, first=parent_is_section and i == 0)
                case ir.List():
                    self._add_list(flow, block, elem)
                case ir.DefinitionList():
                    add_grid(self, flow, block, elem)
                case ir.Table():
                    add_table(self, flow, block, elem)
                case ir.Figure():
                    self._figure(flow, block, elem)
                case ir.Quote():
                    self.add(flow, block.content, elem.add("BlockQuote"))
                case ir.Callout():
                    self._callout(flow, block, elem)
                case ir.Contents():
                    add_contents(self, flow, block, elem)
                case ir.References():
                    self._references(flow, block, elem)
                case ir.PageBreak():
                    flow.break_page()
                case _:
                    assert_never(block)

    # ------------------------------------------------------------------------------------------------ paragraphs

    def _builder(self) -> InlineBuilder:
        return InlineBuilder(self.context, self.make_note)

    def _label(self, label: ir.Inlines, role: Role, elem: StructElem, notes_to: StructElem) -> list[Run]:
        """The runs of a label, with a space after it that keeps it apart from the text when read."""
        builder = self._builder()
        look = label_look(self.context, role)
        builder.add(label, look, elem, notes_to).text(" ", look, elem)
        return builder.runs

    def _paragraph(self, flow: Flow, node: ir.Paragraph, elem: StructElem) -> None:
        context = self.context
        context.origin = node.origin
        role = context.role(node.role)
        tag = elem.add("Title" if node.role in ("title", "title-long") else "P")
        context.name(node.id, tag)
        label = self._label(node.label, role, tag.add("Span"), elem) if node.label else None
        runs = self._builder().add(node.content, context.look(role), tag, elem).runs
        put(context, flow, runs, role, node.role, label=label, shape=self.shape, origin=node.origin)

    def term(self, flow: Flow, term: tuple[ir.Paragraph, ...], elem: StructElem, notes_to: StructElem) -> None:
        """Adds a term's paragraphs as inline structure: one stands in the label itself, several are spans of it."""
        context = self.context
        for paragraph in term:
            context.origin = paragraph.origin
            role = context.role(paragraph.role)
            place = elem if len(term) == 1 else elem.add("Span")
            context.name(paragraph.id, place)
            label = self._label(paragraph.label, role, place.add("Span"), notes_to) if paragraph.label else None
            builder = self._builder().add(paragraph.content, context.look(role), place, notes_to)
            if paragraph is not term[-1]:
                builder.text(" ", context.look(role), place)
            put(context, flow, builder.runs, role, paragraph.role, label=label, origin=paragraph.origin)

    def make_note(self, node: ir.Note, reference: StructElem, notes_to: StructElem) -> Footnote:
        """A footnote: its element at the end of ``notes_to``, its lines in a flow as wide as the page's text."""
        context = self.context
        elem = notes_to.add("Note", f"note-{node.number}")
        note = Footnote(node.number, elem, Flow(context.width))
        outer, self.shape, origin = self.shape, Shape(), context.origin
        for i, paragraph in enumerate(node.content):
            context.origin = paragraph.origin or origin
            role = context.role(paragraph.role)
            label = None
            if i == 0:
                builder = self._builder()
                look = label_look(context, role)
                back = elem.add("Lbl").add("Link")
                link = back.link(f"{node.number} ↑", reference)
                builder.text(str(node.number), look, back, link)
                builder.text(" ", look, back)
                label = builder.runs
            tag = elem.add("P")
            runs = self._builder().add(paragraph.content, context.look(role), tag).runs
            put(context, note.flow, runs, role, paragraph.role, label=label, origin=paragraph.origin)
        self.shape, context.origin = outer, origin
        return note

    # -------------------------------------------------------------------------------------------------- sections

    def _add_section(self, flow: Flow, node: ir.Section, elem: StructElem, first: bool) -> None:
        context = self.context
        context.origin = node.origin
        self._section += 1
        level = min(self._section, DEEPEST_HEADING)
        name = node.role or f"heading-{level}"
        role = context.role(name)
        section = elem.add("Sect")
        heading = section.add(f"H{level}")
        context.name(node.id, heading)
        in_column = role.label_place == "column"
        start = flow.count
        beside: Flow | None = None
        builder = self._builder()
        if node.label and in_column:
            beside = Flow(role.indent or flow.width)
            for paragraph in node.label:
                look = context.look(context.role(paragraph.role))
                inner = self._builder().add(paragraph.content, look, heading.add("Span"), section)
                inner.text(" ", look, heading.kids[-1])  # type: ignore[arg-type]
                put(context, beside, inner.runs, context.role(paragraph.role), paragraph.role)
        elif node.label:
            for paragraph in node.label:
                look = context.look(context.role(paragraph.role))
                span = heading.add("Span")
                builder.add(paragraph.content, look, span, section).glue(LABEL_GAP, look, span)
        builder.add(node.title, context.look(role), heading, section)
        title = " ".join((*(ir.plain_text(p.content) for p in node.label), ir.plain_text(node.title)))
        heading.title = title
        context.headings.append(Heading(self._section, title, heading))
        opens = first and not role.rule_on_first
        put(
            context, flow, builder.runs, role, name,
            shape=Shape(self.shape.indent, rule=not opens), origin=node.origin,
        )  # fmt: skip
        if beside is not None:
            self._set_beside(flow, start, beside)
        self.add(flow, node.content, section, parent_is_section=True)
        if beside is not None:
            short = beside.height() - flow.height(start)
            if short > 0:
                flow.add(Space(short), hold=Hold.FUSED)
            flow.region(start, keep=True)
        self._section -= 1

    def _set_beside(self, flow: Flow, start: int, beside: Flow) -> None:
        """Puts a label beside the heading's first line, on its baseline."""
        if flow.count == start:
            return
        line = flow.placed[start].strip
        assert isinstance(line, TextLine)
        line.beside = Beside(beside, 0.0, line.baseline - (beside.baseline or 0.0))

    # ----------------------------------------------------------------------------------------------------- lists

    def _add_list(self, flow: Flow, node: ir.List, elem: StructElem) -> None:
        context = self.context
        role = context.role(node.role)
        outer = elem.add("L", A=f"<</O/List/ListNumbering/{'Decimal' if node.ordered else 'Disc'}>>")
        depth = self._list
        for i, item in enumerate(node.items):
            li = outer.add("LI")
            context.name(item.id, li)
            lbl, body = li.add("Lbl"), li.add("LBody")
            label = self._marker(node, role, depth, i, lbl)
            for block in item.content:
                if isinstance(block, ir.Paragraph):
                    self._item_paragraph(flow, block, body, role, node.role, depth, label)
                    label = None
                else:
                    if label is not None:
                        shape = Shape(depth * role.hang)
                        put(context, flow, [], role, node.role, label=label, shape=shape)
                        label = None
                        flow.chain()
                    outer_shape = self.shape
                    self._list += 1
                    if not isinstance(block, ir.List):
                        self.shape = Shape(outer_shape.indent + depth * role.hang)
                    self.add(flow, (block,), body)
                    self._list -= 1
                    self.shape = outer_shape

    def _item_paragraph(
        self,
        flow: Flow,
        node: ir.Paragraph,
        body: StructElem,
        role: Role,
        name: str,
        depth: int,
        label: list[Run] | None,
    ) -> None:
        """A paragraph of a list's item, in the list's role when it has one of its own only by default."""
        context = self.context
        context.origin = node.origin
        own = context.role(node.role)
        tag = body.add("P")
        context.name(node.id, tag)
        runs = self._builder().add(node.content, context.look(own), tag, body).runs
        # Items stand where the list's role says, whatever role their paragraphs have.
        shape = Shape(role.indent - own.indent + depth * role.hang, align=self.shape.align)
        if label is not None and own.hang != role.hang:
            own = own.model_copy(update={"hang": role.hang})
        put(context, flow, runs, own, node.role, label=label, shape=shape, origin=node.origin)

    def _marker(self, node: ir.List, role: Role, depth: int, i: int, lbl: StructElem) -> list[Run]:
        """The runs of an item's marker: a number, or the style's bullet for the depth."""
        builder = self._builder()
        look = label_look(self.context, role)
        if node.ordered:
            builder.text(f"{node.start + i}. ", look, lbl)
        elif role.markers:
            marker = role.markers[min(depth, len(role.markers) - 1)]
            plain = self.context.look(role)
            builder.text(f"{marker.text} ", replace(plain, size=marker.size, color=marker.color), lbl)
        else:
            builder.text("• ", look, lbl)
        return builder.runs

    # ------------------------------------------------------------------------------------- figures and captions

    def caption(self, flow: Flow, node: ir.Caption, elem: StructElem) -> None:
        """Adds a caption: its label in the role's label colour, then its words."""
        context = self.context
        context.origin = node.origin
        role = context.role("caption")
        look = context.look(role)
        builder = self._builder()
        if node.label:
            span = elem.add("Span")
            builder.add(node.label, label_look(context, role), span, elem)
            if node.content:
                builder.glue(LABEL_GAP, look, elem)
        builder.add(node.content, look, elem, elem)
        put(context, flow, builder.runs, role, "caption", origin=node.origin)

    def _figure(self, flow: Flow, node: ir.Figure, elem: StructElem) -> None:
        context = self.context
        start = flow.count
        owner: Content | Artifact = Artifact.LAYOUT
        figure: StructElem | None = None
        if node.alt is not None:
            figure = elem.add("Figure", Alt=text_string(node.alt))
            context.name(node.id, figure)
        if node.caption is not None:
            holder = figure.add("Caption") if figure is not None else elem.add("P")
            self.caption(flow, node.caption, holder)
            flow.chain()
            if figure is None:
                context.name(node.id, holder)
        if figure is not None:
            owner = figure.content()
        is_image = isinstance(node.drawing, ir.Image)
        if is_image and node.caption is None:
            flow.space(FIGURE_GAP)
        self._drawing(flow, node.drawing, owner)
        for paragraph in node.notes:
            flow.chain()
            self._paragraph(flow, paragraph, elem)
        flow.region(start, keep=True)
        if is_image:
            flow.space(FIGURE_GAP)

    def _drawing(self, flow: Flow, drawing: ir.Drawing, owner: Content | Artifact) -> None:
        context = self.context
        match drawing:
            case ir.Range(low, high):
                flow.add(Track(low, high, context.style.range, flow.width, owner))
            case ir.Image():
                name = f"I{len(context.images) + 1}"
                known = next((n for n, image in context.images.items() if image.data == drawing.data), None)
                if known is None:
                    context.images[name] = drawing
                width = min(drawing.width / 100 * context.width, flow.width)
                height = width * drawing.pixels[1] / max(drawing.pixels[0], 1)
                highest = context.height * IMAGE_HEIGHT
                if height > highest:
                    width, height = width * highest / height, highest
                flow.add(Picture(known or name, 0.0, width, max(height, MIN_IMAGE), owner))
            case _:
                assert_never(drawing)

    # ------------------------------------------------------------------------------------------- boxes and lists

    def _callout(self, flow: Flow, node: ir.Callout, elem: StructElem) -> None:
        context = self.context
        context.origin = node.origin
        box = context.style.boxes[node.role]
        aside = elem.add("Aside")
        context.name(node.id, aside)
        top, right, bottom, left = box.padding
        inner = Flow(flow.width - box.indent - left - right)
        outer, self.shape = self.shape, Shape()
        inner.add(Space(top))
        inner.chain(Hold.FUSED)
        if node.title:
            role = context.role(box.title)
            runs = self._builder().add(node.title, context.look(role), aside.add("P"), aside).runs
            put(context, inner, runs, role, box.title, origin=node.origin)
        self.add(inner, node.content, aside)
        inner.drop_space()
        inner.add(Space(bottom), hold=Hold.FUSED)
        self.shape = outer
        start = flow.count
        flow.embed(inner, box.indent + left, box.before)
        if box.fill is not None or box.bar is not None:
            flow.region(start, paint=backdrop(box.fill, box.bar, box.indent, flow.width))
        flow.region(start, keep=True)
        flow.space(box.after)

    def _references(self, flow: Flow, node: ir.References, elem: StructElem) -> None:
        context = self.context
        role = context.role(node.role)
        outer = elem.add("L", A="<</O/List/ListNumbering/Decimal>>")
        for entry in node.entries:
            context.origin = entry.origin
            li = outer.add("LI")
            context.name(entry.id, li)
            lbl, body = li.add("Lbl"), li.add("LBody")
            label = self._label((ir.Text(str(entry.number)),), role, lbl, body)
            runs = self._builder().add(entry.content, context.look(role), body.add("P"), body).runs
            put(context, flow, runs, role, node.role, label=label, origin=entry.origin)
