"""Repairs: words of a spec replaced where they stand, and nothing else touched.

In: a ``Source`` and repairs. Out: the file's new text. Comments, quotes and layout stay as they are, since only the
characters of the words themselves are replaced. A repair is made only where they stand in the file as they are read:
not over a line's end, not where they are written with escapes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..ir import Path
from ..source import Source


@dataclass(frozen=True, slots=True)
class Repair:
    """``words`` in the place of the ``nth`` (from 0) ``needle`` of the text at a path."""

    path: Path
    needle: str
    nth: int
    words: str


def repaired(source: Source, repairs: Iterable[Repair]) -> str:
    """The text of the file with all repairs that can be made; of two that overlap the first is made."""
    places: list[tuple[int, int, str]] = []
    for repair in repairs:
        start = source.offset(repair.path, repair.needle, repair.nth)
        if start is not None:
            places.append((start, start + len(repair.needle), repair.words))
    out: list[str] = []
    at = 0
    for start, end, words in sorted(places):
        if start >= at:
            out += [source.text[at:start], words]
            at = end
    return "".join([*out, source.text[at:]])
