"""Bar charts: bars lying on the axis, one below the other, each with its value at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compiler import ir

from .pen import AXIS, GAP, GUTTER, LABEL, MISSING, NAME_GAP, SERIES, Pen

_HEIGHT, _PITCH = 11.0, 17.0  # of the bars of one series, and from bar to bar
_GROUPED_HEIGHT, _GROUPED_PITCH, _GROUP_GAP = 9.5, 12.0, 10.0
_TALLEST = 520.0  # points; many bars move together to stay below it
_CLOSEST, _LEAST_GAP = 12.5, 2.0
_LONGEST_NAME = 0.4  # of the room, for a series' name beside its first bar


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar and what is written at its end: its value, and the series' name at the first bar of several series."""

    value: float
    text: str
    name: str
    width: float  # of what is written, with the gap before it


def draw_bars(chart: ir.Chart, pen: Pen) -> None:
    """The items from top to bottom, each with a bar for each series."""
    groups = _bars(chart, pen)
    lines = [pen.wrap(item, LABEL, pen.axis - GUTTER) for item in chart.items]
    zero, scale = _fit(chart, [bar for group in groups for bar in group], pen)
    height, pitch, gap = _measures(lines, len(chart.series), pen)
    top = pen.y
    for number, (group, name) in enumerate(zip(groups, lines, strict=True)):
        marks, words = len(group) * pitch, len(name) * pen.leading
        if len(group) == 1:
            row = max(pitch, words + pitch - _HEIGHT if len(name) > 1 else 0.0)
            middle = pen.y + row / 2
            pen.lines(0.0, middle - (words - pen.leading) / 2, name, LABEL)
        else:
            row = max(marks, words) + gap
            middle = pen.y + gap / 2 + pitch / 2
            pen.lines(0.0, middle, name, LABEL)
        for series, bar in enumerate(group):
            length = bar.value * scale
            fill = pen.look.fills[fill_of(chart, series, number)]
            pen.mark(fill, zero + min(length, 0.0), middle - height / 2, abs(length), height)
            _label(bar, zero + length, middle, pen)
            middle += pitch
        pen.y += row
    pen.base((zero, top), (zero, pen.y))


def fill_of(chart: ir.Chart, series: int, item: int) -> int:
    """The fill of a mark: that of its series; where one item is emphasised, the others are in the second one."""
    return 1 if chart.emphasis is not None and item != chart.emphasis else series


def _bars(chart: ir.Chart, pen: Pen) -> list[list[_Bar]]:
    """The bars by item. Names of series that are too long to stand beside a bar have been put over the chart."""
    names = [series.name for series in chart.series]
    if any(pen.width(name, SERIES) > _LONGEST_NAME * (pen.room - pen.axis) for name in names):
        pen.key([(number, name, "") for number, name in enumerate(names)])
        names = [""] * len(names)
    out: list[list[_Bar]] = []
    for item in range(len(chart.items)):
        group: list[_Bar] = []
        for number, series in enumerate(chart.series):
            datum = series.values[item]
            name = names[number] if datum else ""
            if datum:
                names[number] = ""
            text, role = (datum.text, LABEL) if datum else (MISSING, AXIS)
            width = GAP + pen.width(text, role) + (NAME_GAP + pen.width(name, SERIES) if name else 0.0)
            group.append(_Bar(datum.value if datum else 0.0, text, name, width))
        out.append(group)
    return out


def _fit(chart: ir.Chart, bars: Sequence[_Bar], pen: Pen) -> tuple[float, float]:
    """Where zero is, and the points to a unit: the largest with which bars and what is written at them fit."""
    room = pen.room - pen.axis
    ends = [(bar.value, bar.width) for bar in bars] + [(chart.low, 0.0), (chart.high, 0.0)]
    left = [(-value, width) for value, width in ends if value < 0] or [(0.0, 0.0)]
    right = [(value, width) for value, width in ends if value >= 0] or [(0.0, 0.0)]
    scales = [
        max(room - before - after, 0.0) / (low + high)
        for low, before in left
        for high, after in right
        if low + high > 0
    ]
    scale = min(scales, default=0.0)
    return pen.axis + max(low * scale + before for low, before in left), scale


def _measures(lines: Sequence[Sequence[str]], series: int, pen: Pen) -> tuple[float, float, float]:
    """A bar's height, the distance from bar to bar, the gap between groups; less when there are many."""
    if series == 1:
        pitch = max(min(_PITCH, _TALLEST / len(lines)), _CLOSEST)
        return min(_HEIGHT, pitch - 3), pitch, 0.0
    rows = sum(max(series * _GROUPED_PITCH, len(name) * pen.leading) for name in lines)
    gap = max(min(_GROUP_GAP, (_TALLEST - rows) / len(lines)), _LEAST_GAP)
    return _GROUPED_HEIGHT, _GROUPED_PITCH, gap


def _label(bar: _Bar, end: float, middle: float, pen: Pen) -> None:
    """The value at a bar's end, and the name beyond it; left of a bar that goes to the left."""
    role = AXIS if bar.text == MISSING else LABEL
    if bar.value < 0:
        x = end - GAP - pen.words(end - GAP, middle, bar.text, role, anchor=1.0)
        if bar.name:
            pen.words(x - NAME_GAP, middle, bar.name, SERIES, anchor=1.0)
    else:
        x = end + GAP + pen.words(end + GAP, middle, bar.text, role)
        if bar.name:
            pen.words(x + NAME_GAP, middle, bar.name, SERIES)
