"""The styles of a document: every look that it uses is one named style, and nothing else is defined.

In: uses of the style's roles, as the blocks come to them. Out: the ids to put into the body, and ``styles.xml``.
A role is one style; where a paragraph's place asks for something else (more room above a row's smaller type, the last
paragraph of a cell, a page to begin), it is a style based on the role's, named after it as Word names such things:
"Brief Table Cell + kept with next". So the body holds no formatting of its own, and a change of "Brief Table Cell"
in Word changes them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from compiler.style import Role, Rules, Style

from . import looks, uses
from .letterhead import Template
from .looks import Properties
from .numbering import NOT_NUMBERED, Numbering
from .oxml import EMPTY, Xml, root, w
from .theme import Theme
from .uses import Kind, Use

_CAPITALS = 1.2  # type of this much of a line's exact height: its capitals just stay within the line
_ATTRIBUTE = re.compile(r' w:(\w+)="([^"]*)"')
_AFTER_HEADING = Use("body")  # what Enter gives after a heading


@dataclass(frozen=True, slots=True)
class _Other:
    """A style of characters or of tables: its name and its properties."""

    name: str
    properties: Xml


class Styles:
    """The styles that a document uses, in the order in which it comes to them."""

    def __init__(self, style: Style, language: str, template: Template | None) -> None:
        self._style = style
        self._language = language
        self._template = template
        self._given: set[Use] = set()  # what the letterhead defines
        self._taken = template.taken if template else set()
        self.theme = Theme(style, template)
        self._ids: dict[Use, str] = {}
        self._names: dict[Use, str] = {}
        self._characters: dict[str, _Other] = {}
        self._tables: dict[str, _Other] = {}
        self._looks: dict[Use, tuple[Properties, Properties]] = {}

    # ------------------------------------------------------------------------------------------------------- paragraphs

    def look(self, use: Use) -> Role:
        """The look behind a use, as the style has it."""
        return looks.look_of(use, self._style)

    def paragraph(self, use: Use) -> str:
        """The id of the paragraph style for a use."""
        found = self._ids.get(use)
        return found if found is not None else self._register(use)

    def _register(self, use: Use) -> str:
        base = use.base()
        if base != use:
            self.paragraph(base)
            name = " + ".join((self._names[base], *use.changes()))
        else:
            if use.kind is Kind.HEADING and not use.is_plain_heading:
                self.paragraph(self._heading(use.level))
            taken = set(self._names.values())
            if use.kind is Kind.FURNITURE and self._template:
                taken.add(use.role)  # our lines need the tab stops of our own
            name = uses.name(use, taken)
        self._names[use] = name
        if given := self._template and self._template.style("paragraph", name):
            self._given.add(use)
        self._ids[use] = given or self._own_id(name)
        return self._ids[use]

    def _own_id(self, name: str) -> str:
        """The id of a style of ours, other than those of the letterhead's."""
        id = _id(name)
        while id in self._taken:
            id += "_"
        return id

    def makes_items(self, use: Use) -> bool:
        """Whether the letterhead's style for a use makes its paragraphs items of a list of its own."""
        id = self.paragraph(use)
        return use in self._given and self._template is not None and self._template.makes_items(id)

    def used(self, use: Use) -> str | None:
        """The id of our style for a use that the document has."""
        return None if use in self._given else self._ids.get(use)

    @property
    def hyphenates(self) -> bool:
        """Whether words of some paragraph may be broken."""
        return any(self.look(use).hyphenate for use in self._ids)

    def _heading(self, level: int) -> Use:
        return Use(self._style.heading_role(level), Kind.HEADING, level)

    # ------------------------------------------------------------------------------------------- characters and tables

    def label(self, role: str) -> str:
        """The id of the character style for the labels that hang beside paragraphs of a role.

        Signs are set in the sans face, which has them all.
        """
        look = self._style.roles[role]
        changed = {
            "color": look.label_color or look.color,
            "size": look.label_size or look.size,
            "font": "sans",
            "bold": look.label_bold,
        }
        return self._character(f"{uses.words(role)} Label", look.model_copy(update=changed), look)

    def characters(self, role: str, around: Role) -> str:
        """The id of the character style for words of a role in a paragraph that looks like ``around``."""
        look, name = self._style.roles[role], f"{uses.words(role)} Char"
        largest = _CAPITALS * around.leading
        if look.size > largest:
            look, name = look.model_copy(update={"size": largest}), f"{name} {largest:g} pt"
        return self._character(f"{name} in Bold" if around.bold else name, look, around)

    def marking(self, color: str, around: Role) -> str:
        """The id of the character style of the handling marking, in its ``color`` on the style's box."""
        look = self._style.roles["marking"].model_copy(update={"color": color})
        return self._character("Brief Marking", look, around, looks.fill(self._style.marking.fill))

    def hyperlink(self) -> str:
        """The id of the character style of links out of the document."""
        return self._add("character", "Hyperlink", Xml(self.theme.link_color() + w("u", val="single")))

    def note_mark(self, kind: str) -> str:
        """The id of the character style of a note's number in the text; ``kind`` is ``footnote`` or ``endnote``."""
        return self._add("character", f"{kind} reference", w("vertAlign", val="superscript"))

    def code(self) -> str:
        """The id of the character style of code: not proofed, in the face that has every sign."""
        return self._add("character", "Brief Code", Xml(self.theme.fonts("sans") + w("noProof")))

    def _character(self, name: str, look: Role, around: Role, shade: Xml = EMPTY) -> str:
        """A character style: ``look`` in a paragraph that looks like ``around``.

        Bold is a toggle (17.7.3): what says bold in a bold paragraph is not bold, though in LibreOffice 7.4 it is.
        """
        own = looks.characters(look, self.theme)
        toggled = (looks.switch("b", True), looks.switch("bCs", True)) if look.bold != around.bold else ()
        kept = (own["rFonts"], *toggled, own["color"], own["sz"], own["szCs"])
        return self._add("character", name, Xml("".join(kept) + shade))

    def grid(self, role: str) -> str:
        """The id of the table style of a grid."""
        grid = self._style.grids[role]
        properties = looks.table(grid.rules, grid.cell_padding, grid.fill, grid.bar)
        return self._add("table", f"{uses.words(role)} Grid", properties)

    def table(self, role: str) -> str:
        """The id of the table style of a data table."""
        look = self._style.tables[role]
        name = "Brief Table" if role == "table" else f"{uses.words(role)} Table"
        return self._add("table", name, looks.table(look.rules, looks.inside(look.rules, look.cell_padding)))

    def box(self, role: str) -> str:
        """The id of the table style of a box."""
        box = self._style.boxes[role]
        return self._add("table", f"{uses.words(role)} Box", looks.table(Rules(), box.padding, box.fill, box.bar))

    # ------------------------------------------------------------------------------------------------------- styles.xml

    def part(self, numbering: Numbering) -> str:
        """``styles.xml`` (17.7)."""
        if any(use.kind is Kind.HEADING for use in self._ids):
            self.paragraph(_AFTER_HEADING)
        plain = looks.plain_paragraph(), self._plain_characters()
        template = self._template
        language = w("lang", val=self._language, eastAsia="en-US", bidi="ar-SA")
        latent = w(
            "latentStyles", defLockedState=0, defUIPriority=99, defSemiHidden=0, defUnhideWhenUsed=0, defQFormat=0
        )
        bases = (("paragraph", "Normal", self._normal()), *_ALWAYS)
        own = [use for use in self._ids if use not in self._given]
        return root(
            "w:styles",
            ("w",),
            (template and template.defaults(language)) or self._defaults(language),
            (template and template.latent()) or latent,
            *(markup for kind, name, markup in bases if not (template and template.style(kind, name))),
            *(template.definitions() if template else ()),
            *(self._paragraph_style(use, numbering, plain) for use in own),
            *(_other_style("character", self._default("character"), key, o) for key, o in self._characters.items()),
            *(_other_style("table", self._default("table"), key, o) for key, o in self._tables.items()),
        )

    def _default(self, kind: str) -> str:
        """The id of the style that those of a kind are based on (17.7.4.17, default)."""
        name = _DEFAULTS[kind]
        return (self._template and self._template.style(kind, name)) or _id(name)

    def _add(self, kind: str, name: str, properties: Xml) -> str:
        """The id of a character or table style: the letterhead's of this name, or one of ours."""
        if given := self._template and self._template.style(kind, name):
            return given
        family = self._characters if kind == "character" else self._tables
        id = self._own_id(name)
        family.setdefault(id, _Other(name, properties))
        return id

    def _plain_characters(self) -> Properties:
        """What text has that no style says anything of."""
        body = self._style.roles["body"]
        return looks.characters(body.model_copy(update={"bold": False, "italic": False}), self.theme)

    def _defaults(self, language: Xml) -> Xml:
        """The document's defaults (17.7.5.1): face, kerning and language; no widows; no word broken."""
        run = w("rPr", self._plain_characters()["rFonts"], w("kern", val=2), language)
        spacing = w("spacing", after=0, line=240, lineRule="auto")
        paragraph = w("pPr", w("widowControl"), w("suppressAutoHyphens"), spacing)
        return w("docDefaults", w("rPrDefault", run), w("pPrDefault", paragraph))

    def _normal(self) -> Xml:
        """``Normal``. Colour and size stand here: in tables LibreOffice 7.4 lets defaults win over character styles."""
        own = self._plain_characters()
        run = w("rPr", *(own[key] for key in ("color", "sz", "szCs")))
        return w("style", w("name", val="Normal"), w("qFormat"), run, type="paragraph", default=1, styleId="Normal")

    def _paragraph_style(self, use: Use, numbering: Numbering, plain: tuple[Properties, Properties]) -> Xml:
        base, changed = self._base(use), bool(use.changes())
        paragraph, run = self._properties(use, numbering)
        above, above_run = self._properties(base, numbering) if base else plain
        if base is None and self._template:  # what its plain text looks like is not known here
            above, above_run = {}, {}
        name = self._names[use]
        built_in = not changed and not name.startswith("Brief ")
        return w(
            "style",
            w("name", val=name),
            w("basedOn", val=self._ids[base] if base else self._default("paragraph")),
            w("next", val=self._ids[_AFTER_HEADING]) if use.kind is Kind.HEADING else EMPTY,
            w("uiPriority", val=99 if changed else 9),
            EMPTY if changed else w("qFormat"),
            _differing("pPr", paragraph, above),
            _differing("rPr", run, above_run),
            type="paragraph",
            customStyle=None if built_in else 1,
            styleId=self._ids[use],
        )

    def _properties(self, use: Use, numbering: Numbering) -> tuple[Properties, Properties]:
        """The properties of a style's paragraphs and of their runs."""
        if use not in self._looks:
            listed = use.kind in (Kind.BULLET, Kind.NUMBER, Kind.SOURCE)
            item = numbering.of_style(use.role, use.kind, use.level) if listed else EMPTY
            if use.kind is Kind.HEADING and looks.keeps_margin_free(self.look(use)):
                item = numbering.of_style(use.role, Kind.HEADING, 0)
            elif use.kind is Kind.HEADING and looks.keeps_margin_free(self.look(self._heading(use.level))):
                item = NOT_NUMBERED
            run = looks.characters(self.look(use), self.theme)
            self._looks[use] = looks.paragraph(use, self._style, item), run
        return self._looks[use]

    def _base(self, use: Use) -> Use | None:
        """What a style is based on: its role's own, the heading of its level, or the nearest role above its role."""
        if (base := use.base()) != use:
            return base
        if use.kind is Kind.HEADING:
            return None if use.is_plain_heading else self._heading(use.level)
        role = self._style.roles.get(use.role)
        while role and role.based_on:
            if (candidate := replace(use, role=role.based_on)) in self._ids:
                return candidate
            role = self._style.roles[role.based_on]
        return None


def _differing(tag: str, own: Properties, inherited: Properties) -> Xml:
    """The properties in which a style differs from what it is based on."""
    changed = [
        _differing_attributes(value, inherited.get(key, EMPTY))
        for key, value in own.items()
        if value and value != inherited.get(key)
    ]
    return w(tag, *changed) if changed else EMPTY


def _differing_attributes(own: Xml, inherited: Xml) -> Xml:
    """Of room and indents what differs, as each of their lengths is inherited by itself."""
    if not own.startswith(("<w:spacing ", "<w:ind ")):
        return own
    above = dict(_ATTRIBUTE.findall(inherited))
    kept = {name: value for name, value in _ATTRIBUTE.findall(own) if value != above.get(name)}
    return w(own[3:].partition(" ")[0], **kept)


def _other_style(kind: str, base: str, key: str, other: _Other) -> Xml:
    return w(
        "style",
        w("name", val=other.name),
        w("basedOn", val=base),
        w("uiPriority", val=99),
        w("rPr", other.properties) if kind == "character" else other.properties,
        type=kind,
        customStyle=1 if other.name.startswith("Brief ") else None,
        styleId=key,
    )


def _id(name: str) -> str:
    """A style's id: the words of its name, each with a capital."""
    return "".join(word[0].upper() + word[1:] for word in re.findall(r"[\w.]+", name)).replace(".", "_")


def _always(kind: str, name: str, properties: Xml = EMPTY) -> tuple[str, str, Xml]:
    parts = (w("name", val=name), w("uiPriority", val=99), properties)
    return kind, name, w("style", *parts, type=kind, default=1, styleId=_id(name))


_DEFAULTS = {"paragraph": "Normal", "character": "Default Paragraph Font", "table": "Normal Table"}


# What every document has besides Normal: the styles that the others are based on (17.7.4.17, default).
_ALWAYS = (
    _always("character", "Default Paragraph Font"),
    _always(
        "table",
        "Normal Table",
        w("tblPr", w("tblInd", w=0, type="dxa"), looks.cell_margins("tblCellMar", (0.0, 5.4, 0.0, 5.4))),
    ),
    _always("numbering", "No List"),
)
