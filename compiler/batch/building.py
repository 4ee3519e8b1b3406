"""One brief of many: compiled and written in a worker's process."""

from __future__ import annotations

import hashlib
import traceback
from pathlib import Path

from ..output import Unwritable, write_files
from ..pipeline import WRITERS, Options, compile_brief
from .choices import Choices
from .hashing import digest
from .manifest import Built
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
    result = Result(
        spec, Status.BUILT, compiled.diagnostics, files, strictness(spec, compiled.diagnostics, choices.strict)
    )
    read = compiled.document.metadata.sha256  # as it was compiled: what is typed meanwhile is for the next run
    made_from = {path: digest(path) for path in compiled.inputs if path != spec} | {spec: read}
    return Built(result, compiled.name, choices.key(), made_from, compiled.days)
