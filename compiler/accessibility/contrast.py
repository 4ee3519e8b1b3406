"""Contrast: text against its ground, where styles and formatting say both (WCAG 2.1, 1.4.3).

A ground that a table's style gives to some of its rows is not worked out; such text is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..contrast import WHITE, contrast
from ..diagnostics import Diagnostic
from ..word_file import Element, W
from .outline import Outline, Styles, at, inside, value, words

_LEAST, _LEAST_LARGE = 4.5, 3.0
_LARGE, _LARGE_BOLD = 18.0, 14.0  # points
_INK = "000000"
_HEX = frozenset("0123456789ABCDEF")
_AROUND = tuple(f"{W}{tag}" for tag in ("tc", "tbl", "txbxContent"))


def check(outline: Outline) -> Iterator[Diagnostic]:
    """Text of too little contrast: each pair of colours once, with the first words that have it."""
    met: set[tuple[str, str]] = set()
    looks = _Looks(outline.styles)
    for paragraph in outline.paragraphs:
        style = value(paragraph, "pPr/pStyle") or outline.styles.default
        ground = looks.ground(paragraph, style)
        for run in inside(paragraph, f"{W}r"):
            look = looks.of(run, style)
            pair = look.color, look.fill or ground
            if pair in met or not _is_color(pair[0]) or not _is_color(pair[1]):
                continue
            ratio = contrast(*pair)
            if ratio >= _LEAST or (ratio >= _LEAST_LARGE and look.is_large):
                continue
            if words(run).strip():
                met.add(pair)
                least = f"take colours of a contrast of at least {_LEAST}:1, {_LEAST_LARGE:g}:1 for large type"
                message = f"#{pair[0]} on #{pair[1]} is hard to read, a contrast of {ratio:.1f}:1"
                yield outline.diagnostic("D114", message, least, near=run)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a run looks like; a ``fill`` of its own or ``""``."""

    color: str
    fill: str
    is_large: bool


class _Looks:
    """What runs look like: their own formatting, then their style's, their paragraph's, the defaults."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._plain: dict[str, _Look] = {}  # of runs that say nothing themselves, which most do, by paragraph style
        self._grounds: dict[Element, str] = {}  # in cells, tables and shapes

    def of(self, run: Element, style: str) -> _Look:
        """What a run looks like in a paragraph of a style."""
        properties = at(run, "rPr")
        if properties is not None:
            return self._read({own.tag: own for own in properties}, style)
        if style not in self._plain:
            self._plain[style] = self._read({}, style)
        return self._plain[style]

    def ground(self, paragraph: Element, style: str) -> str:
        """The ground of a paragraph of a style: its own, its cell's, that of the cells round it, or the paper's.

        ``""`` when it is not known.
        """
        own = _fill(at(paragraph, "pPr/shd")) or _fill(self._styles.find(style, "pPr/shd"))
        return own or self._behind(paragraph)

    def _behind(self, element: Element) -> str:
        around = next(element.iterancestors(*_AROUND), None)
        if around is None:
            return WHITE
        if around not in self._grounds:
            own = self._own_ground(around)
            self._grounds[around] = self._behind(around) if own is None else own
        return self._grounds[around]

    def _own_ground(self, around: Element) -> str | None:
        """The ground that a cell, a table or a shape has itself; ``None`` for what stands behind it."""
        if around.tag == f"{W}txbxContent":
            return ""  # the shape's own fill
        if around.tag == f"{W}tc":
            return _fill(at(around, "tcPr/shd")) or None
        if fill := _fill(at(around, "tblPr/shd")):
            return fill
        look = value(around, "tblPr/tblStyle")
        fills = any(_fill(self._styles.find(look, path)) for path in ("tblPr/shd", "tcPr/shd"))
        return "" if fills or self._styles.find(look, "tblStylePr/tcPr/shd") is not None else None

    def _read(self, properties: Mapping[str, Element], style: str) -> _Look:
        def found(tag: str) -> Element | None:
            if f"{W}{tag}" in properties:
                return properties[f"{W}{tag}"]
            for name in (value(properties.get(f"{W}rStyle")), style):
                if name and (said := self._styles.find(name, f"rPr/{tag}")) is not None:
                    return said
            return self._styles.default_run(tag)

        half_points, bold = value(found("sz")), found("b")
        size = int(half_points) / 2 if half_points.isdecimal() else 10.0
        is_bold = bold is not None and value(bold) not in ("0", "false")
        is_large = size >= _LARGE or (size >= _LARGE_BOLD and is_bold)
        return _Look(value(found("color")).upper() or _INK, _fill(found("shd")), is_large)


def _fill(shade: Element | None) -> str:
    """The fill of a shade, ``""`` for none; one with a pattern over it counts as its fill."""
    fill = "" if shade is None else str(shade.get(f"{W}fill", "")).upper()
    return "" if fill == "AUTO" else fill


def _is_color(color: str) -> bool:
    """Not so ``AUTO``, where Word takes black or white, whichever can be read."""
    return len(color) == 6 and _HEX.issuperset(color)
