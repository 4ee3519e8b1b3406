"""TLP 2.0 in both files: each label as it is, in its colour on black, 12 points high, at the right of every page.

In: briefs with a marking. Out: what FIRST's Traffic Light Protocol 2.0 asks of a document, read back from the files.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from compiler import Options, compile_brief, ir
from compiler.writers.pdf import write
from tests.samples import memo
from tests.writers.docx import opened as docx
from tests.writers.pdf import opened as pdf

ROOT = Path(__file__).parents[2]
COLORS = {
    "TLP:RED": "FF2B2B",
    "TLP:AMBER": "FFC000",
    "TLP:AMBER+STRICT": "FFC000",
    "TLP:GREEN": "33FF00",
    "TLP:CLEAR": "FFFFFF",
    "LIMITE": "FFFFFF",  # a word of the house, which TLP says nothing of
}
LABELS = pytest.mark.parametrize(("label", "color"), COLORS.items())


def compiled(label: str, folder: Path) -> dict[str, bytes]:
    """The two files of the smallest brief with a marking."""
    spec = (ROOT / "briefs" / "minimal.yaml").read_text("utf-8")
    (folder / "marked.yaml").write_text(f"{spec}\nmarking: {label}\n", "utf-8")
    return dict(compile_brief(folder / "marked.yaml", Options(style="memo")).outputs)


def paint(color: str) -> str:
    """A colour as PDF's operator for fills."""
    parts = (int(color[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return " ".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in parts) + " rg"


def margins(file: pdf.Opened, page: int) -> list[str]:
    """The operators of header and footer."""
    code = file.streams[file.get(file.page_refs[page])["Contents"].number].decode("latin-1")
    return re.findall(r"/Artifact<</Type/Pagination/Subtype.*?BDC(.*?)EMC", code, re.DOTALL)


@LABELS
def test_in_the_pdf_the_label_has_its_colour_on_black(label: str, color: str, tmp_path: Path) -> None:
    file = pdf.Opened(compiled(label, tmp_path)["pdf"])
    header, footer = margins(file, 0)

    for part in (header, footer):
        box, text = part.index("re f"), part.index("TJ", part.index("re f"))
        assert part[:box].rpartition("rg")[0].endswith("0 0 0 ")
        assert paint(color) in part[box:text]
    assert [shown.text for shown in file.shown[0] if shown.mcid is None].count(label) == 2


@LABELS
def test_in_the_docx_the_label_has_its_colour_on_black(label: str, color: str, tmp_path: Path) -> None:
    file = docx.Opened(compiled(label, tmp_path)["docx"])
    style = file.style("BriefMarking")

    assert f'w:color w:val="{color}"' in style
    assert 'w:fill="000000"' in style
    assert label in "".join(file.part("header-default").itertext())


def test_the_label_stands_at_the_right_of_header_and_footer_of_every_page_of_the_pdf() -> None:
    file = pdf.Opened(write(memo(5), pdf.STYLE).data)
    right = pdf.STYLE.page.size[0] - pdf.STYLE.page.margin[1]
    middle = pdf.STYLE.page.size[1] / 2

    assert len(file.shown) > 2
    for page, shown in enumerate(file.shown):
        labels = [one for one in shown if one.text == "TLP:GREEN"]
        boxes = [box for box in file.boxes[page] if box[0] + box[2] == pytest.approx(right, abs=0.1) and box[3] == 18]
        assert [one.y > middle for one in labels] == [True, False]
        assert [one.size for one in labels] == [12, 12]
        assert [
            box[1] < one.y < box[1] + box[3] and box[0] < one.x for one, box in zip(labels, boxes, strict=True)
        ] == [
            True,
            True,
        ]


def test_the_label_stands_at_the_right_of_every_header_and_footer_of_the_docx() -> None:
    file = docx.Opened(docx.write(memo(), docx.STYLE).data)
    names = [name[5:-4] for name in file.files if re.match(r"word/(header|footer)-\w+\.xml", name)]

    assert sorted({name.partition("-")[0] for name in names}) == ["footer", "header"]
    for name in names:
        cells = "".join(
            "\t" if node.tag == f"{docx.W}tab" else node.text or ""
            for node in file.part(name).iter()
            if node.tag in (f"{docx.W}t", f"{docx.W}tab")
        ).split("\t")
        assert cells[-1].replace("\N{NO-BREAK SPACE}", " ").split() == ["TLP:GREEN"]
    assert 'w:sz w:val="24"' in file.style("BriefMarking")


def test_a_long_marking_keeps_its_line_and_its_spaces_and_the_text_beside_it_has_a_line_of_its_own() -> None:
    marked = replace(memo(), marking=ir.Marking("VS – Nur für den Dienstgebrauch in der Behörde"))
    file = docx.Opened(docx.write(marked, docx.STYLE).data)
    lines = {part: [line(p) for p in file.part(f"{part}-default").iter(f"{docx.W}p")] for part in ("header", "footer")}
    box = "VS – Nur für den Dienstgebrauch in der Behörde".replace(" ", "\N{NO-BREAK SPACE}")

    ends, own = lines["header"]
    assert [cell.strip("\N{NO-BREAK SPACE}") for cell in ends.split("\t")] == ["Policy memo", box]
    assert "\t" not in own
    assert own.endswith("s on Ukraine")
    own, ends = lines["footer"]
    assert [cell.strip("\N{NO-BREAK SPACE}") for cell in ends.split("\t")] == ["Page 1 of 1", box]
    assert "\t" not in own


def line(p: Element) -> str:
    """The text of a paragraph with its tabs."""
    nodes = (node for node in p.iter() if node.tag in (f"{docx.W}t", f"{docx.W}tab"))
    return "".join("\t" if node.tag == f"{docx.W}tab" else node.text or "" for node in nodes)


def test_the_label_is_an_artifact_and_said_in_the_metadata() -> None:
    file = pdf.Opened(write(memo(), pdf.STYLE).data)
    packet = file.streams[file.catalog["Metadata"].number].decode()

    assert "TLP:GREEN" not in file.tags
    assert re.search(r"<dc:rights>.*TLP:GREEN.*</dc:rights>", packet)


def test_a_marking_that_its_expressions_make_classified_is_refused(tmp_path: Path) -> None:
    spec = (ROOT / "briefs" / "minimal.yaml").read_text("utf-8")
    (tmp_path / "a.yaml").write_text(f"{spec}\nvars: {{word: Secret}}\nmarking: '{{{{ vars.word }}}} UE'\n", "utf-8")
    found = compile_brief(tmp_path / "a.yaml")

    assert found.outputs == {}
    assert [d.code for d in found.diagnostics if d.code == "S210"] == ["S210"]
