"""CommonMark as format 1 has it: markdown-it-py, with citations and notes, and without what the format lacks.

In: a text without expressions. Out: markdown-it's tokens. What the format lacks (raw HTML, images, headings, thematic
breaks, code blocks, link definitions) is recognised, and comes out as it was typed, with its kind as ``info``:

- ``typed`` tokens, inline and block, whose ``content`` is to be shown and not interpreted;
- ``paragraph_open`` with a heading's kind: the line as it was typed, whose words are words like any others.

``citation`` and ``note_open`` tokens hold all of the mark; ``note_open`` and ``note_close`` stand round its content.
"""

from __future__ import annotations

import functools
import re

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_block import StateBlock, code, fence, heading, hr, lheading, reference
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_inline import StateInline, html_inline, image, link
from markdown_it.token import Token

# A list takes two levels of markdown-it's. Beyond the limit it drops text in silence; `blocks` has refused it by then.
_MAX_LEVELS = 30

# A key as in `sources`; one that ends in `.` or `:` is written in braces. Not in an email address, not when escaped.
CITATION_KEY = re.compile(r"(?<![\w\\])-?@(?:\{([^{}\s]+)\}|([A-Za-z0-9](?:[A-Za-z0-9_:.-]*[A-Za-z0-9_-])?))")
_CHARACTER = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BRACKETS = re.compile(r"\[([^\[\]`]*)\]")


def parse_blocks(text: str) -> list[Token]:
    """The tokens of a *prose* text."""
    return _parser().parse(text)


def parse_inline(text: str) -> list[Token]:
    """The tokens of an *inline* text, without blocks."""
    return _parser().parseInline(text)[0].children or []


def encoded(address: str) -> str:
    """A link's address as it stands in a file: percent-encoded, its host in ASCII."""
    return normalizeLink(address)


class _Parser(MarkdownIt):
    """Leaves addresses as they are typed: which are allowed, and what to say about the others, is decided later."""

    def normalizeLink(self, url: str) -> str:
        return url

    def normalizeLinkText(self, url: str) -> str:
        return url

    def validateLink(self, url: str) -> bool:
        return True


@functools.cache
def _parser() -> _Parser:
    parser = _Parser("commonmark", {"maxNesting": _MAX_LEVELS})
    parser.enable("table")
    parser.disable(["html_block", "text_join"])  # inline rules see the tags; escaped characters stay apart
    inline, block = parser.inline.ruler, parser.block.ruler
    inline.before("link", "citation", _citation)
    inline.before("link", "note", _note)
    inline.at("image", _typed_inline(image, "image"))
    inline.at("html_inline", _typed_inline(html_inline, "html"))
    # `alt`: what each may interrupt, as in markdown-it's own list of rules
    block.at("code", _typed_block(code, "code"))
    block.at("fence", _typed_block(fence, "code"), {"alt": ["paragraph", "reference", "blockquote", "list"]})
    block.at("hr", _typed_block(hr, "rule"), {"alt": ["paragraph", "reference", "blockquote", "list"]})
    block.at("reference", _typed_block(reference, "definition"))
    block.at("heading", _words(heading), {"alt": ["paragraph", "reference", "blockquote"]})
    block.at("lheading", _words(lheading))
    return parser


def row_cells(line: str) -> list[str]:
    """The cells of a table's row as they are typed, those beyond its columns too."""
    cells = escapedSplit(line.strip(" \t>"))
    return cells[not cells[0].strip() : len(cells) - (not cells[-1].strip())]


def citation_mark(key: str) -> str:
    """How a source is named in a citation: in braces if the last sign of its key could be the sentence's."""
    return f"@{key}" if key[-1] not in ".:" else f"@{{{key}}}"


def cited_parts(typed: str) -> list[str]:
    """The parts of a citation between its semicolons; that of a character reference (``&nbsp;``) parts none."""
    kept = _CHARACTER.sub(lambda found: f"{found[0][:-1]}\0", typed)  # which no text can hold
    return [part.replace("\0", ";") for part in kept.split(";")]


def _citation(state: StateInline, silent: bool) -> bool:
    """``[see @a, p. 3; @b]``: each part between semicolons names a source. With an address behind it, it is a link."""
    match = _BRACKETS.match(state.src, state.pos, state.posMax)
    if not match or not all(CITATION_KEY.search(part) for part in cited_parts(match[1])):
        return False
    start = state.pos
    if state.src.startswith("(", match.end()) and link(state, True):
        state.pos = start
        return False
    if not silent:
        state.push("citation", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _note(state: StateInline, silent: bool) -> bool:
    """``^[text]``, Pandoc's inline note."""
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        maximum = state.posMax
        state.push("note_open", "", 1).content = state.src[state.pos : end + 1]
        state.pos, state.posMax = state.pos + 2, end
        state.md.inline.tokenize(state)
        state.push("note_close", "", -1)
        state.posMax = maximum
    state.pos = end + 1
    return True


def _typed_inline(rule: RuleFuncInlineType, kind: str) -> RuleFuncInlineType:
    """A rule of markdown-it that recognises something, to show it as it was typed."""

    def typed(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, True):
            return False
        if not silent:
            token = state.push("typed", "", 0)
            token.content, token.info = state.src[start : state.pos], kind
        return True

    return typed


def _typed_block(rule: RuleFuncBlockType, kind: str) -> RuleFuncBlockType:
    def typed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            del state.tokens[first:]
            state.env.clear()  # a link definition that was recognised must not define anything
            token = state.push("typed", "", 0)
            token.content, token.info = _lines(state, start), kind
        return True

    return typed


def _words(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            del state.tokens[first:]
            state.push("paragraph_open", "p", 1).info = "heading"
            inline = state.push("inline", "", 0)
            inline.content, inline.children = _lines(state, start), []
            state.push("paragraph_close", "p", -1)
        return True

    return paragraph


def _lines(state: StateBlock, start: int) -> str:
    """What was typed from line ``start`` to where the block parser stands now, without the indentation of its list."""
    return state.getLines(start, state.line, state.blkIndent, False).rstrip("\n")
