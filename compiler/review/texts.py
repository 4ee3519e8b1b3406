"""The texts of a reviewed file: found by their controls or by the bookmarks at their ends.

In: a ``WordFile``. Out: a ``Review``. Words count as they would with all tracked changes accepted. The bookmarks take
in what was typed at the very edge of a control, so they are believed where they still hold all that the control does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from ..word_file import Element, W, WordFile

MAP = "{urn:compile-brief:texts:1}"
# The point before (a) or behind (z) the stretch of a tag.
POINT = re.compile("_([tm][0-9]+)([az])")
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
# What is not there with all changes accepted, what holds no words, and what is said again for an older Word.
_GONE = frozenset(
    {
        *(f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "fldData")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)


class Way(Enum):
    """How a stretch was found, the surest first.

    ``START``: LibreOffice 7.4 loses a bookmark at the end of a paragraph with a link in it. Then a text reaches to the
    next one or to the end of its paragraph, and if it was changed, it may take in words of the layout behind it.
    """

    BOTH = "control and bookmarks"
    CONTROL = "control"
    BOOKMARKS = "bookmarks"
    START = "the first bookmark"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand together. ``mark`` is what they stand for, as typed (``[@article]``), if not themselves.

    ``note``: the words of the note whose mark stands here. Line breaks are ``\\n``, and so are ends of paragraphs.
    """

    text: str
    mark: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One place where a text is shown: its ``part`` (a paragraph of prose) and ``copy`` (a text may stand twice).

    ``written`` is what compile-brief put there; ``pieces`` what is there now, empty where nothing is left. ``way`` is
    ``None`` where the place itself is gone.
    """

    tag: str
    part: int
    copy: int
    written: tuple[Piece, ...]
    pieces: tuple[Piece, ...]
    way: Way | None

    @property
    def text(self) -> str:
        """The words that are there now, in one line."""
        return _line(self.pieces)

    @property
    def shown(self) -> str:
        """The words that were written there, in one line."""
        return _line(self.written)

    @property
    def is_changed(self) -> bool:
        """Whether the author's words are others now than were written; what a mark shows, such as a number, is ours."""
        return [_own(piece) for piece in self.pieces] != [_own(piece) for piece in self.written]


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text of the spec: its path (a JSON Pointer), its kind, what its author wrote, and where it is shown."""

    path: str
    kind: str
    source: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What a file says of the brief that it was made of: its id, the SHA-256 of its spec, its texts by path.

    ``targets`` are the ids of the brief by the bookmarks that stand for them, for links between its parts.
    """

    brief: str
    sha256: str
    texts: dict[str, FoundText]
    targets: dict[str, str]


def find_texts(file: WordFile) -> Review | None:
    """The texts of a file; ``None`` for one without a map: a final copy, or not ours."""
    given = find_map(file)
    if given is None:
        return None
    marks = {mark.get("tag"): mark.text or "" for mark in given.iterchildren(f"{MAP}mark")}
    tags = frozenset(shown.get("tag") for shown in given.iter(f"{MAP}shown"))
    places = _places(file, tags, marks)
    texts = (
        FoundText(
            text.get("path", ""),
            text.get("kind", ""),
            text.findtext(f"{MAP}source") or "",
            tuple(_stretch(element, places.get(element.get("tag"), _Place())) for element in text.iter(f"{MAP}shown")),
        )
        for text in given.iter(f"{MAP}text")
    )
    targets = {target.get("bookmark", ""): target.get("id", "") for target in given.iter(f"{MAP}target")}
    return Review(given.get("brief", ""), given.get("sha256", ""), {text.path: text for text in texts}, targets)


def _stretch(element: Element, place: _Place) -> Stretch:
    part, copy = (int(n) if (n := element.get(name, "0")).isdecimal() else 0 for name in ("part", "copy"))
    written = [Piece(element.text or "")]
    for mark in element.iterchildren(f"{MAP}mark"):
        written.append(Piece(mark.text or "", mark.get("source", ""), mark.get("note", "")))
        written.append(Piece(mark.tail or ""))
    whole = _joined(written)
    return Stretch(element.get("tag", ""), part, copy, whole, *place.found(_line(whole)))


def find_map(file: WordFile) -> Element | None:
    """The root of the map; word processors number the parts of a file's data anew, so it is known by its namespace."""
    parts = (file.part(name) for name in file.related("customXml"))
    return next((root for root in parts if root is not None and root.tag == f"{MAP}texts"), None)


@dataclass(slots=True)
class _Place:
    """What was met of a stretch: in its control, and behind the first of its bookmarks.

    ``paragraph`` is how many of the pieces ``behind`` stand in the paragraph in which they begin.
    """

    in_control: list[Piece] | None = None
    behind: list[Piece] = field(default_factory=list)
    paragraph: int | None = None
    opened: bool = False
    closed: bool = False

    def found(self, shown: str) -> tuple[tuple[Piece, ...], Way | None]:
        """The pieces of the stretch, which was written as ``shown``, and how it was found."""
        behind = _joined(self.behind)
        if self.in_control is not None:
            inside = _joined(self.in_control)
            return (behind, Way.BOTH) if self.closed and _line(inside) in _line(behind) else (inside, Way.CONTROL)
        if self.closed:
            return behind, Way.BOOKMARKS
        if self.opened:
            rest = _joined(self.behind[: self.paragraph])
            begins = _plain_spaces(_line(rest)).startswith(_plain_spaces(shown))
            return _cut(rest, len(shown)) if begins else rest, Way.START
        return (), None


def _places(file: WordFile, tags: frozenset[str], marks: dict[str, str]) -> dict[str, _Place]:
    """Every stretch that is there, by its tag."""
    places: dict[str, _Place] = {}
    notes = {
        (kind, note.get(f"{W}id", "")): note
        for kind, _, root in file.stories()
        if kind in _NOTES.values()
        for note in root
    }
    for _, _, root in file.stories():
        walk = _Walk(tags, marks, notes, places)
        walk.inside(root)
    return places


class _Walk:
    """One way through a story, with the controls and bookmarks that it is in."""

    def __init__(
        self,
        tags: frozenset[str],
        marks: dict[str, str],
        notes: dict[tuple[str, str], Element],
        places: dict[str, _Place],
    ) -> None:
        self._tags, self._marks, self._notes, self._places = tags, marks, notes, places
        self._controls: list[_Place] = []
        self._opened: _Place | None = None
        self._marking: list[str] = []
        self._marked = ""
        self._ending: dict[str, str] = {}  # the second bookmarks that have begun, by their ids

    def inside(self, element: Element) -> None:
        """Goes through what an element holds."""
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _GONE:  # a comment has a function for a tag
                continue
            match child.tag.removeprefix(W):
                case "sdt":
                    self._control(child)
                case "bookmarkStart":
                    if (point := POINT.fullmatch(child.get(f"{W}name", ""))) and point[2] == "a":
                        self._begin(point[1])
                    elif point:
                        self._ending[child.get(f"{W}id", "")] = point[1]
                case "bookmarkEnd":
                    if tag := self._ending.pop(child.get(f"{W}id", ""), ""):
                        self._end(tag)
                case "p":
                    self.inside(child)
                    self._marked = ""
                    if self._opened is not None and self._opened.paragraph is None:
                        self._opened.paragraph = len(self._opened.behind)
                    self._add("\n")
                case "t":
                    self._add(child.text or "")
                case "footnoteReference" | "endnoteReference" as tag:
                    self._add("", self._note(_NOTES[tag], child.get(f"{W}id", "")))
                case "tab" | "br" | "cr" | "noBreakHyphen" | "softHyphen" as tag:
                    self._add(_CHARACTERS[tag])
                case _:
                    self.inside(child)

    def _control(self, control: Element) -> None:
        tag = control.find(f"{W}sdtPr/{W}tag")
        name = "" if tag is None else tag.get(f"{W}val", "")
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:  # Word's "Click here": nothing is left
            if name in self._tags:
                self._place(name).in_control = self._place(name).in_control or []
            return
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        if name in self._marks:
            self._marking.append(name)
            self.inside(content)
            self._marking.pop()
        elif name in self._tags and self._place(name).in_control is None:  # a copy that was pasted is no place of ours
            self._place(name).in_control = []
            self._controls.append(self._place(name))
            self.inside(content)
            self._controls.pop()
        else:
            self.inside(content)

    def _begin(self, tag: str) -> None:
        """The first bookmark of a text or a mark: what was open before has lost its second one."""
        if tag in self._marks:
            self._marked = tag
        elif tag in self._tags:
            place = self._place(tag)
            self._opened = None if place.opened else place
            place.opened = True

    def _end(self, tag: str) -> None:
        """The end of the second bookmark: LibreOffice 7.4 lets it begin a character early, behind a note."""
        if tag in self._marks:
            self._marked = ""
        elif tag in self._tags:
            place = self._place(tag)
            place.closed = place.closed or self._opened is place
            self._opened = None

    def _add(self, text: str, note: str = "") -> None:
        tag = self._marking[-1] if self._marking else self._marked
        piece = Piece(text, self._marks.get(tag), note)
        for place in self._controls:
            assert place.in_control is not None
            place.in_control.append(piece)
        if self._opened is not None:
            self._opened.behind.append(piece)

    def _place(self, tag: str) -> _Place:
        return self._places.setdefault(tag, _Place())

    def _note(self, kind: str, number: str) -> str:
        """The words of a note, without the mark that it begins with."""
        note = self._notes.get((kind, number))
        if note is None:
            return ""
        paragraphs = ("".join(_words(paragraph)).strip() for paragraph in note.iter(f"{W}p"))
        return "\n".join(paragraphs)


def _words(element: Element) -> Iterator[str]:
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _GONE:
            continue
        tag = child.tag.removeprefix(W)
        if tag == "t":
            yield child.text or ""
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        else:
            yield from _words(child)


def _own(piece: Piece) -> tuple[str | None, str]:
    """What is the author's of a piece: its words, or the mark as typed; a note's words where they are in the mark."""
    if piece.mark is None:
        return None, piece.text.replace("\n", " ")
    return piece.mark, piece.note if piece.mark.startswith("^[") else ""


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces with those of one kind made one, without the end of the last paragraph."""
    out: list[Piece] = []
    for piece in pieces:
        if out and (last := out[-1]).mark == piece.mark and not (last.note or piece.note):
            out[-1] = Piece(last.text + piece.text, piece.mark)
        elif piece.text or piece.note:
            out.append(piece)
    if out and out[-1].text.endswith("\n"):
        out[-1] = replace(out[-1], text=out[-1].text[:-1])
    return tuple(piece for piece in out if piece.text or piece.note)


def _cut(pieces: tuple[Piece, ...], length: int) -> tuple[Piece, ...]:
    """The first characters of the pieces, and the notes among them and at their end; not the layout's behind it."""
    out: list[Piece] = []
    for piece in pieces:
        if length > 0 or piece.mark:
            out.append(replace(piece, text=piece.text[: max(0, length)]))
        length -= len(piece.text)
    return tuple(out)


def _plain_spaces(text: str) -> str:
    return text.replace("\xa0", " ")


def _line(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces).replace("\n", " ")
