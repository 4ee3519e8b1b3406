"""The commands for authors: new, check, explain, schema; as they are called, with what they print and return."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compiler.cli import DONE, MISTAKE, USAGE, main
from compiler.spec.schema import json_schema, reference
from compiler.style import PACKAGED
from tests.test_spec import complete

CLEAN = """\
sources: {article: {type: article-newspaper, title: A call}}
situation: Talks are stalled [@article].
recommendations:
  - {action: Agree one line., owner: EEAS, deadline: 2125-05-01}
  - {action: Prepare for talks that fail., owner: EEAS, deadline: 2125-05-01}"""


def brief(folder: Path, text: str, name: str = "brief.yaml") -> str:
    path = folder / name
    path.write_text(complete(text), "utf-8")
    return str(path)


# ----------------------------------------------------------------------------------------------------------------- new


def test_a_new_brief_is_written_with_its_schema_and_compiles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "briefs" / "migration.yaml"
    assert main(["new", str(path)]) == DONE
    schema = path.with_name("compile-brief.schema.json")
    assert capsys.readouterr().out == f"{path}\n{schema}\ncompile it: compile-brief {path}\n"
    assert (path.parent / "compile-brief.schema.json").read_text("utf-8") == json_schema()
    assert main([str(path), "-o", str(tmp_path / "dist")]) == DONE
    assert {file.name for file in (tmp_path / "dist").iterdir()} == {"migration.docx", "migration.pdf"}


def test_a_brief_that_is_there_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("mine")
    assert main(["new", str(path)]) == USAGE
    assert path.read_text() == "mine"
    assert capsys.readouterr().err == f"compile-brief: {path} is there already\n"


def test_a_schema_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "compile-brief.schema.json").write_text("mine")
    assert main(["new", str(tmp_path / "a.yaml")]) == DONE
    assert (tmp_path / "compile-brief.schema.json").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--style", "meno"], "compile-brief: no style `meno`; did you mean `memo`?"),
        (["--language", "xx"], "compile-brief: no words for the language `xx`; there are words for "),
    ],
)
def test_a_style_or_language_that_does_not_exist_is_named(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "a.yaml"), *arguments]) == USAGE
    assert capsys.readouterr().err.startswith(message)
    assert not (tmp_path / "a.yaml").exists()


# --------------------------------------------------------------------------------------------------------------- check


def test_a_clean_brief_gets_nothing_to_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", brief(tmp_path, CLEAN)]) == DONE
    printed = capsys.readouterr()
    assert printed.out == "1 brief: nothing to say\n"
    assert printed.err == ""
    assert [path.name for path in tmp_path.iterdir()] == ["brief.yaml"]


def test_advice_is_given_and_does_not_fail_even_when_strict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = brief(tmp_path, CLEAN.replace("Talks", "60% of talks"))
    assert main(["check", "--strict", path]) == DONE
    printed = capsys.readouterr()
    assert printed.out == "1 brief: 1 piece of advice; 1 can be repaired with --fix\n"
    assert "advice[H104]: no space before the per cent sign" in printed.err
    assert "help: write it with a no-break space: `60\u00a0%`" in printed.err


def test_a_build_gives_no_advice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = brief(tmp_path, CLEAN.replace("Talks", "60% of talks"))
    assert main([path, "-o", str(tmp_path / "dist")]) == DONE
    assert capsys.readouterr().err == ""


def test_strict_makes_warnings_fail_a_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = brief(tmp_path, CLEAN + "\nreview_by: 2025-04-30")
    assert main(["check", path, "--today", "2025-05-02"]) == DONE
    assert main(["check", path, "--today", "2025-05-02", "--strict"]) == MISTAKE
    assert capsys.readouterr().out == "1 brief: 1 warning\n" * 2


def test_a_project_may_make_a_rule_an_error(tmp_path: Path) -> None:
    path = brief(tmp_path, CLEAN.replace("Talks", "60% of talks"))
    (tmp_path / "compile-brief.toml").write_text('severity = {H104 = "error"}\n')
    assert main(["check", path]) == MISTAKE
    assert main([path, "-o", str(tmp_path / "dist")]) == MISTAKE


def test_what_a_repair_cannot_reach_is_not_promised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = brief(tmp_path, CLEAN.replace("Talks are", "On 60% and EU member\n  states talks are"))
    assert main(["check", path]) == DONE
    assert capsys.readouterr().out == "1 brief: 2 pieces of advice; 1 can be repaired with --fix\n"


def test_fix_shows_the_diff_and_repairs_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = brief(tmp_path, CLEAN.replace("Talks", "60% of talks") + "  # stays")
    assert main(["check", "--fix", path]) == DONE
    out = capsys.readouterr().out
    assert (
        "-situation: 60% of talks are stalled [@article].\n+situation: 60\u00a0% of talks are stalled [@article].\n"
        in out
    )
    assert out.endswith("1 brief: nothing to say\n")
    assert "situation: 60\u00a0% of talks" in Path(path).read_text("utf-8")
    assert "# stays" in Path(path).read_text("utf-8")


def test_a_repair_leaves_a_link_and_the_rights_of_its_file(tmp_path: Path) -> None:
    path = Path(brief(tmp_path, CLEAN.replace("Talks", "60% of talks")))
    path.chmod(0o600)
    link = tmp_path / "link.yaml"
    link.symlink_to(path.name)
    assert main(["check", "--fix", str(link)]) == DONE
    assert link.is_symlink()
    assert "60\u00a0%" in path.read_text("utf-8")
    assert path.stat().st_mode & 0o777 == 0o600


def test_diff_leaves_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = brief(tmp_path, CLEAN.replace("Talks", "60% of talks"))
    before = Path(path).read_bytes()
    assert main(["check", "--diff", path]) == DONE
    assert "+situation: 60\u00a0% of talks" in capsys.readouterr().out
    assert Path(path).read_bytes() == before


def test_a_byte_order_mark_and_line_ends_survive_a_repair(tmp_path: Path) -> None:
    path = Path(brief(tmp_path, CLEAN.replace("Talks", "60% of talks")))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    assert main(["check", "--fix", str(path)]) == DONE
    assert path.read_bytes() == before.replace(b"60%", "60\u00a0%".encode())


def test_a_brief_with_mistakes_is_checked_and_not_repaired(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = brief(tmp_path, "titel: x\nsituation: 60% agreed.")
    assert main(["check", "--fix", path]) == MISTAKE
    printed = capsys.readouterr()
    assert f"compile-brief: {path}: nothing is repaired while there are errors; correct them first\n" in printed.err
    assert "error[S201]: unknown key `titel`" in printed.err
    assert printed.out == "1 brief: 1 error; more may be found when the errors are corrected\n"
    assert "60%" in Path(path).read_text("utf-8")


@pytest.mark.parametrize(
    ("word", "said"),
    [("chek", "no such command: chek; did you mean `check`?"), ("briefs", "no such file or folder: briefs")],
)
def test_a_command_that_is_mistyped_is_named(
    word: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([word, "talks.yaml"]) == USAGE
    assert capsys.readouterr().err == f"compile-brief: {said}\n"


def test_a_folder_that_is_called_nearly_like_a_command_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "checks").mkdir()
    brief(tmp_path / "checks", CLEAN)
    assert main(["checks"]) == DONE


def test_a_style_that_is_taken_for_a_brief_is_called_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "styles" / "ours" / "style.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("extends: memo\n")
    assert main(["check", str(path)]) == MISTAKE
    printed = capsys.readouterr()
    assert "error[S125]: this is a style, not a brief" in printed.err
    assert printed.out.startswith("1 brief: 1 error;")


# ------------------------------------------------------------------------------------------------------------- explain


def test_a_rule_is_explained_with_its_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "f102"]) == DONE
    assert capsys.readouterr().out == (
        """\
F102: unassigned recommendation (advice)

A recommendation that names nobody and no day is a wish: nobody can be asked how far it is.

Bad:
    recommendations:
      - action: Agree one line.
      - {action: Prepare for talks that fail., owner: EEAS}

Good:
    recommendations:
      - {action: Agree one line., owner: EEAS, deadline: 2025-04-28}
      - {action: Prepare for talks that fail., owner: EEAS, deadline: 2025-04-30}

Not for one brief: `ignore: {F102: the reason}` in it. Not for any: `ignore = ["F102"]` in compile-brief.toml.
"""
    )


def test_a_code_whose_line_does_not_help_has_a_word_of_advice(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "S107"]) == DONE
    assert capsys.readouterr().out == (
        "S107: a tab in the indentation\n\n"
        "YAML indents with spaces only. Editors can write spaces for the key Tab: look for “insert spaces”.\n"
    )


def test_any_code_is_explained_and_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "S104", "E401"]) == DONE
    assert capsys.readouterr().out == "S104: the file is empty\n\nE401: an expression is not closed\n"
    assert main(["explain"]) == DONE
    listed = capsys.readouterr().out.splitlines()
    assert "M110  a cross-reference leads nowhere" in listed
    assert "F102  rule: unassigned recommendation" in listed


def test_a_code_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "G10"]) == USAGE
    assert capsys.readouterr().err == "compile-brief: no code `G10`; did you mean `G104`?\n"


# -------------------------------------------------------------------------------------------------------------- styles


def test_the_styles_are_listed_with_their_page_and_fonts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new-style", "ours"]) == DONE
    capsys.readouterr()
    assert main(["styles"]) == DONE
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    assert ["memo", "210 × 297 mm, Source Sans 3  (built in)"] in lines
    assert ["ours", "210 × 297 mm, Source Sans 3  (yours)"] in lines


def test_where_the_compiler_itself_is_kept_no_style_is_called_yours(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["styles", str(PACKAGED.parent)]) == DONE
    assert "memo       210 × 297 mm, Source Sans 3\n" in capsys.readouterr().out


def test_a_style_with_a_mistake_is_reported_and_the_others_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "styles" / "bad").mkdir(parents=True)
    (tmp_path / "styles" / "bad" / "style.yaml").write_text("extends: memo\ncolours: {}\n")
    (tmp_path / "styles" / "worse").mkdir()
    (tmp_path / "styles" / "worse" / "style.yaml").write_text("extends: bad\n")
    assert main(["styles", str(tmp_path)]) == MISTAKE
    printed = capsys.readouterr()
    assert printed.err.count("error[T201]: a style has no such key here") == 1
    assert "memo " in printed.out
    assert [line.split(maxsplit=1) for line in printed.out.splitlines()][:1] == [["bad", "has mistakes  (yours)"]]
    assert "worse      has mistakes  (yours)" in printed.out


def test_a_new_style_extends_another_and_compiles_as_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new-style", "ours", "--from", "memo", "--layout"]) == DONE
    printed = capsys.readouterr().out.splitlines()
    assert printed == [
        "styles/ours/style.yaml",
        "styles/ours/layout.html",
        "compile-brief.toml",
        "use it: compile-brief briefs/yours.yaml --style ours",
    ]
    assert (tmp_path / "styles/ours/style.yaml").read_text("utf-8").count("\nextends: memo\n") == 1
    path = brief(tmp_path, CLEAN)
    assert main([path, "--style", "ours", "-o", "ours"]) == main([path, "--style", "memo", "-o", "theirs"]) == DONE
    assert Path("ours/brief.pdf").read_bytes() == Path("theirs/brief.pdf").read_bytes()


def test_a_brief_in_a_folder_of_its_own_finds_a_new_style_unless_nothing_says_where_the_project_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "briefs").mkdir()
    path = brief(tmp_path / "briefs", CLEAN)
    assert main(["new-style", "ours"]) == DONE
    assert main([path, "--style", "ours", "-f", "docx"]) == DONE
    (tmp_path / "compile-brief.toml").unlink()
    capsys.readouterr()
    assert main([path, "--style", "ours", "-f", "docx"]) == MISTAKE
    said = "there is one in `styles`, outside the brief's project: put an empty file `compile-brief.toml` beside that"
    assert said in capsys.readouterr().err


def test_a_new_style_leaves_the_mark_of_a_project_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "compile-brief.toml").write_text('ignore = ["F101"]')
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert main(["new-style", "ours"]) == DONE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["below", "compile-brief.toml", "styles"]
    assert (tmp_path / "compile-brief.toml").read_text() == 'ignore = ["F101"]'


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a/b"], "`a/b` can't be a style's name"),
        (["ours", "--from", "meno"], "no style `meno`; did you mean `memo`?"),
        (["memo"], "`memo` comes with compile-brief; give yours another name"),
        (["base"], "`base` comes with compile-brief; give yours another name"),
    ],
)
def test_a_new_style_that_can_not_be_made_is_refused(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new-style", *arguments, "--project", str(tmp_path)]) == USAGE
    assert message in capsys.readouterr().err
    assert not (tmp_path / "styles").exists()


def test_what_a_new_style_proposes_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    main(["new-style", "ours"])
    style = tmp_path / "styles/ours/style.yaml"
    _, _, proposals = style.read_text("utf-8").partition("extends: memo\n")
    style.write_text("extends: memo\n" + re.sub("^# ", "", proposals, flags=re.MULTILINE), "utf-8")
    assert "roles:\n  body:" in style.read_text("utf-8")
    assert main([brief(tmp_path, CLEAN), "--style", "ours"]) == DONE


def test_a_style_that_is_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-style", "ours", "-C", str(tmp_path)]) == DONE
    (tmp_path / "styles/ours/style.yaml").write_text("mine")
    assert main(["new-style", "ours", "-C", str(tmp_path)]) == USAGE
    assert (tmp_path / "styles/ours/style.yaml").read_text() == "mine"


def test_a_style_on_one_with_a_mistake_is_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-style", "bad", "-C", str(tmp_path)]) == DONE
    (tmp_path / "styles/bad/style.yaml").write_text("extends: memo\ncolours: {}\n")
    assert main(["new-style", "ours", "--from", "bad", "-C", str(tmp_path)]) == MISTAKE
    assert capsys.readouterr().err.startswith("error[T201]: a style has no such key here\n")
    assert not (tmp_path / "styles/ours").exists()


def test_a_style_that_can_not_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "styles").touch()
    assert main(["new-style", "ours"]) == USAGE
    assert capsys.readouterr().err == "compile-brief: can't write into styles/ours: Not a directory\n"


# -------------------------------------------------------------------------------------------------------------- schema


def test_the_schema_and_the_reference_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == DONE
    assert capsys.readouterr().out == json_schema()
    assert main(["schema", "--reference"]) == DONE
    assert capsys.readouterr().out == reference()
