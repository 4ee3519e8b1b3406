"""Worker processes: answers with the number of their task, and a death that costs one task."""

from __future__ import annotations

import os
import signal
from contextlib import closing

from compiler.batch.workers import Crash, Workers


def double(value: int) -> int:
    """Twice ``value``; 3 kills the process, 4 ends it."""
    if value == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if value == 4:
        os._exit(7)
    return 2 * value


def answers(values: list[int], count: int) -> dict[int, object]:
    with closing(Workers(double, count)) as workers:
        return dict(workers.run([(value,) for value in values]))


def test_each_task_is_answered_once() -> None:
    assert answers([0, 1, 2, 5, 6], 2) == {0: 0, 1: 2, 2: 4, 3: 10, 4: 12}


def test_a_process_that_dies_costs_its_own_task_only() -> None:
    found = answers([1, 3, 5, 4, 6], 2)
    crashes = {index: answer for index, answer in found.items() if isinstance(answer, Crash)}
    assert {index: crash.reason for index, crash in crashes.items()} == {
        1: "its process was ended by SIGKILL",
        3: "its process ended with exit code 7",
    }
    assert [found[i] for i in (0, 2, 4)] == [2, 10, 12]


def test_closing_ends_processes_that_are_at_work() -> None:
    workers = Workers(double, 2)
    running = workers.run([(1,), (2,), (5,)])
    next(running)
    processes = [process for process, _ in workers._running.values()]
    workers.close()
    assert not any(process.is_alive() for process in processes)
