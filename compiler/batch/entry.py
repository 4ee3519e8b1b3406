"""What a manifest knows of one brief: how its last run ended, and what its last build made from what; to and from JSON.

In: an entry of ``manifest.json``, of which nothing is taken for granted: each value has to be of its kind. Out: an
``Entry``, or ``ValueError``. The README describes every key for those who read the file.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from ..diagnostics import Diagnostic, Severity, Span
from .result import File, Status

T = TypeVar("T")
_STATUSES = frozenset(Status) - {Status.UNCHANGED, Status.CHECKED}


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

    status: Status
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
        "status": entry.status.value,
        "diagnostics": [_said(diagnostic, key) for diagnostic in entry.diagnostics],
        **({"problem": entry.problem} if entry.problem else {}),
        "last_build": build and {
            "files": {file.path.name: file.facts() for file in build.files},
            "inputs": dict(sorted(build.inputs.items())),
            "options": build.options,
            "compiler": build.compiler,
            "compiler_styles": build.compiler_styles,
            "days_passed": [day.isoformat() for day in build.days_passed],
            "days_ahead": [day.isoformat() for day in build.days_ahead],
        },
    }  # fmt: skip


def _said(diagnostic: Diagnostic, key: Callable[[Path], str]) -> dict[str, Any]:
    return {
        "code": diagnostic.code, "severity": diagnostic.severity.value, "message": diagnostic.message,
        "label": diagnostic.label, "help": diagnostic.help,
        "span": asdict(diagnostic.span) | {"file": key(Path(diagnostic.span.file))},
    }  # fmt: skip


def from_json(value: Any, folder: Path, path: Callable[[str], Path]) -> Entry:
    """An entry that was written for a folder; ``path`` gives back a path from its key. Raises ``ValueError``."""
    try:
        said = tuple(_diagnostic(one, path) for one in _of(list, value["diagnostics"]))
        last = value["last_build"]
        build = None if last is None else _build(last, folder)
        status = Status(value["status"])
        if status not in _STATUSES:
            raise ValueError(f"no end of a brief: {status}")
        return Entry(status, said, _of(str, value.get("problem", "")), build)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no entry of a manifest") from error


def _build(value: Any, folder: Path) -> Build:
    files = _of(dict, value["files"])
    return Build(
        tuple(_file(folder / file_name(name), file) for name, file in files.items()),
        {file_name(key): digest and _of(str, digest) for key, digest in _of(dict, value["inputs"]).items()},
        _of(dict, value["options"]),
        _of(str, value["compiler"]),
        _of(str, value["compiler_styles"]),
        tuple(map(datetime.date.fromisoformat, _of(list, value["days_passed"]))),
        tuple(map(datetime.date.fromisoformat, _of(list, value["days_ahead"]))),
    )


def _file(path: Path, value: Any) -> File:
    pages = _of(int, value["pages"]) if "pages" in value else None
    return File(path, _of(int, value["bytes"]), _of(str, value["sha256"]), pages)


def _diagnostic(value: Any, path: Callable[[str], Path]) -> Diagnostic:
    span = value["span"]
    line, column, length = (_of(int, span[key]) for key in ("line", "column", "length"))
    place = Span(str(path(file_name(span["file"]))), line, column, length, _of(str, span["text"]))
    code, message, label, help = (_of(str, value[key]) for key in ("code", "message", "label", "help"))
    return Diagnostic(code, message, place, Severity(value["severity"]), label, help)


def _of(kind: type[T], value: Any) -> T:
    """A value that is of a kind; ``True`` is no number."""
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def file_name(value: Any) -> str:
    """A path that the system can be asked for. Raises ``TypeError`` or ``ValueError``."""
    if b"\0" in os.fsencode(_of(str, value)):
        raise ValueError("a path with a zero")
    return str(value)
