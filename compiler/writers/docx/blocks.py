"""Blocks → paragraphs and tables: which style each gets, what hangs beside it, what it is an item of.

In: the tree. Out: items for ``flow``, which sets them under each other. Sections become headings of their depth: never
inside a table, so that Word's navigation pane and contents find them. A section's label stands in the heading itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from compiler import ir
from compiler.style import Role

from . import flow, grids, tables
from .draft import Draft
from .drawing import picture
from .flow import Item, NewPage, Text, Wrapped
from .inlines import EM_SPACE, EN_SPACE, Runs, holds_blank
from .live import section_label
from .looks import hanging
from .oxml import EMPTY, Xml, field, field_mark, gallery, join, link_inside, run, special, text, w
from .oxml import picture as picture_xml
from .units import emu, twips
from .uses import Kind, Use


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: the room in points, the depth of sections, the depth of lists (−1 outside)."""

    room: float
    depth: int = 0
    nesting: int = -1


class Blocks:
    """Turns the blocks of one document into items."""

    def __init__(self, draft: Draft, document: ir.Document) -> None:
        self._draft = draft
        self._runs = Runs(draft, draft.links)
        self._document = document
        self._has_contents = any(isinstance(block, ir.Contents) for block in ir.walk(document.content))
        self._sections = 0

    def body(self) -> Xml:
        """The markup of the whole document's blocks."""
        room = self._draft.style.page.width
        return flow.write(self._draft, self.items(self._document.content, Place(room)), room)

    def items(self, blocks: tuple[ir.Block, ...], place: Place) -> list[Item]:
        """The items of blocks that follow each other."""
        out: list[Item] = []
        roles: set[str] = set()
        for block in blocks:
            if isinstance(block, ir.Section):
                out += self._section(block, place, first=block.role not in roles)
                roles.add(block.role)
            else:
                out += self._block(block, place)
        return out

    def _block(self, block: ir.Block, place: Place) -> list[Item]:
        match block:
            case ir.Section():
                return self._section(block, place, first=True)
            case ir.Paragraph():
                return [self._paragraph(block)]
            case ir.List():
                return self._list(block, place)
            case ir.DefinitionList():
                return self._definitions(block, place)
            case ir.Table():
                return self._table(block, place)
            case ir.Columns():
                return [grids.side_by_side(self._draft, block, place.room, self._inside(place))]
            case ir.Figure():
                return self._figure(block, place)
            case ir.Quote():
                return self.items(block.content, place)
            case ir.Callout():
                return self._callout(block, place)
            case ir.Contents():
                return self._contents(block, place)
            case ir.References():
                return self._references(block)
            case ir.PageBreak():
                return [NewPage()]
            case _:
                assert_never(block)

    # ------------------------------------------------------------------------------------------------------ paragraphs

    def _paragraph(self, block: ir.Paragraph) -> Text:
        look = self._draft.style.roles[block.role]
        self._draft.anchor(block.id)
        content = self._runs.write(block.content, look)
        label = self._runs.label(block.label, block.role) if block.label else EMPTY
        if hanging(look) and (label or look.rule_above):
            content = join(label, special(w("tab")), content)
        elif label:
            content = join(label, run(EN_SPACE), content)
        use = Use(block.role, unlabelled=bool(look.hang and not look.rule_above and not label))
        return Text(use, self._draft.anchored(content), blank=holds_blank(block.content))

    def _section(self, section: ir.Section, place: Place, first: bool) -> list[Item]:
        style = self._draft.style
        depth = place.depth + 1
        role = section.role or style.heading_role(depth)
        look = style.roles[role]
        self._sections += 1
        self._draft.anchor(section.id)
        if self._has_contents:
            self._draft.anchor(_contents_anchor(self._sections))
        beside = look.label_place == "column"
        content = self._runs.write(section.title, look)
        if section.label:
            gap = special(w("tab")) if beside else run(EN_SPACE)
            content = join(self._draft.labelled(section.id, self._section_label(section.label, look)), gap, content)
        use = Use(role, Kind.HEADING, depth, unlabelled=beside and not section.label)
        if first and look.rule_above and not look.rule_on_first:
            use = replace(use, unruled=True, above=0.0)
        items = [Text(use, self._draft.anchored(content)), *self.items(section.content, replace(place, depth=depth))]
        return flow.kept_whole(items) if section.role else items

    def _section_label(self, label: tuple[ir.Paragraph, ...], look: Role) -> Xml:
        """The paragraphs of a label in one line; a number at their end is counted anew when Word updates it."""
        words = [self._runs.words(part.content, part.role, look) for part in label]
        last = label[-1]
        if counted := self._draft.sequences.split(section_label(label)):
            _, number, instruction = counted
            before = ir.plain_text(last.content).removesuffix(number)
            figure = field(instruction, self._runs.words((ir.Text(number),), last.role, look))
            words[-1] = join(self._runs.words((ir.Text(before),), last.role, look) if before else EMPTY, figure)
        return Xml(run(" ").join(words))

    def _entry(self, entry: ir.Entry, role: str, count: int) -> Text:
        """A source under its number, which is Word's own."""
        self._draft.anchor(entry.id)
        content = self._runs.write(entry.content, self._draft.style.roles[role])
        return Text(Use(role, Kind.SOURCE), self._draft.anchored(content), self._draft.numbering.item(count, 0))

    def _references(self, block: ir.References) -> list[Item]:
        if not block.entries:
            return []
        count = self._draft.numbering.new_list(block.role, Kind.SOURCE, 0, block.entries[0].number)
        return [self._entry(entry, block.role, count) for entry in block.entries]

    # ----------------------------------------------------------------------------------------------------------- lists

    def _list(self, block: ir.List, place: Place) -> list[Item]:
        level = place.nesting + 1
        inside = replace(place, nesting=level)
        numbering = self._draft.numbering
        kind = Kind.NUMBER if block.ordered else Kind.BULLET
        count = numbering.new_list(block.role, kind, level, block.start) if block.ordered else 0
        out: list[Item] = []
        for item in block.items:
            self._draft.anchor(item.id)
            match item.content:
                case (ir.Paragraph() as head, *rest):
                    pass
                case rest:
                    head = ir.Paragraph((), block.role)
            use = Use(head.role, kind, level)
            if block.ordered:
                number = numbering.item(count, level)
            else:
                number = EMPTY if self._draft.styles.makes_items(use) else numbering.bullet(block.role, level)
            out.append(self._item(head, use, number))
            for more in rest:
                if isinstance(more, ir.Paragraph) and not more.label:
                    out.append(self._item(more, Use(more.role, Kind.CONTINUED, level), EMPTY))
                else:
                    out += self._block(more, inside)
        return out

    def _item(self, block: ir.Paragraph, use: Use, number: Xml) -> Text:
        self._draft.anchor(block.id)
        content = self._draft.anchored(self._runs.write(block.content, self._draft.style.roles[block.role]))
        return Text(use, content, number, holds_blank(block.content))

    # ----------------------------------------------------------------------------------------------- tables and figures

    def _inside(self, place: Place) -> grids.Fill:
        return lambda blocks, room: self.items(blocks, Place(room, place.depth))

    def _definitions(self, block: ir.DefinitionList, place: Place) -> list[Item]:
        if not block.items:
            return []
        self._draft.anchor(block.id)
        if self._draft.style.grids[block.role].layout == "run-in":
            return self._run_in(block, place)
        return [grids.grid(self._draft, block, place.room, self._inside(place))]

    def _run_in(self, block: ir.DefinitionList, place: Place) -> list[Item]:
        """All pairs in one paragraph; what is no paragraph follows it."""
        role = self._draft.style.grids[block.role].value
        look = self._draft.style.roles[role]
        pairs, rest = [], []
        for item in block.items:
            paragraphs = [value for value in item.content if isinstance(value, ir.Paragraph)]
            rest += [value for value in item.content if not isinstance(value, ir.Paragraph)]
            terms = (self._runs.words(term.content, term.role, look) for term in item.term)
            values = (self._runs.write(value.content, look) for value in paragraphs)
            pairs.append(Xml(run(" ").join((*terms, *values))))
        content = self._draft.anchored(Xml(run(EM_SPACE).join(pairs)))
        return [Text(Use(role), content), *self.items(tuple(rest), place)]

    def _table(self, table: ir.Table, place: Place) -> list[Item]:
        self._draft.anchor(table.id)
        caption = self._caption(table.caption, table.id)
        drawn = tables.data(self._draft, table, place.room, self._inside(place))
        return [*caption, drawn, *self._notes(table.notes, place, self._draft.style.tables[table.role].after)]

    def _notes(self, notes: tuple[ir.Paragraph, ...], place: Place, after: float) -> list[Item]:
        """What stands under a table or figure, with the room after the whole under the last of it."""
        items = self.items(notes, place)
        if items and isinstance(last := items[-1], Text) and after:
            last.use = replace(last.use, below=after)
        return items

    def _figure(self, figure: ir.Figure, place: Place) -> list[Item]:
        self._draft.anchor(figure.id)
        caption = self._caption(figure.caption, figure.id)
        data, (width, height) = picture(figure.drawing, self._draft.style, place.room)
        number = self._draft.pictures.next_number()
        name = f"Picture {number}"
        drawing = picture_xml(number, self._draft.pictures.id(data), (emu(width), emu(height)), name, figure.alt)
        content = self._draft.anchored(special(drawing))
        under = self._draft.style.roles["caption"].indent if caption else 0.0
        fits = isinstance(figure.drawing, ir.Image) and under + width <= place.room
        use = Use("", Kind.DRAWING, twips(under) if fits else 0, kept=bool(figure.notes))
        return [*caption, Text(use, content), *self.items(figure.notes, place)]

    def _caption(self, caption: ir.Caption | None, id: str) -> list[Item]:
        """A caption over its table or figure; a label such as "Table 1" is counted anew when Word updates it."""
        if not caption:
            return []
        look = self._draft.style.roles["caption"]
        label = self._runs.label(caption.label, "caption") if caption.label else EMPTY
        if counted := self._draft.sequences.split(ir.plain_text(caption.label)):
            words, number, instruction = counted
            figure = field(instruction, self._runs.label((ir.Text(number),), "caption"))
            label = join(self._runs.label((ir.Text(words),), "caption"), figure)
        if label:
            label = self._draft.labelled(id, label)
        gap = EMPTY
        if caption.label and caption.content:
            gap = special(w("tab")) if look.hang else run(EN_SPACE)
        content = join(label, gap, self._runs.write(caption.content, look))
        use = Use("caption", unlabelled=bool(look.hang and not caption.label))
        return [Text(use, self._draft.anchored(content))]

    def _callout(self, block: ir.Callout, place: Place) -> list[Item]:
        box = self._draft.style.boxes[block.role]
        self._draft.anchor(block.id)
        room = grids.box_room(self._draft, block.role, place.room)
        title = self._paragraph(ir.Paragraph(block.title, box.title)) if block.title else None
        items = [*((title,) if title else ()), *self.items(block.content, Place(room, place.depth))]
        return [grids.box(self._draft, block.role, place.room, items)]

    # -------------------------------------------------------------------------------------------------------- contents

    def _contents(self, block: ir.Contents, place: Place) -> list[Item]:
        """The contents as a field in Word's own control, its entries and page numbers there already."""
        style = self._draft.style
        role = style.contents_title
        title = self._draft.anchored(self._runs.write(block.title, style.roles[role]))
        texts = [Text(Use(role, Kind.CONTENTS_TITLE), title)] if block.title else []
        entries = list(self._entries(block.depth))
        pages = self._draft.pages.sections if self._draft.pages else ()
        switches = "\\h \\z \\u" if pages else "\\n \\h \\z \\u"
        code = text("w:instrText", f' TOC \\o "1-{block.depth}" {switches} ', {"xml:space": "preserve"})
        for n, (depth, number, content) in enumerate(entries):
            anchor = self._draft.bookmarks.name(_contents_anchor(number))
            if pages and (page := pages[number - 1]):
                content = join(content, special(w("tab")), field(f"PAGEREF {anchor} \\h", run(str(page))))
            link = link_inside(anchor, content)
            if n == 0:
                link = join(field_mark("begin"), special(code), field_mark("separate"), link)
            if n == len(entries) - 1:
                link = join(link, field_mark("end"))
            texts.append(Text(Use(style.contents_role(depth), Kind.CONTENTS, depth, place.room), link))
        return [Wrapped(texts, lambda content: gallery("Table of Contents", content))] if texts else []

    def _entries(self, depth: int) -> Iterator[tuple[int, int, Xml]]:
        """The sections down to a depth: depth, number, words. They are counted as ``_section`` will count them."""
        number = 0

        def walk(blocks: tuple[ir.Block, ...], level: int) -> Iterator[tuple[int, int, Xml]]:
            nonlocal number
            for block in blocks:
                if isinstance(block, ir.Section):
                    number += 1
                    if level <= depth:
                        words = run(
                            EN_SPACE.join(filter(None, (section_label(block.label), ir.plain_text(block.title))))
                        )
                        yield level, number, words
                    yield from walk(block.content, level + 1)
                else:
                    yield from walk(ir.children(block), level)

        yield from walk(self._document.content, 1)


def _contents_anchor(number: int) -> str:
    """The id that a contents entry links to; a bookmark of this form is what Word makes itself."""
    return f"Toc{number:09d}"
