"""What stands in a paragraph: words of a layout, inline elements, bound values → inline nodes.

In: the children of an element of the skeleton. Out: inlines, white space folded as in HTML. On the way it takes down
which texts of the spec are shown, and the mistakes of the layout.
"""

from __future__ import annotations

from collections.abc import Iterable

from .. import ir
from ..diagnostics import Diagnostic
from ..markup import Markup
from ..markup.tidying import NO_BREAK_SPACE, apart
from ..references import References
from ..skeleton import Bound, Cited, CitedSources, Element, Odds, Picture, Plot, diagnostic
from ..spec import Plain


class Words:
    """Makes the inlines of one document. ``texts`` are the spec's texts that were shown, by path."""

    def __init__(self, markup: Markup, references: References) -> None:
        self._markup, self._references = markup, references
        self.texts: dict[ir.Path, ir.SpecText] = {}
        self.mistakes: list[Diagnostic] = []

    def inlines(self, children: Iterable[Element | str | Bound]) -> ir.Inlines:
        """Inlines of words, inline elements and bound texts; white space is folded as in HTML, trimmed at the ends."""
        out: list[ir.Inline] = []
        for child in children:
            if isinstance(child, str):
                out.append(ir.Text(_folded(child)))
            elif isinstance(child, Bound):
                out.extend(self._bound(child))
            elif child.tag != "label":
                out.extend(self._inline(child))
        return _joined(out)

    def _bound(self, bound: Bound) -> ir.Inlines:
        match bound.value:
            case Cited(sources, spelled, start):
                if spelled:
                    return self._references.spelled(sources, start)
                return self._references.cited(sources)
            case CitedSources():
                return self._references.cited_sources()
            case Picture() | Plot() | Odds():
                return ()
            case Plain():
                content, kind = self._markup.text(bound.value, bound.path), ir.TextKind.TEXT
            case _:
                content, kind = self._markup.inline(bound.value, bound.path), ir.TextKind.INLINE
        if not (content and bound.whole):
            return content
        self.note_text(bound, kind)
        return (ir.Bound(bound.path, content),)

    def note_text(self, bound: Bound, kind: ir.TextKind) -> None:
        """Takes down the words of a text that is shown."""
        text = ir.SpecText(bound.path, kind, str(bound.value), bound.required)
        self.texts.setdefault(bound.path, text)

    def _inline(self, element: Element) -> ir.Inlines:
        match element.tag:
            case "br":
                return (ir.LineBreak(),)
            case "blank":
                return (ir.Blank(),)
            case "page":
                return (ir.PageNumber(),)
            case "pages":
                return (ir.PageCount(),)
        inner = self.inlines(element.children)
        match element.tag:
            case "strong":
                return (ir.Strong(inner),)
            case "em":
                return (ir.Emphasis(inner),)
            case "sub":
                return (ir.Subscript(inner),)
            case "sup":
                return (ir.Superscript(inner),)
            case "span":
                return (ir.Foreign(element.attributes["lang"], inner),) if "lang" in element.attributes else inner
            case "a":
                href = element.attributes.get("href", "")
                if not href.startswith("#"):
                    return (ir.Link(href, inner),)
                return (ir.Reference(href[1:], inner),) if href[1:] in self._references.printed else inner
        self.mistake(element, f"`{element.tag}` can't stand among words")
        return ()

    def labels(self, element: Element) -> ir.Inlines:
        """The words of an element's labels."""
        return tuple(node for label in element.elements("label") for node in self.inlines(label.children))

    def plain(self, text: str, path: ir.Path) -> str:
        """A *text* of the brief as it is printed."""
        return ir.plain_text(self._markup.text(text, path))

    def mistake(self, element: Element, message: str, help: str = "", needle: str = "") -> None:
        """Takes down a mistake of the layout, at an element of it."""
        self.mistakes.append(diagnostic(element.place, message, help, needle))


def _folded(text: str) -> str:
    """White space of the template (not no-break and em spaces) folded to single spaces."""
    if "\n" not in text and "\t" not in text and "  " not in text:
        return text
    lead = " " if text[0] in " \n\t" else ""
    tail = " " if text[-1] in " \n\t" else ""
    words = " ".join(part for part in text.replace("\n", " ").replace("\t", " ").split(" ") if part)
    return f"{lead}{words}{tail}" if words else " "


def _joined(nodes: list[ir.Inline]) -> ir.Inlines:
    """Neighbouring texts made one, no double spaces between them, none at the ends; notes' marks apart."""
    out: list[ir.Inline] = []
    for node in nodes:
        if isinstance(node, ir.Text):
            text = node.text
            if out and isinstance(previous := out[-1], ir.Text):
                if previous.text.endswith(" ") and text.startswith(" "):
                    text = text[1:]
                out[-1] = ir.Text(previous.text + text)
                continue
            node = ir.Text(text.lstrip(" ")) if not out else node
        elif out and apart(out[-1], node):
            out.append(ir.Text(NO_BREAK_SPACE))
        out.append(node)
    if out and isinstance(last := out[-1], ir.Text):
        out[-1] = ir.Text(last.text.rstrip(" "))
    return tuple(node for node in out if not (isinstance(node, ir.Text) and not node.text))
