"""Names that a style gives and nothing uses: mostly slips, which would do nothing in silence.

In: a style's file, those that it extends, and the folders of styles. Out: warnings. What a layout names in any
way counts as used, also where it puts a name together (``"stance-" ~ word``), and also in other styles' layouts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..diagnostics import Diagnostic, Severity, did_you_mean
from ..source import Source

# Names that the compiler gives to texts itself: by depth, in the contents list, where a layout or a box names none.
_GIVEN = re.compile(r"(heading|contents)-[1-6]|contents-title|heading-label|source|callout-title")
_KINDS = {"roles": "role", "grids": "grid", "tables": "table", "boxes": "box", "colors": "colour"}


def unused_names(
    sources: Sequence[Source], count: int, needed: Sequence[str], folders: Sequence[Path]
) -> Iterator[Diagnostic]:
    """A warning for each name that one of the first ``count`` of ``sources`` gives anew, and nothing uses.

    The nearest file is first; what a nearer one names is used, too.
    """
    for rank in range(count):
        yield from _unused_in(sources[: rank + 1], sources[rank + 1 :], needed, folders)


def _unused_in(
    files: Sequence[Source], others: Sequence[Source], needed: Sequence[str], folders: Sequence[Path]
) -> Iterator[Diagnostic]:
    """What the last of ``files`` gives that none of the ``others`` has."""
    own = files[-1]
    new = [
        (kind, name)
        for kind in _KINDS
        for name in own.value.get(kind) or {}
        if all(name not in (other.value.get(kind) or {}) for other in others)
    ]
    if not new:
        return
    named = set(needed)
    for file in files:
        named.update(_words(file.value))
    layouts = "\n".join(_text(path) for folder in folders for path in sorted(folder.glob("*/*.html")))
    for kind, name in new:
        if name in named or _GIVEN.fullmatch(name) or _stands_in(layouts, name):
            continue
        known = {known for other in others for known in other.value.get(kind) or {}}
        help = did_you_mean(name, sorted(known), "no layout and nothing else in this style names it")
        span = own.span((kind, name), key=True)
        yield Diagnostic("T205", f"nothing uses the {_KINDS[kind]} `{name}`", span, Severity.WARNING, help=help)


def _text(layout: Path) -> str:
    """A layout's text; none of one that can't be read, which is said where it is used."""
    try:
        return layout.read_text("utf-8", "replace")
    except OSError:
        return ""


def _stands_in(layouts: str, name: str) -> bool:
    """Whether the layouts hold a name, or the beginning of it to which the rest is put."""
    starts = (name[: cut.end()] for cut in re.finditer("-", name))
    return _whole(name).search(layouts) is not None or any(
        re.search(rf"""(?<![\w-]){re.escape(start)}(["']|\{{\{{)""", layouts) for start in starts
    )


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")


def _words(value: object) -> Iterator[str]:
    """All texts among the values of maps and lists in each other."""
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _words(item)
    elif isinstance(value, str):
        yield value
