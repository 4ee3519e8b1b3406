"""One brief of many: compiled and written in a worker's process, or here."""

from __future__ import annotations

import datetime
import functools
import hashlib
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..output import Unwritable, write_files
from ..pipeline import WRITERS, Options, compile_brief, forget_styles
from . import hashing
from .choices import Choices
from .result import File, Result, Status, strictness


@dataclass(frozen=True, slots=True)
class Answer:
    """A brief's end as a worker tells it. Of one that was built: what it was made from, by the SHA-256 of what was read
    or stood there before (``None``: not there), and the days after which something else might be said of it.
    """

    result: Result
    inputs: Mapping[Path, str | None] = field(default_factory=dict)
    days: tuple[datetime.date, ...] = ()


# A process reads a style once, so it also looks once at what it is made from, and before that: what is saved meanwhile
# is for the next run.
_digest = functools.cache(hashing.digest)


def forget_inputs() -> None:
    """Before a build in a process that has built before: what was saved since then is read anew."""
    forget_styles()
    _digest.cache_clear()


def build_one(spec: Path, choices: Choices, taken_by: Path | None = None) -> Answer:
    """Compiles a spec and writes its files, unless something is wrong with it; warnings hold no file back.

    ``taken_by`` is the spec of the brief that has its name.
    """
    inputs: dict[Path, str | None] = {}
    formats = choices.formats or tuple(WRITERS)
    options = Options(formats, choices.style, choices.today, choices.cache, pdf=choices.pdf, taken_by=taken_by)
    try:
        compiled = compile_brief(spec, options, lambda paths: inputs.update((path, _digest(path)) for path in paths))
    except Exception:
        return Answer(Result(spec, Status.CRASHED, problem=traceback.format_exc()))
    if compiled.document is None:
        return Answer(Result(spec, Status.FAILED, compiled.diagnostics))
    inputs[spec] = compiled.document.metadata.sha256
    try:
        paths = write_files(choices.output, {f"{compiled.name}.{key}": data for key, data in compiled.outputs.items()})
    except Unwritable as error:
        return Answer(Result(spec, Status.UNWRITABLE, compiled.diagnostics, problem=str(error)))
    files = tuple(
        File(path, len(data), hashlib.sha256(data).hexdigest(), compiled.pages if path.suffix == ".pdf" else None)
        for path, data in zip(paths, compiled.outputs.values(), strict=True)
    )
    problem = strictness(compiled.diagnostics, choices.strict)
    return Answer(Result(spec, Status.BUILT, compiled.diagnostics, files, problem), inputs, compiled.days)
