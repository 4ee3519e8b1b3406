"""What others' programs say of the files: validators, a word processor, a PDF reader; and that each can say no."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from compiler import ir
from compiler.style.letterhead import read_letterhead
from compiler.writers import docx
from tests.corpus import NAMES, TORTURED, Built
from tests.faults import plant
from tests.oracles import libreoffice, openxml, poppler, qpdf, verapdf
from tests.writers.docx.letterheads import letterhead


@pytest.fixture(scope="module")
def faulty(built: dict[str, Built], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files that a judge must find fault with, to be judged in one run with the others: judges are slow to start."""
    folder = tmp_path_factory.mktemp("faulty")
    files = {name: folder / name for name in ("untagged.pdf", "no.pdf", "cut-off.pdf", "misplaced-row.docx")}
    canvas = Canvas(str(files["untagged.pdf"]))
    canvas.drawString(72, 72, "No tags")
    canvas.save()
    files["no.pdf"].write_text("not a PDF")
    whole = built["minimal-memo"].pdf.read_bytes()
    files["cut-off.pdf"].write_bytes(whole[: len(whole) // 2])
    plant(built["minimal-memo"].docx, files["misplaced-row.docx"], "document", "</w:body>", "<w:tr/></w:body>")
    return files


@pytest.fixture(scope="module")
def verdicts(built: dict[str, Built], faulty: dict[str, Path]) -> dict[tuple[str, str], verapdf.Verdict]:
    """veraPDF's word on every PDF, by the file's stem and the profile."""
    files = [files.pdf for files in built.values()] + [faulty["untagged.pdf"], faulty["no.pdf"]]
    found = verapdf.check(files) + verapdf.check([files.ua2 for files in built.values()], ("ua2", "4"))
    return {(verdict.file.stem, verdict.profile): verdict for verdict in found}


@pytest.fixture(scope="module")
def on_letterhead(built: dict[str, Built], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The torture brief as Word files that are built on a corporate one, by name."""
    folder = tmp_path_factory.mktemp("letterhead")
    reference = read_letterhead(letterhead(folder / "letterhead.docx"))
    files = {name: folder / f"{name} on a letterhead.docx" for name in TORTURED}
    for name, file in files.items():
        style = built[name].style.model_copy(update={"reference": reference})
        file.write_bytes(docx.write(built[name].document, style).data)
    return files


@pytest.fixture(scope="module")
def sdk_errors(
    built: dict[str, Built], on_letterhead: dict[str, Path], faulty: dict[str, Path]
) -> dict[str, list[str]]:
    """What the Open XML SDK finds in every DOCX, by the file's stem."""
    files = [files.docx for files in built.values()] + [*on_letterhead.values(), faulty["misplaced-row.docx"]]
    return {file.stem: errors for file, errors in zip(files, openxml.sdk(files), strict=True)}


@pytest.mark.parametrize("profile", ["ua1", "2a", "ua2", "4"])
@pytest.mark.parametrize("name", NAMES)
def test_verapdf_passes_the_pdf(verdicts: dict[tuple[str, str], verapdf.Verdict], name: str, profile: str) -> None:
    assert verdicts[name, profile].findings == ()


@pytest.mark.parametrize("name", NAMES)
def test_qpdf_finds_the_pdf_sound(built: dict[str, Built], name: str) -> None:
    assert qpdf.check(built[name].pdf) == []
    assert qpdf.check(built[name].ua2) == []


@pytest.mark.parametrize("name", NAMES)
def test_openxml_audit_finds_nothing_in_the_docx(built: dict[str, Built], name: str) -> None:
    assert openxml.audit(built[name].docx) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_open_xml_sdk_finds_nothing_in_the_docx(sdk_errors: dict[str, list[str]], name: str) -> None:
    assert sdk_errors[name] == []


@pytest.mark.parametrize("name", TORTURED)
def test_two_validators_find_nothing_in_the_docx_on_a_letterhead(
    sdk_errors: dict[str, list[str]], on_letterhead: dict[str, Path], name: str
) -> None:
    file = on_letterhead[name]

    with zipfile.ZipFile(file) as package:
        assert b"Directorate for Peace" in package.read("word/header-default.xml")
    assert openxml.audit(file) == []
    assert sdk_errors[file.stem] == []


@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_sees_the_headings_of_the_tree(
    built: dict[str, Built], printed: dict[str, Path], name: str
) -> None:
    assert qpdf.outline(printed[name]) == _headings(built[name].document.content)


@pytest.mark.parametrize("name", NAMES)
def test_poppler_sees_the_headings_of_the_tree(built: dict[str, Built], name: str) -> None:
    headings = _headings(built[name].document.content)

    assert poppler.headings(built[name].pdf) == headings
    assert poppler.headings(built[name].ua2) == headings


@pytest.mark.parametrize("name", NAMES)
def test_qpdf_sees_the_headings_of_the_tree_in_the_outline(built: dict[str, Built], name: str) -> None:
    headings = _headings(built[name].document.content)

    assert qpdf.outline(built[name].pdf) == headings
    assert qpdf.outline(built[name].ua2) == headings


def _headings(blocks: tuple[ir.Block, ...], level: int = 1) -> list[tuple[int, str]]:
    """The titles of the sections with their label before them and their level, in reading order."""
    found = []
    for block in blocks:
        if isinstance(block, ir.Section):
            words = [ir.plain_text(paragraph.content) for paragraph in block.label] + [ir.plain_text(block.title)]
            found.append((level, " ".join(" ".join(words).split())))
            found += _headings(block.content, level + 1)
    return found


# ------------------------------------------------------------------------------------------ the judges can say no


def test_verapdf_fails_a_pdf_without_tags(verdicts: dict[tuple[str, str], verapdf.Verdict]) -> None:
    findings = verdicts["untagged", "ua1"].findings

    assert any(finding.startswith("7.1-11: StructTreeRoot entry is not present") for finding in findings)


def test_verapdf_does_not_pass_what_it_cannot_read(verdicts: dict[tuple[str, str], verapdf.Verdict]) -> None:
    assert len(verdicts["no", "ua1"].findings) == 1


def test_qpdf_complains_of_a_file_that_is_cut_off(faulty: dict[str, Path]) -> None:
    assert qpdf.check(faulty["cut-off.pdf"]) != []


def test_openxml_audit_finds_an_element_in_the_wrong_place(faulty: dict[str, Path]) -> None:
    assert openxml.audit(faulty["misplaced-row.docx"]) != []


def test_the_open_xml_sdk_finds_an_element_in_the_wrong_place(sdk_errors: dict[str, list[str]]) -> None:
    assert sdk_errors["misplaced-row"] != []


def test_libreoffice_is_not_believed_when_it_made_no_file(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="LibreOffice did not make"):
        libreoffice.to_pdf([tmp_path / "absent.docx"], tmp_path)
