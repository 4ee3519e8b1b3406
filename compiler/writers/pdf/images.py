"""Raster images: PNG and JPEG files as image objects, their data passed through untouched wherever PDF allows.

A PNG without transparency or interlacing and a JPEG in grey or RGB are not decoded at all, so that size hardly matters;
the rest (transparency, interlacing, CMYK) is decoded with Pillow.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

from compiler import ir

from .file import File

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

BAND = 256  # rows that are converted at a time: a whole image in every form that it passes would take a gigabyte


def add_image(file: File, image: ir.Image) -> int:
    """Puts an image into the file; the number of its object."""
    passed = _png(file, image.data) if image.format == "png" else _jpeg(file, image.data)
    return passed if passed is not None else _decoded(file, image.data)


def _entries(width: int, height: int, space: str, bits: int, more: str = "") -> str:
    return f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace{space}/BitsPerComponent {bits}{more}"


def _png(file: File, data: bytes) -> int | None:
    """A PNG's own compressed rows, which PDF reads with its PNG predictor; ``None`` if it must be decoded."""
    at = 8
    header: tuple[int, ...] = ()
    palette = b""
    parts: list[bytes] = []
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", body)
        elif kind == b"PLTE":
            palette = body
        elif kind == b"tRNS":
            return None
        elif kind == b"IDAT":
            parts.append(body)
        at += 12 + length
    if not header:
        return None
    width, height, bits, color, _, _, interlaced = header
    if interlaced or color not in (0, 2, 3):
        return None
    colors = 3 if color == 2 else 1
    space = {0: "/DeviceGray", 2: "/DeviceRGB"}.get(color, "")
    if color == 3:
        space = f"[/Indexed/DeviceRGB {len(palette) // 3 - 1}<{palette.hex()}>]"
    decode = f"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {colors}/BitsPerComponent {bits}/Columns {width}>>"
    return file.add_stream(_entries(width, height, space, bits, decode), b"".join(parts), compress=False)


def _jpeg(file: File, data: bytes) -> int | None:
    """A JPEG as it is; ``None`` if it must be decoded."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xC2:
            bits, height, width, colors = struct.unpack_from(">BHHB", data, at + 4)
            if colors not in (1, 3) or bits != 8:
                return None
            space = "/DeviceGray" if colors == 1 else "/DeviceRGB"
            return file.add_stream(_entries(width, height, space, 8, "/Filter/DCTDecode"), data, compress=False)
        at += 2 + length
    return None


def _decoded(file: File, data: bytes) -> int:
    """Any image as plain RGB, with its transparency as a mask."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # the front end has judged the size
    with Image.open(io.BytesIO(data)) as picture:
        mask = ""
        if picture.mode in ("LA", "RGBA", "PA") or "transparency" in picture.info:
            colors, alpha, opaque = _packed(picture, transparent=True)
            if not opaque:
                entries = _entries(*picture.size, "/DeviceGray", 8, "/Filter/FlateDecode")
                mask = f"/SMask {file.add_stream(entries, alpha, compress=False)} 0 R"
        else:
            colors, _, _ = _packed(picture, transparent=False)
        entries = _entries(*picture.size, "/DeviceRGB", 8, f"{mask}/Filter/FlateDecode")
        return file.add_stream(entries, colors, compress=False)


def _packed(picture: Picture, transparent: bool) -> tuple[bytes, bytes, bool]:
    """The rows of an image as RGB and as transparency, both compressed, and whether nothing shines through."""
    width, height = picture.size
    colors, alpha = zlib.compressobj(6), zlib.compressobj(6)
    packed: tuple[list[bytes], list[bytes]] = ([], [])
    opaque = True
    for top in range(0, height, BAND):
        band = picture.crop((0, top, width, min(top + BAND, height)))
        if transparent:
            band = band.convert("RGBA")
            channel = band.getchannel("A")
            opaque = opaque and channel.getextrema() == (255, 255)
            packed[1].append(alpha.compress(channel.tobytes()))
        packed[0].append(colors.compress(band.convert("RGB").tobytes()))
    return b"".join([*packed[0], colors.flush()]), b"".join([*packed[1], alpha.flush()]), opaque
