"""Reading: bytes, limits, places, images. YAML's own mistakes are in ``cases/reading.md``, run by ``test_spec``."""

from __future__ import annotations

import hashlib
import io
import struct
import tracemalloc
import zlib
from decimal import Decimal
from pathlib import Path

import pytest

from compiler.diagnostics import CompilationError, Diagnostic, Severity
from compiler.source import Source, project_folder, read_image, read_source, read_yaml
from tests.samples import png


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test works in a folder of its own, which is a project."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "compile-brief.toml").touch()
    return tmp_path


def read(data: str | bytes) -> Source:
    path = Path("brief.yaml")
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_source(path)


def mistakes(data: str | bytes) -> list[Diagnostic]:
    try:
        source = read(data)
    except CompilationError as error:
        return list(error.diagnostics)
    return [*source.errors, *source.warnings]


def places(data: str | bytes) -> list[tuple[str, int, int, int]]:
    """What is found in a file: code, line, column, length."""
    return [(d.code, d.span.line, d.span.column, d.span.length) for d in mistakes(data)]


# ------------------------------------------------------------------------------------------------------ other files


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04..word/document.xml", "a Word file"),
        (b"PK\x03\x04..content.xml", "a packed file"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b"\xff\xd8\xff\xe0", "an image"),
        (b"{\\rtf1", "a text of a word processor (RTF)"),
        (b"\xd0\xcf\x11\xe0", "an old file of Microsoft Office"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_name(data: bytes, kind: str) -> None:
    (found,) = mistakes(data)
    assert (found.code, found.message) == ("S125", f"this is {kind}, not a brief")


# ------------------------------------------------------------------------------------------------------------ encoding


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf_8_is_read_with_and_without_a_byte_order_mark(mark: bytes) -> None:
    source = read(mark + "title: Città\ntitle: x".encode())
    assert source.value == {"title": "Città"}
    assert source.sha256 == hashlib.sha256(mark + "title: Città\ntitle: x".encode()).hexdigest()
    assert source.errors[0].span.column == 1


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("title: x".encode("utf-16"), "UTF-16"),
        ("title: x".encode("utf-32"), "UTF-32"),
        ("title: é".encode("utf-16-le"), "UTF-16"),
        ("title: é".encode("utf-16-be"), "UTF-16"),
        ("title: éé".encode("utf-32-le"), "UTF-32"),
        ("title: é".encode("latin-1"), "another encoding (probably Latin-1 or Windows-1252)"),
    ],
)
def test_another_encoding_is_refused_by_name(data: bytes, encoding: str) -> None:
    (found,) = mistakes(data)
    assert (found.code, found.message) == ("S103", f"the file is in {encoding}, not in UTF-8")


def test_bytes_that_are_not_utf_8_are_shown_where_they_stand() -> None:
    assert mistakes(b"brief: 1\ntitle: caf\xe9")[0].render().splitlines()[1:5] == [
        " --> brief.yaml:2:11",
        "  |",
        "2 | title: caf\ufffd",
        "  |           ^",
    ]
    (found,) = mistakes("é\n".encode() + b"title: caf\xe9")
    assert (found.code, found.message) == ("S103", "the byte 0xE9 is not UTF-8, as the text before it is")


def test_an_encoded_surrogate_is_half_a_character() -> None:
    assert places(b"a: x\xed\xa0\x80") == [("S116", 1, 5, 1)]


# ---------------------------------------------------------------------------------------------------------- characters


@pytest.mark.parametrize(
    "character", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\x9f", "\ufeff", "\ufdd0", "\uffff", "\U0001fffe"]
)
def test_a_character_that_no_document_can_hold_is_an_error_at_its_place(character: str) -> None:
    assert places(f"a: x{character}y\nb: 1") == [("S116", 1, 5, 1)]
    assert places(f"a: 1 # {character}") == [("S116", 1, 8, 1)]


@pytest.mark.parametrize("control", ["\u202a", "\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c"])
def test_bidi_controls_are_left_out_with_a_warning(control: str) -> None:
    source = read(f"title: ab{control}c")
    assert source.value == {"title": "abc"}
    assert source.errors == ()
    (warning,) = source.warnings
    assert (warning.code, warning.severity) == ("S118", Severity.WARNING)
    assert (warning.span.line, warning.span.column) == (1, 10)


def test_right_to_left_scripts_are_errors_where_they_stand() -> None:
    assert places("title: the words שלום עולם and سلام") == [("S117", 1, 18, 9), ("S117", 1, 32, 4)]


def test_a_comment_may_be_in_any_script() -> None:
    assert mistakes("title: x # שלום \u202e") == []


def test_soft_hyphens_are_taken_out_and_no_break_spaces_are_one() -> None:
    assert read("a: co\xadop\u2007a\u2009b\u202fc\xa0d").value == {"a": "coop\xa0a\xa0b\xa0c\xa0d"}


def test_lines_end_at_lf_crlf_and_cr_only() -> None:
    text = "a: 1\u2028\u2029\r\nb: x\u2028y\rc: 1\nc: 2"
    source = read(text)
    assert source.value == {"a": 1, "b": "x y", "c": 1}
    assert places(text) == [("S108", 4, 1, 1)]
    assert places("a: x\x85\nb: 1\nb: 2") == [("S116", 1, 5, 1), ("S108", 3, 1, 1)]


# ------------------------------------------------------------------------------------------------------------- scalars


def test_scalars_are_those_of_yaml_1_2() -> None:
    words = "no, on, yes, 12:30, 0x10, 0o7, 1_000, 2025-04-28, .inf, <<"
    assert read(f"a: [{words}]").value["a"] == words.split(", ")
    constants = read("a: [true, True, TRUE, false, null, Null, NULL, ~, ]\nb:").value
    assert constants == {"a": [True, True, True, False, None, None, None, None], "b": None}
    assert read("a: ['true', \"1\", '']").value == {"a": ["true", "1", ""]}


def test_numbers_keep_the_decimals_that_they_were_typed_with() -> None:
    numbers = read("a: [7, +7, -7, 1.50, .5, 3., 1e3]").value["a"]
    assert [(type(n), str(n)) for n in numbers] == [
        (int, "7"), (int, "7"), (int, "-7"), (Decimal, "1.50"), (Decimal, "0.5"), (Decimal, "3"), (Decimal, "1E+3"),
    ]  # fmt: skip


# -------------------------------------------------------------------------------------------------------------- limits


def test_an_empty_file_says_so() -> None:
    assert places("") == places("# only\n") == places("---\n") == [("S104", 0, 0, 1)]


def test_a_file_that_is_not_there_is_a_diagnostic() -> None:
    with pytest.raises(CompilationError, match="there is no such file"):
        read_source(Path("missing.yaml"))
    with pytest.raises(CompilationError, match="it is a folder"):
        read_source(Path())


def test_a_file_of_100_mb_is_refused_before_it_is_read() -> None:
    with Path("brief.yaml").open("wb") as file:
        file.truncate(100_000_000)
    tracemalloc.start()
    with pytest.raises(CompilationError, match=r"S102.*100\.0 MB"):
        read_source(Path("brief.yaml"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_5_mb_are_read() -> None:
    data = b"title: x\n#" + b"x" * (5_000_000 - 10)
    assert read(data).value == {"title": "x"}
    assert [d.code for d in mistakes(data + b"x")] == ["S102"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_ten_thousand_levels_of_nesting_are_a_diagnostic(opening: str) -> None:
    (found,) = mistakes(opening * 10_000)
    assert found.code == "S113"
    assert found.span.column == 64 * len(opening) + 1


def test_64_levels_are_allowed_also_through_aliases() -> None:
    assert mistakes("a: " + "[" * 63 + "]" * 63) == []
    assert places("a: " + "[" * 64 + "]" * 64) == [("S113", 1, 67, 1)]
    half = "[" * 40 + "{}" + "]" * 40
    assert places(f"a: &a {half}\nb: " + "[" * 30 + "*a" + "]" * 30) == [("S113", 2, 34, 2)]


def test_aliases_may_stand_for_ten_thousand_values() -> None:
    ten = "a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]\n"  # ten values with the list itself
    assert mistakes(ten + "b: [" + "*a, " * 1000 + "]") == []
    assert [d.code for d in mistakes(ten + "b: [" + "*a, " * 1001 + "]")] == ["S114"]


def test_an_alias_bomb_is_refused() -> None:
    levels = "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    assert places("a: &a [x]\n" + levels) == [("S114", 5, 20, 2)]


def test_reading_stops_after_a_hundred_mistakes_and_says_so() -> None:
    found = mistakes(b"a: " + b"\x01" * 2_000_000)
    assert [d.code for d in found] == ["S116"] * 100 + ["S120"]
    assert len(found[0].render()) < 1000


def test_a_mistake_that_is_read_a_second_time_counts_once() -> None:
    assert [d.code for d in mistakes(f"a: {{{'k: 1, ' * 61}}}\nb: 'x")] == [*["S108"] * 60, "S106"]


def test_what_can_be_read_beside_what_cannot_has_its_places() -> None:
    source = read("title: Talks: direct\r\ndate: 2025-04-22\r\nkeywords: [a, b]")
    assert source.value == {"date": "2025-04-22", "keywords": ["a", "b"]}
    assert "title" in source.unread
    span = source.span(("keywords", 1))
    assert (span.line, span.column, span.text) == (3, 15, "keywords: [a, b]")


def test_keys_of_an_item_that_stand_twice_make_an_item_of_their_own_if_they_are_several() -> None:
    assert read("a:\n  - b: 1\n    c: 2\n    b: 3\n    c: 4\n  - b: 5\n    b: 6").value == {
        "a": [{"b": 1, "c": 2}, {"b": 3, "c": 4}, {"b": 5}]
    }


# -------------------------------------------------------------------------------------------------------------- places

PLACES = """\
title: Talks  # a comment
subtitle:
text: >-
  The first line
  goes on here, "quoted".
quoted: "an \\u00e9tat and a \\"word\\" – co\xadop"
single: 'it''s here'
actors: {ru: Russia, ua: &ua {name: Ukraine}}
points:
  - one # first
  - text: two
    cite: [a,
           b]
again: *ua
"""


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        (("title",), (1, 8, "Talks")),
        (("subtitle",), (2, 1, "subtitle")),
        (("text",), (4, 3, "The first line")),
        (("actors",), (8, 9, "{ru: Russia, ua: &ua {name: Ukraine}}")),
        (("actors", "ua", "name"), (8, 37, "Ukraine")),
        (("points",), (10, 3, "- one")),
        (("points", 0), (10, 5, "one")),
        (("points", 0, "text"), (10, 5, "one")),
        (("points", 1), (11, 5, "text: two")),
        (("points", 1, "cite"), (12, 11, "[a,")),
        (("points", 1, "cite", 1), (13, 12, "b")),
        (("points", 7, "cite"), (10, 3, "- one")),
        (("again", "name"), (8, 37, "Ukraine")),
        ((), (1, 1, "title: Talks")),
        (("nothing",), (1, 1, "title: Talks")),
    ],
    ids=str,
)
def test_a_value_has_a_span(path: tuple[str | int, ...], marked: tuple[int, int, str]) -> None:
    span = read(PLACES).span(path)
    text = span.text[span.column - 1 : span.column - 1 + span.length]
    assert (span.line, span.column, text) == marked


def test_a_key_has_a_span() -> None:
    source = read(PLACES)
    key = source.span(("actors", "ua"), key=True)
    assert (key.line, key.column, key.length) == (8, 22, 2)
    assert source.span(("points", 0), key=True) == source.span(("points", 0))


@pytest.mark.parametrize(
    ("path", "needle", "nth", "marked"),
    [
        (("title",), "lk", 0, (1, 10, "lk")),
        (("text",), "line", 0, (4, 13, "line")),
        (("text",), "line goes on", 0, (4, 13, "line")),
        (("text",), "e", 3, (5, 12, "e")),
        (("quoted",), "état", 0, (6, 13, "\\u00e9tat")),
        (("quoted",), '"word"', 0, (6, 29, '\\"word\\"')),
        (("quoted",), "coop", 0, (6, 40, "co\xadop")),
        (("single",), "it's", 0, (7, 10, "it''s")),
        (("title",), "nowhere", 0, (1, 8, "Talks")),
        (("title",), "a", 1, (1, 8, "Talks")),
        (("points", 0, "text"), "n", 0, (10, 6, "n")),
    ],
    ids=str,
)
def test_a_part_of_a_text_is_found_as_it_is_written(
    path: tuple[str | int, ...], needle: str, nth: int, marked: tuple[int, int, str]
) -> None:
    span = read(PLACES).find(path, needle, nth)
    assert (span.line, span.column, span.text[span.column - 1 : span.column - 1 + span.length]) == marked


def test_a_value_can_be_asked_for_by_its_path() -> None:
    source = read(PLACES)
    assert source.at(("points", 1, "cite", 0)) == "a"
    assert source.at(("points", 9)) is source.at(("title", "x")) is None
    assert source.written(("single",)) == "'it''s here'"


def test_yaml_of_ours_has_no_mistakes() -> None:
    Path("style.yaml").write_text("a: 1\na: 2\n")
    with pytest.raises(CompilationError, match=r"style\.yaml:2:1"):
        read_yaml(Path("style.yaml"))


# ------------------------------------------------------------------------------------------------- project and images


def test_the_project_is_the_nearest_folder_with_a_mark_else_the_specs_own(own_folder: Path) -> None:
    inner = own_folder / "a" / "b"
    inner.mkdir(parents=True)
    assert project_folder(Path("a/b/brief.yaml")) == own_folder
    for mark in ("pyproject.toml", ".git"):
        (inner.parent / mark).mkdir()
        assert project_folder(inner / "brief.yaml") == inner.parent
        (inner.parent / mark).rmdir()
    (own_folder / "compile-brief.toml").unlink()
    if not any((folder / mark).exists() for folder in own_folder.parents for mark in (".git", "pyproject.toml")):
        assert project_folder(inner / "brief.yaml") == inner


def jpeg(width: int = 8, height: int = 4) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width, height), (200, 100, 50)).save(out, "JPEG")
    return out.getvalue()


def image(name: str, data: bytes | None = None) -> Source:
    """A spec that names an image, with the image beside it."""
    if data is not None:
        Path(name).write_bytes(data)
    return read(f"file: {name}")


def refusal(source: Source) -> str:
    with pytest.raises(CompilationError) as caught:
        read_image(source, ("file",), source.value["file"])
    (found,) = caught.value.diagnostics
    assert (found.span.line, found.span.column) == (1, 7)
    return found.code


def test_a_png_and_a_jpeg_are_known_by_their_content() -> None:
    data = png(30, 20)
    read_png = read_image(image("map.jpeg", data), ("file",), "map.jpeg")
    assert (read_png.data, read_png.format, read_png.pixels, read_png.name) == (data, "png", (30, 20), "map.jpeg")
    data = jpeg(8, 4)
    read_jpeg = read_image(image("photo", data), ("file",), "photo")
    assert (read_jpeg.data, read_jpeg.format, read_jpeg.pixels) == (data, "jpeg", (8, 4))


def turned(kind: str, **options: object) -> bytes:
    """An image of 16 by 8, white at the left, black at the right, which its camera says is to be turned clockwise."""
    from PIL import ExifTags, Image

    exif, picture, out = Image.Exif(), Image.new("L", (16, 8)), io.BytesIO()
    exif[ExifTags.Base.Orientation] = 6
    picture.paste(255, (0, 0, 8, 8))
    picture.save(out, kind, exif=exif, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_an_image_that_its_camera_says_is_to_be_turned_is_turned(kind: str) -> None:
    from PIL import Image

    found = read_image(image("photo", turned(kind)), ("file",), "photo")

    assert (found.format, found.pixels) == (kind.lower(), (8, 16))
    with Image.open(io.BytesIO(found.data)) as upright:
        assert (upright.format, upright.size) == (kind, (8, 16))
        assert [upright.getpixel((4, y)) for y in (0, 15)] == [255, 0]
        assert not upright.getexif()  # nothing that says to turn it again


def test_an_image_whose_exif_is_torn_is_taken_as_it_is() -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (8, 4)).save(out, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12")

    assert read_image(image("photo", out.getvalue()), ("file",), "photo").data == out.getvalue()


def test_a_jpeg_is_turned_without_coarser_steps() -> None:
    from PIL import Image, JpegImagePlugin

    data = turned("JPEG", quality=97)
    found = read_image(image("photo", data), ("file",), "photo")

    with Image.open(io.BytesIO(data)) as stored, Image.open(io.BytesIO(found.data)) as upright:
        assert isinstance(stored, JpegImagePlugin.JpegImageFile)
        assert isinstance(upright, JpegImagePlugin.JpegImageFile)
        assert upright.quantization == stored.quantization


def test_an_image_is_looked_for_beside_the_spec(own_folder: Path) -> None:
    (own_folder / "briefs").mkdir()
    Path("map.png").write_bytes(png(2, 2))
    Path("briefs/brief.yaml").write_text("file: ../map.png")
    assert read_image(read_source(Path("briefs/brief.yaml")), ("file",), "../map.png").pixels == (2, 2)


def test_an_image_that_is_not_there_or_no_file_is_refused() -> None:
    assert refusal(image("missing.png")) == "S130"
    with pytest.raises(CompilationError, match="U\\+0000"):
        read_image(image("none.png"), ("file",), "a\0b.png")
    Path("folder.png").mkdir()
    assert refusal(image("folder.png")) == "S130"
    Path("circle.png").symlink_to("circle.png")
    assert refusal(image("circle.png")) == "S130"


def test_an_image_outside_the_project_is_refused_also_behind_a_link(tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "map.png"
    outside.write_bytes(png(2, 2))
    assert refusal(image(str(outside))) == "S131"
    assert refusal(image(f"../{outside.parent.name}/map.png")) == "S131"
    assert refusal(image("../missing.png")) == "S131"
    Path("link.png").symlink_to(outside)
    assert refusal(image("link.png")) == "S131"
    with pytest.raises(CompilationError, match=r"one of `\.git`, `compile-brief\.toml`, `pyproject\.toml` in it"):
        read_image(image("link.png"), ("file",), "link.png")


def test_a_file_that_is_no_image_is_refused() -> None:
    assert refusal(image("map.png", b"not an image")) == "S132"
    assert refusal(image("map.png", b"")) == "S132"
    assert refusal(image("map.png", b"GIF89a\1\0\1\0\0\0\0;")) == "S132"


@pytest.mark.parametrize("kind", ["png", "jpeg"])
@pytest.mark.parametrize("missing", [1, 10, 0.5])
def test_an_image_that_is_not_whole_is_refused(kind: str, missing: float) -> None:
    data = png(60, 40) if kind == "png" else jpeg(60, 40)
    cut = missing if missing >= 1 else len(data) * missing
    assert refusal(image("map", data[: -int(cut)])) == "S133"


def test_a_png_with_a_wrong_checksum_is_refused() -> None:
    data = bytearray(png(60, 40))
    data[len(data) // 2] ^= 1
    assert refusal(image("map.png", bytes(data))) == "S133"


@pytest.mark.parametrize("size", [(10_001, 5_000), (60_000, 60_000)])
def test_an_image_of_more_than_50_megapixels_is_refused_by_its_header(size: tuple[int, int]) -> None:
    whole = bytearray(png(1, 1))
    whole[16:24] = size[0].to_bytes(4) + size[1].to_bytes(4)
    whole[29:33] = struct.pack(">I", zlib.crc32(bytes(whole[12:29])))
    assert refusal(image("map.png", bytes(whole))) == "S134"


@pytest.mark.parametrize(
    ("file", "help"),
    [
        ("maps/Kyiv.PNG", "did you mean `maps/kyiv.png`?"),
        ("maps/kiyv.png", "did you mean `maps/kyiv.png`?"),
        ("maps/lviv.jpeg", "the path is relative to the spec"),
        ("nowhere/kyiv.png", "the path is relative to the spec"),
    ],
)
def test_an_image_that_is_not_there_is_told_with_the_nearest(file: str, help: str) -> None:
    Path("maps").mkdir()
    Path("maps/kyiv.png").write_bytes(png(2, 2))
    with pytest.raises(CompilationError) as caught:
        read_image(read(f"file: {file}"), ("file",), file)
    assert [d.help for d in caught.value.diagnostics] == [help]
