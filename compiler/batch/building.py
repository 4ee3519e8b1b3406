"""One brief of many: compiled and written in a worker's process."""

from __future__ import annotations

import hashlib
import traceback
from pathlib import Path

from ..output import Unwritable, write_files
from ..pipeline import WRITERS, Options, compile_brief
from .choices import Choices
from .entry import Built
from .result import File, Result, Status, strictness


def build_one(spec: Path, choices: Choices) -> Built:
    """Compiles a spec and writes its files, unless something is wrong with it; warnings hold no file back."""
    try:
        compiled = compile_brief(
            spec,
            Options(choices.formats or tuple(WRITERS), choices.style, choices.today, choices.cache, pdf=choices.pdf),
        )
    except Exception:
        return Built(Result(spec, Status.CRASHED, problem=traceback.format_exc()))
    if compiled.document is None:
        return Built(Result(spec, Status.FAILED, compiled.diagnostics))
    try:
        paths = write_files(choices.output, {f"{compiled.name}.{key}": data for key, data in compiled.outputs.items()})
    except Unwritable as error:
        return Built(Result(spec, Status.UNWRITABLE, compiled.diagnostics, problem=str(error)))
    files = tuple(
        File(path, len(data), hashlib.sha256(data).hexdigest(), compiled.pages if path.suffix == ".pdf" else None)
        for path, data in zip(paths, compiled.outputs.values(), strict=True)
    )
    problem = strictness(compiled.diagnostics, choices.strict)
    result = Result(spec, Status.BUILT, compiled.diagnostics, files, problem)
    return Built(result, compiled.document.metadata.sha256, compiled.inputs, compiled.days)
