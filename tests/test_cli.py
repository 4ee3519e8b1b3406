"""The command: exit codes, what it prints, what it leaves in the folder."""

from __future__ import annotations

import ctypes
import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from compiler import cli, pipeline

LIBC = ctypes.CDLL(None)
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2
SPEC = """\
brief: 1
title: Talks
date: 2025-04-22
sources: {a: {type: report, title: A report}}
situation: Talks are stalled [@a].
actors: {ru: Russia}
positions: [{actor: ru, summary: Waits.}]
recommendations: [Wait.]
"""


@pytest.fixture
def folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    (tmp_path / "talks.yaml").write_text(SPEC.replace("[Wait.]", "[{action: Wait.}]"), "utf-8")
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir()) if folder.exists() else []


def test_a_brief_becomes_two_files_and_two_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["talks.yaml"]) == cli.DONE
    assert names(folder / "dist") == ["talks.docx", "talks.pdf"]
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" (")[0] for line in lines] == ["dist/talks.docx", "dist/talks.pdf"]
    assert lines[1].endswith("kB, 1 page)")


def test_formats_and_folder_are_chosen(folder: Path) -> None:
    assert cli.main(["talks.yaml", "-f", "pdf", "-o", "out", "-q"]) == cli.DONE
    assert names(folder / "out") == ["talks.pdf"]


def test_what_the_pdf_keeps_to_is_chosen(folder: Path) -> None:
    cli.main(["talks.yaml", "-q"])
    assert (folder / "dist" / "talks.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert cli.main(["talks.yaml", "--pdf", "ua-2", "-q"]) == cli.DONE
    assert (folder / "dist" / "talks.pdf").read_bytes().startswith(b"%PDF-2.0")


def test_another_pdf_of_an_unchanged_brief_is_built(folder: Path) -> None:
    cli.main([".", "-q"])
    cli.main([".", "--pdf", "ua-2", "-q"])
    assert (folder / "dist" / "talks.pdf").read_bytes().startswith(b"%PDF-2.0")


def test_an_unknown_pdf_is_refused_with_those_that_there_are(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["talks.yaml", "--pdf", "ua-3"])
    assert "no PDF `ua-3`; there are ua-1, ua-2" in capsys.readouterr().err


def test_a_mistake_leaves_the_earlier_files_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["talks.yaml", "-q"]) == cli.DONE
    before = (folder / "dist" / "talks.pdf").read_bytes()
    spec = folder / "talks.yaml"
    spec.write_text(spec.read_text("utf-8").replace("actor: ru", "actor: rus"), "utf-8")
    assert cli.main(["talks.yaml"]) == cli.MISTAKE
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "--> talks.yaml:7:21" in printed.err
    assert "did you mean `ru`?" in printed.err
    last = "compile-brief: talks.yaml: not built; more may be found when the errors are corrected"
    assert printed.err.splitlines()[-1] == last
    assert (folder / "dist" / "talks.pdf").read_bytes() == before
    assert names(folder / "dist") == ["talks.docx", "talks.pdf"]


def test_the_other_briefs_of_a_folder_are_built(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "broken.yaml").write_text("brief: [", "utf-8")
    assert cli.main(["."]) == cli.MISTAKE
    assert names(folder / "dist") == ["manifest.json", "talks.docx", "talks.pdf"]
    printed = capsys.readouterr()
    assert printed.out.splitlines()[0] == "[1/2] broken.yaml (new): failed"
    assert printed.out.splitlines()[1].startswith("[2/2] talks.yaml (new): dist/talks.docx (")
    said = "2 briefs: 1 built, 1 failed; more may be found when the errors are corrected\n"
    assert printed.out.endswith(said)


def test_of_two_briefs_that_would_write_the_same_files_the_second_fails_and_the_first_is_built(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (folder / "talks.yaml").read_text("utf-8")
    (folder / "other.yaml").write_text(f"id: talks\n{text}", "utf-8")
    for command in (["."], ["check", "."], ["."]):  # the last finds the first one unchanged
        assert cli.main(command) == cli.MISTAKE
        assert "error[R311]: this brief would write the same files as other.yaml: `talks.*`\n  --> talks.yaml\n" in (
            capsys.readouterr().err
        )
    assert names(folder / "dist") == ["manifest.json", "talks.docx", "talks.pdf"]
    assert cli.main(["talks.yaml", "other.yaml", "-o", "elsewhere"]) == cli.MISTAKE
    assert "--> other.yaml:1:5\n" in capsys.readouterr().err


def test_a_brief_whose_id_cannot_be_read_takes_no_name_from_another(folder: Path) -> None:
    (folder / "drafts").mkdir()
    text = (folder / "talks.yaml").read_text("utf-8")
    (folder / "drafts" / "talks.yaml").write_text(f"id: 'draft\n{text}", "utf-8")
    assert cli.main(["drafts/talks.yaml", "talks.yaml", "-f", "docx"]) == cli.MISTAKE
    assert names(folder / "dist") == ["manifest.json", "talks.docx"]


def test_an_empty_id_is_none(folder: Path) -> None:
    text = (folder / "talks.yaml").read_text("utf-8")
    for name in ("one", "two"):
        (folder / f"{name}.yaml").write_text(f'id: ""\n{text}', "utf-8")
    assert cli.main(["one.yaml", "two.yaml", "-f", "docx"]) == cli.DONE
    assert names(folder / "dist") == ["manifest.json", "one.docx", "two.docx"]


def test_the_same_brief_twice_is_built_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["talks.yaml", f"../{folder.name}/talks.yaml"]) == cli.DONE
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize("arguments", [["nowhere.yaml"], ["empty"]])
def test_nothing_to_build_is_a_matter_of_usage(folder: Path, arguments: list[str]) -> None:
    (folder / "empty").mkdir()
    assert cli.main(arguments) == cli.USAGE


@pytest.mark.parametrize(
    "arguments",
    [[], ["talks.yaml", "-f", "odt"], ["talks.yaml", "--today", "tomorrow"], ["talks.yaml", "--pdf", "ua-3"]],
)
def test_a_wrong_call_says_how_it_is_called(
    folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert end.value.code == cli.USAGE
    assert "usage: compile-brief" in capsys.readouterr().err


def test_a_stale_brief_is_warned_of_and_fails_when_strict(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = folder / "talks.yaml"
    spec.write_text(spec.read_text("utf-8") + "review_by: 2025-04-30\n", "utf-8")
    assert cli.main(["talks.yaml", "--today", "2025-04-30", "--strict"]) == cli.DONE
    assert cli.main(["talks.yaml", "--today", "2025-05-01"]) == cli.DONE
    assert "warning[L301]: this brief is stale: it was to be reviewed by 2025-04-30" in capsys.readouterr().err
    (folder / "dist" / "talks.pdf").unlink()
    assert cli.main(["talks.yaml", "--today", "2025-05-01", "--strict"]) == cli.MISTAKE
    assert "compile-brief: talks.yaml: stale, and --strict makes that fail" in capsys.readouterr().err
    assert (folder / "dist" / "talks.pdf").exists()


def test_an_output_folder_that_cannot_be_written_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "dist").write_text("a file", "utf-8")
    assert cli.main(["talks.yaml"]) == cli.USAGE
    assert "can't write into dist" in capsys.readouterr().err


def test_our_own_bug_is_told_from_an_authors_mistake(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(pipeline, "compose", broken)
    assert cli.main(["talks.yaml"]) == cli.BUG
    printed = capsys.readouterr().err
    assert "RuntimeError: boom" in printed
    assert "a bug of compile-brief, not of talks.yaml" in printed
    assert names(folder / "dist") == []


def test_compiled_layouts_are_kept_in_the_users_cache_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    assert cli.main(["talks.yaml", "-q"]) == cli.DONE
    assert list((folder / "cache" / "compile-brief").iterdir())


def test_a_relative_cache_folder_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    assert cli.main(["talks.yaml", "-q"]) == cli.DONE
    assert names(folder / "cache") == []


@pytest.fixture
def without_collector() -> Iterator[None]:
    """As it is in a process of the command."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("without_collector")
def test_garbage_is_looked_for_when_there_are_several_briefs_and_while_one_is_watched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("compiler.watch.wait_for_change", interrupt)
    (folder / "second.yaml").write_text((folder / "talks.yaml").read_text("utf-8"), "utf-8")
    seen = []
    for command in (
        ["talks.yaml"],
        ["check", "talks.yaml"],
        ["talks.yaml", "second.yaml", "--jobs", "1"],
        ["check", "talks.yaml", "second.yaml"],
        ["watch", "talks.yaml", "--no-serve"],
    ):
        gc.disable()
        assert cli.main(command) == cli.DONE
        seen.append(gc.isenabled())
    assert seen == [False, False, True, True, True]


def test_a_process_ends_with_the_commands_exit_code_and_all_that_it_printed(folder: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = (sys.executable, "-m", "compiler.cli", *arguments)
        return subprocess.run(command, cwd=folder, capture_output=True, text=True)

    schema = run("schema")
    assert (schema.returncode, json.loads(schema.stdout)["type"]) == (cli.DONE, "object")
    (folder / "wrong.yaml").write_text("brief: [", "utf-8")
    wrong = run("wrong.yaml")
    assert (wrong.returncode, wrong.stderr.splitlines()[0][:12]) == (cli.MISTAKE, "error[S106]:")


def bound_by_rights() -> None:
    """In a new process: gives up root's power over the rights of files (capabilities(7), prctl(2))."""
    if os.geteuid() == 0:
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            assert LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0


def command(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Runs the command in a process of its own, as somebody whom the rights of files bind."""
    line = [sys.executable, "-m", "compiler.cli", *arguments]
    return subprocess.run(line, env=os.environ | variables, capture_output=True, preexec_fn=bound_by_rights)


def test_what_a_terminal_cannot_show_ends_nothing(folder: Path) -> None:
    spec = folder / "talks.yaml"
    spec.write_text(spec.read_text("utf-8").replace("stalled", "“stalled” at 60%"), "utf-8")
    done = command("check", "--diff", "talks.yaml", PYTHONIOENCODING="latin-1")
    assert done.returncode == cli.DONE, done.stderr
    assert b"\\u201cstalled\\u201d at 60\xa0%" in done.stdout
    reported = command("talks.yaml", "--message-format", "junit", PYTHONIOENCODING="latin-1")
    assert reported.stdout.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    reported.stdout.decode("utf-8")


def test_a_reader_that_has_read_enough_is_no_fault_of_the_folder(folder: Path) -> None:
    script = f"'{sys.executable}' -m compiler.cli talks.yaml | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (cli.MISTAKE, "")
    assert names(folder / "dist") == ["talks.docx", "talks.pdf"]


@pytest.mark.parametrize(
    ("shut", "place"),
    [
        ("styles", "styles"),
        ("styles/ours", "styles/ours/style.yaml"),
        ("styles/ours/layout.html", "styles/ours/layout.html"),
        ("briefs", "briefs/own.yaml"),
    ],
)
def test_what_may_not_be_read_is_named(shut: str, place: str, folder: Path) -> None:
    own = folder / "styles" / "ours"
    own.mkdir(parents=True)
    (own / "style.yaml").write_text("extends: memo\n", "utf-8")
    (own / "layout.html").write_text("<p class='body'>{{ brief.title }}</p>\n", "utf-8")
    (folder / "compile-brief.toml").write_text("", "utf-8")
    (folder / "briefs").mkdir()
    (folder / "briefs" / "own.yaml").write_text(SPEC.replace("[Wait.]", "[{action: Wait.}]") + "style: ours\n", "utf-8")
    (folder / shut).chmod(0)
    done = command("briefs/own.yaml", "-q")
    (folder / shut).chmod(0o700)
    assert done.returncode == cli.MISTAKE
    error = done.stderr.decode()
    assert error.startswith("error[S101]: cannot read the f")
    assert f": Permission denied\n  --> {place}\n" in error
    assert names(folder / "dist") == []


def test_a_style_that_may_not_be_read_costs_a_brief_without_it_nothing(folder: Path) -> None:
    other = folder / "styles" / "other"
    other.mkdir(parents=True)
    other.chmod(0)
    done = command(".", "-q")
    other.chmod(0o700)
    assert (done.returncode, done.stderr) == (cli.DONE, b"")


def test_a_folder_of_briefs_that_may_not_be_read_is_named(folder: Path) -> None:
    (folder / "briefs").mkdir(mode=0)
    done = command("briefs")
    (folder / "briefs").chmod(0o700)
    assert (done.returncode, done.stderr) == (cli.USAGE, b"compile-brief: can't read briefs: Permission denied\n")


def test_a_configuration_is_called_as_seen_from_the_working_directory(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "compile-brief.toml").write_text('profile = "us"\n', "utf-8")
    assert cli.main(["talks.yaml"]) == cli.MISTAKE
    assert "--> compile-brief.toml:1:12\n" in capsys.readouterr().err
