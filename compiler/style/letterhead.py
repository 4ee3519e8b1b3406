"""A corporate Word file to build on: read whole, and refused with a reason unless it is sound and holds nothing active.

In: the path that ``reference`` of a style names. Out: a ``Letterhead``, the parts that a writer may take from, or a
``LookupError`` with a message and help. What is taken from it is the writer's affair.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

_MOST_BYTES = 50_000_000  # of the file, and of all that is taken from it
_MOST_PARTS = 2_000
_MOST_RATIO = 200  # a part that unpacks to more than this many times its size is a bomb
_SMALL = 1_000_000  # below this a part may be as repetitive as it likes
_OLE = b"\xd0\xcf\x11\xe0"  # how old Word files and encrypted ones begin

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN = (f"{_WORD}document.main+xml", f"{_WORD}template.main+xml")
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/"
_RELATION = f"{_PACKAGE}relationships}}Relationship"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT = "http://purl.oclc.org/ooxml/"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SAVE_AGAIN = "open it in Word and save it as a Word document (.docx)"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the kind, the target's name in the package or its address outside."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The parts of a Word file by name, with the name of its main one."""

    name: str
    main: str
    parts: Mapping[str, bytes]

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to, by id."""
        return _relations(self.parts, part)

    def related(self, kind: str) -> str:
        """The name of the part of a kind that the main one refers to, ``""`` without one."""
        found = (r.target for r in self.relations(self.main).values() if r.kind == kind and not r.external)
        return next((name for name in found if name in self.parts), "")


def read_letterhead(path: Path) -> Letterhead:
    """The letterhead in a file; raises ``LookupError`` (message, help) when it cannot be built on."""
    from ..word_file import UNREADABLE  # its XML library is slow to load, and few styles have a letterhead

    if path.suffix.lower() in (".docm", ".dotm"):
        raise LookupError(f"`{path.name}` is a file with macros", _SAVE_AGAIN)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise LookupError(f"`{path.name}` is larger than {_MOST_BYTES // 1_000_000} MB", "")
        data = path.open("rb")
    except OSError:
        raise LookupError(
            f"there is no file `{path.name}` to build on", "the path counts from the style's folder"
        ) from None
    with data:
        if data.read(4) == _OLE:
            raise LookupError(f"`{path.name}` is protected by a password, or an old Word file", _SAVE_AGAIN)
        try:
            with zipfile.ZipFile(data) as package:
                parts = _unpacked(path.name, package)
        except UNREADABLE:
            raise LookupError(f"`{path.name}` is no Word file, or damaged", _SAVE_AGAIN) from None
    return _checked(path.name, parts)


def _unpacked(name: str, package: zipfile.ZipFile) -> dict[str, bytes]:
    """All parts, unless there are more bytes in them than any letterhead has."""
    entries = package.infolist()
    bomb = any(e.file_size > max(_SMALL, _MOST_RATIO * e.compress_size) for e in entries)
    if bomb or len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise LookupError(f"`{name}` unpacks to more than a letterhead can hold", _SAVE_AGAIN)
    return {entry.filename: package.read(entry) for entry in entries if not entry.is_dir()}


def _checked(name: str, parts: dict[str, bytes]) -> Letterhead:
    """The letterhead in the parts of a package."""
    try:
        for part, content in parts.items():
            if part.endswith((".xml", ".rels")):
                if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                    raise LookupError(f"`{name}` defines entities, which no Word file does", "")
                ElementTree.fromstring(content)
        mains = [r for r in _relations(parts, "").values() if r.kind.endswith("/officeDocument")]
    except (ElementTree.ParseError, ValueError):
        raise LookupError(f"`{name}` is no Word file, or damaged", _SAVE_AGAIN) from None
    if any(relation.kind.startswith(_STRICT) for relation in mains):
        raise LookupError(f"`{name}` is in the format “Strict Open XML”", _SAVE_AGAIN)
    main = next((relation.target for relation in mains if relation.target in parts), "")
    types = _content_types(parts)
    kind = types.get(f"/{main}", "")
    if "macroEnabled" in kind or any("vbaProject" in kind or "activeX" in kind for kind in types.values()):
        raise LookupError(f"`{name}` is a file with macros", _SAVE_AGAIN)
    if any("vbaproject" in part.lower() for part in parts):
        raise LookupError(f"`{name}` is a file with macros", _SAVE_AGAIN)
    if kind not in _MAIN:
        raise LookupError(f"`{name}` is no Word file, or damaged", _SAVE_AGAIN)
    letterhead = Letterhead(name, main, parts)
    if not letterhead.related(f"{_OFFICE}styles"):
        raise LookupError(f"`{name}` has no styles", _SAVE_AGAIN)
    _check_page(letterhead)
    return letterhead


def _check_page(letterhead: Letterhead) -> None:
    """Whether its last section says how large the page is and leaves room on it."""
    body = ElementTree.fromstring(letterhead.parts[letterhead.main])
    sections = list(body.iter(f"{_W}sectPr"))
    size = sections[-1].find(f"{_W}pgSz") if sections else None
    margins = sections[-1].find(f"{_W}pgMar") if sections else None
    if size is None or margins is None:
        raise LookupError(f"`{letterhead.name}` does not say how large its page is", _SAVE_AGAIN)
    try:
        across = int(size.get(f"{_W}w", "")) - sum(
            abs(int(margins.get(f"{_W}{s}", "0"))) for s in ("left", "right", "gutter")
        )
        down = int(size.get(f"{_W}h", "")) - sum(abs(int(margins.get(f"{_W}{s}", "0"))) for s in ("top", "bottom"))
    except ValueError:
        raise LookupError(f"`{letterhead.name}` does not say how large its page is", _SAVE_AGAIN) from None
    if min(across, down) < _LEAST_ROOM:
        raise LookupError(f"the page of `{letterhead.name}` leaves no room for text", "make its margins smaller")


_LEAST_ROOM = 4 * 1440  # twips: four inches each way


def _content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The content type of each part that has one of its own (ECMA-376-2, 10.1.2)."""
    types = ElementTree.fromstring(parts.get("[Content_Types].xml", b"<none/>"))
    overrides = types.iter(f"{_PACKAGE}content-types}}Override")
    return {override.get("PartName", ""): override.get("ContentType", "") for override in overrides}


def _relations(parts: Mapping[str, bytes], part: str) -> dict[str, Relation]:
    folder, _, file = part.rpartition("/")
    content = parts.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    if content is None:
        return {}
    found = {}
    for relation in ElementTree.fromstring(content).iter(_RELATION):
        external = relation.get("TargetMode") == "External"
        target = relation.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[relation.get("Id", "")] = Relation(relation.get("Type", ""), target, external)
    return found
