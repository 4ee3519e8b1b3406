"""What is too long: more pages or words than the brief or its style allows.

In: the tree, the pages that it takes in print, what is allowed. Out: reports that say by how much, and in which section
and on which page the limit was passed. They hold for every format, as the pages are the PDF's (``ir.Pages``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from . import ir
from .diagnostics import quote
from .spec import Brief
from .style import Style

_WORD_CHARACTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many pages and words there may be; ``None``: as many as there are."""

    pages: int | None
    words: int | None


def limits(brief: Brief, style: Style) -> Limits:
    """What is allowed: for each measure what the brief says, else what its style says."""
    own = brief.limits
    pages = own.pages if own and own.pages else style.limits.pages
    return Limits(pages, own.words if own and own.words else style.limits.words)


def passed(document: ir.Document, pages: ir.Pages, allowed: Limits) -> Iterator[ir.Report]:
    """An error for each limit that is passed."""
    sections = list(_sections(document.content))
    if allowed.pages is not None and pages.count > allowed.pages:
        over, lines = pages.count - allowed.pages, max(sum(pages.lines[allowed.pages :]), 1)
        amount = _counted(lines, "line") if over == 1 else f"{over} pages ({_counted(lines, 'line')})"
        message = f"{_counted(pages.count, 'page')} in print, {allowed.pages} allowed: {amount} over"
        place = pages.opens[allowed.pages]
        where = f"page {allowed.pages + 1} begins in {_name(sections, place)}"
        help = f"shorten it, or allow more with `limits: {{pages: {pages.count}}}`"
        yield ir.Report("L204", f"{message}, {where}", _origin(sections, place), help=help, error=True)
    words = list(words_by_section(document))
    total = sum(words)
    if allowed.words is not None and total > allowed.words:
        at = next(i for i in range(len(words)) if sum(words[: i + 1]) > allowed.words)
        section = at - 1 if at else None
        page = pages.sections[section] if section is not None else 1
        message = f"{_counted(total, 'word')}, {allowed.words} allowed: {_counted(total - allowed.words, 'word')} over"
        where = f"the limit is passed in {_name(sections, section)}, which begins on page {page}"
        help = f"shorten it, or allow more with `limits: {{words: {total}}}`"
        yield ir.Report("L205", f"{message}; {where}", _origin(sections, section), help=help, error=True)


def words_by_section(document: ir.Document) -> Iterator[int]:
    """How many words there are before all sections, then in each section without those within it, in reading order.

    A word is what stands between spaces and has a letter or a figure in it. Counted are title, headings, labels,
    running text, lists, tables with captions and notes under them, boxes and captions of figures. Not counted are
    what is decorative, footnotes and endnotes, the list of sources, the contents list, alternative texts, header and
    footer.
    """
    counts = [0]
    _count(document.content, counts, 0)
    yield from counts


def _count(blocks: tuple[ir.Block, ...], counts: list[int], section: int) -> None:
    for block in blocks:
        if isinstance(block, ir.Callout) and block.decorative:
            continue
        at = section
        if isinstance(block, ir.Section):
            at = len(counts)
            counts.append(0)
        counts[at] += sum(map(_words, _own_words(block)))
        _count(ir.children(block), counts, at)


def _words(inlines: ir.Inlines) -> int:
    return sum(bool(_WORD_CHARACTER.search(part)) for part in ir.plain_text(inlines).split())


def _own_words(block: ir.Block) -> Iterator[ir.Inlines]:
    """The words of a block that are not in a block within it."""
    match block:
        case ir.Paragraph():
            yield block.label
            yield block.content
        case ir.Section():
            yield from (words for paragraph in block.label for words in (paragraph.label, paragraph.content))
            yield block.title
        case ir.Callout():
            yield block.title
        case ir.Table() | ir.Figure():
            if block.caption:
                yield block.caption.label
                yield block.caption.content
        case ir.List() | ir.DefinitionList() | ir.Columns() | ir.Quote() | ir.Contents():
            pass
        case ir.References() | ir.PageBreak():
            pass
        case _:
            assert_never(block)


def _sections(blocks: tuple[ir.Block, ...]) -> Iterator[ir.Section]:
    return (block for block in ir.walk(blocks) if isinstance(block, ir.Section))


def _name(sections: list[ir.Section], place: int | None) -> str:
    """A section as a message calls it."""
    return quote(ir.plain_text(sections[place].title)) if place is not None else "what stands before all sections"


def _origin(sections: list[ir.Section], place: int | None) -> ir.Path:
    """Where the first text of a section stands in the spec."""
    if place is None:
        return ("title",)
    without = (ir.Columns, ir.Contents, ir.PageBreak, ir.References)
    blocks = (block for block in ir.walk((sections[place],)) if not isinstance(block, without))
    return next((block.origin for block in blocks if block.origin), ())


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
