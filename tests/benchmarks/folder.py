"""A folder of briefs through the command: built with one process and with two, again with nothing to do, and checked.

In: a spec to vary, the numbers of briefs (the memory is looked at for each, the last is built again with nothing to do)
and of rounds. Out, as JSON on standard output: medians and extremes of the seconds and of the paired ratios, and the
peak memory (MB) of the largest process for each number. The ratios, in the rounds: two processes to one, on the first
number of briefs; checking them to building them in one process; checking one brief to building it; nothing to do to the
full build before it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from .batch import vary

DAY = "2025-04-22"  # that of the brief: nothing in it has passed


def run(*arguments: str | Path) -> tuple[float, float]:
    """Runs the command; its seconds, and the peak memory (MB) of its largest process."""
    command = (sys.executable, "-m", "compiler.cli", *map(str, arguments), "--quiet", "--today", DAY)
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"`{' '.join(command[2:])}` ended {process.returncode}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def write_briefs(spec: str, folder: Path, count: int) -> Path:
    """A folder of its own with so many variations of the spec."""
    briefs = folder / f"briefs-{count}"
    briefs.mkdir()
    for number in range(count):
        (briefs / f"brief-{number:04}.yaml").write_text(vary(spec, number), "utf-8")
    return briefs


def measure(spec: Path, folder: Path, counts: Sequence[int], rounds: int) -> dict[str, list[float]]:
    """All rounds' figures by name."""
    took: dict[str, list[float]] = {}

    def note(name: str, value: float) -> float:
        took.setdefault(name, []).append(value)
        return value

    text = spec.read_text("utf-8")
    folders = {count: write_briefs(text, folder, count) for count in counts}
    few, out, one = folders[counts[0]], folder / "out", folder / "one"
    single = next(few.iterdir())
    run(single, "-o", one)  # warms the disk's cache
    for _ in range(rounds):
        alone = note("one process", run(few, "-o", out, "--force", "--jobs", "1")[0])
        note("two ÷ one", note("two processes", run(few, "-o", out, "--force", "--jobs", "2")[0]) / alone)
        note("check ÷ build", note("check", run("check", few)[0]) / alone)
        built = run(single, "-o", one)[0]
        note("check ÷ build of one", note("check of one", run("check", single)[0]) / built)
    for count, briefs in folders.items():
        shutil.rmtree(out)
        seconds, memory = run(briefs, "-o", out, "--jobs", "2")
        note(f"memory {count}", memory)
        note(f"memory of check {count}", run("check", briefs)[1])
    note("full build", seconds)
    before = changes(out)
    for _ in range(rounds):
        note("nothing ÷ full", note("nothing to do", run(briefs, "-o", out, "--jobs", "2")[0]) / seconds)
    if changes(out) != before:
        sys.exit("something was built though there was nothing to do")
    return took


def changes(folder: Path) -> dict[str, int]:
    """When each PDF of a folder was written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.pdf")}


def main(spec: Path, counts: Sequence[int], rounds: int) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        took = measure(spec, Path(folder), counts, rounds)
    print(json.dumps({name: [median(values), min(values), max(values)] for name, values in took.items()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(count) for count in sys.argv[2].split(",")], int(sys.argv[3]))
