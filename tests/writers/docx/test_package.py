"""The file around the body: parts, properties, header and footer, pictures, and the bytes."""

from __future__ import annotations

import datetime
import io
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from PIL import Image as Pillow

from compiler import ir
from compiler.writers.docx import write
from tests.oracles import openxml, reading
from tests.samples import memo, note, p, png, t
from tests.writers.docx.opened import STYLE, Opened, W, document, opened

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with every kind of node, as a file."""
    file = tmp_path_factory.mktemp("docx") / "sample.docx"
    file.write_bytes(write(memo(), STYLE).data)
    return file


def test_a_validator_finds_nothing_in_a_file_with_every_kind_of_node(sample: Path) -> None:
    assert openxml.audit(sample) == []


def test_the_sample_reads_as_its_tree(sample: Path) -> None:
    assert reading.of_docx(sample) == reading.of_tree(memo())


def test_python_docx_opens_it(sample: Path) -> None:
    file = docx.Document(str(sample))

    assert file.core_properties.title == "Direct talks on Ukraine"
    assert [style.name for style in file.styles if style.name == "Brief Recommendation"] == ["Brief Recommendation"]


def test_the_bytes_are_the_same_on_another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write(memo(), STYLE).data
    monkeypatch.setattr(time, "time", lambda: 0.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(10**9))

    assert write(memo(), STYLE).data == first


def test_the_zip_file_has_one_date_and_its_content_types_first() -> None:
    with zipfile.ZipFile(io.BytesIO(write(memo(), STYLE).data)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_the_body_grows_in_step_with_the_tree() -> None:
    sizes = [len(Opened(write(memo(n), STYLE).data).files["word/document.xml"]) for n in (20, 40, 60)]

    assert sizes[2] - sizes[1] == pytest.approx(sizes[1] - sizes[0], rel=0.02)


def test_styles_do_not_grow_with_the_text() -> None:
    few, many = (Opened(write(memo(n), STYLE).data).files["word/styles.xml"] for n in (3, 30))

    assert few == many


# --------------------------------------------------------------------------------------------------------- properties


def test_core_properties_are_the_documents_own() -> None:
    core = docx.Document(io.BytesIO(write(memo(), STYLE).data)).core_properties

    assert (core.title, core.author, core.subject) == (
        "Direct talks on Ukraine",
        "Ukraine desk",
        "The US calls for direct negotiations",
    )
    assert (core.keywords, core.language, core.version, core.identifier) == ("Ukraine; talks", "en-GB", "1.0", "sample")
    assert core.created == core.modified == datetime.datetime(2025, 4, 22, tzinfo=datetime.UTC)


def test_custom_properties_say_what_the_file_was_made_from() -> None:
    metadata = replace(memo().metadata, sha256="ab" * 32)
    file = Opened(write(replace(memo(), metadata=metadata), STYLE).data)

    root = ElementTree.fromstring(file.files["docProps/custom.xml"])
    assert {node.get("name"): "".join(node.itertext()) for node in root} == {
        "Identifier": "sample",
        "Version": "1.0",
        "Information as of": "2025-04-22",
        "Marking": "TLP:GREEN",
        "Spec SHA-256": "ab" * 32,
    }


def test_the_language_is_that_of_the_document() -> None:
    styles = opened(p("x")).files["word/styles.xml"]

    assert b'<w:lang w:val="en-GB"' in styles


def test_the_file_is_one_of_current_word() -> None:
    settings = opened(p("x")).part("settings")

    modes = {s.get(f"{W}name"): s.get(f"{W}val") for s in settings.iter(f"{W}compatSetting")}
    assert modes["compatibilityMode"] == "15"


def test_a_font_that_is_not_there_has_a_substitute() -> None:
    fonts = opened(p("x")).part("fontTable")

    assert {f.get(f"{W}name"): f[0].get(f"{W}val") for f in fonts} == {
        "Source Sans 3": "Calibri",
        "Gentium Book Plus": "Cambria",
    }


def test_parts_that_are_not_needed_are_not_there() -> None:
    plain, noted = opened(p("x")), opened(ir.Paragraph((note(1, "x"),)))

    assert not {"word/footnotes.xml", "word/numbering.xml"} & set(plain.files)
    assert "word/footnotes.xml" in noted.files


# ---------------------------------------------------------------------------------------------------------- furniture


def _furnished(furniture: ir.Furniture, marking: ir.Marking | None = None) -> Opened:
    return Opened(write(replace(document(p("x")), furniture=furniture, marking=marking), STYLE).data)


def _line(file: Opened, part: str) -> str:
    return "".join(
        "\t" if n.tag == f"{W}tab" else n.text or "" for n in file.part(part).iter() if n.tag in (f"{W}t", f"{W}tab")
    )


def test_the_footer_has_three_cells_and_the_marking_in_its_box() -> None:
    line = ir.Line((ir.Text("Page "), ir.PageNumber(), ir.Text(" of "), ir.PageCount()), t("As of 22 April"))

    file = _furnished(ir.Furniture(footer=line, first_footer=line), ir.Marking("TLP:RED", "FF2B2B"))

    assert _line(file, "footer-default").replace("\u00a0", " ") == "Page 1 of 1\tAs of 22 April\t  TLP:RED  "
    assert [code.text for code in file.part("footer-default").iter(f"{W}instrText")] == [" PAGE ", " NUMPAGES "]
    assert 'w:val="FF2B2B"' in file.style("BriefMarking")
    assert 'w:fill="000000"' in file.style("BriefMarking")


def test_a_first_page_of_its_own_is_said_to_be_one() -> None:
    file = _furnished(ir.Furniture(header=ir.Line(t("Memo"), t("Title")), first_header=ir.Line(t("Memo"))))

    assert list(file.part("document").iter(f"{W}titlePg"))
    assert (_line(file, "header-first"), _line(file, "header-default")) == ("Memo\t\t", "Memo\tTitle\t")


def test_a_first_page_like_the_others_has_no_part_of_its_own() -> None:
    line = ir.Line(t("Memo"))

    assert "word/header-first.xml" not in _furnished(ir.Furniture(header=line, first_header=line)).files


def test_without_furniture_there_is_neither_header_nor_footer() -> None:
    assert not [name for name in opened(p("x")).files if "header" in name or "footer" in name]


# ----------------------------------------------------------------------------------------------------------- pictures


def _picture(alt: str | None) -> tuple[Opened, ElementTree.Element]:
    file = opened(ir.Figure(ir.Image(png(600, 200), "png", (600, 200), 50), alt))
    (properties,) = file.part("document").iter(f"{DRAWING}docPr")
    return file, properties


def test_a_picture_has_its_alternative_text_and_its_share_of_the_width() -> None:
    file, properties = _picture("A map of the talks")

    (extent,) = file.part("document").iter(f"{DRAWING}extent")
    assert properties.get("descr") == "A map of the talks"
    assert int(extent.get("cx", "")) == pytest.approx(STYLE.page.width / 2 * 12700, abs=2)
    assert int(extent.get("cy", "")) == pytest.approx(STYLE.page.width / 6 * 12700, abs=2)
    assert file.files["word/media/image1.png"] == png(600, 200)


def test_a_picture_that_says_nothing_is_marked_as_decorative() -> None:
    _, properties = _picture(None)

    assert [node.get("val") for node in properties.iter() if node.tag.endswith("}decorative")] == ["1"]


def test_one_picture_shown_twice_is_in_the_file_once() -> None:
    figure = ir.Figure(ir.Image(png(6, 2), "png", (6, 2)), "x")

    file = opened(figure, figure)

    assert [name for name in file.files if "media" in name] == ["word/media/image1.png"]
    numbers = [node.get("id") for node in file.part("document").iter(f"{DRAWING}docPr")]
    assert numbers == ["1", "2"]


def test_a_jpeg_stands_in_the_file_as_it_is_also_one_in_the_colours_of_print() -> None:
    out = io.BytesIO()
    Pillow.new("CMYK", (6, 4)).save(out, "JPEG")  # begins with neither JFIF nor Exif

    file = opened(ir.Figure(ir.Image(out.getvalue(), "jpeg", (6, 4)), "x"))

    assert file.files["word/media/image1.jpg"] == out.getvalue()
    assert '<Default Extension="jpg" ContentType="image/jpeg"/>' in file.files["[Content_Types].xml"].decode()


def test_a_tall_picture_fits_on_a_page() -> None:
    file = opened(ir.Figure(ir.Image(png(10, 90), "png", (10, 90)), "x"))

    (extent,) = file.part("document").iter(f"{DRAWING}extent")
    assert int(extent.get("cy", "")) < 0.9 * (STYLE.page.size[1] - 150) * 12700
