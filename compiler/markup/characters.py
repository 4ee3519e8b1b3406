"""Characters that a document does not hold as they were typed: taken out, replaced, or refused.

In: a string. Out: the string as it may stand in the tree; what was refused or left out is told to the caller.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..diagnostics import Severity

_SOFT_HYPHEN = "\xad"
_SPACES = "\u2007\u2009\u202f"  # they count as no-break spaces
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_PLANE_ENDS = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_REFUSED = f"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}"
# The order decides for U+061C, which lies among the right-to-left letters.
_ODD = re.compile(f"(?P<gone>{_SOFT_HYPHEN})|(?P<space>[{_SPACES}])|(?P<bidi>[{_BIDI}])|(?P<refused>[{_REFUSED}])"
                  f"|(?P<rtl>[{_RIGHT_TO_LEFT}]+)")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Odd:
    """What was found: the characters, and what to say about them."""

    text: str
    code: str
    message: str
    help: str
    severity: Severity = Severity.ERROR


def admitted(text: str, tell: Callable[[Odd], None]) -> str:
    """The string without soft hyphens and bidirectional controls, with one no-break space; refused ones are U+FFFD."""
    return "".join(_admitted(text, tell)) if _ODD.search(text) else text


def _admitted(text: str, tell: Callable[[Odd], None]) -> Iterator[str]:
    position, told = 0, False
    for match in _ODD.finditer(text):
        yield text[position : match.start()]
        position = match.end()
        found = match[0]
        name = f"U+{ord(found[0]):04X}"
        match match.lastgroup:
            case "space":
                yield "\xa0"
            case "bidi":
                message = f"the bidirectional control {name} is left out"
                tell(
                    Odd(
                        found, "M122", message, "type the letters in the order in which they are read", Severity.WARNING
                    )
                )
            case "refused":
                tell(Odd(found, "M121", f"a document can't hold the character {name}", "take it out"))
                yield "\ufffd"
            case "rtl":
                if not told:
                    tell(Odd(found, "M123", "right-to-left scripts can't be set yet", "transliterate the words"))
                told = True
                yield found
    yield text[position:]
