"""What PDF/UA-1 and PDF/UA-2 ask for beyond what validators see, read back from the file in both flavours."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, get_args

import pytest

from compiler import Options, compile_brief, ir
from compiler.style import Pdf, Style
from compiler.writers.pdf import write
from compiler.writers.pdf.flavour import FLAVOURS
from tests.samples import memo, note, p, t
from tests.writers.pdf.opened import STYLE, Opened, Ref, opened

NAMESPACE = "http://iso.org/pdf2/ssn"
BOTH = pytest.mark.parametrize("flavour", get_args(Pdf))


def style(flavour: str, notes: str = "foot") -> Style:
    place = STYLE.notes.model_copy(update={"place": notes})
    return STYLE.model_copy(update={"pdf": flavour, "notes": place})


@functools.cache
def sample(flavour: str) -> Opened:
    """The tree with every kind of node."""
    return Opened(write(memo(), style(flavour)).data)


def elements(file: Opened, role: str) -> list[dict[str, Any]]:
    found = file.elements(role)
    assert found, f"the sample has no {role}"
    return found


def test_there_is_a_flavour_for_every_word_that_a_style_may_say() -> None:
    assert tuple(FLAVOURS) == get_args(Pdf)


@pytest.mark.parametrize(("flavour", "version", "has_info"), [("ua-1", "1.7", True), ("ua-2", "2.0", False)])
def test_the_version_of_pdf_goes_with_the_information_dictionary(flavour: str, version: str, has_info: bool) -> None:
    file = sample(flavour)
    (trailer,) = (o for o in file.objects.values() if isinstance(o, dict) and o.get("Type") == "/XRef")

    assert file.data.startswith(f"%PDF-{version}\n".encode())
    assert ("Info" in trailer) is has_info
    assert any(isinstance(o, dict) and "Creator" in o for o in file.objects.values()) is has_info


@pytest.mark.parametrize(
    ("flavour", "names"),
    [
        ("ua-1", {"pdfuaid:part": "1", "pdfaid:part": "2", "pdfaid:conformance": "A"}),
        ("ua-2", {"pdfuaid:part": "2", "pdfuaid:rev": "2024", "pdfaid:part": "4", "pdfaid:rev": "2020"}),
    ],
)
def test_the_file_names_the_standards_that_it_keeps_to(flavour: str, names: dict[str, str]) -> None:
    file = sample(flavour)
    xmp = file.streams[file.catalog["Metadata"].number].decode()
    lines = [line for line in xmp.splitlines() if line.startswith(("<pdfuaid:", "<pdfaid:"))]

    assert lines == [f"<{name}>{value}</{name}>" for name, value in names.items()]
    assert ("pdfaExtension" in xmp) is (flavour == "ua-1")


@pytest.mark.parametrize(
    ("in_style", "chosen", "version"),
    [("", None, b"1.7"), ("pdf: ua-2\n", None, b"2.0"), ("pdf: ua-2\n", "ua-1", b"1.7"), ("", "ua-2", b"2.0")],
)
def test_a_caller_overrides_the_style(tmp_path: Path, in_style: str, chosen: str | None, version: bytes) -> None:
    spec = (Path(__file__).parents[3] / "briefs" / "minimal.yaml").read_text("utf-8")
    (tmp_path / "a.yaml").write_text(f"{spec}\nstyle: own\n", "utf-8")
    (tmp_path / "styles" / "own").mkdir(parents=True)
    (tmp_path / "styles" / "own" / "style.yaml").write_text(f"extends: memo\n{in_style}", "utf-8")
    found = compile_brief(tmp_path / "a.yaml", Options(("pdf",), pdf=chosen))

    assert found.outputs["pdf"].startswith(b"%PDF-" + version)


def test_a_caller_who_asks_for_an_unknown_flavour_is_told_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="no PDF `ua-3`; there are ua-1, ua-2"):
        Options(pdf="ua-3")


# ------------------------------------------------------------------------------ what validators let pass, in both


@BOTH
def test_every_header_cell_has_a_scope(flavour: str) -> None:
    scopes = [elem["A"]["Scope"] for elem in elements(sample(flavour), "TH")]

    assert set(scopes) == {"/Column", "/Row"}


@BOTH
def test_every_data_cell_under_and_beside_heads_names_cells_that_are_there(flavour: str) -> None:
    file = sample(flavour)
    ids = [elem["ID"] for elem in elements(file, "TH") if "ID" in elem]
    named = [id for elem in elements(file, "TD") for id in elem.get("A", {}).get("Headers", ())]

    assert len(set(ids)) == len(ids)
    assert named
    assert set(named) <= set(ids)


@BOTH
def test_every_figure_has_a_text_and_a_box_on_its_page(flavour: str) -> None:
    width, height = STYLE.page.size
    for figure in elements(sample(flavour), "Figure"):
        left, bottom, right, top = figure["A"]["BBox"]
        assert figure["Alt"]
        assert 0 <= left < right <= width
        assert 0 <= bottom < top <= height


@BOTH
def test_every_link_describes_itself_lies_in_a_link_element_and_is_printed(flavour: str) -> None:
    file = sample(flavour)
    links = file.links()
    owners = file.get(file.get(file.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    owner = dict(zip(owners[::2], owners[1::2], strict=True))

    assert links
    for link in links:
        elem = file.get(owner[link["StructParent"]])
        objects = [file.get(kid["Obj"]) for kid in elem["K"] if isinstance(kid, dict) and "Obj" in kid]
        assert link["Contents"].strip()
        assert elem["S"] == "/Link"
        assert link in objects
        assert link["F"] == 4  # printed, neither hidden nor without view


@BOTH
def test_every_page_has_its_tab_order_from_the_structure(flavour: str) -> None:
    file = sample(flavour)

    assert [file.get(ref)["Tabs"] for ref in file.page_refs] == ["/S"] * len(file.page_refs)


@pytest.mark.parametrize(("flavour", "role"), [("ua-1", "Note"), ("ua-2", "FENote")])
def test_every_note_has_an_id_of_its_own_that_the_tree_finds_it_by(flavour: str, role: str) -> None:
    file = sample(flavour)
    ids = [elem["ID"] for elem in elements(file, role)]
    root = file.get(file.catalog["StructTreeRoot"])
    (leaf,) = root["IDTree"]["Kids"]
    names = file.get(leaf)["Names"]
    by_id = dict(zip(names[::2], names[1::2], strict=True))

    assert len(set(ids)) == len(ids)
    assert [file.get(by_id[id])["S"] for id in ids] == [f"/{role}"] * len(ids)
    assert list(by_id) == sorted(by_id)


@BOTH
def test_every_list_says_what_its_labels_are(flavour: str) -> None:
    known = {"/None", "/Disc", "/Circle", "/Square", "/Decimal", "/Unordered", "/Description"}

    assert {elem["A"]["ListNumbering"] for elem in elements(sample(flavour), "L")} <= known


@pytest.mark.parametrize(
    ("flavour", "terms", "bullets"), [("ua-1", "/None", "/Disc"), ("ua-2", "/Description", "/Unordered")]
)
def test_terms_and_signs_of_the_house_have_the_nearest_numbering(flavour: str, terms: str, bullets: str) -> None:
    inner = ir.List((ir.ListItem((p("Inner", "list-item"),)),))  # its sign is a dash
    outer = ir.List((ir.ListItem((p("Outer", "list-item"), inner)),))
    pairs = ir.DefinitionList((ir.Definition((p("To", "label"),), (p("Heads", "field-value"),)),))
    file = opened(outer, pairs, style=style(flavour))

    assert [elem["A"]["ListNumbering"] for elem in file.elements("L")] == ["/Square", bullets, terms]


# ------------------------------------------------------------------------------------------------------ PDF/UA-2 only


def test_the_document_and_what_pdf_2_knows_are_of_its_namespace() -> None:
    file = sample("ua-2")
    root = file.get(file.catalog["StructTreeRoot"])
    (namespace,) = root["Namespaces"]
    of_it = {o["S"] for o in file.objects.values() if isinstance(o, dict) and o.get("NS") == namespace}
    older = {o["S"] for o in file.objects.values() if isinstance(o, dict) and "S" in o and "P" in o and "NS" not in o}

    assert file.get(namespace) == {"Type": "/Namespace", "NS": NAMESPACE}
    assert {"/Document", "/FENote", "/Em", "/Aside", "/H1", "/Table"} <= of_it
    assert older == {"/TOC", "/TOCI", "/Reference", "/BlockQuote", "/Code"}


def test_pdf_1_knows_no_namespaces_and_no_references_between_elements() -> None:
    file = sample("ua-1")
    root = file.get(file.catalog["StructTreeRoot"])

    assert "Namespaces" not in root
    assert [o for o in file.objects.values() if isinstance(o, dict) and ("NS" in o or "Ref" in o or "SD" in o)] == []


@BOTH
def test_readers_that_know_no_newer_types_are_told_the_older_ones(flavour: str) -> None:
    file = sample(flavour)
    roles = file.get(file.catalog["StructTreeRoot"])["RoleMap"]
    notes = {"FENote": "/Note"} if flavour == "ua-2" else {}

    assert roles == {"Aside": "/Div", "Em": "/Span", "Strong": "/Span", **notes}


@pytest.mark.parametrize(("place", "kind"), [("foot", "/Footnote"), ("end", "/Endnote")])
def test_a_note_says_where_it_stands_and_refers_to_its_mark_and_back(place: str, kind: str) -> None:
    text = ir.Paragraph((ir.Text("Talks stall"), note(1, "A Call, p. 3.")))
    file = opened(ir.Section(t("Situation"), (text,)), style=style("ua-2", place))
    (elem,) = file.elements("FENote")
    (mark,) = file.elements("Reference")

    assert elem["A"] == {"O": "/FENote", "NoteType": kind}
    assert elem["ID"] == "note-1"
    assert [file.get(ref) for ref in elem["Ref"]] == [mark]
    assert [file.get(ref) for ref in mark["Ref"]] == [elem]


def test_an_entry_of_the_contents_refers_to_its_heading() -> None:
    file = opened(ir.Contents(t("Contents")), ir.Section(t("First"), (p("One."),)), style=style("ua-2"))
    (entry,) = file.elements("TOCI")

    assert [file.get(ref) for ref in entry["Ref"]] == file.elements("H1")


def test_links_and_bookmarks_go_to_elements_too() -> None:
    file = sample("ua-2")
    inner = [link["A"] for link in file.links() if link["A"]["S"] == "/GoTo"]
    marks = [o["A"] for o in file.objects.values() if isinstance(o, dict) and "Title" in o and "Parent" in o]

    assert inner
    assert marks
    for action in (*inner, *marks):
        elem, *place = action["SD"]
        assert isinstance(elem, Ref)
        assert "P" in file.get(elem)
        assert place == action["D"][1:]


def test_a_title_in_a_grid_or_a_box_is_a_paragraph_as_neither_may_hold_a_title() -> None:
    pair = ir.Definition((p("Subject", "label"),), (p("One position", "title"),))
    box = ir.Callout((), (p("One position", "title"),))
    file = opened(ir.DefinitionList((pair,)), box, p("One position", "title"))

    assert [file.get(elem["P"])["S"] for elem in file.elements("Title")] == ["/Document"]
