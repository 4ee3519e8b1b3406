"""The torture brief is as hard as it is meant to be: that it passes proves nothing if the hard cases slipped out."""

from __future__ import annotations

import pytest

from compiler import ir
from tests.corpus import TORTURED, Built
from tests.oracles import objects


@pytest.mark.parametrize("name", TORTURED)
def test_it_has_forty_pages_and_what_is_hard_goes_over_their_ends(built: dict[str, Built], name: str) -> None:
    pages = objects.spread(built[name].pdf)

    assert max(pages["Document"]) >= 40
    assert sum(count > 1 for count in pages["Note"]) >= 3
    assert sum(count > 1 for count in pages["Link"]) >= 1
    assert max(pages["Table"]) >= 5
    assert max(pages["L"]) >= 2


@pytest.mark.parametrize("name", TORTURED)
def test_it_has_each_kind_of_node_that_a_brief_can_make(built: dict[str, Built], name: str) -> None:
    blocks = list(ir.walk(built[name].document.content))
    tables = [block for block in blocks if isinstance(block, ir.Table)]
    figures = [block for block in blocks if isinstance(block, ir.Figure)]

    assert {type(block) for block in blocks} >= {
        ir.Paragraph, ir.Section, ir.List, ir.DefinitionList, ir.Table, ir.Figure, ir.Quote, ir.Callout, ir.References,
    }  # fmt: skip
    assert max(len(table.body) for table in tables) == 300
    assert max(len(table.columns) for table in tables) == 14
    assert {drawing.format for figure in figures if isinstance(drawing := figure.drawing, ir.Image)} == {"png", "jpeg"}
    assert {figure.alt is None for figure in figures} == {True, False}
    assert _depth(built[name].document.content) >= 4


@pytest.mark.parametrize("name", TORTURED)
def test_nine_issues_stand_in_three_tables_of_three(built: dict[str, Built], name: str) -> None:
    blocks = ir.walk(built[name].document.content)

    assert [len(block.columns) for block in blocks if isinstance(block, ir.Table) and block.role == "matrix"] == [
        4,
        4,
        4,
    ]


def _depth(blocks: tuple[ir.Block, ...]) -> int:
    """How many lists stand in each other."""
    return max((isinstance(block, ir.List) + _depth(ir.children(block)) for block in blocks), default=0)
