"""What a layout may use beside the brief: words of the language, dates, marks of sources, links between parts.

In: the ``Brief``, its ``Locale``. Out: the names of a template's context. Each helper returns words, or markup of the
closed vocabulary; none of them reads a text's source.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from markupsafe import Markup

from .locale import Locale
from .references import before_colon, point_lists, scenario_letter
from .skeleton import Bound, Cited, CitedSources, Odds, Picture, Plot
from .spec import Brief, ChartFigure, ImageFigure, Inline, Likelihood, PartialDate, Plain, TableFigure
from .style import Style, length
from .template import View

SIGNS = {"supports": "+", "opposes": "−", "conditional": "±", "unclear": "?", "silent": "○"}
SHORT_TITLE = 60
MISSING = "–"  # a number that a chart lacks
SHORTEST_QUOTE = 5  # words of strong emphasis that make a pull-quote
_STRONG = re.compile(r"\*\*(?!\s)([^*\[\]{}]+?)(?<!\s)\*\*")
_MARKS = re.compile(r"\^\[[^\]]*\]|\[[^\]]*@[^\]]*\]|\]\([^)]*\)|[*`\[]")  # what a text does not show of itself


def context(
    brief: Brief, locale: Locale, style: Style, left_out: Sequence[str] = ()
) -> Callable[[list[Bound]], dict[str, Any]]:
    """A function that gives the names of the context, bound to a template's list of bindings.

    ``left_out`` names those parts of the style's ``leave_out`` that it does without this time.
    """
    words = locale.words
    order = {
        "recommendation": {r.id: str(n) for n, r in enumerate(brief.recommendations, 1)},
        "scenario": {s.id: scenario_letter(n) for n, s in enumerate(brief.scenarios) if s.id},
    }

    def names(bindings: list[Bound]) -> dict[str, Any]:
        def cite(sources: Sequence[str]) -> Bound | str:
            return Bound(Cited(tuple(dict.fromkeys(sources))), (), bindings) if sources else ""

        def spelled(sources: Sequence[str], start: bool = False) -> Bound | str:
            return Bound(Cited(tuple(dict.fromkeys(sources)), True, start), (), bindings) if sources else ""

        def picture(figure: View) -> Bound:
            return Bound(Picture(cast(ImageFigure, figure._model)), figure._path, bindings)

        def keep(part: str) -> bool:
            if part not in style.leave_out:
                raise LookupError(f"`{part}` does not stand in the style's `leave_out`")
            return part not in left_out

        def plot(figure: View) -> Bound:
            return Bound(Plot(cast(ChartFigure, figure._model)), figure._path, bindings)

        def odds(scenarios: Sequence[View]) -> Bound:
            shown = {id(view._model): view._path for view in scenarios}
            rows = ((scenario_letter(n), s, shown[id(s)]) for n, s in enumerate(brief.scenarios) if id(s) in shown)
            return Bound(Odds(tuple(rows)), ("scenarios",), bindings)

        def shorten(title: Bound) -> Bound:
            short = Plain(_short(str(title.value)))
            return replace(title, value=short, whole=short == title.value)

        def pulled(text: Bound) -> Bound | str:
            found = _pulled(str(text.value)) if text else ""
            return replace(text, value=Inline(found), whole=False) if found else ""

        def lines(text: Bound | str, role: str, width: float | str) -> int:
            from .faces import Faces  # a layout that measures nothing need not wait for it

            return Faces(style).lines(_MARKS.sub("", str(text)), role, length(width))

        def height(text: Bound | str, role: str, width: float | str) -> float:
            look = style.roles[role]
            over = look.rule_above.gap if look.rule_above else 0.0
            return lines(text, role, width) * look.leading + over

        return {
            "t": words,
            "signs": SIGNS,
            "scale": ", ".join(
                f"{_lower(shown)} {locale.percent_range(low, high)}"
                for _, low, high, shown in locale.data["likelihood"]
            ),
            "scale_place": _scale_place(brief),
            "date": lambda value: _date(value, locale),
            "is_ahead": lambda value: _first_day(value) > brief.as_of,
            "cite": cite,
            "sources": spelled,
            "cited_sources": lambda: Bound(CitedSources(), (), bindings),
            "keep": keep,
            "picture": picture,
            "pulled": pulled,
            "lines": lines,
            "height": height,
            "page_height": style.page.height,
            "plot": plot,
            "odds": odds,
            "number": lambda value: MISSING if value is None else locale.number(value),
            "shorten": shorten,
            "page_of": lambda: Markup("{}<page/>{}<pages/>{}").format(*words["page_of"]),
            "decision_on": lambda n: words["decision_on"]["one" if n == 1 else "other"].format(n=locale.numeral(n)),
            "likelihood": lambda value: f"{_lower(locale.likelihood(value.term))} ({_percent(value, locale)})",
            "term": lambda value: locale.likelihood(value.term),
            "percent": lambda value: _percent(value, locale),
            "percent_of": lambda bound: locale.percent(bound),
            "letter": scenario_letter,
            "place": lambda recommendation: order["recommendation"][recommendation.id],
            "linked": lambda ids, kind: _linked(ids, kind, order[kind], words),
            "responses": lambda scenario: _responses(scenario, brief),
            "any_responses": lambda scenarios: any(_responses(s, brief) for s in scenarios),
            "issues_asked": lambda _: [i for i in brief.issues if any(i in p.stances for p in brief.positions)],
            "stance_key": lambda positions: _stance_key(positions, words["stance_key"]),
            "aligns": lambda figure: _aligns(cast(TableFigure, figure._model)),
            "value": lambda row, column: _value(row.get(str(column.key.value), ""), locale),
            "email": lambda party: Markup('<a href="mailto:{0}">{0}</a>').format(str(party.email)),
        }

    return names


def _scale_place(brief: Brief) -> str:
    """Where the key to the likelihood scale stands: once, with what uses it most; ``""`` when nothing does."""
    if any(scenario.likelihood for scenario in brief.scenarios):
        return "scenarios"
    if brief.assessment and any(point.likelihood for point in brief.assessment.points):
        return "assessment"
    return "end" if any(point.likelihood for points in point_lists(brief) for point in points) else ""


def _date(value: datetime.date | PartialDate, locale: Locale) -> str:
    return locale.partial_date(value.year, value.month, value.day)


def _first_day(value: datetime.date | PartialDate) -> datetime.date:
    return datetime.date(value.year, value.month or 1, value.day or 1)


def _percent(value: Likelihood, locale: Locale) -> str:
    return locale.percent_range(value.low, value.high)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _short(title: str) -> str:
    """A title for the running header: of a long one what stands before its colon, cut at a word if that is long too."""
    if "{{" in title or len(title) <= SHORT_TITLE:
        return title
    head = before_colon(title)
    if len(head) <= SHORT_TITLE:
        return head
    return (head[:SHORT_TITLE].rpartition(" ")[0] or head[:SHORT_TITLE]) + " …"


def _pulled(text: str) -> str:
    """The first sentence that an author set in strong emphasis; words in brackets and expressions are left alone."""
    found = next((found for found in _STRONG.findall(text) if len(found.split()) >= SHORTEST_QUOTE), "")
    return found[:1].upper() + found[1:]


def _linked(ids: Sequence[str], kind: str, order: dict[str, str], words: dict[str, Any]) -> Markup:
    """``Recommendations 1, 3, 5``, each a link, in order; one id stands in the singular with its label."""
    ranked = sorted(ids, key=list(order).index)
    if len(ranked) == 1:
        return Markup('<a href="#{}">{} {}</a>').format(ranked[0], words[kind], order[ranked[0]])
    links = (Markup('<a href="#{}">{}</a>').format(i, order[i]) for i in ranked)
    return Markup("{} {}").format(words[f"{kind}s"], Markup(", ").join(links))


def _responses(scenario: View, brief: Brief) -> tuple[str, ...]:
    """The recommendations that answer a scenario, said on either side."""
    named = set(scenario.responses)
    return tuple(r.id for r in brief.recommendations if r.id in named or (scenario.id and scenario.id in r.responds_to))


def _stance_key(positions: Sequence[View], key: dict[str, str]) -> str:
    used = {stance.stance for position in positions for stance in position.stances.values()}
    return ", ".join(text for word, text in key.items() if word in used)


def _aligns(figure: TableFigure) -> list[str]:
    """For each column its alignment: as the author says, else decimal where every cell that is there is a number."""
    out: list[str] = []
    for column in figure.columns:
        cells = [row[column.key] for row in figure.rows if column.key in row]
        numbers = bool(cells) and all(isinstance(cell, (int, Decimal)) for cell in cells)
        out.append(column.align or ("decimal" if numbers else "left"))
    return out


def _value(cell: Any, locale: Locale) -> Any:
    return locale.number(cell) if isinstance(cell, (int, Decimal)) else cell
