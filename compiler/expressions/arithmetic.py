"""Arithmetic and comparison in expressions: an operator and two values → a value, or an ``ExpressionError``.

What would be too large is refused before it is computed, so every operation ends at once.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Context, Decimal, DecimalException, InvalidOperation
from typing import Any

from .values import MAX_BITS, MAX_RESULT, ExpressionError, bounded, is_number, kind, sized, too_long, too_many_digits

_EXACT, _QUOTIENT = Context(prec=28), Context(prec=16)

# by Jinja2's names for the operators
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda left, right: left in right,
    "notin": lambda left, right: left not in right,
}
_INTEGER: Mapping[str, Callable[[int, int], int]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
}
_DECIMAL: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": _EXACT.add,
    "-": _EXACT.subtract,
    "*": _EXACT.multiply,
    "/": _QUOTIENT.divide,
    "//": _EXACT.divide_int,
    "%": _EXACT.remainder,
    "**": _QUOTIENT.power,
}


def compared(name: str, left: object, right: object) -> bool:
    """Whether a comparison holds; texts, numbers and dates each compare with their like."""
    try:
        return _COMPARISONS[name](left, right)
    except TypeError:
        raise ExpressionError("E407", f"{kind(left)} and {kind(right)} can't be compared so") from None


def calculated(sign: str, left: object, right: object) -> object:
    """The result of an arithmetic operator on numbers; ``+`` and ``*`` also join and repeat text."""
    if sign == "+" and isinstance(left, str) and isinstance(right, str):
        return bounded([left, right])
    if sign == "*" and isinstance(right, str):
        left, right = right, left
    if sign == "*" and isinstance(left, str) and isinstance(right, int):
        if len(left) * right > MAX_RESULT:
            raise too_long()
        return left * right
    if not is_number(left) or not is_number(right):
        raise ExpressionError("E407", f"`{sign}` can't be applied to {kind(left)} and {kind(right)}")
    try:
        if isinstance(left, int) and isinstance(right, int) and sign in _INTEGER and not (sign == "**" and right < 0):
            if sign == "**" and (abs(left).bit_length() - 1) * right > MAX_BITS:
                raise too_many_digits()
            return sized(_INTEGER[sign](left, right))
        if sign == "**" and left == 0 and right < 0:
            raise ZeroDivisionError
        return sized(_DECIMAL[sign](Decimal(left), Decimal(right)))
    except ZeroDivisionError:
        raise ExpressionError("E407", "a division by zero") from None
    except InvalidOperation:
        raise ExpressionError("E407", f"`{sign}` has no result here") from None
    except DecimalException:
        raise too_many_digits() from None
