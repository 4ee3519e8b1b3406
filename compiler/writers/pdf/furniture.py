"""Header, footer and marking: artifacts of pagination, drawn when the number of pages is known.

Three cells stand on one line: at the margin, on the axis, at the right edge (left of the marking's box, where there is
one). A text that is too long for its cell takes further lines, downwards in the header, upwards in the footer.
"""

from __future__ import annotations

from dataclasses import replace

from compiler import ir

from .canvas import Artifact, Canvas
from .context import Context
from .inlines import InlineBuilder
from .lines import Line, set_lines

GAP = 11.0  # points between cells


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

    at_right = lines(line.right, (right - left) / 2)
    edge = right - max((found.width for found in at_right), default=0.0) - (GAP if at_right else 0.0)
    axis = left + page.axis
    first_width = (axis if line.middle and page.axis else edge) - left - GAP
    for x, found, align in (
        (left, lines(line.left, first_width), "left"),
        (axis, lines(line.middle, edge - axis - GAP), "left"),
        (right - (right - left) / 2, at_right, "right"),
    ):
        up = role.leading * (len(found) - 1) if name == "footer" else 0.0
        if len(found) > 1 + (room - drop) // role.leading:
            message = f"the {name} takes {len(found)} lines and runs into the text of the page"
            help = "it is made of `series`, `number`, `title` and the dates: shorten them"
            context.reports.append(ir.Report("L203", message, ("title",), help=help))
        for i, one in enumerate(found):
            one.draw(canvas, x, y + up - i * role.leading, align)


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
