"""Readers that others wrote agree on every PDF, with each other and with the tree: pages, bookmarks, links, text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from compiler import ir
from compiler.style import load_style
from compiler.writers import pdf
from tests.corpus import NAMES, ROOT, Built
from tests.oracles import mupdf, objects, poppler, reading
from tests.oracles.viewing import Link, Place, View, letters
from tests.samples import memo, t

NEAR = 5.0  # points that a line's top may lie from the place that leads to it: readers count a line's top differently


@pytest.fixture(scope="module")
def views(built: dict[str, Built]) -> dict[str, View]:
    """What pikepdf sees of each file."""
    return {name: objects.view(files.pdf) for name, files in built.items()}


@pytest.mark.parametrize("name", NAMES)
def test_two_libraries_see_the_same_pages_bookmarks_links_and_letters(
    built: dict[str, Built], views: dict[str, View], name: str
) -> None:
    assert mupdf.view(built[name].pdf) == views[name]
    assert mupdf.view(built[name].ua2) == objects.view(built[name].ua2)


@pytest.mark.parametrize("name", NAMES)
def test_pikepdf_reads_the_structure_as_the_tree(built: dict[str, Built], name: str) -> None:
    said = reading.of_tree(built[name].document)

    assert reading.of_tags(objects.structure(built[name].pdf)) == said
    assert reading.of_tags(objects.structure(built[name].ua2)) == said


@pytest.mark.parametrize("name", NAMES)
def test_poppler_reads_the_letters_of_each_page_as_the_libraries_do(
    built: dict[str, Built], views: dict[str, View], name: str
) -> None:
    # where a word ends beside a raised number is a matter of opinion on a page; in the structure it is none
    assert [letters(page) for page in poppler.pages(built[name].pdf)] == [
        page.replace("\N{SOFT HYPHEN}", "") for page in views[name].letters
    ]


@pytest.mark.parametrize("name", NAMES)
def test_each_bookmark_leads_to_its_heading(built: dict[str, Built], views: dict[str, View], name: str) -> None:
    lines = mupdf.lines(built[name].pdf)

    assert [mark for mark in views[name].bookmarks if not _begins(lines, mark.place, mark.title)] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_link_leads_where_the_tree_says(built: dict[str, Built], views: dict[str, View], name: str) -> None:
    document, lines = built[name].document, mupdf.lines(built[name].pdf)
    addresses = {link.target for link in views[name].links if isinstance(link.target, str)}
    inner = [link for link in views[name].links if isinstance(link.target, Place)]
    targets = _Targets(document)

    assert addresses == targets.addresses
    assert {link.says for link in inner if not targets.know(link)} == set()
    assert [link for link in inner if not targets.are_met(link, lines)] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_address_is_found_whole(built: dict[str, Built], name: str) -> None:
    addresses = _addresses(built[name].document)

    for file in (built[name].pdf, built[name].ua2):
        assert _found(poppler.pages(file, raw=False)) == addresses
        assert _found(poppler.pages(file)) == addresses
        assert _found(mupdf.pages(file)) == addresses


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_printed_over_another(built: dict[str, Built], name: str) -> None:
    assert mupdf.overlaps(built[name].pdf) == []


def test_an_address_over_many_lines_and_a_page_is_found_whole_where_it_begins(tmp_path: Path) -> None:
    address = "https://example.org/" + "one-" * 1500 + "and-all"
    document = ir.Document(memo().metadata, (ir.Paragraph((ir.Link(address, t(address)), *t(" and more."))),))
    (tmp_path / "a.pdf").write_bytes(pdf.write(document, load_style(ROOT / "styles" / "memo")).data)

    for raw in (False, True):
        first, *others = poppler.pages(tmp_path / "a.pdf", raw)
        assert first.strip() == address
        assert "".join(others).strip() == "and more."


def _addresses(document: ir.Document) -> set[str]:
    """The addresses that the tree's words hold."""
    said = reading.of_tree(document)
    return _found(" ".join(part) for part in (said.body, *said.notes))


def _found(texts: Iterable[str]) -> set[str]:
    """The addresses in texts, each to its last letter or number."""
    return {found for text in texts for found in re.findall(r"https?://\S*\w|[\w.+-]+@\S*\w", text)}


# ----------------------------------------------------------------------------------------- the comparisons can fail


def test_the_libraries_see_an_annotation_that_leads_elsewhere(built: dict[str, Built], tmp_path: Path) -> None:
    with pikepdf.open(built["minimal-memo"].pdf) as file:
        with file.open_outline() as outline:
            outline.root[1].action.D[3] -= 30
        file.save(tmp_path / "moved.pdf")
    lines = mupdf.lines(tmp_path / "moved.pdf")
    marks = objects.view(tmp_path / "moved.pdf").bookmarks

    assert [_begins(lines, mark.place, mark.title) for mark in marks] == [True, False, *[True] * (len(marks) - 2)]


def test_letters_beyond_the_edge_of_the_page_are_missed(built: dict[str, Built], tmp_path: Path) -> None:
    with pikepdf.open(built["minimal-memo"].pdf) as file:
        file.pages[0].mediabox = (0, 0, 300, 842)
        file.save(tmp_path / "cut.pdf")

    assert mupdf.view(tmp_path / "cut.pdf").letters != objects.view(tmp_path / "cut.pdf").letters


def test_texts_that_are_printed_over_each_other_are_found(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "over.pdf"))
    for x, y, text in ((72, 700, "One word"), (90, 702, "another"), (72, 688, "the next line")):
        canvas.drawString(x, y, text)
    canvas.save()

    assert mupdf.overlaps(tmp_path / "over.pdf") == [(0, "another", "Oneword")]


# -------------------------------------------------------------------------------------------- what the tree expects


class _Targets:
    """Where the links of a tree lead: what stands there, by what the link says."""

    def __init__(self, document: ir.Document) -> None:
        self.addresses: set[str] = set()
        self._notes: dict[str, str] = {}
        self._texts: dict[str, set[str]] = {}
        named = dict(_named(document, document.content))
        for node in _inlines(document.content):
            match node:
                case ir.Link(href):
                    self.addresses.add(href)
                case ir.Reference(target, content):
                    self._texts.setdefault(ir.plain_text(content), set()).add(named[target])
                case ir.Note(number, content):
                    self._notes[str(number)] = " ".join(ir.plain_text(paragraph.content) for paragraph in content)
                case _:
                    pass
        for section in (block for block in ir.walk(document.content) if isinstance(block, ir.Section)):
            self._texts.setdefault(ir.plain_text(section.title), set()).add(_said(document, section))  # in the contents

    def know(self, link: Link) -> bool:
        """Whether the tree has such a link."""
        return link.says in self._texts or _number(link.says) in self._notes

    def are_met(self, link: Link, lines: list[mupdf.Lines]) -> bool:
        """Whether the link leads to the right words."""
        assert isinstance(link.target, Place)
        if link.says.endswith(" ↑"):
            near = [text for top, text in lines[link.target.page] if abs(top - link.target.top) < NEAR]
            return any(_number(link.says) in text for text in near)
        if (number := _number(link.says)) in self._notes and ":" in link.says:
            return _begins(lines, link.target, number + self._notes[number])
        return any(_begins(lines, link.target, text) for text in self._texts[link.says])


def _number(says: str) -> str:
    """The note's number, if a link says that it leads to a note or back."""
    found = re.match(r"(\d+)(?:: | ↑)", says)
    return found[1] if found else ""


def _begins(lines: list[mupdf.Lines], place: Place, text: str) -> bool:
    """Whether a line at a place, with those that follow it, begins with the first letters of a text; bullets aside."""
    page = lines[place.page]
    begin = _spoken(text)[:20]
    return any(
        _spoken("".join(text for _, text in page[i : i + 4])).startswith(begin)
        for i, (top, _) in enumerate(page)
        if abs(top - place.top) < NEAR
    )


def _spoken(text: str) -> str:
    """The letters of a text without bullets and dividing hyphens."""
    return re.sub("[■○–\N{SOFT HYPHEN}]", "", letters(text))


def _said(document: ir.Document, *blocks: ir.Block) -> str:
    return " ".join(reading.of_blocks(document, blocks, {}))


def _named(document: ir.Document, blocks: tuple[ir.Block, ...]) -> Iterator[tuple[str, str]]:
    """The ids in the tree, each with what is said from there on."""
    for block in ir.walk(blocks):
        match block:
            case ir.List(items=items):
                yield from ((item.id, _said(document, *item.content)) for item in items)
            case ir.Table(head=head, body=body):
                yield block.id, _said(document, block)
                yield from ((row.id, _said(document, *row.cells[0].content)) for row in (*head, *body) if row.id)
            case ir.References(entries=entries):
                yield from ((entry.id, f"{entry.number}{ir.plain_text(entry.content)}") for entry in entries)
            case ir.Columns() | ir.Quote() | ir.Contents() | ir.PageBreak():
                pass
            case _:
                yield block.id, _said(document, block)


def _inlines(blocks: tuple[ir.Block, ...]) -> Iterator[ir.Inline]:
    """Every inline in the tree, those in others and in notes too."""
    for block in ir.walk(blocks):
        for content in _contents(block):
            yield from _within(content)


def _contents(block: ir.Block) -> Iterator[ir.Inlines]:
    match block:
        case ir.Paragraph(content=content):
            yield content
        case ir.Section(title=title, label=label):
            yield from (title, *(paragraph.content for paragraph in label))
        case ir.Callout(title=title):
            yield title
        case ir.Table(caption=caption) | ir.Figure(caption=caption) if caption is not None:
            yield caption.content
        case ir.References(entries=entries):
            yield from (entry.content for entry in entries)
        case _:
            pass


def _within(content: ir.Inlines) -> Iterator[ir.Inline]:
    for node in content:
        yield node
        match node:
            case ir.Note(content=paragraphs):
                yield from (inner for paragraph in paragraphs for inner in _within(paragraph.content))
            case ir.Text() | ir.Code() | ir.Abbreviation() | ir.LineBreak() | ir.Blank():
                pass
            case ir.PageNumber() | ir.PageCount():
                pass
            case _:
                yield from _within(node.content)
