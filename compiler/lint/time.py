"""Rules about time: is what the brief says still ahead?

What they say changes on the ``days`` of a brief only, never from one day to the next: what was said of it can be kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..ir import Path
from ..spec import Brief
from .subject import Finding, Subject


def days(brief: Brief) -> tuple[datetime.date, ...]:
    """The days after which these rules may say something else of a brief."""
    triggers = (scenario.trigger.by for scenario in brief.scenarios if scenario.trigger)
    deadlines = (day for _, day in _deadlines(brief))
    return tuple(day for day in (brief.review_by, *triggers, *deadlines) if day)


def _deadlines(brief: Brief) -> Iterator[tuple[Path, datetime.date | None]]:
    """By when what the brief proposes is to be done."""
    yield from ((("recommendations", i, "deadline"), item.deadline) for i, item in enumerate(brief.recommendations))
    yield from ((("next_steps", i, "due"), item.due) for i, item in enumerate(brief.next_steps))


def stale(subject: Subject) -> Iterator[Finding]:
    """A brief whose ``review_by`` has passed is stale: somebody has to look at its facts again.

    Bad, on 2025-05-02:
        date: 2025-04-22
        review_by: 2025-04-30

    Good, on 2025-05-02:
        date: 2025-05-02
        review_by: 2025-05-30
    """
    today, brief, review_by = subject.today, subject.brief, subject.brief.review_by
    if today and review_by and brief.date <= review_by < today:  # one before `date` is wrong itself
        message = f"this brief is stale: it was to be reviewed by {review_by}"
        yield Finding(("review_by",), message, "check its facts, then move `as_of` and `review_by`")


def deadline_before_date(subject: Subject) -> Iterator[Finding]:
    """What is to be done or looked at before the day of the brief can't be done any more.

    Bad:
        date: 2025-04-22
        recommendations: [{action: Agree one line., deadline: 2025-04-20}]

    Good:
        date: 2025-04-22
        recommendations: [{action: Agree one line., deadline: 2025-04-28}]
    """
    brief = subject.brief
    for path, day in ((("review_by",), brief.review_by), *_deadlines(brief)):
        if day and day < brief.date:
            message = f"this day lies before the date of the brief, {brief.date}"
            yield Finding(path, message, f"move `{path[-1]}`, or correct `date`")


def facts_after_date(subject: Subject) -> Iterator[Finding]:
    """Facts can't be newer than the brief that reports them: ``as_of`` is its ``date`` or lies before it.

    Bad:
        date: 2025-04-22
        as_of: 2025-05-22

    Good:
        date: 2025-04-22
        as_of: 2025-04-21
    """
    brief = subject.brief
    if brief.as_of > brief.date:
        message = f"the facts are of a later day than the brief, {brief.date}"
        yield Finding(("as_of",), message, "correct `as_of`, or move `date`")


def trigger_passed(subject: Subject) -> Iterator[Finding]:
    """A scenario whose trigger's day has passed has come about or has not: say which.

    Bad, on 2025-05-02:
        scenarios: [{title: The talks fail, trigger: {text: no progress, by: 2025-04-30}}]

    Good, on 2025-04-25:
        scenarios: [{title: The talks fail, trigger: {text: no progress, by: 2025-04-30}}]
    """
    today = subject.today
    for i, scenario in enumerate(subject.brief.scenarios):
        by = scenario.trigger.by if scenario.trigger else None
        if today and by and by < today:
            message = "the day of this trigger has passed"
            yield Finding(("scenarios", i, "trigger", "by"), message, "say what came of it, or move the day")


def deadline_passed(subject: Subject) -> Iterator[Finding]:
    """A brief that asks for something by a day that has passed asks too late, or for what is done.

    It is advice only: a memo that was decided upon stays as it was. With `review_by` a brief says when it is stale.

    Bad, on 2025-05-02:
        date: 2025-04-22
        recommendations: [{action: Agree one line., deadline: 2025-04-28}]

    Good, on 2025-04-28:
        date: 2025-04-22
        recommendations: [{action: Agree one line., deadline: 2025-04-28}]
    """
    today, brief = subject.today, subject.brief
    if not today or next(stale(subject), None):  # which says it of all of the brief
        return
    # one before `date` is wrong itself
    passed = [path for path, day in _deadlines(brief) if day and brief.date <= day < today]
    if passed:
        count = "" if len(passed) == 1 else f", as {len(passed) - 1} more of this brief"
        yield Finding(passed[0], f"this day has passed{count}", "say what came of it, or move the day")
