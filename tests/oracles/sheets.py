"""The pages of a PDF as they are printed, ours or a word processor's: what stands at the top and foot, and between.

In: a PDF, the page of its style, the words of its notes. Out: for each page a ``Sheet``, read by MuPDF. Words are put
together without spaces: where a word ends beside a raised number or at the end of a line is a matter of opinion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from compiler.style import Page

from . import mupdf
from .reading import Words
from .viewing import letters

_ABOVE = 8.0  # points by which large type reaches into the upper margin
_LEAST = 20  # letters of a note that are enough to know that it goes on on the next page


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: the letters of its header, text, notes and footer. Text and notes are letters and figures only.

    So neither bullets nor hyphens at the ends of lines are in them.
    """

    header: str
    text: str
    notes: str
    footer: str


def read(pdf: Path, page: Page, notes: Sequence[Words]) -> list[Sheet]:
    """The pages of a file. ``notes`` are what it has to say under the text, in the order of their numbers."""
    top, bottom = page.margin[0] - _ABOVE, page.size[1] - page.margin[2]
    pages = mupdf.lines(pdf)
    bodies = [plain(text for y, text in lines if top <= y <= bottom) for lines in pages]
    sheets = []
    for lines, body, under in zip(pages, bodies, _under(bodies, notes), strict=True):
        header = letters("".join(text for y, text in lines if y < top))
        footer = letters("".join(text for y, text in lines if y > bottom))
        sheets.append(Sheet(header, body.removesuffix(under), under, footer))
    return sheets


def _under(bodies: list[str], notes: Sequence[Words]) -> Iterator[str]:
    """What stands under the text of each page: notes follow each other, and one may go on on the next page."""
    parts = [plain((str(number), *words)) for number, words in enumerate(notes, 1)]
    rest = "".join(parts)
    ends = {len("".join(parts[i:])) for i in range(len(parts) + 1)}  # as letters that are left
    for body in bodies:
        longest = min(len(rest), len(body))
        lengths = (n for n in range(longest, 0, -1) if n >= _LEAST or len(rest) - n in ends)
        under = next((rest[:n] for n in lengths if body.endswith(rest[:n])), "")
        yield under
        rest = rest[len(under) :]


def plain(texts: Iterable[str]) -> str:
    """The letters and figures of texts."""
    return "".join(char for text in texts for char in text if char.isalnum())
