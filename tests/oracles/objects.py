"""pikepdf: the objects of a PDF, read by their meaning: pages, outline, annotations, content streams, structure tree.

In: a PDF. Out: a ``View``, and the structure tree in the form that poppler's has. Text comes from the operands of the
content streams through each font's ``ToUnicode`` (ISO 32000-1, 9.10).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf

from .poppler import Tag
from .viewing import Bookmark, Link, Place, View, letters


@lru_cache(maxsize=64)  # in a nightly run there are thousands
def view(file: Path) -> View:
    """The PDF as its objects describe it; each file is read once."""
    with pikepdf.open(file) as pdf:
        pages = _Pages(pdf)
        with pdf.open_outline() as outline:
            bookmarks = tuple(_bookmarks(outline.root, pages, 1))
        return View(
            tuple((float(page.mediabox[2]), float(page.mediabox[3])) for page in pdf.pages),
            bookmarks,
            tuple(_links(pdf, pages)),
            tuple(letters("".join(text for _, text in _shown(page, told=True))) for page in pdf.pages),
        )


class _Pages:
    """The pages by what destinations name them with."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.index = {page.objgen: i for i, page in enumerate(pdf.pages)}
        self._height = [float(page.mediabox[3]) for page in pdf.pages]

    def place(self, action: Any) -> Place:
        """Where a ``GoTo`` action leads; its destination is ``[page /XYZ left top zoom]``."""
        page, kind, _, top, _ = action.D
        assert action.S == "/GoTo"
        assert kind == "/XYZ"
        number = self.index[page.objgen]
        return Place(number, self.from_top(number, top))

    def from_top(self, page: int, y: Any) -> float:
        """A height above the lower edge as a distance from the upper one."""
        return round(self._height[page] - float(y), 2)


def _bookmarks(items: list[pikepdf.OutlineItem], pages: _Pages, level: int) -> Iterator[Bookmark]:
    for item in items:
        yield Bookmark(level, item.title, pages.place(item.action))
        yield from _bookmarks(item.children, pages, level + 1)


def _links(pdf: pikepdf.Pdf, pages: _Pages) -> Iterator[Link]:
    for number, page in enumerate(pdf.pages):
        annotations: Any = page.get("/Annots", ())
        for link in annotations:
            left, bottom, right, top = link.Rect
            rect = (
                round(float(left), 2), pages.from_top(number, top), round(float(right), 2),
                pages.from_top(number, bottom),
            )  # fmt: skip
            target = str(link.A.URI) if link.A.S == "/URI" else pages.place(link.A)
            yield Link(number, rect, target, str(link.Contents))


# -------------------------------------------------------------------------------------------------------- text


def _shown(page: pikepdf.Page, told: bool = False) -> Iterator[tuple[int | None, str]]:
    """The text of a page as it is shown, each stretch with the identifier of its marked content, if it has one.

    As it is ``told``: what has an ``ActualText`` is replaced by that (ISO 32000-1, 14.9.4).
    """
    fonts = {str(name): _to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    font: dict[bytes, str] = {}
    open_content: list[int | None] = []
    replaced: list[bool] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                identifier = operands[1].get("/MCID")
                open_content.append(None if identifier is None else int(identifier))
                replaced.append(told and "/ActualText" in operands[1])
                # a drawing has no text, and is there all the same
                yield open_content[-1], str(operands[1].ActualText) if replaced[-1] else ""
            case "BMC":
                open_content.append(None)
                replaced.append(False)
            case "EMC":
                open_content.pop()
                replaced.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case "TJ" | "Tj" if not any(replaced):
                strings = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
                codes = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
                text = "".join(font[codes[i : i + 2]] for i in range(0, len(codes), 2))
                yield next((mcid for mcid in reversed(open_content) if mcid is not None), None), text


def _to_unicode(font: Any) -> dict[bytes, str]:
    """The text of each two-byte code of a font, from its CMap's ``bfchar`` and ``bfrange`` lines."""
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    out: dict[bytes, str] = {}
    for kind, block in re.findall(r"begin(bfchar|bfrange)(.*?)endbf", cmap, re.DOTALL):
        values = [bytes.fromhex(value) for value in re.findall(r"<([0-9A-Fa-f]+)>", block)]
        if kind == "bfchar":
            out |= {code: text.decode("utf-16-be") for code, text in zip(values[::2], values[1::2], strict=True)}
        else:
            for first, last, text in zip(values[::3], values[1::3], values[2::3], strict=True):
                for i in range(int.from_bytes(last) - int.from_bytes(first) + 1):
                    char = (int.from_bytes(text) + i).to_bytes(len(text))
                    out[(int.from_bytes(first) + i).to_bytes(2)] = char.decode("utf-16-be")
    return out


# --------------------------------------------------------------------------------------------------- structure


@lru_cache(maxsize=64)  # in a nightly run there are thousands
def structure(file: Path) -> Tag:
    """The structure tree, its types after the role map, under a root of kind ``StructTreeRoot``; read once a file."""
    return _structure(file, lambda page, text: text)


def spread(file: Path) -> dict[str, list[int]]:
    """For each kind of element how many pages each of its elements stands on, in reading order."""
    counts: dict[str, list[int]] = {}
    for tag in _structure(file, lambda page, text: f"{page} ").walk():
        counts.setdefault(tag.kind, []).append(len(set(tag.text().split())))
    return counts


def _structure(file: Path, told: Callable[[int, str], str]) -> Tag:
    """The structure tree, with what is ``told`` of each stretch of text, given its page."""
    with pikepdf.open(file) as pdf:
        texts: dict[tuple[int, int], str] = {}
        for number, page in enumerate(pdf.pages):
            for mcid, text in _shown(page):
                if mcid is not None:
                    texts[number, mcid] = texts.get((number, mcid), "") + text
        root = pdf.Root.StructTreeRoot
        roles = {str(name): str(standard) for name, standard in root.get("/RoleMap", {}).items()}
        pages = _Pages(pdf)

        def content(page: Any, mcid: Any) -> str:
            number = pages.index[page.objgen]
            return told(number, texts[number, int(mcid)])

        def tag(elem: Any, page: Any) -> Tag:
            page = elem.get("/Pg", page)
            kind = str(elem.S)
            out = Tag(roles.get(kind, kind).removeprefix("/"), str(elem.get("/ID", "")))
            kids = elem.get("/K", ())
            for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
                if not isinstance(kid, pikepdf.Dictionary):
                    out.children.append(content(page, kid))
                elif kid.get("/Type") == "/MCR":
                    out.children.append(content(kid.Pg, kid.MCID))
                elif kid.get("/Type") != "/OBJR":
                    out.children.append(tag(kid, page))
            return out

        return Tag("StructTreeRoot", children=[tag(kid, None) for kid in root.K])
