"""Line charts: a line for each series, named with its last value at its right end."""

from __future__ import annotations

from dataclasses import dataclass

from compiler import ir

from .pen import LABEL, Pen
from .shapes import Point
from .spreading import spread
from .steps import tick_room, write_items, write_ticks

_HEIGHT = 70.0
_WIDEST_LABEL = 0.35  # of the room right of the axis
_LABEL_GAP, _LEADER = 5.0, 16.0  # between a line's end and its label, without and with a line that leads there
_MOVED = 2.0  # a label that is moved further from its line's end is led to


@dataclass(frozen=True, slots=True)
class _End:
    """A line's last point with a number, and the lines of its label."""

    point: Point
    lines: list[str]


def draw_lines(chart: ir.Chart, pen: Pen) -> None:
    """The lines from left to right, on a grid."""
    left = max(pen.axis, tick_room(chart, pen))
    room = pen.room - left
    texts = [_words(series) for series in chart.series]
    labels = [pen.wrap(text, LABEL, _WIDEST_LABEL * room) for text in texts]
    widest = max(pen.width(line, LABEL) for label in labels for line in label)
    height = max(_HEIGHT, sum(map(len, labels)) * pen.leading)
    low, high = chart.ticks[0].value, chart.ticks[-1].value
    scale = height / (high - low)
    pen.y += pen.axis_leading / 2
    foot = pen.y + height

    right = pen.room - widest - _LABEL_GAP
    traces = _traces(chart, left, right, foot, low, scale)
    middles, led = _middles(traces, labels, pen, right)
    if led:
        right = pen.room - widest - _LEADER
        traces = _traces(chart, left, right, foot, low, scale)
    write_ticks(chart, left, right, foot, scale, pen)
    base = foot - (min(max(0.0, low), high) - low) * scale
    pen.base((left, base), (right, base))
    for number in range(len(traces) - 1, -1, -1):  # the first lies on top
        for stretch in traces[number]:
            pen.trace(pen.look.lines[number], stretch)
    for trace, label, middle in zip(traces, labels, middles, strict=True):
        x, y = trace[-1][-1]
        if led:
            first = middle + (len(label) - 1) * pen.leading / 2
            pen.grid((x + 2, y), (right + 3, y))
            pen.grid((right + 3, y), (right + _LEADER - 2, first))
        pen.lines(pen.room - widest, middle, label, LABEL)
    pen.y = foot + 4.0
    write_items(chart.items, [_across(place, chart, left, right) for place in chart.places], pen)


def _words(series: ir.Series) -> str:
    last = next(datum for datum in reversed(series.values) if datum)
    return f"{series.name} {last.text}".strip()


def _across(place: float, chart: ir.Chart, left: float, right: float) -> float:
    """Where a place along the line is; the middle when there is only one."""
    first, last = chart.places[0], chart.places[-1]
    return left + (right - left) * ((place - first) / (last - first) if last > first else 0.5)


def _traces(
    chart: ir.Chart, left: float, right: float, foot: float, low: float, scale: float
) -> list[list[list[Point]]]:
    """For each series the stretches of its line: it is broken where a number is missing."""
    out: list[list[list[Point]]] = []
    for series in chart.series:
        stretches: list[list[Point]] = [[]]
        for place, datum in zip(chart.places, series.values, strict=True):
            if datum is None:
                stretches.append([])
            else:
                stretches[-1].append((_across(place, chart, left, right), foot - (datum.value - low) * scale))
        out.append([stretch for stretch in stretches if stretch])
    return out


def _middles(
    traces: list[list[list[Point]]], labels: list[list[str]], pen: Pen, right: float
) -> tuple[list[float], bool]:
    """Where each label's first line has its middle, and whether one of them must be led to."""
    ends = [trace[-1][-1] for trace in traces]
    order = sorted(range(len(ends)), key=lambda number: (ends[number][1], number))
    sizes = [len(labels[number]) * pen.leading for number in order]
    wanted = [ends[number][1] - size / 2 for number, size in zip(order, sizes, strict=True)]
    lowest = pen.y + max(_HEIGHT, sum(sizes)) + pen.leading / 2
    starts = spread(wanted, sizes, 0.0, pen.y - pen.leading / 2, lowest)
    assert starts is not None  # the chart is as high as its labels
    middles = [0.0] * len(ends)
    for number, start in zip(order, starts, strict=True):
        middles[number] = start + pen.leading / 2
    moved = any(abs(start - want) > _MOVED for start, want in zip(starts, wanted, strict=True))
    return middles, moved or any(end[0] < right - 0.5 for end in ends)
