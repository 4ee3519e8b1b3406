"""Slips in a layout's braces, which Jinja2 finds where it gives up: said where they are, with what closes what is open.

In: the text of a layout that Jinja2 can't read. Out: the first tag that is not closed or closes nothing, what is wrong
and what to do; nothing where the slip is another.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_BEGINNING = re.compile("|".join(_ENDS))
_WORD = re.compile(r"[-+]?\s*(\w+)")
_BLOCKS = frozenset({"if", "for", "macro", "call", "filter", "block", "with", "autoescape"})


class Slip(NamedTuple):
    """What is wrong from ``start`` to ``end`` of a layout's text."""

    start: int
    end: int
    message: str
    help: str


class _Tag(NamedTuple):
    """A ``{% … %}``: where it stands, its first word."""

    start: int
    end: int
    word: str


def slip(text: str) -> Slip | None:
    """The first slip in a layout's braces."""
    blocks: list[_Tag] = []
    at = 0
    while found := _BEGINNING.search(text, at):
        closing = _ENDS[found[0]]
        at = text.find(closing, found.end())
        following = _BEGINNING.search(text, found.end())
        if at < 0 or (found[0] != "{#" and following and following.start() < at):
            return Slip(*found.span(), f"`{found[0]}` is not closed", f"close it with `{closing}`")
        at += len(closing)
        word = _WORD.match(text, found.end()) if found[0] == "{%" else None
        if word is None:
            continue
        tag = _Tag(found.start(), at, word[1])
        if tag.word in _BLOCKS or (tag.word == "set" and "=" not in text[tag.start : at]):
            blocks.append(tag)
        elif tag.word.startswith("end"):
            opened = tag.word.removeprefix("end")
            if opened not in [block.word for block in blocks]:
                message, help = f"nothing is open that `{{% {tag.word} %}}` closes", "take it out, or open it before"
                return Slip(tag.start, tag.end, message, help)
            if (innermost := blocks.pop()).word != opened:
                line = text.count("\n", 0, tag.start) + 1
                return _unclosed(innermost, f" before the `{{% {tag.word} %}}` in line {line}")
    return _unclosed(blocks[-1]) if blocks else None


def _unclosed(tag: _Tag, where: str = "") -> Slip:
    help = f"close it with `{{% end{tag.word} %}}`{where}"
    return Slip(tag.start, tag.end, f"this `{{% {tag.word} … %}}` is not closed", help)
