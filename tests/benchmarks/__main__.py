"""Prints the tables: cold runs against the peers, many briefs, saving, a long tagged PDF, a growing Word file.

Runs are paired: in each round every peer runs right after a run of ours, and a ratio is the median of the rounds'
ratios, so that a machine that slows down slows both. This process imports nothing large: what it holds would count as
its children's memory. Nothing else is written.
"""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from statistics import median
from typing import Any

import pypandoc

ROOT = Path(__file__).parent.parent.parent
BRIEF = ROOT / "briefs" / "ukraine.yaml"
ROUNDS = 11
BRIEFS = 200
FOLDERS, FOLDER_ROUNDS = (100, 300, 1000), 5
TAGGING_ROUNDS, SECTIONS = 15, 15  # 33 pages
ROWS, RECOMMENDATIONS, SIZE_ROUNDS = 300, 200, 7

Command = Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class Took:
    """What a run took: seconds on the clock, and seconds of the processors, which others' work disturbs less."""

    clock: float
    processor: float


@dataclass(slots=True)
class Contestant:
    """One way to make the two files: its commands, run one after another, and what they make.

    ``ratios`` are ours to its own, run by run.
    """

    name: str
    commands: Sequence[Command]
    made: tuple[Path, Path]
    took: list[Took] = field(default_factory=list)
    ratios: list[Took] = field(default_factory=list)
    memory: float = 0.0

    def run(self) -> Took:
        """Runs it once, cold; keeps the peak memory (MB) of its largest process."""
        for file in self.made:
            file.unlink(missing_ok=True)
        start, processor = time.perf_counter(), 0.0
        for command in self.commands:
            with tempfile.TemporaryFile() as said:
                process = subprocess.Popen([str(part) for part in command], stdout=said, stderr=said)
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
                if process.returncode:
                    said.seek(0)
                    sys.exit(f"{self.name}: `{command[0]}` ended {process.returncode}\n{said.read().decode()}")
            self.memory = max(self.memory, usage.ru_maxrss / 1024)
            processor += usage.ru_utime + usage.ru_stime
        took = Took(time.perf_counter() - start, processor)
        if missing := [file.name for file in self.made if not file.is_file()]:
            sys.exit(f"{self.name} did not make {', '.join(missing)}")
        self.took.append(took)
        return took


def contestants(folder: Path) -> tuple[Contestant, list[Contestant]]:
    """Our command, and the peers with their input laid out in ``folder``."""
    subprocess.run((sys.executable, "-m", "tests.benchmarks.prepare", BRIEF, folder), cwd=ROOT, check=True)
    given = folder / "content.json"
    package = importlib.util.find_spec("rendercv_fonts")
    assert package is not None
    assert package.origin is not None
    fonts = Path(package.origin).parent / "Source Sans 3"
    python, here = sys.executable, Path(__file__).parent
    ours = Contestant(
        "compile-brief",
        [(Path(python).parent / "compile-brief", BRIEF, "-o", folder, "--quiet")],
        (folder / "ukraine.docx", folder / "ukraine.pdf"),
    )
    peers = [
        Contestant(
            "(a) reportlab and python-docx by hand, untagged",
            [(python, here / "hand.py", given, folder)],
            (folder / "hand.docx", folder / "hand.pdf"),
        ),
        Contestant(
            "(b) pandoc → DOCX, then Typst → PDF/UA-1",
            [
                (pypandoc.get_pandoc_path(), folder / "memo.md", "-o", folder / "pandoc.docx"),
                (python, here / "typeset.py", folder / "memo.typ", fonts, folder / "typst.pdf"),
            ],
            (folder / "pandoc.docx", folder / "typst.pdf"),
        ),
    ]
    if shutil.which("soffice"):
        office = (
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
        )
        filled = folder / "filled.docx"
        peers.append(
            Contestant(
                "(c) docxtpl → DOCX, then LibreOffice → PDF",
                [
                    (python, here / "fill.py", given, folder / "template.docx", filled),
                    (*office, "--outdir", folder, filled),
                ],
                (filled, folder / "filled.pdf"),
            )
        )
    return ours, peers


def compete(ours: Contestant, peers: list[Contestant]) -> None:
    """Fills in times and ratios: one round to warm the disk's cache, then the rounds that count."""
    for contestant in (ours, *peers):
        contestant.run()
        contestant.took.clear()
    for _ in range(ROUNDS):
        for peer in peers:
            own, other = ours.run(), peer.run()
            peer.ratios.append(Took(own.clock / other.clock, own.processor / other.processor))


def report(ours: Contestant, peers: list[Contestant]) -> None:
    """The table of cold runs."""
    print(f"Cold, both formats of `{BRIEF.relative_to(ROOT)}`, medians of {ROUNDS} rounds:\n")
    print("| | seconds | ours ÷ theirs | processor seconds | ours ÷ theirs | DOCX kB | PDF kB | peak MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for contestant in (ours, *peers):
        cells = [contestant.name]
        for kind in (attrgetter("clock"), attrgetter("processor")):
            ratios = [kind(ratio) for ratio in contestant.ratios]
            cells.append(f"{median(map(kind, contestant.took)):.3f}")
            cells.append(spread((median(ratios), min(ratios), max(ratios))) if ratios else "")
        cells += [f"{file.stat().st_size / 1000:.0f}" for file in contestant.made]
        print(f"| {' | '.join(cells)} | {contestant.memory:.0f} |")


def measured(module: str, *arguments: object, one_core: bool = False) -> Any:
    """What a module of this package says that it measured, in a process of its own."""
    cores = os.sched_getaffinity(0)
    command = (sys.executable, "-m", f"tests.benchmarks.{module}", *map(str, arguments))
    done = subprocess.run(
        command,
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        preexec_fn=lambda: os.sched_setaffinity(0, {min(cores)} if one_core else cores),
    )
    return json.loads(done.stdout)


def spread(values: Sequence[float]) -> str:
    """A median, least and most, as a cell."""
    middle, least, most = values
    return f"{middle:.3g} ({least:.3g} to {most:.3g})"


def report_batch() -> None:
    """The table of many briefs in one process, pinned to one core."""
    took = measured("batch", BRIEF, BRIEFS, one_core=True)
    print(f"\n{BRIEFS} briefs in one process on one core, both formats of each:\n")
    print(f"| seconds a brief | peak MB after {BRIEFS // 10} | peak MB after {BRIEFS} |\n| --- | --- | --- |")
    print(f"| {took['seconds']:.3f} | {took['early']:.0f} | {took['late']:.0f} |")


def report_folder() -> None:
    """The table of folders of briefs through the command."""
    few, most = FOLDERS[0], FOLDERS[-1]
    took = measured("folder", BRIEF, ",".join(map(str, FOLDERS)), FOLDER_ROUNDS)
    print(f"\nFolders of briefs through the command, medians of {FOLDER_ROUNDS} rounds (least to most):\n")
    print("| | seconds | ratio | to |\n| --- | --- | --- | --- |")
    rows = (
        (f"build {few}, `--jobs 1`", "one process", "", ""),
        (f"build {few}, `--jobs 2`", "two processes", "two ÷ one", "`--jobs 1`"),
        (f"check {few}", "check", "check ÷ build", "building them, `--jobs 1`"),
        ("check one", "check of one", "check ÷ build of one", "building it"),
        (f"build {most:,}, `--jobs 2`", "full build", "", ""),
        (f"the same {most:,}, nothing to do", "nothing to do", "nothing ÷ full", "the full build"),
    )
    for what, seconds, ratio, to in rows:
        print(f"| {what} | {spread(took[seconds])} | {spread(took[ratio]) if ratio else ''} | {to} |")
    print("\nPeak memory of the largest process, in MB:\n")
    print("| | " + " | ".join(f"{count:,} briefs" for count in FOLDERS) + " |\n| --- |" + " --- |" * len(FOLDERS))
    for what, memory in (("build, `--jobs 2`", "memory"), ("check", "memory of check")):
        print(f"| {what} | " + " | ".join(f"{took[f'{memory} {count}'][0]:.0f}" for count in FOLDERS) + " |")


def report_saving() -> None:
    """The table of a brief that is watched."""
    took = measured("saving", BRIEF, ROUNDS)
    print(f"\n`watch`, from the save to the new PDF, medians of {ROUNDS} rounds (least to most):\n")
    print("| seconds | a cold build, seconds | saved ÷ cold |\n| --- | --- | --- |")
    print(f"| {spread(took['saved'])} | {spread(took['cold'])} | {spread(took['ratio'])} |")


def report_tagging() -> None:
    """The table of a long tagged PDF against the same text drawn untagged."""
    took = measured("tagging", TAGGING_ROUNDS, SECTIONS)
    middle, least, most = took["ratio"]
    ours, theirs = took["seconds"]
    how = f"in one process, medians of processor time over {TAGGING_ROUNDS} rounds"
    print(f"\n33 pages, 1,335 paragraphs, 15 tables, {how}:\n")
    print("| | seconds | ours ÷ theirs (least to most) | kB | ours ÷ theirs |\n| --- | --- | --- | --- | --- |")
    size, peer = took["bytes"]
    print(
        f"| the PDF writer, tagged | {ours:.3f} | {middle:.2f} ({least:.2f} to {most:.2f}) "
        f"| {size / 1000:.0f} | {size / peer:.2f} |"
    )
    print(f"| reportlab, untagged, from its paragraph markup | {theirs:.3f} | | {peer / 1000:.0f} | |")


def report_tables() -> None:
    """The table of a Word file that grows."""
    sizes = measured("tables", ROWS, RECOMMENDATIONS, SIZE_ROUNDS)
    whole = next(took["ours"] for took in sizes if took["size"] == 1)
    what = f"{ROWS} table rows and {RECOMMENDATIONS} recommendations"
    print(f"\nA Word file of {what} and its multiples, in one process, medians of {SIZE_ROUNDS} rounds:\n")
    print("| size | ours, seconds | to size 1 | python-docx by rows, seconds | ours ÷ theirs | cell by cell, seconds |")
    print("| --- | --- | --- | --- | --- | --- |")
    for took in sizes:
        cells = f"{took['cells']:.2f}" if took["cells"] is not None else "not run"
        print(
            f"| {took['size']:g} | {took['ours']:.3f} | {took['ours'] / whole:.2f} "
            f"| {took['rows']:.3f} | {spread(took['ratio'])} | {cells} |"
        )


def main() -> None:
    """Prints the machine and the tables."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the peers' modules are compiled, so must ours be
    print(f"Python {platform.python_version()} on {platform.system()}, {len(os.sched_getaffinity(0))} cores\n")
    with tempfile.TemporaryDirectory() as folder:
        ours, peers = contestants(Path(folder))
        compete(ours, peers)
        report(ours, peers)
    report_batch()
    report_folder()
    report_saving()
    report_tagging()
    report_tables()


if __name__ == "__main__":
    main()
