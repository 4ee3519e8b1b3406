"""The structure tree: what a document says, in reading order, kept apart from where it is drawn.

The tree is built before layout. Drawing adds only marks: on which page, in which marked-content sequence, a content
was drawn. So reading order is tree order, wherever a label or a footnote lands. ``structure.py`` makes objects of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .file import number

# Element types that PDF 1.7 does not know, and what they count as (ISO 32000-1, 14.7.3). In a PDF 2.0 file their
# namespace says it; this map is then for readers who do not look at that.
ROLE_MAP = {
    "Title": "P", "Aside": "Div", "Em": "Span", "Strong": "Span", "FENote": "Note", "H7": "H6", "H8": "H6", "H9": "H6",
}  # fmt: skip


class Mark(NamedTuple):
    """Where a piece of content was drawn: page and marked-content identifier count from 0, ``top`` in points."""

    page: int
    mcid: int
    top: float


class Rect(NamedTuple):
    """Where a link can be clicked: a rectangle on a page, in points from the lower left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True, eq=False)
class Content:
    """A run of page content of one element. ``text`` is what is read there; it may be drawn in several places."""

    owner: StructElem
    text: str = ""
    marks: list[Mark] = field(default_factory=list)

    def bound(self, x: float, y: float, width: float, height: float) -> None:
        """Writes into the figure's element where it stands (ISO 32000-1, table 344: BBox)."""
        box = " ".join(number(value) for value in (x, y, x + width, y + height))
        self.owner.attributes["A"] = f"<</O/Layout/Placement/Block/BBox[{box}]>>"


@dataclass(slots=True, eq=False)
class Link:
    """A link's annotations, one for each line that it stands on. ``target``: a URI, or the element to go to.

    ``says`` describes it for readers who don't see it (PDF/UA-1, 7.18.5). A reference forward has no element yet when
    it is made: then ``target`` is ``None`` and ``wanted`` the id that ``resolve`` looks up.
    """

    owner: StructElem
    says: str
    target: str | StructElem | None = None
    wanted: str = ""
    rects: list[Rect] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class StructElem:
    """A structure element. ``attributes`` are entries of its dictionary as PDF syntax: ``{"Lang": "(fr)"}``.

    ``id`` becomes ``/ID``, ``refs`` are the elements that it refers to (``/Ref``).
    """

    role: str
    attributes: dict[str, str] = field(default_factory=dict)
    id: str = ""
    refs: list[StructElem] = field(default_factory=list)
    kids: list[StructElem | Content | Link] = field(default_factory=list)

    def add(self, role: str, id: str = "", **attributes: str) -> StructElem:
        """A new element at the end of this one."""
        kid = StructElem(role, attributes, id)
        self.kids.append(kid)
        return kid

    def content(self, text: str = "") -> Content:
        """A new content at the end of this element."""
        kid = Content(self, text)
        self.kids.append(kid)
        return kid

    def link(self, says: str, target: str | StructElem | None = None, wanted: str = "") -> Link:
        """A new link annotation at the end of this element."""
        kid = Link(self, says, target, wanted)
        self.kids.append(kid)
        return kid

    def walk(self) -> Iterator[StructElem]:
        """This element and all below it, in reading order."""
        stack: list[StructElem] = [self]
        while stack:
            elem = stack.pop()
            yield elem
            stack.extend(kid for kid in reversed(elem.kids) if isinstance(kid, StructElem))

    def contents(self) -> Iterator[Content]:
        """All content in and below this element, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Content):
                yield kid
            elif isinstance(kid, StructElem):
                yield from kid.contents()

    def place(self) -> Mark | None:
        """Where the element begins on the page; ``None`` if nothing of it was drawn."""
        return next((content.marks[0] for content in self.contents() if content.marks), None)
