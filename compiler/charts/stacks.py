"""Stacked charts: for each item one bar of parts, each part named above itself with its value."""

from __future__ import annotations

from dataclasses import dataclass

from compiler import ir

from .pen import GUTTER, LABEL, MISSING, SERIES, Pen
from .spreading import spread

_HEIGHT = 12.0
_GAP = 11.5  # between one item and the next
_APART = 1.5  # between parts
_LEAST = 0.5  # the width of a part that is there at all
_WORD_GAP = 2.5
_LABEL_GAP = 6.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a bar: its fill, where it begins and ends, its words and their width."""

    fill: int
    start: float
    end: float
    name: str
    text: str
    width: float


def draw_stacks(chart: ir.Chart, pen: Pen) -> None:
    """The items from top to bottom."""
    columns = zip(*(series.values for series in chart.series), strict=True)
    most = max(chart.high, *(sum(datum.value for datum in column if datum) for column in columns))
    scale = (pen.room - pen.axis) / most if most > 0 else 0.0
    for item, name in enumerate(chart.items):
        parts = _parts(chart, item, scale, pen)
        _write(parts, pen)
        lines = pen.wrap(name, LABEL, pen.axis - GUTTER)
        pen.lines(0.0, pen.y + _HEIGHT / 2, lines, LABEL)
        for part in parts:
            apart = _APART if part is not parts[-1] else 0.0
            width = part.end - part.start
            if width > 0:
                x = min(part.start, pen.room - _LEAST)
                pen.mark(pen.look.fills[part.fill], x, pen.y, max(width - apart, _LEAST), _HEIGHT)
        pen.y += max(_HEIGHT, (len(lines) - 0.5) * pen.leading + _HEIGHT / 2) + _GAP
    pen.y -= _GAP


def _parts(chart: ir.Chart, item: int, scale: float, pen: Pen) -> list[_Part]:
    """The parts of one bar; a part without a number is written all the same."""
    out: list[_Part] = []
    x = pen.axis
    for fill, series in enumerate(chart.series):
        datum = series.values[item]
        text = datum.text if datum else MISSING
        end = x + (datum.value * scale if datum else 0.0)
        width = pen.width(text, LABEL) + (pen.width(series.name, SERIES) + _WORD_GAP if series.name else 0.0)
        out.append(_Part(fill, x, end, series.name, text, width))
        x = end
    return out


def _write(parts: list[_Part], pen: Pen) -> None:
    """The words of each part above it; where they find no room there, in lines with the parts' fills beside them."""
    wanted = [part.start for part in parts]
    if len(parts) > 1:
        wanted[-1] = max(wanted[-1], min(parts[-1].end, pen.room) - parts[-1].width)
    starts = spread(wanted, [part.width for part in parts], _LABEL_GAP, pen.axis, pen.room)
    over = starts is not None and all(
        start < part.end + _APART and start + part.width > part.start for start, part in zip(starts, parts, strict=True)
    )
    if starts is None or not over:
        pen.key([(part.fill, part.name, part.text) for part in parts])
        pen.y += 1.0
        return
    middle = pen.y + pen.leading / 2
    for start, part in zip(starts, parts, strict=True):
        x = start
        if part.name:
            x += pen.words(x, middle, part.name, SERIES) + _WORD_GAP
        pen.words(x, middle, part.text, LABEL)
    pen.y += pen.leading
