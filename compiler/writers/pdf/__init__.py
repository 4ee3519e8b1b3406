"""The PDF writer: a document tree and a style → a tagged PDF, PDF/UA and PDF/A in one file (``flavour``).

In: ``ir.Document`` and ``Style``. Out, first, a ``Layout``: the pages drawn, and where each part stands, which holds
for every format; then ``ir.Output``: the file's bytes.
The way: blocks become strips and structure (``blocks``), strips become pages (``pages``), pages become content streams
(``canvas``), all of it becomes objects (``structure``, ``metadata``) of one file (``file``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from compiler import ir

from . import places
from .blocks import BlockBuilder
from .canvas import Canvas
from .context import Context
from .file import File, byte_string, number
from .flow import Flow
from .icc import srgb
from .images import add_image
from .metadata import info, xmp
from .pages import Paginator, draw
from .structure import StructureWriter
from .tags import StructElem

if TYPE_CHECKING:
    from compiler.style import Style

__all__ = ["Layout", "lay_out", "write"]


class Layout(NamedTuple):
    """A document set in pages: what it was built with, the pages drawn, the structure tree with their marks."""

    context: Context
    canvas: Canvas
    root: StructElem

    def pages(self) -> ir.Pages:
        """Where each part stands, and what was found while they were set."""
        return places.pages(self.context, self.root, [page.filled for page in self.canvas.pages])


def write(document: ir.Document, style: Style, layout: Layout | None = None) -> ir.Output:
    """The document as a PDF file, set in pages here unless that is done."""
    layout = layout or lay_out(document, style)
    return ir.Output(_assemble(*layout), tuple(layout.context.reports))


def lay_out(document: ir.Document, style: Style) -> Layout:
    """The document set in pages; no file is made yet."""
    context = Context(document, style)
    root = StructElem("Document")
    flow = Flow(context.width)
    builder = BlockBuilder(context)
    builder.add(flow, document.content, root)
    builder.add_endnotes(flow, root)
    context.resolve_links()
    canvas = Canvas(context.fonts)
    draw(context, canvas, flow, Paginator(context, flow).plan())
    return Layout(context, canvas, root)


def _assemble(context: Context, canvas: Canvas, root: StructElem) -> bytes:
    """All objects of the file, and the file."""
    flavour, metadata = context.flavour, context.document.metadata
    file = File(flavour.version)
    page_numbers = [file.reserve() for _ in canvas.pages]
    tree = file.reserve()
    fonts = "".join(f"/{subset.name} {subset.write(file)} 0 R" for subset in context.fonts.subsets)
    images = {name: add_image(file, image) for name, image in context.images.items()}
    structure = StructureWriter(file, flavour, root, canvas.pages, page_numbers)
    annotations = structure.annotations()
    width, height = map(number, context.style.page.size)
    for i, (page, num) in enumerate(zip(canvas.pages, page_numbers, strict=True)):
        content = file.add_stream("", "\n".join(page.code).encode("latin-1"))
        shown = "".join(f"/{name} {images[name]} 0 R" for name in sorted(page.images))
        links = f"/Annots[{' '.join(f'{a} 0 R' for a in annotations[i])}]" if annotations[i] else ""
        file.put(
            num,
            f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {width} {height}]/Contents {content} 0 R"
            f"/Resources<</Font<<{fonts}>>/XObject<<{shown}>>>>{links}/StructParents {i}/Tabs/S>>",
        )
    kids = " ".join(f"{num} 0 R" for num in page_numbers)
    file.put(tree, f"<</Type/Pages/Kids[{kids}]/Count {len(page_numbers)}>>")
    about = xmp(metadata, context.document.marking, flavour)
    packet = file.add_stream("/Type/Metadata/Subtype/XML", about, compress=False)
    profile = file.add_stream("/N 3", srgb())
    catalog = file.add(
        f"<</Type/Catalog/Pages {tree} 0 R/Lang {byte_string(metadata.language)}/Metadata {packet} 0 R"
        "/ViewerPreferences<</DisplayDocTitle true>>"
        "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
        f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile} 0 R>>]"
        f"{structure.tree()}{structure.outline(context.headings)}>>"
    )
    return file.finish(catalog, file.add(info(metadata)) if flavour.info else None)
