"""The sRGB profile that says what our colours mean (PDF/A-2, 6.2.3: output intent), built from the standard's numbers.

Libraries' profiles carry the date on which they were made; this one is the same bytes every time. Its transfer curve is
a formula and no table: poppler turns it round for each element whose text it is asked for, and a table takes it long.
"""

from __future__ import annotations

import struct
from functools import lru_cache

# IEC 61966-2-1: primaries adapted from D65 to D50, and the matrix that adapts them, as in the ICC's own sRGB profile.
_COLORANTS = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_ADAPTATION = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
# Its transfer curve: (ax + b)^g from d on, cx below (parametricCurveType, function 3): g, a, b, c, d.
_TRANSFER = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_D50 = (0.9642, 1.0, 0.8249)
_NAME = "sRGB IEC61966-2.1"


def _fixed(values: tuple[float, ...]) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _text(text: str) -> bytes:
    """A multiLocalizedUnicodeType of one text, in English."""
    data = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II4sII", 1, 12, b"enUS", len(data), 28) + data


@lru_cache(maxsize=1)
def srgb() -> bytes:
    """An ICC profile of version 4.2 for a display device (ICC.1:2004-10)."""
    curve = b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + _fixed(_TRANSFER)
    tags = [
        (b"desc", _text(_NAME)),
        (b"cprt", _text("No copyright, use freely")),
        (b"wtpt", b"XYZ \0\0\0\0" + _fixed(_D50)),
        (b"chad", b"sf32\0\0\0\0" + _fixed(_ADAPTATION)),
        *((name, b"XYZ \0\0\0\0" + _fixed(values)) for name, values in _COLORANTS.items()),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    at = 128 + 4 + 12 * len(tags)
    table, body = [], b""
    places: dict[bytes, int] = {}
    for name, data in tags:
        if data not in places:
            places[data] = at + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table.append(struct.pack(">4sII", name, places[data], len(data)))
    size = at + len(body)
    header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x04200000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s", 1998, 2, 9, 6, 49, 0, b"acsp") + b"\0" * 28
    header += _fixed(_D50) + b"\0" * 48
    return header + struct.pack(">I", len(tags)) + b"".join(table) + body
