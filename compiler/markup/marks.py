"""Marks that lead elsewhere: links, cross-references, citations.

In: a mark as it was parsed, and a ``Resolver``, which knows labels and numbers. Out: inline nodes. A mark that leads
nowhere is reported and shown as typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from markdown_it.token import Token

from .. import ir
from ..diagnostics import Severity, closest, nearest, quote
from ..source import slug
from .commonmark import CITATION_KEY, citation_mark, cited_parts, encoded
from .passage import Passage

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WHOLE = re.compile(r"https?://[^/?#\s]|mailto:[^\s]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Citation:
    """One source in a citation: its key, the words before it (``see``) and after it (``p. 3``)."""

    source: str
    prefix: str = ""
    suffix: str = ""


class Resolver(Protocol):
    """What markup asks of the stage that numbers things. Methods are called in reading order, once for each mark."""

    @property
    def labels(self) -> Mapping[str, str]:
        """What ``[](#id)`` prints, for every id that a reference may name."""

    @property
    def printed(self) -> AbstractSet[str]:
        """The ids among them that can be gone to: the style prints what bears them."""

    @property
    def without_id(self) -> str:
        """The kind of the first table, chart or image that has no id, so that nothing can refer to it."""

    def note(self, content: Callable[[], ir.Inlines]) -> ir.Inlines:
        """A footnote with the next number. Calls ``content`` once, after taking the number: it may hold citations."""

    def citation(self, items: Sequence[Citation]) -> ir.Inlines:
        """A citation in running text."""

    def citation_text(self, items: Sequence[Citation]) -> ir.Inlines:
        """A citation within a note."""


class Marks:
    """Resolves the marks of one text. ``sources`` are the keys to cite; ``plain`` reads a citation's words."""

    def __init__(
        self, passage: Passage, resolver: Resolver, sources: AbstractSet[str], plain: Callable[[str], str]
    ) -> None:
        self._passage, self._resolver, self._sources, self._plain = passage, resolver, sources, plain

    def link(self, token: Token, words: ir.Inlines) -> ir.Inlines:
        """A link or a cross-reference. Without words it prints its address, or the label of what it refers to."""
        typed = str(token.attrs["href"])
        address = self._passage.fill(typed)
        if title := str(token.attrs.get("title", "")):
            message, help = "the title of a link is not shown", "say it in the text"
            self._passage.report("M107", message, title, severity=Severity.WARNING, help=help)
        if address.startswith("#"):
            return self._reference(typed, address[1:], words)
        if not self._allowed(typed, address):
            return words or (ir.Text(address),)
        return (ir.Link(encoded(address), words or (ir.Text(address),)),)

    def _reference(self, typed: str, target: str, words: ir.Inlines) -> ir.Inlines:
        label = self._resolver.labels.get(target)
        if label is None:
            message = f"nothing in this brief has the id `{target}`" if target else "this reference names no id"
            help = nearest(target, sorted(self._resolver.labels))
            id = slug(target)
            if id and self._resolver.without_id and not closest(target, self._resolver.labels):
                help = f"{help}; " if help else ""
                help += f"a {self._resolver.without_id} has no id: if it is meant, give it `id: {id}`"
                help += f", and refer to `#{id}`" if id != target else ""
            self._passage.report("M110", message, typed, f"({typed})", help=help)
            return words or (ir.Text(typed),)
        shown = words or (ir.Text(label),)
        if target in self._resolver.printed:
            shown = (ir.Reference(target, shown),)
        else:
            message, help = f"the style does not print `{target}`", "the words stand, but lead nowhere"
            if not words:
                help = f"`{label}` stands there and leads nowhere: say what is meant, `[in words of your own]({typed})`"
            self._passage.report("M112", message, typed, f"({typed})", severity=Severity.WARNING, help=help)
        return shown if words else (ir.Fixed(f"[]({self._passage.restore(typed)})", shown),)

    def _is_other(self, word: str, key: str) -> bool:
        """Whether a word of a citation is the name of another source; figures and letters are parts of the first."""
        return word in self._sources and word != key and len(word) > 1 and not word.isdigit()

    def _allowed(self, typed: str, address: str) -> bool:
        scheme = _SCHEME.match(address)
        if scheme and scheme[1].lower() not in ("http", "https", "mailto"):
            help = "links go to `http`, `https` and `mailto`"
            self._passage.report("M103", f"a link can't go to `{scheme[1]}:`", typed, f"({typed})", help=help)
        elif not _WHOLE.match(address):
            help = "write all of it, as in `https://example.org/page`; a part of this brief is `#id`"
            self._passage.report("M104", "the address of a link is not whole", typed, f"({typed})", help=help)
        else:
            return True
        return False

    def citation(self, typed: str, in_note: bool) -> ir.Inlines:
        """A citation, resolved; ``typed`` is all of it, with its brackets. One with a mistake is shown as typed."""
        items: list[Citation] = []
        parts = cited_parts(typed[1:-1])
        for part in parts:
            first, *others = CITATION_KEY.finditer(part)
            key = first[1] or first[2]
            if others:
                message, help = "two sources without a semicolon between them", "write `[@a; @b]`"
                self._passage.report("M106", message, others[0][0], typed, help=help)
            elif key not in self._sources:
                help = nearest(key, sorted(self._sources)) or "add it to `sources`"
                self._passage.report("M109", f"unknown source `{key}`", first[0], typed, help=help)
            else:
                prefix, suffix = part[: first.start()], part[first.end() :].lstrip(" ,.:\n")
                if second := next((word for word in re.split(r"\s*,\s*", suffix) if self._is_other(word, key)), ""):
                    message = f"{quote(second)} is a source, and is printed as words"
                    help = f"write `[{citation_mark(key)}; {citation_mark(second)}]`"
                    self._passage.report("M106", message, second, typed, severity=Severity.WARNING, help=help)
                items.append(Citation(key, self._plain(prefix), self._plain(suffix)))
        typed = self._passage.restore(typed)
        if len(items) < len(parts):
            return (ir.Text(typed),)
        resolve = self._resolver.citation_text if in_note else self._resolver.citation
        return (ir.Fixed(typed, resolve(items)),)
