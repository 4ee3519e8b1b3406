"""What a corporate Word file gives a document: its page, header and footer, styles, lists and theme.

In: a ``Letterhead``. Out: parts and definitions, cleaned: nothing that acts, nothing that points out of the file but
plain links, nothing about the people who made it. Its definitions win over ours; what it lacks is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from compiler.style import Letterhead, Page, Relation

from .cleaning import clean, keep_fields
from .oxml import NAMESPACES, Xml

Element = Any  # lxml has no types

_W = f"{{{NAMESPACES['w']}}}"
_R = f"{{{NAMESPACES['r']}}}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PICTURE = f"{{{NAMESPACES['wp']}}}docPr"
_FIRST_PICTURE = 1_000_001  # numbers of pictures are unique in a file (20.4.2.5); the body counts its own from 1
_IMAGE, _HYPERLINK = f"{_OFFICE}image", f"{_OFFICE}hyperlink"
_PICTURES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
    "svg": "image/svg+xml",
}
_LINKS = ("http://", "https://", "mailto:")
_SHOWS = frozenset(f"{_W}{tag}" for tag in ("drawing", "pict", "fldSimple", "instrText", "tbl"))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a header: its extension, its content type, its bytes."""

    extension: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sheet:
    """A header or footer of the letterhead: its root, its links and its pictures by the ids of their relationships."""

    root: Element
    links: dict[str, str]
    pictures: dict[str, Picture]

    def part(self, added: Xml) -> str:
        """The part's markup with paragraphs ``added`` at its end."""
        for child in etree.fromstring(f'<x xmlns:w="{NAMESPACES["w"]}">{added}</x>'):
            self.root.append(child)
        return _whole(self.root)


class Template:
    """A letterhead in the parts that documents take from it."""

    def __init__(self, letterhead: Letterhead) -> None:
        self._from = letterhead
        self._body = self._root(letterhead.main)
        styles = self._root(letterhead.related(f"{_OFFICE}styles"))
        clean(styles, words_only=True)
        self._defaults = styles.find(f"{_W}docDefaults")
        self._latent = styles.find(f"{_W}latentStyles")
        self._styles = styles.findall(f"{_W}style")
        self._numbering = self._optional("numbering")
        self._pictures = _FIRST_PICTURE
        self._ids = {
            (style.get(f"{_W}type", "paragraph"), _value(style, "name").lower()): style.get(f"{_W}styleId", "")
            for style in self._styles
        }

    def _root(self, name: str) -> Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self._from.parts[name], parser)

    def _optional(self, kind: str) -> Element | None:
        """The cleaned root of a part that there may be."""
        name = self._from.related(f"{_OFFICE}{kind}")
        if not name:
            return None
        root = self._root(name)
        clean(root, words_only=True)
        return root

    # ---------------------------------------------------------------------------------------------------------- styles

    def style(self, kind: str, name: str) -> str | None:
        """The id of a style by its name, which Word compares without case."""
        return self._ids.get((kind, name.lower()))

    @property
    def taken(self) -> set[str]:
        """The ids that are given away."""
        return set(self._ids.values())

    def makes_items(self, id: str) -> bool:
        """Whether paragraphs of a style are items of a list of the letterhead's."""
        found = (style for style in self._styles if style.get(f"{_W}styleId") == id)
        return any(style.find(f"{_W}pPr/{_W}numPr") is not None for style in found)

    def defaults(self, language: Xml) -> Xml | None:
        """Its document defaults in the language of the document; ``None`` where it has none."""
        if self._defaults is None:
            return None
        at = self._defaults
        for tag in ("rPrDefault", "rPr"):
            found = at.find(f"{_W}{tag}")
            if found is None:
                found = etree.Element(f"{_W}{tag}")
                at.insert(0, found)
            at = found
        later = {f"{_W}{tag}" for tag in ("eastAsianLayout", "specVanish", "oMath")}
        place = next((i for i, child in enumerate(at) if child.tag in later), len(at))
        at.insert(place, etree.fromstring(language.replace("<w:lang", f'<w:lang xmlns:w="{NAMESPACES["w"]}"', 1)))
        return _markup(self._defaults)

    def latent(self) -> Xml | None:
        """What it says of Word's styles that it does not define."""
        return None if self._latent is None else _markup(self._latent)

    def definitions(self) -> Iterator[Xml]:
        """All its styles."""
        return map(_markup, self._styles)

    # ----------------------------------------------------------------------------------------------------------- lists

    def lists(self) -> tuple[list[Xml], list[Xml]]:
        """The definitions of its lists and the counts that use them."""
        if self._numbering is None:
            return [], []
        return (
            [_markup(node) for node in self._numbering.findall(f"{_W}abstractNum")],
            [_markup(node) for node in self._numbering.findall(f"{_W}num")],
        )

    def next_list(self) -> tuple[int, int]:
        """The first numbers that are free for definitions and for counts."""
        if self._numbering is None:
            return 0, 1
        definitions = [int(n.get(f"{_W}abstractNumId", 0)) for n in self._numbering.iter(f"{_W}abstractNum")]
        counts = [int(n.get(f"{_W}numId", 0)) for n in self._numbering.iter(f"{_W}num")]
        return max(definitions, default=-1) + 1, max(counts, default=0) + 1

    # -------------------------------------------------------------------------------------------------- theme and fonts

    def theme(self) -> str | None:
        """Its theme, unless that needs pictures."""
        name = self._from.related(f"{_OFFICE}theme")
        if not name or self._from.relations(name):
            return None
        return _whole(self._root(name))

    def fonts(self) -> Iterator[tuple[str, Xml]]:
        """What it says of fonts, by their names; the fonts themselves stay where they are."""
        table = self._optional("fontTable")
        for font in () if table is None else table.iter(f"{_W}font"):
            for face in [child for child in font if child.tag.startswith(f"{_W}embed")]:
                font.remove(face)
            yield font.get(f"{_W}name", ""), _markup(font)

    # ----------------------------------------------------------------------------------------------- page and furniture

    def page(self, own: Page) -> Page:
        """Its page; ``own`` says where the axis of the furniture is, which no Word file does."""
        section = self._sections[-1]
        size, margin = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
        top, right, bottom, left, gutter, header, footer = (
            abs(int(margin.get(f"{_W}{side}", "0"))) / 20
            for side in ("top", "right", "bottom", "left", "gutter", "header", "footer")
        )
        return own.model_copy(
            update={
                "size": (int(size.get(f"{_W}w")) / 20, int(size.get(f"{_W}h")) / 20),
                "margin": (top, right, bottom, left + gutter),
                "header": header,
                "footer": footer,
            }
        )

    @property
    def _sections(self) -> list[Element]:
        return list(self._body.iter(f"{_W}sectPr"))

    @property
    def has_first_page(self) -> bool:
        """Whether the first page has a header and footer of its own."""
        return _is_on(self._sections[-1].find(f"{_W}titlePg"))

    @property
    def has_even_pages(self) -> bool:
        """Whether even pages have headers and footers of their own."""
        settings = self._optional("settings")
        return settings is not None and _is_on(settings.find(f"{_W}evenAndOddHeaders"))

    def sheets(self, kind: str) -> dict[str, Sheet]:
        """Its headers or footers with something on them, by the pages that they are for (``default``, ``first``).

        A section that has none of a kind goes on with that of the section before (17.10.5).
        """
        relations = self._from.relations(self._from.main)
        found = {}
        for section in self._sections:
            for reference in section.iter(f"{_W}{kind}Reference"):
                relation = relations.get(reference.get(f"{_R}id", ""))
                if relation and relation.target in self._from.parts:
                    found[reference.get(f"{_W}type", "default")] = self._sheet(relation.target)
        return {pages: sheet for pages, sheet in found.items() if _shows_something(sheet.root)}

    def _sheet(self, name: str) -> Sheet:
        root = self._root(name)
        relations = self._from.relations(name)
        pictures = {id: picture for id, relation in relations.items() if (picture := self._picture(relation))}
        links = {
            id: relation.target
            for id, relation in relations.items()
            if relation.kind == _HYPERLINK and relation.external and relation.target.startswith(_LINKS)
        }
        clean(root)
        keep_fields(root)
        for number, picture in enumerate(root.iter(_PICTURE), self._pictures):
            picture.set("id", str(number))
            self._pictures = number + 1
        kept = pictures.keys() | links.keys()
        for node in root.iter():
            for attribute in [a for a, value in node.attrib.items() if a.startswith(_R) and value not in kept]:
                del node.attrib[attribute]
        return Sheet(root, links, pictures)

    def _picture(self, relation: Relation) -> Picture | None:
        extension = relation.target.rpartition(".")[2].lower()
        known = relation.kind == _IMAGE and not relation.external and extension in _PICTURES
        data = self._from.parts.get(relation.target) if known else None
        return Picture(extension, _PICTURES[extension], data) if data else None


def _shows_something(root: Element) -> bool:
    """Whether a header has words, fields or pictures."""
    words = any((text.text or "").strip() for text in root.iter(f"{_W}t"))
    return words or any(node.tag in _SHOWS for node in root.iter())


def _value(node: Element, tag: str) -> str:
    found = node.find(f"{_W}{tag}")
    return "" if found is None else str(found.get(f"{_W}val", ""))


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(f"{_W}val", "1") not in ("0", "false", "off")


def _whole(root: Element) -> str:
    """The markup of a part."""
    return str(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True), "utf-8")


def _markup(node: Element) -> Xml:
    return Xml(str(etree.tostring(node, encoding="unicode", with_tail=False)))
