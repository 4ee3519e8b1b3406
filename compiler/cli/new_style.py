"""A style of one's own: a folder in the project's ``styles/`` that extends another, to be changed key by key."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from ..preload import preload
from .outcome import DONE, USAGE, complain

_FRAME = """\
# The style {name}: all of {base}, but for what is written here. Every key: styles/README.md of compile-brief.
# Take the sign # away where you change something. Lengths are points, or "36mm"; colours are six hexadecimal digits.
extends: {base}

# colors: {{accent: 7A1F3D, accent-tint: F7ECF0, accent-soft: E8CBD5}}
# page: {{margin: [26mm, 25mm, 24mm, 25mm]}}
# roles:
#   body: {{size: 11, leading: 15}}
#   heading-1: {{color: ink}}
"""

_TOP = """\
# The top of a project: every brief below may use the styles in styles/. Also which rules briefs are checked by
# (README of compile-brief).
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    preload()  # before anything imports these packages
    parser.add_argument("name", metavar="NAME", help="its name: letters, figures, hyphens")
    parser.add_argument("--from", dest="base", default="memo", metavar="STYLE", help="what it extends (default: memo)")
    parser.add_argument("--layout", action="store_true", help="copy the layout too, to move or drop sections")
    parser.add_argument(
        "-C", "--project", type=Path, default=Path(), help="a folder of the project (default: this one)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Writes the files; a style that is there is left alone."""
    from ..output import Unwritable, write_files
    from ..source import is_project, project_folder, shown
    from ..style import PACKAGED, find_whole_style, layout_file

    project = project_folder(arguments.project / "brief.yaml")
    own = project / "styles"
    folder = own / arguments.name
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", arguments.name):
        complain(f"`{arguments.name}` can't be a style's name: letters, figures and hyphens")
        return USAGE
    if (PACKAGED / arguments.name / "style.yaml").is_file():
        complain(f"`{arguments.name}` comes with compile-brief; give yours another name")
        return USAGE
    if folder.exists():
        complain(f"{shown(folder)} is there already")
        return USAGE
    try:
        base = find_whole_style(arguments.base, own)
    except LookupError as error:
        complain(f"{error.args[0]}; {error.args[1]}")
        return USAGE
    files = {"style.yaml": _FRAME.format(name=arguments.name, base=arguments.base).encode()}
    if arguments.layout:
        files["layout.html"] = layout_file(base, own).read_bytes()
    try:
        paths = write_files(Path(shown(folder)), files)
        if not is_project(project):  # or a brief in a folder of its own would not find the style
            paths += write_files(Path(shown(project)), {"compile-brief.toml": _TOP.encode()})
    except Unwritable as error:
        complain(str(error))
        return USAGE
    for path in paths:
        print(path)
    print(f"use it: compile-brief briefs/yours.yaml --style {arguments.name}")
    return DONE
