"""Fonts: widths, kerning and coverage of TrueType faces, and the subset of each that a document embeds.

In: the files that a style names. Out: measured words, strings for content streams, font objects. Faces are read when
first needed and kept for the process; what a document used of them is kept in its own ``Subset``s, so the first and
the two-hundredth document of a process come out the same.

Glyphs stay one to a character (kerning, no ligatures), so that ToUnicode is true and text comes out as it went in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.ttfonts import TTFontFace

from .file import File, number

if TYPE_CHECKING:
    from compiler.style import Style

_FEATURES = dict.fromkeys(("liga", "clig", "calt", "ccmp", "locl", "rlig"), False) | {"kern": True}
# Spaces of a fixed width, which are drawn as room and need no glyph (``lines.py``).
FIXED_SPACES = frozenset("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u200a")
_WORDS_KEPT = 20_000  # measured words of a face; beyond, the memory is emptied rather than grown
_UNMARKED = 0.5  # kerns below this, in 1/1000 em, are not worth their bytes

Word = tuple[float, tuple[float, ...] | None]


class Face:
    """A TrueType face. Widths are in 1/1000 of the size.

    The one place that uses reportlab (5.1): its reader of TrueType files, for widths, coverage and subsets. What is
    assumed of it beyond its documentation is tested in ``tests/writers/pdf/test_file.py``.
    """

    def __init__(self, path: Path) -> None:
        self._ttf = TTFontFace(str(path))
        self.name: str = self._ttf.name.decode("ascii")
        self.chars = frozenset(map(chr, self._ttf.charToGlyph)) | FIXED_SPACES
        self._words: dict[str, Word] = {}
        self._shaper: tuple[Any, Any, float] | None = None
        self.space: float = self._ttf.charWidths[0x20]

    def word(self, word: str) -> Word:
        """A word's width, and what is added after each of its characters (``None`` if nothing is)."""
        try:
            return self._words[word]
        except KeyError:
            if len(self._words) >= _WORDS_KEPT:
                self._words.clear()
            measured = self._words[word] = self._measure(word)
            return measured

    def width(self, text: str, size: float) -> float:
        """The width of a text with spaces, in points."""
        words = text.split(" ")
        return (sum(self.word(word)[0] for word in words) + (len(words) - 1) * self.space) * size / 1000

    def _measure(self, word: str) -> Word:
        widths = self._ttf.charWidths
        plain = [widths[ord(char)] for char in word]
        if len(plain) < 2:
            return sum(plain), None
        # A soft hyphen is drawn as a hyphen, and kerned like one.
        advances = self._advances(word.replace("\xad", "-"))
        if len(advances) != len(plain):
            return sum(plain), None
        kerns = tuple(advance - width for advance, width in zip(advances, plain, strict=True))
        if word[-1] == "\xad":  # the hyphen's own width differs from the soft hyphen's in some faces
            kerns = (*kerns[:-1], 0.0)
        if all(abs(kern) < _UNMARKED for kern in kerns):
            return sum(plain), None
        return sum(plain) + sum(kerns), kerns

    def _advances(self, word: str) -> list[float]:
        import uharfbuzz

        if self._shaper is None:
            face = uharfbuzz.Face(uharfbuzz.Blob(self._ttf._ttf_data))
            self._shaper = uharfbuzz.Font(face), _FEATURES, 1000 / face.upem
        font, features, scale = self._shaper
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer, features)
        return [position.x_advance * scale for position in buffer.glyph_positions]

    def subset(self, characters: list[str]) -> tuple[bytes, list[int], list[float]]:
        """A font file with these characters, and for each of them its glyph's number there and its width."""
        codes = [ord(char) for char in characters]
        data: bytes = self._ttf.makeSubset(codes)
        # makeSubset numbers glyphs in the order in which they first occur, after glyph 0.
        numbers: dict[int, int] = {0: 0}
        glyphs = [numbers.setdefault(self._ttf.charToGlyph[code], len(numbers)) for code in codes]
        return data, glyphs, [self._ttf.charWidths[code] for code in codes]

    def descriptor(self) -> str:
        """The entries of a font descriptor (ISO 32000-1, table 122) but for names and file."""
        ttf = self._ttf
        box = " ".join(number(value) for value in ttf.bbox)
        return (
            f"/Flags 4/FontBBox[{box}]/ItalicAngle {number(ttf.italicAngle)}/Ascent {number(ttf.ascent)}"
            f"/Descent {number(ttf.descent)}/CapHeight {number(ttf.capHeight)}/StemV {number(ttf.stemV)}"
        )


@lru_cache(maxsize=64)
def load(path: Path) -> Face:
    """The face in a file; read once in a process."""
    return Face(path)


class Subset:
    """What one document uses of a face; ``name`` is its resource name."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._ids: dict[str, int] = {}
        self._shown: dict[str, str] = {}

    def show(self, text: str, stretch: float = 0.0) -> str:
        """The operators that show a text; ``stretch`` is added to each space, in 1/1000 of the size."""
        words = text.split(" ")
        try:
            pieces = [self._shown[word] for word in words]
        except KeyError:
            pieces = [self._word(word) for word in words]
        space = f"{self._id(' '):04X}" if len(words) > 1 else ""
        if stretch:
            space += f">{number(-stretch)}<"
        return f"[<{space.join(pieces)}>]TJ".replace("<>", "")

    def _word(self, word: str) -> str:
        known = self._shown.get(word)
        if known is not None:
            return known
        kerns = self.face.word(word)[1]
        if kerns is None:
            out = "".join([f"{self._id(char):04X}" for char in word])
        else:
            out = "".join(
                f"{self._id(char):04X}" + (f">{-kern:.0f}<" if abs(kern) >= _UNMARKED else "")
                for char, kern in zip(word, kerns, strict=True)
            )
        self._shown[word] = out
        return out

    def _id(self, char: str) -> int:
        return self._ids.setdefault(char, len(self._ids) + 1)

    def write(self, file: File) -> int:
        """Puts the font into the file; the number of its object."""
        characters = list(self._ids)
        data, glyphs, widths = self.face.subset(characters)
        name = f"{_tag(characters)}+{self.face.name}"
        program = file.add_stream(f"/Length1 {len(data)}", data)
        descriptor = file.add(
            f"<</Type/FontDescriptor/FontName/{name}{self.face.descriptor()}/FontFile2 {program} 0 R>>"
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


def _is_hint(char: str) -> bool:
    """Whether a character only tells how its neighbours are shown: joiners, variation selectors."""
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


class Fonts:
    """The faces of a style, as one document uses them."""

    def __init__(self, style: Style, missing: Callable[[str], None]) -> None:
        """``missing`` is called with each character that no face has."""
        self._style = style
        self._missing = missing
        self._chains: dict[tuple[str, bool, bool], list[Face]] = {}
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

    def face(self, family: str, bold: bool = False, italic: bool = False) -> Face:
        """A face of a family of the style."""
        return load(self._style.fonts[family].face(bold, italic))

    def cut(self, text: str, family: str, bold: bool = False, italic: bool = False) -> list[tuple[str, Face]]:
        """The text in stretches of one face: the wanted one where it has the characters, else a fallback of the style.

        A character that none of them has is reported and replaced.
        """
        face = self.face(family, bold, italic)
        if face.chars.issuperset(text):
            return [(text, face)]
        text = unicodedata.normalize("NFC", text)
        out: list[tuple[str, Face]] = []
        for char in text:
            if char not in face.chars and _is_hint(char):
                continue
            found = next((f for f in self._chain(family, bold, italic) if char in f.chars), None)
            if found is None:
                self._missing(char)
                char, found = self._replacement(family, bold, italic)
            # A mark stays in the face of its base, if it can.
            if out and unicodedata.combining(char) and char in out[-1][1].chars:
                found = out[-1][1]
            if out and out[-1][1] is found:
                out[-1] = (out[-1][0] + char, found)
            else:
                out.append((char, found))
        return out

    def _chain(self, family: str, bold: bool, italic: bool) -> list[Face]:
        key = (family, bold, italic)
        if key not in self._chains:
            names = dict.fromkeys((family, *self._style.fallback))
            self._chains[key] = [self.face(name, bold, italic) for name in names]
        return self._chains[key]

    def _replacement(self, family: str, bold: bool, italic: bool) -> tuple[str, Face]:
        for char in "\ufffd?":
            for face in self._chain(family, bold, italic):
                if char in face.chars:
                    return char, face
        raise ValueError(f"no face of {family} has a question mark")
