"""Watching: what counts as a change, the preview's server, and the command from save to new files."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from compiler.cli import DONE, USAGE, main
from compiler.preview import Preview
from compiler.watch import state, wait_for_change
from tests.test_spec import complete

# ------------------------------------------------------------------------------------------------------------- changes


def test_a_file_that_is_saved_folders_included_ends_the_wait(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "a.yaml").write_text("one")
    paths = [tmp_path / "a.yaml", tmp_path / "styles", tmp_path / "missing"]
    steps: Iterator[Callable[[], Any]] = iter(
        [lambda: None, lambda: (tmp_path / "styles" / "style.yaml").write_text("x"), lambda: None]
    )
    known = state(paths)
    assert wait_for_change(paths, known, lambda _: next(steps)()) == state(paths) != known


def test_the_wait_goes_on_while_a_file_is_still_being_written(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("one")
    known = state([file])
    contents = iter(["one two", "one two three", None, None])

    def sleep(_: float) -> None:
        if (content := next(contents)) is not None:
            file.write_text(content)

    assert wait_for_change([file], known, sleep) == state([file])
    assert file.read_text() == "one two three"


# ------------------------------------------------------------------------------------------------------------- preview


@pytest.fixture
def preview() -> Iterator[Preview]:
    preview = Preview()
    yield preview
    preview.close()


def fetch(address: str, host: str | None = None) -> tuple[int, str, bytes]:
    request = urllib.request.Request(address, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, "", b""


def test_the_preview_is_served_on_the_loopback_address_only(preview: Preview) -> None:
    assert preview._server.server_address[0] == "127.0.0.1"
    assert preview.address.startswith("http://127.0.0.1:")


def test_a_browser_gets_the_page_the_pdf_and_the_news(preview: Preview) -> None:
    preview.show(b"%PDF-1")
    assert fetch(preview.address)[:2] == (200, "text/html; charset=utf-8")
    assert fetch(f"{preview.address}brief.pdf?1") == (200, "application/pdf", b"%PDF-1")
    assert json.loads(fetch(f"{preview.address}news?after=0")[2]) == {"version": 1, "pdf": 1, "problem": ""}


def test_a_browser_that_waits_is_told_when_the_brief_fails_and_keeps_the_pdf(preview: Preview) -> None:
    preview.show(b"%PDF-1")
    threading.Timer(0.05, preview.show, (None, "a.yaml:3: unknown key")).start()
    news = json.loads(fetch(f"{preview.address}news?after=1")[2])
    assert news == {"version": 2, "pdf": 1, "problem": "a.yaml:3: unknown key"}
    assert fetch(f"{preview.address}brief.pdf")[2] == b"%PDF-1"


def test_a_tab_that_is_closed_while_it_waits_leaves_no_traceback(
    preview: Preview, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(threading.enumerate())
    with socket.create_connection(("127.0.0.1", preview._server.server_port)) as tab:
        tab.sendall(b"GET /news?after=0 HTTP/1.0\r\nHost: localhost\r\n\r\n")
        while not (waiting := set(threading.enumerate()) - before):
            time.sleep(0.01)
        tab.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closed with a reset
    preview.show(b"%PDF-1")
    for thread in waiting:
        thread.join(10)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("path", ["etc/passwd", "../../etc/passwd", "brief.docx", "news/x"])
def test_nothing_else_is_served(path: str, preview: Preview) -> None:
    assert fetch(preview.address + path)[0] == 404


def test_a_request_in_another_name_is_refused(preview: Preview) -> None:
    preview.show(b"%PDF-1")
    assert fetch(f"{preview.address}brief.pdf", host="brief.example.org")[0] == 403


# ------------------------------------------------------------------------------------------------------------- command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks.yaml").write_text(complete("title: One"), "utf-8")
    return tmp_path


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_saved_brief_is_built_again_mistakes_are_shown_and_ctrl_c_ends_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saves = iter(["title: Two", "titel: x", "title: Three"])
    seen: list[bytes] = []

    def save(*_: object) -> None:
        seen.append((folder / "dist" / "talks.pdf").read_bytes())
        text = next(saves, None)
        if text is None:
            raise KeyboardInterrupt
        (folder / "talks.yaml").write_text(complete(text), "utf-8")

    monkeypatch.setattr("compiler.watch.wait_for_change", save)
    assert main(["watch", "talks.yaml", "--no-serve"]) == DONE
    printed = capsys.readouterr()
    lines = [re.sub(r"\d+\.\d\d s", "… s", line) for line in printed.out.splitlines() if line]
    built, end = "talks.yaml built in … s, 1 page", "; watching, end with Ctrl-C"
    failed = "talks.yaml failed, the files of before stay; more may be found when the errors are corrected"
    assert lines == [built + end, built + end, failed + end, built + end]
    assert printed.err.startswith("error[S201]: unknown key `titel`")
    assert len(set(seen)) == 3
    assert seen[1] == seen[2]


@pytest.mark.parametrize(
    ("file", "text"), [("style.yaml", "extends: memo\ncolors: {ink: '000000'}\n"), ("layout.html", "<p>Else</p>")]
)
def test_a_saved_style_is_read_anew(file: str, text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    style = folder / "styles" / "ours"
    style.mkdir(parents=True)
    (style / "style.yaml").write_text("extends: memo\n")
    (style / "layout.html").write_text("<p>{{ brief.title }}</p>")
    (folder / "talks.yaml").write_text(complete("style: ours"), "utf-8")
    seen: list[bytes] = []

    def save(*_: object) -> None:
        seen.append((folder / "dist" / "talks.pdf").read_bytes())
        if len(seen) == 2:
            raise KeyboardInterrupt
        (style / file).write_text(text)

    monkeypatch.setattr("compiler.watch.wait_for_change", save)
    main(["watch", "talks.yaml", "--no-serve"])
    assert seen[0] != seen[1]


def test_the_preview_shows_what_was_built(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def look(*_: object) -> None:
        address = capsys.readouterr().out.partition("preview: ")[2].partition("\n")[0]
        assert fetch(f"{address}brief.pdf")[2] == (folder / "dist" / "talks.pdf").read_bytes()
        raise KeyboardInterrupt

    monkeypatch.setattr("compiler.watch.wait_for_change", look)
    assert main(["watch", "talks.yaml"]) == DONE


def test_only_the_files_that_are_asked_for_are_made_in_the_flavour_that_is_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compiler.watch.wait_for_change", interrupt)
    assert main(["watch", "talks.yaml", "--no-serve", "-f", "pdf", "--pdf", "ua-2"]) == DONE
    assert [path.name for path in (folder / "dist").iterdir()] == ["talks.pdf"]
    assert (folder / "dist" / "talks.pdf").read_bytes().startswith(b"%PDF-2.0")


def test_without_a_pdf_there_is_no_preview(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("compiler.watch.wait_for_change", interrupt)
    assert main(["watch", "talks.yaml", "-f", "docx"]) == DONE
    assert capsys.readouterr().out.startswith("talks.yaml built in ")


def test_a_port_that_is_taken_is_reported(folder: Path, preview: Preview, capsys: pytest.CaptureFixture[str]) -> None:
    port = preview.address.rpartition(":")[2].strip("/")
    assert main(["watch", "talks.yaml", "--port", port]) == USAGE
    assert capsys.readouterr().err.startswith(f"compile-brief: can't serve on port {port}: ")


def test_a_brief_that_is_not_there_is_reported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "gone.yaml"]) == USAGE
    assert capsys.readouterr().err == "compile-brief: no such file: gone.yaml\n"
