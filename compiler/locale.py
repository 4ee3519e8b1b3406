"""Languages: the words that the compiler prints, and how dates, numbers, quotes and lists are written.

In: a BCP 47 tag. Out: a ``Locale`` read from ``locales/<language>.yaml``. A new language is one new file there.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from .source import read_yaml

FOLDER = Path(__file__).parent / "locales"
_TAG = re.compile(r"^([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]{4,8})*$")


class UnknownLanguage(LookupError):
    """There are no words for a language; ``known`` lists the languages that have some."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.known = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
        super().__init__(tag)


@dataclass(frozen=True)
class Locale:
    """One language.

    ``words`` are the labels; ``quotes`` are outer and inner pairs.
    """

    tag: str
    data: dict[str, Any]
    quotes: tuple[str, str, str, str]
    date_form: str

    @property
    def words(self) -> dict[str, Any]:
        words: dict[str, Any] = self.data["words"]
        return words

    @property
    def code(self) -> str:
        """The language without its country: what its file is called."""
        return self.tag.partition("-")[0].lower()

    def saying(self, words: Mapping[str, Any]) -> Locale:
        """The same language with some words of a style's own."""
        return replace(self, data=self.data | {"words": _merged(self.words, words)}) if words else self

    @property
    def placeholders(self) -> dict[str, str]:
        """The texts of a new brief, by their names in its frame."""
        placeholders: dict[str, str] = self.data["new"]
        return placeholders

    def date(self, value: datetime.date) -> str:
        """A date in the long form: ``22 April 2025``."""
        return self.partial_date(value.year, value.month, value.day)

    def partial_date(self, year: int, month: int | None = None, day: int | None = None) -> str:
        """``2025``, ``April 2025`` or ``22 April 2025``."""
        if month is None:
            return str(year)
        name = self.data["months"][month - 1]
        if day is None:
            return str(self.data["month_date"]).format(month=name, year=year)
        return self.date_form.format(day=self.data["first_day"] if day == 1 else day, month=name, year=year)

    @property
    def decimal_sign(self) -> str:
        """The sign between a number's whole and its parts."""
        return str(self.data["number"]["decimal"])

    def number(self, value: int | float | Decimal) -> str:
        """A number with the language's separators, keeping the decimals that it has."""
        form: dict[str, str] = self.data["number"]
        text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
        whole, point, rest = text.partition(".")
        sign, whole = (form["minus"], whole[1:]) if whole.startswith("-") else ("", whole)
        return sign + whole.replace(",", form["group"]) + (form["decimal"] + rest if point else "")

    def percent(self, value: int) -> str:
        """``45 %``, with the language's space before the sign."""
        return str(self.data["percent"]).format(value=value)

    def percent_range(self, low: int, high: int) -> str:
        """``45–55 %``, with the language's space before the sign."""
        return str(self.data["range"]).format(low=low, high=high)

    def listing(self, items: Sequence[str]) -> str:
        """``a, b and c``."""
        if len(items) < 2:
            return "".join(items)
        form: dict[str, str] = self.data["list"]
        return form["separator"].join(items[:-1]) + form["last"] + items[-1]

    def numeral(self, value: int) -> str:
        """A small number in words, as the language's style asks for (``five``, but ``12``)."""
        numerals: list[str] = self.data["numerals"]
        return numerals[value] if 0 <= value < len(numerals) else self.number(value)

    def likelihood(self, term: str) -> str:
        """The printed wording of a canonical term of the scale."""
        return next(str(shown) for name, _, _, shown in self.data["likelihood"] if name == term)


def _merged(words: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    return {k: _merged(v, own.get(k, {})) if isinstance(v, dict) else own.get(k, v) for k, v in words.items()}


def term_of(wording: str) -> str:
    """The canonical term of the scale that some language words so; ``""`` if none does."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for name, _, _, shown in load_locale(path.stem).data["likelihood"]:
            if shown.casefold() == wording.casefold():
                return str(name)
    return ""


def month_of(name: str) -> int:
    """The month, 1 to 12, that some language calls so, or English in short; 0 if none does."""
    known = {month.casefold(): n for n, month in enumerate(load_locale("en").data["months"], 1)}
    short = [n for month, n in known.items() if len(name) >= 3 and month.startswith(name.casefold())]
    if short:
        return short[0]
    for path in sorted(FOLDER.glob("*.yaml")):
        months = [month.casefold() for month in load_locale(path.stem).data["months"]]
        if name.casefold() in months:
            return months.index(name.casefold()) + 1
    return 0


@functools.cache
def load_locale(tag: str) -> Locale:
    """The locale of a BCP 47 tag; raises ``UnknownLanguage`` when there are no words for it."""
    match = _TAG.match(tag)
    path = FOLDER / f"{match[1].lower()}.yaml" if match else FOLDER / "-"
    if match is None or not path.is_file():
        raise UnknownLanguage(tag)
    data: dict[str, Any] = read_yaml(path).value
    region: dict[str, Any] = data["regions"].get((match[2] or "").upper(), {})
    return Locale(tag, data, tuple(region.get("quotes", data["quotes"])), region.get("date", data["date"]))
