"""Word files that come from anywhere, opened with care: the package, its relationships, its parts as XML.

In: a file's bytes. Out: a ``WordFile``; what cannot be read, or would take too much to read, is a ``NotReadable``.
Nothing is loaded from elsewhere, no entity is expanded, and no more is unpacked than the limits say. The package is
ECMA-376-2 (OPC).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

LARGEST_FILE = 200_000_000
LARGEST_PART = 40_000_000  # of XML, unpacked: some thousands of pages
MOST_PARTS = 10_000

# What `zipfile` raises over an archive that is damaged, encrypted, or squeezed in a way that Python does not know: for
# the last it has a kind of RuntimeError.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)

Element = Any  # lxml has no types
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = "http://purl.oclc.org/ooxml/"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class NotReadable(Exception):
    """A file that is no Word file, or not one that can be read; with what to do about it."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message, self.help = message, help


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part says of another: ``kind`` ends its type (``image``), ``target`` is a part or an address."""

    kind: str
    target: str
    external: bool


class WordFile:
    """A Word file. Parts are named without the leading ``/``: ``word/document.xml``."""

    def __init__(self, data: bytes) -> None:
        """Raises ``NotReadable``."""
        if data.startswith(_OLE):
            help = "save it in Word as a Word document (.docx), without a password"
            raise NotReadable("this is a file of an older Word, or it is locked by a password", help)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            names = self._archive.namelist()
        except UNREADABLE as error:
            raise NotReadable("this is no Word file: it is not a zip archive, or a damaged one") from error
        if len(names) > MOST_PARTS:
            raise NotReadable(f"this file has more than {MOST_PARTS:,} parts")
        self._names = frozenset(names)
        self._parts: dict[str, Element | None] = {}
        self._relationships: dict[str, dict[str, Relationship]] = {}
        main = [r.target for r in self.relationships("").values() if r.kind == "officeDocument"]
        document = self.part(main[0]) if main else None
        if document is None or document.tag != f"{W}document":
            if document is not None and document.tag.startswith("{" + _STRICT):
                help = "save it in Word as a Word document (.docx), not as Strict Open XML"
                raise NotReadable("this file is in the strict form of the format, which is not read", help)
            raise NotReadable("this is no Word document")
        self.main: str = main[0]
        self.document: Element = document

    def part(self, name: str) -> Element | None:
        """The root of an XML part; ``None`` when there is no such part. Raises ``NotReadable``."""
        if name not in self._parts:
            self._parts[name] = self._parsed(name) if name in self._names else None
        return self._parts[name]

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part (``""``: of the package), by their ids."""
        if part not in self._relationships:
            folder, name = posixpath.split(part)
            root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
            found = (
                {} if root is None else {r.get("Id", ""): _relationship(r, folder) for r in root.iter(_RELATIONSHIP)}
            )
            self._relationships[part] = found
        return self._relationships[part]

    def related(self, kind: str, part: str | None = None) -> list[str]:
        """The parts that a part (or the main one) has a relationship of a kind with, in the order of their ids."""
        of = self.relationships(self.main if part is None else part)
        return [r.target for _, r in sorted(of.items()) if r.kind == kind and not r.external]

    def stories(self) -> Iterator[tuple[str, str, Element]]:
        """The parts with text in them, as (kind, name, root): the document, its notes, headers and footers."""
        yield "document", self.main, self.document
        for kind in ("footnotes", "endnotes", "header", "footer"):
            for name in dict.fromkeys(self.related(kind)):
                if (root := self.part(name)) is not None:
                    yield kind, name, root

    def _parsed(self, name: str) -> Element:
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
        try:
            with self._archive.open(name) as stream:
                data = stream.read(LARGEST_PART + 1)  # whatever size the archive says it has
        except UNREADABLE as error:
            raise NotReadable(f"the part {name} is damaged or encrypted") from error
        if len(data) > LARGEST_PART:
            raise NotReadable(f"the part {name} is larger than {LARGEST_PART // 1_000_000} MB unpacked")
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise NotReadable(f"the part {name} is not XML that can be read") from error
        if root.getroottree().docinfo.doctype:
            raise NotReadable(f"the part {name} declares a document type, which no Word file does (ECMA-376-2, 8.1.4)")
        return root


def read_word_file(path: Path) -> WordFile:
    """Opens a file; raises ``NotReadable``."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise NotReadable(f"this file is larger than {LARGEST_FILE // 1_000_000} MB")
        return WordFile(path.read_bytes())
    except OSError as error:
        raise NotReadable(f"this file cannot be read: {(error.strerror or str(error)).lower()}") from error


def _relationship(element: Element, folder: str) -> Relationship:
    external = element.get("TargetMode") == "External"
    target = element.get("Target", "")
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
    return Relationship(element.get("Type", "").rpartition("/")[2], target, external)
