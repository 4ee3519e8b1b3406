"""The format: values, uniform attributes, and each mistake with its place (``cases/reading.md``, ``cases/spec.md``)."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from compiler.diagnostics import CompilationError, Diagnostic
from compiler.source import read_source
from compiler.spec import (
    Brief,
    validate,
)

ROOT = Path(__file__).parent.parent
REQUIRED = {
    "brief": "brief: 1",
    "title": "title: Talks",
    "date": "date: 2025-04-22",
    "actors": "actors: {ua: Ukraine}",
    "situation": "situation: Talks are stalled.",
    "positions": "positions: [{actor: ua}]",
    "recommendations": "recommendations: [{action: Act.}]",
}


def complete(text: str) -> str:
    """``text`` with the required keys that it leaves out below it."""
    own = set(re.findall(r"^(\w+):", text, re.MULTILINE))
    if "positions" in own:
        own.add("actors")
    return "\n".join([text, *(line for key, line in REQUIRED.items() if key not in own)]) + "\n"


def check(text: str) -> tuple[Brief | None, list[Diagnostic]]:
    """The brief, and everything found in it, as a file ``brief.yaml`` in the working folder."""
    path = Path("brief.yaml")
    path.write_text(text, "utf-8", newline="")
    try:
        source = read_source(path)
        brief, warnings = validate(source)
    except CompilationError as error:
        return None, list(error.diagnostics)
    return brief, [*source.warnings, *warnings]


def brief(text: str) -> Brief:
    """The brief that ``text`` and the required keys say; there are no mistakes in it."""
    valid, found = check(complete(text))
    assert valid is not None, "\n".join(d.render() for d in found)
    return valid


def report(kind: str, text: str) -> str:
    """What is reported of a case's input, as printed."""
    with tempfile.TemporaryDirectory() as folder:
        before = Path.cwd()
        os.chdir(folder)
        try:
            match kind:
                case "yaml":
                    found = _read(text)
                case "brief":
                    _, found = check(complete(text))
                case _:
                    _, found = check(text)
        finally:
            os.chdir(before)
    return "\n\n".join(d.render() for d in found)


def _read(text: str) -> list[Diagnostic]:
    Path("brief.yaml").write_text(text, "utf-8", newline="")
    try:
        source = read_source(Path("brief.yaml"))
    except CompilationError as error:
        return list(error.diagnostics)
    return [*source.errors, *source.warnings]
