"""What became of a brief."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ..diagnostics import Diagnostic, Severity


class Status(Enum):
    """How it ended: files written, files that were right already, no files asked for; a mistake, a folder that refuses,
    a bug or a process that died.
    """

    BUILT = "built"
    UNCHANGED = "unchanged"
    CHECKED = "checked"
    FAILED = "failed"
    UNWRITABLE = "unwritable"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class File:
    """A file that was written: its size in bytes, its SHA-256, its pages where the format has pages."""

    path: Path
    size: int
    sha256: str
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One brief's end. ``problem`` says why it fails where no diagnostic does; a traceback if it is our bug."""

    spec: Path
    status: Status
    diagnostics: tuple[Diagnostic, ...] = ()
    files: tuple[File, ...] = ()
    problem: str = ""

    @property
    def ok(self) -> bool:
        """Whether all is well with it. A brief may be built and yet fail: its files are good, a warning is not."""
        return self.status in (Status.BUILT, Status.UNCHANGED, Status.CHECKED) and not self.problem


def strictness(spec: Path, diagnostics: Iterable[Diagnostic], strict: bool) -> str:
    """The problem of a brief with warnings, where they are to make it fail."""
    warned = strict and any(d.severity is Severity.WARNING for d in diagnostics)
    return f"{spec} has warnings, and --strict makes them fail" if warned else ""
