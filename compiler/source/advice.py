"""Advice that the messages of several stages give.

In: what an author typed. Out: what to write in its place.
"""

from __future__ import annotations

import re
from collections.abc import Container

QUOTE = "put the whole text in quotation marks"
SPACE_NEEDED = "a colon needs a space after it"
BULLETS = "•‣◦▪●"
CURLY = "“„‟«»‹‘‚"  # quotation marks that open a text, and are letters to YAML
NEXT_KEY = re.compile(r",[ \t]+([a-z][a-z_-]*):(?=[ \t])")  # what may well be one behind a text within braces
_SHOWN = 60  # characters of a text
_GROUPED = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])")
_DECIMAL = re.compile(r"[0-9]+,[0-9]+")
_EITHER = re.compile(r"([-−]?)([1-9][0-9]{0,2})([,.])([0-9]{3})")


def quoting(typed: str) -> str:
    """How to put a text in quotation marks, for an author who may have done so with others than YAML's."""
    return f'{QUOTE}, straight ones: `"`' if typed[:1] and typed[0] in CURLY else QUOTE


def either_number(typed: str) -> str:
    """The two numbers that ``1,234`` or ``1.234`` may be, and when each is; empty for any other."""
    if found := _EITHER.fullmatch(typed):
        minus, whole, sign, rest = "-" * len(found[1]), *found.groups()[1:]
        what = {",": "comma", ".": "point"}[sign]
        large, small = f"{minus}{whole}{rest}", f"{minus}{whole}.{rest}"
        return f"`{large}` if the {what} parts thousands, `{small}` if decimals follow it"
    return ""


def comma_in_number(typed: str) -> str:
    """What to write for the first number in ``typed`` that a comma parts; empty if there is none."""
    if grouped := _GROUPED.search(typed):
        if either := either_number(grouped[0]):
            return f"a comma parts values: for `{grouped[0]}` write {either}"
        return f"a comma parts values: write `{grouped[0].replace(',', '')}` for `{grouped[0]}`"
    if decimal := _DECIMAL.search(typed):
        point = decimal[0].replace(",", ".")
        return f"a comma parts values, decimals have a point: write `{point}` for `{decimal[0]}`"
    return ""


def spaced(typed: str, known: Container[str] | None = None) -> str:
    """How to write a key, one of the ``known``, whose colon lacks its space; empty for another text."""
    name, _, rest = typed.partition(":")
    is_key = name in known if known is not None else re.fullmatch(r"[A-Za-z][\w-]*", name)
    if not is_key or not rest[:1].strip() or rest.startswith("//"):
        return ""
    value = re.match(r"[|>][-+]?(?!\S)|[^\r\n]*", rest)
    assert value  # of any length
    return f"write `{name}: {value[0] if len(value[0]) <= _SHOWN else '…'}`"
