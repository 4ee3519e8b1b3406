"""What a document gathers while its blocks are written: styles, lists, bookmarks, links, pictures, notes.

In: the style, the document, and the pages of its parts where they are known. Out: the ids that stand in the body, and
the collections that ``package`` makes into parts. This is the one place that changes while a document is written.
"""

from __future__ import annotations

import re

from compiler import ir
from compiler.faces import Faces
from compiler.style import Style

from .controls import Controls
from .letterhead import Template
from .live import Sequences, targets
from .numbering import Numbering
from .oxml import EMPTY, Xml, bookmark
from .styles import Styles

_LONGEST_NAME = 40  # of a bookmark, in Word
_POINT = re.compile("_[a-z][0-9]+[az]", re.IGNORECASE)  # the names of the bookmarks at the two ends of a text


class Links:
    """The addresses that a part links to, each under the id of its relationship."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}

    def id(self, href: str) -> str:
        """The relationship to an address."""
        return self.ids.setdefault(href, f"rIdLink{len(self.ids) + 1}")


class Pictures:
    """The pictures of the body, each once, under the id of its relationship."""

    def __init__(self) -> None:
        self.ids: dict[bytes, str] = {}
        self._shown = 0

    def id(self, data: bytes) -> str:
        """The relationship to a picture's file."""
        return self.ids.setdefault(data, f"rIdPicture{len(self.ids) + 1}")

    def next_number(self) -> int:
        """A number for a place where a picture is shown; each once in a document (20.4.2.5)."""
        self._shown += 1
        return self._shown


class Bookmarks:
    """Names for the tree's ids that Word takes: letters, digits, ``_``, at most 40, no two alike but for case."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._count = 0

    def name(self, id: str) -> str:
        """The bookmark for an id; it begins with ``_``, so that Word's list of bookmarks stays the reader's own."""
        if id not in self.names:
            plain = "_" + re.sub(r"\W", "_", id)
            name, number = plain[:_LONGEST_NAME], 1
            while name.lower() in self._taken or _POINT.fullmatch(name):
                number += 1
                name = f"{plain[: _LONGEST_NAME - len(str(number)) - 1]}_{number}"
            self._taken.add(name.lower())
            self.names[id] = name
        return self.names[id]

    def point(self, name: str) -> Xml:
        """A bookmark without length; its name has the form that is kept for them."""
        assert _POINT.fullmatch(name)
        self._count += 1
        return bookmark(self._count, name, EMPTY)

    def label(self, id: str) -> str:
        """The bookmark for the label of what an id stands for."""
        return self.name(f"{id} label")

    def around(self, ids: list[str], content: Xml) -> Xml:
        """``content`` as what all of ``ids`` stand for."""
        for id in ids:
            self._count += 1
            content = bookmark(self._count, self.name(id), content)
        return content


class Draft:
    """The collections of one document, and the ids that wait for the next paragraph."""

    def __init__(self, style: Style, document: ir.Document, pages: ir.Pages | None, template: Template | None) -> None:
        self.style = style
        self.faces = Faces(style)
        self.language = language = document.metadata.language
        self.pages = pages
        self.template = template
        self.targets = targets(document.content)
        self.sequences = Sequences()
        self.decimal_sign = document.decimal_sign
        self.styles = Styles(style, language, template)
        self.numbering = Numbering(style, self.styles.theme, template)
        self.bookmarks = Bookmarks()
        self.controls = Controls(document.texts, self.bookmarks.point, off=not style.content_controls)
        self.links = Links()
        self.pictures = Pictures()
        self.note_kind = "footnote" if style.notes.place == "foot" else "endnote"
        self.notes: list[Xml] = []
        self.note_links = Links()
        self.waiting: list[str] = []

    @property
    def page_count(self) -> int:
        """How many pages there are, as far as it is known."""
        return self.pages.count if self.pages else 1

    def labelled(self, id: str, content: Xml) -> Xml:
        """The label of what ``id`` stands for, so that references can repeat it."""
        target = self.targets.get(id)
        named = target is not None and target.label and not target.listed
        return self.bookmarks.around([f"{id} label"], content) if named else content

    def anchor(self, id: str) -> None:
        """Lets ``id`` stand for the next paragraph that is written."""
        if id:
            self.waiting.append(id)

    def anchored(self, content: Xml) -> Xml:
        """``content`` of a paragraph with the bookmarks that waited for it."""
        ids, self.waiting = self.waiting, []
        return self.bookmarks.around(ids, content)
