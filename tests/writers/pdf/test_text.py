"""Lines of text: where they end, how words are divided, which face draws a character, what is reported."""

from __future__ import annotations

import re
from dataclasses import replace

import pyphen
import pytest

from compiler import ir
from compiler.writers.pdf import lay_out, write
from compiler.writers.pdf.hyphenation import hyphenator
from tests.samples import LONG, definition, note, p, t
from tests.writers.pdf.opened import STYLE, Opened, document, opened

WIDE = "intergovernmental organisations characterise administrative arrangements notwithstanding "
SHY = "\N{SOFT HYPHEN}"


def printed(file: Opened) -> list[str]:
    """The lines of the first page, from the top."""
    out: dict[float, str] = {}
    for shown in file.shown[0]:
        out[shown.y] = out.get(shown.y, "") + shown.text
    return [out[y] for y in sorted(out, reverse=True)]


def test_a_lines_last_space_is_drawn_so_that_words_stay_apart() -> None:
    *first, last = printed(opened(p(LONG.strip())))

    assert first
    assert all(line.endswith(" ") for line in first)
    assert not last.endswith(" ")


def test_a_divided_word_ends_in_a_soft_hyphen() -> None:
    lines = printed(opened(p(WIDE * 6)))
    divided = [line for line in lines if line.endswith(SHY)]

    assert divided
    assert "".join(lines).replace(SHY, "").split() == (WIDE * 6).split()


@pytest.mark.parametrize(
    ("text", "role", "language"),
    [
        pytest.param(WIDE.title() * 6, "body", "en-GB", id="capitalised words"),
        pytest.param(WIDE * 6, "table-cell", "en-GB", id="a role without hyphenation"),
        pytest.param(WIDE * 6, "body", "fi", id="a language without patterns"),
    ],
)
def test_words_are_left_whole(text: str, role: str, language: str) -> None:
    assert not [line for line in printed(opened(p(text, role), language=language)) if line.endswith(SHY)]


@pytest.mark.parametrize(
    ("word", "language", "heads"),
    [
        ("Verantwortungsbereich", "de", ["Verantwor"]),
        ("interoperability", "en-GB", ["interoperabil"]),
        ("İnteroperability", "en-GB", ["İnteroperabil"]),
    ],
)
def test_a_word_wider_than_its_column_is_divided_in_any_role(word: str, language: str, heads: list[str]) -> None:
    narrow = STYLE.roles["table-cell"].model_copy(update={"right": STYLE.page.width - 60})
    style = STYLE.model_copy(update={"roles": STYLE.roles | {"table-cell": narrow}})
    *divided, last = printed(opened(p(word, "table-cell"), style=style, language=language))

    assert divided == [head + SHY for head in heads]
    assert "".join(heads) + last == word


def test_a_language_without_patterns_is_told_once_and_only_if_a_word_would_be_divided() -> None:
    def told(*blocks: ir.Block, language: str = "fi") -> list[tuple[str, ir.Path, bool]]:
        output = write(document(*blocks, language=language), STYLE)
        return [(report.code, report.origin, report.advice) for report in output.reports]

    latin = ir.Paragraph((ir.Foreign("la", t(WIDE * 6)),), origin=("purpose",))

    assert told(p(WIDE * 6), p(WIDE * 6)) == [("G103", ("language",), True)]
    assert told(latin, latin, language="en-GB") == [("G103", ("purpose",), True)]
    assert told(p("Lyhyt.")) == []
    assert told(p(WIDE * 6), language="en-GB") == []


def test_foreign_words_are_divided_as_their_language_is() -> None:
    words = "sicherheitspolitische " * 30
    lines = printed(opened(ir.Paragraph((ir.Foreign("de", t(words)),))))

    assert {line.split()[-1] for line in lines if line.endswith(SHY)} <= {
        "si" + SHY, "sicher" + SHY, "sicherheits" + SHY, "sicherheitspo" + SHY, "sicherheitspoli" + SHY,
        "sicherheitspoliti" + SHY,
    }  # fmt: skip
    assert any(line.endswith(SHY) for line in lines)


@pytest.mark.parametrize("language", ["en_GB", "fr", "de_DE"])
def test_words_are_divided_where_pyphen_divides_them(language: str) -> None:
    words = f"{WIDE} développement responsabilité verantwortlichkeiten sicherheitspolitik".split()
    theirs = pyphen.Pyphen(lang=language, left=2, right=3)
    ours = hyphenator(language)

    assert ours is not None
    assert {word: list(ours(word)) for word in words} == {word: list(theirs.positions(word)) for word in words}


@pytest.mark.parametrize(
    "space", ["\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{FIGURE SPACE}", "\N{THIN SPACE}"]
)
def test_no_line_ends_at_a_space_that_forbids_it(space: str) -> None:
    text = f"28{space}April{space}2025 and "

    assert all(line.rstrip().endswith(("2025", "and")) for line in printed(opened(p(text * 20))))


@pytest.mark.parametrize(
    ("word", "ends"),
    [
        ("cross-border", {"cross-", "border"}),
        ("and/or", {"and/", "or"}),
        ("word—word", {"word—", "word"}),
        ("45–55", set()),
        ("F-16", set()),
    ],
)
def test_a_line_may_end_after_a_hyphen_between_letters_only(word: str, ends: set[str]) -> None:
    lines = printed(opened(p(f"{word} " * 60, "table-cell")))

    assert {line.split()[-1] for line in lines[:-1]} <= ends | {word}
    assert "".join(lines).split() == [word] * 60


@pytest.mark.parametrize("word", ["cross-{}border", "and/{}or", "word{}—{}word"])
def test_a_word_joiner_forbids_a_break_and_is_not_drawn(word: str) -> None:
    def ends(joiner: str) -> set[str]:
        files = (opened(p("x" * n + f" {word.format(joiner, joiner)}" * 60, "table-cell")) for n in range(1, 9))
        return {line.split()[-1] for file in files for line in printed(file)[:-1]}

    assert len(ends("")) == 2
    assert ends("\N{WORD JOINER}") == {word.format("", "")}


def test_a_fixed_space_is_as_wide_as_it_says_wherever_it_stands() -> None:
    role = STYLE.roles["body"]
    face = lay_out(document(), STYLE)[0].fonts.face("sans")
    one, two = opened(p("a\N{EM SPACE}b")).shown[0]
    pair = opened(ir.DefinitionList((definition("Instrument", "a\N{EM SPACE}b"),), "fields-compact"))

    assert two.x - one.x == pytest.approx(face.width("a", role.size) + role.size, abs=0.02)
    assert face.width("a\N{EM SPACE}b", role.size) == pytest.approx(face.width("ab", role.size) + role.size)
    assert pair.tags.endswith('LBody "a b"')


def test_a_word_wider_than_its_column_is_broken() -> None:
    file = opened(p("W" * 200))
    lines = printed(file)
    edge = STYLE.page.size[0] - STYLE.page.margin[1]
    face = lay_out(document(), STYLE)[0].fonts.face("sans")

    assert "".join(lines) == "W" * 200
    assert all(shown.x + face.width(shown.text, shown.size) <= edge + 0.1 for shown in file.shown[0])


def test_the_last_of_fewer_pairs_than_columns_has_the_room_that_is_left() -> None:
    pairs = (("Owner", "EEAS"), ("Priority", "High"), ("Deadline", "31 September 2025"))
    fields = ir.DefinitionList(tuple(definition(*pair) for pair in pairs), "recommendation-fields")

    assert "31 September 2025" in [shown.text for shown in opened(fields).shown[0]]


def test_the_mark_of_a_note_is_not_broken_and_its_note_stands_once() -> None:
    numbers = range(110, 150)
    blocks = [ir.Paragraph((*t("i" * number), note(number, f"{number}-fold.")), "body") for number in numbers]
    shown = [one.text.strip() for page in opened(*blocks).shown for one in page]

    assert [shown.count(f"{number}-fold.") for number in numbers] == [1] * len(numbers)


def test_a_pair_run_in_is_not_broken_over_lines() -> None:
    pairs = tuple(definition("Instrument", f"{'common ' * n}position") for n in range(1, 9))
    lines = printed(opened(ir.DefinitionList(pairs, "fields-compact")))

    assert len(lines) > 2
    assert all(line.startswith("Instrument") for line in lines)


@pytest.mark.parametrize("role", ["list-item", "cell-item"])
def test_the_texts_of_a_numbered_list_begin_at_one_place_whatever_its_numbers_take(role: str) -> None:
    items = tuple(ir.ListItem((p(f"Item. {LONG}", role),)) for _ in range(12))
    file = opened(ir.List(items, ordered=True, start=94, role=role))
    shown = [one for page in file.shown for one in page]

    assert {"94. ", "105. "} <= {one.text for one in shown}
    assert len({one.x for one in shown if one.text.startswith("Item.")}) == 1
    assert len({one.x for one in shown}) == 2


def test_a_label_wider_than_its_room_hangs_further_left() -> None:
    file = opened(ir.Paragraph((ir.Text("Text. " + LONG),), "list-item", label=t("1,024")))
    label, *lines = file.shown[0]

    assert label.x < lines[0].x - STYLE.roles["list-item"].hang
    assert {line.x for line in lines} == {lines[0].x}


def test_justified_lines_end_at_the_edge_but_the_last_without_wide_gaps() -> None:
    body = STYLE.roles["body"].model_copy(update={"align": "justify"})
    justified = STYLE.model_copy(update={"roles": STYLE.roles | {"body": body}})
    text = LONG * 8
    file = Opened(write(document(p(text)), justified).data)
    edge = STYLE.page.size[0] - STYLE.page.margin[1]
    face = lay_out(document(), STYLE)[0].fonts.face("sans")
    blanks = [edge - one.x - face.width(one.text.rstrip(), one.size) for one in file.shown[0]]
    gaps = [blank / one.text.rstrip().count(" ") for blank, one in zip(blanks, file.shown[0], strict=True)]
    code = file.streams[file.get(file.page_refs[0])["Contents"].number].decode("latin-1")
    shows = re.findall(r"BT .*?\]TJ ET", code, re.DOTALL)
    stretched = [re.findall(r"\)(-?\d+(?:\.\d+)?)\(", show) for show in shows]

    assert len(gaps) > 8
    assert 0 <= max(gaps[:-1]) < 1.2 * face.space * body.size / 1000
    for gap, kerns in zip(gaps[:-1], stretched[:-1], strict=True):
        assert any(float(kern) == pytest.approx(-gap * 1000 / body.size, abs=1) for kern in kerns)
    assert max(map(float, stretched[-1]), key=abs) > -100


def test_no_more_than_two_lines_in_a_row_end_in_a_hyphen() -> None:
    body = STYLE.roles["body"].model_copy(update={"align": "justify"})
    justified = STYLE.model_copy(update={"roles": STYLE.roles | {"body": body}})
    words = "characterise organisations administrative arrangements intergovernmental "
    lines = printed(opened(p(words * 20), style=justified))
    ends = "".join("-" if line.endswith(SHY) else " " for line in lines)

    assert "--" in ends
    assert "---" not in ends


def test_a_line_break_is_read_as_a_space() -> None:
    assert printed(opened(ir.Paragraph((ir.Text("One"), ir.LineBreak(), ir.Text("two"))))) == ["One ", "two"]


def test_a_space_belongs_to_the_text_that_it_is_written_in() -> None:
    content = (ir.Text("Act"), ir.Strong(t(" now")), ir.Text(" or never"))

    assert opened(ir.Paragraph(content)).tags == 'P "Act"\n  Strong " now"\n  " or never"'


def test_a_blank_is_a_rule_without_text() -> None:
    file = opened(ir.Paragraph((ir.Text("Date "), ir.Blank())))

    assert file.tags == 'P "Date "'
    assert [box[2] > 100 for box in file.boxes[0]] == [True]


def test_kerning_narrows_what_is_drawn_and_what_is_measured() -> None:
    face = lay_out(document(), STYLE)[0].fonts.face("sans")
    file = opened(p("AVATAR To"))
    code = next(stream for stream in file.streams.values() if b"BT" in stream)

    assert face.width("AVATAR", 10) < sum(face.width(char, 10) for char in "AVATAR") - 1
    assert file.tags == 'P "AVATAR To"'
    assert re.search(rb"\[\(..\)\d+\(.*\]TJ", code)


def test_more_characters_than_a_byte_counts_are_read_back_as_they_went_in() -> None:
    # Characters are numbered as they come, so that some of the numbers are brackets, backslash and line ends.
    text = "".join(map(chr, (*range(0x21, 0x7F), *range(0xC0, 0x17F), *range(0x410, 0x450))))
    file = opened(p(text))

    assert "".join(shown.text for shown in file.shown[0]).replace("\xad", "") == text


def test_one_font_serves_latin_greek_and_cyrillic() -> None:
    file = opened(p("Kyiv, Ελλάδα, Україна"))

    assert file.tags == 'P "Kyiv, Ελλάδα, Україна"'
    assert {shown.font for shown in file.shown[0]} == {"SourceSans3-Regular"}


def test_a_character_that_the_face_lacks_comes_from_a_fallback() -> None:
    file = opened(p("a\N{LATIN CAPITAL LETTER AFRICAN D}b"))

    assert file.tags == 'P "aƉb"'
    assert [shown.font for shown in file.shown[0]] == [
        "SourceSans3-Regular", "GentiumBookPlus", "SourceSans3-Regular",
    ]  # fmt: skip


def test_a_character_that_no_font_has_is_reported_with_its_place() -> None:
    output = write(document(p("Peace \N{DOVE OF PEACE}", origin=("purpose",)), p("🕊", origin=("purpose",))), STYLE)
    (report,) = output.reports

    assert (report.code, report.needle, report.origin, report.error) == ("G101", "🕊", ("purpose",), False)
    assert "U+1F54A" in report.message
    assert "\N{REPLACEMENT CHARACTER}" in Opened(output.data).tags


def test_a_missing_character_is_reported_once_for_each_place_and_not_again_for_header_and_contents() -> None:
    dove = t("🕊")
    section = ir.Section(dove, (p("🕊 🕊", origin=("purpose",)),), origin=("title",))
    furniture = ir.Furniture(header=ir.Line(dove), first_header=ir.Line(dove))
    output = write(replace(document(ir.Contents(t("Contents")), section), furniture=furniture), STYLE)

    assert [report.origin for report in output.reports] == [("title",), ("purpose",)]


def test_joiners_without_a_glyph_are_left_out() -> None:
    output = write(document(p("Peace\N{VARIATION SELECTOR-16}")), STYLE)

    assert Opened(output.data).tags == 'P "Peace"'
    assert output.reports == ()


def test_more_lines_than_a_role_allows_is_an_error_with_its_place() -> None:
    def reports(text: str) -> list[tuple[str, bool, ir.Path]]:
        block = p(text, "bottom-line", origin=("bottom_line",))
        grid = ir.DefinitionList((ir.Definition((p("Bottom line", "label"),), (block,)),), "bottom-line")
        return [(r.code, r.error, r.origin) for r in write(document(grid), STYLE).reports]

    assert reports("A word. " * 30) == []
    assert reports("A word. " * 60) == [("L201", True, ("bottom_line",))]
