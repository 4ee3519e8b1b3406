"""The manifest of an output folder: what stands there and what it was made from.

In and out: ``manifest.json``. Paths in it are relative to its folder, and it holds no times: the same briefs give the
same manifest until one of their days passes. One that can't be read is none: everything is built anew.

What stands is not always what ought to: the files of a brief that fails now, or of another version of the compiler, are
those of before (``"rebuild": true``), and some no brief makes any longer (``left_over``). Nothing is ever deleted.
"""

from __future__ import annotations

import datetime
import functools
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Severity, Span
from ..output import write_files
from . import hashing
from .choices import Choices
from .result import File, Result, Status, strictness

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

    def __init__(self, folder: Path, briefs: dict[str, Any], left_over: Iterable[str] = ()) -> None:
        self._folder = folder
        self._briefs = briefs
        self._left_over = set(left_over)
        self._digest = functools.cache(hashing.digest)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest that stands in a folder, or an empty one. Another compiler's files are to be rebuilt."""
        try:
            value = json.loads((folder / NAME).read_text("utf-8"))
            if value["format"] != _FORMAT:
                return cls(folder, {})
            mark = {} if value["compiler"] == hashing.compiler() else {"rebuild": True}
            briefs = {key: entry | mark for key, entry in value["briefs"].items() if isinstance(entry["files"], dict)}
            return cls(folder, briefs, map(str, value["left_over"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(folder, {})

    def left_over(self) -> list[Path]:
        """The files that stand in the folder though no brief makes them any longer."""
        made = {name for entry in self._briefs.values() for name in entry["files"]}
        return [path for name in sorted(self._left_over - made) if hashing.is_file(path := self._folder / name)]

    def write(self) -> None:
        """Writes it, without the briefs whose specs are gone; raises ``Unwritable`` when the folder refuses."""
        for key, entry in sorted(self._briefs.items()):
            gone = not hashing.is_file(self._path(key))
            if gone or (entry.get("rebuild") and not self._stands(entry)):
                del self._briefs[key]
                self._left_over.update(entry["files"] if gone else ())
        left_over = [path.name for path in self.left_over()]
        value = {
            "format": _FORMAT, "compiler": hashing.compiler(), "briefs": dict(sorted(self._briefs.items())),
            "left_over": left_over,
        }  # fmt: skip
        if not self._briefs and not (self._folder / NAME).exists():
            return
        # of a file's name that is not in UTF-8 a byte is half a character, which JSON can write as an escape only
        text = json.dumps(value, indent=1, ensure_ascii=False) + "\n"
        write_files(self._folder, {NAME: text.encode("utf-8", "backslashreplace")})

    # ---------------------------------------------------------------------------------------------------- entries

    def current(self, spec: Path, choices: Choices) -> Result | None:
        """The result of a brief that need not be built again; ``None`` if it must."""
        try:
            entry = self._briefs[self._key(spec)]
            if "rebuild" in entry:
                return None
            if entry["key"] != choices.key() or entry["passed"] != _passed(entry["days"], choices.today):
                return None
            if any(self._digest(self._path(path)) != value for path, value in entry["inputs"].items()):
                return None
            files = tuple(
                File(self._folder / name, file["bytes"], file["sha256"], file.get("pages"))
                for name, file in entry["files"].items()
            )
            if not self._stands(entry):
                return None
            said = tuple(self._diagnostic(spec, value) for value in entry["diagnostics"])
            return Result(spec, Status.UNCHANGED, said, files, strictness(spec, said, choices.strict))
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def note(self, built: Built, today: datetime.date) -> None:
        """Takes in what became of a brief. What was said of it holds until another of its days has passed."""
        result = built.result
        if result.status is not Status.BUILT:
            self.fail(result.spec)
            return
        old = self._briefs.get(self._key(result.spec), {"files": ()})
        self._left_over.update(old["files"])
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

    def fail(self, spec: Path) -> None:
        """Keeps what stands of a brief that failed; it must be built."""
        if entry := self._briefs.get(self._key(spec)):
            entry["rebuild"] = True

    def _stands(self, entry: Mapping[str, Any]) -> bool:
        """Whether the files of an entry are those that it names."""
        try:
            return all(hashing.digest(self._folder / name) == file["sha256"] for name, file in entry["files"].items())
        except (KeyError, TypeError):
            return False

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
