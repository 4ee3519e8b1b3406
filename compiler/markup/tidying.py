"""Runs of inline nodes in their simplest form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from .. import ir

NO_BREAK_SPACE = "\xa0"
_WHITE = re.compile(r"[ \t\n\r\f]+")


def folded(text: str) -> str:
    """Text with its white space folded as in HTML: no-break and other wide spaces stay."""
    return _WHITE.sub(" ", text)


def merged(nodes: Iterable[ir.Inline]) -> ir.Inlines:
    """The nodes with neighbouring texts made one and their white space folded, without empty ones.

    A note's mark stands close to what it is about: a space before it goes. Between two marks there is one that does not
    break; where the author typed none it belongs to the second mark.
    """
    out: list[ir.Inline] = []
    texts: list[str] = []

    def end_text(before_note: bool = False) -> None:
        text = folded("".join(texts))
        if before_note:
            text = NO_BREAK_SPACE if text == " " and out and _is_note(out[-1]) else text.rstrip(" ")
        if text:
            out.append(ir.Text(text))
        texts.clear()

    for node in nodes:
        if isinstance(node, ir.Text):
            texts.append(node.text)
        else:
            end_text(_is_note(node))
            if out and apart(out[-1], node) and isinstance(node, ir.Fixed):
                node = replace(node, content=(ir.Text(NO_BREAK_SPACE), *node.content))
            out.append(node)
    end_text()
    return tuple(out)


def tidy(nodes: Iterable[ir.Inline]) -> ir.Inlines:
    """The nodes merged, without white space and line breaks at the ends."""
    out = list(merged(nodes))
    while out and _is_blank(out[0]):
        del out[0]
    while out and _is_blank(out[-1]):
        del out[-1]
    if out and isinstance(first := out[0], ir.Text):
        out[0] = ir.Text(first.text.lstrip(" "))
    if out and isinstance(last := out[-1], ir.Text):
        out[-1] = ir.Text(last.text.rstrip(" "))
    return tuple(out)


def _is_note(node: ir.Inline) -> bool:
    """Whether a note's mark is what is printed of a node, or would be if the style had notes."""
    if isinstance(node, ir.Fixed):
        return not node.content or isinstance(node.content[-1], ir.Note)
    return isinstance(node, ir.Note)


def apart(before: ir.Inline, after: ir.Inline) -> bool:
    """Whether two nodes end and begin with notes' marks: 1 and 2 would be read as 12."""
    return _outer_note(before, -1) and _outer_note(after, 0)


def _outer_note(node: ir.Inline, side: int) -> bool:
    while isinstance(node, (ir.Bound, ir.Fixed)) and node.content:
        node = node.content[side]
    return isinstance(node, ir.Note)


def _is_blank(node: ir.Inline) -> bool:
    return isinstance(node, ir.LineBreak) or (isinstance(node, ir.Text) and node.text == " ")
