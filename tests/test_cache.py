"""The cache of compiled layouts: used again, never out of date, never in the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
import pytest

from compiler import Compilation, Options, compile_brief, template
from compiler.cache import LayoutCache

SPEC = """\
brief: 1
title: Talks
date: 2025-04-22
situation: Talks are stalled.
actors: {ru: Russia}
positions: [{actor: ru, summary: Waits.}]
recommendations: [{action: Wait.}]
style: own
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "talks.yaml").write_text(SPEC, "utf-8")
    style = tmp_path / "styles" / "own"
    style.mkdir(parents=True)
    (style / "style.yaml").write_text("extends: memo\n", "utf-8")
    (style / "layout.html").write_text("<p>{{ brief.title }}</p>", "utf-8")
    return tmp_path


def compiled(project: Path, cache: Path) -> Compilation:
    """The project's brief as a new process would compile it, to a tree only."""
    template.forget_layouts()
    return compile_brief(project / "talks.yaml", Options(formats=(), cache=cache))


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The names of the layouts that Jinja2 compiles from here on."""
    names: list[str | None] = []
    compile = jinja2.Environment.compile

    def noted(environment: jinja2.Environment, source: str, name: str | None = None, *rest: Any) -> Any:
        names.append(name)
        return compile(environment, source, name, *rest)

    monkeypatch.setattr(jinja2.Environment, "compile", noted)
    return names


def test_a_second_run_compiles_no_layout_and_makes_the_same_tree(
    project: Path, tmp_path: Path, compilations: list[str | None]
) -> None:
    first = compiled(project, tmp_path / "cache")
    assert first.document is not None
    assert compilations == ["own/layout.html"]
    assert compiled(project, tmp_path / "cache").document == first.document
    assert compilations == ["own/layout.html"]


def test_a_layout_that_was_changed_is_compiled_anew(project: Path, tmp_path: Path) -> None:
    compiled(project, tmp_path / "cache")
    (project / "styles" / "own" / "layout.html").write_text("<p>On {{ brief.title }}</p>", "utf-8")
    document = compiled(project, tmp_path / "cache").document
    assert document is not None
    assert "On" in str(document.content)


def test_a_layout_compiled_with_other_options_is_not_used(
    project: Path, tmp_path: Path, compilations: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled(project, tmp_path / "cache")
    monkeypatch.setitem(template._OPTIONS, "trim_blocks", False)
    compiled(project, tmp_path / "cache")
    assert len(compilations) == 2


@pytest.mark.parametrize("length", [0, 10, 60, 300])
def test_a_file_that_was_cut_short_is_replaced(project: Path, tmp_path: Path, length: int) -> None:
    first = compiled(project, tmp_path / "cache")
    (file,) = (tmp_path / "cache").iterdir()
    good = file.read_bytes()
    file.write_bytes(good[:length])
    assert compiled(project, tmp_path / "cache").document == first.document
    assert file.read_bytes() == good


def test_a_folder_that_cannot_be_made_is_done_without(project: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert compiled(project, tmp_path / "file" / "cache").document is not None


def test_the_folder_is_its_owners_only(project: Path, tmp_path: Path) -> None:
    compiled(project, tmp_path / "cache")
    assert (tmp_path / "cache").stat().st_mode & 0o77 == 0


def test_the_versions_of_jinja2_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = LayoutCache(tmp_path, "options").get_source_checksum("<p/>")
    monkeypatch.setattr(jinja2, "__version__", "99")
    assert LayoutCache(tmp_path, "options").get_source_checksum("<p/>") != before
