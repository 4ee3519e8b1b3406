"""A project's configuration: where it is read from, what it says, and its mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler.diagnostics import CompilationError, Severity
from compiler.lint import Configuration, read_configuration


def mistakes(folder: Path) -> str:
    """The mistakes of a project's configuration, as printed, without the folder's name."""
    with pytest.raises(CompilationError) as caught:
        read_configuration(folder)
    return "\n\n".join(d.render().replace(f"{folder}/", "") for d in caught.value.diagnostics)


def test_a_project_without_a_file_wants_every_rule(tmp_path: Path) -> None:
    assert read_configuration(tmp_path) == Configuration()


def test_the_file_says_which_rules_and_how_severe(tmp_path: Path) -> None:
    (tmp_path / "compile-brief.toml").write_text(
        'select = ["F", "H104"]\nignore = ["F101"]\nseverity = {F = "warning", F102 = "error"}\n'
    )
    active = dict(read_configuration(tmp_path).active())
    assert active == {
        "F102": Severity.ERROR,
        "F103": Severity.WARNING,
        "F104": Severity.WARNING,
        "F105": Severity.WARNING,
        "F106": Severity.WARNING,
        "F107": Severity.WARNING,
        "F108": Severity.WARNING,
        "H104": Severity.ADVICE,
    }


def test_pyproject_serves_when_it_has_the_table(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.compile-brief]\nprofile = "none"\n')
    assert read_configuration(tmp_path).profile == "none"


def test_a_pyproject_without_the_table_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert read_configuration(tmp_path) == Configuration()


def test_every_mistake_of_a_configuration_has_its_line(tmp_path: Path) -> None:
    (tmp_path / "compile-brief.toml").write_text(
        'selekt = ["F"]\nignore = ["F199"]\nprofile = "un"\n[severity]\nH101 = "fatal"\n'
    )
    assert mistakes(tmp_path) == (
        """\
error[C102]: the configuration has no key `selekt`
 --> compile-brief.toml:1:1
  |
1 | selekt = ["F"]
  | ^^^^^^
  |
  = help: did you mean `select`?

error[C102]: no house profile `un`
 --> compile-brief.toml:3:12
  |
3 | profile = "un"
  |            ^^
  |
  = help: there are eu and none

error[C102]: no severity `fatal`
 --> compile-brief.toml:5:1
  |
5 | H101 = "fatal"
  | ^^^^
  |
  = help: there are error, warning, advice

error[C102]: no rule has the code `F199`
 --> compile-brief.toml:2:12
  |
2 | ignore = ["F199"]
  |            ^^^^
  |
  = help: `compile-brief explain` lists the rules"""
    )


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("select = [\n\n", 1, 10), ("[severity]\nF102 = error\n", 2, 8), ('profile = "eu', 1, 13), ("=", 1, 1)],
)
def test_a_file_that_is_not_toml_is_reported_where_it_breaks(text: str, line: int, column: int, tmp_path: Path) -> None:
    (tmp_path / "compile-brief.toml").write_text(text)
    with pytest.raises(CompilationError) as caught:
        read_configuration(tmp_path)
    (found,) = caught.value.diagnostics
    assert found.message.startswith("this is not TOML: ")
    assert (found.span.line, found.span.column) == (line, column)


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("pyproject.toml", "[tool]\ncompile-brief = 5\n", "error[C101]: `tool.compile-brief` is a table of settings"),
        ("compile-brief.toml", "severity = {F102 = [1]}\n", "error[C102]: no severity `[1]`"),
    ],
)
def test_a_value_of_another_kind_is_a_mistake(tmp_path: Path, name: str, text: str, line: str) -> None:
    (tmp_path / name).write_text(text)
    assert mistakes(tmp_path).splitlines()[0] == line


def test_a_mistakes_file_is_called_as_seen_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\ncompile-brief = 5\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CompilationError) as caught:
        read_configuration(tmp_path)
    assert [d.span.file for d in caught.value.diagnostics] == ["pyproject.toml"]
