"""The kinds of values that are not texts, dates or likelihoods: ids, words from a closed list, numbers, cells.

In: plain values of the spec. Out: typed values, or a ``mistake`` in words for somebody who is no programmer. Each name
here is an annotation that a model's field can carry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, PlainValidator, StrictStr
from pydantic_core import PydanticCustomError

from ..diagnostics import closest, listed, quote, slip_of
from ..source import slug, without_accents
from .marking import check_marking
from .mistake import mistake
from .text import Inline, Plain

# Patterns are compiled at their first use: a run needs few of them.
SLUG = r"[a-z0-9][a-z0-9-]{0,63}"
KEY = r"[A-Za-z][A-Za-z0-9_-]*"
STYLE = r"[A-Za-z0-9][A-Za-z0-9_-]*"
SOURCE_KEY = r"[A-Za-z0-9][A-Za-z0-9_:.-]*"
PER_CENT = r"([0-9]+(?:\.[0-9]+)?) ?%?"
GRADE = r"[A-F][1-6]"
_ADDRESS = r"(?i)https?://[^\s/?#]+\S*"
_EMAIL = r"[^\s@{}]+@[^\s@{}.]+(?:\.[^\s@{}.]+)+"
_DOI = r"(?i)(?:https?://(?:dx\.)?doi\.org/)?10\.[0-9]{4,9}/\S+"


# ------------------------------------------------------------------------------------------------------------ in words


_LIKE_A_WORD = 0.7  # how much one of a closed list is like what was meant for it: `paper` is no `chapter`
_NOTE = 60  # characters of a note that a message shows
MISTYPED = 20  # unknown keys of one map that are looked through for what was meant


def found(value: Any) -> str:
    """What a value is, in the words of a message: ``a list``."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"`{str(value).lower()}`"
        case int() | Decimal():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "keys with values"


def expected(what: str, value: Any, help: str = "") -> PydanticCustomError:
    """A value of the wrong type."""
    return mistake("S203", f"expected {what}, found {found(value)}", help=help)


def word(options: Any) -> BeforeValidator:
    """The check for one of a ``Literal``'s words."""
    return _one_of(
        get_args(options), lambda value, words: _with_part(value, words) or closest(value, words, _LIKE_A_WORD)
    )


def degree(options: Any, with_note: str = "") -> BeforeValidator:
    """The check for one of a ``Literal``'s words that are a scale: like in letters, they may be contrary in meaning.

    ``with_note`` is the form in which a word can have a note, with ``{word}`` and ``{note}``.
    """
    return _one_of(get_args(options), slip_of, with_note)


def _one_of(
    words: tuple[str, ...], meant: Callable[[str, tuple[str, ...]], str], with_note: str = ""
) -> BeforeValidator:
    def check(value: Any) -> Any:
        if not isinstance(value, str):
            raise expected("a word", value, f"write one of {listed(words)}")
        if value not in words:
            near = meant(value, words)
            help = f"did you mean {quote(near)}?" if near else _word_help(value, words, with_note)
            raise mistake("S205", f"{quote(value)} is not a word that is known here", help=help)
        return value

    return BeforeValidator(check)


def _word_help(value: str, words: tuple[str, ...], with_note: str) -> str:
    """Help for what is none of the ``words``; it may be one with a note, for which there may be a form."""
    noted = re.match(r"([\w ]*\w)\s*[,;:(–—]\s*(.+)", value)
    if noted and noted[1] in words:
        is_plain = len(noted[2]) <= _NOTE and not set(noted[2]) & set(",:#[]{}()\"'")
        form = with_note.format(word=noted[1], note=noted[2] if is_plain else "…")
        return f"write `{form}`" if form else f"write `{noted[1]}` alone, and the rest in a text"
    help = f"it can be {listed(words)}"
    if with_note and " " in value:
        first = value.split()[0]
        help += f"; with a note, `{with_note.format(word=first if first in words else words[0], note='…')}`"
    return help


def _with_part(value: str, words: Iterable[str]) -> str:
    """The first of the ``words`` that ``value`` ends, or that has the same parts: ``newspaper`` for one of articles."""
    parts = re.split(r"[ _-]+", value.lower())
    return next(
        (each for each in words if (own := re.split("[_-]", each))[-1:] == parts or sorted(own) == sorted(parts)), ""
    )


def one_or_list(value: Any) -> Any:
    """One item where a list is meant as well."""
    return value if isinstance(value, list) else [value]


# ----------------------------------------------------------------------------------------------------------------- ids


def _pattern(pattern: str, what: str, form: str, similar: Callable[[str], str] = lambda text: "") -> BeforeValidator:
    """The check for a name of a ``pattern``; ``similar`` makes such a name of what was typed."""

    def check(value: Any) -> Any:
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            name = similar(value)
            shown = f"write `{name}`: " if re.fullmatch(pattern, name) else ""
            raise mistake("S207", f"{quote(value)} cannot be {what}", help=shown + form)
        return value

    return BeforeValidator(check)


Slug = Annotated[
    StrictStr,
    _pattern(
        SLUG, "an id", "small letters a to z, figures and hyphens, 64 at most, beginning with a letter or figure", slug
    ),
]
Key = Annotated[
    StrictStr,
    _pattern(
        KEY,
        "a name",
        "letters A to Z, figures, hyphens and underscores, beginning with a letter",
        lambda text: re.sub(r"[^A-Za-z0-9_-]+", "_", without_accents(text)).strip("_-"),
    ),
]
SourceKey = Annotated[
    StrictStr,
    _pattern(
        SOURCE_KEY,
        "a source's name",
        "letters A to Z, figures, `-`, `_`, `:` and `.`, beginning with a letter or figure",
        lambda text: re.sub(r"[^A-Za-z0-9_:.-]+", "-", without_accents(text)).strip("_:.-"),
    ),
]
StyleName = Annotated[StrictStr, _pattern(STYLE, "a style's name", "it is the name of a folder in `styles`")]
Ids = Annotated[tuple[StrictStr, ...], BeforeValidator(one_or_list)]


# -------------------------------------------------------------------------------------------------------------- others


def parse_format(value: Any) -> Any:
    """The number of the format."""
    if type(value) is not int:
        raise expected("the number 1", value, "write `brief: 1`")
    if value != 1:
        raise mistake("S215", f"format {value} is not known", help="this compiler reads `brief: 1`")
    return value


def parse_width(value: Any) -> float:
    """Per cent of the text width."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        number = re.fullmatch(PER_CENT, value) if isinstance(value, str) else None
        help = f"write `{number[1]}`" if number else "a bare number: the width is per cent of the text's"
        raise expected("a number from 1 to 100", value, help)
    if not 1 <= value <= 100:
        share = (
            f", so write `{(value * 100).normalize():f}` for this share of it"
            if isinstance(value, Decimal) and 0 < value < 1
            else ""
        )
        raise mistake("S211", f"{value} is not from 1 to 100", help=f"the width is per cent of the text's{share}")
    return float(value)


def parse_count(value: Any) -> int:
    """How many there may be of something: 1 or more."""
    if type(value) is not int:
        grouped = re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", str(value)) if isinstance(value, Decimal) else None
        help = f"write `{str(value).replace('.', '')}`" if grouped else "write a bare number, such as `2`"
        raise expected("a whole number", value, help)
    if value < 1:
        raise mistake("S211", f"{value} is not 1 or more", help="leave the key away to keep the style's limit")
    return value


def parse_cell(value: Any) -> Inline | int | Decimal:
    """A cell: a number as typed, or text, which may be blank."""
    if isinstance(value, str):
        return Inline(value)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise expected("text or a number", value)
    return value


def _marking(value: Plain) -> Plain:
    if refusal := check_marking(value):
        raise mistake(refusal.code, refusal.message, help=refusal.help)
    return value


def _matches(pattern: str, message: str, help: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if isinstance(value, str) and not re.fullmatch(pattern, value.strip()):
            raise mistake("S213", message, help=help)
        return value

    return check


Format = Annotated[Literal[1], BeforeValidator(parse_format)]
Width = Annotated[float, PlainValidator(parse_width)]
Count = Annotated[int, PlainValidator(parse_count)]
Cell = Annotated[Inline | int | Decimal, PlainValidator(parse_cell)]
MarkingText = Annotated[Plain, AfterValidator(_marking)]
Address = Annotated[Plain, BeforeValidator(_matches(_ADDRESS, "this is not an address", "write it with `https://`"))]
Email = Annotated[
    Plain, BeforeValidator(_matches(_EMAIL, "this is not an e-mail address", "it looks like `desk@example.org`"))
]
Doi = Annotated[Plain, BeforeValidator(_matches(_DOI, "this is not a DOI", "it looks like `10.1000/182`"))]
Grade = Annotated[
    Plain, BeforeValidator(_matches(GRADE, "this is not a grade", "a letter A to F and a figure 1 to 6, such as `B2`"))
]
