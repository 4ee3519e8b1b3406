"""The models of a style: what its roles, grids, tables and boxes may say, checked and in one unit.

In: maps in which colours and ``based_on`` are settled. Out: a frozen ``Style`` in which every length is in points,
every colour is ``RRGGBB`` and every font a file.
"""

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from .letterhead import Letterhead

MM = 72 / 25.4
LONGEST = 1584  # points: Word's pages are 22 inches long at most
_LENGTH = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s*(pt|mm|cm|in)?\s*$")
_UNITS = {"pt": 1.0, None: 1.0, "mm": MM, "cm": 10 * MM, "in": 72.0}


def length(value: Any) -> Any:
    """A length in points from a number (points) or ``"36mm"``; units ``pt``, ``mm``, ``cm``, ``in``."""
    if isinstance(value, str) and (match := _LENGTH.match(value)):
        return float(match[1]) * _UNITS[match[2]]
    return value


def track(value: Any) -> Any:
    """A column's width: a length, or ``"*"`` for an equal share of the room that is left (here ``None``)."""
    return None if value == "*" else length(value)


def edges(value: Any) -> Any:
    """Four lengths, clockwise from the top; one number stands for all four."""
    if isinstance(value, (list, tuple)):
        return [length(v) for v in value]
    return [length(value)] * 4


Offset = Annotated[float, BeforeValidator(length), Field(ge=-LONGEST, le=LONGEST)]
Pt = Annotated[float, BeforeValidator(length), Field(ge=0, le=LONGEST)]
Size = Annotated[float, BeforeValidator(length), Field(gt=0, le=LONGEST)]
Track = Annotated[Annotated[float, Field(gt=0, le=LONGEST)] | None, BeforeValidator(track)]
_Edge = Annotated[float, Field(ge=0, le=LONGEST)]
Edges = Annotated[tuple[_Edge, _Edge, _Edge, _Edge], BeforeValidator(edges)]
Count = Annotated[int, Field(ge=1)]
Color = Annotated[str, Field(pattern=r"^[0-9A-F]{6}$")]
Pdf = Literal["ua-1", "ua-2"]


class Part(BaseModel):
    """The base of a style's parts: unknown keys are refused, values don't change.

    Validators are built with the first style, not at import; a part that is a default has a factory, as making one
    builds its validator.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Rule(Part):
    """A line: its width in points and colour; ``gap`` is the room between it and the text."""

    width: Pt
    color: Color
    gap: Pt = 0.0


class Marker(Part):
    """A bullet: a character, its size in points and its colour."""

    text: str
    size: Size
    color: Color


class Role(Part):
    """How a paragraph looks: one Word style, one PDF paragraph style. Lengths in points.

    ``indent`` is where the text begins, from the container's left edge; ``hang`` the room left of it for a label or a
    bullet. ``before`` and ``after``: of two neighbours the larger counts. ``item`` is the role of lists in prose of
    this role; ``number`` is how ordered ones are counted. ``label_place`` says where a section's label stands:
    ``column`` (at the container's left edge, beside the heading, ``label_drop`` below its baseline) or ``inline``
    (before it). ``max_lines``: more is an error; ``advised_lines``: more is a warning.
    """

    based_on: str = ""
    font: str = "sans"
    bold: bool = False
    italic: bool = False
    size: Size = 10.5
    leading: Size = 14.5
    color: Color = "000000"
    before: Pt = 0.0
    after: Pt = 0.0
    indent: Pt = 0.0
    right: Pt = 0.0
    hang: Pt = 0.0
    label_color: Color | None = None
    label_bold: bool = True
    label_size: Size | None = None
    align: Literal["left", "right", "center", "justify"] = "left"
    hyphenate: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    rule_above: Rule | None = None
    rule_on_first: bool = True
    label_place: Literal["column", "inline"] = "inline"
    label_drop: Offset = 0.0
    item: str = "list-item"
    markers: tuple[Marker, ...] = ()
    number: str = Field(default="{}.", pattern=r"^[^{}]*\{\}[^{}]*$")
    max_lines: Count | None = None
    advised_lines: Count | None = None


class Rules(Part):
    """The horizontal lines of a table or grid."""

    top: Rule | None = None
    head: Rule | None = None
    between: Rule | None = None
    bottom: Rule | None = None


class Grid(Part):
    """How a definition list is set out.

    ``row``: term and value take a column each, as many pairs in a row as ``columns`` holds; ``stack``: the value
    under its term, one column a pair; ``run-in``: all pairs in one paragraph (role ``value``), ``separator`` wide
    apart. Without ``columns``, pairs share the width equally. ``indent`` moves the whole grid right. ``padding`` is
    that of the whole (inside ``fill``), ``cell_padding`` that of each cell; ``gaps`` stand between rows, the last of
    them between all further ones. ``bar`` is drawn at the left edge.
    ``term`` and ``value`` are the roles that layouts give to plain terms and values.
    """

    based_on: str = ""
    layout: Literal["row", "stack", "run-in"] = "row"
    columns: tuple[Track, ...] = ()
    indent: Pt = 0.0
    before: Pt = 0.0
    after: Pt = 0.0
    fill: Color | None = None
    bar: Rule | None = None
    padding: Edges = (0.0, 0.0, 0.0, 0.0)
    cell_padding: Edges = (0.0, 0.0, 0.0, 0.0)
    gaps: tuple[Pt, ...] = ()
    rules: Rules = Field(default_factory=Rules)
    separator: Pt = 12.0
    term: str = "label"
    value: str = "field-value"
    keep: bool = True
    keep_next: bool = False

    def gap(self, row: int) -> float:
        """The room above a row."""
        return self.gaps[min(row, len(self.gaps)) - 1] if self.gaps and row else 0.0


class TableLook(Part):
    """How a table is set out.

    ``columns`` empty: widths follow the content; given: the first ones, the last of them for all further ones.

    ``fills`` colours whole columns by index. ``tops`` gives the body's cells of a column a padding of their own at the
    top; their text does not share the row's baseline (a large number). ``keep_rows``: a table up to this many rows is
    not broken over pages.
    """

    based_on: str = ""
    columns: tuple[Track, ...] = ()
    indent: Pt = 0.0
    before: Pt = 0.0
    after: Pt = 0.0
    cell_padding: Edges = (4.0, 7.0, 4.5, 0.0)
    rules: Rules = Field(default_factory=Rules)
    fills: dict[int, Color] = {}
    tops: dict[int, Pt] = {}
    head: str = "table-head"
    row_head: str = "row-head"
    cell: str = "table-cell"
    keep_rows: int = 8


class Box(Part):
    """How a callout is set out: fill, bar at the left edge, padding; roles of its title and text."""

    based_on: str = ""
    indent: Pt = 0.0
    before: Pt = 0.0
    after: Pt = 0.0
    fill: Color | None = None
    bar: Rule | None = None
    padding: Edges = (9.0, 12.0, 10.0, 12.0)
    title: str = "callout-title"
    text: str = "callout"


class Family(Part):
    """A font family: a name for Word, its four TrueType files, a substitute that most machines have."""

    name: str
    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path
    substitute: str = "Arial"
    ascent: Annotated[float, Field(gt=0, le=3)] = 1.024

    def face(self, bold: bool = False, italic: bool = False) -> Path:
        """The file of a face."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


class Page(Part):
    """The page in points: size, margins (clockwise from the top), distance of header and footer from the edge.

    ``slack`` is by how much the text may run into the lower margin in Word, which sets rows a little higher than the
    PDF does: what is one page there stays one page.
    """

    size: tuple[Size, Size] = (595.2756, 841.8898)
    margin: Edges = (72.0, 72.0, 72.0, 72.0)
    header: Pt = 31.2
    footer: Pt = 31.2
    slack: Pt = 0.0
    axis: Pt = 0.0

    @property
    def width(self) -> float:
        """The width of the text block."""
        return self.size[0] - self.margin[1] - self.margin[3]

    @property
    def height(self) -> float:
        """The height of the text block."""
        return self.size[1] - self.margin[0] - self.margin[2]


class MarkingLook(Part):
    """The marking's box: its fill, height, the padding at its sides; the text is in role ``marking``."""

    fill: Color = "000000"
    height: Size = 18.0
    padding: Pt = 6.0


class NotesLook(Part):
    """Notes, in role ``footnote``: the air above the rule, the rule (``width`` wide), the room between notes.

    ``place``: at the foot of the page of their marks, at the end of the document under a heading of their own, or
    nowhere: then there are no marks either, and the layout says at the end what is cited (``cited_sources``).
    ``mark_size`` and ``mark_rise`` are the mark's size and rise, in parts of the text's size.
    """

    place: Literal["foot", "end", "none"] = "foot"
    before: Pt = 10.0
    rule: Rule = Field(default_factory=lambda: Rule(width=0.5, color="8B949C", gap=5.0))
    width: Pt = 90.7
    between: Pt = 2.0
    mark_size: Annotated[float, Field(gt=0, le=1)] = 0.68
    mark_rise: Annotated[float, Field(ge=0, le=1)] = 0.42


class RangeLook(Part):
    """The likelihood track: its height, the room above and below it, its colours."""

    height: Size = 5.0
    before: Pt = 4.0
    after: Pt = 2.0
    track: Color = "DDE2E6"
    fill: Color = "0F4C75"


class Limits(Part):
    """How many pages and words a brief may have unless it says so itself; more is an error."""

    pages: Count | None = None
    words: Count | None = None


class FillLook(Part):
    """How an area of a chart looks: a colour, with an ``outline``, and lines at 45 degrees in the colour ``hatch``."""

    color: Color
    outline: Color | None = None
    hatch: Color | None = None


class LineLook(Part):
    """How a line of a chart looks: ``dash`` in lengths drawn and left out; ``marker`` puts a ring at each number."""

    width: Pt
    color: Color
    dash: tuple[Pt, ...] = ()
    marker: bool = False


class ChartLook(Part):
    """Charts: the looks of four areas and four lines, of the line at zero (``axis``) and of grid lines.

    Texts are in the roles ``chart-label``, ``chart-axis``, ``chart-series`` and ``chart-term``. What carries meaning
    must be seen on white, and be told apart without colour: ``chartlooks`` checks it.
    """

    fills: Annotated[tuple[FillLook, ...], Field(min_length=4, max_length=4)]
    lines: Annotated[tuple[LineLook, ...], Field(min_length=4, max_length=4)]
    axis: Rule
    grid: Rule


class Style(Part):
    """A whole style. ``layout`` names the style whose ``layout.html`` it uses: its own, or one that it extends.

    ``reference``: the corporate Word file that ours is built on. ``embed_fonts``: the Word file holds the faces that it
    uses. ``review``: it opens with its changes tracked.
    ``pdf`` names the standards of its PDF: ``ua-1`` for PDF/UA-1 and PDF/A-2a, ``ua-2`` for PDF/UA-2 and PDF/A-4.
    ``leave_out`` names what the layout can do without, in the order in which it goes while a brief passes its limits.
    ``words``: labels in the style's own words, by language, over those of ``locales/``.
    ``content_controls``: the Word file says which text of the spec each stretch of it shows, for reviews.
    """

    name: str
    page: Page
    fonts: dict[str, Family]
    fallback: tuple[str, ...] = ()
    roles: dict[str, Role]
    grids: dict[str, Grid]
    tables: dict[str, TableLook]
    boxes: dict[str, Box]
    marking: MarkingLook = Field(default_factory=MarkingLook)
    notes: NotesLook = Field(default_factory=NotesLook)
    range: RangeLook = Field(default_factory=RangeLook)
    reference: Letterhead | None = None
    embed_fonts: bool = True
    review: bool = False
    chart: ChartLook
    link_color: Color = "0F4C75"
    pdf: Pdf = "ua-1"
    limits: Limits = Field(default_factory=Limits)
    leave_out: tuple[str, ...] = ()
    content_controls: bool = True
    words: dict[str, dict[str, Any]] = {}
    layout: str

    def heading_role(self, level: int) -> str:
        """The role of the headings of a level, from 1: the style's own, or the deepest that it has."""
        names = (f"heading-{n}" for n in range(level, 1, -1))
        return next((name for name in names if name in self.roles), "heading-1")

    def contents_role(self, level: int) -> str:
        """The role of the contents list's entries of a level, from 1."""
        return self._role_or(f"contents-{level}", "body")

    @property
    def contents_title(self) -> str:
        """The role of the contents list's title."""
        return self._role_or("contents-title", "heading-1")

    def _role_or(self, name: str, otherwise: str) -> str:
        return name if name in self.roles else otherwise

    def baseline(self, role: str) -> float:
        """How far below its top a paragraph's first baseline lies, in points."""
        look = self.roles[role]
        return self.fonts[look.font].ascent * look.size
