"""The models of format 1: the sections of a brief and the brief itself.

In: the plain values of a spec. Out: a ``Brief``. Attributes are the format's keys with ``_`` for ``-`` (and ``from_``);
what is absent is ``None``, ``()`` or ``{}``. Names that refer to each other are checked in ``crosschecks``.
"""

# No `from __future__ import annotations`: pydantic would evaluate each annotation from its text, 3 ms in all.
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StrictStr, model_validator

from .base import Model, none_if_empty, without_absent
from .called import default_recommendation_id
from .charts import TimelineEntry
from .dates import Date
from .likelihood import Likelihood
from .mistake import mistake
from .parts import Actor, Confidence, Figures, Parties, Party, Points, Source, Stance
from .text import Inline, Plain, Prose
from .values import (
    Count,
    Format,
    Ids,
    Key,
    MarkingText,
    Slug,
    SourceKey,
    StyleName,
    degree,
)

PriorityWord = Literal["high", "medium", "low"]
DecisionWord = Literal["approve"]


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


class Position(Model):
    """Who wants what."""

    PAIR = ("actor", "summary")

    actor: StrictStr
    summary: Inline | None = None
    demands: Points = ()
    offers: Points = ()
    red_lines: Points = ()
    stances: Annotated[dict[str, Stance], BeforeValidator(without_absent)] = Field(default_factory=dict)
    as_of: Date | None = None
    cite: Ids = ()


class Trigger(Model):
    """What would bring a scenario about."""

    text: Inline
    by: Date | None = None


class Scenario(Model):
    """What may happen."""

    MEANT = (("name", "title"), ("headline", "title"), ("probability", "likelihood"), ("certainty", "confidence"))

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

    MEANT = (("due", "deadline"), ("by", "deadline"), ("text", "action"), ("title", "action"))

    action: Inline
    id: Slug = ""
    rationale: Prose | None = None
    addressee: Party | None = None
    owner: Party | None = None
    partners: Parties = ()
    instrument: Inline | None = None
    priority: Annotated[PriorityWord, degree(PriorityWord)] | None = None
    deadline: Date | None = None
    cost: Inline | None = None
    risk: Inline | None = None
    indicator: Inline | None = None
    responds_to: tuple[StrictStr, ...] = ()
    decision: Annotated[DecisionWord, degree(DecisionWord)] | None = None
    cite: Ids = ()
    confidence: Confidence | None = None


def _numbered(recommendations: tuple[Recommendation, ...]) -> tuple[Recommendation, ...]:
    return tuple(
        r if r.id else r.model_copy(update={"id": default_recommendation_id(number)})
        for number, r in enumerate(recommendations, 1)
    )


class NextStep(Model):
    """Who does what by when."""

    MEANT = (("deadline", "due"), ("by", "due"), ("date", "due"), ("text", "action"), ("title", "action"))

    action: Inline
    owner: Party | None = None
    due: Date | None = None


class Annex(Model):
    """What stands behind the brief."""

    id: Slug | None = None
    title: Plain
    text: Prose | None = None
    figures: Figures = ()


class Limits(Model):
    """How long the brief may be; more is an error. What is absent is the style's."""

    pages: Count | None = None
    words: Count | None = None


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
    style: StyleName = "memo"
    from_: Annotated[Parties, Field(alias="from")] = ()
    to: Parties = ()
    contact: Inline | None = None
    copyright: Inline | None = None
    disclaimer: Inline | None = None
    keywords: tuple[Plain, ...] = ()
    marking: MarkingText | None = None
    limits: Annotated[Limits | None, BeforeValidator(none_if_empty)] = None
    abbreviations: dict[Plain, Plain] = Field(default_factory=dict)
    ignore: dict[Plain, Plain] = Field(default_factory=dict)
    vars: Annotated[dict[Key, Any], BeforeValidator(without_absent)] = Field(default_factory=dict)
    bottom_line: Inline | None = None
    key_messages: Points = ()
    purpose: Prose | None = None
    situation: Situation
    actors: dict[Key, Actor] = Field(default_factory=dict)
    issues: dict[Key, Plain] = Field(default_factory=dict)
    positions: tuple[Position, ...]
    assessment: Annotated[Assessment | None, BeforeValidator(none_if_empty)] = None
    scenarios: tuple[Scenario, ...] = ()
    recommendations: Annotated[tuple[Recommendation, ...], AfterValidator(_numbered)]
    next_steps: tuple[NextStep, ...] = ()
    annexes: tuple[Annex, ...] = ()
    sources: dict[SourceKey, Source] = Field(default_factory=dict)
