"""What an archive asks of a file: nothing active, nothing of the machine that made it, texts that last."""

from __future__ import annotations

import re
import socket
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn
from xml.etree import ElementTree

import pytest

from compiler import Options, compile_brief, ir
from compiler.style import Style
from compiler.writers.pdf import write
from tests.samples import memo, p
from tests.writers.pdf.opened import STYLE, Opened, document
from tests.writers.pdf.test_flavour import BOTH, sample, style

ROOT = Path(__file__).parents[3]

# Actions, files in the file, forms, layers, media, encryption: what runs, fetches, hides or locks (ISO 32000-1, 12.6).
_ACTIVE = re.compile(
    rb"/(?:JS|JavaScript|Launch|SubmitForm|ResetForm|ImportData|GoToR|GoToE|Named|Rendition|Movie|Sound|RichMedia\w*"
    rb"|EmbeddedFiles?|EF|Filespec|AF|AcroForm|XFA|OpenAction|AA|OCProperties|OCG|Encrypt|Threads|Collection|Perms"
    rb"|PieceInfo|FileAttachment|Widget|3D|PS)\b"
)
_ABSOLUTE = re.compile(rb"(?:file:|/(?:home|root|tmp|usr|var|opt|srv|mnt|Users|private)/|\b[A-Za-z]:\\\\)")
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def code(file: Opened) -> bytes:
    """All of the file as it is when nothing is compressed, but for fonts, images and the colour profile."""
    opaque = {
        ref.number
        for o in file.objects.values()
        if isinstance(o, dict)
        for key in ("FontFile2", "DestOutputProfile", "SMask", "CIDToGIDMap")
        if hasattr(ref := o.get(key), "number")
    }
    opaque |= {n for n, o in file.objects.items() if isinstance(o, dict) and o.get("Subtype") == "/Image"}
    opaque |= {n for n, o in file.objects.items() if isinstance(o, dict) and o.get("N") == 3}
    bare = re.sub(rb"stream\n.*?\nendstream", b"", file.data, flags=re.DOTALL)
    return b"\n".join((bare, *(body for number, body in file.streams.items() if number not in opaque)))


def dictionaries(value: Any) -> Iterator[dict[str, Any]]:
    """A value's dictionaries, also those inside others."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from dictionaries(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from dictionaries(inner)


# ------------------------------------------------------------------------------------------------- nothing active


@BOTH
def test_nothing_in_the_file_runs_fetches_hides_or_locks(flavour: str) -> None:
    assert _ACTIVE.findall(code(sample(flavour))) == []


def test_the_search_for_what_is_active_finds_it() -> None:
    file = sample("ua-1")
    active = Opened(file.data.replace(b"%%EOF", b"<</S/JavaScript/JS(app.alert\\(1\\))>> <</S/Launch/F(a)>>%%EOF"))

    assert _ACTIVE.findall(code(active)) == [b"/JavaScript", b"/JS", b"/Launch"]


@BOTH
def test_the_only_actions_are_going_to_a_place_or_an_address(flavour: str) -> None:
    found = [d for o in sample(flavour).objects.values() for d in dictionaries(o)]
    actions = [d["A"] for d in found if isinstance(d.get("A"), dict) and "S" in d["A"]]
    addresses = {action["URI"] for action in actions if action["S"] == "/URI"}

    assert {action["S"] for action in actions} == {"/URI", "/GoTo"}
    assert all(address.startswith(("http://", "https://", "mailto:")) for address in addresses)
    assert {d["Subtype"] for d in found if d.get("Type") == "/Annot"} == {"/Link"}
    assert {d["Subtype"] for d in found if d.get("Type") == "/XObject"} == {"/Image"}


@BOTH
def test_catalog_and_pages_hold_what_we_know_and_no_more(flavour: str) -> None:
    file = sample(flavour)

    assert set(file.catalog) == {
        "Type", "Pages", "Lang", "Metadata", "ViewerPreferences", "OutputIntents", "StructTreeRoot", "MarkInfo",
        "Outlines", "PageMode",
    }  # fmt: skip
    assert {key for ref in file.page_refs for key in file.get(ref)} == {
        "Type", "Parent", "MediaBox", "Contents", "Resources", "Annots", "StructParents", "Tabs",
    }  # fmt: skip


def test_nothing_is_fetched_while_a_brief_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the network was asked")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert not compile_brief(ROOT / "briefs" / "ukraine.yaml", Options(pdf="ua-2")).failed


# ----------------------------------------------------------------------------------------- nothing of the machine


@BOTH
def test_no_path_and_no_name_of_the_machine_is_in_the_file(flavour: str) -> None:
    file = sample(flavour)
    everything = b"".join((file.data, *file.streams.values()))
    paths = (ROOT, STYLE.fonts["sans"].regular.parent, Path.home(), Path(sys.prefix), Path(tempfile.gettempdir()))

    assert [path for path in paths if f"{path}/".encode() in everything] == []
    assert socket.gethostname().encode() not in everything
    assert _ABSOLUTE.findall(code(file)) == []


def test_the_search_for_paths_finds_them() -> None:
    active = Opened(sample("ua-1").data.replace(b"%%EOF", b"(/mnt/map.png)(C:\\\\map.png)(file:map)%%EOF"))

    assert _ABSOLUTE.findall(code(active)) == [b"/mnt/", b"C:\\\\", b"file:"]


@BOTH
def test_the_producer_is_named_without_version_and_without_what_it_is_made_of(flavour: str) -> None:
    file = sample(flavour)
    xmp = file.streams[file.catalog["Metadata"].number].decode()

    assert re.findall(r"<(?:xmp:CreatorTool|pdf:Producer)>(.*)</", xmp) == ["compile-brief"] * 2
    assert not re.search(rb"(?i)reportlab|python", code(file))


@BOTH
def test_most_objects_are_in_object_streams(flavour: str) -> None:
    file = sample(flavour)
    alone = len(re.findall(rb"^\d+ 0 obj$", file.data, re.MULTILINE))

    assert alone == len(file.streams)
    assert len(file.objects) > 10 * alone


# ------------------------------------------------------------------------------------------------------------- XMP


def xmp(metadata: ir.Metadata, marking: ir.Marking | None = None, style: Style = STYLE) -> dict[str, str]:
    """The XMP properties of a file, without their namespaces."""
    file = Opened(write(replace(document(p("Text.")), metadata=metadata, marking=marking), style).data)
    (about, *_) = ElementTree.fromstring(file.streams[file.catalog["Metadata"].number])[0]
    return {elem.tag.partition("}")[2]: "|".join("".join(elem.itertext()).split("\n")).strip() for elem in about}


@BOTH
def test_xmp_says_edition_marking_and_the_day_of_the_information(flavour: str) -> None:
    data = ir.Metadata("talks", "Talks", "en-GB", "2025-04-22", "2025-04-20", version="2 & last")
    said = xmp(data, ir.Marking("TLP:AMBER", "FFC000"), style(flavour))

    assert (said["date"], said["coverage"]) == ("2025-04-22", "end=2025-04-20; scheme=W3C-DTF;")
    assert (said["VersionID"], said["rights"]) == ("2 & last", "TLP:AMBER")
    assert (said["identifier"], said["format"]) == ("talks", "application/pdf")


def test_xmp_says_in_which_language_title_and_subject_are() -> None:
    data = ir.Metadata("talks", "Pourparlers", "fr", "2025-04-22", "2025-04-22", subject="Paix")
    file = Opened(write(replace(document(p("Text.")), metadata=data), STYLE).data)
    packet = file.streams[file.catalog["Metadata"].number].decode()

    assert re.findall(r'<rdf:li xml:lang="([\w-]+)">(.*?)</rdf:li>', packet) == [
        ("x-default", "Pourparlers"), ("fr", "Pourparlers"), ("x-default", "Paix"), ("fr", "Paix"),
    ]  # fmt: skip


def test_xmp_leaves_out_what_the_brief_does_not_say() -> None:
    said = xmp(ir.Metadata("talks", "Talks", "en-GB", "2025-04-22", "2025-04-22"))

    assert {"creator", "description", "subject", "Keywords", "rights", "VersionID"} & set(said) == set()


# --------------------------------------------------------------------------------------------- drawing and fonts


_DRAWN = re.compile(r"\bBDC\b|\bBMC\b|\bEMC\b|TJ\b|Tj\b|\bDo\b|\bre f\b|(?<= )[fSBb]\*?$", re.MULTILINE)


@BOTH
def test_everything_drawn_lies_in_one_marked_content_and_in_no_other(flavour: str) -> None:
    file = sample(flavour)
    for ref in file.page_refs:
        depth = 0
        stream = file.streams[file.get(ref)["Contents"].number].decode("latin-1")
        for operator in _DRAWN.findall(re.sub(r"\((?:\\.|[^\\()])*\)", "()", stream, flags=re.DOTALL)):
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            assert depth == (0 if operator == "EMC" else 1)
        assert depth == 0


@BOTH
def test_header_and_footer_are_artifacts_of_pagination_of_their_kind(flavour: str) -> None:
    file = sample(flavour)
    for ref in file.page_refs:
        stream = file.streams[file.get(ref)["Contents"].number].decode("latin-1")
        kinds = re.findall(r"/Artifact<</Type/Pagination/Subtype/(\w+)/Attached\[/(\w+)\]>>BDC", stream)
        assert kinds == [("Header", "Top"), ("Footer", "Bottom")]


@BOTH
def test_every_character_is_a_glyph_of_an_embedded_font_and_means_a_character(flavour: str) -> None:
    file = sample(flavour)
    fonts = [o for o in file.objects.values() if isinstance(o, dict) and o.get("Subtype") == "/Type0"]
    assert fonts
    for font in fonts:
        (descendant,) = map(file.get, font["DescendantFonts"])
        glyphs = file.streams[descendant["CIDToGIDMap"].number]
        rows = re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", file.streams[font["ToUnicode"].number], re.MULTILINE)
        meant = {int(number, 16): bytes.fromhex(value.decode()).decode("utf-16-be") for number, value in rows[1:]}
        assert rows[0] == (b"0000", b"FFFF")  # the range of the identifiers
        assert list(meant) == list(range(1, len(glyphs) // 2))
        assert {glyphs[2 * i : 2 * i + 2] for i in meant} & {b"\0\0"} == set()  # .notdef
        assert set(meant.values()) & {"\0", "\ufeff", "\ufffe"} == set()
        assert "FontFile2" in file.get(descendant["FontDescriptor"])


@BOTH
def test_the_same_document_gives_the_same_bytes(flavour: str) -> None:
    assert write(memo(), style(flavour)).data == sample(flavour).data
