"""Word files from anywhere: broken ones and hostile ones are refused, and cost neither time nor memory."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from compiler import word_file
from compiler.word_file import NotReadable, WordFile, read_word_file
from tests.corpus import Built

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/></Relationships>'
)
DOCUMENT = f'<w:document xmlns:w="{W}"/>'


def packed(document: str | bytes = DOCUMENT, target: str = "/word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", RELATIONSHIPS.format(target))
        package.writestr("word/document.xml", document)
    return out.getvalue()


BOMB = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
NO_ZIP = "this is no Word file: it is not a zip archive, or a damaged one"
NO_XML = "the part word/document.xml is not XML that can be read"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", NO_ZIP),
        (b"plain text", NO_ZIP),
        (packed()[:200], NO_ZIP),
        (OLD, "this is a file of an older Word, or it is locked by a password"),
        (packed(target="word/none.xml"), "this is no Word document"),
        (packed(target="../../etc/passwd"), "this is no Word document"),
        (packed("<html/>"), "this is no Word document"),
        (packed("<w:document"), NO_XML),
        (packed(b"\xff\xfe\x00"), NO_XML),
        (packed(f"<w:document xmlns:w='{W}'>" + "<w:p>" * 100_000), NO_XML),
        (packed(f"{BOMB}]><w:document xmlns:w='{W}'>&j;</w:document>"), None),
        (packed(f"{OUTSIDE}<w:document xmlns:w='{W}'>&x;</w:document>"),
         "the part word/document.xml declares a document type"),
        (packed('<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'),
         "this file is in the strict form of the format, which is not read"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_word_file_is_refused(data: bytes, message: str | None) -> None:
    with pytest.raises(NotReadable) as refusal:
        WordFile(data)
    assert refusal.value.message.startswith(message or "the part word/document.xml")


def test_a_part_that_unpacks_to_more_than_the_limit_is_refused() -> None:
    with pytest.raises(NotReadable, match="larger than 40 MB unpacked"):
        WordFile(packed(b" " * (word_file.LARGEST_PART + 1)))


def test_a_file_larger_than_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.docx").write_bytes(packed())
    monkeypatch.setattr(word_file, "LARGEST_FILE", 100)
    with pytest.raises(NotReadable, match="larger than 0 MB"):
        read_word_file(tmp_path / "a.docx")


def test_a_file_with_more_parts_than_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_file, "MOST_PARTS", 1)
    with pytest.raises(NotReadable, match="more than 1 parts"):
        WordFile(packed())


def test_a_folder_is_no_file_that_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="this file cannot be read: is a directory"):
        read_word_file(tmp_path)


def test_a_part_damaged_after_packing_is_refused() -> None:
    data = packed(DOCUMENT + "<!-- " + "x" * 1000 + " -->")
    at = data.index(b"word/document.xml") + len("word/document.xml") + 10
    with pytest.raises(NotReadable, match="damaged"):
        WordFile(data[:at] + bytes(4) + data[at + 4 :])


def squeezed_otherwise(data: bytes) -> bytes:
    """A package whose parts are squeezed by a method that zip files may have and Python does not know: PPMd."""
    for head, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = -1
        while (at := data.find(head, at + 1)) >= 0:
            data = data[: at + place] + b"\x62\0" + data[at + place + 2 :]
    return data


def test_a_package_squeezed_in_a_way_that_python_does_not_know_is_refused() -> None:
    with pytest.raises(NotReadable, match="is damaged or encrypted"):
        WordFile(squeezed_otherwise(packed()))


def test_a_package_of_a_later_kind_of_zip_file_is_refused() -> None:
    data = packed()
    at = data.index(b"PK\x01\x02") + 6
    with pytest.raises(NotReadable, match="not a zip archive"):
        WordFile(data[:at] + b"\xff" + data[at + 1 :])


def test_our_own_file_is_read_with_its_stories(built: dict[str, Built]) -> None:
    kinds = [kind for kind, _, _ in read_word_file(built["ukraine-memo"].docx).stories()]
    assert kinds == ["document", "footnotes", "header", "header", "footer", "footer"]
