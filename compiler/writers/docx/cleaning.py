"""Cleaning a part of a corporate Word file: what acts, what fetches and what tells of people is taken out.

In: the root of a part. Out: the same, changed in place: plain words, pictures, links, and fields that count or repeat.
"""

from __future__ import annotations

from typing import Any

from .oxml import NAMESPACES

Element = Any  # lxml has no types

_W = f"{{{NAMESPACES['w']}}}"
# what a header may count or repeat; of other fields, which fetch or run something, the result stays
_FIELDS = frozenset("PAGE NUMPAGES SECTION SECTIONPAGES STYLEREF TITLE SUBJECT KEYWORDS DOCPROPERTY DATE TIME".split())
_TELLING = frozenset("AUTHOR LASTSAVEDBY USERNAME USERINITIALS USERADDRESS FILENAME TEMPLATE EDITTIME".split())
# tracked changes, comments, permissions, bindings to what is not there, embedded objects, bullets that are pictures
_DROPPED = frozenset(
    f"{_W}{tag}"
    for tag in (
        "del moveFrom rPrChange pPrChange sectPrChange tblPrChange trPrChange tcPrChange tblGridChange numberingChange"
        " commentRangeStart commentRangeEnd commentReference annotationRef permStart permEnd proofErr dataBinding"
        " object control altChunk subDoc moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd"
        " customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd rsid rsids"
        " numPicBullet lvlPicBulletId bookmarkStart bookmarkEnd"
    ).split()
)
_UNWRAPPED = frozenset({f"{_W}ins", f"{_W}moveTo", f"{_W}smartTag", f"{_W}customXml"})


def clean(root: Element, words_only: bool = False) -> None:
    """Takes out of a part what acts and what tells of its editing; with ``words_only`` all but WordprocessingML too."""
    for node in list(root.iter()):
        if not isinstance(node.tag, str):  # a comment or an instruction to programs
            _remove(node)
            continue
        for attribute in list(node.attrib):
            local = attribute.rpartition("}")[2]
            foreign = words_only and attribute.startswith("{") and not attribute.startswith(_W)
            if local.startswith("rsid") or local in ("paraId", "textId") or foreign:
                del node.attrib[attribute]
        if node is root:
            continue
        foreign = words_only and (not node.tag.startswith(_W) or node.tag == f"{_W}lang")
        if node.tag in _DROPPED or foreign:
            _remove(node)
        elif node.tag in _UNWRAPPED:
            _unwrap(node)


def keep_fields(root: Element) -> None:
    """Leaves of a field that is not one of ``_FIELDS`` its result, and nothing of one that tells of people."""
    for node in list(root.iter(f"{_W}fldSimple")):
        name = _field_name(node.get(f"{_W}instr", ""))
        if name in _TELLING:
            _remove(node)
        elif name not in _FIELDS:
            _unwrap(node)
    for paragraph in root.iter(f"{_W}p"):
        _keep_spread_fields(paragraph)


def _keep_spread_fields(paragraph: Element) -> None:
    """The same for fields whose marks and result are in runs of one paragraph."""
    open_fields: list[tuple[list[Element], list[Element]]] = []  # marks with instruction, and the result
    for run in list(paragraph.iter(f"{_W}r")):
        for child in list(run):
            kind = child.get(f"{_W}fldCharType") if child.tag == f"{_W}fldChar" else None
            if kind == "begin":
                open_fields.append(([], []))
            for marks, result in open_fields:
                is_mark = marks is open_fields[-1][0] and (kind or child.tag == f"{_W}instrText")
                (marks if is_mark else result).append(child)
            if kind == "end" and open_fields:
                _close(*open_fields.pop())
    for marks, _ in open_fields:  # a field that does not end here
        for mark in marks:
            _remove(mark)


def _close(marks: list[Element], result: list[Element]) -> None:
    """Keeps a field or takes it out."""
    name = _field_name("".join(mark.text or "" for mark in marks if mark.tag == f"{_W}instrText"))
    if name not in _FIELDS:
        for node in marks + (result if name in _TELLING else []):
            _remove(node)


def _field_name(instruction: str) -> str:
    words = instruction.split()
    return words[0].upper() if words else ""


def _remove(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _unwrap(node: Element) -> None:
    """Puts the children of a node into its place."""
    parent = node.getparent()
    if parent is not None:
        at = parent.index(node)
        for child in reversed(node):
            parent.insert(at + 1, child)
        parent.remove(node)
