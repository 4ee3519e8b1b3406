"""What a layout does not print: the list of the sources that are cited, whole sections of the brief.

In: the skeleton that a layout rendered to, with the brief's values in it. Out: a warning and advice at the layout. What
only comes in numbers and words of the language is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity, Span
from ..skeleton import Bound, Element
from ..spec import Brief

# Keys whose values hold at least one text wherever a brief has them.
_SECTIONS = (
    "bottom_line", "key_messages", "purpose", "situation", "positions", "assessment", "scenarios", "recommendations",
    "next_steps", "annexes",
)  # fmt: skip
_OF_POSITIONS = {"actors", "issues"}  # a position may have no text but the names of its actor and of its issues


def no_list(skeleton: Element) -> Diagnostic:
    """The warning that notes refer to a list of sources that is not there."""
    message = "sources are cited by their numbers, and this layout prints no list of them"
    return Diagnostic("T207", message, _layout(skeleton), Severity.WARNING, help="put `<references/>` where it belongs")


def unprinted_sections(skeleton: Element, brief: Brief) -> Iterator[Diagnostic]:
    """Advice about the sections of a brief of which nothing is printed."""
    printed = {bound.path[0] for bound in _bound(skeleton) if bound.path}
    if printed & _OF_POSITIONS:
        printed.add("positions")
    if missing := [key for key in _SECTIONS if getattr(brief, key) and key not in printed]:
        keys = ", ".join(f"`{key}`" for key in missing)
        help = "if that is meant, there is nothing to do; `base/layout.html` has parts that print them"
        message = f"of this brief the layout prints nothing of {keys}"
        yield Diagnostic("T208", message, _layout(skeleton), Severity.ADVICE, help=help)


def _bound(element: Element) -> Iterator[Bound]:
    for child in element.children:
        if isinstance(child, Bound):
            yield child
        elif isinstance(child, Element):
            yield from _bound(child)


def _layout(skeleton: Element) -> Span:
    return Span(skeleton.place.text.file)
