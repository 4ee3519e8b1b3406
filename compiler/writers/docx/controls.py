"""Content controls: what lets a text of the spec be found in the file after a reviewer has worked on it.

In: the tree's ``Bound`` and ``Fixed`` nodes with their runs. Out: the runs in a control of their own between two
bookmarks without length, and the map: a custom XML part with the texts as they were written and the place of each.

Two marks, as neither outlives everything: Word keeps controls, and LibreOffice 7.4, which loses their tags, keeps
bookmarks. Controls stand round runs, never round paragraphs, of which LibreOffice keeps the first. Bookmarks without
length survive the deletion of what is between them. A tag has 64 characters at most, so it is short, and the map says
what it stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from compiler import ir

from .oxml import NAMESPACES, Xml, element, escape, join, root, text, w

# Names the map among a file's data (22.5.2.1); it is the same in every file, as the part has the same meaning.
_ITEM = "{5B0C9B6E-6D0C-5C1B-9C0B-3A3F0F6B6D41}"
_LONGEST_ALIAS = 64


class Controls:
    """The controls of one document, in the order in which its parts come to them; ``off`` they leave no trace.

    ``point`` makes a bookmark without length of its name.
    """

    def __init__(self, texts: tuple[ir.SpecText, ...], point: Callable[[str], Xml], off: bool) -> None:
        self._texts = {spec_text.origin: spec_text for spec_text in texts}
        self._point, self._off = point, off
        self._count = 0
        self._copies: dict[tuple[ir.Path, int], int] = {}
        self._shown: dict[ir.Path, list[Xml]] = {}
        self._marks: list[Xml] = []

    def __bool__(self) -> bool:
        return self._count > 0

    def bound(self, node: ir.Bound, content: Xml) -> Xml:
        """``content`` as what shows a text. A line that the brief can't be without may be edited, not deleted."""
        spec_text = self._texts.get(node.origin)
        if self._off or spec_text is None:
            return content
        tag = self._tag("t")
        copy = self._copies[node.origin, node.part] = self._copies.get((node.origin, node.part), -1) + 1
        place: dict[str, object] = {"tag": tag, "part": node.part or None, "copy": copy or None}
        self._shown.setdefault(node.origin, []).append(element("shown", place, *_shown(node.content)))
        kept = spec_text.required and spec_text.kind is not ir.TextKind.PROSE
        return self._control(tag, _words(node.origin), "sdtLocked" if kept else "unlocked", content)

    def fixed(self, node: ir.Fixed, content: Xml) -> Xml:
        """``content`` as what stands for a mark: it may be deleted with the words round it, not edited."""
        if self._off:
            return content
        tag = self._tag("m")
        self._marks.append(text("mark", node.source, {"tag": tag}))
        return self._control(tag, node.source or "citation", "contentLocked", content)

    def parts(self, about: ir.Metadata, bookmarks: Mapping[str, str]) -> tuple[str, str]:
        """The map, and what says whose data it is (15.2.5, 15.2.6); ``bookmarks`` are those of the tree's ids."""
        content = root(
            "texts",
            (),
            *self._text_entries(),
            *self._marks,
            *(element("target", {"bookmark": name, "id": id.partition(" ")[0]}) for id, name in bookmarks.items()),
            default="texts",
            brief=about.identifier,
            sha256=about.sha256 or None,
        )
        schema = element("ds:schemaRef", {"ds:uri": NAMESPACES["texts"]})
        return content, root(
            "ds:datastoreItem", ("ds",), element("ds:schemaRefs", None, schema), **{"ds:itemID": _ITEM}
        )

    def _text_entries(self) -> Iterator[Xml]:
        for origin, spec_text in self._texts.items():
            if shown := self._shown.get(origin):
                about: dict[str, object] = {"path": ir.pointer(origin), "kind": spec_text.kind.value}
                yield element("text", about, text("source", spec_text.source), *shown)

    def _tag(self, kind: str) -> str:
        self._count += 1
        return f"{kind}{self._count}"

    def _control(self, tag: str, alias: str, lock: str, content: Xml) -> Xml:
        """A run-level control (17.5.2.29) between its bookmarks. Its tag numbers it, so its id is that number."""
        properties = w(
            "sdtPr",
            w("alias", val=alias[:_LONGEST_ALIAS]),
            w("tag", val=tag),
            w("id", val=tag[1:]),
            w("lock", val=lock),
            element("w15:appearance", {"w15:val": "hidden"}),
        )
        before, after = (self._point(f"_{tag}{end}") for end in "az")
        return join(before, w("sdt", properties, w("sdtContent", content)), after)


def _shown(content: ir.Inlines) -> Iterator[Xml]:
    """The words of a text as shown, those of its marks marked: word processors count references anew."""
    for node in content:
        match node:
            case ir.Fixed(source, inner):
                notes = (paragraph for note in inner if isinstance(note, ir.Note) for paragraph in note.content)
                said = "\n".join(ir.plain_text(paragraph.content) for paragraph in notes)
                yield text("mark", ir.plain_text(inner), {"source": source, "note": said or None})
            case ir.Emphasis(inner) | ir.Strong(inner) | ir.Superscript(inner) | ir.Subscript(inner):
                yield from _shown(inner)
            case ir.Link(content=inner) | ir.Reference(content=inner) | ir.Foreign(content=inner):
                yield from _shown(inner)
            case _:
                yield Xml(escape(ir.plain_text((node,))))


def _words(origin: ir.Path) -> str:
    """A path as somebody reads it who asks Word what a control is: "key messages 2 text"."""
    return " ".join(str(part + 1) if isinstance(part, int) else part.replace("_", " ") for part in origin)
