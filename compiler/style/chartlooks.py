"""Chart looks: whether what a chart shows is seen on paper, and told apart without colour (WCAG 2.1: 1.4.1, 1.4.11).

In: a ``Style``. Out: for each mistake its path, what is wrong and what to do. Texts are the affair of ``legibility``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from ..contrast import WHITE, contrast, ratio

if TYPE_CHECKING:
    from .models import FillLook, Style

_LEAST = 3.0  # WCAG 2.1, 1.4.11
_APART = 2.0  # two plain areas, in a print without colours
Mistake = tuple[tuple[str | int, ...], str, str]


def chart_mistakes(style: Style) -> Iterator[Mistake]:
    """What in a style's charts cannot be seen or told apart."""
    for number, fill in enumerate(style.chart.fills):
        path = ("chart", "fills", number)
        yield from _seen((*path, "outline" if fill.outline else "color"), fill.outline or fill.color, WHITE)
        if fill.hatch:
            yield from _seen((*path, "hatch"), fill.hatch, fill.color)
    for number, line in enumerate(style.chart.lines):
        yield from _seen(("chart", "lines", number, "color"), line.color, WHITE)
    for (first, one), (second, other) in combinations(enumerate(style.chart.fills), 2):
        if _pattern(one) == _pattern(other) and contrast(one.color, other.color) < _APART:
            help = "make one much lighter, or give it a `hatch` or an `outline`"
            yield ("chart", "fills", second), f"without colour this area looks like number {first + 1}", help
    for (first, a), (second, b) in combinations(enumerate(style.chart.lines), 2):
        if (a.dash, a.marker) == (b.dash, b.marker):
            help = "give it another `dash`, or `marker: true`"
            yield ("chart", "lines", second), f"without colour this line looks like number {first + 1}", help


def _pattern(fill: FillLook) -> tuple[bool, bool]:
    return fill.hatch is not None, fill.outline is not None


def _seen(path: tuple[str | int, ...], color: str, ground: str) -> Iterator[Mistake]:
    if contrast(color, ground) < _LEAST:
        message = f"too little contrast for a chart: {ratio(color, ground)} to 1, it needs {_LEAST:g}"
        yield path, message, "take a darker colour" if ground == WHITE else "take a colour further from its ground"
