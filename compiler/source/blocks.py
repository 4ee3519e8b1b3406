"""Blocks: what stands under one top key of a file, so that a mistake in one need not hide those in the others.

In: a text and the place of a mistake. Out: the same text without that block, as long as before and line by line as
before. A block begins at a key in column 1. Nothing else that YAML allows there looks like one but what stands in
brackets that are closed in column 1: a text that has any is not parted.
"""

from __future__ import annotations

import re

import yaml

from .brackets import CLOSED_AT_THE_EDGE, TOP_KEY
from .characters import for_yaml
from .places import Text

_NOT_A_LINE_END = re.compile(r"[^\r\n]")
_WORD = re.compile(r"""^[ \t]*["']?([\w-]+)""", re.MULTILINE)


def without_block(text: Text, line: int, readable: bool) -> tuple[Text, frozenset[str]] | None:
    """``text`` with the block that holds ``line`` made a comment, and the words that begin the block's lines.

    ``None`` if there is none, or if YAML can read the block on its own, unless it may be ``readable``: then the mistake
    is not in it alone.
    """
    if CLOSED_AT_THE_EDGE.search(text.text):
        return None
    place = text.line_start(line)
    starts = [*(key.start() for key in TOP_KEY.finditer(text.text)), len(text.text)]
    at = next((index for index, start in enumerate(starts[1:]) if place < start), len(starts) - 2)
    if at < 0 or place < starts[0]:
        return None
    start, end = starts[at], starts[at + 1]
    block = text.text[start:end]
    if not readable and _is_yaml(block):
        return None
    rest = text.text[:start] + _NOT_A_LINE_END.sub("#", block) + text.text[end:]
    return Text(text.file, rest), frozenset(word[1] for word in _WORD.finditer(block))


def _is_yaml(block: str) -> bool:
    """Whether YAML reads a block as what it should be, keys with values."""
    try:
        events = [*yaml.parse(for_yaml(block), Loader=yaml.CSafeLoader)]
    except yaml.MarkedYAMLError:
        return False
    root = next((event for event in events if isinstance(event, yaml.NodeEvent)), None)
    return isinstance(root, yaml.MappingStartEvent)
