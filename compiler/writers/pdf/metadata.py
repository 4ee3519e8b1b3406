"""What the file says about itself: XMP packet and, up to PDF 1.7, an information dictionary that agrees with it.

Dates are the brief's own date, never the day of the run. The producer is named without a version, so that a file does
not change when only the compiler's number does. What has no property of its own goes where the standards have room:

- the marking into ``dc:rights``, what may be done with the resource (ISO 16684-1, 8.3);
- the day that the information is of into ``dc:coverage``, as the end of the time that it covers (DCMI Period Encoding
  Scheme); ``dc:date`` is the brief's own;
- the edition into ``xmpMM:VersionID`` (XMP specification, Media Management).
"""

from __future__ import annotations

from html import escape

from compiler import ir

from .file import text_string
from .flavour import Flavour

TOOL = "compile-brief"


def info(metadata: ir.Metadata) -> str:
    """The entries of the information dictionary."""
    day = metadata.date.replace("-", "")
    entries = {
        "Title": metadata.title,
        "Author": ", ".join(metadata.authors),
        "Subject": metadata.subject,
        "Keywords": ", ".join(metadata.keywords),
        "Creator": TOOL,
        "Producer": TOOL,
    }
    texts = "".join(f"/{key} {text_string(value)}" for key, value in entries.items() if value)
    return f"<<{texts}/CreationDate(D:{day}000000Z)/ModDate(D:{day}000000Z)>>"


def xmp(metadata: ir.Metadata, marking: ir.Marking | None, flavour: Flavour) -> bytes:
    """The XMP packet."""
    day = f"{metadata.date}T00:00:00Z"
    words = ", ".join(metadata.keywords)
    properties = {
        "dc:title": _alternatives(metadata.title, metadata.language),
        "dc:creator": _array("Seq", metadata.authors),
        "dc:description": _alternatives(metadata.subject, metadata.language),
        "dc:subject": _array("Bag", metadata.keywords),
        "pdf:Keywords": escape(words),
        "dc:rights": _alternatives(marking.text if marking else ""),
        "dc:identifier": escape(metadata.identifier),
        "dc:language": _array("Bag", (metadata.language,)),
        "dc:date": _array("Seq", (metadata.date,)),
        "dc:coverage": f"end={metadata.as_of}; scheme=W3C-DTF;",
        "dc:format": "application/pdf",
        "xmpMM:VersionID": escape(metadata.version),
        "xmp:CreatorTool": TOOL,
        "pdf:Producer": TOOL,
        "xmp:CreateDate": day,
        "xmp:ModifyDate": day,
        "xmp:MetadataDate": day,
        **flavour.identification,
    }
    described = "\n".join(f"<{name}>{value}</{name}>" for name, value in properties.items() if value)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{described}
</rdf:Description>
{flavour.schema}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _alternatives(text: str, language: str = "") -> str:
    """A text as the default, and again in the language that it is in, if it is in one; nothing for an empty text.

    The default comes first and says no language of its own (XMP specification part 1, 8.2.2.4).
    """
    languages = ("x-default", language) if language else ("x-default",)
    items = "".join(f'<rdf:li xml:lang="{escape(tag)}">{escape(text)}</rdf:li>' for tag in languages)
    return f"<rdf:Alt>{items}</rdf:Alt>" if text else ""


def _array(kind: str, items: tuple[str, ...]) -> str:
    """An array of texts; nothing for an empty one."""
    inner = "".join(f"<rdf:li>{escape(item)}</rdf:li>" for item in items)
    return f"<rdf:{kind}>{inner}</rdf:{kind}>" if items else ""
