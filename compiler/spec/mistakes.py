"""Pydantic's errors → diagnostics: words for somebody who is no programmer, at the place in the file.

In: a ``ValidationError`` and the ``Source`` that was validated. Out: one diagnostic for each error. Errors are told
apart by their type only; a type that is not expected here is a bug of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .. import ir
from ..codes import CODES
from ..diagnostics import Diagnostic, closest, listed, nearest, quote
from ..source import BULLETS, SPACE_NEEDED, Source, spaced
from .base import VERY_LIKE, Model, is_absent
from .called import recommendation_called, scenario_called
from .charts import ChartFigure
from .forms import braces_form, home_form, items_form, list_form, map_form, row_form
from .keylike import cut_at_comma, keyless, keylike, unnamed
from .values import MISTYPED, found

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_OF_NAMES = ("keywords", "x", "responses", "responds_to")  # lists of what is no sentence: a comma parts their items
_TRUTH = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
_EXPECTED = {
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": "keys with values",
    "bool_type": "`true` or `false`",
    "model_attributes_type": "keys with values",
}
# what each discriminator tells apart, and its words
_KINDS = {
    "kind": ("a kind of figure", ("table", "chart", "image", "callout")),
    "chart": ("a kind of chart", ("bar", "column", "line", "stacked", "timeline")),
}


def diagnostics(error: ValidationError, source: Source, models: dict[int, type[Model]]) -> Iterator[Diagnostic]:
    """One diagnostic for each error; ``models`` says by ``id`` which model each map of the source was taken for."""
    for detail in error.errors(include_url=False):
        if detail["type"] == "default_factory_not_called":  # `as_of`, when `date` is wrong: that is reported
            continue
        if detail["type"] == "missing" and _is_there(detail["loc"], source, models):
            continue
        yield _diagnostic(detail, source, models)
        if detail["type"] == "union_tag_invalid" and _discriminator(detail) == "chart":
            for other in _of_some_chart(source.at(_path(detail["loc"], source.value)), models):
                yield _diagnostic({**other, "loc": (*detail["loc"], *other["loc"])}, source, models)


def wrong_places(error: ValidationError, source: Source, models: Mapping[int, type[Model]]) -> Iterator[ir.Path]:
    """The paths of what is wrong; of a key that is missing, also those where it stands in a map of names beside it."""
    for detail in error.errors(include_url=False):
        path = _path(detail["loc"], source.value)
        yield path
        if detail["type"] == "missing" and (model := models.get(id(source.at(path)))):
            key = str(detail["loc"][-1])
            inside = ((*path, name) for name in model.known_keys() if isinstance(source.at((*path, name)), dict))
            yield from ((*place, key) for place in inside if key in source.at(place))


def lists_as_texts(error: ValidationError, source: Source) -> frozenset[int]:
    """The lines of the file in which texts stand where lists are expected."""
    details = [each for each in error.errors(include_url=False) if each["type"] == "tuple_type"]
    paths = [_path(each["loc"], source.value) for each in details if isinstance(each["input"], str)]
    starts = [(source.span(path).line, len(_LINE_ENDS.findall(source.written(path)))) for path in paths]
    return frozenset(line for start, ends in starts for line in range(start, start + ends + 1))


def _is_there(location: tuple[int | str, ...], source: Source, models: Mapping[int, type[Model]]) -> bool:
    """Whether a key that the models miss is there, mistyped or in a part of the file that is no YAML."""
    *place, key = location
    value = source.at(_path(tuple(place), source.value))
    if key in source.unread and value is source.value:
        return True
    if not isinstance(value, dict) or key in value:
        return False
    model = models[id(value)]
    known = model.known_keys()
    unknown = islice((other for other in value if other not in known), MISTYPED)
    return any(model.meant_key(other, value) == key for other in unknown)


def _of_some_chart(value: dict[str, Any], models: dict[int, type[Model]]) -> list[ErrorDetails]:
    """What else is wrong with a chart whose kind is not known: what would be if it were one of another kind."""
    models[id(value)] = ChartFigure
    try:
        ChartFigure.model_validate({**value, "chart": "bar"})
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def _diagnostic(detail: ErrorDetails, source: Source, models: Mapping[int, type[Model]]) -> Diagnostic:
    path = _path(detail["loc"], source.value)
    if text := _text_taken_for_keys(detail["type"], path, source, models):
        return text
    match detail["type"]:
        case "missing":
            return _missing(str(detail["loc"][-1]), path, source)
        case "extra_forbidden":
            key, value = str(path[-1]), source.at(path[:-1])
            model, span = models[id(value)], source.span(path, key=True)
            meant, home = model.meant_key(key, value), home_form(model, key, value)
            is_sure = meant in dict(model.MEANT).values() or closest(key, [meant], VERY_LIKE)
            if meant and (is_sure or not home):
                help = f"did you mean {quote(meant)}?"
            elif (bare := re.match(r"([A-Za-z][\w-]*) +[\"']", key)) and bare[1] in model.known_keys():
                help = f"write a colon after `{bare[1]}`, and put its whole text in quotation marks"
            elif parted := spaced(key, model.known_keys()):
                help = f"{SPACE_NEEDED}: {parted}"
            elif home:
                help = home
            else:
                help = cut_at_comma(path, source) or f"there can be {listed(model.known_keys())}"
            return Diagnostic("S201", f"unknown key {quote(key)}", span, help=help)
        case "union_tag_not_found":
            key = _discriminator(detail)
            return _missing(key, path, source, _KINDS[key][1])
        case "union_tag_invalid":
            key = _discriminator(detail)
            what, words = _KINDS[key]
            kind, span = source.at((*path, key)), source.span((*path, key))
            if not isinstance(kind, str):
                help = nearest("", words, "write one of")
                return Diagnostic("S203", f"expected a word, found {found(kind)}", span, help=help)
            help = nearest(kind, words, "it can be")
            return Diagnostic("S205", f"{quote(kind)} is not {what}", span, help=help)
        case type if type in _EXPECTED:
            value = detail["input"]
            message = f"expected {_EXPECTED[type]}, found {found(value)}"
            help = _ignored(value) if path == ("ignore",) else _form(type, path, source, models)
            help = help or _quoted(type, value, source.written(path), path)
            return Diagnostic("S203", message, source.span(path), help=help)
        case code if code in CODES:
            said = detail["ctx"]
            span = source.span(path, key=detail["loc"][-1:] == ("[key]",))  # of the key, when that is what is wrong
            return Diagnostic(code, said["message"], span, label=said["label"], help=said["help"])
        case other:
            raise AssertionError(f"an error of pydantic's that has no words: {other}") from None


def _text_taken_for_keys(
    type: str, path: ir.Path, source: Source, models: Mapping[int, type[Model]]
) -> Diagnostic | None:
    """The one thing to say of a map that has a text where a key should be, whichever of its keys the error is about."""
    if type not in ("missing", "extra_forbidden", "string_type"):
        return None
    place = path[:-1] if type == "extra_forbidden" else path
    value = source.at(place)
    model = None if type == "string_type" else models.get(id(value))
    if not isinstance(value, dict) or (model is None and type != "string_type"):
        return None
    if found := keylike(value, place, source, model):
        return found
    return (keyless(value, place, source, model) or unnamed(value, place, source, model)) if model else None


def _discriminator(detail: ErrorDetails) -> str:
    """The key that tells the members of a union apart; pydantic gives it in quotation marks."""
    return str(detail["ctx"]["discriminator"]).strip("'")


def _path(location: tuple[int | str, ...], value: Any) -> ir.Path:
    """The path in the spec that a ``loc`` means: parts that are no child (a union's branch, a short form) drop out."""
    out: list[str | int] = []
    branch = _branch(value)
    for part in location:
        if part == branch:  # the first time: "chart" is a kind of figure and a key of it
            branch = None
            continue
        known = range(len(value)) if isinstance(value, list) else value if isinstance(value, dict) else ()
        if part in known:
            value = value[part]
            branch = _branch(value)
            out.append(part)
    return tuple(out)


def _branch(value: Any) -> Any:
    """The branch of the union that a figure takes."""
    kind = value.get("kind") if isinstance(value, dict) else None
    return kind if kind in _KINDS["kind"][1] else None


def _missing(key: str, path: ir.Path, source: Source, words: Sequence[str] = ()) -> Diagnostic:
    """A key that is not there, or is there and says nothing; ``words`` are the values that it can have."""
    value = source.at(path)
    if path and isinstance(path[-1], int) and not isinstance(value, dict):  # an item in the short form
        return Diagnostic("S204", "this text is empty", source.span(path), help="write it, or take the item away")
    if (path and path[-1] == key) or not isinstance(value, dict):
        return Diagnostic(
            "S204", f"{quote(str(path[-1]) if path else key)} is empty", source.span(path), help="write something"
        )
    if key in value and is_absent(value[key]):
        return Diagnostic("S204", f"`{key}` is empty", source.span((*path, key)), help="write something")
    keyed = bool(path) and isinstance(path[-1], str)
    help = "add `brief: 1`" if key == "brief" and not path else f"add `{key}: …`"
    if words:
        help += f", which can be {listed(words)}"
    if path and isinstance(path[-1], int) and path[-1] > 0 and source.opening(path) != "{":
        help += "; if this belongs to the item above, take its `- ` away and begin it exactly below the keys there"
    return Diagnostic("S202", f"the key `{key}` is missing", source.span(path, key=keyed), help=help)


def _form(type: str, path: ir.Path, source: Source, models: Mapping[int, type[Model]]) -> str:
    """The form of a list or of a table's row in the place of a text or of something else."""
    typed, model = source.at(path), models.get(id(source.at(path[:-1])))
    if type == "tuple_type" and isinstance(typed, str) and path and isinstance(path[-1], str):
        return list_form(model, path[-1], typed)
    if type == "string_type" and path[-2:-1] == ("responses",):
        called = recommendation_called(str(typed), source.value.get("recommendations"))
        return called or "write the id of a recommendation"
    if type == "string_type" and path[-2:-1] == ("responds_to",):
        return scenario_called(str(typed), source.value.get("scenarios")) or "write the id of a scenario"
    if type == "tuple_type" and isinstance(typed, dict) and source.opening(path) == "{":
        return braces_form(model, str(path[-1]), typed, source.written(path))
    if type == "tuple_type" and isinstance(typed, dict) and typed and source.opening(path) != "-":
        return items_form(model, str(path[-1]), typed)
    if type == "dict_type" and path[-2:-1] == ("rows",):
        return row_form(source.at((*path[:-2], "columns")))
    if type == "dict_type" and isinstance(typed, str) and (help := spaced(typed)):
        return f"{SPACE_NEEDED}: {help}"
    if type == "dict_type" and isinstance(path[-1], str):
        return map_form(path[-1], typed, source.opening(path) == "[")
    return ""


def _quoted(type: str, value: Any, written: str, path: ir.Path) -> str:
    if type == "tuple_type" and isinstance(value, dict) and not written.startswith("{"):
        key = next(iter(value), "")
        return "write a space after the `-` that begins an item" if key[:1] == "-" else "begin each item with `- `"
    if type == "string_type" and isinstance(value, list):
        return f"write one text, without `{'[ ]' if written.startswith('[') else '- '}`"
    if type == "string_type" and isinstance(value, dict) and len(value) == 1 and written.startswith("{"):
        return "write the text alone, without its key and `{ }`"
    if type == "string_type" and not isinstance(value, (list, dict)) and value is not None:
        return f'put it in quotation marks: `"{written}"`'
    if type == "tuple_type" and isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return f"write it as a list: `[{written}]`"
    if type == "tuple_type" and isinstance(value, str):
        if value[0] in BULLETS or re.match(r"[–—]\s", value):
            return f"write each item on a line of its own, with `- ` in the place of `{value[0]}`"
        if value[0] == "-":
            return "write a space after the `-` that begins an item"
        first, *others = _LINE_ENDS.split(written)
        if any(line.lstrip(" \t").startswith("- ") for line in others):
            return f"write {quote(first)} on a line of its own after `- `, exactly above the other items"
        if others or ("," in written and written[0] not in "\"'" and path[-1] not in _OF_NAMES):
            return "write each item on a line of its own, after `- `"
        items = re.split(r" *, *", value.strip()) if path[-1] in _OF_NAMES else []
        return f"write it as a list: `[{', '.join(items) if len(items) > 1 else written}]`"
    if type == "bool_type":
        meant = _TRUTH.get(str(value).lower())
        return f"write `{meant}`" if meant else "write one of the two"
    return ""


def _ignored(value: Any) -> str:
    """How rules are ignored, for somebody who gave their codes without reasons."""
    codes = [code for code in (value if isinstance(value, list) else [value]) if isinstance(code, str)]
    return f"say why: `ignore: {{{', '.join(f'{code}: the reason' for code in codes[:4] or ['H106'])}}}`"
