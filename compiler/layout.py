"""Layout: a ``Brief`` and its style → the document tree.

``template.py`` renders the style's ``layout.html`` to a skeleton; this module turns each element of it into the node
that it stands for, and each bound value into the nodes that ``markup`` parsed, in reading order, so that
``references.py`` can number notes and sources as they come. What a style may say (tags, roles, where a block may
stand) is checked here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from . import ir
from .charts.reading import read_chart, read_odds
from .context import context
from .diagnostics import CompilationError, Diagnostic, Severity, Span, did_you_mean
from .grounds import inks
from .locale import Locale
from .markup import Markup
from .markup.tidying import NO_BREAK_SPACE, apart
from .references import References
from .source import Source, read_image
from .spec import Brief, ImageFigure, Plain, Prose, check_marking
from .style import PACKAGED, Style, illegible_texts
from .template import Bound, Cited, CitedSources, Element, Odds, Picture, Plot, Template, diagnostic
from .texts import placed
from .vocabulary import INLINE_TAGS

T = TypeVar("T")
# TLP 2.0 (FIRST): the colours of the labels on black. Other words of the house are white.
TLP_COLORS: Mapping[str, str] = {
    "TLP:RED": "FF2B2B",
    "TLP:AMBER": "FFC000",
    "TLP:AMBER+STRICT": "FFC000",
    "TLP:GREEN": "33FF00",
    "TLP:CLEAR": "FFFFFF",
}


def compose(
    source: Source,
    brief: Brief,
    style: Style,
    locale: Locale,
    cache: Path | None = None,
    left_out: Sequence[str] = (),
) -> tuple[ir.Document, list[Diagnostic]]:
    """The tree of a brief, and what was found in its texts. Raises ``CompilationError`` for mistakes of the layout.

    ``cache`` is the folder in which compiled layouts are kept; ``left_out`` are the parts of the style's ``leave_out``
    that go.
    """
    marks = style.notes.place != "none"
    references = References(brief, locale, lambda value, origin: markup.text(value, origin), marks)
    markup = Markup(
        _names(brief), locale, references, brief.sources.keys(), {str(k): v for k, v in brief.abbreviations.items()}
    )
    template = Template(style.layout, (source.project / "styles", PACKAGED), cache)
    skeleton = template.render(brief, context(brief, locale, style, left_out))
    references.number_captions(skeleton)

    found: list[Diagnostic] = []

    def picture(path: ir.Path, figure: ImageFigure) -> ir.Image:
        try:
            return read_image(source, path, figure.file)
        except CompilationError as error:
            found.extend(error.diagnostics)
            return ir.Image(b"", "png", (1, 1))

    marking, refused = _marking(source, brief, markup)
    found += refused
    builder = Builder(style, locale, markup, references, picture)
    document = builder.document(skeleton, _metadata(source, brief, markup), marking)
    document = replace(document, decimal_sign=locale.decimal_sign)
    if style.notes.place == "end" and references.notes:
        heading = ir.Section((ir.Text(locale.words["notes"]),), ())
        document = replace(document, content=(*document.content, heading))
    found += placed(source, markup.problems)
    found += illegible_texts(style, source.project / "styles", inks(document, style))
    if references.left_out:
        count = f"{references.left_out} footnote" + "s" * (references.left_out > 1)
        message, help = f"{count} left out: the style `{style.name}` prints none", "another style prints them"
        found.append(Diagnostic("L207", message, Span(source.file), Severity.ADVICE, help=help))
    return document, found


def _names(brief: Brief) -> dict[str, Mapping[str, object]]:
    """What expressions may use: the brief's own values, its actors and its ``vars``."""
    plain = (str, int, datetime.date)
    return {
        "brief": {k: v for k, v in brief if isinstance(v, plain)},
        "actors": {key: {k: v for k, v in actor if v is not None} for key, actor in brief.actors.items()},
        "vars": brief.vars,
    }


def _metadata(source: Source, brief: Brief, markup: Markup) -> ir.Metadata:
    def words(text: str | None, *path: str | int) -> str:
        return ir.plain_text(markup.text(text, path)) if text else ""

    return ir.Metadata(
        identifier=brief.id,
        title=words(brief.title, "title"),
        language=brief.language,
        date=brief.date.isoformat(),
        as_of=brief.as_of.isoformat(),
        authors=tuple(words(p.name, "from", i, "name") for i, p in enumerate(brief.from_)),
        subject=words(brief.subtitle, "subtitle"),
        keywords=tuple(words(k, "keywords", i) for i, k in enumerate(brief.keywords)),
        version=words(brief.version, "version"),
        sha256=source.sha256,
    )


def _marking(source: Source, brief: Brief, markup: Markup) -> tuple[ir.Marking | None, list[Diagnostic]]:
    """The marking as printed; what its expressions give is checked as the rest of it was."""
    if not brief.marking:
        return None, []
    text = ir.plain_text(markup.text(brief.marking, ("marking",)))
    refusal = check_marking(text)
    found = [Diagnostic(refusal.code, refusal.message, source.span(("marking",)), help=refusal.help)] if refusal else []
    return ir.Marking(text, TLP_COLORS.get(text, "FFFFFF")), found


PictureReader = Callable[[ir.Path, ImageFigure], ir.Image]


class Builder:
    """Makes the tree of one document. ``picture`` reads the image that a figure names at a path of the spec."""

    def __init__(
        self, style: Style, locale: Locale, markup: Markup, references: References, picture: PictureReader
    ) -> None:
        self._style, self._locale, self._markup, self._references = style, locale, markup, references
        self._picture = picture
        self._furniture: dict[str, ir.Line] = {}
        self._texts: dict[ir.Path, ir.SpecText] = {}
        self.mistakes: list[Diagnostic] = []

    def document(self, skeleton: Element, metadata: ir.Metadata, marking: ir.Marking | None) -> ir.Document:
        """The whole tree; raises ``CompilationError`` when the layout says what no style may say."""
        content = self._blocks(skeleton, "body")
        if self.mistakes:
            raise CompilationError(self.mistakes)
        furniture = ir.Furniture(
            *(self._furniture.get(name, self._furniture.get(name.removeprefix("first "), ir.Line()))
              for name in ("first header", "header", "first footer", "footer"))
        )  # fmt: skip
        content = self._references.fill(content)
        return ir.Document(metadata, content, furniture, marking, tuple(self._texts.values()))

    # ------------------------------------------------------------------------------------------------------- blocks

    def _blocks(self, parent: Element, role: str) -> tuple[ir.Block, ...]:
        """The blocks in an element; words straight in it are one paragraph of ``role``, prose takes that role too."""
        if _holds_words(parent):
            inlines = self._inlines(parent.children)
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
                self._note_text(child, ir.TextKind.PROSE)
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
                    self._mistake(element, "`low` is more than `high`")
                return (ir.Figure(ir.Range(low, high), None),)
            case "aside":
                return (self._callout(element),)
            case "blockquote":
                return (ir.Quote(self._blocks(element, "quote")),)
            case "contents":
                return (ir.Contents(self._inlines(element.children), int(element.attributes.get("depth", "2"))),)
            case "references":
                return (ir.References((), self._role(element.role or "source", element)),)
            case "pagebreak":
                return (ir.PageBreak(),)
            case "header" | "footer":
                self._line(element)
                return ()
        self._mistake(element, f"`{element.tag}` can't stand here")
        return ()

    def _section(self, element: Element) -> tuple[ir.Section, ...]:
        role = self._role(element.role, element) if element.role else ""
        head = next(element.elements("h"), None)
        if head is None:
            self._mistake(element, "a section needs a heading", "begin it with `<h>…</h>`")
            return ()
        labels = self._labels(head)
        title = self._inlines(head.children)
        rest = Element(element.tag, element.attributes, element.place, [c for c in element.children if c is not head])
        content = self._blocks(rest, "body")
        return (ir.Section(title, content, role, labels, element.attributes.get("id", ""), _origin(head)),)

    def _labels(self, parent: Element) -> tuple[ir.Paragraph, ...]:
        return tuple(
            ir.Paragraph(self._inlines(label.children), self._role(label.role or "heading-label", label))
            for label in parent.elements("label")
        )

    def _paragraph(self, element: Element) -> tuple[ir.Paragraph, ...]:
        labels = self._labels_inline(element)
        content = self._inlines(element.children)
        if not content and not labels:
            return ()
        role = self._role(element.role or "body", element)
        return (ir.Paragraph(content, role, labels, element.attributes.get("id", ""), _origin(element)),)

    def _labels_inline(self, element: Element) -> ir.Inlines:
        return tuple(node for label in element.elements("label") for node in self._inlines(label.children))

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
                self._mistake(child, "a `dd` needs a `dt` before it")
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
            self._mistake(element, "`th` can't stand in `columns`, which are no table", "write `td`")
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
                self._mistake(element, "a cell of this table spans more rows than follow")
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
            self._mistake(element, "the rows of this table have not all the same number of columns")

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
        return ir.Caption(label, self._inlines(caption.children), _origin(caption))

    def _figure(self, element: Element) -> tuple[ir.Block, ...]:
        """A drawing, and the table of its data after it; or a table alone, which is then the figure itself."""
        caption = self._caption(element, "figure")
        id = element.attributes.get("id", "")
        bound = next((c for e in element.elements("img", "chart") for c in e.children if isinstance(c, Bound)), None)
        drawn = self._drawing(bound) if bound else None
        notes = tuple(p for note in element.elements("p") for p in self._paragraph(note))
        tables = [self._table(table) for table in element.elements("table")]
        if drawn is None or bound is None:
            if len(tables) != 1:
                self._mistake(element, "a figure needs an image, a chart or a table")
                return ()
            return (replace(tables[0], caption=caption, notes=notes, id=id),)
        figure = ir.Figure(*drawn, caption, notes, id, bound.path)
        data = self._data_caption(caption, bound) if caption else None
        return (figure, *(replace(table, caption=data) for table in tables))

    def _drawing(self, bound: Bound) -> tuple[ir.Drawing, str | None]:
        """A figure's image or chart, and what it says to those who don't see it."""
        value, path = bound.value, bound.path
        if isinstance(value, Odds):
            ranges = read_odds(value.scenarios, self._locale, self._words)
            return ranges, self._told(ranges)
        assert isinstance(value, (Picture, Plot))
        alt = value.figure.alt
        words = self._words(alt, (*path, "alt")) if alt else None
        if isinstance(value, Picture):
            image = self._picture((*path, "file"), value.figure)
            return replace(image, width=value.figure.width), words
        return read_chart(value.figure, self._locale, lambda text, at: self._words(text, (*path, *at))), words

    def _told(self, chart: ir.RangeChart) -> str:
        """``A Talks begin: very unlikely (5–20 %); B …``: what a range chart says to those who don't see it."""
        colon = self._locale.words["colon"]
        return "; ".join(f"{row.label} {row.name}{colon} {row.term} ({row.range})" for row in chart.rows)

    def _words(self, text: str, path: ir.Path) -> str:
        """A *text* of the brief as it is printed."""
        return ir.plain_text(self._markup.text(text, path))

    def _data_caption(self, caption: ir.Caption, bound: Bound) -> ir.Caption:
        """``Data for Figure 1 (EUR million)``: it names the figure, so it has no number of its own."""
        words = str(self._locale.words["data_for"]).format(figure=ir.plain_text(caption.label))
        unit = bound.value.figure.unit if isinstance(bound.value, Plot) else None
        after = f" ({self._words(unit, (*bound.path, 'unit'))})" if unit else ""
        return ir.Caption((), (ir.Text(words + after),))

    def _callout(self, element: Element) -> ir.Callout:
        name = element.role or "callout"
        look = self._known(name, self._style.boxes, "box", element)
        head = next(element.elements("h"), None)
        title = self._inlines(head.children) if head else ()
        rest = Element(element.tag, element.attributes, element.place, [c for c in element.children if c is not head])
        content = self._blocks(rest, look.text if look else "callout")
        origin, decorative = _origin(head) if head else (), element.attributes.get("decorative") == "true"
        return ir.Callout(title, content, name, element.attributes.get("id", ""), origin, decorative)

    def _line(self, element: Element) -> None:
        cells = [self._inlines(cell.children) for cell in element.elements("td")]
        name = f"{element.role} {element.tag}".strip()
        self._furniture[name] = ir.Line(*(cells + [()] * 3)[:3])

    # ------------------------------------------------------------------------------------------------------ inlines

    def _inlines(self, children: Iterable[Element | str | Bound]) -> ir.Inlines:
        """Inlines of words, inline elements and bound texts; white space is folded as in HTML, trimmed at the ends."""
        out: list[ir.Inline] = []
        for child in children:
            if isinstance(child, str):
                out.append(ir.Text(_folded(child)))
            elif isinstance(child, Bound):
                out.extend(self._bound(child))
            elif child.tag != "label":
                out.extend(self._inline(child))
        return _joined(out)

    def _bound(self, bound: Bound) -> ir.Inlines:
        match bound.value:
            case Cited(sources, spelled, start):
                if spelled:
                    return self._references.spelled(sources, start)
                return self._references.cited(sources)
            case CitedSources():
                return self._references.cited_sources()
            case Picture() | Plot() | Odds():
                return ()
            case Plain():
                content, kind = self._markup.text(bound.value, bound.path), ir.TextKind.TEXT
            case _:
                content, kind = self._markup.inline(bound.value, bound.path), ir.TextKind.INLINE
        if not (content and bound.whole):
            return content
        self._note_text(bound, kind)
        return (ir.Bound(bound.path, content),)

    def _note_text(self, bound: Bound, kind: ir.TextKind) -> None:
        """Takes down the words of a text that is shown."""
        text = ir.SpecText(bound.path, kind, str(bound.value), bound.required)
        self._texts.setdefault(bound.path, text)

    def _inline(self, element: Element) -> ir.Inlines:
        match element.tag:
            case "br":
                return (ir.LineBreak(),)
            case "blank":
                return (ir.Blank(),)
            case "page":
                return (ir.PageNumber(),)
            case "pages":
                return (ir.PageCount(),)
        inner = self._inlines(element.children)
        match element.tag:
            case "strong":
                return (ir.Strong(inner),)
            case "em":
                return (ir.Emphasis(inner),)
            case "sub":
                return (ir.Subscript(inner),)
            case "sup":
                return (ir.Superscript(inner),)
            case "span":
                return (ir.Foreign(element.attributes["lang"], inner),) if "lang" in element.attributes else inner
            case "a":
                href = element.attributes.get("href", "")
                if not href.startswith("#"):
                    return (ir.Link(href, inner),)
                return (ir.Reference(href[1:], inner),) if href[1:] in self._references.printed else inner
        self._mistake(element, f"`{element.tag}` can't stand among words")
        return ()

    # ------------------------------------------------------------------------------------------------------- checks

    def _role(self, name: str, element: Element) -> str:
        self._known(name, self._style.roles, "role", element)
        return name

    def _known(self, name: str, names: dict[str, T], kind: str, element: Element) -> T | None:
        if name not in names:
            help = did_you_mean(name, names, f"it has {', '.join(f'`{n}`' for n in sorted(names))}")
            self._mistake(element, f"the style has no {kind} `{name}`", help, name)
        return names.get(name)

    def _mistake(self, element: Element, message: str, help: str = "", needle: str = "") -> None:
        self.mistakes.append(diagnostic(element.place, message, help, needle))


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


def _folded(text: str) -> str:
    """White space of the template (not no-break and em spaces) folded to single spaces."""
    if "\n" not in text and "\t" not in text and "  " not in text:
        return text
    lead = " " if text[0] in " \n\t" else ""
    tail = " " if text[-1] in " \n\t" else ""
    words = " ".join(part for part in text.replace("\n", " ").replace("\t", " ").split(" ") if part)
    return f"{lead}{words}{tail}" if words else " "


def _joined(nodes: list[ir.Inline]) -> ir.Inlines:
    """Neighbouring texts made one, no double spaces between them, none at the ends; notes' marks apart."""
    out: list[ir.Inline] = []
    for node in nodes:
        if isinstance(node, ir.Text):
            text = node.text
            if out and isinstance(previous := out[-1], ir.Text):
                if previous.text.endswith(" ") and text.startswith(" "):
                    text = text[1:]
                out[-1] = ir.Text(previous.text + text)
                continue
            node = ir.Text(text.lstrip(" ")) if not out else node
        elif out and apart(out[-1], node):
            out.append(ir.Text(NO_BREAK_SPACE))
        out.append(node)
    if out and isinstance(last := out[-1], ir.Text):
        out[-1] = ir.Text(last.text.rstrip(" "))
    return tuple(node for node in out if not (isinstance(node, ir.Text) and not node.text))
