"""Files: a path → its text, checked for size and encoding; the project folder.

In: a path as the user typed it. Out: the bytes' digest and the text, or the one diagnostic that says why there is none.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
from pathlib import Path

from ..diagnostics import CompilationError, Diagnostic, Span
from .places import Text

MAX_BYTES = 5_000_000
ROOTS = (".git", "pyproject.toml", "compile-brief.toml")
_BYTE_ORDER_MARKS = (  # UTF-32's little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
# How files begin that are taken for briefs
_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"{\\rtf", "a text of a word processor (RTF)"),
    (b"\xd0\xcf\x11\xe0", "an old file of Microsoft Office"),
    (b"PK\x03\x04", "a packed file"),
)
_ENCODED_SURROGATE = re.compile(rb"\xed[\xa0-\xbf]")


def project_folder(path: Path) -> Path:
    """The nearest folder above a spec that holds one of ``ROOTS``, else the spec's own."""
    own = path.absolute().parent
    return next((folder for folder in (own, *own.parents) if is_project(folder)), own)


def is_project(folder: Path) -> bool:
    """Whether a folder is marked as the top of a project."""
    return any(os.access(folder / root, os.F_OK) for root in ROOTS)  # never raises, unlike `exists`


def shown(path: Path) -> str:
    """A path as messages show it: from the working folder, where it lies below that."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def read_text(path: Path) -> tuple[Text, str]:
    """The text of a UTF-8 file without its byte order mark, and the SHA-256 of its bytes."""
    data = _read(path)
    if kind := _kind(data):
        help = "a brief is a YAML file; `compile-brief new` begins one"
        raise _refusal(path, "S125", f"this is {kind}, not a brief", help)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            raise _encoding_error(str(path), encoding)
    data_without_mark = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data_without_mark.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _undecodable(str(path), data_without_mark, error.start) from None
    if encoding := _wide_encoding(data):
        raise _encoding_error(str(path), encoding)
    return Text(str(path), text), hashlib.sha256(data).hexdigest()


def _read(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "not a file"
            raise _refusal(path, "S101", f"cannot read the file: it is {what}")
        if status.st_size > MAX_BYTES:
            size = status.st_size / 1_000_000
            raise _refusal(path, "S102", f"the file is {size:.1f} MB large", "a spec may have 5 MB at most")
        with path.open("rb") as file:
            return file.read(MAX_BYTES)
    except FileNotFoundError:
        raise _refusal(path, "S101", "there is no such file") from None
    except OSError as error:
        raise _refusal(path, "S101", f"cannot read the file: {error.strerror}") from None


def _kind(data: bytes) -> str:
    """What a file is that is no text; nothing if it may be one."""
    if data.startswith(b"PK") and b"word/" in data:
        return "a Word file"
    return next((kind for beginning, kind in _KINDS if data.startswith(beginning)), "")


def _refusal(path: Path, code: str, message: str, help: str = "") -> CompilationError:
    return CompilationError([Diagnostic(code, message, Span(str(path)), help=help)])


def _encoding_error(file: str, encoding: str, span: Span | None = None) -> CompilationError:
    message = f"the file is in {encoding}, not in UTF-8"
    return CompilationError([Diagnostic("S103", message, span or Span(file), help="save it as UTF-8")])


def _undecodable(file: str, data: bytes, position: int) -> CompilationError:
    """What the bytes at ``position``, which are not UTF-8, say of the file's encoding."""
    if encoding := _wide_encoding(data):
        return _encoding_error(file, encoding)
    before = data[:position].decode("utf-8")
    readable = Text(file, data.decode("utf-8", "replace"))
    span = readable.span(len(before), len(before) + 1)
    if _ENCODED_SURROGATE.match(data, position):
        message = "half a character (a lone surrogate), which no document can hold"
        return CompilationError([Diagnostic("S116", message, span, help="delete it")])
    if not before.isascii():
        message = f"the byte 0x{data[position]:02X} is not UTF-8, as the text before it is"
        return CompilationError([Diagnostic("S103", message, span, help="write the character anew and save as UTF-8")])
    return _encoding_error(file, "another encoding (probably Latin-1 or Windows-1252)", span)


def _wide_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32 without a byte order mark: Latin text in it has a NUL in every other byte or three of four."""
    head = data[:4000]
    nuls = head.count(0)
    if not len(head) * 0.4 <= nuls < len(head):
        return ""
    if nuls >= len(head) * 0.7 and len(data) % 4 == 0 and not (any(head[0::4]) and any(head[3::4])):
        return "UTF-32"
    return "UTF-16" if not (any(head[0::2]) and any(head[1::2])) else ""
