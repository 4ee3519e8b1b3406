"""How paragraphs use the roles of a style, and what Word calls each use.

In: a role and a place. Out: names. Where Word has a style for the thing it is taken (17.7.4.9: an application knows its
own styles by their names), so that its navigation pane, contents and checker work; everything else is "Brief …" after
its role.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

_LIST_LEVELS = 5  # Word has List Bullet to List Bullet 5


class Kind(Enum):
    """What a paragraph is, besides its role: the name of Word's style for it, or of ours where it has no role."""

    TEXT = ""
    HEADING = "heading"
    BULLET = "List Bullet"
    NUMBER = "List Number"
    CONTINUED = "List Continue"
    SOURCE = "source"
    CONTENTS = "toc"
    CONTENTS_TITLE = "TOC Heading"
    NOTE = "footnote text"
    ENDNOTE = "endnote text"
    FURNITURE = "furniture"
    ENDS = "its cells at both ends alone"
    MIDDLE = "its middle cell alone"
    DRAWING = "Brief Drawing"
    SPACER = "Brief Spacer"
    SEPARATOR = "Brief Note Separator"


@dataclass(frozen=True, slots=True)
class Use:
    """A use of a role: what the paragraph is, and after ``level`` what its place asks for. Lengths in points.

    ``level`` is the depth of a heading or a contents entry from 1, of a list from 0, and in twips a spacer's height or
    a drawing's place from the left. ``width`` is that of the place of a contents entry, at whose end its page number
    stands. ``above`` and ``below`` stand for the role's own ``before`` and ``after``; ``inset`` keeps text from the
    right edge; ``line_to`` is where a line to write on ends; ``divided`` lets Word divide words, as
    one of them is wider than the place.
    """

    role: str
    kind: Kind = Kind.TEXT
    level: int = 0
    width: float | None = None
    unlabelled: bool = False
    unruled: bool = False
    align: str = ""
    inset: float | None = None
    line_to: float | None = None
    above: float | None = None
    below: float | None = None
    kept: bool = False
    new_page: bool = False
    divided: bool = False

    @property
    def is_plain_heading(self) -> bool:
        """Whether it is a heading whose look goes by its depth."""
        return self.kind is Kind.HEADING and self.role.startswith("heading-")

    def base(self) -> Use:
        """The role's own style."""
        return Use(self.role, self.kind, self.level, width=self.width)

    def changes(self) -> list[str]:
        """What its place asks for, in words."""
        lengths = (
            ("{} pt in", self.inset),
            ("line to {} pt", self.line_to),
            ("{} pt above", self.above),
            ("{} pt below", self.below),
        )
        flags = (("no label", self.unlabelled), ("no rule", self.unruled), (self.align, bool(self.align)))
        breaks = (("kept with next", self.kept), ("new page", self.new_page), ("divided", self.divided))
        return [
            *(word for word, wanted in flags if wanted),
            *(words.format(f"{value:.1f}".removesuffix(".0")) for words, value in lengths if value is not None),
            *(word for word, wanted in breaks if wanted),
        ]


_BUILT_IN = {
    "body": "Body Text",
    "title": "Title",
    "title-long": "Title",
    "subtitle": "Subtitle",
    "quote": "Quote",
    "caption": "caption",
}


def words(role: str) -> str:
    """A role as Word's pane shows it: "Brief Table Cell"."""
    return f"Brief {role.replace('-', ' ').title()}"


def name(use: Use, taken: Container[str]) -> str:
    """The name of a role's own style, other than those ``taken``."""
    built_in = _built_in(use)
    return built_in if built_in and built_in not in taken else _own_name(use, taken)


def _built_in(use: Use) -> str:
    word: str = use.kind.value
    match use.kind:
        case Kind.TEXT:
            return _BUILT_IN.get(use.role, "")
        case Kind.HEADING:
            return f"{word} {use.level}" if use.is_plain_heading else ""
        case Kind.BULLET | Kind.NUMBER | Kind.CONTINUED:
            fits = use.role == "list-item" and use.level < _LIST_LEVELS
            return f"{word} {use.level + 1}".removesuffix(" 1") if fits else ""
        case Kind.CONTENTS:
            return f"{word} {use.level}"
        case Kind.SOURCE | Kind.ENDS | Kind.MIDDLE:
            return ""
        case Kind.FURNITURE:
            return use.role
        case Kind.SPACER:
            return f"{word} {use.level / 20:g} pt"
        case Kind.DRAWING:
            return f"{word} {use.level / 20:g} pt in" if use.level else word
        case Kind.CONTENTS_TITLE | Kind.NOTE | Kind.ENDNOTE | Kind.SEPARATOR:
            return word
        case _:
            assert_never(use.kind)


def _own_name(use: Use, taken: Container[str]) -> str:
    """After the role, "Brief Key Message", with its level and what it is: "Brief Key Message Continued 2"."""
    own = words(use.role)
    if use.kind in (Kind.NUMBER, Kind.CONTINUED):
        own += f" {use.kind.name.title()}"
    if use.kind in (Kind.BULLET, Kind.NUMBER, Kind.CONTINUED) and use.level:
        own += f" {use.level + 1}"
    if own in taken:  # one role in two uses: a paragraph in the role of a list, a heading on two levels
        own += f" {use.kind.name.title()}" + (f" {use.level}" if use.level else "")
    return own
