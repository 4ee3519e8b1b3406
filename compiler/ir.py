"""The document tree: the closed set of nodes that layout makes and writers draw.

In: nothing of ours. Out: frozen values with tuples of children. Everything is decided here: wording, numbers,
references, notes. A writer matches on the type and ends with ``assert_never``, so mypy names every place that a new
node must be handled. ``role`` names an entry of the style (``roles`` for text, ``tables``, ``grids``, ``boxes``);
``origin`` is the path in the spec that a text came from, ``("recommendations", 0, "action")``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

Path = tuple[str | int, ...]

# ---------------------------------------------------------------------------------------------------------- inlines


@dataclass(frozen=True, slots=True)
class Text:
    """Characters. No control characters, no line breaks; U+00A0, U+2011 and the like keep their meaning."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stress emphasis (CommonMark ``*x*``); italic, unless the role is italic."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong emphasis (CommonMark ``**x**``); bold."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A code span; never hyphenated, no typographic quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Superscript:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the document: ``http``, ``https`` or ``mailto``."""

    href: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference to the node whose ``id`` is ``target``; its words are settled."""

    target: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note, standing where its mark stands; the style says whether it is a footnote or an endnote.

    ``number`` counts from 1 in reading order.
    """

    number: int
    content: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language; ``language`` is a BCP 47 tag."""

    language: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation as printed, with its long form (PDF ``/E``)."""

    text: str
    expansion: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A text of the spec where it is shown, whole: ``origin`` is its path, and its own words are in ``Document.texts``.

    Of a text of several paragraphs each has one, and ``part`` counts them from 0.
    """

    origin: Path
    content: tuple[Inline, ...]
    part: int = 0


@dataclass(frozen=True, slots=True)
class Fixed:
    """What stands for a mark in a text: a citation, a note, a reference, a value, an abbreviation spelt out.

    ``source`` is the mark as typed, ``[@article, p. 3]``; it is empty where the layout put the mark.
    """

    source: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line end that the author asked for."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to write on by hand, as wide as the room that is left; it has no text."""


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of the page; in header and footer only."""


@dataclass(frozen=True, slots=True)
class PageCount:
    """The number of pages; in header and footer only."""


Inline = (
    Text | Emphasis | Strong | Code | Superscript | Subscript | Link | Reference | Note | Foreign | Abbreviation
    | Bound | Fixed | LineBreak | Blank | PageNumber | PageCount
)  # fmt: skip
Inlines = tuple[Inline, ...]

# ----------------------------------------------------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``label`` hangs left of the text in the room of the role's ``hang`` (a sign, a letter, a number)."""

    content: Inlines
    role: str = "body"
    label: Inlines = ()
    id: str = ""
    origin: Path = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what it rules over. The level is the depth of nesting, so none can be skipped.

    ``role`` is the heading's text role (``""``: ``heading-1``, ``heading-2`` … by depth). ``label`` stands before the
    title in reading order, each paragraph in its own role; where it lands is the role's ``label_place``.
    """

    title: Inlines
    content: tuple[Block, ...]
    role: str = ""
    label: tuple[Paragraph, ...] = ()
    id: str = ""
    origin: Path = ()


@dataclass(frozen=True, slots=True)
class ListItem:
    content: tuple[Block, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A list. Markers are the style's: bullets, or numbers from ``start``. Nesting is depth. ``role`` is the items'."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    role: str = "list-item"
    origin: Path = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it says. Both are blocks; the term is one paragraph or more (a label with a line under it)."""

    term: tuple[Paragraph, ...]
    content: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms and values: the memo's To and From, a box with its label, a recommendation's fields. ``role`` is a grid."""

    items: tuple[Definition, ...]
    role: str = "fields"
    id: str = ""
    origin: Path = ()


class Scope(Enum):
    """What a header cell is the head of (PDF ``/Scope``, HTML ``scope``)."""

    COLUMN = "Column"
    ROW = "Row"


class Align(Enum):
    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; a header cell carries its scope. ``content`` may be empty."""

    content: tuple[Block, ...]
    scope: Scope | None = None
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Caption:
    """``label`` is "Table 1" or "Figure 2"; either part may be empty, not both."""

    label: Inlines
    content: Inlines
    origin: Path = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A data table. ``head`` rows repeat on each page. ``notes`` stand under it and stay with it. ``role``: a table."""

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: Caption | None = None
    notes: tuple[Paragraph, ...] = ()
    role: str = "table"
    id: str = ""
    origin: Path = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side: a cover, a list beside a box. Read cell by cell; no table to a reader. ``role``: a grid."""

    rows: tuple[Row, ...]
    role: str


@dataclass(frozen=True, slots=True)
class Image:
    """A raster image: the bytes of a PNG or JPEG file, its size in pixels; ``width`` is per cent of the text width."""

    data: bytes
    format: str
    pixels: tuple[int, int]
    width: float = 100.0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """A track from 0 to 100 with the stretch from ``low`` to ``high`` marked: a likelihood. As wide as its room."""

    low: float
    high: float


class ChartKind(Enum):
    BAR = "bar"
    COLUMN = "column"
    LINE = "line"
    STACKED = "stacked"


@dataclass(frozen=True, slots=True)
class Datum:
    """A number of a chart, and how it is printed."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """One number for each item of a chart; ``None`` where there is none. ``name`` may be empty in a chart of one."""

    name: str
    values: tuple[Datum | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows, in the words and figures that it is drawn with; ``charts`` turns it into shapes.

    ``places`` says where along a line each item stands, in any unit. ``heading`` stands over the axis of values, whose
    printed steps are ``ticks``, from one end to the other. ``emphasis`` is the item that the text is about.
    """

    kind: ChartKind
    items: tuple[str, ...]
    series: tuple[Series, ...]
    places: tuple[float, ...]
    low: float
    high: float
    ticks: tuple[Datum, ...]
    heading: str = ""
    emphasis: int | None = None


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One thing that may happen: its letter and name, and how likely it is, from ``low`` to ``high`` per cent."""

    label: str
    name: str
    low: float
    high: float
    term: str
    range: str


@dataclass(frozen=True, slots=True)
class RangeChart:
    """How likely several things are, side by side; ``bounds`` are those of the scale, from 0 to 100."""

    rows: tuple[RangeRow, ...]
    bounds: tuple[Datum, ...]


Drawing = Image | Range | Chart | RangeChart


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing. ``alt`` is ``None`` when it is decorative: then it is an artifact and says nothing."""

    drawing: Drawing
    alt: str | None
    caption: Caption | None = None
    notes: tuple[Paragraph, ...] = ()
    id: str = ""
    origin: Path = ()


@dataclass(frozen=True, slots=True)
class Quote:
    content: tuple[Block, ...]
    origin: Path = ()


@dataclass(frozen=True, slots=True)
class Callout:
    """A boxed aside. ``role`` is a box. ``decorative``: its words stand in the text already; drawn, not read aloud."""

    title: Inlines
    content: tuple[Block, ...]
    role: str = "callout"
    id: str = ""
    origin: Path = ()
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents list: writers make its entries from the sections down to ``depth``."""

    title: Inlines
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list of sources."""

    number: int
    content: Inlines
    id: str
    origin: Path = ()


@dataclass(frozen=True, slots=True)
class References:
    """The list of sources, numbered in order of first citation."""

    entries: tuple[Entry, ...]
    role: str = "source"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


Block = (
    Paragraph
    | Section
    | List
    | DefinitionList
    | Table
    | Columns
    | Figure
    | Quote
    | Callout
    | Contents
    | References
    | PageBreak
)

# --------------------------------------------------------------------------------------------------------- document


@dataclass(frozen=True, slots=True)
class Line:
    """One line of header or footer: three cells, at the margin, on the axis, at the right edge."""

    left: Inlines = ()
    middle: Inlines = ()
    right: Inlines = ()


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands at the top and foot of the first page and of the others; artifacts, not content."""

    first_header: Line = Line()
    header: Line = Line()
    first_footer: Line = Line()
    footer: Line = Line()


@dataclass(frozen=True, slots=True)
class Marking:
    """A handling marking: printed in a black box at the right of header and footer. ``color`` is ``RRGGBB``."""

    text: str
    color: str = "FFFFFF"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What goes into properties and XMP. ``date`` and ``as_of`` are ISO 8601 dates; ``sha256`` is the spec's."""

    identifier: str
    title: str
    language: str
    date: str
    as_of: str
    authors: tuple[str, ...] = ()
    subject: str = ""
    keywords: tuple[str, ...] = ()
    version: str = ""
    sha256: str = ""


class TextKind(Enum):
    """How the words of a text are read (the format's *text*, *inline* and *prose*)."""

    TEXT = "text"
    INLINE = "inline"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class SpecText:
    """A text of the spec as its author wrote it. ``required``: what it belongs to cannot be without it."""

    origin: Path
    kind: TextKind
    source: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. Sections and paragraphs stand in ``content`` in reading order.

    ``texts`` are those that ``Bound`` nodes show, each once, in the order in which they come. ``decimal_sign`` is what
    the figures of decimal columns line up on.
    """

    metadata: Metadata
    content: tuple[Block, ...]
    furniture: Furniture = Furniture()
    marking: Marking | None = None
    texts: tuple[SpecText, ...] = ()
    decimal_sign: str = "."


@dataclass(frozen=True, slots=True)
class Report:
    """What a writer could not express, or found too long: a code, words for the author, and the place.

    ``needle`` is the part of the text at ``origin`` that it is about (a character without a glyph). It is a warning,
    unless it is an ``error``, which stops the brief, or mere ``advice``.
    """

    code: str
    message: str
    origin: Path = ()
    needle: str = ""
    help: str = ""
    error: bool = False
    advice: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """What a writer returns: the file's bytes and its reports."""

    data: bytes
    reports: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """A document set in pages, as every format counts them; pages count from 1, sections from 0 in reading order.

    ``sections``: for each section the page it begins on (0: nothing of it is shown).
    ``opens``: for each page the innermost section of the first words on it (``None``: those before all sections).
    ``lines``: how high each page is filled, in lines of the body's leading. ``reports``: what did not go well.
    """

    count: int
    sections: tuple[int, ...]
    opens: tuple[int | None, ...]
    lines: tuple[int, ...]
    reports: tuple[Report, ...] = ()


# ---------------------------------------------------------------------------------------------------- reading it


def pointer(path: Path) -> str:
    """A path in the spec in one word, a JSON Pointer (RFC 6901): ``/recommendations/0/action``."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def plain_text(content: Inlines, notes: bool = False) -> str:
    """The characters of inlines in reading order; a note's mark is left out, its text only put in with ``notes``."""
    out: list[str] = []
    for node in content:
        match node:
            case Text(text) | Code(text) | Abbreviation(text):
                out.append(text)
            case LineBreak():
                out.append(" ")
            case Note(content=blocks):
                if notes:
                    out.extend(plain_text(p.content) for p in blocks)
            case Blank() | PageNumber() | PageCount():
                pass
            case Emphasis(inner) | Strong(inner) | Superscript(inner) | Subscript(inner):
                out.append(plain_text(inner, notes))
            case Link(content=inner) | Reference(content=inner) | Foreign(content=inner):
                out.append(plain_text(inner, notes))
            case Bound(content=inner) | Fixed(content=inner):
                out.append(plain_text(inner, notes))
            case _:
                assert_never(node)
    return "".join(out)


def children(block: Block) -> tuple[Block, ...]:
    """The blocks directly inside a block, in reading order; captions, titles and notes are not blocks."""
    match block:
        case Section(content=inner) | Quote(content=inner) | Callout(content=inner):
            return inner
        case List(items=items):
            return tuple(b for item in items for b in item.content)
        case DefinitionList(items=definitions):
            return tuple(b for d in definitions for b in (*d.term, *d.content))
        case Table():
            return (
                *(b for row in (*block.head, *block.body) for cell in row.cells for b in cell.content),
                *block.notes,
            )
        case Columns(rows=rows):
            return tuple(b for row in rows for cell in row.cells for b in cell.content)
        case Figure():
            return block.notes
        case Paragraph() | Contents() | References() | PageBreak():
            return ()
        case _:
            assert_never(block)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in reading order, parents first."""
    for block in blocks:
        yield block
        yield from walk(children(block))


def walk_inlines(content: Inlines) -> Iterator[Inline]:
    """Every inline in reading order, parents first; not those of the paragraphs of a note."""
    for node in content:
        yield node
        match node:
            case Emphasis(inner) | Strong(inner) | Superscript(inner) | Subscript(inner):
                yield from walk_inlines(inner)
            case Link(content=inner) | Reference(content=inner) | Foreign(content=inner):
                yield from walk_inlines(inner)
            case Bound(content=inner) | Fixed(content=inner):
                yield from walk_inlines(inner)
            case Text() | Code() | Abbreviation() | Note() | LineBreak() | Blank() | PageNumber() | PageCount():
                pass
            case _:
                assert_never(node)


def placed(rows: tuple[Row, ...]) -> Iterator[list[tuple[int, Cell]]]:
    """For each row its cells, each with the first column that it takes: those from rows above are in the way."""
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        cells: list[tuple[int, Cell]] = []
        x = 0
        for cell in row.cells:
            while (y, x) in taken:
                x += 1
            cells.append((x, cell))
            taken.update((y + down, x + right) for down in range(cell.rowspan) for right in range(cell.colspan))
        yield cells
