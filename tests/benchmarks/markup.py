"""The content as Markdown for pandoc and as Typst markup, and the fill-in template for docxtpl: the peers' input.

In: blocks from ``content``. Out: text, or a DOCX with Jinja2 tags in it. None of this is timed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import docx

from .content import Block, Text

_MARKDOWN = {"plain": "{}", "strong": "**{}**", "emphasis": "*{}*", "note": "^[{}]"}
_TYPST = {"plain": "{}", "strong": "#strong[{}]", "emphasis": "#emph[{}]", "note": "#footnote[{}]"}
_TYPST_HEAD = """\
#set document(title: "Memo")
#set page(paper: "a4", margin: 22mm, numbering: "1 / 1")
#set text(font: "Source Sans 3", size: 10.5pt, lang: "en", region: "GB")
"""


def markdown(blocks: list[Block]) -> str:
    """The blocks in Pandoc's Markdown, tables as pipe tables."""

    def inline(text: Text) -> str:
        return _inline(text, _MARKDOWN, lambda plain: re.sub(r"([\\`*_{}\[\]()#+\-!|<>^~$@'\"])", r"\\\1", plain))

    out = []
    for block in blocks:
        if block["kind"] == "heading":
            out.append("#" * block["level"] + " " + inline(block["text"]))
        elif block["kind"] == "paragraph":
            out.append(inline(block["text"]))
        elif block["kind"] == "item":
            out.append("- " + inline(block["text"]))
        else:
            head = block["head"] or [[] for _ in block["rows"][0]]
            rows = [head, *block["rows"]]
            lines = ["| " + " | ".join(inline(cell) for cell in row) + " |" for row in rows]
            out.append("\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]]))
    return "\n\n".join(out) + "\n"


def typst(blocks: list[Block]) -> str:
    """The blocks in Typst's markup."""

    def inline(text: Text) -> str:
        return _inline(text, _TYPST, lambda plain: re.sub(r"([\\`*_{}\[\]()#+\-/<>~$@'\"=])", r"\\\1", plain))

    def row(cells: list[Text]) -> str:
        return ", ".join(f"[{inline(cell)}]" for cell in cells)

    out = [_TYPST_HEAD]
    for block in blocks:
        if block["kind"] == "heading":
            out.append("=" * block["level"] + " " + inline(block["text"]))
        elif block["kind"] == "paragraph":
            out.append(inline(block["text"]))
        elif block["kind"] == "item":
            out.append("- " + inline(block["text"]))
        else:
            head = f"table.header({row(block['head'])}), " if block["head"] else ""
            rows = ", ".join(row(cells) for cells in block["rows"])
            out.append(f"#table(columns: {len(block['rows'][0])}, {head}{rows})")
    return "\n\n".join(out) + "\n"


def _inline(text: Text, forms: dict[str, str], escape: Callable[[str], str]) -> str:
    return "".join(forms[kind].format(escape(characters)) for kind, characters in text)


def docxtpl_template(target: Path) -> None:
    """A Word file with loops over the blocks; a table of any width is a row of cells in a loop."""
    document = docx.Document()
    for line in ("{%p for b in blocks %}", "{%p if b.kind == 'heading' %}"):
        document.add_paragraph(line)
    document.add_heading("{{ b.text }}", level=1)
    document.add_paragraph("{%p elif b.kind == 'paragraph' %}")
    document.add_paragraph("{{ b.text }}")
    document.add_paragraph("{%p elif b.kind == 'item' %}")
    document.add_paragraph("{{ b.text }}", style="List Bullet")
    document.add_paragraph("{%p else %}")
    table = document.add_table(rows=3, cols=3)
    table.rows[0].cells[0].text = "{%tr for r in b.rows %}"
    for cell, tag in zip(table.rows[1].cells, ("{%tc for c in r %}", "{{ c }}", "{%tc endfor %}"), strict=True):
        cell.text = tag
    table.rows[2].cells[0].text = "{%tr endfor %}"
    for line in ("{%p endif %}", "{%p endfor %}"):
        document.add_paragraph(line)
    document.save(str(target))
