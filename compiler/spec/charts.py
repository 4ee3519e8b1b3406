"""Charts: the shape of a figure of kind ``chart``.

In: plain values of the spec. Out: models. What the parts of a chart must say of each other is checked in
``chartchecks``.
"""

# No `from __future__ import annotations`: pydantic would evaluate each annotation from its text, 3 ms in all.
import functools
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, TypeAdapter, ValidatorFunctionWrapHandler, WrapValidator

from .base import Model
from .dates import PartialDate
from .forms import number_form
from .mistake import mistake
from .text import Inline, Plain
from .values import Ids, Slug, expected

MAX_DIGITS = 15  # of a number that is printed beside its mark


def parse_number(value: Any) -> int | Decimal | None:
    """A number as typed, or ``null`` where there is none."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        form = number_form(value) if isinstance(value, str) else ""
        if isinstance(value, list):
            form = "write each series with its keys: `{name: …, values: […]}`"
        raise expected("a number", value, form or "write a bare number, or `null` where there is none")
    digits = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if sum(map(str.isdigit, digits)) > MAX_DIGITS:
        help = f"give it in a larger unit: {MAX_DIGITS} digits can be printed beside a mark"
        raise mistake("S219", "this number is too long for a chart", help=help)
    return value


def parse_item(value: Any) -> Plain | int | Decimal:
    """What stands at one place of ``x``: a name, or a number, which is printed as typed."""
    if isinstance(value, str):
        return Plain.checked(value)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise expected("a name or a number", value)
    return value


Number = Annotated[int | Decimal | None, PlainValidator(parse_number)]
Item = Annotated[Plain | int | Decimal, PlainValidator(parse_item)]


class Series(Model):
    """One series of a chart: ``values`` holds one number for each item of ``x``, ``null`` where there is none.

    ``emphasis`` is the item of ``x`` that the text is about, in a bar or column chart of one series.
    """

    PAIR = ("name", "values")
    MEANT = (("label", "name"), ("title", "name"), ("data", "values"))

    name: Plain | None = None
    values: tuple[Number, ...]
    emphasis: Item | None = None


class Axis(Model):
    """The axis of values. A bare text is its ``title``. ``min`` and ``max`` widen it, or cut a line chart's foot."""

    SHORT = "title"
    WHAT = "a title or keys with values"

    title: Plain | None = None
    min: Number = None
    max: Number = None


@functools.cache
def _numbers() -> TypeAdapter[tuple[int | Decimal | None, ...]]:
    return TypeAdapter(tuple[Number, ...])


def parse_series(value: Any, parse: ValidatorFunctionWrapHandler) -> tuple[Series, ...]:
    """A list of series; a bare list of numbers is one series without a name."""
    if isinstance(value, list) and not any(isinstance(item, dict) for item in value):
        return (Series.model_construct(values=_numbers().validate_python(value)),)
    parsed: tuple[Series, ...] = parse(value)
    return parsed


AllSeries = Annotated[tuple[Series, ...], WrapValidator(parse_series)]


class ChartFigure(Model):
    """A chart of numbers.

    ``x`` lists what is compared (names, years), ``series`` the numbers: a list for each of up to four series, or one
    bare list of numbers. ``y`` is the axis of values. ``alt`` says what the chart shows; the numbers follow as a table.
    """

    MEANT = (("categories", "x"), ("labels", "x"), ("values", "series"), ("data", "series"), ("axis", "y"))

    kind: Literal["chart"]
    chart: Literal["bar", "column", "line", "stacked"]
    id: Slug | None = None
    caption: Inline
    alt: Plain
    x: tuple[Item, ...]
    y: Axis | None = None
    unit: Plain | None = None
    series: AllSeries
    note: Inline | None = None
    cite: Ids = ()


class TimelineEntry(Model):
    """What happened, and when. Entries stand as the author ordered them; ``PartialDate`` sorts them."""

    PAIR = ("date", "event")
    MEANT = (("when", "date"), ("what", "event"), ("text", "event"), ("title", "event"))

    date: PartialDate
    event: Inline
    cite: Ids = ()


class TimelineFigure(Model):
    """A chart that is a timeline: ``series`` lists its entries. It is printed as text, so it needs no ``alt``."""

    kind: Literal["chart"]
    chart: Literal["timeline"]
    id: Slug | None = None
    caption: Inline
    alt: Plain | None = None
    series: tuple[TimelineEntry, ...]
    note: Inline | None = None
    cite: Ids = ()


AnyChart = Annotated[ChartFigure | TimelineFigure, Field(discriminator="chart")]
