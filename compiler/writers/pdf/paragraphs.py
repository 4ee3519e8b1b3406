"""Paragraphs: runs set in lines, with role, label and rule, put into a flow.

A label (a list's marker, a stance's sign, a number) hangs left of the text in the room that the role leaves for it. If
it is wider than that room, it begins further left; where there the container ends, the first line begins further right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from compiler import ir

from .context import Context, Look
from .flow import Flow, Hold
from .hyphenation import Hyphenator
from .inlines import Run
from .lines import JUSTIFIED, RAGGED, UNDIVIDED, Line, set_lines
from .strips import TextLine

if TYPE_CHECKING:
    from compiler.style import Role

MOST_INDENT = 0.5  # the part of a column that may be indent: a deep list in a narrow cell still leaves room for text
LABEL_GAP = 0.3  # the least room between a label and its text, in parts of the text's size


@dataclass(slots=True)
class Shape:
    """What a place asks of a paragraph beside its role: extra indent left and right, alignment.

    Without ``rule`` the paragraph opens its section: no rule above, and no space that would part it from that rule.
    """

    indent: float = 0.0
    right: float = 0.0
    align: str | None = None
    rule: bool = True


def label_look(context: Context, role: Role) -> Look:
    """The look of a label that hangs in a paragraph of the role. The sans face has all signs, so they are set in it."""
    look = context.look(role)
    return replace(
        look,
        family="sans",
        size=role.label_size or role.size,
        color=role.label_color or role.color,
        bold=role.label_bold or role.bold,
    )


def put(
    context: Context,
    flow: Flow,
    runs: list[Run],
    role: Role,
    name: str,
    *,
    label: list[Run] | None = None,
    shape: Shape | None = None,
    origin: ir.Path = (),
) -> None:
    """Sets the runs in lines and adds them to the flow."""
    shape = shape or Shape()
    indent = min(role.indent + shape.indent, MOST_INDENT * flow.width)
    width = max(flow.width - indent - role.right - shape.right, 1.0)
    marker: Line | None = None
    first = 0.0
    align = shape.align or role.align
    label_x = indent
    if label:
        marker = set_lines(label, 10_000.0)[0]
        room = marker.width + LABEL_GAP * role.size
        if role.hang:
            label_x = max(indent - max(role.hang, room), 0.0)
        first = max(label_x + room - indent, 0.0)
    ragged = UNDIVIDED if not role.hyphenate else JUSTIFIED if align == "justify" else RAGGED
    lines = set_lines(runs, width, first, _hyphenators(context), ragged)
    if not lines:
        if marker is None:
            return
        lines = [Line([], 0.0, width, last=True)]
    if report := _too_long(role, len(lines), origin):
        context.reports.append(report)
    rule = role.rule_above if shape.rule else None
    ascent = context.style.baseline(name)
    for i, line in enumerate(lines):
        lonely = i and (i in (1, len(lines) - 1) or role.keep_lines or role.keep_next)
        over = rule if i == 0 else None
        gap = over.gap if over else 0.0
        strip = TextLine(
            line,
            indent,
            role.leading + gap,
            ascent + gap,
            align,
            label=marker if i == 0 else None,
            label_x=label_x,
            rule=over,
            rule_width=flow.width - role.right,
        )
        flow.add(strip, role.before if i == 0 and shape.rule else 0.0, Hold.LONELY if lonely else Hold.FREE)
    flow.space(role.after)
    if role.keep_next:
        flow.chain()


def _too_long(role: Role, lines: int, origin: ir.Path) -> ir.Report | None:
    """What is to be said of a text of so many lines."""
    limits = ((role.max_lines, True, "are allowed"), (role.advised_lines, False, "are advised"))
    for most, error, words in limits:
        if most is not None and lines > most:
            message = f"the text takes {lines} lines in print, and {most} {words}"
            help = f"shorten it to {most} lines; the type is never made smaller"
            return ir.Report("L201", message, origin, help=help, error=error)
    return None


def _hyphenators(context: Context) -> Callable[[Run], Hyphenator | None]:
    def find(run: Run) -> Hyphenator | None:
        return context.hyphenator(run.look)

    return find
