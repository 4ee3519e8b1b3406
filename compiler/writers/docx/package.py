"""The package: parts, relationships, properties, and a zip file that is the same on any day.

In: a draft with its body written. Out: the file's bytes. python-docx keeps parts and relationships; its default
template is not used, as it brings styles of its own and an older Word's settings.
"""

from __future__ import annotations

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart

from compiler import ir

from . import fonts, furniture, notes
from .archive import Deflated, archive, deflate
from .draft import Draft, Links
from .furniture import Furnishing
from .oxml import Xml, element, root, story, text, w
from .uses import Kind, Use

_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_PNG = b"\x89PNG\r\n\x1a\n"  # how each PNG begins
_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # custom properties (ECMA-376-1, 22.3.2)


class FontPart(Part):
    """A font, squeezed already."""

    packed: Deflated


def pack(draft: Draft, document: ir.Document, body: Xml, furnishings: list[Furnishing]) -> ir.Output:
    """The file of a document, and the fonts that it may not hold; ``body`` is parsed once, here."""
    package = Package()
    content = w("body", body, furniture.section(draft, furnishings))
    whole = story("w:document", ("wp", "a", "pic", "adec"), content)
    main = DocumentPart(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, parse_xml(whole.encode()), package)
    package.rels.add_relationship(RT.OFFICE_DOCUMENT, main, "rId1")

    def add(name: str, content_type: str, relationship: str, content: str, id: str) -> Part:
        part = Part(PackURI(f"/word/{name}"), content_type, content.encode(), package)
        main.rels.add_relationship(relationship, part, id)
        return part

    shown: dict[bytes, Part] = {}  # the letterhead's pictures
    for part in furnishings:
        header = part.kind == "header"
        kind, relation = (CT.WML_HEADER, RT.HEADER) if header else (CT.WML_FOOTER, RT.FOOTER)
        name = f"{part.kind}-{part.pages}.xml"
        added = add(name, kind, relation, part.part, part.relationship)
        _link(added, part.links)
        for id, picture in part.pictures.items():
            if picture.data not in shown:
                name = f"/word/media/letterhead{len(shown) + 1}.{picture.extension}"
                shown[picture.data] = Part(PackURI(name), picture.content_type, picture.data, package)
            added.rels.add_relationship(RT.IMAGE, shown[picture.data], id)
    if draft.notes:
        _link(add(*notes.part(draft), "rIdNotes"), _by_id(draft.note_links))
    styles = draft.styles
    add("styles.xml", CT.WML_STYLES, RT.STYLES, styles.part(draft.numbering), "rIdStyles")
    if draft.numbering:
        listing = draft.numbering.part(
            lambda role, kind, level: None if kind is Kind.HEADING else styles.used(Use(role, kind, level))
        )
        add("numbering.xml", CT.WML_NUMBERING, RT.NUMBERING, listing, "rIdNumbering")
    add("settings.xml", CT.WML_SETTINGS, RT.SETTINGS, _settings(draft), "rIdSettings")
    embedded, forbidden = styles.theme.embedded()
    font_table = add("fontTable.xml", CT.WML_FONT_TABLE, RT.FONT_TABLE, styles.theme.font_table(embedded), "rIdFonts")
    for number, (_, font) in enumerate(embedded, 1):
        face = FontPart(PackURI(f"/word/fonts/font{number}.odttf"), fonts.CONTENT_TYPE, package=package)
        face.packed = font.content
        font_table.rels.add_relationship(RT.FONT, face, f"rIdFont{number}")
    add("theme/theme1.xml", CT.OFC_THEME, RT.THEME, styles.theme.part(), "rIdTheme")
    for number, (data, id) in enumerate(draft.pictures.ids.items(), 1):
        # not by python-docx 1.2, which knows only such JPEGs as begin with JFIF or Exif
        extension, kind = ("png", CT.PNG) if data.startswith(_PNG) else ("jpg", CT.JPEG)
        image = Part(PackURI(f"/word/media/image{number}.{extension}"), kind, data, package)
        main.rels.add_relationship(RT.IMAGE, image, id)
    _link(main, _by_id(draft.links))
    if draft.controls:
        _add_map(main, *draft.controls.parts(document.metadata, draft.bookmarks.names))
    _properties(package, document)
    return ir.Output(_zipped(package), tuple(map(_not_embedded, forbidden)))


def _not_embedded(family: str) -> ir.Report:
    message = f"the font `{family}` is not put into the Word file: its licence does not allow it"
    return ir.Report("G104", message, help="take another font, or write `embed_fonts: false` in the style")


def _add_map(main: Part, content: str, about: str) -> None:
    """Adds the map of the content controls to the document's data."""
    package = main.package
    item = Part(PackURI("/customXml/item1.xml"), CT.XML, content.encode(), package)
    properties = PackURI("/customXml/itemProps1.xml")
    kind = CT.OFC_CUSTOM_XML_PROPERTIES
    item.rels.add_relationship(RT.CUSTOM_XML_PROPS, Part(properties, kind, about.encode(), package), "rId1")
    main.rels.add_relationship(RT.CUSTOM_XML, item, "rIdTexts")


def _by_id(links: Links) -> dict[str, str]:
    return {id: href for href, id in links.ids.items()}


def _link(part: Part, links: dict[str, str]) -> None:
    for id, href in links.items():
        part.rels.add_relationship(RT.HYPERLINK, href, id, is_external=True)


def _settings(draft: Draft) -> str:
    """``settings.xml`` (17.15.1.78): a document of current Word, whose title bar says no "Compatibility Mode"."""
    hyphenation = (w("autoHyphenation"), w("consecutiveHyphenLimit", val=2), w("doNotHyphenateCaps"))
    flags = (
        "overrideTableStyleFontSizeAndJustification",
        "enableOpenTypeFeatures",
        "doNotFlipMirrorIndents",
        "differentiateMultirowTableHeaders",
    )
    compatibility = (("compatibilityMode", 15), *((flag, 1) for flag in flags))
    uri = "http://schemas.microsoft.com/office/word"
    return root(
        "w:settings",
        ("w",),
        w("zoom", percent=100),
        *((w("embedTrueTypeFonts"),) if draft.style.embed_fonts else ()),
        *((w("trackRevisions"),) if draft.style.review else ()),
        w("defaultTabStop", val=720),
        *(hyphenation if draft.styles.hyphenates else ()),
        *((w("evenAndOddHeaders"),) if draft.template and draft.template.has_even_pages else ()),
        w("characterSpacingControl", val="doNotCompress"),
        notes.settings(draft),
        w("compat", *(w("compatSetting", name=name, uri=uri, val=value) for name, value in compatibility)),
        w("themeFontLang", val=draft.language),
        w(
            "clrSchemeMapping",
            bg1="light1",
            t1="dark1",
            bg2="light2",
            t2="dark2",
            **{f"accent{n}": f"accent{n}" for n in range(1, 7)},
            hyperlink="hyperlink",
            followedHyperlink="followedHyperlink",
        ),
    )


# ---------------------------------------------------------------------------------------------------------- properties


def _properties(package: Package, document: ir.Document) -> None:
    about = document.metadata
    parts = (
        ("core", CT.OPC_CORE_PROPERTIES, RT.CORE_PROPERTIES, _core(about)),
        ("app", CT.OFC_EXTENDED_PROPERTIES, RT.EXTENDED_PROPERTIES, _application()),
        ("custom", _CUSTOM, _CUSTOM_TYPE, _custom(document)),
    )
    for number, (name, kind, relation, content) in enumerate(parts, 2):
        part = Part(PackURI(f"/docProps/{name}.xml"), kind, content.encode(), package)
        package.rels.add_relationship(relation, part, f"rId{number}")


def _core(about: ir.Metadata) -> str:
    """Core properties (ECMA-376-2, 11); both dates are the document's own, never the clock's."""
    authors = "; ".join(about.authors)
    date: dict[str, object] = {"xsi:type": "dcterms:W3CDTF"}
    values = (
        ("dc:title", about.title),
        ("dc:subject", about.subject),
        ("dc:creator", authors),
        ("cp:keywords", "; ".join(about.keywords)),
        ("dc:identifier", about.identifier),
        ("dc:language", about.language),
        ("cp:lastModifiedBy", authors),
        ("cp:version", about.version),
    )
    dates = (text(f"dcterms:{name}", f"{about.date}T00:00:00Z", date) for name in ("created", "modified"))
    shown = (text(tag, value) for tag, value in values if value)
    return root("cp:coreProperties", ("cp", "dc", "dcterms", "xsi"), *shown, *dates)


def _application() -> str:
    return root("Properties", (), text("Application", "compile-brief"), default="ep")


def _custom(document: ir.Document) -> str:
    about = document.metadata
    values = {
        "Identifier": about.identifier,
        "Version": about.version,
        "Information as of": about.as_of,
        "Marking": document.marking.text if document.marking else "",
        "Spec SHA-256": about.sha256,
    }
    given = ((name, value) for name, value in values.items() if value)
    properties = (
        element("property", {"fmtid": _PROPERTY_SET, "pid": number, "name": name}, text("vt:lpwstr", value))
        for number, (name, value) in enumerate(given, 2)
    )
    return root("Properties", ("vt",), *properties, default="op")


# ----------------------------------------------------------------------------------------------------------------- zip


def _zipped(package: Package) -> bytes:
    """The package as a zip file with fixed dates, its content types first."""
    parts = package.parts
    files = [
        ("[Content_Types].xml", deflate(_content_types(parts).encode())),
        ("_rels/.rels", deflate(_bytes(package.rels.xml))),
    ]
    for part in parts:
        content = part.packed if isinstance(part, FontPart) else deflate(part.blob)
        files.append((part.partname.membername, content))
        if part.rels:
            files.append((part.partname.rels_uri.membername, deflate(_bytes(part.rels.xml))))
    return archive(files)


def _bytes(content: str | bytes) -> bytes:
    """python-docx 1.2 declares the markup of relationships as ``str`` and gives bytes."""
    return content.encode() if isinstance(content, str) else content


def _content_types(parts: list[Part]) -> str:
    """``[Content_Types].xml`` (ECMA-376-2, 10.1.2)."""
    pictures = {part.partname.ext: part.content_type for part in parts if part.content_type.startswith("image/")}
    defaults = {"rels": CT.OPC_RELATIONSHIPS, "xml": CT.XML, **pictures}
    return root(
        "Types",
        (),
        *(element("Default", {"Extension": name, "ContentType": kind}) for name, kind in sorted(defaults.items())),
        *(
            element("Override", {"PartName": part.partname, "ContentType": part.content_type})
            for part in parts
            if part.partname.ext not in pictures
        ),
        default="ct",
    )
