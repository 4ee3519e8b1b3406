"""Finding and running the outside programs.

In: a program's name and how to install it. Out: what it printed. A program that is missing skips the test that asked
for it, or fails it where ``CI=true`` says that every judge must be there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

SECONDS = 300


def need(found: bool, name: str, hint: str) -> None:
    """Skip the running test, or fail it in CI, unless the judge was ``found``; ``hint`` is how to install it."""
    if found:
        return
    message = f"{name} is not installed: {hint}"
    if os.environ.get("CI") == "true":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def need_program(name: str, hint: str) -> None:
    """Like ``need``, for a program on the search path."""
    need(shutil.which(name) is not None, name, hint)


def run(command: Sequence[str | Path]) -> str:
    """What the command wrote to standard output; raises with what it wrote to standard error when it ends non-zero."""
    done = subprocess.run([str(part) for part in command], capture_output=True, timeout=SECONDS, check=False)
    if done.returncode:
        program = Path(command[0]).name
        raise RuntimeError(f"{program} ended {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout.decode("utf-8")
