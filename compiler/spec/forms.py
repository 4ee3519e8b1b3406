"""Forms: how a value of the wrong type should be written, shown with the keys that it needs in its place.

In: what an author typed and what is wanted there. Out: help for a message, empty where no form is sure.
"""

from __future__ import annotations

import re
import typing
from typing import Any

from ..source import either_number
from .base import Model

_COLUMNS = 8  # of a table that a message shows
_YEARS = 50  # that a message lists
_LONGEST = 40  # characters of a number
_LONGEST_LIST = 200
_PLAIN = r"-?[0-9]+(?:\.[0-9]+)?"
_SIGN = r"([-+−]?)"
_NUMBERS = (  # each with the sign that parts groups of thousands, and the one before decimals
    (rf"{_SIGN}[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+(?:[.,][0-9]+)?", " ", ","),
    (rf"{_SIGN}[1-9][0-9]{{0,2}}(?:['’][0-9]{{3}})+(?:[.,][0-9]+)?", "'’", ","),
    (rf"{_SIGN}[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+\.[0-9]+", ",", "."),
    (rf"{_SIGN}[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{2,}}", ",", "."),
    (rf"{_SIGN}[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+,[0-9]+", ".", ","),
    (rf"{_SIGN}[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}}){{2,}}", ".", ","),
    (rf"{_SIGN}(?:0|[1-9][0-9]*)(?:[.,][0-9]+)?", "", ","),
)


def number_form(typed: str) -> str:
    """How to write a number that is typed as text: ``6 000``, ``4,5``, ``12 %``; both of those that it may be."""
    words = " ".join(typed.split())
    figures = re.fullmatch(r"([-+−]?[0-9][0-9.,'’ ]*?) ?([%‰€$£]|[A-Za-z]+)?", words[: _LONGEST + 1])
    if figures is None or len(words) > _LONGEST:
        return ""
    unit = f"; `{figures[2]}` may stand in `unit`" if figures[2] else ""
    if either := either_number(figures[1].removeprefix("+")):
        return f"write {either}: a bare number, without spaces{unit}"
    for pattern, grouping, point in _NUMBERS:
        if re.fullmatch(pattern, figures[1]):
            parts = figures[1].translate(dict.fromkeys(map(ord, grouping + "+")))
            number = parts.replace(point, ".").replace("−", "-")
            return f"write `{number}`: a bare number, without spaces, with a point before decimals{unit}"
    return ""


def list_form(model: type[Model] | None, key: str, typed: str) -> str:
    """How to write the list under ``key`` of a ``model`` for which a text was ``typed``."""
    if key == "x":
        years = re.fullmatch(r"([0-9]{4}) ?[-–/] ?([0-9]{4})", typed)
        if years and 0 < int(years[2]) - int(years[1]) < _YEARS:
            return f"write each year: `[{', '.join(map(str, range(int(years[1]), int(years[2]) + 1)))}]`"
        return "" if "," in typed else "write what is compared as a list: `[2024, 2025]`"
    item = _item(model, key) if model else None
    has_numbers = key == "values" or (item and "values" in item.model_fields)  # of a series, or of a chart's only one
    if has_numbers and len(typed) <= _LONGEST_LIST and re.fullmatch(r"[-0-9., ]*[0-9]", typed):
        if re.fullmatch(rf"{_PLAIN}(?:, +{_PLAIN})*", typed):
            return f"write it as a list: `[{typed}]`"
        return "write a list, with `, ` between the numbers and a point before decimals: `[4, 5.5]`"
    if item is None or item.SHORT:
        return ""
    needed = next(name for name, field in item.model_fields.items() if field.is_required())
    return f"begin each item on a line of its own, with its keys: `- {needed}: …`"


def row_form(columns: Any) -> str:
    """How to write a row of a table whose ``columns`` are as the author gave them."""
    keys = [column.get("key") for column in columns if isinstance(column, dict)] if isinstance(columns, list) else []
    if not keys or not all(isinstance(key, str) for key in keys):
        return ""
    cells = [f"{key}: …" for key in keys[:_COLUMNS]] + ["…"] * (len(keys) > _COLUMNS)
    return f"name the column of each cell: `{{{', '.join(cells)}}}`"


def _item(model: type[Model], key: str) -> type[Model] | None:
    """The model of the items of a list; the first of them where there are several."""
    for name, field in model.model_fields.items():
        if (field.alias or name) == key and typing.get_origin(field.annotation) is tuple:
            kind = typing.get_args(field.annotation)[0]
            while typing.get_args(kind) and typing.get_origin(kind) is not dict:
                kind = typing.get_args(kind)[0]
            return kind if isinstance(kind, type) and issubclass(kind, Model) else None
    return None
