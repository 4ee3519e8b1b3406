"""The JSON Schema: it says what the models say, it is the one in the package, and it describes every key."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from compiler.diagnostics import CompilationError
from compiler.source import read_source
from compiler.spec import validate
from compiler.spec.schema import FILE, descriptions, json_schema, models, reference
from tests import cases
from tests.test_spec import complete

ROOT = Path(__file__).parents[2]
# What no type can say: texts with meaning (markings, the calendar, ranges), parts that need one of several keys, parts
# of a chart that must fit each other.
BEYOND = {"S206", "S208", "S209", "S210", "S212", "S216", "S218", "S219"}
BRIEFS = [case for case in cases.load("spec") if case.kind == "brief"]


def plain(value: Any) -> Any:
    """Values as JSON knows them."""
    match value:
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case list():
            return [plain(item) for item in value]
        case Decimal():
            return float(value)
    return value


def verdicts(text: str, tmp_path: Path) -> tuple[set[str], bool]:
    """What the models find wrong with a spec, and whether the schema accepts it."""
    path = tmp_path / "brief.yaml"
    path.write_text(text, "utf-8", newline="")
    source = read_source(path)
    found: set[str] = set()
    try:
        validate(source)
    except CompilationError as error:
        found = {d.code for d in error.diagnostics if d.code.startswith("S2")}
    return found, Draft202012Validator(json.loads(json_schema())).is_valid(plain(source.value))


def test_the_schema_itself_is_valid() -> None:
    Draft202012Validator.check_schema(json.loads(json_schema()))


def test_the_package_holds_the_schema_of_this_version() -> None:
    assert FILE.read_text("utf-8") == json_schema(), "run `make docs`"


def test_the_reference_beside_the_briefs_is_that_of_this_version() -> None:
    assert (ROOT / "briefs" / "README.md").read_text("utf-8") == reference(), "run `make docs`"


@pytest.mark.parametrize("case", BRIEFS, ids=lambda case: case.title)
def test_the_schema_refuses_what_the_models_refuse_and_accepts_what_they_accept(
    case: cases.Case, tmp_path: Path
) -> None:
    try:
        found, accepted = verdicts(complete(case.given), tmp_path)
    except CompilationError:
        return  # not even YAML
    if not found:
        assert accepted
    elif found - BEYOND:
        assert not accepted


@pytest.mark.parametrize("brief", sorted((ROOT / "briefs").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_schema_accepts_our_briefs(brief: Path, tmp_path: Path) -> None:
    assert verdicts(brief.read_text("utf-8"), tmp_path) == (set(), True)


@pytest.mark.parametrize("absent", ["null", "''", "[]", "{}"])
def test_an_optional_key_may_be_absent_in_every_way(absent: str, tmp_path: Path) -> None:
    text = complete(f"subtitle: {absent}\nfrom: {absent}\nassessment: {absent}\nvars: {{a: {absent}}}")
    assert verdicts(text, tmp_path) == (set(), True)


def test_every_key_of_every_model_is_described_and_nothing_else() -> None:
    keys = {model.__name__: ["about", *model.known_keys()] for model in models()}
    assert {name: list(said) for name, said in descriptions().items()} == {
        name: sorted(known, key=list(descriptions().get(name, {})).index) for name, known in keys.items()
    }


def test_an_editor_is_told_what_a_key_means() -> None:
    title = json.loads(json_schema())["properties"]["title"]
    said = "What the brief is about, in a line. Of over 60 characters the header has what stands before a colon."
    assert title == {"description": said, "type": "string", "pattern": r"\S"}
