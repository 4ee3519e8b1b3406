"""Where things stand in a file: offsets into its text → spans of lines and columns.

In: the text, and the nodes that ``tree`` built. Out: ``Span`` values. Lines end at LF, CRLF and CR only, as editors
count; PyYAML's own line numbers also count U+0085, U+2028 and U+2029, so they are not used.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import islice

from ..diagnostics import Span
from .characters import LEFT_OUT, NO_BREAK_SPACES, for_yaml

_LINE_END = re.compile(r"\r\n|\r|\n")
_BLOCK_HEADER = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)[ \t\r\n]*")
_SPACES = re.compile(r"[ \t\r\n\u2028\u2029]+")
_NAMED_ESCAPES = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\v": "v", "\f": "f", "\x1b": "e", "\x85": "N", "\xa0": "_",
    "\u2028": "L", "\u2029": "P", '"': '"', "\\": "\\\\",
}  # fmt: skip


class Node:
    """Where a value stands: offsets into the text, a scalar's style (empty, or its quotation mark, ``|`` or ``>``).

    ``items`` are a list's nodes, ``keys`` a map's: key → (start of the key, its end, node of the value).
    """

    __slots__ = ("end", "items", "keys", "start", "style")

    def __init__(self, start: int, end: int, style: str = "") -> None:
        self.start, self.end, self.style = start, end, style
        self.items: list[Node] = []
        self.keys: dict[str, tuple[int, int, Node]] = {}

    def child(self, part: str | int) -> Node | None:
        """The node under a key or an index, if there is one."""
        if isinstance(part, str):
            entry = self.keys.get(part)
            return entry[2] if entry else None
        return self.items[part] if part < len(self.items) else None


class Text:
    """A file's text under the name that the user knows the file by."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text

    @cached_property
    def for_yaml(self) -> str:
        """The text as PyYAML can read it, as long as before."""
        return for_yaml(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def span(self, start: int, end: int) -> Span:
        """The span from ``start`` to ``end``, cut at the end of its first line."""
        line = bisect_right(self._starts, start)
        first = self._starts[line - 1]
        last = self._starts[line] if line < len(self._starts) else len(self.text)
        content = self.text[first:last].rstrip("\r\n")
        marked = self.text[start : min(end, first + len(content))].rstrip()
        return Span(self.file, line, start - first + 1, max(1, len(marked)), content)

    def line_start(self, line: int) -> int:
        """Where a line begins."""
        return self._starts[min(line, len(self._starts)) - 1]

    def line_start_at(self, offset: int) -> int:
        """Where the line of ``offset`` begins."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def line_end(self, offset: int) -> int:
        """Where the line of ``offset`` ends, without its line end."""
        end = _LINE_END.search(self.text, offset)
        return end.start() if end else len(self.text)

    def same_line(self, *offsets: int) -> bool:
        """Whether ``offsets`` stand in one line."""
        return len(set(map(self.line_start_at, offsets))) == 1

    def line_span(self, line: int, needle: str = "") -> Span:
        """The span of the first ``needle`` in a line, as a word if it can be; without one, of the line's words."""
        start = self.line_start(line)
        content = _LINE_END.split(self.text[start:], 1)[0]
        found = re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", content) if needle else None
        first, last = found.span() if found else (len(content) - len(content.lstrip()), len(content.rstrip()))
        return self.span(start + first, start + last)

    def value_span(self, node: Node) -> Span:
        """The first line of a value: of a collection its first entry, of a block scalar its first words."""
        return self.span(*self._first_line(node))

    def _first_line(self, node: Node) -> tuple[int, int]:
        if node.style in ("|", ">"):
            start, end = self._content(node)
            return (start, end) if self.text[start:end].strip() else (node.start, node.end)
        opening = self.text[node.start : node.start + 1]
        if opening in ("[", "{") or not (node.keys or node.items):
            return node.start, node.end
        # A block collection: its end mark lies behind the comments that follow it, so its first entry is marked.
        if node.items:
            return node.start, self._first_line(node.items[0])[1]
        start, end, value = next(iter(node.keys.values()))
        if value.start < value.end and not _LINE_END.search(self.text, end, value.start):
            return start, self._first_line(value)[1]
        return start, end

    def _content(self, node: Node) -> tuple[int, int]:
        """A scalar without its quotation marks or its block header."""
        if node.style in ("'", '"'):
            return node.start + 1, max(node.start + 1, node.end - 1)
        if node.style and (header := _BLOCK_HEADER.match(self.text, node.start, node.end)):
            return header.end(), max(header.end(), node.end)
        return node.start, node.end

    def find(self, node: Node, needle: str, nth: int = 0) -> Span | None:
        """The ``nth`` place (from 0) of ``needle`` in a scalar as written, with folds, escapes, characters left out."""
        match = self._match(node, needle, nth)
        return self.span(*match.span()) if match else None

    def offset(self, node: Node, needle: str, nth: int = 0) -> int | None:
        """Where the ``nth`` place of ``needle`` in a scalar begins in the file."""
        match = self._match(node, needle, nth)
        return match.start() if match else None

    def _match(self, node: Node, needle: str, nth: int) -> re.Match[str] | None:
        if not needle:
            return None
        pattern = re.compile(f"[{LEFT_OUT}]*".join(_spellings(needle, node.style)))
        return next(islice(pattern.finditer(self.text, *self._content(node)), nth, None), None)


def _spellings(needle: str, style: str) -> list[str]:
    """For each character of ``needle``, a pattern of the ways to write it in a scalar of this style."""
    out = []
    position = 0
    while position < len(needle):
        spaces = _SPACES.match(needle, position)
        character = needle[position]
        if spaces:
            out.append(r"(?:\s|\\[nrt]|\\\s)+" if style == '"' else r"\s+")
            position = spaces.end()
            continue
        position += 1
        plain = f"[\xa0{NO_BREAK_SPACES}]" if character == "\xa0" else re.escape(character)
        if style == "'" and character == "'":
            plain = "''"
        elif style == '"':
            plain = _escapes(character, plain)
        out.append(plain)
    return out


def _escapes(character: str, plain: str) -> str:
    """``plain`` or an escape that stands for ``character`` in a double-quoted scalar (YAML 1.2, 5.7)."""
    if character.isalnum() and character.isascii():
        return plain
    code = f"{ord(character):x}"
    ways = [rf"(?i:\\U{code:0>8})"]
    if len(code) <= 4:
        ways.append(rf"\\u(?i:{code:0>4})")
    if len(code) <= 2:
        ways.append(rf"\\x(?i:{code:0>2})")
    if name := _NAMED_ESCAPES.get(character):
        ways.append(rf"\\{name}")
    if character not in ('"', "\\"):
        ways.append(plain)
    return f"(?:{'|'.join(ways)})"
