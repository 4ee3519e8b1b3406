"""Watching a brief: built whenever it, its style or its images are saved, and shown in the browser."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from ..batch import Batch, Result, Status
from ..diagnostics import Severity
from ..output import Unwritable
from ..preload import preload
from . import given
from .outcome import DONE, USAGE, complain, in_pages, show_result, unfinished


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("spec", type=Path, help="a brief (YAML)", metavar="SPEC")
    given.add_making(parser)
    given.add_judging(parser)
    parser.add_argument(
        "-p",
        "--port",
        type=_port,
        default=0,
        help="the port of the preview on this machine (default: one that is free)",
    )
    parser.add_argument("--no-serve", action="store_true", help="no preview of the PDF in the browser")


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"`{text}` is not a port: 1 to 65535")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Watches until it is interrupted."""
    preload()
    from ..pipeline import WRITERS, inputs, warm_up
    from ..preview import Preview
    from ..watch import state, wait_for_change

    if not arguments.spec.is_file():
        complain(f"no such file: {arguments.spec}")
        return USAGE
    warm_up()
    preview = None
    try:
        if not arguments.no_serve and "pdf" in (arguments.formats or WRITERS):
            try:
                preview = Preview(arguments.port)
            except OSError as error:
                complain(f"can't serve on port {arguments.port}: {error.strerror or error}")
                return USAGE
            print(f"preview: {preview.address}")
        while True:
            begun = time.monotonic()
            paths = inputs(arguments.spec)
            known = state(paths)
            result = _build(arguments)
            print(f"{_said(result, time.monotonic() - begun)}; watching, end with Ctrl-C", flush=True)
            if preview is not None:
                preview.show(_pdf(result), _problem(result))
            wait_for_change(paths, known)
            if sys.stdout.isatty():
                print("\x1b[2J\x1b[H", end="")  # what is shown is of this build
    except KeyboardInterrupt:
        print()
        return DONE
    finally:
        if preview is not None:
            preview.close()


def _build(arguments: argparse.Namespace) -> Result:
    try:
        for result in Batch([arguments.spec], given.choices(arguments), alone=True).results():
            show_result(result, arguments.quiet)
    except Unwritable as error:  # the manifest; a brief's files are a result
        complain(str(error))
    return result


def _said(result: Result, seconds: float) -> str:
    if result.status is not Status.BUILT:
        return f"{result.spec} failed, the files of before stay{unfinished([result])}"
    pages = next((f", {in_pages(file.pages)}" for file in result.files if file.pages is not None), "")
    return f"{result.spec} built in {seconds:.2f} s{pages}"


def _pdf(result: Result) -> bytes | None:
    return next((file.path.read_bytes() for file in result.files if file.path.suffix == ".pdf"), None)


def _problem(result: Result) -> str:
    """The first mistake, as the preview shows it."""
    first = next((d for d in result.diagnostics if d.severity is Severity.ERROR), None)
    if first is not None:
        return f"{first.span.file}:{first.span.line}: {first.message}"
    return result.last_words
