"""Slips: what YAML reads without complaint and hardly an author means.

In: the file's text and where a plain scalar stands in it. Out: diagnostics. A text that YAML cannot read is
``syntax``'s work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity
from .advice import BULLETS, QUOTE
from .brackets import swallowed
from .places import Text
from .syntax import no_break_indentation

# A comment that an author means has a space behind its sign; `##` draws a line. `#1` and `#word` are hardly ever one.
_SWALLOWED = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")
_WORD = re.compile(r"#\w")
_PROSE = re.compile(r"[^\W\d_]")  # a figure or a date ends where it ends: what follows is a comment more likely
_ITEM = re.compile(rf"(?:\r\n|\r|\n)[ \t]*([-{BULLETS}])[ \t]+\S")
_CONFLICT = re.compile(r"^<{7}(?: [^\r\n]*)?$|^>{7} [^\r\n]*$", re.MULTILINE)


def conflicts(text: Text) -> Iterator[Diagnostic]:
    """Where a merge left both versions of some lines."""
    for mark in _CONFLICT.finditer(text.text):
        begins = mark[0].startswith("<")
        message = f"two versions of this file {'begin' if begins else 'end'} here, as a merge left them"
        help = "keep the lines that are right; take the others away, and the lines of `<<<<<<<`, `=======`, `>>>>>>>`"
        yield Diagnostic("S122", message, text.span(*mark.span()), help=help)


def slips(text: Text, start: int, end: int) -> Iterator[Diagnostic]:
    """What looks wrong with the plain scalar that stands from ``start`` to ``end``."""
    if not text.text[start : start + 1].isascii() and (indented := no_break_indentation(text, start)):
        yield indented
    if comment := _SWALLOWED.match(text.text, end):
        cuts = start < end and _WORD.match(comment[1]) and _PROSE.search(text.text, start, end)
        yield swallowed(text, *comment.span(1), Severity.ERROR if cuts else Severity.WARNING)
    if text.text.startswith("-", start) or text.text.startswith(":", end):  # told: no space behind `-`, no text at all
        return
    for item in _ITEM.finditer(text.text, start, end):
        message = f"this line begins with `{item[1]}` but continues the text above"
        help = f"begin it exactly below the items above, with `- `; if it belongs to the text, {QUOTE}"
        yield Diagnostic("S124", message, text.span(item.start(1), end), Severity.WARNING, help=help)
