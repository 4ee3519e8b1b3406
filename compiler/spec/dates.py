"""Dates: days, and what is less exact.

In: plain values of the spec. Out: dates, or a ``mistake`` that shows a date of another form in that of the format.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PlainValidator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ..diagnostics import quote
from .mistake import mistake
from .values import expected

DATE = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"


@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year. What is less exact comes first: 2025, 2025-04, 2025-04-30."""

    year: int
    month: int | None = None
    day: int | None = None

    def __lt__(self, other: PartialDate) -> bool:
        return (self.year, self.month or 0, self.day or 0) < (other.year, other.month or 0, other.day or 0)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(parse_partial_date)


def parse_partial_date(value: Any) -> PartialDate:
    """``2025-04-28``, ``2025-04`` or ``2025``."""
    written = _written(value, "a date such as `2025-04-28`, `2025-04` or `2025`")
    year, month, day = (int(part) if part else None for part in written.groups())
    _check_calendar(written[0], year or 0, 1 if month is None else month, 1 if day is None else day)
    return PartialDate(year or 0, month, day)


def parse_date(value: Any) -> datetime.date:
    """``2025-04-28``."""
    written = _written(value, "a date such as `2025-04-28`", of_day=True)
    year, month, day = map(int, written.groups())
    _check_calendar(written[0], year, month, day)
    return datetime.date(year, month, day)


def _written(value: Any, what: str, of_day: bool = False) -> re.Match[str]:
    """The parts of a date in the form of the format, with its day if it is to be ``of_day``."""
    if type(value) is int:
        value = str(value)
    if not isinstance(value, str):
        raise expected(what, value)
    match = re.fullmatch(DATE, value)
    if match is None or (of_day and not match[3]):
        raise _no_date(value, what, of_day)
    return match


def _no_date(value: str, what: str, of_day: bool = False) -> PydanticCustomError:
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", value):
        return mistake("S206", "a date has no time of day", help=f"write `{value[:10]}`")
    help = "year, month and day in figures, with hyphens"
    typed = " ".join(value[:40].split())
    quarter = _read_quarter(typed)
    year, month, day = quarter or _read_figures(typed) or _read_words(typed) or (0, 0, 0)
    if year and month <= 12 and (month or (of_day and not day)) and day <= _last_day(year, month):
        if day:
            help = f"write `{year:04}-{month:02}-{day:02}`"
        elif of_day:
            help = f"a day is needed, such as the last: `{year:04}-{month or 12:02}-{_last_day(year, month)}`"
        else:
            lead = "a month is needed, such as the last:" if quarter else "write"
            help = f"{lead} `{year:04}-{month:02}`"
    return mistake("S206", f"expected {what}", help=help)


def _read_quarter(typed: str) -> tuple[int, int, int] | None:
    """The last month of ``Q1 2027``, without a day."""
    found = re.fullmatch(r"(?i)q([1-4])[ /-]?([0-9]{4})|([0-9]{4})[ /-]?q([1-4])", typed)
    return (int(found[2] or found[3]), 3 * int(found[1] or found[4]), 0) if found else None


def _read_figures(typed: str) -> tuple[int, int, int] | None:
    """``28.02.2027`` or ``2027/2/28``, 0 for what is not said. 04/05/2027 may be in May or in April: ``None``."""
    if found := re.fullmatch(r"([0-9]{4})(?:[-./]([0-9]{1,2}))?(?:[-./]([0-9]{1,2}))?", typed):
        return int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if found := re.fullmatch(r"([0-9]{1,2})[-./] ?([0-9]{1,2})[-./] ?([0-9]{4})", typed):
        first, second, year = map(int, found.groups())
        if first > 12 or first == second:
            return year, second, first
        return (year, first, second) if second > 12 else None
    return None


def _read_words(typed: str) -> tuple[int, int, int] | None:
    """``28 February 2027``, ``Feb 28, 2027`` or ``February 2027``, 0 for a day that is not said."""
    months = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
    if found := re.fullmatch(r"(?:([0-9]{1,2})\.? )?([A-Za-z]{3,9})\.?,? ([0-9]{4})", typed):
        day, name, year = found.groups()
    elif found := re.fullmatch(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})", typed):
        name, day, year = found.groups()
    else:
        return None
    month = months.get(name[:3].lower(), 0)
    whole = bool(month) and calendar.month_name[month].lower().startswith(name.lower())
    return (int(year), month, int(day or 0)) if whole else None


def _last_day(year: int, month: int) -> int:
    """The last day of a month, or of a year whose ``month`` is 0."""
    return calendar.monthrange(year, month or 12)[1]


def _check_calendar(value: str, year: int, month: int, day: int) -> None:
    if year < 1:
        raise mistake("S206", f"{quote(value)} is not in the calendar", help="the first year is 0001")
    if not 1 <= month <= 12:
        raise mistake("S206", f"{quote(value)} is not in the calendar", help="a year has the months 01 to 12")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        help = f"{calendar.month_name[month]} {year} has {days} days"
        raise mistake("S206", f"{quote(value)} is not in the calendar", help=help)


Date = Annotated[datetime.date, PlainValidator(parse_date)]
