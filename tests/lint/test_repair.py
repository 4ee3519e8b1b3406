"""Repairs: the words themselves are replaced in the file, and nothing else."""

from __future__ import annotations

from pathlib import Path

from compiler.lint import Configuration, repairs
from compiler.lint.repair import repaired
from compiler.source import read_source
from compiler.spec import validate
from tests.test_spec import complete


def repair(text: str, tmp_path: Path) -> str:
    """What becomes of the lines of a spec; the required keys that it leaves out are added below it."""
    path = tmp_path / "brief.yaml"
    whole = complete(text)
    path.write_text(whole, "utf-8")
    source = read_source(path)
    brief, _ = validate(source)
    out = repaired(source, repairs(source, brief, Configuration()))
    assert out.endswith(whole[len(text) :])
    return out[: len(out) - len(whole) + len(text)]


def test_comments_quotes_and_layout_stay(tmp_path: Path) -> None:
    text = "# 60% in a comment\nsituation:   'Some 60% of   1,500'   # 60%"
    assert repair(text, tmp_path) == "# 60% in a comment\nsituation:   'Some 60\u00a0% of   1\u00a0500'   # 60%"


def test_every_occurrence_in_a_block_is_repaired(tmp_path: Path) -> None:
    text = "situation: |\n  In May 2nd, 2025 60% and\n  70% of member states.\n\n  The 3rd of June, 60%.\n# end"
    assert repair(text, tmp_path) == (
        "situation: |\n  In 2 May 2025 60\u00a0% and\n  70\u00a0% of Member States.\n\n  3 June, 60\u00a0%.\n# end"
    )


def test_words_that_are_broken_over_two_lines_are_left(tmp_path: Path) -> None:
    text = "situation: >-\n  All member\n  states agreed."
    assert repair(text, tmp_path) == text


def test_words_written_with_escapes_are_left(tmp_path: Path) -> None:
    text = 'situation: "All member\\x20states agreed."'
    assert repair(text, tmp_path) == text


def test_what_the_brief_ignores_is_not_repaired(tmp_path: Path) -> None:
    text = "ignore: {H104: tables follow another style}\nsituation: Some 60% agreed."
    assert repair(text, tmp_path) == text


def test_code_addresses_and_citations_are_left(tmp_path: Path) -> None:
    text = "situation: '`60%` <https://example.org/60%25> {{ 1 }}'"
    assert repair(text, tmp_path) == text


def test_euros_in_words_become_their_code(tmp_path: Path) -> None:
    assert repair("situation: It costs 30 000 000 euros, or 30 million euros.", tmp_path) == (
        "situation: It costs EUR\u00a030\u00a0000\u00a0000, or EUR\u00a030 million."
    )


def test_an_amount_loses_its_sign_and_its_comma_at_once(tmp_path: Path) -> None:
    assert repair("situation: It costs €3,000 or 40 EUR.", tmp_path) == (
        "situation: It costs EUR\u00a03\u00a0000 or EUR\u00a040."
    )


def test_the_sign_before_a_value_becomes_the_code_too(tmp_path: Path) -> None:
    text = "vars: {fee: 300}\nsituation: 'It costs €5, €{{ vars.fee }} and € {{ vars.fee }}, not `€{{ vars.fee }}`.'"
    assert repair(text, tmp_path) == (
        "vars: {fee: 300}\nsituation: 'It costs EUR\u00a05, EUR\u00a0{{ vars.fee }} and EUR\u00a0{{ vars.fee }}, "
        "not `€{{ vars.fee }}`.'"
    )


def test_a_text_with_an_alias_is_repaired_for_both(tmp_path: Path) -> None:
    text = "situation: &same Some 60% agreed.\npurpose: *same"
    assert repair(text, tmp_path) == "situation: &same Some 60\u00a0% agreed.\npurpose: *same"


def test_what_others_wrote_and_what_names_a_thing_is_left(tmp_path: Path) -> None:
    text = (
        "sources: {a: {title: The 60% of EU member states, DOI: '10.1000/5,123', URL: https://example.org/a1%20b}}\n"
        "from: {name: Desk, email: '5,123@example.org'}"
    )
    assert repair(text, tmp_path) == text
