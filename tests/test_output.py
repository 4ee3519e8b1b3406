"""Files appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from compiler.output import Unwritable, write_files


def test_files_are_written_into_a_new_folder(tmp_path: Path) -> None:
    paths = write_files(tmp_path / "a" / "b", {"x.docx": b"one", "x.pdf": b"two"})
    assert [(p.name, p.read_bytes()) for p in paths] == [("x.docx", b"one"), ("x.pdf", b"two")]
    assert sorted(p.name for p in (tmp_path / "a" / "b").iterdir()) == ["x.docx", "x.pdf"]


def test_nothing_is_replaced_when_one_file_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.docx").write_bytes(b"old")
    real = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if "pdf" in self.name:
            raise OSError(28, "No space left on device")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Unwritable, match="No space left"):
        write_files(tmp_path, {"x.docx": b"new", "x.pdf": b"new"})
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("x.docx", b"old")]


def test_a_new_file_has_the_rights_that_the_umask_leaves(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        (path,) = write_files(tmp_path, {"x.pdf": b""})
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_folder_in_the_place_of_one_file_keeps_the_others_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"old")
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(Unwritable, match=r"x\.pdf: it is a folder"):
        write_files(tmp_path, {"x.docx": b"new", "x.pdf": b"new"})
    assert (tmp_path / "x.docx").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.docx", "x.pdf"]


def test_a_file_that_is_replaced_hands_on_its_rights(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"old")
    (tmp_path / "x.yaml").chmod(0o600)
    (path,) = write_files(tmp_path, {"x.yaml": b"new"})
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o600)
