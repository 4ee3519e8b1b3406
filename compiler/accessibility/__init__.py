"""Accessibility of Word files: the rules of Word's own checker, for any DOCX, and for every one that we write.

In: a ``WordFile`` and what messages call it. Out: diagnostics in the order of the rules, each with the paragraph, table
or picture that it is about and its first words. A machine sees a part of it only: whether an alternative text says what
the picture shows, a person must judge. ``outline`` holds what the rules look at, the other modules hold the rules.
"""

from __future__ import annotations

from ..diagnostics import Diagnostic
from ..word_file import WordFile
from . import contrast, document, links, pictures, tables
from .outline import Outline

_RULES = (document.check, pictures.check, tables.check, links.check, contrast.check)


def check(file: WordFile, name: str) -> list[Diagnostic]:
    """What is wrong with a file. Raises ``NotReadable`` when a part of it is damaged."""
    outline = Outline(file, name)
    return [diagnostic for rule in _RULES for diagnostic in rule(outline)]


__all__ = ["check"]
