"""What a file is made from, as SHA-256: files, folders, and the compiler itself."""

from __future__ import annotations

import functools
import hashlib
import sys
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def digest(path: Path) -> str | None:
    """A file's SHA-256; a folder's, over the names and contents of all that is in it; ``None`` if there is neither."""
    try:
        if not path.is_dir():
            return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
    whole = hashlib.sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        whole.update(f"{file.relative_to(path).as_posix()}\0{digest(file)}\0".encode())
    return whole.hexdigest()


@functools.cache
def compiler() -> str:
    """The compiler's own: its code, the styles that come with it, and the versions of the packages that it uses."""
    styles = _PACKAGE.parent / "styles"
    parts = [digest(_PACKAGE) or "", digest(styles) or "" if not (_PACKAGE / "styles").is_dir() else ""]
    installed = {p.name for folder in sys.path for p in Path(folder or ".").glob("*.dist-info")}
    return hashlib.sha256("\n".join([*parts, sys.version, *sorted(installed)]).encode()).hexdigest()
