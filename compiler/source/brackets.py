"""Brackets: what is wrong in a list or a map between `[ ]` or `{ }` in which YAML's reader stopped.

In: the text, the offset at which it stopped, and the one since which it is to be looked through: no bracket and no text
goes on over it. Out: one diagnostic, or none: then the brackets are not to blame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from ..diagnostics import Diagnostic, Severity
from .advice import QUOTE
from .places import Text

# a text of several lines may lack the space before its sign
TOP_KEY = re.compile(r"^[A-Za-z_][\w-]*[ \t]*:(?=[ \t\r\n]|[|>][+-]?[ \t]*[\r\n]|\Z)", re.MULTILINE)
CLOSED_AT_THE_EDGE = re.compile(r"^[\]}]", re.MULTILINE)  # then what looks like a top key may stand in brackets
_COMMENT = re.compile(r"[ \t](#\w[^\r\n]*)")  # one that an author means has a space behind its sign
_CLOSING = re.compile(r"[\]}]")
_CLOSES = {"[": "]", "{": "}"}
_COLOR = re.compile(r"#([0-9A-Fa-f]{3,8})\b")
# How far in the keys of a line's map begin: of `- a: [` two more than of `- {`.
_INDENTATION = re.compile(r"[ \t]*(?:(?:- +)+(?=[\w-]+:))?")
_WORD = r"[a-z_][\w-]*|URL|DOI"
_TEXT_BEFORE = re.compile(r"[ \t]*(?:- +)*([^\s\"'\[{#:][^:\r\n]*[^\S\r\n][^:\r\n]*):[ \t]+")  # several words: no key
_KEY_HERE = re.compile(rf"({_WORD}):(?=[ \t\r\n])")
_WORD_BEFORE = re.compile(rf"(?:[\s\]}}\"'])({_WORD})\Z")
_AFTER_NUMBER = re.compile(r"[\[{,:]\s*[-+]?[0-9][0-9.]*\s+\Z")


@dataclass(slots=True)
class _Brackets:
    """Those that are open at an offset, and the last that was closed before it: where it begins and ends."""

    opened: list[int] = field(default_factory=list)
    closed: tuple[int, int] = (0, 0)
    cut: Diagnostic | None = None


def in_brackets(text: Text, at: int, since: int) -> Diagnostic | None:
    """What to say of the brackets at ``at``: one is never closed, a comma is missing, or they are part of a text."""
    characters = text.text
    brackets = _until(text, at, since)
    if brackets.cut or (brackets.opened and (unclosed := _never_closed(text, brackets.opened[-1], at))):
        return brackets.cut or unclosed
    here = characters[at : at + 1]
    behind = characters[since:at].rstrip()[-1:]
    if brackets.opened:
        if here in ("[", "{", '"', "'") and behind in ("]", "}", '"', "'") and here and behind:
            return _no_comma(text, at, at + 1)
        if characters[brackets.opened[-1]] == "{" and (key := _key_after_value(characters, brackets.opened[-1], at)):
            return _no_comma(text, *key)
    start, end = brackets.closed
    if here and here not in ",:]}" and end and not characters[end:at].strip() and text.same_line(start, at):
        if characters.startswith("{{", start):
            return expression(text, start)
        if characters[start] == "{" or here == "-" or _KEY_HERE.match(characters, at):
            opening = characters[start]
            help = f"a key or an item begins on its own line; a text that begins with `{opening}` needs quotation marks"
            message = f"something follows the closing `{characters[end - 1]}`"
            return Diagnostic("S106", message, text.span(at, at + 1), help=help)
        message = f"a text cannot begin with `{characters[start]}` unless it is in quotation marks"
        return Diagnostic("S106", message, text.span(start, start + 1), help=QUOTE)
    return None


def expression(text: Text, start: int) -> Diagnostic:
    """What to say of ``{{`` behind a colon: YAML takes it for two maps, and what is before it for a key."""
    if before := _TEXT_BEFORE.fullmatch(text.text, text.line_start_at(start), start):
        message = "a colon and a space inside a text make it look like a key"
        return Diagnostic("S106", message, text.span(before.end(1), before.end(1) + 1), help=QUOTE)
    message = "a text that begins with `{{` needs quotation marks"
    return Diagnostic("S109", message, text.span(start, start + 2), help=QUOTE)


def maybe_no_comma(text: Text, at: int, since: int) -> str:
    """The word before the colon at ``at`` that may be a key within braces, if a comma were before it."""
    opened = _until(text, at, since).opened
    if not opened or text.text[opened[-1]] != "{":
        return ""
    word = _WORD_BEFORE.search(text.text, opened[-1], at)
    return word[1] if word else ""


def tokens(text: Text, since: int) -> Iterator[tuple[yaml.Token, int, int]]:
    """YAML's tokens since an offset, each with its start and its end, up to the mistake that is being explained."""
    try:
        for token in yaml.scan(text.for_yaml[since:], Loader=yaml.CSafeLoader):
            yield token, since + token.start_mark.index, since + token.end_mark.index
    except yaml.MarkedYAMLError:
        pass


def _until(text: Text, at: int, since: int) -> _Brackets:
    """The brackets before ``at``, and the first comment that swallows what would close one."""
    found = _Brackets()
    last, plain = since, False
    for token, start, end in tokens(text, since):
        if found.opened and not found.cut and (comment := _COMMENT.search(text.text, last, min(start, at))):
            found.cut = _cut_off(text, comment, plain)
        if start >= at:
            break
        last, plain = end, isinstance(token, yaml.ScalarToken) and not token.style
        if isinstance(token, (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)):
            found.opened.append(start)
        elif isinstance(token, (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)) and found.opened:
            found.closed = found.opened.pop(), end
            found.cut = found.cut if found.opened else None
    return found


def _never_closed(text: Text, start: int, at: int) -> Diagnostic | None:
    """What to say of the bracket at ``start`` if it is never closed: the text ends, another bracket is closed first,
    or a line begins no further in than its own.
    """
    characters, opening = text.text, text.text[start]
    closing, end = _CLOSES[opening], text.line_end(at)
    ends = not characters[at:].strip()
    other = characters[at : at + 1] in _CLOSES.values() and characters[at] != closing
    top = TOP_KEY.search(characters, start, end) and not CLOSED_AT_THE_EDGE.search(characters, start)
    if not (ends or other or top or _left(text, start, end)):
        return None
    help = f"close it with `{closing}`; a text that begins with `{opening}` needs quotation marks"
    span = text.span(start, start + 1)
    return Diagnostic("S106", f"this `{opening}` is never closed", span, label="opened here", help=help)


def _left(text: Text, start: int, end: int) -> bool:
    """Whether a key or an item up to ``end`` begins no further in than the line whose bracket at ``start`` is open."""
    first = text.line_end(start)
    if not text.text[start + 1 : first].strip():  # what is in the brackets begins below them, anywhere
        return False
    width = _INDENTATION.match(text.text, text.line_start_at(start))
    assert width
    entry = re.compile(rf"^[ \t]{{0,{len(width[0])}}}(?:- |[\"']?[\w-]+[\"']?:(?:[ \t\r]|$))", re.MULTILINE)
    return bool(entry.search(text.text, first, end))


def _key_after_value(characters: str, start: int, at: int) -> tuple[int, int] | None:
    """Where a key stands, at ``at`` or before its colon there, that lacks the comma before it: behind what is closed,
    on a line of its own, or behind a number.
    """
    if characters[:at].rstrip()[-1:] not in ("{", ",") and (key := _KEY_HERE.match(characters, at)):
        return key.span(1)
    word = _WORD_BEFORE.search(characters, start, at)
    if not word or characters[at : at + 1] != ":":
        return None
    before = characters[start : word.start(1)]
    if before.rstrip()[-1:] in ("{", ","):
        return None
    sure = "\n" in before[len(before.rstrip()) :] or _AFTER_NUMBER.search(before)
    return word.span(1) if sure else None


def _no_comma(text: Text, start: int, end: int) -> Diagnostic:
    message = f"a comma is missing before `{text.text[start:end]}`"
    help = f"between brackets commas part the entries; if it belongs to the text before it, {QUOTE}"
    return Diagnostic("S106", message, text.span(start, end), help=help)


def _cut_off(text: Text, comment: re.Match[str], behind_text: bool) -> Diagnostic | None:
    """What to say of a comment within brackets, if it is hardly meant as one."""
    if behind_text:
        return swallowed(text, *comment.span(1))
    if not _CLOSING.search(comment[1]):
        return None
    if color := _COLOR.match(comment[1]):
        message, help = "a colour is written without `#`, which begins a comment", f"write `{color[1]}`"
        span = text.span(comment.start(1), comment.start(1) + len(color[0]))
        return Diagnostic("S106", message, span, help=help)
    message = "`#` begins a comment, so the bracket is not closed"
    return Diagnostic("S106", message, text.span(*comment.span(1)), help=QUOTE)


def swallowed(text: Text, start: int, end: int, severity: Severity = Severity.ERROR) -> Diagnostic:
    """What to say of the comment from ``start`` to ``end`` that cuts a text off."""
    message = "the text ends here: YAML takes the rest of the line for a comment"
    help = f"{QUOTE}; if it is a comment, write a space after `#`"
    return Diagnostic("S123", message, text.span(start, end), severity, help=help)
