"""Footnotes or endnotes, as the style says: Word's own notes part, with the two separators that it must have.

In: the notes that the inlines gathered. Out: ``footnotes.xml`` or ``endnotes.xml``, and what settings and section say
of it. Links in notes have relationships of the part's own. Endnotes stand under a heading, so that no line parts them
from the text.
"""

from __future__ import annotations

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from .draft import Draft
from .oxml import EMPTY, Xml, paragraph, special, story, w
from .uses import Kind, Use

_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


def part(draft: Draft) -> tuple[str, str, str, str]:
    """The notes part (17.11.15, 17.11.8), its notes' ids their numbers: name, content type, relationship, content."""
    kind = draft.note_kind
    style = draft.styles.paragraph(Use("", Kind.SEPARATOR))
    separators = (
        w(kind, paragraph(style, special(w(line)) if kind == "footnote" else EMPTY), type=line, id=number)
        for line, number in _SEPARATORS
    )
    content = story(f"w:{kind}s", (), *separators, *draft.notes)
    if kind == "footnote":
        return "footnotes.xml", CT.WML_FOOTNOTES, RT.FOOTNOTES, content
    return "endnotes.xml", CT.WML_ENDNOTES, RT.ENDNOTES, content


def settings(draft: Draft) -> Xml:
    """What the document's settings say of the notes (17.11.9, 17.11.3)."""
    kind = draft.note_kind
    return w(f"{kind}Pr", *(w(kind, id=number) for _, number in _SEPARATORS)) if draft.notes else EMPTY


def section(draft: Draft) -> Xml:
    """What the section says of the notes (17.11.5): endnotes would be counted i, ii, iii."""
    endnotes = draft.notes and draft.note_kind == "endnote"
    return w("endnotePr", w("numFmt", val="decimal")) if endnotes else EMPTY
