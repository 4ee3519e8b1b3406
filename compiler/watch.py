"""Watching files: has anything changed since the last look?

In: files and folders. Out: whether they differ from what they were. They are looked at by size and time of change, many
times a second; that costs next to nothing and works on every disk, mounted ones too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

INTERVAL, SETTLED = 0.05, 0.03  # seconds between two looks; how long a file has to stay as it is to be taken as saved

State = tuple[tuple[str, int, int], ...]


def state(paths: Iterable[Path]) -> State:
    """What files and folders look like now; one that is missing, as while an editor replaces it, is not in it."""
    found = []
    for path in paths:
        for file in [path, *path.rglob("*")] if path.is_dir() else [path]:
            try:
                status = file.stat()
            except OSError:
                continue
            if not file.is_dir():
                found.append((str(file), status.st_mtime_ns, status.st_size))
    return tuple(sorted(found))


def wait_for_change(paths: Iterable[Path], known: State, sleep: Callable[[float], None] = time.sleep) -> State:
    """Returns when the files differ from what was ``known`` and have come to rest; what they are then."""
    paths = list(paths)
    while (now := state(paths)) == known:
        sleep(INTERVAL)
    while True:
        sleep(SETTLED)
        before, now = now, state(paths)
        if now == before:
            return now
