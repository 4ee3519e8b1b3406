"""Rules about reading without seeing, and without colours (WCAG 2.1: 1.1.1, 1.4.1, 2.4.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from ..ir import Path
from ..spec import Figure, ImageFigure
from .subject import Finding, Subject

_EMPTY_WORDS = (
    r"\[\s*((?:click |see |read )?(?:here|more)|this|this (?:link|page|site|document)|link|more (?:info|information))"
    r"\s*\]\("
)
_COLORS = r"(?:red|green|blue|yellow|orange|amber|purple|pink|grey|gray)"
_PARTS = r"(?:bars?|cells?|lines?|areas?|columns?|rows?|parts?|boxe?s?|text|items?|dots?|segments?)"
_FIGURATIVE = r"(?:red lines?|gr[ea]y areas?|(?:green|blue|amber) box(?:es)?)"  # boxes: subsidies, in the WTO's terms
_BY_COLOR = (
    rf"\b(?:shown|marked|highlighted|printed|coloured|colored|shaded|set|written|drawn) in {_COLORS}\b"
    rf"|\bthe (?!{_FIGURATIVE}\b){_COLORS} {_PARTS}\b"
)


def empty_link_text(subject: Subject) -> Iterator[Finding]:
    """Screen readers list a page's links by their words: "here" says nothing there (WCAG 2.4.4).

    Bad:
        situation: The text stands [here](https://example.org/text).

    Good:
        situation: The [text of the agreement](https://example.org/text) is public.
    """
    for passage in subject.under():
        for match in re.finditer(_EMPTY_WORDS, passage.text, re.I):
            nth = passage.text.count(match[0], 0, match.start())
            message, help = f"`{match[1]}` does not say where the link goes", "name what stands there"
            yield Finding(passage.path, message, help, match[0], nth)


def alt_is_file_name(subject: Subject) -> Iterator[Finding]:
    """A file's name in the place of a description is read out letter by letter and tells nothing (WCAG 1.1.1).

    Bad:
        situation:
          figures: [{kind: image, file: map.png, caption: The front, alt: map.png}]

    Good:
        situation:
          figures: [{kind: image, file: map.png, caption: The front, alt: The front line runs along the river.}]
    """
    brief = subject.brief
    groups: list[tuple[Path, tuple[Figure, ...]]] = [(("situation", "figures"), brief.situation.figures)]
    groups += [(("assessment", "figures"), brief.assessment.figures)] if brief.assessment else []
    groups += [(("annexes", i, "figures"), annex.figures) for i, annex in enumerate(brief.annexes)]
    for path, figures in groups:
        for i, figure in enumerate(figures):
            alt = (getattr(figure, "alt", None) or "").strip()
            own = PurePath(figure.file) if isinstance(figure, ImageFigure) else None
            named = own is not None and alt.casefold() in (own.name.casefold(), own.stem.casefold())
            if alt and (named or re.fullmatch(r"\S+\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp|pdf)", alt, re.I)):
                yield Finding((*path, i, "alt"), "`alt` is the name of a file", "say what is to be seen")


def meaning_by_colour(subject: Subject) -> Iterator[Finding]:
    """What only a colour tells is lost to those who do not see it, and in a black and white print (WCAG 1.4.1).

    Bad:
        situation: Regions shown in red are contested.

    Good:
        situation: Regions that are hatched and labelled "contested" are.
    """
    if not subject.english:
        return
    for passage in subject.under():
        for match in passage.matches(_BY_COLOR, re.I):
            help = "name it by a word, a sign or a pattern as well"
            yield passage.finding(match, f"`{match[0]}` tells something by colour alone", help)
