"""WordprocessingML as text: the only place where markup is put together, and where characters are escaped.

In: names, numbers and plain text. Out: ``Xml``, which is never mixed with plain text: what a brief says reaches markup
through ``run`` or as an attribute's value only, and both escape. Elements are named as ECMA-376-1 names them; the order
of children is the caller's affair, as the schema's sequences differ from element to element.
"""

from __future__ import annotations

import re
from typing import NewType

Xml = NewType("Xml", str)

EMPTY = Xml("")
_FIRST_LOOK = re.compile(r"<w:r>(<w:rPr>.*?</w:rPr>)")
_LONGEST_TIP = 260  # characters; both validators refuse more
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": _OFFICE + "relationships",
    "wp": _DRAWING + "wordprocessingDrawing",
    "a": _DRAWING + "main",
    "pic": _DRAWING + "picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "ds": _OFFICE + "customXml",
    "texts": "urn:compile-brief:texts:1",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "ep": _OFFICE + "extended-properties",
    "op": _OFFICE + "custom-properties",
    "vt": _OFFICE + "docPropsVTypes",
}


def escape(text: str) -> str:
    """``text`` for element content and for attribute values between double quotes."""
    if text.isalnum():  # most values are, and this is asked some thousand times a document
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def join(*parts: Xml) -> Xml:
    """Siblings, in order."""
    return Xml("".join(parts))


def element(tag: str, attributes: dict[str, object] | None = None, *children: Xml) -> Xml:
    """An element with its prefix written out; attributes that are ``None`` are left out."""
    opening = f"<{tag}"
    if attributes:
        for name, value in attributes.items():
            if value is not None:
                opening += f' {name}="{escape(str(value))}"'
    return Xml(f"{opening}>{''.join(children)}</{tag}>" if children else f"{opening}/>")


def w(tag: str, *children: Xml, **attributes: object) -> Xml:
    """An element of WordprocessingML, its attributes in the same name space: ``w("ind", left=720)``."""
    opening = f"<w:{tag}"
    for name, value in attributes.items():
        if value is not None:
            opening += f' w:{name}="{escape(str(value))}"'
    return Xml(f"{opening}>{''.join(children)}</w:{tag}>" if children else f"{opening}/>")


def text(tag: str, content: str, attributes: dict[str, object] | None = None) -> Xml:
    """An element that holds characters."""
    return element(tag, attributes, Xml(escape(content)))


def story(tag: str, prefixes: tuple[str, ...], *children: Xml) -> str:
    """A part with text in it: body, notes, header, footer. Word before 2013 passes over ``w15`` (ECMA-376-3, 7.2)."""
    return root(tag, ("w", "r", "mc", "w15", *prefixes), *children, **{"mc:Ignorable": "w15"})


def root(tag: str, prefixes: tuple[str, ...], *children: Xml, default: str = "", **attributes: object) -> str:
    """A whole part: the root element binds ``prefixes``, and ``default`` as the name space without a prefix."""
    bound: dict[str, object] = {f"xmlns:{prefix}": NAMESPACES[prefix] for prefix in prefixes}
    if default:
        bound = {"xmlns": NAMESPACES[default], **bound}
    return DECLARATION + element(tag, {**bound, **attributes}, *children)


# ----------------------------------------------------------------------------------------------- what text is made of


def run(content: str, properties: Xml = EMPTY) -> Xml:
    """Characters in one formatting (17.3.2.25)."""
    return Xml(f'<w:r>{properties}<w:t xml:space="preserve">{escape(content)}</w:t></w:r>')


def special(child: Xml, properties: Xml = EMPTY) -> Xml:
    """A run that holds no characters but a tab, a break, a note's mark, a drawing."""
    return Xml(f"<w:r>{properties}{child}</w:r>")


def paragraph(style: str, content: Xml, numbering: Xml = EMPTY) -> Xml:
    """A paragraph: its style and its place in a list say everything about its look."""
    return Xml(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbering}</w:pPr>{content}</w:p>')


def field(instruction: str, result: Xml) -> Xml:
    """A field with its result in place: it reads right before anybody updates it (17.16.18).

    In the form with three marks, as programs that do not know a field drop it with its result in the short one. The
    marks look as the result begins: a program that fills the field anew takes the look from them.
    """
    first = _FIRST_LOOK.match(result)
    look = Xml(first[1]) if first else EMPTY
    code = special(text("w:instrText", f" {instruction} ", {"xml:space": "preserve"}), look)
    return join(field_mark("begin", look), code, field_mark("separate", look), result, field_mark("end", look))


def field_mark(kind: str, properties: Xml = EMPTY) -> Xml:
    """One of the three marks (``begin``, ``separate``, ``end``) of a field that spans paragraphs (17.16.18)."""
    return special(w("fldChar", fldCharType=kind), properties)


def bookmark(number: int, name: str, content: Xml) -> Xml:
    """``content`` between the two ends of a bookmark (17.13.6)."""
    return join(w("bookmarkStart", id=number, name=name), content, w("bookmarkEnd", id=number))


def link_inside(anchor: str, content: Xml, tip: str = "") -> Xml:
    """A link to a bookmark (17.16.22); ``tip`` is shown over it."""
    return w("hyperlink", content, tooltip=_tip(tip) or None, anchor=anchor, history=1)


def link_outside(relationship: str, content: Xml, tip: str) -> Xml:
    """A link whose address stands in the part's relationships; ``tip`` is shown over it."""
    return element("w:hyperlink", {"r:id": relationship, "w:tooltip": _tip(tip), "w:history": 1}, content)


def _tip(tip: str) -> str:
    """As much of a tip as Word takes."""
    return tip if len(tip) <= _LONGEST_TIP else f"{tip[: _LONGEST_TIP - 1]}…"


def gallery(name: str, content: Xml) -> Xml:
    """The control in which Word keeps a part of one of its galleries, with its own buttons (17.5.2.12)."""
    kind = w("docPartObj", w("docPartGallery", val=name), w("docPartUnique"))
    return w("sdt", w("sdtPr", kind), w("sdtContent", content))


def picture(number: int, relationship: str, size: tuple[int, int], name: str, description: str | None) -> Xml:
    """An inline drawing (20.4.2.8); ``size`` in EMU. Without a ``description`` it is marked as decorative."""
    described: dict[str, object] = {"id": number, "name": name, "descr": description or ""}
    width, height = size
    extent: dict[str, object] = {"cx": width, "cy": height}
    extension = {"uri": "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"}
    decorative = element(
        "a:extLst",
        None,
        element("a:ext", {**extension}, element("adec:decorative", {"val": 1})),
    )
    fill = element(
        "pic:blipFill",
        None,
        element("a:blip", {"r:embed": relationship}),
        element("a:stretch", None, element("a:fillRect")),
    )
    shape = element(
        "pic:spPr",
        None,
        element("a:xfrm", None, element("a:off", {"x": 0, "y": 0}), element("a:ext", extent)),
        element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
    )
    about = element("pic:nvPicPr", None, element("pic:cNvPr", {"id": number, "name": name}), element("pic:cNvPicPr"))
    return w(
        "drawing",
        element(
            "wp:inline",
            {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
            element("wp:extent", extent),
            element("wp:docPr", described, *(() if description is not None else (decorative,))),
            element(
                "a:graphic",
                None,
                element("a:graphicData", {"uri": NAMESPACES["pic"]}, element("pic:pic", None, about, fill, shape)),
            ),
        ),
    )
