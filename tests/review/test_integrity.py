"""What validators miss: found where it is planted, and nowhere in our own files."""

from __future__ import annotations

import pytest

from compiler import ir
from compiler.review import faults
from compiler.word_file import read_word_file
from tests.corpus import NAMES, Built
from tests.review.test_texts import document, text, written


def planted(*changes: tuple[str, str]) -> list[str]:
    """The faults of a file with two texts and a reference, after changes of its markup."""
    one, first = text(("title",), "Talks", ir.Text("Talks"))
    two, second = text(("purpose",), "To act", ir.Text("To act"))
    reference = ir.Paragraph((ir.Reference("rec-1", (ir.Text("No 1"),)),), id="rec-1")
    return faults(written(document(ir.Paragraph((one, two)), reference, texts=(first, second)), *changes))


def start(name: str) -> str:
    return f'w:name="{name}"/>'


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('<w:tag w:val="t1"/>', f'<w:tag w:val="{"x" * 65}"/>', f"the tag {'x' * 20}… of a control is too long"),
        ('<w:id w:val="2"/>', '<w:id w:val="1"/>', "two controls have the id 1"),
        (start("_t2a"), start("_T1A"), "two bookmarks have the name _t1a"),
        ('<w:bookmarkStart w:id="2"', '<w:bookmarkStart w:id="1"', "two bookmarks have the id 1"),
        ('<w:bookmarkEnd w:id="2"/>', "", "the bookmark with the id 2 does not end"),
        ('<w:bookmarkEnd w:id="2"/>', '<w:bookmarkEnd w:id="2"/>' * 2, "the bookmark with the id 2 ends twice"),
        ('<w:bookmarkStart w:id="2" w:name="_t1z"/>', "", "a bookmark ends that never began, with the id 2"),
        (start("_rec_1"), start("x" * 41), f"the name {'x' * 41} of a bookmark is too long"),
        (start("_rec_1"), start("_rec_2"), "nothing has the bookmark _rec_1"),
        ("</w:p>", '<w:fldSimple w:instr=" REF _gone \\h "/></w:p>', "nothing has the bookmark _gone"),
        ("</w:p>", '<w:fldSimple w:instr=" PAGEREF _gone "/></w:p>', "nothing has the bookmark _gone"),
        ("</w:p>", '<w:fldSimple w:instr="HYPERLINK \\l &quot;_gone&quot;"/></w:p>', "nothing has the bookmark _gone"),
        ('<w:tag w:val="t1"/>', "", "the map has t1, which is no control"),
        ('<w:tag w:val="t1"/>', '<w:tag w:val="t9"/>', "the map has no t9"),
        (start("_t2z"), start("_x"), "the map's t2 has no bookmark _t2z"),
    ],
)
def test_a_planted_fault_is_found(old: str, new: str, found: str) -> None:
    assert found in planted((old, new))


def test_a_field_in_many_runs_is_read_as_one() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    words = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (" RE", "F _go", "ne \\h "))
    assert planted(("</w:p>", f"{mark('begin')}{words}{mark('separate')}{mark('end')}</w:p>")) == [
        "nothing has the bookmark _gone"
    ]


def test_a_place_in_another_file_needs_no_bookmark() -> None:
    field = '<w:fldSimple w:instr=" HYPERLINK &quot;https://example.org/a&quot; \\l &quot;b&quot; "/></w:p>'
    assert planted(("</w:p>", field)) == []


def test_a_file_without_faults_has_none() -> None:
    assert planted() == []


@pytest.mark.parametrize("name", NAMES)
def test_no_file_of_ours_has_a_fault(built: dict[str, Built], name: str) -> None:
    assert faults(read_word_file(built[name].docx)) == []


def test_an_id_that_looks_like_our_bookmarks_is_given_another_one() -> None:
    one, spec_text = text(("title",), "Talks", ir.Text("Talks"))
    value = document(ir.Paragraph((one,), id="t1a"), ir.Paragraph((ir.Text("x"),), id="t1z"), texts=(spec_text,))
    assert faults(written(value)) == []
