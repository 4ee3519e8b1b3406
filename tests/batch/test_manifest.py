"""The manifest: what it says of a brief that fails, and what becomes of it when it is damaged or linked."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from compiler.batch import Status, building
from compiler.batch import manifest as manifests
from compiler.cli import BUG, DONE, MISTAKE, USAGE, build, main
from compiler.report import FORMATS
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


def end_when_written(monkeypatch: pytest.MonkeyPatch, end: Callable[[], Any]) -> None:
    """Lets a build come to an end when its files are written, and nobody has been told yet."""
    write_files = building.write_files

    def written(*arguments: Any) -> None:
        write_files(*arguments)
        end()

    monkeypatch.setattr(building, "write_files", written)


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_brief_whose_files_were_replaced_when_the_run_was_ended_is_interrupted_and_built_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["briefs", "-q"])
    end_when_written(monkeypatch, interrupt)
    assert main(["briefs/a.yaml", "-q"]) == 130  # all as it was
    edit(folder, "b", complete("title: Another"))
    assert main(["briefs/b.yaml", "-q", "-f", "docx"]) == 130
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    entries = manifest(folder)
    assert [entry["status"] for entry in entries.values()] == ["built", "interrupted", "built"]
    assert list(entries["../briefs/b.yaml"]["last_build"]["files"]) == ["b.pdf"]
    main(["briefs"])
    assert reasons(capsys) == {"b": "interrupted before"}


def test_a_run_that_was_killed_has_said_what_it_was_about_and_keeps_the_names(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["briefs", "-q", "-f", "docx"])
    edit(folder, "new", complete("id: own"))
    end_when_written(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGKILL))
    run = multiprocessing.get_context("fork").Process(target=main, args=(["briefs/new.yaml", "-f", "docx"],))
    run.start()
    run.join()
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    assert run.exitcode == -signal.SIGKILL
    entry = manifest(folder)["../briefs/new.yaml"]
    assert (entry["status"], entry["last_build"]) == ("interrupted", None)
    before = (folder / "dist" / "own.docx").read_bytes()
    (folder / "other.yaml").write_text(complete("id: own\ntitle: Other"), "utf-8")
    capsys.readouterr()
    assert main(["other.yaml", "-f", "docx"]) == MISTAKE
    assert "the same files as briefs/new.yaml: `own.*`" in capsys.readouterr().err
    assert (folder / "dist" / "own.docx").read_bytes() == before


def test_a_killed_run_takes_no_name_from_the_brief_whose_files_stand(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["briefs", "-q", "-f", "docx"])
    edit(folder, "a-new", complete("id: b"))
    monkeypatch.setattr(building, "compile_brief", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    run = multiprocessing.get_context("fork").Process(target=main, args=(["briefs/a-new.yaml", "-f", "docx"],))
    run.start()
    run.join()
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    edit(folder, "b", complete("title: Another"))
    assert main(["briefs", "-q", "-f", "docx"]) == MISTAKE
    said = {Path(key).stem: entry["status"] for key, entry in manifest(folder).items()}
    assert said == {"a": "built", "a-new": "failed", "b": "built", "c": "built"}


def test_two_runs_at_once_both_stand_in_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "d.yaml").write_text(complete("title: D"), "utf-8")
    printed = build._print

    def another(*arguments: Any) -> None:
        monkeypatch.setattr(build, "_print", printed)
        assert main(["more", "-f", "docx"]) == DONE

    monkeypatch.setattr(build, "_print", another)
    assert main(["briefs", "-f", "docx"]) == DONE
    assert {key: entry["status"] for key, entry in manifest(folder).items()} == {
        "../briefs/a.yaml": "built",
        "../briefs/b.yaml": "built",
        "../briefs/c.yaml": "built",
        "../more/d.yaml": "built",
    }


def test_what_stands_in_it_is_held_while_a_run_adds_to_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")
    write_files, refused = manifests.write_files, []

    def meanwhile(place: Path, files: Any) -> None:
        another = os.open(place, os.O_RDONLY)
        try:
            fcntl.flock(another, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            refused.append(place)
        finally:
            os.close(another)
        write_files(place, files)

    Path("dist").mkdir(exist_ok=True)
    monkeypatch.setattr(manifests, "write_files", meanwhile)
    assert main(["briefs", "-q", "-f", "docx"]) == DONE
    assert len(refused) == 2  # when it begins, and at the end
    assert main(["briefs", "-q", "--force", "-f", "docx"]) == DONE  # it has let go


@pytest.mark.parametrize("command", [["briefs"], ["briefs/a.yaml"]])
def test_one_that_cannot_be_written_hides_no_brief(
    command: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "dist" / "manifest.json").mkdir(parents=True)
    assert main([*command, "-f", "docx", "--message-format", "json"]) == USAGE
    printed = capsys.readouterr()
    assert printed.err == "compile-brief: can't write dist/manifest.json: it is a folder\n"
    assert json.loads(printed.out)["briefs"][0]["files"][0]["path"] == "dist/a.docx"


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


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("status", "fine"),
        ("status", "unchanged"),
        ("problem", 5),
        ("diagnostics", {}),
        ("diagnostics 0 code", 5),
        ("diagnostics 0 message", 5),
        ("diagnostics 0 severity", "bad"),
        ("diagnostics 0 span", []),
        ("diagnostics 0 span line", "1"),
        ("diagnostics 0 span file", 5),
        ("last_build", []),
        ("last_build", 0),
        ("last_build files", []),
        ("last_build files b.docx", []),
        ("last_build files b.docx bytes", "9"),
        ("last_build files b.docx bytes", True),
        ("last_build files b.docx sha256", None),
        ("last_build files b.docx pages", "1"),
        ("last_build files b\0.docx", {"bytes": 1, "sha256": ""}),
        ("last_build inputs", None),
        ("last_build inputs ../briefs/b.yaml", 5),
        ("last_build inputs a\0b", None),
        ("last_build inputs a\ud800b", None),
        ("last_build options", []),
        ("last_build compiler", 5),
        ("last_build days_ahead", ["soon"]),
        ("last_build days_ahead", "2025-04-22"),
    ],
)
def test_an_entry_of_another_kind_is_none(
    place: str, value: Any, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, "b", complete("issues: {x: Unasked}"))
    for other in ("a", "c"):
        (folder / "briefs" / f"{other}.yaml").unlink()
    main(["briefs", "-q", "-f", "docx"])
    path = folder / "dist" / "manifest.json"
    whole = json.loads(path.read_text("utf-8"))
    inner = whole["briefs"]["../briefs/b.yaml"]
    *way, last = place.split()
    for step in way:
        inner = inner[int(step) if step.isdecimal() else step]
    inner[last] = value
    path.write_text(json.dumps(whole), "utf-8")
    assert main(["briefs", "-f", "docx"]) == DONE
    assert reasons(capsys) == {"b": "manifest.json can't be read"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_code_that_means_nothing_is_reported_as_it_stands(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, "b", complete("issues: {x: Unasked}"))
    main(["briefs", "-q", "-f", "docx"])
    path = folder / "dist" / "manifest.json"
    path.write_text(path.read_text("utf-8").replace('"R310"', '"X999"'), "utf-8")
    assert main(["briefs", "-f", "docx", "--message-format", name]) == DONE
    assert "X999" in capsys.readouterr().out


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
    main(["briefs/b.yaml", "-f", "docx"])  # alone it is built also when nothing has changed
    assert re.sub(r"\d+ kB", "9 kB", capsys.readouterr().out) == "dist/b.docx (9 kB, as before)\n"


def test_a_brief_that_is_built_alone_begins_none(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["briefs/b.yaml", "-f", "docx", "--message-format", "json"])
    assert json.loads(capsys.readouterr().out)["briefs"][0]["why"] == []
    assert [path.name for path in (folder / "dist").iterdir()] == ["b.docx"]


def test_watching_keeps_it_true_and_takes_no_other_briefs_files_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["briefs", "-q", "-f", "docx"])
    saves = iter(["title: Another", "id: c"])

    def save(*_: object) -> None:
        if (text := next(saves, None)) is None:
            raise KeyboardInterrupt
        edit(folder, "b", complete(text))

    monkeypatch.setattr("compiler.watch.wait_for_change", save)
    main(["watch", "briefs/b.yaml", "-f", "docx"])
    assert "error[R311]: this brief would write the same files as briefs/c.yaml: `c.*`" in capsys.readouterr().err
    assert [entry["status"] for entry in manifest(folder).values()] == ["built", "failed", "built"]
    assert list(manifest(folder)["../briefs/b.yaml"]["last_build"]["files"]) == ["b.docx"]


def test_watching_where_it_cannot_be_written_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "dist" / "manifest.json").mkdir(parents=True)
    monkeypatch.setattr("compiler.watch.wait_for_change", interrupt)
    assert main(["watch", "briefs/b.yaml", "-f", "docx"]) == DONE
    printed = capsys.readouterr()
    assert printed.err == "compile-brief: can't write dist/manifest.json: it is a folder\n"
    assert printed.out.startswith("briefs/b.yaml built in ")


def test_an_output_folder_that_is_a_link_is_known_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "deep" / "er" / "out").mkdir(parents=True)
    (folder / "dist").symlink_to(Path("deep", "er", "out"))
    main(["briefs", "-q", "-f", "docx"])
    assert list(manifest(folder)) == [f"../../../briefs/{name}.yaml" for name in NAMES]
    for way in ("dist", "deep/er/out", str(folder / "dist")):
        main(["briefs", "-f", "docx", "-o", way])
        assert capsys.readouterr().out == "3 briefs: 3 unchanged\n"
    (folder / "other.yaml").write_text(complete("id: b"), "utf-8")
    main(["other.yaml", "-f", "docx"])
    assert "the same files as briefs/b.yaml: `b.*`" in capsys.readouterr().err


def test_a_folder_that_is_a_link_to_itself_is_one_that_refuses(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "dist").symlink_to("dist")
    assert main(["briefs/a.yaml", "-f", "docx"]) == USAGE
    assert "can't write into dist: " in capsys.readouterr().err


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
