"""The skeleton of a document: what a layout renders to, as elements with the place in the layout that each came from.

In: the XML that ``template.py`` rendered, in which a marker stands for each value of the brief. Out: elements with the
values themselves in the markers' places, or every mistake in what the layout says, at its tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from .diagnostics import CompilationError, Diagnostic, Span
from .ir import Path
from .source import Text
from .spec import ChartFigure, ImageFigure, Inline, Plain, Prose, Scenario
from .vocabulary import DEEPEST, mistakes_of

_MARKER = "bound-text"
_OPENING = re.compile(r"<[a-z][a-z0-9-]*")
_OPENING_OR_JINJA = re.compile(rf"\{{\{{.*?\}}\}}|\{{%.*?%\}}|\{{#.*?#\}}|{_OPENING.pattern}", re.DOTALL)
_LONE = re.compile(r"&(?!#?\w+;)|<(?![/a-z!{])")  # a sign that is part of XML's own, and does not stand for itself
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;)[A-Za-z]\w*;")
_PLACE = re.compile(r' at="([^":]*):([0-9]+)"')  # as `placed` writes it
_UNDEFINED = expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]
_INVALID = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tag opens in a layout file: an offset into its text."""

    text: Text = field(repr=False)
    start: int

    def span(self, needle: str = "") -> Span:
        """The span of ``needle`` in the tag as the layout has it, else of the tag's beginning."""
        text, start = self.text.text, self.start
        end = text.find(">", start)
        found = text.find(needle, start, end) if needle else -1
        if found >= 0:
            return self.text.span(found, found + len(needle))
        opening = _OPENING.match(text, start)
        return self.text.span(start, opening.end() if opening else start + 1)


@dataclass(slots=True)
class Element:
    """An element of the skeleton: children are elements, words of the template, and bound values."""

    tag: str
    attributes: dict[str, str]
    place: Place
    children: list[Element | str | Bound] = field(default_factory=list)

    @property
    def role(self) -> str:
        return self.attributes.get("class", "")

    def elements(self, *tags: str) -> Iterator[Element]:
        """The child elements with one of these tags."""
        return (child for child in self.children if isinstance(child, Element) and child.tag in tags)


@dataclass(frozen=True, slots=True)
class Bound:
    """A value bound into a template: a text with its path, the marks of sources, a figure's image or chart.

    In a template it stands for its text: it has a length, is false when empty, and compares with words. ``required``:
    its model can't be without it. ``whole``: it is all of the text that the author wrote.
    """

    value: Plain | Inline | Prose | Cited | CitedSources | Picture | Plot | Odds
    path: Path
    bindings: list[Bound] = field(repr=False, compare=False)
    required: bool = field(default=False, compare=False)
    whole: bool = True

    def __html__(self) -> str:
        self.bindings.append(self)
        return f'<{_MARKER} n="{len(self.bindings) - 1}"/>'

    def __len__(self) -> int:
        return len(self.value) if isinstance(self.value, str) else 1

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Cited:
    """The sources that a part of the brief rests on: printed as a note, or in words where ``spelled``.

    ``start``: the words begin a sentence.
    """

    sources: tuple[str, ...]
    spelled: bool = False
    start: bool = False


@dataclass(frozen=True, slots=True)
class CitedSources:
    """All sources that were cited before it in reading order, in running words."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the brief."""

    figure: ImageFigure


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart of the brief."""

    figure: ChartFigure


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely some scenarios are, as a chart; each with its letter and its path."""

    scenarios: tuple[tuple[str, Scenario, Path], ...]


def placed(source: str, name: str) -> str:
    """The template's source with the place of every opening tag written into it, for messages about the skeleton."""
    return _OPENING_OR_JINJA.sub(
        lambda found: found[0] if found[0][0] == "{" else f'{found[0]} at="{name}:{found.start()}"', source
    )


def diagnostic(place: Place, message: str, help: str = "", needle: str = "") -> Diagnostic:
    """A diagnostic about a tag of a layout, or about ``needle`` in it."""
    return Diagnostic("T102", message, place.span(needle), help=help)


def parse(rendered: str, bindings: list[Bound], texts: Mapping[str, Text], name: str) -> Element:
    """The skeleton that the layout ``name`` rendered to; ``texts`` are the layouts it may come from, by name.

    Raises ``CompilationError`` with what it says amiss.
    """
    root = Element("brief", {}, Place(texts[name], 0))
    open_elements: list[Element] = []
    mistakes: list[Diagnostic] = []
    numbered = {str(number): bound for number, bound in enumerate(bindings)}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not open_elements:
            open_elements.append(root)
            return
        parent = open_elements[-1]
        if tag == _MARKER and (bound := numbered.get(attributes.get("n", ""))) and "at" not in attributes:
            parent.children.append(bound)
            open_elements.append(Element(tag, {}, parent.place))
            return
        file, _, start = attributes.pop("at", "").rpartition(":")
        known = file in texts and start.isdecimal()
        element = Element(tag, attributes, Place(texts[file], int(start)) if known else parent.place)
        mistakes.extend(diagnostic(element.place, *mistake) for mistake in mistakes_of(tag, attributes))
        if len(open_elements) == DEEPEST:
            mistakes.append(diagnostic(element.place, f"nested deeper than {DEEPEST} levels"))
        parent.children.append(element)
        open_elements.append(element)

    def text(data: str) -> None:
        children = open_elements[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += data
        else:
            children.append(data)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: open_elements.pop()
    parser.CharacterDataHandler = text
    skeleton = f"<brief>{rendered}</brief>".encode()
    try:
        parser.Parse(skeleton, True)
    except expat.ExpatError as error:
        before = [*_PLACE.finditer(skeleton[: parser.ErrorByteIndex].decode("utf-8", "ignore"))]
        place = Place(texts[before[-1][1]], int(before[-1][2])) if before else root.place
        raise CompilationError([_malformed(error.code, open_elements[-1] if open_elements else root, place)]) from None
    if mistakes:
        raise CompilationError(mistakes)
    return root


def _malformed(code: int, innermost: Element, place: Place) -> Diagnostic:
    """What makes a skeleton no XML: the element that is open there, and the place of the last tag before it."""
    help = "every tag is closed: `<p>…</p>`, `<br/>`"
    source = place.text
    if code == _UNDEFINED and (entity := _ENTITY.search(source.text, place.start)):
        message = f"XML knows no `{entity[0]}`"
        return Diagnostic(
            "T102", message, source.span(*entity.span()), help="write the character itself, or its number: `&#160;`"
        )
    if code == _INVALID and (sign := _LONE.search(source.text, place.start)):
        written = "&amp;" if sign[0] == "&" else "&lt;"
        return Diagnostic(
            "T102", f"a `{sign[0]}` by itself is no XML", source.span(*sign.span()), help=f"write `{written}`"
        )
    if code != expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]:
        return diagnostic(place, f"this is no XML: {expat.ErrorString(code)}", help)
    if innermost.tag == "brief":
        return diagnostic(place, "after this a tag is closed that was not opened", help)
    return diagnostic(innermost.place, f"`{innermost.tag}` is not closed", help)
