"""The filters of expressions, with the parameters that Jinja2 gives them.

Each takes the language, the value on its left, and its own arguments. A wrong argument is a ``TypeError``,
``ValueError`` or ``LookupError``, which the caller words for the author.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from jinja2.filters import do_title

from .values import MAX_DIGITS, MAX_RESULT, Language, Missing, bounded, is_number, plain, printed, sized, too_long

_ROUNDINGS = {"common": ROUND_HALF_UP, "ceil": ROUND_CEILING, "floor": ROUND_FLOOR}


def _default(language: Language, value: object, other: object = "", boolean: object = False) -> object:
    return other if value is None or (boolean and not value) else value


def _first(language: Language, value: object) -> object:
    return _item(value, 0)


def _last(language: Language, value: object) -> object:
    return _item(value, -1)


def _item(value: object, place: int) -> object:
    if isinstance(value, Mapping) or not isinstance(value, Sequence):
        raise TypeError
    if not value:
        raise Missing("E403", "there is nothing in it")
    return plain(value[place])


def _join(language: Language, value: object, separator: object = "") -> str:
    if isinstance(value, Mapping) or not isinstance(value, Sequence):
        raise TypeError
    return bounded([printed(plain(item), language) for item in value], printed(separator, language))


def _length(language: Language, value: object) -> int:
    if not isinstance(value, (Mapping, Sequence)):
        raise TypeError
    return len(value)


def _lower(language: Language, value: object) -> str:
    return printed(value, language).lower()


def _upper(language: Language, value: object) -> str:
    return printed(value, language).upper()


def _title(language: Language, value: object) -> str:
    return do_title(printed(value, language))


def _trim(language: Language, value: object, characters: object = None) -> str:
    return printed(value, language).strip(None if characters is None else printed(characters, language))


def _replace(language: Language, value: object, old: object, new: object, count: object = -1) -> str:
    text, before, after = (printed(part, language) for part in (value, old, new))
    if not isinstance(count, int):
        raise TypeError
    times = text.count(before) if count < 0 else min(count, text.count(before))
    if len(text) + times * (len(after) - len(before)) > MAX_RESULT:
        raise too_long()
    return text.replace(before, after, count)


def _round(language: Language, value: object, precision: object = 0, method: object = "common") -> int | Decimal:
    if not is_number(value) or not isinstance(precision, int) or abs(precision) > MAX_DIGITS:
        raise TypeError
    exact = Context(prec=2 * MAX_DIGITS, rounding=_ROUNDINGS[str(method)])
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-precision), context=exact)
    return int(rounded) if precision <= 0 else rounded


def _date(language: Language, value: object) -> str:
    day = datetime.date.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(day, datetime.date):
        raise TypeError
    return language.date(day)


def _number(language: Language, value: object) -> str:
    number = Decimal(value) if isinstance(value, str) else value
    if not is_number(number):
        raise TypeError
    return language.number(sized(number))


FILTERS: Mapping[str, Callable[..., object]] = {
    "date": _date,
    "default": _default,
    "first": _first,
    "join": _join,
    "last": _last,
    "length": _length,
    "lower": _lower,
    "number": _number,
    "replace": _replace,
    "round": _round,
    "title": _title,
    "trim": _trim,
    "upper": _upper,
}
