"""Building briefs: specs and folders of them → files, with a line for each.

An author's mistake costs that brief its files; the others are built. Several briefs are built side by side, and those
that have not changed since the last time are left alone.
"""

from __future__ import annotations

import argparse
import datetime
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..batch import Choices, Result, Status, build_all, unchanged
from ..preload import preload
from . import given
from .outcome import USAGE, complain, in_pages, report, show_result


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
        several = len(specs) > 1 or any(path.is_dir() for path in arguments.spec)
        choices = Choices(
            arguments.output,
            arguments.today or datetime.date.today(),
            arguments.formats,
            arguments.style,
            arguments.strict,
            given.cache_folder(),
            arguments.pdf,
        )
        results = _many(specs, choices, arguments) if several else [_one(specs[0], choices)]
        shown = []
        for index, result in enumerate(results, 1):
            shown.append(result)
            if arguments.message_format == "text":
                _print(result, index, len(specs), arguments.quiet)
    except given.UsageError as error:
        complain(str(error))
        return USAGE
    except OSError as error:
        complain(f"can't write into {arguments.output}: {error.strerror or error}")
        return USAGE
    failed = sum(not result.ok for result in shown)
    if failed and len(shown) > 1 and arguments.message_format == "text":
        complain(f"{failed} of {len(shown)} briefs failed")
    return report(shown, arguments.message_format, arguments.summary)


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
        _refuse_collisions(specs, fresh)
    return build_all(specs, choices, arguments.jobs, fresh)


def _refuse_collisions(specs: Sequence[Path], fresh: dict[int, Result]) -> None:
    """Two briefs that would write the same files are refused before anything is written."""
    from ..pipeline import output_name

    names: dict[str, Path] = {}
    for index, spec in enumerate(specs):
        name = fresh[index].files[0].path.stem if index in fresh else output_name(spec)
        other = names.setdefault(name.casefold(), spec)
        if other is not spec:
            raise given.UsageError(f"{other} and {spec} would both write {name}.*; give one of them another `id`")


def _print(result: Result, index: int, count: int, quiet: bool) -> None:
    """What was found in a brief, and a line for each of its files."""
    show_result(result, quiet)
    if quiet:
        return
    counter = f"[{index:{len(str(count))}}/{count}] " if count > 1 else ""
    if result.status is Status.UNCHANGED:
        print(f"{counter}{result.spec} unchanged", flush=True)
    for file in result.files if result.status is Status.BUILT else ():
        pages = f", {in_pages(file.pages)}" if file.pages is not None else ""
        print(f"{counter}{file.path} ({file.size / 1000:.0f} kB{pages})", flush=True)
