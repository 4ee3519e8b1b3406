"""What became of a brief."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Severity

STALE = "L301"  # the rule about a brief whose `review_by` has passed


class Status(Enum):
    """How it ended: files written, files that were right already, no files asked for; a mistake, a folder that refuses,
    a bug or a process that died. In a manifest only: a run that was ended before it was done with the brief.
    """

    BUILT = "built"
    UNCHANGED = "unchanged"
    CHECKED = "checked"
    FAILED = "failed"
    UNWRITABLE = "unwritable"
    CRASHED = "crashed"
    INTERRUPTED = "interrupted"


_GOOD = (Status.BUILT, Status.UNCHANGED, Status.CHECKED)


@dataclass(frozen=True, slots=True)
class File:
    """A file that was written: its size in bytes, its SHA-256, its pages where the format has pages."""

    path: Path
    size: int
    sha256: str
    pages: int | None = None

    def facts(self) -> dict[str, Any]:
        """What is known of it beside its name, as JSON has it."""
        pages = {"pages": self.pages} if self.pages is not None else {}
        return {"bytes": self.size, "sha256": self.sha256, **pages}


@dataclass(frozen=True, slots=True)
class Result:
    """One brief's end. ``problem`` says why it fails where no diagnostic does; a traceback if it is our bug.

    Of a brief that was to be built, ``why`` has the reasons, and ``before`` what stood of its last build, where a
    manifest knows it; if the brief failed, it still stands.
    """

    spec: Path
    status: Status
    diagnostics: tuple[Diagnostic, ...] = ()
    files: tuple[File, ...] = ()
    problem: str = ""
    why: tuple[str, ...] = ()
    before: tuple[File, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether all is well with it. A brief may be built and yet fail: its files are good, a warning is not."""
        return self.status in _GOOD and not self.problem

    @property
    def outcome(self) -> Status:
        """What a reader counts it as: one that fails is not as good as built, though its files were."""
        return Status.FAILED if self.status in _GOOD and not self.ok else self.status

    @property
    def last_words(self) -> str:
        """The problem in one line: of a traceback, what it comes to."""
        return self.problem.strip().rpartition("\n")[2]

    def size(self, file: File) -> str:
        """``21 kB``, or of a file that is what stood in its place, to the byte, ``21 kB, as before``."""
        old = self._earlier(file)
        return f"{file.size / 1000:.0f} kB{', as before' if old is not None and old.sha256 == file.sha256 else ''}"

    def pages_before(self, file: File) -> int | None:
        """The pages of what stood in a file's place, if it has others."""
        old = self._earlier(file)
        return old.pages if old is not None and old.pages != file.pages else None

    def _earlier(self, file: File) -> File | None:
        return next((old for old in self.before if old.path == file.path), None)


def strictness(diagnostics: Iterable[Diagnostic], strict: bool) -> str:
    """The problem of a brief with warnings, where they are to make it fail: ``stale, and --strict makes that fail``."""
    codes = [d.code for d in diagnostics if strict and d.severity is Severity.WARNING]
    stale = STALE in codes
    if not codes:
        return ""
    others = [code for code in codes if code != STALE]
    counted = f"{len(others)} {'other ' if stale else ''}warning{'s' if len(others) != 1 else ''}"
    counted += f" ({', '.join(sorted(set(others)))})"
    what = " and ".join([*(["stale"] if stale else []), *([counted] if others else [])])
    return f"{what}, and --strict makes that fail"
