"""A new brief: a commented spec that compiles, and the schema for editors beside it. Files that are there stay."""

from __future__ import annotations

import argparse
import datetime
import shlex
from pathlib import Path

from ..preload import preload
from . import given
from .outcome import DONE, USAGE, complain


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    preload()  # before anything imports these packages
    parser.add_argument("path", type=Path, metavar="FILE", help="where the brief is to stand: briefs/migration.yaml")
    parser.add_argument("-s", "--style", default="memo", help="its style (default: memo)")
    parser.add_argument("-l", "--language", default="en-GB", metavar="TAG", help="its language (default: en-GB)")
    parser.add_argument("--today", type=given.date, metavar="DATE", help="its date (default: today)")


def run(arguments: argparse.Namespace) -> int:
    """Writes the files, unless the brief is there already or nobody could compile it."""
    from ..locale import UnknownLanguage, load_locale
    from ..new import new_brief
    from ..output import Unwritable, write_files
    from ..source import project_folder
    from ..style import find_whole_style

    path = arguments.path if arguments.path.suffix in (".yaml", ".yml") else Path(f"{arguments.path}.yaml")
    try:
        find_whole_style(arguments.style, project_folder(path) / "styles")
        load_locale(arguments.language)
    except UnknownLanguage as error:
        complain(f"no words for the language `{error.tag}`; there are words for {', '.join(error.known)}")
        return USAGE
    except LookupError as error:
        complain(f"{error.args[0]}; {error.args[1]}")
        return USAGE
    if path.exists():
        complain(f"{path} is there already")
        return USAGE
    today = arguments.today or datetime.date.today()
    files = new_brief(path, today, arguments.style, arguments.language)
    written = {file: text for file, text in files.items() if not file.exists()}
    try:
        write_files(path.parent, {file.name: text.encode() for file, text in written.items()})
    except Unwritable as error:
        complain(str(error))
        return USAGE
    for file in written:
        print(file)
    print(f"compile it: compile-brief {shlex.quote(str(path))}")
    return DONE
