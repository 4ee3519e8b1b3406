"""The foot of a chart that goes from left to right, and the axis of values at its left edge."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from compiler import ir

from .pen import AXIS, Pen
from .spreading import chosen

_MOST_LINES = 3  # of a name under its mark
_APART = 6.0
_TICK_GAP = 6.0


def write_items(items: Sequence[str], middles: Sequence[float], pen: Pen) -> None:
    """The items under their marks, in up to three lines; those that find no room are left to the table of the data."""
    pitch = min((b - a for a, b in pairwise(middles)), default=pen.room / 2) - _APART
    wrapped = [_wrap(item, pitch, pen) for item in items]
    if all(len(lines) <= _MOST_LINES and _width(lines, pen) <= pitch + 0.01 for lines in wrapped):
        shown = list(range(len(items)))
    else:
        wrapped = [_cut(_wrap(item, max(pitch, pen.room / 6), pen)) for item in items]
        shown = []
    widths = [_width(lines, pen) for lines in wrapped]
    places = [min(max(middle, width / 2), pen.room - width / 2) for middle, width in zip(middles, widths, strict=True)]
    for index in shown or chosen(places, widths, _APART):
        pen.lines(places[index], pen.y + pen.axis_leading / 2, wrapped[index], AXIS, anchor=0.5)
    pen.y += max(map(len, wrapped)) * pen.axis_leading


def _wrap(item: str, width: float, pen: Pen) -> list[str]:
    """A name in lines; words are not broken: one that is too wide shows that the name has no room."""
    widest = max(pen.width(word, AXIS) for word in item.split(" "))
    return pen.wrap(item, AXIS, max(width, widest))


def _cut(lines: list[str]) -> list[str]:
    """The first lines of a name, with a sign that there are more: it stands whole in the table of the data."""
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]} …"]


def _width(lines: Sequence[str], pen: Pen) -> float:
    return max(pen.width(line, AXIS) for line in lines)


def tick_room(chart: ir.Chart, pen: Pen) -> float:
    """How much room the axis of values takes."""
    return max(pen.width(tick.text, AXIS) for tick in chart.ticks) + _TICK_GAP


def write_ticks(chart: ir.Chart, left: float, right: float, at_low: float, scale: float, pen: Pen) -> None:
    """The steps of the axis of values left of ``left``, each with a line across; the line at zero is stronger."""
    for tick in chart.ticks:
        y = at_low - (tick.value - chart.ticks[0].value) * scale
        pen.words(left - _TICK_GAP, y, tick.text, AXIS, anchor=1.0)
        if tick.value != 0:
            pen.grid((left, y), (right, y))
