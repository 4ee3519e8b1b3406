"""Measures: whether a page leaves room for its text, its margins for header and footer, lines for the letters in them.

In: a ``Style``. Out: for each mistake the paths whose values make it, what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import TYPE_CHECKING

from ..ir import Path
from .models import MM

if TYPE_CHECKING:
    from .models import Style

LEAST_ROOM = 144  # points for the text block, each way: two inches
LEAST_WIDTH = 36  # points for a paragraph


Mistake = tuple[tuple[Path, ...], str, str]


def measure_mistakes(style: Style) -> Iterator[Mistake]:
    """What in a style's measures no text could stand in."""
    page = style.page
    if min(page.width, page.height) < LEAST_ROOM:
        message = f"the page leaves {page.width:.0f} × {page.height:.0f} points for text"
        yield (("page", "margin"), ("page", "size")), message, f"{LEAST_ROOM} are needed each way"
        return
    yield from _margins(style)
    for name, role in style.roles.items():
        at = ("roles", name)
        if role.leading < role.size:
            message = f"the lines of `{name}` run into each other: size {role.size:g}, leading {role.leading:g}"
            help = f"a leading of {1.2 * role.size:.4g} to {1.4 * role.size:.4g} can be read well"
            yield ((*at, "leading"), (*at, "size")), message, help
        if role.indent + role.right > page.width - LEAST_WIDTH:
            message = f"the indents of `{name}` leave no room for text: the page has {page.width:.0f} points"
            yield ((*at, "indent"), (*at, "right")), message, ""


def _margins(style: Style) -> Iterator[Mistake]:
    """Margins in which header and footer have no room for the marking's box, which is as high as they are."""
    page = style.page
    needed = {"header": page.header + style.marking.height, "footer": page.footer + style.marking.height}
    margins = {"header": ("upper", page.margin[0]), "footer": ("lower", page.margin[2])}
    if low := [name for name, (_, margin) in margins.items() if margin < needed[name]]:
        sides = (
            f"the {side} margin is {margin:.0f} points and needs {ceil(needed[name])}"
            for name, (side, margin) in margins.items()
            if name in low
        )
        message = f"no room for {' and '.join(low)}: {', '.join(sides)}"
        help = f"`{ceil(max(needed[name] for name in low) / MM)}mm` will do; a number without a unit is points"
        yield (("page", "margin"), *(("page", name) for name in low), ("marking", "height")), message, help
