"""The contrast of two colours, as WCAG 2.1 measures it.

In: colours as ``RRGGBB``. Out: ratios from 1 to 21, and shades that pass. What needs how much is the callers' affair.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable
from functools import lru_cache

WHITE = "FFFFFF"  # the paper


@lru_cache(1024)  # a document has few pairs of colours, in many places
def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ratio(one: str, other: str) -> str:
    """The same in words, rounded down: 4.49 is not 4.5."""
    return f"{int(contrast(one, other) * 10) / 10:g}"


def nearest_shade(color: str, passes: Callable[[str], bool]) -> str | None:
    """The colour of the same hue and saturation that passes, with the least change of lightness."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(color))
    steps = sorted((step / 255 for step in range(256)), key=lambda step: abs(step - lightness))
    shades = (colorsys.hls_to_rgb(hue, step, saturation) for step in steps)
    return next(filter(passes, ("".join(f"{round(255 * part):02X}" for part in shade) for shade in shades)), None)


@lru_cache(maxsize=1024)
def _luminance(color: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue
