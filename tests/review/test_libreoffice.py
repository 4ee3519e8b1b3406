"""After LibreOffice opened a file and saved it: the document is whole, and every text of the spec is found again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from compiler.review import find_texts
from compiler.review.integrity import instructions
from compiler.word_file import W, WordFile, read_word_file
from tests.corpus import NAMES, Built
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


def fields(file: WordFile) -> Counter[str]:
    """How many fields there are of each kind."""
    stories = (root for _, _, root in file.stories())
    return Counter(words.split()[0] for root in stories for words in instructions(root))


@pytest.mark.parametrize("name", NAMES)
def test_words_numbers_and_notes_are_the_same(built: dict[str, Built], resaved: dict[str, Path], name: str) -> None:
    assert reading.of_docx(resaved[name]) == reading.of_docx(built[name].docx)


@pytest.mark.parametrize("name", NAMES)
def test_headings_and_fields_are_still_there(built: dict[str, Built], resaved: dict[str, Path], name: str) -> None:
    ours, theirs = read_word_file(built[name].docx), read_word_file(resaved[name])
    assert headings(theirs) == headings(ours) != []
    assert fields(ours) - fields(theirs) == Counter()
    assert fields(ours)["PAGE"] > 0


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
