"""How a role, a grid or a table of the style looks, in the properties of a Word style.

In: the style's values and a use of them. Out: properties by name in the order of the schema, so that a style can leave
out what the one it is based on says already. Nothing here knows which styles a document uses.
"""

from __future__ import annotations

from functools import cache

from compiler.style import Edges, Role, Rule, Rules, Style

from .oxml import EMPTY, Xml, w
from .theme import Theme
from .units import border, half_points, twips
from .uses import Kind, Use

Properties = dict[str, Xml]

BASELINE = 0.8  # of an exact line's height: where Word and LibreOffice set its baseline, whatever the face
_LEAST_DROP = 1.0  # points by which a title must stand too high to be set lower
_CONTENTS_STEP = 12.0  # points by which a level of the contents is set in where the style has no role for it
_BODY_TEXT = 9  # the outline level of what is no heading (17.3.1.20)
_ALIGNMENTS = {"left": "left", "right": "right", "center": "center", "justify": "both"}


def look_of(use: Use, style: Style) -> Role:
    """The look behind a use; what is no text of the brief has one of its own."""
    match use.kind:
        case Kind.SPACER:
            return Role(size=1, leading=use.level / 20)
        case Kind.DRAWING:
            return Role(size=1, before=style.range.before, after=style.range.after)
        case Kind.SEPARATOR:
            return Role(size=1, leading=style.notes.before, after=style.notes.rule.gap)
        case _:
            return style.roles[use.role]


def room(use: Use, look: Role, style: Style) -> tuple[float, float]:
    """Where a paragraph's text begins, and the room for what hangs left of it in its first line."""
    match use.kind:
        case Kind.BULLET | Kind.NUMBER:
            return look.indent + use.level * look.hang, look.hang
        case Kind.CONTINUED:
            return look.indent + use.level * look.hang, 0.0
        case Kind.CONTENTS:  # the style's own role for the level, or a step further in for each
            own = use.role.startswith("contents-")
            return look.indent + (0.0 if own else _CONTENTS_STEP * (use.level - 1)), 0.0
        case Kind.DRAWING:
            return use.level / 20, 0.0
        case Kind.MIDDLE:
            return style.page.axis, 0.0
        case Kind.HEADING if look.label_place == "column":
            return look.indent, 0.0 if use.unlabelled else look.indent
        case Kind.TEXT | Kind.HEADING:
            return look.indent, 0.0 if use.unlabelled else hanging(look)
        case _:
            return look.indent, 0.0 if use.unlabelled else look.hang


def drop(look: Role, style: Style) -> float:
    """How much lower a role's lines must be set to stand as in print: Word sets large type too high in its lines."""
    too_high = style.fonts[look.font].ascent * look.size - BASELINE * look.leading
    return too_high if too_high >= _LEAST_DROP else 0.0


def hanging(look: Role) -> float:
    """The room left of a paragraph's text: for its label, or under the whole of a rule, which begins where it does."""
    return look.hang or (look.indent if look.rule_above else 0.0)


def keeps_margin_free(look: Role) -> bool:
    """Whether a heading stands further right than the rule over it, with nothing of its own in the room between."""
    return bool(look.rule_above and look.indent and not look.hang and look.label_place == "inline")


def paragraph(use: Use, style: Style, numbering: Xml) -> Properties:
    """The paragraph properties of a use (17.3.1.26); ``numbering`` is what makes it an item of a list."""
    look = look_of(use, style)
    left, beside = room(use, look, style)
    dropped = drop(look, style)
    rule = None if use.unruled else look.rule_above
    before = (look.before if use.above is None else use.above) + (0.0 if rule else dropped)
    after = max(0.0, (look.after if use.below is None else use.below) - dropped)
    whole = use.kind is Kind.CONTENTS or not (look.hyphenate or use.divided)
    line, line_rule = look.leading, "exact"
    if use.kind in (Kind.NOTE, Kind.ENDNOTE):
        after = max(after, style.notes.between)
    elif use.kind in (Kind.FURNITURE, Kind.ENDS):
        line = max(line, style.marking.height)
    elif use.kind is Kind.DRAWING:  # a line of exact height would cut it off
        line, line_rule = 1, "auto"
    return {
        "keepNext": switch("keepNext", look.keep_next or use.kept),
        "keepLines": switch("keepLines", look.keep_lines),
        "pageBreakBefore": switch("pageBreakBefore", use.new_page),
        "numPr": numbering,
        "pBdr": _rule_above(rule, dropped),
        "tabs": _tabs(use, style, look),
        "suppressAutoHyphens": switch("suppressAutoHyphens", whole),
        "spacing": _spacing(before, after, line, line_rule),
        "ind": indents(left, beside, look.right + (use.inset or 0.0)),
        "jc": w("jc", val=_ALIGNMENTS[use.align or look.align]),
        "outlineLvl": w("outlineLvl", val=min(use.level - 1, _BODY_TEXT) if use.kind is Kind.HEADING else _BODY_TEXT),
    }


def plain_paragraph() -> Properties:
    """What a paragraph has that no style says anything of: the document's defaults."""
    return {
        "keepNext": switch("keepNext", False),
        "keepLines": switch("keepLines", False),
        "pageBreakBefore": switch("pageBreakBefore", False),
        "numPr": EMPTY,
        "pBdr": _rule_above(None),
        "tabs": EMPTY,
        "suppressAutoHyphens": switch("suppressAutoHyphens", True),
        "spacing": _spacing(0, 0, 1, "auto"),
        "ind": indents(0, 0, 0),
        "jc": w("jc", val="left"),
        "outlineLvl": w("outlineLvl", val=_BODY_TEXT),
    }


def characters(look: Role, theme: Theme) -> Properties:
    """The run properties of a role (17.3.2.28)."""
    return {
        "rFonts": theme.fonts(look.font, look.bold, look.italic),
        "b": switch("b", look.bold),
        "bCs": switch("bCs", look.bold),
        "i": switch("i", look.italic),
        "iCs": switch("iCs", look.italic),
        "color": theme.color(look.color),
        **size(look.size),
    }


@cache
def switch(tag: str, on: bool) -> Xml:
    """A property that is on or off (17.17.4)."""
    return w(tag, val=int(on))


@cache
def _size(tag: str, points: float) -> Xml:
    return w(tag, val=half_points(points))


def size(points: float) -> Properties:
    """A size of type, for both classes of script."""
    return {"sz": _size("sz", points), "szCs": _size("szCs", points)}


def indents(left: float, hanging: float, right: float) -> Xml:
    """Indents of a paragraph (17.3.1.12); ``hanging`` is the room left of ``left`` in the first line."""
    return w("ind", left=twips(left), right=twips(right), hanging=twips(hanging))


def fill(color: str) -> Xml:
    """A shade behind a cell or a run (17.3.5)."""
    return w("shd", val="clear", color="auto", fill=color)


def cell_margins(tag: str, margins: Edges) -> Xml:
    """Cell margins (17.4.42 for a table, 17.4.68 for a cell)."""
    top, right, bottom, left = (twips(value) for value in margins)
    return w(
        tag,
        w("top", w=top, type="dxa"),
        w("left", w=left, type="dxa"),
        w("bottom", w=bottom, type="dxa"),
        w("right", w=right, type="dxa"),
    )


def inside(rules: Rules, padding: Edges) -> Edges:
    """The margins of a table's cells: word processors add a rule's thickness to the row, and the style does not."""
    top, right, bottom, left = padding
    return max(top - (rules.between.width if rules.between else 0.0), 0.0), right, bottom, left


def table(rules: Rules, margins: Edges, shade: str | None = None, bar: Rule | None = None) -> Xml:
    """The properties of a table style: its rules, its cells' margins, what is behind it."""
    edges = (("top", rules.top), ("left", bar), ("bottom", rules.bottom), ("insideH", rules.between))
    borders = [border(edge, rule) for edge, rule in edges if rule]
    properties = w(
        "tblPr",
        w("tblInd", w=0, type="dxa"),
        w("tblBorders", *borders) if borders else EMPTY,
        cell_margins("tblCellMar", margins),
    )
    under = w("tcBorders", border("bottom", rules.head)) if rules.head else EMPTY
    head = w("tblStylePr", w("tcPr", under, w("vAlign", val="bottom")), type="firstRow")
    behind = w("tcPr", fill(shade)) if shade else EMPTY
    return Xml(properties + behind + head)


def _spacing(before: float, after: float, line: float, rule: str) -> Xml:
    """Spacing of a paragraph (17.3.1.33); ``line`` in points, or in lines where ``rule`` is ``auto``."""
    height = round(line * 240) if rule == "auto" else twips(line)
    return w("spacing", before=twips(before), after=twips(after), line=height, lineRule=rule)


def _rule_above(rule: Rule | None, dropped: float = 0.0) -> Xml:
    """A line over a paragraph, or the absence of one. The line lies in the style's gap, and over Word's."""
    return w("pBdr", border("top", rule, max(0.0, rule.gap - rule.width + dropped)) if rule else w("top", val="nil"))


def _tabs(use: Use, style: Style, look: Role) -> Xml:
    if use.line_to is not None:
        return w("tabs", w("tab", val="right", leader="underscore", pos=twips(use.line_to)))
    if use.kind is Kind.CONTENTS:
        return w("tabs", w("tab", val="right", pos=twips((use.width or style.page.width) - look.right)))
    if use.kind in (Kind.FURNITURE, Kind.ENDS):
        three = use.kind is Kind.FURNITURE and style.page.axis
        axis = w("tab", val="left", pos=twips(style.page.axis)) if three else EMPTY
        return w("tabs", axis, w("tab", val="right", pos=twips(style.page.width)))
    return EMPTY
