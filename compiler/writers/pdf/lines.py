"""Runs → lines: greedy line breaking by kerned widths, with hyphenation.

A line ends at a space (not a no-break space), after a hyphen or a dash between letters, after a slash, inside a word
where the language's patterns allow, and elsewhere in it only when that does not help a word wider than its column. The
space at which a line ends is drawn at its end, and a dividing hyphen is U+00AD, so that readers get whole words. An
address (``addresses.py``) ends its lines where no hyphen stands and never gets one: readers take one away.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from compiler.faces import FIXED_SPACES

from .addresses import BREAKS, Address, is_address, tell_whole
from .canvas import Canvas
from .hyphenation import Hyphenator
from .inlines import Kind, Run

if TYPE_CHECKING:
    from .context import Footnote, Look
    from .tags import Link

FUZZ = 0.01  # points by which a line may be wider than its room: sums of floats are not exact
# A word is divided only if the line would else leave more than this part of its room blank.
RAGGED, JUSTIFIED, UNDIVIDED = 0.1, 0.04, math.inf
LADDER = 2  # lines in a row that may end in a hyphen, as in Word
LONGEST = 200  # characters of a piece; what is longer is no word, and would be measured again and again
BLANK_LEAST, BLANK_MOST = 48.0, 170.0  # points: how short and long a line to write on may be
BLANK_INSET = 14.0  # points that a line to write on leaves free at the right
BLANK_WIDTH, BLANK_DROP = 0.5, 0.3  # its thickness, and how far below the baseline it lies

_INNER = re.compile(
    "[\u2000-\u2006\u2008\u200a\u200b]"  # fixed spaces, zero-width space
    r"|(?<=[^\W\d_]{2})[-‐](?=[^\W\d_]{2})"  # hyphens and dashes between letters
    r"|(?<=[^\W\d_])[–—](?=[^\W\d_])|(?<=\w{2})/(?=\w{2})"
)


class After(IntEnum):
    """What follows a piece."""

    NOTHING = 0  # the next piece; no line ends here
    SPACE = 1
    CHANCE = 2  # no space, but a line may end
    END = 3  # the line ends


@dataclass(slots=True)
class Piece:
    """A part of a word in one run, what follows it, and the width of the space that does.

    ``divisible``: whether it may be hyphenated. ``address``: what it is a part of.
    """

    run: Run
    text: str
    width: float
    after: After = After.NOTHING
    space: float = 0.0
    divisible: bool = True
    address: Address | None = None


@dataclass(slots=True)
class Part:
    """Text at a place in a line; ``x`` counts from the line's own left edge. ``actual`` is told in the text's place."""

    x: float
    width: float
    run: Run
    text: str
    address: Address | None = None
    actual: str | None = None


@dataclass(slots=True)
class Line:
    """A line: its parts, the width that they take, the room that it has."""

    parts: list[Part]
    width: float
    room: float
    last: bool = False
    shift: float = 0.0  # where the line begins, from the paragraph's left edge

    @property
    def notes(self) -> list[Footnote]:
        """The footnotes whose marks are on the line."""
        return [part.run.note for part in self.parts if part.run.note is not None]

    def draw(self, canvas: Canvas, x: float, y: float, align: str = "left") -> None:
        """Draws the line with its baseline at ``y``, its room beginning at ``x``."""
        x += self.shift
        stretch = 0.0
        if align == "right":
            x += self.room - self.width
        elif align == "center":
            x += (self.room - self.width) / 2
        elif align == "justify" and not self.last:
            spaces = sum(part.text.rstrip(" ").count(" ") for part in self.parts[-1:])
            spaces += sum(part.text.count(" ") for part in self.parts[:-1])
            stretch = (self.room - self.width) / spaces if spaces else 0.0
        moved = 0.0
        links: list[tuple[Link, float, float, Look]] = []
        for part in self.parts:
            run, at = part.run, x + part.x + moved
            if run.kind is Kind.BLANK:
                canvas.rule(at, at + part.width, y - BLANK_DROP, BLANK_WIDTH, run.look.color)
                continue
            look = run.look
            if part.text:
                canvas.text(
                    at, y + look.rise, part.text, run.face, look.size, look.color, run.owner, stretch, part.actual
                )
            width = part.width
            if stretch:
                width += stretch * part.text.count(" ")
                moved += width - part.width
            if run.link is not None:
                if links and links[-1][0] is run.link:
                    links[-1] = (run.link, links[-1][1], at + width, look)
                else:
                    links.append((run.link, at, at + width, look))
        for link, x0, x1, look in links:
            canvas.link(link, x0, y + look.rise - 0.25 * look.size, x1, y + look.rise + 0.95 * look.size)


def pieces(runs: list[Run]) -> list[Piece]:
    """The runs cut where lines may end."""
    out: list[Piece] = []
    for run in runs:
        match run.kind:
            case Kind.BREAK:
                out.append(Piece(run, "", 0.0, After.END))
            case Kind.BLANK:
                out.append(Piece(run, "", BLANK_LEAST))
            case Kind.GLUE:
                out.append(Piece(run, "", 0.0, After.SPACE, run.width))
            case Kind.TEXT if run.whole:
                out.append(Piece(run, run.text, run.face.width(run.text, run.look.size)))
            case Kind.TEXT:
                _cut(run, out)
    return out


def _cut(run: Run, out: list[Piece]) -> None:
    face, scale = run.face, run.look.size / 1000
    space = face.space * scale
    words = run.text.split(" ")
    last = len(words) - 1
    for i, word in enumerate(words):
        after = After.SPACE if i < last else After.NOTHING
        if not word:
            if i < last:
                out.append(Piece(run, "", 0.0, after, space))
            continue
        goes_on = i == 0 and out and not out[-1].after and out[-1].run.owner is run.owner
        address = out[-1].address if goes_on else None  # of which these characters come from another face
        if address is not None:
            address.text += word
        elif is_address(word):
            address = Address(word)
        divisible = run.divisible and address is None
        if not word.isalnum():
            start = 0
            for found in (_INNER if address is None else BREAKS).finditer(word):
                char = found[0]
                if char in FIXED_SPACES:
                    text = word[start : found.start()]
                    width = FIXED_SPACES[char] * run.look.size
                    out.append(Piece(run, text, face.word(text)[0] * scale, After.SPACE, width))
                elif char == "\u200b":
                    text = word[start : found.start()]
                    out.append(Piece(run, text, face.word(text)[0] * scale, After.CHANCE))
                else:
                    text = word[start : found.end()]
                    out.append(Piece(run, text, face.word(text)[0] * scale, After.CHANCE, 0.0, divisible, address))
                start = found.end()
            if start:
                word = word[start:]
        while len(word) > LONGEST:
            text, word = word[:LONGEST], word[LONGEST:]
            out.append(Piece(run, text, face.word(text)[0] * scale, After.NOTHING, 0.0, divisible, address))
        out.append(Piece(run, word, face.word(word)[0] * scale, after, space if after else 0.0, divisible, address))


def set_lines(
    runs: list[Run],
    width: float,
    first: float = 0.0,
    hyphenators: Callable[[Run], Hyphenator | None] | None = None,
    ragged: float = RAGGED,
) -> list[Line]:
    """The lines of a paragraph ``width`` points wide, of which the first begins ``first`` points further right."""
    todo = pieces(runs)
    lines: list[Line] = []
    start = 0
    hyphens = 0  # lines in a row that end in one
    while start < len(todo):
        if lines and todo[start].after is After.SPACE and not todo[start].text:
            start += 1  # a second space where a line has ended
            continue
        shift = first if not lines else 0.0
        room = max(width - shift, 1.0)
        end, x, chance, at_chance = start, 0.0, -1, 0.0
        while end < len(todo):
            piece = todo[end]
            if x + piece.width > room + FUZZ:
                break
            x += piece.width
            end += 1
            if piece.after is After.END:
                chance, at_chance = end, x
                break
            if piece.after:
                chance, at_chance = end, x
                x += piece.space
        if end == len(todo) or (chance == end and todo[end - 1].after is After.END):
            lines.append(_line(todo[start:end], room, shift))
            start = end
            continue
        blank = room - at_chance if chance > 0 else room
        divisible = blank > ragged * room and hyphens < LADDER
        head = _divided(todo, end, room - x, hyphenators) if hyphenators and divisible else None
        if head is None and chance > 0:
            hyphens = 0
            lines.append(_line(todo[start:chance], room, shift))
            start = chance
            continue
        if head is None and hyphenators:
            head = _divided(todo, end, room - x, hyphenators, anyhow=True)
        hyphens = hyphens + 1 if head else 0
        if head is None:
            # No place to end the line: the word is cut where it reaches the column's edge.
            head = _cut_off(todo, end, room - x, alone=end == start)
        lines.append(_line([*todo[start:end], *([head] if head else [])], room, shift))
        start = end + 1 if head and not todo[end].text else end
    if lines:
        lines[-1].last = True
    tell_whole(lines)
    return lines


def _divided(
    todo: list[Piece],
    at: int,
    room: float,
    hyphenators: Callable[[Run], Hyphenator | None],
    anyhow: bool = False,
) -> Piece | None:
    """The head of the piece at ``at``, with a hyphen, as long as fits ``room``; the tail takes the piece's place.

    ``anyhow``: also of a capitalised word, else left whole as it may be a name.
    """
    piece = todo[at]
    run = piece.run
    core = piece.text.strip("‘’“”«»„()[].,;:!?…\u00a0")
    hyphenate = hyphenators(run) if core and piece.divisible and run.kind is Kind.TEXT else None
    if hyphenate is None:
        return None
    offset = piece.text.index(core)
    # of `İ` the small letter is two characters, of which the places in `core` must not know
    for place in reversed(hyphenate(core[0].lower()[0] + core[1:] if anyhow else core)):
        text = piece.text[: offset + place] + "\xad"
        width = run.face.word(text)[0] * run.look.size / 1000
        if width <= room + FUZZ:
            todo[at] = _tail(piece, offset + place)
            return Piece(run, text, width, After.CHANCE)
    return None


def _cut_off(todo: list[Piece], at: int, room: float, alone: bool) -> Piece | None:
    """The characters of the piece at ``at`` that fit ``room``; the others take the piece's place.

    If it is ``alone`` on the line, at least one character goes on it, however narrow the column. What is to stay whole
    is never cut.
    """
    piece = todo[at]
    run = piece.run
    scale = run.look.size / 1000
    low, high = 0, len(piece.text)
    while low < high:  # the longest head that fits
        middle = (low + high + 1) // 2
        if run.face.word(piece.text[:middle])[0] * scale <= room + FUZZ:
            low = middle
        else:
            high = middle - 1
    if run.whole:
        low = len(piece.text) if alone else 0
    elif alone:
        low = max(low, 1)
    if low == 0:
        return None
    text = piece.text[:low]
    todo[at] = _tail(piece, low)
    head = replace(piece, text=text, width=run.face.word(text)[0] * scale)
    return replace(head, after=After.NOTHING, space=0.0) if todo[at].text else head


def _tail(piece: Piece, start: int) -> Piece:
    """What is left of a piece."""
    text = piece.text[start:]
    width = piece.run.face.word(text)[0] * piece.run.look.size / 1000
    return replace(piece, text=text, width=width)


def _line(line: list[Piece], room: float, shift: float) -> Line:
    """The pieces of a line put together: neighbours of one run that are parted by its own space become one text.

    An address stays by itself.
    """
    parts: list[Part] = []
    x = 0.0
    end = 0.0
    grows = False  # whether the next piece may be added to the last part's text
    for piece in line:
        run = piece.run
        if grows and parts[-1].run is run and parts[-1].address is piece.address:
            parts[-1].text += piece.text
            parts[-1].width = x + piece.width - parts[-1].x
        elif piece.text or run.kind is Kind.BLANK:
            parts.append(Part(x, piece.width, run, piece.text, piece.address))
        x += piece.width
        if piece.text or run.kind is Kind.BLANK:
            end = x
        grows = bool(parts) and parts[-1].run is run and run.kind is not Kind.BLANK
        if piece.after in (After.SPACE, After.END):
            # Every space is drawn, those at a line's end too; room of another width is then skipped.
            if grows:
                parts[-1].text += " "
            elif run.kind is not Kind.BLANK:
                parts.append(Part(x, 0.0, run, " "))
                grows = True
            x += piece.space
            grows = grows and abs(piece.space - run.face.space * run.look.size / 1000) < FUZZ
    blanks = [part for part in parts if part.run.kind is Kind.BLANK]
    if blanks:
        extra = max(room - end - BLANK_INSET, 0.0) / len(blanks)
        extra = min(extra, BLANK_MOST - BLANK_LEAST)
        moved = 0.0
        for part in parts:
            part.x += moved
            if part.run.kind is Kind.BLANK:
                part.width += extra
                moved += extra
        end += moved
    return Line(parts, end, room, shift=shift)


def natural_widths(runs: list[Run]) -> tuple[float, float]:
    """The widths of the longest word and of the longest line if none were broken."""
    longest_word = longest_line = word = line = 0.0
    for piece in pieces(runs):
        word += piece.width
        line += piece.width
        longest_word = max(longest_word, word)
        longest_line = max(longest_line, line)
        if piece.after:
            word = 0.0
            line = 0.0 if piece.after is After.END else line + piece.space
    return longest_word, longest_line
