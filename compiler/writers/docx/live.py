"""What Word counts and refers to itself: sequences of numbers, and the targets that references repeat.

In: the tree's blocks and labels such as "Table 1". Out: what fields say (17.16.5). A field's result is in place from
the start, so that it reads right before anybody updates it, and updating it changes nothing that was right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import assert_never

from compiler import ir

_NUMBERED = re.compile(r"(?P<word>[^\W\d]\w*)(?P<space>[ \u00a0])(?P<number>\d+|[A-Z])")
_LONGEST_TIP = 120  # characters; a tip is one line on the screen


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference may point at: its title, its label in print, and whether the label is a list's number."""

    title: str
    label: str = ""
    listed: bool = False

    def is_named(self, words: str) -> bool:
        """Whether a reference's words are the label itself, so that Word can repeat it."""
        return bool(self.label) and _plain(words) == _plain(self.label)

    @property
    def tip(self) -> str:
        """What to show over a reference to it."""
        whole = _plain(f"{self.label}: {self.title}" if self.label and self.title else self.label or self.title)
        return whole if len(whole) <= _LONGEST_TIP else whole[: _LONGEST_TIP - 1].rstrip() + "…"


def targets(blocks: tuple[ir.Block, ...]) -> dict[str, Target]:
    """All that has an id and words of its own to be known by."""
    found: dict[str, Target] = {}
    for block in ir.walk(blocks):
        match block:
            case ir.Section(id=id, title=title, label=label):
                found[id] = Target(ir.plain_text(title), section_label(label))
            case ir.Table(id=id, caption=caption) | ir.Figure(id=id, caption=caption):
                if caption:
                    found[id] = Target(ir.plain_text(caption.content), ir.plain_text(caption.label))
            case ir.Callout(id=id, title=title):
                found[id] = Target(ir.plain_text(title))
            case ir.Paragraph(id=id, content=content):
                found[id] = Target(ir.plain_text(content))
            case ir.List(items=items):
                for item in items:
                    heads = (ir.plain_text(b.content) for b in item.content[:1] if isinstance(b, ir.Paragraph))
                    found[item.id] = Target("".join(heads))
            case ir.References(entries=entries):
                for entry in entries:
                    found[entry.id] = Target(ir.plain_text(entry.content), str(entry.number), listed=True)
            case ir.DefinitionList() | ir.Columns() | ir.Quote() | ir.Contents() | ir.PageBreak():
                pass
            case _:
                assert_never(block)
    found.pop("", None)
    return found


def section_label(label: tuple[ir.Paragraph, ...]) -> str:
    """A section's label as it is read, "Recommendation 2"."""
    return " ".join(ir.plain_text(paragraph.content) for paragraph in label)


class Sequences:
    """The numbers that ``SEQ`` fields count (17.16.5.56), one sequence for each word that stands before a number."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def split(self, label: str) -> tuple[str, str, str] | None:
        """A label's words, its number, and the field that counts it; ``None`` where there is no number to count."""
        match = _NUMBERED.fullmatch(label)
        if match is None:
            return None
        word, space, number = match.group("word", "space", "number")
        value, form = (int(number), "ARABIC") if number.isdigit() else (ord(number) - ord("A") + 1, "ALPHABETIC")
        reset = "" if value == self._last.get(word, 0) + 1 else f" \\r {value}"
        self._last[word] = value
        return word + space, number, f"SEQ {word} \\* {form}{reset}"


def _plain(words: str) -> str:
    """Words with plain spaces."""
    return " ".join(words.split())
