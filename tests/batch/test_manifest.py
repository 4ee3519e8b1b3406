"""The manifest: what it says of a brief that fails, and what becomes of it when it is damaged or linked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compiler.batch import Status, building
from compiler.batch.manifest import Manifest
from compiler.cli import BUG, DONE, MISTAKE, main
from tests.batch.folders import NAMES, built, edit, manifest, reasons
from tests.checkout import ROOT
from tests.test_spec import complete

CHECKED_AND_UNCHANGED = {Status.CHECKED.value, Status.UNCHANGED.value}  # ends of a run that leave files as they are


def test_it_says_that_a_brief_fails_and_why_beside_what_stands_of_its_last_build(folder: Path) -> None:
    main(["briefs", "-q"])
    before = manifest(folder)["../briefs/b.yaml"]
    edit(folder, "b", complete("titel: x"))
    main(["briefs", "-q"])
    entry = manifest(folder)["../briefs/b.yaml"]
    assert (before["status"], entry["status"]) == ("built", "failed")
    assert [(said["code"], said["span"]["file"]) for said in entry["diagnostics"]] == [("S201", "../briefs/b.yaml")]
    assert entry["last_build"] == before["last_build"]


def test_a_brief_that_never_was_built_stands_in_it_without_a_build(folder: Path) -> None:
    for name in NAMES:
        edit(folder, name, "brief: [")
    assert main(["briefs", "-q"]) == MISTAKE
    entries = manifest(folder)
    assert [(entry["status"], entry["last_build"]) for entry in entries.values()] == [("failed", None)] * 3


def test_of_a_bug_it_holds_the_last_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr(building, "compile_brief", broken)
    assert main(["briefs", "-q"]) == BUG
    assert {entry["problem"] for entry in manifest(folder).values()} == {"ValueError: no such thing"}


def test_a_brief_that_was_being_replaced_when_the_run_ended_is_interrupted_and_built_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["briefs", "-q"])
    known = Manifest.read(Path("dist"))
    known.begin([Path("briefs/a.yaml"), Path("briefs/b.yaml")])
    (folder / "dist" / "b.docx").write_bytes(b"another")
    known.write()
    entries = manifest(folder)
    assert [entry["status"] for entry in entries.values()] == ["built", "interrupted", "built"]
    assert list(entries["../briefs/b.yaml"]["last_build"]["files"]) == ["b.pdf"]
    main(["briefs"])
    assert reasons(capsys) == {"b": "interrupted before"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"format": 2}',
        '{"format": 2, "briefs": [], "left_over": []}',
        '{"format": 2, "briefs": {"../briefs/a.yaml": 3}, "left_over": []}',
        '{"format": 2, "briefs": {"../briefs/a.yaml": {"status": "built", "diagnostics": [{}], "last_build": null}},'
        ' "left_over": []}',
        '{"format": 2, "briefs": {}, "left_over": 5}',
    ],
)
def test_one_that_makes_no_sense_is_said_to_and_written_anew(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["briefs", "-q", "-f", "docx"])
    good = (folder / "dist" / "manifest.json").read_bytes()
    (folder / "dist" / "manifest.json").write_text(text)
    assert main(["briefs", "-f", "docx"]) == DONE
    assert reasons(capsys) == dict.fromkeys(NAMES, "manifest.json can't be read")
    assert (folder / "dist" / "manifest.json").read_bytes() == good


def test_a_build_without_files_counts_for_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["briefs", "-q", "-f", "docx"])
    path = folder / "dist" / "manifest.json"
    value = json.loads(path.read_text("utf-8"))
    value["briefs"]["../briefs/b.yaml"]["last_build"]["files"] = {}
    path.write_text(json.dumps(value), "utf-8")
    main(["briefs", "-f", "docx"])
    assert built(capsys) == ["dist/b.docx"]


def test_it_is_left_alone_when_there_is_nothing_to_say(folder: Path) -> None:
    main(["briefs", "-q"])
    path = folder / "dist" / "manifest.json"
    before = path.stat()
    main(["briefs", "-q"])
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_brief_that_is_built_alone_keeps_it_true_and_needs_no_building_after_that(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["briefs", "-q"])
    edit(folder, "b", complete("title: Another"))
    main(["briefs/b.yaml", "-q"])
    assert len(manifest(folder)) == 3
    main(["briefs"])
    assert capsys.readouterr().out == "3 briefs: 3 unchanged\n"


def test_an_output_folder_that_is_a_link_is_known_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "deep" / "er" / "out").mkdir(parents=True)
    (folder / "dist").symlink_to(Path("deep", "er", "out"))
    main(["briefs", "-q", "-f", "docx"])
    main(["briefs", "-f", "docx"])
    assert capsys.readouterr().out == "3 briefs: 3 unchanged\n"


def test_every_key_of_it_is_described_in_the_readme_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(folder, "a", complete("issues: {x: Unasked}"))
    compile_brief = building.compile_brief

    def broken(spec: Path, *more: Any) -> Any:
        if spec.stem == "b":
            raise ValueError
        return compile_brief(spec, *more)

    monkeypatch.setattr(building, "compile_brief", broken)
    main(["briefs", "-q"])
    value = json.loads((folder / "dist" / "manifest.json").read_text("utf-8"))
    readme = (ROOT / "README.md").read_text("utf-8")
    section = readme.partition("### The manifest\n")[2].partition("\n#")[0]
    rows = "".join(line for line in section.splitlines() if line.startswith("| `"))
    statuses = {status.value for status in Status} - CHECKED_AND_UNCHANGED
    assert set(re.findall(r"`(\w+)`", rows)) == set(keys(value)) | statuses | {"null"}


def keys(value: Any) -> Iterator[str]:
    """The keys of all objects in a manifest but those that are paths."""
    for key, inner in value.items():
        if not re.search(r"[./]", key):
            yield key
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, dict):
                yield from keys(one)
