"""Inline nodes → runs: stretches of text of one look and one place in the structure tree.

In: inlines, and the element that they belong to. Out: runs for ``lines.py``, and under the element the structure of the
inlines: ``Em``, ``Strong``, ``Code``, ``Link``, ``Reference``, ``Span`` with language or expansion.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, assert_never

from compiler import ir
from compiler.faces import JOINER

from .canvas import Artifact
from .context import Context, Footnote, Look
from .file import byte_string, text_string
from .tags import Content, Link, StructElem

if TYPE_CHECKING:
    from compiler.faces import Face

LABEL_GAP = 6.0  # points between the label of a caption or heading and its words
SMALL = 0.65  # size of superscripts and subscripts, in parts of the text's
SUPERSCRIPT_RISE, SUBSCRIPT_RISE = 0.34, -0.14


class Kind(Enum):
    """What a run is."""

    TEXT = "text"
    BREAK = "break"  # the line ends here
    BLANK = "blank"  # a line to write on
    GLUE = "glue"  # room of a given width, where the line may end


@dataclass(slots=True)
class Run:
    """Text of one face, or what stands between texts. ``width`` is that of glue.

    No word of text that is not ``divisible`` is hyphenated; no line ends inside a text that is to stay ``whole``.
    """

    text: str
    face: Face
    look: Look
    owner: Content | Artifact
    kind: Kind = Kind.TEXT
    link: Link | None = None
    note: Footnote | None = None
    divisible: bool = True
    width: float = 0.0
    whole: bool = False

    def goes_on_with(self, other: Run) -> bool:
        """Whether the other's text may be added to this one's."""
        return (
            self.owner is other.owner
            and self.face is other.face
            and self.link is other.link
            and self.note is other.note
            and self.kind is other.kind is Kind.TEXT
            and self.divisible == other.divisible
            and self.look == other.look
        )


Number = Callable[[ir.PageNumber | ir.PageCount], str]


class InlineBuilder:
    """Makes the runs of one paragraph. ``elem`` is ``None`` for artifacts, ``notes_after`` where notes are put."""

    def __init__(
        self,
        context: Context,
        make_note: Callable[[ir.Note, StructElem, StructElem], Footnote] | None = None,
        numbers: Number | None = None,
        artifact: Artifact = Artifact.LAYOUT,
    ) -> None:
        self._context = context
        self._make_note = make_note
        self._numbers = numbers
        self._artifact = artifact
        self.runs: list[Run] = []

    def add(
        self, content: ir.Inlines, look: Look, elem: StructElem | None, notes_to: StructElem | None = None
    ) -> InlineBuilder:
        """Adds inlines; footnotes go to the end of ``notes_to``."""
        for node in content:
            self._node(node, look, elem, notes_to, None)
        return self

    def text(
        self, text: str, look: Look, elem: StructElem | None, link: Link | None = None, divisible: bool = True
    ) -> None:
        """Adds characters."""
        owner = self._owner(elem)
        for stretch, face in self._context.fonts.cut(text, look.family, look.bold, look.italic):
            if isinstance(owner, Content):
                owner.text += stretch.replace(JOINER, "")
            run = Run(stretch, face, look, owner, link=link, divisible=divisible)
            if self.runs and self.runs[-1].goes_on_with(run):
                self.runs[-1].text += stretch
            else:
                self.runs.append(run)

    def glue(self, width: float, look: Look, elem: StructElem | None) -> None:
        """Adds room between texts, at which the line may end; it is read as a space."""
        owner = self._owner(elem)
        if isinstance(owner, Content):
            owner.text += " "
        self.runs.append(Run(" ", self._context.face(look), look, owner, Kind.GLUE, width=width))

    def _owner(self, elem: StructElem | None) -> Content | Artifact:
        if elem is None:
            return self._artifact
        last = elem.kids[-1] if elem.kids else None
        return last if isinstance(last, Content) else elem.content()

    def _node(
        self, node: ir.Inline, look: Look, elem: StructElem | None, notes_to: StructElem | None, link: Link | None
    ) -> None:
        def inner(content: ir.Inlines, look: Look, elem: StructElem | None, link: Link | None = link) -> None:
            for child in content:
                self._node(child, look, elem, notes_to, link)

        def sub(role: str, **attributes: str) -> StructElem | None:
            return elem.add(role, **attributes) if elem is not None else None

        match node:
            case ir.Text(text):
                self.text(text, look, elem, link)
            case ir.Emphasis(content):
                inner(content, replace(look, italic=not look.italic), sub("Em"))
            case ir.Strong(content):
                inner(content, replace(look, bold=True), sub("Strong"))
            case ir.Code(text):
                self.text(text, look, sub("Code"), link, divisible=False)
            case ir.Superscript(content):
                rise = look.rise + SUPERSCRIPT_RISE * look.size
                inner(content, replace(look, size=look.size * SMALL, rise=rise), elem)
            case ir.Subscript(content):
                rise = look.rise + SUBSCRIPT_RISE * look.size
                inner(content, replace(look, size=look.size * SMALL, rise=rise), elem)
            case ir.Link(href, content):
                look = replace(look, color=self._context.style.link_color)
                if elem is None:
                    inner(content, look, None)
                else:
                    place = elem.add("Link")
                    words = ir.plain_text(content)
                    says = words if words in href else f"{words} ({href})"
                    inner(content, look, place, place.link(says, href))
            case ir.Reference(target, content):
                if elem is None:
                    inner(content, look, None)
                else:
                    place = elem.add("Link")
                    found = place.link(ir.plain_text(content), wanted=target)
                    self._context.links.append(found)
                    inner(content, look, place, found)
            case ir.Note():
                self._note(node, look, elem, notes_to)
            case ir.Foreign(language, content):
                inner(content, replace(look, language=language), sub("Span", Lang=byte_string(language)))
            case ir.Abbreviation(text, expansion):
                self.text(text, look, sub("Span", E=text_string(expansion)), link)
            case ir.Bound(content=content) | ir.Fixed(content=content):
                inner(content, look, elem)
            case ir.LineBreak():
                owner = self._owner(elem)
                if isinstance(owner, Content):
                    owner.text += " "
                self.runs.append(Run(" ", self._context.face(look), look, owner, Kind.BREAK))
            case ir.Blank():
                # Lines to write on look like the style's other thin rules.
                look = replace(look, color=self._context.style.notes.rule.color)
                self.runs.append(Run("", self._context.face(look), look, self._artifact, Kind.BLANK))
            case ir.PageNumber() | ir.PageCount():
                if self._numbers is not None:
                    self.text(self._numbers(node), look, elem, link)
            case _:
                assert_never(node)

    def _note(self, node: ir.Note, look: Look, elem: StructElem | None, notes_to: StructElem | None) -> None:
        """A note's mark: ``Reference > Link`` to the ``Note``, which knows the way back (PDF/UA-1, 7.9)."""
        marks = self._context.style.notes
        look = replace(
            look,
            size=look.size * marks.mark_size,
            rise=look.rise + look.size * marks.mark_rise,
            bold=False,
            italic=False,
        )
        if elem is None or notes_to is None or self._make_note is None:
            self.text(str(node.number), look, elem)
            return
        reference = elem.add("Reference")
        place = reference.add("Link")
        note = self._make_note(node, reference, notes_to)
        words = " ".join(ir.plain_text(paragraph.content) for paragraph in node.content)
        link = place.link(f"{node.number}: {_shortened(words)}", note.elem)
        self.text(str(node.number), look, place, link)
        mark = self.runs[-1]
        mark.whole = True  # each part of it would bring the note to the foot of the page
        if self._context.style.notes.place == "foot":
            mark.note = note


def _shortened(words: str, length: int = 80) -> str:
    """The beginning of a text, to the end of a word."""
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0] + " …"
