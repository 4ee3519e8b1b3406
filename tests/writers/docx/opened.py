"""A DOCX taken apart, for the tests of its writer: its parts as elements, and as canonical markup to compare.

In: what ``write`` made. Out: markup as strings in which the namespace declarations are left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from compiler import ir
from compiler.style import Style, load_style
from compiler.writers.docx import write
from tests.samples import memo

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STYLE: Style = load_style(Path(__file__).parents[3] / "styles" / "memo")
_PREFIXES = {"w": W, "r": R}


def document(*blocks: ir.Block) -> ir.Document:
    """A document of the blocks alone: no header, no marking."""
    return ir.Document(memo().metadata, blocks)


class Opened:
    """The parts of a DOCX."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.files = {name: package.read(name) for name in package.namelist()}

    def part(self, name: str) -> Element:
        """The root of a part of Word's."""
        return ElementTree.fromstring(self.files[f"word/{name}.xml"])

    @property
    def body(self) -> str:
        """The markup of the blocks, without the section's properties."""
        (body,) = self.part("document")
        return "".join(markup(child) for child in body if child.tag != f"{W}sectPr")

    def style(self, id: str) -> str:
        """The markup of a style, or nothing where there is none."""
        found = [style for style in self.part("styles").iter(f"{W}style") if style.get(f"{W}styleId") == id]
        return "".join(map(markup, found))

    def paragraphs(self) -> list[tuple[str, str]]:
        """The style and the text of each paragraph of the body, spacers left out."""
        out = []
        for p in self.part("document").iter(f"{W}p"):
            style = p.find(f"{W}pPr/{W}pStyle")
            id = "" if style is None else style.get(f"{W}val", "")
            text = "".join(
                "\t" if t.tag == f"{W}tab" else t.text or "" for t in p.iter() if t.tag in (f"{W}t", f"{W}tab")
            )
            if not id.startswith("BriefSpacer"):
                out.append((id, text))
        return out

    def targets(self, part: str = "document") -> dict[str, str]:
        """The relationships of a part: id → target."""
        rels = ElementTree.fromstring(self.files[f"word/_rels/{part}.xml.rels"])
        return {rel.get("Id", ""): rel.get("Target", "") for rel in rels}


def opened(*blocks: ir.Block) -> Opened:
    """The DOCX of some blocks in the style of the memo."""
    return Opened(write(document(*blocks), STYLE).data)


def markup(element: Element) -> str:
    """The markup of an element with the prefixes ``w`` and ``r``."""
    for prefix, name in _PREFIXES.items():
        ElementTree.register_namespace(prefix, name.strip("{}"))
    text = ElementTree.tostring(element, encoding="unicode", short_empty_elements=True)
    return re.sub(r' xmlns:\w+="[^"]*"', "", text).replace(" />", "/>")
