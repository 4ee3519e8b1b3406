"""Rules about how a brief is built: can it be decided upon?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import quote
from ..expressions import member, used_keys
from ..locale import UnknownLanguage, load_locale
from ..markup import expression_spans
from ..source import QUOTE
from ..spec import Inline, Plain
from ..texts import texts
from .subject import Finding, Subject

# How a text goes on that was cut at a comma, in the languages that there are words for.
_GOES_ON = re.compile(
    r"(?:and|or|nor|but|not|yet|which|who|that|because|if|unless|while|although|including"
    r"|und|oder|aber|nicht|sondern|weil|wenn|dass|obwohl|et|ou|mais|ni|pas|non|dont|qui|parce|sauf"
    r"|ja|tai|mutta|eikä|vaan|joka|jotka|koska|jos)(?=\s)"
)
# How a sentence begins that is no order: a subject, or an infinitive.
_NOT_IMPERATIVE = (
    r"(?:The|A|An|It|We|They|This|That|These|Those|There|He|She|You|I|Our|Their|To|In order to|Who|What|Whether|If)\b"
)
_MODAL = (
    r"(?:(?!(?:that|who|what|which|how|where|when|whether)\b)\S+\s+){1,4}"
    r"(?:should|must|ought to|needs? to|ha(?:s|ve) to|shall|is to|are to)\b"
)
_LINES = 10  # that a message names
_ANCHOR = re.compile(r"(?<!\S)&([^\s,\[\]{}]+)")


def recommendation_count(subject: Subject) -> Iterator[Finding]:
    """Two to five recommendations are weighed one by one; one is no choice, and more are read as a list.

    Policy briefs that are used have at most five (IDRC, Sussex).

    Bad:
        recommendations:
          - action: Agree one line.

    Good:
        recommendations:
          - action: Agree one line before the next round.
          - action: Prepare for talks that fail.
    """
    count = len(subject.brief.recommendations)
    if count < 2:
        yield Finding(("recommendations",), "only one recommendation", "two to five can be weighed", key=True)
    elif count > 5:
        help = "two to five are weighed; more are read as a list: join or drop some"
        yield Finding(("recommendations",), f"{count} recommendations", help, key=True)


def unassigned_recommendation(subject: Subject) -> Iterator[Finding]:
    """A recommendation that names nobody and no day is a wish: nobody can be asked how far it is.

    Bad:
        recommendations:
          - action: Agree one line.
          - {action: Prepare for talks that fail., owner: EEAS}

    Good:
        recommendations:
          - {action: Agree one line., owner: EEAS, deadline: 2025-04-28}
          - {action: Prepare for talks that fail., owner: EEAS, deadline: 2025-04-30}
    """
    for i, item in enumerate(subject.brief.recommendations):
        missing = [f"`{key}`" for key, value in (("owner", item.owner), ("deadline", item.deadline)) if value is None]
        if missing:
            message = f"this recommendation has no {' and no '.join(missing)}"
            yield Finding(("recommendations", i), message, "say who does it and by when")


def action_not_imperative(subject: Subject) -> Iterator[Finding]:
    """An action that begins with a verb in the imperative says what is to be done in its first word.

    Bad:
        recommendations:
          - action: The Council should agree one line.
          - action: Prepare for talks that fail.

    Good:
        recommendations:
          - action: Agree one line in the Council.
          - action: Prepare for talks that fail.
    """
    if not subject.english:
        return
    for i, item in enumerate(subject.brief.recommendations):
        words = item.action.lstrip("*_ ")
        found = re.match(_NOT_IMPERATIVE, words) or re.match(_MODAL, words)
        if found:
            help = "begin with what is to be done: `Agree …`, `Prepare …`"
            yield Finding(("recommendations", i, "action"), "this action is not in the imperative", help, found[0])


def actor_without_position(subject: Subject) -> Iterator[Finding]:
    """An actor that is listed and says nothing makes the reader look for what it wants.

    Bad:
        actors: {ua: Ukraine, us: United States}
        positions: [{actor: ua}]

    Good:
        actors: {ua: Ukraine, us: United States}
        positions: [{actor: ua}, {actor: us}]
    """
    placed = {position.actor for position in subject.brief.positions}
    for actor in subject.brief.actors:
        if actor not in placed:
            help = "add its position, or take the actor away"
            yield Finding(("actors", actor), f"the actor `{actor}` has no position", help, key=True)


def issue_without_stance(subject: Subject) -> Iterator[Finding]:
    """An issue on which nobody has a stance would be an empty column of the matrix: it is left out.

    Bad:
        actors: {ua: Ukraine}
        issues: {territory: Territory, ceasefire: Ceasefire}
        positions: [{actor: ua, stances: {territory: opposes}}]

    Good:
        actors: {ua: Ukraine}
        issues: {territory: Territory}
        positions: [{actor: ua, stances: {territory: opposes}}]
    """
    asked = {issue for position in subject.brief.positions for issue in position.stances}
    for issue in subject.brief.issues:
        if issue not in asked:
            message = f"nobody has a stance on `{issue}`: the issue is left out"
            yield Finding(("issues", issue), message, "add a stance to a position, or take the issue away", key=True)


def key_message_count(subject: Subject) -> Iterator[Finding]:
    """Three to five key messages can be remembered; fewer say too little, more are read as a list.

    Bad:
        key_messages: [Talks are stalled.]

    Good:
        key_messages: [Talks are stalled., Territory divides the parties., The Council can act.]
    """
    count = len(subject.brief.key_messages)
    if count and not 3 <= count <= 5:
        message = f"{count} key {'message' if count == 1 else 'messages'}"
        yield Finding(("key_messages",), message, "three to five are best", key=True)


def abbreviation_never_spelled_out(subject: Subject) -> Iterator[Finding]:
    """An abbreviation is spelled out in running text: in titles, names and table heads it stays as it is.

    Bad:
        abbreviations: {EEZ: exclusive economic zone}
        title: Boarding in the EEZ
        situation: Ships are boarded.

    Good:
        abbreviations: {EEZ: exclusive economic zone}
        title: Boarding in the EEZ
        situation: Ships are boarded in the EEZ.
    """
    for short in subject.brief.abbreviations:
        written = rf"(?<!\w){re.escape(short)}(?!\w)"
        if not any(next(passage.matches(written), None) for passage in subject.under()):
            message = f"`{short}` stands in no running text, so it is never spelled out"
            help = "write it in full where a title or name uses it, or take it out of `abbreviations`"
            yield Finding(("abbreviations", short), message, help, key=True)


def value_never_used(subject: Subject) -> Iterator[Finding]:
    """A value under ``vars`` that no text uses is printed nowhere: its name may be mistyped where it should stand.

    Bad:
        vars: {budget: EUR 30 million}
        situation: The mission costs EUR 20 million.

    Good:
        vars: {budget: EUR 30 million}
        situation: "The mission costs {{ vars.budget }}."
    """
    if not subject.brief.vars:
        return
    used: set[str] = set()
    for kind, text, _ in texts(subject.source.value):
        for start, end in expression_spans(text, markup=kind is not Plain):
            keys = used_keys(text[start + 2 : end - 2].strip(), "vars")
            if keys is None:
                return
            used |= keys
    for key in subject.brief.vars:
        anchors = _ANCHOR.findall(subject.source.written_entry(("vars", key)))
        aliased = any(re.search(rf"\*{re.escape(anchor)}(?![^\s,\]}}])", subject.source.text) for anchor in anchors)
        if key not in used and not aliased:
            help = f"write `{{{{ {member('vars', key)} }}}}` in a text, or take it out"
            yield Finding(("vars", key), f"no text uses the value `{key}`", help, key=True)


def item_cut_at_comma(subject: Subject) -> Iterator[Finding]:
    """In a list within `[ ]` each comma ends an item; what goes on with "not" or "and" is hardly meant as another.

    Bad:
        key_messages: [Relocations, not payments, Time is short., Talks need us.]

    Good:
        key_messages: ["Relocations, not payments", Time is short., Talks need us.]
    """
    for passage in subject.passages:
        index = passage.path[-1]
        if passage.kind is not Inline or not isinstance(index, int) or not index:
            continue
        typed = subject.source.written(passage.path)
        if _GOES_ON.match(typed) and subject.source.written(passage.path[:-1]).startswith("["):
            message = f"the comma before {quote(typed)} makes it an item of its own"
            yield Finding(passage.path, message, f"if it belongs to the text before it, {QUOTE}", passage.text)


def placeholder_text(subject: Subject) -> Iterator[Finding]:
    """What ``compile-brief new`` wrote says nothing of the matter: it stands in the place of the author's words.

    Bad:
        key_messages: [The first thing to remember., The second thing to remember., Talks need us.]

    Good:
        key_messages: [Time is short., Europe has a say., Talks need us.]
    """
    try:
        placeholders = load_locale(subject.brief.language).placeholders.values()
    except UnknownLanguage:
        return
    typical = {text for text in placeholders if len(text.split()) > 2}  # shorter ones may be an author's
    found = [
        (passage.path, part)
        for passage in subject.passages
        for part in re.split(r"\n\s*\n", passage.text.strip())
        if part in typical
    ]
    titles = ((key, str(source.title)) for key, source in subject.brief.sources.items())
    found += [(("sources", key, "title"), title) for key, title in titles if title in typical]
    if found:
        path, part = found[0]
        said = "this text is as `compile-brief new` wrote it"
        if len(found) > 1:
            lines = sorted({subject.source.find(*place, 0).line for place in found})
            named = ", ".join(map(str, lines[:_LINES])) + (" …" if len(lines) > _LINES else "")
            said = f"{len(found)} texts are as `compile-brief new` wrote them, in the lines {named}"
        yield Finding(path, said, "write your own in their place, or take them out", part)
