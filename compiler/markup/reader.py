"""The reader of a brief's texts: what ``layout`` asks for the nodes of each text, in reading order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from .. import ir
from ..diagnostics import Severity, quote
from ..expressions import Language
from .abbreviations import Abbreviations
from .blocks import BlockBuilder
from .commonmark import parse_blocks, parse_inline
from .inlines import InlineBuilder
from .marks import Resolver
from .passage import Passage, Problem
from .quotes import curl
from .tidying import folded, tidy

# What no inline markup can do without, nor what is hardly meant as text. A text that has none of it needs no parser.
_MARKUP = re.compile(r"[\\`*_\[<&@{\n\ufdd0]")
# What would mean something in other texts, and hardly is a part of a title or a name.
_MARKS = re.compile(r"\*\*\w[^*]*\*\*|\[@[A-Za-z0-9][^\[\]]*\]|\^\[\w[^\[\]]*\]?|&(?:nbsp|amp|lt|gt|#[0-9]+);")


class Markup:
    """Reads the texts of one brief. ``problems`` are the mistakes found so far, in the order in which texts were read.

    ``names`` are what expressions may use: mappings by name. ``sources`` are the keys that may be cited.
    """

    def __init__(
        self,
        names: Mapping[str, object],
        language: Language,
        resolver: Resolver,
        sources: AbstractSet[str] = frozenset(),
        abbreviations: Mapping[str, str] | None = None,
    ) -> None:
        self._names, self._language, self._resolver, self._sources = names, language, resolver, sources
        self._abbreviations = Abbreviations(abbreviations or {})
        self.problems: list[Problem] = []

    def text(self, value: str, origin: ir.Path) -> ir.Inlines:
        """A *text*: one line of plain text, in which only expressions mean something."""
        passage = self._passage(value, origin, markup=False)
        if marks := _MARKS.search(passage.source):
            message = f"nothing is interpreted here: {quote(marks[0])} is shown as typed"
            help = "take the marks away; only in inline texts and prose they mean something"
            passage.report("M117", message, marks[0], severity=Severity.WARNING, help=help)
        passage.braces(passage.source)
        pieces = [(folded(shown), source) for shown, source in passage.pieces(passage.source)]
        curled = curl([(shown, True) for shown, _ in pieces], self._language.quotes)
        return tidy(
            ir.Fixed(source, (ir.Text(words),)) if source and words else ir.Text(words)
            for words, (_, source) in zip(curled, pieces, strict=True)
        )

    def inline(self, value: str, origin: ir.Path) -> ir.Inlines:
        """An *inline* text: CommonMark's inlines, citations, references, notes."""
        passage = self._passage(value.strip(), origin, markup=True)
        if not _MARKUP.search(passage.source) and "^[" not in passage.source:
            return tidy(self._abbreviations.mark(self._words(passage.source)))
        return self._builder(passage).build(parse_inline(passage.source))

    def prose(
        self, value: str, origin: ir.Path, role: str = "body", item_role: str = "list-item"
    ) -> tuple[ir.Block, ...]:
        """A *prose* text: paragraphs of ``role``, lists whose items have ``item_role``, quotes, tables."""
        passage = self._passage(value, origin, markup=True)
        blocks = BlockBuilder(passage, self._builder(passage), origin, item_role)
        return blocks.build(iter(parse_blocks(passage.source)), role)

    def _passage(self, value: str, origin: ir.Path, markup: bool) -> Passage:
        return Passage(value, origin, markup, self._names, self._language, self.problems.append)

    def _builder(self, passage: Passage) -> InlineBuilder:
        return InlineBuilder(passage, self._language.quotes, self._resolver, self._sources, self._abbreviations)

    def _words(self, text: str) -> str:
        (curled,) = curl([(folded(text), True)], self._language.quotes)
        return curled
