"""Texts that YAML takes for a key with a value, as a colon or a comma stands in them.

In: a map that stands where a text may stand, the model it was taken for, and the ``Source``. Out: what to say of it as
a whole, in the place of what would be said of each key. In braces keys are meant, and only a comma makes one of a text.
"""

from __future__ import annotations

import re
import typing
from typing import Any

from .. import ir
from ..diagnostics import Diagnostic, closest, listed, quote
from ..source import CURLY, QUOTE, SPACE_NEEDED, Source, quoting, spaced
from .base import VERY_LIKE, Model
from .called import actor_called
from .dates import is_date
from .text import Text

_NAME = re.compile(r"[^\W\d][\w-]*")
_SHOWN = 60
_LINES = 5  # of a text that could be one
_FORMS = {"actor": "its short name in `actors`", "date": "a date such as `2025-04-28`, `2025-04` or `2025`"}


def keylike(value: dict[str, Any], path: ir.Path, source: Source, model: type[Model] | None) -> Diagnostic | None:
    """What to say of the map at ``path`` if it is a text; there is no ``model`` where only a text can stand."""
    wanted, known = (_text_key(model), model.known_keys()) if model else ("", [])
    unknown = [key for key in value if key not in known]
    if wanted is None or wanted in value or not unknown or source.opening(path) == "{":
        return None
    if len(unknown) > _LINES or any(_is_near(key, known) for key in unknown):
        return None
    key, alone = unknown[0], len(value) == 1
    span = source.span((*path, key), key=True)
    if any(key.islower() and _NAME.fullmatch(key) for key in unknown):  # such a word may well be meant as a key
        if model is None:
            help = f"if this is a text, {QUOTE}"
            return Diagnostic("S203", "expected text, found keys with values", source.span(path), help=help)
        if not model.SHORT or not alone:
            return None
        help = f"there can be {listed(known)}; if this is a text, {QUOTE}"
        return Diagnostic("S201", f"unknown key {quote(key)}", span, help=help)
    if isinstance(value[key], (list, dict)):
        help = "put it in quotation marks with its colon, and move what is below it to the left, exactly below it"
        if path and isinstance(path[-1], str):
            help = f"write `{path[-1]}: |` if all that is below is one text"
        return Diagnostic("S220", "a colon at its end makes this text look like a key", span, help=help)
    needs_key = model is not None and (not model.SHORT or len(unknown) < len(value))
    help = _help(source.written_entry((*path, key)) if len(unknown) == 1 else "", wanted if needs_key else "")
    cause = "a colon at its end makes" if value[key] is None else "a colon and a space make"
    return Diagnostic("S220", f"{cause} this text look like a key", span, help=help)


def keyless(value: dict[str, Any], path: ir.Path, source: Source, model: type[Model]) -> Diagnostic | None:
    """What to say of the map at ``path`` if it has what its first key should hold in that key's place."""
    (first, second), known = model.PAIR, model.known_keys()
    unknown = [key for key in value if key not in known]
    if not first or first in value or len(unknown) != 1 or source.opening(path) == "{":
        return None
    key = unknown[0]
    meant = _meant(first, key, source)
    if _is_near(key, known) or (not meant and key.islower() and _NAME.fullmatch(key)):
        return None
    help = f"write `{first}: {meant}`" if meant else f"write `{first}:` with {_FORMS[first]}"
    typed = source.written((*path, key))
    if isinstance(value[key], dict) or second in value:
        help += ", and its other keys exactly below it"
    elif value[key] is not None:
        short = len(typed) <= _SHOWN and not {"\n", "\r"} & set(typed)
        help += f", and below it `{second}: {typed}`" if short else f", and the rest below it after `{second}:`"
    return Diagnostic(
        "S202", f"the key `{first}` is missing before {quote(key)}", source.span((*path, key), key=True), help=help
    )


def _meant(first: str, key: str, source: Source) -> str:
    """What the key ``first`` holds if ``key`` stands in its place; empty if that is not sure."""
    if first == "date":
        return key if is_date(key) else ""
    if first != "actor":
        return key
    return actor_called(key, source.value.get("actors"))


def cut_at_comma(path: ir.Path, source: Source) -> str:
    """Help for a key without a value in braces, which may be what follows a comma in a text; empty for another."""
    if source.written(path) or source.opening(path[:-1]) != "{":
        return ""
    return f"a comma ends a value within `{{ }}`: if this belongs to the text before it, {QUOTE}"


def unnamed(value: dict[str, Any], path: ir.Path, source: Source, model: type[Model]) -> Diagnostic | None:
    """What to say of the map at ``path`` if its first text stands in braces without the key of a bare text."""
    first, known = next(iter(value), ""), model.known_keys()
    short = model.SHORT
    if not short or short in value or first in known or value.get(first) is not None or source.opening(path) != "{":
        return None
    span = source.span((*path, first), key=True)
    if parted := spaced(first, known):
        return Diagnostic("S223", SPACE_NEEDED, span, help=parted)
    help = f"write `{short}: {first}`"
    if others := [key for key in list(value)[1:] if value[key] is None and key not in known]:
        help += f", and a key before {quote(others[0])} too: there can be {listed(known)}"
    return Diagnostic("S202", f"the key `{short}` is missing before {quote(first)}", span, help=help)


def _text_key(model: type[Model]) -> str | None:
    """The key that a bare text is written for: of the short form, else the first that is needed, if it holds a text."""
    key = model.SHORT or model.needed_key()
    annotation = model.model_fields[key].annotation if key else None
    kinds = (annotation, *typing.get_args(annotation))
    return key if any(isinstance(kind, type) and issubclass(kind, Text) for kind in kinds) else None


def _is_near(key: str, known: list[str]) -> bool:
    """Whether a key is one of the ``known``, mistyped; several words must be more like it than one."""
    name = re.sub(r"\s+", "_", key.lower())
    return bool(closest(name, known, VERY_LIKE if name != key.lower() else 0.6))


def _help(written: str, key: str) -> str:
    """How to write a text, ``written`` without quotation marks, after its ``key`` if it needs one."""
    if "\n" in written or "\r" in written or not 0 < len(written) <= _SHOWN:
        return f"{quoting(written)}, after `{key}:`" if key else quoting(written)
    written = re.sub(rf"^[{CURLY}]([^{CURLY}”’]*)[”’“‘»«›‹]$", r"\1", written)
    marked = f'"{written}"' if not {'"', "\\"} & set(written) else "'" + written.replace("'", "''") + "'"
    return f"write `{key}: {marked}`" if key else f"{QUOTE}: `{marked}`"
