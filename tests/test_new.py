"""A new brief: it compiles as it stands, nothing is advised on it, and its title comes from its file's name."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from compiler.locale import FOLDER, load_locale
from compiler.new import SCHEMA_NAME, new_brief, title_of
from compiler.pipeline import Options, compile_brief
from compiler.source import read_source
from compiler.spec.schema import json_schema

TODAY = datetime.date(2025, 4, 22)


def write(path: Path, **choices: str) -> None:
    for file, text in new_brief(path, TODAY, **choices).items():
        file.write_text(text, "utf-8")


@pytest.mark.parametrize("name", ["migration", "blue-card", "2026", "null", "a: b", 'say "x"', "# no", "--", "été"])
def test_a_new_brief_compiles_and_all_that_is_said_of_it_is_that_nobody_wrote_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.yaml"
    write(path)
    result = compile_brief(path, Options(today=TODAY, advice=True))
    (found,) = result.diagnostics
    assert (found.code, found.span.line) == ("F105", 25)
    lines = "19, 25, 28, 29, 30, 35, 37, 39, 45, 48 …"
    assert found.message == f"19 texts are as `compile-brief new` wrote them, in the lines {lines}"
    assert set(result.outputs) == {"docx", "pdf"}


@pytest.mark.parametrize("language", sorted(file.stem for file in FOLDER.glob("*.yaml")))
def test_its_texts_are_in_its_language(language: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    write(path, language=language)
    result = compile_brief(path, Options((), today=TODAY, advice=True))
    assert [d.code for d in result.diagnostics] == ["F105"]
    value, texts = read_source(path).value, load_locale(language).placeholders
    assert value["actors"]["second"] == {"name": texts["second_actor"], "short": texts["second_short"]}
    assert value["bottom_line"] == texts["bottom_line"]


def test_its_title_is_made_from_the_name_of_its_file() -> None:
    assert title_of(Path("briefs/blue-card_reform.yaml")) == "Blue card reform"


def test_it_has_the_style_and_language_that_were_chosen(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    write(path, style="one-pager", language="fr-FR")
    value = read_source(path).value
    assert (value["style"], value["language"]) == ("one-pager", "fr-FR")


def test_the_schema_that_its_first_line_names_stands_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    write(path)
    assert path.read_text("utf-8").startswith(f"# yaml-language-server: $schema={SCHEMA_NAME}\n")
    assert (tmp_path / SCHEMA_NAME).read_text("utf-8") == json_schema()
