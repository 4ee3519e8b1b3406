"""Too long is too long in every format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compiler import Options, compile_brief, ir
from compiler.limits import words_by_section
from tests.samples import note, p, t
from tests.test_layout import BASE
from tests.writers.pdf.opened import document


def written(folder: Path, *keys: str) -> Path:
    """A brief of the smallest keys and some more."""
    own = {key.partition(":")[0] for key in keys}
    lines = [f"{key}: {value}" for key, value in BASE.items() if key not in own]
    (folder / "pyproject.toml").touch()
    (folder / "talks.yaml").write_text("\n".join([*lines, *keys]) + "\n", "utf-8")
    return folder / "talks.yaml"


@pytest.mark.parametrize("formats", [("docx",), ("pdf",), ("docx", "pdf"), ()])
def test_whatever_formats_are_asked_for_the_same_is_reported(formats: tuple[str, ...], tmp_path: Path) -> None:
    brief = written(tmp_path, f"bottom_line: {'Agree one position. ' * 30}", "subtitle: A ⾀ in it")
    done = compile_brief(brief, Options(formats=formats))

    assert done.failed
    assert {d.code for d in done.diagnostics} == {"L201", "G101"}


def reported(brief: Path, code: str, style: str | None = None) -> list[tuple[str, str, int]]:
    """Of what was reported under a code: the message, the help, the line."""
    done = compile_brief(brief, Options(formats=("docx",), style=style))
    return [(d.message, d.help, d.span.line) for d in done.diagnostics if d.code == code]


LONG = f"situation: {{points: [{', '.join(['Talks are stalled on all of the questions'] * 90)}]}}"


def test_more_pages_than_the_brief_allows_are_an_error_at_the_section_that_passes_the_limit(tmp_path: Path) -> None:
    brief = written(tmp_path, LONG, "assessment: It will last.", "limits: {pages: 1}")
    [(message, help, line)] = reported(brief, "L204")

    assert re.fullmatch(
        r"3 pages in print, 1 allowed: 2 pages \(\d+ lines\) over, page 2 begins in `Situation`", message
    )
    assert help == "shorten it, or allow more with `limits: {pages: 3}`"
    assert line == 7


def test_less_than_a_page_over_is_told_in_lines(tmp_path: Path) -> None:
    brief = written(tmp_path, LONG, "assessment: It will last.", "limits: {pages: 2}")
    [(message, _, _)] = reported(brief, "L204")

    assert re.fullmatch(r"3 pages in print, 2 allowed: \d+ lines over, page 3 begins in `\w+`", message)


def test_more_words_than_allowed_are_an_error_where_the_limit_is_passed(tmp_path: Path) -> None:
    total = sum(words_by_section(composed(written(tmp_path, "purpose: Decide."))))
    brief = written(tmp_path, "purpose: Decide.", "limits: {words: 12}")
    [(message, help, line)] = reported(brief, "L205")

    assert message == (
        f"{total} words, 12 allowed: {total - 12} words over; the limit is passed in `Purpose`, which begins on page 1"
    )
    assert help == f"shorten it, or allow more with `limits: {{words: {total}}}`"
    assert line == 8


def test_as_many_as_allowed_are_allowed(tmp_path: Path) -> None:
    total = sum(words_by_section(composed(written(tmp_path))))

    assert reported(written(tmp_path, f"limits: {{pages: 1, words: {total}}}"), "L205") == []
    assert [words for words, _, _ in reported(written(tmp_path, f"limits: {{words: {total - 1}}}"), "L205")]


def composed(brief: Path) -> ir.Document:
    document = compile_brief(brief, Options(formats=())).document
    assert document is not None
    return document


def test_words_are_counted_as_a_reader_counts_them() -> None:
    table = ir.Table(
        (ir.Column(),),
        (),
        (ir.Row((ir.Cell((p("Four cells – here"),)),)),),
        ir.Caption(t("Table\u00a01"), t("Two words")),
        (p("A note"),),
    )
    noted = ir.Paragraph((*t("One two"), note(1, "not counted"), *t(" 3.5\u00a0% + four's")))
    section = ir.Section(t("A heading"), (table, ir.References((ir.Entry(1, t("not counted"), "a"),))))

    assert list(words_by_section(document(noted, section))) == [4, 2 + 2 + 2 + 3 + 2]


@pytest.mark.parametrize("limits", ["{pages: 0}", "{words: true}", "{pages: two}", "{lines: 3}"])
def test_a_limit_is_a_number_from_one(limits: str, tmp_path: Path) -> None:
    done = compile_brief(written(tmp_path, f"limits: {limits}"), Options(formats=()))

    assert [d.code[0] for d in done.diagnostics] == ["S"]


# ----------------------------------------------------------------------------------------------- styles with limits


def own_style(folder: Path, keys: str, layout: str) -> None:
    (folder / "styles" / "own").mkdir(parents=True)
    (folder / "styles" / "own" / "style.yaml").write_text(f"extends: memo\n{keys}\n", "utf-8")
    (folder / "styles" / "own" / "layout.html").write_text(layout, "utf-8")


LINES = "{% for i in range(50) %}<p>A line.</p>{% endfor %}"
PARTS = f"""<p>{{{{ brief.title }}}}</p>
{{% if keep("first part") %}}{LINES}{{% endif %}}
{{% if brief.subtitle and keep("subtitle") %}}<p>{{{{ brief.subtitle }}}}</p>{{% endif %}}
{{% if keep("last part") %}}{LINES}{{% endif %}}"""


def test_a_style_has_limits_and_a_brief_its_own_instead(tmp_path: Path) -> None:
    own_style(tmp_path, "limits: {pages: 1}", LINES + LINES)

    assert len(reported(written(tmp_path), "L204", "own")) == 1
    assert reported(written(tmp_path, "limits: {pages: 4}"), "L204", "own") == []
    assert len(reported(written(tmp_path, "limits: {words: 400}"), "L204", "own")) == 1


def test_what_does_not_fit_is_left_out_in_the_order_of_the_style_and_said(tmp_path: Path) -> None:
    own_style(tmp_path, "limits: {pages: 2}\nleave_out: [subtitle, first part, last part]", PARTS)

    assert reported(written(tmp_path, "subtitle: Sub"), "L206", "own") == [
        ("left out, as the brief is too long for the style `own`: subtitle, first part", LESS, 0)
    ]


LESS = "shorten the brief, or take another style"


def test_a_part_that_the_brief_does_not_have_is_not_said_to_be_left_out(tmp_path: Path) -> None:
    own_style(tmp_path, "limits: {pages: 2}\nleave_out: [subtitle, first part, last part]", PARTS)

    [(message, _, _)] = reported(written(tmp_path), "L206", "own")
    assert message.endswith(": first part")


def test_nothing_is_left_out_of_what_fits(tmp_path: Path) -> None:
    own_style(tmp_path, "limits: {pages: 4}\nleave_out: [subtitle, first part, last part]", PARTS)

    assert reported(written(tmp_path, "subtitle: Sub"), "L206", "own") == []


def test_what_is_too_long_without_all_of_its_parts_is_an_error(tmp_path: Path) -> None:
    own_style(tmp_path, "limits: {pages: 1}\nleave_out: [subtitle, first part, last part]", PARTS + LINES)

    assert len(reported(written(tmp_path, "subtitle: Sub"), "L206", "own")) == 1
    assert len(reported(written(tmp_path, "subtitle: Sub"), "L204", "own")) == 1


def test_a_layout_keeps_only_parts_that_its_style_names(tmp_path: Path) -> None:
    own_style(tmp_path, "leave_out: [subtitle]", PARTS)

    [(message, _, line)] = reported(written(tmp_path), "T101", "own")
    assert message == "`first part` does not stand in the style's `leave_out`"
    assert line == 2


def test_a_word_is_what_stands_between_spaces_and_has_a_letter_or_a_figure() -> None:
    paragraph = ir.Paragraph((ir.Text("– Not-one of “5 %” … is it’s [^ •"),), "body")
    assert list(words_by_section(document(paragraph))) == [5]
