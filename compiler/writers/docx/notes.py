"""Footnotes: Word's own notes part, with the two separators that it must have.

In: the notes that the inlines gathered. Out: ``footnotes.xml`` and what the settings say of it. Links in notes have
relationships of the part's own.
"""

from __future__ import annotations

from .draft import Draft
from .oxml import Xml, paragraph, root, special, w
from .uses import Kind, Use

_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


def part(draft: Draft) -> str:
    """``footnotes.xml`` (17.11.15); the notes' ids are their numbers."""
    style = draft.styles.paragraph(Use("", Kind.SEPARATOR))
    separators = (
        w("footnote", paragraph(style, special(w(kind))), type=kind, id=number) for kind, number in _SEPARATORS
    )
    return root("w:footnotes", ("w", "r"), *separators, *draft.notes)


def settings() -> Xml:
    """What the document's settings say of the notes (17.11.11)."""
    return w("footnotePr", *(w("footnote", id=number) for _, number in _SEPARATORS))
