"""The rules of accessibility: each planted fault is found, what is right is not, and nothing in our own files."""

from __future__ import annotations

import io
import zipfile

import pytest

from compiler.accessibility import check
from compiler.contrast import contrast
from compiler.word_file import WordFile, read_word_file
from tests.corpus import NAMES, TORTURED, Built

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="y"/><w:basedOn w:val="H3"/></w:style>
<w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="B"/></w:style>
<w:style w:type="paragraph" w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style>
<w:style w:type="character" w:styleId="Grey"><w:name w:val="g"/><w:rPr><w:color w:val="AAAAAA"/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Banded"><w:name w:val="t"/><w:tblStylePr w:type="firstRow"><w:tcPr>
<w:shd w:val="clear" w:fill="000000"/></w:tcPr></w:tblStylePr></w:style>
"""


def word_file(body: str, styles: str = STYLES, title: str = "Talks", header: str = "") -> WordFile:
    """A small Word file with this body."""

    def relationships(*targets: tuple[str, str]) -> str:
        rows = "".join(f'<Relationship Id="{k}" Type="{_OFFICE}/{k}" Target="{t}"/>' for k, t in targets)
        return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'

    parts = {
        "_rels/.rels": relationships(("officeDocument", "word/document.xml"), ("core-properties", "docProps/core.xml")),
        "word/_rels/document.xml.rels": relationships(("styles", "styles.xml"), ("header", "header.xml")),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/header.xml": f"<w:hdr {_SPACES}>{header}</w:hdr>",
        "word/styles.xml": f"<w:styles {_SPACES}>{styles}</w:styles>",
        "docProps/core.xml": '<c:coreProperties xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title></c:coreProperties>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return WordFile(out.getvalue())


def found(body: str, **more: str) -> list[str]:
    """What the rules say of a file with this body: code and message."""
    return [f"{diagnostic.code} {diagnostic.message}" for diagnostic in check(word_file(body, **more), "x.docx")]


def p(words: str = "", style: str = "", inner: str = "", run: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    text = f"<w:r>{run}<w:t>{words}</w:t></w:r>" if words else ""
    return f"<w:p>{properties}{text}{inner}</w:p>"


def picture(properties: str = "", kind: str = "inline", inner: str = "", more: str = "") -> str:
    about = f'<wp:docPr id="1" name="Picture 1" {properties}>{inner}</wp:docPr>'
    return p(inner=f"<w:r><w:drawing><wp:{kind} {more}>{about}<pic:pic/></wp:{kind}></w:drawing></w:r>")


HEADED = "<w:trPr><w:tblHeader/></w:trPr>"


def table(*rows: str, look: str = '<w:tblLook w:val="04A0"/>', head: str = HEADED, style: str = "") -> str:
    """A table; in a row, ``|`` parts the cells."""
    cells = ["".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row.split("|")) for row in rows]
    trs = "".join(f"<w:tr>{head if n == 0 else ''}{row}</w:tr>" for n, row in enumerate(cells))
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{look}</w:tblPr>{trs}</w:tbl>'


def link(words: str) -> str:
    return p(inner=f'<w:hyperlink w:anchor="x"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>')


def field(words: str, instruction: str = 'HYPERLINK "https://example.org"') -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return p(inner=f"{mark('begin')}{code}{mark('separate')}<w:r><w:t>{words}</w:t></w:r>{mark('end')}")


VML = "<w:r><w:pict><v:shape {}>{}</v:shape></w:pict></w:r>".format
COLORED = '<w:rPr><w:color w:val="{}"/></w:rPr>'.format
SHADED = '<w:tcPr><w:shd w:val="clear" w:fill="{}"/></w:tcPr>'.format
MERGED = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (picture(), "D101 picture 1 has no alternative text"),
        (p(inner=VML('id="a"', "")), "D101 object 1 has no alternative text"),
        (picture('descr="map_final.PNG"'), "D102 the alternative text of picture 1 says nothing: `map_final.PNG`"),
        (picture('descr="Picture 3"'), "D102 the alternative text of picture 1 says nothing: `Picture 3`"),
        (table("Aid|EUR", "UA|1", head=""), "D103 table 1 has no header row, `Aid EUR`"),
        (table("Aid|EUR", "UA|1", head="", look=""), "D103 table 1 has no header row, `Aid EUR`"),
        (table("Aid|EUR", f"<w:tcPr/>{p('UA')}|{MERGED}{p('1')}"), "D104 table 1 has merged cells, `Aid EUR`"),
        (table("Aid|EUR", "|", "UA|1"), "D105 table 1 has a blank row, `Aid EUR`"),
        (p("A", "H1") + p("B", "H3"), "D106 a heading of level 3 follows one of level 1, `B`"),
        (p("A", "H1") + p("B", "Own"), "D106 a heading of level 3 follows one of level 1, `B`"),
        (p("B", "H3"), "D106 a heading of level 3 is the first, `B`"),
        (p("word " * 801), "D107 a text of 801 words has no headings"),
        (link(""), "D108 a link has no words, in the paragraph"),
        (p("See ", inner=link("Click here!")[5:-6]),
         "D108 the words of a link say nothing of where it leads: `Click here!`, in the paragraph, `See Click here!`"),
        (field("here"), "D108 the words of a link say nothing of where it leads: `here`, in the paragraph, `here`"),
        (picture('descr="A map of Kyiv"', "anchor"), "D111 picture 1 floats over the page, from the paragraph"),
        (p("See", inner=VML('alt="A map" style="position: absolute"', "")),
         "D111 object 1 floats over the page, from the paragraph, `See`"),
        (p("A") + p() + p() + p("B"), "D113 2 blank paragraphs in a row after, `A`"),
        (p() * 3 + p("B"), "D113 3 blank paragraphs in a row at the beginning"),
        (p("pale", run=COLORED("AAAAAA")), "D114 #AAAAAA on #FFFFFF is hard to read, a contrast of 2.3:1, `pale`"),
        (p("pale", run='<w:rPr><w:rStyle w:val="Grey"/></w:rPr>'),
         "D114 #AAAAAA on #FFFFFF is hard to read, a contrast of 2.3:1, `pale`"),
        (table("a|b", f"{SHADED('222222')}{p('c')}|d"),
         "D114 #000000 on #222222 is hard to read, a contrast of 1.3:1, `c`"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found_and_no_other(body: str, said: str) -> None:
    assert found(body) == [said]


PALE = """<w:style w:type="paragraph" w:styleId="Pale"><w:rPr><w:color w:val="AAAAAA"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Paler"><w:basedOn w:val="Pale"/></w:style>
<w:style w:type="paragraph" w:styleId="Dark"><w:basedOn w:val="Paler"/>
<w:pPr><w:shd w:val="clear" w:fill="222222"/></w:pPr></w:style>"""


def test_text_is_judged_by_its_own_colour_and_ground_whatever_came_before_it_in_its_style() -> None:
    pale = "D114 #AAAAAA on #FFFFFF is hard to read, a contrast of 2.3:1, `{}`".format

    def said(*paragraphs: str) -> list[str]:
        return found("".join(paragraphs), styles=STYLES + PALE)

    assert said(p("a", "Paler"), p("b", "Pale")) == [pale("a")]
    assert said(p("a", "Paler", run=COLORED("222222")), p("b", "Paler")) == [pale("b")]
    assert said(p("a", "Dark"), p("b"), p("c", "Paler")) == [pale("c")]
    assert said(table("Aid|EUR", f"{SHADED('222222')}{p('c', 'Paler')}|d"), p("e", "Paler")) == [pale("e")]
    assert said(table("Aid|EUR", f"c|{p('d', 'Paler')}")) == [pale("d")]


def test_a_file_without_title_or_language_is_found() -> None:
    assert found(p("A"), title=" ") == ["D109 the document has no title"]
    assert found(p("A"), styles="") == ["D110 the document has no language"]


def test_a_picture_behind_the_text_of_each_page_is_found() -> None:
    said = ["D112 a picture lies behind the text, from the header"]
    assert found(p("A"), header=p(inner=VML('id="WordPictureWatermark1"', ""))) == said
    assert found(p("A"), header=picture(kind="anchor", more='behindDoc="1"')) == said
    assert found(p("A"), header=picture()) == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(picture('descr="A map of Kyiv"'), id="a described picture"),
        pytest.param(picture(inner="<adec:decorative val='1'/>"), id="a decorative picture"),
        pytest.param(p(inner=VML("", "<v:textbox/>")), id="a text box"),
        pytest.param(p(inner=f"<mc:AlternateContent><mc:Fallback>{VML('', '')}</mc:Fallback></mc:AlternateContent>"),
                     id="a fallback"),
        pytest.param(table("Aid|EUR", "UA|1"), id="a header row"),
        pytest.param(table("2025|Talks", "2026|Peace", head="", look='<w:tblLook w:firstRow="0" w:firstColumn="1"/>'),
                     id="row heads alone"),
        pytest.param(table("To|EEAS", "|", head="", look='<w:tblLook w:firstRow="0" w:firstColumn="0"/>'),
                     id="a layout"),
        pytest.param(table("one row|only", head=""), id="one row"),
        pytest.param(table("one", "column", head=""), id="one column"),
        pytest.param(p("A", "H1") + p("", "H3") + p("B", "H1"), id="a blank heading"),
        pytest.param(p("A", "A"), id="styles based on each other"),
        pytest.param(p("A", "H1") + p("word " * 900), id="a long text with headings"),
        pytest.param(link("the report"), id="a link that says where"),
        pytest.param(field("here", "REF x"), id="a field that is no link"),
        pytest.param(p("A") + p() + table("a|b", "c|d") + p() + p("B"), id="blank paragraphs round a table"),
        pytest.param(p("A") + p(inner="<w:r><w:br w:type='page'/></w:r>") + p() + p("B"), id="a page break"),
        pytest.param(p("large", run='<w:rPr><w:color w:val="888888"/><w:sz w:val="36"/></w:rPr>'), id="large type"),
        pytest.param(p("any", run=COLORED("auto")), id="the colour that Word chooses"),
        pytest.param(table("a|b", f"{SHADED('222222')}{p('c', run=COLORED('FFFFFF'))}|d"), id="white on dark"),
        pytest.param(table(f"{p('a', run=COLORED('FFFFFF'))}|{p('b')}", "c|d", style="Banded"),
                     id="a style's own ground"),
        pytest.param("<w:p><w:del><w:hyperlink><w:r><w:t>here</w:t></w:r></w:hyperlink></w:del></w:p>", id="deleted"),
    ],
)  # fmt: skip
def test_what_is_right_is_passed_over(body: str) -> None:
    assert found(body) == []


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)


# the torture brief has a blank row in a table of its author's, and two links called "link"
AUTHORS_OWN = {name: ["D105", "D108", "D108"] for name in TORTURED}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_in_our_own_files_but_what_their_authors_wrote(built: dict[str, Built], name: str) -> None:
    diagnostics = check(read_word_file(built[name].docx), "x.docx")
    expected = AUTHORS_OWN.get(name, [])
    assert [d.code for d in diagnostics] == expected, "\n\n".join(d.render() for d in diagnostics)
