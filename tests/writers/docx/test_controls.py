"""Content controls: what Word may let a reviewer do with a text, and what the map says of it."""

from __future__ import annotations

import pytest

from compiler import ir
from compiler.word_file import Element, W
from tests.review.test_texts import document, text, written

W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def controls(*content: ir.Inline, texts: tuple[ir.SpecText, ...] = ()) -> list[Element]:
    """The properties of the controls of a paragraph."""
    return list(written(document(ir.Paragraph(content), texts=texts)).document.iter(f"{W}sdtPr"))


def said(control: Element, tag: str) -> str:
    return str(control.find(f"{W}{tag}").get(f"{W}val"))


@pytest.mark.parametrize(
    ("kind", "required", "lock"),
    [
        (ir.TextKind.INLINE, True, "sdtLocked"),
        (ir.TextKind.TEXT, True, "sdtLocked"),
        (ir.TextKind.PROSE, True, "unlocked"),
        (ir.TextKind.INLINE, False, "unlocked"),
    ],
)
def test_a_required_line_is_locked_against_deletion_only(kind: ir.TextKind, required: bool, lock: str) -> None:
    spec_text = ir.SpecText(("title",), kind, "Talks", required)
    (control,) = controls(ir.Bound(("title",), (ir.Text("Talks"),)), texts=(spec_text,))
    assert said(control, "lock") == lock


def test_a_mark_is_locked_against_editing_only() -> None:
    (control,) = controls(ir.Fixed("[](#rec-1)", (ir.Text("No 1"),)))
    assert (said(control, "lock"), said(control, "alias")) == ("contentLocked", "[](#rec-1)")


def test_a_control_is_hidden_and_named_for_people() -> None:
    bound, spec_text = text(("key_messages", 1, "text"), "Talks", ir.Text("Talks"))
    (control,) = controls(bound, texts=(spec_text,))
    assert said(control, "alias") == "key messages 2 text"
    assert control.find(f"{W15}appearance").get(f"{W15}val") == "hidden"


def test_a_long_name_is_cut_to_what_word_takes() -> None:
    (control,) = controls(ir.Fixed("x" * 100, (ir.Text("X"),)))
    assert said(control, "alias") == "x" * 64


def test_controls_stand_in_notes_and_headers_too() -> None:
    bound, spec_text = text(("series",), "Memo", ir.Text("Memo"))
    cited = ir.Note(1, (ir.Paragraph((ir.Fixed("@a", (ir.Text("A Call"),)),), "footnote"),))
    value = ir.Document(
        document(texts=()).metadata,
        (ir.Paragraph((ir.Text("Talks"), cited)),),
        ir.Furniture(header=ir.Line((bound,))),
        texts=(spec_text,),
    )
    kinds = {kind for kind, _, root in written(value).stories() if root.find(f".//{W}sdtPr") is not None}
    assert kinds == {"footnotes", "header"}
