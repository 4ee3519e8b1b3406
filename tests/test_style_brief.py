"""The style ``brief``: what its layout decides, and what it must not leave out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compiler import Options, compile_brief, ir
from compiler.limits import words_by_section
from compiler.style import load_style
from compiler.writers import docx, pdf
from tests.dump import dump
from tests.test_layout import compiled
from tests.test_limits import written
from tests.writers.docx.opened import Opened as Word
from tests.writers.docx.opened import W
from tests.writers.pdf.opened import Opened

BRIEF = load_style(Path(__file__).parent.parent / "styles" / "brief")
LEFT, AXIS = BRIEF.page.margin[3], BRIEF.page.margin[3] + BRIEF.page.axis
TOP = BRIEF.page.size[1] - BRIEF.page.margin[0]

# A brief in which every text that a reader may see holds a word of its own, `w1` to `w70`.
EVERYTHING = """\
brief: 1
title: w1
subtitle: w2
series: w3
number: w4
date: 2025-04-22
as_of: 2025-04-20
review_by: 2025-05-01
version: w5
supersedes: w6
from: [{name: w7, role: w8, unit: w9, email: w10@example.org}]
to: [w11, w12]
contact: w13
copyright: w14
disclaimer: w15
actors: {a: {name: w16, note: w17}, b: w18, c: w19}
issues: {x: w20, y: w21}
bottom_line: w22
key_messages: [{text: w23, likelihood: likely, cite: s}, {text: w24, confidence: low}]
purpose: w25
situation:
  text: w26
  points: [w27]
  timeline: [{date: 2025, event: w28, cite: s}, {date: 2026-01, event: w29}]
  figures:
    - {kind: table, caption: w30, columns: [{key: k, title: w31, unit: w32}], rows: [{k: w33}], note: w34, cite: s}
    - {kind: callout, title: w35, text: w36}
positions:
  - {actor: a, summary: w37, demands: [w38, w39], offers: [w40], red_lines: [w41], as_of: 2025-03-01, cite: s,
     stances: {x: {stance: supports, note: w42}}}
  - {actor: b, stances: {y: opposes}}
  - {actor: c, summary: w43, cite: s}
assessment: {text: w44, points: [{text: w45, likelihood: unlikely}], figures: [{kind: callout, title: w46, text: w47}]}
scenarios:
  - {id: one, title: w48, text: w49, likelihood: likely, confidence: low, trigger: {text: w50, by: 2025-06-01},
     indicators: [w51], implications: w52, responses: [rec-1]}
  - {title: w53}
recommendations:
  - {action: w54, rationale: w55, addressee: w56, owner: w57, partners: [w58], instrument: w59, priority: high,
     deadline: 2025-07-01, cost: w60, risk: w61, indicator: w62, responds_to: [one], decision: approve, cite: s,
     confidence: high}
next_steps: [{action: w63, owner: w64, due: 2025-08-01}]
annexes: [{title: w65, text: w66, figures: [{kind: callout, text: w67}]}]
sources: {s: {type: report, title: w68, publisher: w69, grade: A1}}
"""
WORDS = re.compile(r"\bw\d+\b|\b\d{4}\b|Likelihood|Confidence|High|Low")


def said(text: str, style: str, folder: Path) -> set[str]:
    """The words of ``EVERYTHING``, the years and the words of certainty that a style prints, in the header too."""
    (folder / "pyproject.toml").touch()
    (folder / "all.yaml").write_text(text, "utf-8")
    done = compile_brief(folder / "all.yaml", Options(formats=(), style=style))
    assert done.document is not None, "\n".join(d.render() for d in done.diagnostics)
    furniture = done.document.furniture
    lines = (furniture.first_header, furniture.header, furniture.first_footer, furniture.footer)
    cells = [ir.plain_text(cell) for line in lines for cell in (line.left, line.middle, line.right)]
    return set(WORDS.findall(dump(done.document.content) + " ".join(cells)))


@pytest.mark.parametrize("recommendations", [1, 8])
def test_whatever_the_memo_prints_the_brief_prints_too(tmp_path: Path, recommendations: int) -> None:
    more = "".join(f"  - {{action: more{n}}}\n" for n in range(recommendations - 1))
    text = EVERYTHING.replace("next_steps", f"{more}next_steps")

    in_memo = said(text, "memo", tmp_path)

    assert {f"w{n}" for n in range(1, 70)} <= in_memo
    assert said(text, "brief", tmp_path) >= in_memo


def brief(fragment: str, folder: Path) -> ir.Document:
    done = compiled(fragment, folder, "brief")
    assert done.document is not None, "\n".join(d.render() for d in done.diagnostics)
    return done.document


def roles(document: ir.Document) -> list[str]:
    """The roles of the blocks on the cover: grids, and paragraphs that stand by themselves."""
    cover: list[str] = []
    for block in document.content:
        match block:
            case ir.PageBreak() | ir.Section():
                break
            case ir.Columns(role=role) | ir.Paragraph(role=role):
                cover.append(role)
            case _:
                raise AssertionError(f"no {block} on the cover")
    return cover


SHORT = "bottom_line: Agree.\nkey_messages: [One., Two.]"
MESSAGE = "A message that takes two lines of the box in which it stands on the cover and beside the contents list."


def test_a_short_cover_holds_band_contents_and_lead(tmp_path: Path) -> None:
    document = brief(SHORT, tmp_path)

    assert roles(document) == ["band", "cover", "lead"]


def test_a_cover_that_is_too_full_loses_air_in_the_band(tmp_path: Path) -> None:
    messages = ", ".join([MESSAGE] * 9)
    document = brief(f"bottom_line: {'Agree on it. ' * 15}\nkey_messages: [{messages}]\nsubtitle: Sub", tmp_path)

    assert roles(document) == ["band-tight", "cover", "lead"]


def test_a_lead_that_does_not_fit_even_then_moves_to_page_two(tmp_path: Path) -> None:
    messages = ", ".join([MESSAGE] * 11)
    document = brief(f"bottom_line: {'Agree on it. ' * 15}\nkey_messages: [{messages}]\nsubtitle: Sub", tmp_path)

    assert roles(document) == ["band-tight", "cover"]
    after = document.content[document.content.index(ir.PageBreak()) + 1]
    assert isinstance(after, ir.Paragraph)
    assert after.role == "lead"


@pytest.mark.parametrize("messages", [0, 3, 6, 8, 9, 11, 13])
def test_what_the_layout_puts_on_the_cover_fits_there(tmp_path: Path, messages: int) -> None:
    listed = ", ".join([MESSAGE] * messages)
    document = brief(f"bottom_line: {'Agree on it. ' * 15}\nkey_messages: [{listed}]\nsubtitle: Sub", tmp_path)
    file = Opened(pdf.write(document, BRIEF).data)

    assert file.find("About this brief")[0] == 0
    headings = [page for page, shown in enumerate(file.shown) for s in shown if s.size == 17]
    assert headings[0] == 1


def test_without_key_messages_the_lead_stands_beside_the_contents(tmp_path: Path) -> None:
    document = brief("bottom_line: Agree.", tmp_path)

    assert roles(document) == ["band", "cover"]
    assert "lead-beside: Agree.\n" in dump(document.content)


def test_with_neither_there_is_a_cover_all_the_same(tmp_path: Path) -> None:
    document = brief("", tmp_path)

    assert dump(document.content[:2]) == (
        "Columns band\n"
        "  cell\n    band-label: Policy brief\n"
        "  cell\n"
        "  cell\n    title: Talks\n"
        "  cell\n    band-date: 22 April 2025\n"
        "  cell\n    band-as-of: Information as of 22 April 2025\n"
        "Columns cover\n"
        "  cell\n    Contents to 1: In this brief\n"
        "  cell\n"
    )


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Direct talks on Ukraine", "title"),
        ("One EC policy on Ukraine by 28 April", "title"),
        ("One EC policy on Ukraine, on Russia and on the mediation by the end of April", "title-long"),
    ],
)
def test_a_title_of_three_lines_is_set_smaller(tmp_path: Path, title: str, role: str) -> None:
    document = brief(f"title: '{title}'", tmp_path)

    assert f"{role}: {title}\n" in dump(document.content[:1])


def test_a_title_of_more_than_three_lines_is_a_warning(tmp_path: Path) -> None:
    title = "One EC policy on Ukraine, on Russia and on the mediation by the end of April, and after that"
    done = compile_brief(written(tmp_path, f"title: '{title}'"), Options(formats=(), style="brief"))

    assert [d.message for d in done.diagnostics if d.code == "L201"] == [
        "the text takes 4 lines in print, and 3 are advised"
    ]
    assert not done.failed


def test_the_first_sentence_in_bold_of_the_assessment_is_pulled_out(tmp_path: Path) -> None:
    document = brief("assessment: 'No **doubt**: **the call by itself moves nobody at all.** So wait.'", tmp_path)

    pulled = [b for b in ir.walk(document.content) if isinstance(b, ir.Callout)]
    assert dump(tuple(pulled)) == (
        "Callout pull-quote (decorative): \n  pull-quote: The call by itself moves nobody at all.\n"
    )


def test_a_bold_word_or_a_bold_text_with_marks_in_it_is_not_pulled_out(tmp_path: Path) -> None:
    document = brief("assessment: 'No **doubt**: **the call by itself^[Note.] moves nobody.** So wait.'", tmp_path)

    assert not [b for b in ir.walk(document.content) if isinstance(b, ir.Callout)]


def test_many_sources_are_a_section_and_few_a_row(tmp_path: Path) -> None:
    def with_sources(count: int) -> str:
        cited = "".join(f"[@s{n}]" for n in range(count))
        listed = ", ".join(f"s{n}: {{type: report, title: T{n}}}" for n in range(count))
        return dump(brief(f"purpose: 'See{cited}.'\nsources: {{{listed}}}", tmp_path).content)

    assert "Section: Sources\n  References\n" in with_sources(9)
    assert "  imprint-label: Sources\n      References\n" in with_sources(8)


def test_nothing_stands_left_of_the_margin_and_texts_begin_at_one_of_two_edges(tmp_path: Path) -> None:
    document = brief(
        f"{SHORT}\nfrom: Desk\nsituation: {{timeline: [{{date: 2025, event: Calls.}}], text: Text.}}", tmp_path
    )
    file = Opened(pdf.write(document, BRIEF).data)

    for text, x in (
        ("Talks", AXIS), ("Desk", AXIS), ("In this brief", LEFT), ("Key messages", AXIS + 12), ("Agree.", AXIS),
        ("Text.", AXIS), ("Figure\u00a01", LEFT), ("What has led here", AXIS), ("2025", LEFT),
    ):  # fmt: skip
        assert file.find(text)[1].x == pytest.approx(x, abs=0.05), text


def test_the_cover_stands_as_it_was_measured(tmp_path: Path) -> None:
    document = brief(f"{SHORT}\nsubtitle: Sub\nseries: Policy brief\nnumber: 2025/07\nfrom: Desk", tmp_path)
    file = Opened(pdf.write(document, BRIEF).data)
    mm = 72 / 25.4

    _, bottom, width, height = file.boxes[0][0]
    title = TOP - 7 * mm - 28 - 30 * mm - 36 * 1.099
    assert (width, bottom + height) == (pytest.approx(170 * mm, abs=0.1), pytest.approx(TOP, abs=0.1))
    assert height == pytest.approx(14 * mm + 28 + 30 * mm + 42 + 9 + 20 + 14 * mm + 14, abs=0.1)
    assert file.find("Talks")[1].y == pytest.approx(title, abs=0.1)
    assert file.find("Sub")[1].y == pytest.approx(TOP - 7 * mm - 28 - 30 * mm - 42 - 9 - 14 * 1.099, abs=0.1)
    assert file.find("Key messages")[1].y == pytest.approx(bottom - 8 * mm - 10 - 9.5 * 1.024, abs=0.1)


def test_the_words_of_a_pull_quote_count_once(tmp_path: Path) -> None:
    counts = [
        sum(words_by_section(brief(f"assessment: 'So: {quoted}'", tmp_path)))
        for quoted in ("the call by itself moves nobody.", "**the call by itself moves nobody.**")
    ]

    assert counts[0] == counts[1]


LIKELY = "{title: One, likelihood: likely}"
LENGTHY = "{title: " + "word " * 99 + ", likelihood: likely}"


def test_two_likely_scenarios_are_charted_before_their_table(tmp_path: Path) -> None:
    shown = dump(brief(f"scenarios: [{LIKELY}, {{title: Two}}, {{title: Three, likelihood: 5-10}}]", tmp_path).content)

    chart = "A One 55–80 Likely 55–80~%; C Three 5–10 Very unlikely 5–10~%, at 0 5 20 45 55 80 95 100"
    alt = "A One: Likely (55–80\u00a0%); C Three: Very unlikely (5–10\u00a0%)"
    assert f"  Figure range {chart} ({alt}): Figure~1 | The scenarios: how likely" in shown
    assert shown.index("Figure~1") < shown.index("Table~1")


@pytest.mark.parametrize("scenarios", [LIKELY, ", ".join([LIKELY] * 20), ", ".join([LENGTHY] * 3)])
def test_a_single_scenario_or_a_page_full_of_them_is_not_charted(scenarios: str, tmp_path: Path) -> None:
    assert "Figure range" not in dump(brief(f"scenarios: [{scenarios}]", tmp_path).content)


def test_a_long_name_of_a_scenario_is_whole_in_chart_and_table_of_both_files(tmp_path: Path) -> None:
    court = "Bundesverfassungsgericht"
    document = brief(f"scenarios: [{{title: {court}, likelihood: likely}}, {LIKELY}]", tmp_path)
    file = Opened(pdf.write(document, BRIEF).data)

    assert [one.text.strip() for page in file.shown for one in page if "Bundes" in one.text] == [court] * 2
    tables = Word(docx.write(document, BRIEF).data).part("document").iter(f"{W}tblGrid")
    firsts = [int(grid[0].get(f"{W}w", "")) / 20 for grid in tables]
    assert max(firsts) > BRIEF.page.axis + 5


def test_rows_of_the_brief_stand_as_they_were_measured(tmp_path: Path) -> None:
    text = """
actors: {a: A, b: B}
issues: {x: X}
positions:
  - {actor: a, demands: [Peace.], stances: {x: supports}}
  - {actor: b, stances: {x: {stance: opposes, note: One.}}}
"""
    document = brief(text, tmp_path)
    file = Opened(pdf.write(document, BRIEF).data)
    first, second, below = (file.find(word)[1].y for word in ("Supports", "Opposes", "One."))

    assert first - second == pytest.approx(4.5 + 12.5 + 5, abs=0.05)
    assert second - below == pytest.approx(12.5 - 9.5 * 1.024 + 9 * 1.024, abs=0.05)


@pytest.mark.parametrize("lines", range(9, 30, 4))
def test_the_first_recommendation_stands_on_the_page_of_its_heading(lines: int, tmp_path: Path) -> None:
    situation = "\n".join(f"    Line {n}.\n" for n in range(lines))
    card = "{id: one, action: Agree., rationale: It is time., owner: We, decision: approve}"
    document = brief(f"situation:\n  text: |\n{situation}\nrecommendations: [{card}]", tmp_path)
    file = Opened(pdf.write(document, BRIEF).data)
    heading, introduction, first = (
        max(page for page, shown in enumerate(file.shown) if any(word in one.text for one in shown))
        for word in ("should do", "For decision", "Agree.")
    )

    assert heading == introduction == first
