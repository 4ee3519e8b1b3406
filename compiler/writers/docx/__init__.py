"""The DOCX writer: a document tree and a style → a Word file, built as somebody who knows Word would build it.

In: ``ir.Document``, ``Style``, the pages that its parts stand on in print. Out: the file's bytes. ``blocks`` and
``inlines`` turn nodes into markup, ``flow`` and ``tables`` set it out, ``styles`` and ``numbering`` gather what it
needs, ``package`` makes the file; raw markup is made in ``oxml`` only.
"""

from __future__ import annotations

from compiler import ir
from compiler.style import Style

from .blocks import Blocks
from .draft import Draft
from .furniture import furnish
from .letterhead import Template
from .package import pack


def write(document: ir.Document, style: Style, pages: ir.Pages | None = None) -> ir.Output:
    """The Word file of a document in a style.

    Word breaks the pages itself; ``pages``, as the PDF breaks them, is what its fields say until it counts anew.
    """
    template = Template(style.reference) if style.reference else None
    if template:
        style = style.model_copy(update={"page": template.page(style.page)})
    draft = Draft(style, document, pages, template)
    body = Blocks(draft, document).body()
    return pack(draft, document, body, furnish(draft, document))
