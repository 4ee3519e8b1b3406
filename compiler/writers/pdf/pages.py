"""Pages: where the document's flow is cut, with footnotes at the foot of the page of their marks.

A page takes strips until the next does not fit, then ends at the least bad place (``flow.Hold``), the lowest of equals.
Footnotes are lines in a queue: those of a page's strips come after what the page before left over. A note is broken
only if the page would else stay blank for more than ``SLACK``. Each page takes at least one strip or one line of a
note, so the layout ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .canvas import Artifact, Canvas
from .context import Context
from .flow import Flow, Hold, Placed, Region, Strip, outer_first
from .furniture import draw_furniture
from .lines import FUZZ

if TYPE_CHECKING:
    from .context import Footnote

SLACK = 84.0  # points of a page that may stay blank rather than break a note
SHARE = 0.7  # the part of a page that notes left over from the page before may take at most
HEAD = 0.5  # a table's head that takes more of a page than this is not repeated
LEAST_LINES = 2  # lines of a note that begin it


@dataclass(slots=True)
class NoteLine:
    """A line of a note in the queue; ``above`` is the room above it if it isn't the first on the page."""

    strip: Strip
    above: float


@dataclass(slots=True)
class PagePlan:
    """What stands on one page: strips from ``start`` up to ``end``, a head repeated above them, lines of notes."""

    start: int
    end: int
    head: list[Strip]
    notes: list[NoteLine] = field(default_factory=list)


class Paginator:
    """Cuts one flow into pages of one height."""

    def __init__(self, context: Context, flow: Flow) -> None:
        self._height = context.height
        self._look = context.style.notes
        self._flow = flow
        for region in flow.regions:
            if sum(strip.height for strip in region.head) > HEAD * self._height:
                region.head = ()
        self._explode()
        self._hold = self._holds()
        self._heads = {
            i: list(region.head) for region in flow.regions if region.head for i in range(region.start + 1, region.end)
        }
        self._strip_notes = [list(placed.strip.notes()) for placed in flow.placed]

    def plan(self) -> list[PagePlan]:
        """The pages."""
        pages: list[PagePlan] = []
        queue: list[NoteLine] = []
        start, count = 0, self._flow.count
        while start < count:
            plan, queue = self._page(start, queue)
            pages.append(plan)
            start = plan.end
        while queue:
            here, queue = self._fill(queue, self._height)
            pages.append(PagePlan(count, count, [], here))
        return pages or [PagePlan(0, 0, [])]

    # --------------------------------------------------------------------------------------------- preparation

    def _explode(self) -> None:
        """Replaces strips that no page can hold by smaller ones, and moves the regions along."""
        flow = self._flow
        limits = [self._height] * flow.count
        for region in flow.regions:
            for i in range(region.start + 1, region.end if region.head else 0):
                limits[i] = self._height - sum(strip.height for strip in region.head)
        if all(placed.strip.height <= limit for placed, limit in zip(flow.placed, limits, strict=True)):
            return
        moved = [0]
        out: list[Placed] = []
        for placed, limit in zip(flow.placed, limits, strict=True):
            first, *others = _small(placed.strip, limit)
            out.append(Placed(first, placed.above, placed.hold, placed.begins_page))
            out.extend(Placed(part, 0.0, Hold.FREE) for part in others)
            moved.append(len(out))
        flow.placed = out
        for region in flow.regions:
            region.start, region.end = moved[region.start], moved[region.end]

    def _holds(self) -> list[Hold]:
        """How bad a page's beginning with each strip is, with regions that a page can hold kept together."""
        holds = [placed.hold for placed in self._flow.placed]
        tops = [0.0]
        for placed in self._flow.placed:
            tops.append(tops[-1] + placed.above + placed.strip.height)
        for region in self._flow.regions:
            if region.keep and tops[region.end] - tops[region.start] - self._flow.placed[region.start].above <= (
                self._height
            ):
                for i in range(region.start + 1, region.end):
                    holds[i] = max(holds[i], Hold.KEPT)
        return holds

    # ---------------------------------------------------------------------------------------------- one page

    def _page(self, start: int, queue: list[NoteLine]) -> tuple[PagePlan, list[NoteLine]]:
        """The page that begins with strip ``start``, ``queue`` left over for its foot; and what it leaves over."""
        placed, room = self._flow.placed, self._height
        head = self._heads.get(start, [])
        used = sum(strip.height for strip in head)
        foot = self._filled(queue, room)[1]
        full = least = min(foot, SHARE * room)
        whole: _End | None = None  # the best end with all notes whole
        begun: _End | None = None  # the best end if the last note may go on on the next page
        for i in range(start, len(placed)):
            used += placed[i].strip.height + (placed[i].above if i > start else 0.0)
            for note in self._strip_notes[i]:
                lines = self._lines(note)
                shown = len(lines) if len(lines) <= LEAST_LINES + 1 else LEAST_LINES
                least = self._grown(foot, lines[:shown])
                full = foot = self._grown(foot, lines)
            if used + least > room + FUZZ:
                break
            end = _End(i + 1, self._end_hold(i + 1), room - used - full)
            if begun is None or end.hold <= begun.hold:
                begun = end
            if used + full <= room + FUZZ and (whole is None or end.hold <= whole.hold):
                whole = end
            if self._ends(i + 1):
                break
        best = whole or begun or _End(start + 1, Hold.FREE, 0.0)
        if whole and begun and begun.at > whole.at and begun.hold <= whole.hold and whole.blank > SLACK:
            best = begun
        queue = list(queue)
        for i in range(start, best.at):
            for note in self._strip_notes[i]:
                queue.extend(self._lines(note))
        body = sum(strip.height for strip in head) + self._flow.height(start, best.at)
        here, rest = self._fill(queue, room - body)
        return PagePlan(start, best.at, head, here), rest

    def _ends(self, at: int) -> bool:
        """Whether a page ends before strip ``at`` whatever stands above."""
        return at == self._flow.count or self._flow.placed[at].begins_page

    def _end_hold(self, at: int) -> Hold:
        """How bad it is to end a page before strip ``at``."""
        return Hold.FREE if self._ends(at) else self._hold[at]

    # ------------------------------------------------------------------------------------------------- notes

    def _lines(self, note: Footnote) -> list[NoteLine]:
        """A note as lines for the queue."""
        return [
            NoteLine(placed.strip, placed.above if i else self._look.between)
            for i, placed in enumerate(note.flow.placed)
        ]

    def _grown(self, height: float, lines: Iterable[NoteLine]) -> float:
        """The height of the notes at a page's foot with further lines below; above the first are air and rule."""
        for line in lines:
            height += line.strip.height + (line.above if height else self._look.before + self._look.rule.gap)
        return height

    def _filled(self, queue: Sequence[NoteLine], room: float) -> tuple[int, float]:
        """How many lines fit, and the height of all of them, or of one more than fit."""
        height = 0.0
        for count, line in enumerate(queue):
            height = self._grown(height, (line,))
            if height > room + FUZZ:
                return count, height
        return len(queue), height

    def _fill(self, queue: list[NoteLine], room: float) -> tuple[list[NoteLine], list[NoteLine]]:
        """The lines that fit, and the rest."""
        count, _ = self._filled(queue, room)
        if count == 0 and queue and room >= self._height - FUZZ:
            count = 1  # a line taller than a page: there is no better place for it
        return queue[:count], queue[count:]


@dataclass(frozen=True, slots=True)
class _End:
    """Where a page may end: before strip ``at``, how bad that is, and how many points stay blank."""

    at: int
    hold: Hold
    blank: float


def _small(strip: Strip, limit: float) -> list[Strip]:
    """The strip, or if it is higher than the limit its pieces, and theirs."""
    pieces = strip.pieces() if strip.height > limit else []
    return [small for piece in pieces for small in _small(piece, limit)] if pieces else [strip]


def draw(context: Context, canvas: Canvas, flow: Flow, plans: Sequence[PagePlan]) -> None:
    """Draws the pages; ``canvas`` has as many pages afterwards as there are plans."""
    page = context.style.page
    left, top = page.margin[3], page.size[1] - page.margin[0]
    regions = outer_first([region for region in flow.regions if region.paint])
    behind: list[Region] = []
    following = 0
    for number, plan in enumerate(plans, 1):
        canvas.new_page()
        while following < len(regions) and regions[following].start < plan.end:
            behind.append(regions[following])
            following += 1
        y = top
        notes = sum(line.strip.height + line.above for line in plan.notes)
        head = sum(strip.height for strip in plan.head)
        canvas.pages[-1].filled = head + flow.height(plan.start, plan.end) + notes
        canvas.as_artifact(Artifact.REPEATED)
        for strip in plan.head:
            strip.draw(canvas, left, y)
            y -= strip.height
        canvas.as_artifact(None)
        flow.draw(canvas, left, y, plan.start, plan.end, behind)
        behind = [region for region in behind if region.end > plan.end]
        _draw_notes(context, canvas, plan.notes, left, page.margin[2])
        draw_furniture(context, canvas, number, len(plans))
    canvas.complete()


def _draw_notes(context: Context, canvas: Canvas, notes: list[NoteLine], left: float, bottom: float) -> None:
    """Draws lines of notes so that the last one ends at the foot of the text block."""
    if not notes:
        return
    look = context.style.notes
    y = bottom + sum(line.strip.height + line.above for line in notes) - notes[0].above
    canvas.rule(left, left + look.width, y + look.rule.gap, look.rule.width, look.rule.color)
    for i, line in enumerate(notes):
        if i:
            y -= line.above
        line.strip.draw(canvas, left, y)
        y -= line.strip.height
