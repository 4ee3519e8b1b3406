"""Each kind of block in the body of a Word file."""

from __future__ import annotations

import re
from dataclasses import replace

from compiler import ir
from compiler.writers.docx import oxml, write
from tests.samples import definition, note, p, t
from tests.writers.docx.opened import STYLE, Opened, R, W, document, markup, opened

FIRST = p("What stands first has no room above it.")


def test_a_paragraph_says_its_style_and_nothing_else() -> None:
    assert opened(p("Talks stall.")).body == (
        '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t xml:space="preserve">Talks stall.</w:t></w:r></w:p>'
    )


def test_characters_of_markup_are_shown_as_text() -> None:
    text = '<w:p/> & "x" ]]> &amp; \''

    assert opened(p(text)).paragraphs() == [("BodyText", text)]


def test_emphasis_is_the_formatting_of_its_run() -> None:
    content = (ir.Strong((ir.Text("bold "), ir.Emphasis(t("both")))), ir.Subscript(t("2")))

    assert opened(ir.Paragraph(content)).body == (
        '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>'
        '<w:r><w:rPr><w:b w:val="1"/><w:bCs w:val="1"/></w:rPr><w:t xml:space="preserve">bold </w:t></w:r>'
        '<w:r><w:rPr><w:b w:val="1"/><w:bCs w:val="1"/><w:i w:val="1"/><w:iCs w:val="1"/></w:rPr>'
        '<w:t xml:space="preserve">both</w:t></w:r>'
        '<w:r><w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t xml:space="preserve">2</w:t></w:r></w:p>'
    )


def test_emphasis_in_an_italic_role_is_upright() -> None:
    title = ir.Section((ir.Emphasis(t("Kyiv")),), (), role="heading-3")

    assert '<w:i w:val="0"/>' in opened(title).body


def test_foreign_words_carry_their_language() -> None:
    body = opened(ir.Paragraph((ir.Foreign("uk", t("Україна")),))).body

    assert '<w:rPr><w:lang w:val="uk"/></w:rPr><w:t xml:space="preserve">Україна</w:t>' in body


def test_sections_are_headings_of_their_depth() -> None:
    file = opened(FIRST, ir.Section(t("One"), (ir.Section(t("Two"), (ir.Section(t("Three"), ()),)),)))

    assert file.paragraphs()[1:] == [("Heading1", "One"), ("Heading2", "Two"), ("Heading3", "Three")]
    assert '<w:name w:val="heading 2"/>' in file.style("Heading2")
    assert '<w:outlineLvl w:val="1"/>' in file.style("Heading2")


def test_a_fourth_level_looks_like_the_deepest_of_the_style_and_is_still_heading_4() -> None:
    deep = ir.Section(t("1"), (ir.Section(t("2"), (ir.Section(t("3"), (ir.Section(t("4"), ()),)),)),))

    file = opened(deep)

    assert file.paragraphs()[-1] == ("Heading4", "4")
    assert '<w:outlineLvl w:val="3"/>' in file.style("Heading4")


def _card(n: int, *content: ir.Block) -> ir.Section:
    label = (p("Recommendation", "field-label"), p(str(n), "recommendation-number"))
    return ir.Section(t(f"Act {n}."), content, role="recommendation", label=label)


def test_a_section_in_a_role_of_its_own_is_a_heading_by_its_depth_outside_of_tables() -> None:
    file = opened(ir.Section(t("Recommendations"), (_card(1),)))

    assert '<w:basedOn w:val="Heading2"/>' in file.style("BriefRecommendation")
    assert '<w:outlineLvl w:val="1"/>' in file.style("Heading2")
    assert not list(file.part("document").iter(f"{W}tbl"))


def test_a_label_stands_before_the_title_in_the_heading() -> None:
    file = opened(ir.Section(t("Recommendations"), (_card(1),)))

    assert file.paragraphs()[1][1] == "Recommendation 1\tAct 1."
    assert (
        '<w:r><w:rPr><w:rStyle w:val="BriefFieldLabelCharInBold"/></w:rPr>'
        '<w:t xml:space="preserve">Recommendation</w:t></w:r>'
    ) in file.body


def test_a_number_in_a_heading_is_counted_as_word_does() -> None:
    file = opened(ir.Section(t("Recommendations"), (_card(1), _card(2), _card(4))))

    assert _instructions(file) == [
        r"SEQ Recommendation \* ARABIC",
        r"SEQ Recommendation \* ARABIC",
        r"SEQ Recommendation \* ARABIC \r 4",  # the tree says 4, whatever Word would count
    ]


def _instructions(file: Opened, part: str = "document") -> list[str]:
    return [(code.text or "").strip() for code in file.part(part).iter(f"{W}instrText")]


def test_an_inline_label_is_set_apart_by_a_space() -> None:
    annex = ir.Section(t("Where talks took place"), (), label=(p("Annex 1", "heading-label"),))

    assert opened(FIRST, annex).paragraphs()[1:] == [("Heading1", "Annex 1\u2002Where talks took place")]


def test_a_heading_at_the_top_of_a_page_has_no_room_above() -> None:
    file = opened(ir.Section(t("One"), ()), ir.PageBreak(), ir.Section(t("Two"), ()))

    assert file.paragraphs() == [("Heading10PtAbove", "One"), ("Heading10PtAboveNewPage", "Two")]


def test_only_the_first_card_has_no_rule_above() -> None:
    file = opened(ir.Section(t("Recommendations"), (_card(1), _card(2))))

    first, second = (style for style, _ in file.paragraphs()[1:])
    assert first.startswith("BriefRecommendationNoRule")
    assert '<w:pBdr><w:top w:val="nil"/></w:pBdr>' in file.style(first)
    assert second == "BriefRecommendation"


def test_a_card_stays_on_one_page() -> None:
    file = opened(_card(1, p("Why.", "rationale"), ir.DefinitionList((definition("Owner", "EEAS"),), "decision")))

    kept = file.paragraphs()[1][0]
    assert kept == "BriefRationaleKeptWithNext"
    assert '<w:keepNext w:val="1"/>' in file.style(kept)


def test_a_sign_hangs_left_of_its_word() -> None:
    file = opened(ir.Paragraph(t("Supports"), "stance", label=t("+")))

    assert file.paragraphs() == [("BriefStance", "+\tSupports")]
    assert '<w:ind w:left="250" w:hanging="250"/>' in file.style("BriefStance")


def test_a_paragraph_without_a_label_has_nothing_hanging() -> None:
    file = opened(p("no stated position", "stance"))

    ((style, _),) = file.paragraphs()
    assert style == "BriefStanceNoLabel"
    assert 'w:hanging="0"' in file.style(style)


# ----------------------------------------------------------------------------------------------------------- lists


def _numbers(body: str) -> list[tuple[str, str]]:
    """The level and the number of the list of each item."""
    return re.findall(r'<w:numPr><w:ilvl w:val="(\d)"/><w:numId w:val="(\d+)"/></w:numPr>', body)


def test_items_are_words_own_on_the_level_of_their_depth() -> None:
    nested = ir.List((ir.ListItem((p("a", "list-item"), ir.List((ir.ListItem((p("b", "list-item"),)),)))),))

    file = opened(nested)

    assert file.paragraphs() == [("ListBullet", "a"), ("ListBullet2", "b")]
    assert _numbers(file.body) == [("0", "1"), ("1", "1")]


def test_each_ordered_list_begins_anew() -> None:
    one, two = (ir.List((ir.ListItem((p("x", "list-item"),)),), ordered=True, start=n) for n in (1, 4))

    file = opened(one, p("Between."), two)

    first, second = _numbers(file.body)
    assert first != second
    counts = file.part("numbering").findall(f"{W}num")
    starts = {n.get(f"{W}numId"): [s.get(f"{W}val") for s in n.iter(f"{W}startOverride")] for n in counts}
    assert (starts[first[1]], starts[second[1]]) == (["1"], ["4"])


def test_a_second_paragraph_of_an_item_is_indented_without_a_number() -> None:
    file = opened(ir.List((ir.ListItem((p("a", "key-message"), p("more", "key-message"))),), role="key-message"))

    assert file.paragraphs() == [("BriefKeyMessage", "a"), ("BriefKeyMessageContinued", "more")]
    assert len(_numbers(file.body)) == 1


def test_a_list_style_given_to_a_paragraph_in_word_makes_it_an_item() -> None:
    file = opened(ir.List((ir.ListItem((p("a", "list-item"),)),)))

    assert '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' in file.style("ListBullet")
    assert [s.get(f"{W}val") for s in file.part("numbering").iter(f"{W}pStyle")] == ["ListBullet"]


# ----------------------------------------------------------------------------------------------------- links, notes


def test_a_reference_links_to_the_bookmark_of_its_target() -> None:
    file = opened(ir.Paragraph((ir.Reference("rec-2", t("Recommendation 2")),)), p("There.", id="rec-2"))

    (link,) = file.part("document").iter(f"{W}hyperlink")
    (mark,) = file.part("document").iter(f"{W}bookmarkStart")
    assert link.get(f"{W}anchor") == mark.get(f"{W}name") == "_rec_2"


def _bookmarked(file: Opened, name: str) -> str:
    """The text between the two ends of a bookmark in one paragraph."""
    inside = file.body.partition(f'w:name="{name}"/>')[2].partition("<w:bookmarkEnd")[0]
    return "".join(re.findall(r">([^<]+)</w:t>", inside))


def test_a_reference_in_the_words_of_a_label_repeats_it() -> None:
    referring = ir.Paragraph((ir.Reference("rec-2", t("Recommendation\u00a02")),))

    file = opened(referring, replace(_card(2), id="rec-2"))

    assert _instructions(file)[0] == r"REF _rec_2_label \h \* MERGEFORMAT"
    assert _bookmarked(file, "_rec_2_label") == "Recommendation 2"


def test_a_reference_to_a_table_repeats_the_label_in_its_caption() -> None:
    rows = (ir.Row((ir.Cell((p("x", "table-cell"),)),)),)
    table = ir.Table((ir.Column(),), (), rows, ir.Caption(t("Table\u00a01"), t("Aid")), id="aid")

    file = opened(ir.Paragraph((ir.Reference("aid", t("Table 1")),)), table)

    assert _instructions(file)[0] == r"REF _aid_label \h \* MERGEFORMAT"
    assert _bookmarked(file, "_aid_label") == "Table\u00a01"


def test_a_reference_to_a_source_repeats_its_number_in_the_list() -> None:
    inside = ir.Paragraph((ir.Reference("source-a", t("1")),), "footnote")

    file = opened(ir.Paragraph((ir.Note(1, (inside,)),)), ir.References((ir.Entry(1, t("A Call"), "source-a"),)))

    assert _instructions(file, "footnotes") == [r"REF _source_a \r \h"]


def test_a_reference_in_words_of_its_own_is_a_link_that_says_where_it_goes() -> None:
    file = opened(ir.Paragraph((ir.Reference("rec-2", t("the second one")),)), replace(_card(2), id="rec-2"))

    (link,) = file.part("document").iter(f"{W}hyperlink")
    assert link.get(f"{W}tooltip") == "Recommendation 2: Act 2."


def test_the_tip_over_a_link_is_its_address() -> None:
    file = opened(ir.Paragraph((ir.Link("mailto:desk@example.org", t("the desk")),)))

    (link,) = file.part("document").iter(f"{W}hyperlink")
    assert link.get(f"{W}tooltip") == "desk@example.org"


def test_a_tip_is_no_longer_than_word_takes() -> None:
    address = "https://example.org/" + "a" * 300
    file = opened(ir.Paragraph((ir.Link(address, t("words")),)))

    (link,) = file.part("document").iter(f"{W}hyperlink")
    assert link.get(f"{W}tooltip") == f"{address[:259]}…"


def test_names_of_bookmarks_are_short_and_differ_by_more_than_case() -> None:
    ids = ("a" * 64, "a" * 63, "A" * 64)

    file = opened(*(p("x", id=id) for id in ids))

    names = [mark.get(f"{W}name", "") for mark in file.part("document").iter(f"{W}bookmarkStart")]
    assert max(map(len, names)) <= 40
    assert len({name.lower() for name in names}) == 3


def test_a_link_out_is_a_relationship_and_each_address_is_there_once() -> None:
    link = ir.Link("https://example.org/?a=1&b=2", t("words"))

    file = opened(ir.Paragraph((link, ir.Text(" "), link)))

    one, two = (node.get(f"{R}id", "") for node in file.part("document").iter(f"{W}hyperlink"))
    assert one == two
    assert file.targets()[one] == "https://example.org/?a=1&b=2"


def test_a_note_is_words_own_under_its_number() -> None:
    file = opened(ir.Paragraph((ir.Text("Stalled."), note(1, "A Call, p. 3."))), ir.Paragraph((note(2, "Ibid."),)))

    references = [n.get(f"{W}id") for n in file.part("document").iter(f"{W}footnoteReference")]
    notes = [(n.get(f"{W}id"), "".join(n.itertext())) for n in file.part("footnotes")]
    assert references == ["1", "2"]
    assert notes == [("-1", ""), ("0", ""), ("1", "A Call, p. 3."), ("2", "Ibid.")]


def test_the_settings_name_the_separators_of_the_notes() -> None:
    settings = opened(ir.Paragraph((note(1, "Ibid."),))).part("settings")

    assert [n.get(f"{W}id") for n in settings.iter(f"{W}footnote")] == ["-1", "0"]


def test_endnotes_are_words_own_counted_in_figures() -> None:
    style = STYLE.model_copy(update={"notes": STYLE.notes.model_copy(update={"place": "end"})})
    file = Opened(write(document(ir.Paragraph((ir.Text("Stalled."), note(1, "Ibid.")))), style).data)

    assert [n.get(f"{W}id") for n in file.part("document").iter(f"{W}endnoteReference")] == ["1"]
    assert ["".join(n.itertext()) for n in file.part("endnotes")] == ["", "", "Ibid."]
    assert [n.get(f"{W}id") for n in file.part("settings").iter(f"{W}endnote")] == ["-1", "0"]
    assert [n.get(f"{W}val") for n in file.part("document").iter(f"{W}numFmt")] == ["decimal"]
    assert "word/footnotes.xml" not in file.files


def test_a_link_in_a_note_is_a_relationship_of_the_notes() -> None:
    inside = ir.Paragraph((ir.Link("https://example.org", t("there")),), "footnote")

    file = opened(ir.Paragraph((ir.Note(1, (inside,)),)))

    assert list(file.targets("footnotes").values()) == ["https://example.org"]
    assert "https://example.org" not in file.targets().values()


# ------------------------------------------------------------------------------------------------------------- others


def test_contents_are_a_field_whose_entries_link_to_the_headings() -> None:
    annex = ir.Section(t("Map"), (ir.Section(t("Deep"), ()),), label=(p("Annex 1", "heading-label"),))

    file = opened(FIRST, ir.Contents(t("Contents"), depth=1), annex, ir.Section(t("Sources"), ()))

    assert file.paragraphs()[1:4] == [
        ("TOCHeading", "Contents"),
        ("Toc1", "Annex 1\u2002Map"),
        ("Toc1", "Sources"),
    ]
    anchors = [link.get(f"{W}anchor") for link in file.part("document").iter(f"{W}hyperlink")]
    names = [mark.get(f"{W}name") for mark in file.part("document").iter(f"{W}bookmarkStart")]
    assert anchors == [names[0], names[2]]
    (control,) = file.part("document").iter(f"{W}sdt")
    assert [mark.get(f"{W}fldCharType") for mark in control.iter(f"{W}fldChar")] == ["begin", "separate", "end"]


def test_contents_have_the_page_numbers_of_the_pdf_and_stand_in_words_own_control() -> None:
    blocks = (ir.Contents(t("Contents"), depth=1), ir.Section(t("One"), ()), ir.Section(t("Two"), ()))
    pages = ir.Pages(count=4, sections=(2, 4), opens=(None, 0, 0, 1), lines=(9, 9, 9, 9))

    file = Opened(write(document(*blocks), STYLE, pages).data)

    (control,) = file.part("document").iter(f"{W}sdt")
    assert '<w:docPartGallery w:val="Table of Contents"/>' in markup(control)
    assert [text for _, text in file.paragraphs()][:3] == ["Contents", "One\t2", "Two\t4"]
    assert _instructions(file) == [
        r'TOC \o "1-1" \h \z \u',
        r"PAGEREF _Toc000000001 \h",
        r"PAGEREF _Toc000000002 \h",
    ]


def test_contents_without_any_section_are_a_title_alone() -> None:
    assert opened(FIRST, ir.Contents(t("Contents"))).paragraphs()[1:] == [("TOCHeading", "Contents")]


def test_a_page_break_is_asked_for_by_the_next_paragraph() -> None:
    file = opened(p("One."), ir.PageBreak(), ir.Section(t("Annex"), ()))

    style = file.paragraphs()[1][0]
    assert style == "Heading10PtAboveNewPage"
    assert '<w:pageBreakBefore w:val="1"/>' in file.style(style)


def test_a_blank_is_a_line_to_the_end_of_its_room() -> None:
    file = opened(ir.Paragraph((ir.Text("Date and initials "), ir.Blank()), "signature"))

    ((style, text),) = file.paragraphs()
    assert text == "Date and initials \t"
    assert 'w:leader="underscore"' in file.style(style)


def test_a_callout_is_one_cell_with_its_title_first() -> None:
    file = opened(ir.Callout(t("An aside"), (p("Words.", "callout"),), id="aside"))

    assert len(list(file.part("document").iter(f"{W}tc"))) == 1
    assert [text for _, text in file.paragraphs()] == ["An aside", "Words."]
    assert '<w:shd w:val="clear" w:color="auto" w:fill="F2F4F5"/>' in file.style("BriefCalloutBox")


def test_sources_are_numbered_entries_with_a_bookmark() -> None:
    file = opened(ir.References((ir.Entry(1, t("A Call"), "source-1"),)))

    assert file.paragraphs() == [("BriefSource", "A Call")]
    assert 'w:name="_source_1"' in file.body
    (number,) = [n for n in file.part("numbering").iter(f"{W}lvl") if n.find(f"{W}pStyle") is not None]
    assert '<w:lvlText w:val="%1"/>' in markup(number)


def test_a_caption_counts_its_tables_as_word_does() -> None:
    table = ir.Table(
        (ir.Column(),), (), (ir.Row((ir.Cell((p("x", "table-cell"),)),)),), ir.Caption(t("Table 1"), t("Aid"))
    )

    file = opened(FIRST, table)

    assert _instructions(file) == [r"SEQ Table \* ARABIC"]
    assert file.paragraphs()[1] == ("Caption", "Table 1\u2002Aid")


def test_the_marks_of_a_field_look_as_its_result_so_that_a_number_filled_anew_does() -> None:
    field = oxml.field("SEQ Table", oxml.run("1", oxml.w("rPr", oxml.w("rStyle", val="Label"))))

    assert field.count('<w:r><w:rPr><w:rStyle w:val="Label"/></w:rPr>') == field.count("<w:r>") == 5
    assert "rPr" not in oxml.field("PAGE", oxml.run("1"))


def test_a_rule_over_a_paragraph_begins_at_the_edge_of_the_page() -> None:
    file = opened(FIRST, p("© European Union", "imprint"))

    assert file.paragraphs()[1:] == [("BriefImprint", "\t© European Union")]
    assert '<w:ind w:left="2041" w:hanging="2041"/>' in file.style("BriefImprint")
