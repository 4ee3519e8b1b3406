"""Legibility: each text of a style against its ground, and the place and the shade that a fault names."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler import Options, compile_brief, grounds
from compiler.contrast import contrast, nearest_shade
from compiler.diagnostics import Diagnostic, Severity
from compiler.layout import TLP_COLORS
from compiler.style import PAPER
from compiler.style.legibility import Need
from tests.corpus import Built

BRIEF = """\
brief: 1
title: Talks
date: 2025-04-22
to: {name: A. Person}
from: Desk
marking: TLP:GREEN
bottom_line: Talks are stalled.
key_messages: [Wait.]
actors: {ru: Russia, ua: Ukraine}
issues: {land: Land}
sources: {a: {type: webpage, title: A page, URL: "https://example.org/"}}
situation:
  text: Talks, [a link](https://example.org/) and a note^[Here.] [@a].
  figures:
    - {kind: callout, title: An aside, text: "Words and\\n\\n1. a number, [linked](https://example.org/)"}
    - {kind: table, caption: A table, columns: [{key: a, title: A}], rows: [{a: 1}]}
    - {kind: chart, chart: bar, alt: Bars., caption: A chart, x: [a], series: [{name: S, values: [1]}]}
positions:
  - {actor: ru, stances: {land: supports}}
  - {actor: ua, stances: {land: {stance: opposes, note: why}}}
assessment: {text: It may last., points: [{text: A point., confidence: low}]}
recommendations: [{action: Wait., decision: approve}MORE]
"""


def found(keys: str, base: str, folder: Path, more: str = "") -> list[Diagnostic]:
    """What the brief meets in a style of one's own; seven recommendations with ``more`` make a memo's table of them."""
    own = folder / "styles" / "own"
    own.mkdir(parents=True)
    (folder / "pyproject.toml").touch()
    (folder / "talks.yaml").write_text(BRIEF.replace("MORE", more), "utf-8")
    (own / "style.yaml").write_text(f"extends: {base}\n{keys}\n", "utf-8")
    done = compile_brief(folder / "talks.yaml", Options(formats=(), style="own"))
    assert all(d.code.startswith("T") for d in done.diagnostics if d.severity is Severity.ERROR), done.diagnostics
    return [d for d in done.diagnostics if d.code.startswith("T")]


def marked(diagnostic: Diagnostic) -> str:
    """What is underlined."""
    start = diagnostic.span.column - 1
    return diagnostic.span.text[start : start + diagnostic.span.length]


@pytest.mark.parametrize(
    ("base", "keys", "text", "at", "shade"),
    [
        # on paper
        ("memo", "roles: {body: {color: 8A8A8A}}", "`judgement` on the fill of `assessment`, 3", "8A8A8A", "6F6F6F"),
        ("brief", "roles: {body: {color: white}}", "`body` on white, 1 to 1", "white", "6C6C6C"),
        ("memo", "roles: {table-head: {color: rule}}", "`table-head` on white, 3 to 1", "rule", "6E7880"),
        ("memo", "roles: {caption: {label_color: rule}}", "labels of `caption` on white, 3 to 1", "rule", "6E7880"),
        ("memo", "link_color: 00A0FF", "links on the fill of `callout`, 2.5 to 1", "00A0FF", "0073B8"),
        ("memo", "roles: {header: {color: rule}}", "`header` on white, 3 to 1", "rule", "6E7880"),
        ("brief", "roles: {footnote: {color: accent-soft}}", "`footnote` on white, 1.3 to 1", "accent-soft", "417CA5"),
        ("memo", "roles: {chart-axis: {color: rule}}", "`chart-axis` on white, 3 to 1", "rule", "6E7880"),
        ("brief", "roles: {contents-1: {label_color: rule}}", "labels of `contents-1` on white", "rule", "6E7880"),
        ("memo", "roles: {recommendation-number: {color: rule}}", "`recommendation-number` on", "rule", "6E7880"),
        ("memo", "roles: {stance-note: {color: accent-soft}}", "`stance-note` on white", "accent-soft", "417CA5"),
        # on the cover's band
        ("brief", "roles: {title: {color: ink}}", "`title` on the fill of `band`, 1.8 to 1", "ink", None),
        ("brief", "roles: {band-date: {color: accent}}", "`band-date` on the fill of `band`", "accent", None),
        ("brief", "grids: {band: {fill: accent-soft}}", "`subtitle` on the fill of `band`", "accent-soft", "366688"),
        # in boxes, in columns of tables
        ("brief", "boxes: {key-messages: {fill: accent}}", "on the fill of `key-messages`, 1 to 1", "accent", None),
        ("memo", "grids: {assessment: {fill: grey}}", "on the fill of `assessment`", "grey", None),
        ("memo", "roles: {judgement: {color: '707070'}}", "`judgement` on the fill of `assessment`", None, "6F6F6F"),
        ("memo", "boxes: {callout: {fill: '7FA6C4'}}", "on the fill of `callout`", "'7FA6C4'", None),
        ("memo", "grids: {bottom-line: {fill: black}}", "on the fill of `bottom-line`, 1", "black", None),
        ("memo", "roles: {decision-compact: {color: '707070'}}", "the fill of `recommendations-compact`", None, None),
        # where a colour is said that others took over
        ("memo", "colors: {text-3: 8B949C}", "`chart-axis` on white, 3 to 1; it needs 4.5 (and", "8B949C", None),
        ("memo", "roles: {y: {color: rule}, z: {based_on: y}}", "`y` on white, 3 to 1; it needs", "rule", None),
    ],
)  # fmt: skip
def test_a_text_that_cannot_be_read_on_its_ground_is_an_error_at_its_colour(
    base: str, keys: str, text: str, at: str | None, shade: str | None, tmp_path: Path
) -> None:
    many = "".join(f", {{action: Do {n}.}}" for n in range(6)) if "compact" in keys else ""
    (mistake,) = (found for found in found(keys, base, tmp_path, many) if found.code != "T205")
    assert mistake.code == "T204"
    assert mistake.message.startswith("too little contrast: ")
    assert text in mistake.message
    assert "; it needs 4.5" in mistake.message
    assert (mistake.span.line, marked(mistake)) == (2, at or marked(mistake))
    assert marked(mistake) in keys
    assert mistake.help.startswith("the nearest shade that can be read is `")
    assert shade is None or shade in mistake.help


def test_the_shade_that_is_named_can_be_read(tmp_path: Path) -> None:
    (mistake,) = found("link_color: 00A0FF", "memo", tmp_path / "before")
    shade = mistake.help.split("`")[1]
    assert found(f"link_color: {shade}", "memo", tmp_path / "after") == []


@pytest.mark.parametrize("color", ["88DD99", "30AA49", "FFD700", "E06666", "00C2C2", "B0B0B0"])
@pytest.mark.parametrize("base", ["memo", "brief", "one-pager"])
def test_one_shade_settles_all_that_a_colour_is_used_for(base: str, color: str, tmp_path: Path) -> None:
    (mistake,) = found(f"colors: {{accent: {color}}}", base, tmp_path / "before")
    assert mistake.code == "T204"
    shade = mistake.help.split("`")[1]
    assert found(f"colors: {{accent: {shade}}}", base, tmp_path / "after") == []


def test_the_shade_for_a_text_tells_areas_of_charts_apart(tmp_path: Path) -> None:
    two = "[{name: S, values: [1]}, {name: T, values: [2]}]"
    chart = f"{{kind: chart, chart: bar, alt: B., caption: C, x: [a], series: {two}}}"
    more = f"]\nannexes: [{{title: T, figures: [{chart}]}}"
    mistakes = found("colors: {accent: 30AA49}", "memo", tmp_path / "before", more)
    assert [m.code for m in mistakes] == ["T204", "T206"]
    (shade,) = {m.help.split("`")[1] for m in mistakes}
    assert found(f"colors: {{accent: {shade}}}", "memo", tmp_path / "after", more) == []


def test_a_colour_is_told_also_when_the_brief_has_mistakes(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "styles" / "own").mkdir(parents=True)
    (tmp_path / "styles" / "own" / "style.yaml").write_text("extends: memo\ncolors: {accent: 88DD99}\n", "utf-8")
    (tmp_path / "talks.yaml").write_text("brief: 1\ntitel: Talks\n", "utf-8")
    done = compile_brief(tmp_path / "talks.yaml", Options(formats=(), style="own"))
    assert "T204" in {d.code for d in done.diagnostics}


def test_a_colour_of_which_no_shade_can_be_read_says_so(tmp_path: Path) -> None:
    mistakes = found("boxes: {callout: {fill: '303030'}}\nlink_color: accent-soft", "memo", tmp_path)
    (mistake,) = (m for m in mistakes if "links" in m.message)
    assert mistake.message == "too little contrast: links on white, 1.3 to 1; it needs 4.5"
    assert mistake.help == "no shade of it can be read everywhere"


def test_a_misspelt_colour_is_to_be_corrected_before_those_that_meet_it(tmp_path: Path) -> None:
    unused, low = found("colors: {acent: 7A1F3D, accent-tint: C9A0B0}", "memo", tmp_path)
    assert (marked(unused), marked(low)) == ("acent", "C9A0B0")
    assert low.help == "if `acent` is to be `accent`, correct that first: what this colour must be depends on it"


def test_a_role_that_no_ground_of_the_style_could_bear_is_a_mistake_though_no_brief_uses_it(tmp_path: Path) -> None:
    mistake = min(found("roles: {mine: {color: rule}}", "memo", tmp_path), key=lambda found: found.code)
    assert mistake.message == "too little contrast: `mine` on white, 3 to 1; it needs 4.5"


def test_every_text_of_our_styles_can_be_read_whatever_a_brief_holds(built: dict[str, Built]) -> None:
    read = {name: grounds.inks(one.document, one.style) for name, one in built.items()}
    assert {name: ink for name, inks in read.items() for ink in inks if not ink.suffices} == {}
    shown = {
        (ink.text.path[1], ink.ground.path[1])
        for ink in read["ukraine-brief"]
        if ink.ground != PAPER and len(ink.text.path) > 1
    }
    assert {("title", "band"), ("key-message", "key-messages"), ("judgement-label", "assessment")} <= shown


def test_the_labels_of_tlp_are_read_on_the_black_of_their_box() -> None:
    assert min(contrast(color, "000000") for color in TLP_COLORS.values()) > Need.READ


@pytest.mark.parametrize(("color", "darker"), [("FF0000", "EE0000"), ("CFE0EC", "417CA5"), ("FFFFFF", "767676")])
def test_the_nearest_shade_keeps_the_hue(color: str, darker: str) -> None:
    assert nearest_shade(color, lambda shade: contrast(shade, "FFFFFF") >= Need.READ) == darker
    assert nearest_shade(color, lambda shade: False) is None
