"""MuPDF: what a viewer of its own kind, with nothing of poppler and qpdf in it, sees in a PDF.

In: a PDF. Out: a ``View``; the text of its pages, also with the place of each line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf

from .viewing import Bookmark, Link, Place, View, letters

# text beyond the edge of the page is not seen; ligatures and soft hyphens are told as they are in the file
_FLAGS = pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP


# the lines of a page: the top of each, in points from the page's upper edge, and its text
Lines = list[tuple[float, str]]


def view(file: Path) -> View:
    """The PDF as MuPDF shows it."""
    with _open(file) as pdf:
        return View(
            tuple((round(page.rect.width, 2), round(page.rect.height, 2)) for page in pdf),
            tuple(Bookmark(level, title, _place(target)) for level, title, _, target in pdf.get_toc(simple=False)),
            tuple(link for page in pdf for link in _links(page)),
            tuple(letters(page.get_text(flags=_FLAGS)) for page in pdf),
        )


def pages(file: Path) -> list[str]:
    """The text of each page; words that were divided at the end of a line are whole."""
    with _open(file) as pdf:
        return [page.get_text(flags=_FLAGS).replace("\N{SOFT HYPHEN}\n", "") for page in pdf]


def lines(file: Path) -> list[Lines]:
    """The lines of each page."""
    with _open(file) as pdf:
        return [
            [
                (line["bbox"][1], "".join(span["text"] for span in line["spans"]))
                for block in page.get_text("dict", flags=_FLAGS)["blocks"]
                for line in block["lines"]
            ]
            for page in pdf
        ]


def _open(file: Path) -> Any:
    return pymupdf.Document(file)  # type: ignore[no-untyped-call]


def _links(page: pymupdf.Page) -> list[Link]:
    return [
        Link(
            page.number,
            tuple(round(edge, 2) for edge in link["from"]),
            link["uri"] if link["kind"] == pymupdf.LINK_URI else _place(link),
        )
        for link in page.get_links()
    ]


def _place(target: dict[str, Any]) -> Place:
    return Place(target["page"], round(target["to"].y, 2))
