"""Measures: whether a page leaves room for its text, and lines for the letters in them.

In: a ``Style``. Out: for each mistake the paths whose values make it, what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..ir import Path

if TYPE_CHECKING:
    from .models import Style

LEAST_ROOM = 144  # points for the text block, each way: two inches
LEAST_WIDTH = 36  # points for a paragraph


def measure_mistakes(style: Style) -> Iterator[tuple[tuple[Path, ...], str, str]]:
    """What in a style's measures no text could stand in."""
    page = style.page
    if min(page.width, page.height) < LEAST_ROOM:
        message = f"the page leaves {page.width:.0f} × {page.height:.0f} points for text"
        yield (("page", "margin"), ("page", "size")), message, f"{LEAST_ROOM} are needed each way"
        return
    for name, role in style.roles.items():
        at = ("roles", name)
        if role.leading < role.size:
            message = f"the lines of `{name}` run into each other: size {role.size:g}, leading {role.leading:g}"
            help = f"a leading of {1.2 * role.size:.4g} to {1.4 * role.size:.4g} can be read well"
            yield ((*at, "leading"), (*at, "size")), message, help
        if role.indent + role.right > page.width - LEAST_WIDTH:
            message = f"the indents of `{name}` leave no room for text: the page has {page.width:.0f} points"
            yield ((*at, "indent"), (*at, "right")), message, ""
