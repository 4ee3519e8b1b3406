"""Checking briefs: everything but the files, advice included; with ``--fix`` what is safe to repair is repaired.

The repair is made in the YAML itself; comments and layout stay. What it changes is shown first, as a diff.
"""

from __future__ import annotations

import argparse
import datetime
import difflib
import gc
import traceback
from collections.abc import Sequence
from pathlib import Path

from ..batch import Result, Status
from ..diagnostics import CompilationError, Severity
from ..preload import preload
from . import given
from .outcome import USAGE, complain, report, show_result


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    preload()  # before anything imports these packages
    given.add_specs(parser)
    given.add_judging(parser)
    parser.add_argument("--fix", action="store_true", help="show what can safely be repaired, and repair it")
    parser.add_argument("--diff", action="store_true", help="show what can safely be repaired, and leave it")
    given.add_reporting(parser)


def run(arguments: argparse.Namespace) -> int:
    """Checks what was asked for; the exit code is that of the worst brief."""
    try:
        specs = given.specs(arguments.spec)
        if len(specs) > 1:
            gc.enable()  # each leaves some garbage
        results = []
        for spec in specs:
            if arguments.fix or arguments.diff:
                _repair(spec, write=arguments.fix)
            results.append(_check(spec, arguments))
            if arguments.message_format == "text":
                show_result(results[-1], arguments.quiet)
    except given.UsageError as error:
        complain(str(error))
        return USAGE
    if arguments.message_format == "text" and not arguments.quiet:
        print(_summary(results))
    return report(results, arguments.message_format, arguments.summary)


def _check(spec: Path, arguments: argparse.Namespace) -> Result:
    from ..pipeline import Options, compile_brief

    today = arguments.today or datetime.date.today()
    options = Options((), arguments.style, today, given.cache_folder(), advice=True)
    try:
        found = compile_brief(spec, options)
    except Exception:
        return Result(spec, Status.CRASHED, problem=traceback.format_exc())
    warned = arguments.strict and any(d.severity is Severity.WARNING for d in found.diagnostics)
    return Result(spec, Status.FAILED if found.failed or warned else Status.CHECKED, found.diagnostics)


def _repair(spec: Path, write: bool) -> None:
    """Shows what can be repaired in a brief, and repairs it if it may; a brief with mistakes is left to the check."""
    from ..output import write_files
    from ..pipeline import repaired_brief

    try:
        before, after = repaired_brief(spec)
    except CompilationError:
        return
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for line in difflib.unified_diff(old, new, str(spec), f"{spec} (repaired)"):
        print(line.rstrip("\r\n"))
    if write and before != after:
        data = spec.read_bytes()
        mark = data[: len(data) - len(before.encode())]  # a byte order mark stays
        try:
            write_files(spec.parent, {spec.name: mark + after.encode()})
        except OSError as error:
            raise given.UsageError(f"can't write {spec}: {error.strerror or error}") from None


def _summary(results: Sequence[Result]) -> str:
    """``3 briefs: 1 error, 2 warnings``."""
    found = [diagnostic.severity for result in results for diagnostic in result.diagnostics]
    words = {Severity.ERROR: ("error", "errors"), Severity.WARNING: ("warning", "warnings"),
             Severity.ADVICE: ("piece of advice", "pieces of advice")}  # fmt: skip
    parts = [f"{n} {words[severity][n != 1]}" for severity in Severity if (n := found.count(severity))]
    return f"{len(results)} {'brief' if len(results) == 1 else 'briefs'}: {', '.join(parts) or 'nothing to say'}"
