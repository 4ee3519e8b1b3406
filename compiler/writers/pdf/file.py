"""The file itself: numbered objects in, a file with object streams and a cross-reference stream out.

Objects are bytes that the caller has formed; nothing here knows what they mean. The same objects in the same order give
the same bytes: the file's ID is a digest of its content (ISO 32000-1, 14.4), there is no clock.
"""

from __future__ import annotations

import hashlib
import zlib

PER_STREAM = 200  # objects in one object stream: readers unpack a whole stream to reach one object
_ROW = 7  # bytes of a row in the cross-reference stream


def number(value: float) -> str:
    """A real number as PDF writes it, to a hundredth of a point."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if text != "-0.00" else "0"


def text_string(value: str) -> str:
    """A PDF text string (ISO 32000-1, 7.9.2.2), in hexadecimal UTF-16."""
    return "<" + ("\ufeff" + value).encode("utf-16-be").hex().upper() + ">"


def byte_string(value: str) -> str:
    """A PDF byte string of ASCII characters, such as an element's ID or a URI."""
    escaped = value.encode("ascii").decode().replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"({escaped})"


class File:
    """Objects on their way into a file of a version of PDF."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._bodies: list[bytes | None] = [None]  # object 0 is the head of the free list
        self._streams: set[int] = set()

    def reserve(self) -> int:
        """The number of an object whose body is put in later."""
        self._bodies.append(None)
        return len(self._bodies) - 1

    def put(self, num: int, body: str) -> None:
        """Fills a reserved object."""
        self._bodies[num] = body.encode("latin-1")

    def add(self, body: str) -> int:
        """A new object; its number."""
        num = self.reserve()
        self.put(num, body)
        return num

    def add_stream(self, entries: str, data: bytes, compress: bool = True) -> int:
        """A new stream object. ``entries`` are its dictionary's but for length and, if compressed here, filter."""
        self._bodies.append(_stream(entries, data, compress))
        num = len(self._bodies) - 1
        self._streams.add(num)
        return num

    def finish(self, root: int, info: int | None) -> bytes:
        """The bytes of the file, given the numbers of catalog and information dictionary, if it has one."""
        out = [f"%PDF-{self._version}\n".encode() + b"%\xe2\xe3\xcf\xd3\n"]
        at = len(out[0])
        # For each object its row in the cross-reference stream: type, and offset or (stream, index).
        rows: list[tuple[int, int, int]] = [(0, 0, 65535)] * len(self._bodies)
        packed: list[tuple[int, bytes]] = []

        def write(num: int, body: bytes) -> None:
            nonlocal at
            rows[num] = (1, at, 0)
            data = b"%d 0 obj\n%s\nendobj\n" % (num, body)
            out.append(data)
            at += len(data)

        for num, body in enumerate(self._bodies[1:], 1):
            assert body is not None, f"object {num} was reserved and never filled"
            if num in self._streams:
                write(num, body)
            else:
                packed.append((num, body))
        for start in range(0, len(packed), PER_STREAM):
            part = packed[start : start + PER_STREAM]
            rows.append((0, 0, 0))
            stream = len(rows) - 1
            index, position = [], 0
            for i, (num, body) in enumerate(part):
                index.append(b"%d %d" % (num, position))
                position += len(body) + 1
                rows[num] = (2, stream, i)
            head = b" ".join(index) + b"\n"
            entries = f"/Type/ObjStm/N {len(part)}/First {len(head)}"
            write(stream, _stream(entries, head + b"\n".join(body for _, body in part), True, level=9))
        rows.append((1, at, 0))
        table = b"".join(bytes((kind,)) + a.to_bytes(4, "big") + b.to_bytes(2, "big") for kind, a, b in rows)
        # Each row as its difference from the one above (PNG's predictor "up") packs to a tenth.
        steps = bytes([(here - above) & 255 for here, above in zip(table, bytes(_ROW) + table, strict=False)])
        table = b"".join(b"\x02" + steps[at : at + _ROW] for at in range(0, len(steps), _ROW))
        digest = hashlib.sha256(b"".join(out)).hexdigest()[:32].upper()
        entries = f"/Type/XRef/Size {len(rows)}/W[1 4 2]/Root {root} 0 R/ID[<{digest}><{digest}>]"
        entries += f"/Info {info} 0 R" if info is not None else ""
        entries += f"/DecodeParms<</Predictor 12/Columns {_ROW}>>"
        out.append(b"%d 0 obj\n%s\nendobj\n" % (len(rows) - 1, _stream(entries, table, True)))
        out.append(b"startxref\n%d\n%%%%EOF\n" % at)
        return b"".join(out)


def _stream(entries: str, data: bytes, compress: bool, level: int = 6) -> bytes:
    if compress:
        data = zlib.compress(data, level)
        entries += "/Filter/FlateDecode"
    # The end of line before "endstream" is wanted by PDF/A-2, 6.1.7.1.
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries.encode("latin-1"), len(data), data)
