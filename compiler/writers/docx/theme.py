"""The theme and the font table: a style's faces and colours under the names that Word's own menus use.

In: a style. Out: references for the other parts (``fonts``, ``color``), which faces these asked for, and the two parts
themselves. Somebody who changes the theme's font or its first accent in Word changes the whole document.
"""

from __future__ import annotations

from compiler.style import Family, Style

from .fonts import ELEMENTS, Embedded, Face, embed
from .letterhead import Template
from .oxml import Xml, element, root, w

# Where a family that the machine lacks is to be looked for (17.8.3.10), by its name in the style.
_CLASSES = {"sans": "swiss", "serif": "roman"}
_ACCENTS = 6


class Theme:
    """A style's two main faces and its colours, most prominent first."""

    def __init__(self, style: Style, template: Template | None) -> None:
        self._style = style
        self._template = template
        self._theirs = template.theme() if template else None
        self._used: set[tuple[str, Face]] = set()
        self._minor = style.roles["body"].font
        self._major = style.roles["heading-1"].font
        self._text = style.roles["body"].color
        self._light = next((grid.fill for grid in style.grids.values() if grid.fill), "FFFFFF")
        first = style.roles["heading-1"].color
        others = [look.color for look in style.roles.values()]
        used = {self._text, self._light, "FFFFFF"}
        accents = [color for color in dict.fromkeys((first, *others)) if color not in used][:_ACCENTS]
        self._accents = accents + [first] * (_ACCENTS - len(accents))
        self._names = {color: f"accent{n}" for n, color in reversed(list(enumerate(self._accents, 1)))}
        self._names |= {"FFFFFF": "background1", self._text: "text1"}

    def use(self, name: str, bold: bool, italic: bool) -> None:
        """Says that the document needs a face of a family."""
        self._used.add((name, (bold, italic)))

    def fonts(self, name: str, bold: bool = False, italic: bool = False) -> Xml:
        """The font properties (17.3.2.26) for a family of the style, whose face is so.

        The two main families are those of the theme, which may be a letterhead's.
        """
        if not (self._theirs and name in (self._minor, self._major)):
            self.use(name, bold, italic)
        if name in (self._minor, self._major):
            theme = "minor" if name == self._minor else "major"
            return w("rFonts", asciiTheme=f"{theme}HAnsi", hAnsiTheme=f"{theme}HAnsi", cstheme=f"{theme}Bidi")
        family = self._style.fonts[name].name
        return w("rFonts", ascii=family, hAnsi=family, cs=family)

    def color(self, value: str) -> Xml:
        """A colour, by its value and where there is one by its name in our theme."""
        return w("color", val=value, themeColor=None if self._theirs else self._names.get(value))

    def link_color(self) -> Xml:
        """The colour of links."""
        return w("color", val=self._style.link_color, themeColor=None if self._theirs else "hyperlink")

    def part(self) -> str:
        """``theme1.xml`` (14.2.7)."""
        if self._theirs:
            return self._theirs

        def slot(name: str, value: str) -> Xml:
            return element(f"a:{name}", None, element("a:srgbClr", {"val": value}))

        def faces(tag: str, family: Family) -> Xml:
            none = {"typeface": ""}
            latin = element("a:latin", {"typeface": family.name})
            return element(f"a:{tag}", None, latin, element("a:ea", {**none}), element("a:cs", {**none}))

        fill = element("a:solidFill", None, element("a:schemeClr", {"val": "phClr"}))
        effect = element("a:effectStyle", None, element("a:effectLst"))
        lines = (element("a:ln", {"w": width}, fill) for width in (6350, 12700, 19050))
        colors = element(
            "a:clrScheme",
            {"name": "Brief"},
            slot("dk1", self._text),
            slot("lt1", "FFFFFF"),
            slot("dk2", self._accents[0]),
            slot("lt2", self._light),
            *(slot(f"accent{n}", color) for n, color in enumerate(self._accents, 1)),
            slot("hlink", self._style.link_color),
            slot("folHlink", self._style.link_color),
        )
        fonts = self._style.fonts
        scheme = element(
            "a:fontScheme",
            {"name": "Brief"},
            faces("majorFont", fonts[self._major]),
            faces("minorFont", fonts[self._minor]),
        )
        formats = element(
            "a:fmtScheme",
            {"name": "Brief"},
            element("a:fillStyleLst", None, fill, fill, fill),
            element("a:lnStyleLst", None, *lines),
            element("a:effectStyleLst", None, effect, effect, effect),
            element("a:bgFillStyleLst", None, fill, fill, fill),
        )
        return root("a:theme", ("a",), element("a:themeElements", None, colors, scheme, formats), name="Brief")

    def embedded(self) -> tuple[list[tuple[str, Embedded]], list[str]]:
        """The faces to put into the file, each with its family's name in the style; the families that forbid it."""
        found: list[tuple[str, Embedded]] = []
        forbidden: dict[str, None] = {}
        for name, family in self._style.fonts.items():
            for face in ELEMENTS:
                if (name, face) in self._used and self._style.embed_fonts:
                    if font := embed(family, face):
                        found.append((name, font))
                    else:
                        forbidden[family.name] = None
        return found, list(forbidden)

    def font_table(self, embedded: list[tuple[str, Embedded]]) -> str:
        """``fontTable.xml`` (17.8.3): what to take for a family that the machine lacks, and the ``embedded`` faces.

        The relationship of each is ``rIdFont`` with its number, from 1.
        """
        faces: dict[str, list[Xml]] = {}
        for number, (name, font) in enumerate(embedded, 1):
            attributes: dict[str, object] = {"r:id": f"rIdFont{number}", "w:fontKey": font.key}
            faces.setdefault(name, []).append(element(f"w:{font.element}", attributes))
        fonts = (
            w(
                "font",
                w("altName", val=family.substitute),
                w("charset", val="00"),
                w("family", val=_CLASSES.get(name, "auto")),
                w("pitch", val="variable"),
                *faces.get(name, ()),
                name=family.name,
            )
            for name, family in self._style.fonts.items()
        )
        own = {family.name for family in self._style.fonts.values()}
        theirs = (xml for name, xml in self._template.fonts() if name not in own) if self._template else ()
        return root("w:fonts", ("w", "r"), *fonts, *theirs)
