"""What the tests of many briefs begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.folders import NAMES
from tests.test_spec import complete


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "briefs").mkdir()
    for name in NAMES:
        (tmp_path / "briefs" / f"{name}.yaml").write_text(complete(f"title: Brief {name}"), "utf-8")
    return tmp_path
