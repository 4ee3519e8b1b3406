"""Keys in the wrong column: YAML reads them into a map inside or around the one that they are meant for.

In: the ``Source``, the paths of what the models find wrong in it, and the model that each map was taken for. Out: what
to say of one such key, and where it belongs: with it there, nothing is said of what only follows from the mistake.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .. import ir
from ..diagnostics import Diagnostic, Severity, listed, quote
from ..source import NEXT_KEY, Source
from .base import Model, is_absent

Models = Mapping[int, type[Model]]
_KEY_LINE = re.compile(r"^[ \t]*([a-z_]+):(?:[ \t][^\r\n]*)?(?=[\r\n]|\Z)", re.MULTILINE)
Move = tuple[ir.Path, ir.Path]


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A key in the wrong column: what to say of it, and each path of it and its values with the one meant."""

    diagnostic: Diagnostic
    moves: tuple[Move, ...]


def misplaced(wrong: Iterable[ir.Path], source: Source, models: Models) -> Misplaced | None:
    """The first key on the way to something ``wrong`` that has a place in another map, if there is one."""
    seen = set()
    for path in wrong:
        for end in range(1, len(path) + 1):
            key, place = path[end - 1], path[: end - 1]
            value = source.at(place)
            if path[:end] in seen or not isinstance(key, str) or not isinstance(value, dict):
                continue
            seen.add(path[:end])
            model = models.get(id(value))
            if model and (key in model.known_keys() or key.lower() in dict(model.MEANT)):
                continue
            if found := _too_far_in(path[:end], source, models) or _too_far_out(path[:end], source, models):
                return found
    return None


def keys_in_texts(source: Source, models: Models) -> Iterator[Diagnostic]:
    """What to say of parts of texts that are written as keys which a map around them lacks, so were meant as such."""
    for path, maps in _texts(source.value, (), ()):
        written = source.written(path) if ":" in source.at(path) else ""
        if written.startswith(("|", ">")):
            for line in _KEY_LINE.finditer(written):
                around = next((at for at in reversed(maps) if _lacks(line[1], source.at(at), models)), None)
                if around is not None:
                    below = path[len(around)]
                    where = source.span((*around, below), key=True).line
                    help = f"if it is a key, begin it exactly below {quote(str(below))} in line {where}"
                    yield _key_in_text(source, path, f"this line looks like the key {quote(line[1])}", line[0], help)
        elif written.startswith(('"', "'")) and source.written(maps[-1]).startswith("{"):
            for key in NEXT_KEY.finditer(written):
                if _lacks(key[1], source.at(maps[-1]), models):
                    help = f"if it is a key, close the quotation mark {written[0]} before the comma"
                    message = f"{quote(key[1])} looks like a key"
                    yield _key_in_text(source, path, message, key[0].removeprefix(","), help)


def _key_in_text(source: Source, path: ir.Path, looks: str, needle: str, help: str) -> Diagnostic:
    span = source.find(path, needle.strip())
    return Diagnostic("S222", f"{looks} but belongs to the text before it", span, Severity.WARNING, help=help)


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
        lacks = _lacks(str(key), source.at(path[:end]), models)
        if not lacks or neighbour.column >= span.column or _is_flow(path, end, source):
            return None
        where = f"begin it exactly below {quote(str(below[-1]))} in line {neighbour.line}"
        if neighbour.column == 1:
            where = f"begin it in column {neighbour.column}, as {quote(str(below[-1]))} in line {neighbour.line} does"
        said = Diagnostic("S221", f"{quote(str(key))} begins too far to the right", span, help=where)
        return Misplaced(said, _with_siblings(path, (*path[:end], key), model, source))
    return None


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
    if has_names and (value is None or isinstance(value, dict)) and not model.meant_key(str(key), siblings):
        return _further_in(path, before, source, f"; there can be {listed(model.known_keys())}")
    if value is None and kind and key in kind.known_keys():
        return _further_in(path, before, source)
    inside = before
    while value and isinstance(value, (list, dict)) and not source.written(inside).startswith(("{", "[")):
        own = models.get(id(value))
        if own and key in own.known_keys() and key not in value:
            return _further_in(path, inside, source)
        last = len(value) - 1 if isinstance(value, list) else next(reversed(value))
        inside, value = (*inside, last), value[last]
    return None


def _further_in(path: ir.Path, inside: ir.Path, source: Source, otherwise: str = "") -> Misplaced | None:
    """The key at ``path`` as one of what is ``inside``; where it could be another mistake, help goes on with that."""
    key, span = quote(str(path[-1])), source.span(path, key=True)
    where = "begin it further to the right"
    if neighbours := source.at(inside):
        last = next(reversed(neighbours))
        neighbour = source.span((*inside, last), key=True)
        if neighbour.column <= span.column:
            return None
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
    parts = (source.written(path[:end]) for end in range(since, len(path)))
    return bool(span.text[: span.column - 1].strip()) or any(part.startswith(("{", "[")) for part in parts)


def _has_names(model: type[Model], key: Any) -> bool:
    """Whether the ``key`` of a ``model`` holds a map whose keys are names of the author's."""
    return any(typing.get_origin(kind) is dict for kind in _kinds(model, key))


def _model_of(model: type[Model], key: Any) -> type[Model] | None:
    """The model of what the ``key`` of a ``model`` holds, if it is one map."""
    return next((kind for kind in _kinds(model, key) if isinstance(kind, type) and issubclass(kind, Model)), None)


def _kinds(model: type[Model], key: Any) -> tuple[Any, ...]:
    annotation = model.annotation(key)
    return (annotation, *typing.get_args(annotation))
