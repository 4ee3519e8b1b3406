"""Faults that are planted in a file, to see that a judge finds them."""

from __future__ import annotations

import zipfile
from pathlib import Path


def plant(source: Path, target: Path, part: str, old: str, new: str) -> Path:
    """Copies a DOCX; in a part of it, ``document``, ``old`` becomes ``new`` where it stands first. Gives ``target``."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            if name == f"word/{part}.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            copy.writestr(name, data)
    return target
