"""The benchmarks at their smallest: each measures what it says. How long anything takes is not judged."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.benchmarks import batch, folder, prepare, saving, tables

ROOT = Path(__file__).parent.parent
BRIEF = ROOT / "briefs" / "ukraine.yaml"


def cells(file: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(file)).tables[0].rows]


def test_all_ways_to_a_growing_word_file_hold_the_same_table() -> None:
    ours, by_rows, by_cells = (cells(way(2, 1)) for way in (tables.ours, tables.by_rows, tables.by_cells))
    assert ours == by_rows == by_cells
    assert len(ours) == 3
    assert ours[2][4] == f"{tables.WORDS} 1.4"


def test_a_growing_word_file_is_measured_at_each_size(capsys: pytest.CaptureFixture[str]) -> None:
    tables.main(4, 4, 1)
    took = json.loads(capsys.readouterr().out)
    assert [size["size"] for size in took] == list(tables.SIZES)
    assert [size["cells"] is not None for size in took] == [True, True, False, False, False]


def test_a_save_is_measured_when_the_new_pdf_stands(tmp_path: Path) -> None:
    brief = tmp_path / BRIEF.name
    brief.write_bytes(BRIEF.read_bytes())
    saved, cold = saving.measure(brief, 1)
    assert len(saved) == len(cold) == 1
    assert (tmp_path / "out" / "ukraine.pdf").read_bytes() == (tmp_path / "cold" / "ukraine.pdf").read_bytes()


def test_a_folder_is_built_checked_and_left_alone(tmp_path: Path) -> None:
    took = folder.measure(BRIEF, tmp_path, (1, 2), 1)
    assert {
        "two ÷ one",
        "check ÷ build",
        "check ÷ build of one",
        "nothing ÷ full",
        "memory 1",
        "memory 2",
        "memory of check 2",
    } < took.keys()
    assert sorted(path.name for path in (tmp_path / "out").glob("*.pdf")) == ["brief-0000.pdf", "brief-0001.pdf"]


def test_no_two_briefs_of_a_batch_are_the_same() -> None:
    text = BRIEF.read_text("utf-8")
    assert len({batch.vary(text, number) for number in range(50)}) == 50


def test_many_briefs_in_one_process_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    batch.main(BRIEF, 10)
    took: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert 0 < took["early"] <= took["late"]


def test_the_peers_are_given_the_words_of_the_brief(tmp_path: Path) -> None:
    prepare.main(BRIEF, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"content.json", "memo.md", "memo.typ", "template.docx"}
    command = (sys.executable, ROOT / "tests" / "benchmarks" / "hand.py", tmp_path / "content.json", tmp_path)
    subprocess.run(command, check=True)
    words = "Territory keeps them apart: Russia insists on claims that Ukraine calls unlawful."
    assert words in (tmp_path / "memo.md").read_text("utf-8")
    assert any(words in paragraph.text for paragraph in docx.Document(str(tmp_path / "hand.docx")).paragraphs)
    assert (tmp_path / "hand.pdf").read_bytes().startswith(b"%PDF")


def test_the_cost_of_tags_is_measured_in_time_and_bytes() -> None:
    command = (sys.executable, "-m", "tests.benchmarks.tagging", "1", "1")
    took = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    assert min(took["bytes"]) > 10_000
    assert len(took["ratio"]) == 3
