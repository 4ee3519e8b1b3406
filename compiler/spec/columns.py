"""Keys in the wrong column: YAML reads them into a map inside or around the one that they are meant for.

In: the ``Source``, the paths of what the models find wrong in it, and the model that each map was taken for. Out: what
to say of one such key, and where it belongs: with it there, nothing is said of what only follows from the mistake.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from .. import ir
from ..diagnostics import Diagnostic, Severity, closest, listed, quote
from ..source import NEXT_KEY, Source
from .base import VERY_LIKE, Model, is_absent

Models = Mapping[int, type[Model]]
_KEY_LINE = re.compile(r"^[ \t]*([a-z_]+):(?:[ \t][^\r\n]*)?(?=[\r\n]|\Z)", re.MULTILINE)
Move = tuple[ir.Path, ir.Path]
_LOOKED_AT = 1000  # mistakes
_MOST = 20  # keys that are told as misplaced


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A key in the wrong column: what to say of it, and each path of it and its values with the one meant."""

    diagnostic: Diagnostic
    moves: tuple[Move, ...]


def misplaced(wrong: Iterable[ir.Path], source: Source, models: Models) -> list[Misplaced]:
    """The keys on the way to something ``wrong`` that have a place in another map, no two of them in the same."""
    found: list[Misplaced] = []
    seen: set[ir.Path] = set()
    for path in islice(wrong, _LOOKED_AT):
        for end in range(1, len(path) + 1):
            if path[:end] not in seen and isinstance(path[end - 1], str):
                seen.add(path[:end])
                key = _misplaced(path[:end], source, models)
                if key and not any(_meet(move, other) for move in key.moves for one in found for other in one.moves):
                    found.append(key)
                    if len(found) == _MOST:
                        return found
    return found


def _misplaced(path: ir.Path, source: Source, models: Models) -> Misplaced | None:
    value, key = source.at(path[:-1]), str(path[-1])
    if not isinstance(value, dict):
        return None
    model = models.get(id(value))
    if model and (key in model.known_keys() or key.lower() in dict(model.MEANT)):
        return None
    return _too_far_in(path, source, models) or _too_far_out(path, source, models)


def _meet(move: Move, other: Move) -> bool:
    """Whether one of two moves is of what the other moves, or to the same place."""
    shorter, longer = sorted((move[0], other[0]), key=len)
    return longer[: len(shorter)] == shorter or move[1] == other[1]


def keys_in_texts(source: Source, models: Models) -> Iterator[Diagnostic]:
    """What to say of the first part of a text that is written as a key which a map around it lacks."""
    for path, maps in _texts(source.value, (), ()):
        if ":" in source.at(path) and (found := _key_in_text(path, maps, source, models)):
            key, help = found
            span = source.span_within(path, key.start(1), key.end())
            said = f"{quote(key[1])} looks like a key but belongs to the text before it"
            yield Diagnostic("S222", said, span, Severity.WARNING, help=help)


def _key_in_text(
    path: ir.Path, maps: tuple[ir.Path, ...], source: Source, models: Models
) -> tuple[re.Match[str], str] | None:
    """What looks like a key in the text at ``path``, in the ``maps``, and help: a line, or what a comma parts."""
    opening = source.opening(path)
    if opening in ("|", ">"):
        for key in _KEY_LINE.finditer(source.written(path)):
            if around := [at for at in maps if _lacks(key[1], source.at(at), models)]:
                below = path[: len(around[-1]) + 1]
                where = f"exactly below {quote(str(below[-1]))} in line {source.span(below, key=True).line}"
                return key, f"if it is a key, begin it {where}; if not, begin it with a capital letter or another word"
    if opening in ('"', "'") and source.opening(maps[-1]) == "{":
        for key in NEXT_KEY.finditer(source.written(path)):
            if _lacks(key[1], source.at(maps[-1]), models):
                close = f"close the quotation mark {opening} before the comma"
                return key, f"if it is a key, {close}; if not, take the colon away"
    return None


def _texts(value: Any, path: ir.Path, maps: tuple[ir.Path, ...]) -> Iterator[tuple[ir.Path, tuple[ir.Path, ...]]]:
    """The path of each text and those of the maps around it, from the outermost on."""
    if isinstance(value, str):
        yield path, maps
    elif isinstance(value, (list, dict)):
        if isinstance(value, dict):
            maps = (*maps, path)
        for part, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(item, (*path, part), maps)


def _lacks(key: str, value: Any, models: Models) -> bool:
    model = models.get(id(value))
    return model is not None and key in model.known_keys() and is_absent(value.get(key))


def _too_far_in(path: ir.Path, source: Source, models: Models) -> Misplaced | None:
    """The key at ``path`` if a map around its own has a place for it."""
    key = path[-1]
    for end in reversed(range(len(path) - 1)):
        below, model = path[: end + 1], models.get(id(source.at(path[:end])))
        if model is None or key not in model.known_keys():
            continue
        span, neighbour = source.span(path, key=True), source.span(below, key=True)
        lacks = _lacks(str(key), source.at(path[:end]), models) and _fits(model, key, source.at(path))
        if not lacks or neighbour.column >= span.column or _is_flow(path, end, source):
            return None
        where = f"begin it exactly below {quote(str(below[-1]))} in line {neighbour.line}"
        if neighbour.column == 1:
            where = f"begin it in column {neighbour.column}, as {quote(str(below[-1]))} in line {neighbour.line} does"
        said = Diagnostic("S221", f"{quote(str(key))} begins too far to the right", span, help=where)
        return Misplaced(said, _with_siblings(path, (*path[:end], key), model, source))
    return None


def _fits(model: type[Model], key: Any, value: Any) -> bool:
    """Whether a ``value`` has the form of what the ``key`` of a ``model`` holds."""
    if isinstance(value, list):
        return any(typing.get_origin(kind) is tuple for kind in _kinds(model, key))
    if isinstance(value, dict):
        return _has_names(model, key) or _model_of(model, key) is not None
    return value is None or not (_has_names(model, key) or _holds_items(model.annotation(key)))


def _holds_items(annotation: Any) -> bool:
    """Whether a list of maps is what a key holds: one text cannot be it."""
    items = typing.get_args(annotation) if typing.get_origin(annotation) is tuple else ()
    return any(isinstance(item, type) and issubclass(item, Model) for item in items)


def _with_siblings(path: ir.Path, to: ir.Path, model: type[Model], source: Source) -> tuple[Move, ...]:
    """The moves of a key, and of those below it in its own column that are its values if it has no other."""
    siblings = source.at(path[:-1])
    if siblings[path[-1]] is not None or not (_has_names(model, path[-1]) or _model_of(model, path[-1])):
        return ((path, to),)
    keys = list(siblings)
    after = [key for key in keys[keys.index(path[-1]) + 1 :] if key not in model.known_keys()]
    return ((path, to), *(((*path[:-1], key), (*to, key)) for key in after))


def _too_far_out(path: ir.Path, source: Source, models: Models) -> Misplaced | None:
    """The key at ``path`` if it goes on with what the keys before it hold: a map that has a place for it."""
    place, key = path[:-1], path[-1]
    siblings = source.at(place)
    keys = list(siblings)
    model, at = models.get(id(siblings)), keys.index(key)
    if model is None or at == 0 or _is_flow(path, len(path) - 1, source):
        return None
    before = (*place, keys[at - 1])
    value, kind, has_names = source.at(before), _model_of(model, before[-1]), _has_names(model, before[-1])
    if (
        has_names
        and (value is None or isinstance(value, dict))
        and not closest(str(key), model.known_keys(), VERY_LIKE)
    ):
        return _further_in(path, before, source, f"; there can be {listed(model.known_keys())}")
    if value is None and kind and key in kind.known_keys():
        return _further_in(path, before, source)
    inside = before
    while value and isinstance(value, (list, dict)) and source.opening(inside) not in ("{", "["):
        own = models.get(id(value))
        if own and key in own.known_keys() and key not in value:
            return _further_in(path, inside, source)
        last = len(value) - 1 if isinstance(value, list) else next(reversed(value))
        inside, value = (*inside, last), value[last]
    return None


def _further_in(path: ir.Path, inside: ir.Path, source: Source, otherwise: str = "") -> Misplaced:
    """The key at ``path`` as one of what is ``inside``; where it could be another mistake, help goes on with that."""
    key, span = quote(str(path[-1])), source.span(path, key=True)
    where, last = "begin it further to the right", next(reversed(source.at(inside) or {}), "")
    neighbour = source.span((*inside, last), key=True)
    if source.opening(inside) == "{":
        where = "write it within its `{ }`"
    elif last and neighbour.column > span.column:
        where = f"begin it exactly below {quote(last)} in line {neighbour.line}"
    if otherwise:
        help = f"if it belongs to {quote(str(inside[-1]))}, {where}{otherwise}"
        said = Diagnostic("S201", f"unknown key {key}", span, help=help)
    else:
        said = Diagnostic("S221", f"{key} begins too far to the left", span, help=where)
    return Misplaced(said, ((path, (*inside, path[-1])),))


def _is_flow(path: ir.Path, since: int, source: Source) -> bool:
    """Whether a key stands in brackets, or behind something in its line: its column means nothing then."""
    span = source.span(path, key=True)
    parts = (source.opening(path[:end]) for end in range(since, len(path)))
    return bool(span.text[: span.column - 1].strip()) or any(part in ("{", "[") for part in parts)


def _has_names(model: type[Model], key: Any) -> bool:
    """Whether the ``key`` of a ``model`` holds a map whose keys are names of the author's."""
    return any(typing.get_origin(kind) is dict for kind in _kinds(model, key))


def _model_of(model: type[Model], key: Any) -> type[Model] | None:
    """The model of what the ``key`` of a ``model`` holds, if it is one map."""
    return next((kind for kind in _kinds(model, key) if isinstance(kind, type) and issubclass(kind, Model)), None)


def _kinds(model: type[Model], key: Any) -> tuple[Any, ...]:
    annotation = model.annotation(key)
    return (annotation, *typing.get_args(annotation))
