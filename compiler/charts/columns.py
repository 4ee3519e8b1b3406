"""Column charts: columns from left to right, each with its value on top; an axis of values where these have no room."""

from __future__ import annotations

from compiler import ir

from .bars import fill_of
from .pen import AXIS, GROUND, LABEL, MISSING, Pen
from .steps import tick_room, write_items, write_ticks

_HEIGHT = 60.0  # from the lowest end of a column to the highest
_AXIS_HEIGHT = 70.0  # of a chart with an axis of values
_PITCH = 84.0  # the most from item to item, per column
_SHARE = 0.8  # of the pitch, that columns take
_APART = 1.5  # between the columns of one item
_LIFT = 2.0  # between a column and its value


def draw_columns(chart: ir.Chart, pen: Pen) -> None:
    """The items from left to right, each with a column for each series."""
    if len(chart.series) > 1:
        pen.key([(number, series.name, "") for number, series in enumerate(chart.series)])
        pen.y += 3.0
    left, pitch, width = _widths(chart, pen, pen.axis)
    labels = [datum.text if datum else MISSING for series in chart.series for datum in series.values]
    direct = max(pen.width(label, LABEL) for label in labels) <= (pitch if len(chart.series) == 1 else width) - 1.0
    if not direct:
        left, pitch, width = _widths(chart, pen, max(pen.axis, tick_room(chart, pen)))
    right = left + pitch * len(chart.items)
    values = [datum.value for series in chart.series for datum in series.values if datum]
    low, high = min(0.0, chart.low, *values), max(0.0, chart.high, *values)
    if not direct:
        low, high = chart.ticks[0].value, chart.ticks[-1].value
    scale = (_HEIGHT if direct else _AXIS_HEIGHT) / (high - low) if high > low else 0.0
    pen.y += pen.leading + _LIFT if direct or chart.emphasis is not None else pen.axis_leading / 2
    zero = pen.y + high * scale
    if not direct:
        write_ticks(chart, left, right, pen.y + (high - low) * scale, scale, pen)
    ends: list[tuple[float, float]] = []  # where each column stands and how far it goes, from zero upwards
    for item in range(len(chart.items)):
        x = left + item * pitch + (pitch - (len(chart.series) * (width + _APART) - _APART)) / 2
        for number, series in enumerate(chart.series):
            datum = series.values[item]
            length = datum.value * scale if datum else 0.0
            fill = pen.look.fills[fill_of(chart, number, item)]
            pen.mark(fill, x, zero - max(length, 0.0), width, abs(length))
            if direct:
                _label(datum, x + width / 2, zero - length, pen)
            ends.append((x + width / 2, length))
            x += width + _APART
    if not direct and chart.emphasis is not None:
        _label_among(chart.series[0].values[chart.emphasis], ends, ends[chart.emphasis], (zero, width), pen)
    pen.base((left, zero), (right, zero))
    pen.y = zero - low * scale
    if low < 0 and (direct or chart.emphasis is not None):
        pen.y += pen.leading + _LIFT
    pen.y += 4.0
    write_items(chart.items, [left + (item + 0.5) * pitch for item in range(len(chart.items))], pen)


def _widths(chart: ir.Chart, pen: Pen, left: float) -> tuple[float, float, float]:
    """Where columns begin, the distance from item to item, a column's width."""
    count = len(chart.series)
    pitch = min((pen.room - left) / len(chart.items), _PITCH * count**0.5)
    return left, pitch, (_SHARE * pitch - (count - 1) * _APART) / count


def _label(datum: ir.Datum | None, middle: float, end: float, pen: Pen) -> None:
    """The value beyond a column's end."""
    text, role = (datum.text, LABEL) if datum else (MISSING, AXIS)
    half = pen.leading / 2 + _LIFT - 1.0
    pen.words(middle, end + half if datum and datum.value < 0 else end - half, text, role, anchor=0.5)


def _label_among(
    datum: ir.Datum | None,
    ends: list[tuple[float, float]],
    own: tuple[float, float],
    foot: tuple[float, float],
    pen: Pen,
) -> None:
    """The value of one narrow column, beyond those that its text would cross, on the colour of the paper."""
    if datum is None:
        return
    (middle, length), (zero, width) = own, foot
    half = pen.width(datum.text, LABEL) / 2 + 2
    at = min(max(middle, pen.axis + half), pen.room - half)
    crossed = [end for x, end in ends if abs(x - at) < half + width / 2]
    end = min(*crossed, 0.0) if length < 0 else max(*crossed, 0.0)
    if end != length:
        pen.grid((middle, zero - length), (middle, zero - end))
    y = zero - end + (pen.leading / 2 + 1 if length < 0 else -pen.leading / 2 - 1)
    pen.rectangle(at - half, y - pen.leading / 2 + 1, 2 * half, pen.leading - 2, GROUND)
    pen.words(at, y, datum.text, LABEL, anchor=0.5)
