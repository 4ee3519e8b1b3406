"""A folder of three briefs that build, and what is asked of it by the tests of many briefs."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

NAMES = ("a", "b", "c")


def manifest(folder: Path) -> dict[str, Any]:
    """The briefs of the manifest; each file that it names stands there as it says."""
    briefs: dict[str, Any] = json.loads((folder / "dist" / "manifest.json").read_text("utf-8"))["briefs"]
    for entry in briefs.values():
        for name, file in (entry["last_build"] or {"files": {}})["files"].items():
            data = (folder / "dist" / name).read_bytes()
            assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])
    return briefs


def left_over(folder: Path) -> list[str]:
    """The files that the manifest says are left over."""
    names: list[str] = json.loads((folder / "dist" / "manifest.json").read_text("utf-8"))["left_over"]
    return names


def built(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The files that the output names as built."""
    return re.findall(r"[:,] (dist/[^ ]+) \(", capsys.readouterr().out)


def reasons(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Why each brief was built, as the output says it."""
    return dict(re.findall(r"\] briefs/(\w+)\.yaml \((.*?)\): ", capsys.readouterr().out))


def edit(folder: Path, name: str, text: str) -> None:
    """Writes a brief."""
    (folder / "briefs" / f"{name}.yaml").write_text(text, "utf-8")
