"""The parts that sections share: points, parties, actors, figures, sources.

In: plain values of the spec. Out: models with uniform attributes; what is absent is ``None``, ``()`` or ``{}``.
"""

# No `from __future__ import annotations`: pydantic would evaluate each annotation from its text, 3 ms in all.
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StrictBool, model_validator

from .base import Model, without_absent
from .charts import AnyChart
from .dates import PartialDate
from .likelihood import Likelihood
from .mistake import mistake
from .text import Inline, Plain, Prose
from .values import (
    Address,
    Cell,
    Doi,
    Email,
    Grade,
    Ids,
    Slug,
    Width,
    degree,
    one_or_list,
    word,
)

ConfidenceWord = Literal["high", "moderate", "low"]
ActorKind = Literal["state", "organisation", "person", "group"]
StanceWord = Literal["supports", "opposes", "conditional", "silent", "unclear"]
Alignment = Literal["left", "right", "center", "decimal"]
# CSL 1.0.2, appendix III: type, in order of the alphabet.
SourceType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
]  # fmt: skip
Confidence = Annotated[ConfidenceWord, degree(ConfidenceWord)]


class Point(Model):
    """One item of a list of points. A bare text is its ``text``."""

    SHORT = "text"
    WHAT = "a point"

    text: Inline
    id: Slug | None = None
    cite: Ids = ()
    likelihood: Likelihood | None = None
    confidence: Confidence | None = None


Points = tuple[Point, ...]


class Party(Model):
    """Somebody who writes, receives or acts. A bare text is the ``name``."""

    SHORT = "name"
    WHAT = "a party"

    name: Plain
    role: Plain | None = None
    unit: Plain | None = None
    email: Email | None = None


Parties = Annotated[tuple[Party, ...], BeforeValidator(one_or_list)]


class Actor(Model):
    """Somebody with a position. A bare text is the ``name``."""

    SHORT = "name"
    WHAT = "an actor's name"
    MEANT = (("abbr", "short"), ("abbreviation", "short"), ("type", "kind"))

    name: Plain
    short: Plain | None = None
    kind: Annotated[ActorKind, word(ActorKind)] | None = None
    note: Inline | None = None


class Stance(Model):
    """Where an actor stands on an issue. A bare word is the ``stance``."""

    SHORT = "stance"
    WHAT = "a stance"

    stance: Annotated[StanceWord, degree(StanceWord, "{{stance: {word}, note: {note}}}")]
    note: Inline | None = None


class Column(Model):
    """A column of a table; ``key`` names its cells in the rows."""

    MEANT = (("label", "title"), ("header", "title"), ("heading", "title"), ("name", "key"), ("name", "title"))

    key: Plain
    title: Plain | None = None
    align: Annotated[Alignment, word(Alignment)] | None = None
    unit: Plain | None = None


class TableFigure(Model):
    """A table. A row maps columns' keys to cells; missing cells are empty."""

    kind: Literal["table"]
    id: Slug | None = None
    caption: Inline
    columns: tuple[Column, ...]
    rows: tuple[Annotated[dict[str, Cell], BeforeValidator(without_absent)], ...] = ()
    note: Inline | None = None
    cite: Ids = ()


class ImageFigure(Model):
    """An image. ``file`` is relative to the spec; ``width`` is per cent of the text width."""

    kind: Literal["image"]
    id: Slug | None = None
    file: Plain
    caption: Inline
    alt: Plain | None = None
    decorative: StrictBool = False
    credit: Inline | None = None
    width: Width = 100.0

    @model_validator(mode="after")
    def _described(self) -> Self:
        if self.alt is None and not self.decorative:
            help = "say what the image shows, or write `decorative: true` if it shows nothing that the text does not"
            raise mistake("S212", "this image has no `alt`, its description for those who cannot see it", help=help)
        return self


class CalloutFigure(Model):
    """A boxed aside."""

    kind: Literal["callout"]
    id: Slug | None = None
    title: Plain | None = None
    text: Prose | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.title is None and self.text is None:
            raise mistake("S216", "this callout is empty", help="give it a `title`, a `text` or both")
        return self


Figure = Annotated[TableFigure | AnyChart | ImageFigure | CalloutFigure, Field(discriminator="kind")]
Figures = tuple[Figure, ...]


class Author(Model):
    """A source's author: ``family`` with or without ``given``, or the whole name as ``literal`` or bare text."""

    SHORT = "literal"
    WHAT = "a name"

    family: Plain | None = None
    given: Plain | None = None
    literal: Plain | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.family is None) == (self.literal is None) or (self.given and not self.family):
            raise mistake("S216", "this is not a whole name", help="give `family` and `given`, or `literal` alone")
        return self

    def __str__(self) -> str:
        return self.literal or " ".join(filter(None, (self.given, self.family)))


class Source(Model):
    """An entry of the list of sources. Names are CSL's."""

    MEANT = (
        ("date", "issued"),
        ("year", "issued"),
        ("published", "issued"),
        ("link", "URL"),
        ("newspaper", "container-title"),
        ("journal", "container-title"),
    )

    type: Annotated[SourceType, word(SourceType)] | None = None
    title: Plain | None = None
    author: Annotated[tuple[Author, ...], BeforeValidator(one_or_list)] = ()
    container_title: Annotated[Plain | None, Field(alias="container-title")] = None
    publisher: Plain | None = None
    issued: PartialDate | None = None
    URL: Address | None = None
    DOI: Doi | None = None
    accessed: PartialDate | None = None
    archive_url: Address | None = None
    number: Plain | None = None
    page: Plain | None = None
    language: Plain | None = None
    grade: Grade | None = None
