"""Handling markings: which ones may stand on a page.

In: a marking as it would be printed. Out: nothing, or why it is refused. FIRST's Traffic Light Protocol 2.0 must be
written exactly so; documents of an EU classified level may only be made on accredited systems (Council Decision
2013/488/EU), and a compiler must not suggest otherwise. Other words of the house are free.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

TLP = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
_BY_LETTERS = {re.sub("[^a-z]", "", label.lower()): label for label in TLP}
_LEVELS = ("restreint", "restricted", "confidentiel", "confidential", "secret")
_UNION = ("ue", "eu")


@dataclass(frozen=True)
class Refusal:
    """Why a marking is refused: a code and words for the author."""

    code: str
    message: str
    help: str


def check_marking(marking: str) -> Refusal | None:
    """Why ``marking`` is refused; ``None`` when it may be printed."""
    if marking in TLP:
        return None
    letters = _letters(marking)
    if _classified().search(letters):
        help = "classified documents may only be made on accredited systems: use one, and not this compiler"
        return Refusal("S210", "this is an EU classified level", help)
    joined = re.sub(r"[^a-z]", "", letters)
    if not joined.startswith("tlp"):
        return None
    if joined.startswith("tlpwhite"):
        return Refusal("S209", "`TLP:WHITE` is `TLP:CLEAR` since TLP 2.0", "write `TLP:CLEAR`")
    meant = max((known for known in _BY_LETTERS if joined.startswith(known)), key=len, default=None)
    known_labels = ", ".join(f"`{label}`" for label in TLP)
    help = f"write `{_BY_LETTERS[meant]}`" if meant else f"the labels are {known_labels}"
    return Refusal("S209", "this is not a label of TLP 2.0", help)


def _letters(text: str) -> str:
    """``text`` in small letters without accents; other characters stay."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def _spaced(word: str) -> str:
    """A pattern for a word in any spacing."""
    return r"[\W_]*".join(word)


@functools.cache
def _classified() -> re.Pattern[str]:
    unions = "|".join(map(_spaced, _UNION))
    levels = "|".join(map(_spaced, _LEVELS))
    top = "|".join(map(_spaced, ("tres", "top")))
    gap = r"[\W_]*"
    spelled = rf"(?:{unions}){gap}(?:(?:{top}){gap})?(?:{levels})|(?:{levels}){gap}(?:{unions})"
    # A short form needs its hyphen or space, or both halves: `EUR` is a currency.
    halves = r"(?:ts|[rcs])[\W_]+ue|eu[\W_]+(?:ts|[rcs])"
    whole = "|".join(_spaced(f"{level}ueeu{level}") for level in ("r", "c", "s", "ts"))
    return re.compile(rf"(?<![a-z])(?:{spelled}|{whole}|{halves})(?![a-z])")
