"""One brief of many: compiled and written in a worker's process."""

from __future__ import annotations

import hashlib
import traceback
from pathlib import Path

from ..diagnostics import Severity
from ..output import write_files
from ..pipeline import WRITERS, Options, compile_brief
from .choices import Choices
from .hashing import digest
from .manifest import Built
from .result import File, Result, Status


def build_one(spec: Path, choices: Choices) -> Built:
    """Compiles a spec and writes its files, unless something is wrong with it."""
    read = digest(spec)  # before it is compiled: what is typed meanwhile is for the next run
    try:
        compiled = compile_brief(
            spec,
            Options(choices.formats or tuple(WRITERS), choices.style, choices.today, choices.cache, pdf=choices.pdf),
        )
    except Exception:
        return Built(Result(spec, Status.CRASHED, problem=traceback.format_exc()))
    warned = any(d.severity is Severity.WARNING for d in compiled.diagnostics)
    if compiled.failed or (choices.strict and warned):
        problem = "" if compiled.failed else f"{spec} has warnings, and --strict makes them fail"
        return Built(Result(spec, Status.FAILED, compiled.diagnostics, problem=problem))
    try:
        paths = write_files(choices.output, {f"{compiled.name}.{key}": data for key, data in compiled.outputs.items()})
    except OSError as error:
        problem = f"can't write into {choices.output}: {error.strerror or error}"
        return Built(Result(spec, Status.UNWRITABLE, compiled.diagnostics, problem=problem))
    files = tuple(
        File(path, len(data), hashlib.sha256(data).hexdigest(), compiled.pages if path.suffix == ".pdf" else None)
        for path, data in zip(paths, compiled.outputs.values(), strict=True)
    )
    result = Result(spec, Status.BUILT, compiled.diagnostics, files)
    made_from = {path: digest(path) for path in compiled.inputs} | {spec: read}
    return Built(result, compiled.name, choices.key(), made_from, compiled.days)
