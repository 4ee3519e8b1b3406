"""Building briefs: specs and folders of them → files, with a line for each.

An author's mistake costs that brief its files; the others are built.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import os
import traceback
from collections.abc import Sequence
from pathlib import Path

from ..diagnostics import Severity
from ..preload import preload
from .outcome import BUG, DONE, MISTAKE, USAGE, complain, show


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    preload()  # before anything imports these packages
    from ..pipeline import WRITERS

    parser.add_argument("spec", nargs="+", type=Path, help="a brief (YAML), or a folder of briefs", metavar="SPEC")
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("dist"), metavar="DIR", help="where the files go (default: dist)"
    )
    parser.add_argument(
        "-f", "--formats", type=_formats, default=tuple(WRITERS), help=f"which files (default: {','.join(WRITERS)})"
    )
    parser.add_argument("-s", "--style", help="a style, instead of the one that the brief names")
    parser.add_argument(
        "--today", type=_date, metavar="DATE", help="the day that staleness is judged by (default: today)"
    )
    parser.add_argument("--strict", action="store_true", help="warnings fail too")
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")


def _formats(text: str) -> tuple[str, ...]:
    from ..pipeline import WRITERS

    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",")))
    if unknown := [name for name in names if name not in WRITERS]:
        raise argparse.ArgumentTypeError(f"no format `{unknown[0]}`; there are {', '.join(WRITERS)}")
    return names


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a date like 2025-04-22") from None


def _specs(paths: Sequence[Path]) -> list[Path]:
    """The briefs that were asked for, folders opened (their YAML files, in order of name), each once."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix in (".yaml", ".yml") and not p.name.startswith("."))
            if not inside:
                raise _Usage(f"no briefs (*.yaml) in {path}")
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise _Usage(f"no such file or folder: {path}")
    return list(found)


def _cache() -> Path | None:
    """The user's cache folder (XDG Base Directory Specification 0.8), where there is a home for it."""
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    except RuntimeError:
        return None
    return base / "compile-brief" if base.is_absolute() else None


class _Usage(Exception):
    """The command was called in a way that can't be carried out."""


def run(arguments: argparse.Namespace) -> int:
    """Builds what was asked for; the exit code is that of the worst brief."""
    try:
        specs = _specs(arguments.spec)
        _refuse_collisions(specs)
    except _Usage as error:
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
            raise _Usage(f"{other} and {spec} would both write {name}.*; give one of them another `id`")


def _build(spec: Path, index: int, count: int, arguments: argparse.Namespace) -> int:
    """Builds one brief: prints its diagnostics and its files, and returns its exit code."""
    from ..output import write_files
    from ..pipeline import Options, compile_brief

    today = arguments.today or datetime.date.today()
    try:
        result = compile_brief(spec, Options(arguments.formats, arguments.style, today, _cache()))
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
