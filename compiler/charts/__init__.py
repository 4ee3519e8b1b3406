"""Charts as shapes: what a chart shows, in a style and a room → a drawing that every writer can draw.

In: ``ir.Chart`` or ``ir.RangeChart``, ``Style`` and a width in points, which only the writer knows. Out: a ``Vector``.
Everything is measured and placed here, so that both formats show the same picture and no label meets another; a writer
draws four kinds of shapes.
"""

from __future__ import annotations

from typing import assert_never

from compiler import ir
from compiler.style import Style

from .bars import draw_bars
from .columns import draw_columns
from .lines import draw_lines
from .pen import Pen
from .ranges import draw_ranges
from .shapes import Dot, Line, Rectangle, Shape, Vector, Words
from .stacks import draw_stacks

__all__ = ["Dot", "Line", "Rectangle", "Shape", "Vector", "Words", "draw"]


def draw(chart: ir.Chart | ir.RangeChart, style: Style, room: float) -> Vector:
    """The chart in ``room`` points of width; its marks begin on the style's axis when that is the page's text width.

    A long word before the axis moves it to the right rather than be broken.
    """
    pen = Pen(style, room)
    match chart:
        case ir.RangeChart():
            draw_ranges(chart, pen)
        case ir.Chart():
            _draw_values(chart, pen)
        case _:
            assert_never(chart)
    return pen.finish()


def _draw_values(chart: ir.Chart, pen: Pen) -> None:
    if chart.kind in (ir.ChartKind.BAR, ir.ChartKind.STACKED):
        pen.fit_axis(chart.items)
    if chart.heading:
        pen.heading(chart.heading)
    match chart.kind:
        case ir.ChartKind.BAR:
            draw_bars(chart, pen)
        case ir.ChartKind.STACKED:
            draw_stacks(chart, pen)
        case ir.ChartKind.COLUMN:
            draw_columns(chart, pen)
        case ir.ChartKind.LINE:
            draw_lines(chart, pen)
        case _:
            assert_never(chart.kind)
