"""Numbering definitions: one for each kind of list that a document uses, and a new count for each ordered list.

In: roles and starts, as the blocks come to their lists. Out: what a paragraph says to be an item, and
``numbering.xml``. Bullets and figures are Word's own (17.9), so that screen readers count the items and an editor can
add one. A number without text makes room left of a heading that stands further right than the rule above it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from compiler.style import Marker, Role, Style

from . import looks
from .letterhead import Template
from .oxml import EMPTY, Xml, root, w
from .theme import Theme
from .uses import Kind

_LEVELS = 9
NOT_NUMBERED = w("numPr", w("numId", val=0))  # takes away what the style below it says (17.9.18)


@dataclass(frozen=True, slots=True)
class _Count:
    """A ``w:num``: a use of a definition, with a start of its own on one level."""

    definition: int
    level: int = 0
    start: int | None = None


class Numbering:
    """The numbering definitions of a document, in the order in which it comes to them."""

    def __init__(self, style: Style, theme: Theme, template: Template | None) -> None:
        self._style = style
        self._theme = theme
        self._template = template
        self._first_definition, self._first_count = template.next_list() if template else (0, 1)
        self._definitions: dict[tuple[str, Kind], int] = {}
        self._counts: list[_Count] = []
        self._plain: dict[int, int] = {}

    def __bool__(self) -> bool:
        return bool(self._counts) or (self._template is not None and bool(self._template.lists()[0]))

    def bullet(self, role: str, level: int) -> Xml:
        """What makes a paragraph an item of a bulleted list."""
        return self.of_style(role, Kind.BULLET, level)

    def new_list(self, role: str, kind: Kind, level: int, start: int) -> int:
        """The number of a count that begins at ``start``: one for each numbered list, and the list of sources."""
        self._counts.append(_Count(self._definition(role, kind), level, start))
        return self._last

    @staticmethod
    def item(count: int, level: int) -> Xml:
        """What makes a paragraph an item of the list with a count (17.3.1.19)."""
        return w("numPr", w("ilvl", val=level), w("numId", val=count))

    def of_style(self, role: str, kind: Kind, level: int) -> Xml:
        """What a list's style says, so that a paragraph given this style in Word is an item."""
        return self.item(self._plain[self._definition(role, kind)], level)

    def _definition(self, role: str, kind: Kind) -> int:
        key = (role, kind)
        if key not in self._definitions:
            number = self._definitions[key] = self._first_definition + len(self._definitions)
            self._counts.append(_Count(number))
            self._plain[number] = self._last
        return self._definitions[key]

    @property
    def _last(self) -> int:
        """The number of the newest count."""
        return self._first_count + len(self._counts) - 1

    def part(self, style_id: Callable[[str, Kind, int], str | None]) -> str:
        """``numbering.xml`` (17.9); ``style_id`` gives the style of a role's items on a level, if it is used."""
        definitions = (
            w(
                "abstractNum",
                w("nsid", val=f"{0x1B000000 + number:08X}"),
                w("multiLevelType", val="hybridMultilevel"),
                *(self._level(role, kind, level, style_id(role, kind, level)) for level in range(_LEVELS)),
                abstractNumId=number,
            )
            for (role, kind), number in self._definitions.items()
        )
        counts = (
            w(
                "num",
                w("abstractNumId", val=count.definition),
                *(
                    (w("lvlOverride", w("startOverride", val=count.start), ilvl=count.level),)
                    if count.start is not None
                    else ()
                ),
                numId=number,
            )
            for number, count in enumerate(self._counts, self._first_count)
        )
        theirs: tuple[list[Xml], list[Xml]] = self._template.lists() if self._template else ([], [])
        return root("w:numbering", ("w",), *theirs[0], *definitions, *theirs[1], *counts)

    def _level(self, role: str, kind: Kind, level: int, style: str | None) -> Xml:
        look = self._style.roles[role]
        marker = _marker(look, level)
        size, color = look.label_size or look.size, look.label_color or look.color
        if kind is Kind.BULLET:
            shape, label, size, color = "bullet", marker.text, marker.size, marker.color
        elif kind is Kind.HEADING:
            shape, label = "none", ""
        else:
            shape, label = "decimal", (look.number if kind is Kind.NUMBER else "{}").format(f"%{level + 1}")
        bold = look.label_bold and kind is not Kind.BULLET
        return w(
            "lvl",
            w("start", val=1),
            w("numFmt", val=shape),
            w("pStyle", val=style) if style else EMPTY,
            EMPTY if looks.hanging(look) else w("suff", val="space"),
            w("lvlText", val=label),
            w("lvlJc", val="left"),
            w("pPr", looks.indents(look.indent + level * look.hang, looks.hanging(look), look.right)),
            w(
                "rPr",
                self._theme.fonts("sans", bold),
                w("b", val=int(bold)),
                w("i", val=0),
                self._theme.color(color),
                *looks.size(size).values(),
            ),
            ilvl=level,
        )


def _marker(look: Role, level: int) -> Marker:
    """The bullet of a level; the last one given is that of all further levels."""
    if not look.markers:
        return Marker(text="•", size=look.size, color=look.label_color or look.color)
    return look.markers[min(level, len(look.markers) - 1)]
