"""The three kinds of text, by type: later stages see from the type how a text is to be read.

In: a string of the spec. Out: the same string as ``Plain``, ``Inline`` or ``Prose``. What is in it is ``markup``'s
work.
"""

from __future__ import annotations

import re
from typing import Any, Self

from pydantic_core import CoreSchema, core_schema

from .mistake import mistake

_LINE_ENDS = re.compile(r"[\r\n]+")


class Text(str):
    """A text that is not blank."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls.checked, core_schema.str_schema(strict=True))

    @classmethod
    def checked(cls, value: str) -> Self:
        """``value`` in this kind; blank is a mistake."""
        if not value or value.isspace():
            raise mistake("S204", "this text is empty", help="write it, or take the entry away")
        return cls(value)


class Plain(Text):
    """*Text* of the format: one line, nothing in it is interpreted but ``{{ }}``. Line ends have become spaces."""

    __slots__ = ()

    @classmethod
    def checked(cls, value: str) -> Self:
        lines = (line.strip(" \t") for line in _LINE_ENDS.split(value))
        return super().checked(" ".join(lines).replace("\t", " ").strip(" "))


class Inline(Text):
    """*Inline* of the format: CommonMark inlines."""

    __slots__ = ()


class Prose(Text):
    """*Prose* of the format: CommonMark blocks."""

    __slots__ = ()
