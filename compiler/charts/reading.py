"""A chart of a brief → ``ir.Chart``, scenarios → ``ir.RangeChart``: words settled, numbers as the language writes them.

In: a ``ChartFigure`` or scenarios, the ``Locale``, and how a text of the brief is read. Out: everything that drawing
needs and that does not depend on where the chart stands; the steps of its axis too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from compiler import ir
from compiler.locale import Locale
from compiler.spec import ChartFigure, Scenario

_MOST_STEPS = 4  # of an axis of values
_SIGN = 2  # characters of a unit that is short enough to stand at every number
_ZERO = Decimal(0)


def read_chart(figure: ChartFigure, locale: Locale, words: Callable[[str, ir.Path], str]) -> ir.Chart:
    """What the chart shows; ``words`` gives the printed form of a text at a path inside the figure."""
    unit = words(figure.unit, ("unit",)) if figure.unit else ""
    title = words(figure.y.title, ("y", "title")) if figure.y and figure.y.title else ""
    names = [
        words(series.name, ("series", number, "name")) if series.name else ""
        for number, series in enumerate(figure.series)
    ]
    is_alone = len(names) == 1
    at_numbers = is_alone and 0 < len(unit) <= _SIGN
    after = f"\u00a0{unit}" if at_numbers else ""
    heading = [names[0] if is_alone and figure.chart != "line" else "", title, "" if at_numbers else unit]
    items = tuple(
        words(item, ("x", number)) if isinstance(item, str) else f"{Decimal(item):f}"
        for number, item in enumerate(figure.x)
    )
    series = tuple(
        ir.Series(
            "" if is_alone and figure.chart != "line" else name,
            tuple(None if v is None else ir.Datum(float(v), locale.number(v) + after) for v in one.values),
        )
        for name, one in zip(names, figure.series, strict=True)
    )
    given = [Decimal(v) for one in figure.series for v in one.values if v is not None]
    low = Decimal(figure.y.min) if figure.y and figure.y.min is not None else None
    high = Decimal(figure.y.max) if figure.y and figure.y.max is not None else None
    ticks = tuple(ir.Datum(float(step), locale.number(step if step else 0)) for step in _steps(given, low, high))
    emphasis = next((i for i, item in enumerate(figure.x) if str(item) == str(figure.series[0].emphasis)), None)
    return ir.Chart(
        ir.ChartKind(figure.chart), items, series, _places(figure), float(low or 0), float(high or 0), ticks,
        ", ".join(filter(None, heading)), emphasis,
    )  # fmt: skip


def read_odds(
    scenarios: Iterable[tuple[str, Scenario, ir.Path]], locale: Locale, words: Callable[[str, ir.Path], str]
) -> ir.RangeChart:
    """How likely some scenarios are; each comes with its letter and its path, and ``words`` gives a text in print."""
    rows = tuple(
        ir.RangeRow(
            letter, words(scenario.title, (*path, "title")), likelihood.low, likelihood.high,
            locale.likelihood(likelihood.term), locale.percent_range(likelihood.low, likelihood.high),
        )
        for letter, scenario, path in scenarios
        if (likelihood := scenario.likelihood)
    )  # fmt: skip
    bounds = [0, *(low for _, low, _, _ in locale.data["likelihood"][1:]), 100]
    return ir.RangeChart(rows, tuple(ir.Datum(bound, locale.number(bound)) for bound in bounds))


def _places(figure: ChartFigure) -> tuple[float, ...]:
    """Numbers stand where they belong, so that a gap of ten years is wider than one of two; names stand evenly."""
    numbers = tuple(float(item) for item in figure.x if isinstance(item, (int, Decimal)))
    return numbers if len(numbers) == len(figure.x) else tuple(map(float, range(len(figure.x))))


def _steps(values: list[Decimal], low: Decimal | None, high: Decimal | None) -> Iterator[Decimal]:
    """Round steps that hold all values and zero; an end that the author gives is kept, whatever lies beyond it."""
    least = low if low is not None else min(_ZERO, *values)
    most = high if high is not None else max(_ZERO, *values)
    if least >= most:
        most = least + 1
    step = _round_step((most - least) / _MOST_STEPS)
    if all(value == value.to_integral_value() for value in values):
        step = max(step, Decimal(1))  # there are no half things
    first = (least / step).to_integral_value(ROUND_FLOOR if low is None else ROUND_CEILING)
    last = (most / step).to_integral_value(ROUND_CEILING if high is None else ROUND_FLOOR)
    steps = [step * number for number in range(int(first), int(last) + 1)]
    if low is not None and (not steps or steps[0] != low):
        steps.insert(0, low)
    if high is not None and steps[-1] != high:
        steps.append(high)
    return iter(steps)


def _round_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20, 50 … that is not less; without decimals where it has none."""
    power = Decimal(1).scaleb(least.adjusted())
    step = next(step for factor in (1, 2, 5, 10) if (step := factor * power) >= least)
    return step.quantize(Decimal(1)) if step >= 1 else step
