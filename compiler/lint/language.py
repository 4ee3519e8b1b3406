"""Rules about language, in English: likelihood and confidence in their own words, sentences that can be read once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .subject import BLANK, Finding, Subject

# ICD 203's terms of likelihood, and its words of confidence (Intelligence Community Directive 203, 2015).
_LIKELIHOOD = (
    r"\b(?:almost (?:no chance|certain(?:ly)?)|nearly certain|(?:very )?(?:un)?likely|(?:highly )?(?:im)?probabl[ey]"
    r"|roughly even (?:chance|odds))\b"
)
_CONFIDENCE = r"\b(?:high|moderate|low) confidence\b|\bconfidence (?:is|remains) (?:high|moderate|low)\b"
_OFF_SCALE = (
    r"\b(?:(?:highly|quite|fairly|rather|extremely|somewhat|more) (?:un)?likely|(?:quite|fairly|rather) (?:im)?probable"
    r"|less likely than not|more likely than not|in all likelihood|realistic possibility"
    r"|(?:slim|good|fair|outside) chance|fifty-fifty|50[-/–]50|virtually certain)\b"
)
_JUDGEMENTS = ("bottom_line", "key_messages", "assessment", "scenarios")
_HEDGE = r"(?:possibly|perhaps|potentially|conceivably|arguably|apparently|seemingly|presumably|maybe)"
_STACKED = rf"\b(?:may|might|could)(?: well)? {_HEDGE}\b|\b{_HEDGE},? (?:may|might|could)\b|\b{_HEDGE},? {_HEDGE}\b"
LONGEST = 40  # words of a sentence


def likelihood_with_confidence(subject: Subject) -> Iterator[Finding]:
    """How likely a thing is and how sure we are of it are two things; in one sentence they are read as one (ICD 203).

    Bad:
        assessment: We judge with low confidence that a truce is unlikely.

    Good:
        assessment: A truce is unlikely. Our confidence in this is low.
    """
    if not subject.english:
        return
    for passage in subject.under():
        for sentence in passage.sentences:
            if (likely := re.search(_LIKELIHOOD, sentence, re.I)) and re.search(_CONFIDENCE, sentence, re.I):
                message = "likelihood and confidence in one sentence"
                help = "make two sentences of it, or use the keys `likelihood` and `confidence` of a point"
                yield Finding(passage.path, message, help, likely[0])


def likelihood_off_scale(subject: Subject) -> Iterator[Finding]:
    """Words of likelihood mean something because they are few, each with its range; others mean what one likes.

    Looked at are the parts that judge: bottom line, key messages, assessment, scenarios.

    Bad:
        assessment: A truce is highly unlikely.

    Good:
        assessment: A truce is very unlikely.
    """
    if not subject.english:
        return
    for passage in subject.under(*_JUDGEMENTS):
        for match in passage.matches(_OFF_SCALE, re.I):
            help = (
                "the terms are: almost no chance, very unlikely, unlikely, roughly even chance, likely, very likely, "
            )
            message = f"`{match[0]}` is not a term of the likelihood scale"
            yield passage.finding(match, message, help + "almost certain")


def stacked_hedges(subject: Subject) -> Iterator[Finding]:
    """Two hedges on one verb say less than one, and nothing about how likely it is.

    Bad:
        assessment: The talks could possibly resume.

    Good:
        assessment: The talks could resume.
    """
    if not subject.english:
        return
    for passage in subject.under():
        for match in passage.matches(_STACKED, re.I):
            yield passage.finding(match, f"`{match[0]}` hedges twice", "keep one of the two, or state a likelihood")


def long_sentence(subject: Subject) -> Iterator[Finding]:
    """A sentence of more than forty words has to be read twice.

    Bad:
        situation: >-
          The talks that were begun in the spring by the two delegations, which had met before on several occasions
          in other places and under other chairs, have now been put off again because neither of them could agree on
          what the first point of the agenda should be.

    Good:
        situation: The talks have been put off again. Neither delegation could agree on the first point of the agenda.
    """
    for passage in subject.under():
        for sentence in passage.sentences:
            count = len(re.findall(r"[^\W_]+(?:[-’'.][^\W_]+)*", sentence.replace(BLANK, " ")))
            if count > LONGEST and "|" not in sentence:  # a pipe table is no sentence
                needle = " ".join(sentence.split()[:4])
                yield Finding(passage.path, f"a sentence of {count} words", f"{LONGEST} are enough: cut it", needle)
