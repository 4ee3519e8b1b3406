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
from ..locale import month_of
from .mistake import mistake
from .values import expected

_DATE = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"
_LONGEST = 40  # characters of a date in words
_ORDINAL = r"(?:\.|st|nd|rd|th|er)?"
_MONTH = r"([^\W\d_]{3,12})"
_Reading = tuple[int, int | None, int | None]  # year, month, day, as far as they are said


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
    if refusal := _not_in_calendar(written[0], year or 0, month, day):
        raise refusal
    return PartialDate(year or 0, month, day)


def is_date(text: str) -> bool:
    """Whether a text is a day, a month or a year in the form of the format, and in the calendar."""
    try:
        parse_partial_date(text)
    except PydanticCustomError:
        return False
    return True


def parse_date(value: Any) -> datetime.date:
    """``2025-04-28``."""
    written = _written(value, "a date such as `2025-04-28`", of_day=True)
    year, month, day = map(int, written.groups())
    if refusal := _not_in_calendar(written[0], year, month, day):
        raise refusal
    return datetime.date(year, month, day)


def _written(value: Any, what: str, of_day: bool = False) -> re.Match[str]:
    """The parts of a date in the form of the format, with its day if it is to be ``of_day``."""
    if type(value) is int:
        value = str(value)
    if not isinstance(value, str):
        raise expected(what, value)
    match = re.fullmatch(_DATE, value)
    if match is None or (of_day and not match[3]):
        raise _no_date(value, what, of_day)
    return match


def _no_date(value: str, what: str, of_day: bool = False) -> PydanticCustomError:
    if timed := re.match(r"(([0-9]{4})-([0-9]{2})-([0-9]{2}))[T ][0-9]{1,2}:?[0-9]{2}", value):
        refusal = _not_in_calendar(timed[1], *map(int, timed.groups()[1:]))
        return refusal or mistake("S206", "a date has no time of day", help=f"write `{timed[1]}`")
    typed = " ".join(value.split()).rstrip(",.;")
    quarter = _read_quarter(typed)
    readings = ([quarter] if quarter else _read_figures(typed) or _read_words(typed)) if len(typed) <= _LONGEST else []
    refused = [_not_in_calendar(typed, *reading) for reading in readings]
    if refused and all(refused) and refused[0]:
        return refused[0]
    real = [reading for reading, refusal in zip(readings, refused, strict=True) if not refusal]
    help = "year, month and day in figures, with hyphens"
    if len(real) == 2:
        each = [f"`{_iso(*parts)}` for {parts[2]} {calendar.month_name[parts[1] or 1]}" for parts in real]
        help = f"write {' or '.join(each)}"
    elif real and real[0][2] is not None:
        help = f"write `{_iso(*real[0])}`"
    elif real and of_day:
        year, month, _ = real[0]
        help = f"a day is needed, such as the last: `{_iso(year, month or 12, _last_day(year, month or 12))}`"
    elif real:
        lead = "a month is needed, such as the last:" if quarter else "write"
        help = f"{lead} `{_iso(*real[0])}`"
    return mistake("S206", f"expected {what}", help=help)


def _iso(year: int, month: int | None, day: int | None) -> str:
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])


def _read_quarter(typed: str) -> _Reading | None:
    """The last month of ``Q1 2027``, without a day."""
    found = re.fullmatch(r"(?i)q([1-4])[ /-]?([0-9]{4})|([0-9]{4})[ /-]?q([1-4])", typed)
    return (int(found[2] or found[3]), 3 * int(found[1] or found[4]), None) if found else None


def _read_figures(typed: str) -> list[_Reading]:
    """What ``28.02.2027`` or ``2027/2/28`` may be. Before points the day comes first, before others it is not sure."""
    if found := re.fullmatch(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])", typed):
        return [(int(found[1]), int(found[2]), int(found[3]))]
    if found := re.fullmatch(r"([0-9]{4})(?:[-./]([0-9]{1,2}))?(?:[-./]([0-9]{1,2}))?", typed):
        year, month, day = (int(part) if part else None for part in found.groups())
        return [(year or 0, month, day)]
    if found := re.fullmatch(r"([0-9]{1,2})[-./]([0-9]{4})", typed):
        return [(int(found[2]), int(found[1]), None)]
    if found := re.fullmatch(r"([0-9]{1,2})([-./]) ?([0-9]{1,2})[-./] ?([0-9]{4})", typed):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        readings: list[_Reading] = [(year, second, first)]
        if found[2] != "." and first != second:
            readings.append((year, first, second))
        return readings
    return []


def _read_words(typed: str) -> list[_Reading]:
    """What ``28 February 2027``, ``Feb 28, 2027``, ``12. Mai 2025`` or ``February 2027`` is."""
    if found := re.fullmatch(
        rf"(?:[^\W\d_]+day,? )?(?:([0-9]{{1,2}}){_ORDINAL} (?:of )?)?{_MONTH}\.?,? ([0-9]{{4}})", typed
    ):
        day, name, year = found.groups()
    elif found := re.fullmatch(rf"(?:[^\W\d_]+day,? )?{_MONTH}\.? ([0-9]{{1,2}}){_ORDINAL},? ([0-9]{{4}})", typed):
        name, day, year = found.groups()
    else:
        return []
    month = month_of(name)
    return [(int(year), month, int(day) if day else None)] if month else []


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _not_in_calendar(
    value: str, year: int, month: int | None = None, day: int | None = None
) -> PydanticCustomError | None:
    """What to say of a date that is in no calendar, ``value`` as it is typed."""
    month = 1 if month is None else month
    if year < 1:
        help = "the first year is 0001"
    elif not 1 <= month <= 12:
        help = "a year has the months 01 to 12"
    elif day is not None and not 1 <= day <= _last_day(year, month):
        help = f"{calendar.month_name[month]} {year} has {_last_day(year, month)} days"
    else:
        return None
    return mistake("S206", f"{quote(value)} is not in the calendar", help=help)


Date = Annotated[datetime.date, PlainValidator(parse_date)]
