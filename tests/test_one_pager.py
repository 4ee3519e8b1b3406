"""The style `one-pager`: one page, what goes when it is long, what it never prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compiler import Compilation, Options, compile_brief, ir
from compiler.locale import load_locale
from tests.corpus import BRIEFS, ROOT
from tests.writers.docx.opened import Opened as Docx
from tests.writers.docx.opened import markup
from tests.writers.pdf.opened import Opened

MM = 72 / 25.4
WORDS = ("supports", "opposes", "conditional", "unclear", "silent")


def brief(issues: int = 4, actors: int = 3, recommendations: int = 5, scenarios: int = 3, more: str = "") -> str:
    """A brief of so many parts, each of the usual length."""
    stances = [
        ", ".join(f"i{i}: {{stance: {WORDS[(a + i) % 5]}, note: says so without any delay}}" for i in range(issues))
        for a in range(actors)
    ]
    return "\n".join(
        [
            "brief: 1\ndate: 2025-04-22\nstyle: one-pager\nsubtitle: What to settle before the end of the month",
            "bottom_line: Agree one position. **It will not wait.**\nsituation: Talks are stalled.",
            f"issues: {{{', '.join(f'i{i}: The issue {i}' for i in range(issues))}}}",
            f"actors: {{{', '.join(f'a{a}: Actor {a}' for a in range(actors))}}}",
            "positions:",
            *(f"  - {{actor: a{a}, stances: {{{stances[a]}}}}}" for a in range(actors)),
            "recommendations:",
            *(
                f"  - {{action: Agree on the line number {r} before the end of April., rationale: 'A shared line is "
                "heard; separate lines are not.', owner: EEAS, deadline: 2025-04-28, priority: high}"
                for r in range(recommendations)
            ),
            "scenarios:" if scenarios else "",
            *(
                f"  - {{title: The outcome number {s}, likelihood: unlikely, confidence: low, trigger: {{text: no "
                "progress, by: 2025-04-30}, responses: [rec-1]}"
                for s in range(scenarios)
            ),
            more or "title: Direct talks",
        ]
    )


def compiled(folder: Path, text: str) -> Compilation:
    (folder / "pyproject.toml").touch()
    (folder / "talks.yaml").write_text(text + "\n", "utf-8")
    return compile_brief(folder / "talks.yaml", Options(formats=()))


def said(done: Compilation, code: str) -> list[str]:
    return [d.message for d in done.diagnostics if d.code == code]


def tables(done: Compilation) -> dict[str, ir.Table]:
    assert done.document is not None, "\n".join(d.render() for d in done.diagnostics)
    return {block.role: block for block in ir.walk(done.document.content) if isinstance(block, ir.Table)}


def words(blocks: tuple[ir.Block, ...]) -> str:
    return " ".join(ir.plain_text(block.content) for block in ir.walk(blocks) if isinstance(block, ir.Paragraph))


@pytest.mark.parametrize("name", BRIEFS)
def test_every_brief_of_the_project_fits_one_page(name: str) -> None:
    done = compile_brief(ROOT / "briefs" / f"{name}.yaml", Options(formats=(), style="one-pager"))

    assert done.pages == 1


def test_what_fits_stands_whole(tmp_path: Path) -> None:
    done = compiled(tmp_path, brief())

    assert (done.pages, said(done, "L206")) == (1, [])
    assert list(tables(done)) == ["matrix", "recommendations", "scenarios"]


@pytest.mark.parametrize(
    ("parts", "gone"),
    [
        ({"actors": 7}, "subtitle, rationales"),
        ({"issues": 8, "actors": 4, "recommendations": 6}, "subtitle, rationales, responses row, notes in the matrix"),
        (
            {"issues": 8, "recommendations": 10, "scenarios": 6, "more": "title: " + "A title of three lines " * 8},
            "subtitle, responses row, notes in the matrix, scenarios after the third",
        ),
    ],
)
def test_what_does_not_fit_goes_in_order(parts: dict[str, int], gone: str, tmp_path: Path) -> None:
    done = compiled(tmp_path, brief(**parts))  # type: ignore[arg-type]

    assert done.pages == 1
    assert [message.partition(": ")[2] for message in said(done, "L206")] == [gone]


def test_what_is_still_too_long_is_an_error_that_says_by_how_much(tmp_path: Path) -> None:
    [message] = said(compiled(tmp_path, brief(issues=8, actors=8, recommendations=10, scenarios=6)), "L204")

    assert re.fullmatch(r"2 pages in print, 1 allowed: \d+ lines over, page 2 begins in `What .*`", message)


@pytest.mark.parametrize(("title", "role"), [("A" * 60, "title"), ("A" * 61, "title-long")])
def test_a_title_of_two_lines_is_smaller(title: str, role: str, tmp_path: Path) -> None:
    document = compiled(tmp_path, brief(more=f"title: {title}")).document

    assert document is not None
    assert isinstance(first := document.content[0], ir.Paragraph)
    assert first.role == role


@pytest.mark.parametrize(
    ("issues", "actors", "corner", "columns"), [(4, 3, "Actor", 5), (5, 3, "Issue", 4), (5, 5, "Actor", 2)]
)
def test_over_four_issues_the_matrix_is_turned(
    issues: int, actors: int, corner: str, columns: int, tmp_path: Path
) -> None:
    matrix = tables(compiled(tmp_path, brief(issues, actors, 1, 0)))["matrix"]

    assert words(matrix.head[0].cells[0].content) == corner
    assert len(matrix.columns) == columns


def test_over_six_recommendations_are_actions_with_owner_and_date_only(tmp_path: Path) -> None:
    six = tables(compiled(tmp_path, brief(recommendations=6, scenarios=0)))["recommendations"]
    seven = tables(compiled(tmp_path, brief(recommendations=7, scenarios=0)))["actions-owner-deadline"]

    heads = [[words(cell.content) for cell in table.head[0].cells] for table in (six, seven)]
    assert heads[0] == ["No", "Recommendation", "Owner", "Deadline", "Priority"]
    assert heads[1] == ["No", "Recommendation", "Owner", "Deadline"]
    assert [len(row.cells[1].content) for row in (six.body[0], seven.body[0])] == [2, 1]


def test_over_four_scenarios_stand_in_rows(tmp_path: Path) -> None:
    table = tables(compiled(tmp_path, brief(recommendations=1, scenarios=5)))["scenarios-turned"]

    assert [words(cell.content) for cell in table.body[4].cells] == [
        "The outcome number 4", "Unlikely 20–45\u00a0%", "Low", "30 April 2025: no progress", "Recommendation 1"
    ]  # fmt: skip


def test_columns_that_nothing_stands_in_are_left_out(tmp_path: Path) -> None:
    for key, role in (("owner: EEAS", "owner"), ("deadline: 2025-04-28", "deadline"), ("priority: low", "priority")):
        text = brief(recommendations=0, scenarios=0).replace(
            "recommendations:", "recommendations: [{action: Go., KEY}]"
        )
        assert f"recommendations-{role}" in tables(compiled(tmp_path, text.replace("KEY", key)))


def test_what_is_cited_stands_in_the_last_line_and_nothing_has_a_mark(tmp_path: Path) -> None:
    cited = """title: Direct talks
sources: {a: {type: report, title: The Call, grade: B2}, b: {type: article, title: Not printed}}
purpose: Decide [@b].
copyright: © European Union, 2025"""
    text = brief(recommendations=1, scenarios=0, more=cited).replace(
        "one position.", "one position [@a].^[It has two.]"
    )
    done = compiled(tmp_path, text)
    assert done.document is not None
    last = done.document.content[-1]

    assert isinstance(last, ir.Paragraph)
    assert ir.plain_text(last.content) == "Source: The Call, report, undated, grade B2. © European Union, 2025"
    assert "one position. It will" in words(done.document.content)
    assert said(done, "L207") == ["1 footnote left out: the style `one-pager` prints none"]


@pytest.mark.parametrize(
    ("caption", "named"),
    [
        ("Costs", "Table ‘Costs’"),
        ("Ukraine's costs", "Table ‘Ukraine’s costs’"),
        ("*Costs*^[In EUR.]", "Table"),
        ("'Hard' costs", "Table"),
    ],
)
def test_a_reference_to_what_it_does_not_print_stands_as_words_with_a_warning(
    caption: str, named: str, tmp_path: Path
) -> None:
    figure = f"""title: Direct talks
assessment:
  figures: [{{kind: table, id: costs, caption: "{caption}", columns: [{{key: a, title: A}}], rows: [{{a: 1}}]}}]"""
    text = brief(recommendations=1, more=figure)
    done = compiled(tmp_path, text.replace("one position.", "one position, see [](#costs) and [](#rec-1)."))

    assert done.document is not None
    assert f"see {named} and Recommendation\u00a01." in words(done.document.content)
    assert said(done, "M112") == ["the style does not print `costs`"]


def test_edges_and_capitals_agree_with_the_style(tmp_path: Path) -> None:
    compiled(tmp_path, brief())
    outputs = compile_brief(tmp_path / "talks.yaml").outputs
    [page] = Opened(outputs["pdf"]).shown
    at = {shown.text.strip(): shown for shown in reversed(page)}
    margin, axis = 16 * MM, (16 + 30) * MM

    assert {round(at[text].x, 1) for text in ("Direct talks", "Actor", "No", "Scenario")} == {round(margin, 1)}
    assert {round(at[text].x, 1) for text in ("Agree one position.", "+", "A")} == {round(axis, 1)}
    assert at["Supports"].x == pytest.approx(axis + 12, abs=0.02)
    assert at["Recommendation"].x == pytest.approx(margin + 9 * MM, abs=0.02)
    assert at["Priority"].x == pytest.approx((210 - 16 - 16) * MM, abs=0.02)
    # the number's capital height, 0.66 of its size, begins where the action's does
    number, action = at["1"], at["Agree on the line number 0 before the end of April."]
    assert number.y + 0.66 * number.size == pytest.approx(action.y + 0.66 * action.size, abs=0.2)


def test_in_word_the_number_stands_by_itself_and_the_row_is_no_higher_for_it(tmp_path: Path) -> None:
    compiled(tmp_path, brief())
    body = Docx(compile_brief(tmp_path / "talks.yaml").outputs["docx"]).body
    number = body[body.index("EEAS") - 3000 : body.index("EEAS")]

    # 0.7 + (1.024 × 16 − 0.8 × 20) − (1.024 × 9.5 − 0.8 × 12.5) = 1.35 instead of 3, less 0.4 for the rule
    assert '<w:tcMar><w:top w:w="19"' in number


def test_in_word_a_page_holds_a_little_more(tmp_path: Path) -> None:
    compiled(tmp_path, brief())

    # 19 mm less 9 pt
    document = Docx(compile_brief(tmp_path / "talks.yaml").outputs["docx"]).part("document")
    assert 'w:bottom="897"' in markup(document)


@pytest.mark.parametrize("language", ["en", "fr", "de", "fi"])
def test_no_word_of_the_table_of_recommendations_is_cut(tmp_path: Path, language: str) -> None:
    text = brief().replace("brief: 1", f"brief: 1\nlanguage: {language}")
    for priority in ("medium", "low"):
        text = text.replace("priority: high", f"priority: {priority}", 1)
    compiled(tmp_path, text)
    outputs = compile_brief(tmp_path / "talks.yaml").outputs
    shown = {one.text.strip() for page in Opened(outputs["pdf"]).shown for one in page}

    words = load_locale(language).words
    assert {words["priority"], words["owner"], words["deadline"], *words["priorities"].values()} <= shown
