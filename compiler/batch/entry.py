"""What a manifest knows of one brief: how its last run ended, and what its last build made from what; to and from JSON.

In: an entry of ``manifest.json``, of which nothing is taken for granted. Out: an ``Entry``, or ``ValueError``. The
README describes every key for those who read the file.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Severity, Span
from .result import File, Result

INTERRUPTED = "interrupted"  # beside those of ``Status``: a run was ended while it replaced the files


@dataclass(frozen=True, slots=True)
class Built:
    """A brief's end as a worker tells it. Of one that was built: its spec's SHA-256 when it was read, what it was made
    from (files and folders, there or not), the days after which something else might be said of it.
    """

    result: Result
    sha256: str = ""
    inputs: tuple[Path, ...] = ()
    days: tuple[datetime.date, ...] = ()


@dataclass(frozen=True, slots=True)
class Build:
    """What was made, and what has to be the same for it to stand: inputs by their SHA-256 (``None``: not there)."""

    files: tuple[File, ...]
    inputs: Mapping[str, str | None]
    options: Mapping[str, Any]
    compiler: str
    compiler_styles: str
    days_passed: tuple[datetime.date, ...]
    days_ahead: tuple[datetime.date, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A brief: the status of its last run, what was said, and the last build, if one of its files is left."""

    status: str
    diagnostics: tuple[Diagnostic, ...] = ()
    problem: str = ""
    build: Build | None = None

    @property
    def files(self) -> tuple[File, ...]:
        """What stands of it."""
        return self.build.files if self.build else ()


def to_json(entry: Entry, key: Callable[[Path], str]) -> dict[str, Any]:
    """An entry as it is written; ``key`` gives paths as the manifest has them."""
    build = entry.build
    return {
        "status": entry.status,
        "diagnostics": [_said(diagnostic, key) for diagnostic in entry.diagnostics],
        **({"problem": entry.problem} if entry.problem else {}),
        "last_build": build and {
            "files": {file.path.name: _file(file) for file in build.files},
            "inputs": dict(sorted(build.inputs.items())),
            "options": build.options,
            "compiler": build.compiler,
            "compiler_styles": build.compiler_styles,
            "days_passed": [day.isoformat() for day in build.days_passed],
            "days_ahead": [day.isoformat() for day in build.days_ahead],
        },
    }  # fmt: skip


def _file(file: File) -> dict[str, Any]:
    pages = {"pages": file.pages} if file.pages is not None else {}
    return {"sha256": file.sha256, "bytes": file.size, **pages}


def _said(diagnostic: Diagnostic, key: Callable[[Path], str]) -> dict[str, Any]:
    return {
        "code": diagnostic.code, "severity": diagnostic.severity.value, "message": diagnostic.message,
        "label": diagnostic.label, "help": diagnostic.help,
        "span": asdict(diagnostic.span) | {"file": key(Path(diagnostic.span.file))},
    }  # fmt: skip


def from_json(value: Any, folder: Path, path: Callable[[str], str]) -> Entry:
    """An entry that was written for a folder; ``path`` gives back a file's name. Raises ``ValueError``."""
    try:
        said = tuple(_diagnostic(one, path) for one in value["diagnostics"])
        last = value["last_build"]
        build = last and Build(
            tuple(
                File(folder / name, file["bytes"], file["sha256"], file.get("pages"))
                for name, file in last["files"].items()
            ),
            dict(last["inputs"]),
            dict(last["options"]),
            last["compiler"],
            last["compiler_styles"],
            tuple(map(datetime.date.fromisoformat, last["days_passed"])),
            tuple(map(datetime.date.fromisoformat, last["days_ahead"])),
        )
        return Entry(str(value["status"]), said, str(value.get("problem", "")), build or None)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no entry of a manifest") from error


def _diagnostic(value: Mapping[str, Any], path: Callable[[str], str]) -> Diagnostic:
    span = Span(**value["span"] | {"file": path(value["span"]["file"])})
    severity = Severity(value["severity"])
    return Diagnostic(value["code"], value["message"], span, severity, value["label"], value["help"])
