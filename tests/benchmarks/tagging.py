"""What tags cost: a long document as our tagged PDF, and the same text drawn untagged by reportlab from its markup.

In: numbers of rounds and of sections; the text is made of words by a generator that always says the same. Out, as JSON
on standard output: both medians of processor seconds, the rounds' ratios, bytes. Both ways run in one process, in turn,
after a round to warm up: faces are read and words are measured before the first round that counts. The untagged peer
gets what makes it fast and small: subset fonts, compressed streams without ASCII armour.
"""

from __future__ import annotations

import io
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table

from compiler import ir
from compiler.style import PACKAGED, Role, Style, load_style
from compiler.writers import pdf

COLUMNS, ROWS = 4, 19
WORDS = (
    "the talks on a border and the grid council of every envoy that a treaty may bind to its corridor with harvest in "
    "the harbour before census ballot archive ministers agree sanctions territory mediation compromise negotiation"
).split()
ADDRESS = "https://example.org/"

Text = list[tuple[str, str]]  # stretches: ``plain``, ``strong`` or ``link``, and the words


@dataclass(slots=True)
class Part:
    """A section's worth of text."""

    heading: str
    paragraphs: list[Text]
    items: list[str]
    rows: list[list[str]]


def parts(sections: int) -> Iterator[Part]:
    """Paragraphs with bold words and links, lists, tables."""
    chance = random.Random(1)

    def prose(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count)).capitalize()

    def mixed() -> Text:
        return [
            ("plain", f"{prose(40)} "),
            ("strong", prose(4)),
            ("plain", f" {prose(40)} "),
            ("link", prose(4)),
            ("plain", f" {prose(20)}."),
        ]

    for _ in range(sections):
        yield Part(
            prose(5),
            [[("plain", f"{prose(110)}.")] if i % 2 else mixed() for i in range(7)],
            [f"{prose(25)}." for _ in range(5)],
            [[prose(chance.randint(1, 5)) for _ in range(COLUMNS)] for _ in range(ROWS)],
        )


def look() -> Style:
    """The memo with its text as wide as the page, so that both ways fill the same measure; neither divides words."""
    style = load_style(PACKAGED / "memo")
    indents = {"body": 0.0, "list-item": 14.0}

    def changed(name: str, role: Role) -> Role:
        return role.model_copy(update={"indent": indents.get(name, role.indent), "hyphenate": False})

    return style.model_copy(update={"roles": {name: changed(name, role) for name, role in style.roles.items()}})


# ------------------------------------------------------------------------------------------------------------ tagged


def tagged(content: list[Part], style: Style) -> bytes:
    """Our way: a tree, and the writer."""

    def inlines(text: Text) -> ir.Inlines:
        return tuple(map(inline, text))

    def inline(stretch: tuple[str, str]) -> ir.Inline:
        kind, words = stretch
        text = ir.Text(words)
        return text if kind == "plain" else ir.Strong((text,)) if kind == "strong" else ir.Link(ADDRESS, (text,))

    def row(cells: list[str], role: str, scope: ir.Scope | None) -> ir.Row:
        return ir.Row(tuple(ir.Cell((ir.Paragraph((ir.Text(cell),), role),), scope) for cell in cells))

    def section(part: Part) -> ir.Section:
        items = tuple(ir.ListItem((ir.Paragraph((ir.Text(item),), "list-item"),)) for item in part.items)
        head, *body = part.rows
        table = ir.Table(
            (ir.Column(),) * COLUMNS,
            (row(head, "table-head", ir.Scope.COLUMN),),
            tuple(row(cells, "table-cell", None) for cells in body),
        )
        paragraphs = tuple(ir.Paragraph(inlines(text)) for text in part.paragraphs)
        return ir.Section((ir.Text(part.heading),), (*paragraphs, ir.List(items), table))

    about = ir.Metadata("long", "Long", "en-GB", "2025-04-22", "2025-04-22", ("Desk",))
    foot = ir.Line((ir.Text("Page "), ir.PageNumber()))
    furniture = ir.Furniture(first_footer=foot, footer=foot)
    return pdf.write(ir.Document(about, tuple(map(section, content)), furniture), style).data


# ---------------------------------------------------------------------------------------------------------- untagged


def paragraph_style(style: Style, name: str) -> ParagraphStyle:
    """A role as reportlab's paragraph style."""
    role: Role = style.roles[name]
    return ParagraphStyle(
        name,
        fontName="Sans-Bold" if role.bold else "Sans",
        bulletFontName="Sans",
        fontSize=role.size,
        leading=role.leading,
        textColor=HexColor(f"#{role.color}"),
        spaceBefore=role.before,
        spaceAfter=role.after,
        leftIndent=role.indent,
        keepWithNext=int(role.keep_next),
    )


def untagged(content: list[Part], style: Style) -> bytes:
    """The peer's way: a story of paragraphs from markup and tables of paragraphs."""
    body, item, heading, head, cell = (
        paragraph_style(style, name) for name in ("body", "list-item", "heading-1", "table-head", "table-cell")
    )
    forms = {"plain": "{}", "strong": "<b>{}</b>", "link": f'<a href="{ADDRESS}" color="#{style.link_color}">{{}}</a>'}
    table_look = style.tables["table"]
    top, right, bottom, left = table_look.cell_padding
    grid = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), top),
        ("RIGHTPADDING", (0, 0), (-1, -1), right),
        ("BOTTOMPADDING", (0, 0), (-1, -1), bottom),
        ("LEFTPADDING", (0, 0), (-1, -1), left),
        ("LINEABOVE", (0, 0), (-1, 0), 0.75, "#1A1E22"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, "#C8CED3"),
    ]
    page = style.page
    story: list[Flowable] = []
    for part in content:
        story.append(Paragraph(escape(part.heading), heading))
        for text in part.paragraphs:
            markup = "".join(forms[kind].format(escape(words)) for kind, words in text)
            story.append(Paragraph(markup, body))
        story += [Paragraph(escape(words), item, bulletText="■") for words in part.items]
        cells = [[Paragraph(escape(t), cell if i else head) for t in row] for i, row in enumerate(part.rows)]
        width = page.width / COLUMNS
        story.append(Table(cells, colWidths=[width] * COLUMNS, repeatRows=1, style=grid, spaceAfter=table_look.after))

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Sans", 8.5)
        canvas.drawString(page.margin[3], page.footer, f"Page {canvas.getPageNumber()}")

    height = page.size[1] - page.margin[0] - page.margin[2]
    frame = Frame(page.margin[3], page.margin[2], page.width, height, 0, 0, 0, 0)
    out = io.BytesIO()
    document = BaseDocTemplate(
        out, pagesize=page.size, title="Long", author="Desk", lang="en-GB", initialFontName="Sans"
    )
    document.addPageTemplates(PageTemplate("page", [frame], onPage=furniture))
    document.build(story)
    return out.getvalue()


def main(rounds: int, sections: int) -> None:
    """Runs both ways in turn and prints what they took."""
    rl_config.useA85 = 0
    style, content = look(), list(parts(sections))
    family = style.fonts["sans"]
    for name, bold, italic in (("", 0, 0), ("-Bold", 1, 0), ("-Italic", 0, 1), ("-BoldItalic", 1, 1)):
        pdfmetrics.registerFont(TTFont(f"Sans{name}", str(family.face(bool(bold), bool(italic)))))
    pdfmetrics.registerFontFamily("Sans", "Sans", "Sans-Bold", "Sans-Italic", "Sans-BoldItalic")
    ways: tuple[Callable[[list[Part], Style], bytes], ...] = (tagged, untagged)
    sizes = [len(way(content, style)) for way in ways]
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for way, seconds in zip(ways, took, strict=True):
            start = time.process_time()
            way(content, style)
            seconds.append(time.process_time() - start)
    ratios = sorted(ours / theirs for ours, theirs in zip(*took, strict=True))
    print(
        json.dumps(
            {
                "seconds": [median(seconds) for seconds in took],
                "ratio": [median(ratios), ratios[0], ratios[-1]],
                "bytes": sizes,
            }
        )
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
