"""The document tree as text, for tests to compare and for people to look at."""

from __future__ import annotations

from typing import assert_never

from compiler.ir import (
    Abbreviation,
    Blank,
    Block,
    Bound,
    Callout,
    Caption,
    Chart,
    Code,
    Columns,
    Contents,
    DefinitionList,
    Drawing,
    Emphasis,
    Figure,
    Fixed,
    Foreign,
    Image,
    Inlines,
    LineBreak,
    Link,
    List,
    Note,
    PageBreak,
    PageCount,
    PageNumber,
    Paragraph,
    Quote,
    Range,
    RangeChart,
    Reference,
    References,
    Section,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)  # fmt: skip


def dump(blocks: tuple[Block, ...], depth: int = 0) -> str:
    """The tree as indented text, for tests and for looking at: a line for a block, inlines in a small notation."""
    return "".join(_dump(block, depth) for block in blocks)


def _dump(block: Block, depth: int) -> str:
    pad = "  " * depth
    anchor = f" #{getattr(block, 'id', '')}" if getattr(block, "id", "") else ""
    match block:
        case Paragraph(content, role, label):
            return f"{pad}{role}{anchor}: {_marks(label) + ' | ' if label else ''}{_marks(content)}\n"
        case Section(title, content, role, labels):
            head = " | ".join([*(_marks(p.content) for p in labels), _marks(title)])
            return f"{pad}Section{' ' + role if role else ''}{anchor}: {head}\n" + dump(content, depth + 1)
        case List(items, ordered, start, role):
            lines = f"{pad}List {role}{f' from {start}' if ordered else ''}\n"
            for item in items:
                lines += f"{pad}- {'#' + item.id if item.id else ''}".rstrip() + "\n" + dump(item.content, depth + 1)
            return lines
        case DefinitionList(definitions, role):
            lines = f"{pad}DefinitionList {role}{anchor}\n"
            for definition in definitions:
                lines += dump(definition.term, depth + 1) + dump(definition.content, depth + 2)
            return lines
        case Table():
            return _dump_table(block, depth, anchor)
        case Columns(rows, role):
            cells = (f"{pad}  cell\n" + dump(cell.content, depth + 2) for row in rows for cell in row.cells)
            return f"{pad}Columns {role}\n" + "".join(cells)
        case Figure(drawing, alt, caption, notes):
            shown = _dump_drawing(drawing)
            head = f"{pad}Figure{anchor} {shown} ({alt or 'decorative'}){_dump_caption(caption)}\n"
            return head + dump(notes, depth + 1)
        case Quote(content):
            return f"{pad}Quote\n" + dump(content, depth + 1)
        case Callout(title, content, role):
            return (
                f"{pad}Callout {role}{anchor}{' (decorative)' if block.decorative else ''}: {_marks(title)}\n"
                + dump(content, depth + 1)
            )
        case Contents(title, levels):
            return f"{pad}Contents to {levels}: {_marks(title)}\n"
        case References(entries):
            return f"{pad}References\n" + "".join(f"{pad}  {e.number} #{e.id}: {_marks(e.content)}\n" for e in entries)
        case PageBreak():
            return f"{pad}PageBreak\n"
        case _:
            assert_never(block)


def _dump_drawing(drawing: Drawing) -> str:
    match drawing:
        case Range(low, high):
            return f"{low}–{high}"
        case Image():
            return drawing.name
        case Chart():
            lines = [f"{s.name} {' '.join(d.text if d else '–' for d in s.values)}".strip() for s in drawing.series]
            shown = f"{drawing.kind.value} [{drawing.heading}] {', '.join(drawing.items)}: {'; '.join(lines)}"
            ends = f" from {drawing.low:g} to {drawing.high:g}, at {' '.join(d.text for d in drawing.ticks)}"
            mark = f", *{drawing.items[drawing.emphasis]}*" if drawing.emphasis is not None else ""
            return (shown + ends + mark).replace("\u00a0", "~")
        case RangeChart(rows, bounds):
            shown = "; ".join(f"{r.label} {r.name} {r.low:g}–{r.high:g} {r.term} {r.range}" for r in rows)
            return f"range {shown}, at {' '.join(d.text for d in bounds)}".replace("\u00a0", "~")
        case _:
            assert_never(drawing)


def _dump_table(table: Table, depth: int, anchor: str) -> str:
    pad = "  " * depth
    aligns = "".join(column.align.value[0] for column in table.columns)
    lines = f"{pad}Table {table.role} {aligns}{anchor}{_dump_caption(table.caption)}\n"
    for name, rows in (("head", table.head), ("row", table.body)):
        for row in rows:
            lines += f"{pad}  {name}{' #' + row.id if row.id else ''}\n"
            for cell in row.cells:
                spans = f" {cell.colspan}×{cell.rowspan}" if (cell.colspan, cell.rowspan) != (1, 1) else ""
                kind = "cell" if cell.scope is None else cell.scope.value
                lines += f"{pad}    {kind}{spans}\n" + dump(cell.content, depth + 3)
    return lines + dump(table.notes, depth + 1)


def _dump_caption(caption: Caption | None) -> str:
    return f": {_marks(caption.label)} | {_marks(caption.content)}" if caption else ""


def _marks(content: Inlines) -> str:
    out: list[str] = []
    for node in content:
        match node:
            case Text(text):
                out.append(text.replace("\u00a0", "~"))
            case Code(text):
                out.append(f"`{text}`")
            case Abbreviation(text, expansion):
                out.append(f"{text}⟨{expansion}⟩")
            case Emphasis(inner):
                out.append(f"*{_marks(inner)}*")
            case Strong(inner):
                out.append(f"**{_marks(inner)}**")
            case Superscript(inner):
                out.append(f"^{_marks(inner)}^")
            case Subscript(inner):
                out.append(f"_{_marks(inner)}_")
            case Link(href, inner):
                out.append(f"[{_marks(inner)}]({href})")
            case Reference(target, inner):
                out.append(f"[{_marks(inner)}](#{target})")
            case Foreign(language, inner):
                out.append(f"{language}⟨{_marks(inner)}⟩")
            case Note(number, paragraphs):
                out.append(f"^{number}[{' '.join(_marks(p.content) for p in paragraphs)}]")
            case Bound(content=inner) | Fixed(content=inner):
                out.append(_marks(inner))
            case LineBreak():
                out.append("⏎")
            case Blank():
                out.append("____")
            case PageNumber():
                out.append("⟨page⟩")
            case PageCount():
                out.append("⟨pages⟩")
            case _:
                assert_never(node)
    return "".join(out)
