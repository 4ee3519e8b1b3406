"""Markup: one text of a brief → inline or block nodes of the tree, and the mistakes in it.

In: a text, the path in the spec that it stands at, and whether it is *text*, *inline* or *prose*. Out: nodes in which
nothing is left to resolve, in reading order; mistakes are collected as ``Problem`` values. What a mark prints (a label,
a citation, a note's number) is asked of a ``Resolver``; where in a file a problem stands is the caller's to find.

A text takes these steps: ``passage`` takes its expressions out where ``spans`` finds them, ``commonmark`` parses the
rest, ``inlines`` puts the values in, sets the ``quotes``, has ``marks`` resolved and makes inline nodes, ``blocks``
makes paragraphs, lists and tables of them. A value is put in after the parsing: whatever stands in it is shown, never
interpreted.
"""

from .commonmark import encoded
from .marks import Citation, Resolver
from .passage import CODES, Problem
from .reader import Markup
from .spans import expression_spans

__all__ = ["CODES", "Citation", "Markup", "Problem", "Resolver", "encoded", "expression_spans"]
