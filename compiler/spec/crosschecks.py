"""Cross-checks: what one part of a brief says of another.

In: a ``Source``. Out: diagnostics for names that lead nowhere and for names that stand twice. It reads the plain values
and passes over what is of the wrong type, so that these mistakes are found in the same run as those of the models.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from .. import ir
from ..diagnostics import Diagnostic, Severity, closest, did_you_mean, listed, nearest, quote
from ..source import SPACE_NEEDED, Source, spaced
from .base import is_absent
from .called import actor_called, default_recommendation_id, recommendation_called, scenario_called
from .chartchecks import chart_checks
from .keylike import cut_at_comma
from .models import Brief
from .values import MISTYPED

# Where things stand: `*` is every item of a list and every value of a map.
_FIGURES = ("situation.figures.*", "assessment.figures.*", "annexes.*.figures.*")
_POINTS = (
    "key_messages.*", "situation.points.*", "assessment.points.*", "positions.*.demands.*", "positions.*.offers.*",
    "positions.*.red_lines.*", "scenarios.*.indicators.*",
)  # fmt: skip
_CITING = (
    *_POINTS,
    *_FIGURES,
    *(f"{figure}.series.*" for figure in _FIGURES),
    "situation.timeline.*",
    "positions.*",
    "recommendations.*",
)
_WITH_ID = (*_POINTS, *_FIGURES, "scenarios.*", "recommendations.*", "annexes.*")


def as_meant(raw: dict[str, Any]) -> dict[str, Any]:
    """The values of a brief also under the keys that its mistyped ones are meant for."""
    known = Brief.known_keys()
    mistyped = islice((key for key in raw if key not in known), MISTYPED)
    return {meant: raw[key] for key in mistyped if (meant := closest(key, known))} | raw


def crosschecks(source: Source) -> Iterator[Diagnostic]:
    """All of them, errors and warnings."""
    yield from _names(source)
    yield from _ids(source)
    yield from _positions(source)
    yield from _figures(source)
    yield from _images(source)


def _at(value: Any, pattern: str, path: ir.Path = ()) -> Iterator[tuple[ir.Path, Any]]:
    """The values at a pattern of paths, with their paths."""
    part, _, rest = pattern.partition(".")
    children: Iterable[tuple[str | int, Any]]
    if part != "*":
        children = [(part, value[part])] if isinstance(value, dict) and part in value else []
    elif isinstance(value, list):
        children = enumerate(value)
    else:
        children = value.items() if isinstance(value, dict) else []
    for key, child in children:
        if rest:
            yield from _at(child, rest, (*path, key))
        else:
            yield (*path, key), child


def _texts(source: Source, *patterns: str) -> Iterator[tuple[ir.Path, str]]:
    """The texts at patterns."""
    for pattern in patterns:
        yield from ((path, value) for path, value in _at(source.value, pattern) if isinstance(value, str))


def _names(source: Source) -> Iterator[Diagnostic]:
    meant = as_meant(source.value)

    def known(key: str) -> list[str] | None:
        names = meant.get(key)
        return list(names) if isinstance(names, dict) else [] if is_absent(names) else None

    def in_form(key: str, ids: list[str]) -> list[str] | None:
        return ids if is_absent(meant.get(key)) or isinstance(meant[key], list) else None

    scenarios = in_form("scenarios", [id for _, id in _at(meant, "scenarios.*.id") if isinstance(id, str)])
    recommendations = in_form("recommendations", [id for _, id in _recommendation_ids(meant)])
    cited = _texts(source, *(f"{pattern}.cite{more}" for pattern in _CITING for more in ("", ".*")))
    actors = meant.get("actors")
    acting = _texts(source, "positions.*.actor")
    yield from _unknown(source, "R301", "actor", acting, known("actors"), "`actors`", lambda name: _actor(name, actors))
    yield from _unknown(source, "R302", "issue", _stances(source), known("issues"), "`issues`", key=True)
    keys = known("sources")
    yield from _unknown(source, "R303", "source", cited, keys, "`sources`", lambda typed: _cited(typed, keys or []))
    answered = _texts(source, "recommendations.*.responds_to.*")
    in_list = meant.get("scenarios")
    yield from _unknown(
        source, "R304", "scenario", answered, scenarios, "the ids of `scenarios`",
        lambda name: scenario_called(name, in_list), verb="are",
    )  # fmt: skip
    responses, advised = _texts(source, "scenarios.*.responses.*"), meant.get("recommendations")
    yield from _unknown(
        source, "R305", "recommendation", responses, recommendations, "the ids of `recommendations`",
        lambda name: recommendation_called(name, advised), verb="are",
    )  # fmt: skip


def _unknown(
    source: Source,
    code: str,
    what: str,
    uses: Iterable[tuple[ir.Path, str]],
    known: list[str] | None,
    where: str,
    meant: Callable[[str], str] = lambda name: "",
    verb: str = "has",
    key: bool = False,
) -> Iterator[Diagnostic]:
    """Uses of names that are not ``known``; none where that is ``None``, as the names are in a form that is told."""
    if known is None:
        return
    names = frozenset(known)
    for path, name in uses:
        if name.strip() and name not in names:
            otherwise = f"add it to {where}" if verb == "has" else f"give the {what} that is meant this `id`"
            help = meant(name) or nearest(name, known, f"{where} {verb}") or otherwise
            if verb == "has" and help.startswith(where):
                help += "; if it is another, add it there"
            yield Diagnostic(
                code, f"unknown {what} {quote(name)}", source.span(path, key), label=f"not in {where}", help=help
            )


def _actor(name: str, actors: Any) -> str:
    """Help for an actor who is called by a name of their own instead of by their key."""
    key = actor_called(name.strip(), actors)
    return f"did you mean {quote(key)}?" if key else ""


def _cited(typed: str, known: list[str]) -> str:
    """Help for sources that are cited at the key ``cite`` as they would be in a text."""
    inner = typed.strip().removeprefix("[").removesuffix("]")
    parts = [part.strip() for part in re.split("[,;]", inner)]
    keys = [part.removeprefix("@") for part in parts]
    unknown = [key for key in keys if key not in known]
    if len(keys) > 1 and unknown and known and all(part.startswith("@") for part in parts):
        verb = "is" if len(unknown) == 1 else "are"
        return (
            f"{listed(unknown)} {verb} not in `sources`, which has {listed(known)}; write a list of names without `@`"
        )
    if keys[0] in unknown:
        return ""
    if len(keys) == 1:
        return f"write the name alone: `{keys[0]}`"
    if not unknown:
        return f"write a list: `[{', '.join(keys)}]`"
    place = inner.partition(",")[2].strip() or "…"
    return f"write the name alone: `{keys[0]}`; a page is named in a text, as in {quote(f'[@{keys[0]}, {place}]')}"


def _stances(source: Source) -> Iterator[tuple[ir.Path, str]]:
    for path, _ in _at(source.value, "positions.*.stances.*"):
        if isinstance(path[-1], str):
            yield path, path[-1]


def _recommendation_ids(raw: dict[str, Any]) -> Iterator[tuple[ir.Path, str]]:
    """The recommendations' ids, given or default, with the path of the id or of the recommendation that has none."""
    for number, (path, value) in enumerate(_at(raw, "recommendations.*"), 1):
        own = value.get("id") if isinstance(value, dict) else None
        if isinstance(own, str) and own.strip():
            yield (*path, "id"), own
        else:
            yield path, default_recommendation_id(number)


def _ids(source: Source) -> Iterator[Diagnostic]:
    """Everything that `#` reaches is in one name space: each id once."""
    given = [item for item in _texts(source, *(f"{pattern}.id" for pattern in _WITH_ID)) if item[1].strip()]
    first: dict[str, ir.Path] = {}
    for path, id in sorted(given, key=lambda item: (source.span(item[0]).line, source.span(item[0]).column)):
        if id in first:
            line = source.span(first[id]).line
            help = "give each point, figure, scenario, recommendation and annex an id of its own"
            message = f"the id {quote(id)} stands twice"
            yield Diagnostic("R306", message, source.span(path), label=f"first in line {line}", help=help)
        first.setdefault(id, path)
    for path, id in _recommendation_ids(source.value):
        if path[-1] != "id" and id in first:
            number = int(path[-1]) + 1
            message = f"{quote(id)} is the id of recommendation {number}, which has none of its own"
            help = f"choose another id here, or give recommendation {number} one"
            yield Diagnostic("R306", message, source.span(first[id]), help=help)


def _positions(source: Source) -> Iterator[Diagnostic]:
    first: dict[str, ir.Path] = {}
    for path, actor in _texts(source, "positions.*.actor"):
        if actor in first:
            line = source.span(first[actor]).line
            message = f"{quote(actor)} has a position already"
            help = "put everything that an actor wants into one position"
            yield Diagnostic("R307", message, source.span(path), label=f"first in line {line}", help=help)
        first.setdefault(actor, path)


def _figures(source: Source) -> Iterator[Diagnostic]:
    for pattern in _FIGURES:
        for figure, value in _at(source.value, pattern):
            if isinstance(value, dict) and value.get("kind") == "table":
                yield from _table(source, figure, value)
            elif isinstance(value, dict) and value.get("kind") == "chart":
                yield from chart_checks(source, figure, value)


def _table(source: Source, figure: ir.Path, value: Any) -> Iterator[Diagnostic]:
    first: dict[str, ir.Path] = {}
    whole = True  # whether each column is known by its key
    for path, column in _at(value, "columns.*", figure):
        key, path = column.get("key") if isinstance(column, dict) else None, (*path, "key")
        if not isinstance(key, str):
            whole = False
            continue
        key = key.strip()
        if key in first:
            line = source.span(first[key]).line
            message, help = f"two columns have the key {quote(key)}", "give each column a key of its own"
            yield Diagnostic("R309", message, source.span(path), label=f"first in line {line}", help=help)
        first.setdefault(key, path)
    for path, _ in _at(value, "rows.*.*", figure):
        if first and whole and isinstance(path[-1], str) and path[-1] not in first:
            parted = spaced(path[-1], first)
            near = f"{SPACE_NEEDED}: {parted}" if parted else did_you_mean(path[-1], first)
            help = near or cut_at_comma(path, source) or f"the columns are {listed(first)}"
            message = f"there is no column {quote(path[-1])}"
            yield Diagnostic("R308", message, source.span(path, key=True), label="not in `columns`", help=help)


def _images(source: Source) -> Iterator[Diagnostic]:
    for pattern in _FIGURES:
        for figure, value in _at(source.value, pattern):
            if isinstance(value, dict) and value.get("decorative") is True and isinstance(value.get("alt"), str):
                span = source.span((*figure, "alt"), key=True)
                message = "`alt` is not used: the image is decorative"
                yield Diagnostic("S217", message, span, Severity.WARNING, help="take one of the two away")
