"""What a PDF/UA-1 file and a PDF/UA-2 file do differently, as one table.

In: the style's ``pdf``. Out: a ``Flavour`` that the rest of the writer reads; nothing else asks which standard it is.

``ua-1`` is PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) on PDF 1.7; ``ua-2`` is PDF/UA-2 (ISO 14289-2) and PDF/A-4
(ISO 19005-4) on PDF 2.0. No file can be both: each identifies itself by the version of PDF that it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compiler.style import Style

PDF_2_NAMESPACE = "http://iso.org/pdf2/ssn"  # ISO 32000-2, 14.8.6

# The element types that ISO 32000-2 (annex L) has in the PDF 2.0 namespace, of those that we use. Others (TOC, TOCI,
# Reference, BlockQuote, Code) stay in the namespace of PDF 1.7, which an element without /NS is in.
_PDF_2_TYPES = frozenset(
    "Document Sect Div Aside Title P Span Em Strong Link L LI Lbl LBody Table Caption THead TBody TR TH TD Figure"
    " FENote H1 H2 H3 H4 H5 H6 H7 H8 H9".split()
)

# PDF/A-2 (6.6.2.3.3) wants properties described that no schema of its own has.
_UA_SCHEMA = """<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>PDF/UA part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


@dataclass(frozen=True, slots=True)
class Flavour:
    """What follows from the standards that a file keeps to.

    ``version`` is that of PDF. ``identification`` are the XMP properties that name the standards, ``schema`` what
    describes them. ``info``: the file has an information dictionary (PDF/A-4, 6.1.3, forbids it). ``namespaced`` are
    the types of elements that are said to be of the PDF 2.0 namespace. ``references``: elements name those that they
    refer to (``/Ref``), and links and bookmarks go to elements (``/SD``) as well as to places on a page. ``note`` is
    the type of notes, ``note_attributes`` what they say of themselves, at the foot of a page and at the end.
    ``bullets`` and ``terms`` are the ``ListNumbering`` of lists whose signs have no name of their own there, and of
    terms with their values.
    """

    version: str
    identification: Mapping[str, str]
    schema: str
    info: bool
    note: str
    bullets: str
    terms: str
    namespaced: frozenset[str] = frozenset()
    references: bool = False
    note_attributes: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: {"foot": {}, "end": {}})


FLAVOURS: Mapping[str, Flavour] = {
    "ua-1": Flavour(
        version="1.7",
        identification={"pdfuaid:part": "1", "pdfaid:part": "2", "pdfaid:conformance": "A"},
        schema=_UA_SCHEMA,
        info=True,
        note="Note",
        bullets="Disc",
        terms="None",
    ),
    "ua-2": Flavour(
        version="2.0",
        identification={"pdfuaid:part": "2", "pdfuaid:rev": "2024", "pdfaid:part": "4", "pdfaid:rev": "2020"},
        schema="",
        info=False,
        note="FENote",
        bullets="Unordered",
        terms="Description",
        namespaced=_PDF_2_TYPES,
        references=True,
        note_attributes={
            "foot": {"A": "<</O/FENote/NoteType/Footnote>>"},
            "end": {"A": "<</O/FENote/NoteType/Endnote>>"},
        },
    ),
}


def flavour_of(style: Style) -> Flavour:
    """The flavour that a style asks for."""
    return FLAVOURS[style.pdf]
