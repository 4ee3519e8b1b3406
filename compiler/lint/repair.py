"""Repairs: words of a spec replaced where they stand, and nothing else touched.

In: a ``Source`` and repairs. Out: the file's new text. Comments, quotes and layout stay as they are, since only the
characters of the words themselves are replaced. A repair is made only where they stand in the file as they are read:
not over a line's end, not where they are written with escapes.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..ir import Path
from ..source import Source, with_text


@dataclass(frozen=True, slots=True)
class Repair:
    """``words`` in the place of the ``nth`` (from 0) ``needle`` of the text at a path."""

    path: Path
    needle: str
    nth: int
    words: str


def repaired(source: Source, repairs: Iterable[Repair]) -> str:
    """The text of the file with all repairs that can be made; of two that overlap the first is made.

    The new text is read again: it says what the old one said but for the repaired words, and for the aliases (`*a`) of
    repaired texts.
    """
    places: list[tuple[int, Repair]] = []
    for repair in repairs:
        start = source.offset(repair.path, repair.needle, repair.nth)
        if start is not None:
            places.append((start, repair))
    out: list[str] = []
    made: list[Repair] = []
    at = 0
    for start, repair in sorted(places, key=lambda place: place[0]):
        if start >= at:
            out += [source.text[at:start], repair.words]
            made.append(repair)
            at = start + len(repair.needle)
    text = "".join([*out, source.text[at:]])
    expected = _expected(source.value, made)
    changes = {(_at(source.value, repair.path), _at(expected, repair.path)) for repair in made}
    if not _differs_by(changes, source.value, with_text(source, text).value):
        raise AssertionError(f"repairs changed more than they should: {made}")
    return text


def _expected(value: dict[str, Any], repairs: Iterable[Repair]) -> dict[str, Any]:
    """The values of a spec with repairs made; the last occurrence first, so that the numbers of the others hold."""
    value = copy.deepcopy(value)
    for repair in reversed(list(repairs)):
        parent: Any = value
        for part in repair.path[:-1]:
            parent = parent[part]
        text = parent[repair.path[-1]]
        end = 0
        for _ in range(repair.nth + 1):
            end = text.index(repair.needle, end) + len(repair.needle)
        parent[repair.path[-1]] = text[: end - len(repair.needle)] + repair.words + text[end:]
    return value


def _at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def _differs_by(changes: Set[tuple[Any, Any]], old: Any, new: Any) -> bool:
    """Whether two values are the same but for texts that were changed as ``changes`` say."""
    match old, new:
        case dict(), dict():
            return list(old) == list(new) and all(_differs_by(changes, old[key], new[key]) for key in old)
        case list(), list():
            return len(old) == len(new) and all(map(partial(_differs_by, changes), old, new))
        case _:
            return old == new or (old, new) in changes
