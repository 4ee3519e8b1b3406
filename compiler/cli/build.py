"""Building briefs: specs and folders of them → files, with a line for each file, or of several briefs for each brief.

An author's mistake costs that brief its files; the others are built. Several briefs are built side by side, and those
that have not changed since the last time are left alone.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..batch import Choices, Result, Status, build_all, collisions, left_over, unchanged
from ..output import Unwritable
from ..preload import preload
from ..report import outcome
from . import given
from .outcome import USAGE, complain, counted, in_pages, report, show_result, unfinished


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    given.add_specs(parser)
    given.add_making(parser)
    given.add_judging(parser)
    parser.add_argument(
        "-j", "--jobs", type=_jobs, default=_cores(), metavar="N", help="how many at once (default: one a core)"
    )
    parser.add_argument("--force", action="store_true", help="build also what has not changed")
    given.add_reporting(parser)


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"`{text}` is not a number from 1 on")
    return int(text)


def _cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(arguments: argparse.Namespace) -> int:
    """Builds what was asked for; the exit code is that of the worst brief."""
    try:
        specs = given.specs(arguments.spec)
        several = len(specs) > 1 or specs[0] not in arguments.spec
        choices = given.choices(arguments)
        results = _many(specs, choices, arguments) if several else [_one(specs[0], choices)]
        shown = []
        for index, result in enumerate(results, 1):
            shown.append(result)
            if arguments.message_format == "text":
                show_result(result, arguments.quiet)
                if not arguments.quiet:
                    _print(result, f"[{index:{len(str(len(specs)))}}/{len(specs)}]" if several else "")
    except (given.UsageError, Unwritable) as error:
        complain(str(error))
        return USAGE
    old = left_over(arguments.output) if several else []
    if several and arguments.message_format == "text" and not arguments.quiet:
        for path in old:
            print(f"{path} is left over: no brief makes it any longer")
        print(counted(shown, outcome(shown) + unfinished(shown)))
    return report(shown, arguments.message_format, arguments.summary, old)


def _one(spec: Path, choices: Choices) -> Result:
    """Builds a brief here and now."""
    preload()
    from ..batch.building import build_one

    return build_one(spec, choices).result


def _many(specs: Sequence[Path], choices: Choices, arguments: argparse.Namespace) -> Iterable[Result]:
    """Builds those that have changed, or all with ``--force``."""
    fresh = unchanged(specs, choices)
    if arguments.force:
        fresh = {}
    if len(fresh) < len(specs):
        preload()
    return build_all(specs, choices, arguments.jobs, fresh | collisions(specs, fresh))


def _print(result: Result, counter: str) -> None:
    """What was made: a line for each file, or of several briefs a line for each that is not as it was."""
    files = []
    for file in result.files:
        pages = f", {in_pages(file.pages)}" if file.pages is not None else ""
        files.append(f"{file.path} ({file.size / 1000:.0f} kB{pages})")
    if not counter:
        print("".join(f"{file}\n" for file in files), end="", flush=True)
        if more := unfinished([result]):
            complain(f"{result.spec}: not built{more}")
    elif result.status is not Status.UNCHANGED:
        print(f"{counter} {result.spec}: {', '.join(files) or result.status.value}", flush=True)
