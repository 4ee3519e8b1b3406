"""The words of a document in reading order, from the tree, the DOCX and the PDF: what parity compares.

In: an ``ir.Document``, or a file that a writer made of it. Out: a ``Reading`` in the one form that all three have:

- the body as words, set apart by any white space; the mark of a note is its number, glued to the word before it;
- the notes as words, in their order, without the mark that each begins with;
- the numbers of list items and sources as words, without the sign that a style puts after them, but no bullets;
- nothing of what is decorative: it repeats words for the eye;
- the entries of the contents list without their page numbers, which the tree does not know;
- nothing of header and footer, no alternative texts, and no word joiners, which are never seen;
- nothing of what is drawn in a figure: its alternative text stands for it (ISO 32000-1, 14.9.3).

The files are read with nothing of the writers: the DOCX as XML, the PDF through poppler.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never
from xml.etree import ElementTree

from compiler import ir

from . import poppler

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it is read aloud: the words of its body, and those of each note."""

    body: Words
    notes: tuple[Words, ...]


# --------------------------------------------------------------------------------------------------------- the tree


def of_tree(document: ir.Document) -> Reading:
    """What the tree says."""
    notes: dict[int, Words] = {}
    body = of_blocks(document, document.content, notes)
    return Reading(body, tuple(notes[number] for number in sorted(notes)))


def of_blocks(document: ir.Document, blocks: tuple[ir.Block, ...], notes: dict[int, Words]) -> Words:
    """What blocks of the tree say; the notes in them are put into ``notes`` under their number."""
    return tuple(word for content in _lines(document, blocks) for word in _text(content, notes).split())


def _lines(document: ir.Document, blocks: tuple[ir.Block, ...], depth: int = 1) -> Iterator[ir.Inlines]:
    """The inlines of every paragraph, title and caption, in reading order."""
    for block in blocks:
        match block:
            case ir.Paragraph():
                yield block.label
                yield block.content
            case ir.Section():
                for label in block.label:
                    yield label.content
                yield block.title
                yield from _lines(document, block.content, depth + 1)
            case ir.List():
                for number, item in enumerate(block.items, block.start):
                    if block.ordered:
                        yield (ir.Text(str(number)),)
                    yield from _lines(document, item.content, depth)
            case ir.DefinitionList():
                for definition in block.items:
                    yield from _lines(document, definition.term, depth)
                    yield from _lines(document, definition.content, depth)
            case ir.Table():
                yield from _caption(block.caption)
                for row in (*block.head, *block.body):
                    for cell in row.cells:
                        yield from _lines(document, cell.content, depth)
                yield from _lines(document, block.notes, depth)
            case ir.Columns():
                for row in block.rows:
                    for cell in row.cells:
                        yield from _lines(document, cell.content, depth)
            case ir.Figure():
                yield from _caption(block.caption)
                yield from _lines(document, block.notes, depth)
            case ir.Quote():
                yield from _lines(document, block.content, depth)
            case ir.Callout(decorative=True):
                pass
            case ir.Callout():
                yield block.title
                yield from _lines(document, block.content, depth)
            case ir.Contents():
                yield block.title
                yield from _entries(document.content, block.depth)
            case ir.References():
                for entry in block.entries:
                    yield (ir.Text(str(entry.number)),)
                    yield entry.content
            case ir.PageBreak():
                pass
            case _:
                assert_never(block)


def _caption(caption: ir.Caption | None) -> Iterator[ir.Inlines]:
    if caption:
        yield caption.label
        yield caption.content


def _entries(blocks: tuple[ir.Block, ...], depth: int) -> Iterator[ir.Inlines]:
    """The titles of the sections down to ``depth`` levels, with their labels."""
    if depth == 0:
        return
    for block in blocks:
        if isinstance(block, ir.Section):
            for label in block.label:
                yield label.content
            yield block.title
            yield from _entries(block.content, depth - 1)


def _text(content: ir.Inlines, notes: dict[int, Words]) -> str:
    """The characters of inlines; the notes in them are put into ``notes`` under their number."""
    out: list[str] = []
    for node in content:
        if isinstance(node, ir.Note):
            notes[node.number] = tuple(
                word for paragraph in node.content for word in _text(paragraph.content, notes).split()
            )
            out.append(str(node.number))
        elif isinstance(node, (ir.Text, ir.Code, ir.Abbreviation, ir.LineBreak)):
            out.append(ir.plain_text((node,)))
        elif isinstance(node, (ir.Blank, ir.PageNumber, ir.PageCount)):
            continue
        else:
            out.append(_text(node.content, notes))
    return "".join(out).replace("\N{WORD JOINER}", "")


# --------------------------------------------------------------------------------------------------------- the DOCX

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DECORATIVE = "BriefPullQuote"  # Word has no text that is only for the eye
# text of a run that is not in w:t (ISO/IEC 29500-1, 17.3.3)
_CHARACTERS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "softHyphen": ""}


def of_docx(file: Path) -> Reading:
    """What a word processor reads: the body, and the footnotes or endnotes in the order of their marks."""
    with zipfile.ZipFile(file) as package:
        document, footnotes, endnotes, numbering = (
            _part(package, name) for name in ("document", "footnotes", "endnotes", "numbering")
        )
    marks: list[str] = []
    numbers = _ListNumbers(numbering)
    body: list[str] = []
    for paragraph in document.iter(f"{_W}p"):
        if paragraph.find(f"{_W}pPr/{_W}pStyle[@{_W}val='{DECORATIVE}']") is not None:
            continue
        words = [*numbers.of(paragraph), *_paragraph(paragraph, marks).split()]
        fields = [field.get(f"{_W}instr", "") for field in paragraph.iter(f"{_W}fldSimple")]
        fields += [code.text or "" for code in paragraph.iter(f"{_W}instrText")]  # as other programs write them
        is_entry = any("PAGEREF" in code for code in fields)  # an entry of the contents, with its page
        body += words[:-1] if is_entry and words[-1].isdecimal() else words
    notes = {note.get(f"{_W}id"): note for note in (*footnotes, *endnotes)}
    return Reading(tuple(body), tuple(_note(notes[mark]) for mark in marks))


def _part(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """The root of a part; an empty element when the package has no such part."""
    path = f"word/{name}.xml"
    return ElementTree.fromstring(package.read(path) if path in package.namelist() else "<none/>")


def _note(note: ElementTree.Element) -> Words:
    return tuple(word for paragraph in note.iter(f"{_W}p") for word in _paragraph(paragraph, []).split())


def _paragraph(paragraph: ElementTree.Element, marks: list[str]) -> str:
    """The text of a paragraph; the ids of the notes that it refers to are put into ``marks``, which counts them."""
    out: list[str] = []
    for node in (node for run in paragraph.iter(f"{_W}r") for node in run):
        tag = node.tag.removeprefix(_W)
        if tag == "t":
            out.append(node.text or "")
        elif tag in ("footnoteReference", "endnoteReference"):
            marks.append(node.get(f"{_W}id", ""))
            out.append(str(len(marks)))
        else:
            out.append(_CHARACTERS.get(tag, ""))
    return "".join(out).replace("\N{WORD JOINER}", "")


class _ListNumbers:
    """Counts list items as a word processor does (ISO/IEC 29500-1, 17.9): the number is not in the paragraph's text.

    Uses of one definition go on with its count; one with a start of its own begins there when it is first met.
    """

    def __init__(self, numbering: ElementTree.Element) -> None:
        self._definition: dict[str, str] = {}
        self._starts: dict[tuple[str, str], int] = {}
        self._next: dict[tuple[str, str], int] = {}
        self._form: dict[tuple[str, str], str] = {}
        for definition in numbering.iter(f"{_W}abstractNum"):
            for level in definition.iter(f"{_W}lvl"):
                if _value(level, "numFmt") == "decimal":
                    key = (definition.get(f"{_W}abstractNumId", ""), level.get(f"{_W}ilvl", ""))
                    self._next[key] = int(_value(level, "start"))
                    self._form[key] = re.sub(r"%\d", "{}", _value(level, "lvlText")).rstrip(".")
        for use in numbering.iter(f"{_W}num"):
            number = use.get(f"{_W}numId", "")
            self._definition[number] = _value(use, "abstractNumId")
            for override in use.iter(f"{_W}lvlOverride"):
                if start := _value(override, "startOverride"):
                    self._starts[number, override.get(f"{_W}ilvl", "")] = int(start)

    def of(self, paragraph: ElementTree.Element) -> list[str]:
        """The number of a paragraph as a word, or nothing when it has none."""
        place = paragraph.find(f"{_W}pPr/{_W}numPr")
        if place is None:
            return []
        number, level = _value(place, "numId"), _value(place, "ilvl")
        key = (self._definition.get(number, ""), level)
        if key not in self._next:
            return []
        self._next[key] = self._starts.pop((number, level), self._next[key]) + 1
        return [self._form[key].format(self._next[key] - 1)]


def _value(parent: ElementTree.Element, child: str) -> str:
    """The ``w:val`` of a child element, ``""`` without one."""
    found = parent.find(f"{_W}{child}")
    return "" if found is None else found.get(f"{_W}val", "")


# ---------------------------------------------------------------------------------------------------------- the PDF


def of_pdf(file: Path) -> Reading:
    """What assistive technology reads: the structure tree, as poppler tells it."""
    return of_tags(poppler.structure(file))


def of_tags(root: poppler.Tag) -> Reading:
    """What a structure tree says, with the notes taken out."""
    notes: list[Words] = []
    body = _prune(root, notes)
    return Reading(tuple(body.text().split()), tuple(notes))


def _prune(tag: poppler.Tag, notes: list[Words]) -> poppler.Tag:
    """The element without bullets, what is drawn in figures, and the page numbers of contents entries.

    The words of the notes under it, without their marks, are put into ``notes``.
    """
    kept: list[poppler.Tag | str] = []
    for child in tag.children:
        if isinstance(child, str):
            if tag.kind != "Figure":
                kept.append(child)
        elif child.kind == "Note":
            notes.append(tuple(_prune(child, notes).text().split()))
        elif child.kind == "TOCI":
            kept.append(poppler.Tag("TOCI", children=[re.sub(r"\d+\s*$", "", child.text())]))
        elif child.kind == "Lbl" and tag.kind == "LI" and re.fullmatch(r"\d+\.", child.text().strip()):
            kept.append(poppler.Tag("Lbl", children=[child.text().replace(".", " ")]))
        elif child.kind != "Lbl" or (tag.kind != "Note" and any(map(str.isalnum, child.text()))):
            kept.append(_prune(child, notes))
    return poppler.Tag(tag.kind, tag.id, tag.attributes, kept)
