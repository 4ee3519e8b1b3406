"""A read file: its values, and where each one stands.

In: a path. Out: a ``Source``, which later stages ask for the place of a value or of a part of a text.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from .. import ir
from ..diagnostics import CompilationError, Diagnostic, Severity, Span
from .files import project_folder, read_text, shown
from .places import Node, Text
from .tree import Tree


@dataclass(frozen=True)
class Source:
    """A YAML file: ``file`` is its path as the user typed it, ``value`` its map, ``sha256`` that of its bytes.

    ``errors`` are the mistakes after which reading could go on: one run reports them with those of later stages.
    ``unread`` holds the top keys that are there and could not be read, among other words of theirs.
    """

    file: str
    path: Path
    text: str
    value: dict[str, Any]
    sha256: str
    errors: tuple[Diagnostic, ...]
    warnings: tuple[Diagnostic, ...]
    unread: frozenset[str]
    _lines: Text = field(repr=False)
    _root: Node = field(repr=False)

    @cached_property
    def project(self) -> Path:
        """The folder that holds everything a brief may use."""
        return project_folder(self.path)

    def at(self, path: ir.Path) -> Any:
        """The value at a path; ``None`` where there is none."""
        value: Any = self.value
        for part in path:
            known = range(len(value)) if isinstance(value, list) else value if isinstance(value, dict) else ()
            if part not in known:
                return None
            value = value[part]
        return value

    def span(self, path: ir.Path, key: bool = False) -> Span:
        """The span of the value at a path, or of its key; of the nearest ancestor where the path leads nowhere.

        An item of a list has no key, a value that is not written out (``title:``) no place: the other is given then.
        """
        node, entry, whole = self._follow(path)
        empty = node.start == node.end
        if entry and whole and (key or empty):
            return self._lines.span(*entry)
        return self._lines.value_span(node)

    def find(self, path: ir.Path, needle: str, nth: int = 0) -> Span:
        """The span of the ``nth`` (from 0) ``needle`` in the text at a path, as written; else the value's."""
        node, _, _ = self._follow(path)
        return self._lines.find(node, needle, nth) or self.span(path)

    def offset(self, path: ir.Path, needle: str, nth: int = 0) -> int | None:
        """Where the ``nth`` ``needle`` in the text at a path begins; ``None`` if it is written otherwise."""
        node, _, _ = self._follow(path)
        start = self._lines.offset(node, needle, nth)
        return start if start is not None and self.text.startswith(needle, start) else None

    def written(self, path: ir.Path) -> str:
        """The value at a path as it is typed in the file."""
        node, _, _ = self._follow(path)
        return self.text[node.start : node.end]

    def opening(self, path: ir.Path) -> str:
        """The character that the value at a path begins with as it is typed."""
        node, _, _ = self._follow(path)
        return self.text[node.start : min(node.end, node.start + 1)]

    def span_within(self, path: ir.Path, start: int, end: int) -> Span:
        """The span of the characters from ``start`` to ``end`` of the value at a path as it is typed."""
        node, _, _ = self._follow(path)
        return self._lines.span(node.start + start, node.start + end)

    def written_entry(self, path: ir.Path) -> str:
        """The key and the value of a map's entry as they are typed in the file."""
        node, entry, _ = self._follow(path)
        return self.text[entry[0] if entry else node.start : node.end]

    def moved(self, moves: Iterable[tuple[ir.Path, ir.Path]]) -> Source:
        """The source as it would be with each key at the first of two paths at the second, in a map or in nothing."""
        out = replace(self, value=copy.deepcopy(self.value), _root=copy.deepcopy(self._root))
        for path, to in moves:
            (key, old), (new, place) = (path[-1], path[:-1]), (to[-1], to[:-1])
            assert isinstance(key, str)
            assert isinstance(new, str)
            if out.at(place) is None:
                out.at(place[:-1])[place[-1]] = {}
            out.at(place)[new] = out.at(old).pop(key)
            out._follow(place)[0].keys[new] = out._follow(old)[0].keys.pop(key)
        return out

    def _follow(self, path: ir.Path) -> tuple[Node, tuple[int, int] | None, bool]:
        """The node at a path or at its nearest ancestor, where its key stands, whether the path led to its end."""
        node, entry = self._root, None
        for part in path:
            child = node.child(part)
            if child is None:
                return node, entry, False
            entry = node.keys[part][:2] if isinstance(part, str) else None
            node = child
        return node, entry, True


def read_source(path: Path) -> Source:
    """Reads a YAML file; raises ``CompilationError`` when there is nothing in it that could be checked further."""
    lines, sha256 = read_text(path)
    return _source(path, lines, sha256)


def with_text(source: Source, text: str) -> Source:
    """The source that its file would be if it held another text."""
    return _source(source.path, Text(source.file, text), hashlib.sha256(text.encode()).hexdigest())


def _source(path: Path, lines: Text, sha256: str, begin: str = "brief: 1") -> Source:
    tree = Tree(lines, f"begin with `{begin}`")
    errors = tuple(d for d in tree.found if d.severity is Severity.ERROR)
    warnings = tuple(d for d in tree.found if d.severity is not Severity.ERROR)
    return Source(lines.file, path, lines.text, tree.value, sha256, errors, warnings, tree.unread, lines, tree.node)


def read_yaml(path: Path) -> Source:
    """Reads a YAML file of ours (a style, a language); raises ``CompilationError`` for any mistake in it."""
    lines, sha256 = read_text(Path(shown(path)))
    source = _source(path, lines, sha256, "extends: memo")
    if source.errors:
        raise CompilationError(source.errors)
    return source
