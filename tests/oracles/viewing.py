"""What a viewer makes of a PDF: pages, bookmarks, where links lead, text. The form in which two libraries are compared.

In: what ``mupdf`` and ``objects`` (pikepdf) read, each in its own way. Out: a ``View``. Lengths are points from the
page's upper left corner, to a hundredth; pages count from 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bookmark or link leads."""

    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An item of the outline; ``level`` counts from 1."""

    level: int
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Link:
    """A rectangle to click, left, top, right, bottom, and where it leads: an address or a place.

    ``says`` is its description, where the library tells.
    """

    page: int
    rect: tuple[float, float, float, float]
    target: str | Place
    says: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class View:
    """A PDF as it is seen. ``letters`` are each page's characters but white space, as they follow in its content."""

    sizes: tuple[tuple[float, float], ...]
    bookmarks: tuple[Bookmark, ...]
    links: tuple[Link, ...]
    letters: tuple[str, ...]


def letters(text: str) -> str:
    """The characters of a text but white space."""
    return "".join(text.split())
