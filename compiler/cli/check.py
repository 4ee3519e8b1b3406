"""Checking briefs: everything but the files, advice included; with ``--fix`` what is safe to repair is repaired.

The repair is made in the YAML itself; comments and layout stay. What it changes is shown first, as a diff.
"""

from __future__ import annotations

import argparse
import datetime
import difflib
import traceback
from pathlib import Path

from ..diagnostics import CompilationError, Diagnostic, Severity
from ..preload import preload
from . import given
from .outcome import BUG, DONE, MISTAKE, USAGE, complain, show


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    preload()  # before anything imports these packages
    given.add_specs(parser)
    given.add_judging(parser)
    parser.add_argument("--fix", action="store_true", help="show what can safely be repaired, and repair it")
    parser.add_argument("--diff", action="store_true", help="show what can safely be repaired, and leave it")


def run(arguments: argparse.Namespace) -> int:
    """Checks what was asked for; the exit code is that of the worst brief."""
    try:
        specs = given.specs(arguments.spec)
    except given.UsageError as error:
        complain(str(error))
        return USAGE
    found: list[Diagnostic] = []
    codes = []
    for spec in specs:
        code = DONE
        if arguments.fix or arguments.diff:
            code = _repair(spec, write=arguments.fix)
        if code == DONE:
            code = _check(spec, arguments, found)
        codes.append(code)
    if not arguments.quiet:
        print(_summary(len(specs), found))
    return max(codes)


def _check(spec: Path, arguments: argparse.Namespace, found: list[Diagnostic]) -> int:
    from ..pipeline import Options, compile_brief

    today = arguments.today or datetime.date.today()
    options = Options((), arguments.style, today, given.cache_folder(), advice=True)
    try:
        result = compile_brief(spec, options)
    except Exception:
        traceback.print_exc()
        complain(f"this is a bug of compile-brief, not of {spec}; please report it")
        return BUG
    show(result.diagnostics, arguments.quiet)
    found.extend(result.diagnostics)
    warned = any(d.severity is Severity.WARNING for d in result.diagnostics)
    return MISTAKE if result.failed or (arguments.strict and warned) else DONE


def _repair(spec: Path, write: bool) -> int:
    """Shows what can be repaired in a brief, and repairs it if it may; a brief with mistakes is left to the check."""
    from ..output import write_files
    from ..pipeline import repaired_brief

    try:
        before, after = repaired_brief(spec)
    except CompilationError:
        return DONE
    if before == after:
        return DONE
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for line in difflib.unified_diff(old, new, str(spec), f"{spec} (repaired)"):
        print(line.rstrip("\r\n"))
    if write:
        data = spec.read_bytes()
        mark = data[: len(data) - len(before.encode())]  # a byte order mark stays
        try:
            write_files(spec.parent, {spec.name: mark + after.encode()})
        except OSError as error:
            complain(f"can't write {spec}: {error.strerror or error}")
            return USAGE
    return DONE


def _summary(briefs: int, found: list[Diagnostic]) -> str:
    """``3 briefs: 1 error, 2 warnings``."""
    counts = {severity: sum(d.severity is severity for d in found) for severity in Severity}
    words = {Severity.ERROR: ("error", "errors"), Severity.WARNING: ("warning", "warnings"),
             Severity.ADVICE: ("piece of advice", "pieces of advice")}  # fmt: skip
    parts = [f"{count} {words[severity][count != 1]}" for severity, count in counts.items() if count]
    return f"{briefs} {'brief' if briefs == 1 else 'briefs'}: {', '.join(parts) or 'nothing to say'}"
