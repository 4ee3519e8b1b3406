"""Format 1: a read spec → a ``Brief``, or everything that is wrong with it.

In: a ``Source``. Out: the ``Brief`` and warnings. What texts say (citations, references, expressions) is left to
``markup``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from ..diagnostics import CompilationError, Diagnostic, Diagnostics, Severity
from ..source import Source as File
from ..source import slug
from .base import Model, is_absent, without_absent
from .called import default_recommendation_id
from .charts import ChartFigure, TimelineEntry, TimelineFigure
from .columns import keys_in_texts, misplaced
from .crosschecks import as_meant, crosschecks
from .dates import PartialDate
from .likelihood import Likelihood
from .marking import check_marking
from .mistakes import diagnostics, lists_as_texts, wrong_places
from .models import (
    Annex,
    Assessment,
    Brief,
    NextStep,
    Position,
    Recommendation,
    Scenario,
    Situation,
    Trigger,
)
from .parts import (
    Actor,
    Author,
    CalloutFigure,
    Column,
    Figure,
    ImageFigure,
    Party,
    Point,
    Source,
    Stance,
    TableFigure,
)
from .text import Inline, Plain, Prose

__all__ = [
    "Actor", "Annex", "Assessment", "Author", "Brief", "CalloutFigure", "ChartFigure", "Column", "Figure",
    "ImageFigure", "Inline", "Likelihood", "Model", "NextStep", "PartialDate", "Party", "Plain", "Point", "Position",
    "Prose", "Recommendation", "Scenario", "Situation", "Source", "Stance", "TableFigure", "TimelineEntry",
    "TimelineFigure", "Trigger", "as_meant", "check_marking", "default_id", "default_recommendation_id", "in_place",
    "is_absent", "validate", "without_absent",
]  # fmt: skip


MAX_READINGS = 4  # of a file whose keys stand in the wrong column: what one hides is seen with it in its own
MAX_MISTAKES = 100  # of the models' checks, and as many of the cross-checks


def validate(file: File) -> tuple[Brief, list[Diagnostic]]:
    """The brief and warnings, those of reading included; raises ``CompilationError`` with them and all mistakes."""
    if "brief" not in file.value and not file.value.keys().isdisjoint(("extends", "roles")):
        name, span = file.path.absolute().parent.name, file.span(())
        help = f"a brief names it: `style: {name}`; `compile-brief styles` tells its mistakes"
        raise CompilationError([Diagnostic("S125", "this is a style, not a brief", span, help=help)])
    found = Diagnostics([*file.errors, *file.warnings])
    brief, error, models = _read(file)
    if error:
        file, moved = in_place(file)
        brief, error, models = _read(file)
        said = [*moved, *_limited(diagnostics(error, file, models) if error else ())]
        places = {(diagnostic.span.line, diagnostic.span.column) for diagnostic in said}
        lines = lists_as_texts(error, file) if error else frozenset()  # whose items are told with the text
        read = (error for error in file.errors if (error.span.line, error.span.column) not in places)
        found = Diagnostics(read)  # `2014: Begin` lacks `date:`
        found.extend(warning for warning in file.warnings if warning.span.line not in lines)
        found.extend(said)
    found.extend(keys_in_texts(file, models))
    if not file.unread:  # else what is named may stand there
        found.extend(_limited(crosschecks(file)))
    if brief is None or found.failed:
        raise CompilationError(found.in_order())
    return (brief if brief.id else brief.model_copy(update={"id": default_id(file.path)})), list(found.in_order())


def in_place(file: File) -> tuple[File, list[Diagnostic]]:
    """The file as it would be with each key in its column, and what to say of those that are not."""
    moved: list[Diagnostic] = []
    for _ in range(MAX_READINGS):
        _, error, models = _read(file)
        keys = misplaced(wrong_places(error, file, models), file, models) if error else []
        if not keys:
            break
        moved += [key.diagnostic for key in keys]
        file = file.moved(move for key in keys for move in key.moves)
    return file, moved


def _read(file: File) -> tuple[Brief | None, ValidationError | None, dict[int, type[Model]]]:
    """The brief or what is wrong with it, and which model each map of the file was taken for."""
    models: dict[int, type[Model]] = {}
    try:
        return Brief.model_validate(file.value, context=models), None, models
    except ValidationError as error:
        return None, error, models


def _limited(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """``found`` up to the mistake with which it is enough for one run."""
    errors = 0
    for diagnostic in found:
        yield diagnostic
        errors += diagnostic.severity is Severity.ERROR
        if errors == MAX_MISTAKES:
            message = f"checking stopped after {MAX_MISTAKES} mistakes"
            yield Diagnostic("S120", message, diagnostic.span, help="correct these first")
            return


def default_id(path: Path) -> str:
    """The id of a brief that gives none: its file's stem, made a slug."""
    return slug(path.stem) or "brief"
