"""Header, footer and marking: artifacts of pagination, drawn when the number of pages is known.

Three cells stand on one line: at the margin, on the axis, at the right edge (left of the marking's box, where there is
one). Where they do not fit, the middle one has a line of its own, under the others in the header, over them in the
footer; a text that is too long still takes further lines.
"""

from __future__ import annotations

import math
from dataclasses import replace

from compiler import ir
from compiler.tracks import GAP, abreast

from .canvas import Artifact, Canvas
from .context import Context
from .inlines import InlineBuilder
from .lines import Line, set_lines

_RISE = 0.7  # of the size: how far letters rise above their baseline


def draw_furniture(context: Context, canvas: Canvas, number: int, count: int) -> None:
    """Draws header and footer of page ``number`` of ``count``."""
    context.origin = ()
    furniture = context.document.furniture
    page = context.style.page
    look = context.style.marking
    # The baseline of the marking's text, with the box as high as the look says and the text in its middle.
    drop = (look.height - context.role("marking").leading) / 2 + context.style.baseline("marking")
    header = furniture.first_header if number == 1 else furniture.header
    footer = furniture.first_footer if number == 1 else furniture.footer
    top = page.size[1] - page.header
    canvas.as_artifact(Artifact.HEADER)
    _draw(context, canvas, header, "header", top, drop, (number, count))
    canvas.as_artifact(Artifact.FOOTER)
    _draw(context, canvas, footer, "footer", page.footer + look.height, drop, (number, count))
    canvas.as_artifact(None)


def _draw(
    context: Context, canvas: Canvas, line: ir.Line, name: str, top: float, drop: float, numbers: tuple[int, int]
) -> None:
    page = context.style.page
    role = context.role(name)
    left, right = page.margin[3], page.size[0] - page.margin[1]
    y = top - drop
    right = _draw_marking(context, canvas, right, top, y)
    room = page.margin[0] - page.header if name == "header" else page.margin[2] - page.footer

    def number(node: ir.PageNumber | ir.PageCount) -> str:
        return str(numbers[0] if isinstance(node, ir.PageNumber) else numbers[1])

    def lines(content: ir.Inlines, width: float) -> list[Line]:
        builder = InlineBuilder(context, numbers=number).add(content, context.look(role), None)
        return set_lines(builder.runs, width)

    def width(content: ir.Inlines) -> float:
        return max((found.width for found in lines(content, math.inf)), default=0.0)

    taken = page.width - (right - left)  # by the marking
    beside = abreast(width(line.left), width(line.middle), width(line.right) + taken, page.axis, page.width)
    at_right = lines(line.right, (right - left) / 2)
    edge = right - max((found.width for found in at_right), default=0.0) - (GAP if at_right else 0.0)
    axis = left + page.axis
    at_left = lines(line.left, edge - left)
    in_middle = lines(line.middle, left + page.width - axis)
    first = max(len(at_left), len(at_right), 1)
    baseline = context.style.baseline(name)
    past_box = drop + role.leading - baseline if name == "footer" else context.style.marking.height - drop + baseline
    away = 0.0 if beside or not in_middle else past_box + (first - 1) * role.leading
    count = max(first, len(in_middle)) if beside else first + len(in_middle)
    farthest = max(away + (len(in_middle) - 1) * role.leading, (first - 1) * role.leading)
    over = context.style.marking.height - drop + _RISE * role.size
    if farthest > room - (over if name == "footer" else drop):
        context.reports.append(_too_long(name, count, line, context.document.marking))
    for x, found, align, apart in (
        (left, at_left, "left", 0.0),
        (axis, in_middle, "left", away),
        (right - (right - left) / 2, at_right, "right", 0.0),
    ):
        top_line = y + apart + (len(found) - 1) * role.leading if name == "footer" else y - apart
        for i, one in enumerate(found):
            one.draw(canvas, x, top_line - i * role.leading, align)


def _too_long(name: str, count: int, line: ir.Line, marking: ir.Marking | None) -> ir.Report:
    """A header or footer of too many lines, at the longest text of the brief in it: the marking stands in it, too."""
    texts = {
        node.origin: len(ir.plain_text(node.content))
        for cell in (line.left, line.middle, line.right)
        for node in ir.walk_inlines(cell)
        if isinstance(node, ir.Bound)
    }
    if marking:
        texts[("marking",)] = len(marking.text)
    longest = max(texts, key=lambda origin: texts[origin], default=("title",))
    message = f"the {name} takes {count} line{'s' * (count > 1)} and runs into the text of the page"
    help = "this is the longest text in it: shorten it"
    if count == 1:
        help = f"no text is short enough: give the style's role `{name}` a smaller size, or its page a larger margin"
    return ir.Report("L203", message, longest, help=help)


def _draw_marking(context: Context, canvas: Canvas, right: float, top: float, y: float) -> float:
    """Draws the marking's box and returns what is left of the line: its right edge."""
    marking = context.document.marking
    if marking is None:
        return right
    look, role = context.style.marking, context.role("marking")
    text = replace(context.look(role), color=marking.color)
    builder = InlineBuilder(context)
    builder.text(marking.text, text, None)
    lines = set_lines(builder.runs, context.width - 2 * look.padding)
    if not lines:
        return right  # nothing of it is drawn in any face
    if len(lines) > 1:
        message = "this marking is too long to stand on one line of the page"
        help = "shorten it: it has to be read whole, on every page"
        context.reports.append(ir.Report("L202", message, ("marking",), help=help, error=True))
        return right
    (line,) = lines
    width = line.width + 2 * look.padding
    canvas.fill(right - width, top - look.height, width, look.height, look.fill)
    line.draw(canvas, right - width + look.padding, y)
    return right - width - GAP
