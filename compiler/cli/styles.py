"""The styles that a brief here may name: where they come from, their page, their fonts, their limits."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import CompilationError, Diagnostics
from ..preload import preload
from .outcome import DONE, MISTAKE, show

if TYPE_CHECKING:
    from ..style import Style


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    preload()  # before anything imports these packages
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(), help="a folder of the project (default: this one)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Lists them; of a style with mistakes these are reported, each once, and that it has some."""
    from ..source import project_folder
    from ..style import find_whole_style, known_styles

    own = project_folder(arguments.folder / "brief.yaml") / "styles"
    found = Diagnostics()  # styles that extend one with a mistake have it, too
    said: dict[str, str] = {}
    for name in known_styles(own):
        try:
            style = find_whole_style(name, own)
            said[name] = f"{_page(style.page.size)}, {_fonts(style)}"
        except CompilationError as error:
            found.extend(error.diagnostics)
            said[name] = "has mistakes"
    show(found)
    width = max(map(len, said), default=0)
    for name, words in said.items():
        print(f"{name:{width}}  {words}{_place(name, own)}")
    return MISTAKE if len(found) else DONE


def _place(name: str, own: Path) -> str:
    """Whose a style is; in the compiler's own project all stand in one folder, and nothing is said."""
    from ..style import PACKAGED

    if own.resolve() == PACKAGED.resolve():
        return ""
    return "  (yours)" if (own / name / "style.yaml").is_file() else "  (built in)"


def _page(size: tuple[float, float]) -> str:
    """``210 × 297 mm``."""
    return " × ".join(f"{round(side / 72 * 25.4)}" for side in size) + " mm"


def _fonts(style: Style) -> str:
    """The families that its roles use, the one of most roles first."""
    used = Counter(role.font for role in style.roles.values())
    return ", ".join(style.fonts[font].name for font, _ in used.most_common())
