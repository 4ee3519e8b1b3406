"""Layout: the cases of ``tests/cases/layout.md``, the mistakes of a layout, the same tree whatever came before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compiler import Compilation, Options, compile_brief, ir
from tests.cases import Case, load
from tests.dump import dump

BASE = {
    "brief": "1",
    "title": "Talks",
    "date": "2025-04-22",
    "situation": "Talks are stalled.",
    "actors": "{ru: Russia, ua: Ukraine, us: United States}",
    "positions": "[{actor: ru, summary: Waits.}]",
    "recommendations": "[{action: Wait.}]",
}


def compiled(fragment: str, folder: Path, style: str | None = None) -> Compilation:
    """The base brief with the keys of ``fragment`` put in or replaced, compiled to a tree only."""
    own = set(re.findall(r"^([a-z_]+):", fragment, re.MULTILINE))
    lines = [f"{key}: {value}" for key, value in BASE.items() if key not in own]
    (folder / "pyproject.toml").touch()
    (folder / "talks.yaml").write_text("\n".join([*lines, fragment]) + "\n", "utf-8")
    return compile_brief(folder / "talks.yaml", Options(formats=(), style=style))


def shown(document: ir.Document, part: str) -> str:
    """The dump of the section called ``part``, of the title block (``head``), of the imprint (``end``), of ``all``."""
    blocks = document.content
    if part == "head":
        blocks = tuple(b for b in blocks if isinstance(b, ir.DefinitionList))
    elif part == "end":
        blocks = tuple(b for b in blocks if isinstance(b, ir.Paragraph))
    elif part == "furniture":
        f = document.furniture
        lines = (f.first_header, f.header, f.first_footer, f.footer)
        blocks = tuple(ir.Paragraph(cell, "cell") for line in lines for cell in (line.left, line.middle, line.right))
    elif part != "all":
        blocks = tuple(b for b in blocks if isinstance(b, ir.Section) and ir.plain_text(b.title) == part)
    return re.sub(r" +$", "", dump(blocks), flags=re.MULTILINE)


@pytest.mark.parametrize("case", load("layout"), ids=lambda case: case.title)
def test_layout(case: Case, tmp_path: Path) -> None:
    done = compiled(case.given, tmp_path)
    assert done.document is not None, "\n".join(d.render() for d in done.diagnostics)
    assert shown(done.document, case.kind) == case.expected


def test_endnotes_have_a_heading_and_only_where_there_are_notes(tmp_path: Path) -> None:
    (tmp_path / "styles" / "ends").mkdir(parents=True)
    (tmp_path / "styles" / "ends" / "style.yaml").write_text("extends: memo\nnotes: endnotes\n", "utf-8")

    for purpose, last in (("Decide.^[Soon.]", "Notes"), ("Decide.", "Recommendations")):
        document = compiled(f"purpose: {purpose}", tmp_path, "ends").document
        assert document is not None
        assert isinstance(document.content[-1], ir.Section)
        assert ir.plain_text(document.content[-1].title) == last


def test_every_text_of_the_tree_knows_its_path(tmp_path: Path) -> None:
    done = compiled("purpose: To decide.\nkey_messages: [One, {text: Two}]", tmp_path)
    assert done.document is not None
    origins = {
        ir.plain_text(b.content): b.origin for b in ir.walk(done.document.content) if isinstance(b, ir.Paragraph)
    }
    assert origins["To decide."] == ("purpose",)
    assert origins["One"] == ("key_messages", 0, "text")
    assert origins["Two"] == ("key_messages", 1, "text")


def bound(content: ir.Inlines) -> list[tuple[ir.Path, str]]:
    """The texts bound in a paragraph, with the words that each shows."""
    return [(node.origin, ir.plain_text(node.content)) for node in content if isinstance(node, ir.Bound)]


def test_texts_that_share_a_paragraph_are_bound_each_by_itself(tmp_path: Path) -> None:
    done = compiled("to: {name: A. Person, role: Head, unit: EEAS, email: a@example.org}", tmp_path)
    assert done.document is not None
    (content,) = (
        b.content
        for b in ir.walk(done.document.content)
        if isinstance(b, ir.Paragraph) and ir.plain_text(b.content).startswith("A. Person")
    )
    assert bound(content) == [
        (("to", 0, "name"), "A. Person"), (("to", 0, "role"), "Head"), (("to", 0, "unit"), "EEAS"),
    ]  # fmt: skip


def test_the_tree_holds_the_texts_that_it_shows_as_they_were_written(tmp_path: Path) -> None:
    done = compiled("purpose: To *decide*.\nseries: Notes\nkeywords: [not shown]", tmp_path)
    assert done.document is not None
    texts = {text.origin: text for text in done.document.texts}
    assert len(texts) == len(done.document.texts)
    assert texts["purpose",] == ir.SpecText(("purpose",), ir.TextKind.PROSE, "To *decide*.")
    assert texts["series",].kind is ir.TextKind.TEXT
    assert texts["title",].required
    assert texts["recommendations", 0, "action"].required
    assert ("keywords", 0) not in texts


def test_a_title_cut_short_in_the_header_is_not_taken_for_the_title(tmp_path: Path) -> None:
    for title, taken in (("Talks", [(("title",), "Talks")]), ("'Talks: all of them'", [])):
        document = compiled(f"title: {title}", tmp_path).document
        assert document is not None
        assert ir.plain_text(document.furniture.header.middle) == "Talks"
        assert bound(document.furniture.header.middle) == taken


LAYOUT = "<section><h>{{ t.situation }}</h>{{ brief.situation.text }}</section>"


@pytest.mark.parametrize(
    ("layout", "message", "line", "help"),
    [
        ("\n<sectoin/>", "unknown tag `sectoin`", 2, "did you mean `section`?"),
        ("<p\n class='x' colour='red'/>", "unknown attribute `colour` of `p`", 1, "it takes `class`, `id`"),
        ("\n\n<p class='bodi'>x</p>", "the style has no role `bodi`", 3, "did you mean `body`?"),
        ("<dl class='nope'><dt>a</dt><dd>b</dd></dl>", "the style has no grid `nope`", 1, None),
        ("<section>\n<p>no heading</p></section>", "a section needs a heading", 1, "begin it with `<h>…</h>`"),
        ("<p>\n<section><h>x</h></section></p>", None, None, None),
        (
            "<columns class='subject'><tr><th>x</th></tr></columns>",
            "`th` can't stand in `columns`, which are no table",
            1,
            "write `td`",
        ),
        ("<p>open", "not well-formed: mismatched tag", 1, "every tag is closed: `<br/>`"),
        ("{{ brief.titel }}", "'compiler.template.View object' has no attribute 'titel'", 1, None),
        ("\n{% if %}", "Expected an expression, got 'end of statement block'", 2, None),
    ],
)
def test_a_mistake_in_a_layout_is_a_diagnostic_with_its_line(
    layout: str, message: str | None, line: int | None, help: str | None, tmp_path: Path
) -> None:
    own = tmp_path / "styles" / "own"
    own.mkdir(parents=True)
    (own / "style.yaml").write_text("extends: memo\n", "utf-8")
    (own / "layout.html").write_text(layout + LAYOUT, "utf-8")
    done = compiled("", tmp_path, "own")
    assert done.failed
    first = done.diagnostics[0]
    assert first.span.file == "styles/own/layout.html"
    if message is not None:
        assert (first.message, first.span.line) == (message, line)
    if help is not None:
        assert first.help == help


def test_a_text_cannot_break_or_inject_into_a_layout(tmp_path: Path) -> None:
    done = compiled("title: \"</p><section><h>x</h></section>{{ '{{ brief.title }}' }} &amp; ]]>\"", tmp_path)
    assert done.document is not None
    assert "title: </p><section><h>x</h></section>{{ brief.title }} &amp; ]]>\n" in dump(done.document.content)


def test_a_compilation_leaves_nothing_behind_for_the_next(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    fragment = "abbreviations: {EC: European Countries}\npurpose: EC and EC^[x]."
    first = compiled(fragment, one).document
    compiled("purpose: Something else^[y].", two)
    again = compiled(fragment, one).document
    assert first == again
