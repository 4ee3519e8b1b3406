"""Drawings: a tree's picture, chart or likelihood track as an inline picture of a size in points.

In: ``ir.Drawing`` and the room there is. Out: a PNG or JPEG file's bytes and the size at which it is shown. A track is
drawn here, pixel by pixel, so that the same numbers give the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from functools import cache
from typing import assert_never

from compiler import ir
from compiler.charts import draw
from compiler.style import RangeLook, Style

from .charts import chart_png

_PIXELS_A_POINT = 4  # a track stays sharp in print: 288 to the inch
_TALLEST = 0.85  # of the page's text block, so that caption and notes fit on the same page


def picture(drawing: ir.Drawing, style: Style, room: float) -> tuple[bytes, tuple[float, float]]:
    """A drawing's file, and its width and height in points when it stands in ``room`` points of width."""
    match drawing:
        case ir.Range():
            size = (room, style.range.height)
            return track(drawing, style.range, round(room * _PIXELS_A_POINT)), size
        case ir.Chart() | ir.RangeChart():
            vector = draw(drawing, style, room)
            shrink = min(1.0, _tallest(style) / vector.height)
            return chart_png(vector, style), (room * shrink, vector.height * shrink)
        case ir.Image(data=data, pixels=(across, down)):
            width = room * drawing.width / 100
            height = width * down / across
            shrink = min(1.0, _tallest(style) / height)
            return data, (width * shrink, height * shrink)
        case _:
            assert_never(drawing)


def _tallest(style: Style) -> float:
    return _TALLEST * (style.page.size[1] - style.page.margin[0] - style.page.margin[2])


@cache
def track(values: ir.Range, look: RangeLook, across: int) -> bytes:
    """A PNG of a track ``across`` pixels wide, in two colours."""
    down = round(look.height * _PIXELS_A_POINT)
    begin, end = round(across * values.low / 100), round(across * values.high / 100)
    row = b"\0" + b"\0" * begin + b"\1" * (end - begin) + b"\0" * (across - end)
    palette = bytes.fromhex(look.track + look.fill)
    header = struct.pack(">IIBBBBB", across, down, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(row * down, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
