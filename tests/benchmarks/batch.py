"""Many briefs in one process, each with words of its own.

In: a spec to vary and a number of briefs. Out, as JSON on standard output: seconds for a brief and pair of formats, and
the peak memory (MB) after a tenth of the briefs and after all.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from compiler import compile_brief

WORDS = "talks border grid council envoy treaty corridor harvest harbour census ballot archive".split()


def vary(spec: str, number: int) -> str:
    """The spec as another edition: its own number and title, and a paragraph that no other edition has."""
    words = " ".join(WORDS[(number * step) % len(WORDS)] + str(number) for step in range(1, 40))
    varied = spec.replace("number: 2025/07", f"number: 2025/{number:03}").replace("\ntitle: ", f"\ntitle: {number:03} ")
    return varied.replace("  text: |\n", f"  text: |\n    Edition {number}: {words}.\n\n", 1)


def peak() -> float:
    """The most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(spec: Path, count: int) -> None:
    """Compiles ``count`` variations of ``spec`` and prints what it took."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"brief-{number:03}.yaml" for number in range(count)]
        for number, path in enumerate(paths):
            path.write_text(vary(spec.read_text("utf-8"), number), "utf-8")
        early = 0.0
        start = time.perf_counter()
        for number, path in enumerate(paths, 1):
            done = compile_brief(path)
            if done.failed:
                sys.exit("\n".join(diagnostic.render() for diagnostic in done.diagnostics))
            for kind, data in done.outputs.items():
                path.with_suffix(f".{kind}").write_bytes(data)
            if number == count // 10:
                early = peak()
        seconds = (time.perf_counter() - start) / count
    print(json.dumps({"seconds": seconds, "early": early, "late": peak()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
