"""What the file says about itself: XMP packet and information dictionary, which agree (PDF/A-2, 6.6.2; PDF/UA-1, 7.1).

Dates are the brief's own date, never the day of the run. The producer is named without a version, so that a file does
not change when only the compiler's number does.
"""

from __future__ import annotations

from html import escape

from compiler import ir

from .file import text_string

TOOL = "compile-brief"

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
</rdf:Description>"""


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


def xmp(metadata: ir.Metadata, marking: ir.Marking | None) -> bytes:
    """The XMP packet of a file that is both PDF/UA-1 and PDF/A-2a."""
    day = f"{metadata.date}T00:00:00Z"
    rights = f"<dc:rights>{_alt(marking.text)}</dc:rights>" if marking else ""
    subject = f"<dc:description>{_alt(metadata.subject)}</dc:description>" if metadata.subject else ""
    creators = f"<dc:creator>{_array('Seq', metadata.authors)}</dc:creator>" if metadata.authors else ""
    words = f"<dc:subject>{_array('Bag', metadata.keywords)}</dc:subject>" if metadata.keywords else ""
    if metadata.keywords:
        words += f"<pdf:Keywords>{escape(', '.join(metadata.keywords))}</pdf:Keywords>"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title>{_alt(metadata.title)}</dc:title>{creators}{subject}{words}{rights}
<dc:identifier>{escape(metadata.identifier)}</dc:identifier>
<dc:language>{_array("Bag", (metadata.language,))}</dc:language>
<dc:date>{_array("Seq", (metadata.date,))}</dc:date>
<dc:format>application/pdf</dc:format>
<xmp:CreatorTool>{TOOL}</xmp:CreatorTool><pdf:Producer>{TOOL}</pdf:Producer>
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate><xmp:MetadataDate>{day}</xmp:MetadataDate>
<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
{_UA_SCHEMA}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _alt(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def _array(kind: str, items: tuple[str, ...]) -> str:
    inner = "".join(f"<rdf:li>{escape(item)}</rdf:li>" for item in items)
    return f"<rdf:{kind}>{inner}</rdf:{kind}>"
