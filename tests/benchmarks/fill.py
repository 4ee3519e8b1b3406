"""Peer (c), its first half: the content filled into a Word template with docxtpl.

In: ``content.json``, ``template.docx`` and the file to make. Texts are filled in without bold, italics and notes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docxtpl import DocxTemplate


def plain(text: list[tuple[str, str]]) -> str:
    """The characters of a text, ready for XML."""
    return escape("".join(characters for _, characters in text))


def context(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks as the template's loops want them."""
    return [
        {"kind": "table", "rows": [[plain(cell) for cell in row] for row in [block["head"], *block["rows"]] if row]}
        if block["kind"] == "table"
        else {"kind": block["kind"], "text": plain(block["text"])}
        for block in blocks
    ]


if __name__ == "__main__":
    source, template, target = map(Path, sys.argv[1:])
    document = DocxTemplate(template)
    document.render({"blocks": context(json.loads(source.read_text("utf-8")))})
    document.save(target)
