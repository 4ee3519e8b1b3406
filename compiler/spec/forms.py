"""Forms: how a value of the wrong type should be written, shown with the keys that it needs in its place.

In: what an author typed and what is wanted there. Out: help for a message, empty where no form is sure.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..source import either_number, without_accents
from .base import PLAIN_WORDS, Model
from .values import KEY, SLUG

_COLUMNS = 8  # of a table that a message shows
_YEARS = 50  # that a message lists
_OF_ENTRIES = frozenset("id name title short kind note type author issued URL".split())  # no entry's own name
_OF_MAPS = {  # by key, how the first of its entries is written
    "actors": "{name}: {text}",
    "issues": "{name}: {text}",
    "sources": "{name}: {{title: {text}}}",
    "vars": "name: {text}",
    "abbreviations": "{text}: what it means",
    "stances": "issue: {text}",
}
_HOMES = 3  # that a message names
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
    if re.fullmatch(rf"{_PLAIN}(?: {_PLAIN})+", words):
        return f"write commas between the numbers: `{', '.join(words.split())}`"
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
    if has_numbers and len(typed) <= _LONGEST_LIST and re.fullmatch(r"[-0-9.,; ]*[0-9]", typed):
        if re.fullmatch(rf"{_PLAIN}(?:, +{_PLAIN})*", typed):
            return f"write it as a list: `[{typed}]`"
        return "write a list, with `, ` between the numbers and a point before decimals: `[4, 5.5]`"
    if item is None or item.SHORT:
        return ""
    needed = item.needed_key()
    return f"begin each item on a line of its own, with its keys: `- {needed}: …`"


def items_form(model: type[Model] | None, key: str, typed: dict[str, Any]) -> str:
    """How to write the items of the list under ``key`` of a ``model`` for which keys with values were ``typed``."""
    item = _item(model, key) if model else None
    name, value = next(iter(typed.items()))
    if item is None:
        return ""
    if name in item.known_keys():
        return f"begin the first line with `- `, `- {name}: …`, and put its other keys exactly below `{name}`"
    holder, held = item.PAIR if item.PAIR[0] else ("id" if "id" in item.model_fields else "", "")
    begun = f"write `- {holder}: {name}` in the place of `{name}:`"
    if isinstance(value, dict):
        if not holder or (holder == "id" and not re.fullmatch(SLUG, name)):
            return f"take `{name}:` and the like away, and begin the first key of each item with `- `"
        return f"{begun}, its other keys exactly below `{holder}`; so with each"
    if held:
        return f"{begun}, and below it `{held}:` with what follows; so with each"
    if isinstance(value, str) and item.SHORT:
        return f'write each as an item: `- {_shown(value)}`, or with its key, `- "{name}: {_shown(value)}"`'
    needed = item.needed_key()
    return f"write each as an item: `- {needed}: {_shown(value)}`" if needed and isinstance(value, str) else ""


def braces_form(model: type[Model] | None, key: str, typed: dict[str, Any], written: str) -> str:
    """How to write the list under ``key`` of a ``model`` for which ``{ }`` are ``written``."""
    item = _item(model, key) if model else None
    name, value = next(iter(typed.items()), ("", None))
    if key == "rows" or (item and name in item.known_keys()):
        return (
            f"put it in `[ ]`: `[{written}]`" if len(written) <= _LONGEST and "\n" not in written else "put it in `[ ]`"
        )
    if item and item.PAIR[0] and not isinstance(value, dict):
        return f"write it as a list: `[{{{item.PAIR[0]}: {name}, {item.PAIR[1]}: …}}]`, with each in `{{ }}`"
    return ""


def map_form(key: str, typed: Any, in_brackets: bool) -> str:
    """How to write the keys with values under ``key`` for which a list, a text or a number was ``typed``."""
    first = typed[0] if isinstance(typed, list) and typed else typed
    if isinstance(first, dict) and in_brackets:
        pairs = [pair for item in typed if isinstance(item, dict) and len(item) == 1 for pair in item.items()]
        is_plain = len(pairs) == len(typed) and all(isinstance(value, str) for _, value in pairs)
        if not is_plain or first.keys() & _OF_ENTRIES:
            return ""
        return f"write `{{{', '.join(f'{name}: {_shown(value)}' for name, value in pairs)}}}`"
    if isinstance(first, dict):
        return _entry_form(key, first)
    if key not in _OF_MAPS or first is None or isinstance(first, list):
        return ""
    if in_brackets or first is typed:
        items = enumerate(typed if isinstance(typed, list) else [typed], 1)
        entries = list(dict.fromkeys(_entry(key, item, number) for number, item in items))
        return f"write `{{{', '.join(entries[:_COLUMNS])}{', …' if len(entries) > _COLUMNS else ''}}}`"
    return f"write each as a name and its value, without `- `: `{_entry(key, first)}`"


def _entry_form(key: str, item: dict[str, Any]) -> str:
    """How to write what is an ``item`` of a list as an entry with its own key."""
    name, *others = item
    if name == "id" and re.fullmatch(KEY, str(item["id"])):
        id, value = item["id"], item[others[0]] if others else None
        if key in ("actors", "issues") and others in (["name"], ["title"]) and isinstance(value, str):
            return f"write each without `- `: `{id}: {_shown(value)}`"
        return (
            f"write `{id}:` in the place of `- id: {id}`, its other keys below it, further to the right; so with each"
        )
    if name not in _OF_ENTRIES and not others:
        return f"leave the `- ` before `{name}:` away; so with each"
    return "begin each with a short name of its own and a colon in the place of `- `, its keys below it"


def _entry(key: str, value: Any, number: int = 1) -> str:
    """How to write the ``number``-th entry of a map."""
    name = re.sub(r"[^A-Za-z0-9]+", "_", without_accents(str(value))).strip("_")
    form = _OF_MAPS[key].format(name=name if re.fullmatch(KEY, name) else "name", text=_shown(str(value)))
    return form.replace("name:", f"name{number}:", 1) if number > 1 and form.startswith("name:") else form


def _shown(text: str) -> str:
    """A text as a form shows it; one that needs quotation marks, or is long, is left to its author."""
    return text if len(text) <= _LONGEST and re.fullmatch(PLAIN_WORDS, text) else "…"


def row_form(columns: Any) -> str:
    """How to write a row of a table whose ``columns`` are as the author gave them."""
    keys = [column.get("key") for column in columns if isinstance(column, dict)] if isinstance(columns, list) else []
    if not keys or not all(isinstance(key, str) for key in keys):
        return ""
    cells = [f"{key}: …" for key in keys[:_COLUMNS]] + ["…"] * (len(keys) > _COLUMNS)
    return f"name the column of each cell: `{{{', '.join(cells)}}}`"


def home_form(model: type[Model], key: str, typed: dict[str, Any]) -> str:
    """Where a ``key`` belongs that is ``typed`` one level too high; empty where that is not sure."""
    homes = ((name, _models(model.annotation(name))) for name in model.known_keys())
    found = [name for name, kinds in homes if any(key in kind.known_keys() for kind in kinds)]
    if not 0 < len(found) <= _HOMES:
        return ""
    numbers = typed.get("series")
    if found == ["series"] and key != "values" and isinstance(numbers, list) and _are_numbers(numbers):
        item = "{values: [" + ", ".join(map(str, numbers)) + f"], {key}: {_shown(str(typed[key]))}}}"
        return f"it belongs to a series: `series: [{item}]`"
    where = " or ".join(f"an item of `{each}`" if _item(model, each) else f"`{each}`" for each in found)
    return f"it belongs into {where}"


def _are_numbers(items: list[Any]) -> bool:
    return 0 < len(items) <= _COLUMNS and all(isinstance(item, (int, Decimal)) for item in items)


def _models(kind: Any) -> Iterator[type[Model]]:
    """The models that a type is made of."""
    if isinstance(kind, type) and issubclass(kind, Model):
        yield kind
    for part in typing.get_args(kind):
        yield from _models(part)


def _item(model: type[Model], key: str) -> type[Model] | None:
    """The model of the items of a list; the first of them where there are several."""
    annotation = model.annotation(key)
    return next(_models(annotation), None) if typing.get_origin(annotation) is tuple else None
