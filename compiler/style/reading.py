"""Reading styles: ``style.yaml`` and those that it extends → ``Style``, every mistake with its place.

In: the files of a style, read. Out: a ``Style``. Three things are settled before the models see the values: a
style on another, one role on another (``based_on``), colours by name.
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from ..diagnostics import CompilationError, Diagnostic, did_you_mean, listed, nearest
from ..ir import Path as Place
from ..source import SPACE_NEEDED, Source, spaced
from .chartlooks import chart_mistakes
from .labels import label_mistakes
from .legibility import said
from .letterhead import Letterhead, read_letterhead
from .measures import measure_mistakes
from .models import Box, Family, Grid, Part, Role, Style, TableLook, length
from .wording import COLOR, COLOR_KEYS, color_help, worded

_KINDS: dict[str, type[Part]] = {"roles": Role, "grids": Grid, "tables": TableLook, "boxes": Box}
_FACES = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold_italic": "BoldItalic"}
_ROLE_KEYS = {
    "roles": ("item",), "grids": ("term", "value"), "tables": ("head", "row_head", "cell"), "boxes": ("title", "text"),
}  # fmt: skip
NEEDED_ROLES = (  # whatever the layout: for texts in Markdown, for what stands outside the text, for charts
    "body", "list-item", "quote", "heading-1", "caption", "footnote", "header", "footer", "marking", "chart-label",
    "chart-axis", "chart-series", "chart-term",
)  # fmt: skip
LEAST_MARKING = 12  # points (FIRST, Traffic Light Protocol 2.0)
_ELSEWHERE = ("this lies outside the folder of styles", "put it into the style's folder: all that is in it is watched")
_OWN_FONT = "a font of your own is one more key of `fonts`: styles/README.md of compile-brief, “Use your own fonts”"
_OURS = ("name", "layout")  # fields of the model that no file gives
_PLACES = {"footnotes": "foot", "endnotes": "end", "none": "none"}  # the short form of `notes: {place: …}`


def read_style(sources: tuple[Source, ...]) -> Style:
    """The style that its ``style.yaml`` and those of all that it extends say, the nearest first.

    Raises ``CompilationError`` with all its mistakes.
    """
    return _Reader(sources).read()


class _Reader:
    """Reads one style from its lineage."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._sources = sources
        self._mistakes: list[Diagnostic] = []

    def read(self) -> Style:
        """The style."""
        raw: dict[str, Any] = functools.reduce(_merge, (self._shaped(s) for s in reversed(self._sources)))
        whole = not self._mistakes
        self._colors = dict(self._named(raw.pop("colors", {})))
        fonts = {key: family for key, value in raw.pop("fonts", {}).items() if (family := self._family(key, value))}
        raw = _colored(raw, self._colors)
        if (reference := raw.pop("reference", None)) is not None:
            raw["reference"] = self._letterhead(reference)
        own = {kind: {name: set(look) for name, look in raw.get(kind, {}).items()} for kind in _KINDS}
        for kind in _KINDS:
            looks = raw.get(kind, {})
            raw[kind] = {name: self._based(kind, looks, name) for name in looks}
        if whole and (style := self._style(raw, fonts, own)) and not self._mistakes:
            self._check_names(style)
            self._check_marking(style)
            self._check_looks(style)
        if self._mistakes or style is None:
            raise CompilationError(self._mistakes)
        return style

    def _style(
        self, raw: dict[str, Any], fonts: dict[str, Family], own: dict[str, dict[str, set[str]]]
    ) -> Style | None:
        """The style in the merged files; ``None`` with mistakes when the models refuse it."""
        for key in _OURS:
            if key in raw:
                self._mistake((key,), "a style has no such key here", key=True)
                del raw[key]
        try:
            return Style(name=self._sources[0].path.parent.name, fonts=fonts, layout=self._layout(), **raw)
        except ValidationError as error:
            for item in error.errors():
                self._invalid(item, own)
            return None

    def _mistake(self, path: Place, message: str, help: str = "", key: bool = False, code: str = "T201") -> None:
        """A mistake at a path, in the nearest file that says something there. A list is replaced as a whole."""
        keys = path[: next((i for i, part in enumerate(path) if isinstance(part, int)), len(path))]
        depths = range(len(keys), 0, -1)
        where = next((s for depth in depths for s in self._sources if s.at(keys[:depth]) is not None), self._sources[0])
        self._mistakes.append(Diagnostic(code, message, where.span(path, key=key), help=help))

    def _invalid(self, error: Mapping[str, Any], own: dict[str, dict[str, set[str]]]) -> None:
        """A mistake that a model found; what a role takes from another is reported there, and not again here."""
        kind, path = error["type"], error["loc"]
        if path[0] in own and len(path) > 2 and path[2] not in own[str(path[0])][str(path[1])]:
            return
        message, help = worded(error, self._colors, self._written(path))
        if kind == "extra_forbidden":
            model = _model_of(path)
            known = [name for name in model.model_fields if name not in _OURS]
            known += ["extends", "colors"] if model is Style else []
            help = nearest(str(path[-1]), known)
        if kind == "missing" and isinstance(path[-1], str):
            message, help = f"there is no `{path[-1]}`", "`extends: base` gives all that a style needs"
        self._mistake(path, message, help, key=kind == "extra_forbidden")

    def _shaped(self, source: Source) -> dict[str, Any]:
        """A file's content without what has not the shape of maps of maps, which is reported."""
        out = {key: value for key, value in source.value.items() if key != "extends" and value is not None}
        if isinstance(place := out.get("notes"), str):
            out["notes"] = {"place": _PLACES.get(place, place)}
        for path in _empty_colors(source, (), source.value):
            self._mistakes.append(
                Diagnostic("T201", "there is no colour here", source.span(path), help=color_help(None, ()))
            )
        for key in ("colors", "fonts", *_KINDS):
            deep = key != "colors"
            value = out.get(key, {})
            wrong: list[Place] = [(key,)] if not isinstance(value, dict) else []
            if not wrong and not deep:
                out[key] = {name: color for name, color in value.items() if color is not None}
            if not wrong and deep:
                wrong = [(key, name) for name, item in value.items() if not isinstance(item, dict)]
            for path in wrong:
                message = f"expected keys with values under `{path[-1]}`"
                typed = source.at(path)
                help = spaced(typed) if isinstance(typed, str) else ""
                help = help and f"{SPACE_NEEDED}: {help}"
                self._mistakes.append(Diagnostic("T201", message, source.span(path), help=help))
                out = {k: v for k, v in out.items() if k != key}
        return out

    def _named(self, raw: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """The colours by name, black for what is none."""
        for name, value in raw.items():
            right = isinstance(value, str) and COLOR.fullmatch(value)
            if not right:
                help = color_help(value, (), self._written(("colors", name)))
                self._mistake(("colors", name), "this is not a colour of six hexadecimal digits", help)
            yield name, str(value).upper() if right else "000000"

    def _family(self, key: str, raw: dict[str, Any]) -> Family | None:
        """A family of four files in a package's folder or beside the style, called as font foundries call them."""
        if missing := [name for name in ("name", "folder", "file") if not isinstance(raw.get(name), str)]:
            help = "as in `house: {name: House Sans, folder: fonts, file: HouseSans}`"
            self._mistake(("fonts", key), f"this font has no `{missing[0]}`", help)
            return None
        if raw.get("package"):
            try:
                spec = importlib.util.find_spec(str(raw["package"]))
            except (ImportError, ValueError):
                spec = None
            if spec is None or spec.origin is None:
                message = f"the package `{raw['package']}` with this font is not installed"
                self._mistake(("fonts", key, "package"), message)
                return None
            base = Path(spec.origin).parent
        else:
            base = next(s for s in self._sources if s.at(("fonts", key)) is not None).path.parent
            if not _is_with_styles(base, raw["folder"]):
                self._mistake(("fonts", key, "folder"), *_ELSEWHERE)
                return None
        files = {face: base / raw["folder"] / f"{raw['file']}-{name}.ttf" for face, name in _FACES.items()}
        if lacking := [path.name for path in files.values() if not path.is_file()]:
            names = listed([path.name for path in files.values()])
            where = "in the package" if raw.get("package") else "beside style.yaml"
            help = f"the folder `{raw['folder']}` {where} is to hold {names}"
            self._mistake(("fonts", key, "file"), f"there is no font file `{raw['folder']}/{lacking[0]}`", help)
            return None
        rest = {name: raw[name] for name in ("name", "substitute", "ascent") if name in raw}
        try:
            return Family(**files, **rest)
        except ValidationError as error:
            for item in error.errors():
                self._mistake(("fonts", key, *item["loc"]), *worded(item, ()))
            return None

    def _letterhead(self, path: Any) -> Letterhead | None:
        """The corporate Word file that the nearest style names, from that style's folder."""
        base = next(s for s in self._sources if s.at(("reference",)) is not None).path.parent
        try:
            if not isinstance(path, str):
                raise LookupError("expected the path of a Word file", "")
            if not _is_with_styles(base, path):
                raise LookupError(*_ELSEWHERE)
            return read_letterhead(base / path)
        except LookupError as error:
            message, help = error.args
            self._mistake(("reference",), message, help, code="T203")
            return None

    def _based(self, kind: str, looks: dict[str, Any], name: str) -> dict[str, Any]:
        """A role, grid, table or box with what it takes from those that it is based on."""
        out: dict[str, Any] = {}
        seen: list[str] = []
        at: str | None = name
        while at is not None:
            if not isinstance(at, str):
                break  # the model says so
            if at not in looks or at in seen:
                if len(seen) == 1 or at in looks:
                    reason = f"there is no `{at}` in `{kind}`" if at not in looks else f"`{at}` is based on itself"
                    self._mistake((kind, seen[-1], "based_on"), reason, nearest(str(at), looks, ""))
                break
            seen.append(at)
            at = looks[at].get("based_on")
        for at in reversed(seen):
            out = _sized(out, out | looks[at], looks[at])
        return out

    def _layout(self) -> str:
        """The name of the nearest style in the lineage that has a layout."""
        folders = (source.path.parent for source in self._sources)
        return next((folder.name for folder in folders if (folder / "layout.html").is_file()), "base")

    def _check_names(self, style: Style) -> None:
        """Every role and font that a part of the style names is there, and those that every style needs."""
        named: list[tuple[Place, str]] = [
            ((kind, name, key), getattr(look, key))
            for kind, keys in _ROLE_KEYS.items()
            for name, look in getattr(style, kind).items()
            for key in keys
        ]
        self._check_there("role", named, style.roles, NEEDED_ROLES)
        fonts: list[tuple[Place, str]] = [(("roles", name, "font"), role.font) for name, role in style.roles.items()]
        fonts += [(("fallback", i), font) for i, font in enumerate(style.fallback)]
        self._check_there("font", fonts, style.fonts)
        self._check_there("table", [], style.tables, ("table",))

    def _check_there(
        self, kind: str, named: list[tuple[Place, str]], known: Mapping[str, object], needed: tuple[str, ...] = ()
    ) -> None:
        """What is named is there, or it is a mistake where it is named; what no file names itself is needed."""
        wrong = {path: name for path, name in named if name not in known and self._says(path)}
        for path, name in wrong.items():
            otherwise = f"there are {listed(known)}; {_OWN_FONT}" if kind == "font" else ""  # of roles too many
            help = did_you_mean(name, known, otherwise)
            self._mistake(path, f"there is no {kind} `{name}`", help)
        for name in dict.fromkeys((*needed, *(name for _, name in named))):
            if name not in known and name not in wrong.values():
                message = f"there is no {kind} `{name}`, which a style needs"
                self._mistake((), message, "`extends: base` gives all that a style needs")

    def _check_marking(self, style: Style) -> None:
        """The marking is as TLP 2.0 wants its labels, so that every style may carry one."""
        role = style.roles.get("marking")
        if role is not None and role.size < LEAST_MARKING:
            help = f"TLP 2.0 asks for {LEAST_MARKING} points at least"
            self._mistake(("roles", "marking", "size"), "the marking is too small", help)
        if style.marking.fill != "000000":
            self._mistake(("marking", "fill"), "the marking's box is not black", "TLP 2.0 has its labels on black")

    def _check_looks(self, style: Style) -> None:
        """Lines of charts are told apart by everybody, measures leave room, words are words of a language."""
        for path, message, help, key in label_mistakes(style.words):
            self._mistake(path, message, help, key)
        found = (((path,), message, help) for path, message, help in chart_mistakes(style))
        places: set[tuple[int, Place]] = set()
        for paths, message, help in (*found, *measure_mistakes(style)):
            rank, place = min((said(self._sources, path) for path in paths), key=lambda place: place[0])
            if (rank, place) not in places:  # one value may spoil all roles that take it over
                places.add((rank, place))
                self._mistakes.append(Diagnostic("T201", message, self._sources[rank].span(place), help=help))

    def _written(self, path: Place) -> str:
        """What stands at a path in the nearest file that says something there, as it is written."""
        return next((source.written(path) for source in self._sources if source.at(path) is not None), "")

    def _says(self, path: Place) -> bool:
        """Whether a file says something at a path itself, and does not only take it from elsewhere."""
        return any(source.at(path) is not None for source in self._sources)


def _model_of(path: Place) -> type[Part]:
    """The model that refuses the last key of a path."""
    inside = len(path) > 2 and str(path[0]) in _KINDS
    model: type[Part] = _KINDS[str(path[0])] if inside else Style
    for key in path[2:-1] if inside else path[:-1]:
        if isinstance(key, str) and key in model.model_fields:
            model = next(_parts(model.model_fields[key].annotation), model)
    return model


def _parts(annotation: object) -> Iterator[type[Part]]:
    """The models that an annotation names: of a field, of what a list holds."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)


def _empty_colors(source: Source, path: Place, value: Any) -> Iterator[Place]:
    """Where a colour should stand and nothing is written, not even `null`: what follows a `#` is a comment.

    A name in ``colors`` is never without one.
    """
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        at = (*path, key)
        if item is None and (path == ("colors",) or (key in COLOR_KEYS and not source.written(at))):
            yield at
        yield from _empty_colors(source, at, item)


def _is_with_styles(base: Path, path: str) -> bool:
    """Whether a path from a style's folder stays among the styles, where a changed file is noticed."""
    return (base / path).resolve().is_relative_to(base.parent.resolve())


def _merge(base: Any, over: Any) -> Any:
    """``over`` on ``base``: maps are merged key by key, everything else is replaced."""
    if isinstance(base, dict) and isinstance(over, dict):
        return _sized(base, base | {k: _merge(base[k], v) if k in base else v for k, v in over.items()}, over)
    return over


def _sized(base: dict[str, Any], merged: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """A role over another: where it has a size and no leading of its own, the other's leading goes with the size."""
    if "size" not in over or "leading" in over or not {"size", "leading"} <= base.keys():
        return merged
    before, after, leading = (length(value) for value in (base["size"], over["size"], base["leading"]))
    if not all(isinstance(value, (int, float, Decimal)) and value > 0 for value in (before, after, leading)):
        return merged  # the model says so
    return merged | {"leading": round(float(leading) * float(after) / float(before), 2)}


def _colored(value: Any, colors: dict[str, str], key: str = "") -> Any:
    """``value`` with the names of colours replaced by their values."""
    if isinstance(value, dict):
        return {k: _colored(v, colors, "color" if key == "fills" else k) for k, v in value.items()}
    if isinstance(value, list):
        return [_colored(v, colors, key) for v in value]
    return colors.get(value, value.upper()) if key in COLOR_KEYS and isinstance(value, str) else value
