"""YAML 1.2 core: a text → plain values, and a node for each that says where it stands.

In: a text. Out: ``str``, ``int``, ``Decimal``, ``bool``, ``None``, ``list`` and ``dict`` with text keys, the nodes, and
what was found on the way. It reads PyYAML's events, not its node tree: events show tags, need no recursion, and reading
can stop in time at a text that is nested too deep or that multiplies itself through aliases.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

from ..diagnostics import CompilationError, Diagnostic, Diagnostics, Severity, Span, quote
from . import characters
from .advice import QUOTE, comma_in_number
from .blocks import without_block
from .brackets import expression
from .places import Node, Text
from .slips import conflicts, slips
from .syntax import explain

MAX_DEPTH = 64
MAX_ALIAS_NODES = 10_000
MAX_MISTAKES = 100
MAX_READINGS = 20
_MAX_DIGITS = 40
# YAML 1.2 (10.3.2), but hexadecimal, octal, infinite and missing numbers stay text: format 1 has no use for them.
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_ONE_BRIEF = "take the line `---` away: one file holds one brief"
_NUMBERS = re.compile(r"[-+]?[0-9.]+(?:[ \t]*,[ \t]+[-+]?[0-9.]+)+[ \t]*(?=[,}\r\n])")  # of a list without brackets
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
_TAG = re.compile(r"!\S*")
_CONSTANTS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


def _range(event: yaml.Event) -> tuple[int, int]:
    """Where an event stands, as offsets into the text."""
    start, end = event.start_mark, event.end_mark
    assert start is not None  # the events of a parser have marks
    assert end is not None
    return start.index, end.index


class _Frame:
    """An open collection: its value and node, the key that waits for its value (``None`` if it is no key), its nodes'
    number and depth; ``again`` holds the keys that an item of a list has a second time.
    """

    __slots__ = ("again", "anchor", "count", "depth", "key", "node", "value")

    def __init__(self, value: list[Any] | dict[str, Any], node: Node, anchor: str | None) -> None:
        self.value, self.node, self.anchor = value, node, anchor
        self.key: tuple[str | None, int, int] | None = None
        self.again: _Frame | None = None
        self.count = self.depth = 1


class _NothingMeant(Exception):
    """An alias that stands for nothing: its diagnostic, and its name."""


class Tree:
    """The value of a text and its nodes. ``found`` are the mistakes after which reading could go on.

    What stands under a top key and is not YAML is left out: ``unread`` are the words that begin its lines, its key
    among them. ``begin`` is the help for a text that holds no keys.
    """

    def __init__(self, text: Text, begin: str) -> None:
        self.found = Diagnostics()
        self.unread: frozenset[str] = frozenset()
        self._text, self._begin = text, begin
        self._errors = 0
        if found := list(conflicts(text)):
            raise CompilationError(found)
        self._check_characters()
        left = self._read(text)
        for _ in range(MAX_READINGS):
            left = left and self._read(left)
        if left:
            raise CompilationError(self.found)
        self._check_top()

    def _read(self, text: Text) -> Text | None:
        """Reads ``text``; what is left to read when a part of it is no YAML."""
        self.value: Any = None
        self.node = Node(0, 0)
        self._stack: list[_Frame] = []
        self._anchors: dict[str, tuple[Any, Node, int, int]] = {}
        self._alias_nodes = self._documents = 0
        try:
            for event in yaml.parse(text.for_yaml, Loader=yaml.CSafeLoader):
                self._take(event)
            return None
        except yaml.MarkedYAMLError as error:
            for frame in self._stack:
                self._parted(frame)
            stopped, alias = explain(text, error, self._last_top_key()), ""
        except _NothingMeant as error:
            stopped, alias = error.args
        rest = without_block(text, stopped.span.line, readable=bool(alias))
        anchor_left_out = alias and f"&{alias}" in self._text.text
        if not self.unread or (rest and not anchor_left_out):  # else it may follow from what is left out
            self._add(stopped)
        if rest is None:
            raise CompilationError(self.found)
        left, words = rest
        self.unread |= words
        return left

    def _last_top_key(self) -> int:
        """Where the last of the top keys begins that were read; 0 unless they begin lines."""
        root = self._stack[0] if self._stack else None
        if root is None or not isinstance(root.value, dict) or self._text.text.startswith("{", root.node.start):
            return 0
        start = root.key[1] if root.key else next(reversed(root.node.keys.values()), (0,))[0]
        return start if start == self._text.line_start_at(start) else 0

    # ------------------------------------------------------------------------------------------------------- events

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                start, _ = _range(event)
                self._fatal(
                    start,
                    start + 3,
                    "S112",
                    "a second document begins here",
                    _ONE_BRIEF,
                )

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        start, end = _range(event)
        if event.tag is not None:
            self._tag(start, end)
        if (event.anchor or event.tag) and (properties := _PROPERTIES.match(self._text.text, start, end)):
            start = properties.end()
        node = Node(start, end, event.style or "")
        text, findings = characters.clean(event.value)
        self._place(findings, node)
        plain = node.style == "" and event.tag is None
        if node.style == "":
            for slip in slips(self._text, start, end):
                self._add(slip)
        value = self._resolve(text, node) if plain else text
        if plain and text == "<<" and self._wants_key:
            self._report(start, end, "S110", "merge keys are not part of the format", help="write the keys out")
        if event.anchor:
            self._anchors[event.anchor] = (value, node, 1, 0)
        self._put(value, node, 1, 0)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        start, _ = _range(event)
        if len(self._stack) == MAX_DEPTH:
            self._fatal(
                start, start + 1, "S113", f"nested deeper than {MAX_DEPTH} levels", "a brief needs a dozen at most"
            )
        if event.tag is not None:
            self._tag(start, len(self._text.text))
        value: list[Any] | dict[str, Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append(_Frame(value, Node(start, start), event.anchor))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        frame = self._stack.pop()
        frame.node.end = max(_range(event)[1], frame.node.start)
        if frame.anchor:
            self._anchors[frame.anchor] = (frame.value, frame.node, frame.count, frame.depth)
        for item in self._parted(frame):
            self._put(item.value, item.node, item.count, item.depth)

    def _parted(self, frame: _Frame) -> list[_Frame]:
        """The item of a list, or the two that several keys that stand twice make of it: the second lacks its `- `."""
        if frame.again is None:
            return [frame]
        keys = frame.again.node.keys
        key, *others = keys
        more = f", and so {'does one' if len(others) == 1 else f'do {len(others)}'} after it" if others else ""
        line = self._text.span(frame.node.start, frame.node.start).line
        help = f"if a new item of the list begins here, write `- ` before it, its `-` exactly below that in line {line}"
        help += "; if not, keep one of the two"
        self._twice(frame, key, *keys[key][:2], help, more)
        return [frame, frame.again] if others else [frame]

    def _alias(self, event: yaml.AliasEvent) -> None:
        start, end = _range(event)
        assert event.anchor is not None  # an alias has a name
        if event.anchor not in self._anchors:
            inside = any(frame.anchor == event.anchor for frame in self._stack)
            message = f"`*{event.anchor}` {'stands for what it is part of' if inside else 'stands for nothing'}"
            help = f"mark what it stands for with `&{event.anchor}`; if it is a text, {QUOTE}"
            raise _NothingMeant(Diagnostic("S115", message, self._text.span(start, end), help=help), event.anchor)
        value, node, count, depth = self._anchors[event.anchor]
        self._alias_nodes += count
        if self._alias_nodes > MAX_ALIAS_NODES:
            message = f"aliases (`*{event.anchor}`) multiply the text to more than {MAX_ALIAS_NODES:,} values"
            self._fatal(start, end, "S114", message, "write the values out")
        if len(self._stack) + depth > MAX_DEPTH:
            self._fatal(start, end, "S113", f"nested deeper than {MAX_DEPTH} levels", "a brief needs a dozen at most")
        self._put(value, node, count, depth)

    # ------------------------------------------------------------------------------------------------------- values

    @property
    def _wants_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None

    @property
    def _is_item(self) -> bool:
        """Whether the map that is open is an item of a list, written line by line."""
        return (
            len(self._stack) > 1
            and isinstance(self._stack[-2].value, list)
            and not self._text.text.startswith("{", self._stack[-1].node.start)
        )

    def _put(self, value: Any, node: Node, count: int, depth: int) -> None:
        """Gives a finished value to the collection that is open."""
        if not self._stack:
            self.value, self.node = value, node
            return
        frame = self._stack[-1]
        frame.count += count
        frame.depth = max(frame.depth, depth + 1)
        if isinstance(frame.value, list):
            frame.value.append(value)
            frame.node.items.append(node)
        elif frame.key is None:
            frame.key = (self._key(value, node, frame), node.start, node.end)
        else:
            key, start, end = frame.key
            frame.key = None
            if key is None:
                return
            if key in frame.value and self._is_item:
                frame.again = frame.again or _Frame({}, Node(start, node.end), None)
                frame = frame.again
                frame.node.end = node.end
            elif key in frame.value:
                self._twice(frame, key, start, end, "keep one of the two")
                return
            assert isinstance(frame.value, dict)
            frame.value[key] = value
            frame.node.keys[key] = (start, end, node)

    def _twice(self, frame: _Frame, key: str, start: int, end: int, help: str, more: str = "") -> None:
        label = f"first in line {self._text.span(*frame.node.keys[key][:2]).line}"
        self._report(start, end, "S108", f"the key {quote(key)} stands here twice{more}", label, help)

    def _key(self, value: Any, node: Node, frame: _Frame) -> str | None:
        if isinstance(value, str):
            return value
        written = self._text.text[node.start : node.end]
        if isinstance(value, dict) and self._text.text.startswith("{{", frame.node.start):
            self._add(expression(self._text, frame.node.start))
        elif isinstance(value, (list, dict)):
            self._report(node.start, node.end, "S109", "a key must be text", help=f"if this is a text, {QUOTE}")
        else:
            start = self._text.text.rfind(":", frame.node.start, node.start) + 1
            number = self._text.text[start : node.end].split()
            if self._listed(value, node, frame):
                return None
            if len(number) == 1 and (help := comma_in_number(number[0])):
                self._report(node.end - len(number[0]), node.end, "S109", "a comma parts this number", help=help)
                return None
            help = f'put it in quotation marks: `"{written}"`' if written else "write a key before the colon"
            self._report(node.start, node.end, "S109", "a key must be text", help=help)
        return written

    def _listed(self, value: Any, node: Node, frame: _Frame) -> bool:
        """Whether a number in the place of a key goes on with a value within braces: a list without its brackets."""
        assert isinstance(frame.value, dict)
        text, last = self._text.text, next(reversed(frame.node.keys), None)
        numbers = _NUMBERS.match(text, frame.node.keys[last][2].start) if last is not None else None
        if last is None or numbers is None or not numbers.start() < node.start < numbers.end():
            return False
        begun = frame.value[last]
        if not isinstance(begun, list):
            start, end = frame.node.keys[last][:2]
            first = frame.node.keys[last][2]
            message = f"commas part the keys within braces, and so these values of {quote(last)}"
            help = f"write `{last}: [{numbers[0].strip()}]`"
            self._report(*numbers.span(), "S109", message, help=help)
            frame.value[last] = begun = [begun]
            frame.node.keys[last] = start, end, Node(first.start, first.end)
            frame.node.keys[last][2].items.append(first)
        begun.append(value)
        frame.node.keys[last][2].items.append(node)
        frame.node.keys[last][2].end = node.end
        return True

    def _resolve(self, text: str, node: Node) -> Any:
        """What a plain scalar stands for."""
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if text[0] not in "+-.0123456789" or not _DECIMAL.match(text):
            return text
        number = Decimal(text)
        if len(text) > _MAX_DIGITS or abs(number.adjusted()) > _MAX_DIGITS:
            message = "this number is too long"
            help = f"up to {_MAX_DIGITS} digits are possible; if this is a text, {QUOTE}"
            if len(text) <= _MAX_DIGITS:  # digits and an `e`, as colours and numbers of files have
                message = f"{quote(text)} is read as a number, a power of ten"
                help = f'if this is a text or a colour, put it in quotation marks: `"{text}"`'
            self._report(node.start, node.end, "S119", message, help=help)
            return 0
        return int(text) if _INTEGER.match(text) else number

    def _tag(self, start: int, end: int) -> None:
        tag = _TAG.search(self._text.text, start, end)
        assert tag
        help = f"take it out; if it is part of a text, {QUOTE}"
        self._report(*tag.span(), "S111", f"tags ({quote(tag[0])}) are not part of the format", help=help)

    # ----------------------------------------------------------------------------------------------------- mistakes

    def _check_characters(self) -> None:
        for offset in characters.refused(self._text.text):
            finding = characters.refusal(self._text.text[offset])
            self._report(offset, offset + 1, finding.code, finding.message, help=finding.help)

    def _place(self, findings: list[characters.Finding], node: Node) -> None:
        seen: dict[str, int] = {}
        for finding in findings:
            nth = seen.get(finding.needle, 0)
            seen[finding.needle] = nth + 1
            span = self._text.find(node, finding.needle, nth) or self._text.value_span(node)
            severity = Severity.ERROR if finding.error else Severity.WARNING
            self._add(Diagnostic(finding.code, finding.message, span, severity, help=finding.help))

    def _report(self, start: int, end: int, code: str, message: str, label: str = "", help: str = "") -> None:
        self._add(Diagnostic(code, message, self._text.span(start, end), label=label, help=help))

    def _add(self, diagnostic: Diagnostic) -> None:
        known = len(self.found)
        self.found.add(diagnostic)
        if len(self.found) == known:  # read a second time
            return
        self._errors += diagnostic.severity is Severity.ERROR
        if self._errors == MAX_MISTAKES:
            message = f"reading stopped after {MAX_MISTAKES} mistakes"
            self._stop(Diagnostic("S120", message, diagnostic.span, help="correct these first"))

    def _fatal(self, start: int, end: int, code: str, message: str, help: str) -> None:
        self._stop(Diagnostic(code, message, self._text.span(start, end), help=help))

    def _stop(self, diagnostic: Diagnostic) -> None:
        raise CompilationError([*self.found, diagnostic])

    def _check_top(self) -> None:
        """Without a map at the top there is nothing that later stages could check."""
        if isinstance(self.value, dict):
            return
        if self.unread:
            raise CompilationError(self.found)
        if self.value is None:
            self._stop(Diagnostic("S104", "the file is empty", Span(self._text.file), help=self._begin))
        what = "a list" if isinstance(self.value, list) else "a single value"
        span = self._text.value_span(self.node)
        self._stop(Diagnostic("S105", f"expected keys with values, found {what}", span, help=self._begin))
