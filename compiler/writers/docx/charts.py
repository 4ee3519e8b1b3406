"""Charts as pictures of print quality: a drawing's shapes → a PNG of 300 pixels to the inch.

Shapes are drawn larger and made smaller, so that edges are smooth; each character stands where the faces' widths and
kerning put it, as in the PDF. The same chart gives the same bytes.
"""

from __future__ import annotations

import io
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from compiler.charts import Dot, Line, Rectangle, Vector, Words
from compiler.faces import JOINER, Faces

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

    from compiler.charts.shapes import Point
    from compiler.style import Style

_RESOLUTION = 300
_LARGER = 3  # times the resolution, while it is drawn
_COLORS = 256  # of the picture: a palette holds the tones of a chart and its smooth edges
_GROUND = (255, 255, 255)


def chart_png(vector: Vector, style: Style) -> bytes:
    """The PNG file of a drawing."""
    from PIL import Image, ImageDraw

    size = (max(round(vector.width * _RESOLUTION / 72), 1), max(round(vector.height * _RESOLUTION / 72), 1))
    picture = Image.new("RGB", (size[0] * _LARGER, size[1] * _LARGER), _GROUND)
    _Painter(ImageDraw.Draw(picture), style).paint(vector)
    small = picture.resize(size, Image.Resampling.BOX).quantize(_COLORS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True, dpi=(_RESOLUTION, _RESOLUTION))
    return out.getvalue()


class _Painter:
    """Paints shapes; lengths in points become pixels here."""

    def __init__(self, draw: ImageDraw, style: Style) -> None:
        self._draw = draw
        self._style = style
        self._faces = Faces(style)
        self._scale = _RESOLUTION / 72 * _LARGER

    def paint(self, vector: Vector) -> None:
        """All shapes, in order."""
        for shape in vector.shapes:
            match shape:
                case Rectangle(x, y, width, height, color):
                    self._polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], color)
                case Line(points, width, color, dash):
                    for stretch in _dashes(points, dash) if dash else [points]:
                        self._line(stretch, width, color)
                case Dot(x, y, radius, width, color, fill):
                    self._circle(x, y, radius + width / 2, color)
                    self._circle(x, y, radius - width / 2, fill)
                case Words(x, y, text, role):
                    self._words(x, y, text, role)
                case _:
                    assert_never(shape)

    def _polygon(self, points: list[Point], color: str) -> None:
        # Pillow paints the pixels of the lower and right edge too
        scaled = [(round(x * self._scale), round(y * self._scale)) for x, y in points]
        left, top = min(x for x, _ in scaled), min(y for _, y in scaled)
        right, bottom = max(x for x, _ in scaled) - 1, max(y for _, y in scaled) - 1
        self._draw.rectangle((left, top, max(left, right), max(top, bottom)), f"#{color}")

    def _line(self, points: tuple[Point, ...], width: float, color: str) -> None:
        scaled = [(x * self._scale, y * self._scale) for x, y in points]
        self._draw.line(scaled, f"#{color}", max(round(width * self._scale), 1), joint="curve")

    def _circle(self, x: float, y: float, radius: float, color: str) -> None:
        box = [value * self._scale for value in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.ellipse(box, f"#{color}")

    def _words(self, x: float, y: float, text: str, role: str) -> None:
        look = self._style.roles[role]
        size = look.size * self._scale
        for part, face in self._faces.cut(text, look.font, look.bold, look.italic):
            font = _font(face.path, size)
            for number, word in enumerate(part.split(" ")):
                x += face.space * look.size / 1000 if number else 0.0
                kerns = face.word(word)[1]
                for place, char in enumerate(word.replace(JOINER, "")):
                    self._draw.text((x * self._scale, y * self._scale), char, f"#{look.color}", font, anchor="ls")
                    advance = face.word(char)[0] + (kerns[place] if kerns else 0.0)
                    x += advance * look.size / 1000


@lru_cache(maxsize=16)
def _font(path: Path, size: float) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _dashes(points: tuple[Point, ...], dash: tuple[float, ...]) -> list[tuple[Point, ...]]:
    """The stretches of a line that are drawn."""
    out: list[tuple[Point, ...]] = []
    current: list[Point] = [points[0]]
    number, left = 0, dash[0]
    for (x0, y0), (x1, y1) in pairwise(points):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        at = 0.0
        while length - at > left:
            at += left
            here = (x0 + (x1 - x0) * at / length, y0 + (y1 - y0) * at / length)
            if number % 2 == 0:
                out.append((*current, here))
            current = [here]
            number += 1
            left = dash[number % len(dash)]
        left -= length - at
        if number % 2 == 0:
            current.append((x1, y1))
    if number % 2 == 0 and len(current) > 1:
        out.append(tuple(current))
    return out
