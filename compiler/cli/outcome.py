"""What a command comes to: its exit code, and how diagnostics are printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from ..diagnostics import Diagnostic, Severity

# all is well; a mistake in a file; called wrongly; our bug
DONE, MISTAKE, USAGE, BUG = 0, 1, 2, 3
_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.ADVICE: "\x1b[1;36m"}
_RESET = "\x1b[0m"


def show(diagnostics: Iterable[Diagnostic], quiet: bool = False) -> None:
    """Prints diagnostics to the standard error stream; when ``quiet``, errors only."""
    for diagnostic in diagnostics:
        if diagnostic.severity is Severity.ERROR or not quiet:
            print(_painted(diagnostic) + "\n", file=sys.stderr)


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
