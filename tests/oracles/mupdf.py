"""MuPDF: what a viewer of its own kind, with nothing of poppler and qpdf in it, sees in a PDF.

In: a PDF. Out: a ``View``; the text of its pages, also with the place of each line; texts that overlap.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf

from .viewing import Bookmark, Link, Place, View, letters

# text beyond the edge of the page is not seen; ligatures and soft hyphens are told as they are in the file
_FLAGS = pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP


_TOUCH = 1.0  # points by which two texts may reach into each other: measures are rounded

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


def overlaps(file: Path) -> list[tuple[int, str, str]]:
    """The texts that are printed over each other, two by two, with the number of their page.

    A text counts as the band from its baseline to half its size above it: lines may be set close, letters may kern.
    """
    found = []
    with _open(file) as pdf:
        for page in pdf:
            bands = sorted(_bands(page))
            for i, (_, left, right, base, text) in enumerate(bands):
                for other_top, other_left, other_right, other_base, other in bands[i + 1 :]:
                    if other_top >= base:
                        break
                    across = min(right, other_right) - max(left, other_left)
                    if across > _TOUCH and min(base, other_base) - other_top > _TOUCH:
                        found.append((page.number, text, other))
    return found


def _bands(page: Any) -> Iterator[tuple[float, float, float, float, str]]:
    """For each stretch of text its top, left, right and baseline, without the spaces at its ends."""
    for block in page.get_text("rawdict", flags=_FLAGS)["blocks"]:
        for line in block["lines"]:
            for span in line["spans"]:
                inked = [char for char in span["chars"] if not char["c"].isspace()]
                if inked:
                    base = span["origin"][1]
                    top = base - span["size"] / 2
                    yield top, inked[0]["bbox"][0], inked[-1]["bbox"][2], base, "".join(char["c"] for char in inked)


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
