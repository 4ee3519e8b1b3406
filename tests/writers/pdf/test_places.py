"""Where the parts of a document stand, as limits, contents lists and other formats are told."""

from __future__ import annotations

from dataclasses import replace

from compiler import ir
from compiler.writers.pdf import lay_out
from tests.samples import note, p, t
from tests.writers.pdf.opened import STYLE, document


def section(title: str, *content: ir.Block, id: str = "") -> ir.Section:
    return ir.Section(t(title), content, id=id)


def places(*blocks: ir.Block) -> ir.Pages:
    return lay_out(document(*blocks), STYLE).pages()


def test_an_empty_document_has_one_empty_page() -> None:
    assert places() == ir.Pages(1, (), (None,), (0,))


def test_sections_stand_on_the_pages_that_they_begin_on() -> None:
    pages = places(
        p("Before all sections."),
        section("One", p("A point."), section("Within", p("More."))),
        ir.PageBreak(),
        section("Two", p("Another point.")),
    )

    assert pages.count == 2
    assert pages.sections == (1, 1, 2)


def test_a_page_opens_with_the_innermost_section_of_its_first_words() -> None:
    within = section("Within", *[p("A line.")] * 60)

    assert places(p("Before."), section("One", within, *[p("A line.")] * 60), section("Two")).opens == (None, 1, 0, 0)


def test_a_section_whose_label_comes_first_opens_its_page() -> None:
    labelled = replace(section("Card", p("Text.")), label=(p("Recommendation", "field-label"),))

    assert places(section("One", p("Text."), ir.PageBreak(), labelled)).opens == (0, 1)


def test_a_page_is_as_full_as_its_text_and_notes_are_high() -> None:
    leading = STYLE.roles["body"].leading
    after = STYLE.roles["body"].after

    plain = places(*[p("A line.")] * 10)
    noted = places(*[p("A line.")] * 9, ir.Paragraph((*t("A line."), note(1, "Noted."))))

    assert plain.lines == (round(10 + 9 * after / leading),)
    assert noted.lines[0] > plain.lines[0]


def test_what_went_wrong_is_known_before_a_file_is_made() -> None:
    assert [report.code for report in places(p("⾀")).reports] == ["G101"]
