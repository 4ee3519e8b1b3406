"""Pictures and other objects: alternative text, objects that float, watermarks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity, quote
from ..word_file import Element, W
from .outline import Outline, inside

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_TEXT_BOX = frozenset(
    {
        "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}txbx",
        "{urn:schemas-microsoft-com:vml}textbox",
    }
)
_DRAWINGS = (f"{_WP}inline", f"{_WP}anchor")
_VML = "{urn:schemas-microsoft-com:vml}"
_SHAPES = frozenset(f"{_VML}{tag}" for tag in ("shape", "rect", "oval", "line", "polyline", "group", "roundrect"))
_IS_RULE = "{urn:schemas-microsoft-com:office:office}hr"
# a file's name, or the name that a program gives to any picture
_SAYS_NOTHING = re.compile(
    r"\S*[\w-]\.(?:png|jpe?g|gif|bmp|tiff?|svg|[ew]mf|webp|heic)"
    r"|(?:image|picture|photo|graphic|figure|chart|diagram|screen ?shot|img|dsc|bild|grafik|graphique)[ _-]*\d*",
    re.IGNORECASE,
)
_WATERMARK = re.compile("WordPictureWatermark")


def check(outline: Outline) -> Iterator[Diagnostic]:
    """The objects of text and notes; in headers, which are not read aloud, watermarks only."""
    number = 0
    for kind, _, root in outline.file.stories():
        if kind in ("header", "footer"):
            if any(_is_watermark(element) for element in inside(root)):
                help = "take it out: it makes the text over it hard to read, and it is not read aloud"
                yield outline.diagnostic(
                    "D112", f"a picture lies behind the text, from the {kind}", help, Severity.WARNING
                )
            continue
        paragraph: Element | None = None
        for element in inside(root, f"{W}p", *_DRAWINGS, *_SHAPES):
            if element.tag == f"{W}p":
                paragraph = element
            elif element.tag in _DRAWINGS or (element.getparent().tag not in _SHAPES and not element.get(_IS_RULE)):
                number += 1
                yield from _object(outline, element, number, paragraph)


def _object(outline: Outline, element: Element, number: int, paragraph: Element | None) -> Iterator[Diagnostic]:
    """One object. A text box is read aloud, so it needs no other text."""
    is_vml = element.tag in _SHAPES
    properties = element.find(f"{_WP}docPr")
    if is_vml:
        text, title = element.get("alt", ""), element.get("title", "")
        floats = "position:absolute" in element.get("style", "").replace(" ", "").lower()
    else:
        text, title = ("", "") if properties is None else (properties.get("descr", ""), properties.get("title", ""))
        floats = element.tag == f"{_WP}anchor"
    said = (text.strip() or title.strip()).strip()
    name = f"object {number}" if is_vml or next(element.iter(_PIC), None) is None else f"picture {number}"
    decorative = any(e.get("val", "1") not in ("0", "false") for e in element.iter(_DECORATIVE))
    if not decorative and not any(e.tag in _TEXT_BOX for e in element.iter()):
        if not said:
            help = "say what it shows, or mark it as decorative"
            yield outline.diagnostic("D101", f"{name} has no alternative text", help)
        elif _SAYS_NOTHING.fullmatch(said):
            help = "say what it shows to somebody who cannot see it"
            yield outline.diagnostic("D102", f"the alternative text of {name} says nothing: {quote(said)}", help)
    if floats:
        help = "set it in line with the text: a screen reader cannot tell where a floating one belongs"
        message = f"{name} floats over the page"
        where = f"{message}, from the paragraph" if paragraph is not None else message
        yield outline.diagnostic("D111", where, help, Severity.WARNING, paragraph)


def _is_watermark(element: Element) -> bool:
    if element.tag in _SHAPES:
        return bool(_WATERMARK.match(element.get("id", "")))
    behind = element.tag == f"{_WP}anchor" and element.get("behindDoc") in ("1", "true")
    return behind and next(element.iter(_PIC), None) is not None
