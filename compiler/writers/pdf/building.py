"""What builders of single kinds of blocks need of the builder of all; ``blocks.BlockBuilder`` is the one there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from compiler import ir

from .context import Context, Footnote
from .flow import Flow
from .inlines import InlineBuilder, Run
from .paragraphs import Shape
from .tags import StructElem

if TYPE_CHECKING:
    from compiler.style import Role


class Builder(Protocol):
    """Makes blocks into strips and structure. ``shape`` is what the place asks of its paragraphs."""

    context: Context
    shape: Shape

    def add(self, flow: Flow, blocks: Sequence[ir.Block], elem: StructElem) -> None:
        """Adds blocks to a flow and their structure to an element."""
        ...

    def paragraph(self, flow: Flow, node: ir.Paragraph, elem: StructElem) -> None:
        """Adds a paragraph."""
        ...

    def cell(self, flow: Flow, content: tuple[ir.Block, ...], elem: StructElem) -> None:
        """Adds the blocks of a table's cell."""
        ...

    def term(self, flow: Flow, term: tuple[ir.Paragraph, ...], elem: StructElem, notes_to: StructElem) -> None:
        """Adds a term's paragraphs as inline structure, as a label holds no blocks."""
        ...

    def inlines(self) -> InlineBuilder:
        """A builder for the runs of one paragraph."""
        ...

    def label(self, label: ir.Inlines, role: Role, elem: StructElem, notes_to: StructElem) -> list[Run]:
        """The runs of a label that hangs left of a paragraph."""
        ...

    def make_note(self, node: ir.Note, reference: StructElem, notes_to: StructElem) -> Footnote:
        """Makes a footnote's element and lines."""
        ...
