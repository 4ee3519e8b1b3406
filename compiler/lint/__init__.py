"""Rules over a valid brief: what is allowed but unwise.

In: the ``Brief``, where its values stand, a project's choice of rules, and "today". Out: diagnostics, and the repairs
that are safe. A new rule is a function in the module of its family, with why, Bad and Good in its docstring, and a row
in ``rules.RULES``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity
from ..source import Source
from ..spec import Brief
from .configuration import Configuration, configuration_files, nearest_code, read_configuration
from .repair import Repair, repaired
from .rules import RULES, Example, Rule
from .subject import Finding, Subject
from .time import days

__all__ = [
    "RULES", "Configuration", "Example", "Repair", "Rule",
    "configuration_files", "days", "lint", "read_configuration", "repaired", "repairs",
]  # fmt: skip


def lint(
    source: Source,
    brief: Brief,
    today: datetime.date | None,
    configuration: Configuration,
    advice: bool = True,
) -> Iterator[Diagnostic]:
    """What the rules say of a brief. Without ``today`` rules about the day are silent, without ``advice`` those too
    whose findings are advice: they are not run.
    """
    subject = Subject.of(source, brief, today)
    active = dict(configuration.active())
    used: set[str] = set()
    for code, severity in active.items():
        ignored = code in brief.ignore
        if severity is Severity.ADVICE and not advice:
            used.add(code)
            continue
        for finding in RULES[code].check(subject):
            used.add(code)
            if not ignored:
                yield _diagnostic(source, code, severity, finding)
    yield from _ignores(source, brief, active.keys() - used)


def _ignores(source: Source, brief: Brief, silent: set[str]) -> Iterator[Diagnostic]:
    """What is wrong with the brief's own ``ignore``: codes that no rule has, and those of rules that found nothing."""
    for code in brief.ignore:
        span = source.span(("ignore", code), key=True)
        if code not in RULES:
            message = f"no rule has the code `{code}`"
            yield Diagnostic("L303", message, span, Severity.WARNING, help=nearest_code(code))
        elif code in silent:
            message = f"`{code}` finds nothing here: it need not be ignored"
            yield Diagnostic("L304", message, span, Severity.ADVICE, help="take it out of `ignore`")


def _diagnostic(source: Source, code: str, severity: Severity, finding: Finding) -> Diagnostic:
    if finding.needle:
        span = source.find(finding.path, finding.needle, finding.nth)
    else:
        span = source.span(finding.path, key=finding.key)
    repairable = finding.repair is not None and source.offset(finding.path, finding.needle, finding.nth) is not None
    return Diagnostic(code, finding.message, span, severity, help=finding.help, repairable=repairable)


def repairs(source: Source, brief: Brief, configuration: Configuration) -> Iterator[Repair]:
    """The repairs that the wanted rules offer, of rules that the brief does not ignore."""
    subject = Subject.of(source, brief, None)
    for code, _ in configuration.active():
        if code not in brief.ignore:
            for finding in RULES[code].check(subject):
                if finding.repair is not None:
                    yield Repair(finding.path, finding.needle, finding.nth, finding.repair)
