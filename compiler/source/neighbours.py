"""The neighbours of a line: the keys and the items above it that are open there, by the columns that they begin in.

In: the text and where a line begins. Out: where else it could begin, and what to say of one that does not fit them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..diagnostics import Diagnostic
from .places import Text

_BEGINNING = re.compile(r"""( *)((?:- +)*)(?:(["']?)([\w-]+)\3:(?=[ \t\r\n]|\Z)|(?=[^\s#]))""")
_ITEM_KEY = re.compile(r"(?:- +)*([\w-]+):(?=[ \t\r\n])")
_LIST_KEY = re.compile(r"[^#\r\n]*:[ \t]*(?:#[^\r\n]*)?$", re.MULTILINE)
_NEXT_LINE = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))+[ \t]*([^\s-][^\r\n]*)")


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


def _beginnings(text: Text, line: int) -> list[Neighbour]:
    """What begins in the line at ``line``, from the right to the left; nothing in one that goes on with a text."""
    match = _BEGINNING.match(text.text, line)
    if match is None:
        return []
    number, width = text.span(line, line + 1).line, len(match[1])
    out = [Neighbour(width + dash.start(), "", number) for dash in re.finditer("-", match[2])]
    if match[4]:
        out.append(Neighbour(width + len(match[2]), match[4], number))
    return out[::-1]


def _open_above(text: Text, line: int) -> Iterator[Neighbour]:
    """The keys and items that are open where the line at ``line`` begins, from the innermost on."""
    limit: int | None = None
    while line > 0 and limit != 0:
        line = text.line_start_at(line - 1)
        for beginning in _beginnings(text, line):
            if limit is None or beginning.width < limit:
                yield beginning
                limit = beginning.width


def among_items(text: Text, line: int, width: int) -> bool:
    """Whether an item of a list, ``width`` further in than the edge, stands next to a ``line``."""
    before = line_above(text, line, width)
    after = _no_further_in(width).search(text.text, text.line_end(line))
    return any(other is not None and other[0].startswith(" " * width + "- ") for other in (before, after))


def line_above(text: Text, line: int, width: int) -> re.Match[str] | None:
    """The next line above a ``line`` that begins no further in than ``width``."""
    near = _no_further_in(width)
    while line > 0:
        line = text.line_start_at(line - 1)
        if found := near.match(text.text, line):
            return found
    return None


def where(text: Text, line: int) -> str:
    """Where the line at ``line`` could begin."""
    return _below(_places(text, line))


def odd_line(text: Text, odd: int, line: int) -> Diagnostic | None:
    """What to say of the line at ``odd`` if those before it fit the one that follows, at ``line``."""
    own, below, before = _beginnings(text, odd), _beginnings(text, line), [*_open_above(text, odd)]
    if not own or not below or not before:
        return None
    further_in = [other for other in before if other.width > own[-1].width and other.is_like(own[-1])]
    if any(other.width == begins.width and other.is_like(begins) for other in before for begins in below):
        place = _below(further_in[:2]) if further_in else f"further to the right than {before[0]}"
    elif before[0].width == own[-1].width and _LIST_KEY.match(text.text, text.line_start(before[0].line)):
        place = f"exactly above {below[-1]}"
    else:
        return None
    start = odd + own[-1].width
    return _said(text, start, text.line_end(start), "this line begins too far to the left", f"begin it {place}")


def other_kind(text: Text, first: int, at: int) -> Diagnostic:
    """What to say of an item of a list ``at`` which keys end that began ``first``, or of a key at which a list does."""
    line = text.line_start_at(at)
    key = _ITEM_KEY.match(text.text, first)
    neighbours = _places(text, line)
    if text.text.startswith("-", at):
        message, help = "an item of a list cannot stand among keys", f"begin it {_below(neighbours)}"
        help += ", or take the `- ` away"
        if not neighbours:
            name = f"`{key[1]}`" if key else "its neighbours"
            help = f"take away the `- `, or write one before {name} in line {text.span(first, first + 1).line} too"
            help += ", with what belongs to it further in"
    else:
        message = "this line does not begin with `- `, as the items above it do"
        help = f"write `- ` before it if it is another item; if it is a key, begin it {_below(neighbours)}"
        item = re.compile(rf"^ {{{at - line}}}- ", re.MULTILINE)
        if key and len(item.findall(text.text, text.line_start_at(first), line)) == 1:
            help += "; if there is to be no list, take away the `- ` above"
    return _said(text, at, len(text.text), message, help)


def first_item(text: Text, line: int, at: int) -> Diagnostic | None:
    """What to say of the first item of a list, above the one ``at``, that lacks its ``- `` and begins further in."""
    head = line_above(text, line, at - line) if text.text.startswith("- ", at) else None
    if head is None or not _LIST_KEY.match(head[0]):
        return None
    first = _NEXT_LINE.match(text.text, text.line_end(head.start()))
    if first is None:
        return None
    help = f"write `- ` before it, with the `-` exactly above that in line {text.span(at, at + 1).line}"
    return _said(text, *first.span(1), "this item of a list lacks its `- `", help)


def _places(text: Text, line: int) -> list[Neighbour]:
    """Those that the key or the item in the line at ``line`` could begin below: the nearest on both sides of it."""
    begins = _beginnings(text, line)
    if not begins:
        return []
    own = begins[-1]
    alike = [other for other in _open_above(text, line) if other.is_like(own)]
    further_in = [other for other in alike if other.width > own.width]
    further_out = [other for other in alike if other.width <= own.width]
    return further_in[-1:] + further_out[:1]


def _below(neighbours: list[Neighbour]) -> str:
    return f"exactly below {' or '.join(map(str, neighbours))}" if neighbours else "exactly below its neighbours"


def _no_further_in(width: int) -> re.Pattern[str]:
    return re.compile(rf"^ {{0,{width}}}(?=[^\s#])[^\r\n]*", re.MULTILINE)


def _said(text: Text, start: int, end: int, message: str, help: str) -> Diagnostic:
    return Diagnostic("S106", message, text.span(start, end), help=help)
