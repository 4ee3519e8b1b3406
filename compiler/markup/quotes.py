"""Straight quotes → the quotes of a language.

In: the pieces of one paragraph and the language's outer and inner pair. Out: the pieces, set:

- a pair of straight quotes, double or single, becomes the outer pair; inside another the inner one, and so on in turn;
- a single quote within or after a word, or before a shortened year ('90s), is an apostrophe;
- after a digit, with no opening quote before it, it is a prime: 5' 10", 48°51'24";
- a double quote that has no partner keeps its side: paragraphs of one quotation may each begin with one;
- one with a space on both sides stays as it is.

Emphasis and links do not stop a pair; code and what the author escaped (``\\"``) are looked at but never changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

APOSTROPHE, PRIME, DOUBLE_PRIME = "’", "′", "″"
_OPENING = frozenset("([{‘“‚„«‹¿¡")
_STRAIGHT = re.compile("[\"']")
_DECADE = re.compile(r"\d0s\b")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")


def curl(pieces: Sequence[tuple[str, bool]], quotes: tuple[str, str, str, str]) -> list[str]:
    """The texts of the pieces with quotes set; a piece is its text and whether it may be changed."""
    whole = "".join(text for text, _ in pieces)
    free: list[int] = []
    start = 0
    for text, changeable in pieces:
        if changeable:
            free.extend(start + match.start() for match in _STRAIGHT.finditer(text))
        start += len(text)
    glyphs = _glyphs(f" {whole} ", free, quotes) if free else {}
    out: list[str] = []
    start = 0
    for text, changeable in pieces:
        if changeable and glyphs:
            text_of = [glyphs.get(start + offset, char) for offset, char in enumerate(text)]
            out.append("".join(text_of))
        else:
            out.append(text)
        start += len(text)
    return out


def _glyphs(padded: str, places: Sequence[int], quotes: tuple[str, str, str, str]) -> dict[int, str]:
    """What stands at each place; ``padded`` has one space more at its start, so a place's character is at place + 1."""
    glyphs: dict[int, str] = {}
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[int, str]] = []
    waiting: Counter[str] = Counter()
    for place in places:
        before, quote, after = padded[place], padded[place + 1], padded[place + 2]
        if quote == "'" and (glyph := _within_a_word(padded, place + 1)):
            glyphs[place] = glyph
            continue
        opens = not after.isspace() and not before.isalnum()
        closes = not before.isspace() and before not in _OPENING
        if closes and waiting[quote]:
            while opened:
                start, other = opened.pop()
                waiting[other] -= 1
                if other == quote:
                    pairs.append((start, place))
                    break
        elif opens:
            opened.append((place, quote))
            waiting[quote] += 1
        if (opens or closes) and place not in glyphs:
            glyphs[place] = _alone(quote, before, opens, quotes)
    _set_pairs(glyphs, pairs, quotes)
    return glyphs


def _within_a_word(text: str, at: int) -> str:
    """The glyph of a single quote that is no quotation mark whatever stands elsewhere; ``""`` when it may be one."""
    before, after = text[at - 1], text[at + 1]
    if before.isdigit() and after.isdigit():
        return APOSTROPHE if _THOUSANDS.match(text, at + 1) else PRIME
    if before.isalnum() and after.isalnum():
        return APOSTROPHE
    return APOSTROPHE if _DECADE.match(text, at + 1) and not before.isalnum() else ""


def _alone(quote: str, before: str, opens: bool, quotes: tuple[str, str, str, str]) -> str:
    """The glyph of a quote that finds no partner."""
    if quote == "'":
        return PRIME if before.isdigit() else APOSTROPHE
    return DOUBLE_PRIME if before.isdigit() else quotes[0] if opens else quotes[1]


def _set_pairs(glyphs: dict[int, str], pairs: list[tuple[int, int]], quotes: tuple[str, str, str, str]) -> None:
    """Pairs never cross, so the depth of one is the number of those still open where it begins."""
    ends: list[int] = []
    for start, end in sorted(pairs):
        while ends and ends[-1] < start:
            ends.pop()
        inner = 2 * (len(ends) % 2)
        glyphs[start], glyphs[end] = quotes[inner], quotes[inner + 1]
        ends.append(end)
