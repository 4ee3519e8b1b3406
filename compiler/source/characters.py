"""Characters: which ones a brief may not hold, which are left out, which are made one.

In: a text. Out: what is wrong with it, or the text as documents can hold it. Placing the findings is ``tree``'s work.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

# Character classes, without their brackets.
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_NONCHARACTER = r"\ufdd0-\ufdef" + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17))
_SURROGATE = r"\ud800-\udfff"
# YAML 1.2 (5.2) allows a byte order mark at the start of a document only.
_REFUSED = rf"{_CONTROL}{_NONCHARACTER}{_SURROGATE}\ufeff"
_RIGHT_TO_LEFT = (
    r"\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
)
_BIDI_CONTROLS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SOFT_HYPHEN = "\xad"
LEFT_OUT = _SOFT_HYPHEN + _BIDI_CONTROLS
NO_BREAK_SPACES = r"\u2007\u2009\u202f"
_LINE_SEPARATORS = r"\u2028\u2029"

_refused = re.compile(f"[{_REFUSED}]")
_right_to_left = re.compile(rf"[{_RIGHT_TO_LEFT}]+(?:\s+[{_RIGHT_TO_LEFT}]+)*")
_bidi = re.compile(f"[{_BIDI_CONTROLS}]")
_left_out = re.compile(f"[{LEFT_OUT}]")
_no_break = re.compile(f"[{NO_BREAK_SPACES}]")
_separator = re.compile(f"[{_LINE_SEPARATORS}]")
_special = re.compile(f"[{_REFUSED}{_RIGHT_TO_LEFT}{LEFT_OUT}{NO_BREAK_SPACES}{_LINE_SEPARATORS}]")


@dataclass(frozen=True)
class Finding:
    """What is wrong with a stretch of a text: a code, the stretch, words for the author. A warning unless ``error``."""

    code: str
    needle: str
    message: str
    help: str
    error: bool = True


def refused(text: str) -> Iterator[int]:
    """The offsets of the characters that no document can hold."""
    return (match.start() for match in _refused.finditer(text))


def for_yaml(text: str) -> str:
    """``text``, as long as before, with the characters replaced that PyYAML stops at or takes for line ends."""
    return _separator.sub(" ", _refused.sub("\ufffd", text))


def name(character: str) -> str:
    """``U+0007``."""
    return f"U+{ord(character):04X}"


def refusal(character: str) -> Finding:
    """What to say of a character that no document can hold."""
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        kind = "half a character (a lone surrogate)"
    elif character == "\ufeff":
        kind = "a byte order mark inside the text"
    elif code < 0xA0:
        kind = "a control character"
    else:
        kind = "not a character"
    return Finding("S116", character, f"{name(character)} is {kind}, which no document can hold", "delete it")


def clean(text: str) -> tuple[str, list[Finding]]:
    """A scalar as documents can hold it, and what was found in it.

    Soft hyphens and bidi controls are taken out, U+2007, U+2009 and U+202F become U+00A0, U+2028 and U+2029 spaces.
    """
    if not _special.search(text):
        return text, []
    found = [refusal(match[0]) for match in _refused.finditer(text)]
    for match in _right_to_left.finditer(text):
        found.append(Finding("S117", match[0], "right-to-left scripts cannot be set yet", "write it in Latin letters"))
    for control, times in Counter(_bidi.findall(text)).items():
        often = f" ({times} times in this text)" if times > 1 else ""
        message = f"{name(control)}, an invisible control of the writing direction, is left out{often}"
        found.append(Finding("S118", control, message, "delete it", error=False))
    return _separator.sub(" ", _no_break.sub("\xa0", _left_out.sub("", text))), found


def without_accents(text: str) -> str:
    """``text`` with plain letters for those with accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def slug(text: str) -> str:
    """The id that a text makes, `""` if nothing of it may stand in one."""
    return re.sub(r"[^a-z0-9]+", "-", without_accents(text).lower()).strip("-")[:64].rstrip("-")
