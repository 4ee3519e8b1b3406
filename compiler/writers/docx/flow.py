"""One block under another: the room between them, and what a place does to a paragraph.

In: paragraphs and tables in reading order, not yet written. Out: their markup. Of two neighbours' room the larger
counts, as in the PDF. Paragraphs carry their room in their styles. A table has none in this format, so its room goes to
the paragraph after it, or into its own first row; between two tables, which would grow together, stands a spacer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from .draft import Draft
from .looks import BASELINE, drop
from .oxml import EMPTY, Xml, paragraph
from .units import twips
from .uses import Kind, Use

_LEAST = 1.0  # the height of a spacer that only keeps two tables apart
_SAME = 0.05  # lengths nearer than this are one


@dataclass(slots=True)
class Text:
    """A paragraph to come. ``blank`` says that it ends in a line to write on."""

    use: Use
    content: Xml
    numbering: Xml = EMPTY
    blank: bool = False


@dataclass(slots=True)
class Box:
    """A table to come.

    ``draw`` takes the room to put above its first row's text, and whether its last row is kept with what follows.
    ``open_top``: nothing is seen of its upper edge, so room within it looks like room above it.
    """

    draw: Callable[[float, bool], Xml]
    before: float = 0.0
    after: float = 0.0
    open_top: bool = False
    keep_next: bool = False


@dataclass(slots=True)
class NewPage:
    """The next block begins a page."""


@dataclass(slots=True)
class Wrapped:
    """Paragraphs that stand in one element: the contents list in its control."""

    items: list[Text]
    wrap: Callable[[Xml], Xml]


Item = Text | Box | NewPage | Wrapped


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell does to its blocks: no room at its edges but ``lift`` at the top; ``kept`` with the next row."""

    lift: float = 0.0
    kept: bool = False


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an item stands: after what, in which cell if in one, as its last, at the top of a page."""

    previous: Text | Box | None
    cell: Cell | None
    is_last: bool
    new_page: bool

    @property
    def is_kept(self) -> bool:
        """Whether the cell's row is kept with the next."""
        return self.cell is not None and self.cell.kept


def write(draft: Draft, items: Sequence[Item], width: float, cell: Cell | None = None) -> Xml:
    """The markup of blocks that stand in ``width`` points, in the body or in a cell."""
    out: list[Xml] = []
    previous: Text | Box | None = None
    new_page = False
    for n, item in enumerate(items, 1):
        at = _Spot(previous, cell, n == len(items), new_page)
        match item:
            case NewPage():
                new_page = True
                continue
            case Text():
                out.append(_text(draft, item, width, at))
            case Box():
                out.append(_box(draft, item, at))
            case Wrapped(items=texts, wrap=wrap):
                inside = []
                for text in texts:
                    last = at.is_last and text is texts[-1]
                    inside.append(_text(draft, text, width, replace(at, previous=previous, is_last=last)))
                    previous, at = text, replace(at, new_page=False)
                out.append(wrap(Xml("".join(inside))))
                new_page = False
                continue
            case _:
                assert_never(item)
        previous, new_page = item, False
    if not isinstance(previous, Text):  # a cell ends with a paragraph (17.4.65), and so does Word's body
        out.append(spacer(draft, _LEAST, kept=cell is not None and cell.kept))
    return Xml("".join(out))


def kept_whole(items: list[Item]) -> list[Item]:
    """Items that a page does not part: each but the last is kept with the next."""
    for item in items[:-1]:
        match item:
            case Text():
                item.use = replace(item.use, kept=True)
            case Box():
                item.keep_next = True
            case Wrapped(items=texts):
                for text in texts:
                    text.use = replace(text.use, kept=True)
            case NewPage():
                pass
            case _:
                assert_never(item)
    return items


def spacer(draft: Draft, height: float, kept: bool = False, new_page: bool = False) -> Xml:
    """An empty paragraph of a height."""
    use = Use("", Kind.SPACER, twips(max(height, _LEAST)), kept=kept, new_page=new_page)
    return paragraph(draft.styles.paragraph(use), draft.anchored(EMPTY))


def empty(draft: Draft, role: str) -> Text:
    """The paragraph of a cell without words, in the look of the words that somebody may put there."""
    return Text(Use(role), draft.anchored(EMPTY))


def first_line(draft: Draft, items: Sequence[Item]) -> float:
    """How far below the top of a cell the first line's baseline lies; 0 where no lift can align it."""
    match items:
        case [Text(use=use), *_] if use.kind not in (Kind.DRAWING, Kind.SPACER):
            look = draft.styles.look(use)
            return BASELINE * look.leading + drop(look, draft.style)
        case _:
            return 0.0


def raised(draft: Draft, items: Sequence[Item]) -> float:
    """How much higher than in print, where the face says it, Word sets the first line of a cell in its own line."""
    match items:
        case [Text(use=use), *_] if use.kind not in (Kind.DRAWING, Kind.SPACER):
            return draft.style.baseline(use.role) - first_line(draft, items)
        case _:
            return 0.0


def _text(draft: Draft, item: Text, width: float, at: _Spot) -> Xml:
    """A paragraph in the style for its use; what its place asks for and its role says anyway is left out."""
    look = draft.styles.look(item.use)
    above = look.before if item.use.above is None else item.use.above
    below = look.after if item.use.below is None else item.use.below
    if at.new_page:
        above = 0.0
    elif isinstance(at.previous, Box):
        above = max(above, at.previous.after)
    elif at.previous is None:
        above = at.cell.lift if at.cell else 0.0
    if at.cell and at.is_last and item.use.kind is not Kind.DRAWING:
        below = 0.0
    use = replace(
        item.use,
        inset=_tenths(item.use.inset),
        line_to=_tenths(width - look.leading) if item.blank else None,
        above=None if abs(above - look.before) < _SAME else _tenths(above),
        below=None if abs(below - look.after) < _SAME else _tenths(below),
        kept=(item.use.kept or at.is_kept) and not look.keep_next,
        new_page=at.new_page,
    )
    return paragraph(draft.styles.paragraph(use), item.content, item.numbering)


def _tenths(length: float | None) -> float | None:
    """A length as a style's name shows it, so that two lengths that look alike are one style."""
    return None if length is None else round(length, 1)


def _box(draft: Draft, item: Box, at: _Spot) -> Xml:
    """A table, and the spacer above it where it needs one."""
    kept = at.is_kept
    inside = gap = 0.0
    match at.previous:
        case Box(after=after, keep_next=keep_next):
            gap = max(_LEAST, item.before, after)
            kept = kept or keep_next
        case Text(use=use):
            after = draft.styles.look(use).after if use.below is None else use.below
            gap = max(0.0, item.before - after)
            kept = kept or use.kept
            if item.open_top:
                inside, gap = gap, 0.0
        case None if at.cell is None:  # else LibreOffice 7.4 puts an empty paragraph of a full line there
            gap = _LEAST
    table = item.draw(inside, item.keep_next or at.is_kept)
    return Xml(spacer(draft, gap, kept, at.new_page) + table) if gap or at.new_page else table
