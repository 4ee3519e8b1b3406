"""Corporate Word files for tests, made by python-docx: what a communications office hands out.

In: nothing. Out: files, each with what a letterhead may hold, and with what must not get into a brief.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from tests.samples import png

OWNER = "Anna Owner"


def letterhead(path: Path) -> Path:
    """A letterhead on letter paper: a logo and a link in its header, headings in crimson Georgia, a style of ours."""
    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Mm(216), Mm(279)
    section.left_margin, section.right_margin, section.top_margin = Mm(30), Mm(20), Mm(45)
    header = section.header
    header.paragraphs[0].text = "Directorate for Peace"
    header.paragraphs[0].add_run().add_picture(io.BytesIO(png(60, 20)), width=Mm(20))
    link = header.part.relate_to("https://peace.example", RT.HYPERLINK, is_external=True)
    markup = f'<w:hyperlink {nsdecls("w", "r")} r:id="{link}"><w:r><w:t>peace.example</w:t></w:r></w:hyperlink>'
    header.paragraphs[0]._p.append(parse_xml(markup))
    for instruction, words in (("PAGE", "9"), ("INCLUDETEXT secret.docx", "shown"), ("AUTHOR", OWNER)):
        markup = f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}"><w:r><w:t>{words}</w:t></w:r></w:fldSimple>'
        header.paragraphs[0]._p.append(parse_xml(markup))
    heading = file.styles["Heading 1"]
    heading.font.name, heading.font.size, heading.font.color.rgb = "Georgia", Pt(19), RGBColor(0x99, 0, 0x33)
    own = file.styles.add_style("Brief Recommendation", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style, own.font.size = file.styles["Heading 2"], Pt(15)
    file.add_paragraph("Text of the letterhead, which stays there.")
    _make_personal(file)
    file.save(str(path))
    return path


def _make_personal(file: docx.document.Document) -> None:
    """Gives a file what tells of those who made it, and what points out of it."""
    file.core_properties.author = file.core_properties.last_modified_by = OWNER
    paragraph = file.paragraphs[0]
    file.add_comment(paragraph.runs, "Not for others", author=OWNER, initials="AO")
    inserted = f'<w:ins {nsdecls("w")} w:id="9" w:author="{OWNER}"><w:r><w:t>, kept</w:t></w:r></w:ins>'
    file.sections[0].header.paragraphs[0]._p.append(parse_xml(inserted))
    file.styles.element[2].append(parse_xml(f'<w:rsid {nsdecls("w")} w:val="00ABCDEF"/>'))
    file.sections[0].header.paragraphs[0]._p.set(qn("w:rsidR"), "00ABCDEF")
    settings = next(rel.target_part for rel in file.part.rels.values() if rel.reltype == RT.SETTINGS)
    template = settings.relate_to(
        "file:///secret/house.dotm", RT.SETTINGS.replace("settings", "attachedTemplate"), is_external=True
    )
    settings.element.insert(1, parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{template}"/>'))


def changed(path: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A copy of a file with its parts changed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target
