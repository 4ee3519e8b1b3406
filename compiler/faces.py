"""Faces: the TrueType files of a style as all writers measure them: widths, kerning, coverage, subsets.

In: the files that a style names. Out: measured words, stretches of text that one face can show. Faces are read when
first needed and kept for the process; nothing of a document is kept in them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlab.pdfbase.ttfonts import TTFontFace

if TYPE_CHECKING:
    from .style import Style

_FEATURES = dict.fromkeys(("liga", "clig", "calt", "ccmp", "locl", "rlig"), False) | {"kern": True}
# Spaces of a fixed width, in em: a space with room before what follows, whether a face has a glyph for it or not.
FIXED_SPACES = {
    "\u2000": 0.5, "\u2001": 1.0, "\u2002": 0.5, "\u2003": 1.0, "\u2004": 1 / 3, "\u2005": 0.25, "\u2006": 1 / 6,
    "\u2008": 0.2, "\u200a": 0.1,
}  # fmt: skip
JOINER = "\u2060"  # forbids a break and is not drawn
_WORDS_KEPT = 20_000  # measured words of a face; beyond, the memory is emptied rather than grown
UNMARKED = 0.5  # kerns below this, in 1/1000 em, are not worth their bytes

Word = tuple[float, tuple[float, ...] | None]


class Metrics(NamedTuple):
    """Measures of a whole face, in 1/1000 of the size; the angle in degrees."""

    bbox: tuple[float, ...]
    italic_angle: float
    ascent: float
    descent: float
    cap_height: float
    stem_v: float


class Face:
    """A TrueType face. Widths are in 1/1000 of the size.

    The one place that uses reportlab (5.1): its reader of TrueType files, for widths, coverage and subsets. What is
    assumed of it beyond its documentation is tested in ``tests/writers/pdf/test_file.py``.
    """

    def __init__(self, path: Path) -> None:
        self._ttf = TTFontFace(str(path))
        self.path = path
        self.name: str = self._ttf.name.decode("ascii")
        self.chars = frozenset(map(chr, self._ttf.charToGlyph)) | FIXED_SPACES.keys() | {JOINER}
        self._words: dict[str, Word] = {}
        self._shaper: tuple[Any, Any, float] | None = None
        self.space: float = self._ttf.charWidths[0x20]

    def word(self, word: str) -> Word:
        """A word's width, and what is added after each of its characters but joiners (``None`` if nothing is)."""
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
        word = word.replace(JOINER, "")
        if not FIXED_SPACES.keys().isdisjoint(word):
            return self._with_spaces(word)
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
        if all(abs(kern) < UNMARKED for kern in kerns):
            return sum(plain), None
        return sum(plain) + sum(kerns), kerns

    def _with_spaces(self, word: str) -> Word:
        """A word that holds fixed spaces: each is a space, and the rest of its width is added after it."""
        kerns: list[float] = []
        total = 0.0
        for part in re.split(f"([{''.join(FIXED_SPACES)}])", word):
            if part in FIXED_SPACES:
                width = 1000 * FIXED_SPACES[part]
                kerns.append(width - self.space)
            else:
                width, some = self._measure(part)
                kerns.extend(some or (0.0,) * len(part))
            total += width
        return total, tuple(kerns)

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

    @property
    def metrics(self) -> Metrics:
        """What a font descriptor tells of the whole face."""
        ttf = self._ttf
        return Metrics(tuple(ttf.bbox), ttf.italicAngle, ttf.ascent, ttf.descent, ttf.capHeight, ttf.stemV)


@lru_cache(maxsize=64)
def load(path: Path) -> Face:
    """The face in a file; read once in a process."""
    return Face(path)


def _is_hint(char: str) -> bool:
    """Whether a character only tells how its neighbours are shown: joiners, variation selectors."""
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


class Faces:
    """The faces of a style, with its fallbacks for characters that a face lacks."""

    def __init__(self, style: Style, missing: Callable[[str], None] = lambda char: None) -> None:
        """``missing`` is called with each character that no face has."""
        self._style = style
        self._missing = missing
        self._chains: dict[tuple[str, bool, bool], list[Face]] = {}

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

    def lines(self, text: str, role: str, width: float) -> int:
        """How many lines a text of a role takes in ``width`` points, only words that are wider broken."""
        look = self._style.roles[role]
        room, count, used = width - look.indent - look.right, 0, 0.0
        for word in text.split():
            wide = sum(f.width(part, look.size) for part, f in self.cut(word, look.font, look.bold, look.italic))
            space = self.face(look.font, look.bold, look.italic).space * look.size / 1000
            if count and used + space + wide <= room:
                used += space + wide
            else:
                count, used = count + max(1, math.ceil(wide / max(room, 1.0))), wide
        return count

    def extent(self, text: str, role: str) -> tuple[float, float]:
        """The widths that a paragraph of a role needs for its longest word, and for all of its text in one line."""
        look = self._style.roles[role]
        words = [
            sum(face.width(part, look.size) for part, face in self.cut(word, look.font, look.bold, look.italic))
            for word in text.split(" ")
        ]
        space = self.face(look.font, look.bold, look.italic).space * look.size / 1000
        room = look.indent + look.right
        return max(words) + room, sum(words) + (len(words) - 1) * space + room

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
