"""Expressions: what stands between ``{{`` and ``}}`` → the words that it prints.

In: the source of one expression, the names that it may use, the language. Out: a string, or an ``ExpressionError``.
Jinja2's parser reads it; ``tree`` evaluates what the parser gives, by rules that admit only what the format names.
Nothing is called and no attribute of a Python object is reached, so there is nothing to escape to; sizes are checked
before anything is computed.
"""

from .tree import evaluate, member, used_keys
from .values import CODES, ExpressionError, Language

__all__ = ["CODES", "ExpressionError", "Language", "evaluate", "member", "used_keys"]
