"""Format 1 as a JSON Schema for editors, and as a reference for authors; both are made from the models.

In: the models, and ``descriptions.yaml``, which says in a line what each key means. Out: a schema of draft 2020-12, or
Markdown. The schema says what a type can say: keys, words, patterns, what is required. Whether a day is in the calendar
or an id leads anywhere only the compiler knows.
"""

from __future__ import annotations

import datetime
import functools
import json
import types
import typing
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from ..source import read_yaml
from .base import Model, without_absent
from .charts import AllSeries, Item, Number
from .dates import Date, PartialDate
from .likelihood import ICD203, Likelihood
from .marking import TLP
from .models import Brief
from .text import Inline, Plain, Prose
from .values import (
    GRADE,
    KEY,
    SLUG,
    SOURCE_KEY,
    STYLE,
    Address,
    Cell,
    Count,
    Doi,
    Email,
    Format,
    Grade,
    Key,
    MarkingText,
    Slug,
    SourceKey,
    StyleName,
    Width,
    one_or_list,
)  # fmt: skip

FILE = Path(__file__).parent / "schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_DATE = rf"({_DAY}|[0-9]{{4}}-(0[1-9]|1[0-2])|[0-9]{{4}})"
_YEAR = {"type": "integer", "minimum": 1000, "maximum": 9999}
_WEB = r"\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]+\S*\s*"
_EMAIL = r"\s*[^\s@{}]+@[^\s@{}.]+(?:\.[^\s@{}.]+)+\s*"
_DOI = r"\s*(?:[Hh][Tt][Tt][Pp][Ss]?://(?:[Dd][Xx]\.)?[Dd][Oo][Ii]\.[Oo][Rr][Gg]/)?10\.[0-9]{4,9}/\S+\s*"


def _pattern(pattern: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


_TEXT = {"type": "string", "pattern": r"\S"}
_TERMS = [term for terms, _, _ in ICD203 for term in terms]
# Each type of a value with its schema and its name in the reference.
_LEAVES: dict[Any, tuple[dict[str, Any], str]] = {
    Plain: (_TEXT, "text"),
    Inline: (_TEXT, "inline"),
    Prose: (_TEXT, "prose"),
    str: ({"type": "string"}, "text"),
    bool: ({"type": "boolean"}, "`true` or `false`"),
    int: ({"type": "integer"}, "whole number"),
    Decimal: ({"type": "number"}, "number"),
    float: ({"type": "number"}, "number"),
    Any: ({}, "any value"),
    Format: ({"const": 1}, "`1`"),
    Date: (_pattern(_DAY), "date"),
    datetime.date: (_pattern(_DAY), "date"),
    PartialDate: ({"anyOf": [_pattern(_DATE), _YEAR]}, "day, month or year"),
    Likelihood: ({"anyOf": [{"enum": _TERMS}, _TEXT]}, "likelihood"),
    Cell: ({"type": ["string", "number"]}, "inline or number"),
    Number: ({"type": ["number", "null"]}, "number or `null`"),
    Item: ({"anyOf": [_TEXT, {"type": "number"}]}, "text or number"),
    AllSeries: (
        {
            "anyOf": [
                {"type": "array", "minItems": 1, "items": {"type": ["number", "null"]}},
                {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Series"}},
            ]
        },
        "list of [series](#series) or of numbers",
    ),
    Width: ({"type": "number", "minimum": 1, "maximum": 100}, "number from 1 to 100"),
    Count: ({"type": "integer", "minimum": 1}, "whole number from 1"),
    Slug: (_pattern(SLUG), "id"),
    Key: (_pattern(KEY), "name"),
    SourceKey: (_pattern(SOURCE_KEY), "name"),
    StyleName: (_pattern(STYLE), "name of a style"),
    MarkingText: ({**_TEXT, "examples": list(TLP)}, "text"),
    Address: (_pattern(_WEB), "address"),
    Email: (_pattern(_EMAIL), "e-mail address"),
    Doi: (_pattern(_DOI), "DOI"),
    Grade: (_pattern(rf"\s*{GRADE}\s*"), "grade"),
}
# What means the same as leaving a key out.
_ABSENT = {"anyOf": [{"type": "null"}, _pattern(r"\s*"), {"type": "array", "maxItems": 0},
                     {"type": "object", "maxProperties": 0}]}  # fmt: skip
_ABSENT_REF = {"$ref": "#/$defs/absent"}


@functools.cache
def descriptions() -> dict[str, dict[str, str]]:
    """Model → key → what it means; ``about`` is the model itself."""
    return read_yaml(Path(__file__).parent / "descriptions.yaml").value


def models() -> Iterator[type[Model]]:
    """The models of the format, ``Brief`` first, each before those that only it uses."""
    seen: dict[type[Model], None] = {}
    todo: list[type[Model]] = [Brief]
    while todo:
        model = todo.pop(0)
        if model in seen:
            continue
        seen[model] = None
        todo += [used for _, annotation, _ in _fields(model) for used in _models_in(annotation)]
    yield from seen


def _models_in(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)


def _fields(model: type[Model]) -> Iterator[tuple[str, Any, FieldInfo]]:
    """The keys of a model as the author writes them, with their types."""
    hints = typing.get_type_hints(model, include_extras=True)
    for name, field in model.model_fields.items():
        yield field.alias or name, hints[name], field


# ------------------------------------------------------------------------------------------------------------- schema


def json_schema() -> str:
    """The schema, as text with a line end."""
    definitions = {"absent": _ABSENT} | {model.__name__: _object(model) for model in models()}
    whole = {
        "$schema": _DIALECT,
        "title": "A policy brief, format 1",
        **_object(Brief),
        "$defs": {name: definition for name, definition in definitions.items() if name != Brief.__name__},
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _object(model: type[Model]) -> dict[str, Any]:
    said = descriptions()[model.__name__]
    properties: dict[str, Any] = {}
    required = []
    for key, annotation, field in _fields(model):
        value = _schema(annotation)
        if field.is_required():
            required.append(key)
            value = value | ({"minItems": 1} if value.get("type") == "array" else {})
        else:
            value = {"anyOf": [value, _ABSENT_REF]}
        properties[key] = {"description": said[key], **value}
    out = {"type": "object", "properties": properties, "additionalProperties": False}
    return {"description": said["about"], **out} | ({"required": required} if required else {})


def _schema(annotation: Any) -> dict[str, Any]:
    """The schema of a type."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        whole = {"$ref": f"#/$defs/{annotation.__name__}"}
        if not annotation.SHORT:
            return whole
        short = next(hint for key, hint, _ in _fields(annotation) if key == annotation.SHORT)
        return {"anyOf": [_schema(_present(short)), whole]}
    leaf = next((schema for kind, (schema, _) in _LEAVES.items() if kind == annotation), None)
    if leaf is not None:
        return dict(leaf)
    arguments = typing.get_args(annotation)
    match typing.get_origin(annotation):
        case typing.Annotated:
            inner = _schema(arguments[0])
            if _validated_by(annotation, one_or_list):
                inner = {"anyOf": [inner["items"], inner]}
            if _validated_by(annotation, without_absent):
                inner = inner | {"additionalProperties": {"anyOf": [inner["additionalProperties"], _ABSENT_REF]}}
            return inner
        case typing.Literal:
            return {"enum": list(arguments)}
        case typing.Union | types.UnionType:
            parts = [_schema(part) for part in arguments if part is not type(None)]
            return parts[0] if len(parts) == 1 else {"anyOf": parts}
        case origin if origin is tuple:
            return {"type": "array", "items": _schema(arguments[0])}
        case origin if origin is dict:
            names = _schema(arguments[0])
            return {"type": "object", "propertyNames": names, "additionalProperties": _schema(arguments[1])}
    raise TypeError(f"no schema for {annotation}")


def _present(annotation: Any) -> Any:
    """A type without ``None``."""
    kinds = [part for part in typing.get_args(annotation) if part is not type(None)]
    return kinds[0] if type(None) in typing.get_args(annotation) and len(kinds) == 1 else annotation


def _validated_by(annotation: Any, function: Any) -> bool:
    return any(isinstance(item, BeforeValidator) and item.func is function for item in annotation.__metadata__)


# ---------------------------------------------------------------------------------------------------------- reference


def reference() -> str:
    """The reference in Markdown: what is said once for all keys, then a table for each model."""
    frame = (Path(__file__).parent / "reference.md").read_text("utf-8")
    return frame.replace("<!-- tables -->", "\n\n".join(_table(model) for model in models()))


def _table(model: type[Model]) -> str:
    said = descriptions()[model.__name__]
    rows = []
    for key, annotation, field in _fields(model):
        name = f"`{key}`" + (" (required)" if field.is_required() else "")
        rows.append(f"| {name} | {_words(annotation)} | {said[key]} |")
    head = ["| key | type | meaning |", "| --- | --- | --- |"]
    return "\n".join([f"### {_title(model)}", "", said["about"], "", *head, *rows])


def _title(model: type[Model]) -> str:
    """``TimelineEntry`` → "Timeline entry"."""
    name = "".join(f" {char.lower()}" if char.isupper() else char for char in model.__name__).strip()
    return name[0].upper() + name[1:]


def _words(annotation: Any) -> str:
    """A type in words."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return f"[{_title(annotation).lower()}](#{_title(annotation).lower().replace(' ', '-')})"
    leaf = next((words for kind, (_, words) in _LEAVES.items() if kind == annotation), None)
    if leaf is not None:
        return leaf
    arguments = typing.get_args(annotation)
    match typing.get_origin(annotation):
        case typing.Annotated:
            words = _words(arguments[0])
            return words.replace("list of ", "one or a list of ") if _validated_by(annotation, one_or_list) else words
        case typing.Literal:
            return ", ".join(f"`{word}`" for word in arguments)
        case typing.Union | types.UnionType:
            return " or ".join(_words(part) for part in arguments if part is not type(None))
        case origin if origin is tuple:
            return f"list of {_words(arguments[0])}"
        case origin if origin is dict:
            return f"map of {_words(arguments[0])} → {_words(arguments[1])}"
    raise TypeError(f"no words for {annotation}")
