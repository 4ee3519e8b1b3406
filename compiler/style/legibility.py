"""Legibility: whether each text can be read on its ground (WCAG 2.1, 1.4.3), said where the colour is to be changed.

In: which colour stands on which ground, and the files that the style was read from. Out: diagnostics. The place is the
nearest file's: who extends a style and changes a fill is told of the fill, not of the texts on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..contrast import WHITE, contrast, nearest_shade, ratio
from ..diagnostics import Diagnostic, Span
from ..ir import Path
from ..source import Source
from .models import Style
from .wording import in_yaml

LEAST = 4.5  # also for large type, to which WCAG grants 3
_ON_PAPER = ("header", "footer", "footnote", "chart-label", "chart-axis", "chart-series", "chart-term")


@dataclass(frozen=True, slots=True, order=True)
class Tint:
    """A colour, and where a style says it: ``("roles", "title", "color")``."""

    path: Path
    color: str


PAPER = Tint((), WHITE)


@dataclass(frozen=True, slots=True, order=True)
class Ink:
    """A colour that a text is set in, and what it stands on."""

    text: Tint
    ground: Tint = PAPER

    @property
    def contrast(self) -> float:
        return contrast(self.text.color, self.ground.color)


def settled_inks(style: Style, sources: Sequence[Source]) -> Iterator[Ink]:
    """What is known without a document: roles that always stand on paper, any other on the ground that suits it best.

    That is the least that can be asked of a role, and it is asked in the file that says a colour of the two.
    """
    grounds = [PAPER]
    grounds += (Tint(("grids", name, "fill"), grid.fill) for name, grid in style.grids.items() if grid.fill)
    grounds += (Tint(("boxes", name, "fill"), box.fill) for name, box in style.boxes.items() if box.fill)
    for name, table in style.tables.items():
        grounds += (Tint(("tables", name, "fills", str(column)), fill) for column, fill in table.fills.items())
    for name in style.roles.keys() - {"marking"}:
        text = Tint(("roles", name, "color"), style.roles[name].color)
        best = max((Ink(text, ground) for ground in grounds), key=lambda ink: ink.contrast)
        if name in _ON_PAPER:
            yield Ink(text)
        elif any(said(sources, tint.path)[0] == 0 for tint in (best.text, best.ground) if tint != PAPER):
            yield best


@dataclass(frozen=True, slots=True)
class _Use:
    """An ink as one place decides it: the text's colour, the ground's, or both."""

    ink: Ink
    of_text: bool
    of_ground: bool

    def passes(self, shade: str) -> bool:
        """Whether it would be legible with another colour at that place."""
        text, ground = self.ink.text.color, self.ink.ground.color
        return contrast(shade if self.of_text else text, shade if self.of_ground else ground) >= LEAST


def illegible(sources: Sequence[Source], inks: Iterable[Ink]) -> Iterator[Diagnostic]:
    """One diagnostic for each place whose colour makes texts illegible; of ``sources`` the nearest file is first."""
    places: dict[tuple[int, Path], list[_Use]] = {}
    for ink in sorted(inks):
        text = said(sources, ink.text.path)
        ground = said(sources, ink.ground.path) if ink.ground != PAPER else None
        place = ground if ground is not None and ground[0] < text[0] else text
        places.setdefault(place, []).append(_Use(ink, text == place, ground == place))
    for (rank, path), uses in places.items():
        if failing := [use.ink for use in uses if use.ink.contrast < LEAST]:
            worst = min(failing, key=lambda ink: (ink.contrast, path not in (ink.text.path, ink.ground.path)))
            yield _mistake(sources[rank].span(path), worst, len(failing) - 1, uses)


def said(sources: Sequence[Source], path: Path) -> tuple[int, Path]:
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


def _mistake(span: Span, worst: Ink, others: int, uses: list[_Use]) -> Diagnostic:
    """The worst of what fails at a place, how many others do, and the nearest shade with which none would."""
    text, ground = worst.text, worst.ground
    where = f"the fill of `{ground.path[1]}`" if ground.path else "white"
    found = f"{_words(text.path)} on {where}, {ratio(text.color, ground.color)} to 1; it needs {LEAST:g}"
    more = f" (and {others} more)" if others else ""
    before = text.color if any(use.of_text for use in uses if use.ink is worst) else ground.color
    shade = nearest_shade(before, lambda shade: all(use.passes(shade) for use in uses))
    help = (
        f"the nearest shade that can be read is {in_yaml(shade)}" if shade else "no shade of it can be read everywhere"
    )
    return Diagnostic("T204", f"too little contrast: {found}{more}", span, help=help)


def _words(path: Path) -> str:
    """What is set in the colour at a path."""
    if path[0] != "roles":
        return "links"
    return f"labels of `{path[1]}`" if path[2] == "label_color" else f"`{path[1]}`"
