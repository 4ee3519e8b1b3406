"""What the rules look at: a valid brief, its texts as they were typed, and the day.

In: a ``Source`` and its ``Brief``. Out: a ``Subject`` with the texts in the order of the models, each with the parts
taken out that are not words (code, addresses, citations, expressions), so that a rule about words sees words only.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..ir import Path
from ..markup import expression_spans
from ..source import Source
from ..spec import Brief, Inline, Plain, Prose
from ..texts import texts

# What is left out stands as this, character by character: offsets into a text stay true.
BLANK = "\ufffc"
CITATION = r"\[[^\]\[@]*@[^\]\[]*\]"
_NO_WORDS = (
    r"`+[^`]*`+"  # code
    r"|\]\([^)\s]{0,2000}\)|<[a-z]+:[^<>\s]*>|https?://\S+"  # an address
    rf"|{CITATION}"
)
# A sentence ends at its mark and a space before a capital, or with its paragraph; "Mr." and "e.g." end none.
_SENTENCE_END = (
    r"(?<![A-Z])(?<!\b[A-Za-z]\.[a-z])(?<!\b(?:Mr|Ms|Dr|St|No|cf))(?<!\b(?:Mrs|Art))[.!?][’”\"')\]]*\s+"
    r"(?=[‘“\"'(\[]*[A-Z])|\n\s*\n"
)


# Where a text stands that is not the author's to write as the house does.
_NOT_OWN = frozenset(("ignore", "sources", "email", "file", "id", "key", "language"))


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: the path of the value (its key with ``key``), what is wrong, what to do.

    ``needle`` is the part of the text that it is about, its ``nth`` occurrence from 0. ``repair`` is what may safely
    stand in the needle's place: a repair changes how a thing is written, never what is said.
    """

    path: Path
    message: str
    help: str
    needle: str = ""
    nth: int = 0
    key: bool = False
    repair: str | None = None


@dataclass(frozen=True)
class Passage:
    """A text of the brief: its kind (``Plain``, ``Inline``, ``Prose``), its characters and where it stands."""

    kind: type
    text: str
    path: Path

    @cached_property
    def words(self) -> str:
        """The text with what is not words blanked out, as long as ``text``."""
        if self.kind is Plain:
            return self.text
        words, position = [], 0
        for start, end in expression_spans(self.text, markup=True):
            words += [self.text[position:start], BLANK * (end - start)]
            position = end
        words.append(self.text[position:])
        return re.sub(_NO_WORDS, lambda found: BLANK * len(found[0]), "".join(words))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the text, as ``words`` has them."""
        return tuple(part for part in re.split(_SENTENCE_END, self.words) if part.strip())

    def matches(self, pattern: str, flags: int = 0) -> Iterator[re.Match[str]]:
        """The places in the words at which a pattern stands."""
        return re.finditer(pattern, self.words, flags)

    def finding(self, match: re.Match[str], message: str, help: str, repair: str | None = None) -> Finding:
        """A finding about what was matched."""
        needle = self.text[match.start() : match.end()]
        nth = self.text.count(needle, 0, match.start())
        return Finding(self.path, message, help, needle, nth, repair=repair)


def _is_own(path: Path) -> bool:
    """Whether a text is the author's to write: an address, the name of a file or the title of a source is not."""
    return path[0] not in _NOT_OWN and path[-1] not in _NOT_OWN


@dataclass(frozen=True)
class Subject:
    """A brief as rules see it, and its file as it is typed. Without ``today`` no rule asks for the day."""

    brief: Brief
    source: Source
    today: datetime.date | None = None
    passages: tuple[Passage, ...] = ()

    @classmethod
    def of(cls, source: Source, brief: Brief, today: datetime.date | None) -> Subject:
        """The subject that a read and checked spec is."""
        passages = tuple(Passage(kind, text, path) for kind, text, path in texts(source.value) if _is_own(path))
        return cls(brief, source, today, passages)

    @property
    def english(self) -> bool:
        """Whether the brief is in English: rules that know words know English ones."""
        return self.brief.language.split("-")[0].lower() == "en"

    def under(self, *keys: str) -> Iterator[Passage]:
        """The running texts (not titles and names) under some of the brief's keys; under all without any."""
        for passage in self.passages:
            if passage.kind in (Inline, Prose) and (not keys or passage.path[0] in keys):
                yield passage
