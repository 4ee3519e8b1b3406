"""Inlines → runs: emphasis, links, references, notes' marks, fields.

In: ``ir.Inlines`` and the role of the paragraph that they stand in. Out: the paragraph's content. The only formatting
that is not a style's is emphasis, the raising of figures and the language of foreign words. An abbreviation's long
form has no place in the format and stays out: the text itself gives it at first use.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import assert_never

from compiler import ir
from compiler.style import Role

from .draft import Draft, Links
from .oxml import EMPTY, Xml, field, join, link_inside, link_outside, paragraph, run, special, w
from .uses import Kind, Use

EN_SPACE, EM_SPACE = "\u2002", "\u2003"


@dataclass(frozen=True, slots=True)
class Format:
    """What a run says of itself. ``bold`` and ``italic`` are ``None`` where the paragraph's style decides."""

    style: str = ""
    bold: bool | None = None
    italic: bool | None = None
    position: str = ""
    language: str = ""


PLAIN = Format()


@cache
def _properties(form: Format) -> Xml:
    """Run properties in the order of the schema (17.3.2.28)."""
    parts = (
        w("rStyle", val=form.style) if form.style else EMPTY,
        EMPTY if form.bold is None else join(w("b", val=int(form.bold)), w("bCs", val=int(form.bold))),
        EMPTY if form.italic is None else join(w("i", val=int(form.italic)), w("iCs", val=int(form.italic))),
        w("vertAlign", val=form.position) if form.position else EMPTY,
        w("lang", val=form.language) if form.language else EMPTY,
    )
    return w("rPr", *parts) if any(parts) else EMPTY


class Runs:
    """Writes the inlines of one part: the body's, the notes', a header's, each with relationships of its own."""

    def __init__(self, draft: Draft, links: Links) -> None:
        self._draft = draft
        self._links = links

    def write(self, content: ir.Inlines, look: Role, form: Format = PLAIN) -> Xml:
        """The runs of ``content`` in a paragraph that looks like ``look``."""
        return Xml("".join([self._inline(node, look, form) for node in content]))

    def words(self, content: ir.Inlines, role: str, look: Role) -> Xml:
        """Runs in the character style of ``role`` inside a paragraph that looks like ``look``."""
        return self.write(content, look, Format(self._draft.styles.characters(role, look)))

    def label(self, content: ir.Inlines, role: str) -> Xml:
        """A label's runs in a paragraph of ``role``."""
        return self.write(content, self._draft.style.roles[role], Format(self._draft.styles.label(role)))

    def _inline(self, node: ir.Inline, look: Role, form: Format) -> Xml:
        match node:
            case ir.Text(text) | ir.Abbreviation(text):
                return run(text, _properties(form))
            case ir.Emphasis(inner):
                return self.write(inner, look, self._stressed(look, replace(form, italic=not look.italic)))
            case ir.Strong(inner):
                return self.write(inner, look, self._stressed(look, replace(form, bold=True)))
            case ir.Code(text):
                return run(text, _properties(replace(form, style=self._draft.styles.code())))
            case ir.Superscript(inner):
                return self.write(inner, look, replace(form, position="superscript"))
            case ir.Subscript(inner):
                return self.write(inner, look, replace(form, position="subscript"))
            case ir.Link(href, inner):
                styled = replace(form, style=self._draft.styles.hyperlink())
                return link_outside(self._links.id(href), self.write(inner, look, styled), href.removeprefix("mailto:"))
            case ir.Reference(target, inner):
                return self._reference(target, ir.plain_text(inner), self.write(inner, look, form))
            case ir.Note():
                return self._note(node)
            case ir.Foreign(language, inner):
                return self.write(inner, look, replace(form, language=language))
            case ir.Bound(content=inner):
                return self._draft.controls.bound(node, self.write(inner, look, form))
            case ir.Fixed(content=inner):
                return self._draft.controls.fixed(node, self.write(inner, look, form))
            case ir.LineBreak():
                return special(w("br"), _properties(form))
            case ir.Blank():
                return special(w("tab"), _properties(form))
            case ir.PageNumber():
                return field("PAGE", run("1", _properties(form)))
            case ir.PageCount():
                return field("NUMPAGES", run(str(self._draft.page_count), _properties(form)))
            case _:
                assert_never(node)

    def _stressed(self, look: Role, form: Format) -> Format:
        """A format with emphasis; the face for it belongs into the file."""
        bold, italic = form.bold or look.bold, look.italic if form.italic is None else form.italic
        self._draft.styles.theme.use(look.font, bold, italic)
        return form

    def _reference(self, id: str, words: str, content: Xml) -> Xml:
        """A field that repeats the label of its target (17.16.5.50), or a link where it has words of its own."""
        bookmarks, target = self._draft.bookmarks, self._draft.targets.get(id)
        if target is None or not target.is_named(words):
            return link_inside(bookmarks.name(id), content, target.tip if target else "")
        if target.listed:
            return field(f"REF {bookmarks.name(id)} \\r \\h", content)
        return field(f"REF {bookmarks.label(id)} \\h \\* MERGEFORMAT", content)

    def _note(self, note: ir.Note) -> Xml:
        """A note's mark; the note goes to the notes part. Word counts the marks, in the tree's order (17.11.14)."""
        draft = self._draft
        kind, use = draft.note_kind, Kind.NOTE if draft.note_kind == "footnote" else Kind.ENDNOTE
        runs = Runs(draft, draft.note_links)
        number = Format(draft.styles.label(note.content[0].role))
        mark = join(special(w(f"{kind}Ref"), _properties(number)), special(w("tab")))
        paragraphs = [
            paragraph(
                draft.styles.paragraph(Use(block.role, use, unlabelled=bool(n))),
                join(EMPTY if n else mark, runs.write(block.content, draft.style.roles[block.role])),
            )
            for n, block in enumerate(note.content)
        ]
        draft.notes.append(w(kind, *paragraphs, id=note.number))
        return special(w(f"{kind}Reference", id=note.number), _properties(Format(draft.styles.note_mark(kind))))


def holds_blank(content: ir.Inlines) -> bool:
    """Whether there is a line to write on in ``content``."""
    for node in content:
        match node:
            case ir.Blank():
                return True
            case ir.Emphasis(inner) | ir.Strong(inner) | ir.Superscript(inner) | ir.Subscript(inner):
                found = holds_blank(inner)
            case ir.Link(content=inner) | ir.Reference(content=inner) | ir.Foreign(content=inner):
                found = holds_blank(inner)
            case ir.Bound(content=inner) | ir.Fixed(content=inner):
                found = holds_blank(inner)
            case _:
                found = False
        if found:
            return True
    return False
