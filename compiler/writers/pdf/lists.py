"""Lists and the list of sources: ``L > LI > Lbl, LBody`` with markers that hang left of the items.

Items stand where the list's role says, whatever role their paragraphs have; each level of nesting is a marker's room
further right.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from compiler import ir

from .building import Builder
from .context import Context
from .flow import Flow
from .inlines import Run
from .paragraphs import LABEL_GAP, Shape, label_look, put
from .tags import StructElem

if TYPE_CHECKING:
    from compiler.style import Role


# Bullets by what ListNumbering calls them.
_SIGNS = {"•": "Disc", "●": "Disc", "◦": "Circle", "○": "Circle", "■": "Square", "▪": "Square"}


def add_list(builder: Builder, flow: Flow, node: ir.List, elem: StructElem, depth: int) -> None:
    """Adds a list to a flow; ``depth`` is the number of lists that it lies in."""
    context = builder.context
    role = context.role(node.role)
    outer = elem.add("L", A=f"<</O/List/ListNumbering/{_numbering(builder, node, role, depth)}>>")
    step = depth * role.hang
    if node.ordered:
        role = _with_room(context, role, step, f"{node.start + len(node.items) - 1}.")
    outer_shape = builder.shape
    for i, item in enumerate(node.items):
        li = outer.add("LI")
        context.name(item.id, li)
        lbl, body = li.add("Lbl"), li.add("LBody")
        marker: list[Run] | None = _marker(builder, node, role, depth, i, lbl)
        for block in item.content:
            if isinstance(block, ir.Paragraph):
                _item_paragraph(builder, flow, block, body, role, step, marker)
            else:
                if marker is not None:
                    put(context, flow, [], role, node.role, label=marker, shape=Shape(step))
                    flow.chain()
                if not isinstance(block, ir.List):
                    builder.shape = replace(outer_shape, indent=outer_shape.indent + step)
                builder.add(flow, (block,), body)
                builder.shape = outer_shape
            marker = None
        if marker is not None:
            put(context, flow, [], role, node.role, label=marker, shape=Shape(step))


def _with_room(context: Context, role: Role, step: float, widest: str) -> Role:
    """The role with room for its widest label: to the left, or if there is none the text further right."""
    look = label_look(context, role)
    need = context.face(look).width(widest, look.size) + LABEL_GAP * role.size
    if need <= role.hang:
        return role
    return role.model_copy(update={"hang": need, "indent": max(role.indent, need - step)})


def _item_paragraph(
    builder: Builder,
    flow: Flow,
    node: ir.Paragraph,
    body: StructElem,
    role: Role,
    step: float,
    marker: list[Run] | None,
) -> None:
    context = builder.context
    context.origin = node.origin
    own = context.role(node.role)
    tag = body.add("P")
    context.name(node.id, tag)
    runs = builder.inlines().add(node.content, context.look(own), tag, body).runs
    shape = Shape(role.indent - own.indent + step, align=builder.shape.align)
    if own.hang != role.hang:
        own = own.model_copy(update={"hang": role.hang})
    put(context, flow, runs, own, node.role, label=marker, shape=shape, origin=node.origin)


def _numbering(builder: Builder, node: ir.List, role: Role, depth: int) -> str:
    """What the list's labels are (ISO 32000-1, table 347)."""
    if node.ordered:
        return "Decimal"
    sign = role.markers[min(depth, len(role.markers) - 1)].text if role.markers else "•"
    return _SIGNS.get(sign, builder.context.flavour.bullets)


def _marker(builder: Builder, node: ir.List, role: Role, depth: int, i: int, lbl: StructElem) -> list[Run]:
    """The runs of an item's marker: a number, or the style's bullet for the depth."""
    context, inlines = builder.context, builder.inlines()
    if node.ordered:
        inlines.text(f"{role.number.format(node.start + i)} ", label_look(context, role), lbl)
    elif role.markers:
        marker = role.markers[min(depth, len(role.markers) - 1)]
        look = replace(context.look(role), family="sans", size=marker.size, color=marker.color)
        inlines.text(f"{marker.text} ", look, lbl)
    else:
        inlines.text("• ", label_look(context, role), lbl)
    return inlines.runs


def add_references(builder: Builder, flow: Flow, node: ir.References, elem: StructElem) -> None:
    """Adds the list of sources to a flow."""
    context = builder.context
    role = _with_room(context, context.role(node.role), 0.0, str(len(node.entries)))
    outer = elem.add("L", A="<</O/List/ListNumbering/Decimal>>")
    for entry in node.entries:
        context.origin = entry.origin
        li = outer.add("LI")
        context.name(entry.id, li)
        lbl, body = li.add("Lbl"), li.add("LBody")
        label = builder.label((ir.Text(str(entry.number)),), role, lbl, body)
        runs = builder.inlines().add(entry.content, context.look(role), body.add("P"), body).runs
        put(context, flow, runs, role, node.role, label=label, origin=entry.origin)
