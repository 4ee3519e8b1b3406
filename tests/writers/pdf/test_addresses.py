"""Printed addresses: where their lines end, and what is told where a line's end tears one."""

from __future__ import annotations

import re

import pytest

from compiler import ir
from tests.samples import p, t
from tests.writers.pdf.opened import Opened, opened

ADDRESS = "https://example.org/" + "/".join(["intergovernmental-organisations"] * 6)


def told(file: Opened) -> list[list[tuple[str, str | None]]]:
    """What is drawn on each page, with what is told in its place."""
    return [[(shown.text, shown.actual) for shown in page if shown.mcid is not None] for page in file.shown]


def test_the_first_part_of_a_torn_address_tells_the_whole_and_the_others_a_space() -> None:
    file = opened(ir.Paragraph((ir.Text("See ("), ir.Link(ADDRESS, t(ADDRESS)), ir.Text(") and more."))))
    ((before, *parts, after),) = told(file)

    assert (before, after) == (("See (", None), (") and more.", None))
    assert "".join(text for text, _ in parts) == ADDRESS
    assert [actual for _, actual in parts] == [ADDRESS, " ", " "]
    assert file.tags == f'P "See ("\n  Link "{ADDRESS}"\n  ") and more."'


def test_an_address_on_one_line_is_told_as_it_is_drawn() -> None:
    assert told(opened(p("See https://example.org/a-b for more."))) == [
        [("See ", None), ("https://example.org/a-b ", None), ("for more.", None)]
    ]


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("https://example.org/" + "x" * 300, id="without a place to end a line"),
        pytest.param("www.example.org/" + "one-and-another/" * 9 + "end", id="without a scheme"),
        pytest.param("a-name." * 20 + "of@example.org", id="of a mailbox"),
        pytest.param("https://example.org/" + "one-Ɖ-and-another/" * 9 + "end", id="in two faces"),
        pytest.param(f"({ADDRESS}).", id="with the signs around it"),
    ],
)
def test_every_kind_of_address_is_told_whole(address: str) -> None:
    (page,) = told(opened(p(f"Before {address} after.")))
    actual = [actual for _, actual in page]

    assert "".join(text for text, _ in page) == f"Before {address} after."
    assert actual == [None, address, *[" "] * (len(page) - 3), None]
    assert len(page) > 3


def test_an_address_that_is_printed_twice_is_told_twice() -> None:
    (page,) = told(opened(p(f"{ADDRESS} {ADDRESS}")))

    assert [actual for _, actual in page if actual and actual != " "] == [ADDRESS, ADDRESS]


def test_a_torn_address_in_a_repeated_head_is_told_where_it_is_read() -> None:
    head = ir.Row((ir.Cell((p(ADDRESS, "table-head"),), ir.Scope.COLUMN),))
    body = tuple(ir.Row((ir.Cell((p(f"Row {i}", "table-cell"),)),)) for i in range(60))
    file = opened(ir.Table((ir.Column(),), (head,), body))

    assert len(file.shown) > 1
    assert [[actual for _, actual in page if actual and actual != " "] for page in told(file)] == [[ADDRESS], []]
    assert re.sub(r"\s", "", file.texts(1, artifacts=True)).count(ADDRESS) == 1


def test_an_address_ends_its_lines_before_its_hyphens_and_gets_none() -> None:
    lines = [text for text, _ in told(opened(ir.Paragraph((ir.Link(ADDRESS, t(ADDRESS)),))))[0]]

    assert len(lines) > 2
    assert "".join(lines) == ADDRESS
    assert [line for line in lines if line.endswith(("-", "\N{SOFT HYPHEN}"))] == []
    assert [line for line in lines if line.startswith("-")]
