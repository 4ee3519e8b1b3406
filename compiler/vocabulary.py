"""The vocabulary of layouts: which tags there are, which attributes each may carry, and what these may say.

In: a tag with its attributes. Out: its mistakes, each as what is wrong, what to do and the word that it is about. So
what builds the tree and what draws it never meets a number that is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .diagnostics import did_you_mean
from .ir import Align

# tag → the attributes that it may carry. `class` is a role of the style.
VOCABULARY: dict[str, frozenset[str]] = {
    name: frozenset(attributes.split())
    for name, attributes in {
        "section": "class id", "h": "", "label": "class", "p": "class id", "div": "class",
        "ul": "class", "ol": "class start", "li": "id", "dl": "class id", "dt": "class", "dd": "class",
        "table": "class id", "caption": "", "col": "align", "thead": "", "tbody": "", "tr": "id",
        "th": "class scope colspan rowspan", "td": "class colspan rowspan",
        "figure": "id", "img": "", "chart": "", "range": "low high", "aside": "class id decorative",
        "blockquote": "", "columns": "class", "contents": "depth", "references": "class", "pagebreak": "",
        "header": "class", "footer": "class",
        "strong": "", "em": "", "sub": "", "sup": "", "span": "lang", "a": "href", "br": "", "blank": "",
        "page": "", "pages": "",
    }.items()
}  # fmt: skip
INLINE_TAGS = frozenset("strong em sub sup span a br blank page pages".split())
DEEPEST = 64  # elements in each other, as maps and lists in YAML
_NEEDED = {"range": ("low", "high"), "columns": ("class",), "a": ("href",)}
_CHANCE = re.compile(r"100|[0-9]{1,2}(\.[0-9]+)?"), "a number from 0 to 100"
_SPAN = re.compile(r"[1-9][0-9]?"), "a whole number from 1 to 99"
# attribute → the form of its value, in words; those of `class` and `id` are checked against the style and the brief
_FORMS: dict[str, tuple[re.Pattern[str], str]] = {
    "low": _CHANCE,
    "high": _CHANCE,
    "colspan": _SPAN,
    "rowspan": _SPAN,
    "depth": (re.compile("[1-6]"), "a whole number from 1 to 6"),
    "start": (re.compile("[0-9]{1,4}"), "a whole number from 0 to 9999"),
    "lang": (re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"), "a language such as `fr` or `sr-Latn`"),
    "href": (re.compile(r"\S+"), "an address, or `#` and an id"),
}
_MEANT = {"b": "strong", "i": "em"}
_ALL = f"the vocabulary is {', '.join(sorted(VOCABULARY))}"
_WORDS: dict[str, tuple[str, ...]] = {
    "align": tuple(align.value for align in Align),
    "scope": ("col", "row"),
    "decorative": ("true", "false"),
}


def mistakes_of(tag: str, attributes: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with an element by itself: message, help, and what of the tag it is about (``""``: its name)."""
    if tag not in VOCABULARY:
        help = f"write `<{_MEANT[tag]}>`" if tag in _MEANT else did_you_mean(tag, VOCABULARY, _ALL)
        yield f"unknown tag `{tag}`", help, ""
        return
    for name in sorted(attributes.keys() - VOCABULARY[tag]):
        allowed = ", ".join(f"`{a}`" for a in sorted(VOCABULARY[tag])) or "none"
        yield f"unknown attribute `{name}` of `{tag}`", f"it takes {allowed}", name
    for name in _NEEDED.get(tag, ()):
        if name not in attributes:
            yield f"`{tag}` needs `{name}`", f'write `<{tag} {name}="…">`', ""
    for name, value in attributes.items():
        words = ("first",) if tag in ("header", "footer") and name == "class" else _WORDS.get(name)
        if words is not None and value not in words:
            yield f"`{name}` can't be `{value}`", f"it is {' or '.join(f'`{word}`' for word in words)}", f'"{value}"'
        if name in _FORMS and not (form := _FORMS[name])[0].fullmatch(value):
            yield f"`{name}` can't be `{value}`", f"it is {form[1]}", f'"{value}"'
