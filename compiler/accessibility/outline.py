"""A Word file as the rules see it: paragraphs in order with their words, styles with what they inherit.

In: a ``WordFile``. Out: an ``Outline``. What a tracked deletion took away is not there, nor what is said again for an
older Word.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property

from ..diagnostics import Diagnostic, Severity, Span, quote
from ..word_file import Element, W, WordFile

_SKIPPED = (f"{W}del", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_SAYS = (f"{W}t", f"{W}p", f"{W}tab", f"{W}br")
_OFF = ("0", "false", "off")


class Outline:
    """What the rules look at in one file; ``name`` is what messages call it."""

    def __init__(self, file: WordFile, name: str) -> None:
        self.file, self._name = file, name
        self.styles = Styles(file)

    @cached_property
    def paragraphs(self) -> list[Element]:
        """The paragraphs of the document, in order, those of tables and text boxes too."""
        return list(inside(self.file.document, f"{W}p"))

    def diagnostic(
        self, code: str, message: str, help: str, severity: Severity = Severity.ERROR, near: Element | None = None
    ) -> Diagnostic:
        """A diagnostic about the file, or about what an element of it holds."""
        if near is not None and (said := words(near).strip()):
            message = f"{message}, {quote(said, 40)}"
        return Diagnostic(code, message, Span(self._name), severity, help=help)


class Styles:
    """The styles of a file, by their ids, with what they inherit."""

    def __init__(self, file: WordFile) -> None:
        roots = [file.part(name) for name in file.related("styles")]
        root: Element | None = roots[0] if roots else None
        self._defaults = at(root, "docDefaults/rPrDefault/rPr")
        self._styles: dict[str, Element] = {}
        self._based_on: dict[str, str] = {}
        self.default = ""  # the paragraphs' style where they name none
        self._found: dict[tuple[str, str], Element | None] = {}
        for style in () if root is None else root.iterchildren(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            self._styles[name], self._based_on[name] = style, value(style, "basedOn")
            if style.get(f"{W}type") == "paragraph" and is_on(style.get(f"{W}default", "0")):
                self.default = name

    def find(self, style: str, path: str) -> Element | None:
        """What a style or the nearest that it is based on says at a path (``rPr/color``)."""
        silent: list[str] = []  # styles on the way that say nothing there themselves
        while style in self._styles and (style, path) not in self._found:
            own = self._found[style, path] = at(self._styles[style], path)
            if own is None:  # and so it stays where styles are based on one another in a circle
                silent.append(style)
                style = self._based_on[style]
        found = self._found.get((style, path))
        self._found.update(((name, path), found) for name in silent)
        return found

    def name(self, style: str) -> str:
        """The name that Word shows for a style."""
        return value(self._styles.get(style), "name")

    def default_run(self, path: str) -> Element | None:
        """What the document's defaults say of runs."""
        return at(self._defaults, path)


def inside(element: Element, *tags: str) -> Iterator[Element]:
    """The elements in an element, all or those of some tags, in order, without what is skipped."""
    found: Iterator[Element] = element.iterdescendants(*(tags or ("*",)))
    skipped = set(element.iterdescendants(*_SKIPPED))
    if not skipped:
        return found
    return (e for e in found if e not in skipped and skipped.isdisjoint(e.iterancestors()))


def words(element: Element) -> str:
    """The characters in an element."""
    return "".join((child.text or "") if child.tag == _SAYS[0] else " " for child in inside(element, *_SAYS))


def at(element: Element | None, path: str) -> Element | None:
    """The element at a path of WordprocessingML's names."""
    return None if element is None else element.find(_named(path))


@cache
def _named(path: str) -> str:
    return "/".join(f"{W}{step}" for step in path.split("/"))


def value(element: Element | None, path: str = "") -> str:
    """The ``w:val`` of an element, or of the one at a path in it; ``""`` without it."""
    found = at(element, path) if path else element
    return "" if found is None else str(found.get(f"{W}val", ""))


def is_on(text: str) -> bool:
    """A value of the format's on-off type."""
    return text not in _OFF


def has(element: Element | None, path: str) -> bool:
    """Whether an on-off property stands at a path and is on."""
    found = at(element, path)
    return found is not None and is_on(found.get(f"{W}val", "1"))
