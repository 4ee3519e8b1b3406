"""Checking briefs: everything but the files, advice included; with ``--fix`` what is safe to repair is repaired.

The repair is made in the YAML itself; comments and layout stay. What it changes is shown first, as a diff.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import traceback
from collections.abc import Sequence
from pathlib import Path

from ..batch import Result, Status, clashes, strictness
from ..diagnostics import CompilationError, Severity
from ..preload import preload
from . import given
from .outcome import USAGE, complain, counted, report, show_result, unfinished


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
        taken = _taken(specs)
        for spec in specs:
            if arguments.fix or arguments.diff:
                _repair(spec, write=arguments.fix)
            results.append(_check(spec, arguments, taken.get(spec)))
            if arguments.message_format == "text":
                show_result(results[-1], arguments.quiet)
    except given.UsageError as error:
        complain(str(error))
        return USAGE
    if arguments.message_format == "text" and not arguments.quiet:
        print(_summary(results) + ("" if arguments.fix else _repairable(results)))
    return report(results, arguments.message_format, arguments.summary)


def _taken(specs: Sequence[Path]) -> dict[Path, Path]:
    """The specs whose files would be called like those of another, with that one; no output folder is looked at."""
    from ..pipeline import output_name

    return clashes({spec: output_name(spec) for spec in specs}) if len(specs) > 1 else {}


def _check(spec: Path, arguments: argparse.Namespace, taken_by: Path | None) -> Result:
    """Checks a brief, whose name another may have."""
    from ..pipeline import Options, compile_brief

    today = given.today(arguments)
    options = Options((), arguments.style, today, given.cache_folder(), advice=True, taken_by=taken_by)
    try:
        found = compile_brief(spec, options)
    except Exception:
        return Result(spec, Status.CRASHED, problem=traceback.format_exc())
    if found.failed:
        return Result(spec, Status.FAILED, found.diagnostics)
    problem = strictness(found.diagnostics, arguments.strict)
    return Result(spec, Status.CHECKED, found.diagnostics, problem=problem)


def _repair(spec: Path, write: bool) -> None:
    """Shows what can be repaired in a brief, and repairs it if it may; a brief with mistakes is left as it is."""
    from ..output import Unwritable, write_files
    from ..pipeline import repaired_brief

    try:
        before, after = repaired_brief(spec)
    except CompilationError:
        complain(f"{spec}: nothing is repaired while there are errors; correct them first")
        return
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for line in difflib.unified_diff(old, new, str(spec), f"{spec} (repaired)"):
        print(line.rstrip("\r\n"))
    if write and before != after:
        file = spec.resolve()  # a link stays one
        data = file.read_bytes()
        mark = data[: len(data) - len(before.encode())]  # a byte order mark stays
        try:
            write_files(file.parent, {file.name: mark + after.encode()})
        except Unwritable as error:
            raise given.UsageError(str(error)) from None


def _repairable(results: Sequence[Result]) -> str:
    """How much of what was found ``--fix`` would repair."""
    count = sum(diagnostic.repairable for result in results for diagnostic in result.diagnostics)
    return f"; {count} can be repaired with --fix" if count else ""


def _summary(results: Sequence[Result]) -> str:
    """``3 briefs: 1 error, 2 warnings``."""
    found = [diagnostic.severity for result in results for diagnostic in result.diagnostics]
    words = {Severity.ERROR: ("error", "errors"), Severity.WARNING: ("warning", "warnings"),
             Severity.ADVICE: ("piece of advice", "pieces of advice")}  # fmt: skip
    parts = [f"{n} {words[severity][n != 1]}" for severity in Severity if (n := found.count(severity))]
    return counted(results, (", ".join(parts) or "nothing to say") + unfinished(results))
