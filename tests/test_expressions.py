"""Expressions: what each prints, what is refused and how that is said, that nothing takes long."""

from __future__ import annotations

import datetime
import inspect
import re
import time
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest

import compiler.expressions
import compiler.markup.passage
from compiler.expressions import CODES, ExpressionError, evaluate

NAMES = {
    "brief": {"title": "Direct talks", "subtitle": None},
    "actors": {"us-gov": {"name": "United States", "kind": "state"}, "ru": {"name": "Russia"}},
    "vars": {
        "amount": 1_250_000,
        "year": 2025,
        "rate": Decimal("0.10"),
        "day": datetime.date(2025, 4, 22),
        "list": ["a", "b", "c"],
        "numbers": [1, 20_000],
        "text": "it's *so*",
    },
}


class English:
    """Commas between thousands, days first."""

    quotes = ("‘", "’", "“", "”")

    def date(self, value: datetime.date) -> str:
        return f"{value.day} {value:%B} {value.year}"

    def number(self, value: int | float | Decimal) -> str:
        return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


PRINTED = {
    # names
    "brief.title": "Direct talks",
    "actors['us-gov'].name": "United States",
    "actors['us-gov']['name']": "United States",
    "vars.list[0] ~ vars.list[-1]": "ac",
    # literals
    "'text'": "text",
    '"it\'s"': "it's",
    "42": "42",
    "1.50": "1.5",
    "true": "True",
    "'{{'": "{{",
    # numbers and dates print as the language has them; four digits are as a rule a year
    "vars.amount": "1,250,000",
    "vars.rate": "0.10",
    "vars.day": "22 April 2025",
    "vars.year": "2025",
    "vars.year + 1": "2026",
    "vars.year | number": "2,025",
    # arithmetic
    "1 + 2 * 3 - 4": "3",
    "(1 + 2) * 3": "9",
    "7 / 2": "3.5",
    "6 / 3": "2",
    "1 / 3": "0.3333333333333333",
    "7 // 2 ~ ' ' ~ 7 % 2": "3 1",
    "2 ** 10 ~ ''": "1024",
    "2 ** -1": "0.5",
    "0.1 + 0.2": "0.3",
    "vars.amount * vars.rate": "125,000.00",
    "-vars.amount": "-1,250,000",
    "+3": "3",
    "'a' + 'b' ~ 3": "ab3",
    "'ab' * 2 ~ 2 * 'c'": "ababcc",
    # comparison and logic
    "1 < 2 <= 2 != 3 == 3": "True",
    "vars.day > brief.day | default(vars.day)": "False",
    "'a' in vars.list and 'z' not in vars.list": "True",
    "'ru' in actors": "True",
    "not true or 'x'": "x",
    "'yes' if vars.amount > 1 else 'no'": "yes",
    "'yes' if false else 'no'": "no",
    "'yes' if false": "",
    # filters
    "brief.nothing | default('-')": "-",
    "brief.subtitle | default('-')": "-",
    "'' | default('-')": "",
    "'' | default('-', true)": "-",
    "vars.list | first ~ (vars.list | last)": "ac",
    "'abc' | first": "a",
    "vars.list | join(', ')": "a, b, c",
    "vars.numbers | join": "120,000",
    "vars.list | length": "3",
    "'ÄB' | lower ~ ('é' | upper)": "äbÉ",
    "'aXbX' | replace('X', '-')": "a-b-",
    "'aXbX' | replace('X', '-', 1)": "a-bX",
    "2.5 | round": "3",
    "42.55 | round(1)": "42.6",
    "42.55 | round(1, 'floor')": "42.5",
    "42.1 | round(method='ceil')": "43",
    "1250 | round(-2) ~ ''": "1300",
    "'don\\'t stop' | title": "Don't Stop",
    "'  x ' | trim ~ ('--y-' | trim('-'))": "xy",
    "'2025-04-28' | date": "28 April 2025",
    "'1234.50' | number": "1,234.50",
    # what looks like an exploit and is a number
    "10 ** 2 ** 3 ~ ''": "1,000,000",
}


@pytest.mark.parametrize("source", PRINTED)
def test_an_expression_prints_its_value(source: str) -> None:
    assert evaluate(source, NAMES, English()) == PRINTED[source]


# source → code, words of the message, the part to underline, words of the help
REFUSED = {
    "": ("E402", "not an expression", "", "straight quotes"),
    "1 +": ("E402", "unexpected 'end of template'", "", ""),
    "a b": ("E402", "unexpected `b`", "", ""),
    "‘x’": ("E402", "unexpected char '‘'", "", "straight quotes"),
    "1 }} 2": ("E402", "unexpected", "", ""),
    "missing": ("E403", "unknown name `missing`", "missing", "there are `brief`, `actors`, `vars`"),
    "rate": ("E403", "unknown name `rate`", "rate", "write `vars.rate`"),
    "var.x": ("E403", "unknown name `var`", "var", "did you mean `vars`?"),
    "missing | upper": ("E403", "unknown name `missing`", "missing", ""),
    "loop": ("E403", "unknown name `loop`", "loop", ""),
    "brief.titel": ("E403", "`brief` has no `titel`", "titel", "did you mean `title`?"),
    "vars.rat": ("E403", "`vars` has no `rat`", "rat", "`rate`? if it is another, add it under `vars`: `rat: …`"),
    "vars.zzz": ("E403", "`vars` has no `zzz`", "zzz", "`text`; if it is another, add it under `vars`: `zzz: …`"),
    "actors.us_gov": ("E403", "`actors` has no `us_gov`", "us_gov", "did you mean `us-gov`?"),
    "actors['us-gov'].nam": ("E403", "`actors['us-gov']` has no `nam`", "nam", "did you mean `name`?"),
    "actors.us-gov.name": ("E403", "`actors` has no `us`", "us", "write `actors['us-gov']`: a hyphen"),
    "us-gov": ("E403", "unknown name `us`", "us", "write `actors['us-gov']`"),
    "brief.title.length": ("E403", "`brief.title` has no parts", "length", ""),
    "vars.list[3]": ("E403", "`vars.list` has no item 3", "", "it has 3"),
    "[] | first": ("E403", "there is nothing in it", "", ""),
    "''.__class__.__mro__": ("E404", "`__class__` can't be reached", "__class__", ""),
    "vars.list.__len__": ("E404", "`__len__` can't be reached", "__len__", ""),
    "brief.title.upper()": ("E404", "nothing can be called", "", "`upper`"),
    "range(9)": ("E404", "nothing can be called", "", ""),
    "brief is defined": ("E404", "`is` is not part", "", "`default`"),
    "vars.list[0:1]": ("E404", "not part of expressions", "", "arithmetic"),
    "{'a': 1}": ("E404", "not part of expressions", "", ""),
    "'a' | default(*vars.list)": ("E404", "not part of expressions", "", ""),
    "'a' | uper": ("E405", "unknown filter `uper`", "uper", "did you mean `upper`?"),
    "'a' | attr('b')": ("E405", "unknown filter `attr`", "attr", ""),
    "'a' * 10001": ("E406", "more than 10,000 characters", "", ""),
    "'a' * 10 ** 9": ("E406", "more than 10,000 characters", "", ""),
    "10 ** (10 ** 9)": ("E406", "more than 4,000 digits", "", ""),
    "10.5 ** (10 ** 9)": ("E406", "more than 4,000 digits", "", ""),
    "1e999": ("E406", "more than 4,000 digits", "", ""),
    "9" * 5000: ("E406", "more than 4,000 digits", "", ""),
    "'1e99999' | number": ("E406", "more than 4,000 digits", "", ""),
    "'a' * 9999 ~ 'bc'": ("E406", "more than 10,000 characters", "", ""),
    "'a' * 9999 + 'bc'": ("E406", "more than 10,000 characters", "", ""),
    "('a' * 9999) | replace('a', 'b' * 9999) | length": ("E406", "more than 10,000 characters", "", ""),
    "vars.list | join('b' * 9999)": ("E406", "more than 10,000 characters", "", ""),
    "1 / 0": ("E407", "a division by zero", "", ""),
    "1 // 0": ("E407", "a division by zero", "", ""),
    "1 % 0.0": ("E407", "`%` has no result here", "", ""),
    "0 ** -1": ("E407", "a division by zero", "", ""),
    "(-8) ** 0.5": ("E407", "`**` has no result here", "", ""),
    "'a' + 1": ("E407", "`+` can't be applied to a text and a number", "", ""),
    "'%1000000000d' % 1": ("E407", "`%` can't be applied to a text and a number", "", ""),
    "[1] * 3": ("E407", "`*` can't be applied to a list and a number", "", ""),
    "true + 1": ("E407", "`+` can't be applied to true or false and a number", "", ""),
    "vars.day - 1": ("E407", "`-` can't be applied to a date and a number", "", ""),
    "1 < 'a'": ("E407", "a number and a text can't be compared", "", ""),
    "1 in 2": ("E407", "can't be compared", "", ""),
    "'x' | round": ("E407", "`round` can't be applied so to a text", "round", ""),
    "1 | round(1, 'up')": ("E407", "`round` can't be applied so to a number", "round", ""),
    "'2025-02-30' | date": ("E407", "`date` can't be applied so to a text", "date", ""),
    "vars | join": ("E407", "`join` can't be applied so to a group of values", "join", ""),
    "'a' | upper(1)": ("E407", "`upper` can't be applied so to a text", "upper", ""),
    "actors": ("E408", "a group of values can't be printed", "", "choose one of `us-gov`, `ru`"),
    "vars.list": ("E408", "a list can't be printed", "", "join"),
    "brief.subtitle": ("E408", "there is no value to print", "", "default"),
}


@pytest.mark.parametrize("source", REFUSED, ids=[source[:40] for source in REFUSED])
def test_a_mistake_says_what_is_wrong_and_where(source: str) -> None:
    code, message, word, help = REFUSED[source]

    with pytest.raises(ExpressionError) as caught:
        evaluate(source, NAMES, English())

    error = caught.value
    assert (error.code, error.word) == (code, word)
    assert message in error.message
    assert help in error.help


@pytest.mark.parametrize(
    "source",
    [
        "(" * 9000, "[" * 9000, "-" * 9000 + "1", "not " * 4000 + "1", "1" + "+1" * 9000, "1" + "**1" * 5000,
        "brief" + ".a" * 9000, "1 if 1 else " * 1500 + "2", "'a'" + "|upper" * 3000, " " * 30_000,
    ],
    ids=lambda source: source[:8],
)  # fmt: skip
def test_a_deep_or_long_expression_is_refused_at_once(source: str) -> None:
    start = time.perf_counter()

    with pytest.raises(ExpressionError) as caught:
        evaluate(source, NAMES, English())

    assert caught.value.code == "E406"
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "source",
    ["10 ** (10 ** 9)", "1.0000001 ** (10 ** 9)", "2 ** (0.5 ** 99)", "9 ** (9 ** (9 ** 9))", "'a' * 10 ** 4000"],
)
def test_nothing_is_computed_that_is_too_large(source: str) -> None:
    start = time.perf_counter()

    with suppress(ExpressionError):
        assert len(evaluate(source, NAMES, English())) <= 10_000

    assert time.perf_counter() - start < 1


def test_a_value_that_no_expression_knows_is_not_printed() -> None:
    with pytest.raises(ExpressionError, match="this value can't be printed"):
        evaluate("vars", {"vars": object()}, English())


def test_a_float_of_the_brief_keeps_its_digits() -> None:
    assert evaluate("vars.share * 3", {"vars": {"share": 0.1}}, English()) == "0.3"


def test_every_code_is_explained_and_every_explanation_is_used() -> None:
    folder = Path(inspect.getfile(compiler.expressions)).parent
    raised = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.py")))
    # what is not closed is seen where expressions are found
    raised += inspect.getsource(compiler.markup.passage)

    used = set(re.findall(r'(?:ExpressionError|Missing)\(\s*"(E\d{3})"', raised))
    assert used == set(CODES)
