"""What a command comes to: its exit code, and how diagnostics are printed."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..batch import Result, Status
from ..diagnostics import Diagnostic, Severity
from ..report import FORMATS, summary

# all is well; a mistake in a file; called wrongly; our bug
DONE, MISTAKE, USAGE, BUG = 0, 1, 2, 3
_CODES = {Status.FAILED: MISTAKE, Status.UNWRITABLE: USAGE, Status.CRASHED: BUG}
_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.ADVICE: "\x1b[1;36m"}
_RESET = "\x1b[0m"


def show(diagnostics: Iterable[Diagnostic], quiet: bool = False) -> None:
    """Prints diagnostics to the standard error stream; when ``quiet``, errors only."""
    for diagnostic in diagnostics:
        if diagnostic.severity is Severity.ERROR or not quiet:
            print(_painted(diagnostic) + "\n", file=sys.stderr)


def show_result(result: Result, quiet: bool = False) -> None:
    """Prints what was found in a brief, and why else it fails."""
    show(result.diagnostics, quiet)
    if result.problem.startswith("Traceback"):
        print(result.problem, file=sys.stderr, end="")
        complain(f"this is a bug of compile-brief, not of {result.spec}; please report it")
    elif result.problem:
        complain(f"{result.spec}: {result.problem}")


def report(results: Sequence[Result], format: str, page: Path | None, left_over: Sequence[Path] = ()) -> int:
    """Prints the report in a machine's format, adds the summary to a page, and gives the exit code of the worst."""
    if format != "text":
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # as these formats are, whatever the terminal's encoding
        sys.stdout.write(FORMATS[format](results))
    if page is not None:
        try:
            with page.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(summary(results, left_over))
        except OSError as error:
            complain(f"can't write {page}: {error.strerror or error}")
            return USAGE
    return max((_CODES.get(result.status, DONE if result.ok else MISTAKE) for result in results), default=DONE)


def in_pages(count: int) -> str:
    """``1 page``, ``4 pages``."""
    return f"{count} {'page' if count == 1 else 'pages'}"


def counted(results: Sequence[Result], said: str) -> str:
    """``3 briefs: 1 built, 2 unchanged``."""
    return f"{len(results)} {'brief' if len(results) == 1 else 'briefs'}: {said}"


def unfinished(results: Iterable[Result]) -> str:
    """What to add to what was found: a brief with errors is not looked through to its end."""
    errors = any(d.severity is Severity.ERROR for result in results for d in result.diagnostics)
    return "; more may be found when the errors are corrected" if errors else ""


def complain(message: str) -> None:
    """Prints one line in the name of the command."""
    print(f"compile-brief: {message}", file=sys.stderr)


def _painted(diagnostic: Diagnostic) -> str:
    """The diagnostic's text, in colour on a terminal (https://no-color.org)."""
    text = diagnostic.render()
    if os.environ.get("NO_COLOR") or not sys.stderr.isatty():
        return text
    head, separator, rest = text.partition(": ")
    return f"{_COLORS[diagnostic.severity]}{head}{_RESET}{separator}{rest}"
