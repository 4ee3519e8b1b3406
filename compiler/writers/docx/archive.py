"""The zip file of a package: the same bytes on any day, and nothing squeezed twice that is in every file.

In: names and contents. Out: the file's bytes (APPNOTE 6.3.2, 4.3). ``zipfile`` would squeeze the fonts anew for each
brief of a batch, which takes longer than all the rest of writing it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_DATE = (1980 - 1980) << 9 | 1 << 5 | 1  # the first day that a zip file can hold
_VERSION, _UNIX, _DEFLATE, _UTF8 = 20, 3 << 8, 8, 0x0800
_MODE = 0o100644 << 16
_LEVEL = 5  # two thirds of the time of zlib's usual 6 on a font, for a file larger by a two-hundredth


@dataclass(frozen=True, slots=True)
class Deflated:
    """A content squeezed already: its size and checksum before that, and what it became."""

    size: int
    checksum: int
    data: bytes


def deflate(content: bytes) -> Deflated:
    """A content as it will stand in the file."""
    squeezer = zlib.compressobj(_LEVEL, wbits=-zlib.MAX_WBITS)
    return Deflated(len(content), zlib.crc32(content), squeezer.compress(content) + squeezer.flush())


def archive(files: Iterable[tuple[str, Deflated]]) -> bytes:
    """A zip file of the contents under their names, in the order given."""
    out, directory, count = bytearray(), bytearray(), 0
    for name, content in files:
        path = name.encode()
        about = struct.pack(
            "<HHHHHIIIHH",
            *(_VERSION, _UTF8, _DEFLATE, 0, _DATE),
            *(content.checksum, len(content.data), content.size, len(path), 0),
        )
        entry = struct.pack("<4sH", b"PK\x01\x02", _UNIX | _VERSION) + about
        directory += entry + struct.pack("<HHHII", 0, 0, 0, _MODE, len(out)) + path
        out += b"PK\x03\x04" + about + path + content.data
        count += 1
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(out), 0)
    return bytes(out + directory + end)
