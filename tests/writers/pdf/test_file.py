"""The file: the same bytes every time, what it says about itself, cross-references that hold."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from compiler import ir
from compiler.faces import Face
from compiler.writers.pdf import write
from compiler.writers.pdf.icc import srgb
from tests.samples import memo, p, png
from tests.writers.pdf.opened import STYLE, Opened, document, opened

ROOT = Path(__file__).parents[3]


def test_the_same_document_gives_the_same_bytes_after_another() -> None:
    first = write(memo(), STYLE).data
    write(document(p("Other words: Ελλάδα, «ça», 🕊.")), STYLE)

    assert write(memo(), STYLE).data == first


def test_another_process_gives_the_same_bytes() -> None:
    program = (
        "import hashlib; from compiler.writers.pdf import write; from tests.samples import memo;"
        "from tests.writers.pdf.opened import STYLE; print(hashlib.sha256(write(memo(), STYLE).data).hexdigest())"
    )
    runs = [
        subprocess.run(
            (sys.executable, "-c", program), cwd=ROOT, capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]

    assert runs[0] == runs[1]


def test_another_document_has_another_id() -> None:
    ids = [re.search(rb"/ID\[<(\w+)>", write(document(p(text)), STYLE).data) for text in ("One.", "Two.")]

    assert all(ids)
    assert ids[0][1] != ids[1][1]  # type: ignore[index]


def test_properties_and_xmp_agree() -> None:
    data = ir.Metadata(
        "ukraine", "Talks & <law>", "en-GB", "2025-04-22", "2025-04-20", ("Desk A", "Desk B"), "Peace", ("a", "b")
    )
    file = Opened(write(replace(document(p("Text.")), metadata=data), STYLE).data)
    info = next(o for o in file.objects.values() if isinstance(o, dict) and "Creator" in o)
    xmp = ElementTree.fromstring(file.streams[file.catalog["Metadata"].number])
    (about, *_) = xmp[0]
    texts = {elem.tag.partition("}")[2]: " ".join("".join(elem.itertext()).split()) for elem in about}
    alternatives = {elem.tag.partition("}")[2]: [item.text for item in elem.iter() if item.text] for elem in about}

    assert (info["Title"], alternatives["title"]) == ("Talks & <law>", ["Talks & <law>"] * 2)
    assert (info["Author"], texts["creator"]) == ("Desk A, Desk B", "Desk ADesk B")
    assert (info["Subject"], alternatives["description"]) == ("Peace", ["Peace"] * 2)
    assert (info["Keywords"], texts["Keywords"]) == ("a, b", "a, b")
    assert (info["CreationDate"], texts["CreateDate"]) == ("D:20250422000000Z", "2025-04-22T00:00:00Z")
    assert (texts["identifier"], texts["language"]) == ("ukraine", "en-GB")
    assert texts["conformance"] == "A"


def test_the_catalog_says_what_readers_need() -> None:
    file = opened(p("Text."))

    assert file.catalog["Lang"] == "en-GB"
    assert file.catalog["ViewerPreferences"] == {"DisplayDocTitle": "true"}
    assert file.catalog["MarkInfo"] == {"Marked": "true"}


def test_every_object_stands_where_the_cross_reference_says() -> None:
    data = write(memo(), STYLE).data
    at = int(data.rstrip().splitlines()[-2])
    file = Opened(data)
    number = int(data[at:].split()[0])
    table = file.streams[number]
    rows = [(row[0], *(int.from_bytes(row[a:b], "big") for a, b in ((1, 5), (5, 7)))) for row in _sevens(table)]

    assert len(rows) == file.objects[number]["Size"]
    for i, (kind, place, index) in enumerate(rows[1:], 1):
        if kind == 1:
            assert data[place:].startswith(b"%d 0 obj\n" % i)
        else:
            assert kind == 2
            numbers = file.streams[place].split()[: 2 * file.objects[place]["N"] : 2]
            assert numbers[index] == b"%d" % i


def _sevens(table: bytes) -> list[bytes]:
    return [table[i : i + 7] for i in range(0, len(table), 7)]


def test_every_font_is_embedded_and_only_what_is_used() -> None:
    file = opened(p("Text."))
    fonts = [o for o in file.objects.values() if isinstance(o, dict) and o.get("Type") == "/FontDescriptor"]

    assert [font["FontName"].partition("+")[2] for font in fonts] == ["SourceSans3-Regular"]
    assert len(file.streams[fonts[0]["FontFile2"].number]) < 20_000


def test_the_colour_profile_is_a_profile() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb()))

    assert ImageCms.getProfileDescription(profile).strip() == "sRGB IEC61966-2.1"


# ---------------------------------------------------------------------------------------------------------- images


def encoded(mode: str, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture = Pillow.new("RGBA", (6, 4), (200, 100, 50, 128))
    picture.convert(mode).save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind", "space", "filter"),
    [
        pytest.param(png(6, 4), "png", "/DeviceRGB", "/FlateDecode", id="png"),
        pytest.param(encoded("L", "PNG"), "png", "/DeviceGray", "/FlateDecode", id="grey png"),
        pytest.param(encoded("RGBA", "PNG"), "png", "/DeviceRGB", "/FlateDecode", id="transparent png"),
        pytest.param(encoded("RGB", "JPEG"), "jpeg", "/DeviceRGB", "/DCTDecode", id="jpeg"),
        pytest.param(encoded("CMYK", "JPEG"), "jpeg", "/DeviceRGB", "/FlateDecode", id="cmyk jpeg"),
    ],
)
def test_images_are_kept_as_they_are_where_pdf_allows(data: bytes, kind: str, space: str, filter: str) -> None:
    file = opened(ir.Figure(ir.Image(data, kind, (6, 4)), "A picture"))
    images = [o for o in file.objects.values() if isinstance(o, dict) and o.get("Subtype") == "/Image"]
    picture = images[-1]

    assert (picture["Width"], picture["Height"], picture["ColorSpace"], picture["Filter"]) == (6, 4, space, filter)
    assert ("SMask" in picture) == (len(images) == 2)
    if filter == "/DCTDecode":
        assert data in file.data


def test_a_palette_png_keeps_its_palette() -> None:
    out = io.BytesIO()
    Pillow.new("RGB", (6, 4), (200, 100, 50)).convert("P", palette=Pillow.Palette.ADAPTIVE).save(out, "PNG")
    file = opened(ir.Figure(ir.Image(out.getvalue(), "png", (6, 4)), "A picture"))
    (picture,) = (o for o in file.objects.values() if isinstance(o, dict) and o.get("Subtype") == "/Image")

    assert picture["ColorSpace"][:2] == ["/Indexed", "/DeviceRGB"]
    assert picture["ColorSpace"][3][:3] == bytes((200, 100, 50))


@pytest.mark.parametrize("kind", ["RGBA", "P"])
def test_a_tall_transparent_image_keeps_every_row_of_colour_and_of_transparency(kind: str) -> None:
    picture = Pillow.linear_gradient("L").resize((3, 600)).convert("RGBA")
    picture.putalpha(Pillow.linear_gradient("L").resize((3, 600)).rotate(180))
    picture = picture.quantize(16) if kind == "P" else picture
    out = io.BytesIO()
    picture.save(out, "PNG")
    file = opened(ir.Figure(ir.Image(out.getvalue(), "png", (3, 600)), "A picture"))
    images = [n for n, o in file.objects.items() if isinstance(o, dict) and o.get("Subtype") == "/Image"]
    whole = picture.convert("RGBA")

    assert [file.streams[n] for n in images] == [whole.getchannel("A").tobytes(), whole.convert("RGB").tobytes()]


def test_an_image_used_twice_is_in_the_file_once() -> None:
    figure = ir.Figure(ir.Image(png(6, 4), "png", (6, 4)), "A picture")
    file = opened(figure, figure)

    assert sum(isinstance(o, dict) and o.get("Subtype") == "/Image" for o in file.objects.values()) == 1


# --------------------------------------------------------------------------------- what is assumed of reportlab 5.1


def test_reportlab_numbers_a_subsets_glyphs_in_the_order_of_first_use() -> None:
    face = Face(STYLE.fonts["sans"].regular)
    characters = ["W", "i", "-", "\N{SOFT HYPHEN}", "é", "W"]
    data, glyphs, widths = face.subset(characters)
    advances = _advances(data)

    assert glyphs[0] == glyphs[5] == 1
    assert [advances[glyph] for glyph in glyphs] == pytest.approx(widths, abs=1)
    assert widths[0] > widths[1]


def _advances(data: bytes) -> list[float]:
    """The advance widths in a font file, in 1/1000 em (OpenType, tables head, hhea, hmtx and maxp)."""

    def short(at: int) -> int:
        return int.from_bytes(data[at : at + 2], "big")

    rows = (data[i : i + 16] for i in range(12, 12 + 16 * short(4), 16))
    tables = {row[:4]: int.from_bytes(row[8:12], "big") for row in rows}
    em, total = short(tables[b"head"] + 18), short(tables[b"maxp"] + 4)
    full = [short(tables[b"hmtx"] + 4 * i) for i in range(short(tables[b"hhea"] + 34))]
    return [width * 1000 / em for width in full + full[-1:] * (total - len(full))]


def test_reportlab_gives_widths_in_thousandths_of_the_em() -> None:
    face = Face(STYLE.fonts["serif"].regular)  # 2048 units to the em
    data, (glyph,), (width,) = face.subset(["m"])

    assert face.width("m", 1000) == width == pytest.approx(_advances(data)[glyph], abs=0.01)


def test_harfbuzz_reads_the_file_that_reportlab_keeps() -> None:
    face = Face(STYLE.fonts["serif"].regular)
    width, kerns = face.word("To")

    assert kerns is not None
    assert width == pytest.approx(face.width("T", 1000) + face.width("o", 1000) + sum(kerns))
    assert -200 < kerns[0] < -10
