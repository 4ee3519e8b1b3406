"""Building briefs: specs and folders of them → files, with a line for each.

An author's mistake costs that brief its files; the others are built.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import traceback
from collections.abc import Sequence
from pathlib import Path

from ..diagnostics import Severity
from ..preload import preload
from . import given
from .outcome import BUG, DONE, MISTAKE, USAGE, complain, show


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    preload()  # before anything imports these packages
    from ..pipeline import WRITERS

    given.add_specs(parser)
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("dist"), metavar="DIR", help="where the files go (default: dist)"
    )
    parser.add_argument(
        "-f", "--formats", type=_formats, default=tuple(WRITERS), help=f"which files (default: {','.join(WRITERS)})"
    )
    given.add_judging(parser)


def _formats(text: str) -> tuple[str, ...]:
    from ..pipeline import WRITERS

    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",")))
    if unknown := [name for name in names if name not in WRITERS]:
        raise argparse.ArgumentTypeError(f"no format `{unknown[0]}`; there are {', '.join(WRITERS)}")
    return names


def run(arguments: argparse.Namespace) -> int:
    """Builds what was asked for; the exit code is that of the worst brief."""
    try:
        specs = given.specs(arguments.spec)
        _refuse_collisions(specs)
    except given.UsageError as error:
        complain(str(error))
        return USAGE
    codes = []
    for index, spec in enumerate(specs, 1):
        codes.append(_build(spec, index, len(specs), arguments))
        if not gc.isenabled():
            gc.freeze()  # what is loaded by now stays to the end, and need not be looked through again
            gc.enable()
    failed = sum(code != DONE for code in codes)
    if failed and len(specs) > 1:
        complain(f"{failed} of {len(specs)} briefs failed")
    return max(codes)


def _refuse_collisions(specs: Sequence[Path]) -> None:
    """Two briefs that would write the same files are refused before anything is written."""
    if len(specs) < 2:
        return
    from ..pipeline import output_name

    names: dict[str, Path] = {}
    for spec in specs:
        name = output_name(spec)
        other = names.setdefault(name.casefold(), spec)
        if other is not spec:
            raise given.UsageError(f"{other} and {spec} would both write {name}.*; give one of them another `id`")


def _build(spec: Path, index: int, count: int, arguments: argparse.Namespace) -> int:
    """Builds one brief: prints its diagnostics and its files, and returns its exit code."""
    from ..output import write_files
    from ..pipeline import Options, compile_brief

    today = arguments.today or datetime.date.today()
    try:
        result = compile_brief(spec, Options(arguments.formats, arguments.style, today, given.cache_folder()))
    except Exception:
        traceback.print_exc()
        complain(f"this is a bug of compile-brief, not of {spec}; please report it")
        return BUG
    show(result.diagnostics, arguments.quiet)
    strict = arguments.strict and any(d.severity is Severity.WARNING for d in result.diagnostics)
    if result.failed or strict:
        if strict and not result.failed:
            complain(f"{spec} has warnings, and --strict makes them fail")
        return MISTAKE
    try:
        paths = write_files(
            arguments.output, {f"{result.name}.{format}": data for format, data in result.outputs.items()}
        )
    except OSError as error:
        complain(f"can't write into {arguments.output}: {error.strerror or error}")
        return USAGE
    if not arguments.quiet:
        counter = f"[{index:{len(str(count))}}/{count}] " if count > 1 else ""
        for path in paths:
            pages = f", {result.pages} {'page' if result.pages == 1 else 'pages'}" if path.suffix == ".pdf" else ""
            print(f"{counter}{path} ({path.stat().st_size / 1000:.0f} kB{pages})")
    return DONE
