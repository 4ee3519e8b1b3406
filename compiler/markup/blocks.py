"""Block tokens → paragraphs, lists, quotes and tables.

In: markdown-it's tokens of one *prose* text, and the roles of paragraphs and list items. Out: block nodes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from markdown_it.token import Token

from .. import ir
from ..diagnostics import Severity
from .commonmark import row_cells
from .inlines import MAX_DEPTH, InlineBuilder
from .passage import Passage
from .tidying import tidy

_ALIGNS = {f"text-align:{align.value}": align for align in (ir.Align.LEFT, ir.Align.RIGHT, ir.Align.CENTER)}


class BlockBuilder:
    """Makes the block nodes of one text; ``item_role`` is the role of list items and of the paragraphs in them."""

    def __init__(self, passage: Passage, inlines: InlineBuilder, origin: ir.Path, item_role: str) -> None:
        self._passage, self._inlines, self._origin, self._item_role = passage, inlines, origin, item_role
        self._parts = 0

    def build(self, tokens: Iterator[Token], role: str, depth: int = 0) -> tuple[ir.Block, ...]:
        """The blocks up to the end of the list item or quote that the tokens stand in; paragraphs are of ``role``."""
        out: list[ir.Block] = []
        for token in tokens:
            match token.type:
                case "paragraph_open":
                    out += self._paragraph(token, tokens, role)
                case "typed":
                    out += self._bound(self._typed(token), role)
                case "table_open":
                    out.append(self._table(token, tokens))
                case "bullet_list_open" | "ordered_list_open" | "blockquote_open" if depth == MAX_DEPTH:
                    assert token.map is not None  # markdown-it knows the lines of every block
                    self._inlines.too_deep(self._passage.source.split("\n")[token.map[0]].strip())
                    _skip(tokens)
                case "bullet_list_open" | "ordered_list_open":
                    out += self._list(token, tokens, depth + 1)
                case "blockquote_open":
                    if content := self.build(tokens, "quote", depth + 1):
                        out.append(ir.Quote(content, self._origin))
                case _:  # the end of what they stand in
                    break
        return tuple(out)

    def _paragraph(self, token: Token, tokens: Iterator[Token], role: str) -> tuple[ir.Paragraph, ...]:
        inline = next(tokens)
        if token.info:
            self._inlines.lacking(token.info, inline.content.rpartition("\n")[2])
        content = self._inlines.build(inline.children or [])
        next(tokens)
        return self._bound(content, role)

    def _bound(self, content: ir.Inlines, role: str) -> tuple[ir.Paragraph, ...]:
        """A paragraph, as the next part of the text."""
        if not content:
            return ()
        self._parts += 1
        return (ir.Paragraph((ir.Bound(self._origin, content, self._parts - 1),), role, origin=self._origin),)

    def _typed(self, token: Token) -> ir.Inlines:
        """The lines of a block that format 1 lacks, indented as they were typed."""
        self._inlines.lacking(token.info, token.content.strip().partition("\n")[0])
        if token.info == "code":
            content = textwrap.dedent(self._passage.restore(token.content).expandtabs(4))
        else:
            content = self._passage.fill(token.content).strip()
        out: list[ir.Inline] = []
        for line in content.split("\n"):
            words = line.lstrip(" ")
            out += [ir.LineBreak(), ir.Text("\xa0" * (len(line) - len(words)) + words.rstrip(" "))]
        return tidy(out)

    def _list(self, token: Token, tokens: Iterator[Token], depth: int) -> tuple[ir.List, ...]:
        items: list[ir.ListItem] = []
        for item in tokens:
            if item.type != "list_item_open":
                break
            if content := self.build(tokens, self._item_role, depth):
                items.append(ir.ListItem(content))
            else:
                message = "an empty list item is left out"
                self._passage.report("M111", message, item.info + item.markup, severity=Severity.WARNING)
        ordered = token.type == "ordered_list_open"
        start = int(token.attrs.get("start", 1))
        return (ir.List(tuple(items), ordered, start, self._item_role, self._origin),) if items else ()

    def _table(self, opening: Token, tokens: Iterator[Token]) -> ir.Table:
        columns: list[ir.Column] = []
        rows: list[tuple[bool, list[ir.Cell]]] = []
        in_head = True
        for token in tokens:
            match token.type:
                case "table_close":
                    break
                case "tr_open":
                    rows.append((in_head, []))
                case "thead_close":
                    in_head = False
                case "th_open" | "td_open":
                    rows[-1][1].append(self._cell(next(tokens), in_head))
                    if in_head:
                        align = _ALIGNS.get(str(token.attrs.get("style", "")), ir.Align.LEFT)
                        columns.append(ir.Column(align))
        assert opening.map is not None  # markdown-it knows the lines of every block
        first, last = opening.map
        for line in self._passage.source.split("\n")[first + 2 : last]:
            if more := row_cells(line)[len(columns) :]:
                message = f"this row has more cells than the table has columns, which are {len(columns)}"
                help = "give the first row a cell more; `|` that belongs to a text is written `\\|`"
                self._passage.report("M122", message, next(filter(None, map(str.strip, more)), "|"), line, help=help)
        head = tuple(ir.Row(tuple(cells)) for of_head, cells in rows if of_head)
        body = tuple(ir.Row(tuple(cells)) for of_head, cells in rows if not of_head)
        return ir.Table(tuple(columns), head, body, origin=self._origin)

    def _cell(self, inline: Token, of_head: bool) -> ir.Cell:
        content = self._inlines.build(inline.children or [], expand=not of_head)
        role, scope = ("table-head", ir.Scope.COLUMN) if of_head else ("table-cell", None)
        return ir.Cell(self._bound(content, role), scope)


def _skip(tokens: Iterator[Token]) -> None:
    """Passes over a block whose opening token was the last."""
    depth = 1
    while depth:
        depth += next(tokens).nesting
