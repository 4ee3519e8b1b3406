"""Points into the units of the format. In: points. Out: whole numbers."""

from __future__ import annotations

from compiler.style import Rule

from .oxml import Xml, w


def twips(points: float) -> int:
    """Twentieths of a point: indents, spacing, widths."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Sizes of type."""
    return round(points * 2)


def emu(points: float) -> int:
    """English Metric Units: drawings."""
    return round(points * 12700)


def border(edge: str, rule: Rule, space: float = 0.0) -> Xml:
    """A border; widths are eighths of a point from 2 to 96 (17.18.2), ``space`` whole points up to 31 (17.3.4)."""
    width = min(96, max(2, round(rule.width * 8)))
    return w(edge, val="single", sz=width, space=min(31, round(space)), color=rule.color)
