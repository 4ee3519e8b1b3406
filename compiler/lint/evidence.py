"""Rules about evidence: where does the brief know it from, and how old is it?"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ..spec import PartialDate
from .subject import CITATION, Finding, Subject

_CITED = r"\[[^\]\[]*@\{?([A-Za-z0-9][\w:.-]*)[^\]\[]*\]"
_KEY = r"@\{?([A-Za-z0-9](?:[A-Za-z0-9_:.-]*[A-Za-z0-9_-])?)"


def uncited_statement(subject: Subject) -> Iterator[Finding]:
    """A fact without a source can't be checked, and its age is not known.

    Looked at are the paragraphs of ``situation`` and its points; what we make of the facts stands in ``assessment``.

    Bad:
        sources: {article: {type: article-newspaper, title: A call}}
        situation: Talks are stalled.

    Good:
        sources: {article: {type: article-newspaper, title: A call}}
        situation: Talks are stalled [@article].
    """
    situation = subject.brief.situation
    for paragraph in re.split(r"\n\s*\n", situation.text or ""):
        if re.search(r"\w{3}", paragraph) and not re.search(_CITED, paragraph):
            needle = " ".join(paragraph.split()[:4])
            yield Finding(
                ("situation", "text"), "a paragraph of the situation cites no source", "add `[@source]` to it", needle
            )
    for i, point in enumerate(situation.points):
        if not point.cite and not re.search(_CITED, point.text):
            yield Finding(("situation", "points", i), "this point cites no source", "add `cite: source` or `[@source]`")


def position_without_source(subject: Subject) -> Iterator[Finding]:
    """What somebody wants is a claim about them: say where it was said.

    Bad:
        actors: {ua: Ukraine}
        positions: [{actor: ua, summary: Wants security guarantees.}]

    Good:
        actors: {ua: Ukraine}
        sources: {speech: {type: speech, title: An address}}
        positions: [{actor: ua, summary: Wants security guarantees., cite: speech}]
    """
    for i, position in enumerate(subject.brief.positions):
        points = (*position.demands, *position.offers, *position.red_lines)
        says = position.summary or points or position.stances
        texts = [position.summary or "", *(point.text for point in points)]
        cited = position.cite or any(p.cite for p in points) or any(re.search(_CITED, text) for text in texts)
        if says and not cited:
            help = "add `cite: source` to it"
            yield Finding(("positions", i, "actor"), f"the position of `{position.actor}` cites no source", help)


def source_never_cited(subject: Subject) -> Iterator[Finding]:
    """A source that nothing cites supports nothing: it is not listed in print.

    Bad:
        sources: {article: {type: article-newspaper, title: A call}}
        situation: Talks are stalled.

    Good:
        sources: {article: {type: article-newspaper, title: A call}}
        situation: Talks are stalled [@article].
    """
    cited = {key for passage in subject.passages for mark in re.findall(CITATION, passage.text)
             for key in re.findall(_KEY, mark)} | set(_cited(subject.source.value))  # fmt: skip
    for key in subject.brief.sources:
        if key not in cited:
            message = f"the source `{key}` is never cited, and so not listed"
            yield Finding(("sources", key), message, f"cite it as `[@{key}]`, or take it out", key=True)


def _cited(value: object) -> Iterator[str]:
    """All that stands under a key ``cite``."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "cite":
                yield from (cited for cited in (item if isinstance(item, list) else [item]) if isinstance(cited, str))
            else:
                yield from _cited(item)
    elif isinstance(value, list):
        for item in value:
            yield from _cited(item)


def source_newer_than_facts(subject: Subject) -> Iterator[Finding]:
    """A source that is newer than the information date was not there when the information was gathered: one is wrong.

    Bad:
        date: 2025-04-22
        sources: {article: {type: article-newspaper, title: A call, issued: 2025-05-01}}
        situation: Talks are stalled [@article].

    Good:
        date: 2025-04-22
        sources: {article: {type: article-newspaper, title: A call, issued: 2025-04-20}}
        situation: Talks are stalled [@article].
    """
    as_of = subject.brief.as_of
    for key, source in subject.brief.sources.items():
        if source.issued and _first_day(source.issued) > as_of:
            message = f"this source is newer than the information date, {as_of}"
            help = "move `as_of`, or correct `issued`"
            yield Finding(("sources", key, "issued"), message, help)


def _first_day(date: PartialDate) -> datetime.date:
    return datetime.date(date.year, date.month or 1, date.day or 1)
