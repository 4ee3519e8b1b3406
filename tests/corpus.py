"""The documents that many tests look at: every brief of the project, and the sample tree, with the files made of them.

In: ``briefs/*.yaml`` and ``samples.memo()``. Out: ``Built`` values, by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compiler import Options, compile_brief, ir
from compiler.style import load_style
from compiler.writers import docx, pdf
from tests.samples import memo

ROOT = Path(__file__).parent.parent
BRIEFS = sorted(path.stem for path in (ROOT / "briefs").glob("*.yaml"))
NAMES = (*BRIEFS, "sample")


@dataclass(frozen=True, slots=True)
class Built:
    """A document and the files that were made of it; ``ua2`` is the PDF as PDF/UA-2."""

    document: ir.Document
    docx: Path
    pdf: Path
    ua2: Path


def build_all(folder: Path) -> dict[str, Built]:
    """Compile every brief and the sample into ``folder``; a brief that does not compile is an ``AssertionError``."""
    built = {}
    for name in BRIEFS:
        done = compile_brief(ROOT / "briefs" / f"{name}.yaml")
        assert done.document is not None, "\n".join(diagnostic.render() for diagnostic in done.diagnostics)
        ua2 = compile_brief(ROOT / "briefs" / f"{name}.yaml", Options(("pdf",), pdf="ua-2")).outputs["pdf"]
        built[name] = _save(folder / name, done.document, done.outputs["docx"], done.outputs["pdf"], ua2)
    style = load_style(ROOT / "styles" / "memo")
    sample = memo()
    ua2 = style.model_copy(update={"pdf": "ua-2"})
    files = (writer.write(sample, look).data for writer, look in ((docx, style), (pdf, style), (pdf, ua2)))
    built["sample"] = _save(folder / "sample", sample, *files)
    return built


def _save(stem: Path, document: ir.Document, docx_data: bytes, pdf_data: bytes, ua2_data: bytes) -> Built:
    files = Built(
        document, stem.with_suffix(".docx"), stem.with_suffix(".pdf"), stem.parent / "ua-2" / f"{stem.name}.pdf"
    )
    files.ua2.parent.mkdir(exist_ok=True)
    files.docx.write_bytes(docx_data)
    files.pdf.write_bytes(pdf_data)
    files.ua2.write_bytes(ua2_data)
    return files
