"""Checking the accessibility of Word files, ours and others'."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..diagnostics import Diagnostic, Severity, Span
from .outcome import DONE, MISTAKE, USAGE, complain, show


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", nargs="+", type=Path, help="a Word file (.docx)", metavar="FILE")
    parser.add_argument("--strict", action="store_true", help="warnings fail too")
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")


def run(arguments: argparse.Namespace) -> int:
    """Checks each file; the exit code is that of the worst."""
    missing = [file for file in arguments.file if not file.is_file()]
    for file in missing:
        complain(f"no such file: {file}")
    return USAGE if missing else max(_check(file, arguments.strict, arguments.quiet) for file in arguments.file)


def _check(file: Path, strict: bool, quiet: bool) -> int:
    from ..accessibility import check
    from ..word_file import NotReadable, read_word_file

    try:
        found = check(read_word_file(file), str(file))
    except NotReadable as error:
        found = [Diagnostic("D100", error.message, Span(str(file)), help=error.help)]
    show(found, quiet)
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in found)
    if not quiet:
        counts = ((errors, "error"), (len(found) - errors, "warning"))
        said = ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n)
        print(f"{file}: {said or 'a machine finds nothing; what the texts say, a person must judge'}")
    return MISTAKE if errors or (strict and found) else DONE
