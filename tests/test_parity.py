"""The tree, the DOCX and the PDF say the same words in the same order."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler import ir
from compiler.style import Style, load_style
from compiler.writers import docx, pdf
from tests.corpus import NAMES, ROOT, Built
from tests.oracles import reading
from tests.samples import memo, p


@pytest.mark.parametrize("name", NAMES)
def test_the_docx_reads_as_the_tree(built: dict[str, Built], name: str) -> None:
    assert reading.of_docx(built[name].docx) == reading.of_tree(built[name].document)


@pytest.mark.parametrize("name", NAMES)
def test_the_pdf_reads_as_the_tree(built: dict[str, Built], name: str) -> None:
    said = reading.of_tree(built[name].document)

    assert reading.of_pdf(built[name].pdf) == said
    assert reading.of_pdf(built[name].ua2) == said


@pytest.mark.parametrize("name", NAMES)
def test_with_endnotes_both_files_read_as_the_tree(built: dict[str, Built], name: str, tmp_path: Path) -> None:
    document, style = built[name].document, with_endnotes(built[name].style)
    (tmp_path / "a.docx").write_bytes(docx.write(document, style).data)
    (tmp_path / "a.pdf").write_bytes(pdf.write(document, style).data)

    assert reading.of_docx(tmp_path / "a.docx") == reading.of_tree(document) == reading.of_pdf(tmp_path / "a.pdf")


def with_endnotes(style: Style) -> Style:
    return style.model_copy(update={"notes": style.notes.model_copy(update={"place": "end"})})


def _document(*blocks: ir.Block) -> ir.Document:
    return ir.Document(memo().metadata, blocks)


def _noted(text: str) -> ir.Paragraph:
    return ir.Paragraph((ir.Text("Talks stall"), ir.Note(1, (p(text, "footnote"),)), ir.Text(" in April.")))


SAID = _document(p("Agree one position by 30 April."), _noted("A Call, p. 3."))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(_document(p("Agree position by 30 April."), _noted("A Call, p. 3.")), id="a word is dropped"),
        pytest.param(_document(p("Agree oneposition by 30 April."), _noted("A Call, p. 3.")), id="words are joined"),
        pytest.param(_document(_noted("A Call, p. 3."), p("Agree one position by 30 April.")), id="the order differs"),
        pytest.param(_document(p("Agree one position by 30 April."), _noted("A Call, p. 4.")), id="a note differs"),
    ],
)  # fmt: skip
def test_the_comparison_fails_when_a_writer_says_something_else(tmp_path: Path, other: ir.Document) -> None:
    style = load_style(ROOT / "styles" / "memo")
    said = reading.of_tree(SAID)
    (tmp_path / "same.docx").write_bytes(docx.write(SAID, style).data)
    (tmp_path / "same.pdf").write_bytes(pdf.write(SAID, style).data)
    (tmp_path / "other.docx").write_bytes(docx.write(other, style).data)
    (tmp_path / "other.pdf").write_bytes(pdf.write(other, style).data)

    assert reading.of_docx(tmp_path / "same.docx") == said == reading.of_pdf(tmp_path / "same.pdf")
    assert reading.of_docx(tmp_path / "other.docx") != said != reading.of_pdf(tmp_path / "other.pdf")


def test_the_tree_is_read_with_its_notes_taken_out_and_its_marks_kept() -> None:
    assert reading.of_tree(_document(_noted("A Call, p. 3."))) == reading.Reading(
        ("Talks", "stall1", "in", "April."), (("A", "Call,", "p.", "3."),)
    )
