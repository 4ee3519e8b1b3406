"""Rules over a valid brief:

what is allowed but unwise. One rule, one function, one docstring with a Bad and a Good example.

In: the ``Brief``, where its values stand, and "today". Out: diagnostics of severity warning or advice. A new rule is a
function in ``rules.py`` and its name in ``RULES``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..source import Source
from ..spec import Brief
from .rules import RULES

__all__ = ["RULES", "lint"]


def lint(source: Source, brief: Brief, today: datetime.date | None) -> Iterator[Diagnostic]:
    """What the rules say of a brief. Without ``today`` the rules about time are silent."""
    for code, rule in RULES.items():
        for severity, path, message, help in rule(brief, today):
            yield Diagnostic(code, message, source.span(path), severity, help=help)
