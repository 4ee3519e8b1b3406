"""The rules, by code. Each yields (severity, path in the spec, message, help)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping

from ..diagnostics import Severity
from ..ir import Path
from ..spec import Brief

Finding = tuple[Severity, Path, str, str]
Rule = Callable[[Brief, datetime.date | None], Iterator[Finding]]


def stale(brief: Brief, today: datetime.date | None) -> Iterator[Finding]:
    """A brief whose ``review_by`` has passed is stale: somebody has to look at its facts again.

    Bad (on 2025-05-02): ``review_by: 2025-04-30``. Good: the same brief with its facts checked, a new ``as_of`` and a
    later ``review_by``.
    """
    if today and brief.review_by and brief.review_by < today:
        days = (today - brief.review_by).days
        ago = "1 day ago" if days == 1 else f"{days} days ago"
        message = f"this brief is stale: it was to be reviewed by {brief.review_by}, {ago}"
        yield Severity.WARNING, ("review_by",), message, "check its facts, then move `as_of` and `review_by`"


def key_message_count(brief: Brief, today: datetime.date | None) -> Iterator[Finding]:
    """Three to five key messages can be remembered; fewer say too little, more are read as a list.

    Bad: eight key messages. Good: the four that the reader must take away.
    """
    count = len(brief.key_messages)
    if count and not 3 <= count <= 5:
        yield (
            Severity.ADVICE,
            ("key_messages",),
            f"{count} key {'message' if count == 1 else 'messages'}",
            "three to five are best",
        )


RULES: Mapping[str, Rule] = {"L301": stale, "L302": key_message_count}
