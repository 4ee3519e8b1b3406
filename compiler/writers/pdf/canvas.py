"""Drawing: content streams in which every operator lies in marked content, and the marks that the tree needs.

In: text, rules, fills and images at absolute places (points, from the lower left corner). Out: for each page its
operators, which element owns each marked-content identifier, and its link annotations. Text belongs to a ``Content`` of
the structure tree or to an artifact; there is no third way to draw (PDF/UA-1, 7.1).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from compiler.faces import Face

from .file import number, text_string
from .fonts import Fonts
from .tags import Content, Link, Mark, Rect, StructElem


class Artifact(Enum):
    """What is drawn but not said (ISO 32000-1, 14.8.2.2)."""

    LAYOUT = "/Artifact<</Type/Layout>>BDC"
    HEADER = "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC"
    FOOTER = "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC"
    REPEATED = "/Artifact<</Type/Pagination>>BDC"


@dataclass(slots=True)
class Page:
    """One page: operators, the owner of each marked-content identifier, what it shows.

    ``filled`` is how much of its height text and notes take.
    """

    code: list[str] = field(default_factory=list)
    owners: list[StructElem] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: set[str] = field(default_factory=set)
    filled: float = 0.0


class Canvas:
    """The pages as they are drawn, one after the other."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self.pages: list[Page] = []
        self._open: Content | Artifact | None = None
        self._repeated: Artifact | None = None
        self._font: tuple[str, float] | None = None
        self._fill = ""
        self._late: list[Callable[[], None]] = []

    def new_page(self) -> None:
        """Begins a page."""
        self.finish()
        self.pages.append(Page())
        self._font = None
        self._fill = ""

    def finish(self) -> None:
        """Closes what is open on the page."""
        if self._open is not None:
            self.pages[-1].code.append("EMC")
            self._open = None

    def as_artifact(self, kind: Artifact | None) -> None:
        """Until called with ``None``: everything is drawn as this artifact (repeated heads, header and footer)."""
        self._repeated = kind

    def text_later(
        self, right: float, y: float, words: Callable[[], str], face: Face, size: float, color: str, owner: Content
    ) -> None:
        """Text that is known when all pages are drawn (a page's number), its right end at ``right``."""
        code = self._mark(owner, y + size)
        place = len(code)
        code.append("")

        def put_in() -> None:
            text = words()
            owner.text = text
            subset = self._fonts.subset(face)
            x = right - face.width(text, size)
            code[place] = (
                f"q BT /{subset.name} {number(size)} Tf {_color(color)} rg "
                f"{number(x)} {number(y)} Td {subset.show(text)} ET Q"
            )

        self._late.append(put_in)

    def complete(self) -> None:
        """Ends the last page and puts in what was not known before."""
        self.finish()
        for put_in in self._late:
            put_in()

    def _mark(self, owner: Content | Artifact, top: float, actual: str | None = None) -> list[str]:
        """Opens marked content for the owner, unless it is open; the page's operators.

        What is told ``actual``-ly has a sequence of its own, a ``Span``: only that may have ``ActualText``.
        """
        owner = self._repeated or owner
        page = self.pages[-1]
        if owner is self._open and actual is None:
            return page.code
        self.finish()
        self._open = owner
        if isinstance(owner, Artifact):
            page.code.append(owner.value)
        else:
            mcid = len(page.owners)
            page.owners.append(owner.owner)
            owner.marks.append(Mark(len(self.pages) - 1, mcid, top))
            tag, told = (owner.owner.role, "") if actual is None else ("Span", f"/ActualText{text_string(actual)}")
            page.code.append(f"/{tag}<</MCID {mcid}{told}>>BDC")
        return page.code

    def text(
        self,
        x: float,
        y: float,
        text: str,
        face: Face,
        size: float,
        color: str,
        owner: Content | Artifact = Artifact.LAYOUT,
        stretch: float = 0.0,
        actual: str | None = None,
    ) -> None:
        """Text with its baseline at ``y``; ``stretch`` is added to each space, in points.

        ``actual`` is what is told in the text's place when the page is read (not in artifacts).
        """
        code = self._mark(owner, y + size, actual)
        subset = self._fonts.subset(face)
        show = subset.show(text, stretch * 1000 / size if stretch else 0.0)
        font = (subset.name, size)
        paint = ""
        if font != self._font:
            self._font = font
            paint = f"/{subset.name} {number(size)} Tf "
        if color != self._fill:
            self._fill = color
            paint += _color(color) + " rg "
        code.append(f"BT {paint}{number(x)} {number(y)} Td {show} ET")
        if actual is not None:
            self.finish()

    def fill(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        color: str,
        owner: Content | Artifact = Artifact.LAYOUT,
    ) -> None:
        """A filled rectangle, its lower left corner at (x, y)."""
        code = self._mark(owner, y + height)
        paint = ""
        if color != self._fill:
            self._fill = color
            paint = _color(color) + " rg "
        code.append(f"{paint}{number(x)} {number(y)} {number(width)} {number(height)} re f")

    def rule(self, x0: float, x1: float, y: float, width: float, color: str) -> None:
        """A horizontal line, its middle at ``y``: an artifact."""
        self.fill(x0, y - width / 2, x1 - x0, width, color)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        width: float,
        color: str,
        dash: Sequence[float],
        owner: Content | Artifact,
    ) -> None:
        """A line through points; ``dash``: lengths drawn and left out in turn."""
        code = self._mark(owner, max(y for _, y in points))
        steps = [f"{number(x)} {number(y)} {'l' if i else 'm'}" for i, (x, y) in enumerate(points)]
        pattern = f"[{' '.join(map(number, dash))}]0 d " if dash else ""
        code.append(f"q {_color(color)} RG {number(width)} w 1 j {pattern}{' '.join(steps)} S Q")

    def ring(
        self,
        middle: tuple[float, float],
        radius: float,
        width: float,
        color: str,
        fill: str,
        owner: Content | Artifact,
    ) -> None:
        """A circle: a line round a fill, of four curves (a circle's quarter to 0.03 %)."""
        x, y = middle
        code = self._mark(owner, y + radius)
        bend = 0.5523 * radius
        path = [f"{number(x + radius)} {number(y)} m"]
        for cos, sin, next_cos, next_sin in ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0)):
            curve = (
                x + cos * radius + next_cos * bend, y + sin * radius + next_sin * bend,
                x + next_cos * radius + cos * bend, y + next_sin * radius + sin * bend,
                x + next_cos * radius, y + next_sin * radius,
            )  # fmt: skip
            path.append(" ".join(map(number, curve)) + " c")
        code.append(f"q {_color(color)} RG {_color(fill)} rg {number(width)} w {' '.join(path)} b Q")

    def image(self, name: str, x: float, y: float, width: float, height: float, owner: Content | Artifact) -> None:
        """An image of the document's resources, its lower left corner at (x, y)."""
        code = self._mark(owner, y + height)
        self.pages[-1].images.add(name)
        code.append(f"q {number(width)} 0 0 {number(height)} {number(x)} {number(y)} cm /{name} Do Q")

    def link(self, link: Link, x0: float, y0: float, x1: float, y1: float) -> None:
        """Where a link can be clicked; nothing in repeated parts, which nobody reads twice."""
        if self._repeated is not None:
            return
        link.rects.append(Rect(len(self.pages) - 1, x0, y0, x1, y1))
        page = self.pages[-1]
        page.links.append(link)


def _color(color: str) -> str:
    """``RRGGBB`` as three numbers."""
    return " ".join(f"{int(color[i : i + 2], 16) / 255:.3f}".rstrip("0").rstrip(".") for i in (0, 2, 4))
