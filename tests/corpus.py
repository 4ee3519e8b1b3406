"""The documents that many tests look at: every brief of the project, and the sample tree, with the files made of them.

In: ``briefs/*.yaml`` and ``samples.memo()``. Out: ``Built`` values, by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compiler import compile_brief, ir
from compiler.style import load_style
from compiler.writers import docx, pdf
from tests.samples import memo

ROOT = Path(__file__).parent.parent
BRIEFS = sorted(path.stem for path in (ROOT / "briefs").glob("*.yaml"))
NAMES = (*BRIEFS, "sample")


@dataclass(frozen=True, slots=True)
class Built:
    """A document and the two files that were made of it."""

    document: ir.Document
    docx: Path
    pdf: Path


def build_all(folder: Path) -> dict[str, Built]:
    """Compile every brief and the sample into ``folder``; a brief that does not compile is an ``AssertionError``."""
    built = {}
    for name in BRIEFS:
        done = compile_brief(ROOT / "briefs" / f"{name}.yaml")
        assert done.document is not None, "\n".join(diagnostic.render() for diagnostic in done.diagnostics)
        built[name] = _save(folder / name, done.document, done.outputs["docx"], done.outputs["pdf"])
    style = load_style(ROOT / "styles" / "memo")
    sample = memo()
    built["sample"] = _save(folder / "sample", sample, docx.write(sample, style).data, pdf.write(sample, style).data)
    return built


def _save(stem: Path, document: ir.Document, docx_data: bytes, pdf_data: bytes) -> Built:
    files = Built(document, stem.with_suffix(".docx"), stem.with_suffix(".pdf"))
    files.docx.write_bytes(docx_data)
    files.pdf.write_bytes(pdf_data)
    return files
