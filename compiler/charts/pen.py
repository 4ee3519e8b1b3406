"""The pen: measured words and marks in the looks of a style, put down one after the other.

In: a style and a room. Out: shapes. It knows where the label column ends and the axis is; where things go is decided by
the kinds of charts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from compiler.faces import Faces

from .shapes import Dot, Line, Point, Rectangle, Shape, Vector, Words

if TYPE_CHECKING:
    from compiler.style import FillLook, LineLook, Role, Style

LABEL, AXIS, SERIES, TERM = "chart-label", "chart-axis", "chart-series", "chart-term"
GUTTER = 11.34  # between the label column and the axis: 4 mm
GAP = 5.0  # between a mark and its label
NAME_GAP = 6.0  # between a value and the series' name after it
GROUND = "FFFFFF"  # the paper
MISSING = "–"  # where a number is missing
_NARROW_AXIS = 0.3  # of the room: the widest label column in a room that is not the page's
_WIDEST_AXIS = 0.4  # of the room: the widest label column that a long word makes
_SPARE = 0.1  # points, for the rounding of sums
_HATCH_STEP, _HATCH_WIDTH, _OUTLINE = 4.0, 0.7, 0.75
_SWATCH = 7.0
_KEY_GAP = 12.0


class Pen:
    """Draws one chart, downwards: ``y`` is where the next part begins."""

    def __init__(self, style: Style, room: float) -> None:
        self._style = style
        self._faces = Faces(style)
        self.look = style.chart
        self.room = room
        own = style.page.axis or _NARROW_AXIS * room
        self.axis = own if room >= style.page.width - 0.5 else min(own, _NARROW_AXIS * room)
        self.y = 0.0
        self._shapes: list[Shape] = []

    def finish(self) -> Vector:
        """The drawing."""
        return Vector(self.room, self.y, tuple(self._shapes))

    # -------------------------------------------------------------------------------------------------------- words

    @cached_property
    def leading(self) -> float:
        """The distance of two lines of labels."""
        return max(self._role(name).leading for name in (LABEL, SERIES))

    @cached_property
    def axis_leading(self) -> float:
        """The distance of two lines at an axis."""
        return self._role(AXIS).leading

    def _role(self, name: str) -> Role:
        return self._style.roles[name]

    def width(self, text: str, role: str) -> float:
        """How wide a text is."""
        look = self._role(role)
        return sum(
            face.width(part, look.size) for part, face in self._faces.cut(text, look.font, look.bold, look.italic)
        )

    def fit_axis(self, names: Sequence[str], hang: float = 0.0) -> None:
        """Moves the axis to the right where the longest word of the names that stand before it is not to be broken."""
        longest = max((self.width(word, LABEL) for name in names for word in name.split(" ")), default=0.0)
        wanted = hang + longest + GUTTER + _SPARE
        if self.axis < wanted <= _WIDEST_AXIS * self.room:
            self.axis = wanted

    def words(self, x: float, middle: float, text: str, role: str, anchor: float = 0.0) -> float:
        """Puts a text at ``x``, its capitals' middle at ``middle``; its width. ``anchor``: its part left of ``x``."""
        look = self._role(role)
        width = self.width(text, role)
        height = self._faces.face(look.font, look.bold, look.italic).metrics.cap_height * look.size / 1000
        self._shapes.append(Words(x - anchor * width, middle + height / 2, text, role))
        return width

    def wrap(self, text: str, role: str, width: float) -> list[str]:
        """A text in lines of at most ``width``; a word that is wider is broken."""
        lines: list[str] = []
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if self.width(longer, role) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            line = word
            while self.width(line, role) > width and len(line) > 1:
                fits = 1 + bisect_right(range(2, len(line)), width, key=partial(self._width_of, line, role))
                lines.append(line[:fits])
                line = line[fits:]
        return [*lines, line]

    def _width_of(self, text: str, role: str, length: int) -> float:
        return self.width(text[:length], role)

    def lines(self, x: float, middle: float, lines: Sequence[str], role: str, anchor: float = 0.0) -> None:
        """Lines of text, the first with its middle at ``middle``."""
        leading = self._role(role).leading
        for number, line in enumerate(lines):
            self.words(x, middle + number * leading, line, role, anchor)

    def heading(self, text: str) -> None:
        """What the values are, over the axis."""
        lines = self.wrap(text, AXIS, self.room - self.axis)
        self.lines(self.axis, self.y + self.axis_leading / 2, lines, AXIS)
        self.y += len(lines) * self.axis_leading + 3

    def key(self, entries: Sequence[tuple[int, str, str]]) -> None:
        """Marks with the words beside them, in lines: (fill, name, value). For where a mark has no room for words."""
        x, right = self.axis, self.room
        for fill, name, value in entries:
            text = f"{name} {value}".strip()
            room = right - self.axis - _SWATCH - 4
            width = self.width(text, LABEL)
            if x > self.axis and x + _SWATCH + 4 + min(width, room) > right:
                x, self.y = self.axis, self.y + self.leading
            self.mark(self.look.fills[fill], x, self.y + self.leading / 2 - _SWATCH / 2, _SWATCH, _SWATCH)
            lines = self.wrap(text, LABEL, room)
            self.lines(x + _SWATCH + 4, self.y + self.leading / 2, lines, LABEL)
            if len(lines) > 1:
                x, self.y = right, self.y + (len(lines) - 1) * self.leading
            else:
                x += _SWATCH + 4 + width + _KEY_GAP
        self.y += self.leading

    # -------------------------------------------------------------------------------------------------------- marks

    def rectangle(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A plain rectangle."""
        self._shapes.append(Rectangle(x, y, width, height, color))

    def mark(self, fill: FillLook, x: float, y: float, width: float, height: float) -> None:
        """A rectangle in one of the style's fills: its hatching, and its outline, which lies inside."""
        if width <= 0 or height <= 0:
            return
        inset = _OUTLINE / 2
        if fill.outline and min(width, height) <= _OUTLINE:
            self.rectangle(x, y, width, height, fill.outline)
            return
        self.rectangle(x, y, width, height, fill.color)
        if fill.hatch:
            for start, end in _hatching(x, y, width, height):
                self.line((start, end), _HATCH_WIDTH, fill.hatch)
        if fill.outline:
            left, top, right, bottom = x + inset, y + inset, x + width - inset, y + height - inset
            corners = ((left, top), (right, top), (right, bottom), (left, bottom))
            self.line((*corners, *corners[:2]), _OUTLINE, fill.outline)  # beyond the first corner, so that it is joined

    def line(self, points: Sequence[Point], width: float, color: str, dash: Sequence[float] = ()) -> None:
        """A line."""
        self._shapes.append(Line(tuple(points), width, color, tuple(dash)))

    def trace(self, look: LineLook, points: Sequence[Point]) -> None:
        """A line in one of the style's looks; a single point is a dot."""
        if len(points) > 1:
            self.line(points, look.width, look.color, look.dash)
        if len(points) == 1 or look.marker:
            for x, y in points:
                fill = GROUND if look.marker else look.color
                self._shapes.append(Dot(x, y, 2.5, max(look.width, 1.0), look.color, fill))

    def base(self, start: Point, end: Point) -> None:
        """The line at zero."""
        self.line((start, end), self.look.axis.width, self.look.axis.color)

    def grid(self, start: Point, end: Point) -> None:
        """A line to compare marks by."""
        self.line((start, end), self.look.grid.width, self.look.grid.color)


def _hatching(x: float, y: float, width: float, height: float) -> list[tuple[Point, Point]]:
    """Lines that rise at 45 degrees, cut off at the edges of a rectangle."""
    out: list[tuple[Point, Point]] = []
    offset = _HATCH_STEP / 2
    while offset < width + height:
        # from the left edge, then from the lower one; to the upper edge, then to the right one
        start = (x, y + offset) if offset <= height else (x + offset - height, y + height)
        end = (x + offset, y) if offset <= width else (x + width, y + offset - width)
        out.append((start, end))
        offset += _HATCH_STEP
    return out
