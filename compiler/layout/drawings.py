"""What a figure draws: an image of the spec, a chart of its numbers, the likelihoods of scenarios.

In: a bound figure. Out: the drawing with what it says to those who don't see it, and the caption of the table of its
data. ``words`` is a *text* of the spec as it is printed, ``picture`` reads an image.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .. import ir
from ..charts.reading import read_chart, read_odds
from ..locale import Locale
from ..skeleton import Bound, Odds, Picture, Plot
from ..spec import ImageFigure

PictureReader = Callable[[ir.Path, ImageFigure], ir.Image]
Printed = Callable[[str, ir.Path], str]


def drawing(bound: Bound, locale: Locale, words: Printed, picture: PictureReader) -> tuple[ir.Drawing, str | None]:
    """The drawing of a bound figure, and its alternative text: ``None`` for what is decorative."""
    value, path = bound.value, bound.path
    if isinstance(value, Odds):
        ranges = read_odds(value.scenarios, locale, words)
        return ranges, _told(ranges, locale)
    assert isinstance(value, (Picture, Plot))
    alt = words(value.figure.alt, (*path, "alt")) if value.figure.alt else None
    if isinstance(value, Picture):
        return replace(picture((*path, "file"), value.figure), width=value.figure.width), alt
    return read_chart(value.figure, locale, lambda text, at: words(text, (*path, *at))), alt


def _told(chart: ir.RangeChart, locale: Locale) -> str:
    """``A Talks begin: very unlikely (5–20 %); B …``: what a range chart says to those who don't see it."""
    colon = locale.words["colon"]
    return "; ".join(f"{row.label} {row.name}{colon} {row.term} ({row.range})" for row in chart.rows)


def data_caption(caption: ir.Caption, bound: Bound, locale: Locale, words: Printed) -> ir.Caption:
    """``Data for Figure 1 (EUR million)``: it names the figure, so it has no number of its own."""
    text = str(locale.words["data_for"]).format(figure=ir.plain_text(caption.label))
    unit = bound.value.figure.unit if isinstance(bound.value, Plot) else None
    after = f" ({words(unit, (*bound.path, 'unit'))})" if unit else ""
    return ir.Caption((), (ir.Text(text + after),))
