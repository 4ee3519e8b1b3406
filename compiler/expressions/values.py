"""Values of expressions: which there are, how each prints, how large it may be, and the mistakes that can be made.

Values are text, ``int``, ``Decimal``, dates, truth values, ``None``, lists, and mappings of the brief. Numbers are
never floats: what an author types as 0.1 is not changed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol, TypeGuard

from ..diagnostics import listed

MAX_RESULT = 10_000  # characters
MAX_DIGITS = 4_000  # Python itself refuses to read and print integers of more than 4,300
MAX_BITS = int(MAX_DIGITS * 3.322)

CODES: Mapping[str, str] = {
    "E401": "an expression is not closed",
    "E402": "what stands between the braces is not an expression",
    "E403": "a name that does not exist",
    "E404": "something that expressions may not do",
    "E405": "a filter that does not exist",
    "E406": "a result that is too long or too large",
    "E407": "an operation that can't be done with these values",
    "E408": "a value that can't be printed",
}


class Language(Protocol):
    """How a language writes quotes (outer pair, inner pair), dates and numbers; ``locale.Locale`` is one."""

    @property
    def quotes(self) -> tuple[str, str, str, str]: ...
    def date(self, value: datetime.date) -> str: ...
    def number(self, value: int | float | Decimal) -> str: ...


class ExpressionError(Exception):
    """An author's mistake in an expression. ``word`` is the part of its source to underline; ``""`` means all of it."""

    def __init__(self, code: str, message: str, word: str = "", help: str = "") -> None:
        self.code, self.message, self.word, self.help = code, message, word, help
        super().__init__(message)


class Missing(ExpressionError):
    """A name, key or item that is not there; the filter ``default`` puts something in its place."""


def printed(value: object, language: Language) -> str:
    """A value in words. A whole number of four digits is as a rule a year: only the filter ``number`` groups it."""
    match value:
        case str() | bool():
            return bounded([str(value)])
        case int() if 1000 <= value <= 9999:
            return str(value)
        case int() | Decimal():
            return bounded([language.number(sized(value))])
        case datetime.date():
            return language.date(value)
        case Mapping():
            raise ExpressionError("E408", "a group of values can't be printed", help=f"choose one of {listed(value)}")
        case Sequence():
            raise ExpressionError("E408", "a list can't be printed", help="join it: `… | join(', ')`")
        case None:
            raise ExpressionError("E408", "there is no value to print", help="give one: `… | default('none')`")
    raise ExpressionError("E408", "this value can't be printed")


def plain(value: object) -> object:
    """A value of the brief or of the parser as one of the types that are calculated with."""
    if isinstance(value, float):
        return sized(Decimal(repr(value)))
    return str(value) if isinstance(value, str) else value


def is_number(value: object) -> TypeGuard[int | Decimal]:
    """Whether it can be calculated with; truth values can't."""
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def sized(number: int | Decimal) -> int | Decimal:
    """The number, if it has no more than ``MAX_DIGITS`` digits before or after the point."""
    if isinstance(number, int):
        large = number.bit_length() > MAX_BITS
    else:
        large = not number.is_finite() or abs(number.adjusted()) > MAX_DIGITS
    if large:
        raise too_many_digits()
    return number


def bounded(parts: Sequence[str], separator: str = "") -> str:
    """The parts joined, if that makes no more than ``MAX_RESULT`` characters."""
    if sum(map(len, parts)) + len(separator) * (len(parts) - 1) > MAX_RESULT:
        raise too_long()
    return separator.join(parts)


def too_long() -> ExpressionError:
    return ExpressionError("E406", f"a result of more than {MAX_RESULT:,} characters")


def too_many_digits() -> ExpressionError:
    return ExpressionError("E406", f"a number of more than {MAX_DIGITS:,} digits")


def kind(value: object) -> str:
    """What a value is, for messages."""
    match value:
        case None:
            return "nothing"
        case str():
            return "a text"
        case bool():
            return "true or false"
        case int() | Decimal():
            return "a number"
        case datetime.date():
            return "a date"
        case Mapping():
            return "a group of values"
        case Sequence():
            return "a list"
    return "this value"
