"""The documents that many tests look at: every brief in every style, the torture brief in the long ones; the sample.

In: ``briefs/*.yaml``, ``torture``, ``samples.memo()``. Out: ``Built`` values by name: ``"ukraine-memo"``, ``"sample"``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compiler import Options, compile_brief, ir
from compiler.style import Style, load_style
from compiler.writers import docx, pdf
from tests import torture
from tests.samples import memo

ROOT = Path(__file__).parent.parent
BRIEFS = sorted(path.stem for path in (ROOT / "briefs").glob("*.yaml"))
STYLES = sorted(path.parent.name for path in (ROOT / "styles").glob("*/style.yaml") if path.parent.name != "base")
LONG = [style for style in STYLES if load_style(ROOT / "styles" / style).limits.pages is None]
TORTURED = [f"torture-{style}" for style in LONG]
NAMES = (*(f"{brief}-{style}" for brief in BRIEFS for style in STYLES), *TORTURED, "sample")


@dataclass(frozen=True, slots=True)
class Built:
    """A document and the files that were made of it; ``ua2`` is the PDF as PDF/UA-2."""

    document: ir.Document
    style: Style
    docx: Path
    pdf: Path
    ua2: Path


def build_all(folder: Path) -> dict[str, Built]:
    """Compile every brief in every style, and the sample, into ``folder``; one that does not compile is an error."""
    specs = [(ROOT / "briefs" / f"{name}.yaml", STYLES) for name in BRIEFS]
    specs += [(torture.write(folder), LONG)]
    built = {}
    for spec, styles in specs:
        for style in styles:
            name, look = f"{spec.stem}-{style}", load_style(ROOT / "styles" / style)
            done = compile_brief(spec, Options(style=style))
            assert done.document is not None, "\n".join(diagnostic.render() for diagnostic in done.diagnostics)
            ua2 = compile_brief(spec, Options(("pdf",), style, pdf="ua-2")).outputs["pdf"]
            built[name] = _save(folder / name, done.document, look, done.outputs["docx"], done.outputs["pdf"], ua2)
    sample, look = memo(), load_style(ROOT / "styles" / "memo")
    look_ua2 = look.model_copy(update={"pdf": "ua-2"})
    files = (writer.write(sample, style).data for writer, style in ((docx, look), (pdf, look), (pdf, look_ua2)))
    built["sample"] = _save(folder / "sample", sample, look, *files)
    return built


def _save(stem: Path, document: ir.Document, style: Style, docx_data: bytes, pdf_data: bytes, ua2_data: bytes) -> Built:
    files = Built(
        document, style, stem.with_suffix(".docx"), stem.with_suffix(".pdf"), stem.parent / "ua-2" / f"{stem.name}.pdf"
    )
    files.ua2.parent.mkdir(exist_ok=True)
    files.docx.write_bytes(docx_data)
    files.pdf.write_bytes(pdf_data)
    files.ua2.write_bytes(ua2_data)
    return files
