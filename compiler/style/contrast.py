"""Contrast: whether what a chart shows is seen on paper, and told apart without colour (WCAG 2.1: 1.4.1, 1.4.11).

In: a ``Style``. Out: for each mistake its path, what is wrong and what to do. Texts are the affair of ``legibility``.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import FillLook, Style

WHITE = "FFFFFF"
_LEAST = 3.0  # WCAG 2.1, 1.4.11
_APART = 2.0  # two plain areas, in a print without colours
Mistake = tuple[tuple[str | int, ...], str, str]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.1), from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ratio(one: str, other: str) -> str:
    """The same in words, rounded down: 4.49 is not 4.5."""
    return f"{int(contrast(one, other) * 10) / 10:g}"


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def nearest_shade(color: str, passes: Callable[[str], bool]) -> str | None:
    """The colour of the same hue and saturation that passes, with the least change of lightness."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)))
    steps = sorted((step / 255 for step in range(256)), key=lambda step: abs(step - lightness))
    shades = (colorsys.hls_to_rgb(hue, step, saturation) for step in steps)
    return next(filter(passes, ("".join(f"{round(255 * part):02X}" for part in shade) for shade in shades)), None)


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
