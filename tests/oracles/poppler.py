"""Poppler: what a PDF's structure tree says, read by a program that did not write it.

In: a PDF. Out: its tags with their text, as ``pdfinfo -struct-text`` prints them, and the text of each page.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pikepdf

from .programs import need_program, run

_HINT = "apt-get install poppler-utils"

# one printed line each; two spaces of indentation are one level
_CONTENT = re.compile(r'^( *)"(.*)"$', re.DOTALL)
_OBJECT = re.compile(r"^ *Object \d+ \d+$")
_ATTRIBUTE = re.compile(r"^ *(/\S+ .*)$")
_ELEMENT = re.compile(r'^( *)(\w+)(?: <(?P<id>.*?)>)?(?: ".*")?(?: r\d+)?(?: \((?:block|inline)\))?:?$')

_INLINE = frozenset({"Span", "Link", "Reference", "Quote", "Code", "Annot", "Em", "Strong"})


@dataclass(slots=True)
class Tag:
    """A structure element: its type (after the role map), its children and marked content in reading order.

    ``attributes`` are as poppler prints them, ``"/Scope /Column"``.
    """

    kind: str
    id: str = ""
    attributes: list[str] = field(default_factory=list)
    children: list[Tag | str] = field(default_factory=list)

    @property
    def is_inline(self) -> bool:
        """Whether its text goes on in the line that it stands in (ISO 32000-1, 14.8.4.4)."""
        return self.kind in _INLINE

    def walk(self) -> Iterator[Tag]:
        """This element and all under it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Tag):
                yield from child.walk()

    def without(self, kind: str) -> Tag:
        """The element without those of a kind under it."""
        kids = [c.without(kind) if isinstance(c, Tag) else c for c in self.children]
        return Tag(
            self.kind, self.id, self.attributes, [c for c in kids if not (isinstance(c, Tag) and c.kind == kind)]
        )

    def text(self) -> str:
        """The text of the element; blocks are set apart by spaces, soft hyphens at line ends are gone."""
        parts = [
            child if isinstance(child, str) else child.text() if child.is_inline else f" {child.text()} "
            for child in self.children
        ]
        return "".join(parts).replace("\N{SOFT HYPHEN}", "")


@cache
def structure(pdf: Path) -> Tag:
    """The structure tree, under a root of kind ``StructTreeRoot``; each file is read once."""
    need_program("pdfinfo", _HINT)
    root = Tag("StructTreeRoot")
    path = [root]
    for line in _struct_text(pdf).split("\n"):
        if not line or _OBJECT.match(line):
            continue
        if match := _CONTENT.match(line):
            path[len(match[1]) // 2].children.append(match[2])
        elif match := _ATTRIBUTE.match(line):
            path[-1].attributes.append(match[1])
        elif match := _ELEMENT.match(line):
            depth = len(match[1]) // 2
            tag = Tag(match[2], match["id"] or "")
            path[depth].children.append(tag)
            path[depth + 1 :] = [tag]
        else:
            raise ValueError(f"{pdf}: no line that pdfinfo is known to print: {line!r}")
    return root


def _struct_text(pdf: Path) -> str:
    """What ``pdfinfo`` prints of a copy without the output intent.

    It would turn that profile's curves round for each of thousands of elements, which takes 70 % of its time.
    """
    with tempfile.TemporaryDirectory() as folder, pikepdf.open(pdf) as file:
        if "/OutputIntents" in file.Root:
            del file.Root.OutputIntents
        copy = Path(folder, pdf.name)
        file.save(copy)
        return run(("pdfinfo", "-struct-text", "-enc", "UTF-8", copy))


def headings(pdf: Path) -> list[tuple[int, str]]:
    """The headings of a PDF."""
    return headings_in(structure(pdf))


def headings_in(root: Tag) -> list[tuple[int, str]]:
    """The headings, level and text with single spaces and without marks of notes, in reading order."""
    return [
        (int(tag.kind[1]), " ".join(tag.without("Reference").text().split()))
        for tag in root.walk()
        if re.fullmatch(r"H[1-6]", tag.kind)
    ]


def pages(pdf: Path, raw: bool = True) -> list[str]:
    """The text of each page in the order of its content stream; not ``raw``, in the order that poppler guesses."""
    need_program("pdftotext", _HINT)
    text = run(("pdftotext", *(["-raw"] if raw else []), "-enc", "UTF-8", pdf, "-"))
    return text.replace("\N{SOFT HYPHEN}\n", "").split("\f")[:-1]
