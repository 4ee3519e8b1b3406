"""The names of files: none is taken from another brief, of this run or of one before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compiler.cli import DONE, MISTAKE, main
from compiler.pipeline import output_name
from tests.batch.folders import edit, left_over, manifest
from tests.test_spec import complete


@pytest.mark.parametrize(
    "text",
    [
        complete("id: own"),
        complete('"id": own'),
        complete("? id\n: own"),
        complete("!!str id: own"),
        "brief: 1\nid : own\n",
        "  brief: 1\n  id: own\n",
        "{brief: 1, id: own}\n",
        "--- {brief: 1,\nid: own}\n",
        "{\nbrief: 1, id: own,\ntitle: x}\n",
        "# a comment\n{\nbrief: 1, id: own}\n",
        "brief: 1\rid: own\r",
    ],
)
def test_an_id_of_the_briefs_own_is_found_however_it_is_written(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    assert output_name(tmp_path / "a.yaml") == "own"


@pytest.mark.parametrize(
    "text",
    [
        complete(""),
        complete("vars:\n  id: not this"),
        complete("title: |\n  id: not this"),
        complete("# id: not this"),
        complete("id: "),
        complete("identity: x"),
        "\n# comments, and an empty line\n\n" + complete(""),
    ],
)
def test_without_one_the_files_are_called_like_the_spec(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    assert output_name(tmp_path / "a.yaml") == "a"


def test_a_name_is_found_without_reading_the_spec_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text(complete(""), "utf-8")
    monkeypatch.setattr("compiler.pipeline.read_source", None)
    assert output_name(tmp_path / "a.yaml") == "a"


def test_a_brief_that_cannot_be_read_is_told_so_and_not_that_its_name_is_taken(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "briefs" / "b.yml").write_text("brief: 1\ntitle: [", "utf-8")
    assert main(["briefs", "-f", "docx"]) == MISTAKE
    printed = capsys.readouterr()
    assert "\n4 briefs: 3 built, 1 failed" in printed.out
    assert "R311" not in printed.err


@pytest.fixture
def another(folder: Path) -> Path:
    """A second folder with a brief ``b``, after the first was built."""
    main(["briefs", "-q", "-f", "docx"])
    (folder / "more").mkdir()
    path = folder / "more" / "b.yaml"
    path.write_text(complete("title: Another"), "utf-8")
    return path


def test_a_later_run_takes_no_other_briefs_files_away(another: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("dist/b.docx").read_bytes()
    assert main(["more", "-f", "docx"]) == MISTAKE
    printed = capsys.readouterr()
    assert "error[R311]: this brief would write the same files as briefs/b.yaml: `b.*`" in printed.err
    assert printed.out.startswith("[1/1] more/b.yaml (new): failed\n")
    assert Path("dist/b.docx").read_bytes() == before


@pytest.mark.parametrize("change", ["gone", "renamed", "linked"])
def test_a_name_is_free_when_its_brief_is_gone_renamed_or_the_same(change: str, another: Path, folder: Path) -> None:
    first = folder / "briefs" / "b.yaml"
    match change:
        case "gone":
            first.unlink()
        case "renamed":
            edit(folder, "b", complete("id: other"))
        case "linked":
            another.unlink()
            another.symlink_to(first)
    assert main(["more", "-q", "-f", "docx"]) == DONE
    assert list(manifest(folder)) == ["../briefs/a.yaml", "../briefs/c.yaml", "../more/b.yaml"]


def test_a_brief_whose_name_is_taken_keeps_no_files_that_another_has_replaced(folder: Path) -> None:
    main(["briefs", "-q"])
    edit(folder, "b", complete("id: other\ntitel: x"))
    edit(folder, "a", complete("id: b"))
    assert main(["briefs", "-q", "-f", "docx"]) == MISTAKE
    entries = manifest(folder)
    assert [entry["status"] for entry in entries.values()] == ["built", "failed", "built"]
    assert entries["../briefs/b.yaml"]["last_build"] is None
    assert left_over(folder) == ["a.docx", "a.pdf", "b.pdf", "c.pdf"]


def test_what_another_folders_brief_has_left_under_a_name_that_it_gave_up_is_left_over(
    another: Path, folder: Path
) -> None:
    main(["briefs", "-q"])
    edit(folder, "b", complete("id: other"))
    main(["more", "-q", "-f", "docx"])
    assert left_over(folder) == ["b.pdf"]


def test_two_briefs_that_change_names_in_one_run_are_both_built(folder: Path) -> None:
    main(["briefs", "-q", "-f", "docx"])
    edit(folder, "a", complete("id: b"))
    edit(folder, "b", complete("id: a"))
    assert main(["briefs", "-q", "-f", "docx"]) == DONE
    files = [list(entry["last_build"]["files"]) for entry in manifest(folder).values()]
    assert files == [["b.docx"], ["a.docx"], ["c.docx"]]


def test_a_name_stays_with_the_brief_whose_files_stand_though_a_new_one_sorts_first(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "first").mkdir()
    main(["briefs", "-q", "-f", "docx"])
    for name in ("a", "c"):
        (folder / "first" / f"{name}.yaml").write_text(complete("title: Another"), "utf-8")
    assert main(["first", "briefs", "-f", "docx"]) == MISTAKE
    printed = capsys.readouterr()
    assert "\n5 briefs: 3 unchanged, 2 failed" in printed.out
    for name in ("a", "c"):
        assert f"the same files as briefs/{name}.yaml: `{name}.*`\n --> first/{name}.yaml" in printed.err.replace(
            "  -", " -"
        )
    edit(folder, "a", complete("title: Changed"))
    assert main(["first", "briefs", "-f", "docx"]) == MISTAKE
    assert "\n5 briefs: 1 built, 2 unchanged, 2 failed" in capsys.readouterr().out
    assert [entry["status"] for entry in manifest(folder).values()] == ["built", "built", "built", "failed", "failed"]


def test_a_brief_that_is_built_alone_takes_no_other_briefs_files_away(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["briefs", "-q", "-f", "docx"])
    before = Path("dist/a.docx").read_bytes()
    (folder / "other.yaml").write_text(complete("id: a"), "utf-8")
    assert main(["other.yaml", "-f", "docx"]) == MISTAKE
    assert "error[R311]: this brief would write the same files as briefs/a.yaml: `a.*`" in capsys.readouterr().err
    assert Path("dist/a.docx").read_bytes() == before
    assert manifest(folder)["../other.yaml"]["status"] == "failed"


@pytest.mark.parametrize("run", ["briefs", "more", "more/a.yaml"])
@pytest.mark.parametrize("text", [b"id: own\nbrief: [", b"id: own\ntitle: Caf\xe9\n"])
def test_a_brief_that_cannot_be_read_now_keeps_the_name_that_it_had(
    text: bytes, run: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, "b", complete("id: own"))
    main(["briefs", "-q", "-f", "docx"])
    before = Path("dist/own.docx").read_bytes()
    (folder / "briefs" / "b.yaml").write_bytes(text)
    (folder / "more").mkdir()
    (folder / run.partition("/")[0] / "a.yaml").write_text(complete("id: own\ntitle: Another"), "utf-8")
    assert main([run, "-f", "docx"]) == MISTAKE
    assert "the same files as briefs/b.yaml: `own.*`" in capsys.readouterr().err
    assert Path("dist/own.docx").read_bytes() == before


def test_a_brief_whose_name_is_taken_is_told_its_other_mistakes_too_as_it_is_by_check(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, "a", complete("titel: x"))
    edit(folder, "b", complete("id: a\nfrm: x"))
    said = []
    for command in (["check"], []):
        assert main([*command, "briefs", "--message-format", "json"]) == MISTAKE
        briefs = json.loads(capsys.readouterr().out)["briefs"]
        errors = [[d["code"] for d in brief["diagnostics"] if d["severity"] == "error"] for brief in briefs]
        said.append(errors)
    assert said == [[["S201"], ["R311", "S201"], []]] * 2
