"""Blocks → strips and structure: the one place that knows every kind of block.

In: the document's blocks. Out: a flow for ``pages.py``, and the structure tree under the element that is passed in.
Tree order is the order of the blocks; a section's label comes first in its heading, wherever it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from compiler import ir

from .contents import add_contents
from .context import Context, Footnote, Heading
from .figures import add_figure
from .flow import Flow, Hold
from .grids import Backdrop, add_columns, add_grid
from .inlines import LABEL_GAP, InlineBuilder, Run
from .lists import add_list, add_references
from .paragraphs import MOST_INDENT, Shape, label_look, put
from .strips import Beside, Space, TextLine
from .tables import add_table
from .tags import StructElem

if TYPE_CHECKING:
    from compiler.style import Role

DEEPEST_HEADING = 9  # as in Word; PDF/UA-1, 7.4.3, lets levels go on beyond six
TITLES = ("title", "title-long")
TITLED = ("Document", "Sect")  # what of ours may hold a Title (ISO/TS 32005, table 5); elsewhere it is a P


class BlockBuilder:
    """Adds blocks to flows (``building.Builder``); it counts how deep sections and lists nest."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.shape = Shape()
        self._sections = 0
        self._lists = 0

    def add(self, flow: Flow, blocks: Sequence[ir.Block], elem: StructElem) -> None:
        """Adds blocks to a flow and their structure to an element."""
        for i, block in enumerate(blocks):
            match block:
                case ir.Paragraph():
                    self.paragraph(flow, block, elem)
                case ir.Section():
                    self._section(flow, block, elem, is_first=i == 0)
                case ir.List():
                    self._lists += 1
                    add_list(self, flow, block, elem, self._lists - 1)
                    self._lists -= 1
                case ir.DefinitionList():
                    add_grid(self, flow, block, elem)
                case ir.Table():
                    add_table(self, flow, block, elem)
                case ir.Columns():
                    add_columns(self, flow, block, elem)
                case ir.Figure():
                    add_figure(self, flow, block, elem)
                case ir.Quote():
                    self.add(flow, block.content, elem.add("BlockQuote"))
                case ir.Callout():
                    self._callout(flow, block, elem)
                case ir.Contents():
                    add_contents(self, flow, block, elem)
                case ir.References():
                    add_references(self, flow, block, elem)
                case ir.PageBreak():
                    flow.break_page()
                case _:
                    assert_never(block)

    # ------------------------------------------------------------------------------------------------ paragraphs

    def inlines(self) -> InlineBuilder:
        """A builder for the runs of one paragraph."""
        return InlineBuilder(self.context, self.make_note)

    def label(self, label: ir.Inlines, role: Role, elem: StructElem, notes_to: StructElem) -> list[Run]:
        """The runs of a label, with a space after it that keeps it apart from the text when read."""
        look = label_look(self.context, role)
        builder = self.inlines().add(label, look, elem, notes_to)
        builder.text(" ", look, elem)
        return builder.runs

    def paragraph(self, flow: Flow, node: ir.Paragraph, elem: StructElem) -> None:
        """Adds a paragraph."""
        is_title = node.role in TITLES and elem.role in TITLED
        self._paragraph(flow, node, elem.add("Title" if is_title else "P"), elem)

    def cell(self, flow: Flow, content: tuple[ir.Block, ...], elem: StructElem) -> None:
        """Adds a cell's blocks; a paragraph alone stands in the cell itself, its notes after its text."""
        match content:
            case (ir.Paragraph() as only,):
                notes = StructElem("Div")
                self._paragraph(flow, only, elem, notes)
                elem.kids.extend(notes.kids)
            case _:
                self.add(flow, content, elem)

    def _paragraph(self, flow: Flow, node: ir.Paragraph, tag: StructElem, notes_to: StructElem) -> None:
        context = self.context
        context.origin = node.origin
        role = context.role(node.role)
        context.name(node.id, tag)
        label = self.label(node.label, role, tag.add("Span"), notes_to) if node.label else None
        runs = self.inlines().add(node.content, context.look(role), tag, notes_to).runs
        put(context, flow, runs, role, node.role, label=label, shape=self.shape, origin=node.origin)

    def term(self, flow: Flow, term: tuple[ir.Paragraph, ...], elem: StructElem, notes_to: StructElem) -> None:
        """Adds a term's paragraphs: one stands in the label itself, several are spans of it."""
        context = self.context
        for paragraph in term:
            context.origin = paragraph.origin
            role = context.role(paragraph.role)
            place = elem if len(term) == 1 else elem.add("Span")
            context.name(paragraph.id, place)
            label = self.label(paragraph.label, role, place.add("Span"), notes_to) if paragraph.label else None
            builder = self.inlines().add(paragraph.content, context.look(role), place, notes_to)
            if paragraph is not term[-1]:
                builder.text(" ", context.look(role), place)
            put(context, flow, builder.runs, role, paragraph.role, label=label, origin=paragraph.origin)

    def make_note(self, node: ir.Note, reference: StructElem, notes_to: StructElem) -> Footnote:
        """A note: its element at the end of ``notes_to``, its lines in a flow as wide as the page's text.

        An endnote waits with its element for ``add_endnotes``.
        """
        context = self.context
        flow = Flow(context.width)
        place, flavour = context.style.notes.place, context.flavour
        elem = StructElem(flavour.note, dict(flavour.note_attributes[place]), f"note-{node.number}", [reference])
        reference.refs.append(elem)
        note = Footnote(node.number, elem, flow)
        if place == "foot":
            notes_to.kids.append(note.elem)
        else:
            context.endnotes.append(note)
        origin = context.origin
        for i, paragraph in enumerate(node.content):
            context.origin = paragraph.origin or origin
            role = context.role(paragraph.role)
            marker = None
            if i == 0:
                back = note.elem.add("Lbl").add("Link")
                link = back.link(f"{node.number} ↑", reference)
                inlines = self.inlines()
                inlines.text(f"{node.number} ", label_look(context, role), back, link)
                marker = inlines.runs
            runs = self.inlines().add(paragraph.content, context.look(role), note.elem.add("P")).runs
            put(context, flow, runs, role, paragraph.role, label=marker, origin=paragraph.origin)
        context.origin = origin
        return note

    def add_endnotes(self, flow: Flow, root: StructElem) -> None:
        """Adds the endnotes after all else, to the last section: the tree ends with a heading for them."""
        last = root.kids[-1] if root.kids else root
        section = last if isinstance(last, StructElem) and last.role == "Sect" else root
        for note in self.context.endnotes:
            section.kids.append(note.elem)
            flow.embed(note.flow, 0.0)
            flow.space(self.context.style.notes.between)

    # ---------------------------------------------------------------------------------------- sections and boxes

    def _section(self, flow: Flow, node: ir.Section, elem: StructElem, is_first: bool) -> None:
        """Adds a section. One with its label in a column is kept whole, and at least as high as the label."""
        context = self.context
        context.origin = node.origin
        self._sections += 1
        level = min(self._sections, DEEPEST_HEADING)
        name = node.role or context.style.heading_role(level)
        role = context.role(name)
        section = elem.add("Sect")
        heading = section.add(f"H{level}")
        context.name(node.id, heading)
        start = flow.count
        inlines = self.inlines()
        beside: Flow | None = None
        if node.label and role.label_place == "column":
            beside = self._label_column(node, role, heading, section)
        else:
            for paragraph in node.label:
                look = context.look(context.role(paragraph.role))
                span = heading.add("Span")
                inlines.add(paragraph.content, look, span, section).glue(LABEL_GAP, look, span)
        inlines.add(node.title, context.look(role), heading, section)
        title = " ".join((*(ir.plain_text(p.content) for p in node.label), ir.plain_text(node.title)))
        context.headings.append(Heading(self._sections, title, heading))
        opens = is_first and elem.role == "Sect" and not role.rule_on_first
        shape = Shape(self.shape.indent, rule=not opens)
        put(context, flow, inlines.runs, role, name, shape=shape, origin=node.origin)
        if beside is None:
            self.add(flow, node.content, section)
        else:
            height = 0.0
            if flow.count > start:
                line = flow.placed[start].strip
                assert isinstance(line, TextLine)
                drop = line.baseline - (beside.baseline or 0.0) + role.label_drop
                line.beside = Beside(beside, 0.0, drop)
                height = drop + beside.height()
            narrow = [self._left(block) >= role.indent for block in node.content]
            wide = narrow.index(False) if False in narrow else len(narrow)
            self.add(flow, node.content[:wide], section)
            short = height - flow.height(start)
            if short > 0:
                flow.add(Space(short), hold=Hold.FUSED)
                flow.chain(Hold.FUSED)
            self.add(flow, node.content[wide:], section)
            flow.region(start, keep=True)
        self._sections -= 1

    def _left(self, block: ir.Block) -> float:
        """Where a block begins, if it might begin left of the text beside a label; else somewhere in the text."""
        style = self.context.style
        match block:
            case ir.DefinitionList() | ir.Columns():
                return style.grids[block.role].indent
            case ir.Table():
                return style.tables[block.role].indent
            case ir.Callout():
                return style.boxes[block.role].indent
            case ir.Figure():
                return 0.0
            case _:
                return style.page.width

    def _label_column(self, node: ir.Section, role: Role, heading: StructElem, section: StructElem) -> Flow:
        """A section's label as a flow of its own, as wide as the room left of the heading."""
        context = self.context
        column = Flow(role.indent or context.width)
        for paragraph in node.label:
            context.origin = paragraph.origin or node.origin
            own = context.role(paragraph.role)
            span = heading.add("Span")
            inlines = self.inlines().add(paragraph.content, context.look(own), span, section)
            inlines.text(" ", context.look(own), span)
            put(context, column, inlines.runs, own, paragraph.role)
        return column

    def _callout(self, flow: Flow, node: ir.Callout, elem: StructElem) -> None:
        """Adds a boxed aside, kept whole; a decorative one as an artifact, with no place in the tree."""
        context = self.context
        context.origin = node.origin
        box = context.style.boxes[node.role]
        aside = StructElem("Aside") if node.decorative else elem.add("Aside")
        context.name(node.id, aside)
        top, right, bottom, left = box.padding
        # A box in boxes still leaves room for text.
        narrow = min(MOST_INDENT * flow.width / max(box.indent + left + right, 1.0), 1.0)
        indent, left, right = box.indent * narrow, left * narrow, right * narrow
        inner = Flow(flow.width - indent - left - right)
        outer_shape, self.shape = self.shape, replace(self.shape, indent=0.0)
        inner.add(Space(top))
        inner.chain(Hold.FUSED)
        if node.title:
            role = context.role(box.title)
            runs = self.inlines().add(node.title, context.look(role), aside.add("P"), aside).runs
            put(context, inner, runs, role, box.title, origin=node.origin)
        self.add(inner, node.content, aside)
        inner.drop_space()
        inner.add(Space(bottom), hold=Hold.FUSED)
        if node.decorative:
            inner.leave_unread()
        self.shape = outer_shape
        start = flow.count
        flow.embed(inner, indent + left, box.before)
        flow.region(start, keep=True, paint=Backdrop(box.fill, box.bar, indent, flow.width))
        flow.space(box.after)
