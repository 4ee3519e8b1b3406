"""The skeleton's elements → blocks of the tree, and its header and footer.

In: a skeleton that ``template.py`` rendered, and the style that says which roles, grids, tables and boxes there are.
Out: the ``ir.Document``; or every mistake that the layout makes in saying it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from .. import ir
from ..diagnostics import CompilationError, did_you_mean
from ..locale import Locale
from ..markup import Markup
from ..references import References
from ..skeleton import Bound, Element
from ..spec import Prose
from ..style import Style
from ..vocabulary import INLINE_TAGS
from .drawings import PictureReader, data_caption, drawing
from .inlines import Words

T = TypeVar("T")


class Builder:
    """Makes the tree of one document. ``picture`` reads the image that a figure names at a path of the spec."""

    def __init__(
        self, style: Style, locale: Locale, markup: Markup, references: References, picture: PictureReader
    ) -> None:
        self._style, self._locale, self._markup, self._references = style, locale, markup, references
        self._picture = picture
        self._words = Words(markup, references)
        self._furniture: dict[str, ir.Line] = {}

    def document(self, skeleton: Element, metadata: ir.Metadata, marking: ir.Marking | None) -> ir.Document:
        """The whole tree; raises ``CompilationError`` when the layout says what no style may say."""
        content = self._blocks(skeleton, "body")
        if self._words.mistakes:
            raise CompilationError(self._words.mistakes)
        furniture = ir.Furniture(
            *(self._furniture.get(name, self._furniture.get(name.removeprefix("first "), ir.Line()))
              for name in ("first header", "header", "first footer", "footer"))
        )  # fmt: skip
        content = self._references.fill(content)
        return ir.Document(metadata, content, furniture, marking, tuple(self._words.texts.values()))

    # ------------------------------------------------------------------------------------------------------- blocks

    def _blocks(self, parent: Element, role: str) -> tuple[ir.Block, ...]:
        """The blocks in an element; words straight in it are one paragraph of ``role``, prose takes that role too."""
        if _holds_words(parent):
            inlines = self._words.inlines(parent.children)
            return (ir.Paragraph(inlines, self._role(role, parent), origin=_origin(parent)),) if inlines else ()
        out: list[ir.Block] = []
        for child in parent.children:
            if isinstance(child, Element):
                if child.tag == "div":
                    out.extend(self._blocks(child, child.role or role))
                else:
                    out.extend(self._block(child))
            elif isinstance(child, Bound) and isinstance(child.value, Prose):
                look = self._style.roles.get(self._role(role, parent))
                self._words.note_text(child, ir.TextKind.PROSE)
                out.extend(self._markup.prose(child.value, child.path, role, look.item if look else "list-item"))
        return tuple(out)

    def _block(self, element: Element) -> Iterable[ir.Block]:
        """The block that an element stands for; nothing for what is empty."""
        match element.tag:
            case "section":
                return self._section(element)
            case "p":
                return self._paragraph(element)
            case "ul" | "ol":
                return self._list(element)
            case "table":
                return (self._table(element),)
            case "dl":
                return self._definitions(element)
            case "columns":
                return self._columns(element)
            case "figure":
                return self._figure(element)
            case "range":
                low, high = (float(element.attributes[k]) for k in ("low", "high"))
                if low > high:
                    self._words.mistake(element, "`low` is more than `high`")
                return (ir.Figure(ir.Range(low, high), None),)
            case "aside":
                return (self._callout(element),)
            case "blockquote":
                return (ir.Quote(self._blocks(element, "quote")),)
            case "contents":
                return (ir.Contents(self._words.inlines(element.children), int(element.attributes.get("depth", "2"))),)
            case "references":
                return (ir.References((), self._role(element.role or "source", element)),)
            case "pagebreak":
                return (ir.PageBreak(),)
            case "header" | "footer":
                self._line(element)
                return ()
        self._words.mistake(element, f"`{element.tag}` can't stand here")
        return ()

    def _section(self, element: Element) -> tuple[ir.Section, ...]:
        role = self._role(element.role, element) if element.role else ""
        head = next(element.elements("h"), None)
        if head is None:
            self._words.mistake(element, "a section needs a heading", "begin it with `<h>…</h>`")
            return ()
        labels = self._labels(head)
        title = self._words.inlines(head.children)
        rest = Element(element.tag, element.attributes, element.place, [c for c in element.children if c is not head])
        content = self._blocks(rest, "body")
        return (ir.Section(title, content, role, labels, element.attributes.get("id", ""), _origin(head)),)

    def _labels(self, parent: Element) -> tuple[ir.Paragraph, ...]:
        return tuple(
            ir.Paragraph(self._words.inlines(label.children), self._role(label.role or "heading-label", label))
            for label in parent.elements("label")
        )

    def _paragraph(self, element: Element) -> tuple[ir.Paragraph, ...]:
        labels = self._words.labels(element)
        content = self._words.inlines(element.children)
        if not content and not labels:
            return ()
        role = self._role(element.role or "body", element)
        return (ir.Paragraph(content, role, labels, element.attributes.get("id", ""), _origin(element)),)

    def _list(self, element: Element) -> tuple[ir.List, ...]:
        role = self._role(element.role or "list-item", element)
        items = tuple(
            ir.ListItem(content, item.attributes.get("id", ""))
            for item in element.elements("li")
            if (content := self._blocks(item, role))
        )
        start = int(element.attributes.get("start", "1"))
        return (ir.List(items, element.tag == "ol", start, role),) if items else ()

    def _definitions(self, element: Element) -> tuple[ir.DefinitionList, ...]:
        name = element.role or "fields"
        look = self._known(name, self._style.grids, "grid", element)
        if look is None:
            return ()
        items: list[ir.Definition] = []
        term: tuple[ir.Paragraph, ...] | None = None
        for child in element.elements("dt", "dd"):
            blocks = self._blocks(child, child.role or (look.term if child.tag == "dt" else look.value))
            if child.tag == "dt":
                term = tuple(b for b in blocks if isinstance(b, ir.Paragraph))
            elif term is None:
                self._words.mistake(child, "a `dd` needs a `dt` before it")
            else:
                items.append(ir.Definition(term, blocks))
                term = None
        return (ir.DefinitionList(tuple(items), name, element.attributes.get("id", "")),) if items else ()

    def _columns(self, element: Element) -> tuple[ir.Columns, ...]:
        name = element.role
        look = self._known(name, self._style.grids, "grid", element)
        if look is None:
            return ()
        rows = tuple(self._row(row, look.value, look.value, ir.Scope.COLUMN) for row in element.elements("tr"))
        if any(cell.scope for row in rows for cell in row.cells):
            self._words.mistake(element, "`th` can't stand in `columns`, which are no table", "write `td`")
        return (ir.Columns(rows, name),) if rows else ()

    def _table(self, element: Element) -> ir.Table:
        name = element.role or "table"
        look = self._known(name, self._style.tables, "table", element) or self._style.tables["table"]
        caption = self._caption(element, "table")
        head = tuple(
            self._row(row, look.head, look.head, ir.Scope.COLUMN)
            for g in element.elements("thead")
            for row in g.elements("tr")
        )
        body = tuple(
            self._row(row, look.cell, look.row_head, ir.Scope.ROW)
            for g in element.elements("tbody")
            for row in g.elements("tr")
        )
        for group in (head, body):
            if any(cell.rowspan > len(group) - y for y, row in enumerate(group) for cell in row.cells):
                self._words.mistake(element, "a cell of this table spans more rows than follow")
        self._check_widths(element, (*head, *body))
        width = max((sum(c.colspan for c in row.cells) for row in (*head, *body)), default=0)
        aligns = [ir.Align(col.attributes.get("align", "left")) for col in element.elements("col")]
        columns = tuple(ir.Column(aligns[i] if i < len(aligns) else ir.Align.LEFT) for i in range(width))
        notes = tuple(p for note in element.elements("p") for p in self._paragraph(note))
        return ir.Table(columns, head, body, caption, notes, name, element.attributes.get("id", ""), _origin(element))

    def _check_widths(self, element: Element, rows: tuple[ir.Row, ...]) -> None:
        """A screen reader loses its place in a table whose rows have not all the same columns (PDF/UA-1, 7.2)."""
        cells = [cell for row in rows for cell in row.cells]
        if all(cell.rowspan == 1 for cell in cells) and len({sum(c.colspan for c in row.cells) for row in rows}) > 1:
            self._words.mistake(element, "the rows of this table have not all the same number of columns")

    def _row(self, element: Element, cell: str, head: str, scope: ir.Scope) -> ir.Row:
        return ir.Row(
            tuple(self._cell(c, cell, head, scope) for c in element.elements("th", "td")),
            element.attributes.get("id", ""),
        )

    def _cell(self, element: Element, cell: str, head: str, scope: ir.Scope) -> ir.Cell:
        of_head = element.tag == "th"
        attributes = element.attributes
        content = self._blocks(element, element.role or (head if of_head else cell))
        if "scope" in attributes:
            scope = ir.Scope[{"col": "COLUMN", "row": "ROW"}[attributes["scope"]]]
        spans = (int(attributes.get(key, "1")) for key in ("colspan", "rowspan"))
        return ir.Cell(content, scope if of_head else None, *spans)

    def _caption(self, element: Element, kind: str) -> ir.Caption | None:
        caption = next(element.elements("caption"), None)
        if caption is None:
            return None
        label = self._references.caption_label(kind)
        return ir.Caption(label, self._words.inlines(caption.children), _origin(caption))

    def _figure(self, element: Element) -> tuple[ir.Block, ...]:
        """A drawing, and the table of its data after it; or a table alone, which is then the figure itself."""
        caption = self._caption(element, "figure")
        id = element.attributes.get("id", "")
        bound = next((c for e in element.elements("img", "chart") for c in e.children if isinstance(c, Bound)), None)
        drawn = drawing(bound, self._locale, self._words.plain, self._picture) if bound else None
        notes = tuple(p for note in element.elements("p") for p in self._paragraph(note))
        tables = [self._table(table) for table in element.elements("table")]
        if drawn is None or bound is None:
            if len(tables) != 1:
                self._words.mistake(element, "a figure needs an image, a chart or a table")
                return ()
            return (replace(tables[0], caption=caption, notes=notes, id=id),)
        figure = ir.Figure(*drawn, caption, notes, id, bound.path)
        data = data_caption(caption, bound, self._locale, self._words.plain) if caption else None
        return (figure, *(replace(table, caption=data) for table in tables))

    def _callout(self, element: Element) -> ir.Callout:
        name = element.role or "callout"
        look = self._known(name, self._style.boxes, "box", element)
        head = next(element.elements("h"), None)
        title = self._words.inlines(head.children) if head else ()
        rest = Element(element.tag, element.attributes, element.place, [c for c in element.children if c is not head])
        content = self._blocks(rest, look.text if look else "callout")
        origin, decorative = _origin(head) if head else (), element.attributes.get("decorative") == "true"
        return ir.Callout(title, content, name, element.attributes.get("id", ""), origin, decorative)

    def _line(self, element: Element) -> None:
        cells = [self._words.inlines(cell.children) for cell in element.elements("td")]
        name = f"{element.role} {element.tag}".strip()
        self._furniture[name] = ir.Line(*(cells + [()] * 3)[:3])

    # ------------------------------------------------------------------------------------------------------- checks

    def _role(self, name: str, element: Element) -> str:
        self._known(name, self._style.roles, "role", element)
        return name

    def _known(self, name: str, names: dict[str, T], kind: str, element: Element) -> T | None:
        if name not in names:
            help = did_you_mean(name, names, f"it has {', '.join(f'`{n}`' for n in sorted(names))}")
            self._words.mistake(element, f"the style has no {kind} `{name}`", help, name)
        return names.get(name)


def _holds_words(element: Element) -> bool:
    """Whether an element holds words and inline elements only (and so is one paragraph)."""
    return any(
        child.strip() if isinstance(child, str)
        else not isinstance(child.value, Prose) if isinstance(child, Bound)
        else child.tag in INLINE_TAGS
        for child in element.children
    )  # fmt: skip


def _origin(element: Element) -> ir.Path:
    """The path of the first text bound in an element."""
    return next((child.path for child in element.children if isinstance(child, Bound)), ())
