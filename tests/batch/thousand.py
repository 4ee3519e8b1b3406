"""A thousand briefs, and everything that may happen to them; ``make thousand``, about three minutes on two cores.

Built in full, again unchanged, with one changed, with one broken, with a worker killed from outside, and on a
disk that is full (a small tmpfs, where one may be mounted). Each time the manifest must say what stands there, and each
file must be the whole result of its own brief. Exits 1 with the first thing that is not so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.test_spec import complete

ROOT = Path(__file__).parents[2]
BRIEF = (ROOT / "briefs" / "ukraine.yaml").read_text("utf-8")
BOUND = 600  # seconds that one run may take


def spec(number: int, word: str = "") -> str:
    """A brief of its own: every tenth is a whole memo, the others are short."""
    if number % 10 == 0:
        return BRIEF.replace("title: ", f"title: {number}{word} ", 1)
    return complete(f"title: Brief {number}{word}")


class Trial:
    """The folder of a trial, and what must hold in it."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count = folder, count
        self.briefs, self.dist = folder / "briefs", folder / "dist"
        self.briefs.mkdir()
        for number in range(count):
            (self.briefs / f"b{number:04}.yaml").write_text(spec(number), "utf-8")
        self.outputs: dict[str, bytes] = {}

    def command(self, *more: str) -> list[str]:
        return [sys.executable, "-m", "compiler.cli", "briefs", "-o", str(self.dist), "--today", "2025-04-22", *more]

    def start(self, *more: str) -> subprocess.Popen[str]:
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.Popen(
            self.command(*more), cwd=self.folder, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, code: int, *more: str) -> tuple[float, list[str], str]:
        """Runs the command; its time, the briefs that it built, what it complained of."""
        begun = time.monotonic()
        with self.start(*more) as process:
            out, err = process.communicate(timeout=BOUND)
        must(process.returncode == code, f"exit code {process.returncode} instead of {code}: {err[-2000:]}")
        built = [line for line in out.splitlines() if ".pdf " in line]
        return time.monotonic() - begun, built, err

    def check(self, briefs: int) -> None:
        """The manifest names so many briefs, and their files as they stand; nothing else lies about."""
        entries = json.loads((self.dist / "manifest.json").read_text("utf-8"))["briefs"]
        must(len(entries) == briefs, f"{len(entries)} briefs in the manifest instead of {briefs}")
        for entry in entries.values():
            for name, file in entry["files"].items():
                data = (self.dist / name).read_bytes()
                must(hashlib.sha256(data).hexdigest() == file["sha256"], f"{name} is not what the manifest says")
                must(len(data) == file["bytes"], f"{name} has another size than the manifest says")
        parts = [path.name for path in self.dist.iterdir() if path.name.startswith(".")]
        must(not parts, f"left behind: {parts}")

    def files(self) -> dict[str, str]:
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in self.dist.iterdir()}


def must(holds: bool, otherwise: str) -> None:
    """Ends the trial if something does not hold."""
    if not holds:
        raise SystemExit(f"FAILED: {otherwise}")


def workers_of(pid: int) -> list[int]:
    """The processes that a process has started (Linux)."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in children.read_text().split()] if children.exists() else []


def trial(folder: Path, count: int) -> None:
    """All of it, with a line for each part."""
    whole = Trial(folder, count)
    seconds, built, _ = whole.run(0)
    must(len(built) == count, f"{len(built)} built instead of {count}")
    whole.check(count)
    print(f"full build             {seconds:7.2f} s  {seconds / count * 1000:.0f} ms a brief")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process        {memory:7.0f} MB")

    before = whole.files()
    seconds, built, _ = whole.run(0)
    must(not built, "something was built though nothing has changed")
    must(whole.files() == before, "files changed in a run that builds nothing")
    print(f"nothing changed        {seconds:7.2f} s")

    changed = whole.briefs / "b0007.yaml"
    changed.write_text(spec(7, " changed"), "utf-8")
    seconds, built, _ = whole.run(0)
    must(len(built) == 1, f"{len(built)} built instead of the one that changed")
    whole.check(count)
    print(f"one changed            {seconds:7.2f} s")

    broken = whole.briefs / "b0008.yaml"
    broken.write_text("brief: [", "utf-8")
    before = whole.files()
    seconds, built, err = whole.run(1)
    must(not built and "b0008.yaml:1" in err, "the broken brief is not told, or others were built")
    after = whole.files()
    must(all(after[name] == before[name] for name in ("b0008.pdf", "b0008.docx")), "its old files did not stay")
    whole.check(count - 1)
    broken.write_text(spec(8), "utf-8")
    whole.run(0)
    whole.check(count)
    print(f"one broken             {seconds:7.2f} s")

    print(f"a worker killed        {killed(whole, count):7.2f} s")
    print(f"disk full              {disk_full(whole)}")


def killed(whole: Trial, count: int) -> float:
    """Kills a worker in the middle of a full build."""
    begun = time.monotonic()
    with whole.start("--force", "-j", "2") as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(20)]  # it is well under way
        victims = workers_of(process.pid)
        if victims:
            os.kill(victims[0], signal.SIGKILL)
        out, err = process.communicate(timeout=BOUND)
    if not victims:
        print("(no worker was found to kill: this system does not list them)")
        return time.monotonic() - begun
    must(process.returncode == 3, f"exit code {process.returncode} instead of 3")
    must(err.count("ended by SIGKILL") == 1, "the death of the worker is not told, or not once")
    built = sum(".pdf " in line for line in [*lines, *out.splitlines()])
    must(built == count - 1, f"{built} built instead of all but one")
    whole.check(count - 1)
    must(len(whole.run(0)[1]) == 1, "the next run does not build just the one that is missing")
    whole.check(count)
    return time.monotonic() - begun


def disk_full(whole: Trial) -> str:
    """Builds onto a disk that holds a part of it, frees it, and builds on."""
    disk = whole.folder / "disk"
    disk.mkdir()
    half = sum(path.stat().st_size for path in whole.dist.iterdir()) // 2
    mount = ["mount", "-t", "tmpfs", "-o", f"size={half}", "none", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode:
        return "not tried: no disk may be mounted here"
    try:
        standing, whole.dist = whole.dist, disk
        _, _, err = whole.run(2)
        must("can't write into" in err and "Traceback" not in err, "a full disk is not told in words")
        manifest = disk / "manifest.json"
        if manifest.exists():
            whole.check(len(json.loads(manifest.read_text("utf-8"))["briefs"]))
        stray = [path.name for path in disk.iterdir() if path.name.startswith(".")]
        must(not stray, f"left behind on the full disk: {stray}")
        for path in disk.glob("*.pdf"):
            must(path.read_bytes() == (standing / path.name).read_bytes(), f"{path.name} is not whole")
        subprocess.run(["mount", "-o", "remount,size=900m", str(disk)], check=True)
        whole.run(0)
        whole.check(whole.count)
        whole.dist = standing
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    return "held"


def main() -> None:
    """Runs the trial in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=1000, help="how many briefs (default: 1000)")
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        trial(Path(folder), count)


if __name__ == "__main__":
    main()
