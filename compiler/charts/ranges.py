"""Range charts: for each thing that may happen a bar from the lower to the upper bound of its likelihood.

All bars lie over the same 0 to 100 per cent; the lines across are the bounds of the scale. What a bar says stands
beside it on the side that has room, and over it where neither has.
"""

from __future__ import annotations

from dataclasses import dataclass

from compiler import ir

from .pen import AXIS, GAP, GROUND, GUTTER, LABEL, TERM, Pen
from .spreading import chosen

_HEIGHT, _PITCH = 12.0, 26.0  # of the bars, and from bar to bar
_HANG = 10.5  # from an item's letter to its name
_WORD_GAP = 4.0  # between a term and its range
_CLEAR = 1.0  # of paper left and right of words that cross a line
_TICK_GAP, _TICKS_APART, _FOOT = 2.25, 4.0, 2.25  # over, between and under the numbers of the scale
_WHOLE = 100.0  # per cent


@dataclass(frozen=True, slots=True)
class _Bar:
    """A row measured: its bar's ends, its name in lines, and its words, where they begin, beside the bar or over it."""

    row: ir.RangeRow
    start: float
    end: float
    name: list[str]
    at: float
    over: list[tuple[str, str]]  # lines over the bar, each with its role; none: the words stand beside it

    def height(self, pen: Pen) -> float:
        return max(_PITCH + len(self.over) * pen.leading, (len(self.name) - 1) * pen.leading + _PITCH)


def draw_ranges(chart: ir.RangeChart, pen: Pen) -> None:
    """The rows from top to bottom, the bounds of the scale under them."""
    pen.fit_axis([row.name for row in chart.rows], _HANG)
    scale = (pen.room - pen.axis - GUTTER) / _WHOLE
    bars = [_measured(row, scale, pen) for row in chart.rows]
    top, foot = pen.y, pen.y + sum(bar.height(pen) for bar in bars)
    places = [pen.axis + bound.value * scale for bound in chart.bounds]
    for x in places[1:]:
        pen.grid((x, top), (x, foot))
    for bar in bars:
        middle = pen.y + _PITCH / 2
        pen.words(0.0, middle, bar.row.label, TERM)
        pen.lines(_HANG, middle, bar.name, LABEL)
        for text, role in bar.over:
            _write(text, role, bar.at, middle, pen)
            middle += pen.leading
        pen.mark(pen.look.fills[0], bar.start, middle - _HEIGHT / 2, max(bar.end - bar.start, 1.0), _HEIGHT)
        if not bar.over:
            x = bar.at + _write(bar.row.term, TERM, bar.at, middle, pen) + _WORD_GAP
            _write(bar.row.range, LABEL, x, middle, pen)
        pen.y += bar.height(pen)
    pen.base((pen.axis, top), (pen.axis, foot))
    pen.y += _TICK_GAP
    widths = [pen.width(bound.text, AXIS) for bound in chart.bounds]
    middles = [min(max(x, pen.axis + w / 2), pen.room - w / 2) for x, w in zip(places, widths, strict=True)]
    for index in chosen(middles, widths, _TICKS_APART):
        pen.words(middles[index], pen.y + pen.axis_leading / 2, chart.bounds[index].text, AXIS, anchor=0.5)
    pen.y += pen.axis_leading + _FOOT


def _measured(row: ir.RangeRow, scale: float, pen: Pen) -> _Bar:
    start, end = pen.axis + row.low * scale, pen.axis + row.high * scale
    name = pen.wrap(row.name, LABEL, pen.axis - GUTTER - _HANG)
    width = pen.width(row.term, TERM) + _WORD_GAP + pen.width(row.range, LABEL)
    over: list[tuple[str, str]] = []
    if end + GAP + width <= pen.room:
        at = end + GAP
    elif start - GAP - width >= pen.axis + GAP:
        at = start - GAP - width
    else:
        over = [(line, TERM) for line in pen.wrap(row.term, TERM, pen.room - pen.axis - GAP)] + [(row.range, LABEL)]
        widest = max(pen.width(text, role) for text, role in over)
        at = max(pen.axis + GAP, min(start, pen.room - widest))
    return _Bar(row, start, end, name, at, over)


def _write(text: str, role: str, x: float, middle: float, pen: Pen) -> float:
    """Words on paper that hides the lines behind them; their width."""
    width = pen.width(text, role)
    pen.rectangle(x - _CLEAR, middle - _HEIGHT / 2, width + 2 * _CLEAR, _HEIGHT, GROUND)
    return pen.words(x, middle, text, role)
