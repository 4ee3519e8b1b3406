"""Numbers and references: labels, cross-references, citations, notes, the list of sources.

In: the ``Brief`` and, one after the other in reading order, the marks that ``markup`` and ``layout`` meet. Out:
nodes in which nothing is left to resolve. What the author listed (recommendations, scenarios, annexes, points) has
its label from the brief; tables and figures have theirs from the skeleton, by ``number_captions``, before any text is
bound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from . import ir
from .locale import Locale
from .markup import Citation, encoded
from .skeleton import Element
from .spec import Brief, CalloutFigure, Figure, PartialDate, Plain, Point, Source, TableFigure

_PLAIN = re.compile(r"""(?:[^*_`\[\]{}<>^\\"'&]|(?<=\w)'(?=\w))+""")  # nothing to interpret, no quotes to set
_QUOTES = tuple(tuple(pair) for pair in '“” ‘’ „“ „” ‚‘ ‚’ «» »« ‹› ›‹ ”” ’’ ""'.split())
# CSL types whose titles stand for a whole work and are set in italics; the others are set in quotation marks.
_WORKS = frozenset("bill book dataset legislation map motion_picture report standard thesis treaty".split())


class References:
    """The counters of one document. Its methods are called in reading order."""

    def __init__(
        self, brief: Brief, locale: Locale, text: Callable[[str, ir.Path], ir.Inlines], marks: bool = True
    ) -> None:
        """``text`` reads a *text* of the brief: the names in the list of sources may hold expressions too.

        Without ``marks`` there are no notes: what is cited is only known to ``cited_sources``.
        """
        self._marks = marks
        self._brief, self._locale, self._words, self._text = brief, locale, locale.words, text
        self._labels: dict[str, str] = dict(_labels(brief, locale))
        self.without_id = next((figure.kind for figure in _figures(brief) if not figure.id), "")
        self._captions = {"table": 0, "figure": 0}
        self._notes = 0
        self._sources: dict[str, int] = {}
        self._noted: set[str] = set()
        self._printed: set[str] = set()
        self._lists_sources = True
        self.left_out = 0  # the author's notes that are not printed

    @property
    def notes(self) -> int:
        """How many notes there are so far."""
        return self._notes

    @property
    def lack_list(self) -> bool:
        """Whether marks of sources refer to a list that the layout does not print."""
        return self._marks and not self._lists_sources and bool(self._sources)

    @property
    def labels(self) -> dict[str, str]:
        """What ``[](#id)`` prints, by id."""
        return self._labels

    @property
    def printed(self) -> AbstractSet[str]:
        """The ids that can be gone to: those of what the layout prints."""
        return self._printed

    # ----------------------------------------------------------------------------------------------------- captions

    def number_captions(self, skeleton: Element) -> None:
        """Gives the tables and figures with an id their labels, so that texts before them can refer to them.

        What else can be referred to is known from then on: the ids that are printed, the list of sources.
        """
        self._lists_sources = any(element.tag == "references" for element in _elements(skeleton))
        self._printed = {element.attributes["id"] for element in _elements(skeleton) if "id" in element.attributes}
        counts = dict.fromkeys(self._captions, 0)
        for element in _elements(skeleton):
            if element.tag in counts and any(element.elements("caption")):
                counts[element.tag] += 1
                if id := element.attributes.get("id"):
                    self._labels[id] = f"{self._words[element.tag]} {counts[element.tag]}"

    def caption_label(self, kind: str) -> ir.Inlines:
        """The label of the next caption of a kind (``table``, ``figure``)."""
        self._captions[kind] += 1
        return (ir.Text(f"{self._words[kind]}\u00a0{self._captions[kind]}"),)

    # -------------------------------------------------------------------------------------------------------- notes

    def note(self, content: Callable[[], ir.Inlines]) -> ir.Inlines:
        """A footnote with the next number. ``content`` is called after the number is taken: it may hold citations."""
        if not self._marks:
            self.left_out += 1
            content()
            return ()
        self._notes += 1
        number = self._notes
        return (ir.Note(number, (ir.Paragraph(content(), "footnote"),)),)

    def citation(self, items: Sequence[Citation]) -> ir.Inlines:
        """A citation as a note: a source's short title at its first note, its number in the list always."""
        if not self._marks:
            for item in items:
                self._numbered(item.source)
            return ()
        return self.note(lambda: _sentence(self._phrase(items)))

    def cited(self, sources: Sequence[str]) -> ir.Inlines:
        """The mark of what ``cite`` names."""
        return self.citation([Citation(source) for source in sources])

    def citation_text(self, items: Sequence[Citation]) -> ir.Inlines:
        """A citation within a note: its words in brackets."""
        return (ir.Text("("), *self._phrase(items), ir.Text(")"))

    def _phrase(self, items: Sequence[Citation]) -> list[ir.Inline]:
        """The words of a citation: ``‘A Call for Dialogue’, source 1, p. 3; see source 2``."""
        out: list[ir.Inline] = []
        for index, item in enumerate(items):
            lead = f"{self._words['semicolon']} " if index else ""
            if item.prefix:
                lead += f"{item.prefix} "
            if item.source not in self._noted and (title := self._short_title(item.source)):
                lead += f"{title}, "
            self._noted.add(item.source)
            out += [ir.Text(f"{lead}{self._words['in_text']['source']}\u00a0"), self._numbered(item.source)]
            if item.suffix:
                out.append(ir.Text(f", {item.suffix}"))
        return out

    def spelled(self, sources: Sequence[str], start: bool) -> ir.Inlines:
        """``source 1``, ``Sources 1, 2``: sources named in running words, each a link to its entry."""
        word = self._words["in_text"]["source" if len(sources) == 1 else "sources"]
        out: list[ir.Inline] = []
        for index, source in enumerate(sources):
            lead = ", " if index else f"{_capital(word) if start else word}\u00a0"
            out += [ir.Text(lead), self._numbered(source)]
        return tuple(out)

    def _numbered(self, source: str) -> ir.Inline:
        """A source's number, a link to its entry where the layout prints the list."""
        number = ir.Text(str(self._sources.setdefault(source, len(self._sources) + 1)))
        return ir.Reference(f"source-{source}", (number,)) if self._lists_sources else number

    def _short_title(self, source: str) -> str:
        """The title up to its colon, quoted: enough to know the source again in the list."""
        title = self._said(source, "title")
        opening, closing = self._locale.quotes[:2]
        return f"{opening}{before_colon(_unquoted(title))}{closing}" if title else ""

    def _said(self, source: str, key: str) -> str:
        """What an entry of ``sources`` says under a key, in print."""
        value = getattr(self._brief.sources[source], key.replace("-", "_"))
        return ir.plain_text(self._text(value, ("sources", source, key))) if value else ""

    # -------------------------------------------------------------------------------------------------- the sources

    def cited_sources(self) -> ir.Inlines:
        """What has been cited so far, in running words; nothing when nothing was."""
        found = [self._describe(key, self._brief.sources[key], brief=True) for key in self._sources]
        lead = self._words["source" if len(found) == 1 else "sources"]
        described = (node for entry in found for node in (ir.Text(" "), *entry))
        return (ir.Text(f"{lead}:"), *described) if found else ()

    def fill(self, blocks: tuple[ir.Block, ...]) -> tuple[ir.Block, ...]:
        """The blocks with the list of sources filled in, when all citations are known.

        Without any source, its section or its row is left out.
        """
        entries = tuple(self._entry(number, key) for key, number in self._sources.items())
        out: list[ir.Block] = []
        for block in blocks:
            match block:
                case ir.References():
                    out.extend([replace(block, entries=entries)] if entries else [])
                case ir.Section():
                    content = self.fill(block.content)
                    out.extend([replace(block, content=content)] if content or not block.content else [])
                case ir.DefinitionList():
                    rows = tuple((item, self.fill(item.content)) for item in block.items)
                    items = tuple(replace(item, content=to) for item, to in rows if to or not item.content)
                    out.extend([replace(block, items=items)] if items else [])
                case _:
                    out.append(block)
        return tuple(out)

    def _entry(self, number: int, key: str) -> ir.Entry:
        return ir.Entry(number, tuple(self._describe(key, self._brief.sources[key])), f"source-{key}", ("sources", key))

    def _describe(self, key: str, source: Source, brief: bool = False) -> Iterator[ir.Inline]:
        """One plain house form: authors, title, container, publisher, date, number, pages, address, grade.

        ``brief``: the grade is not put into words.
        """
        words, locale = self._words, self._locale
        names = locale.listing(
            [
                ir.plain_text(self._text(Plain(author), ("sources", key, "author", number)))
                for number, author in enumerate(source.author)
            ]
        )
        lead = f"{names}, " if names else ""
        title = self._said(key, "title")
        if title and source.type in _WORKS:
            yield from ((ir.Text(lead),) if lead else ())
            yield ir.Emphasis((ir.Text(title),))
            lead = ", "
        elif title:
            lead += f"{locale.quotes[0]}{_unquoted(title)}{locale.quotes[1]}, "
        parts = [
            words["types"][source.type] if source.type else "",
            self._said(key, "container-title"),
            self._said(key, "publisher"),
        ]
        if source.number:
            parts.append(words["number_of"].format(number=self._said(key, "number")))
        parts.append(_when(source.issued, locale) if source.issued else words["undated"])
        if source.page:
            word = words["pages" if any(c in source.page for c in "-–,") else "page"]
            parts.append(f"{word}\u00a0{self._said(key, 'page').replace('-', '–')}")
        yield ir.Text(lead + ", ".join(part for part in parts if part))
        for before, address in self._addresses(source):
            yield ir.Text(f", {before}")
            yield ir.Link(encoded(address), (ir.Text(address),))
        if source.accessed:
            yield ir.Text(", " + words["accessed"].format(date=_when(source.accessed, locale)))
        if brief and source.grade:
            yield ir.Text(", " + words["grade_in_short"].format(grade=source.grade))
        yield ir.Text("." if brief else "." + self._grade(source))

    def _addresses(self, source: Source) -> Iterator[tuple[str, str]]:
        if source.DOI:
            yield "", f"https://doi.org/{source.DOI[source.DOI.index('10.') :]}"
        elif source.URL:
            yield "", source.URL
        if source.archive_url:
            yield f"{self._words['archived']} ", source.archive_url

    def _grade(self, source: Source) -> str:
        """The Admiralty grade in words: source reliability, then credibility of the information."""
        if not source.grade:
            return ""
        reliability, credibility = self._words["reliability"], self._words["credibility"]
        said = self._words["grade"].format(
            grade=source.grade, reliability=reliability[source.grade[0]], credibility=credibility[source.grade[1]]
        )
        return f" {said}."


def _labels(brief: Brief, locale: Locale) -> Iterator[tuple[str, str]]:
    words = locale.words
    for number, recommendation in enumerate(brief.recommendations, 1):
        yield recommendation.id, f"{words['recommendation']}\u00a0{number}"
    for number, scenario in enumerate(brief.scenarios):
        if scenario.id:
            yield scenario.id, f"{words['scenario']}\u00a0{scenario_letter(number)}"
    for number, annex in enumerate(brief.annexes, 1):
        if annex.id:
            yield annex.id, f"{words['annex']}\u00a0{number}"
    for points in point_lists(brief):
        for number, point in enumerate(points, 1):
            if point.id:
                yield point.id, f"{words['point']}\u00a0{number}"
    for figure in _figures(brief):
        if figure.id:  # tables and others have their numbers from the skeleton, where it shows them
            yield figure.id, _figure_label(figure, locale)


def _figures(brief: Brief) -> Iterator[Figure]:
    """The figures of a brief, in its order."""
    yield from brief.situation.figures
    yield from brief.assessment.figures if brief.assessment else ()
    for annex in brief.annexes:
        yield from annex.figures


def _figure_label(figure: Figure, locale: Locale) -> str:
    """What a figure is called that has no number: by its title, or by its caption where that is but words."""
    if isinstance(figure, CalloutFigure):
        return figure.title or locale.words["callout"]
    word = locale.words["table" if isinstance(figure, TableFigure) else "figure"]
    opening, closing = locale.quotes[:2]
    caption = " ".join(figure.caption.split()).replace("'", "’")
    return f"{word} {opening}{caption}{closing}" if _PLAIN.fullmatch(figure.caption) else word


def scenario_letter(number: int) -> str:
    """What the scenario of a number, from 0, is called: A to Z, then AA, AB and so on."""
    head, last = divmod(number, 26)
    return (scenario_letter(head - 1) if head else "") + chr(ord("A") + last)


def _unquoted(title: str) -> str:
    """A title without the quotation marks round the whole of it, of any language: ours take their place."""
    for opening, closing in _QUOTES:
        inside = title.removeprefix(opening).removesuffix(closing)
        if len(title) == len(inside) + 2 and not re.search(rf"{closing}(?!\w)", inside):  # “A” or “B” has two of each
            return inside.strip(" \u00a0\u202f") or title
    return title


def before_colon(title: str) -> str:
    """What stands before a title's colon; that of a time (10:30) is none."""
    return title.partition(": ")[0].rstrip(" \u00a0")


def point_lists(brief: Brief) -> Iterator[tuple[Point, ...]]:
    """Every list of points in a brief, in the format's order."""
    yield brief.key_messages
    yield brief.situation.points
    for position in brief.positions:
        yield from (position.demands, position.offers, position.red_lines)
    if brief.assessment:
        yield brief.assessment.points
    for scenario in brief.scenarios:
        yield scenario.indicators


def _elements(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            yield child
            yield from _elements(child)


def _when(value: PartialDate, locale: Locale) -> str:
    return locale.partial_date(value.year, value.month, value.day)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(phrase: list[ir.Inline]) -> ir.Inlines:
    """The phrase with a capital at its beginning and a full stop at its end."""
    first, last = phrase[0], phrase[-1]
    if isinstance(first, ir.Text):
        phrase = [ir.Text(_capital(first.text)), *phrase[1:]]
    ended = isinstance(last, ir.Text) and last.text.endswith((".", "?", "!"))
    return tuple(phrase if ended else [*phrase, ir.Text(".")])
