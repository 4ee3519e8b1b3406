"""YAML syntax: what PyYAML stopped at → words for somebody who does not know YAML.

In: the text, PyYAML's marks, and where the top key begins that was read last: what belongs together begins there. Out:
one diagnostic. It judges by the characters at those places, never by the wording of PyYAML's message, which is only
quoted where nothing better is known.
"""

from __future__ import annotations

import re

import yaml

from ..diagnostics import Diagnostic
from .advice import BULLETS, CURLY, NEXT_KEY, QUOTE, quoting
from .brackets import in_brackets, maybe_no_comma, tokens
from .characters import NO_BREAK_SPACES
from .neighbours import among_items, first_item, line_above, odd_line, other_kind, where
from .places import Text

_INDENTATION = re.compile(r"[ \t]*")
_KEY = re.compile(r"""[ \t]*(?:- +)*(?:"[^"]*"|'[^']*'|[^\s'"\[{#:][^:#\r\n]*):(?= )""")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{0,2}|u[0-9A-Fa-f]{0,4}|U[0-9A-Fa-f]{0,8}|.)", re.DOTALL)
_NO_BREAK_INDENTATION = re.compile(f"[ \\t]*([\xa0\u3000{NO_BREAK_SPACES}]+)")
# a line of a word alone, or of a word and what its colon should part from it
_NO_COLON = r"([A-Za-z_][\w-]*)(?::([^\s:/][^\r\n]*))?[ \t]*(?:\r\n|\r|\n|\Z)"
# names that are all of a value: one, and what is left of a list from its first
_CITED_NAME = re.compile(r"@([A-Za-z0-9][\w:.-]*)[ \t]*(?=[],}\r\n]|\Z)")
_CITED_NAMES = re.compile(r"@([A-Za-z0-9][\w:.-]*)(?:[ \t]*[,;][ \t]*@?[\w:.-]+)*[ \t]*\][ \t]*(?=[],}\r\n]|\Z)")
_BARE_KEY = re.compile(r"( *)([a-z][a-z0-9_-]*)(?: *= *| +)([^\s:=][^:]*)")
_KEY_WITHOUT_COLON = re.compile(_NO_COLON)
_KEY_WITHOUT_COLON_ABOVE = re.compile(rf"^[ \t]*(?:- +)?{_NO_COLON}\s*\Z", re.MULTILINE)
_HEAD_WITHOUT_COLON = re.compile(r"^[ \t]*(?:- +)?([a-z][a-z0-9_-]*)[ \t]+([|>][-+]?)[ \t]*$", re.MULTILINE)
_TEXT_KEY_WITHOUT_SPACE = re.compile(r"[ \t]*(?:- +)?([A-Za-z_][\w-]*):([|>][+-]?)[ \t]*(?=[\r\n])")
# an item of a list that is no map, for keys are written in small letters
_ITEM_WITH_COLON = re.compile(
    r"^[ \t]*(?:- +)+(?![a-z_][\w-]*:|URL:|DOI:)([^\s'\"\[{#:][^:#\r\n]*): [^\r\n]*(?:\r\n|\r|\n)\s*\Z", re.MULTILINE
)
_ENTRY = re.compile(r"^[ \t]*(?:- |[\w-]+:(?:[ \t\r]|$))", re.MULTILINE)  # a line of its own right, not of a text
_SURROGATE_ESCAPE = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F]")
_PAIR = re.compile(r"[ \t]*(?:- +)*[\w-]+:[ \t]+([a-z][a-z_-]*)")  # a key, and what may be one
_LONE = re.compile(r"""(?!- )[^\s\[\]{}:,'"*&!|>%@`#](?:(?!:[ \t\r\n])[^\r\n])*""")
_CURLY = re.compile(rf"(?:^|: |- |, |[\[{{])[ \t]*([{CURLY}])")  # where a text begins
_TLP = re.compile(r"TLP: +([A-Z+]+)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_NO_KEY = r"(?!- )[^\s#\[{](?![^\r\n]*:(?:[ \t\r\n]|\Z))"  # nor an item
# what an item of a list begins with but for `- `
_ITEM_SIGN = re.compile(rf"[ \t]*[{BULLETS}\u2013\u2014](?=\s)")
_ITEM = re.compile(rf"([ \t]*)(-(?=[^\s-])|[\[{{]|[{BULLETS}\u2013\u2014](?=\s))([^\r\n]*)")
_LINE_ABOVE = "the line above may lack a colon or a closing bracket"


def explain(text: Text, error: yaml.MarkedYAMLError, since: int) -> Diagnostic:
    """The diagnostic for the place where the text stops being YAML, which lies behind ``since``."""
    characters = text.text
    at = min(error.problem_mark.index if error.problem_mark else 0, len(characters))
    context = error.context_mark.index if error.context_mark else at
    opening = characters[context : context + 1]
    line = text.line_start_at(at)
    indentation = _INDENTATION.match(characters, line)
    assert indentation
    here = characters[at : at + 1]
    ended = 0 if characters[at:].strip() else at  # the text's end, if reading stopped there

    if indented := no_break_indentation(text, at, context, max(line - 1, 0)):
        return indented
    if unclosed := _closed_too_late(text, line, at, since):
        return unclosed
    if "\t" in indentation[0] and at <= indentation.end() + 1:
        start = line + indentation[0].index("\t")
        return _diagnostic(text, start, start + 1, "S107", "a tab in the indentation", "a tab", "indent with spaces")
    above = text.line_start_at(since + len(characters[since:line].rstrip()))
    if item := _item(text, text.line_start_at(context), above, line):
        return item
    if (key := _KEY_WITHOUT_COLON.match(characters, context)) and context < max(line, ended):
        start = text.line_start_at(context)
        is_item = not key[2] and among_items(text, start, context - start)
        return _lone_line(text, *key.span(1), since) if is_item else _no_colon(text, key)
    if (lone := _LONE.match(characters, context)) and context < at and not characters[lone.end() : at].strip():
        return _lone_line(text, *lone.span(), since)
    if opening == '"' and at > context and (escape := _bad_escape(characters, at)):
        if _SURROGATE_ESCAPE.match(escape[0]):
            message = f"`{escape[0]}` is half a character (a lone surrogate), which no document can hold"
            return _diagnostic(text, *escape.span(), "S116", message, help="write the character itself")
        help = "write `\\\\` for a backslash, or put the text in single quotation marks"
        return _diagnostic(text, *escape.span(), "S106", f"`{escape[0]}` is not an escape that YAML knows", help=help)
    if opening == "*" and characters[context + 1 : context + 2] in (" ", "\xa0"):
        return _bullet(text, context)
    if opening in ("*", "&", "|", ">") and at > context:
        message, help = f"a text cannot begin with `{opening}` unless it is in quotation marks", QUOTE
        alone = f"leave `{opening}` alone in its line and begin the text in the next, further to the right than its key"
        if opening == "|":  # nothing but a sign of YAML's
            message, help = "a text does not begin in the line of its `|`", alone
        elif opening == ">":
            help = f"{QUOTE}; if `>` announces a text, {alone}"
        return _diagnostic(text, context, context + 1, "S106", message, help=help)
    if opening in ("'", '"') and opening and ended:
        message = "this quotation mark is never closed"
        return _diagnostic(text, context, context + 1, "S106", message, "opened here", _closing(text, context))
    if bracketed := in_brackets(text, at, since):
        return bracketed
    if characters.startswith("```", at) and not characters[line:at].strip():
        return _diagnostic(
            text, at, len(characters), "S106", "a fence of Markdown's is not YAML", help="take the line away"
        )
    if here in ("@", "`", "%") and here:
        what = "a backtick" if here == "`" else f"`{here}`"
        message = f"a text cannot begin with {what} unless it is in quotation marks"
        name = (_CITED_NAMES if characters[at - 1 : at] == "[" else _CITED_NAME).match(characters, at)
        names = re.findall(r"@?([\w:.-]+)", name[0]) if name else []
        written = f"[{', '.join(names)}]" if len(names) > 1 else "".join(names)
        help = f"a name is written without `@`: `{written}`; if this is a text, {QUOTE}" if names else QUOTE
        return _diagnostic(text, at, at + 1, "S106", message, help=help)
    if here == ":":
        if _KEY.match(characters, line, at):
            return _colon(text, at, since, "second colon")
        if bullet := _ITEM_SIGN.match(characters, line):
            return _bullet(text, bullet.end() - 1)
        word = _KEY_WITHOUT_COLON_ABOVE.search(characters, since, line)
        if word and word.start(1) - text.line_start_at(word.start(1)) <= len(indentation[0]):
            return _no_colon(text, word)
        head = line_above(text, line, len(indentation[0]))
        if head and (key := _TEXT_KEY_WITHOUT_SPACE.match(characters, head.start())):
            return _no_colon(text, key)
        if head and (bare := _BARE_KEY.fullmatch(head[0])) and len(bare[1]) == len(indentation[0]):
            help = f"write `{bare[2]}: {bare[3].strip()}`"
            start = head.start() + bare.start(2)
            return _diagnostic(text, start, head.end(), "S106", "a key needs a colon after it", help=help)
        if head and (odd := odd_line(text, head.start(), line)):
            return odd
        help = f"begin it {where(text, line)}; {_LINE_ABOVE}, or be a text that needs `>-`"
        return _diagnostic(
            text, line + len(indentation[0]), at, "S106", "this key does not fit the lines above it", help=help
        )
    if here == "-" and characters[line:at].strip():
        help = f"begin a list on a line of its own; in a text that begins with `-`, {QUOTE}"
        return _diagnostic(text, at, at + 1, "S106", "a list cannot begin here", help=help)
    if characters[line:at].rstrip()[-1:] in ("'", '"') and here:
        help = f"{QUOTE}, single ones if it holds double ones; inside single ones an apostrophe is written twice"
        return _diagnostic(text, at, at + 1, "S106", "something follows the closing quotation mark", help=help)
    if here in ("]", "}") and here:
        help = f"take it away if it is one too many; in a text, {QUOTE}"
        return _diagnostic(text, at, at + 1, "S106", f"this `{here}` closes nothing", help=help)
    if here == "," and characters[:at].rstrip()[-1:] in (",", "["):
        return _diagnostic(text, at, at + 1, "S106", "nothing stands before this comma", help="take one comma away")
    if opening in ("[", "{") and opening:
        closing = "]" if opening == "[" else "}"
        help = (
            f"a text that begins with `{opening}` needs quotation marks, and within `{opening} {closing}` also one "
            "that holds `[`, `]`, `{`, `}` or a comma"
        )
        return _diagnostic(text, at, at + 1, "S106", f"expected `,` or `{closing}`", help=help)
    if here.strip() and at <= indentation.end():
        end = len(characters)
        if key := _HEAD_WITHOUT_COLON.search(characters, since, line):
            help = f"write `{key[1]}: {key[2]}`"
            return _diagnostic(text, *key.span(1), "S106", "a key needs a colon after it", help=help)
        is_list = characters.startswith("-", context) or characters.startswith("- ", at)
        if is_list and context < line and context - text.line_start_at(context) == at - line:
            return other_kind(text, context, at)
        if unlike := first_item(text, line, at):
            return unlike
        head = line_above(text, line, at - line)
        if head and (odd := odd_line(text, head.start(), line)):
            return odd
        if head and ":" not in head[0] and not head[0].lstrip().startswith("- "):
            return _lone_line(text, head.start() + len(head[0]) - len(head[0].lstrip()), head.end(), since)
        help = f"begin it {where(text, line)}; {_LINE_ABOVE}"
        return _diagnostic(text, at, end, "S106", "this line does not fit the lines above it", help=help)
    return _diagnostic(text, at, at + 1, "S106", f"this is not YAML: {error.problem}")


def no_break_indentation(text: Text, *offsets: int) -> Diagnostic | None:
    """What to say of no-break spaces that indent a line of ``offsets``: YAML takes them for letters."""
    for offset in offsets:
        if spaces := _NO_BREAK_INDENTATION.match(text.text, text.line_start_at(offset)):
            message, help = "a no-break space in the indentation", "indent with ordinary spaces"
            return _diagnostic(text, *spaces.span(1), "S121", message, "looks like a space", help)
    return None


def _colon(text: Text, at: int, since: int, label: str = "") -> Diagnostic:
    """What to say of the colon at ``at`` in a text."""
    message = "a colon and a space inside a text make it look like a key"
    line = text.line_start_at(at)
    curly = _CURLY.search(text.text, line, at)
    help = quoting(curly[1] if curly else "")
    if tlp := _TLP.match(text.text, max(line, at - 3)):
        help = f"write `TLP:{tlp[1]}`, without the space"
    elif (pair := _PAIR.fullmatch(text.text, line, at)) and not curly:
        help = f"if `{pair[1]}` is a key, write `{{{pair[1]}: …}}`, or it on a line of its own, further in; else {help}"
    elif word := maybe_no_comma(text, at, since):
        help = f"if `{word}` is a key, write a comma before it; if it belongs to the text, {help}"
    return _diagnostic(text, at, at + 1, "S106", message, label, help)


def _item(text: Text, *lines: int) -> Diagnostic | None:
    """What to say of an item of a list, in one of the ``lines``, that lacks its ``-`` or the space behind it."""
    for line in lines:
        item = _ITEM.match(text.text, line)
        if not item or not among_items(text, line, len(item[1])):
            continue
        if item[2] == "-":
            help = f"write `- {item[3].rstrip()}`" if len(item[3]) <= 60 else "write a space after it"
            message = "a `-` needs a space after it" + _and_more(text, line, item[1], r"-(?=[^\s-])")
            return _diagnostic(text, *item.span(2), "S106", message, help=help)
        if item[2] not in "[{":
            return _bullet(text, item.start(2))
        help = "write `- ` before it, exactly below the items above and below"
        message = "this item of a list lacks its `- `" + _and_more(text, line, item[1], r"[\[{]")
        return _diagnostic(text, *item.span(2), "S106", message, help=help)
    return None


def _bullet(text: Text, at: int) -> Diagnostic:
    """What to say of another sign in the place of an item's ``-``."""
    sign = text.text[at]
    line = text.line_start_at(at)
    more = _and_more(text, line, re.escape(text.text[line:at]), rf"{re.escape(sign)}(?=\s)")
    message = f"items of a list do not begin with `{sign}`{more}"
    help = "begin each item with `- `" + ("; a text that begins with `*` needs quotation marks" if sign == "*" else "")
    return _diagnostic(text, at, at + 1, "S106", message, help=help)


def _and_more(text: Text, line: int, indentation: str, begins: str) -> str:
    """How a message goes on when the lines right below a ``line`` have its mistake: they begin as it does."""
    more = re.compile(rf"(?:(?:\r\n|\r|\n){indentation}{begins}[^\r\n]*)*").match(text.text, text.line_end(line))
    count = len(_LINE_END.findall(more[0])) if more else 0
    return f", and so {'does one' if count == 1 else f'do {count}'} after it" if count else ""


def _lone_line(text: Text, start: int, end: int, since: int) -> Diagnostic:
    """What to say of a line without a colon among keys; the line above it may be a text that has one."""
    line = text.line_start_at(start)
    above = _ITEM_WITH_COLON.search(text.text, since, line)
    if above and above.start(1) - text.line_start_at(above.start(1)) == start - line:
        return _colon(text, above.end(1), since)
    width = start - line
    if among_items(text, line, width):
        message = "this item of a list lacks its `- `" + _and_more(text, line, " " * width, _NO_KEY)
        help = "write `- ` before it; if it belongs to the text above it, begin it further to the right"
        return _diagnostic(text, start, end, "S106", message, help=help)
    message = "this line is neither a key nor part of the text above it"
    help = "a key needs a colon after it; a text that goes on begins further to the right than its key"
    return _diagnostic(text, start, end, "S106", message, help=help)


def _no_colon(text: Text, key: re.Match[str]) -> Diagnostic:
    """What to say of a key without a colon, or without a space behind it."""
    if not key[2]:
        help = f"write `{key[1]}:`, or indent the line further if the text above it goes on"
        return _diagnostic(text, *key.span(1), "S106", "a key needs a colon after it", help=help)
    help = f"write `{key[1]}: {key[2].rstrip()}`" if len(key[2]) <= 60 else "write a space after the colon"
    return _diagnostic(text, key.end(1), key.end(1) + 1, "S106", "a colon needs a space after it", help=help)


def _closed_too_late(text: Text, line: int, at: int, since: int) -> Diagnostic | None:
    """What to say of a quotation mark that is closed only in the ``line`` that ends at ``at``, if keys or items begin
    between: the mistake is where it was opened, lines above.
    """
    for token, start, end in tokens(text, since):
        if start > at:
            break
        if not isinstance(token, yaml.ScalarToken) or token.style not in ("'", '"'):
            continue
        if start < line < end <= at and _ENTRY.search(text.text, start, end):
            message = f"the quotation mark opened here is closed only in line {text.span(end - 1, end).line}"
            return _diagnostic(text, start, start + 1, "S106", message, "opened here", _closing(text, start))
    return None


def _closing(text: Text, start: int) -> str:
    """Where to close the quotation mark that is opened at ``start``; a key in its line ends the text within braces."""
    help = f"close it with `{text.text[start]}` where its own text ends"
    key = NEXT_KEY.search(text.text, start, text.line_end(start))
    return f"{help}; if `{key[1]}` is a key, that is before the comma" if key else help


def _bad_escape(characters: str, at: int) -> re.Match[str] | None:
    """The escape that ``at`` lies in or just behind, if one does."""
    start = characters.rfind("\\", max(0, at - 2), at + 1)
    return _ESCAPE.match(characters, start) if start >= 0 else None


def _diagnostic(
    text: Text, start: int, end: int, code: str, message: str, label: str = "", help: str = ""
) -> Diagnostic:
    return Diagnostic(code, message, text.span(start, end), label=label, help=help)
