"""A brief's content as plain data, ready-made for the peers: what they are given has nothing left to work out.

In: an ``ir.Document``. Out: a list of blocks that JSON can hold. All peers write the same words; what they cannot say
(roles, row headers, alternative texts, markings) they are spared.

A text is a list of runs ``[kind, characters]`` with the kinds ``plain``, ``strong``, ``emphasis`` and ``note``. A block
is one of ``{"kind": "heading", "level", "text"}``, ``{"kind": "paragraph", "text"}``, ``{"kind": "item", "text"}`` and
``{"kind": "table", "head", "rows"}`` whose cells are texts; ``head`` is one row, or empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_never

from compiler import ir

Text = list[tuple[str, str]]
Block = dict[str, Any]


def ready_made(document: ir.Document) -> list[Block]:
    """The blocks of a document in reading order."""
    return list(_blocks(document.content, 1))


def _blocks(blocks: tuple[ir.Block, ...], level: int) -> Iterator[Block]:
    for block in blocks:
        match block:
            case ir.Paragraph():
                yield {"kind": "paragraph", "text": _paragraph(block)}
            case ir.Section():
                label = _joined([_paragraph(paragraph) for paragraph in block.label])
                yield {"kind": "heading", "level": level, "text": _joined([label, _runs(block.title)])}
                yield from _blocks(block.content, level + 1)
            case ir.List():
                for item in block.items:
                    yield {"kind": "item", "text": _cell(item.content)}
            case ir.DefinitionList():
                rows = [[_cell(definition.term), _cell(definition.content)] for definition in block.items]
                yield {"kind": "table", "head": [], "rows": rows}
            case ir.Table():
                yield from _caption(block.caption)
                head = [_cell(cell.content) for row in block.head[:1] for cell in row.cells]
                rows = [[_cell(cell.content) for cell in row.cells] for row in block.body]
                yield {"kind": "table", "head": head, "rows": rows}
                yield from _blocks(block.notes, level)
            case ir.Columns():
                for row in block.rows:
                    for cell in row.cells:
                        yield from _blocks(cell.content, level)
            case ir.Figure():
                yield from _caption(block.caption)
            case ir.Quote():
                yield from _blocks(block.content, level)
            case ir.Callout():
                yield {"kind": "paragraph", "text": [("strong", ir.plain_text(block.title))]}
                yield from _blocks(block.content, level)
            case ir.References():
                for entry in block.entries:
                    yield {"kind": "paragraph", "text": [("plain", f"{entry.number}. "), *_runs(entry.content)]}
            case ir.Contents() | ir.PageBreak():
                pass
            case _:
                assert_never(block)


def _caption(caption: ir.Caption | None) -> Iterator[Block]:
    if caption:
        yield {"kind": "paragraph", "text": _joined([_runs(caption.label), _runs(caption.content)])}


def _paragraph(paragraph: ir.Paragraph) -> Text:
    return _joined([_runs(paragraph.label), _runs(paragraph.content)])


def _cell(blocks: tuple[ir.Block, ...]) -> Text:
    """The paragraphs of a cell or item as one text."""
    return _joined([_paragraph(block) for block in ir.walk(blocks) if isinstance(block, ir.Paragraph)])


def _joined(texts: list[Text]) -> Text:
    """Texts one after another, with a space between any two."""
    out: Text = []
    for text in filter(None, texts):
        out += [("plain", " "), *text] if out else text
    return out


def _runs(content: ir.Inlines, kind: str = "plain") -> Text:
    out: Text = []
    for node in content:
        match node:
            case ir.Strong(content=inner):
                out += _runs(inner, "strong")
            case ir.Emphasis(content=inner):
                out += _runs(inner, "emphasis")
            case ir.Bound(content=inner) | ir.Fixed(content=inner):
                out += _runs(inner, kind)
            case ir.Note(content=paragraphs):
                out.append(("note", " ".join(ir.plain_text(paragraph.content) for paragraph in paragraphs)))
            case _:
                if text := ir.plain_text((node,)):
                    out.append((kind, text))
    return out
