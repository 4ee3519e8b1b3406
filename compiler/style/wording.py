"""Wording: what pydantic found wrong in a style, said to somebody who does not know Python.

In: one of its errors. Out: what is wrong and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ..diagnostics import did_you_mean

COLOR = re.compile(r"[0-9A-Fa-f]{6}")
COLOR_KEYS = frozenset({"color", "fill", "track", "link_color", "label_color", "outline", "hatch"})
_NO_LENGTH = "this is not a length"
_EDGES = "four lengths go clockwise from the top, as in `[26mm, 22mm, 24mm, 22mm]`; one alone stands for all four"
_LANGUAGE = 3  # letters of a language's tag: what is longer is a word
_FOUR = "charts have four of them"
_LISTS = {
    "margin": _EDGES, "padding": _EDGES, "cell_padding": _EDGES, "fills": _FOUR, "lines": _FOUR,
    "size": "width and height, as in `[210mm, 297mm]`",
}  # fmt: skip
_WORDS = {
    "extra_forbidden": "a style has no such key here",
    "missing": "this list is too short",
    "too_short": "this list is too short",
    "too_long": "this list is too long",
    "float_parsing": _NO_LENGTH,
    "float_type": _NO_LENGTH,
    "finite_number": _NO_LENGTH,
    "int_parsing": "this is not a whole number",
    "int_type": "this is not a whole number",
    "int_from_float": "this is not a whole number",
    "bool_parsing": "this is neither `true` nor `false`",
    "bool_type": "this is neither `true` nor `false`",
    "string_type": "this is not a text",
    "tuple_type": "this is not a list",
    "dict_type": "expected keys with values",
    "model_type": "expected keys with values",
    "string_pattern_mismatch": "a number's form holds `{{}}` once",
    "greater_than": "this must be more than {gt:g}",
    "greater_than_equal": "this must be {ge:g} or more",
    "less_than_equal": "this must be {le:g} or less",
}


def worded(error: Mapping[str, Any], colors: Iterable[str], written: str = "") -> tuple[str, str]:
    """An error's message and help; ``colors`` are the names that colours may have, ``written`` what the file holds."""
    kind, path = error["type"], error["loc"]
    if kind.startswith("string_") and (path[-1] in COLOR_KEYS or "fills" in path):
        message = "this is neither a colour of six hexadecimal digits nor a name from `colors`"
        return message, color_help(error["input"], colors, written)
    if kind == "dict_type" and path[0] == "words":
        word = path[-1] if len(path) > 1 and len(str(path[-1])) > _LANGUAGE else "situation"
        said = error["input"] if isinstance(error["input"], str) and word == path[-1] else "…"
        return _WORDS[kind], f"words stand under their language: `words: {{en: {{{word}: {said}}}}}`"
    if kind == "literal_error":
        return f"this can be {error['ctx']['expected']}".replace("'", "`"), ""
    words, bounds = _WORDS.get(kind), error.get("ctx", {})
    if words is None:
        message = error["msg"]
        return message[:1].lower() + message[1:], ""
    help = "in points, or with `mm`, `cm`, `in`: `11`, `36mm`" if words == _NO_LENGTH else ""
    several = words == _NO_LENGTH and len(str(error["input"]).split()) > 1
    if several or kind in ("missing", "too_short", "too_long"):
        help = next((_LISTS[part] for part in reversed(path) if part in _LISTS), help)
    return words.format(**bounds) if bounds else words, help


def color_help(value: object, names: Iterable[str], written: str = "") -> str:
    """How what stands for a colour would be one; ``written`` is what the file holds, where YAML reads a number."""
    text = str(value)
    if value is None:
        return "write six digits without `#`, which begins a comment"
    if text.startswith("#"):
        return "leave the `#` out"
    if isinstance(value, (int, Decimal)) and COLOR.fullmatch(written):
        return f'put it in quotation marks, or it is read as a number: `"{written}"`'
    if help := did_you_mean(text.lower(), names):
        return help
    if re.fullmatch("[0-9A-Fa-f]{3,8}", text):
        return f"`{text}` has {len(text)} digits"
    return "write the six digits of the colour, for a dark blue `0F4C75`"


def in_yaml(color: str) -> str:
    """A colour as it is to be written: in quotation marks where YAML would read a number."""
    return f'`"{color}"`' if re.fullmatch(r"\d+(E\d+)?", color) else f"`{color}`"
