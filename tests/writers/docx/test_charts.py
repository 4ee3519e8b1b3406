"""Charts in the Word file: a picture of print quality, with its description."""

from __future__ import annotations

import io

from PIL import Image

from compiler import ir
from compiler.charts import Dot, Line, Rectangle, Vector, Words
from compiler.writers.docx import write
from compiler.writers.docx.charts import chart_png
from tests.writers.docx.opened import STYLE, document, opened
from tests.writers.pdf.test_charts import CAPTION, CHART, LINE

PIXEL = 300 / 72


def painted(*shapes: Rectangle | Line | Dot | Words) -> Image.Image:
    """The picture of shapes on a ground of 72 by 72 points: 300 by 300 pixels."""
    return Image.open(io.BytesIO(chart_png(Vector(72, 72, shapes), STYLE)))


def color(picture: Image.Image, x: float, y: float) -> object:
    """The colour at a place in points."""
    return picture.convert("RGB").getpixel((round(x * PIXEL), round(y * PIXEL)))


def test_a_picture_has_300_pixels_to_the_inch() -> None:
    picture = painted()

    assert picture.size == (300, 300)
    assert [round(value) for value in picture.info["dpi"]] == [300, 300]


def test_a_rectangle_has_exactly_its_colour_and_its_place() -> None:
    picture = painted(Rectangle(12, 24, 24, 12, "0F4C75"))

    assert color(picture, 13, 25) == color(picture, 35, 35) == (0x0F, 0x4C, 0x75)
    assert color(picture, 11, 25) == color(picture, 37, 25) == color(picture, 13, 37) == (255, 255, 255)


def test_a_dashed_line_leaves_room_between_its_dashes_also_round_a_corner() -> None:
    picture = painted(Line(((0, 10), (9, 10), (9, 40)), 2, "000000", (6, 3)))

    assert color(picture, 3, 10) == color(picture, 9, 12) == color(picture, 9, 20) == (0, 0, 0)
    assert color(picture, 7.5, 10) == color(picture, 9, 17.5) == (255, 255, 255)


def test_a_ring_has_the_fill_inside() -> None:
    picture = painted(Dot(36, 36, 10, 2, "000000", "FFFFFF"))

    assert color(picture, 46, 36) == color(picture, 36, 26) == (0, 0, 0)
    assert color(picture, 36, 36) == color(picture, 48, 36) == (255, 255, 255)


def test_words_stand_on_their_baseline() -> None:
    picture = painted(Words(10, 40, "HH", "chart-label")).convert("L")
    rows = [y for y in range(300) if min(picture.crop((0, y, 300, y + 1)).tobytes()) < 128]

    assert abs(rows[-1] + 1 - 40 * PIXEL) <= 1
    assert abs(rows[0] - (40 - 0.66 * 9) * PIXEL) <= 1


def test_a_chart_is_an_inline_picture_as_wide_as_its_room_with_its_description() -> None:
    body = opened(ir.Figure(CHART, "Two bars.", CAPTION)).body

    assert 'descr="Two bars."' in body
    assert f'cx="{round(STYLE.page.width * 12700)}"' in body


def test_the_same_chart_gives_the_same_bytes() -> None:
    made = [write(document(ir.Figure(LINE, "Lines.")), STYLE).data for _ in range(2)]

    assert made[0] == made[1]
