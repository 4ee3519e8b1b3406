"""What stands at the top and foot of each page, and the page itself.

In: the tree's furniture and marking. Out: header and footer parts and the section's properties. Each line has three
cells on tab stops: at the margin, on the axis, at the right edge, where the marking stands in its box.
"""

from __future__ import annotations

from dataclasses import dataclass

from compiler import ir

from . import notes
from .draft import Draft, Links
from .inlines import EM_SPACE, Format, Runs
from .oxml import Xml, element, paragraph, run, special, story, w
from .units import twips
from .uses import Kind, Use

NO_BREAK_SPACE = "\u00a0"
_SPACE = 0.2  # the width of a space, in parts of the size


@dataclass(frozen=True, slots=True)
class Furnishing:
    """A header or footer part: what it is (``header``), on which pages (``first``, ``default``), its text and links."""

    kind: str
    pages: str
    part: str
    links: Links

    @property
    def relationship(self) -> str:
        """The id of the document's relationship to it."""
        return f"rId{self.kind.title()}{self.pages.title()}"


def furnish(draft: Draft, document: ir.Document) -> list[Furnishing]:
    """The parts that a document needs; a first page like the others has none of its own."""
    given = document.furniture
    lines = {
        ("header", "default"): given.header,
        ("footer", "default"): given.footer,
    }
    if (given.first_header, given.first_footer) != (given.header, given.footer):
        lines |= {("header", "first"): given.first_header, ("footer", "first"): given.first_footer}
    empty = not document.marking and all(line == ir.Line() for line in lines.values())
    return [] if empty else [_part(draft, *key, line, document.marking) for key, line in lines.items()]


def _part(draft: Draft, kind: str, pages: str, line: ir.Line, marking: ir.Marking | None) -> Furnishing:
    links = Links()
    runs = Runs(draft, links)
    look = draft.style.roles[kind]
    tab = special(w("tab"))
    cells = [runs.write(line.left, look), *((runs.write(line.middle, look),) if draft.style.page.axis else ())]
    right = [runs.write(line.right, look)] if line.right else []
    if marking:
        right.append(_marking(draft, marking, kind))
    cells.append(Xml(run(EM_SPACE).join(right)))
    content = paragraph(draft.styles.paragraph(Use(kind, Kind.FURNITURE)), Xml(tab.join(cells)))
    tag = "w:hdr" if kind == "header" else "w:ftr"
    return Furnishing(kind, pages, story(tag, (), content), links)


def _marking(draft: Draft, marking: ir.Marking, kind: str) -> Xml:
    """The marking on its box: the shade of a run is as high as the line, and as wide as its spaces make it."""
    look = draft.style.roles["marking"]
    padding = NO_BREAK_SPACE * max(1, round(draft.style.marking.padding / (_SPACE * look.size)))
    around = draft.style.roles[kind]
    form = Format(draft.styles.marking(marking.color, around))
    return Runs(draft, Links()).write((ir.Text(f"{padding}{marking.text}{padding}"),), around, form)


def section(draft: Draft, furnishings: list[Furnishing]) -> Xml:
    """The properties of the document's one section (17.6.17)."""
    page = draft.style.page
    top, right, bottom, left = (twips(value) for value in page.margin)
    references = (
        element(f"w:{part.kind}Reference", {"w:type": part.pages, "r:id": part.relationship}) for part in furnishings
    )
    first = any(part.pages == "first" for part in furnishings)
    return w(
        "sectPr",
        *references,
        notes.section(draft),
        w("pgSz", w=twips(page.size[0]), h=twips(page.size[1])),
        w(
            "pgMar",
            top=top,
            right=right,
            bottom=bottom - twips(page.slack),
            left=left,
            header=twips(page.header),
            footer=twips(page.footer),
            gutter=0,
        ),
        *((w("titlePg"),) if first else ()),
    )
