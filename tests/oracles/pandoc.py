"""pandoc: what a converter of documents reads in the DOCX.

In: a DOCX. Out: a ``Reading``, to be compared with the tree's. What pandoc 2.17 leaves out, moves or adds is put right
here and nowhere else:

- header and footer are not read; ``libreoffice`` shows what they say;
- a title at the very beginning becomes the document's metadata, and is put back before the body;
- the captions of tables go to the first tables there are, those of the layout too, and leave empty paragraphs where
  they stood (jgm/pandoc#9358): they are put back. Version 3 has other ways, so it is not asked;
- tables without a caption take their alternative title for one, and pictures their alternative text: neither is text.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .programs import need, run
from .reading import DECORATIVE, Reading, Words


def read(file: Path) -> Reading:
    """What pandoc reads in a DOCX."""
    found = shutil.which("pandoc") is not None and run(("pandoc", "--version")).startswith("pandoc 2.")
    need(found, "pandoc 2", "apt-get install pandoc, on Debian 12")
    document = json.loads(run(("pandoc", "--from=docx+styles", "--to=json", file)))
    reader = _Reader([caption for table in _tables(document["blocks"]) if _is_styled(caption := table[1][1])])
    head = [reader.text(document["meta"]["title"]["c"])] if "title" in document["meta"] else []
    body = [*head, *reader.paragraphs(document["blocks"])]
    return Reading(tuple(" ".join(body).split()), tuple(reader.notes))


def _tables(value: Any) -> Iterator[Any]:
    """The contents of every table, in reading order."""
    if isinstance(value, dict) and value.get("t") == "Table":
        yield value["c"]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        yield from _tables(child)


def _is_styled(caption: list[Any]) -> bool:
    """Whether a caption is a paragraph of the document: only that has a style."""
    return any(block["t"] == "Div" for block in caption)


class _Reader:
    """Reads blocks in their order; the words of the notes that it meets are gathered in ``notes``.

    ``captions`` are those that tables took from elsewhere, in the order of their places.
    """

    def __init__(self, captions: list[list[Any]]) -> None:
        self.notes: list[Words] = []
        self._captions = captions

    def paragraphs(self, blocks: list[Any]) -> Iterator[str]:
        """The text of each paragraph, and the number of each item before it."""
        for block in blocks:
            kind, content = block["t"], block.get("c")
            match kind:
                case "Para" if not content:
                    yield from self.paragraphs(self._captions.pop(0))
                case "Para" | "Plain":
                    yield self.text(content)
                case "Header":
                    yield self.text(content[2])
                case "Div":
                    yield from self._styled(dict(content[0][2]).get("custom-style", ""), content[1])
                case "BlockQuote":
                    yield from self.paragraphs(content)
                case "BulletList":
                    for item in content:
                        yield from self.paragraphs(item)
                case "OrderedList":
                    for number, item in enumerate(content[1], content[0][0]):
                        yield str(number)
                        yield from self.paragraphs(item)
                case "Table":
                    _, _, _, head, bodies, foot = content
                    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
                    for cell in (cell for row in rows for cell in row[1]):
                        yield from self.paragraphs(cell[4])
                case _:
                    raise ValueError(f"a block that is not expected of a DOCX: {kind}")

    def _styled(self, style: str, blocks: list[Any]) -> Iterator[str]:
        """The paragraphs of a style; entries of the contents list lose their page numbers."""
        if style.replace(" ", "") == DECORATIVE:
            return
        for text in self.paragraphs(blocks):
            words = text.split()
            has_page = style.lower().startswith("toc ") and words[-1].isdecimal()
            yield " ".join(words[:-1] if has_page else words)

    def text(self, inlines: list[Any]) -> str:
        """The characters of inlines; a note is its number."""
        out: list[str] = []
        for inline in inlines:
            kind, content = inline["t"], inline.get("c")
            match kind:
                case "Str":
                    out.append(content)
                case "Space" | "SoftBreak" | "LineBreak":
                    out.append(" ")
                case "Emph" | "Strong" | "Underline" | "Superscript" | "Subscript":
                    out.append(self.text(content))
                case "Span" | "Link":
                    out.append(self.text(content[1]))
                case "Note":
                    self.notes.append(tuple(" ".join(self.paragraphs(content)).split()))
                    out.append(str(len(self.notes)))
                case "Image":
                    pass
                case _:
                    raise ValueError(f"an inline that is not expected of a DOCX: {kind}")
        return "".join(out).replace("\N{WORD JOINER}", "")
