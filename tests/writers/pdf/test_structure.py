"""The tag tree of each kind of block, read back from the file with the text that is drawn for it."""

from __future__ import annotations

import re

import pytest

from compiler import ir
from compiler.writers.pdf import lay_out, write
from tests.samples import definition, memo, note, p, png, recommendation, t
from tests.writers.pdf.opened import STYLE, Opened, document, opened


def test_a_note_in_a_cell_is_read_after_the_cells_text() -> None:
    cell = ir.Cell((ir.Paragraph((ir.Text("Opposes"), note(1, "Ibid."), ir.Text(" since April.")), "table-cell"),))

    assert opened(ir.Table((ir.Column(),), (), (ir.Row((cell,)),))).tags == (
        """\
Table
  TBody
    TR
      TD "Opposes"
        Reference
          Link "1"
        " since April."
        Note
          Lbl
            Link "1 "
          P "Ibid.\""""
    )


def test_a_section_is_a_heading_and_what_it_rules_over() -> None:
    inner = ir.Section(t("Timeline"), (p("In April."),))

    assert opened(ir.Section(t("Situation"), (p("Talks stall."), inner))).tags == (
        """\
Sect
  H1 "Situation"
  P "Talks stall."
  Sect
    H2 "Timeline"
    P "In April.\""""
    )


def test_a_label_is_read_before_the_title_wherever_it_is_drawn() -> None:
    file = opened(ir.Section(t("Advice"), (recommendation(1, "Act now."),)))

    assert (
        """\
    H2
      Span "Recommendation "
      Span "1 "
      "Act now."
"""
        in file.tags
    )
    number, action = file.find("1 ")[1], file.find("Act")[1]
    assert (number.x < action.x, number.y < action.y) == (True, True)


def test_a_heading_of_the_seventh_level_is_said_to_be_one_and_read_as_one_of_the_sixth() -> None:
    block: ir.Block = p("At the bottom.")
    for level in range(8, 0, -1):
        block = ir.Section(t(f"Level {level}"), (block,))

    file = opened(block)

    assert 'H6 "Level 6"' in file.tags
    assert 'H8 "Level 8"' in file.tags
    assert file.get(file.catalog["StructTreeRoot"])["RoleMap"] == {"H7": "/H6", "H8": "/H6"}


def test_a_title_is_mapped_to_a_paragraph() -> None:
    file = opened(p("One position", "title"))

    assert file.tags == 'Title "One position"'
    assert file.get(file.catalog["StructTreeRoot"])["RoleMap"]["Title"] == "/P"


def test_a_nested_list_lies_in_its_item() -> None:
    nested = ir.List((ir.ListItem((p("Inner", "list-item"),)),))
    items = (ir.ListItem((p("One", "list-item"), nested)), ir.ListItem((p("Two", "list-item"),)))

    assert opened(ir.List(items, ordered=True, start=3)).tags == (
        """\
L
  LI
    Lbl "3. "
    LBody
      P "One"
      L
        LI
          Lbl "– "
          LBody
            P "Inner"
  LI
    Lbl "4. "
    LBody
      P "Two\""""
    )


@pytest.mark.parametrize(("ordered", "numbering"), [(True, "/Decimal"), (False, "/Square")])
def test_a_list_says_how_it_is_numbered(ordered: bool, numbering: str) -> None:
    file = opened(ir.List((ir.ListItem((p("One", "list-item"),)),), ordered=ordered))

    assert [elem["A"] for elem in file.elements("L")] == [{"O": "/List", "ListNumbering": numbering}]


def test_terms_are_labels_and_values_their_bodies() -> None:
    two = ir.Definition((p("Judgement", "label"), p("not fact", "field-label")), (p("It may fail.", "field-value"),))

    assert opened(ir.DefinitionList((definition("To", "Heads"), two))).tags == (
        """\
L
  LI
    Lbl "To"
    LBody
      P "Heads"
  LI
    Lbl
      Span "Judgement "
      Span "not fact"
    LBody
      P "It may fail.\""""
    )


def test_pairs_run_in_keep_their_structure_in_one_line() -> None:
    pairs = (definition("Owner", "EEAS"), definition("By", "28 April"))
    file = opened(ir.DefinitionList(pairs, "fields-compact"))

    assert file.tags == (
        """\
L
  LI
    Lbl "Owner\N{NO-BREAK SPACE}"
    LBody "EEAS "
  LI
    Lbl "By\N{NO-BREAK SPACE}"
    LBody "28 April\""""
    )
    assert len({shown.y for shown in file.shown[0]}) == 1


HEAD = ir.Row(tuple(ir.Cell((p(x, "table-head"),), ir.Scope.COLUMN) for x in ("Actor", "Position")))
BODY = ir.Row((ir.Cell((p("Russia", "row-head"),), ir.Scope.ROW), ir.Cell((p("opposes", "table-cell"),))))


def test_a_table_names_its_heads() -> None:
    caption = ir.Caption(t("Table 1"), t("Positions"))
    file = opened(ir.Table((ir.Column(), ir.Column()), (HEAD,), (BODY,), caption, (p("As of April.", "note"),)))

    assert file.tags == (
        """\
Table
  Caption
    Span "Table 1"
    " Positions"
  THead
    TR
      TH "Actor"
      TH "Position"
  TBody
    TR
      TH "Russia"
      TD "opposes"
P "As of April.\""""
    )
    assert [(elem["ID"], elem["A"]["Scope"]) for elem in file.elements("TH")] == [
        ("t1-1-1", "/Column"),
        ("t1-1-2", "/Column"),
        ("t1-2-1", "/Row"),
    ]
    assert [elem["A"]["Headers"] for elem in file.elements("TD")] == [["t1-1-2", "t1-2-1"]]


def test_a_table_with_heads_of_one_kind_needs_no_headers() -> None:
    file = opened(ir.Table((ir.Column(),) * 2, (), (BODY,)))

    assert [elem["A"] for elem in file.elements("TH")] == [{"O": "/Table", "Scope": "/Row"}]
    assert ["A" in elem or "ID" in elem for elem in file.elements("TD")] == [False]


def test_spanning_cells_say_what_they_span() -> None:
    wide = ir.Row((ir.Cell((p("Aid", "table-head"),), ir.Scope.COLUMN, colspan=2),))
    tall = ir.Row((ir.Cell((p("a", "table-cell"),), rowspan=2), ir.Cell((p("b", "table-cell"),))))
    rest = ir.Row((ir.Cell((p("c", "table-cell"),)),))
    file = opened(ir.Table((ir.Column(),) * 2, (wide,), (tall, rest)))

    assert file.elements("TH")[0]["A"] == {"O": "/Table", "Scope": "/Column", "ColSpan": 2}
    assert file.elements("TD")[0]["A"] == {"O": "/Table", "RowSpan": 2}
    assert file.find("c")[1].x == file.find("b")[1].x


def test_a_figure_has_alternative_text_and_a_box() -> None:
    image = ir.Image(png(60, 20), "png", (60, 20), 50)
    file = opened(ir.Figure(image, "A map", ir.Caption(t("Figure 1"), t("Talks"))))
    (figure,) = file.elements("Figure")

    assert file.tags.splitlines()[:3] == ["Figure", "  Caption", '    Span "Figure 1"']
    assert figure["Alt"] == "A map"
    left, bottom, right, top = figure["A"]["BBox"]
    assert (left, right - left) == (pytest.approx(62.36, abs=0.01), pytest.approx(STYLE.page.width / 2, abs=0.01))
    assert top - bottom == pytest.approx((right - left) / 3, abs=0.01)


def test_a_decorative_figure_says_nothing() -> None:
    file = opened(p("Text."), ir.Figure(ir.Image(png(4, 4), "png", (4, 4)), None))

    assert file.tags == 'P "Text."'


def test_a_note_is_read_after_its_paragraph_and_linked_both_ways() -> None:
    file = opened(ir.Paragraph((ir.Text("Talks stall"), note(1, "A Call, p. 3."), ir.Text(" now."))))

    assert file.tags == (
        """\
P "Talks stall"
  Reference
    Link "1"
  " now."
Note
  Lbl
    Link "1 "
  P "A Call, p. 3.\""""
    )
    assert [elem["ID"] for elem in file.elements("Note")] == ["note-1"]
    there, back = file.links()
    assert (there["Contents"], back["Contents"]) == ("1: A Call, p. 3.", "1 ↑")
    assert there["A"]["D"][3] < back["A"]["D"][3]


def test_a_link_describes_itself_and_reaches_its_page() -> None:
    file = opened(ir.Paragraph((ir.Link("https://example.org/a?b=1&c=2", t("the report")),)))
    (link,) = file.links()

    assert file.tags == 'P\n  Link "the report"'
    assert link["A"] == {"S": "/URI", "URI": "https://example.org/a?b=1&c=2"}
    assert link["Contents"] == "the report (https://example.org/a?b=1&c=2)"


def test_a_uri_is_written_in_ascii() -> None:
    (link,) = opened(ir.Paragraph((ir.Link("https://example.org/é(1)", t("x")),))).links()

    assert link["A"]["URI"] == "https://example.org/%C3%A9(1)"


def test_a_link_over_a_line_end_has_an_area_on_each_line() -> None:
    file = opened(ir.Paragraph((ir.Link("https://example.org", t("words " * 30)),)))

    assert len(file.links()) == 3
    assert len({link["Rect"][1] for link in file.links()}) == 3


def test_a_cross_reference_goes_to_the_page_and_height_of_its_target() -> None:
    target = ir.Paragraph(t("Here."), id="here")
    file = opened(ir.Paragraph((ir.Reference("here", t("there")),)), ir.PageBreak(), target)
    (link,) = file.links()

    assert link["A"]["D"][0] == file.page_refs[1]
    assert link["A"]["D"][3] >= file.find("Here.")[1].y


def test_a_cross_reference_to_nothing_is_text_and_reported() -> None:
    context, _, root = lay_out(document(ir.Paragraph((ir.Reference("gone", t("there")),))), STYLE)

    assert [content.text for content in root.contents()] == ["there"]
    assert [report.code for report in context.reports] == ["G102"]


def test_emphasis_language_and_abbreviations_are_in_the_tree() -> None:
    content = (
        ir.Emphasis(t("stress")), ir.Strong(t("strong")), ir.Code("code"), ir.Foreign("fr", t("mots")),
        ir.Abbreviation("EEAS", "European External Action Service"),
    )  # fmt: skip
    file = opened(ir.Paragraph(content))

    assert file.tags.split("\n")[1:] == [
        '  Em "stress"', '  Strong "strong"', '  Code "code"', '  Span "mots"', '  Span "EEAS"',
    ]  # fmt: skip
    french, eeas = file.elements("Span")
    assert (french["Lang"], eeas["E"]) == ("fr", "European External Action Service")


def test_boxes_and_quotes_have_elements_of_their_own() -> None:
    file = opened(ir.Quote((p("Said.", "quote"),)), ir.Callout(t("Aside"), (p("Boxed.", "callout"),)))

    assert file.tags == (
        """\
BlockQuote
  P "Said."
Aside
  P "Aside"
  P "Boxed.\""""
    )


def test_an_inner_level_of_the_contents_is_a_list_in_the_list() -> None:
    inner = ir.Section(t("Inner"), (p("Two."),))
    sections = (ir.Section(t("First"), (p("One."), inner)), ir.Section(t("Second"), (p("Three."),)))
    lines = opened(ir.Contents(t("Contents"), 2), *sections).tags.splitlines()[2:10]

    assert [line.strip() for line in lines if "Reference" not in line] == [
        "TOCI", 'Link "First 1"', "TOC", "TOCI", 'Link "Inner 1"', "TOCI",
    ]  # fmt: skip
    assert lines[2:4] == ['      Link "First 1"', "  TOC"]


def test_the_contents_list_has_links_and_the_pages_numbers() -> None:
    first = ir.Section(t("First"), (p("One."), ir.Section(t("Inner"), (p("Two."),))))
    second = ir.Section(t("Second"), (p("Three."),))
    file = opened(ir.Contents(t("Contents"), 1), first, ir.PageBreak(), second)

    assert file.tags.startswith(
        """\
TOC
  Caption "Contents"
  TOCI
    Reference
      Link "First 1"
  TOCI
    Reference
      Link "Second 2"
Sect
"""
    )
    assert {link["A"]["D"][0] for link in file.links()} == set(file.page_refs)


def test_sources_are_numbered_and_can_be_referred_to() -> None:
    entry = ir.Entry(1, t("A Call for Direct Dialogue"), "source-1")
    file = opened(ir.Paragraph((ir.Reference("source-1", t("source 1")),)), ir.References((entry,)))

    assert 'Lbl "1 "' in file.tags
    assert len(file.links()) == 1


def test_bookmarks_nest_as_sections_do() -> None:
    inner = ir.Section(t("Inner"), (p("Text."),), label=(p("1", "heading-label"),))
    file = opened(ir.Section(t("First"), (inner,)), ir.Section(t("Second"), (p("Text."),)))
    top = file.get(file.catalog["Outlines"])
    first = file.get(top["First"])

    assert top["Count"] == 3
    assert (first["Title"], file.get(first["First"])["Title"], file.get(first["Next"])["Title"]) == (
        "First", "1 Inner", "Second",
    )  # fmt: skip


def test_the_parent_tree_names_the_owner_of_all_marked_content_and_links() -> None:
    file = opened(ir.Paragraph((ir.Text("See "), ir.Link("https://example.org", t("this")))), p("End."))
    root = file.get(file.catalog["StructTreeRoot"])
    _, owners, key, link = file.get(root["ParentTree"])["Nums"]

    assert [file.get(owner)["S"] for owner in owners] == ["/P", "/Link", "/P"]
    assert (key, file.get(link)["S"]) == (file.links()[0]["StructParent"], "/Link")


def test_the_file_says_what_the_tree_says() -> None:
    context, _, root = lay_out(memo(), STYLE)
    file = Opened(write(memo(), STYLE).data)
    said = "".join(content.text for content in root.contents())
    drawn = "".join(re.findall(r'"(.*)"$', file.tags, re.MULTILINE))

    assert not context.reports
    assert drawn.replace("\N{SOFT HYPHEN}", "").split() == said.split()
