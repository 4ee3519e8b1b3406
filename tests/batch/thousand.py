"""A thousand briefs, and everything that may happen to them; ``make thousand``, about three minutes on two cores.

Built in full, again unchanged, with one changed, with one broken, with a worker killed from outside, interrupted, and
on a disk that is full (a small tmpfs, where one may be mounted). After each of these every brief has both its files,
each the whole result of its own brief and as the manifest says, and nothing else lies about. Exits 1 with the first
thing that is not so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from tests.test_spec import complete

ROOT = Path(__file__).parents[2]
BRIEF = (ROOT / "briefs" / "ukraine.yaml").read_text("utf-8")
BOUND = 600  # seconds that one run may take
KINDS = ("docx", "pdf")
TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)


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
        self.known: dict[str, str] = {}  # the digest of each file, as it was first found

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

    def check(self, missing: Collection[str] = ()) -> None:
        """Every brief stands in the manifest but those ``missing``, and every file on the disk, as it was known to be.

        Files of a brief that is missing in the manifest are those of before.
        """
        names = {f"b{number:04}" for number in range(self.count)}
        entries = self.entries()
        must(entries.keys() == names - set(missing), f"in the manifest: {len(entries)} briefs, not the right ones")
        for name in entries:
            self.check_entry(name, entries[name])
        wanted = {f"{name}.{kind}" for name in names for kind in KINDS}
        must(self.files().keys() == wanted, f"not the right files: {sorted(self.files().keys() ^ wanted)[:5]}")
        for name, digest in self.files().items():
            must(self.known.setdefault(name, digest) == digest, f"{name} is not as it was")

    def check_entry(self, name: str, entry: dict[str, Any]) -> None:
        """What the manifest says of a brief is true of its spec and its files."""
        path = self.briefs / f"{name}.yaml"
        build = entry["last_build"]
        inputs = {Path(key).name: digest for key, digest in build["inputs"].items()}
        must(inputs[path.name] == digest_of(path), f"the manifest knows another {path.name}")
        must(build["files"].keys() == {f"{name}.{kind}" for kind in KINDS}, f"not both files of {name} are known")
        for file, said in build["files"].items():
            data = (self.dist / file).read_bytes()
            must(hashlib.sha256(data).hexdigest() == said["sha256"], f"{file} is not what the manifest says")
            must(len(data) == said["bytes"], f"{file} has another size than the manifest says")
        check_files(path, self.dist, name)

    def entries(self, status: str = "built") -> dict[str, dict[str, Any]]:
        """The manifest's briefs with a status, by name; none without a manifest."""
        manifest = self.dist / "manifest.json"
        if not manifest.exists():
            return {}
        found: dict[str, dict[str, Any]] = json.loads(manifest.read_text("utf-8"))["briefs"]
        return {Path(key).stem: entry for key, entry in found.items() if entry["status"] == status}

    def files(self) -> dict[str, str]:
        """The digest of every file but the manifest, hidden ones too."""
        return {path.name: digest_of(path) for path in self.dist.iterdir() if path.name != "manifest.json"}


def digest_of(path: Path) -> str:
    """A file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check_files(spec: Path, folder: Path, name: str) -> None:
    """Both files are whole and made from this spec: the Word file bears its digest, the PDF its title."""
    with zipfile.ZipFile(folder / f"{name}.docx") as word:
        must(word.testzip() is None, f"{name}.docx is damaged")
        must(digest_of(spec).encode() in word.read("docProps/custom.xml"), f"{name}.docx is of another spec")
    pdf = (folder / f"{name}.pdf").read_bytes()
    title = TITLE.search(spec.read_text("utf-8"))
    must(title is not None and f">{title[1]}<".encode() in pdf, f"{name}.pdf is of another brief")
    must(pdf.rstrip().endswith(b"%%EOF"), f"{name}.pdf is cut off")


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
    whole.check()
    print(f"full build             {seconds:7.2f} s  {seconds / count * 1000:.0f} ms a brief")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process        {memory:7.0f} MB")

    manifest = digest_of(whole.dist / "manifest.json")
    seconds, built, _ = whole.run(0)
    must(not built, "something was built though nothing has changed")
    must(digest_of(whole.dist / "manifest.json") == manifest, "the manifest changed in a run that builds nothing")
    whole.check()
    print(f"nothing changed        {seconds:7.2f} s")

    changed = whole.briefs / "b0007.yaml"
    changed.write_text(spec(7, " changed"), "utf-8")
    seconds, built, _ = whole.run(0)
    must(len(built) == 1, f"{len(built)} built instead of the one that changed")
    old = {kind: whole.known.pop(f"b0007.{kind}") for kind in KINDS}
    whole.check()
    must(all(whole.known[f"b0007.{kind}"] != old[kind] for kind in KINDS), "a changed brief has its old files")
    print(f"one changed            {seconds:7.2f} s")

    broken = whole.briefs / "b0008.yaml"
    broken.write_text("brief: [", "utf-8")
    seconds, built, err = whole.run(1)
    must(not built and "b0008.yaml:1" in err, "the broken brief is not told, or others were built")
    whole.check(missing={"b0008"})
    must(whole.entries("failed").keys() == {"b0008"}, "the manifest does not say that the broken brief failed")
    broken.write_text(spec(8), "utf-8")
    whole.run(0)
    whole.check()
    print(f"one broken             {seconds:7.2f} s")

    print(f"a worker killed        {killed(whole, count):7.2f} s")
    print(f"interrupted            {interrupted(whole):7.2f} s")
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
    missing = {f"b{number:04}" for number in range(count)} - whole.entries().keys()
    must(len(missing) == 1, f"{len(missing)} briefs are missing in the manifest instead of one")
    must(whole.entries("crashed").keys() == missing, "the manifest does not say which brief crashed")
    whole.check(missing)
    must(len(whole.run(0)[1]) == 1, "the next run does not build just the one that is missing")
    whole.check()
    return time.monotonic() - begun


def interrupted(whole: Trial) -> float:
    """Ends a full build with Ctrl-C; what stood before it is whole, whether it was built again or not."""
    begun = time.monotonic()
    with whole.start("--force", "-j", "2") as process:
        assert process.stdout is not None
        for _ in range(20):
            process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=BOUND)
    must(process.returncode == 130, f"exit code {process.returncode} instead of 130")
    must("Traceback" not in err, "an interruption shows a traceback")
    whole.check()
    must(not whole.run(0)[1], "something was built after an interruption though nothing has changed")
    whole.check()
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
        _, built, err = whole.run(2)
        must("can't write into" in err and "Traceback" not in err, "a full disk is not told in words")
        must(0 < len(built) < whole.count, f"{len(built)} built on a disk for half of them")
        for name, entry in whole.entries().items():
            whole.check_entry(name, entry)
        for name, digest in whole.files().items():
            must(whole.known.get(name) == digest, f"{name} is not whole, or does not belong there")
        subprocess.run(["mount", "-o", "remount,size=900m", str(disk)], check=True)
        whole.run(0)
        whole.check()
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
