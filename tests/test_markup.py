"""Markup: the cases of ``tests/cases``, the order in which marks are resolved, hostile input in bounded time."""

from __future__ import annotations

import datetime
import inspect
import re
import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from html import escape
from pathlib import Path

import pytest

import compiler.markup
from compiler import ir
from compiler.markup import CODES, Citation, Markup, Problem
from tests.cases import Case, load

NAMES = {
    "vars": {
        "x": "X",
        "note": "*a* <b> {{ x }}",
        "said": 'say "hi"',
        "day": datetime.date(2025, 4, 22),
        "amount": 1_250_000,
        "empty": "",
    },
    "actors": {"us-gov": {"name": "United States"}},
}


class English:
    """Quotes, dates and numbers as the EU's style guide has them."""

    quotes = ("‘", "’", "“", "”")

    def date(self, value: datetime.date) -> str:
        return f"{value.day} {value:%B} {value.year}"

    def number(self, value: int | float | Decimal) -> str:
        return f"{value:,}".replace(",", "\xa0")


class Numbering:
    """A resolver that counts notes and keeps a record of what it was asked for."""

    def __init__(self) -> None:
        self.labels = {"one": "Recommendation 1", "two": "Table"}
        self.printed = {"one"}
        self.without_id = ""
        self.asked: list[str] = []
        self._notes = 0

    def note(self, content: Callable[[], ir.Inlines]) -> ir.Inlines:
        self._notes += 1
        number = self._notes
        self.asked.append(f"note {number}")
        return (ir.Note(number, (ir.Paragraph(content(), "footnote"),)),)

    def citation(self, items: Sequence[Citation]) -> ir.Inlines:
        return self.note(lambda: self.citation_text(items))

    def citation_text(self, items: Sequence[Citation]) -> ir.Inlines:
        self.asked.extend(item.source for item in items)
        return (ir.Text("cites " + " ".join(f"({i.prefix}|{i.source}|{i.suffix})" for i in items)),)


def reader(resolver: Numbering | None = None) -> Markup:
    sources = {"a", "b", "2.x:y", "end.", "Kyiv"}
    expansions = {"EEAS": "European External Action Service"}
    return Markup(NAMES, English(), resolver or Numbering(), sources, expansions)


# ------------------------------------------------------------------------------------------------------------- cases


def inlines(nodes: ir.Inlines) -> str:
    """Nodes as tags, text escaped, so that what is shown and what is interpreted look different."""
    out = ""
    for node in nodes:
        match node:
            case ir.Text(text):
                out += escape(text, quote=False).replace("\xa0", "~")
            case ir.Code(text):
                out += f"<code>{escape(text, quote=False)}</code>"
            case ir.Emphasis(content):
                out += f"<em>{inlines(content)}</em>"
            case ir.Strong(content):
                out += f"<strong>{inlines(content)}</strong>"
            case ir.Link(href, content):
                out += f'<a href="{escape(href, quote=False)}">{inlines(content)}</a>'
            case ir.Reference(target, content):
                out += f"<ref {target}>{inlines(content)}</ref>"
            case ir.Note(number, paragraphs):
                out += f"<note {number}>{''.join(inlines(p.content) for p in paragraphs)}</note>"
            case ir.Abbreviation(text, expansion):
                out += f"<abbr {expansion}>{text}</abbr>"
            case ir.Bound(content=content) | ir.Fixed(content=content):
                out += inlines(content)
            case ir.LineBreak():
                out += "<br/>"
            case _:
                raise AssertionError(f"markup makes no {node}")
    return out


def blocks(content: tuple[ir.Block, ...], pad: str = "") -> Iterator[str]:
    """A line for each block, indented by depth."""
    for block in content:
        match block:
            case ir.Paragraph(text, role):
                yield f"{pad}<p {role}>{inlines(text)}</p>"
            case ir.List(items, ordered, start, role):
                yield f"{pad}<list {role}{f' from {start}' if ordered else ''}>"
                for item in items:
                    yield f"{pad}  <item>"
                    yield from blocks(item.content, f"{pad}    ")
            case ir.Quote(inner):
                yield f"{pad}<quote>"
                yield from blocks(inner, f"{pad}  ")
            case ir.Table(columns, head, body):
                yield f"{pad}<table {' '.join(column.align.value for column in columns)}>"
                for row in (*head, *body):
                    yield f"{pad}  <row>"
                    for cell in row.cells:
                        yield f"{pad}    <cell{f' {cell.scope.value}' if cell.scope else ''}>"
                        yield from blocks(cell.content, f"{pad}      ")
            case _:
                raise AssertionError(f"markup makes no {block}")


def problems(found: list[Problem]) -> Iterator[str]:
    for p in found:
        yield f"{p.severity.value}[{p.code}]: {p.message} ({p.needle!r} {p.nth}; {p.help})"


def result(kind: str, given: str) -> str:
    """What comes of a text of a kind: its nodes and its problems."""
    markup = reader()
    match kind:
        case "text":
            lines = [inlines(markup.text(given, ("title",)))]
        case "inline":
            lines = [inlines(markup.inline(given, ("bottom_line",)))]
        case _:
            lines = list(blocks(markup.prose(given, ("purpose",))))
    return "\n".join([*lines, *problems(markup.problems)]) + "\n"


CASES = [case for name in ("text", "quotes", "inline", "prose") for case in load(name)]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.kind}: {case.title}" for case in CASES])
def test_case(case: Case) -> None:
    assert result(case.kind, case.given) == case.expected


def test_without_sources_an_unknown_one_is_to_be_added() -> None:
    markup = Markup(NAMES, English(), Numbering(), frozenset(), {})

    markup.inline("[@a]", ())

    assert [problem.help for problem in markup.problems] == ["add it to `sources`"]


# ------------------------------------------------------------------------------------------------- order and places


def test_marks_are_resolved_in_reading_order_and_a_note_before_what_is_in_it() -> None:
    resolver = Numbering()

    reader(resolver).prose("x [@a] y^[z [@b] w]\n\n| [@2.x:y] |\n|-|\n| ^[v] |", ())

    assert resolver.asked == ["note 1", "a", "note 2", "b", "note 3", "2.x:y", "note 4"]


def test_blocks_know_the_path_that_they_came_from() -> None:
    path = ("annexes", 0, "text")

    found = reader().prose("a\n\n- b\n\n> c\n\n|d|\n|-|\n", path)

    assert [block.origin for block in ir.walk(found) if not isinstance(block, ir.Section)] == [path] * 7


def test_roles_are_the_callers() -> None:
    found = reader().prose("a\n\n- b", (), "callout", "callout-item")

    assert list(blocks(found)) == ["<p callout>a</p>", "<list callout-item>", "  <item>", "    <p callout-item>b</p>"]


def test_an_abbreviation_is_spelt_out_once_in_a_brief() -> None:
    markup = reader()

    assert inlines(markup.inline("EEAS", ())) == "European External Action Service (EEAS)"
    assert inlines(markup.inline("EEAS", ())) == "<abbr European External Action Service>EEAS</abbr>"


def test_neighbouring_texts_are_one_node() -> None:
    assert reader().inline("a &amp; \\* _b", ()) == (ir.Text("a & * _b"),)


@pytest.mark.parametrize(
    ("typed", "mark", "shown"),
    [
        ("Talks [see @a, p. 3] go on", "[see @a, p. 3]", "1"),
        ("Talks^[An aside, {{ vars.x }}.] go on", "^[An aside, {{ vars.x }}.]", "1"),
        ("See [](#one) there", "[](#one)", "Recommendation 1"),
        ("It is '{{ vars.x }}' now", "{{ vars.x }}", "X"),
        ("The EEAS acts", "EEAS", "European External Action Service (EEAS)"),
    ],
)
def test_what_stands_for_a_mark_knows_how_it_was_typed(typed: str, mark: str, shown: str) -> None:
    (fixed,) = (node for node in reader().inline(typed, ()) if isinstance(node, ir.Fixed))
    (inner,) = fixed.content
    assert fixed.source == mark
    assert (str(inner.number) if isinstance(inner, ir.Note) else ir.plain_text((inner,))) == shown


def test_the_quotes_round_a_value_are_set_as_round_a_word() -> None:
    assert ir.plain_text(reader().inline("It is '{{ vars.x }}' now", ())) == "It is ‘X’ now"


def test_the_spaces_round_a_value_are_folded_with_those_beside_it() -> None:
    assert ir.plain_text(reader().inline("a {{ ' b ' }} c {{ ' ' }}", ())) == "a b c"
    assert ir.plain_text(reader().text("a {{ ' b ' }} c {{ ' ' }}", ())) == "a b c"


def test_words_with_a_cross_reference_are_the_authors_own() -> None:
    assert reader().inline("[that one](#one)", ()) == (ir.Reference("one", (ir.Text("that one"),)),)


def test_each_paragraph_of_a_prose_text_is_bound_as_the_next_part_of_it() -> None:
    text = "One.\n\n- two\n- three\n\n|a|\n|-|\n|b|\n\n> last"
    bound = [
        (node.part, ir.plain_text(node.content))
        for block in ir.walk(reader().prose(text, ("situation",)))
        if isinstance(block, ir.Paragraph)
        for node in block.content
        if isinstance(node, ir.Bound) and node.origin == ("situation",)
    ]
    assert bound == list(enumerate(["One.", "two", "three", "a", "b", "last"]))


def test_the_quotes_are_the_languages() -> None:
    class French(English):
        quotes = ("«\xa0", "\xa0»", "“", "”")

    markup = Markup(NAMES, French(), Numbering())

    assert inlines(markup.text("il a dit \"l'accord 'final'\"", ())) == "il a dit «~l’accord “final”~»"


# ------------------------------------------------------------------------------------------------------ hostile input

HOSTILE = (
    "[", "*", ">", "`", "_", "^[", "[@a", "![", "<", "&", "- ", "1. ", "*a ", "a**b", "{{", "{{ ' }} ", "}}", "{{x}}",
    "\\", "](", "[x](y)", "[[]", "|", "> - ", "'", "\"'a", "\n>", "\n- ", "a|b\n-|-\n", "^[a]", "[@zz]", "[](#q)",
    "<b>", "&shy;", "~~~\n", "[a]: b\n", "EEAS ",
)  # fmt: skip


@pytest.mark.parametrize("kind", ["text", "inline", "prose"])
def test_repeated_marks_take_bounded_time(kind: str) -> None:
    for mark in HOSTILE:
        start = time.perf_counter()
        getattr(reader(), kind)(mark * (5_000 // len(mark)), ())
        # some 0.2 s at worst; what grows with the square of the length takes many times that
        assert time.perf_counter() - start < 5, mark


def test_many_expressions_that_end_in_strings_only_take_bounded_time() -> None:
    start = time.perf_counter()

    reader().text("{{ ' }} ' " * 40_000, ())
    reader().inline("`" + "{{ ' }} ' " * 40_000 + "`", ())
    reader().inline("`" + "{{ " * 100_000 + "`", ())

    assert time.perf_counter() - start < 5


def test_a_text_with_many_mistakes_reports_a_hundred() -> None:
    markup = reader()

    markup.text("{{ x }}" * 1000, ())

    assert len(markup.problems) == 100


# -------------------------------------------------------------------------------------------------------------- codes


def test_every_code_is_explained_and_every_explanation_is_used() -> None:
    folder = Path(inspect.getfile(compiler.markup)).parent
    source = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.py")))

    assert set(re.findall(r'"(M\d{3})",', source)) == set(CODES)
