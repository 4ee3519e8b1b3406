"""Building briefs: specs and folders of them → files, with a line for each file, or of several briefs for each brief.

An author's mistake costs that brief its files; the others are built. Several briefs are built side by side, and those
that have not changed since the last time are left alone.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import closing

from ..batch import Batch, File, Result, Status
from ..output import Unwritable
from ..preload import preload
from ..report import outcomes
from . import given
from .outcome import DONE, USAGE, complain, counted, in_pages, report, show_result, unfinished


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
    except given.UsageError as error:
        complain(str(error))
        return USAGE
    alone = len(specs) == 1 and specs[0] in arguments.spec
    batch = Batch(specs, given.choices(arguments), arguments.force, alone)
    if not batch.idle:
        preload()
    text = arguments.message_format == "text"
    shown: list[Result] = []
    code = DONE
    try:
        with closing(batch.results(arguments.jobs)) as results:
            for result in results:
                shown.append(result)
                if text:
                    show_result(result, arguments.quiet)
                if text and not arguments.quiet:
                    _print(result, "" if alone else f"[{len(shown):{len(str(len(specs)))}}/{len(specs)}]")
    except Unwritable as error:  # the manifest; a brief's files are a result
        complain(str(error))
        code = USAGE
    left_over = [] if alone else batch.left_over()
    if text and not arguments.quiet and not alone:
        for path in left_over:
            print(f"{path} is left over: no brief makes it any longer")
        print(counted(shown, outcomes(shown) + unfinished(shown)))
    return max(code, report(shown, arguments.message_format, arguments.summary, left_over))


def _print(result: Result, counter: str) -> None:
    """What was made: a line for each file, or of several briefs a line for each that is not as good as it was."""
    files = [f"{file.path} ({', '.join(_about(file, result))})" for file in result.files]
    if not counter:
        print("".join(f"{file}\n" for file in files), end="", flush=True)
        if more := unfinished([result]):
            complain(f"{result.spec}: not built{more}")
        return
    if result.status is Status.UNCHANGED and result.ok:
        return
    if result.status is Status.BUILT:
        words = ("" if result.ok else "failed, yet written: ") + ", ".join(files)
    elif result.status is Status.UNCHANGED:
        words = f"failed, unchanged: {result.problem}"
    else:
        words = result.outcome.value + ("; the files of before stay" if result.before else "")
    why = f" ({', '.join(result.why)})" if result.why else ""
    print(f"{counter} {result.spec}{why}: {words}", flush=True)


def _about(file: File, result: Result) -> Iterator[str]:
    """``14 kB``, ``5 pages``, ``were 4``."""
    yield result.size(file)
    if file.pages is not None:
        yield in_pages(file.pages)
    if before := result.pages_before(file):
        yield f"were {before}"
