"""One run shows the mistakes of values, of texts, of images, of style and language together."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler import Options, compile_brief
from tests.test_spec import complete

SPEC = """\
brief: 1
titel: A misspelt key
date: 2025-02-30
language: xx
style: mmo
sources: {a: {title: A}}
situation:
  text: Stalled [@b], see [](#rec-1) and [](#rec-9) and [](#mine).
  figures:
    - {kind: image, file: none.png, caption: A map, alt: A map}
    - {kind: callout, id: mine, text: "{{ missing }}", colour: red}
positions: [{actor: ru, demands: ["[x](ftp://example.org)", 7]}]
recommendations: [{action: "Act [@a]."}]
"""


def test_all_mistakes_of_a_file_come_in_one_run(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "x.yaml").write_text(SPEC, "utf-8")
    found = compile_brief(tmp_path / "x.yaml").diagnostics
    assert [(d.code, d.span.line, d.span.text[d.span.column - 1 :][: d.span.length]) for d in found] == [
        ("S201", 2, "titel"),
        ("S206", 3, "2025-02-30"),
        ("R330", 4, "xx"),
        ("T100", 5, "mmo"),
        ("M109", 8, "@b"),
        ("M110", 8, "#rec-9"),
        ("S130", 10, "none.png"),
        ("E403", 11, "missing"),
        ("S201", 11, "colour"),
        ("R301", 12, "ru"),
        ("M103", 12, "ftp://example.org"),
        ("S203", 12, "7"),
    ]


def test_the_texts_wait_while_a_part_of_the_file_is_no_yaml(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    spec = SPEC.replace("{a: {title: A}}", "{a: {title: A: B}}").replace("titel", "title")
    (tmp_path / "x.yaml").write_text(spec, "utf-8")
    found = compile_brief(tmp_path / "x.yaml").diagnostics
    assert [(d.code, d.span.line) for d in found] == [
        ("S206", 3),
        ("R330", 4),
        ("T100", 5),
        ("S106", 6),
        ("S201", 11),
        ("S203", 12),
    ]


def test_names_in_another_form_are_told_once_and_not_where_they_are_used(tmp_path: Path) -> None:
    spec = """\
brief: 1
title: Talks
date: 2025-04-22
situation: "{{ vars.x }} of {{ actors.ru }} [@a], see [](#act)"
actors: [{id: ru, name: Russia}]
positions: [{actor: ru, cite: a}]
recommendations: {act: {action: Act.}}
sources: [{id: a, title: A}]
vars: [{x: 3}]
"""
    (tmp_path / "x.yaml").write_text(spec, "utf-8")
    found = compile_brief(tmp_path / "x.yaml").diagnostics
    assert [(d.code, d.span.line) for d in found] == [("S203", 5), ("S203", 7), ("S203", 8), ("S203", 9)]


def test_what_stands_in_a_part_that_is_mistaken_may_be_referred_to(tmp_path: Path) -> None:
    spec = """\
brief: 1
title: Talks
date: 2025-04-22
situatoin:
  points: [{text: Stalled, id: stalled}]
positions: [{actor: ru}]
actrs: {ru: Russia}
recommendations: [{action: "See [](#stalled), [](#one), [](#rec-1) and [](#none); {{ actors.ru }}"}]
annexes:
  - {title: Figures, figures: [{kind: charts, id: one, caption: One}]}
"""
    (tmp_path / "x.yaml").write_text(spec, "utf-8")
    found = compile_brief(tmp_path / "x.yaml").diagnostics
    assert [(d.code, d.span.text[d.span.column - 1 :][: d.span.length]) for d in found] == [
        ("S201", "situatoin"),
        ("S201", "actrs"),
        ("M110", "#none"),
        ("S205", "charts"),
    ]


def test_an_id_that_is_offered_may_be_one(tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    figure = "{kind: table, caption: c, columns: [{key: a}], rows: [{a: 1}]}"
    path.write_text(complete(f"situation: {{text: 'See [](#Table_1).', figures: [{figure}]}}"), "utf-8")
    (help,) = (d.help for d in compile_brief(path, Options(())).diagnostics if d.code == "M110")
    assert help.endswith("give it `id: table-1`, and refer to `#table-1`")


@pytest.mark.parametrize("more", ["", "brief: 1\ndate: soon\n"])
def test_a_reference_to_a_table_without_an_id_says_that_it_lacks_one(more: str, tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    figure = "{kind: table, caption: c, columns: [{key: a}], rows: [{a: 1}]}"
    path.write_text(complete(f"{more}situation: {{text: 'See [](#ships).', figures: [{figure}]}}"), "utf-8")
    result = compile_brief(path, Options(()))
    helps = [d.help for d in result.diagnostics if d.code == "M110"]
    assert helps == ["there are `rec-1`; a table has no id: if it is meant, give it `id: ships`"]
