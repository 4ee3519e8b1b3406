"""The torture brief is as hard as it is meant to be: that it passes proves nothing if the hard cases slipped out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from PIL import Image

from compiler import ir
from compiler.spec.schema import json_schema
from tests import torture
from tests.corpus import TORTURED, Built
from tests.oracles import objects, poppler


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
    assert max(len(table.columns) for table in tables) == 14
    assert {drawing.kind for figure in figures if isinstance(drawing := figure.drawing, ir.Chart)} == set(ir.ChartKind)
    assert {figure.alt is None for figure in figures} == {True, False}
    assert _depth(built[name].document.content) >= 4


def test_it_has_each_kind_of_figure_that_the_format_knows(tmp_path: Path) -> None:
    """As the schema is made from the models, a kind that is added there is wanted here."""
    definitions = json.loads(json_schema())["$defs"]
    known = set()
    for name in (name for name in definitions if name.endswith("Figure")):
        keys = definitions[name]["properties"]
        (kind,) = keys["kind"]["enum"]
        known |= {(kind, chart) for chart in keys.get("chart", {"enum": [None]})["enum"]}

    brief = yaml.safe_load(torture.write(tmp_path).read_text("utf-8"))
    figures = [figure for part in (brief["situation"], *brief["annexes"]) for figure in part.get("figures", ())]

    assert {(figure["kind"], figure.get("chart")) for figure in figures} == known


def test_its_images_are_stored_in_every_way_in_which_pillow_writes_a_png_or_jpeg(tmp_path: Path) -> None:
    torture.write(tmp_path)
    stored = set()
    for file in tmp_path.iterdir():
        if file.suffix in (".png", ".jpg"):
            with Image.open(file) as image:
                traits = [trait for trait in ("transparency", "progressive", "exif") if trait in image.info]
                stored.add((image.format, image.mode, *traits))

    assert stored == {
        ("PNG", "1"), ("PNG", "L"), ("PNG", "I;16"), ("PNG", "LA"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"),
        ("PNG", "P", "transparency"),
        ("JPEG", "L"), ("JPEG", "RGB"), ("JPEG", "RGB", "progressive"), ("JPEG", "RGB", "exif"), ("JPEG", "CMYK"),
    }  # fmt: skip


@pytest.mark.parametrize("name", TORTURED)
def test_each_of_300_rows_has_a_head_and_each_cell_names_its_heads(built: dict[str, Built], name: str) -> None:
    tables = [tag for tag in poppler.structure(built[name].pdf).walk() if tag.kind == "Table"]
    longest = max(([tag for tag in table.walk() if tag.kind == "TR"] for table in tables), key=len)
    cells = [[cell for cell in row.children if isinstance(cell, poppler.Tag)] for row in longest]
    body = [row for row in cells if "/Scope /Row" in row[0].attributes]

    assert [cell.attributes for cell in cells[0]] == [["/Scope /Column"]] * 4
    assert len(body) == 300
    for row in body:
        assert [cell.kind for cell in row] == ["TH", "TD", "TD", "TD"]
        for column, cell in zip(cells[0][1:], row[1:], strict=True):
            assert f"/Headers [({column.id}) ({row[0].id})]" in cell.attributes


@pytest.mark.parametrize("letter", ["[\u0370-\u03ff]", "[\u0400-\u04ff]"], ids=["Greek", "Cyrillic"])
@pytest.mark.parametrize("name", TORTURED)
def test_it_has_other_alphabets_in_headings_texts_cells_notes_and_sources(
    built: dict[str, Built], name: str, letter: str
) -> None:
    tags = poppler.structure(built[name].pdf).walk()

    assert {tag.kind for tag in tags if re.search(letter, tag.text())} >= {"H1", "P", "TD", "Note", "LBody"}


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
