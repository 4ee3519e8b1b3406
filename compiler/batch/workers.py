"""Processes that carry out tasks, each on its own: one that dies costs its task, and is replaced.

In: a function and its tasks' arguments. Out: the index of each task with what the function returned, or a ``Crash``, in
the order in which they end. Where the system can fork, the processes share what is loaded already.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

T = TypeVar("T")
_METHOD = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"


@dataclass(frozen=True, slots=True)
class Crash:
    """A process that ended in the middle of a task: its number, and how."""

    pid: int
    reason: str


class Workers(Generic[T]):
    """Up to ``count`` processes that call ``function``; ``close`` ends them wherever they are."""

    def __init__(self, function: Callable[..., T], count: int) -> None:
        self._function, self._count = function, max(count, 1)
        self._context: Any = multiprocessing.get_context(_METHOD)
        self._running: dict[Connection, tuple[BaseProcess, int]] = {}
        self._idle: list[tuple[Connection, BaseProcess]] = []

    def run(self, tasks: Sequence[tuple[Any, ...]]) -> Iterator[tuple[int, T | Crash]]:
        """Carries the tasks out."""
        waiting = list(enumerate(tasks))[::-1]
        while waiting or self._running:
            while waiting and len(self._running) < self._count:
                index, arguments = waiting.pop()
                connection, process = self._idle.pop() if self._idle else self._start()
                self._running[connection] = process, index
                connection.send(arguments)
            for ready in wait(list(self._running)):
                connection = typing.cast(Connection, ready)
                process, index = self._running.pop(connection)
                try:
                    answer = connection.recv()
                except (EOFError, OSError):
                    process.join()
                    connection.close()
                    yield index, Crash(process.pid or 0, _reason(process.exitcode))
                    continue
                self._idle.append((connection, process))
                yield index, answer

    def close(self) -> None:
        """Ends the processes: idle ones by themselves, busy ones at once."""
        for process, _ in self._running.values():
            process.terminate()
        for connection in (*self._running, *(connection for connection, _ in self._idle)):
            connection.close()
        for process in (*(p for p, _ in self._running.values()), *(p for _, p in self._idle)):
            process.join()
        self._running.clear()
        self._idle.clear()

    def _start(self) -> tuple[Connection, BaseProcess]:
        ours, theirs = self._context.Pipe()
        # a forked process would hold our ends open, and never see that we are gone
        inherited = [ours, *self._running, *(connection for connection, _ in self._idle)]
        arguments = (theirs, self._function, inherited if _METHOD == "fork" else [])
        process = self._context.Process(target=_serve, args=arguments, daemon=True)
        process.start()
        theirs.close()
        return ours, process


def _serve(connection: Connection, function: Callable[..., Any], inherited: list[Connection]) -> None:
    """Answers tasks until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is the caller's to handle
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # so that what was begun is put away
    for other in inherited:
        other.close()
    while True:
        try:
            arguments = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(function(*arguments))


def _reason(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        return f"its process was ended by {signal.Signals(-exitcode).name}"
    return f"its process ended with exit code {exitcode}"
