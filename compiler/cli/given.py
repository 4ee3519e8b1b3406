"""What several commands are given: specs, files to make, a day, a style, how strict to be; where the cache is."""

from __future__ import annotations

import argparse
import datetime
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from ..batch import Choices
from ..preload import preload
from ..report import FORMATS


class UsageError(Exception):
    """The command was called in a way that can't be carried out."""


def add_specs(parser: argparse.ArgumentParser) -> None:
    """Briefs or folders of them."""
    parser.add_argument("spec", nargs="+", type=Path, help="a brief (YAML), or a folder of briefs", metavar="SPEC")


def add_making(parser: argparse.ArgumentParser) -> None:
    """Which files are made, and where they go."""
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("dist"), metavar="DIR", help="where the files go (default: dist)"
    )
    parser.add_argument("-f", "--formats", type=_formats, help="which files: docx, pdf or both, with a comma")
    parser.add_argument("--pdf", type=_pdf, metavar="FLAVOUR", help="ua-1 or ua-2, instead of what the style says")


def add_judging(parser: argparse.ArgumentParser) -> None:
    """In which style, on which day, and how strictly."""
    parser.add_argument("-s", "--style", help="a style, instead of the one that the brief names")
    parser.add_argument(
        "--today", type=date, metavar="DATE", help="the day that staleness is judged by (default: today)"
    )
    parser.add_argument("--strict", action="store_true", help="warnings fail too")
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")


def add_reporting(parser: argparse.ArgumentParser) -> None:
    """How what was found is told to machines."""
    parser.add_argument(
        "--message-format",
        choices=("text", *FORMATS),
        default="text",
        metavar="FORMAT",
        help=f"how what was found is printed: text, {', '.join(FORMATS)} (default: text)",
    )
    parser.add_argument("--summary", type=Path, metavar="FILE", help="add a summary in Markdown to this file")


def _formats(text: str) -> tuple[str, ...]:
    preload()  # before anything imports these packages
    from ..pipeline import WRITERS

    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",")))
    if unknown := [name for name in names if name not in WRITERS]:
        raise argparse.ArgumentTypeError(f"no format `{unknown[0]}`; there are {', '.join(WRITERS)}")
    return names


def _pdf(text: str) -> str:
    preload()
    from ..style import Pdf

    if text not in get_args(Pdf):
        raise argparse.ArgumentTypeError(f"no PDF `{text}`; there are {', '.join(get_args(Pdf))}")
    return text


def date(text: str) -> datetime.date:
    """A day as ``2025-04-22``."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a date like 2025-04-22") from None


def today(arguments: argparse.Namespace) -> datetime.date:
    """The day that is asked for, or the real one."""
    return arguments.today or datetime.date.today()


def choices(arguments: argparse.Namespace) -> Choices:
    """How briefs are built, of a command with the arguments for making and for judging."""
    return Choices(
        arguments.output,
        today(arguments),
        arguments.formats,
        arguments.style,
        arguments.strict,
        cache_folder(),
        arguments.pdf,
    )


def specs(paths: Sequence[Path]) -> list[Path]:
    """The briefs that were asked for, folders opened (their YAML files, in order of name), each once.

    One that is there and may not be read is left to the reader, who says why.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        try:
            mode = path.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            raise UsageError(f"no such file or folder: {path}") from None
        except OSError:
            mode = 0
        for spec in _inside(path) if stat.S_ISDIR(mode) else [path]:
            found.setdefault(spec.parent.resolve() / spec.name, spec)
    return list(found.values())


def _inside(folder: Path) -> list[Path]:
    """The briefs of a folder."""
    try:
        inside = sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and not p.name.startswith("."))
    except OSError as error:
        raise UsageError(f"can't read {folder}: {error.strerror or error}") from None
    if not inside:
        raise UsageError(f"no briefs (*.yaml) in {folder}")
    return inside


def cache_folder() -> Path | None:
    """The user's cache folder (XDG Base Directory Specification 0.8), where there is a home for it."""
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    except RuntimeError:
        return None
    return base / "compile-brief" if base.is_absolute() else None
