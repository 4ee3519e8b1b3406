"""Contrast: text against its ground, where styles and formatting say both (WCAG 2.1, 1.4.3).

A ground that a table's style gives to some of its rows is not worked out; such text is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..contrast import WHITE, contrast
from ..diagnostics import Diagnostic
from ..word_file import Element, W
from .outline import Outline, at, inside, value, words

_LEAST, _LEAST_LARGE = 4.5, 3.0
_LARGE, _LARGE_BOLD = 18.0, 14.0  # points
_INK = "000000"


def check(outline: Outline) -> Iterator[Diagnostic]:
    """Text of too little contrast: each pair of colours once, with the first words that have it."""
    met: set[tuple[str, str]] = set()
    looks = _Looks(outline)
    for paragraph in outline.paragraphs:
        ground = looks.ground(paragraph)
        for run in inside(paragraph, f"{W}r"):
            pair = looks.pair(run, paragraph, ground)
            if pair is None or pair in met:
                continue
            ratio = contrast(*pair)
            if ratio >= _LEAST or (ratio >= _LEAST_LARGE and looks.is_large(run, paragraph)):
                continue
            if words(run).strip():
                met.add(pair)
                least = f"take colours of a contrast of at least {_LEAST}:1, {_LEAST_LARGE:g}:1 for large type"
                message = f"#{pair[0]} on #{pair[1]} is hard to read, a contrast of {ratio:.1f}:1"
                yield outline.diagnostic("D114", message, least, near=run)


class _Looks:
    """What runs look like: their own formatting, then their style's, their paragraph's, the defaults."""

    def __init__(self, outline: Outline) -> None:
        self._styles = outline.styles

    def pair(self, run: Element, paragraph: Element, ground: str | None) -> tuple[str, str] | None:
        """The colours of a run and its ground; ``None`` when one of them is not known."""
        color = value(self._found(run, paragraph, "color")).upper() or _INK
        own = _fill(self._found(run, paragraph, "shd"))
        ground = own or ground
        if ground is None or len(ground) != 6:
            return None
        if color == "AUTO":
            return None  # Word takes black or white, whichever can be read
        return (color, ground) if len(color) == 6 and _is_hex(color) and _is_hex(ground) else None

    def is_large(self, run: Element, paragraph: Element) -> bool:
        """Whether a run is in large type."""
        half_points = value(self._found(run, paragraph, "sz"))
        size = int(half_points) / 2 if half_points.isdecimal() else 10.0
        bold = self._found(run, paragraph, "b")
        return size >= _LARGE or (size >= _LARGE_BOLD and bold is not None and value(bold) not in ("0", "false"))

    def ground(self, paragraph: Element) -> str | None:
        """The ground of a paragraph: its own, its cell's, that of the cells round it, or the paper's."""
        style = value(paragraph, "pPr/pStyle") or self._styles.default
        if fill := _fill(at(paragraph, "pPr/shd")) or _fill(self._styles.find(style, "pPr/shd")):
            return fill
        for around in paragraph.iterancestors(f"{W}tc", f"{W}tbl", f"{W}txbxContent"):
            if around.tag == f"{W}txbxContent":
                return None  # the shape's own fill
            if around.tag == f"{W}tc" and (fill := _fill(at(around, "tcPr/shd"))):
                return fill
            if around.tag == f"{W}tbl":
                look = value(around, "tblPr/tblStyle")
                if fill := _fill(at(around, "tblPr/shd")):
                    return fill
                if any(_fill(self._styles.find(look, path)) for path in ("tblPr/shd", "tcPr/shd")) or self._is_banded(
                    look
                ):
                    return None
        return WHITE

    def _found(self, run: Element, paragraph: Element, tag: str) -> Element | None:
        own = at(run, f"rPr/{tag}")
        if own is not None:
            return own
        for style in (value(run, "rPr/rStyle"), value(paragraph, "pPr/pStyle") or self._styles.default):
            if style and (found := self._styles.find(style, f"rPr/{tag}")) is not None:
                return found
        return self._styles.default_run(tag)

    def _is_banded(self, style: str) -> bool:
        return self._styles.find(style, "tblStylePr/tcPr/shd") is not None


def _fill(shade: Element | None) -> str:
    """The fill of a shade, ``""`` for none; one with a pattern over it counts as its fill."""
    fill = "" if shade is None else str(shade.get(f"{W}fill", "")).upper()
    return "" if fill == "AUTO" else fill


def _is_hex(color: str) -> bool:
    return all(c in "0123456789ABCDEF" for c in color)
