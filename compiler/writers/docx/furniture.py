"""What stands at the top and foot of each page, and the page itself.

In: the tree's furniture and marking. Out: header and footer parts and the section's properties. Each line has three
cells on tab stops: at the margin, on the axis, at the right edge, where the marking stands in its box. Where they do
not fit, the middle one is a paragraph of its own, under the others in the header, over them in the footer.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from compiler import ir
from compiler.tracks import GAP, abreast

from . import notes
from .draft import Draft, Links
from .inlines import EM_SPACE, Format, Runs
from .letterhead import Picture
from .oxml import EMPTY, Xml, element, join, paragraph, run, special, story, w
from .units import twips
from .uses import Kind, Use

NO_BREAK_SPACE = "\u00a0"
_SPACE = 0.2  # the width of a space, in parts of the size


@dataclass(frozen=True, slots=True)
class Furnishing:
    """A header or footer part: what it is (``header``), on which pages (``first``, ``even``, ``default``), its text.

    ``links`` and ``pictures`` are what it refers to, by the ids of its relationships.
    """

    kind: str
    pages: str
    part: str
    links: dict[str, str]
    pictures: dict[str, Picture] = field(default_factory=dict)

    @property
    def relationship(self) -> str:
        """The id of the document's relationship to it."""
        return f"rId{self.kind.title()}{self.pages.title()}"


def furnish(draft: Draft, document: ir.Document) -> list[Furnishing]:
    """The parts that a document needs; a first page like the others has none of its own.

    The letterhead's headers and footers win over the brief's; the marking stands on all of them.
    """
    given = document.furniture
    lines = {"header": (given.first_header, given.header), "footer": (given.first_footer, given.footer)}
    sheets = {kind: draft.template.sheets(kind) if draft.template else {} for kind in lines}
    first = any(first != other for first, other in lines.values())
    if draft.template and any(sheets.values()):
        first = draft.template.has_first_page
    even = draft.template is not None and draft.template.has_even_pages
    out = []
    for kind, (own_first, own) in lines.items():
        for pages in ("default", *(["first"] if first else []), *(["even"] if even else [])):
            if sheet := sheets[kind].get(pages):
                added = _line(draft, kind, ir.Line(), document.marking, Links()) if document.marking else EMPTY
                out.append(Furnishing(kind, pages, sheet.part(added), sheet.links, sheet.pictures))
            else:
                line = own_first if pages == "first" else own
                out.append(_part(draft, kind, pages, ir.Line() if sheets[kind] else line, document.marking))
    empty = (
        not document.marking
        and not any(sheets.values())
        and all(line == ir.Line() for pair in lines.values() for line in pair)
    )
    return [] if empty else out


def _part(draft: Draft, kind: str, pages: str, line: ir.Line, marking: ir.Marking | None) -> Furnishing:
    links = Links()
    content = _line(draft, kind, line, marking, links)
    part = story("w:hdr" if kind == "header" else "w:ftr", (), content)
    return Furnishing(kind, pages, part, {id: href for href, id in links.ids.items()})


def _line(draft: Draft, kind: str, line: ir.Line, marking: ir.Marking | None, links: Links) -> Xml:
    """The paragraphs of a line, with the marking at its right."""
    runs = Runs(draft, links)
    look = draft.style.roles[kind]
    page = draft.style.page
    tab = special(w("tab"))
    left, middle = runs.write(line.left, look), runs.write(line.middle, look)
    right = [runs.write(line.right, look)] if line.right else []
    taken = 0.0
    if marking:
        right.append(_marking(draft, marking, kind))
        taken = draft.faces.extent(marking.text, "marking")[1] + 2 * draft.style.marking.padding + GAP
    widths = [_width(draft, cell, kind) for cell in (line.left, line.middle, line.right)]
    beside = abreast(widths[0], widths[1], widths[2] + taken, page.axis, page.width)
    end = Xml(run(EM_SPACE).join(right))
    if beside:
        cells = [left, *((middle,) if page.axis else ()), end]
        return paragraph(draft.styles.paragraph(Use(kind, Kind.FURNITURE)), Xml(tab.join(cells)))
    ends = paragraph(draft.styles.paragraph(Use(kind, Kind.ENDS)), Xml(tab.join([left, end])))
    if not line.middle:
        return ends
    own = paragraph(draft.styles.paragraph(Use(kind, Kind.MIDDLE)), middle)
    return join(ends, own) if kind == "header" else join(own, ends)


def _width(draft: Draft, content: ir.Inlines, role: str) -> float:
    """How wide a cell's text is in one line."""
    look = draft.style.roles[role]
    bold = look.bold or any(isinstance(node, ir.Strong) for node in ir.walk_inlines(content))
    numbers = sum(isinstance(node, ir.PageNumber | ir.PageCount) for node in ir.walk_inlines(content))
    text = ir.plain_text(content) + "0" * len(str(draft.page_count)) * numbers
    return sum(face.width(part, look.size) for part, face in draft.faces.cut(text, look.font, bold, look.italic))


def _marking(draft: Draft, marking: ir.Marking, kind: str) -> Xml:
    """The marking on its box: the shade of a run is as high as the line, and as wide as its spaces make it.

    No space of it may end the line, which would tear the box.
    """
    look = draft.style.roles["marking"]
    padding = NO_BREAK_SPACE * max(1, round(draft.style.marking.padding / (_SPACE * look.size)))
    around = draft.style.roles[kind]
    form = Format(draft.styles.marking(marking.color, around))
    whole = f"{padding}{marking.text}{padding}".replace(" ", NO_BREAK_SPACE)
    return Runs(draft, Links()).write((ir.Text(whole),), around, form)


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
