"""Leftovers: marks that an author typed and that make nothing, so that they would stand in print.

In: markdown-it's inline tokens of one paragraph, before values are put in. Out: what to say of each. A mark that is
escaped (``\\*``) is no longer in a text token, so it is never found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from markdown_it.token import Token

from ..diagnostics import Severity, quote
from ..source import BULLETS
from .commonmark import CITATION_KEY, citation_mark

# In brackets that are closed or not, with others within them
_INNER = r"\[[^\[\]]*\]"
_CITATION = re.compile(
    rf"(?P<head>(?<!\^)\[(?:[^\[\];]|{_INNER})*?{CITATION_KEY.pattern})(?P<tail>(?:[^\[\]]|{_INNER})*+\])?"
)
_NAME = re.compile(
    r"(?P<bare>(?<![\w`/])@(?:\{[^{}\s]+\}|[A-Za-z0-9](?:[A-Za-z0-9_:.-]*[A-Za-z0-9_-])?))"
    r"|(?<![\w\]^!`])\[(?P<listed>[A-Za-z0-9][\w:.,; -]*)\](?![(:\[])"
)
# Where a name with `@` may be an account's.
_ACCOUNT = re.compile(
    r"\b(?:on X|Twitter|Telegram|Mastodon|Bluesky|Instagram|Facebook|YouTube|LinkedIn|TikTok|(?:account|handle)s?)\b"
    r"|\b(?:tweet|post|follow)(?:s|ed|ing)?[ \u00a0]\Z"
)
_LOCATED = re.compile(r"([A-Za-z0-9][\w:.-]*)(, +(?:pp?|ch|chap|sec|para|art|fig)\.? .+)")
_PARTED_LINK = re.compile(r"\[[^\[\]\n]+\]\s\((?=https?://[^\s()]+\))")
_NEAR = 40  # characters before and behind it
_FOOTNOTE = re.compile(r"(?<!`)\[\^([^\[\]\n]+)\]")
_NOTE = re.compile(r"\^\[(?:[^\[\]\n^]|\^(?!\[))*")  # one that is closed is a token of its own
_TYPED = {"softbreak": "\n", "hardbreak": "\n"}
_OTHER = "`"  # code, links, emphasis: what is not looked into, and typed otherwise than it stands in tokens
# Strong emphasis that a word begins or ends with. Stars at figures and apart from words mark what is significant.
_STARS = re.compile(
    r"(?<![\w*)\]])\*\*(?![\s*\d<>=]|p ?[<=])\S+"
    r"|[^\W\d][.,;:!?’”\"')]*\*\*(?![\w*])"
)
_OPENED, _CLOSED = ("em_open", "strong_open"), ("em_close", "strong_close")
_BULLET = re.compile(rf"[{BULLETS}]\s+\S+")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A mark that makes nothing: a code of ``passage``, the mark as it is typed, words for the author.

    ``within`` is the mark with the signs before and behind it, if it may stand elsewhere as a part of another.
    """

    code: str
    needle: str
    message: str
    help: str
    severity: Severity = Severity.WARNING
    within: str = ""


def as_typed(tokens: Sequence[Token]) -> str:
    """The words of a paragraph, with a sign in the place of each mark that was made something of."""
    return "".join(t.content if t.type == "text" else _TYPED.get(t.type, _OTHER) for t in tokens)


def leftovers(tokens: Sequence[Token], sources: AbstractSet[str]) -> Iterator[Leftover]:
    """The notes and citations that are none, and the first stars and bullet: more of them follow from these."""
    text = as_typed(tokens)
    for token in tokens:
        for note in _NOTE.finditer(token.content if token.type == "text" else ""):
            help = "close it with `]`, in the same paragraph; if it is meant as text, write `^\\[`"
            yield Leftover("M118", note[0].rstrip(), "this note is never closed", help, Severity.ERROR)
    yield from _citations(text)
    yield from _names(_NOTE.sub(_OTHER, _CITATION.sub(_OTHER, text)), sources)
    for note in _FOOTNOTE.finditer(text):
        help = (
            f"write `[{citation_mark(note[1])}]`"
            if note[1] in sources
            else "write the note where its mark stands: `^[the note]`"
        )
        yield Leftover("M120", note[0], f"{quote(note[0])} makes no note: it is shown as typed", help)
    for link in _PARTED_LINK.finditer(text):
        help = f"write it without the space: `{link[0][:-2]}(https://…)`"
        yield Leftover("M123", link[0], "a space parts the words of this link from its address", help)
    if stars := next(_stars(tokens), ""):
        message, help = "these stars emphasise nothing: they are shown as typed", "write `**words**`; as text, `\\*\\*`"
        yield Leftover("M114", stars, message, help)
    if bullet := next(_bullets(tokens), ""):
        help = f"write `- ` in the place of each `{bullet[0]}`, with an empty line before the first"
        yield Leftover("M115", bullet, f"`{bullet[0]}` makes no list: it is shown as typed", help)


def _citations(text: str) -> Iterator[Leftover]:
    for match in _CITATION.finditer(text):
        needle = match[0]
        if not match["tail"]:
            message, help = "this citation is never closed", "close it with `]`"
        elif all(CITATION_KEY.search(part) for part in match[0].split(";")):
            needle, message = match["head"], "a citation can hold neither code nor brackets"
            help = "leave `@source` and words in it, and put the rest before it or behind it"
        else:
            message = "a part of this citation names no source"
            help = "each part between semicolons needs its `@source`"
        needle = needle.partition(_OTHER)[0].rstrip()
        yield Leftover("M113", needle, message, f"{help}; if it is meant as text, write `\\[`", Severity.ERROR)


def _names(text: str, sources: AbstractSet[str]) -> Iterator[Leftover]:
    """The names of sources that stand as if they were cited, and are not."""
    for match in _NAME.finditer(text):
        bare, listed = match["bare"], match["listed"]
        located = _LOCATED.fullmatch(listed or "")
        if bare:
            keys = [bare[2:-1] if bare[1] == "{" else bare[1:]]
        else:
            keys = [located[1]] if located else re.split(r"\s*[,;]\s*", listed)
        if bare:
            start, end = match.span()
            near = _ACCOUNT.search(text[max(start - _NEAR, 0) : start]) or _ACCOUNT.search(text[end : end + _NEAR])
            cites = near is None
        else:  # `[a]` and `[Kyiv]` may be an insertion into a quotation
            cites = len(listed) > 1 and not (listed.isalpha() and listed[0].isupper())
        if cites and all(key in sources for key in keys):
            message, cited = (
                f"{quote(match[0])} cites nothing: it is shown as typed",
                "; ".join(map(citation_mark, keys)) + (located[2] if located else ""),
            )
            help = f"write `[{cited}]`; if it is meant as text, write `\\{match[0]}`"
            within = text[max(match.start() - 1, 0) : match.end() + 1].strip(_OTHER + "\n")
            yield Leftover("M119", match[0], message, help, within=within)


def _stars(tokens: Sequence[Token]) -> Iterator[str]:
    """Stars that are left in words, and those that are left beside emphasis: one was typed too many or too few."""
    last = len(tokens) - 1
    for place, token in enumerate(tokens):
        if token.type != "text":
            continue
        if found := _STARS.search(token.content):
            yield found[0]
        before, words_before = tokens[max(place - 1, 0)], tokens[max(place - 2, 0)].content.split()
        after, words_after = tokens[min(place + 1, last)], tokens[min(place + 2, last)].content.split()
        if token.content.endswith("*") and after.type in _OPENED and after.markup[0] == "*":
            stars = token.content[len(token.content.rstrip("*")) :]
            yield stars + after.markup + "".join(words_after[:1])
        if token.content.startswith("*") and before.type in _CLOSED and before.markup[0] == "*":
            stars = token.content[: len(token.content) - len(token.content.lstrip("*"))]
            yield "".join(words_before[-1:]) + before.markup + stars


def _bullets(tokens: Sequence[Token]) -> Iterator[str]:
    for place, token in enumerate(tokens):
        begins = not place or tokens[place - 1].type in ("softbreak", "hardbreak")
        if begins and token.type == "text" and (bullet := _BULLET.match(token.content)):
            yield bullet[0]
