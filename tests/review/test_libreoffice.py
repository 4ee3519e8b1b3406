"""After LibreOffice opened a file and saved it: the document is whole, and every text of the spec is found again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from compiler import ir
from compiler.review import find_texts
from compiler.review.integrity import faults, instructions
from compiler.word_file import Element, W, WordFile, read_word_file
from tests.corpus import NAMES, Built
from tests.faults import plant
from tests.oracles import libreoffice, reading


@pytest.fixture(scope="module")
def resaved(built: dict[str, Built], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every DOCX as LibreOffice saved it, by name."""
    made = libreoffice.resave([files.docx for files in built.values()], tmp_path_factory.mktemp("resaved"))
    return dict(zip(built, made, strict=True))


def headings(file: WordFile) -> list[tuple[int, str]]:
    """The headings of a file: level and words."""
    styles = file.part("word/styles.xml")
    levels = {
        style.get(f"{W}styleId"): int(level.get(f"{W}val"))
        for style in styles.iter(f"{W}style")
        if (level := style.find(f"{W}pPr/{W}outlineLvl")) is not None
    }
    found = []
    for paragraph in file.document.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in levels:
            words = "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
            found.append((levels[style.get(f"{W}val")], words))
    return found


def fields(file: WordFile) -> Counter[tuple[str, str]]:
    """How many fields there are of each kind and name: ``REF`` and its bookmark, ``SEQ`` and its sequence."""
    stories = (root for _, _, root in file.stories())
    words = (instruction.split() for root in stories for instruction in instructions(root))
    return Counter((kind, rest[0] if rest and not rest[0].startswith("\\") else "") for kind, *rest in words)


def items(file: WordFile) -> list[tuple[str, str]]:
    """The items of lists in their order: number or bullet, and the level."""
    numbering = file.part("word/numbering.xml")
    if numbering is None:
        return []
    levels = {
        (definition.get(f"{W}abstractNumId"), level.get(f"{W}ilvl")): value(level, "numFmt")
        for definition in numbering.iter(f"{W}abstractNum")
        for level in definition.iter(f"{W}lvl")
    }
    definitions = {count.get(f"{W}numId"): value(count, "abstractNumId") for count in numbering.iter(f"{W}num")}
    places = [place for place in file.document.iter(f"{W}numPr") if value(place, "numId") in definitions]
    found = [(levels[definitions[value(p, "numId")], value(p, "ilvl")], value(p, "ilvl")) for p in places]
    return [item for item in found if item[0] != "none"]


def value(element: Element, child: str) -> str:
    """The ``w:val`` of a child."""
    return str(element.find(f"{W}{child}").get(f"{W}val"))


def note_marks(file: WordFile) -> list[str]:
    """Which kind of note each mark in the text belongs to."""
    return [mark.tag.removeprefix(W) for mark in file.document.iter(f"{W}footnoteReference", f"{W}endnoteReference")]


def furniture(file: WordFile) -> list[str]:
    """What headers and footers say, without figures: the numbers of pages are counted anew."""
    stories = [root for kind, _, root in file.stories() if kind in ("header", "footer")]
    words = ("".join(text.text or "" for text in root.iter(f"{W}t")) for root in stories)
    return sorted(re.sub(r"\d", "", text) for text in words)


@pytest.mark.parametrize("name", NAMES)
def test_words_numbers_and_notes_are_the_same(built: dict[str, Built], resaved: dict[str, Path], name: str) -> None:
    assert reading.of_docx(resaved[name]) == reading.of_docx(built[name].docx)


@pytest.mark.parametrize("name", NAMES)
def test_headings_lists_notes_and_furniture_are_still_there(
    built: dict[str, Built], resaved: dict[str, Path], name: str
) -> None:
    ours, theirs = read_word_file(built[name].docx), read_word_file(resaved[name])
    assert headings(theirs) == headings(ours) != []
    assert items(theirs) == items(ours)
    assert note_marks(theirs) == note_marks(ours)
    assert furniture(theirs) == furniture(ours)


@pytest.mark.parametrize("name", NAMES)
def test_fields_are_still_there_and_lead_to_their_targets(
    built: dict[str, Built], resaved: dict[str, Path], name: str
) -> None:
    ours, theirs = read_word_file(built[name].docx), read_word_file(resaved[name])
    assert fields(ours) - fields(theirs) == Counter()
    assert fields(ours)["PAGE", ""] > 0
    assert [fault for fault in faults(theirs) if fault.startswith("nothing has the bookmark")] == []


@pytest.mark.parametrize("name", NAMES[:-1])
def test_every_text_of_the_spec_is_found_again_whole(
    built: dict[str, Built], resaved: dict[str, Path], name: str
) -> None:
    before, after = (find_texts(read_word_file(file)) for file in (built[name].docx, resaved[name]))
    assert before is not None
    assert after is not None
    assert after.texts.keys() == before.texts.keys() != set()
    for path, text in after.texts.items():
        assert [(s.tag, s.way is None, s.is_changed) for s in text.stretches] == [
            (s.tag, False, False) for s in before.texts[path].stretches
        ]
    marks = [[piece.mark for t in r.texts.values() for s in t.stretches for piece in s.pieces] for r in (before, after)]
    assert marks[0] == marks[1]


@pytest.mark.parametrize("name", NAMES[:-1])
def test_the_texts_are_all_those_of_the_brief(built: dict[str, Built], resaved: dict[str, Path], name: str) -> None:
    review = find_texts(read_word_file(resaved[name]))
    assert review is not None
    assert {text.path: text.source for text in review.texts.values()} == {
        ir.pointer(text.origin): text.source for text in built[name].document.texts
    }


# ----------------------------------------------------------------------------------------- the comparisons can fail


@pytest.mark.parametrize(
    ("what", "part", "old", "new"),
    [
        pytest.param(headings, "document", ">Purpose<", ">Aim<", id="a heading differs"),
        pytest.param(items, "document", '<w:ilvl w:val="0"/>', '<w:ilvl w:val="1"/>', id="a level differs"),
        pytest.param(items, "numbering", '"bullet"', '"decimal"', id="a bullet is a number"),
        pytest.param(note_marks, "document", '<w:footnoteReference w:id="1"/>', "", id="a note is lost"),
        pytest.param(furniture, "header-default", ">Policy memo<", ">Memo<", id="a header differs"),
        pytest.param(fields, "document", "SEQ Table", "SEQ Figure", id="a sequence differs"),
        pytest.param(fields, "document", "REF _", "REF _x", id="a reference leads elsewhere"),
        pytest.param(fields, "footer-default", "NUMPAGES", "PAGE", id="the number of pages is lost"),
    ],
)
def test_a_loss_is_seen(
    what: Callable[[WordFile], object], part: str, old: str, new: str, built: dict[str, Built], tmp_path: Path
) -> None:
    whole = built["ukraine-memo"].docx
    lost = plant(whole, tmp_path / "lost.docx", part, old, new)

    assert what(read_word_file(lost)) != what(read_word_file(whole))
