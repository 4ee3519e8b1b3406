"""Layout: the cases of ``tests/cases/layout.md``, the mistakes of a layout, the same tree whatever came before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compiler import Compilation, Options, Severity, compile_brief, ir
from compiler.references import scenario_letter
from compiler.style import PACKAGED, load_style
from tests.cases import Case, load
from tests.dump import dump

BASE = {
    "brief": "1",
    "title": "Talks",
    "date": "2025-04-22",
    "situation": "Talks are stalled.",
    "actors": "{ru: Russia, ua: Ukraine, us: United States}",
    "positions": "[{actor: ru, summary: Waits.}]",
    "recommendations": "[{action: Wait.}]",
}


def compiled(fragment: str, folder: Path, style: str | None = None) -> Compilation:
    """The base brief with the keys of ``fragment`` put in or replaced, compiled to a tree only."""
    own = set(re.findall(r"^([a-z_]+):", fragment, re.MULTILINE))
    lines = [f"{key}: {value}" for key, value in BASE.items() if key not in own]
    (folder / "pyproject.toml").touch()
    (folder / "talks.yaml").write_text("\n".join([*lines, fragment]) + "\n", "utf-8")
    return compile_brief(folder / "talks.yaml", Options(formats=(), style=style))


def shown(document: ir.Document, part: str) -> str:
    """The dump of the section called ``part``, of the title block (``head``), of the imprint (``end``), of ``all``."""
    blocks = document.content
    if part == "head":
        blocks = tuple(b for b in blocks if isinstance(b, ir.DefinitionList))
    elif part == "end":
        blocks = tuple(b for b in blocks if isinstance(b, ir.Paragraph))
    elif part == "furniture":
        f = document.furniture
        lines = (f.first_header, f.header, f.first_footer, f.footer)
        blocks = tuple(ir.Paragraph(cell, "cell") for line in lines for cell in (line.left, line.middle, line.right))
    elif part != "all":
        blocks = tuple(b for b in blocks if isinstance(b, ir.Section) and ir.plain_text(b.title) == part)
    return re.sub(r" +$", "", dump(blocks), flags=re.MULTILINE)


@pytest.mark.parametrize("case", load("layout"), ids=lambda case: case.title)
def test_layout(case: Case, tmp_path: Path) -> None:
    done = compiled(case.given, tmp_path)
    assert done.document is not None, "\n".join(d.render() for d in done.diagnostics)
    assert shown(done.document, case.kind) == case.expected


def test_endnotes_have_a_heading_and_only_where_there_are_notes(tmp_path: Path) -> None:
    (tmp_path / "styles" / "ends").mkdir(parents=True)
    (tmp_path / "styles" / "ends" / "style.yaml").write_text("extends: memo\nnotes: endnotes\n", "utf-8")

    for purpose, last in (("Decide.^[Soon.]", "Notes"), ("Decide.", "Recommendations")):
        document = compiled(f"purpose: {purpose}", tmp_path, "ends").document
        assert document is not None
        assert isinstance(document.content[-1], ir.Section)
        assert ir.plain_text(document.content[-1].title) == last


def test_every_text_of_the_tree_knows_its_path(tmp_path: Path) -> None:
    done = compiled("purpose: To decide.\nkey_messages: [One, {text: Two}]", tmp_path)
    assert done.document is not None
    origins = {
        ir.plain_text(b.content): b.origin for b in ir.walk(done.document.content) if isinstance(b, ir.Paragraph)
    }
    assert origins["To decide."] == ("purpose",)
    assert origins["One"] == ("key_messages", 0, "text")
    assert origins["Two"] == ("key_messages", 1, "text")


def bound(content: ir.Inlines) -> list[tuple[ir.Path, str]]:
    """The texts bound in a paragraph, with the words that each shows."""
    return [(node.origin, ir.plain_text(node.content)) for node in content if isinstance(node, ir.Bound)]


def test_texts_that_share_a_paragraph_are_bound_each_by_itself(tmp_path: Path) -> None:
    done = compiled("to: {name: A. Person, role: Head, unit: EEAS, email: a@example.org}", tmp_path)
    assert done.document is not None
    (content,) = (
        b.content
        for b in ir.walk(done.document.content)
        if isinstance(b, ir.Paragraph) and ir.plain_text(b.content).startswith("A. Person")
    )
    assert bound(content) == [
        (("to", 0, "name"), "A. Person"), (("to", 0, "role"), "Head"), (("to", 0, "unit"), "EEAS"),
    ]  # fmt: skip


def test_the_tree_holds_the_texts_that_it_shows_as_they_were_written(tmp_path: Path) -> None:
    done = compiled("purpose: To *decide*.\nseries: Notes\nkeywords: [not shown]", tmp_path)
    assert done.document is not None
    texts = {text.origin: text for text in done.document.texts}
    assert len(texts) == len(done.document.texts)
    assert texts["purpose",] == ir.SpecText(("purpose",), ir.TextKind.PROSE, "To *decide*.")
    assert texts["series",].kind is ir.TextKind.TEXT
    assert texts["title",].required
    assert texts["recommendations", 0, "action"].required
    assert ("keywords", 0) not in texts


LONG = "what all of them want, and what each of them is ready to give"


def test_a_title_cut_short_in_the_header_is_not_taken_for_the_title(tmp_path: Path) -> None:
    long = f"'Talks: {LONG}'"
    for title, taken in (("Talks", [(("title",), "Talks")]), (long, [])):
        document = compiled(f"title: {title}", tmp_path).document
        assert document is not None
        assert ir.plain_text(document.furniture.header.middle) == "Talks"
        assert bound(document.furniture.header.middle) == taken


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Talks: all of them", "Talks: all of them"),
        ("W" * 57 + ": a", "W" * 57 + ": a"),
        ("W" * 57 + ": ab", "W" * 57),
        (f"Vote at 10:30 in plenary: {LONG}", "Vote at 10:30 in plenary"),
        (f"Titre\u00a0: {LONG}", "Titre"),
        (f"Talks of {LONG}", "Talks of what all of them want, and what each of them is …"),
        ("W" * 70, "W" * 60 + " …"),
    ],
)
def test_a_long_running_title_ends_before_a_colon_between_words_or_in_a_long_word(
    title: str, short: str, tmp_path: Path
) -> None:
    document = compiled(f"title: '{title}'", tmp_path).document
    assert document is not None
    assert ir.plain_text(document.furniture.header.middle) == short


@pytest.mark.parametrize("style", ["memo", "brief", "one-pager"])
def test_a_name_that_is_short_in_tables_is_told_whole_in_a_note(style: str, tmp_path: Path) -> None:
    fragment = """
actors: {one: {name: The Federal Ministry for Economic Affairs, short: FMEA}, two: {name: Ukraine, short: Kyiv}}
issues: {talks: Direct talks}
positions:
  - {actor: one, demands: [A seat], stances: {talks: opposes}}
  - {actor: two, stances: {talks: supports}}
"""
    document = compiled(fragment, tmp_path, style).document
    assert document is not None
    said = dump(document.content)
    assert said.count("FMEA: The Federal Ministry for Economic Affairs.") == 1
    assert said.count("The Federal Ministry") == 1
    assert "Ukraine" in said
    assert "Kyiv" not in said


def test_a_table_of_demands_tells_the_whole_names_that_no_matrix_has_told(tmp_path: Path) -> None:
    fragment = """
actors:
  one: {name: The Federal Ministry for Economic Affairs, short: FMEA}
  two: {name: Verband der ukrainischen Wirtschaft e.V., short: VUW}
positions: [{actor: one, demands: [A seat]}, {actor: two, demands: [A seat]}]
"""
    document = compiled(fragment, tmp_path).document
    assert document is not None
    told = "FMEA: The Federal Ministry for Economic Affairs. VUW: Verband der ukrainischen Wirtschaft e.V.\n"
    assert told in dump(document.content)


@pytest.mark.parametrize("key", ["title", "marking", "purpose"])
def test_a_text_of_which_its_expressions_leave_nothing_is_a_mistake(key: str, tmp_path: Path) -> None:
    (found,) = (d for d in compiled(f"{key}: \"{{{{ '' }}}}\"", tmp_path).diagnostics if d.code == "M116")
    assert found.severity is Severity.ERROR
    assert found.span.text.startswith(f"{key}: ")


@pytest.mark.parametrize("style", ["memo", "brief"])
@pytest.mark.parametrize("more", ["", "risk: Delay.", "risk: Delay.\n    decision: approve", "decision: approve"])
def test_a_recommendation_holds_together_and_no_faster_to_what_follows(style: str, more: str, tmp_path: Path) -> None:
    fragment = f"recommendations:\n  - action: Act.\n    owner: EEAS\n    {more}\n  - action: Meet."
    document = compiled(fragment, tmp_path, style).document
    assert document is not None
    card = next(node for node in ir.walk(document.content) if isinstance(node, ir.Section) and node.id == "rec-1")
    looks = load_style(PACKAGED / style).grids
    grids = [looks[part.role] for part in card.content if isinstance(part, ir.DefinitionList)]
    assert not grids[-1].keep_next
    assert style == "brief" or all(grid.keep_next for grid in grids[:-1])


def test_scenarios_have_letters_without_end() -> None:
    assert [scenario_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("absent", ["", "~", "[]", "' '"])
def test_a_style_and_a_language_may_be_absent_as_all_keys(absent: str, tmp_path: Path) -> None:
    assert compiled(f"style: {absent}\nlanguage: {absent}", tmp_path).document is not None


LAYOUT = "<section><h>{{ t.situation }}</h>{{ brief.situation.text }}</section>"


HEADLESS = "<columns class='subject'><tr><th>x</th></tr></columns>"
UNFIT = "what stands here cannot be used in this way"
CELL = "<table><tbody><tr><td>x</td></tr></tbody></table>"
TAGS = "every tag is closed: `<p>…</p>`, `<br/>`"
REFUSED = "a layout may not reach into the inside of Python"
ASK = "ask first whether it is there: `{% if … %}`"


WHOLE = "each `{{ … }}` and `{% … %}` must be whole in itself: look for a bracket or a quotation mark left open"


@pytest.mark.parametrize(
    ("layout", "message", "line", "marked", "help"),
    [
        ("\n<b>House</b>", "unknown tag `b`", 2, "<b", "write `<strong>`"),
        ("\n<sectoin/>", "unknown tag `sectoin`", 2, "<sectoin", "did you mean `section`?"),
        (" <p\n class='x'\n tone='red'/>", "unknown attribute `tone` of `p`", 3, "tone", "it takes `class`, `id`"),
        ("\n\n<p class='bodi'>x</p>", "the style has no role `bodi`", 3, "bodi", "did you mean `body`?"),
        ("<p class='{{ 'b' }}odi'>x</p>", "the style has no role `bodi`", 1, "<p", "did you mean `body`?"),
        ("<dl class='nope'><dt>a</dt><dd>b</dd></dl>", "the style has no grid `nope`", 1, "nope", None),
        ("<section>\n<p>x</p></section>", "a section needs a heading", 1, "<section", "begin it with `<h>…</h>`"),
        ("a\n<section><h>x</h></section>", "`section` can't stand among words", 2, "<section", ""),
        (HEADLESS, "`th` can't stand in `columns`, which are no table", 1, "<columns", "write `td`"),
        ("<p>open", "`p` is not closed", 1, "<p", TAGS),
        ("<p/>\n<br/></p>", "after this a tag is closed that was not opened", 2, "<br", TAGS),
        ("<p>\n<br class=x/></p>", "this is no XML: not well-formed (invalid token)", 2, "<br", TAGS),
        ("\n  {{ brief.titel }}", "there is no `titel` in it", 2, "titel", "did you mean `title`?"),
        ("{{ t.sitation }}", "there is no `sitation` in it", 1, "sitation", "did you mean `situation`?"),
        ("{{ situation }}{{ signz }}", "there is no `situation`", 1, "situation", ""),
        ("{{ birief.title }}", "there is no `birief`", 1, "birief", "did you mean `brief`?"),
        ("{{ brief.assessment.text }}", None, 1, "text", ASK),
        ("{{ date(3) }}", UNFIT, 1, "{{ date(3) }}", "Python says: 'int' object has no attribute 'year'"),
        ("<br/>{{ brief.title|join(3) }}", UNFIT, 1, None, "Python says: 'Bound' object is not iterable"),
        ("{{ lines('a', 'nix', 3) }}", "there is no `nix`", 1, None, ""),
        ("\n{{ 1/0 }}", "this divides by zero", 2, "{{ 1/0 }}", ""),
        ("\n{% macro a() %}{{ a() }}{% endmacro %}\n{{ a() }}", "this calls itself without end", 2, None, ""),
        ("{% include 'own/layout.html' %}", "this calls itself without end", 1, None, ""),
        ("{% include '../own/layout.html' %}", "there is no layout `../own/layout.html`", 1, None, ""),
        ("{% import 'x' as y %}", "there is no layout `x`", 1, "x", ""),
        ("{% for i in range(10**9) %}{% endfor %}", "this counts further than 10,000", 1, None, ""),
        ("{{ ''.__class__.__mro__ }}", REFUSED, 1, "{{ ''.__class__.__mro__ }}", ""),
        ("\n{{ date.__globals__ }}", REFUSED, 2, "{{ date.__globals__ }}", ""),
        ("{{ '{0.__class__}'.format(brief) }}", REFUSED, 1, None, ""),
        ("{% if 1 <x %}{% endif %}", "there is no `x`", 1, "x", ""),
        ("<range/>", "`range` needs `low`", 1, "<range", 'write `<range low="…">`'),
        ('<range low="5" high="x"/>', "`high` can't be `x`", 1, '"x"', "it is a number from 0 to 100"),
        ('<range low="9" high="5"/>', "`low` is more than `high`", 1, "<range", ""),
        ('<ol start="x"><li>a</li></ol>', "`start` can't be `x`", 1, '"x"', "it is a whole number from 0 to 9999"),
        (
            CELL.replace("td>", 'td colspan="x">', 1),
            "`colspan` can't be `x`",
            1,
            '"x"',
            "it is a whole number from 1 to 99",
        ),
        (
            CELL.replace("td>", 'td rowspan="2">', 1),
            "a cell of this table spans more rows than follow",
            1,
            "<table",
            "",
        ),
        (
            CELL.replace("td>", 'th scope="both">', 1).replace("/td", "/th"),
            "`scope` can't be `both`",
            1,
            '"both"',
            "it is `col` or `row`",
        ),
        (CELL.replace("<tb", '<col align="middle"/><tb'), "`align` can't be `middle`", 1, '"middle"', None),
        (
            '<contents depth="all">x</contents>',
            "`depth` can't be `all`",
            1,
            '"all"',
            "it is a whole number from 1 to 6",
        ),
        ('<p><span lang="ü">x</span></p>', "`lang` can't be `ü`", 1, '"ü"', None),
        ('<p><bound-text n="99"/></p>', "unknown tag `bound-text`", 1, "<bound-text", None),
        ("{{ '<bound-text n=\"99\"/>'|safe }}", "unknown tag `bound-text`", 1, None, None),
        ("<p><a>x</a></p>", "`a` needs `href`", 1, "<a", 'write `<a href="…">`'),
        ('<header class="second"><td>x</td></header>', "`class` can't be `second`", 1, '"second"', "it is `first`"),
        ("<div>" * 99 + "</div>" * 99, "nested deeper than 64 levels", 1, None, ""),
        ("<p>A & B</p>", "a `&` by itself is no XML", 1, "&", "write `&amp;`"),
        ("<p>a < b</p>", "a `<` by itself is no XML", 1, "<", "write `&lt;`"),
        (
            "<p>a&nbsp;b</p>",
            "XML knows no `&nbsp;`",
            1,
            "&nbsp;",
            "write the character itself, or its number: `&#160;`",
        ),
        ("</brief><p>x</p>", "this is no XML: junk after document element", 1, None, TAGS),
        ("<br/>\n {% if %}{% endif %}", "expected an expression, got 'end of statement block'", 2, None, ""),
        ("\n<b>{{ t.sources }</b>", "`{{` is not closed", 2, "{{", "close it with `}}`"),
        ("{% if brief.title }x{% endif %}", "`{%` is not closed", 1, "{%", "close it with `%}`"),
        ("<br/>{# a note", "`{#` is not closed", 1, "{#", "close it with `#}`"),
        ("\n{% if 1 %}x", "this `{% if … %}` is not closed", 2, "{% if 1 %}", "close it with `{% endif %}`"),
        ("{%- set x %}x", "this `{% set … %}` is not closed", 1, "{%- set x %}", "close it with `{% endset %}`"),
        (
            "{% if 1 %}\n{% for i in [1] %}\n{% endif %}",
            "this `{% for … %}` is not closed",
            2,
            "{% for i in [1] %}",
            "close it with `{% endfor %}` before the `{% endif %}` in line 3",
        ),
        (
            "{% set x = 1 %}\n{% endif %}",
            "nothing is open that `{% endif %}` closes",
            2,
            "{% endif %}",
            "take it out, or open it before",
        ),
        ("<br/>\n<p>{{ wants( }}</p>", "unexpected '}', expected ')'", 2, None, WHOLE),
        ("{% iff x %}", "encountered unknown tag 'iff'", 1, "{% iff x %}", ""),
        ("{% include 'own/no.html' %}", "there is no layout `own/no.html`", 1, "own/no.html", ""),
    ],
)
def test_a_mistake_in_a_layout_is_a_diagnostic_with_its_place_and_excerpt(
    layout: str,
    message: str | None,
    line: int,
    marked: str | None,
    help: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    own_layout(tmp_path, f"{layout}\n{LAYOUT}")
    done = compiled("", tmp_path, "own")
    first = done.diagnostics[0]
    assert (first.severity, first.span.file, first.span.line) == (Severity.ERROR, "styles/own/layout.html", line)
    assert message is None or first.message == message
    assert help is None or first.help == help
    assert first.span.text == layout.split("\n")[line - 1]
    start = first.span.column - 1
    assert marked is None or first.span.text[start : start + first.span.length] == marked


def own_layout(folder: Path, layout: str) -> None:
    """The style ``own``: a memo with a layout of its own."""
    own = folder / "styles" / "own"
    own.mkdir(parents=True)
    (own / "style.yaml").write_text("extends: memo\n", "utf-8")
    (own / "layout.html").write_text(layout, "utf-8")


def test_a_mistake_in_a_layout_is_shown_as_one_in_a_spec_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own_layout(tmp_path, "<p>{{ brief.title }}</p>\n<p>{{ brief.purpos }}</p>\n")
    (mistake,) = compiled("", tmp_path, "own").diagnostics
    assert mistake.render() == (
        "error[T101]: there is no `purpos` in it\n"
        " --> styles/own/layout.html:2:13\n"
        "  |\n"
        "2 | <p>{{ brief.purpos }}</p>\n"
        "  |             ^^^^^^\n"
        "  |\n"
        "  = help: did you mean `purpose`?"
    )


def test_a_layout_that_cannot_be_read_is_a_diagnostic(tmp_path: Path) -> None:
    own_layout(tmp_path, "")
    (tmp_path / "styles" / "own" / "layout.html").write_bytes("<p>é</p>".encode("latin-1"))
    (mistake,) = compiled("", tmp_path, "own").diagnostics
    assert (mistake.code, Path(mistake.span.file).name) == ("S103", "layout.html")


CITED = "sources: {a: {type: report, title: A report}}\npurpose: Peace [@a]."
WITHOUT_LIST = "<p>{{ brief.title }}</p><div>{{ brief.purpose }}</div>"


def said(layout: str, fragment: str, folder: Path) -> list[tuple[str, str]]:
    """What is said of what a layout does not print, always of the layout's file."""
    own_layout(folder, layout)
    done = compiled(fragment, folder, "own")
    assert done.document is not None, done.diagnostics
    found = [d for d in done.diagnostics if d.code in ("T207", "T208")]
    assert {Path(d.span.file).name for d in found} <= {"layout.html"}
    return [(d.code, d.message) for d in found]


def test_a_layout_without_the_list_of_sources_is_warned_once_and_its_notes_lead_nowhere(tmp_path: Path) -> None:
    printed = (
        "<p>{{ brief.recommendations[0].action }}</p>{{ brief.situation.text }}<p>{{ brief.positions[0].summary }}</p>"
    )
    found = said(WITHOUT_LIST + printed, CITED + "\n\n  More [@a].", tmp_path)

    assert found == [("T207", "sources are cited by their numbers, and this layout prints no list of them")]
    done = compile_brief(tmp_path / "talks.yaml", Options(style="own"))
    assert [d.code for d in done.diagnostics] == ["T207"]
    assert set(done.outputs) == {"docx", "pdf"}


@pytest.mark.parametrize("layout", [WITHOUT_LIST.replace("purpose", "title"), WITHOUT_LIST + "<references/>"])
def test_where_nothing_is_cited_or_the_list_is_there_nothing_is_said_of_it(layout: str, tmp_path: Path) -> None:
    assert "T207" not in dict(said(layout, CITED, tmp_path))


def test_sections_of_which_a_layout_prints_nothing_are_named_once(tmp_path: Path) -> None:
    fragment = "purpose: Peace.\nnext_steps: [{action: Go.}]\nannexes: []"
    missing = "`purpose`, `situation`, `positions`, `recommendations`, `next_steps`"

    assert said("<p>{{ brief.title }}</p>", fragment, tmp_path) == [
        ("T208", f"of this brief the layout prints nothing of {missing}")
    ]


def test_positions_of_which_the_names_are_printed_are_not_missed(tmp_path: Path) -> None:
    layout = (
        "{% for p in brief.positions %}<p>{{ brief.actors[p.actor].name }}</p>{% endfor %}{{ brief.situation.text }}"
    )

    assert said(layout, "", tmp_path) == [("T208", "of this brief the layout prints nothing of `recommendations`")]


def test_of_the_compilers_own_layouts_nothing_is_said(tmp_path: Path) -> None:
    done = compiled("purpose: Peace.\nnext_steps: [{action: Go.}]", tmp_path, "one-pager")
    assert [d.code for d in done.diagnostics if d.code == "T208"] == []


def test_a_text_cannot_break_or_inject_into_a_layout(tmp_path: Path) -> None:
    done = compiled("title: \"</p><section><h>x</h></section>{{ '{{ brief.title }}' }} &amp; ]]>\"", tmp_path)
    assert done.document is not None
    assert "title: </p><section><h>x</h></section>{{ brief.title }} &amp; ]]>\n" in dump(done.document.content)


def test_a_compilation_leaves_nothing_behind_for_the_next(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    fragment = "abbreviations: {EC: European Countries}\npurpose: EC and EC^[x]."
    first = compiled(fragment, one).document
    compiled("purpose: Something else^[y].", two)
    again = compiled(fragment, one).document
    assert first == again
