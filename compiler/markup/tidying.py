"""Runs of inline nodes in their simplest form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .. import ir

_WHITE = re.compile(r"[ \t\n\r\f]+")


def folded(text: str) -> str:
    """Text with its white space folded as in HTML: no-break and other wide spaces stay."""
    return _WHITE.sub(" ", text)


def merged(nodes: Sequence[ir.Inline]) -> ir.Inlines:
    """The nodes with neighbouring texts made one, and without empty ones."""
    out: list[ir.Inline] = []
    texts: list[str] = []
    for node in nodes:
        if isinstance(node, ir.Text):
            texts.append(node.text)
            continue
        if text := "".join(texts):
            out.append(ir.Text(text))
        texts.clear()
        out.append(node)
    if text := "".join(texts):
        out.append(ir.Text(text))
    return tuple(out)


def tidy(nodes: Sequence[ir.Inline]) -> ir.Inlines:
    """The nodes merged, without white space and line breaks at the ends."""
    out = list(merged(nodes))
    for end in (0, -1):
        while out:
            node = out[end]
            if isinstance(node, ir.Text):
                text = node.text.lstrip(" ") if end == 0 else node.text.rstrip(" ")
                if text:
                    out[end] = ir.Text(text)
                    break
            elif not isinstance(node, ir.LineBreak):
                break
            del out[end]
    return tuple(out)
