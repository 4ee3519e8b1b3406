"""The stages in order, for one brief: spec → tree → pages → files.

In: a path and ``Options``. Out: a ``Compilation``, with every mistake in it and no exception for an author's mistake.
Files, clock and printing are not here: "today" is an option, and ``output.py`` writes what comes out.
"""

from __future__ import annotations

import datetime
import gc
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from . import ir
from .diagnostics import CompilationError, Diagnostic, Diagnostics, Severity, Span, quote
from .layout import compose
from .limits import limits, passed
from .lint import configuration_files, days, lint, read_configuration, repaired, repairs
from .locale import Locale, UnknownLanguage, load_locale
from .source import Source, project_folder, read_source, read_text
from .spec import Brief, default_id, in_place, validate, without_absent
from .style import Pdf, Style, color_mistakes, find_style, forget_read_styles, unused_names
from .template import forget_layouts
from .texts import check_texts, image_files

if TYPE_CHECKING:
    from .writers.pdf import Layout


@dataclass(frozen=True, slots=True)
class Typeset:
    """A tree set in pages: what limits are judged by, whatever formats are written, and what writers start from."""

    document: ir.Document
    style: Style
    layout: Layout
    pages: ir.Pages


def _docx(typeset: Typeset) -> ir.Output:
    from .accessibility import check
    from .word_file import WordFile
    from .writers import docx

    output = docx.write(typeset.document, typeset.style, typeset.pages)
    reports = (
        ir.Report(found.code, f"in the Word file, {found.message}", _STYLE, help=found.help)
        for found in check(WordFile(output.data), "")
    )
    return replace(output, reports=(*output.reports, *reports))


def _pdf(typeset: Typeset) -> ir.Output:
    from .writers import pdf

    return pdf.write(typeset.document, typeset.style, typeset.layout)


_STYLE = ("style",)  # where a spec says what its files look like

# A third writer is a new folder and one row here. Writers are imported when they are first used: each is slow to load.
WRITERS: Mapping[str, Callable[[Typeset], ir.Output]] = {"docx": _docx, "pdf": _pdf}


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose. ``style`` overrides the brief's own, ``pdf`` (what the PDF keeps to) the style's.

    ``today`` is what rules about time go by.

    ``cache`` is a folder for what is worth keeping from run to run; without it nothing is kept. Without ``formats``
    a brief is checked and not written; with ``advice`` the rules say also what they only advise. ``taken_by`` is the
    spec of a brief whose files this one would overwrite: that is a mistake among its others.
    """

    formats: tuple[str, ...] = tuple(WRITERS)
    style: str | None = None
    today: datetime.date | None = None
    cache: Path | None = None
    advice: bool = False
    pdf: str | None = None
    taken_by: Path | None = None

    def __post_init__(self) -> None:
        if self.pdf is not None and self.pdf not in get_args(Pdf):
            raise ValueError(f"no PDF `{self.pdf}`; there are {', '.join(get_args(Pdf))}")


@dataclass(frozen=True, slots=True)
class Compilation:
    """What became of a brief: its tree, the bytes of each format, and everything that was found.

    ``document`` is ``None`` and ``outputs`` is empty when there is an error among the ``diagnostics``. ``name`` is
    the stem of the files to write; after one of the ``days`` something else may be said of it.
    """

    name: str
    document: ir.Document | None = None
    outputs: Mapping[str, bytes] = field(default_factory=dict)
    pages: int | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    days: tuple[datetime.date, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether an error stopped it."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)


def warm_up() -> None:
    """Before many briefs: loads what each needs, and has garbage looked for among what comes after it only."""
    from .writers import docx, pdf  # noqa: F401

    gc.freeze()
    gc.enable()


def compile_brief(
    path: str | Path, options: Options = Options(), announce: Callable[[Sequence[Path]], None] | None = None
) -> Compilation:
    """Compiles the spec at ``path`` to the formats of ``options``.

    An author's mistake is a diagnostic, never an exception. Before any of them but the spec is read, ``announce`` is
    told the files and folders that the brief is made from, there or not, beside the compiler's own.
    """
    found = Diagnostics()
    name = Path(path).stem
    try:
        source = read_source(Path(path))
        if announce is not None:
            announce(_inputs(source))
        if options.taken_by and not source.errors:
            found.add(_name_taken(source, options.taken_by))
        brief, style, locale = _checked(source, options, found)
        name = brief.id
        typeset, notices = _fitted(source, brief, style, locale, options.cache)
        found.extend(notices)
        found.extend(lint(source, brief, options.today, read_configuration(source.project), options.advice))
        if typeset and not found.failed:
            outputs, reports = _write(typeset, options.formats)
            found.extend(_diagnostic(source, report) for report in reports)
    except CompilationError as error:
        found.extend(error.diagnostics)
    if found.failed or not typeset:
        return Compilation(name, diagnostics=found.in_order())
    return Compilation(name, typeset.document, outputs, typeset.pages.count, found.in_order(), days(brief))


def _checked(source: Source, options: Options, found: Diagnostics) -> tuple[Brief, Style, Locale]:
    """The brief, its style and its language; raises ``CompilationError`` with the mistakes of all three."""
    brief = style = locale = None
    given = without_absent(source.value)
    own_style = options.style or given.get("style", Brief.model_fields["style"].default)
    own_language = given.get("language", Brief.model_fields["language"].default)
    try:
        brief, warnings = validate(source)
        found.extend(warnings)
    except CompilationError as error:
        found.extend(error.diagnostics)
        if not source.unread:  # else what the texts name may stand there
            found.extend(check_texts(in_place(source)[0]))
    try:
        style = _style(source, own_style, options) if isinstance(own_style, str) else None
        found.extend(unused_names(style.name, source.project / "styles") if style else ())
    except CompilationError as error:
        found.extend(error.diagnostics)
    try:
        locale = _locale(source, own_language) if isinstance(own_language, str) else None
    except CompilationError as error:
        found.extend(error.diagnostics)
    if brief is None or style is None or locale is None:
        raise CompilationError(color_mistakes(style, source.project / "styles") if style else [])
    return brief, style, locale.saying(style.words.get(locale.code, {}))


def _style(source: Source, name: str, options: Options) -> Style:
    try:
        style = find_style(name, source.project / "styles")
    except LookupError as error:
        span = Span(source.file) if options.style else source.span(("style",))
        raise CompilationError([Diagnostic("T100", str(error.args[0]), span, help=str(error.args[1]))]) from None
    return style if options.pdf is None else style.model_copy(update={"pdf": options.pdf})


def _locale(source: Source, tag: str) -> Locale:
    try:
        return load_locale(tag)
    except UnknownLanguage as error:
        known, hyphened = ", ".join(f"`{tag}`" for tag in error.known), tag.strip().replace("_", "-")
        message, help = f"no words for the language `{error.tag}`", f"there are words for {known}"
        if hyphened != tag and hyphened.partition("-")[0] in error.known:
            help = f"write `{hyphened}`"
        raise CompilationError([Diagnostic("R330", message, source.span(("language",)), help=help)]) from None


def _fitted(
    source: Source, brief: Brief, style: Style, locale: Locale, cache: Path | None
) -> tuple[Typeset | None, list[Diagnostic]]:
    """The brief composed and set in pages, and what was found; ``None`` when its texts have errors.

    While it is too long it is composed again without one more of the parts that its style can leave out.
    """
    allowed = limits(brief, style)
    typeset: Typeset | None = None
    left_out: list[str] = []
    notices: list[Diagnostic] = []
    over: list[ir.Report] = []
    for without in range(len(style.leave_out) + 1):
        document, notices = compose(source, brief, style, locale, cache, style.leave_out[:without])
        if any(notice.severity is Severity.ERROR for notice in notices):
            return None, notices
        if typeset and document == typeset.document:
            continue  # this brief has no such part
        left_out += style.leave_out[without - 1 : without] if without else ()
        typeset = _set(document, style)
        over = list(passed(document, typeset.pages, allowed))
        if not over:
            break
    if left_out:
        message = f"left out, as the brief is too long for the style `{style.name}`: {', '.join(left_out)}"
        help = "shorten the brief, or take another style"
        notices.append(Diagnostic("L206", message, Span(source.file), Severity.ADVICE, help=help))
    return typeset, [*notices, *(_diagnostic(source, report) for report in over)]


def _set(document: ir.Document, style: Style) -> Typeset:
    """The tree set in pages. The PDF's are taken for those of every format, as Word's are known to Word only."""
    from .writers.pdf import lay_out

    layout = lay_out(document, style)
    return Typeset(document, style, layout, layout.pages())


def _write(typeset: Typeset, formats: tuple[str, ...]) -> tuple[dict[str, bytes], list[ir.Report]]:
    """The bytes of each format, and what was found on the way; no file is made when the pages have an error."""
    reports = list(typeset.pages.reports)
    if any(report.error for report in reports):
        return {}, reports
    outputs: dict[str, bytes] = {}
    for name in formats:
        output = WRITERS[name](typeset)
        outputs[name] = output.data
        reports.extend(output.reports)
    return outputs, reports


def _diagnostic(source: Source, report: ir.Report) -> Diagnostic:
    """A writer's report as a diagnostic at the place in the spec that its text came from."""
    span = source.find(report.origin, report.needle) if report.needle else source.span(report.origin)
    severity = Severity.ERROR if report.error else Severity.ADVICE if report.advice else Severity.WARNING
    return Diagnostic(report.code, report.message, span, severity, help=report.help)


# Reading a spec to the end for its name alone takes a twentieth of building it. Where the first thing in it is a plain
# key at the beginning of a line, all keys of the whole brief begin their lines, and a glance tells that none of them is
# `id`, whichever way YAML may write that.
_PLAIN = re.compile(r"(?:[ \t]*+(?:#[^\n\r]*+)?[\n\r])*+[a-z_]+ *:[ \n\r]")
_MAY_BE_ID = re.compile(r"(?:\A|[\n\r])(?:id\b|[\"'?!&*<])")


def output_name(path: Path) -> str | None:
    """The stem of the files that the spec at ``path`` would be written to; ``None`` while it can't be read."""
    try:
        text = read_text(path)[0].text
        if _PLAIN.match(text) and not _MAY_BE_ID.search(text):
            return default_id(path)
        source = read_source(path)
    except CompilationError:
        return None
    return None if "id" in source.unread else _name(source)


def _name(source: Source) -> str:
    own = without_absent(source.value).get("id")
    return own if isinstance(own, str) else default_id(source.path)


def _name_taken(source: Source, other: Path) -> Diagnostic:
    """The mistake of a spec whose files would be called like those of the spec ``other``."""
    message = f"this brief would write the same files as {other}: {quote(f'{_name(source)}.*')}"
    span = source.span(("id",)) if "id" in without_absent(source.value) else Span(source.file)
    return Diagnostic("R311", message, span, help="give one of them another `id`")


def repaired_brief(path: Path) -> tuple[str, str]:
    """The text of the spec at ``path``, and the same with everything that the rules can safely repair.

    Raises ``CompilationError`` when the spec can't be read as a brief.
    """
    source = read_source(path)
    brief, _ = validate(source)
    return source.text, repaired(source, repairs(source, brief, read_configuration(source.project)))


def inputs(path: Path) -> tuple[Path, ...]:
    """The ``inputs`` of the spec at ``path``; without images while it can't be read."""
    try:
        return _inputs(read_source(path))
    except CompilationError:
        return _around(path, project_folder(path))


def _inputs(source: Source) -> tuple[Path, ...]:
    images = (source.path.parent / file for file in image_files(source))
    return (*_around(source.path, source.project), *images)


def _around(path: Path, project: Path) -> tuple[Path, ...]:
    return (path, *configuration_files(project), project / "styles")


def forget_styles() -> None:
    """Before a build after something was saved: styles and their layouts are read anew."""
    forget_read_styles()
    forget_layouts()
