"""Reading a reviewed file back: what the reader finds after what reviewers do, in files made by hand and our own."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from compiler import Options, compile_brief, ir
from compiler.review import Piece, Stretch, Way, find_texts
from compiler.style import load_style
from compiler.word_file import WordFile, read_word_file
from compiler.writers import docx
from tests.corpus import NAMES, ROOT, Built
from tests.samples import memo

STYLE = load_style(ROOT / "styles" / "memo")
TITLE, PURPOSE, OWNER = ("title",), ("purpose",), ("owner", "name")


def text(origin: ir.Path, source: str, *content: ir.Inline, part: int = 0) -> tuple[ir.Bound, ir.SpecText]:
    """A text bound, and the words that its author wrote."""
    return ir.Bound(origin, content, part), ir.SpecText(origin, ir.TextKind.INLINE, source)


def document(*blocks: ir.Block, texts: tuple[ir.SpecText, ...]) -> ir.Document:
    return ir.Document(memo().metadata, blocks, texts=texts)


def written(value: ir.Document, *changes: tuple[str, str], part: str = "document") -> WordFile:
    """The document as a Word file with a reviewer's changes: markup, and what it became where it stands first."""
    with zipfile.ZipFile(io.BytesIO(docx.write(value, STYLE).data)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    body = parts[f"word/{part}.xml"].decode()
    for old, new in changes:
        assert old in body
        body = body.replace(old, new, 1)
    parts[f"word/{part}.xml"] = body.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return WordFile(out.getvalue())


def owned(*changes: tuple[str, str]) -> Stretch:
    """What is found of a name that has words of the layout round it: "Owner: EEAS (2025)"."""
    bound, spec_text = text(OWNER, "EEAS", ir.Text("EEAS"))
    line = ir.Paragraph((ir.Text("Owner: "), bound, ir.Text(" (2025)")))
    review = find_texts(written(document(line, texts=(spec_text,)), *changes))
    assert review is not None
    (stretch,) = review.texts["/owner/name"].stretches
    return stretch


def bookmark(name: str) -> str:
    """The markup of a bookmark of the first text in a file; its points have the ids 1 and 2."""
    number = 1 if name.endswith("a") else 2
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


RUN = '<w:r><w:t xml:space="preserve">EEAS</w:t></w:r>'
NO_TAG = ('<w:tag w:val="t1"/>', "")


def typed(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_a_text_is_found_by_its_control_and_its_bookmarks() -> None:
    assert owned() == Stretch("t1", 0, 0, (Piece("EEAS"),), (Piece("EEAS"),), Way.BOTH)
    assert not owned().is_changed


def test_a_text_without_its_control_is_found_by_its_bookmarks() -> None:
    assert owned(NO_TAG) == Stretch("t1", 0, 0, (Piece("EEAS"),), (Piece("EEAS"),), Way.BOOKMARKS)


def test_a_text_without_its_bookmarks_is_found_by_its_control() -> None:
    found = owned((bookmark("_t1a"), ""), (bookmark("_t1z"), ""))
    assert (found.text, found.way) == ("EEAS", Way.CONTROL)


def test_a_text_without_its_second_bookmark_ends_where_its_words_do() -> None:
    found = owned(NO_TAG, (bookmark("_t1z"), ""))
    assert (found.text, found.way) == ("EEAS", Way.START)


def test_a_changed_text_without_its_second_bookmark_reaches_to_the_end_of_its_paragraph() -> None:
    found = owned(NO_TAG, (bookmark("_t1z"), ""), (RUN, typed("ECHO")))
    assert (found.text, found.way) == ("ECHO (2025)", Way.START)


def test_a_text_of_which_nothing_is_left_behind_is_gone() -> None:
    found = owned(NO_TAG, (bookmark("_t1a"), ""), (bookmark("_t1z"), ""), (RUN, ""))
    assert (found.pieces, found.way) == ((), None)


def test_words_typed_at_the_edge_of_a_control_belong_to_its_text() -> None:
    found = owned((bookmark("_t1z"), typed(", the service") + bookmark("_t1z")))
    assert (found.text, found.way, found.is_changed) == ("EEAS, the service", Way.BOTH, True)


def test_a_second_bookmark_that_begins_too_early_is_gone_by_its_end() -> None:
    begin, end = bookmark("_t1z").split("/><")
    early = f"{typed('EE')}{begin}/>{typed('AS')}<{end}"
    found = owned(NO_TAG, (bookmark("_t1z"), ""), (RUN, early))
    assert (found.text, found.way) == ("EEAS", Way.BOOKMARKS)


def test_a_control_that_was_moved_away_from_its_bookmarks_is_believed() -> None:
    found = owned((bookmark("_t1a"), ""), (bookmark("_t1z"), bookmark("_t1a") + bookmark("_t1z")))
    assert (found.text, found.way) == ("EEAS", Way.CONTROL)


def test_tracked_changes_count_as_accepted() -> None:
    deleted = '<w:del w:id="9" w:author="A"><w:r><w:delText>EEAS</w:delText></w:r></w:del>'
    found = owned((RUN, f'{deleted}<w:ins w:id="10" w:author="A">{typed("ECHO")}</w:ins>'))
    assert found.text == "ECHO"


def test_words_placeholder_for_an_emptied_control_is_no_text() -> None:
    lock = '<w:lock w:val="unlocked"/>'
    found = owned((lock, lock + "<w:showingPlcHdr/>"), (RUN, typed("Click or tap here to enter text.")))
    assert (found.text, found.way) == ("", Way.BOTH)


def test_a_paragraph_split_in_two_is_two_lines() -> None:
    found = owned(NO_TAG, (RUN, f"{typed('EE')}</w:sdtContent></w:sdt></w:p><w:p><w:sdt><w:sdtContent>{typed('AS')}"))
    assert found.pieces == (Piece("EE\nAS"),)


def test_a_copy_that_was_pasted_is_not_taken_for_the_text() -> None:
    pasted = f'<w:sdt><w:sdtPr><w:tag w:val="t1"/></w:sdtPr><w:sdtContent>{typed("copy")}</w:sdtContent></w:sdt>'
    assert owned(("</w:p>", f"{pasted}</w:p>")).text == "EEAS"


def test_marks_are_given_as_they_were_typed_with_the_words_of_their_notes() -> None:
    aside = ir.Note(1, (ir.Paragraph((ir.Text("So they say."),), "footnote"),))
    bound, spec_text = text(
        PURPOSE, "See [](#rec-1)^[So they say.] {{ vars.x }}",
        ir.Text("See "), ir.Fixed("[](#rec-1)", (ir.Reference("rec-1", (ir.Text("No 1"),)),)),
        ir.Fixed("^[So they say.]", (aside,)), ir.Text(" "), ir.Fixed("{{ vars.x }}", (ir.Text("X"),)),
    )  # fmt: skip
    blocks = (ir.Paragraph((bound,)), ir.Paragraph((ir.Text("Act."),), id="rec-1"))
    for changes in ((), tuple((f'<w:tag w:val="{tag}"/>', "") for tag in ("t4", "m1", "m2", "m3"))):
        review = find_texts(written(document(*blocks, texts=(spec_text,)), *changes))
        assert review is not None
        assert review.texts["/purpose"].stretches[0].pieces == (
            Piece("See "), Piece("No 1", "[](#rec-1)"), Piece("", "^[So they say.]", "So they say."), Piece(" "),
            Piece("X", "{{ vars.x }}"),
        )  # fmt: skip
        assert review.targets == {"_rec_1": "rec-1"}


def test_a_number_that_was_counted_anew_is_no_change_of_the_text_and_another_note_is() -> None:
    aside = ir.Note(1, (ir.Paragraph((ir.Text("So they say."),), "footnote"),))
    bound, spec_text = text(
        PURPOSE, "[](#one)^[So they say.]",
        ir.Fixed("[](#one)", (ir.Text("No 1"),)), ir.Fixed("^[So they say.]", (aside,)),
    )  # fmt: skip
    value = document(ir.Paragraph((bound,)), texts=(spec_text,))
    for part, old, new, changed in (
        ("document", "No 1", "No 2", False), ("footnotes", "So they say.", "So he says.", True),
    ):  # fmt: skip
        review = find_texts(written(value, (old, new), part=part))
        assert review is not None
        (stretch,) = review.texts["/purpose"].stretches
        assert stretch.is_changed is changed


def test_a_text_shown_twice_and_one_of_two_paragraphs_have_a_place_for_each() -> None:
    bound, spec_text = text(TITLE, "Talks", ir.Text("Talks"))
    one, prose = text(PURPOSE, "One.\n\nTwo.", ir.Text("One."))
    two, _ = text(PURPOSE, "", ir.Text("Two."), part=1)
    blocks = [ir.Paragraph((node,)) for node in (bound, one, two, bound)]
    review = find_texts(written(document(*blocks, texts=(spec_text, prose))))
    assert review is not None
    assert [(s.copy, s.text) for s in review.texts["/title"].stretches] == [(0, "Talks"), (1, "Talks")]
    assert [(s.part, s.text) for s in review.texts["/purpose"].stretches] == [(0, "One."), (1, "Two.")]
    assert review.texts["/purpose"].source == "One.\n\nTwo."


def test_a_final_copy_has_no_texts_to_find(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "styles" / "final").mkdir(parents=True)
    (tmp_path / "styles" / "final" / "style.yaml").write_text("extends: memo\ncontent_controls: false\n", "utf-8")
    (tmp_path / "b.yaml").write_text((ROOT / "briefs" / "minimal.yaml").read_text("utf-8"), "utf-8")
    data = compile_brief(tmp_path / "b.yaml", Options(style="final")).outputs["docx"]
    assert find_texts(WordFile(data)) is None
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not [name for name in package.namelist() if name.startswith("customXml")]
        body = package.read("word/document.xml").decode()
    assert "w:sdt" not in body
    assert 'w:name="_t' not in body


@pytest.mark.parametrize("name", NAMES[:-1])
def test_every_text_of_a_brief_is_found_in_its_file(built: dict[str, Built], name: str) -> None:
    review = find_texts(read_word_file(built[name].docx))
    assert review is not None
    assert {text.path: text.source for text in review.texts.values()} == {
        ir.pointer(text.origin): text.source for text in built[name].document.texts
    }
    stretches = [stretch for text in review.texts.values() for stretch in text.stretches]
    assert {stretch.way for stretch in stretches} == {Way.BOTH}
    assert [stretch for stretch in stretches if stretch.is_changed] == []


def test_a_file_holds_the_texts_that_it_shows_and_no_others(tmp_path: Path) -> None:
    spec = (ROOT / "briefs" / "minimal.yaml").read_text("utf-8")
    (tmp_path / "b.yaml").write_text(spec + "\nkeywords: [unprinted word]\nignore: {L301: a private reason}\n", "utf-8")
    with zipfile.ZipFile(io.BytesIO(compile_brief(tmp_path / "b.yaml").outputs["docx"])) as package:
        given = package.read("customXml/item1.xml").decode()
    assert "unprinted word" not in given
    assert "private reason" not in given
