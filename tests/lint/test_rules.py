"""The rules: each one's own examples, and that examples and codes are whole."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from compiler.codes import CODES
from compiler.diagnostics import Diagnostic
from compiler.lint import RULES, Configuration, Example, Rule, lint, repairs
from compiler.lint import repaired as fixed
from compiler.markup import CODES as MARKUP_CODES
from compiler.source import read_source
from compiler.spec import validate
from tests.test_spec import complete

EXAMPLES = [(rule, example) for rule in RULES.values() for example in rule.examples]


def found(text: str, tmp_path: Path, example: Example | None = None, **options: object) -> list[str]:
    """The codes of what the rules say of a spec, with the required keys that it leaves out."""
    path = tmp_path / "brief.yaml"
    path.write_text(complete(text.rstrip("\n")), "utf-8")
    source = read_source(path)
    brief, _ = validate(source)
    configuration = Configuration(**options)  # type: ignore[arg-type]
    return [d.code for d in lint(source, brief, example.today if example else None, configuration)]


def told_by(code: str, text: str, tmp_path: Path) -> Diagnostic:
    """The one thing that the rule of a ``code`` says of a spec."""
    path = tmp_path / "brief.yaml"
    path.write_text(complete(text), "utf-8")
    source = read_source(path)
    (told,) = lint(source, validate(source)[0], None, Configuration(select=(code,)))
    return told


NAMES = [f"{rule.code}-{'bad' if example.bad else 'good'}" for rule, example in EXAMPLES]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=NAMES)
def test_an_example_breaks_its_rule_or_keeps_it(rule: Rule, example: Example, tmp_path: Path) -> None:
    assert (rule.code in found(example.text, tmp_path, example)) is example.bad


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_says_why_and_shows_a_bad_and_a_good_example(rule: Rule) -> None:
    assert re.fullmatch(r"[FLREKHWA][0-9]{3}", rule.code)
    assert {example.bad for example in rule.examples} == {True, False}
    assert rule.why.endswith(".")
    assert "Bad:" not in rule.why


def test_no_code_means_two_things() -> None:
    assert not RULES.keys() & (CODES.keys() | MARKUP_CODES.keys())


@pytest.mark.parametrize(
    "text",
    [
        "situation: The text `1,500` and [a share](https://example.org/1,500%20) and 3,14 and 1,5.",
        "situation: It would cost more in 2025 euros, and a 10-euro note is paper.",
        "situation: Version 1.12.2025.1 stands at [the archive](https://example.org/01/02/2025).",
        "situation: The UN member states met.",
        "situation: Only ministers move the red lines; the grey area is left, and the green box of the WTO holds it.",
        "situation: Told on 2025-04-28 and in 2024-12, by ES-11/1, by 2022/123, by A-4 and by 242-3.",
        "situation: Call 022-2024-2025 for the 2022-2024-Programm of [them](https://example.org/2022-2024).",
        "situation: Resolution 2022-2024, No 2015-2020 and 2030-2025 are no ranges, nor is 15-10 per cent.",
        "number: 2024-2025",
        "situation: ISO 2015-2018, OJ L 2014-2020, OJ\u00a0C 2014-2020, Reg. 2014-2020 and Model 2014-2020.",
        "situation: Cases 2014-2020, Nos 2014-2020, Standards 2014-2020, Models 2014-2020 and articles 2014-2020.",
        "situation: The UN (United Nations) and the EU's EEAS (European External Action Service) met; the (EEAS) too.",
        "situation: DG MOVE and DG\u00a0NEAR wrote it.",
        "situation: Mr. Smith met Dr. Jones, e.g. in May.",
        "situation: A [page about links here](https://example.org) is fine.",
        "situation: The Red Cross and the green deal were named, and red lines were drawn.",
        "recommendations: [{action: Bring both sides together., owner: EEAS, deadline: 2025-05-01},"
        " {action: '**Agree** that others should act.', owner: EEAS, deadline: 2025-05-01}]",
    ],
)
def test_words_that_only_look_like_a_breach_are_left_alone(text: str, tmp_path: Path) -> None:
    codes = found(text, tmp_path)
    assert not [code for code in codes if code[0] in "HWA" or code == "F103"]


@pytest.mark.parametrize(
    "items",
    [
        "[EU accession talks, security guarantees, reconstruction aid]",
        "[Waffenruhe sofort, humanitäre Korridore, freier Zugang]",
        "[Cessez-le-feu immédiat, échange de prisonniers, non-recours à la force]",
        "['Aid, then talks', 'and then more', andere]",
    ],
)
def test_items_between_commas_may_begin_small(items: str, tmp_path: Path) -> None:
    assert "F107" not in found(f"key_messages: {items}", tmp_path)


@pytest.mark.parametrize(
    ("typed", "repaired"),
    [
        ("2022-2024", "2022–2024"),
        ("2022-24", "2022–24"),
        ("10-15 %", "10–15 %"),
        ("€1.5-2 billion", "€1.5–2 billion"),
        ("between 2022-2024", "between 2022 and 2024"),
        ("between 2022-24", "between 2022 and 2024"),
        ("learnt from 2014-2020", "learnt from 2014-2020"),
        ("between 10-15 days", "between 10 and 15 days"),
        ("from 10-15 % to 20-25 %", "from 10–15 % to 20–25 %"),
        ("from 2020-2024 to 2030", "from 2020–2024 to 2030"),
        ("told on Tel. 02 2001-2050", "told on Tel. 02 2001-2050"),
        ("as in ISSN 1999-2004", "as in ISSN 1999-2004"),
        ("2011-12", "2011-12"),
        ("from 2014-2020 programmes", "from 2014–2020 programmes"),
        ("from 2014-2020 **programmes**", "from 2014–2020 **programmes**"),
        ("from 2014-2020 [@x]", "from 2014–2020 [@x]"),
        ("**from 2014-2020** programmes", "**from 2014–2020** programmes"),
        ("from 2014-2020, to 2021-2027", "from 2014–2020, to 2021–2027"),
        ("between 10-15 days and 20", "between 10–15 days and 20"),
        ("as in Horizon 2014-2020", "as in Horizon 2014-2020"),
        ("more. In 2014-2020 less", "more. In 2014–2020 less"),
        ("EUR 10-15 million", "EUR 10–15 million"),
    ],
)
def test_a_range_is_repaired_to_what_the_house_writes(typed: str, repaired: str, tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    path.write_text(complete(f"situation: The share was {typed}, all in all."), "utf-8")
    source = read_source(path)
    configuration = Configuration(select=("H107",))
    assert fixed(source, repairs(source, validate(source)[0], configuration)) == source.text.replace(typed, repaired)


def test_a_range_behind_a_name_is_told_of_and_left_as_it_is(tmp_path: Path) -> None:
    told = told_by("H107", "situation: The share in Horizon 2014-2020 fell.", tmp_path)
    assert (told.help, told.repairable) == ("if a range is meant, write `2014–2020`", False)


def test_a_range_after_from_is_left_to_the_author_where_two_senses_are_possible(tmp_path: Path) -> None:
    told = told_by("H107", "purpose: We look at the share from 2022-24", tmp_path)
    assert told.help == "write `from 2022 to 2024`, or of one period `from 2022–24`"
    assert not told.repairable


def test_items_on_lines_of_their_own_may_begin_with_any_word(tmp_path: Path) -> None:
    assert "F107" not in found("key_messages:\n  - Talks\n  - not payments\n  - and more", tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "vars: {a-b: 1}\npurpose: \"We ask for {{ vars['a-b'] }}.\"",
        "vars: {a: {b: 1}}\nsources: {s: {title: 'Report {{ brief.vars.a.b }}'}}",
        'vars: {a: 1}\npurpose: "We ask for {{ vars[brief.id] }}."',
        "vars: {a: &mission The mission}\nseries: *mission",
    ],
)
def test_a_value_may_be_used_in_any_way(text: str, tmp_path: Path) -> None:
    assert "F108" not in found(text, tmp_path)


def test_a_value_that_only_looks_used_is_not(tmp_path: Path) -> None:
    text = 'vars: {a: 1, ab: 2}\nsituation: "The vars.a and {{ vars.ab }}."'
    assert found(text, tmp_path, select=("F108",)) == ["F108"]


@pytest.mark.parametrize("use", [r"\{{ vars.a }}", "`\\{{ vars.a }}`", "{{ 'vars.a' }}"])
def test_braces_that_are_no_expression_use_no_value(use: str, tmp_path: Path) -> None:
    assert found(f"vars: {{a: 1}}\nsituation: It costs {use}.", tmp_path, select=("F108",)) == ["F108"]


def test_a_key_with_a_hyphen_is_offered_as_it_can_be_written(tmp_path: Path) -> None:
    told = told_by("F108", "vars: {a-b: 1}\nsituation: It costs much.", tmp_path)
    assert told.help == "write `{{ vars['a-b'] }}` in a text, or take it out"


def test_a_review_before_the_day_of_the_brief_is_a_mistake_and_no_stale_brief(tmp_path: Path) -> None:
    today = Example(True, "", datetime.date(2025, 5, 2))
    told = found("date: 2025-04-22\nreview_by: 2025-04-20", tmp_path, today)
    assert {"K101", "L301"} & set(told) == {"K101"}


@pytest.mark.parametrize(
    ("review", "messages"), [("", ["this day has passed, as 1 more of this brief"]), ("\nreview_by: 2025-04-30", [])]
)
def test_passed_days_are_told_of_once_and_not_of_a_stale_brief(
    review: str, messages: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "brief.yaml"
    items = ", ".join(f"{{action: Act., deadline: {day}}}" for day in ("2025-04-28", "2025-05-01", "2025-05-02"))
    path.write_text(complete(f"date: 2025-04-22{review}\nrecommendations: [{items}]"), "utf-8")
    source = read_source(path)
    told = lint(source, validate(source)[0], datetime.date(2025, 5, 2), Configuration(select=("K104",)))
    assert [d.message for d in told] == messages


def test_a_rule_that_the_brief_ignores_is_silent(tmp_path: Path) -> None:
    text = "recommendations: [{action: Act.}]"
    assert "F101" in found(text, tmp_path)
    assert "F101" not in found(f"{text}\nignore: {{F101: one was asked for}}", tmp_path)


def test_an_ignored_rule_that_does_not_exist_is_named(tmp_path: Path) -> None:
    assert "L303" in found("ignore: {F999: no reason}", tmp_path)


def test_an_ignored_rule_that_finds_nothing_is_named(tmp_path: Path) -> None:
    assert "L304" in found("ignore: {H101: no figures}", tmp_path)


def test_a_house_profile_is_left_out_when_another_is_chosen(tmp_path: Path) -> None:
    text = "situation: Some 60% agreed."
    assert "H104" in found(text, tmp_path)
    assert "H104" not in found(text, tmp_path, profile="none")


def test_select_and_ignore_take_codes_and_families(tmp_path: Path) -> None:
    text = "situation: Some 60% of 1,500 agreed."
    assert found(text, tmp_path, select=("H",)) == ["H101", "H104"]
    assert found(text, tmp_path, select=("H",), ignore=("H101",)) == ["H104"]
