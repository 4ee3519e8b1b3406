"""Generated briefs: valid ones compile and both files read as the tree; spoiled ones get diagnostics, no traceback.

``make test`` tries a few, the same ones each time; ``make fuzz`` ten thousand, others each time.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler import Severity, compile_brief
from compiler.pipeline import Options
from tests.fuzz.specs import dumped, specs, spoiled
from tests.oracles import objects, reading

ROOT = Path(__file__).parents[2]
CACHE = Path(tempfile.mkdtemp())  # layouts are compiled once
CASES = int(os.environ.get("FUZZ_CASES", "0"))
UKRAINE = (ROOT / "briefs" / "ukraine.yaml").read_text("utf-8")
STYLES = sorted(path.parent.name for path in (ROOT / "styles").glob("*/style.yaml") if path.parent.name != "base")


def bounded(few: int) -> settings:
    """A few cases, or as many as are asked for."""
    return settings(
        max_examples=CASES or few,
        derandomize=not CASES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@bounded(12)
@given(specs(), st.sampled_from(STYLES))
def test_a_valid_brief_compiles_and_both_files_read_as_the_tree(spec: dict[str, object], style: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "brief.yaml")
        path.write_text(dumped(spec), "utf-8")
        result = compile_brief(path, Options(style=style, cache=CACHE))
        errors = [d for d in result.diagnostics if d.severity is Severity.ERROR]
        if errors and {d.code[0] for d in errors} == {"L"}:
            return  # too long for the style, which is no mistake of the compiler's
        assert result.document is not None, dumped(spec) + "\n".join(d.render() for d in errors)
        files = {}
        for name, data in result.outputs.items():
            files[name] = Path(folder, f"brief.{name}")
            files[name].write_bytes(data)
        said = reading.of_tree(result.document)
        assert reading.of_docx(files["docx"]) == said
        assert reading.of_tags(objects.structure(files["pdf"])) == said


@bounded(60)
@given(st.one_of(spoiled(UKRAINE), specs().map(dumped).flatmap(spoiled)))
def test_a_spoiled_file_gets_diagnostics_with_places_and_never_a_traceback(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "brief.yaml")
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        result = compile_brief(path, Options(cache=CACHE))
        lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        assert result.outputs or result.failed
        for diagnostic in result.diagnostics:
            assert diagnostic.render()
            if diagnostic.span.file == str(path):
                assert 0 <= diagnostic.span.line <= lines
