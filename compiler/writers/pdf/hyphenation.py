"""Where words may be divided: Liang's algorithm over the dictionaries that Pyphen carries, by language.

Pyphen's own reader takes 0.1 s for British English and 0.7 s for German, as it takes every pattern apart; here a
pattern is taken apart when a word first meets it. Dictionaries are kept for the process. A language without one is not
hyphenated (Finnish, Irish and Maltese among the EU's). Capitalised words, mostly names, are left whole.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

Hyphenator = Callable[[str], tuple[int, ...]]

_LEFT, _RIGHT = 2, 3  # characters that stay together at a word's beginning and end
_SHORTEST = 6
_NO_DIGITS = {ord(digit): None for digit in "0123456789"}


@lru_cache(maxsize=32)
def hyphenator(language: str) -> Hyphenator | None:
    """A function from a word to the places where it may be divided; ``None`` if there are no patterns."""
    import pyphen

    name = pyphen.language_fallback(language)
    if name is None:
        return None
    patterns = _patterns(Path(pyphen.LANGUAGES[name]))
    longest = max(map(len, patterns))
    values = lru_cache(maxsize=None)(_values)

    @lru_cache(maxsize=10_000)
    def places(word: str) -> tuple[int, ...]:
        if len(word) < _SHORTEST or not word.isalpha() or word[0].isupper():
            return ()
        letters = f".{word.lower()}."
        weights = [0] * (len(letters) + 1)
        for start in range(len(letters)):
            for end in range(start + 1, min(start + longest, len(letters)) + 1):
                pattern = patterns.get(letters[start:end])
                if pattern is not None:
                    for offset, value in values(pattern):
                        weights[start + offset] = max(weights[start + offset], value)
        return tuple(i for i in range(_LEFT, len(word) - _RIGHT + 1) if weights[i + 1] % 2)

    return places


def _patterns(path: Path) -> dict[str, str]:
    """The patterns of a dictionary in Hunspell's format, by their letters.

    Left out are patterns that change the spelling where a word is divided (``/``), directives and comments.
    """
    data = path.read_bytes()
    charset, _, rest = data.partition(b"\n")
    lines = rest.decode(charset.strip().decode("ascii").replace("microsoft-cp", "cp")).split("\n")
    patterns = (line.strip() for line in lines if line and "/" not in line and line[0] not in "%#")
    return {pattern.translate(_NO_DIGITS): pattern for pattern in patterns if not pattern[:4].isupper()}


def _values(pattern: str) -> list[tuple[int, int]]:
    """The digits of a pattern and before which of its letters they stand."""
    out = []
    offset = 0
    for char in pattern:
        if char.isdigit():
            out.append((offset, int(char)))
        else:
            offset += 1
    return out
