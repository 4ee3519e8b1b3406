"""One text on its way through the markup: its expressions and its problems.

In: a text and the names that its expressions may use. Out: the text with each expression held out (two noncharacters
with a number between them stand in its place), the values to put in later, and ``Problem`` values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from ..diagnostics import Severity, quote
from ..expressions import ExpressionError, Language, evaluate
from ..ir import Path
from ..source.characters import clean
from .spans import expression_spans

CODES: Mapping[str, str] = {
    "M101": "format 1 does not have this: it is shown as typed",
    "M102": "markup is nested too deep",
    "M103": "a link goes where no link may go",
    "M104": "a link's address is not whole",
    "M105": "a note or a link stands inside another",
    "M106": "two sources of a citation are not separated by a semicolon",
    "M107": "a link's title is not shown",
    "M108": "a note has no words",
    "M109": "a source is not in the list of sources",
    "M110": "a cross-reference leads nowhere",
    "M111": "an empty list item is left out",
    "M112": "a cross-reference to what the style does not print",
    "M113": "a citation that is not one as it is typed",
    "M114": "stars that emphasise nothing are shown as typed",
    "M115": "a bullet that makes no list is shown as typed",
    "M116": "a text of which its expressions leave nothing",
    "M117": "marks in a text in which nothing is interpreted",
    "M118": "a note that is never closed",
    "M119": "a source's name that cites nothing is shown as typed",
    "M120": "the mark of a note in another form is shown as typed",
    "M121": "a name in single braces is shown as typed",
    "M122": "a row of a table has more cells than the table has columns",
    "M123": "a link that a space parts is shown as typed",
}
MOST_PROBLEMS = 100  # of one text: enough for an author, and placing each takes time


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a text. It is about the occurrence ``nth`` (from 0) of ``needle`` in the text at ``origin``.

    An empty ``needle`` means the text as a whole. ``message`` and ``help`` are as in a ``Diagnostic``.
    """

    code: str
    message: str
    origin: Path
    needle: str = ""
    nth: int = 0
    severity: Severity = Severity.ERROR
    help: str = ""


@dataclass(slots=True)
class _Held:
    """An expression: its source with the braces, and where that begins in the text; its value once it is known."""

    source: str
    offset: int
    value: str | None = None


# Noncharacters: `source` refuses them, so no text holds any, and CommonMark takes them for letters.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_HELD = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_SINGLE = re.compile(r"(?<![\w{$\\])\{ ?([^\W\d]\w*(?:\.\w+)*) ?\}(?!\})")


class Passage:
    """A text whose expressions are held out; ``markup`` tells whether it is more than plain text."""

    def __init__(
        self,
        text: str,
        origin: Path,
        markup: bool,
        names: Mapping[str, object],
        language: Language,
        report: Callable[[Problem], None],
    ) -> None:
        self._origin, self._names, self._language, self._report = origin, names, language, report
        self._problems = 0
        self._searched: dict[str, int] = {}
        self._held: list[_Held] = []
        self._text = text
        self.source = "".join(self._hold_out(markup)) if "{{" in text else text
        if self._held and not _HELD.sub("", self.source).strip() and not self.fill(self.source).strip():
            help = "take the text away, or say something beside them"
            self._report_at(0, "M116", "its expressions leave nothing of this text", "", Severity.ERROR, help)

    def fill(self, text: str) -> str:
        """A part of ``source`` with the values of its expressions; a mistaken one is shown as typed."""
        return _HELD.sub(lambda match: self._value(self._held[int(match[1])]), text) if _OPEN in text else text

    @property
    def cut(self) -> bool:
        """Whether an expression that is never closed holds the rest of the text, and marks that belong to it."""
        return bool(self._held) and not self._held[-1].source.endswith("}}")

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """``text`` filled, piece by piece: what is shown, and the expression that gave it (``""`` for typed words)."""
        position = 0
        for match in _HELD.finditer(text):
            held = self._held[int(match[1])]
            value = self._value(held)
            words = value.strip()
            before, _, after = value.partition(words) if words else (value, "", "")
            yield text[position : match.start()] + before, ""
            yield words, held.source
            position = match.end()
            if after:
                yield after, ""
        yield text[position:], ""

    def braces(self, text: str) -> None:
        """Warns of each name of a value that stands in single braces in ``text``, a part of ``source``."""
        for match in islice(_SINGLE.finditer(text), MOST_PROBLEMS):
            if match[1].partition(".")[0] not in self._names:  # `{true}` has a value, and is no name
                continue
            try:
                evaluate(match[1], self._names, self._language)
            except ExpressionError:
                continue
            message, help = f"{quote(match[0])} is shown as typed", f"write `{{{{ {match[1]} }}}}`"
            self.report("M121", message, match[0], severity=Severity.WARNING, help=help)

    def restore(self, text: str) -> str:
        """A part of ``source`` with its expressions as they were typed."""
        return _HELD.sub(lambda match: self._held[int(match[1])].source, text) if _OPEN in text else text

    def clean(self, text: str, typed: str) -> str:
        """Characters that were ``typed`` in another way, checked as ``source`` checks all; wrong ones as typed."""
        cleaned, findings = clean(text)
        for finding in findings:
            severity = Severity.ERROR if finding.error else Severity.WARNING
            self.report(finding.code, finding.message, typed, severity=severity, help=finding.help)
        return typed if any(finding.error for finding in findings) else cleaned

    # -------------------------------------------------------------------------------------------------- expressions

    def _hold_out(self, markup: bool) -> Iterator[str]:
        position = 0
        for start, end in expression_spans(self._text, markup):
            yield self._text[position:start] + self._hold(start, end)
            position = end
        yield self._text[position:]

    def _hold(self, start: int, end: int) -> str:
        self._held.append(_Held(self._text[start:end], start))
        return f"{_OPEN}{len(self._held) - 1}{_CLOSE}"

    def _value(self, held: _Held) -> str:
        if held.value is None:
            held.value = self._evaluated(held)
        return held.value

    def _evaluated(self, held: _Held) -> str:
        if self._problems >= MOST_PROBLEMS:
            return held.source
        try:
            if not held.source.endswith("}}"):
                raise ExpressionError("E401", "this expression is not closed", "{{", "it ends with `}}`")
            return self.clean(evaluate(held.source[2:-2].strip(), self._names, self._language), held.source)
        except ExpressionError as error:
            word = re.search(rf"(?<!\w){re.escape(error.word)}(?!\w)", held.source) if error.word else None
            needle, offset = (word[0], held.offset + word.start()) if word else (held.source, held.offset)
            self._report_at(offset, error.code, error.message, needle, Severity.ERROR, error.help)
            return held.source

    # ----------------------------------------------------------------------------------------------------- problems

    def report(
        self,
        code: str,
        message: str,
        needle: str,
        within: str = "",
        severity: Severity = Severity.ERROR,
        help: str = "",
    ) -> None:
        """Reports a problem about ``needle``, in the next mark that reads ``within``; both as ``source`` has them."""
        if self._problems >= MOST_PROBLEMS:
            return
        needle = self.restore(needle)
        for mark in (self.restore(within), needle):
            start = self._text.find(mark, self._searched.get(mark, 0)) if mark else -1
            if start >= 0:
                self._searched[mark] = start + len(mark)
                self._report_at(self._text.find(needle, start), code, message, needle, severity, help)
                return
        # not found as it was parsed: an entity in an address, or several lines of a quote
        self._report_at(0, code, message, "", severity, help)

    def _report_at(self, offset: int, code: str, message: str, needle: str, severity: Severity, help: str) -> None:
        self._problems += 1
        if self._problems <= MOST_PROBLEMS:
            needle = needle.partition("\n")[0]
            nth = self._text.count(needle, 0, offset) if needle else 0
            self._report(Problem(code, message, self._origin, needle, nth, severity, help))
