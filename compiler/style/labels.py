"""Labels: the words of a language that a style has in its own way.

In: ``words`` of a style, by language. Out: for each mistake its path, what is wrong, what to do, and whether it is the
key. A word keeps the form that it has in ``locales/<language>.yaml``: a text with the same ``{…}`` in it, as many
parts, or the same keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from ..diagnostics import did_you_mean, listed
from ..ir import Path
from ..locale import UnknownLanguage, load_locale

Mistake = tuple[Path, str, str, bool]  # the last: whether it is the key that is wrong


def label_mistakes(words: Mapping[str, object]) -> Iterator[Mistake]:
    """What in a style's ``words`` no language has, or has in another form."""
    for tag, own in words.items():
        try:
            known = load_locale(tag)
        except UnknownLanguage as error:
            yield (
                ("words", tag),
                f"there are no words for a language `{tag}`",
                f"there are {listed(error.known)}",
                True,
            )
            continue
        if known.code != tag:
            yield ("words", tag), "words are those of a language in any country", f"write `{known.code}`", True
            continue
        yield from _compared(own, known.words, ("words", tag))


def _compared(own: object, known: Any, path: Path) -> Iterator[Mistake]:
    if isinstance(known, dict):
        if not isinstance(own, dict):
            yield path, "expected keys with values", f"there are {listed(known)}" if len(path) > 2 else "", False
            return
        for key, value in own.items():
            if key in known:
                yield from _compared(value, known[key], (*path, key))
            else:
                help = did_you_mean(str(key), known, "the words are in `locales` of the compiler")
                yield (*path, key), f"there is no word `{key}`", help, True
    elif isinstance(known, list):
        if not isinstance(own, list) or len(own) != len(known) or not all(isinstance(part, str) for part in own):
            yield path, f"expected a list of {len(known)} texts", f"the language has {known}", False
    elif not isinstance(own, str):
        yield path, "this is not a text", "put it in quotation marks", False
    elif (fields := _fields(own)) is None or not fields <= (_fields(known) or set()):
        yield path, "this text asks for a value that it is not given", f"the language has `{known}`", False


def _fields(text: str) -> set[str] | None:
    """The names in braces in a text; ``None`` when they are not well-formed."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None
