"""Files out: a file appears whole or not at all, and an old good one survives whatever goes wrong.

In: a folder, names and bytes. Out: files, or ``Unwritable`` when the folder, a file that stands there or the disk
refuses. A folder can be ``reserved`` while a file in it is read, changed and written back.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path


class Unwritable(Exception):
    """Nothing was written; the message says where, and why."""


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Writes all ``files`` (name → bytes) into ``folder``; nothing is renamed into place before all are on the disk.

    A file that is replaced hands on its rights. Raises ``Unwritable``.
    """
    waiting = {folder / f".{name}{_suffix(os.getpid())}": folder / name for name in files}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in waiting.values():
            if path.is_dir():
                raise Unwritable(f"can't write {path}: it is a folder")
        try:
            for (temporary, path), data in zip(waiting.items(), files.values(), strict=True):
                _write(temporary, data, path)
            for temporary, path in waiting.items():
                temporary.replace(path)
        except BaseException:
            for temporary in waiting:
                temporary.unlink(missing_ok=True)
            raise
    except FileExistsError:
        raise Unwritable(f"can't write into {folder}: it is no folder") from None
    except OSError as error:
        raise Unwritable(f"can't write into {folder}: {error.strerror or error}") from error
    return list(waiting.values())


def _write(temporary: Path, data: bytes, path: Path) -> None:
    """Writes what is to replace ``path``, with its rights from the first byte on."""
    if path.exists():
        rights = stat.S_IMODE(path.stat().st_mode)
        temporary.touch(rights | stat.S_IWUSR)
        temporary.write_bytes(data)
        temporary.chmod(rights)
    else:
        temporary.write_bytes(data)


@contextmanager
def reserved(folder: Path) -> Iterator[None]:
    """Waits until no other process holds ``folder``, and holds it: for a file that is read, changed and written back.

    What can't be held (a folder that is not there, a disk or a system without locks) is not.
    """
    held = None
    try:
        with suppress(OSError, ImportError):
            import fcntl

            held = os.open(folder, os.O_RDONLY)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        if held is not None:
            os.close(held)  # which lets go of it


def discard_parts(folder: Path, pid: int) -> None:
    """Removes what a process that was killed had begun to write."""
    for part in folder.glob(f".*{_suffix(pid)}"):
        part.unlink(missing_ok=True)


def _suffix(pid: int) -> str:
    return f".{pid}.part"
