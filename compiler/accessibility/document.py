"""The document as a whole: its title, its language, its headings, blank paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity
from ..word_file import Element, W
from .outline import Outline, at, inside, value, words

_LONG = 800  # words, some two pages: more than anybody reads through to find a passage
_BODY_LEVEL = 9  # outline level 9 is that of text (17.3.1.20)
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_NOT_BLANK = tuple(f"{W}{tag}" for tag in ("drawing", "pict", "object", "br", "sectPr", "fldChar", "fldSimple"))


def check(outline: Outline) -> Iterator[Diagnostic]:
    """The title, the language, the headings, and paragraphs that only make room."""
    properties = outline.file.related("core-properties", "")
    core = outline.file.part(properties[0]) if properties else None
    if core is None or not (core.findtext(_TITLE) or "").strip():
        help = "give it one under File, Info, Title: it is what a screen reader says first"
        yield outline.diagnostic("D109", "the document has no title", help)
    if not _language(outline):
        help = "set the proofing language of the whole text: a screen reader speaks as it says"
        yield outline.diagnostic("D110", "the document has no language", help)
    yield from _headings(outline)
    yield from _blank_paragraphs(outline)


def _language(outline: Outline) -> bool:
    styles = outline.styles
    found = (styles.default_run("lang"), styles.find(styles.default, "rPr/lang"))
    return any(value(lang) for lang in found)


def _headings(outline: Outline) -> Iterator[Diagnostic]:
    previous = 0
    for paragraph in outline.paragraphs:
        level = _level(outline, paragraph)
        if level and words(paragraph).strip():
            if level > previous + 1:
                after = f"follows one of level {previous}" if previous else "is the first"
                help = f"make it a heading of level {previous + 1}"
                yield outline.diagnostic("D106", f"a heading of level {level} {after}", help, near=paragraph)
            previous = level
    count = 0 if previous else len(words(outline.file.document).split())
    if count > _LONG:
        help = "give its parts headings, in the styles Heading 1, Heading 2"
        yield outline.diagnostic("D107", f"a text of {count:,} words has no headings", help, Severity.WARNING)


def _level(outline: Outline, paragraph: Element) -> int:
    """The level of a heading, from 1; 0 for other paragraphs."""
    style = value(paragraph, "pPr/pStyle") or outline.styles.default
    given = value(paragraph, "pPr/outlineLvl") or value(outline.styles.find(style, "pPr/outlineLvl"))
    if given.isdecimal():
        return int(given) + 1 if int(given) < _BODY_LEVEL else 0
    name = _HEADING.fullmatch(outline.styles.name(style))
    return int(name[1]) if name else 0


def _blank_paragraphs(outline: Outline) -> Iterator[Diagnostic]:
    """Two or more in a row; one may keep two tables apart, or be what a cell must have."""
    blank: list[Element] = []
    said: Element | None = None
    for paragraph in (*outline.paragraphs, None):
        follows = not blank or (paragraph is not None and paragraph.getprevious() is blank[-1])
        if paragraph is not None and follows and _is_blank(paragraph):
            blank.append(paragraph)
            continue
        if len(blank) > 1:
            message, help = f"{len(blank)} blank paragraphs in a row", "make room with the spacing of the paragraphs"
            where = f"{message} after" if said is not None else f"{message} at the beginning"
            yield outline.diagnostic("D113", where, help, Severity.WARNING, said)
        blank = [paragraph] if paragraph is not None and _is_blank(paragraph) else []
        if paragraph is not None and not blank:
            said = paragraph


def _is_blank(paragraph: Element) -> bool:
    return (
        not words(paragraph).strip()
        and at(paragraph, "pPr/numPr") is None
        and next(inside(paragraph, *_NOT_BLANK), None) is None
    )
