"""Where the parts of a document stand in print, read off its structure tree when the pages are drawn.

In: the tree with its marks, the pages' cuts. Out: ``ir.Pages``, which limits are judged by and the Word
file's contents list is filled with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compiler import ir

from .tags import Content, StructElem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .context import Context


def pages(context: Context, root: StructElem, filled: Sequence[float]) -> ir.Pages:
    """Where things stand; ``filled`` is how much of each page is taken, in points."""
    begins: list[int] = []  # for each section the page that it begins on
    opens: dict[int, int | None] = {}  # for each page the section whose words are the first on it

    def visit(elem: StructElem, section: int | None) -> None:
        if elem.role == "Sect":
            section = len(begins)
            begins.append(0)
        for kid in elem.kids:
            if isinstance(kid, Content):
                for mark in kid.marks:
                    opens.setdefault(mark.page, section)
            elif isinstance(kid, StructElem):
                visit(kid, section)
        if elem.role == "Sect" and section is not None:
            place = elem.place()
            begins[section] = place.page + 1 if place else 0

    visit(root, None)
    leading = context.role("body").leading
    return ir.Pages(
        count=len(filled),
        sections=tuple(begins),
        opens=tuple(opens.get(page) for page in range(len(filled))),
        lines=tuple(round(height / leading) for height in filled),
        reports=tuple(context.reports),
    )
