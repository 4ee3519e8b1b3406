"""Likelihoods: the terms of ICD 203 and ranges in per cent.

In: plain values of the spec. Out: a ``Likelihood``, or a ``mistake`` that shows how it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic_core import CoreSchema, core_schema

from ..diagnostics import listed, quote, slip_of
from ..locale import term_of
from .mistake import mistake
from .values import PER_CENT, expected

_RANGE = r"([0-9]{1,3}) ?[-–] ?([0-9]{1,3}) ?%?"
_RANGE_IN_WORDS = r"(?:between |from )?([0-9]{1,3}) ?%? ?(?:to|and|[-–—]) ?([0-9]{1,3}) ?(?:%|per cent)?"

# ICD 203: the first wording is the canonical one; low and high are per cent.
ICD203 = (
    (("almost no chance", "remote"), 1, 5),
    (("very unlikely", "highly improbable"), 5, 20),
    (("unlikely", "improbable"), 20, 45),
    (("roughly even chance", "roughly even odds"), 45, 55),
    (("likely", "probable"), 55, 80),
    (("very likely", "highly probable"), 80, 95),
    (("almost certain", "almost certainly", "nearly certain"), 95, 99),
)
_BANDS = "the bands are " + ", ".join(f"{wordings[0]} {low}-{high}" for wordings, low, high in ICD203)
_TERMS = {wording: (wordings[0], low, high) for wordings, low, high in ICD203 for wording in wordings}


@dataclass(frozen=True)
class Likelihood:
    """A term of ICD 203 in its canonical wording, and the range in per cent: the author's own, or the term's."""

    term: str
    low: int
    high: int

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(parse_likelihood)


def parse_likelihood(value: Any) -> Likelihood:
    """One of the scale's terms, in either wording, or a range such as ``60-75`` within one term's band."""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise expected("a term or a range such as `60-75`", value, _likelihood_help())
    if number := re.fullmatch(PER_CENT, str(value)):
        raise mistake("S208", f"{quote(str(value))} is one number", help=_likelihood_help(Decimal(number[1])))
    value = str(value)
    if known := _TERMS.get(" ".join(value.lower().split())):
        return Likelihood(*known)
    match = re.fullmatch(_RANGE, value)
    if match is None:
        near = slip_of(value, _TERMS)
        help = f"did you mean {quote(near)}?" if near else _likelihood_help()
        if said := re.fullmatch(_RANGE_IN_WORDS, value.strip()):
            low, high = sorted((int(said[1]), int(said[2])))
            one = any(lowest <= low < high <= highest for _, lowest, highest in ICD203)
            help = f"write `{low}-{high}`" if one else _BANDS
        if term := term_of(" ".join(value.split())):
            help = f"write `{term}`: the terms are English here, and print in the language of the brief"
        raise mistake("S208", f"{quote(value)} is not a term of ICD 203", help=help)
    low, high = int(match[1]), int(match[2])
    if low >= high:
        raise mistake("S208", f"the range {quote(value)} does not rise", help=_BANDS)
    for wordings, lowest, highest in ICD203:
        if lowest <= low and high <= highest:
            return Likelihood(wordings[0], low, high)
    raise mistake("S208", f"the range {quote(value)} does not lie within one term of ICD 203", help=_BANDS)


def _likelihood_help(number: Decimal | None = None) -> str:
    """How a likelihood is written, with the terms and the ranges round a ``number``: of two where it ends the one."""
    bands = [band for band in ICD203 if number is not None and band[1] <= number <= band[2]]
    if bands:
        each = " or ".join(f"`{low}-{high}` (`{wordings[0]}`)" for wordings, low, high in bands)
        return f"write a range that holds it, such as {each}, or the term"
    return f"write a range such as `20-45`, or a term: {listed(wordings[0] for wordings, _, _ in ICD203)}"
