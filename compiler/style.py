"""Styles: ``styles/<name>/style.yaml`` → ``Style``, with inheritance between styles and between roles.

In: a style's folder (its YAML is read by ``source``). Out: a frozen ``Style`` in which every length is in points, every
colour is ``RRGGBB`` and every font a file. Writers read it; it decides nothing about the text.
"""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from .diagnostics import CompilationError, Diagnostic
from .source import Source, read_yaml

MM = 72 / 25.4
_LENGTH = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s*(pt|mm|cm|in)?\s*$")
_UNITS = {"pt": 1.0, None: 1.0, "mm": MM, "cm": 10 * MM, "in": 72.0}


def length(value: Any) -> Any:
    """A length in points from a number (points) or ``"36mm"``; units ``pt``, ``mm``, ``cm``, ``in``."""
    if isinstance(value, str) and (match := _LENGTH.match(value)):
        return float(match[1]) * _UNITS[match[2]]
    return value


def track(value: Any) -> Any:
    """A column's width: a length, or ``"*"`` for an equal share of the room that is left (here ``None``)."""
    return None if value == "*" else length(value)


def edges(value: Any) -> Any:
    """Four lengths, clockwise from the top; one number stands for all four."""
    if isinstance(value, (list, tuple)):
        return [length(v) for v in value]
    return [length(value)] * 4


Pt = Annotated[float, BeforeValidator(length)]
Track = Annotated[float | None, BeforeValidator(track)]
Edges = Annotated[tuple[float, float, float, float], BeforeValidator(edges)]
Color = Annotated[str, Field(pattern=r"^[0-9A-F]{6}$")]


class Part(BaseModel):
    """The base of a style's parts: unknown keys are refused, values don't change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(Part):
    """A line: its width in points and colour; ``gap`` is the room between it and the text."""

    width: Pt
    color: Color
    gap: Pt = 0.0


class Marker(Part):
    """A bullet: a character, its size in points and its colour."""

    text: str
    size: Pt
    color: Color


class Role(Part):
    """How a paragraph looks: one Word style, one PDF paragraph style. Lengths in points.

    ``indent`` is where the text begins, from the container's left edge; ``hang`` the room left of it for a label or a
    bullet. ``before`` and ``after``: of two neighbours the larger counts. ``item`` is the role of lists in prose of
    this role. ``label_place`` says where a section's label stands: ``column`` (at the container's left edge, beside
    the heading) or ``inline`` (before it). ``max_lines``: more is an error.
    """

    based_on: str = ""
    font: str = "sans"
    bold: bool = False
    italic: bool = False
    size: Pt = 10.5
    leading: Pt = 14.5
    color: Color = "000000"
    before: Pt = 0.0
    after: Pt = 0.0
    indent: Pt = 0.0
    right: Pt = 0.0
    hang: Pt = 0.0
    label_color: Color | None = None
    label_bold: bool = True
    label_size: Pt | None = None
    align: Literal["left", "right", "center", "justify"] = "left"
    hyphenate: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    rule_above: Rule | None = None
    rule_on_first: bool = True
    label_place: Literal["column", "inline"] = "inline"
    item: str = "list-item"
    markers: tuple[Marker, ...] = ()
    max_lines: int | None = None


class Rules(Part):
    """The horizontal lines of a table or grid."""

    top: Rule | None = None
    head: Rule | None = None
    between: Rule | None = None
    bottom: Rule | None = None


class Grid(Part):
    """How a definition list is set out.

    ``row``: term and value take a column each, as many pairs in a row as ``columns`` holds; ``stack``: the value
    under its term, one column a pair; ``run-in``: all pairs in one paragraph (role ``value``), ``separator`` wide
    apart. Without ``columns``, pairs share the width equally. ``indent`` moves the whole grid right. ``padding`` is
    that of the whole (inside ``fill``), ``cell_padding`` that of each cell. ``bar`` is drawn at the left edge.
    ``term`` and ``value`` are the roles that layouts give to plain terms and values.
    """

    based_on: str = ""
    layout: Literal["row", "stack", "run-in"] = "row"
    columns: tuple[Track, ...] = ()
    indent: Pt = 0.0
    before: Pt = 0.0
    after: Pt = 0.0
    fill: Color | None = None
    bar: Rule | None = None
    padding: Edges = (0.0, 0.0, 0.0, 0.0)
    cell_padding: Edges = (0.0, 0.0, 0.0, 0.0)
    rules: Rules = Rules()
    separator: Pt = 12.0
    term: str = "label"
    value: str = "field-value"
    keep: bool = True
    keep_next: bool = False


class TableLook(Part):
    """How a table is set out.

    ``columns`` empty: widths follow the content; given: the first ones, the last of them for all further ones.

    ``fills`` colours whole columns by index. ``keep_rows``: a table up to this many rows is not broken over pages.
    """

    based_on: str = ""
    columns: tuple[Track, ...] = ()
    indent: Pt = 0.0
    before: Pt = 0.0
    after: Pt = 0.0
    cell_padding: Edges = (4.0, 7.0, 4.5, 0.0)
    rules: Rules = Rules()
    fills: dict[int, Color] = {}
    head: str = "table-head"
    row_head: str = "row-head"
    cell: str = "table-cell"
    keep_rows: int = 8


class Box(Part):
    """How a callout is set out: fill, bar at the left edge, padding; roles of its title and text."""

    based_on: str = ""
    indent: Pt = 0.0
    before: Pt = 0.0
    after: Pt = 0.0
    fill: Color | None = None
    bar: Rule | None = None
    padding: Edges = (9.0, 12.0, 10.0, 12.0)
    title: str = "callout-title"
    text: str = "callout"


class Family(Part):
    """A font family: a name for Word, its four TrueType files, a substitute that most machines have."""

    name: str
    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path
    substitute: str = "Arial"
    ascent: float = 1.024

    def face(self, bold: bool = False, italic: bool = False) -> Path:
        """The file of a face."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


class Page(Part):
    """The page in points: size, margins (clockwise from the top), distance of header and footer from the edge."""

    size: tuple[Pt, Pt] = (595.2756, 841.8898)
    margin: Edges = (72.0, 72.0, 72.0, 72.0)
    header: Pt = 31.2
    footer: Pt = 31.2
    axis: Pt = 0.0

    @property
    def width(self) -> float:
        """The width of the text block."""
        return self.size[0] - self.margin[1] - self.margin[3]


class MarkingLook(Part):
    """The marking's box: its fill, height, the padding at its sides; the text is in role ``marking``."""

    fill: Color = "000000"
    height: Pt = 18.0
    padding: Pt = 6.0


class NotesLook(Part):
    """Footnotes, in role ``footnote``: the air above the rule, the rule (``width`` wide), the room between notes.

    ``mark_size`` and ``mark_rise`` are the mark's size and rise, in parts of the text's size.
    """

    before: Pt = 10.0
    rule: Rule = Rule(width=0.5, color="8B949C", gap=5.0)
    width: Pt = 90.7
    between: Pt = 2.0
    mark_size: float = 0.68
    mark_rise: float = 0.42


class RangeLook(Part):
    """The likelihood track: its height, the room above it, its colours."""

    height: Pt = 5.0
    before: Pt = 4.0
    track: Color = "DDE2E6"
    fill: Color = "0F4C75"


class Style(Part):
    """A whole style. ``layout`` names the style whose ``layout.html`` it uses: its own, or one that it extends."""

    name: str
    page: Page
    fonts: dict[str, Family]
    fallback: tuple[str, ...] = ()
    roles: dict[str, Role]
    grids: dict[str, Grid]
    tables: dict[str, TableLook]
    boxes: dict[str, Box]
    marking: MarkingLook = MarkingLook()
    notes: NotesLook = NotesLook()
    range: RangeLook = RangeLook()
    link_color: Color = "0F4C75"
    layout: str

    def baseline(self, role: str) -> float:
        """How far below its top a paragraph's first baseline lies, in points."""
        look = self.roles[role]
        return self.fonts[look.font].ascent * look.size


_KINDS = ("roles", "grids", "tables", "boxes")
_COLOR_KEYS = frozenset({"color", "fill", "track", "link_color", "label_color"})
PACKAGED = next(
    folder for folder in (Path(__file__).parent / "styles", Path(__file__).parents[1] / "styles") if folder.is_dir()
)


def find_style(name: str, own: Path) -> Style:
    """The style called ``name``: a folder of ``own`` (a project's styles), else one that comes with the compiler.

    Raises ``LookupError`` (message, help) when there is none, ``CompilationError`` with places for a style's mistakes.
    """
    folders = (own, PACKAGED)
    for folder in folders:
        if (folder / name / "style.yaml").is_file() and "/" not in name:
            return load_style(folder / name, folders)
    known = sorted({p.parent.name for folder in folders for p in folder.glob("*/style.yaml")} - {"base"})
    near = get_close_matches(name, known, 1)
    listed = ", ".join(f"`{n}`" for n in known)
    raise LookupError(f"no style `{name}`", f"did you mean `{near[0]}`?" if near else f"there are {listed}")


@functools.cache
def load_style(folder: Path, folders: tuple[Path, ...] = (PACKAGED,)) -> Style:
    """The style in ``folder``, on top of the styles that it extends, which are looked for in ``folders``."""
    sources = list(_lineage(folder, folders))
    raw: dict[str, Any] = functools.reduce(_merge, (_content(source) for source in reversed(sources)))
    colors = {key: str(value) for key, value in raw.pop("colors", {}).items()}
    mistakes: list[Diagnostic] = []

    def mistake(path: tuple[str | int, ...], message: str, help: str = "") -> None:
        where = next((s for s in sources if s.at(path) is not None), sources[0])
        mistakes.append(Diagnostic("T201", message, where.span(path), help=help))

    fonts = {key: _family(value) for key, value in raw.pop("fonts", {}).items()}
    raw = _colored(raw, colors)
    for kind in _KINDS:
        looks = raw.get(kind, {})
        raw[kind] = {name: _based(kind, looks, name, mistake) for name in looks}
    if not mistakes:
        try:
            style = Style(name=folder.name, fonts=fonts, layout=_layout(sources), **raw)
        except ValidationError as error:
            for item in error.errors():
                mistake(item["loc"], _WORDS.get(item["type"], item["msg"][:1].lower() + item["msg"][1:]))
        else:
            _check_names(style, mistake)
    if mistakes:
        raise CompilationError(mistakes)
    return style


_Mistake = Callable[[tuple[str | int, ...], str, str], None]
_WORDS = {
    "extra_forbidden": "a style has no such key here",
    "missing": "this key is missing",
    "string_pattern_mismatch": "this is neither a colour of six hexadecimal digits nor a name from `colors`",
    "float_parsing": "this is not a length",
    "float_type": "this is not a length",
}


def _lineage(folder: Path, folders: tuple[Path, ...]) -> Iterator[Source]:
    """The ``style.yaml`` of a style and of all that it extends, the nearest first."""
    seen: set[Path] = set()
    while True:
        seen.add(folder)
        source = read_yaml(folder / "style.yaml")
        yield source
        base = source.value.get("extends")
        if base is None:
            return
        found = next(
            (f / str(base) for f in (*folders, folder.parent) if (f / str(base) / "style.yaml").is_file()), None
        )
        if found is None or found in seen:
            message = f"there is no style `{base}` to extend" if found is None else "this style extends itself"
            raise CompilationError([Diagnostic("T202", message, source.span(("extends",)))])
        folder = found


def _content(source: Source) -> dict[str, Any]:
    return {key: value for key, value in source.value.items() if key != "extends"}


def _layout(sources: list[Source]) -> str:
    """The name of the nearest style in the lineage that has a layout."""
    return next((s.path.parent.name for s in sources if (s.path.parent / "layout.html").is_file()), "base")


def _merge(base: Any, over: Any) -> Any:
    """``over`` on ``base``: maps are merged key by key, everything else is replaced."""
    if isinstance(base, dict) and isinstance(over, dict):
        return base | {k: _merge(base[k], v) if k in base else v for k, v in over.items()}
    return over


def _colored(value: Any, colors: dict[str, str], key: str = "") -> Any:
    """``value`` with the names of colours replaced by their values."""
    if isinstance(value, dict):
        return {k: _colored(v, colors, "color" if key == "fills" else k) for k, v in value.items()}
    if isinstance(value, list):
        return [_colored(v, colors, key) for v in value]
    return colors.get(value, value) if key in _COLOR_KEYS and isinstance(value, str) else value


def _based(kind: str, looks: dict[str, Any], name: str, mistake: _Mistake) -> dict[str, Any]:
    """A role, grid, table or box with what it takes from those that it is based on."""
    out: dict[str, Any] = {}
    seen: list[str] = []
    at: str | None = name
    while at is not None:
        if at not in looks or at in seen:
            reason = f"there is no `{at}` in `{kind}`" if at not in looks else f"`{at}` is based on itself"
            mistake((kind, seen[-1], "based_on"), reason, "")
            break
        seen.append(at)
        out = looks[at] | out
        at = looks[at].get("based_on")
    return out


def _check_names(style: Style, mistake: _Mistake) -> None:
    """Every role and font that a part of the style names is there."""
    wanted: list[tuple[tuple[str | int, ...], str]] = [(("roles", n, "item"), r.item) for n, r in style.roles.items()]
    wanted += [(("grids", n, k), getattr(g, k)) for n, g in style.grids.items() for k in ("term", "value")]
    wanted += [(("tables", n, k), getattr(t, k)) for n, t in style.tables.items() for k in ("head", "row_head", "cell")]
    wanted += [(("boxes", n, k), getattr(b, k)) for n, b in style.boxes.items() for k in ("title", "text")]
    for path, role in wanted:
        if role not in style.roles:
            near = get_close_matches(role, style.roles, 1)
            mistake(path, f"there is no role `{role}`", f"did you mean `{near[0]}`?" if near else "")
    fonts: list[tuple[tuple[str | int, ...], str]] = [(("roles", n, "font"), r.font) for n, r in style.roles.items()]
    fonts += [(("fallback", i), name) for i, name in enumerate(style.fallback)]
    for path, font in fonts:
        if font not in style.fonts:
            mistake(path, f"there is no font `{font}`", f"`fonts` has {', '.join(f'`{f}`' for f in style.fonts)}")


def _family(raw: dict[str, Any]) -> Family:
    """A family of four files: in a package's folder, called as font foundries call them."""
    spec = importlib.util.find_spec(raw["package"])
    if spec is None or spec.origin is None:
        raise LookupError(f"the package `{raw['package']}` with the fonts is not installed")
    folder = Path(spec.origin).parent / raw["folder"]
    faces = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold_italic": "BoldItalic"}
    files = {key: folder / f"{raw['file']}-{face}.ttf" for key, face in faces.items()}
    return Family(name=raw["name"], substitute=raw["substitute"], ascent=raw["ascent"], **files)
