"""The sRGB profile that says what our colours mean (PDF/A-2, 6.2.3: output intent), built from the standard's numbers.

Libraries' profiles carry the date on which they were made; this one is the same bytes every time.
"""

from __future__ import annotations

import struct
from functools import lru_cache

# IEC 61966-2-1 primaries and white, adapted to D50, as in the ICC's own sRGB profile.
_COLORANTS = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_D50 = (0.9642, 1.0, 0.8249)
_NAME = b"sRGB IEC61966-2.1"
_STEPS = 256


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, values))


def _curve() -> bytes:
    """The transfer curve as a table of 16-bit numbers."""
    table = []
    for i in range(_STEPS):
        value = i / (_STEPS - 1)
        linear = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        table.append(round(linear * 65535))
    return b"curv\0\0\0\0" + struct.pack(f">I{_STEPS}H", _STEPS, *table)


@lru_cache(maxsize=1)
def srgb() -> bytes:
    """An ICC profile of version 2.1 for a display device (ICC.1:1998-09)."""
    text = _NAME + b"\0"
    description = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * (4 + 4 + 2 + 1 + 67)
    curve = _curve()
    tags = [
        (b"desc", description),
        (b"cprt", b"text\0\0\0\0No copyright, use freely\0"),
        (b"wtpt", _xyz(_D50)),
        *((name, _xyz(values)) for name, values in _COLORANTS.items()),
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
    header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s", 1998, 2, 9, 6, 49, 0, b"acsp") + b"\0" * 28
    header += b"".join(map(_fixed, _D50)) + b"\0" * 48
    return header + struct.pack(">I", len(tags)) + b"".join(table) + body
