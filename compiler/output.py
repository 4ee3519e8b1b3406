"""Files out: a file appears whole or not at all, and an old good one survives whatever goes wrong.

In: a folder, names and bytes. Out: files, and an ``OSError`` when the folder or disk refuses.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Writes all ``files`` (name → bytes) into ``folder``; nothing is renamed into place before all are on the disk."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting = {folder / f".{name}{_suffix(os.getpid())}": folder / name for name in files}
    try:
        for temporary, data in zip(waiting, files.values(), strict=True):
            temporary.write_bytes(data)
        for temporary, path in waiting.items():
            temporary.replace(path)
    except BaseException:
        for temporary in waiting:
            temporary.unlink(missing_ok=True)
        raise
    return list(waiting.values())


def discard_parts(folder: Path, pid: int) -> None:
    """Removes what a process that was killed had begun to write."""
    for part in folder.glob(f".*{_suffix(pid)}"):
        part.unlink(missing_ok=True)


def _suffix(pid: int) -> str:
    return f".{pid}.part"
