"""A Word file built on a corporate one: its page, header, logo and styles win; nothing of its makers comes along."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from compiler import Severity, compile_brief, ir
from compiler.diagnostics import CompilationError
from compiler.style import Style, find_style
from compiler.style.letterhead import read_letterhead
from compiler.writers.docx import write
from tests.corpus import ROOT
from tests.samples import memo, p, png, t
from tests.test_word_file import squeezed_otherwise
from tests.writers.docx.letterheads import OWNER, changed, letterhead
from tests.writers.docx.opened import STYLE, Opened, W, document, markup

Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return letterhead(tmp_path_factory.mktemp("letterhead") / "letterhead.docx")


def _style(path: Path) -> Style:
    return STYLE.model_copy(update={"reference": read_letterhead(path)})


@pytest.fixture(scope="module")
def written(path: Path) -> bytes:
    return write(memo(), _style(path)).data


@pytest.fixture(scope="module")
def file(written: bytes) -> Opened:
    return Opened(written)


def test_the_page_is_that_of_the_letterhead_and_tables_fit_it(file: Opened) -> None:
    (size,) = file.part("document").iter(f"{W}pgSz")
    (margins,) = file.part("document").iter(f"{W}pgMar")
    widths = [int(w.get(f"{W}w", "")) for w in file.part("document").iter(f"{W}tblW")]

    room = int(size.get(f"{W}w", "")) - int(margins.get(f"{W}left", "")) - int(margins.get(f"{W}right", ""))
    assert size.get(f"{W}w") == "12246"  # 216 mm
    assert max(widths) == pytest.approx(room, abs=8)


def test_its_header_stands_on_each_page_with_its_logo_and_our_marking(file: Opened) -> None:
    header = "".join(file.part("header-default").itertext())

    assert header.startswith("Directorate for Peace")
    assert "TLP:GREEN" in header
    pictures = [name for name in file.targets("header-default").values() if "media" in name]
    assert [file.files[f"word/{name}"] for name in pictures] == [png(60, 20)]
    assert "https://peace.example" in file.targets("header-default").values()


def test_what_it_lacks_is_ours(file: Opened) -> None:
    assert "Page" in "".join(file.part("footer-default").itertext())
    assert '<w:name w:val="Brief Stance"/>' in file.style("BriefStance")


def test_its_definitions_of_styles_win(file: Opened) -> None:
    heading = file.style("Heading1")

    assert '<w:color w:val="990033"/>' in heading
    assert heading.count("<w:name ") == 1
    assert '<w:sz w:val="30"/>' in file.style("BriefRecommendation")


def test_a_style_of_ours_follows_the_one_of_the_letterhead_that_it_is_based_on(path: Path) -> None:
    first = Opened(write(document(ir.Section(t("One"), ())), _style(path)).data).style("Heading10PtAbove")

    assert '<w:basedOn w:val="Heading1"/>' in first
    assert '<w:spacing w:before="0"/>' in first
    assert "<w:rPr>" not in first


def test_a_style_is_known_by_its_name_whatever_its_id(path: Path, tmp_path: Path) -> None:
    def german(parts: Parts) -> None:
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'"Heading1"', b'"berschrift1"')

    file = Opened(write(document(p("x"), ir.Section(t("One"), ())), _style(changed(path, tmp_path / "a", german))).data)

    assert file.paragraphs()[-1] == ("berschrift1", "One")


def test_lists_of_the_letterhead_and_ours_have_numbers_of_their_own(file: Opened) -> None:
    numbering = file.part("numbering")

    for tag, attribute in (("abstractNum", "abstractNumId"), ("num", "numId")):
        numbers = [node.get(f"{W}{attribute}") for node in numbering.findall(f"{W}{tag}")]
        assert len(set(numbers)) == len(numbers)


def test_bullets_are_the_letterheads_and_each_numbered_list_still_begins_anew(path: Path) -> None:
    item = (ir.ListItem((p("x", "list-item"),)),)

    file = Opened(write(document(ir.List(item), ir.List(item, ordered=True, start=3)), _style(path)).data)

    assert re.findall(r'w:pStyle w:val="(\w+)"/>(<w:numPr>)?', file.body) == [
        ("ListBullet", ""),
        ("ListNumber", "<w:numPr>"),
    ]


def test_the_language_is_the_briefs(file: Opened) -> None:
    tags = [node.get(f"{W}val") for node in file.part("styles").iter(f"{W}lang")]

    assert tags == ["en-GB"]


def test_nothing_of_its_makers_and_nothing_active_comes_along(file: Opened) -> None:
    everything = b"".join(file.files.values())

    for trace in (OWNER.encode(), b"Not for others", b"secret", b"INCLUDETEXT", b"rsid", b"Text of the letterhead"):
        assert trace not in everything
    header = "".join(file.part("header-default").itertext())
    assert "shown, kept" in header  # the results of a field and of a change, without what made them
    outside = [name for name in file.files if name.endswith(".rels") and b"file://" in file.files[name]]
    assert outside == []


def test_a_field_that_is_spread_over_runs_leaves_its_result(path: Path, tmp_path: Path) -> None:
    def spread(parts: Parts) -> None:
        runs = "".join(
            f"<w:r>{child}</w:r>"
            for child in (
                '<w:fldChar w:fldCharType="begin"/>',
                "<w:instrText> DDEAUTO excel </w:instrText>",
                '<w:fldChar w:fldCharType="separate"/>',
                "<w:t>42</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
            )
        )
        name = next(name for name in parts if "header" in name and b"Directorate" in parts[name])
        parts[name] = parts[name].replace(b"</w:p>", runs.encode() + b"</w:p>")

    header = Opened(write(memo(), _style(changed(path, tmp_path / "a", spread))).data).part("header-default")

    assert "42" in "".join(header.itertext())
    assert "DDEAUTO" not in markup(header)
    assert not list(header.iter(f"{W}fldChar"))


def test_without_a_header_the_first_page_of_the_letterhead_still_has_the_marking(path: Path, tmp_path: Path) -> None:
    def titled(parts: Parts) -> None:
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:cols", b"<w:titlePg/><w:cols")

    def untitled(parts: Parts) -> None:
        titled(parts)
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:titlePg/><w:cols", b"<w:cols")

    file = Opened(write(memo(), _style(changed(path, tmp_path / "a", titled))).data)
    other = Opened(write(memo(), _style(changed(path, tmp_path / "b", untitled))).data)

    assert list(file.part("document").iter(f"{W}titlePg"))
    assert "".join(file.part("header-first").itertext()).strip() == "TLP:GREEN"
    assert "word/header-first.xml" not in other.files


def test_without_a_marking_nothing_is_added_to_its_header(path: Path) -> None:
    file = Opened(write(replace(memo(), marking=None), _style(path)).data)

    assert len(list(file.part("header-default").iter(f"{W}p"))) == 1


def test_the_same_letterhead_gives_the_same_bytes(path: Path, written: bytes) -> None:
    assert write(memo(), _style(path)).data == written


# ---------------------------------------------------------------------------------------------- what is refused


def _drop(*names: str) -> Callable[[Parts], None]:
    return lambda parts: [parts.pop(name) for name in names] and None


def _replace(name: str, old: bytes, new: bytes) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new)

    return change


def _add(name: str, content: bytes) -> Callable[[Parts], None]:
    return lambda parts: parts.update({name: content})


def _narrow(parts: Parts) -> None:
    parts["word/document.xml"] = re.sub(rb'w:left="\d+"', b'w:left="9000"', parts["word/document.xml"])


def _pageless(parts: Parts) -> None:
    parts["word/document.xml"] = re.sub(rb"<w:pgSz[^>]*>", b"", parts["word/document.xml"])


TYPES = "[Content_Types].xml"
_DOCUMENT = b"openxmlformats-officedocument.wordprocessingml.document.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/"
DAMAGED = "`a.docx` is no Word file, or damaged"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_drop("word/document.xml"), DAMAGED),
        (_drop(TYPES), DAMAGED),
        (_drop("_rels/.rels"), DAMAGED),
        (_drop("word/styles.xml"), "`a.docx` has no styles"),
        (_pageless, "`a.docx` does not say how large its page is"),
        (_narrow, "the page of `a.docx` leaves no room for text"),
        (_add("word/vbaProject.bin", b"x"), "`a.docx` is a file with macros"),
        (_replace(TYPES, _DOCUMENT, b"ms-word.document.macroEnabled.main+xml"), "`a.docx` is a file with macros"),
        (_replace("word/styles.xml", b"</w:styles>", b""), DAMAGED),
        (_add("a.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "`a.docx` defines entities, which no Word file does"),
        (_replace("_rels/.rels", _OFFICE, _STRICT), "`a.docx` is in the format “Strict Open XML”"),
        (_add("word/media/bomb.bin", bytes(30_000_000)), "`a.docx` unpacks to more than a letterhead can hold"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_built_on_is_told(
    path: Path, tmp_path: Path, change: Callable[[Parts], None], message: str
) -> None:
    with pytest.raises(LookupError) as error:
        read_letterhead(changed(path, tmp_path / "a.docx", change))

    assert error.value.args[0] == message


def test_a_letterhead_squeezed_in_a_way_that_python_does_not_know_is_told(path: Path, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(squeezed_otherwise(path.read_bytes()))

    with pytest.raises(LookupError) as error:
        read_letterhead(tmp_path / "a.docx")

    assert error.value.args[0] == DAMAGED


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docm", b"", "`a.docm` is a file with macros"),
        ("a.docx", None, "there is no file `a.docx` to build on"),
        ("a.docx", b"", DAMAGED),
        ("a.docx", b"PK\x03\x04 cut off", DAMAGED),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", "`a.docx` is protected by a password, or an old Word file"),
    ],
)
def test_what_is_no_word_file_is_told(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(LookupError) as error:
        read_letterhead(tmp_path / name)

    assert error.value.args[0] == message


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("letterhead.docx", "there is no file `letterhead.docx` to build on"),
        ("../../letterhead.docx", "this lies outside the folder of styles"),
        ("[a, b]", "expected the path of a Word file"),
    ],
)
def test_a_mistake_in_the_letterhead_has_its_place_in_the_style(tmp_path: Path, file: str, message: str) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "style.yaml").write_text(f"extends: memo\nreference: {file}\n", "utf-8")

    with pytest.raises(CompilationError) as error:
        find_style("own", tmp_path)

    (found,) = error.value.diagnostics
    assert (found.code, found.message) == ("T203", message)
    assert (found.span.line, found.span.column) == (2, 12)


def test_a_style_may_take_the_letterhead_of_the_one_that_it_extends(path: Path, tmp_path: Path) -> None:
    for name, content in (("house", "extends: memo\nreference: letterhead.docx\n"), ("own", "extends: house\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "style.yaml").write_text(content, "utf-8")
    (tmp_path / "house" / "letterhead.docx").write_bytes(path.read_bytes())

    reference = find_style("own", tmp_path).reference

    assert reference is not None
    assert reference.name == "letterhead.docx"


def test_what_a_letterhead_makes_hard_to_read_is_told_of_each_brief(path: Path, tmp_path: Path) -> None:
    def pale(parts: Parts) -> None:
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'w:val="990033"', b'w:val="CCCCCC"')

    own = tmp_path / "styles" / "own"
    own.mkdir(parents=True)
    (own / "style.yaml").write_text("extends: memo\nreference: letterhead.docx\n", "utf-8")
    changed(path, own / "letterhead.docx", pale)
    spec = tmp_path / "brief.yaml"
    spec.write_text((ROOT / "briefs" / "minimal.yaml").read_text("utf-8") + "style: own\n", "utf-8")

    compilation = compile_brief(spec)

    (found,) = (diagnostic for diagnostic in compilation.diagnostics if diagnostic.code.startswith("D"))
    assert found.message.startswith("in the Word file, #CCCCCC on #FFFFFF is hard to read, a contrast of 1.6:1, ")
    assert (found.code, found.severity, found.span.column) == ("D114", Severity.WARNING, 8)
    assert sorted(compilation.outputs) == ["docx", "pdf"]
