"""Same input, same bytes: whatever the folder, the day, the hash seed and the time zone are."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests import torture
from tests.corpus import BRIEFS, ROOT


def _build(folder: Path, today: str, seed: str, zone: str) -> dict[str, bytes]:
    """The files that a process of its own makes of the briefs of the project and of the tests in ``folder``."""
    shutil.copytree(ROOT / "briefs", folder / "briefs")
    torture.write(folder / "briefs")
    environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "compiler.cli", "briefs", "-o", "out", "--today", today, "--quiet"]
    subprocess.run(command, cwd=folder, env=environment, check=True)
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


def _without_days(manifest: bytes) -> Any:
    """A manifest without what follows from the days of its briefs that have passed."""
    value = json.loads(manifest)
    for entry in value["briefs"].values():
        build = entry["last_build"]
        build["days"] = sorted(build.pop("days_passed") + build.pop("days_ahead"))
        del entry["diagnostics"]
    return value


def test_two_folders_two_days_and_two_hash_seeds_give_equal_bytes(tmp_path: Path) -> None:
    first = _build(tmp_path / "a", "2025-04-22", "1", "UTC")
    second = _build(tmp_path / "another folder", "2031-12-31", "2", "Asia/Tokyo")

    names = (*BRIEFS, "torture")
    assert sorted(first) == sorted(
        ["manifest.json", *(f"{name}.{suffix}" for name in names for suffix in ("docx", "pdf"))]
    )
    manifests = [_without_days(files.pop("manifest.json")) for files in (first, second)]
    assert manifests[0] == manifests[1]
    assert [name for name in first if first[name] != second.get(name)] == []
