"""What validators miss in a Word file, and Word or a later review would stumble over.

In: a ``WordFile``. Out: its faults, a line each; none in what compile-brief writes, else that is a bug of ours. Word
calls a file with two bookmarks of one name or two controls of one id damaged, or drops one of them without a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ..word_file import Element, W, WordFile
from .texts import MAP, POINT, find_map

_LONGEST_TAG = 64  # of a control's tag and title (17.5.2.42, 17.5.2.1)
_LONGEST_NAME = 40  # of a bookmark
# REF, PAGEREF and NOTEREF name a bookmark; HYPERLINK does behind \l, without an address before it (17.16.5)
_FIELD = re.compile(
    r'\s*(?:(?:PAGE|NOTE)?REF\s+"?([^"\s\\]+)|HYPERLINK\b(?!\s+[^\s\\]).*?\\l\s+"?([^"\s]+))', re.IGNORECASE
)


def faults(file: WordFile) -> list[str]:
    """The faults of a file's controls, bookmarks, links within it, and map."""
    stories = [root for _, _, root in file.stories()]
    starts = [e for root in stories for e in root.iter(f"{W}bookmarkStart")]
    ends = [e for root in stories for e in root.iter(f"{W}bookmarkEnd")]
    controls = [e for root in stories for e in root.iter(f"{W}sdtPr")]
    names = [_w(start, "name") for start in starts]
    return [
        *_controls(controls),
        *(f"two bookmarks have the name {name}" for name in _twice(name.lower() for name in names)),
        *(f"two bookmarks have the id {id}" for id in _twice(_w(start, "id") for start in starts)),
        *(f"the name {name} of a bookmark is too long" for name in names if len(name) > _LONGEST_NAME),
        *_pairs({_w(e, "id") for e in starts}, [_w(e, "id") for e in ends]),
        *(f"nothing has the bookmark {name}" for name in _targets(stories) if name not in names),
        *_map(find_map(file), {_child(control, "tag") for control in controls}, set(names)),
    ]


def _controls(controls: list[Element]) -> Iterator[str]:
    for control in controls:
        for child, what in (("tag", "tag"), ("alias", "title")):
            if len(text := _child(control, child)) > _LONGEST_TAG:
                yield f"the {what} {text[:20]}… of a control is too long"
    ids = (_child(control, "id") for control in controls)
    yield from (f"two controls have the id {id}" for id in _twice(id for id in ids if id))


def _pairs(starts: set[str], ends: list[str]) -> Iterator[str]:
    yield from (f"the bookmark with the id {id} does not end" for id in sorted(starts - set(ends)))
    yield from (f"a bookmark ends that never began, with the id {id}" for id in sorted(set(ends) - starts))
    yield from (f"the bookmark with the id {id} ends twice" for id in _twice(ends))


def _targets(stories: list[Element]) -> Iterator[str]:
    """The bookmarks that links and fields lead to."""
    for root in stories:
        yield from (name for link in root.iter(f"{W}hyperlink") if (name := _w(link, "anchor")))
        for instruction in instructions(root):
            if match := _FIELD.match(instruction):
                yield match[1] or match[2]


def instructions(root: Element) -> Iterator[str]:
    """What each field says, however many runs it is written in (17.16.19, 17.16.18)."""
    opened: list[str] = []
    for element in root.iter(f"{W}fldSimple", f"{W}fldChar", f"{W}instrText"):
        if element.tag == f"{W}fldSimple":
            yield _w(element, "instr")
        elif element.tag == f"{W}instrText":
            if opened:
                opened[-1] += element.text or ""
        elif (kind := _w(element, "fldCharType")) == "begin":
            opened.append("")
        elif kind == "end" and opened:
            yield opened.pop()


def _map(given: Element | None, tags: set[str], names: set[str]) -> Iterator[str]:
    """The map has each control of a text and each has its bookmarks, and the other way round."""
    if given is None:
        yield from (f"the control {tag} is in no map" for tag in sorted(tags) if POINT.fullmatch(f"_{tag}a"))
        return
    entries = [e.get("tag", "") for e in (*given.iter(f"{MAP}shown"), *given.iterchildren(f"{MAP}mark"))]
    yield from (f"the map has {tag} twice" for tag in _twice(entries))
    yield from (f"the map has {tag}, which is no control" for tag in entries if tag not in tags)
    ours = {tag for tag in tags if POINT.fullmatch(f"_{tag}a")} | {m[1] for n in names if (m := POINT.fullmatch(n))}
    yield from (f"the map has no {tag}" for tag in sorted(ours - set(entries)))
    points = (f"_{tag}{end}" for tag in entries for end in "az")
    yield from (f"the map's {name[1:-1]} has no bookmark {name}" for name in points if name not in names)
    targets = (target.get("bookmark", "") for target in given.iter(f"{MAP}target"))
    yield from (f"the map has the bookmark {name}, which is not there" for name in targets if name not in names)


def _twice(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _child(element: Element, tag: str) -> str:
    found = element.find(f"{W}{tag}")
    return "" if found is None else _w(found, "val")


def _w(element: Element, name: str) -> str:
    return str(element.get(f"{W}{name}", ""))
