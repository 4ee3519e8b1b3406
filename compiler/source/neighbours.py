"""The neighbours of a line: the keys and the items above it that are open there, by the columns that they begin in.

In: the text and where a line begins. Out: the neighbours below which it could begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .places import Text

_BEGINNING = re.compile(r"""( *)((?:- +)*)(?:(["']?)([\w-]+)\3:(?=[ \t\r\n]|\Z)|(?=[^\s#]))([^\r\n]*)""")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A key or, without a ``key``, an item of a list: how far in it begins, and in which line."""

    width: int
    key: str
    line: int

    def is_like(self, other: Neighbour) -> bool:
        """Whether both are keys or both are items."""
        return bool(self.key) == bool(other.key)

    def __str__(self) -> str:
        return f"`{self.key}` in line {self.line}" if self.key else f"the `-` in line {self.line}"


def beginnings(text: Text, line: int) -> list[Neighbour]:
    """What begins in the line at ``line``, from the right to the left; nothing in one that goes on with a text."""
    match = _BEGINNING.match(text.text, line)
    if match is None:
        return []
    number, width = text.span(line, line + 1).line, len(match[1])
    out = [Neighbour(width + dash.start(), "", number) for dash in re.finditer("-", match[2])]
    if match[4]:
        out.append(Neighbour(width + len(match[2]), match[4], number))
    return out[::-1]


def open_above(text: Text, line: int) -> Iterator[Neighbour]:
    """The keys and items that are open where the line at ``line`` begins, from the innermost on."""
    limit: int | None = None
    while line > 0 and limit != 0:
        line = text.line_start_at(line - 1)
        for beginning in beginnings(text, line):
            if limit is None or beginning.width < limit:
                yield beginning
                limit = beginning.width


def places(text: Text, line: int) -> list[Neighbour]:
    """Those that the key or the item in the line at ``line`` could begin below: the nearest on both sides of it."""
    begins = beginnings(text, line)
    if not begins:
        return []
    own = begins[-1]
    alike = [other for other in open_above(text, line) if other.is_like(own)]
    further_in = [other for other in alike if other.width > own.width]
    further_out = [other for other in alike if other.width <= own.width]
    return further_in[-1:] + further_out[:1]
