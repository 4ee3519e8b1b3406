"""The format: values, uniform attributes, and each mistake with its place (``cases/reading.md``, ``cases/spec.md``)."""

from __future__ import annotations

import datetime
import os
import re
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest

from compiler.codes import CODES
from compiler.diagnostics import CompilationError, Diagnostic
from compiler.lint import RULES
from compiler.source import read_source
from compiler.spec import (
    Author,
    Brief,
    ImageFigure,
    Inline,
    Likelihood,
    PartialDate,
    Party,
    Plain,
    Prose,
    TableFigure,
    check_marking,
    default_id,
    validate,
)
from tests import cases

ROOT = Path(__file__).parent.parent
REQUIRED = {
    "brief": "brief: 1",
    "title": "title: Talks",
    "date": "date: 2025-04-22",
    "actors": "actors: {ua: Ukraine}",
    "situation": "situation: Talks are stalled.",
    "positions": "positions: [{actor: ua}]",
    "recommendations": "recommendations: [{action: Act.}]",
}


def complete(text: str) -> str:
    """``text`` with the required keys that it leaves out below it."""
    own = set(re.findall(r"^(\w+):", text, re.MULTILINE))
    if "positions" in own:
        own.add("actors")
    return "\n".join([text, *(line for key, line in REQUIRED.items() if key not in own)]) + "\n"


def check(text: str) -> tuple[Brief | None, list[Diagnostic]]:
    """The brief, and everything found in it, as a file ``brief.yaml`` in the working folder."""
    path = Path("brief.yaml")
    path.write_text(text, "utf-8", newline="")
    try:
        source = read_source(path)
        brief, warnings = validate(source)
    except CompilationError as error:
        return None, list(error.diagnostics)
    return brief, warnings


def brief(text: str) -> Brief:
    """The brief that ``text`` and the required keys say; there are no mistakes in it."""
    valid, found = check(complete(text))
    assert valid is not None, "\n".join(d.render() for d in found)
    return valid


def report(kind: str, text: str) -> str:
    """What is reported of a case's input, as printed."""
    with tempfile.TemporaryDirectory() as folder:
        before = Path.cwd()
        os.chdir(folder)
        try:
            match kind:
                case "yaml":
                    found = _read(text)
                case "brief":
                    _, found = check(complete(text))
                case _:
                    _, found = check(text)
        finally:
            os.chdir(before)
    return "\n\n".join(d.render() for d in found)


def _read(text: str) -> list[Diagnostic]:
    Path("brief.yaml").write_text(text, "utf-8", newline="")
    try:
        source = read_source(Path("brief.yaml"))
    except CompilationError as error:
        return list(error.diagnostics)
    return [*source.errors, *source.warnings]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test writes its ``brief.yaml`` into a folder of its own."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("case", [*cases.load("reading"), *cases.load("spec")], ids=lambda case: case.title)
def test_a_case_is_reported_as_its_page_says(case: cases.Case) -> None:
    assert report(case.kind, case.given) == case.expected.removesuffix("\n")


# ------------------------------------------------------------------------------------------------------ uniform values


def test_what_is_left_out_null_or_an_empty_list_is_absent() -> None:
    absent = brief("")
    assert brief("subtitle:\nkey_messages: []\nfrom: null\nvars: {}\npurpose: ''\nassessment: {points: []}") == absent
    assert absent.subtitle is None
    assert absent.key_messages == absent.from_ == absent.to == absent.keywords == ()
    assert absent.vars == absent.issues == absent.sources == absent.abbreviations == {}
    assert absent.assessment is None


def test_defaults_stand_where_the_author_gives_nothing() -> None:
    valid = brief("recommendations: [{action: a}, {action: b, id: own}, {action: c}]")
    assert valid.id == "brief"
    assert valid.as_of == valid.date == datetime.date(2025, 4, 22)
    assert (valid.language, valid.style) == ("en-GB", "memo")
    assert [r.id for r in valid.recommendations] == ["rec-1", "own", "rec-3"]


@pytest.mark.parametrize(
    ("stem", "id"),
    [("ukraine", "ukraine"), ("Ukraine Talks (2)", "ukraine-talks-2"), ("Città", "citta"), ("переговоры", "brief")],
)
def test_the_default_id_is_the_files_stem_made_a_slug(stem: str, id: str) -> None:
    assert default_id(Path("folder") / f"{stem}.yaml") == id


def test_a_default_id_is_64_characters_long_at_most() -> None:
    assert default_id(Path(f"{'a' * 63}-{'b' * 9}.yaml")) == "a" * 63


def test_short_forms_are_written_out() -> None:
    valid = brief(
        "key_messages: [Talks are stalled.]\nfrom: EEAS\npurpose: Decide.\nassessment: Unclear.\nto: [{name: Ann}]"
    )
    assert valid.key_messages[0].text == "Talks are stalled."
    assert valid.from_ == (Party(name=Plain("EEAS")),)
    assert valid.to == (Party(name=Plain("Ann")),)
    assert valid.situation.text == "Talks are stalled."
    assert valid.assessment is not None
    assert valid.assessment.text == "Unclear."


def test_a_stance_is_a_word_or_a_word_with_a_note() -> None:
    positions = "[{actor: ru, stances: {a: silent, b: {stance: opposes, note: x}}}]"
    stances = brief(f"actors: {{ru: Russia}}\nissues: {{a: A, b: B}}\npositions: {positions}").positions[0].stances
    assert [(s.stance, s.note) for s in stances.values()] == [("silent", None), ("opposes", "x")]


def test_one_item_stands_for_a_list_of_one() -> None:
    valid = brief(
        "sources: {a: {author: Ann Lee}}\nkey_messages: [{text: x, cite: a}]\nnext_steps: [{action: x, owner: EC}]"
    )
    assert valid.key_messages[0].cite == ("a",)
    assert [str(author) for author in valid.sources["a"].author] == ["Ann Lee"]


def test_an_authors_name_is_printed_in_its_natural_order() -> None:
    assert str(Author(family=Plain("Lee"), given=Plain("Ann"))) == "Ann Lee"
    assert str(Author(family=Plain("Plato"))) == "Plato"


def test_the_kind_of_a_text_is_its_type() -> None:
    valid = brief("bottom_line: a\npurpose: b")
    assert (type(valid.title), type(valid.bottom_line), type(valid.purpose)) == (Plain, Inline, Prose)


def test_text_is_one_line_and_prose_keeps_its_lines() -> None:
    valid = brief("title: |\n  Talks\n  in Kyiv\npurpose: |\n  One\n\n  Two")
    assert valid.title == "Talks in Kyiv"
    assert valid.purpose == "One\n\nTwo\n"


def test_keys_with_hyphens_and_reserved_words_have_attributes() -> None:
    valid = brief("sources: {a: {container-title: Review, issued: 2025-04, accessed: 2025-04-30}}")
    source = valid.sources["a"]
    assert source.container_title == "Review"
    assert (source.issued, source.accessed) == (PartialDate(2025, 4), PartialDate(2025, 4, 30))


def test_partial_dates_sort_with_the_less_exact_first() -> None:
    days = [
        PartialDate(2025, 4, 30),
        PartialDate(2025, 4),
        PartialDate(2026),
        PartialDate(2025),
        PartialDate(2025, 3, 1),
    ]
    assert sorted(days) == [
        PartialDate(2025),
        PartialDate(2025, 3, 1),
        PartialDate(2025, 4),
        PartialDate(2025, 4, 30),
        PartialDate(2026),
    ]


def test_the_timeline_keeps_the_authors_order() -> None:
    valid = brief("situation: {timeline: [{date: 2025-04, event: b}, {date: 2025, event: a}]}")
    assert [entry.event for entry in valid.situation.timeline] == ["b", "a"]


def test_cells_keep_their_kind_and_the_decimals_they_were_typed_with() -> None:
    figure = "{kind: table, caption: c, columns: [{key: a}], rows: [{a: 1.50}, {a: 7}, {a: '7'}, {a: }, {a: ''}, {}]}"
    table = brief(f"annexes: [{{title: t, figures: [{figure}]}}]").annexes[0].figures[0]
    assert isinstance(table, TableFigure)
    assert [str(row.get("a", "absent")) for row in table.rows] == ["1.50", "7", "7", "absent", "absent", "absent"]
    assert [type(row.get("a")) for row in table.rows[:3]] == [Decimal, int, Inline]


def test_an_image_has_alternative_text_or_is_decorative() -> None:
    image = "kind: image, file: a.png, caption: c"
    figures = f"[{{{image}, alt: x, width: 62.5}}, {{{image}, decorative: true}}]"
    described, decorative = brief(f"annexes: [{{title: t, figures: {figures}}}]").annexes[0].figures
    assert isinstance(described, ImageFigure)
    assert isinstance(decorative, ImageFigure)
    assert (described.alt, described.width, described.decorative) == ("x", 62.5, False)
    assert (decorative.alt, decorative.width, decorative.decorative) == (None, 100.0, True)


def test_vars_hold_any_values() -> None:
    assert brief("vars: {a: 1.50, b: [x, {c: true}], d: text, e: }").vars == {
        "a": Decimal("1.50"),
        "b": ["x", {"c": True}],
        "d": "text",
    }


# ---------------------------------------------------------------------------------------------------------- likelihood


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("almost no chance", Likelihood("almost no chance", 1, 5)),
        ("remote", Likelihood("almost no chance", 1, 5)),
        ("highly improbable", Likelihood("very unlikely", 5, 20)),
        ("improbable", Likelihood("unlikely", 20, 45)),
        ("roughly even odds", Likelihood("roughly even chance", 45, 55)),
        ("Probable", Likelihood("likely", 55, 80)),
        ("highly probable", Likelihood("very likely", 80, 95)),
        ("almost certainly", Likelihood("almost certain", 95, 99)),
        ("nearly certain", Likelihood("almost certain", 95, 99)),
        ("60-75", Likelihood("likely", 60, 75)),
        ("55-80", Likelihood("likely", 55, 80)),
        ("20–45 %", Likelihood("unlikely", 20, 45)),
    ],
)
def test_a_likelihood_is_a_term_in_either_wording_or_a_range_within_one_band(written: str, meant: Likelihood) -> None:
    assert brief(f"key_messages: [{{text: a, likelihood: {written}}}]").key_messages[0].likelihood == meant


# ------------------------------------------------------------------------------------------------------------- marking


@pytest.mark.parametrize("marking", ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"])
def test_the_labels_of_tlp_2_are_taken_as_they_are(marking: str) -> None:
    assert check_marking(marking) is None


@pytest.mark.parametrize(
    ("marking", "right"),
    [
        ("tlp:green", "TLP:GREEN"),
        ("TLP: GREEN", "TLP:GREEN"),
        ("TLP-GREEN", "TLP:GREEN"),
        ("T L P red", "TLP:RED"),
        ("TLP:ÁMBER", "TLP:AMBER"),
        ("TLP:AMBER STRICT", "TLP:AMBER+STRICT"),
        ("TLP:GREEN for the desk", "TLP:GREEN"),
        ("ＴＬＰ：ＲＥＤ", "TLP:RED"),
        ("TLP WHITE", "TLP:CLEAR"),
    ],
)
def test_what_begins_like_tlp_is_refused_with_the_right_form(marking: str, right: str) -> None:
    refusal = check_marking(marking)
    assert refusal is not None
    assert (refusal.code, refusal.help) == ("S209", f"write `{right}`")


def test_an_unknown_tlp_label_is_refused_with_the_list() -> None:
    refusal = check_marking("TLP:BLUE")
    assert refusal is not None
    assert "`TLP:AMBER+STRICT`" in refusal.help


@pytest.mark.parametrize(
    "marking",
    [
        "RESTREINT UE/EU RESTRICTED",
        "CONFIDENTIEL UE/EU CONFIDENTIAL",
        "SECRET UE/EU SECRET",
        "TRÈS SECRET UE/EU TOP SECRET",
        "tres secret ue",
        "EU Top-Secret",
        "eu restricted",
        "R e s t r e i n t  U E",
        "EUSECRET",
        "LIMITE – EU CONFIDENTIAL",
        "R-UE/EU-R",
        "C-UE/EU-C",
        "S-UE/EU-S",
        "TS-UE/EU-TS",
        "r ue / eu r",
        "RUE/EUR",
        "EU-R",
    ],
)
def test_eu_classified_levels_are_refused_in_any_form(marking: str) -> None:
    refusal = check_marking(marking)
    assert refusal is not None
    assert refusal.code == "S210"


@pytest.mark.parametrize(
    "marking", ["LIMITE", "SENSITIVE", "EUR 3 million", "BUREAU SECRETARIAT", "EU staff only", "Rue de la Loi"]
)
def test_other_words_of_the_house_are_free(marking: str) -> None:
    assert check_marking(marking) is None
    assert brief(f"marking: {marking}").marking == marking


# --------------------------------------------------------------------------------------------------------- the project


@pytest.mark.parametrize("path", sorted((ROOT / "briefs").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_briefs_of_the_project_are_valid(path: Path) -> None:
    source = read_source(path)
    _, warnings = validate(source)
    assert [d.render() for d in warnings] == []


def test_checking_stops_after_a_hundred_mistakes_and_says_so() -> None:
    text = "key_messages: [" + "1, " * 150 + "]\n" + complete("")
    _, found = check(text)
    assert len(found) == 101
    assert found[-1].code == "S120"


def test_each_code_has_one_line_in_the_table_and_each_line_a_code() -> None:
    sources = (file for file in (ROOT / "compiler").rglob("*.py") if file.name != "codes.py")
    used = {code for file in sources for code in re.findall(r'"([SRTLGCD]\d{3})"', file.read_text("utf-8"))}
    assert used - RULES.keys() == set(CODES)
