"""The style's faces inside a Word file."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path
from uuid import UUID

import pytest

from compiler import ir
from compiler.style import Family, Style
from compiler.writers.docx import write
from compiler.writers.docx.archive import archive, deflate
from tests.samples import p, t
from tests.writers.docx.opened import STYLE, Opened, R, W, document, opened

SANS = STYLE.fonts["sans"]


def _faces(file: Opened) -> list[str]:
    return [child.tag.removeprefix(W) for child in file.part("fontTable").iter() if "embed" in child.tag]


def test_the_faces_that_a_document_uses_are_in_the_file() -> None:
    assert _faces(opened(p("x"))) == ["embedRegular"]
    assert _faces(opened(ir.Section((ir.Text("x"), ir.Emphasis(t("y"))), ()))) == [
        "embedRegular",  # of the text that follows a heading
        "embedBold",
        "embedBoldItalic",
    ]


def test_an_embedded_face_is_the_whole_font_under_its_key() -> None:
    file = opened(p("x"))

    (face,) = (child for child in file.part("fontTable").iter(f"{W}embedRegular"))
    target = file.targets("fontTable")[face.get(f"{R}id", "")]
    stored = file.files[target.removeprefix("/")] if target.startswith("/") else file.files[f"word/{target}"]
    key = UUID(face.get(f"{W}fontKey", "")).bytes[::-1] * 2
    assert bytes(a ^ b for a, b in zip(stored[:32], key, strict=True)) + stored[32:] == SANS.regular.read_bytes()


def test_fonts_stay_out_where_the_style_says_so() -> None:
    style = STYLE.model_copy(update={"embed_fonts": False})

    file = Opened(write(document(p("x")), style).data)

    assert _faces(file) == []
    assert not [name for name in file.files if name.endswith(".odttf")]
    assert not list(file.part("settings").iter(f"{W}embedTrueTypeFonts"))


def _restricted(folder: Path) -> Style:
    """The style with a font whose licence does not allow embedding (OS/2, fsType 2)."""
    font = bytearray(SANS.regular.read_bytes())
    at = next(at for at in range(12, 500, 16) if font[at : at + 4] == b"OS/2")
    (offset,) = struct.unpack_from(">I", font, at + 8)
    struct.pack_into(">H", font, offset + 8, 2)
    file = folder / "Locked-Regular.ttf"
    file.write_bytes(font)
    family = Family(name="Locked Sans", regular=file, bold=file, italic=file, bold_italic=file)
    return STYLE.model_copy(update={"fonts": STYLE.fonts | {"sans": family}})


def test_a_font_whose_licence_forbids_it_stays_out_and_that_is_said(tmp_path: Path) -> None:
    output = write(document(p("x")), _restricted(tmp_path))

    assert _faces(Opened(output.data)) == []
    assert [(report.code, report.message) for report in output.reports] == [
        ("G104", "the font `Locked Sans` is not put into the Word file: its licence does not allow it")
    ]


@pytest.mark.parametrize("review", [True, False])
def test_changes_are_tracked_where_the_style_says_so(review: bool) -> None:
    style = STYLE.model_copy(update={"review": review})

    settings = Opened(write(document(p("x")), style).data).part("settings")

    assert bool(list(settings.iter(f"{W}trackRevisions"))) is review


def test_the_archive_is_read_as_it_was_written() -> None:
    files = {"a.xml": b"<a/>" * 99, "b/ü.bin": bytes(range(256)), "empty": b""}

    data = archive((name, deflate(content)) for name, content in files.items())

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert {name: package.read(name) for name in package.namelist()} == files
