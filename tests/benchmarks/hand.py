"""Peer (a): the content written straight with reportlab and python-docx, as a script made for the one memo would.

In: ``content.json`` and a folder. Out: ``hand.pdf``, without tags, and ``hand.docx``; notes stand at the end. It
imports nothing of ours and does nothing that the two libraries do not offer in their tutorials.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

MARGIN = 62
FACES = {"Sans": "Regular", "Sans-Bold": "Bold", "Sans-Italic": "Italic", "Sans-BoldItalic": "BoldItalic"}
BODY = ParagraphStyle("body", fontName="Sans", fontSize=10.5, leading=14.5, spaceAfter=6, bulletFontName="Sans")
CELL = ParagraphStyle("cell", parent=BODY, fontSize=9, leading=12, spaceAfter=0)
ITEM = ParagraphStyle("item", parent=BODY, leftIndent=14, bulletIndent=0)
HEADING = ParagraphStyle("heading", parent=BODY, fontName="Sans-Bold", fontSize=13, leading=17, spaceBefore=12)
MARKUP = {"plain": "{}", "strong": "<b>{}</b>", "emphasis": "<i>{}</i>"}


def write_pdf(blocks: list[dict[str, Any]], target: Path) -> None:
    """The blocks as an untagged PDF."""
    package = importlib.util.find_spec("rendercv_fonts")
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent / "Source Sans 3"
    for name, face in FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / f"SourceSans3-{face}.ttf")))
    pdfmetrics.registerFontFamily("Sans", *FACES)
    notes: list[str] = []

    def markup(text: list[tuple[str, str]]) -> str:
        out = ""
        for kind, characters in text:
            if kind == "note":
                notes.append(characters)
                out += f"<super>{len(notes)}</super>"
            else:
                out += MARKUP[kind].format(escape(characters))
        return out

    story: list[Flowable] = []
    for block in blocks:
        if block["kind"] == "heading":
            story.append(Paragraph(markup(block["text"]), HEADING))
        elif block["kind"] == "paragraph":
            story.append(Paragraph(markup(block["text"]), BODY))
        elif block["kind"] == "item":
            story.append(Paragraph(markup(block["text"]), ITEM, bulletText="•"))
        else:
            head = [block["head"]] if block["head"] else []
            cells = [[Paragraph(markup(cell), CELL) for cell in row] for row in [*head, *block["rows"]]]
            look = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.5, "#C8CED3")]
            width = (A4[0] - 2 * MARGIN) / len(cells[0])
            story.append(Table(cells, colWidths=[width] * len(cells[0]), repeatRows=len(head), style=look))
    story += [Paragraph(f"<super>{number}</super> {escape(note)}", CELL) for number, note in enumerate(notes, 1)]
    margins = {"leftMargin": MARGIN, "rightMargin": MARGIN}
    memo = SimpleDocTemplate(str(target), pagesize=A4, title="Memo", lang="en-GB", initialFontName="Sans", **margins)
    memo.build(story)


def write_docx(blocks: list[dict[str, Any]], target: Path) -> None:
    """The blocks as a Word file."""
    document = docx.Document()
    notes: list[str] = []

    def fill(paragraph: Any, text: list[tuple[str, str]]) -> None:
        for kind, characters in text:
            if kind == "note":
                notes.append(characters)
                paragraph.add_run(str(len(notes))).font.superscript = True
            else:
                run = paragraph.add_run(characters)
                run.bold = kind == "strong"
                run.italic = kind == "emphasis"

    for block in blocks:
        if block["kind"] == "heading":
            fill(document.add_heading(level=block["level"]), block["text"])
        elif block["kind"] == "paragraph":
            fill(document.add_paragraph(), block["text"])
        elif block["kind"] == "item":
            fill(document.add_paragraph(style="List Bullet"), block["text"])
        else:
            rows = [*([block["head"]] if block["head"] else []), *block["rows"]]
            table = document.add_table(rows=len(rows), cols=len(rows[0]))
            for row, texts in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    fill(cell.paragraphs[0], text)
    for number, note in enumerate(notes, 1):
        document.add_paragraph(f"{number} {note}")
    document.save(str(target))


if __name__ == "__main__":
    source, folder = map(Path, sys.argv[1:])
    content = json.loads(source.read_text("utf-8"))
    write_docx(content, folder / "hand.docx")
    write_pdf(content, folder / "hand.pdf")
