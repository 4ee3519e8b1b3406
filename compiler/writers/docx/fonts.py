"""The style's faces inside the file, so that it looks the same on a machine without them.

In: the families and faces that a document uses. Out: the parts of the fonts, obfuscated as the format wants it
(17.8.1), and what the font table says of them. Whole faces: a reviewer may type what the document does not have yet.
"""

from __future__ import annotations

import struct
import uuid
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from compiler.style import Family

from .archive import Deflated, deflate

Face = tuple[bool, bool]  # bold, italic

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
# in the order of the schema (CT_Font)
ELEMENTS: dict[Face, str] = {
    (False, False): "embedRegular",
    (True, False): "embedBold",
    (False, True): "embedItalic",
    (True, True): "embedBoldItalic",
}
_USAGE = 8  # where fsType stands in the table OS/2
_INSTALLABLE, _EDITABLE = 0, 8  # with "preview" alone, Word opens the file for reading only


@dataclass(frozen=True, slots=True)
class Embedded:
    """A face in the file: the element that names it, the key that it is obfuscated with, its part's content."""

    element: str
    key: str
    content: Deflated


def embed(family: Family, face: Face) -> Embedded | None:
    """A face of a family as it stands in the file; ``None`` where its licence does not allow that."""
    element = ELEMENTS[face]
    guid = uuid.uuid5(uuid.NAMESPACE_URL, f"{family.name}/{element}")  # the same in every file
    content = _obfuscated(family.face(*face), guid)
    return Embedded(element, f"{{{str(guid).upper()}}}", content) if content else None


@lru_cache(maxsize=32)
def _obfuscated(path: Path, guid: uuid.UUID) -> Deflated | None:
    """A font's file, its first 32 bytes mixed with the key's, last byte first, twice."""
    font = path.read_bytes()
    if not _is_embeddable(font):
        return None
    key = guid.bytes[::-1] * 2
    return deflate(bytes(a ^ b for a, b in zip(font[:32], key, strict=True)) + font[32:])


def _is_embeddable(font: bytes) -> bool:
    """Whether the font may be put into a file that others edit (OpenType, OS/2, fsType)."""
    (count,) = struct.unpack_from(">H", font, 4)
    for at in range(12, 12 + 16 * count, 16):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, at)
        if tag == b"OS/2":
            (usage,) = struct.unpack_from(">H", font, offset + _USAGE)
            return (usage & 0x000F) in (_INSTALLABLE, _EDITABLE)
    return True
