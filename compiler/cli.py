"""``compile-brief``: arguments → pipeline → files and exit code. The only module that prints.

Exit codes: 0 all built; 1 an author's mistake (that brief gets no files, the others are built); 2 usage; 3 our bug.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from .diagnostics import Diagnostic, Severity
from .preload import preload

BUILT, MISTAKE, USAGE, BUG = 0, 1, 2, 3
_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.ADVICE: "\x1b[1;36m"}
_RESET = "\x1b[0m"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns the exit code."""
    # pydantic would look through all installed packages for plugins; none may change what a brief means
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.disable()  # until the first brief is built: there is nothing to collect, and looking takes a tenth of the run
    try:
        preload()
        return _run(_parser().parse_args(arguments))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MISTAKE
    except KeyboardInterrupt:
        return 130
    finally:
        gc.enable()


def _cache() -> Path | None:
    """The user's cache folder (XDG Base Directory Specification 0.8), where there is a home for it."""
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    except RuntimeError:
        return None
    return base / "compile-brief" if base.is_absolute() else None


def _parser() -> argparse.ArgumentParser:
    from .pipeline import WRITERS

    parser = argparse.ArgumentParser(
        prog="compile-brief",
        description="Compiles policy briefs: one YAML spec becomes a Word memo and a PDF memo.",
        epilog="Exit codes: 0 all built, 1 a mistake in a brief, 2 usage, 3 a bug of compile-brief.",
    )
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
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    return parser


def _formats(text: str) -> tuple[str, ...]:
    from .pipeline import WRITERS

    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",")))
    if unknown := [name for name in names if name not in WRITERS]:
        raise argparse.ArgumentTypeError(f"no format `{unknown[0]}`; there are {', '.join(WRITERS)}")
    return names


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a date like 2025-04-22") from None


class _Version(argparse.Action):
    """Looks the version up when it is asked for: the look-up takes longer than reading a brief."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"{parser.prog} {version('compile-brief')}")
        parser.exit()


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


class _Usage(Exception):
    """The command was called in a way that can't be carried out."""


def _run(arguments: argparse.Namespace) -> int:
    try:
        specs = _specs(arguments.spec)
        _refuse_collisions(specs)
    except _Usage as error:
        print(f"compile-brief: {error}", file=sys.stderr)
        return USAGE
    codes = []
    for index, spec in enumerate(specs, 1):
        codes.append(_build(spec, index, len(specs), arguments))
        if not gc.isenabled():
            gc.freeze()  # what is loaded by now stays to the end, and need not be looked through again
            gc.enable()
    failed = sum(code != BUILT for code in codes)
    if failed and len(specs) > 1:
        print(f"compile-brief: {failed} of {len(specs)} briefs failed", file=sys.stderr)
    return max(codes)


def _refuse_collisions(specs: Sequence[Path]) -> None:
    """Two briefs that would write the same files are refused before anything is written."""
    if len(specs) < 2:
        return
    from .pipeline import output_name

    names: dict[str, Path] = {}
    for spec in specs:
        name = output_name(spec)
        other = names.setdefault(name.casefold(), spec)
        if other is not spec:
            raise _Usage(f"{other} and {spec} would both write {name}.*; give one of them another `id`")


def _build(spec: Path, index: int, count: int, arguments: argparse.Namespace) -> int:
    """Builds one brief: prints its diagnostics and its files, and returns its exit code."""
    from .output import write_files
    from .pipeline import Options, compile_brief

    today = arguments.today or datetime.date.today()
    try:
        result = compile_brief(spec, Options(arguments.formats, arguments.style, today, _cache()))
    except Exception:
        traceback.print_exc()
        print(f"compile-brief: this is a bug of compile-brief, not of {spec}; please report it", file=sys.stderr)
        return BUG
    shown = [d for d in result.diagnostics if d.severity is Severity.ERROR or not arguments.quiet]
    for diagnostic in shown:
        print(_painted(diagnostic, sys.stderr) + "\n", file=sys.stderr)
    strict = arguments.strict and any(d.severity is Severity.WARNING for d in result.diagnostics)
    if result.failed or strict:
        if strict and not result.failed:
            print(f"compile-brief: {spec} has warnings, and --strict makes them fail", file=sys.stderr)
        return MISTAKE
    try:
        paths = write_files(
            arguments.output, {f"{result.name}.{format}": data for format, data in result.outputs.items()}
        )
    except OSError as error:
        print(f"compile-brief: can't write into {arguments.output}: {error.strerror or error}", file=sys.stderr)
        return USAGE
    if not arguments.quiet:
        counter = f"[{index:{len(str(count))}}/{count}] " if count > 1 else ""
        for path in paths:
            pages = f", {result.pages} {'page' if result.pages == 1 else 'pages'}" if path.suffix == ".pdf" else ""
            print(f"{counter}{path} ({path.stat().st_size / 1000:.0f} kB{pages})")
    return BUILT


def _painted(diagnostic: Diagnostic, stream: TextIO) -> str:
    """The diagnostic's text, in colour on a terminal (https://no-color.org)."""
    text = diagnostic.render()
    if os.environ.get("NO_COLOR") or not stream.isatty():
        return text
    head, separator, rest = text.partition(": ")
    return f"{_COLORS[diagnostic.severity]}{head}{_RESET}{separator}{rest}"


if __name__ == "__main__":
    sys.exit(main())
