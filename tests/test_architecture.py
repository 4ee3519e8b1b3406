"""The rules of the house, read off the import statements and the files: who may import whom, and what stays out.

``compiler/README.md`` is the map. Its table of rooms says which modules there are and where each third party lives.
"""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "compiler"

# as the map calls a third party → its top-level modules
THIRD_PARTIES = {
    "Jinja2": {"jinja2", "markupsafe"},
    "lxml": {"lxml"},
    "markdown-it-py": {"markdown_it"},
    "Pillow": {"PIL"},
    "pydantic": {"pydantic", "pydantic_core"},
    "Pyphen": {"pyphen"},
    "python-docx": {"docx"},
    "PyYAML": {"yaml"},
    "reportlab": {"reportlab"},
    "uharfbuzz": {"uharfbuzz"},
}


def room_of(module: str) -> str:
    """The room that a module of ours belongs to: ``compiler.spec.models`` → ``spec``, a writer is a room of its own."""
    parts = module.split(".")[1:]
    return "/".join(parts[:2] if parts[:1] == ["writers"] else parts[:1])


def imports_of(file: Path) -> Iterator[str]:
    """The absolute names of what a file imports, wherever in it the statement stands."""
    module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    # a package's __init__ resolves one dot to the package itself
    package = module.removesuffix(".__init__") if file.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                is_module = (ROOT / base.replace(".", "/") / alias.name).is_dir() or (
                    ROOT / base.replace(".", "/") / f"{alias.name}.py"
                ).is_file()
                yield f"{base}.{alias.name}" if is_module else base


@functools.cache
def imports() -> dict[str, frozenset[str]]:
    """Room → everything that its modules import, by absolute name; the room ``""`` is the package's ``__init__``."""
    found: dict[str, set[str]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found.setdefault(room_of(module), set()).update(imports_of(file))
    return {room: frozenset(names) for room, names in found.items()}


@functools.cache
def ours() -> dict[str, frozenset[str]]:
    """Room → the other rooms that it imports."""
    return {
        room: frozenset(room_of(name) for name in names if name.split(".")[0] == "compiler") - {room}
        for room, names in imports().items()
    }


@functools.cache
def table() -> dict[str, frozenset[str]]:
    """Room → the third parties that the map gives it."""
    rooms: dict[str, frozenset[str]] = {}
    for line in (PACKAGE / "README.md").read_text("utf-8").splitlines():
        if match := re.fullmatch(r"\| (`.+) \|.*\| ?(.*?) ?\|", line):
            parties = re.sub(r"\(.*?\)", "", match[2]).split(",")
            for name in re.findall(r"`([\w/]+)(?:\.py)?`", match[1]):
                rooms[name.rstrip("/")] = frozenset(party.strip() for party in parties if party.strip())
    return rooms


def test_imports_point_one_way() -> None:
    try:
        TopologicalSorter(ours()).prepare()
    except CycleError as error:
        pytest.fail("these rooms import each other in a ring: " + " → ".join(error.args[1]), pytrace=False)


@pytest.mark.parametrize("room", ["ir", "diagnostics"])
def test_the_tree_and_diagnostics_import_nothing_of_ours(room: str) -> None:
    assert ours()[room] == set()


@pytest.mark.parametrize("room", ["writers/docx", "writers/pdf"])
def test_a_writer_imports_only_the_tree_the_style_and_what_writers_share(room: str) -> None:
    assert ours()[room] <= {"ir", "style", "charts", "faces", "tracks"}


def test_only_the_pipeline_knows_the_writers() -> None:
    assert {room for room, others in ours().items() if any(o.startswith("writers/") for o in others)} == {"pipeline"}


def test_only_the_front_doors_know_the_pipeline() -> None:
    assert {room for room, others in ours().items() if "pipeline" in others} <= {"", "cli", "batch"}


def test_each_third_party_lives_where_the_map_says() -> None:
    party_of = {module: party for party, modules in THIRD_PARTIES.items() for module in modules}
    found = {}
    for room, names in imports().items():
        tops = {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"compiler"}
        found[room] = frozenset(party_of.get(top, top) for top in tops)

    assert {room: found[room] for room in found if found[room]} == {
        room: table()[room] for room in table() if table()[room]
    }


def test_the_map_lists_the_rooms_that_exist() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir()} - {"writers", "__pycache__"}
    writers = {f"writers/{path.name}" for path in (PACKAGE / "writers").iterdir() if path.is_dir()} - {
        "writers/__pycache__"
    }
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__"}

    assert set(table()) == folders | writers | modules


# an absolute path of somebody's machine; a host that packages are fetched from
_PRIVATE = re.compile(
    r"(?<![\w.:/-])/(?:home|root|Users|work|tmp)/\w"
    r"|(?:pypi\.org|pythonhosted\.org|registry\.npmjs\.org|repo1?\.maven|deb\.debian\.org|crates\.io|proxy\.golang)"
)


def test_no_file_names_a_machine_or_a_registry() -> None:
    command = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    found = []
    for path in (ROOT / name for name in listed.stdout.decode().split("\0") if name):
        if path.suffix not in {".png", ".jpg", ".docx", ".pdf"} and path.is_file():
            found += [f"{path.name}: {match[0]}" for match in _PRIVATE.finditer(path.read_text("utf-8"))]

    assert found == []
