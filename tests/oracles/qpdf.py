"""qpdf: is the file sound as PDF syntax, its cross-references, object streams and stream lengths?

In: a PDF. Out: what qpdf warns of or refuses, as text; and the outline that a viewer shows beside the pages.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .programs import SECONDS, need_program, run

_HINT = "apt-get install qpdf"
_SOUND = "No syntax or stream encoding errors found"


def check(pdf: Path) -> list[str]:
    """What is wrong with the file; empty when qpdf read all of it without a warning."""
    need_program("qpdf", _HINT)
    # ends 2 on errors and 3 on warnings: both are findings
    done = subprocess.run(("qpdf", "--check", pdf), capture_output=True, timeout=SECONDS, check=False)
    if done.returncode == 0 and _SOUND in done.stdout.decode():
        return []
    return (done.stderr or done.stdout).decode().splitlines()


def outline(pdf: Path) -> list[tuple[int, str]]:
    """The outline's items, level and title with single spaces, from top to bottom."""
    need_program("qpdf", _HINT)

    def visit(items: list[dict[str, Any]], level: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield level, " ".join(item["title"].split())
            yield from visit(item["kids"], level + 1)

    return list(visit(json.loads(run(("qpdf", "--json=1", "--json-key=outlines", pdf)))["outlines"], 1))
