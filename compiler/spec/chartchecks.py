"""Checks of charts: what the parts of one chart must say of each other.

In: a chart as plain values, with its path. Out: diagnostics at the smallest place. What is of the wrong type is passed
over, as the models report it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from .. import ir
from ..diagnostics import Diagnostic, Severity, nearest, quote
from ..source import Source, comma_in_number

_GROUPED = re.compile(r"[0-9](?:,[0-9]{3})+(?![0-9])")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")  # what no comma parts
_TIGHT = re.compile(r"(?<=[0-9]),(?=[0-9])")  # a comma between figures: there are as many of them as values too many
MAX_SERIES = 4  # more cannot be told apart without colour
# What a page holds, by kind of chart: bars and columns are counted one by one, of lines and stacks the items.
MAX_MARKS = {"bar": 40, "column": 60, "stacked": 15, "line": 200}
_SMALLER = "split the chart, or make it a table"


def chart_checks(source: Source, path: ir.Path, chart: dict[str, Any]) -> Iterator[Diagnostic]:
    """All of them, for a chart of any kind; what holds for every chart also for one whose kind is not known."""
    if chart.get("chart") == "timeline":
        if chart.get("alt") is not None:
            message, help = "`alt` is not used: a timeline is printed as text", "take it away"
            yield Diagnostic("S217", message, source.span((*path, "alt"), key=True), Severity.WARNING, help=help)
    elif isinstance(chart.get("chart"), str):
        yield from _Checks(source, path, chart).all()


class _Checks:
    """One chart under examination."""

    def __init__(self, source: Source, path: ir.Path, chart: dict[str, Any]) -> None:
        self._source, self._path = source, path
        self._kind: str = chart["chart"]
        items, series = chart.get("x"), chart.get("series")
        self._items: list[Any] = items if isinstance(items, list) else []
        self._series: list[dict[str, Any]] = []  # those that are maps
        self._at: list[ir.Path] = []  # where each of them stands
        self._values: list[tuple[ir.Path, list[Any]]] = []
        if isinstance(series, list) and any(isinstance(item, dict) for item in series):
            for number, item in enumerate(series):
                if isinstance(item, dict):
                    self._series.append(item)
                    self._at.append((*path, "series", number))
                    if isinstance(values := item.get("values"), list):
                        self._values.append(((*path, "series", number, "values"), values))
        elif isinstance(series, list) and series:
            self._values.append(((*path, "series"), series))
        axis = chart.get("y")
        self._low, self._high = (
            (_number(axis.get("min")), _number(axis.get("max"))) if isinstance(axis, dict) else (None, None)
        )

    def all(self) -> Iterator[Diagnostic]:
        yield from self._check_items()
        yield from self._check_names()
        yield from self._check_size()
        yield from self._check_emphasis()
        yield from self._check_axis()
        for path, values in self._values:
            yield from self._check_values(path, values)
        if self._kind == "stacked":
            yield from self._check_totals()

    def _mistake(self, code: str, message: str, path: ir.Path, help: str, key: bool = False) -> Diagnostic:
        return Diagnostic(code, message, self._source.span(path, key=key), help=help)

    def _check_items(self) -> Iterator[Diagnostic]:
        seen: set[str] = set()
        for number, item in enumerate(self._items):
            if str(item) in seen:
                help = "give each item a name of its own"
                yield self._mistake("S218", f"{quote(str(item))} stands twice in `x`", (*self._path, "x", number), help)
            seen.add(str(item))
        numbers = [_number(item) for item in self._items]
        if self._kind == "line":
            for place, (before, after) in enumerate(pairwise(numbers), 1):
                if before is not None and after is not None and after < before:
                    help = "numbers along a line rise; put them in order, with their values, or quote them as names"
                    yield self._mistake("S218", "this number does not rise", (*self._path, "x", place), help)

    def _check_names(self) -> Iterator[Diagnostic]:
        names = Counter(name for series in self._series if isinstance(name := series.get("name"), str))
        for path, series in zip(self._at, self._series, strict=True):
            name = series.get("name")
            if name is None and "values" in series and len(self._series) > 1:  # else its name may be what is told
                yield self._mistake("S218", "this series has no name", path, "add `name: …` to each of several series")
            elif isinstance(name, str) and names[name] > 1:
                names[name] = 0
                help = "give each series a name of its own"
                yield self._mistake("S218", f"two series are called {quote(name)}", (*path, "name"), help)

    def _check_size(self) -> Iterator[Diagnostic]:
        for path in self._at[MAX_SERIES:]:
            yield self._mistake("S218", f"a chart holds {MAX_SERIES} series at most", path, _SMALLER)
        counts_each = self._kind in ("bar", "column")
        marks = len(self._items) * (max(len(self._values), 1) if counts_each else 1)
        most = MAX_MARKS.get(self._kind, max(MAX_MARKS.values()))
        if marks > most:
            what = {"bar": "bars", "column": "columns"}.get(self._kind, "items")
            message = f"{marks} {what} are too many for a chart: it holds {most} at most"
            yield self._mistake("S218", message, (*self._path, "x"), _SMALLER, key=True)

    def _check_emphasis(self) -> Iterator[Diagnostic]:
        names = [str(item) for item in self._items]
        for path, series in zip(self._at, self._series, strict=True):
            wanted = series.get("emphasis")
            if wanted is None or self._kind not in MAX_MARKS:
                continue
            if self._kind not in ("bar", "column") or len(self._series) > 1:
                help = "it is for bars and columns of one series"
                yield self._mistake("S218", "`emphasis` has no meaning here", (*path, "emphasis"), help, key=True)
            elif names and str(wanted) not in names:
                help = nearest(str(wanted), names, "`x` has")
                yield self._mistake("S218", f"{quote(str(wanted))} is not in `x`", (*path, "emphasis"), help)

    def _check_axis(self) -> Iterator[Diagnostic]:
        if self._low is not None and self._high is not None and self._low >= self._high:
            help = "`min` is the lower end of the axis"
            yield self._mistake("S218", "`max` is not more than `min`", (*self._path, "y", "max"), help)
        if self._kind in ("bar", "column", "stacked"):
            if self._low is not None and self._low > 0:
                help = "a cut bar misleads; a line chart may begin elsewhere"
                yield self._mistake("S219", "bars and columns begin at zero", (*self._path, "y", "min"), help)
            if self._high is not None and self._high < 0:
                help = "write 0 or more"
                yield self._mistake("S219", "bars and columns begin at zero", (*self._path, "y", "max"), help)

    def _check_values(self, path: ir.Path, values: list[Any]) -> Iterator[Diagnostic]:
        if self._items and len(values) != len(self._items):
            message = f"{_count(len(values), 'value')} for {_count(len(self._items), 'item')} of `x`"
            help = "give one number for each item, `null` where there is none"
            written, excess = _QUOTED.sub("", self._source.written(path)), len(values) - len(self._items)
            grouped = _GROUPED.search(written)
            if (grouped and grouped[0].count(",") <= excess) or len(_TIGHT.findall(written)) == excess:
                help = comma_in_number(written) or help
            yield self._mistake("S218", message, path, help, key=True)
        if values and all(value is None for value in values):
            yield self._mistake("S218", "this series has no numbers", path, "give at least one", key=True)
        for place, value in enumerate(values):
            number = _number(value)
            if number is None:
                continue
            if self._kind == "stacked":
                if number < 0:
                    help = "parts of a whole are zero or more; a bar chart shows negative numbers"
                    yield self._mistake("S219", "a stack has no negative parts", (*path, place), help)
            elif (self._low is not None and number < self._low) or (self._high is not None and number > self._high):
                help = "move the axis's `min` or `max`, or leave them away"
                yield self._mistake("S219", "this number is beyond the axis", (*path, place), help)

    def _check_totals(self) -> Iterator[Diagnostic]:
        if self._high is None:
            return
        for place in range(len(self._items)):
            numbers = [_number(values[place]) for _, values in self._values if place < len(values)]
            if sum(number for number in numbers if number is not None) > self._high:
                help = "move the axis's `max`, or leave it away"
                yield self._mistake("S219", "this stack is higher than the axis", (*self._path, "x", place), help)


def _number(value: Any) -> Decimal | None:
    """A value as a number, if it is one."""
    return Decimal(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else None


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
