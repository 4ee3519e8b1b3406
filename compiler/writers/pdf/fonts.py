"""Fonts: the part of each TrueType face that a document embeds, and its texts as content streams show them.

In: faces (``compiler.faces``) and the texts that are drawn in them. Out: strings for content streams, font objects.
What a document used of a face is kept in its own ``Subset``, so the first and the two-hundredth document of a process
come out the same.

Glyphs stay one to a character (kerning, no ligatures), so that ToUnicode is true and text comes out as it went in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from compiler.faces import FIXED_SPACES, JOINER, UNMARKED, Face, Faces

from .file import File, number

if TYPE_CHECKING:
    from compiler.style import Style

# What would end a literal string, or be read as another line end (ISO 32000-1, 7.3.4.2).
_ESCAPED = {ord("("): "\\(", ord(")"): "\\)", ord("\\"): "\\\\", ord("\r"): "\\r"}


class _Codes(dict[str, str]):
    """The two bytes of each character's identifier, as they stand in a literal string."""

    def __init__(self) -> None:
        super().__init__()
        self.characters: list[str] = []  # in the order of their identifiers, from 1 on

    def __missing__(self, char: str) -> str:
        if char in FIXED_SPACES:
            self[char] = self[" "]
        else:
            self.characters.append(char)
            code = divmod(len(self.characters), 256)
            self[char] = "".join(_ESCAPED.get(byte) or chr(byte) for byte in code)
        return self[char]


class Subset:
    """What one document uses of a face; ``name`` is its resource name."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._codes = _Codes()
        self._shown: dict[str, str] = {}

    def show(self, text: str, stretch: float = 0.0) -> str:
        """The operators that show a text; ``stretch`` is added to each space, in 1/1000 of the size."""
        words = text.split(" ")
        try:
            pieces = [self._shown[word] for word in words]
        except KeyError:
            pieces = [self._word(word) for word in words]
        space = self._codes[" "] if len(words) > 1 else ""
        if stretch:
            space += f"){number(-stretch)}("
        return f"[({space.join(pieces)})]TJ"

    def _word(self, word: str) -> str:
        known = self._shown.get(word)
        if known is not None:
            return known
        kerns = self.face.word(word)[1]
        shown = word.replace(JOINER, "")
        if kerns is None:
            out = "".join(map(self._codes.__getitem__, shown))
        else:
            out = "".join(
                self._codes[char] + (f"){-kern:.0f}(" if abs(kern) >= UNMARKED else "")
                for char, kern in zip(shown, kerns, strict=True)
            )
        self._shown[word] = out
        return out

    def write(self, file: File) -> int:
        """Puts the font into the file; the number of its object."""
        characters = self._codes.characters
        data, glyphs, widths = self.face.subset(characters)
        name = f"{_tag(characters)}+{self.face.name}"
        program = file.add_stream(f"/Length1 {len(data)}", data)
        descriptor = file.add(
            f"<</Type/FontDescriptor/FontName/{name}{_descriptor(self.face)}/FontFile2 {program} 0 R>>"
        )
        # Characters that share a glyph (hyphen and soft hyphen, space and no-break space) need identifiers of their own
        # to be told apart when text is read, so identifiers are mapped to glyphs.
        mapping = file.add_stream("", b"\0\0" + b"".join(glyph.to_bytes(2, "big") for glyph in glyphs))
        descendant = file.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor} 0 R/DW 0/W[1[{' '.join(map(number, widths))}]]/CIDToGIDMap {mapping} 0 R>>"
        )
        unicode = file.add_stream("", _to_unicode(characters))
        return file.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>"
        )


def _tag(characters: list[str]) -> str:
    """Six capitals that name a subset (ISO 32000-1, 9.6.4)."""
    value = 0
    for char in characters:
        value = (value * 31 + ord(char)) % 26**6
    letters = []
    for _ in range(6):
        value, rest = divmod(value, 26)
        letters.append(chr(65 + rest))
    return "".join(letters)


def _to_unicode(characters: list[str]) -> bytes:
    """A ToUnicode CMap (ISO 32000-1, 9.10.3) for identifiers from 1 on; blocks hold at most 100 entries."""
    rows = [f"<{i:04X}> <{char.encode('utf-16-be').hex().upper()}>" for i, char in enumerate(characters, 1)]
    blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")


def _descriptor(face: Face) -> str:
    """The entries of a font descriptor (ISO 32000-1, table 122) but for names and file."""
    metrics = face.metrics
    box = " ".join(number(value) for value in metrics.bbox)
    return (
        f"/Flags 4/FontBBox[{box}]/ItalicAngle {number(metrics.italic_angle)}/Ascent {number(metrics.ascent)}"
        f"/Descent {number(metrics.descent)}/CapHeight {number(metrics.cap_height)}/StemV {number(metrics.stem_v)}"
    )


class Fonts(Faces):
    """The faces of a style, as one document uses them."""

    def __init__(self, style: Style, missing: Callable[[str], None]) -> None:
        """``missing`` is called with each character that no face has."""
        super().__init__(style, missing)
        self._subsets: dict[Face, Subset] = {}

    def subset(self, face: Face) -> Subset:
        """The document's subset of a face."""
        found = self._subsets.get(face)
        if found is None:
            found = self._subsets[face] = Subset(face, f"F{len(self._subsets) + 1}")
        return found

    @property
    def subsets(self) -> list[Subset]:
        """All of them, in order of first use."""
        return list(self._subsets.values())
