"""The models of format 1: what a brief may say, with short forms and absent values made uniform.

In: the plain values of a spec. Out: a ``Brief``. Attributes are the format's keys with ``_`` for ``-`` (and ``from_``);
what is absent is ``None``, ``()`` or ``{}``. Names that refer to each other are checked in ``crosschecks``.
"""

# No `from __future__ import annotations`: pydantic would evaluate each annotation from its text, 3 ms in all.
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictStr,
    ValidationInfo,
    model_validator,
)

from .mistake import mistake
from .text import Inline, Plain, Prose
from .values import (
    Address,
    Cell,
    Date,
    Doi,
    Format,
    Grade,
    Ids,
    Key,
    Likelihood,
    MarkingText,
    PartialDate,
    Slug,
    SourceKey,
    Width,
    expected,
    one_or_list,
    word,
)


def is_absent(value: Any) -> bool:
    """Whether an optional key's value means the same as no key: null, an empty list or map, blank text."""
    return value is None or value == [] or value == {} or (isinstance(value, str) and not value.strip())


class Model(BaseModel):
    """The base of all models: no unknown keys, no changes; absent values and the short form are made uniform.

    ``SHORT`` is the key that a bare text stands for. The validation's context, a dict, is told which model each map was
    taken for, by the map's ``id``: messages about unknown keys list the model's.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    SHORT: ClassVar[str] = ""
    WHAT: ClassVar[str] = "keys with values"

    @model_validator(mode="before")
    @classmethod
    def _uniform(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str) and cls.SHORT:
            value = {cls.SHORT: value}
        if not isinstance(value, dict):
            raise expected(cls.WHAT, value)
        if info.context is not None:
            info.context[id(value)] = cls
        return {key: item for key, item in value.items() if not is_absent(item)}

    @classmethod
    def keys(cls) -> list[str]:
        """The keys that the format knows here."""
        return [field.alias or name for name, field in cls.model_fields.items()]


def _without_null(value: Any) -> Any:
    return {key: item for key, item in value.items() if not is_absent(item)} if isinstance(value, dict) else value


def _none_if_empty(value: Any) -> Any:
    """A map in which every key is absent is absent itself."""
    return None if isinstance(value, dict) and all(map(is_absent, value.values())) else value


ConfidenceWord = Literal["high", "moderate", "low"]
PriorityWord = Literal["high", "medium", "low"]
DecisionWord = Literal["approve"]
ActorKind = Literal["state", "organisation", "person", "group"]
StanceWord = Literal["supports", "opposes", "conditional", "silent", "unclear"]
Alignment = Literal["left", "right", "center", "decimal"]
# CSL 1.0.2, appendix III
SourceType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "classic",
    "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic",
    "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
    "paper-conference", "patent", "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation",
    "report", "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
Confidence = Annotated[ConfidenceWord, word(ConfidenceWord)]


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
    email: Plain | None = None


Parties = Annotated[tuple[Party, ...], BeforeValidator(one_or_list)]


class TimelineEntry(Model):
    """What happened, and when. Entries stand as the author ordered them; ``PartialDate`` sorts them."""

    date: PartialDate
    event: Inline
    cite: Ids = ()


class Column(Model):
    """A column of a table; ``key`` names its cells in the rows."""

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
    rows: tuple[Annotated[dict[str, Cell], BeforeValidator(_without_null)], ...] = ()
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


Figure = Annotated[TableFigure | ImageFigure | CalloutFigure, Field(discriminator="kind")]
Figures = tuple[Figure, ...]


class Situation(Model):
    """Where things stand. A bare text is its ``text``."""

    SHORT = "text"
    WHAT = "prose"

    text: Prose | None = None
    points: Points = ()
    timeline: tuple[TimelineEntry, ...] = ()
    figures: Figures = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.text or self.points or self.timeline or self.figures):
            help = "give it a `text`, `points`, a `timeline` or `figures`"
            raise mistake("S216", "the situation is empty", help=help)
        return self


class Assessment(Model):
    """The analyst's judgement. A bare text is its ``text``."""

    SHORT = "text"
    WHAT = "prose"

    text: Prose | None = None
    points: Points = ()
    figures: Figures = ()


class Actor(Model):
    """Somebody with a position. A bare text is the ``name``."""

    SHORT = "name"
    WHAT = "an actor's name"

    name: Plain
    short: Plain | None = None
    kind: Annotated[ActorKind, word(ActorKind)] | None = None
    note: Inline | None = None


class Stance(Model):
    """Where an actor stands on an issue. A bare word is the ``stance``."""

    SHORT = "stance"
    WHAT = "a stance"

    stance: Annotated[StanceWord, word(StanceWord)]
    note: Inline | None = None


class Position(Model):
    """Who wants what."""

    actor: StrictStr
    summary: Inline | None = None
    demands: Points = ()
    offers: Points = ()
    red_lines: Points = ()
    stances: Annotated[dict[str, Stance], BeforeValidator(_without_null)] = {}
    as_of: Date | None = None
    cite: Ids = ()


class Trigger(Model):
    """What would bring a scenario about."""

    text: Inline
    by: Date | None = None


class Scenario(Model):
    """What may happen."""

    id: Slug | None = None
    title: Plain
    text: Prose | None = None
    likelihood: Likelihood | None = None
    confidence: Confidence | None = None
    trigger: Trigger | None = None
    indicators: Points = ()
    implications: Prose | None = None
    responses: tuple[StrictStr, ...] = ()


class Recommendation(Model):
    """What should be done. ``id`` is never empty: the third's default is ``rec-3``."""

    action: Inline
    id: Slug = ""
    rationale: Prose | None = None
    addressee: Party | None = None
    owner: Party | None = None
    partners: Parties = ()
    instrument: Inline | None = None
    priority: Annotated[PriorityWord, word(PriorityWord)] | None = None
    deadline: Date | None = None
    cost: Inline | None = None
    risk: Inline | None = None
    indicator: Inline | None = None
    responds_to: tuple[StrictStr, ...] = ()
    decision: Annotated[DecisionWord, word(DecisionWord)] | None = None
    cite: Ids = ()
    confidence: Confidence | None = None


def _numbered(recommendations: tuple[Recommendation, ...]) -> tuple[Recommendation, ...]:
    return tuple(
        r if r.id else r.model_copy(update={"id": default_recommendation_id(number)})
        for number, r in enumerate(recommendations, 1)
    )


def default_recommendation_id(number: int) -> str:
    """The id of the recommendation at a place in the list, counted from 1, when its author gives none."""
    return f"rec-{number}"


class NextStep(Model):
    """Who does what by when."""

    action: Inline
    owner: Party | None = None
    due: Date | None = None


class Annex(Model):
    """What stands behind the brief."""

    id: Slug | None = None
    title: Plain
    text: Prose | None = None
    figures: Figures = ()


class Author(Model):
    """A source's author: ``family`` with or without ``given``, or the whole name as ``literal``, also as a bare text."""

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


class Brief(Model):
    """A whole brief. ``id`` and ``as_of`` are never absent: they default to the file's name and to ``date``."""

    brief: Format
    id: Slug = ""
    title: Plain
    subtitle: Plain | None = None
    series: Plain | None = None
    number: Plain | None = None
    date: Date
    as_of: Date = Field(default_factory=lambda data: data["date"])
    review_by: Date | None = None
    version: Plain | None = None
    supersedes: Plain | None = None
    language: Plain = Plain("en-GB")
    style: Slug = "memo"
    from_: Annotated[Parties, Field(alias="from")] = ()
    to: Parties = ()
    contact: Inline | None = None
    copyright: Inline | None = None
    disclaimer: Inline | None = None
    keywords: tuple[Plain, ...] = ()
    marking: MarkingText | None = None
    abbreviations: dict[Plain, Plain] = {}
    vars: Annotated[dict[Key, Any], BeforeValidator(_without_null)] = {}
    bottom_line: Inline | None = None
    key_messages: Points = ()
    purpose: Prose | None = None
    situation: Situation
    actors: dict[Key, Actor] = {}
    issues: dict[Key, Plain] = {}
    positions: tuple[Position, ...]
    assessment: Annotated[Assessment | None, BeforeValidator(_none_if_empty)] = None
    scenarios: tuple[Scenario, ...] = ()
    recommendations: Annotated[tuple[Recommendation, ...], AfterValidator(_numbered)]
    next_steps: tuple[NextStep, ...] = ()
    annexes: tuple[Annex, ...] = ()
    sources: dict[SourceKey, Source] = {}
