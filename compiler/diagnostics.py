"""Diagnostics: what is wrong with an author's input, where, and what to do about it.

In: nothing of ours. Out: the values that every stage hands back and that ``cli`` prints.
Authors' mistakes are diagnostics; our own bugs are exceptions with tracebacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from unicodedata import category

_LISTED = 50  # more than any map of the format has keys of its own
_NEIGHBOURS = 1000  # names that are looked through for the nearest one


class Severity(Enum):
    """How bad it is: an error stops the brief, a warning does not (unless ``--strict``), advice never does."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line of a file. ``line`` and ``column`` count from 1, in characters; ``length`` ≥ 1.

    ``line`` 0 means the file as a whole. ``text`` is the source line as it stands, without its end; without it no
    excerpt is shown.
    """

    file: str
    line: int = 0
    column: int = 0
    length: int = 1
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake: a stable code, a message in lower case without a full stop, the smallest span, and help.

    ``label`` stands under the excerpt beside the underline ("not in `actors`"). ``repairable`` says that the program
    can safely repair the file itself.
    """

    code: str
    message: str
    span: Span
    severity: Severity = Severity.ERROR
    label: str = ""
    help: str = ""
    repairable: bool = False

    def render(self) -> str:
        """The diagnostic as a block of text with excerpt and underline, in the form of rustc's."""
        head = f"{self.severity.value}[{self.code}]: {self.message}"
        span = self.span
        if not span.text:
            lines = [head, f"  --> {span.file}" + (f":{span.line}" if span.line else "")]
            gutter = " "
        else:
            gutter = " " * len(str(span.line))
            text, before, length = _excerpt(span)
            lines = [
                head,
                f"{gutter}--> {span.file}:{span.line}:{span.column}",
                f"{gutter} |",
                f"{span.line} | {text}",
                f"{gutter} | {' ' * before}{'^' * length} {self.label}".rstrip(),
            ]
        if self.help:
            if span.text:
                lines.append(f"{gutter} |")
            lines.append(f"{gutter} = help: {self.help}")
        return "\n".join(lines)


def _excerpt(span: Span, width: int = 100) -> tuple[str, int, int]:
    """The part of a long source line round the span, printable: (text, characters before the span, its length)."""
    start = span.column - 1
    length = max(1, min(span.length, max(len(span.text) - start, 1)))
    if len(span.text) <= width:
        return _printable(span.text), start, length
    first = max(0, start - width // 3)
    part = _printable(span.text[first : first + width])
    lead = "…" if first else ""
    tail = "…" if first + width < len(span.text) else ""
    before = start - first + len(lead)
    return lead + part + tail, before, max(1, min(length, len(lead + part) - before))


def quote(text: str, width: int = 60) -> str:
    """Words of the author's as a message shows them: in one line, printable, cut when they are long."""
    words = _printable(" ".join(text[: 4 * width].split()))
    return f"`{words}`" if len(words) <= width else f"`{words[:width]}…`"


def closest(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known name that is nearest to one that is not known; ``""`` when none is near, ``likeness`` at least.

    Small and capital letters are the same.
    """
    from difflib import get_close_matches  # only where something is wrong

    names: dict[str, str] = {}
    for other in known:
        names.setdefault(other.lower(), other)
    return next((names[near] for near in get_close_matches(name[:100].lower(), names, 1, likeness)), "")


def slip_of(typed: str, terms: Iterable[str]) -> str:
    """The term of a scale that was meant, if ``typed`` is a slip of the pen; ``""`` when it may mean something else.

    A slip changes one letter of a short term, two of a longer one, and leaves its number of words. Of four letters or
    fewer none is exchanged for another: ``now`` is not ``low``. Words of which one is the other with something before
    it are never slips of each other: ``likely`` and ``unlikely`` mean the contrary.
    """
    words = typed.lower().split()
    best, fewest = "", 3
    for term in terms:
        pairs = list(zip(words, term.lower().split(), strict=False))
        if len(words) != len(term.split()) or any(a != b and (a.endswith(b) or b.endswith(a)) for a, b in pairs):
            continue
        name = " ".join(words)[:100]
        if len(term) <= 4 and len(name) == len(term) and sorted(name) != sorted(term.lower()):
            continue
        changes = _changes(name, term.lower())
        if changes < fewest and changes <= (1 if len(term) < 6 else 2):
            best, fewest = term, changes
    return best


def _changes(one: str, other: str) -> int:
    """How many letters part two words: added, left out, exchanged for another or with their neighbour."""
    earlier: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, row = row, [i]
        for j, wanted in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted)))
            if i > 1 and j > 1 and one[i - 2] == wanted and letter == other[j - 2]:
                row[-1] = min(row[-1], earlier[j - 2] + 1)
        earlier = before
    return row[-1]


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Help for a name that is not known: the nearest of the known ones, else ``otherwise``."""
    near = closest(name, known)
    return f"did you mean {quote(near)}?" if near else otherwise


def listed(names: Iterable[object]) -> str:
    """Names as a message lists them; very many are cut."""
    each = [quote(str(name)) for name in names]
    more = f" and {len(each) - _LISTED} more" if len(each) > _LISTED else ""
    return ", ".join(each[:_LISTED]) + more


def nearest(name: str, known: Iterable[str], otherwise: str = "there are") -> str:
    """Help for a name that is not known: the nearest of the known ones, else all of them after ``otherwise``."""
    some = list(islice(dict.fromkeys(known), _NEIGHBOURS))
    return did_you_mean(name, some, f"{otherwise} {listed(some)}" if otherwise and some else "")


def _printable(text: str) -> str:
    """``text`` as a terminal can show it, as long as before: any space is a space, what cannot be seen U+FFFD."""
    return "".join(c if c.isprintable() else " " if c == "\t" or category(c) == "Zs" else "\ufffd" for c in text)


class Diagnostics:
    """An ordered collection without repetition: the same mistake at the same place is kept once."""

    def __init__(self, items: Iterable[Diagnostic] = ()) -> None:
        self._items: dict[Diagnostic, None] = dict.fromkeys(items)

    def add(self, item: Diagnostic) -> None:
        self._items.setdefault(item)

    def extend(self, items: Iterable[Diagnostic]) -> None:
        for item in items:
            self.add(item)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    @property
    def failed(self) -> bool:
        """Whether any of them is an error."""
        return any(item.severity is Severity.ERROR for item in self)

    def in_order(self) -> tuple[Diagnostic, ...]:
        """By file, line and column; those without a line first."""
        return tuple(sorted(self, key=lambda d: (d.span.file, d.span.line, d.span.column)))


class CompilationError(Exception):
    """A brief could not be compiled; ``diagnostics`` say why. Raised by stages that can't go on."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = Diagnostics(diagnostics)
        super().__init__("\n\n".join(d.render() for d in self.diagnostics))
