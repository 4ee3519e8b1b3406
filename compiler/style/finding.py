"""Finding styles: a name → the folders that it and the styles it extends stand in → ``Style``.

In: the name of a style, the folder of a project's own styles. Out: what ``reading`` makes of the files, kept until they
are to be read anew.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from ..diagnostics import CompilationError, Diagnostic, Span, nearest
from ..source import Source, is_project, read_yaml, shown
from .chartlooks import area_inks, chart_inks
from .legibility import Demand, Ink, low_contrast, settled_demands
from .models import Style
from .reading import NEEDED_ROLES, read_style
from .unused import unused_names as unused

PACKAGED = next(
    folder for folder in (Path(__file__).parents[1] / "styles", Path(__file__).parents[2] / "styles") if folder.is_dir()
)
_LONGEST_NAME = 100  # of a style; a folder's is bounded too


def style_folders(own: Path) -> tuple[Path, ...]:
    """Where styles are looked for: in ``own``, a project's styles, if it has any, then in those of the compiler.

    What is kept is kept by these, so that projects without styles of their own share it.
    """
    return (own, PACKAGED) if own.is_dir() else (PACKAGED,)


def find_style(name: str, own: Path) -> Style:
    """The style called ``name``: a folder of ``own`` (a project's styles), else one that comes with the compiler.

    Raises ``LookupError`` (message, help) when there is none, ``CompilationError`` with places for a style's mistakes.
    Its colours are judged by ``color_mistakes``, as a document may ask more of them.
    """
    known = known_styles(own)
    if name not in known:
        raise LookupError(f"no style `{name}`", _outside(name, own) or nearest(name, known))
    return load_style(_folder(name, own), style_folders(own))


def _outside(name: str, own: Path) -> str:
    """How to bring a style of that ``name`` into the project that stands in a folder above it."""
    is_name = re.fullmatch(r"[\w-]+", name) and len(name) <= _LONGEST_NAME
    found = (styles / name for folder in own.parent.parents if _is_style((styles := folder / "styles") / name))
    outside = next(found, None) if is_name else None
    if outside is None:
        return ""
    where = f"`{shown(outside.parent)}`, outside the brief's project"
    if is_project(own.parent):  # the nearest mark wins: another above it changes nothing
        return f"there is one in {where}: copy it to `{shown(own / name)}`"
    return f"there is one in {where}: put an empty file `compile-brief.toml` beside that folder"


def find_whole_style(name: str, own: Path) -> Style:
    """The same, where no document follows: it raises for its colours, too."""
    style = find_style(name, own)
    if mistakes := color_mistakes(style, own):
        raise CompilationError(mistakes)
    return style


def color_mistakes(
    style: Style, own: Path, inks: Collection[Ink] = (), pairs: Collection[tuple[int, int]] = ()
) -> list[Diagnostic]:
    """Which of a style's colours have too little contrast, at the colours in ``style.yaml`` that are to change.

    ``inks`` are those of a document, ``pairs`` the areas that its charts show side by side: all that is asked of a
    colour is asked at once, so that one shade settles it.
    """
    folder, folders = _folder(style.name, own), style_folders(own)
    shown = {ink.text.path for ink in inks}  # of these the document says more than is settled
    settled = (demand for demand in _settled(folder, folders) if demand[0].text.path not in shown)
    demands = {*settled, *((ink,) for ink in (*inks, *area_inks(style, pairs)))}
    return list(low_contrast(_lineage(folder, folders), demands))


@functools.cache
def _settled(folder: Path, folders: tuple[Path, ...]) -> tuple[Demand, ...]:
    """What is asked of a style's colours with any document."""
    style = load_style(folder, folders)
    charts = ((ink,) for ink in chart_inks(style))
    return (*settled_demands(style, _lineage(folder, folders)), *charts)


def unused_names(name: str, own: Path) -> tuple[Diagnostic, ...]:
    """Warnings about names that do nothing, in a project's own style and those it extends."""
    folder = _folder(name, own)
    return () if folder.parent == PACKAGED else _unused(folder, style_folders(own))


@functools.cache
def _unused(folder: Path, folders: tuple[Path, ...]) -> tuple[Diagnostic, ...]:
    lineage = _lineage(folder, folders)
    own = sum(source.path.parent.parent != PACKAGED for source in lineage)
    return tuple(unused(lineage, own, NEEDED_ROLES, folders))


def _folder(name: str, own: Path) -> Path:
    return next(f / name for f in style_folders(own) if _is_style(f / name))


def known_styles(own: Path) -> list[str]:
    """The names of the styles that a brief may name: those in ``own`` and those that come with the compiler.

    Raises ``CompilationError`` when ``own`` can't be looked through.
    """
    folders = (folder for styles in (own, PACKAGED) for folder in _inside(styles))
    return sorted({folder.name for folder in folders if _is_style(folder)} - {"base"})


def _inside(styles: Path) -> list[Path]:
    try:
        return list(styles.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        message = f"cannot read the folder: {error.strerror}"
        raise CompilationError([Diagnostic("S101", message, Span(shown(styles)))]) from None


def _is_style(folder: Path) -> bool:
    """Whether a folder holds a style; one that may not be looked into does, so that reading it says what is wrong."""
    try:
        return (folder / "style.yaml").is_file()
    except PermissionError:
        return True


def layout_file(style: Style, own: Path) -> Path:
    """The ``layout.html`` that a style uses."""
    return next(f for folder in style_folders(own) if (f := folder / style.layout / "layout.html").is_file())


def is_own_layout(style: Style, own: Path) -> bool:
    """Whether the layout that a style uses is a project's own, and not one that comes with the compiler."""
    return not layout_file(style, own).is_relative_to(PACKAGED)


@functools.cache
def load_style(folder: Path, folders: tuple[Path, ...] = (PACKAGED,)) -> Style:
    """The style in ``folder``, on top of the styles that it extends, which are looked for in ``folders``."""
    return read_style(_lineage(folder, folders))


def forget_read_styles() -> None:
    """Styles are read anew: one may have been saved."""
    for read in (_lineage, load_style, _settled, _unused):
        read.cache_clear()


@functools.cache
def _lineage(folder: Path, folders: tuple[Path, ...]) -> tuple[Source, ...]:
    """The ``style.yaml`` of a style and of all that it extends, the nearest first."""
    return tuple(_extended(folder, folders))


def _extended(folder: Path, folders: tuple[Path, ...]) -> Iterator[Source]:
    seen: set[Path] = set()
    while True:
        seen.add(folder)
        source = read_yaml(folder / "style.yaml")
        yield source
        base = source.value.get("extends")
        if base is None:
            return
        named = isinstance(base, str) and len(base) <= _LONGEST_NAME
        places = (f / str(base) for f in (*folders, folder.parent) if named and _is_style(f / str(base)))
        found = next(places, None)
        if found is None or found in seen:
            message = f"there is no style `{base}` to extend" if found is None else "this style extends itself"
            known = {style.parent.name for f in (*folders, folder.parent) for style in f.glob("*/style.yaml")}
            help = nearest(str(base), sorted(known)) if named and found is None else ""
            raise CompilationError([Diagnostic("T202", message, source.span(("extends",)), help=help)])
        folder = found
