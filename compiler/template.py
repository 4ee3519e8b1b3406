"""Layout templates: a ``Brief`` and ``styles/<name>/layout.html`` (Jinja2) → a skeleton of elements.

The template speaks a small closed vocabulary of semantic HTML, written as well-formed XML. A text of the brief never
becomes part of the template's source: ``{{ r.action }}`` puts a marker into the skeleton (the value's ``__html__``),
and ``layout.py`` replaces the marker with the nodes that ``markup`` parsed. So no text can break a layout or
inject anything, and every node knows the path in the spec that it came from.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path as File
from typing import Any
from xml.parsers import expat

import jinja2

from .cache import LayoutCache
from .diagnostics import CompilationError, Diagnostic, Span
from .ir import Path
from .spec import ChartFigure, ImageFigure, Inline, Model, Plain, Prose

# tag → the attributes that it may carry. `class` is a role of the style.
VOCABULARY: dict[str, frozenset[str]] = {
    name: frozenset(attributes.split())
    for name, attributes in {
        "section": "class id", "h": "", "label": "class", "p": "class id", "div": "class",
        "ul": "class", "ol": "class start", "li": "id", "dl": "class id", "dt": "class", "dd": "class",
        "table": "class id", "caption": "", "col": "align", "thead": "", "tbody": "", "tr": "id",
        "th": "class scope colspan rowspan", "td": "class colspan rowspan",
        "figure": "id", "img": "", "chart": "", "range": "low high", "aside": "class id decorative",
        "blockquote": "", "columns": "class", "contents": "depth", "references": "class", "pagebreak": "",
        "header": "class", "footer": "class",
        "strong": "", "em": "", "sub": "", "sup": "", "span": "lang", "a": "href", "br": "", "blank": "",
        "page": "", "pages": "",
    }.items()
}  # fmt: skip
INLINE_TAGS = frozenset("strong em sub sup span a br blank page pages".split())
_MARKER = "bound-text"
_OPENING = re.compile(r"<([a-z][a-z0-9-]*)")
_RENAMED = {"from_": "from", "container_title": "container-title"}


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a layout file."""

    file: str
    line: int


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

    value: Plain | Inline | Prose | Cited | CitedSources | Picture | Plot
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


class View:
    """A model of the spec as templates see it: the same names, texts as ``Bound``, and nothing to call."""

    __slots__ = ("_bindings", "_model", "_path")

    def __init__(self, model: Model, path: Path, bindings: list[Bound]) -> None:
        self._model, self._path, self._bindings = model, path, bindings

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in type(self._model).model_fields:
            raise AttributeError(name)
        path = (*self._path, _RENAMED.get(name, name))
        return _view(
            getattr(self._model, name), path, self._bindings, type(self._model).model_fields[name].is_required()
        )


def _view(value: Any, path: Path, bindings: list[Bound], required: bool = False) -> Any:
    if isinstance(value, (Plain, Inline, Prose)):
        return Bound(value, path, bindings, required)
    if isinstance(value, Model):
        return View(value, path, bindings)
    if isinstance(value, tuple):
        return tuple(_view(item, (*path, index), bindings) for index, item in enumerate(value))
    if isinstance(value, Mapping):
        return {key: _view(item, (*path, key), bindings) for key, item in value.items()}
    return value


class Template:
    """A style's layout, compiled once, and once for all runs with a ``cache``.

    ``folders`` are searched in turn for ``<style>/layout.html``.
    """

    def __init__(self, name: str, folders: tuple[File, ...], cache: File | None = None) -> None:
        self._name = name
        self._environment = _environment(folders, cache)

    def render(self, model: Model, context: Callable[[list[Bound]], dict[str, Any]]) -> Element:
        """The skeleton, an element round everything; raises ``CompilationError`` for the layout's mistakes."""
        bindings: list[Bound] = []
        try:
            template = self._environment.get_template(f"{self._name}/layout.html")
            rendered = template.render(brief=View(model, (), bindings), **context(bindings))
        except jinja2.TemplateSyntaxError as error:
            raise _mistake(Place(error.name or self._name, error.lineno), str(error.message).rstrip(".")) from None
        except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise _mistake(_raised_at(error, self._name), str(error).rstrip(".")) from None
        return _parse(rendered, bindings, f"{self._name}/layout.html")


_OPTIONS: dict[str, Any] = {
    "autoescape": True, "undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True,
    "auto_reload": False, "extensions": ["jinja2.ext.do"],
}  # fmt: skip


@functools.cache
def _environment(folders: tuple[File, ...], cache: File | None) -> jinja2.Environment:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        for folder in folders:
            path = folder / name
            if path.is_file():
                return _placed(path.read_text("utf-8"), name), name, lambda: True
        return None

    kept = LayoutCache(cache, repr(_OPTIONS)) if cache else None
    return jinja2.Environment(loader=jinja2.FunctionLoader(load), bytecode_cache=kept, **_OPTIONS)


def _placed(source: str, name: str) -> str:
    """The template's source with the place of every opening tag written into it, for messages about the skeleton."""

    def with_place(tag: re.Match[str]) -> str:
        return f'{tag[0]} at="{name}:{source.count(chr(10), 0, tag.start()) + 1}"'

    return _OPENING.sub(with_place, source)


def _raised_at(error: Exception, name: str) -> Place:
    """The innermost line of a layout in an error's traceback (Jinja2 rewrites tracebacks to the template's lines)."""
    place, frame = Place(f"{name}/layout.html", 1), error.__traceback__
    while frame is not None:
        file = frame.tb_frame.f_code.co_filename
        if file.endswith("layout.html"):
            place = Place(file, frame.tb_lineno)
        frame = frame.tb_next
    return place


def _mistake(place: Place, message: str, help: str = "", code: str = "T101") -> CompilationError:
    return CompilationError([diagnostic(place, message, help, code)])


def diagnostic(place: Place, message: str, help: str = "", code: str = "T102") -> Diagnostic:
    """A diagnostic about a line of a layout."""
    return Diagnostic(code, message, Span(f"styles/{place.file}", place.line, 1, 1), help=help)


def _parse(rendered: str, bindings: list[Bound], name: str) -> Element:
    root = Element("brief", {}, Place(name, 1))
    open_elements: list[Element] = []
    mistakes: list[Diagnostic] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not open_elements:
            open_elements.append(root)
            return
        parent = open_elements[-1]
        if tag == _MARKER:
            parent.children.append(bindings[int(attributes["n"])])
            open_elements.append(Element(tag, {}, parent.place))
            return
        file, _, line = attributes.pop("at", f"{parent.place.file}:{parent.place.line}").rpartition(":")
        element = Element(tag, attributes, Place(file, int(line)))
        if tag not in VOCABULARY:
            near = get_close_matches(tag, VOCABULARY, 1)
            words = f"did you mean `{near[0]}`?" if near else f"the vocabulary is {', '.join(sorted(VOCABULARY))}"
            mistakes.append(diagnostic(element.place, f"unknown tag `{tag}`", words))
        elif unknown := sorted(attributes.keys() - VOCABULARY[tag]):
            allowed = ", ".join(f"`{a}`" for a in sorted(VOCABULARY[tag])) or "none"
            mistakes.append(
                diagnostic(element.place, f"unknown attribute `{unknown[0]}` of `{tag}`", f"it takes {allowed}")
            )
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
    try:
        parser.Parse(f"<brief>{rendered}</brief>".encode(), True)
    except expat.ExpatError as error:
        place = open_elements[-1].place if open_elements else root.place
        raise _mistake(
            place, f"not well-formed: {expat.ErrorString(error.code)}", "every tag is closed: `<br/>`"
        ) from None
    if mistakes:
        raise CompilationError(mistakes)
    return root
