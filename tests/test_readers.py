"""Readers that others wrote agree on every PDF, with each other and with the tree: pages, bookmarks, links, text.

Each comparison is shown a file with a fault as well, so that it is seen to find it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from compiler import ir
from compiler.style import load_style
from compiler.writers import pdf
from tests.corpus import NAMES, ROOT, Built
from tests.oracles import agreement, mupdf, poppler
from tests.samples import memo, t

Spoil = Callable[[Callable[[Any], None]], Path]


@pytest.mark.parametrize("name", NAMES)
def test_two_libraries_see_the_same_pages_bookmarks_links_and_letters(built: dict[str, Built], name: str) -> None:
    assert agreement.of_views(built[name].pdf) == []
    assert agreement.of_views(built[name].ua2) == []


@pytest.mark.parametrize("name", NAMES)
def test_pikepdf_reads_the_structure_as_the_tree(built: dict[str, Built], name: str) -> None:
    assert agreement.of_words(built[name].document, built[name].pdf) == []
    assert agreement.of_words(built[name].document, built[name].ua2) == []


@pytest.mark.parametrize("name", NAMES)
def test_poppler_reads_the_letters_of_each_page_as_pikepdf_does(built: dict[str, Built], name: str) -> None:
    assert agreement.of_letters(built[name].pdf) == []


@pytest.mark.parametrize("name", NAMES)
def test_each_bookmark_leads_to_its_heading(built: dict[str, Built], name: str) -> None:
    assert agreement.of_bookmarks(built[name].pdf) == []


@pytest.mark.parametrize("name", NAMES)
def test_each_link_leads_where_the_tree_says(built: dict[str, Built], name: str) -> None:
    assert agreement.of_links(built[name].document, built[name].pdf) == []


@pytest.mark.parametrize("name", NAMES)
def test_each_address_is_found_whole(built: dict[str, Built], name: str) -> None:
    assert agreement.of_addresses(built[name].document, built[name].pdf) == []
    assert agreement.of_addresses(built[name].document, built[name].ua2) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_printed_over_another(built: dict[str, Built], name: str) -> None:
    assert mupdf.overlaps(built[name].pdf) == []


def test_an_address_over_many_lines_and_a_page_is_found_whole_where_it_begins(tmp_path: Path) -> None:
    file = _written(tmp_path, LONG_ADDRESS)

    for raw in (False, True):
        first, *others = poppler.pages(file, raw)
        assert first.strip() == LONG_ADDRESS
        assert "".join(others).strip() == "and more."


LONG_ADDRESS = "https://example.org/" + "one-" * 1500 + "and-all"


def _document(address: str) -> ir.Document:
    return ir.Document(memo().metadata, (ir.Paragraph((ir.Link(address, t(address)), *t(" and more."))),))


def _written(folder: Path, address: str) -> Path:
    file = folder / "address.pdf"
    file.write_bytes(pdf.write(_document(address), load_style(ROOT / "styles" / "memo")).data)
    return file


# ----------------------------------------------------------------------------------------- the comparisons can fail


@pytest.fixture
def spoil(built: dict[str, Built], tmp_path: Path) -> Spoil:
    """A copy of the sample's PDF, after a fault was planted in it."""

    def copy(plant: Callable[[Any], None]) -> Path:
        with pikepdf.open(built["sample"].pdf) as file:
            plant(file)
            file.save(tmp_path / "spoilt.pdf")
        return tmp_path / "spoilt.pdf"

    return copy


def test_pages_that_are_cut_are_seen_otherwise_by_another_library(spoil: Spoil) -> None:
    def cut(file: Any) -> None:
        for page in file.pages:
            page.CropBox = [0, 0, 300, 800]

    differences = agreement.of_views(spoil(cut))

    assert {what.split()[0] for what in differences} == {"sizes", "bookmarks", "links", "letters"}
    assert differences[0] == "sizes 1: (595.28, 841.89) and (300.0, 800.0)"


def test_letters_that_poppler_does_not_see_are_found(spoil: Spoil) -> None:
    def narrow(file: Any) -> None:
        file.pages[1].MediaBox = [0, 0, 300, 841.89]

    (difference,) = agreement.of_letters(spoil(narrow))

    assert difference.startswith("letters 2: ")


def test_a_letter_that_means_another_is_found(spoil: Spoil) -> None:
    def swap(file: Any) -> None:
        for page in file.pages:
            for font in page.Resources.Font.values():
                font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"> <004D>\n", b"> <004E>\n"))  # M is N

    file = spoil(swap)
    differences = agreement.of_words(memo(), file)

    assert agreement.of_views(file) == agreement.of_letters(file) == []  # all readers believe it
    assert "-Munich" in differences
    assert "+Nunich" in differences


def test_an_element_that_is_lacking_is_found(spoil: Spoil) -> None:
    def drop(file: Any) -> None:
        timeline = _elements(file, "/H2")[0]
        timeline.P.K = [kid for kid in timeline.P.K if kid != timeline]

    assert agreement.of_words(memo(), spoil(drop)) == ["-Timeline"]


def test_elements_in_another_order_are_found(spoil: Spoil) -> None:
    def turn(file: Any) -> None:
        row = _elements(file, "/TR")[0]
        row.K = [row.K[1], row.K[0]]

    assert agreement.of_words(memo(), spoil(turn)) == ["-2025", "+2025"]


def test_a_bookmark_with_another_name_is_found(spoil: Spoil) -> None:
    def rename(file: Any) -> None:
        file.Root.Outlines.First.Next.Title = "Another name"

    assert agreement.of_bookmarks(spoil(rename)) == [
        "bookmark 2: (1, 'Another name') and (1, 'Situation')",
        "bookmark 'Another name' leads elsewhere",
    ]


def test_a_bookmark_that_is_lacking_is_found(spoil: Spoil) -> None:
    def drop(file: Any) -> None:
        with file.open_outline() as outline:
            del outline.root[-1]

    assert agreement.of_bookmarks(spoil(drop)) == ["bookmark 12: None and (1, 'Sources')"]


def test_a_bookmark_that_leads_elsewhere_is_found(spoil: Spoil) -> None:
    def move(file: Any) -> None:
        file.Root.Outlines.First.Next.A.D[3] -= 30

    assert agreement.of_bookmarks(spoil(move)) == ["bookmark 'Situation' leads elsewhere"]


def test_an_inner_link_that_leads_elsewhere_is_found(spoil: Spoil) -> None:
    def redirect(file: Any) -> None:
        _link(file, "Recommendation 2").A.D[0] = file.pages[0].obj

    assert agreement.of_links(memo(), spoil(redirect)) == ["link 'Recommendation 2' leads elsewhere"]


def test_an_inner_link_that_is_lacking_is_found(spoil: Spoil) -> None:
    def drop(file: Any) -> None:
        for page in file.pages:
            page.Annots = [link for link in page.get("/Annots", ()) if link.Contents != "Recommendation 2"]

    assert agreement.of_links(memo(), spoil(drop)) == ["no link says 'Recommendation 2'"]


def test_a_link_to_another_address_is_found(spoil: Spoil) -> None:
    def redirect(file: Any) -> None:
        _link(file, "https://example.org/article").A.URI = pikepdf.String("https://example.org/articles")

    assert agreement.of_links(memo(), spoil(redirect)) == [
        "no link to https://example.org/article",
        "a link to https://example.org/articles, which the tree does not have",
    ]


def test_an_address_that_is_torn_is_found(tmp_path: Path) -> None:
    address = "https://example.org/" + "a-path/" * 15 + "end"
    whole = _written(tmp_path, address)
    with pikepdf.open(whole) as file:
        page = file.pages[0]
        page.Contents = file.make_stream(page.Contents.read_bytes().replace(b"/ActualText", b"/Lost"))
        file.save(tmp_path / "torn.pdf")
    differences = agreement.of_addresses(_document(address), tmp_path / "torn.pdf")

    assert agreement.of_addresses(_document(address), whole) == []
    assert differences[0] == f"pdftotext: no {address}"
    assert {what.partition(":")[0] for what in differences} == {"pdftotext", "pdftotext -raw", "MuPDF"}


def test_texts_that_are_printed_over_each_other_are_found(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "over.pdf"))
    for x, y, text in ((72, 700, "One word"), (90, 702, "another"), (72, 688, "the next line")):
        canvas.drawString(x, y, text)
    canvas.save()

    assert mupdf.overlaps(tmp_path / "over.pdf") == [(0, "another", "Oneword")]


def _elements(file: Any, role: str) -> list[Any]:
    """The structure elements of a type, in the order of the file."""
    return [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == role and "/P" in o]


def _link(file: Any, says: str) -> Any:
    """The first link that says so."""
    return next(link for page in file.pages for link in page.get("/Annots", ()) if link.Contents == says)
