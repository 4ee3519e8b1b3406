"""Chart looks: whether what a chart shows is seen on paper, and told apart without colour (WCAG 2.1: 1.4.1, 1.4.11).

In: a ``Style``, and which of its areas a document shows in one chart. Out: for each mistake its path, what is wrong and
what to do; warnings of areas that look alike. Texts are the affair of ``legibility``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from ..contrast import WHITE, contrast, nearest_shade, ratio
from ..diagnostics import Diagnostic, Severity
from .legibility import said
from .wording import in_yaml

if TYPE_CHECKING:
    from ..source import Source
    from .models import FillLook, Style

_LEAST = 3.0  # WCAG 2.1, 1.4.11
_APART = 2.0  # two plain areas, in a print without colours
Place = tuple[str | int, ...]
Mistake = tuple[Place, str, str]


def chart_mistakes(style: Style) -> Iterator[Mistake]:
    """What in a style's charts cannot be seen or told apart."""
    for number, fill in enumerate(style.chart.fills):
        path = ("chart", "fills", number)
        yield from _seen((*path, "outline" if fill.outline else "color"), fill.outline or fill.color, WHITE)
        if fill.hatch:
            yield from _seen((*path, "hatch"), fill.hatch, fill.color)
    for number, line in enumerate(style.chart.lines):
        yield from _seen(("chart", "lines", number, "color"), line.color, WHITE)
    for (first, a), (second, b) in combinations(enumerate(style.chart.lines), 2):
        if (a.dash, a.marker) == (b.dash, b.marker):
            help = "give it another `dash`, or `marker: true`"
            yield ("chart", "lines", second), f"without colour this line looks like number {first + 1}", help


def alike_areas(style: Style, sources: Sequence[Source], pairs: Iterable[tuple[int, int]]) -> Iterator[Diagnostic]:
    """A warning for each of the pairs of areas that a print without colours does not tell apart.

    The place is the colour that the nearest file changes; of ``sources`` it is first.
    """
    fills = style.chart.fills
    for pair in sorted(pairs):
        if _pattern(fills[pair[0]]) != _pattern(fills[pair[1]]):
            continue
        own, rest = sorted(pair, key=lambda area: (_said(sources, area)[0], -area))
        color, other = fills[own].color, fills[rest].color
        if contrast(color, other) >= _APART:
            continue
        rank, path = _said(sources, own)
        shade = nearest_shade(color, partial(_is_apart, fills[rest], fills[own].outline is not None))
        found = f"{ratio(color, other)} to 1; it needs {_APART:g}"
        message = f"without colour, areas {pair[0] + 1} and {pair[1] + 1} of a chart look alike: {found}"
        help = "give one of them a `hatch` or an `outline` in `chart`"
        if shade:
            help = f"the nearest shade that will do is {in_yaml(shade)}; or {help}"
        yield Diagnostic("T206", message, sources[rank].span(path), Severity.WARNING, help=help)


def _said(sources: Sequence[Source], area: int) -> tuple[int, Place]:
    """Where an area's colour is said: the number of the file, and the path in it."""
    return said(sources, ("chart", "fills", area, "color"))


def _is_apart(other: FillLook, outlined: bool, shade: str) -> bool:
    """Whether an area of a shade differs enough from another, and is seen on paper where it has no outline."""
    return contrast(shade, other.color) >= _APART and (outlined or contrast(shade, WHITE) >= _LEAST)


def _pattern(fill: FillLook) -> tuple[bool, bool]:
    return fill.hatch is not None, fill.outline is not None


def _seen(path: Place, color: str, ground: str) -> Iterator[Mistake]:
    if contrast(color, ground) < _LEAST:
        message = f"too little contrast for a chart: {ratio(color, ground)} to 1, it needs {_LEAST:g}"
        shade = nearest_shade(color, lambda shade: contrast(shade, ground) >= _LEAST)
        yield path, message, f"the nearest shade that can be seen is {in_yaml(shade)}" if shade else "change its ground"
