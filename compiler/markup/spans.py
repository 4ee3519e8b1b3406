"""Where expressions stand in a text.

In: a text, and whether it is more than plain text. Out: the start and the end of each expression with its braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_EXPRESSION = re.compile(r"""\{\{(?:[^'"}]|'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+"|\}(?!\}))*+\}\}""", re.DOTALL)
_UNESCAPED = re.compile(r"(?<!\\)\{\{")
# In markup also an escaped character and a run of backquotes, which may begin a code span.
_PLAIN_MARK, _MARK = re.compile(r"\{\{"), re.compile(r"\{\{|\\.|`+", re.DOTALL)
_BACKQUOTES = re.compile("`+")


def expression_spans(text: str, markup: bool) -> Iterator[tuple[int, int]]:
    """The expressions of a text; those in code spans too, lest a ``|`` in one should end a cell.

    One that is never closed goes on to the text's end.
    """
    mark = _MARK if markup else _PLAIN_MARK
    position, whole = 0, True
    while match := mark.search(text, position):
        position = match.end()
        if match[0] == "{{":
            end, whole = _expression_end(text, match.start(), len(text), whole)
            position = end or len(text)
            yield match.start(), position
        elif match[0][0] == "`" and (end := _code_end(text, position, len(match[0]))):
            yield from _spans_in_code(text, position, end)
            position = end + len(match[0])


def _spans_in_code(text: str, position: int, limit: int) -> Iterator[tuple[int, int]]:
    """What may be an expression after all: blocks may part the backquotes. Then ``\\{{`` is none."""
    whole = True
    for match in _UNESCAPED.finditer(text, position, limit):
        if match.start() < position:
            continue
        end, whole = _expression_end(text, match.start(), limit, whole)
        if not end:
            break
        yield match.start(), end
        position = end


def _code_end(text: str, start: int, length: int) -> int:
    """Where the code span ends whose ``length`` opening backquotes end at ``start``; 0 if none does."""
    return next((run.start() for run in _BACKQUOTES.finditer(text, start) if len(run[0]) == length), 0)


def _expression_end(text: str, start: int, limit: int, whole: bool) -> tuple[int, bool]:
    """Where the expression at ``start`` ends, 0 if it does not; and whether strings are still minded.

    After one with a quote too many only braces count, so that a text full of these takes no longer than its length.
    """
    if whole and (match := _EXPRESSION.match(text, start, limit)):
        return match.end(), True
    end = text.find("}}", start, limit)
    return (0 if end < 0 else end + 2), False
