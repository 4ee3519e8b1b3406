"""What others' programs say of the files: validators, a word processor, a PDF reader; and that each can say no."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from compiler import ir
from tests.corpus import NAMES, Built
from tests.oracles import libreoffice, openxml, poppler, qpdf, verapdf


@pytest.fixture(scope="module")
def verdicts(built: dict[str, Built]) -> dict[tuple[str, str], verapdf.Verdict]:
    """veraPDF's word on every PDF, by name and profile."""
    return {(v.file.stem, v.profile): v for v in verapdf.check([files.pdf for files in built.values()])}


@pytest.fixture(scope="module")
def sdk_errors(built: dict[str, Built]) -> dict[str, list[str]]:
    """What the Open XML SDK finds in every DOCX, by name."""
    return dict(zip(built, openxml.sdk([files.docx for files in built.values()]), strict=True))


@pytest.fixture(scope="module")
def opened(built: dict[str, Built], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The PDFs that LibreOffice made of every DOCX, by name."""
    made = libreoffice.to_pdf([files.docx for files in built.values()], tmp_path_factory.mktemp("libreoffice"))
    return dict(zip(built, made, strict=True))


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", NAMES)
def test_verapdf_passes_the_pdf(verdicts: dict[tuple[str, str], verapdf.Verdict], name: str, profile: str) -> None:
    assert verdicts[name, profile].findings == ()


@pytest.mark.parametrize("name", NAMES)
def test_qpdf_finds_the_pdf_sound(built: dict[str, Built], name: str) -> None:
    assert qpdf.check(built[name].pdf) == []


@pytest.mark.parametrize("name", NAMES)
def test_openxml_audit_finds_nothing_in_the_docx(built: dict[str, Built], name: str) -> None:
    assert openxml.audit(built[name].docx) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_open_xml_sdk_finds_nothing_in_the_docx(sdk_errors: dict[str, list[str]], name: str) -> None:
    assert sdk_errors[name] == []


@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_sees_the_headings_of_the_tree(built: dict[str, Built], opened: dict[str, Path], name: str) -> None:
    assert qpdf.outline(opened[name]) == _headings(built[name].document.content)


@pytest.mark.parametrize("name", NAMES)
def test_poppler_sees_the_headings_of_the_tree(built: dict[str, Built], name: str) -> None:
    assert poppler.headings(built[name].pdf) == _headings(built[name].document.content)


@pytest.mark.parametrize("name", NAMES)
def test_qpdf_sees_the_headings_of_the_tree_in_the_outline(built: dict[str, Built], name: str) -> None:
    assert qpdf.outline(built[name].pdf) == _headings(built[name].document.content)


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


def test_verapdf_fails_a_pdf_without_tags(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "plain.pdf"))
    canvas.drawString(72, 72, "No tags")
    canvas.save()

    (ua,) = verapdf.check([tmp_path / "plain.pdf"], ["ua1"])

    assert any(finding.startswith("7.1-11: StructTreeRoot entry is not present") for finding in ua.findings)


def test_verapdf_does_not_pass_what_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "none.pdf").write_text("not a PDF")

    (ua,) = verapdf.check([tmp_path / "none.pdf"], ["ua1"])

    assert len(ua.findings) == 1


def test_qpdf_complains_of_a_file_that_is_cut_off(built: dict[str, Built], tmp_path: Path) -> None:
    whole = built["minimal"].pdf.read_bytes()
    (tmp_path / "cut.pdf").write_bytes(whole[: len(whole) // 2])

    assert qpdf.check(tmp_path / "cut.pdf") != []


def _with_document(source: Path, target: Path, old: bytes, new: bytes) -> Path:
    """A copy of a DOCX in which ``old`` in the body's XML is ``new`` where it stands first."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            if name == "word/document.xml":
                assert old in data
                data = data.replace(old, new, 1)
            copy.writestr(name, data)
    return target


def test_both_validators_find_an_element_in_the_wrong_place(built: dict[str, Built], tmp_path: Path) -> None:
    spoilt = _with_document(built["minimal"].docx, tmp_path / "spoilt.docx", b"</w:body>", b"<w:tr/></w:body>")

    assert openxml.audit(spoilt) != []
    assert openxml.sdk([spoilt]) != [[]]


def test_libreoffice_is_not_believed_when_it_made_no_file(tmp_path: Path) -> None:
    (tmp_path / "missing").mkdir()

    with pytest.raises(RuntimeError, match="LibreOffice did not make"):
        libreoffice.to_pdf([tmp_path / "absent.docx"], tmp_path / "missing")
