"""Legibility: whether texts can be read on their grounds, and what charts show be seen and told apart.

This is WCAG 2.1 (1.4.1, 1.4.3, 1.4.11), said where the colour is to be changed.

In: which colour stands on which ground, and the files that the style was read from. Out: diagnostics. The place is the
nearest file's: who extends a style and changes a fill is told of the fill, not of the texts on it. All that is wrong
with one colour is said once, with a shade that mends all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from ..contrast import WHITE, contrast, nearest_shade, ratio
from ..diagnostics import Diagnostic, Severity, Span, closest
from ..ir import Path
from ..source import Source
from .models import Style
from .wording import in_yaml


class Need(float, Enum):
    """How much contrast two colours need."""

    READ = 4.5  # a text; also large type, to which WCAG grants 3
    SEEN = 3.0  # an area or a line of a chart
    APART = 2.0  # two plain areas of a chart, in a print without colours


_ON_PAPER = ("header", "footer", "footnote", "chart-label", "chart-axis", "chart-series", "chart-term")


@dataclass(frozen=True, slots=True, order=True)
class Tint:
    """A colour, and where a style says it: ``("roles", "title", "color")``."""

    path: Path
    color: str


PAPER = Tint((), WHITE)


@dataclass(frozen=True, slots=True, order=True)
class Ink:
    """A colour that is used, and what it stands on or beside: mostly that of a text."""

    text: Tint
    ground: Tint = PAPER
    need: Need = Need.READ

    @property
    def contrast(self) -> float:
        return contrast(self.text.color, self.ground.color)

    @property
    def suffices(self) -> bool:
        return self.contrast >= self.need


Demand = tuple[Ink, ...]  # of which one must suffice


def settled_demands(style: Style, sources: Sequence[Source]) -> Iterator[Demand]:
    """What is known without a document: roles that always stand on paper, any other on some ground of the style.

    That is the least that can be asked of a role, and it is asked in the file that says a colour of the two.
    """
    grounds = [PAPER]
    grounds += (Tint(("grids", name, "fill"), grid.fill) for name, grid in style.grids.items() if grid.fill)
    grounds += (Tint(("boxes", name, "fill"), box.fill) for name, box in style.boxes.items() if box.fill)
    for name, table in style.tables.items():
        grounds += (Tint(("tables", name, "fills", str(column)), fill) for column, fill in table.fills.items())
    own = any(said(sources, ground.path)[0] == 0 for ground in grounds if ground != PAPER)
    for name in sorted(style.roles.keys() - {"marking"}):
        text = Tint(("roles", name, "color"), style.roles[name].color)
        if name in _ON_PAPER:
            yield (Ink(text),)
        elif own or said(sources, text.path)[0] == 0:
            yield tuple(Ink(text, ground) for ground in grounds)


Place = tuple[int, Path]  # where a colour is said: the number of the file, and the path in it


@dataclass(frozen=True, slots=True)
class _Use:
    """An ink, and the places that decide the colour of the text and of the ground; paper has none."""

    ink: Ink
    text: Place
    ground: Place | None

    @property
    def place(self) -> Place:
        """The one to change: the nearer file's."""
        return self.ground if self.ground is not None and self.ground[0] < self.text[0] else self.text

    def suffices(self, place: Place, shade: str) -> bool:
        """Whether the contrast would do with another colour at a place."""
        text = shade if self.text == place else self.ink.text.color
        ground = shade if self.ground == place else self.ink.ground.color
        return contrast(text, ground) >= self.ink.need


_Uses = tuple[_Use, ...]  # of a demand; the first is what is said of it, the best in the nearest file


def low_contrast(sources: Sequence[Source], demands: Iterable[Demand]) -> Iterator[Diagnostic]:
    """One error for each place whose colour has too little contrast, a warning for each two areas that look alike.

    Of ``sources`` the nearest file is first.
    """
    ordered = sorted(demands)
    if all(any(ink.suffices for ink in demand) for demand in ordered):
        return
    asked = [_uses(sources, demand) for demand in ordered]
    failing = [uses for uses in asked if not any(use.ink.suffices for use in uses)]
    for place in dict.fromkeys(uses[0].place for uses in failing):
        # What is settled elsewhere and does already must go on doing.
        touched = [
            uses
            for uses in asked
            if uses[0].place == place or (uses not in failing and any(place in (use.text, use.ground) for use in uses))
        ]
        yield from _mistakes(sources, place, [uses[0] for uses in failing if uses[0].place == place], touched)


def _uses(sources: Sequence[Source], demand: Demand) -> _Uses:
    """A demand's inks with their places."""
    uses = (
        _Use(ink, said(sources, ink.text.path), said(sources, ink.ground.path) if ink.ground != PAPER else None)
        for ink in demand
    )
    return tuple(sorted(uses, key=lambda use: (use.place[0], -use.ink.contrast)))


def _mistakes(
    sources: Sequence[Source], place: Place, failing: Sequence[_Use], touched: Sequence[_Uses]
) -> Iterator[Diagnostic]:
    """What fails at a place: the worst of it with how many others do, and the areas that look alike."""
    span = sources[place[0]].span(place[1])
    use = failing[0]
    color = use.ink.text.color if use.text == place else use.ink.ground.color
    shade = _shade(color, place, touched)
    if errors := [use.ink for use in failing if use.ink.need is not Need.APART]:
        worst = min(errors, key=lambda ink: (ink.contrast / ink.need, place[1] not in (ink.text.path, ink.ground.path)))
        needed = [uses for uses in touched if uses[0].ink.need is not Need.APART]
        first = _misspelt(sources, sources[place[0]], errors)
        yield _error(worst, len(errors) - 1, span, shade or _shade(color, place, needed), first)
    for use in failing:
        if use.ink.need is Need.APART:
            yield _alike(use.ink, span, shade)


def _misspelt(sources: Sequence[Source], own: Source, inks: Sequence[Ink]) -> str:
    """What to do first if a style seems to mean one of the inks' colours by a name that nothing uses."""
    given = own.value.get("colors") or {}
    known = {name for source in sources if source is not own for name in source.value.get("colors") or {}}
    for path in dict.fromkeys(tint.path for ink in inks for tint in (ink.text, ink.ground)):
        values = (source.at(part) for part in _lineage(sources, path) for source in sources)
        meant = next((value for value in values if value is not None), None)
        if isinstance(meant, str) and meant in known and meant not in given:
            for name in given:
                if name not in known and closest(name, known) == meant:
                    return f"if `{name}` is to be `{meant}`, correct that first: what this colour must be depends on it"
    return ""


def _shade(color: str, place: Place, asked: Sequence[_Uses]) -> str | None:
    """The nearest shade of the colour at a place with which all does that is asked."""
    return nearest_shade(color, lambda shade: all(any(use.suffices(place, shade) for use in uses) for uses in asked))


def said(sources: Sequence[Source], path: Path) -> Place:
    """Where a colour is said: the number of the file and the path in it; of a name, where the nearer file gives it."""
    for own in _lineage(sources, path):
        for rank, source in enumerate(sources):
            if (value := source.at(own)) is not None:
                named = ("colors", value) if isinstance(value, str) else own
                nearer = (n for n, other in enumerate(sources[:rank]) if other.at(named) is not None)
                return next(((n, named) for n in nearer), (rank, own))
    return 0, path


def _lineage(sources: Sequence[Source], path: Path) -> Iterator[Path]:
    """A path in a role, grid, table or box, and the same in all that it is based on."""
    seen: set[Path] = set()
    while path not in seen:
        yield path
        seen.add(path)
        if len(path) > 2:
            bases = (base for source in sources if (base := source.at((*path[:2], "based_on"))) is not None)
            path = (path[0], next(bases, path[1]), *path[2:])


def _error(worst: Ink, others: int, span: Span, shade: str | None, first: str) -> Diagnostic:
    """The worst of what cannot be read or seen at a place, and the nearest shade that can wherever it is used."""
    where = _ground(worst.ground.path)
    found = f"{_words(worst.text.path)} on {where}, {ratio(worst.text.color, worst.ground.color)} to 1"
    more = f" (and {others} more)" if others else ""
    able = "read" if worst.need is Need.READ else "seen"
    help = f"no shade of it can be {able} everywhere"
    if shade:
        help = f"the nearest shade that can be {able} is {in_yaml(shade)}"
        help += ", wherever the colour is used" if others else ""
    help = first or help  # a shade would be that for another colour
    return Diagnostic("T204", f"too little contrast: {found}; it needs {worst.need.value:g}{more}", span, help=help)


def _alike(ink: Ink, span: Span, shade: str | None) -> Diagnostic:
    """Two areas that a print without colours does not tell apart."""
    first, second = sorted(int(tint.path[2]) + 1 for tint in (ink.text, ink.ground))
    found = f"{ratio(ink.text.color, ink.ground.color)} to 1; it needs {ink.need.value:g}"
    message = f"without colour, areas {first} and {second} of a chart look alike: {found}"
    help = "give one of them a `hatch` or an `outline` in `chart`"
    if shade:
        help = f"the nearest shade that will do is {in_yaml(shade)}; or {help}"
    return Diagnostic("T206", message, span, Severity.WARNING, help=help)


def _ground(path: Path) -> str:
    """What stands under a text or a line."""
    if not path:
        return "white"
    return "the area's colour" if path[0] == "chart" else f"the fill of `{path[1]}`"


def _words(path: Path) -> str:
    """What is set or drawn in the colour at a path."""
    match path:
        case ("chart", "lines", int(number), *_):
            return f"line {number + 1} of charts"
        case ("chart", _, int(number), "color"):
            return f"area {number + 1} of charts"
        case ("chart", _, int(number), part):
            return f"the {part} of area {number + 1} in charts"
        case ("roles", role, "label_color"):
            return f"labels of `{role}`"
        case ("roles", role, *_):
            return f"`{role}`"
        case _:
            return "links"
