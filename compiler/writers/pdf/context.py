"""What the parts of one document share while it is built: style, fonts, ids, footnotes, reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from compiler import ir
from compiler.faces import Face

from .flavour import Flavour, flavour_of
from .fonts import Fonts
from .hyphenation import Hyphenator, hyphenator
from .tags import Link, StructElem

if TYPE_CHECKING:
    from compiler.style import Role, Style

    from .flow import Flow


@dataclass(slots=True, eq=False)
class Footnote:
    """A footnote, or an endnote: its element and its lines."""

    number: int
    elem: StructElem
    flow: Flow


@dataclass(slots=True)
class Heading:
    """A heading as bookmarks and contents show it."""

    level: int
    text: str
    elem: StructElem


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look: family, weight, slope, size in points, colour, how far above the baseline, language."""

    family: str
    size: float
    color: str
    bold: bool = False
    italic: bool = False
    rise: float = 0.0
    language: str = ""


@dataclass(slots=True)
class Context:
    """Grows while a document is built.

    ``headings`` are in reading order, ``to_headings`` the entries of the contents with their links, each for the
    heading at a place in that order; ``endnotes`` wait for the end of the text; ``origin`` is where the text that is
    being built came from.
    """

    document: ir.Document
    style: Style
    reports: list[ir.Report] = field(default_factory=list)
    ids: dict[str, StructElem] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    to_headings: list[tuple[StructElem, Link, int]] = field(default_factory=list)
    endnotes: list[Footnote] = field(default_factory=list)
    tables: int = 0
    origin: ir.Path = ()
    fonts: Fonts = field(init=False)
    images: dict[str, ir.Image] = field(default_factory=dict)
    _undivided: set[str] = field(default_factory=set)
    _missing: set[tuple[str, ir.Path]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.fonts = Fonts(self.style, self._report_missing)

    @property
    def flavour(self) -> Flavour:
        """What the file's standards ask for."""
        return flavour_of(self.style)

    @property
    def width(self) -> float:
        """The width of the text block."""
        return self.style.page.width

    @property
    def height(self) -> float:
        """The height of the text block."""
        page = self.style.page
        return page.size[1] - page.margin[0] - page.margin[2]

    @property
    def language(self) -> str:
        """The document's language."""
        return self.document.metadata.language

    def role(self, name: str) -> Role:
        """A text role of the style."""
        return self.style.roles[name]

    def look(self, role: Role) -> Look:
        """The look of a role's text."""
        return Look(role.font, role.size, role.color, role.bold, role.italic, language=self.language)

    def face(self, look: Look) -> Face:
        """The face of a look."""
        return self.fonts.face(look.family, look.bold, look.italic)

    def hyphenator(self, look: Look) -> Hyphenator | None:
        """Where words of a look's language may be divided; a language without patterns is told once."""
        found = hyphenator(look.language)
        if found is None and look.language not in self._undivided:
            self._undivided.add(look.language)
            message = f"there are no hyphenation patterns for `{look.language}`, so that its words are not divided"
            origin = ("language",) if look.language == self.language else self.origin
            help = "the lines of the PDF end less evenly; there is nothing to do"
            self.reports.append(ir.Report("G103", message, origin, help=help, advice=True))
        return found

    def name(self, id: str, elem: StructElem) -> None:
        """Makes an element one that can be referred to."""
        if id:
            self.ids[id] = elem

    def image(self, image: ir.Image) -> str:
        """The resource name of an image; the same data is put into the file once."""
        for name, known in self.images.items():
            if known.data == image.data:
                return name
        name = f"I{len(self.images) + 1}"
        self.images[name] = image
        return name

    def resolve_links(self) -> None:
        """Gives references the elements that they go to; one that leads nowhere is reported and stays text."""
        for entry, link, i in self.to_headings:
            link.target = self.headings[i].elem
            entry.refs.append(self.headings[i].elem)
        for link in self.links:
            link.target = self.ids.get(link.wanted)
            if link.target is None:
                self.reports.append(
                    ir.Report("G102", f"the cross-reference to `{link.wanted}` leads nowhere in the PDF", self.origin)
                )

    def _report_missing(self, char: str) -> None:
        key = (char, self.origin)
        if key in self._missing or (not self.origin and any(char == known for known, _ in self._missing)):
            return  # header, footer and contents repeat what was said where it stands
        self._missing.add(key)
        self.reports.append(
            ir.Report(
                "G101",
                f"no font of the style has the character {char} (U+{ord(char):04X}); it is replaced in the PDF",
                self.origin,
                needle=char,
                help="use another character, or add a font that has it to `fallback` in the style",
            )
        )
