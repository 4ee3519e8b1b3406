"""Chart looks: the colours that charts show, and whether their lines are told apart without colour (WCAG 2.1, 1.4.1).

In: a ``Style``, and which of its areas a document shows in one chart. Out: ``Ink`` values, by which ``legibility``
judges; for each two lines that look alike the path, what is wrong and what to do. Texts are the affair of ``grounds``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from ..ir import Path
from .legibility import PAPER, Ink, Need, Tint

if TYPE_CHECKING:
    from .models import FillLook, Style


def chart_inks(style: Style) -> Iterator[Ink]:
    """What is to be seen in charts: each area or its outline, its hatch, each line."""
    for number, fill in enumerate(style.chart.fills):
        area = _area(style, number)
        edge = Tint(("chart", "fills", number, "outline"), fill.outline) if fill.outline else area
        yield Ink(edge, PAPER, Need.SEEN)
        if fill.hatch:
            yield Ink(Tint(("chart", "fills", number, "hatch"), fill.hatch), area, Need.SEEN)
    for number, line in enumerate(style.chart.lines):
        yield Ink(Tint(("chart", "lines", number, "color"), line.color), PAPER, Need.SEEN)


def area_inks(style: Style, pairs: Iterable[tuple[int, int]]) -> Iterator[Ink]:
    """Those of the pairs of areas, by number, that only their colours tell apart."""
    for first, second in pairs:
        if _pattern(style.chart.fills[first]) == _pattern(style.chart.fills[second]):
            yield Ink(_area(style, max(first, second)), _area(style, min(first, second)), Need.APART)


def chart_mistakes(style: Style) -> Iterator[tuple[Path, str, str]]:
    """Which lines of a style's charts only their colours tell apart."""
    for (first, a), (second, b) in combinations(enumerate(style.chart.lines), 2):
        if (a.dash, a.marker) == (b.dash, b.marker):
            help = "give it another `dash`, or `marker: true`"
            yield ("chart", "lines", second), f"without colour this line looks like number {first + 1}", help


def _area(style: Style, number: int) -> Tint:
    return Tint(("chart", "fills", number, "color"), style.chart.fills[number].color)


def _pattern(fill: FillLook) -> tuple[bool, bool]:
    return fill.hatch is not None, fill.outline is not None
