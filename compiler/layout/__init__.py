"""Layout: a ``Brief`` and its style → the document tree.

``template.py`` renders the style's ``layout.html`` to a skeleton; ``blocks`` and ``inlines`` turn each element of it
into the node that it stands for, and each bound value into the nodes that ``markup`` parsed, in reading order, so that
``references.py`` can number notes and sources as they come. What a style may say (tags, roles, where a block may
stand) is checked there.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from .. import ir
from ..context import context
from ..diagnostics import CompilationError, Diagnostic, Severity, Span
from ..grounds import areas, inks
from ..locale import Locale
from ..markup import Markup
from ..references import References
from ..source import Source, read_image
from ..spec import Brief, ImageFigure, check_marking
from ..style import Style, color_mistakes, is_own_layout, style_folders
from ..template import Template
from ..texts import placed
from .blocks import Builder
from .unprinted import no_list, unprinted_sections

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
    template = Template(style.layout, style_folders(source.project / "styles"), cache)
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
    found += color_mistakes(style, source.project / "styles", inks(document, style), areas(document))
    if references.lack_list:
        found.append(no_list(skeleton))
    if is_own_layout(style, source.project / "styles") and not left_out:
        found += unprinted_sections(skeleton, brief)
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
