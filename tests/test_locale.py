"""Languages: each says everything that English says, and a brief in it reads the same in both files."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest

from compiler import compile_brief, ir
from compiler.locale import FOLDER, load_locale
from tests.corpus import ROOT
from tests.oracles import reading

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
OTHERS = [language for language in LANGUAGES if language != "en"]


def shape(value: Any) -> Any:
    """Keys, numbers of items and places to fill in, without the words."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items() if key != "regions"}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return value if isinstance(value, int) else "words"


def texts(value: Any) -> list[str]:
    match value:
        case dict():
            return [text for inner in value.values() for text in texts(inner)]
        case list():
            return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_what_english_says(language: str) -> None:
    assert shape(load_locale(language).data) == shape(load_locale("en").data)


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_fills_in_only_what_english_fills_in(language: str) -> None:
    def places(language: str) -> list[set[str]]:
        return [set(re.findall(r"\{\w+\}", text)) for text in texts(load_locale(language).words)]

    assert all(own <= english for own, english in zip(places(language), places("en"), strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_ends_in_a_space_or_breaks_before_a_high_sign(language: str) -> None:
    words = {k: v for k, v in load_locale(language).words.items() if k != "page_of"}

    assert [text for text in texts(words) if text != text.strip(" ") or re.search(r" [:;?!%»]|« ", text)] == []


@pytest.mark.parametrize(
    ("language", "date", "first", "month", "number", "share", "list"),
    [
        ("en", "22 April 2025", "1 May 2025", "April 2025", "1 234.5", "20–45 %", "a, b and c"),
        ("en-US", "April 22, 2025", "May 1, 2025", "April 2025", "1 234.5", "20–45 %", "a, b and c"),
        ("fr", "22 avril 2025", "1er mai 2025", "avril 2025", "1 234,5", "20–45 %", "a, b et c"),
        ("de", "22. April 2025", "1. Mai 2025", "April 2025", "1 234,5", "20–45 %", "a, b und c"),
        ("fi", "22. huhtikuuta 2025", "1. toukokuuta 2025", "huhtikuu 2025", "1 234,5", "20–45 %", "a, b ja c"),
    ],
)
def test_dates_numbers_and_lists_are_written_as_the_language_does(
    language: str, date: str, first: str, month: str, number: str, share: str, list: str
) -> None:
    locale = load_locale(language)

    assert locale.date(datetime.date(2025, 4, 22)) == date
    assert locale.date(datetime.date(2025, 5, 1)) == first
    assert locale.partial_date(2025, 4) == month
    assert locale.number(1234.5).replace("\u00a0", " ") == number
    assert locale.percent_range(20, 45).replace("\u00a0", " ") == share
    assert locale.listing(["a", "b", "c"]) == list


@pytest.mark.parametrize("language", OTHERS)
def test_a_brief_in_the_language_reads_the_same_in_both_files(language: str, tmp_path: Path) -> None:
    spec = (ROOT / "briefs" / "ukraine.yaml").read_text("utf-8")
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "talks.yaml").write_text(f"{spec}\nlanguage: {language}\n", "utf-8")

    done = compile_brief(tmp_path / "talks.yaml")

    assert done.document is not None, "\n".join(found.render() for found in done.diagnostics)
    for kind, data in done.outputs.items():
        (tmp_path / f"talks.{kind}").write_bytes(data)
    said = reading.of_tree(done.document)
    assert reading.of_docx(tmp_path / "talks.docx") == said == reading.of_pdf(tmp_path / "talks.pdf")
    words = load_locale(language).words
    assert {words["situation"], words["positions"], words["next_steps"]} <= {
        ir.plain_text(block.title) for block in done.document.content if isinstance(block, ir.Section)
    }
