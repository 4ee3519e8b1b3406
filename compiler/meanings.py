"""What every code means, whichever stage it is of.

In: the tables of codes and the rules. Out: one table. It loads all stages: only those who explain codes want it.
"""

from __future__ import annotations

from .codes import CODES
from .expressions import CODES as EXPRESSION_CODES
from .lint import RULES
from .markup import CODES as MARKUP_CODES


def meanings() -> dict[str, str]:
    """All codes with what they mean, in a line each, in their order."""
    rules = {code: f"rule: {rule.name}" for code, rule in RULES.items()}
    return dict(sorted((CODES | dict(MARKUP_CODES) | dict(EXPRESSION_CODES) | rules).items()))
