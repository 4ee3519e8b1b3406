"""``PDF_UA1.md`` says of each condition what we do about it: nothing is left out, and what it names is there."""

from __future__ import annotations

import ast
import functools
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from compiler.writers.pdf.tags import ROLE_MAP

TESTS = Path(__file__).parents[2]
HOME = TESTS.parent / "compiler" / "writers" / "pdf"
PAGE = (HOME / "PDF_UA1.md").read_text("utf-8")

# How many conditions each of the 31 checkpoints of the Matterhorn Protocol 1.1 has.
CONDITIONS = (7, 4, 3, 1, 3, 4, 2, 2, 8, 1, 7, 1, 8, 7, 5, 3, 3, 2, 4, 3, 1, 1, 1, 1, 1, 2, 1, 18, 1, 2, 30)

# ISO 32000-1, tables 333 to 340, those that our types are mapped to.
STANDARD = {"P", "Div", "Span", "Note", "H6"}

_NAMED = re.compile(r"`([\w./]+\.py)::([\w.]+)`")


@dataclass(frozen=True)
class Row:
    """A line of the ledger."""

    conditions: tuple[str, ...]
    state: str
    reason: str
    code: str
    test: str

    def __str__(self) -> str:
        return self.conditions[0]


def rows() -> list[Row]:
    found = []
    for line in PAGE.splitlines():
        if re.match(r"\| \d\d-\d{3}", line):
            conditions, *rest = (cell.strip() for cell in line.strip("|").split("|"))
            found.append(Row(tuple(conditions.split(", ")), *rest))
    return found


ROWS = rows()


@functools.cache
def names(file: Path) -> frozenset[str]:
    """What a module defines, ``Class.method`` too."""

    def visit(body: list[ast.stmt], prefix: str) -> list[str]:
        found: list[str] = []
        for node in body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                found.append(prefix + node.name)
                if isinstance(node, ast.ClassDef):
                    found += visit(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, ast.Assign):
                found += [prefix + target.id for target in node.targets if isinstance(target, ast.Name)]
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.append(prefix + node.target.id)
        return found

    return frozenset(visit(ast.parse(file.read_text("utf-8")).body, "")) if file.is_file() else frozenset()


def exists(reference: str, folder: Path) -> bool:
    """Whether ``file.py::name`` is there."""
    found = _NAMED.fullmatch(reference)
    return found is not None and found[2] in names((folder / found[1]).resolve())


def test_every_condition_of_all_31_checkpoints_stands_there_once_under_its_own() -> None:
    sections = re.split(r"^## (\d\d) .*$", PAGE, flags=re.MULTILINE)[1:]
    stands = {int(number): re.findall(r"\b\d\d-\d{3}\b", "".join(re.findall(r"^\|[^|]*\|", text, re.MULTILINE)))
              for number, text in zip(sections[::2], sections[1::2], strict=True)}  # fmt: skip

    assert len(CONDITIONS) == 31
    assert {number: sorted(found) for number, found in stands.items()} == {
        number: [f"{number:02}-{i:03}" for i in range(1, count + 1)] for number, count in enumerate(CONDITIONS, 1)
    }


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_condition_is_enforced_by_code_and_a_test_that_exist_or_says_why_not(row: Row) -> None:
    assert row.reason
    if row.state == "enforced":
        assert exists(row.code, HOME), f"no code {row.code}"
        assert exists(row.test, TESTS), f"no test {row.test}"
        assert "::test_" in row.test
    else:
        assert row.state in ("absent", "person")
        assert (row.code, row.test) == ("", "")


def test_all_else_that_the_page_names_is_there_too() -> None:
    lost = [f"{file}::{name}" for file, name in _NAMED.findall(PAGE)
            if not (name in names((HOME / file).resolve()) or name in names(TESTS / file))]  # fmt: skip

    assert lost == []


@pytest.mark.parametrize(
    "reference", ["`canvas.py::Canvas._marked`", "`canvases.py::Canvas`", "canvas.py::Canvas", "", "`canvas.py::_mark`"]
)
def test_what_is_not_there_is_noticed(reference: str) -> None:
    assert exists("`canvas.py::Canvas._mark`", HOME)
    assert not exists(reference, HOME)


def test_every_type_is_mapped_to_a_standard_one_at_once() -> None:
    assert set(ROLE_MAP.values()) <= STANDARD
    assert set(ROLE_MAP) & STANDARD == set()
