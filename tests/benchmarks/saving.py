"""From save to new files: ``compile-brief watch`` as a writer runs it, against a cold build of the same brief.

In: a spec and a number of rounds. Out, as JSON on standard output: the seconds from the save to the new PDF, their
medians and extremes, and the rounds' ratios to a cold build that runs right after.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

COMMAND = (sys.executable, "-m", "compiler.cli")
PATIENCE = 30.0  # seconds to wait for a PDF before something is wrong
_LOOK = 0.001  # seconds between two looks


def wait_for(pdf: Path, known: int) -> int:
    """Returns when the PDF is another than the one ``known`` by its time of change; the time of the new one."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if (now := pdf.stat().st_mtime_ns) != known:
                return now
        except FileNotFoundError:
            pass
        time.sleep(_LOOK)
    sys.exit(f"no new {pdf.name} after {PATIENCE:.0f} seconds")


def measure(brief: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds from save to PDF, and of a cold build, in pairs."""
    text, out = brief.read_text("utf-8"), brief.parent / "out"
    pdf, saved, cold = out / f"{brief.stem}.pdf", [], []
    watch = (*COMMAND, "watch", str(brief), "--no-serve", "--quiet", "-o", str(out))
    with subprocess.Popen(watch, stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        try:
            watching.stdout.readline()
            known = wait_for(pdf, 0)
            for number in range(rounds + 1):
                time.sleep(0.2)  # it is waiting again, as it is when somebody writes
                begun = time.perf_counter()
                brief.write_text(text.replace("\ntitle: ", f"\ntitle: {number} ", 1), "utf-8")
                known = wait_for(pdf, known)
                saved.append(time.perf_counter() - begun)
                begun = time.perf_counter()
                subprocess.run((*COMMAND, str(brief), "--quiet", "-o", str(brief.parent / "cold")), check=True)
                cold.append(time.perf_counter() - begun)
        finally:
            watching.terminate()
    return saved[1:], cold[1:]  # the first warms up


def main(spec: Path, rounds: int) -> None:
    """Measures a copy of ``spec`` and prints what it took."""
    with tempfile.TemporaryDirectory() as folder:
        brief = Path(folder) / spec.name
        brief.write_bytes(spec.read_bytes())
        saved, cold = measure(brief, rounds)
    ratios = [ours / other for ours, other in zip(saved, cold, strict=True)]
    spread = {"saved": saved, "cold": cold, "ratio": ratios}
    print(json.dumps({name: [median(values), min(values), max(values)] for name, values in spread.items()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
