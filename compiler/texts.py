"""The texts of a spec, found without its being valid: so that one run shows their mistakes too.

In: a ``Source`` whose values may be wrong anywhere. Out: the diagnostics of its texts and images. The models say which
values are texts; a value of the wrong shape is passed over, as ``spec`` has reported it. Nothing is numbered or drawn.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from . import ir
from .diagnostics import CompilationError, Diagnostic
from .locale import load_locale
from .markup import Citation, Markup, Problem
from .source import Source, read_image
from .spec import Brief, ImageFigure, Inline, Model, Plain, Prose, as_meant, default_recommendation_id, is_absent

_KINDS = (Plain, Inline, Prose)


def check_texts(source: Source) -> list[Diagnostic]:
    """What is wrong with the texts and the images of a spec that is not valid as a whole."""
    raw = as_meant(source.value)
    sources = raw.get("sources")
    keys = frozenset(sources if isinstance(sources, dict) else ())
    markup = Markup(_names(raw), load_locale("en-GB"), _Labels(raw), keys)
    found: list[Diagnostic] = []
    for kind, text, path in texts(source.value):
        if kind is Plain:
            markup.text(text, path)
        elif kind is Inline:
            markup.inline(text, path)
        else:
            markup.prose(text, path)
    for model, path in _models(Brief, source.value, ()):
        file = source.at((*path, "file"))
        if model is ImageFigure and isinstance(file, str):
            try:
                read_image(source, (*path, "file"), file)
            except CompilationError as error:
                found.extend(error.diagnostics)
    told = _unreadable(raw)
    return [*placed(source, [problem for problem in markup.problems if problem.code not in told]), *found]


def _unreadable(raw: dict[str, Any]) -> frozenset[str]:
    """The codes of mistakes that may come of names that are written in another form, which ``spec`` tells."""
    of_names = ("E403", "E407", "E408")  # of expressions
    needed: dict[str, tuple[type, tuple[str, ...]]] = {
        "sources": (dict, ("M109",)), "vars": (dict, of_names), "actors": (dict, of_names),
        "scenarios": (list, ("M110",)), "recommendations": (list, ("M110",)), "annexes": (list, ("M110",)),
    }  # fmt: skip
    given = {key: raw[key] for key in needed if not is_absent(raw.get(key))}
    other = (key for key, value in given.items() if not isinstance(value, needed[key][0]))
    return frozenset(code for key in other for code in needed[key][1])


def image_files(source: Source) -> Iterator[str]:
    """The image files that a spec names, as it names them."""
    for model, path in _models(Brief, source.value, ()):
        file = source.at((*path, "file"))
        if model is ImageFigure and isinstance(file, str):
            yield file


def placed(source: Source, problems: Sequence[Problem]) -> list[Diagnostic]:
    """The problems of texts as diagnostics, at their places in the file."""
    return [
        Diagnostic(p.code, p.message, source.find(p.origin, p.needle, p.nth), p.severity, help=p.help) for p in problems
    ]


class _Labels:
    """Stands in for ``references``: every id that is written anywhere may be referred to."""

    def __init__(self, raw: dict[str, Any]) -> None:
        given = raw.get("recommendations")
        numbers = range(1, 1 + len(given) if isinstance(given, list) else 1)
        self.labels: Mapping[str, str] = dict.fromkeys((*map(default_recommendation_id, numbers), *_ids(raw)), "x")
        self.printed = self.labels.keys()
        self.without_id = next(_kinds_without_id(raw), "")
        self._notes = 0

    def note(self, content: Callable[[], ir.Inlines]) -> ir.Inlines:
        self._notes += 1
        return (ir.Note(self._notes, (ir.Paragraph(content(), "footnote"),)),)

    def citation(self, items: Sequence[Citation]) -> ir.Inlines:
        return (ir.Text(items[0].source),)

    def citation_text(self, items: Sequence[Citation]) -> ir.Inlines:
        return self.citation(items)


def _ids(value: Any) -> Iterator[str]:
    """Every id in ``value``, wherever it stands: what holds it may be mistyped, or of an unknown kind."""
    if isinstance(value, dict):
        if isinstance(id := value.get("id"), str):
            yield id
        value = list(value.values())
    for part in value if isinstance(value, list) else ():
        yield from _ids(part)


def _kinds_without_id(value: Any) -> Iterator[str]:
    """The kind of each figure in ``value`` that has no id."""
    if isinstance(value, dict):
        if isinstance(kind := value.get("kind"), str) and "caption" in value and not value.get("id"):
            yield kind
        value = list(value.values())
    for part in value if isinstance(value, list) else ():
        yield from _kinds_without_id(part)


def _names(raw: dict[str, Any]) -> dict[str, Mapping[str, object]]:
    """What expressions may name, as far as it is there; ``layout`` gives the checked values."""
    maps = {key: raw.get(key) for key in ("actors", "vars")}
    return {"brief": raw, **{key: value if isinstance(value, dict) else {} for key, value in maps.items()}}


def _models(kind: Any, value: Any, path: ir.Path) -> Iterator[tuple[type[Model], ir.Path]]:
    """Each map in ``value`` with the model that it should fit."""
    for model, at, _ in _visit(kind, value, path):
        if isinstance(model, type) and issubclass(model, Model):
            yield model, at


def texts(raw: dict[str, Any]) -> Iterator[tuple[Any, str, ir.Path]]:
    """Each text of a spec with its kind and its path; ``raw`` are the spec's values, valid or not."""
    for text_kind, at, text in _visit(Brief, raw, ()):
        if text_kind in _KINDS and text.strip():
            yield text_kind, text, at


def _visit(kind: Any, value: Any, path: ir.Path) -> Iterator[tuple[Any, ir.Path, Any]]:
    """Walks ``value`` along the type ``kind``: (type, path, value) of what fits a model or a kind of text."""
    if value is None:  # as most keys are
        return
    if kind in _KINDS:
        if isinstance(value, str):
            yield kind, path, value
        return
    if isinstance(kind, type) and issubclass(kind, Model):
        if isinstance(value, str) and kind.SHORT:
            yield from _visit(kind.model_fields[kind.SHORT].annotation, value, path)
        elif isinstance(value, dict):
            yield kind, path, value
            for name, field in kind.model_fields.items():
                key = field.alias or name
                yield from _visit(field.annotation, value.get(key), (*path, key))
        return
    arguments = typing.get_args(kind)
    origin = typing.get_origin(kind)
    if origin is tuple:
        for index, item in enumerate(value if isinstance(value, list) else [value] if value is not None else []):
            yield from _visit(arguments[0], item, (*path, index) if isinstance(value, list) else path)
    elif origin is dict:
        for key, item in value.items() if isinstance(value, dict) else ():
            yield from _visit(arguments[1], item, (*path, key))
    else:  # Annotated, and unions, of which a map takes the member that its `kind` names
        for argument in arguments:
            if _may_be(argument, value):
                yield from _visit(argument, value, path)


def _may_be(kind: Any, value: Any) -> bool:
    if isinstance(kind, type) and issubclass(kind, Model) and "kind" in kind.model_fields and isinstance(value, dict):
        return value.get("kind") in typing.get_args(kind.model_fields["kind"].annotation)
    return True
