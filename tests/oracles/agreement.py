"""Whether readers that others wrote see in a PDF what its tree says, and the same as each other.

In: a PDF, and the document that it was made of. Out: each difference in words, none when they agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from difflib import unified_diff
from itertools import zip_longest
from pathlib import Path

from compiler import ir

from . import mupdf, objects, poppler, reading
from .viewing import Link, Place, letters

NEAR = 5.0  # points that a line's top may lie from the place that leads to it: readers count a line's top differently


def of_views(file: Path) -> list[str]:
    """Pages, bookmarks, links and letters as pikepdf and MuPDF see them."""
    ours, theirs = objects.view(file), mupdf.view(file)
    return [
        difference
        for field in fields(ours)
        for difference in _unlike(field.name, getattr(ours, field.name), getattr(theirs, field.name))
    ]


def of_letters(file: Path) -> list[str]:
    """The letters of each page as pikepdf and poppler read them.

    Where a word ends beside a raised number is a matter of opinion on a page; in the structure it is none.
    """
    ours = [page.replace("\N{SOFT HYPHEN}", "") for page in objects.view(file).letters]
    return _unlike("letters", ours, [letters(page) for page in poppler.pages(file)])


def of_words(document: ir.Document, file: Path) -> list[str]:
    """The words of the tree (``-``) and those of the structure as pikepdf reads it (``+``)."""
    said, read = reading.of_tree(document), reading.of_tags(objects.structure(file))
    if said == read:
        return []
    ours, theirs = (("\n".join((*words.body, *map(" ".join, words.notes)))).split("\n") for words in (said, read))
    return [line for line in unified_diff(ours, theirs, n=0, lineterm="") if not re.match(r"---|\+\+\+|@@", line)]


def of_bookmarks(file: Path) -> list[str]:
    """The bookmarks and the headings as pikepdf reads them; whether each leads to where MuPDF reads its words."""
    marks, lines = objects.view(file).bookmarks, mupdf.lines(file)
    told = [(mark.level, " ".join(mark.title.split())) for mark in marks]
    return _unlike("bookmark", told, poppler.headings_in(objects.structure(file))) + [
        f"bookmark {mark.title!r} leads elsewhere" for mark in marks if not _begins(lines, mark.place, mark.title)
    ]


def of_links(document: ir.Document, file: Path) -> list[str]:
    """The links of the tree and those that pikepdf sees; whether each leads to the words that MuPDF reads there."""
    links, lines, targets = objects.view(file).links, mupdf.lines(file), _Targets(document)
    addresses = {link.target for link in links if isinstance(link.target, str)}
    inner = [link for link in links if isinstance(link.target, Place)]
    out = [f"no link to {address}" for address in sorted(targets.addresses - addresses)]
    out += [f"a link to {address}, which the tree does not have" for address in sorted(addresses - targets.addresses)]
    out += [f"no link says {says!r}" for says in sorted(targets.missing(inner))]
    for link in inner:
        if not targets.know(link):
            out.append(f"link {link.says!r} is none of the tree's")
        elif not targets.are_met(link, lines):
            out.append(f"link {link.says!r} leads elsewhere")
    return out


def of_addresses(document: ir.Document, file: Path) -> list[str]:
    """The addresses that the tree says, and those that are found whole on pages as poppler and MuPDF read them."""
    said = reading.of_tree(document)
    addresses = _addresses(" ".join(part) for part in (said.body, *said.notes))
    out = []
    for reader, pages in (
        ("pdftotext", poppler.pages(file, raw=False)),
        ("pdftotext -raw", poppler.pages(file)),
        ("MuPDF", mupdf.pages(file)),
    ):
        found = _addresses(pages)
        out += [f"{reader}: no {address}" for address in sorted(addresses - found)]
        out += [f"{reader}: {address}, which the tree does not say" for address in sorted(found - addresses)]
    return out


def _addresses(texts: Iterable[str]) -> set[str]:
    """The addresses in texts, each to its last letter or number."""
    return {found for text in texts for found in re.findall(r"https?://\S*\w|[\w.+-]+@\S*\w", text)}


def _unlike(what: str, ours: Sequence[object], theirs: Sequence[object]) -> list[str]:
    """Where two sequences differ, counted from 1; of long texts only how they go on."""
    out = []
    for number, (one, other) in enumerate(zip_longest(ours, theirs), 1):
        if one != other:
            if isinstance(one, str) and isinstance(other, str):
                same = next(i for i, (a, b) in enumerate(zip_longest(one, other)) if a != b)
                one, other = one[same : same + 40], other[same : same + 40]
            out.append(f"{what} {number}: {one!r} and {other!r}")
    return out


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
        for contents in (block for block in ir.walk(document.content) if isinstance(block, ir.Contents)):
            for section in _sections(document.content, contents.depth):
                self._texts.setdefault(ir.plain_text(section.title), set()).add(_said(document, section))

    def missing(self, links: Iterable[Link]) -> set[str]:
        """What no link says, though the tree has one; of notes, the number of the one to it (``1: ``) or back."""
        says = {found[0] if (found := _NOTE.match(link.says)) else link.says for link in links}
        return {*self._texts, *(f"{number}{sign}" for number in self._notes for sign in (": ", " ↑"))} - says

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


_NOTE = re.compile(r"(\d+)(?:: | ↑)")


def _number(says: str) -> str:
    """The note's number, if a link says that it leads to a note or back."""
    found = _NOTE.match(says)
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


def _sections(blocks: tuple[ir.Block, ...], depth: int) -> Iterator[ir.Section]:
    """The sections down to ``depth`` levels."""
    for block in blocks:
        if isinstance(block, ir.Section) and depth:
            yield block
            yield from _sections(block.content, depth - 1)


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
