"""Styles: inheritance between styles and between roles, units, and each mistake with its place."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from compiler import Options, compile_brief
from compiler.contrast import contrast
from compiler.diagnostics import CompilationError
from compiler.style import PACKAGED, Style, find_style, find_whole_style, load_style, unused_names


def own(text: str, folder: Path) -> Style:
    """The style ``own``, made of ``text``, in a project's styles."""
    path = folder / "own"
    path.mkdir()
    (path / "style.yaml").write_text(text, "utf-8")
    return find_whole_style("own", folder)


def test_a_style_takes_what_it_does_not_say_from_the_one_it_extends(tmp_path: Path) -> None:
    memo = load_style(PACKAGED / "memo")
    style = own("extends: memo\nroles: {body: {color: black}}\npage: {axis: 1in}\n", tmp_path)
    assert (style.roles["body"].color, style.roles["body"].leading) == ("000000", memo.roles["body"].leading)
    assert (style.page.axis, style.page.margin) == (72, memo.page.margin)
    assert (style.name, style.layout) == ("own", "memo")


def test_nothing_of_the_compilers_own_styles_is_unused(tmp_path: Path) -> None:
    styles = shutil.copytree(PACKAGED, tmp_path / "styles")  # a project's own, as where the compiler itself is kept
    for name in ("memo", "brief"):  # the names of the one-pager's tables are put together in a way that is not seen
        assert list(unused_names(name, styles)) == []


def test_projects_without_styles_of_their_own_share_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    here, there, own = (find_style("memo", tmp_path / project) for project in "abc")
    assert here is there
    assert here is not own
    assert here == own


def test_a_role_takes_what_it_does_not_say_from_the_one_it_is_based_on(tmp_path: Path) -> None:
    style = own("extends: memo\nroles: {body: {size: 12}, mine: {based_on: list-item, italic: true}}\n", tmp_path)
    assert (style.roles["mine"].size, style.roles["mine"].italic) == (12, True)
    assert style.roles["mine"].hang == pytest.approx(5 * 72 / 25.4)


def test_colours_are_called_by_name_in_any_letters(tmp_path: Path) -> None:
    style = own("extends: memo\ncolors: {accent: 7a1f3d}\n", tmp_path)
    assert style.roles["heading-1"].color == style.range.fill == "7A1F3D"


@pytest.mark.parametrize(("words", "place"), [("endnotes", "end"), ("footnotes", "foot"), ("{place: end}", "end")])
def test_the_place_of_notes_has_a_short_form(tmp_path: Path, words: str, place: str) -> None:
    style = own(f"extends: memo\nnotes: {words}\n", tmp_path)
    assert (style.notes.place, style.notes.before) == (place, load_style(PACKAGED / "memo").notes.before)


def test_fonts_may_stand_beside_the_style(tmp_path: Path) -> None:
    base = load_style(PACKAGED / "memo").fonts["sans"]
    fonts = tmp_path / "own" / "fonts"
    fonts.mkdir(parents=True)
    for face in ("Regular", "Bold", "Italic", "BoldItalic"):
        (fonts / f"House-{face}.ttf").symlink_to(base.regular)
    (tmp_path / "own" / "style.yaml").write_text(
        "extends: memo\nfonts: {house: {name: House Sans, folder: fonts, file: House}}\n", "utf-8"
    )
    style = find_style("own", tmp_path)
    assert style.fonts["house"].face(bold=True) == fonts / "House-Bold.ttf"


def test_a_style_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(LookupError) as error:
        find_style("mmo", Path("nowhere"))
    assert error.value.args == ("no style `mmo`", "did you mean `memo`?")


OWN_FONT = "a font of your own is one more key of `fonts`: styles/README.md of compile-brief, “Use your own fonts”"
EDGES = "four lengths go clockwise from the top, as in `[26mm, 22mm, 24mm, 22mm]`; one alone stands for all four"


@pytest.mark.parametrize(
    ("line", "message", "column", "help"),
    [
        ("colors: {accent: red}", "this is not a colour of six hexadecimal digits", 18, None),
        ("roles: {body: {colour: ink}}", "a style has no such key here", 16, "did you mean `color`?"),
        ("roles: {body: {size: big}}", "this is not a length", 22, None),
        ("roles: {mine: {based_on: bodi}}", "there is no `bodi` in `roles`", 26, "did you mean `body`?"),
        ("roles: {mine: {based_on: mine}}", "`mine` is based on itself", 26, None),
        ("roles: {body: {font: mono}}", "there is no font `mono`", 22, f"there are `sans`, `serif`; {OWN_FONT}"),
        ("roles: {marking: {size: 11.5}}", "the marking is too small", 25, "TLP 2.0 asks for 12 points at least"),
        ("marking: {fill: accent}", "the marking's box is not black", 17, "TLP 2.0 has its labels on black"),
        ("pdf: ua-3", "this can be `ua-1` or `ua-2`", 6, None),
        ("roles: [a]", "expected keys with values under `roles`", 8, None),
        ("grids: {fields: {term: labl}}", "there is no role `labl`", 24, "did you mean `label`?"),
        ("tables: {matrix: {columns: [a]}}", "this is not a length", 29, None),
        ("page: {margin: [1, 2]}", "this list is too short", 16, EDGES),
        ("page: {margin: 30mm 25mm 24mm 25mm}", "this is not a length", 16, EDGES),
        ("page: {margin: [1, 2, 3, 4, 5]}", "this list is too long", 16, EDGES),
        ("page: {size: [1]}", "this list is too short", 14, "width and height, as in `[210mm, 297mm]`"),
        ("chart: {fills: [{color: ink}]}", "this list is too short", 16, "charts have four of them"),
        ("page: 3", "expected keys with values", 7, None),
        ("rols: {}", "a style has no such key here", 1, "did you mean `roles`?"),
        ("roles: {mine: {item: bodi}}", "there is no role `bodi`", 22, "did you mean `body`?"),
        ("tables: {table: {head: bodi}}", "there is no role `bodi`", 24, "did you mean `body`?"),
        ("boxes: {callout: {text: bodi}}", "there is no role `bodi`", 25, "did you mean `body`?"),
        ("fallback: [none]", "there is no font `none`", 12, f"there are `sans`, `serif`; {OWN_FONT}"),
        (
            "fonts: {mine: {name: z}}",
            "this font has no `folder`",
            15,
            "as in `house: {name: House Sans, folder: fonts, file: HouseSans}`",
        ),
        (
            "fonts: {mine: {name: z, folder: f, file: x}}",
            "there is no font file `f/x-Regular.ttf`",
            42,
            "the folder `f` beside style.yaml is to hold "
            "`x-Regular.ttf`, `x-Bold.ttf`, `x-Italic.ttf`, `x-BoldItalic.ttf`",
        ),
        ("fonts: {mine: {name: z, folder: f, file: x, package: no_such}}", None, 54, None),
        ("fonts: {mine: {name: z, folder: ../../f, file: x}}", "this lies outside the folder of styles", 33, None),
        ("fonts: {sans: {file: x}}", "there is no font file `Source Sans 3/x-Regular.ttf`", 22, None),
        ("fonts: {mine: {name: z, folder: f, file: x, package: a.b.c}}", None, 54, None),
        ("colors: {accent: '#7A1F3D'}", "this is not a colour of six hexadecimal digits", 18, "leave the `#` out"),
        ("colors: {accent: 7A1F3}", None, 18, "`7A1F3` has 5 digits"),
        ("colors: {accent: 123456}", None, 18, 'put it in quotation marks, or it is read as a number: `"123456"`'),
        ("link_color: acent", None, 13, "did you mean `accent`?"),
        ("link_color: #7A1F3D", "there is no colour here", 1, "write six digits without `#`, which begins a comment"),
        ("roles: {body: {based_on: [a]}}", "this is not a text", 26, None),
        ("roles: {body: {size: -5}}", "this must be more than 0", 22, None),
        (
            "roles: {body: {size: 11px}}",
            "this is not a length",
            22,
            "in points, or with `mm`, `cm`, `in`: `11`, `36mm`",
        ),
        ("limits: {page: 2}", "a style has no such key here", 10, "did you mean `pages`?"),
        ("chart: {axis: {widht: 1, width: 1, color: ink}}", None, 16, "did you mean `width`?"),
        ("marking: {stamp: 2}", None, 11, "there are `fill`, `height`, `padding`"),
        ("roles: {body: {size: 1e9}}", "this must be 1584 or less", 22, None),
        ("roles: {body: {before: -5}}", "this must be 0 or more", 24, None),
        ("roles: {body: {number: '{}{}'}}", "a number's form holds `{}` once", 24, None),
        ("roles: {body: {bold: 3}}", "this is neither `true` nor `false`", 22, None),
        ("page: {size: [0, 700]}", "this must be more than 0", 15, None),
        ("page: {margin: -3}", "this must be 0 or more", 16, None),
        ("page: {margin: [9, 300, 9, 300]}", "the page leaves -5 × 824 points for text", 16, None),
        ("roles: {body: {leading: 10}}", "the lines of `body` run into each other: size 10.5, leading 10", 25, None),
        (
            "roles: {body: {size: 18, leading: 9}}",
            "the lines of `body` run into each other: size 18, leading 9",
            35,
            None,
        ),
        ("roles: {body: {indent: 1000}}", None, 24, None),
        ("name: x", "a style has no such key here", 1, None),
        ("words: {xx: {}}", "there are no words for a language `xx`", 9, None),
        ("words: {en-GB: {}}", "words are those of a language in any country", 9, "write `en`"),
        ("words: {en: {botom_line: x}}", "there is no word `botom_line`", 14, "did you mean `bottom_line`?"),
        ("words: {en: {bottom_line: 3}}", "this is not a text", 27, "put it in quotation marks"),
        ("words: {en: {page_of: [Page]}}", "expected a list of 3 texts", 23, None),
        (
            "words: {situation: Lage}",
            "expected keys with values",
            20,
            "words stand under their language: `words: {en: {situation: Lage}}`",
        ),
        (
            "words: {de: Lage}",
            "expected keys with values",
            13,
            "words stand under their language: `words: {en: {situation: …}}`",
        ),
        (
            "colors: accent:0B6E4F",
            "expected keys with values under `colors`",
            9,
            "a colon needs a space after it: write `accent: 0B6E4F`",
        ),
        ("words: {en: {headlines: Here}}", "expected keys with values", 25, None),
        ("words: {en: {footer_as_of: '{day}'}}", "this text asks for a value that it is not given", 28, None),
        ("words: {en: {footer_as_of: '{date'}}", "this text asks for a value that it is not given", 28, None),
        ("roles: {a: {based_on: b}, b: {based_on: a}}", "`b` is based on itself", 23, None),
    ],
)
def test_a_mistake_in_a_style_is_a_diagnostic_with_its_place(
    line: str, message: str | None, column: int, help: str | None, tmp_path: Path
) -> None:
    with pytest.raises(CompilationError) as error:
        own(f"extends: memo\n{line}\n", tmp_path)
    first = error.value.diagnostics.in_order()[0]
    assert (first.code, first.span.line, first.span.column) == ("T201", 2, column)
    assert message is None or first.message == message
    assert help is None or first.help == help


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("margin: [30, 22, 24, 22]", "no room for header and footer: "
         "the upper margin is 30 points and needs 50, the lower margin is 24 points and needs 50"),
        ("margin: [26mm, 22mm, 24, 22mm]", "no room for footer: the lower margin is 24 points and needs 50"),
        ("header: 20mm", "no room for header: the upper margin is 74 points and needs 75"),
    ],
)  # fmt: skip
def test_a_margin_without_room_for_header_and_footer_is_a_mistake_of_the_style(
    keys: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(CompilationError) as error:
        own(f"extends: memo\npage: {{{keys}}}\n", tmp_path)
    (found,) = error.value.diagnostics
    assert (found.message, found.span.line) == (said, 2)
    assert found.help.endswith("will do; a number without a unit is points")


@pytest.mark.parametrize(
    ("roles", "leading"),
    [
        ("title: {size: 24}", 28.57),  # of 21 on 25
        ("title: {size: 24pt, leading: 26}", 26),
        ("title: {leading: 30}", 30),
        ("mine: {based_on: title, size: 42}, label: {item: mine}", 50),
        ("title: {size: 10.5}, mine: {based_on: title, size: 21}, label: {item: mine}", 25),
    ],
)
def test_leading_goes_with_a_size_that_is_given_alone(roles: str, leading: float, tmp_path: Path) -> None:
    style = own(f"extends: memo\nroles: {{{roles}}}\n", tmp_path)
    assert style.roles["mine" if "mine" in roles else "title"].leading == leading


@pytest.mark.parametrize("rest", ["\nroles: {}\n", "\n", ""])
def test_a_colour_that_yaml_takes_for_a_comment_is_said_at_its_line(rest: str, tmp_path: Path) -> None:
    with pytest.raises(CompilationError) as error:
        own(f"extends: memo\ncolors: {{accent: #7A1F3D}}{rest}", tmp_path)
    (found,) = error.value.diagnostics
    assert (found.code, found.span.line, found.span.column) == ("S106", 2, 18)
    assert (found.message, found.help) == ("a colour is written without `#`, which begins a comment", "write `7A1F3D`")


@pytest.mark.parametrize(
    "line",
    ["colors:\n  accent: #7A1F3D", "boxes:\n  callout: {title: label}\ngrids: {fields: {\n  fill: #7A1F3D\n  }}"],
)
def test_a_colour_that_is_left_out_is_said_where_it_should_stand(line: str, tmp_path: Path) -> None:
    with pytest.raises(CompilationError) as error:
        own(f"extends: memo\n{line}\n", tmp_path)
    (found,) = error.value.diagnostics
    assert "#7A1F3D" in found.span.text
    assert Path(found.span.file).parent.name == "own"
    assert found.help == "write six digits without `#`, which begins a comment"


def test_an_empty_style_is_told_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(CompilationError) as error:
        own("", tmp_path)
    assert error.value.diagnostics.in_order()[0].help == "begin with `extends: memo`"


def test_the_mistakes_of_a_style_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(CompilationError) as error:
        own("extends: memo\ncolors: {accent: red, ink: x}\nrols: {}\nroles: {body: {sice: 3}}\n", tmp_path)
    assert [d.span.line for d in error.value.diagnostics.in_order()] == [2, 2, 3, 4]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("roles: {headng-1: {size: 9}}", [("nothing uses the role `headng-1`", "did you mean `heading-1`?")]),
        ("roles: {heading-9: {size: 9}}", [("nothing uses the role `heading-9`", "did you mean `heading-3`?")]),
        ("colors: {acent: 0B6E4F}", [("nothing uses the colour `acent`", "did you mean `accent`?")]),
        ("colors: {sea: 0B6E4F}\nroles: {heading-1: {color: sea}}", []),
        ("tables: {matrx: {after: 9}}", [("nothing uses the table `matrx`", "did you mean `matrix`?")]),
        ("roles: {heading-3: {size: 9}, heading-5: {size: 9}, contents-2: {size: 9}}", []),  # by depth
        ("roles: {mine: {size: 9}, yours: {based_on: mine}, label: {item: yours}}", []),
        ("roles: {lead-beside: {size: 9}}", []),  # of another style's layout
        ("roles: {stance-supports: {size: 9}}", []),  # the layout puts it together
    ],
)  # fmt: skip
def test_a_name_that_nothing_uses_is_a_warning(names: str, found: list[tuple[str, str]], tmp_path: Path) -> None:
    own(f"extends: memo\n{names}\n", tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "layout.html").write_text("<p class=\"{{ 'stance-' ~ word }}\">x</p>", "utf-8")
    warned = unused_names("own", tmp_path)
    assert [(d.message, d.help) for d in warned] == found
    assert all((d.code, d.span.line) == ("T205", 2) for d in warned)


def test_a_name_that_nothing_uses_is_said_of_every_style_that_extends_it_where_it_stands(tmp_path: Path) -> None:
    own("extends: memo\nroles: {titel: {size: 9}, mine: {size: 9}}\n", tmp_path)
    (tmp_path / "next").mkdir()
    (tmp_path / "next" / "style.yaml").write_text("extends: own\nroles: {body: {item: mine}}\n", "utf-8")
    (warned,) = unused_names("next", tmp_path)

    assert (warned.message, warned.span.line) == ("nothing uses the role `titel`", 2)
    assert Path(warned.span.file).parent.name == "own"


@pytest.mark.parametrize(
    ("base", "message"), [("own", "this style extends itself"), ("nope", "there is no style `nope` to extend")]
)
def test_a_style_that_extends_nothing_or_itself_is_refused(base: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(CompilationError) as error:
        own(f"extends: {base}\n", tmp_path)
    assert [(d.code, d.message) for d in error.value.diagnostics] == [("T202", message)]


ROOT = Path(__file__).parent.parent
FILLS = (
    "[{color: accent}, {color: grey}, {color: accent-soft, outline: accent, hatch: accent}, "
    "{color: white, outline: ink}]"
)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{color: grey}", "{color: track}", "area 2 of charts on white, 1.3 to 1"),
        ("outline: ink", "outline: track", "the outline of area 4 in charts on white, 1.3 to 1"),
        ("hatch: accent", "hatch: grey", "the hatch of area 3 in charts on the area's colour, 2.6 to 1"),
    ],
)  # fmt: skip
def test_a_chart_that_not_everybody_can_read_is_a_mistake(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in FILLS
    with pytest.raises(CompilationError) as error:
        own(f"extends: memo\nchart: {{fills: {FILLS.replace(old, new)}}}\n", tmp_path)
    assert [d.message for d in error.value.diagnostics] == [f"too little contrast: {message}; it needs 3"]


CHART = "{id: one, kind: chart, chart: %s, caption: Trade, alt: Trade., x: [A, B], series: %s}"
TWO = "[{name: In, values: [1, 2]}, {name: Out, values: [3, 4]}]"


def alike(style: str, chart: str, folder: Path) -> list[tuple[str, str, int]]:
    """What is said of areas that look alike in a brief with a chart: message, help, line of the own style."""
    (folder / "pyproject.toml").touch()
    for name, text in (("first", style), ("second", "extends: first\n")):
        (folder / "styles" / name).mkdir(parents=True)
        (folder / "styles" / name / "style.yaml").write_text(text)
    brief = (ROOT / "briefs" / "minimal.yaml").read_text("utf-8")
    (folder / "a.yaml").write_text(f"{brief}\nannexes: [{{title: T, figures: [{chart}]}}]\n")
    done = compile_brief(folder / "a.yaml", Options(formats=(), style="second"))
    assert done.document is not None, [d.message for d in done.diagnostics]
    return [(d.message, d.help, d.span.line) for d in done.diagnostics if d.code == "T206"]


GREEN = "extends: memo\ncolors:\n  accent: 1B6B3A\n"


def test_areas_of_a_chart_that_look_alike_without_colour_are_told_where_the_colour_was_changed(tmp_path: Path) -> None:
    assert alike(GREEN, CHART % ("bar", TWO), tmp_path) == [
        (
            "without colour, areas 1 and 2 of a chart look alike: 1.8 to 1; it needs 2",
            'the nearest shade that will do is `"196336"`; or give one of them a `hatch` or an `outline` in `chart`',
            3,
        )
    ]


@pytest.mark.parametrize(
    ("style", "chart"),
    [
        pytest.param(GREEN.replace("1B6B3A", '"196336"'), CHART % ("bar", TWO), id="the shade that was named"),
        pytest.param(GREEN, CHART % ("bar", "[{values: [1, 2]}]"), id="one series"),
        pytest.param(GREEN, CHART % ("line", TWO), id="lines"),
    ],
)
def test_areas_that_no_chart_shows_side_by_side_may_look_alike(style: str, chart: str, tmp_path: Path) -> None:
    assert alike(style, chart, tmp_path) == []


def test_one_item_before_the_others_is_told_apart_from_them(tmp_path: Path) -> None:
    assert alike(GREEN, CHART % ("bar", "[{values: [1, 2], emphasis: A}]"), tmp_path) != []


def test_a_colour_that_spoils_the_charts_of_the_extended_style_is_said_where_it_was_changed(tmp_path: Path) -> None:
    with pytest.raises(CompilationError) as error:
        own("extends: memo\ncolors: {grey: D0D0D0}\n", tmp_path)
    (mistake,) = error.value.diagnostics
    assert mistake.message == "too little contrast: area 2 of charts on white, 1.5 to 1; it needs 3"
    assert (Path(mistake.span.file).parent.name, mistake.span.line, mistake.span.column) == ("own", 2, 16)


def test_a_style_on_no_other_is_told_every_role_that_it_lacks(tmp_path: Path) -> None:
    base = (PACKAGED / "base" / "style.yaml").read_text("utf-8")
    without = re.sub(r"^  (footnote|note|header|table-cell): .*\n", "", base, flags=re.MULTILINE)
    with pytest.raises(CompilationError) as error:
        own(without.replace("based_on: table-cell, ", ""), tmp_path)
    assert [(d.message, d.span.line) for d in error.value.diagnostics] == [
        (f"there is no role `{role}`, which a style needs", 3) for role in ("footnote", "header", "table-cell")
    ]


def test_a_font_that_is_not_there_is_one_mistake_however_many_roles_take_it_over(tmp_path: Path) -> None:
    with pytest.raises(CompilationError) as error:
        own("extends: memo\nroles: {body: {font: mono}}\n", tmp_path)
    assert [d.message for d in error.value.diagnostics] == ["there is no font `mono`"]


def test_a_key_that_a_style_on_no_other_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(CompilationError) as error:
        own("page: {}\n", tmp_path)
    (mistake,) = error.value.diagnostics
    assert (mistake.message, mistake.help) == ("there is no `chart`", "`extends: base` gives all that a style needs")


def test_lines_that_differ_by_colour_only_are_a_mistake(tmp_path: Path) -> None:
    ink = "width: 1, color: ink"
    lines = f"[{{width: 2, color: accent}}, {{{ink}}}, {{{ink}, marker: true}}, {{{ink}, dash: [2, 2]}}]"
    with pytest.raises(CompilationError) as error:
        own(f"extends: memo\nchart: {{lines: {lines}}}\n", tmp_path)
    assert [d.message for d in error.value.diagnostics] == ["without colour this line looks like number 1"]


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("767676", "FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_the_wheel_takes_every_style_along() -> None:
    project = tomllib.loads((PACKAGED.parent / "pyproject.toml").read_text("utf-8"))
    taken = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    styles = sorted(path.parent.name for path in PACKAGED.glob("*/style.yaml"))
    assert taken == {f"styles/{name}": f"compiler/styles/{name}" for name in styles}


def test_a_style_to_extend_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(CompilationError) as error:
        own("extends: memmo\n", tmp_path)
    assert [d.help for d in error.value.diagnostics] == ["did you mean `memo`?"]


def test_a_style_above_a_folder_that_is_a_project_itself_is_to_be_copied_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "styles" / "house").mkdir(parents=True)
    (tmp_path / "styles" / "house" / "style.yaml").write_text("extends: memo\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "compile-brief.toml").touch()
    with pytest.raises(LookupError) as caught:
        find_style("house", tmp_path / "sub" / "styles")
    assert caught.value.args[1] == (
        "there is one in `styles`, outside the brief's project: copy it to `sub/styles/house`"
    )
