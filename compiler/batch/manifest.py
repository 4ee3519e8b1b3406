"""The manifest of an output folder: what stands there and what it was made from.

In and out: ``manifest.json``. Paths in it are relative to its folder, and it holds no times: the same briefs give the
same manifest until one of their days passes. One that can't be read is none: everything is built anew.
"""

from __future__ import annotations

import datetime
import functools
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Severity, Span
from ..output import write_files
from . import hashing
from .choices import Choices
from .result import File, Result, Status

NAME = "manifest.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Built:
    """A brief that was built: its result, and what has to be the same for it to stand.

    ``inputs`` are files and folders with their SHA-256; ``days`` those after which something else might be said of the
    brief.
    """

    result: Result
    name: str = ""
    key: str = ""
    inputs: Mapping[Path, str | None] = field(default_factory=dict)
    days: tuple[datetime.date, ...] = ()


class Manifest:
    """One folder's manifest."""

    def __init__(self, folder: Path, briefs: dict[str, Any]) -> None:
        self._folder = folder
        self._briefs = briefs
        self._digest = functools.cache(hashing.digest)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest that stands in a folder; an empty one if none does, or another compiler's."""
        try:
            value = json.loads((folder / NAME).read_text("utf-8"))
            known = value["format"] == _FORMAT and value["compiler"] == hashing.compiler()
            briefs = value["briefs"] if known and isinstance(value["briefs"], dict) else {}
        except (OSError, ValueError, KeyError, TypeError):
            briefs = {}
        return cls(folder, briefs)

    def write(self) -> None:
        """Writes it, without the briefs whose specs are gone; raises ``OSError`` when the folder refuses."""
        briefs = {key: entry for key, entry in sorted(self._briefs.items()) if self._path(key).is_file()}
        value = {"format": _FORMAT, "compiler": hashing.compiler(), "briefs": briefs}
        text = json.dumps(value, indent=1, ensure_ascii=False) + "\n"
        if not briefs and not (self._folder / NAME).exists():
            return
        write_files(self._folder, {NAME: text.encode()})

    # ---------------------------------------------------------------------------------------------------- entries

    def current(self, spec: Path, choices: Choices) -> Result | None:
        """The result of a brief that need not be built again; ``None`` if it must."""
        try:
            entry = self._briefs[self._key(spec)]
            if entry["key"] != choices.key() or entry["passed"] != _passed(entry["days"], choices.today):
                return None
            if any(self._digest(self._path(path)) != value for path, value in entry["inputs"].items()):
                return None
            files = tuple(
                File(self._folder / name, file["bytes"], file["sha256"], file.get("pages"))
                for name, file in entry["files"].items()
            )
            if any(hashing.digest(file.path) != file.sha256 for file in files):
                return None
            said = tuple(self._diagnostic(spec, value) for value in entry["diagnostics"])
            return Result(spec, Status.UNCHANGED, said, files)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def note(self, built: Built, today: datetime.date) -> None:
        """Takes a brief in that was built; one that failed is forgotten, as its files are from another spec.

        What was said of it holds until another of its days has passed.
        """
        result = built.result
        if not result.ok:
            self.forget(result.spec)
            return
        days = [day.isoformat() for day in sorted(built.days)]
        self._briefs[self._key(result.spec)] = {
            "name": built.name,
            "key": built.key,
            "days": days,
            "passed": _passed(days, today),
            "inputs": dict(sorted((self._key(path), digest) for path, digest in built.inputs.items())),
            "files": {file.path.name: _file(file) for file in result.files},
            "diagnostics": [self._plain(d) for d in result.diagnostics],
        }

    def forget(self, spec: Path) -> None:
        """Leaves a brief out: it must be built."""
        self._briefs.pop(self._key(spec), None)

    def _plain(self, diagnostic: Diagnostic) -> dict[str, Any]:
        return {
            "code": diagnostic.code, "severity": diagnostic.severity.value, "message": diagnostic.message,
            "label": diagnostic.label, "help": diagnostic.help,
            "span": asdict(diagnostic.span) | {"file": self._key(Path(diagnostic.span.file))},
        }  # fmt: skip

    def _diagnostic(self, spec: Path, value: Mapping[str, Any]) -> Diagnostic:
        """A diagnostic as it was; a file is called as the user calls it now."""
        file = value["span"]["file"]
        known = str(spec) if file == self._key(spec) else os.path.normpath(self._path(file))
        span = Span(**value["span"] | {"file": known})
        severity = Severity(value["severity"])
        return Diagnostic(value["code"], value["message"], span, severity, value["label"], value["help"])

    def _key(self, path: Path) -> str:
        """A path as the manifest has it."""
        return Path(os.path.relpath(path, self._folder)).as_posix()

    def _path(self, key: str) -> Path:
        return self._folder / key


def _passed(days: Sequence[str], today: datetime.date) -> int:
    """How many of the days lie before today."""
    return sum(datetime.date.fromisoformat(day) < today for day in days)


def _file(file: File) -> dict[str, Any]:
    pages = {"pages": file.pages} if file.pages is not None else {}
    return {"sha256": file.sha256, "bytes": file.size, **pages}
