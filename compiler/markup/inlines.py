"""Inline tokens → inline nodes: values put in, quotes set, marks resolved.

In: markdown-it's inline tokens of one text. Out: nodes. Marks are resolved in reading order, each exactly once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from markdown_it.token import Token

from .. import ir
from ..diagnostics import Severity
from .abbreviations import Abbreviations
from .commonmark import parse_inline
from .leftovers import as_typed, leftovers
from .marks import Marks, Resolver
from .passage import Passage
from .quotes import curl
from .tidying import folded, merged, tidy

MAX_DEPTH = 12
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")

_NO_TAG = r"if it is meant as text, write `\<`"
# an element of HTML → what to write in its place
_INSTEAD: Mapping[str, str] = {
    **dict.fromkeys(("b", "strong"), "write `**bold**`"),
    **dict.fromkeys(("i", "em"), "write `*italic*`"),
    **dict.fromkeys(("p", "div"), "an empty line begins a new paragraph"),
    **dict.fromkeys(("ul", "ol", "li"), "begin each item on a line of its own, with `- `"),
    "br": r"end the line with `\`, or begin a new paragraph with an empty line",
    "a": "write `[words](https://…)`",
    "code": "write `` `code` ``",
}

# kind of what format 1 lacks → what it is, and what to write
LACKING: Mapping[str, tuple[str, str]] = {
    "html": ("raw HTML", _NO_TAG),
    "image": ("an image", r"images are figures of `kind: image`; if it is meant as text, write `!\[`"),
    "heading": ("a heading", r"headings come from the keys of the brief; if it is meant as text, write `\` before it"),
    "rule": ("a thematic break", r"leave it out; if it is meant as text, write `\` before it"),
    "code": ("a code block", "code within a line stands in backquotes"),
    "definition": ("a link definition", "write the address into the link: `[words](https://…)`"),
}


@dataclass(frozen=True, slots=True)
class _Inside:
    """What a stretch of tokens stands in; with ``expand``, abbreviations in it are marked."""

    expand: bool
    depth: int = 0
    note: bool = False
    link: bool = False


class InlineBuilder:
    """Makes the inline nodes of one text. ``sources`` are the keys that may be cited."""

    def __init__(
        self,
        passage: Passage,
        quotes: tuple[str, str, str, str],
        resolver: Resolver,
        sources: AbstractSet[str],
        abbreviations: Abbreviations,
    ) -> None:
        self._passage, self._quotes, self._resolver, self._abbreviations = passage, quotes, resolver, abbreviations
        self._marks, self._sources = Marks(passage, resolver, sources, self._plain), sources
        self._open_tags: list[str] = []
        self._too_deep = False

    def build(self, tokens: Sequence[Token], expand: bool = True) -> ir.Inlines:
        """The nodes of a paragraph's tokens; with ``expand``, abbreviations in them are marked."""
        for left in leftovers(tokens, self._sources) if not self._passage.cut else ():
            self._passage.report(
                left.code, left.message, left.needle, left.within, severity=left.severity, help=left.help
            )
        self._passage.braces(as_typed(tokens))
        return tidy(self._nodes(iter(self._set(tokens)), _Inside(expand)))

    def lacking(self, kind: str, typed: str) -> None:
        """Warns of what format 1 does not have. An end tag is not worth a warning of its own."""
        tag = _TAG.match(typed) if kind == "html" else None
        if tag:
            if tag[1] and tag[2] in self._open_tags:
                self._open_tags.remove(tag[2])
                return
            self._open_tags.append(tag[2])
        name, help = LACKING[kind]
        if tag:
            help = _INSTEAD.get(tag[2].lower(), help)
        message = f"format 1 does not have {name}: it is shown as typed"
        self._passage.report("M101", message, typed, severity=Severity.WARNING, help=help)

    def too_deep(self, typed: str = "") -> None:
        """Reports, once for a text, that it is nested too deep."""
        if not self._too_deep:
            help = "say it in shorter paragraphs"
            self._passage.report("M102", f"nested deeper than {MAX_DEPTH} levels", typed, help=help)
        self._too_deep = True

    # -------------------------------------------------------------------------------------------- values and quotes

    def _set(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens with values put in, each a ``value`` token, and quotes set; those of a note are set apart."""
        out: list[Token] = []
        runs: list[list[tuple[Token | None, str]]] = [[]]
        previous = ""
        for token in tokens:
            match token.type:
                case "text" if previous != "autolink":
                    for words, source in self._passage.pieces(token.content):
                        out.append(Token("value" if source else "text", "", 0, content=words, info=source))
                        runs[-1].append((out[-1], words))
                    previous = token.type
                    continue
                case "text" | "typed":
                    token.type, token.content = "typed", self._passage.fill(token.content)
                    runs[-1].append((None, token.content))
                case "text_special":
                    token.content = self._passage.clean(token.content, token.markup)
                    runs[-1].append((None, token.content))
                case "softbreak" | "hardbreak":
                    runs[-1].append((None, " "))
                case "note_open":
                    runs.append([])
                case "note_close":
                    self._curl(runs.pop())
                case "code_inline":
                    runs[-1].append((None, "x"))
                case "link_close" if previous == "link_open":
                    runs[-1].append((None, "x"))
            previous = "autolink" if token.type == "link_open" and token.markup == "autolink" else token.type
            out.append(token)
        self._curl(runs.pop())
        return out

    def _curl(self, run: Sequence[tuple[Token | None, str]]) -> None:
        curled = curl([(text, token is not None) for token, text in run], self._quotes)
        for (token, _), text in zip(run, curled, strict=True):
            if token is not None:
                token.content = text

    # -------------------------------------------------------------------------------------------------------- nodes

    def _nodes(self, tokens: Iterator[Token], inside: _Inside) -> list[ir.Inline]:
        """The nodes up to the end of the element that ``inside`` is about."""
        out: list[ir.Inline] = []
        words: list[str] = []
        ignored = 0
        for token in tokens:
            if token.type in ("text", "softbreak"):
                words.append(token.content if token.type == "text" else " ")
                continue
            out += self._words(words, inside)
            match token.type:
                case "em_open" | "strong_open" | "link_open" | "note_open":
                    if self._may_open(token, inside):
                        out += self._element(token, tokens, inside)
                    else:
                        ignored += 1
                case "em_close" | "strong_close" | "link_close" | "note_close":
                    if not ignored:
                        return out
                    ignored -= 1
                case "value":
                    if value := self._words([token.content], inside):
                        out.append(ir.Fixed(token.info, value))
                case "citation":
                    out += self._marks.citation(token.content, inside.note)
                case _:
                    out.append(self._leaf(token))
        out += self._words(words, inside)
        return out

    def _words(self, words: list[str], inside: _Inside) -> ir.Inlines:
        """The text collected so far, which is emptied; white space is folded as in HTML."""
        text = folded("".join(words))
        words.clear()
        if not text:
            return ()
        return self._abbreviations.mark(text) if inside.expand else (ir.Text(text),)

    def _leaf(self, token: Token) -> ir.Inline:
        match token.type:
            case "hardbreak":
                return ir.LineBreak()
            case "code_inline":
                return ir.Code(self._passage.restore(token.content).replace("\n", " "))
            case "typed":
                if token.info:
                    self.lacking(token.info, token.content)
                return ir.Text(token.content)
            case "text_special":
                return ir.Text(token.content)
        raise AssertionError(f"an unknown token `{token.type}`")

    def _may_open(self, token: Token, inside: _Inside) -> bool:
        if inside.depth == MAX_DEPTH:
            self.too_deep()
            return False
        message = ""
        if token.type == "note_open" and inside.note:
            message = "a note can't stand in a note"
        elif token.type == "note_open" and inside.link:
            message = "a note can't stand in a link"
        elif token.type == "link_open" and inside.link:
            message = "a link can't stand in a link"
        if message:
            mark = token.content if token.type == "note_open" else str(token.attrs["href"])
            self._passage.report("M105", message, mark, help="put it behind the other")
        return not message

    def _element(self, token: Token, tokens: Iterator[Token], inside: _Inside) -> ir.Inlines:
        """The element that ``token`` opens; nothing when it holds nothing."""
        inside = replace(inside, depth=inside.depth + 1)
        match token.type:
            case "note_open":
                note = self._resolver.note(lambda: self._note(token.content, tokens, replace(inside, note=True)))
                return (ir.Fixed(self._passage.restore(token.content), note),)
            case "link_open":
                return self._marks.link(token, merged(self._nodes(tokens, replace(inside, link=True))))
        content = merged(self._nodes(tokens, inside))
        if not content:
            return ()
        return (ir.Emphasis(content) if token.type == "em_open" else ir.Strong(content),)

    def _note(self, typed: str, tokens: Iterator[Token], inside: _Inside) -> ir.Inlines:
        content = tidy(self._nodes(tokens, inside))
        if not content:
            self._passage.report("M108", "this note has no words", typed)
        return content

    def _plain(self, text: str) -> str:
        """A part of a citation as plain text."""
        return folded(ir.plain_text(self.build(parse_inline(text), expand=False))) if text.strip() else ""
