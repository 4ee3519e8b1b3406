"""What another program reads in the DOCX is what the tree says: the body and the notes, through pandoc.

pandoc reads neither header nor footer; ``test_word_pages`` reads them as LibreOffice prints them.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from tests.corpus import NAMES, Built
from tests.faults import plant
from tests.oracles import pandoc, reading


@pytest.mark.parametrize("name", NAMES)
def test_pandoc_reads_body_and_notes_as_the_tree_says_them(built: dict[str, Built], name: str) -> None:
    assert pandoc.read(built[name].docx) == reading.of_tree(built[name].document)


# ------------------------------------------------------------------------------------------ the comparison can fail


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        pytest.param("document", ">Purpose<", "><", id="a word is lost"),
        pytest.param("document", "Washington asks", "Washington begs", id="a word differs"),
        pytest.param("document", 'w:fldCharType="separate"', 'w:fldCharType="begin"', id="what a field shows is lost"),
        pytest.param("document", '<w:footnoteReference w:id="1"/>', "", id="a note is lost"),
        pytest.param("footnotes", "we take it", "we take", id="a note differs"),
        pytest.param("numbering", '<w:startOverride w:val="1"/>', '<w:startOverride w:val="2"/>', id="another number"),
    ],
)
def test_a_fault_is_seen(built: dict[str, Built], part: str, old: str, new: str, tmp_path: Path) -> None:
    files = built["ukraine-memo"]

    assert pandoc.read(plant(files.docx, tmp_path / "fault.docx", part, old, new)) != reading.of_tree(files.document)


def test_a_caption_over_another_table_is_seen(built: dict[str, Built], tmp_path: Path) -> None:
    files = built["ukraine-memo"]
    with zipfile.ZipFile(files.docx) as package:
        body = package.read("word/document.xml").decode()
    caption = next(part for part in re.findall("<w:p>.*?</w:p>", body) if ">Where each actor stands<" in part)
    moved = plant(files.docx, tmp_path / "lost.docx", "document", caption, "")
    plant(moved, tmp_path / "moved.docx", "document", "<w:body>", f"<w:body>{caption}")

    assert pandoc.read(tmp_path / "moved.docx") != reading.of_tree(files.document)
