"""Too long is too long in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler import Options, compile_brief
from tests.test_layout import BASE


def written(folder: Path, *keys: str) -> Path:
    """A brief of the smallest keys and some more."""
    own = {key.partition(":")[0] for key in keys}
    lines = [f"{key}: {value}" for key, value in BASE.items() if key not in own]
    (folder / "pyproject.toml").touch()
    (folder / "talks.yaml").write_text("\n".join([*lines, *keys]) + "\n", "utf-8")
    return folder / "talks.yaml"


@pytest.mark.parametrize("formats", [("docx",), ("pdf",), ("docx", "pdf"), ()])
def test_whatever_formats_are_asked_for_the_same_is_reported(formats: tuple[str, ...], tmp_path: Path) -> None:
    brief = written(tmp_path, f"bottom_line: {'Agree one position. ' * 30}", "subtitle: A ⾀ in it")
    done = compile_brief(brief, Options(formats=formats))

    assert done.failed
    assert {d.code for d in done.diagnostics} == {"L201", "G101"}
