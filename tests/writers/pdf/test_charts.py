"""Charts in the PDF: vector shapes and real text, all of one figure with its words for those who don't see it."""

from __future__ import annotations

import re

import pytest

from compiler import ir
from compiler.writers.pdf import lay_out
from tests.samples import t
from tests.writers.pdf.opened import STYLE, document, opened

CHART = ir.Chart(
    ir.ChartKind.BAR, ("First", "Second"), (ir.Series("", (ir.Datum(62, "62"), ir.Datum(31, "31"))),), (0, 1), 0, 0,
    (ir.Datum(0, "0"), ir.Datum(80, "80")), "EUR million",
)  # fmt: skip
LINE = ir.Chart(
    ir.ChartKind.LINE, ("1", "2"), (ir.Series("A", (ir.Datum(1, "1"), ir.Datum(2, "2"))),) * 2 +
    (ir.Series("B", (ir.Datum(3, "3"), ir.Datum(4, "4"))),) * 2, (1, 2), 0, 0, (ir.Datum(0, "0"), ir.Datum(4, "4")),
)  # fmt: skip
CAPTION = ir.Caption(t("Figure 1"), t("The first leads"))


def test_a_chart_is_one_figure_whose_words_are_real_text() -> None:
    assert opened(ir.Figure(CHART, "Two bars.", CAPTION)).tags == (
        """\
Figure
  Caption
    Span "Figure 1"
    " The first leads"
  "EUR million First 62 Second 31 \""""
    )


def test_a_chart_says_what_it_shows_and_where_it_stands() -> None:
    (figure,) = opened(ir.Figure(CHART, "Two bars.", CAPTION)).elements("Figure")

    assert figure["Alt"] == "Two bars."
    left, bottom, right, top = map(float, figure["A"]["BBox"])
    assert (left, right - left) == pytest.approx((STYLE.page.margin[3], STYLE.page.width), abs=0.01)
    assert top - bottom == pytest.approx(11.5 + 3 + 2 * 17)


def test_lines_are_drawn_with_their_dashes_and_rings() -> None:
    _, canvas, _ = lay_out(document(ir.Figure(LINE, "Lines.")), STYLE)
    code = "\n".join(canvas.pages[0].code)

    assert re.search(r"^q 0\.059 0\.298 0\.459 RG 2 w 1 j [^\[\n]* S Q$", code, re.MULTILINE)
    assert re.search(r"RG 1\.5 w 1 j \[6 3\]0 d ", code)
    assert re.search(r"RG 1\.5 w 1 j \[1\.5 2\.5\]0 d ", code)
    assert len(re.findall(r" c b Q$", code, re.MULTILINE)) == 2


def test_a_character_that_no_font_has_is_reported_with_the_charts_place() -> None:
    chart = ir.Chart(CHART.kind, ("日", "Second"), CHART.series, CHART.places, 0, 0, CHART.ticks)
    context, _, _ = lay_out(document(ir.Figure(chart, "Two bars.", origin=("situation", "figures", 0))), STYLE)

    assert [(r.code, r.origin, r.needle) for r in context.reports] == [("G101", ("situation", "figures", 0), "日")]


def test_a_chart_that_no_page_holds_is_an_error_that_says_by_how_much() -> None:
    page = STYLE.page.model_copy(update={"size": (STYLE.page.size[0], 180.0)})
    style = STYLE.model_copy(update={"page": page})
    context, _, _ = lay_out(document(ir.Figure(CHART, "Two bars.")), style)

    assert [(r.code, r.message, r.error) for r in context.reports] == [
        ("L208", "this chart is 10 pt higher than a page of the style", True)
    ]
