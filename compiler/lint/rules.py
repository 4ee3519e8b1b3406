"""The rules by code, and what their docstrings say: why, a bad example, a good one.

A code keeps its meaning for good. F: form, E: evidence, K: calendar, H: house style, W: words, A: accessibility.
Four rules keep the codes that they were born with.
"""

from __future__ import annotations

import datetime
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..diagnostics import Severity
from . import accessibility, evidence, house_eu, language, structure, time
from .subject import Finding, Subject

PROFILES = ("eu", "none")
_EXAMPLE = re.compile(r"^(Bad|Good)(?:, on (\d{4}-\d{2}-\d{2}))?:\n((?:    .*\n|\n)+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a rule: a part of a spec, on a day if that matters. ``bad`` ones break the rule, others keep it."""

    bad: bool
    text: str
    today: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, how bad a breach is, the house profile that it belongs to (``""``: all)."""

    code: str
    check: Callable[[Subject], Iterator[Finding]]
    severity: Severity
    profile: str = ""

    @property
    def name(self) -> str:
        """Its name in words."""
        return self.check.__name__.replace("_", " ")

    @property
    def why(self) -> str:
        """Why there is this rule, in one sentence or a few."""
        return _EXAMPLE.sub("", f"{inspect.getdoc(self.check)}\n").replace("``", "`").strip()

    @property
    def examples(self) -> tuple[Example, ...]:
        """Its examples, in the order of the docstring."""
        return tuple(
            Example(kind == "Bad", textwrap.dedent(text).strip() + "\n", _day(day))
            for kind, day, text in _EXAMPLE.findall(f"{inspect.getdoc(self.check)}\n")
        )


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


_ADVICE, _WARNING = Severity.ADVICE, Severity.WARNING

RULES: Mapping[str, Rule] = {
    rule.code: rule
    for rule in (
        Rule("F101", structure.recommendation_count, _ADVICE),
        Rule("F102", structure.unassigned_recommendation, _ADVICE),
        Rule("F103", structure.action_not_imperative, _ADVICE),
        Rule("F104", structure.actor_without_position, _ADVICE),
        Rule("F105", structure.placeholder_text, _WARNING),
        Rule("F106", structure.abbreviation_never_spelled_out, _ADVICE),
        Rule("F107", structure.item_cut_at_comma, _WARNING),
        Rule("F108", structure.value_never_used, _ADVICE),
        Rule("L302", structure.key_message_count, _ADVICE),
        Rule("R310", structure.issue_without_stance, _WARNING),
        Rule("E101", evidence.uncited_statement, _ADVICE),
        Rule("E102", evidence.position_without_source, _ADVICE),
        Rule("E103", evidence.source_newer_than_facts, _WARNING),
        Rule("R320", evidence.source_never_cited, _WARNING),
        Rule("L301", time.stale, _WARNING),
        Rule("K101", time.deadline_before_date, _WARNING),
        Rule("K102", time.trigger_passed, _WARNING),
        Rule("K103", time.facts_after_date, _WARNING),
        Rule("K104", time.deadline_passed, _ADVICE),
        Rule("H101", house_eu.thousands_by_comma, _ADVICE, "eu"),
        Rule("H102", house_eu.euro_form, _ADVICE, "eu"),
        Rule("H103", house_eu.date_form, _ADVICE, "eu"),
        Rule("H104", house_eu.percent_spacing, _ADVICE, "eu"),
        Rule("H105", house_eu.member_states, _ADVICE, "eu"),
        Rule("H106", house_eu.unexplained_abbreviation, _ADVICE, "eu"),
        Rule("H107", house_eu.range_by_hyphen, _ADVICE, "eu"),
        Rule("W101", language.likelihood_with_confidence, _WARNING),
        Rule("W102", language.likelihood_off_scale, _ADVICE),
        Rule("W103", language.stacked_hedges, _ADVICE),
        Rule("W104", language.long_sentence, _ADVICE),
        Rule("A101", accessibility.empty_link_text, _WARNING),
        Rule("A102", accessibility.alt_is_file_name, _WARNING),
        Rule("A103", accessibility.meaning_by_colour, _ADVICE),
    )
}
