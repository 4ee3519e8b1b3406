"""The house style of the EU institutions (Interinstitutional Style Guide), in English texts: profile ``eu``.

Each rule repairs what it finds where only the writing changes, not what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..markup import expression_spans
from ..spec import Plain
from .subject import Finding, Subject

NO_BREAK = "\xa0"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_FIGURE = r"\d{1,3}(?:[,\u00a0 ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_EUROS = (
    rf"€[ \u00a0]?({_FIGURE})|(?<![\w€])({_FIGURE})[ \u00a0]?EUR\b"
    rf"|(?<![\w€.,])(?!(?:19|20)\d\d[ \u00a0]euro)({_FIGURE})[ \u00a0](?:(million|billion)[ \u00a0])?euros?\b"
)
# Abbreviations that need no introduction in a brief for the EU's institutions.
_KNOWN = frozenset(
    "EUR USD GBP NATO OECD OSCE UNESCO UNHCR UNICEF IMF WTO WHO GDP VAT TLP CLEAR AMBER STRICT GREEN RED ISO PDF HTML "
    "URL DOI ELI CELEX AIDS BBC CNN CEO USA UAE NGO NGOS".split()
)
_YEARS = r"(?:19|20)\d\d"
_UNIT = (
    r"[ \u00a0]?%|[ \u00a0](?:per cent|percent|million|billion|years?|months?|weeks?|days?|hours?|minutes?|km|tonnes"
    r"|kilometres?)\b"
)
# From year to year, or from figure to figure of a unit: votes (`242-3`), codes (`A-4`) and telephones have none.
_RANGE = (
    r"(?<![\w/.,:;=+&?#@–-])(?:(?P<open>[Ff]rom|[Bb]etween)[ \u00a0])?"
    rf"(?:(?P<year>{_YEARS})-(?P<later>{_YEARS}|\d\d)(?![\w/-]|[.:]\d)"
    rf"|(?P<low>\d+(?:\.\d+)?)-(?P<high>\d+(?:\.\d+)?)(?={_UNIT}))"
)
# What stands before a number that is no range.
_NUMBERED = re.compile(
    r"\b(?i:nos?\.?|numbers?|cases?|rules?|orders?|decisions?|directives?|reg(?:ulation)?s?\.?|resolutions?|agreements?"
    r"|standards?|models?|art(?:icles?|s?\.)|issn|isbn|com|iso|iec|din|rfc|oj[ \u00a0][lc]|rooms?|versions?|phones?"
    r"|tel\.?)(?:[ \u00a0]\d+)*[ \u00a0]\Z"
)
# A name within a sentence: what follows it may be its number, or its years.
_NAMED = re.compile(r"[\w,;)%][*_]*[ \u00a0\n][*_(\"'‘“]*[A-Z][\w.’'-]*[*_]*[ \u00a0]\Z")
_CLAUSE_END = re.compile(rf"(?:{_UNIT})?(?:[.,;:!?)](?!\s+(?:to|and|or|until)\b|\s*\d)|\s*\Z|\s*\n\s*\n)")
_NUMBERS = frozenset(("number", "version", "supersedes"))  # keys whose texts hold numbers of documents


def thousands_by_comma(subject: Subject) -> Iterator[Finding]:
    """Thousands are parted by a no-break space, never by a comma, which is other languages' decimal sign.

    Bad:
        situation: Some 1,500 people were there.

    Good:
        situation: Some 1\u00a0500 people were there.
    """
    if not subject.english:
        return
    for passage in subject.passages:
        for match in passage.matches(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,]*\d)"):
            repair = match[0].replace(",", NO_BREAK)
            yield passage.finding(match, f"`{match[0]}` has a comma between thousands", f"write `{repair}`", repair)


def euro_form(subject: Subject) -> Iterator[Finding]:
    """Amounts in running text are `EUR 3 000`: the code before the figure in English, and no thousands in words.

    "In 2025 euros" says whose prices are meant, and is no amount.

    Bad:
        situation: It costs €300 a month.

    Bad:
        situation: It costs 30 million euros.

    Good:
        situation: It costs EUR\u00a0300 a month.
    """
    if not subject.english:
        return
    for passage in subject.passages:
        for match in passage.matches(_EUROS):
            figure = (match[1] or match[2] or match[3]).replace(",", NO_BREAK).replace(" ", NO_BREAK)
            repair = f"EUR{NO_BREAK}{figure}" + (f" {match[4]}" if match[4] else "")
            yield passage.finding(match, f"`{match[0]}` is not how the house writes euros", f"write `{repair}`", repair)
        for match in passage.matches(rf"\bEUR[ \u00a0](?:{_FIGURE})[ \u00a0]thousand\b"):
            help = "write the figure out: `EUR 3 000`"
            yield passage.finding(match, f"`{match[0]}` has its thousands in words", help)
        for start, end in expression_spans(passage.text, markup=passage.kind is not Plain):
            if sign := re.search(r"(?<![\w€\\}])€[ \u00a0]?\Z", passage.words[max(0, start - 3) : start]):
                typed, repair = passage.text[start - len(sign[0]) : end], f"EUR{NO_BREAK}{passage.text[start:end]}"
                nth = passage.text.count(typed, 0, start)
                message = f"`{typed}` is not how the house writes euros"
                yield Finding(passage.path, message, f"write `{repair}`", typed, nth, repair=repair)


def date_form(subject: Subject) -> Iterator[Finding]:
    """Dates are `12 May 2025`: day, month, year, without ordinals and commas, the month in words.

    Bad:
        situation: Talks were held on May 12th, 2025.

    Bad:
        situation: Talks were held on 03/04/2025.

    Good:
        situation: Talks were held on 12 May 2025.
    """
    if not subject.english:
        return
    after = rf"\b({_MONTHS}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b"
    before = rf"\b(?:[Tt]he )?(\d{{1,2}})(?:st|nd|rd|th) (?:of )?({_MONTHS})\b(?:,? (\d{{4}})\b)?"
    for passage in subject.passages:
        for match in passage.matches(after):
            repair = f"{match[2]} {match[1]} {match[3]}"
            yield passage.finding(match, f"`{match[0]}` is not how the house writes dates", f"write `{repair}`", repair)
        for match in passage.matches(before):
            repair = f"{match[1]} {match[2]}" + (f" {match[3]}" if match[3] else "")
            yield passage.finding(match, f"`{match[0]}` is not how the house writes dates", f"write `{repair}`", repair)

        for match in passage.matches(r"(?<![\w/.])\d{1,2}([/.])\d{1,2}\1(?:19|20)\d\d(?![\w/]|\.\d)"):
            message = f"`{match[0]}` is not how the house writes dates"
            yield passage.finding(match, message, "write the month in words: `12 May 2025`")


def percent_spacing(subject: Subject) -> Iterator[Finding]:
    """A no-break space stands before the per cent sign.

    Bad:
        situation: Some 60% agreed.

    Good:
        situation: Some 60\u00a0% agreed.
    """
    if not subject.english:
        return
    for passage in subject.passages:
        for match in passage.matches(r"(?<=\d)%"):
            figure = re.split(r"[^\d.,]", passage.words[: match.start()])[-1].lstrip(".,")
            help = f"write it with a no-break space: `{figure}{NO_BREAK}%`"
            yield passage.finding(match, "no space before the per cent sign", help, f"{NO_BREAK}%")


def range_by_hyphen(subject: Subject) -> Iterator[Finding]:
    """A range of years or figures has an en dash (English Style Guide of the Commission); a hyphen joins words.

    Looked at are years, and figures with a unit behind them. "Between" is followed by "and", "from" by "to" where a
    change is told ("rose from 2022 to 2024") and by a dash before one period ("lessons from 2014–2020").

    Bad:
        situation: The programme of 2022-2024 reached 10-15 per cent of them.

    Bad:
        situation: The share rose from 2022-2024.

    Good:
        situation: The programme of 2022–2024 reached 10–15 per cent of them.
    """
    if not subject.english:
        return
    for passage in subject.passages:
        for match in passage.matches(_RANGE) if passage.path[-1] not in _NUMBERS else ():
            first, last = match["year"] or match["low"], match["later"] or match["high"]
            before = passage.words[max(0, match.start() - 80) : match.start()]
            if not _rises(first, last) or _NUMBERED.search(before):
                continue
            message, lead = f"`{match[0]}` has a hyphen in a range", f"{match['open']} " if match["open"] else ""
            repair = f"{lead}{first}–{last}"
            ends = _CLAUSE_END.match(match.string, match.end())  # else: "from 2014–2020 to 2021–2027"
            word = {"from ": "to", "between ": "and"}.get(lead.lower(), "") if ends else ""
            century = first[:2] if match["year"] and len(last) == 2 else ""
            in_words = f"{lead}{first} {word} {century}{last}"
            if match["year"] and not lead and _NAMED.search(before):
                yield passage.finding(match, message, f"if a range is meant, write `{repair}`")
            elif word == "to":  # not in "lessons from 2014–2020", and who knows all such words?
                yield passage.finding(match, message, f"write `{in_words}`, or of one period `{repair}`")
            elif word:
                yield passage.finding(match, message, f"write `{in_words}`", in_words)
            else:
                yield passage.finding(match, message, f"write it with an en dash: `{repair}`", repair)


def _rises(first: str, last: str) -> bool:
    """Whether a range goes up. ``2022-24`` does, as no month is meant; ``2011-12`` may be one."""
    if len(first) == 4 and len(last) == 2 and first.isdigit():
        return max(int(first[2:]), 12) < int(last)
    return float(first) < float(last)


def member_states(subject: Subject) -> Iterator[Finding]:
    """The Union's are `Member States`, with capitals.

    Bad:
        situation: All EU member states agreed.

    Good:
        situation: All EU Member States agreed.
    """
    if not subject.english:
        return
    for passage in subject.passages:
        for match in passage.matches(r"(?<!UN )(?<!NATO )(?<!OSCE )(?<!WTO )\b(?:member [Ss]tate|Member state)(s?)\b"):
            repair = f"Member State{match[1]}"
            yield passage.finding(match, f"`{match[0]}` without its capitals", f"write `{repair}`", repair)


def unexplained_abbreviation(subject: Subject) -> Iterator[Finding]:
    """An abbreviation is spelled out where it is first used; with ``abbreviations`` the compiler does that by itself.
    Departments of the Commission go by theirs (DG MOVE).

    Bad:
        situation: The CFSP applies.

    Good:
        abbreviations: {CFSP: common foreign and security policy}
        situation: The CFSP applies.
    """
    if not subject.english:
        return
    known = set(_KNOWN) | {key.upper() for key in subject.brief.abbreviations}
    known |= {word for passage in subject.passages for word in re.findall(r"\(([A-Z]{3,6})s?\)", passage.text)}
    known |= {word for title in _names(subject) for word in re.findall(r"\b[A-Z]{3,6}\b", title)}
    for passage in subject.under():
        for match in passage.matches(r"(?<![\w/-])(?<!DG[ \u00a0])([A-Z]{3,6})s?\b(?![/-])"):
            if match[1] not in known and not passage.words.isupper():
                known.add(match[1])
                help = f"add it to `abbreviations`, or write `… ({match[1]})` at its first use"
                yield passage.finding(match, f"`{match[1]}` is not spelled out", help)


def _names(subject: Subject) -> Iterator[str]:
    """What the brief itself introduces: names of actors with their short forms."""
    for actor in subject.brief.actors.values():
        yield actor.name
        yield actor.short or ""
