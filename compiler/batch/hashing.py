"""What a file is made from, as SHA-256: files, folders, and the compiler itself."""

from __future__ import annotations

import functools
import hashlib
import os
import stat
import sys
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def digest(path: Path) -> str | None:
    """A file's SHA-256; a folder's, over the names and contents of all that is in it; ``None`` if it can't be read."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
    if not stat.S_ISDIR(mode):
        return None  # a pipe would be waited for
    whole = hashlib.sha256()
    for inside in sorted(p for p in path.rglob("*") if is_file(p) and "__pycache__" not in p.parts):
        whole.update(os.fsencode(f"{inside.relative_to(path).as_posix()}\0{digest(inside)}\0"))
    return whole.hexdigest()


def is_file(path: Path) -> bool:
    """Whether a file is there, as far as that can be seen."""
    try:
        return path.is_file()
    except OSError:
        return False


@functools.cache
def compiler() -> str:
    """The compiler's own: its code, Python, and the names and versions of the packages beside it."""
    installed = {p.name for folder in sys.path for p in Path(folder or ".").glob("*.dist-info")}
    return hashlib.sha256("\n".join([digest(_PACKAGE) or "", sys.version, *sorted(installed)]).encode()).hexdigest()


@functools.cache
def compiler_styles() -> str:
    """Of the styles that come with it: in the package, or beside it in a checkout."""
    inside = _PACKAGE / "styles"
    return digest(inside if inside.is_dir() else _PACKAGE.parent / "styles") or ""
