"""Many briefs through the command: what is built, what is left alone, what the manifest says, whatever goes wrong."""

from __future__ import annotations

import functools
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from compiler.batch import building, hashing
from compiler.cli import BUG, DONE, MISTAKE, USAGE, main
from compiler.report import FORMATS
from tests.batch.folders import NAMES, built, edit, manifest, reasons
from tests.checkout import ROOT
from tests.samples import png
from tests.test_spec import complete


def test_the_second_run_builds_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["briefs"]) == DONE
    assert built(capsys) == [f"dist/{name}.{kind}" for name in NAMES for kind in ("docx", "pdf")]
    before = (folder / "dist" / "manifest.json").read_bytes()
    assert main(["briefs"]) == DONE
    assert capsys.readouterr().out == "3 briefs: 3 unchanged\n"
    assert (folder / "dist" / "manifest.json").read_bytes() == before


def test_the_same_briefs_give_the_same_manifest_in_another_folder(folder: Path) -> None:
    main(["briefs", "-q", "-j", "1"])
    shutil.copytree(folder / "briefs", folder / "elsewhere" / "briefs")
    main([str(folder / "elsewhere" / "briefs"), "-o", str(folder / "elsewhere" / "dist"), "-q", "-j", "2"])
    assert (folder / "elsewhere/dist/manifest.json").read_bytes() == (folder / "dist/manifest.json").read_bytes()


def test_what_has_changed_is_built_and_only_that(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["briefs", "-q"])
    edit(folder, "b", complete("title: Another"))
    assert main(["briefs"]) == DONE
    assert built(capsys) == ["dist/b.docx", "dist/b.pdf"]
    assert len(manifest(folder)) == 3


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("style", "style changed"),
        ("configuration", "compile-brief.toml changed"),
        ("deleted", "a.pdf is missing"),
        ("damaged", "a.pdf changed"),
        ("option", "options changed"),
        ("force", "forced"),
        ("manifest", "manifest.json can't be read"),
    ],
)
def test_all_that_a_brief_is_made_from_counts_and_is_named(
    change: str, why: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "briefs" / "styles" / "ours").mkdir(parents=True)
    style = folder / "briefs" / "styles" / "ours" / "style.yaml"
    style.write_text("extends: memo\n")
    main(["briefs", "-q", "--style", "ours"])
    more: list[str] = []
    match change:
        case "style":
            style.write_text("extends: memo\ncolors: {accent: 7A1F3D}\n")
        case "configuration":
            (folder / "briefs" / "compile-brief.toml").write_text('ignore = ["H"]\n')
        case "deleted":
            for name in NAMES:
                (folder / "dist" / f"{name}.pdf").unlink()
        case "damaged":
            for name in NAMES:
                (folder / "dist" / f"{name}.pdf").write_bytes(b"%PDF")
        case "option":
            more = ["-f", "docx,pdf"]
        case "force":
            more = ["--force"]
        case "manifest":
            (folder / "dist" / "manifest.json").write_text('{"format": 1, "briefs": [')
    assert main(["briefs", "--style", "ours", *more]) == DONE
    assert reasons(capsys) == {name: why.replace("a.pdf", f"{name}.pdf") for name in NAMES}
    assert len(manifest(folder)) == 3


def test_an_image_that_is_saved_while_its_brief_is_built_is_for_the_next_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    image = folder / "briefs" / "map.png"
    write_files = building.write_files

    def save(data: bytes, *arguments: Any) -> Any:
        image.write_bytes(data)
        return write_files(*arguments)

    image.write_bytes(png(2, 2))
    edit(folder, "a", complete("situation: {figures: [{kind: image, file: map.png, caption: A map, alt: A river}]}"))
    for width, command in ((3, "briefs"), (4, "briefs/a.yaml")):  # many, and alone
        monkeypatch.setattr(building, "write_files", functools.partial(save, png(width, 2)))
        assert main([command, "-f", "docx"]) == DONE
        capsys.readouterr()
        monkeypatch.undo()
        monkeypatch.chdir(folder)
        main(["briefs", "-f", "docx"])
        assert reasons(capsys) == {"a": "map.png changed"}


def test_a_style_is_looked_at_once_in_a_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "briefs" / "styles" / "ours").mkdir(parents=True)
    (folder / "briefs" / "styles" / "ours" / "style.yaml").write_text("extends: memo\n")
    main(["briefs", "-q", "-f", "docx"])
    digest, looked = hashing.digest, []

    def look(path: Path) -> str | None:
        looked.append(path.name)
        return digest(path)

    monkeypatch.setattr(hashing, "digest", look)
    main(["briefs", "-q", "-f", "docx"])
    assert looked.count("styles") == 1


def test_an_image_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "briefs" / "map.png").write_bytes(png(2, 2))
    figure = "situation: {figures: [{kind: image, file: map.png, caption: A map, alt: A river}]}"
    edit(folder, "a", complete(figure))
    main(["briefs", "-q"])
    (folder / "briefs" / "map.png").write_bytes(png(3, 2))
    main(["briefs"])
    assert reasons(capsys) == {"a": "map.png changed"}


def test_all_that_changed_is_named_the_spec_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "briefs" / "a.png").write_bytes(png(2, 2))
    figure = "situation: {figures: [{kind: image, file: a.png, caption: A map, alt: A river}]}"
    edit(folder, "b", complete(f"{figure}\nreview_by: 2025-04-30"))
    main(["briefs", "-q", "--today", "2025-04-22"])
    (folder / "briefs" / "a.png").write_bytes(png(3, 2))
    edit(folder, "b", complete(f"{figure}\nreview_by: 2025-04-30\ntitle: Another"))
    main(["briefs", "--today", "2025-05-01", "-f", "docx"])
    assert reasons(capsys)["b"] == "spec changed, a.png changed, options changed, 2025-04-30 has passed"


def test_a_day_that_stands_twice_in_a_brief_passes_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trigger = "scenarios: [{title: Talks begin, trigger: {text: A call, by: 2025-04-30}}]"
    edit(folder, "a", complete(f"{trigger}\nreview_by: 2025-04-30"))
    main(["briefs", "-q", "--today", "2025-04-22"])
    main(["briefs", "--today", "2025-05-01"])
    assert reasons(capsys) == {"a": "2025-04-30 has passed"}


@pytest.mark.parametrize(("own", "why"), [("compiler", "compiler changed"), ("compiler_styles", "style changed")])
def test_another_compiler_and_another_style_of_its_own_are_told_apart(
    own: str, why: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["briefs", "-q"])
    monkeypatch.setattr(hashing, own, lambda: "another")
    main(["briefs"])
    assert reasons(capsys) == dict.fromkeys(NAMES, why)


def test_a_changed_style_of_another_compiler_is_not_named_beside_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["briefs", "-q", "-f", "docx"])
    for own in ("compiler", "compiler_styles"):
        monkeypatch.setattr(hashing, own, lambda: "another")
    main(["briefs", "-f", "docx"])
    assert reasons(capsys) == dict.fromkeys(NAMES, "compiler changed")


def test_it_is_said_whether_files_and_pages_are_as_before(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["briefs", "-q"])
    edit(folder, "b", complete("title: Brief b\nsituation: |\n" + "  A sentence.\n\n" * 100))
    main(["briefs", "--force", "--summary", "page.md"])
    first, second, _, _ = re.sub(r"\d+ kB", "9 kB", capsys.readouterr().out).splitlines()
    assert first == "[1/3] briefs/a.yaml (forced): dist/a.docx (9 kB, as before), dist/a.pdf (9 kB, as before, 1 page)"
    assert second == "[2/3] briefs/b.yaml (spec changed): dist/b.docx (9 kB), dist/b.pdf (9 kB, 4 pages, were 1)"
    page = re.sub(r"\d+ kB", "9 kB", Path("page.md").read_text("utf-8"))
    assert "| briefs/a.yaml | built | forced | 1 | a.docx (9 kB, as before), a.pdf (9 kB, as before) |  |\n" in page
    assert "| briefs/b.yaml | built | spec changed | 4, were 1 | b.docx (9 kB), b.pdf (9 kB) |  |\n" in page


def test_a_broken_brief_keeps_its_old_files_and_is_told_again_each_time(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["briefs", "-q"])
    old = (folder / "dist" / "b.pdf").read_bytes()
    edit(folder, "b", complete("titel: x"))
    for why in ("spec changed", "failed before"):
        assert main(["briefs"]) == MISTAKE
        printed = capsys.readouterr()
        assert "error[S201]: unknown key `titel`" in printed.err
        assert printed.out.splitlines() == [
            f"[2/3] briefs/b.yaml ({why}): failed; the files of before stay",
            "3 briefs: 2 unchanged, 1 failed; more may be found when the errors are corrected",
        ]
    assert (folder / "dist" / "b.pdf").read_bytes() == old


def test_warnings_are_told_again_though_nothing_is_built(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, "b", complete("issues: {x: Unasked}"))
    main(["briefs"])
    first = capsys.readouterr().err
    assert "warning[R310]" in first
    main(["briefs"])
    assert capsys.readouterr().err == first
    assert main(["briefs", "--strict"]) == MISTAKE


def test_what_is_told_again_names_the_brief_as_it_is_called_now(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, "b", complete("issues: {x: Unasked}"))
    main(["briefs", "-q"])
    main([str(folder / "briefs")])
    assert f" --> {folder}/briefs/b.yaml:1:" in capsys.readouterr().err


def test_of_a_broken_brief_only_those_files_stay_that_are_as_they_were_made(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["briefs", "-q"])
    edit(folder, "b", complete("titel: x"))
    (folder / "dist" / "b.pdf").write_bytes(b"%PDF")
    main(["briefs", "--summary", "page.md"])
    assert list(manifest(folder)["../briefs/b.yaml"]["last_build"]["files"]) == ["b.docx"]
    assert "those of before: b.docx |" in Path("page.md").read_text("utf-8")


def test_a_brief_becomes_stale_though_nothing_has_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, "b", complete("review_by: 2025-04-30"))
    assert main(["briefs", "--today", "2025-04-30", "--strict"]) == DONE
    assert main(["briefs", "--today", "2025-04-30", "--strict"]) == DONE
    assert "warning" not in capsys.readouterr().err
    assert main(["briefs", "--today", "2025-05-02", "--strict"]) == MISTAKE
    assert "stale: it was to be reviewed by 2025-04-30" in capsys.readouterr().err


def test_a_stale_brief_is_built_once_and_told_of_each_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, "b", complete("review_by: 2025-04-30"))
    main(["briefs", "--today", "2025-04-30"])
    capsys.readouterr()
    told = []
    for day in ("2025-05-01", "2025-05-20", "2025-04-30"):
        main(["briefs", "--today", day])
        printed = capsys.readouterr()
        told.append(("dist/b.pdf" in printed.out, "warning[L301]" in printed.err))
    assert told == [(True, True), (False, True), (True, False)]


def test_a_worker_that_is_killed_costs_its_brief_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build_one = building.build_one

    def killed(spec: Path, *more: Any) -> Any:
        if spec.stem == "b":
            (folder / "dist" / f".b.pdf.{os.getpid()}.part").write_bytes(b"half")
            os.kill(os.getpid(), signal.SIGKILL)
        return build_one(spec, *more)

    (folder / "dist").mkdir()
    monkeypatch.setattr(building, "build_one", killed)
    assert main(["briefs"]) == BUG
    printed = capsys.readouterr()
    assert "compile-brief: briefs/b.yaml: its process was ended by SIGKILL" in printed.err
    assert sorted(path.name for path in (folder / "dist").iterdir()) == [
        "a.docx", "a.pdf", "c.docx", "c.pdf", "manifest.json",
    ]  # fmt: skip
    assert [entry["status"] for entry in manifest(folder).values()] == ["built", "crashed", "built"]
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    assert main(["briefs"]) == DONE
    assert built(capsys) == ["dist/b.docx", "dist/b.pdf"]


def test_an_interruption_leaves_whole_files_and_a_true_manifest(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from compiler.cli import build

    printed = build._print

    def interrupted(*arguments: Any) -> None:
        printed(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "_print", interrupted)
    assert main(["briefs", "-j", "1"]) == 130
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    assert "../briefs/a.yaml" in manifest(folder)
    assert not list((folder / "dist").glob("*.part")) + list((folder / "dist").glob(".*"))
    capsys.readouterr()
    assert main(["briefs"]) == DONE
    assert "dist/a.pdf" not in built(capsys)


def test_a_brief_that_is_gone_leaves_the_manifest(folder: Path) -> None:
    main(["briefs", "-q"])
    (folder / "briefs" / "b.yaml").unlink()
    main(["briefs", "-q"])
    assert list(manifest(folder)) == ["../briefs/a.yaml", "../briefs/c.yaml"]


def test_one_brief_of_many_is_known_when_it_is_built_again_with_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["briefs/a.yaml", "briefs/b.yaml", "-q"])
    main(["briefs"])
    assert built(capsys) == ["dist/c.docx", "dist/c.pdf"]


def test_an_output_folder_that_is_a_file_is_reported_in_every_format(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "dist").write_text("")
    assert main(["briefs"]) == USAGE
    assert "compile-brief: briefs/a.yaml: can't write into dist: it is no folder\n" in capsys.readouterr().err
    for name in FORMATS:
        assert main(["briefs", "--message-format", name]) == USAGE
        assert "write into dist: it is no folder" in capsys.readouterr().out


def test_a_job_that_is_ended_from_outside_leaves_a_true_manifest_as_an_interruption_does(folder: Path) -> None:
    for number in range(40):
        edit(folder, f"more-{number}", complete(f"title: {number}"))
    command = [sys.executable, "-m", "compiler.cli", "briefs", "-j", "1"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.terminate()
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "")
    said = [entry["status"] for entry in manifest(folder).values()]
    assert len(said) == 43
    assert 1 <= said.count("built") == 43 - said.count("interrupted") < 43


@pytest.mark.parametrize("jobs", ["0", "-1", "x"])
def test_a_number_of_jobs_that_makes_no_sense_is_refused(jobs: str, folder: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["briefs", "-j", jobs])
    assert stopped.value.code == USAGE


def test_files_that_no_brief_makes_any_longer_are_named_and_stay(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["briefs", "-q", "-f", "docx"])
    (folder / "briefs" / "b.yaml").unlink()
    edit(folder, "c", complete("id: d"))
    for _ in range(2):
        assert main(["briefs", "-f", "docx", "--summary", "page.md"]) == DONE
        printed = capsys.readouterr().out
        assert printed.count("left over: no brief makes it any longer\n") == 2
        assert "dist/b.docx is left over" in printed
        assert "dist/c.docx is left over" in printed
    assert "- dist/b.docx\n- dist/c.docx\n" in Path("page.md").read_text("utf-8")
    (folder / "dist" / "c.docx").unlink()
    edit(folder, "b", complete("title: Again"))
    main(["briefs", "-f", "docx"])
    assert "left over" not in capsys.readouterr().out


def test_what_another_version_of_the_compiler_made_is_built_anew_and_not_forgotten(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["briefs", "-q", "-f", "docx"])
    path = folder / "dist" / "manifest.json"
    path.write_text(path.read_text("utf-8").replace(hashing.compiler(), "another"), "utf-8")
    (folder / "briefs" / "b.yaml").unlink()
    main(["briefs", "-f", "docx"])
    assert "dist/b.docx is left over" in (printed := capsys.readouterr().out)
    assert "2 briefs: 2 built\n" in printed


def test_a_stale_brief_is_delivered_though_strict_makes_it_fail(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, "b", complete("review_by: 2025-04-30"))
    arguments = ["briefs", "--today", "2025-05-02", "--strict", "-f", "docx"]
    said = []
    for _ in range(2):
        assert main(arguments) == MISTAKE
        said.append(capsys.readouterr().out.splitlines()[-1])
    assert said == ["3 briefs: 2 built, 1 failed", "3 briefs: 2 unchanged, 1 failed"]
    assert (folder / "dist" / "b.docx").exists()
    assert manifest(folder)["../briefs/b.yaml"]["status"] == "built"


def test_a_file_name_that_is_not_in_utf_8_is_built_and_known(folder: Path, capfdbinary: Any) -> None:
    path = folder / "briefs" / os.fsdecode(b"\xe9.yaml")
    path.write_text(complete("title: Latin"), "utf-8")
    for told in (b"4 briefs: 4 built\n", b"4 briefs: 4 unchanged\n"):
        assert main(["briefs", "-f", "docx", "--summary", "page.md"]) == DONE
        assert capfdbinary.readouterr().out.endswith(told)
    assert len(manifest(folder)) == 4


def test_a_pipe_is_no_brief_and_is_not_waited_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(folder / "briefs" / "b.yml")
    assert main(["briefs/b.yml"]) == MISTAKE
    assert "error[S101]: cannot read the file: it is not a file" in capsys.readouterr().err
    assert hashing.digest(folder / "briefs" / "b.yml") is None
