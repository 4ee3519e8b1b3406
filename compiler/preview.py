"""A preview in the browser: the PDF as it was last built, shown anew by itself when it changes.

In: the bytes of a PDF, whenever there are new ones. Out: a server on the loopback address, for this machine only. It
serves three fixed addresses from memory and no files; a request to another name than this machine's (from a page whose
name was made to point here) is refused.
"""

from __future__ import annotations

import json
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LOOPBACK = "127.0.0.1"
_NAMES = frozenset({LOOPBACK, "localhost"})
_WAIT = 20.0  # seconds that a browser waits for news before it asks again
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>compile-brief</title>
<style>html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block}
p{position:fixed;inset:auto 0 0;margin:0;padding:8px 16px;background:#7a1f1f;color:#fff;font:15px sans-serif}</style>
<iframe title="The brief" id="pdf"></iframe><p role="status" id="problem" hidden></p>
<script>
async function follow(version) {
  try {
    const news = await (await fetch("/news?after=" + version)).json();
    if (news.pdf !== follow.pdf) document.getElementById("pdf").src = "/brief.pdf?" + (follow.pdf = news.pdf);
    const problem = document.getElementById("problem");
    problem.textContent = news.problem;
    problem.hidden = !news.problem;
    follow(news.version);
  } catch { setTimeout(() => follow(version), 1000); }
}
follow(0);
</script></html>
"""


class Preview:
    """The server. ``port`` 0 takes one that is free; raises ``OSError`` when the port is taken."""

    def __init__(self, port: int = 0) -> None:
        self._news = threading.Condition()
        self._version = self._pdf_version = 0
        self._pdf = b""
        self._problem = ""
        self._server = _Server((LOOPBACK, port), type("Handler", (_Handler,), {"preview": self}))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{LOOPBACK}:{self._server.server_port}/"

    def show(self, pdf: bytes | None, problem: str = "") -> None:
        """Shows another PDF, or beside the last one what went wrong."""
        with self._news:
            self._version += 1
            self._problem = problem
            if pdf is not None:
                self._pdf, self._pdf_version = pdf, self._version
            self._news.notify_all()

    def close(self) -> None:
        """Ends the server."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> tuple[str, bytes] | None:
        """The type and content of an address; ``None`` if there is nothing."""
        path, _, query = path.partition("?")
        if path == "/":
            return "text/html; charset=utf-8", _PAGE.encode()
        if path == "/brief.pdf" and self._pdf:
            return "application/pdf", self._pdf
        if path == "/news":
            after = query.removeprefix("after=")
            return "application/json", self._wait(int(after) if after.isdecimal() else 0)
        return None

    def _wait(self, version: int) -> bytes:
        """What is new after a version, as soon as there is anything."""
        with self._news:
            self._news.wait_for(lambda: self._version > version, _WAIT)
            news = {"version": self._version, "pdf": self._pdf_version, "problem": self._problem}
        return json.dumps(news).encode()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away while it was answered is no mistake of anybody's."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    preview: Preview

    def do_GET(self) -> None:
        name = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        found = self.preview.answer(self.path) if name in _NAMES else None
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND if name in _NAMES else HTTPStatus.FORBIDDEN)
            return
        kind, content = found
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: what is printed is the brief's diagnostics."""
