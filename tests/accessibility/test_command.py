"""``compile-brief check-docx``: what it prints and returns."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from compiler import Options, compile_brief
from compiler.cli import DONE, MISTAKE, USAGE, main
from tests.corpus import ROOT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of ours, one without a title and with blank paragraphs, one that is no Word file."""
    monkeypatch.chdir(tmp_path)
    data = compile_brief(ROOT / "briefs" / "minimal.yaml", Options(("docx",))).outputs["docx"]
    (tmp_path / "good.docx").write_bytes(data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != "docProps/core.xml":
                new.writestr(name, old.read(name).replace(b"<w:sectPr>", b"<w:p/><w:p/><w:sectPr>"))
    (tmp_path / "untitled.docx").write_bytes(out.getvalue())
    (tmp_path / "no.docx").write_text("plain text")
    return tmp_path


def test_a_file_without_faults_is_said_to_have_none(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-docx", "good.docx", "--strict"]) == DONE
    printed = capsys.readouterr()
    assert printed.out == "good.docx: a machine finds nothing; what the texts say, a person must judge\n"
    assert printed.err == ""


def test_faults_are_printed_and_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-docx", "good.docx", "untitled.docx"]) == MISTAKE
    printed = capsys.readouterr()
    assert printed.out.splitlines()[1] == "untitled.docx: 1 error, 1 warning"
    assert printed.err == (
        "error[D109]: the document has no title\n"
        "  --> untitled.docx\n"
        "  = help: give it one under File, Info, Title: it is what a screen reader says first\n\n"
        "warning[D113]: 2 blank paragraphs in a row after, `Recommendation 1 Plan for more than one …`\n"
        "  --> untitled.docx\n"
        "  = help: make room with the spacing of the paragraphs\n\n"
    )


def test_a_file_that_is_no_word_file_is_a_mistake(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-docx", "no.docx", "--quiet"]) == MISTAKE
    printed = capsys.readouterr()
    assert printed.err.startswith("error[D100]: this is no Word file: it is not a zip archive")
    assert printed.out == ""


def test_a_file_that_is_not_there_is_a_matter_of_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-docx", "good.docx", "nowhere.docx"]) == USAGE
    assert capsys.readouterr().err == "compile-brief: no such file: nowhere.docx\n"
