"""The course on styles: each of its commands runs, each example compiles, each mistake is reported as it is shown."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from pydantic import BaseModel

from compiler import Compilation, Options, compile_brief, ir
from compiler.cli import DONE, main
from compiler.style import find_style, load_style, models
from tests import course
from tests.test_readme import commands

ROOT = Path(__file__).parent.parent
MISTAKES = [text for text in course.blocks("") if text.startswith("error[")]
FRAGMENTS = [text for text in course.blocks("yaml") if not text.startswith("# styles/")]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with our briefs and no styles of its own; the working folder."""
    (tmp_path / "compile-brief.toml").touch()
    (tmp_path / "briefs").mkdir()
    for spec in (ROOT / "briefs").glob("*.yaml"):
        (tmp_path / "briefs" / spec.name).write_bytes(spec.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def compiled(style: str, brief: str = "ukraine") -> Compilation:
    return compile_brief(f"briefs/{brief}.yaml", Options(formats=(), style=style))


def test_every_command_of_the_course_runs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = [command for text in course.blocks("sh") for command in commands(text)]
    for command in ran:
        assert main(command.split()[1:]) == DONE, command
    assert len(ran) >= 4
    assert "ours " in capsys.readouterr().out
    assert compiled("ours").document == compiled("memo").document


def test_every_style_of_the_course_compiles(project: Path) -> None:
    first = next(text for text in course.blocks("yaml") if text.startswith("# styles/"))
    course.write_styles(project)
    (project / "styles" / "first").mkdir()
    (project / "styles" / "first" / "style.yaml").write_text(first, "utf-8")
    for style in ("first", "ours", "note"):
        done = compiled(style)
        assert done.document is not None, done.diagnostics
        assert {d.code for d in done.diagnostics} <= {"L301", "K102", "T208"}, done.diagnostics  # days that have passed
        assert ("T208" in {d.code for d in done.diagnostics}) == (style == "note")  # which prints less than there is
        look = find_style(style, project / "styles")
        assert look.layout == ("note" if style == "note" else "memo")
    assert find_style("ours", project / "styles").roles["body"].font == "serif"


def test_the_words_of_a_layout_are_changed_as_shown(project: Path) -> None:
    course.write_styles(project)
    main(["new-style", "ours-in-short", "--from", "ours", "--layout"])
    layout = project / "styles" / "ours-in-short" / "layout.html"
    found, written, _ = course.blocks("html")
    text = layout.read_text("utf-8")
    assert text.count(found.strip()) == 1
    layout.write_text(text.replace(found.strip(), written.strip()), "utf-8")
    document = compiled("ours-in-short").document
    assert document is not None
    terms = [ir.plain_text(b.content) for b in ir.walk(document.content) if isinstance(b, ir.Paragraph)]
    assert "In one sentence" in terms
    assert "Bottom line" not in terms


@pytest.mark.parametrize("shown", MISTAKES, ids=lambda shown: shown.splitlines()[0])
def test_a_mistake_is_reported_as_shown(shown: str, project: Path) -> None:
    """It is made as the excerpt has it."""
    course.write_styles(project)
    file, line = re.findall(r"--> (\S+):(\d+):\d+", shown)[0]
    (typed,) = re.findall(rf"^{line} \| (.*)$", shown, re.MULTILINE)
    lines = (project / file).read_text("utf-8").split("\n")
    assert lines[int(line) - 1].split()[0] == typed.split()[0]
    lines[int(line) - 1] = typed
    (project / file).write_text("\n".join(lines), "utf-8")
    said = [d.render() for d in compiled(Path(file).parent.name).diagnostics]
    assert shown.strip() in said


def test_the_course_shows_a_mistake_of_each_kind() -> None:
    assert {shown[:12] for shown in MISTAKES} == {"error[T101]:", "error[T201]:", "error[T204]:"}


@pytest.mark.parametrize("keys", FRAGMENTS)
def test_every_other_example_is_valid(keys: str, project: Path) -> None:
    """In a style on the memo, beside the files that it names."""
    own = project / "styles" / "own"
    (own / "fonts").mkdir(parents=True)
    for path in load_style(ROOT / "styles" / "memo").fonts["sans"].regular.parent.glob("SourceSans3-*.ttf"):
        (own / "fonts" / path.name.replace("SourceSans3", "HouseSans")).symlink_to(path)
    docx.Document().save(str(own / "letterhead.docx"))
    (own / "style.yaml").write_text(f"extends: memo\n{keys}", "utf-8")
    done = compiled("own", "minimal")
    assert done.document is not None, done.diagnostics
    assert find_style("own", project / "styles") != load_style(ROOT / "styles" / "memo").model_copy(
        update={"name": "own"}
    )


TABLES: dict[str, type[BaseModel]] = {
    "| key |": models.Role,
    "| key of a style |": models.Style,
    "| key of `page` |": models.Page,
    "| key of a font |": models.Family,
    "| key of a grid |": models.Grid,
    "| key of a table |": models.TableLook,
    "| key of a box |": models.Box,
    "| key of `marking` |": models.MarkingLook,
    "| key of `notes` |": models.NotesLook,
    "| key of `range` |": models.RangeLook,
    "| key of `chart` |": models.ChartLook,
    "| key of `limits` |": models.Limits,
}
MADE = {"layout", "regular", "bold", "italic", "bold_italic"}  # what reading fills in: of a style, of a font


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_of_a_style_is_in_the_table_of_its_part(heading: str) -> None:
    (_, after) = course.COURSE.split(f"{heading} meaning |\n")
    rows = after.split("\n\n")[0].split("\n")[1:]
    if heading == "| key |":
        named = set(re.findall(r"`(\w+)[:`]", "\n".join(rows)))
        assert set(models.Role.model_fields) <= named  # some keys stand in a neighbour's meaning
        return
    named = {key for row in rows for key in re.findall(r"`(\w+)`", row.split("|")[1])}
    fields = set(TABLES[heading].model_fields)
    if TABLES[heading] is models.Style:
        fields -= {"name", *MADE}
    if TABLES[heading] is models.Family:
        fields = fields - MADE | {"folder", "file", "package"}
    assert named == fields


def test_a_style_has_words_of_its_own_in_the_brief_s_language_only(project: Path) -> None:
    words = next(text for text in course.blocks("yaml") if text.startswith("words:"))
    (project / "styles" / "own").mkdir(parents=True)
    (project / "styles" / "own" / "style.yaml").write_text(f"extends: memo\n{words}", "utf-8")
    brief = (project / "briefs" / "ukraine.yaml").read_text("utf-8")
    for language, words_there, without in (
        ("en-GB", {"In short", "What happens next", "Purpose"}, "Bottom line"),
        ("fr", {"En bref"}, "In short"),
        ("de", {"Kernaussage"}, "In short"),
    ):
        (project / "briefs" / "ukraine.yaml").write_text(f"{brief}\nlanguage: {language}\n", "utf-8")
        document = compiled("own").document
        assert document is not None
        shown = {ir.plain_text(b.title if isinstance(b, ir.Section) else b.content)
                 for b in ir.walk(document.content) if isinstance(b, (ir.Section, ir.Paragraph))}  # fmt: skip
        assert words_there <= shown
        assert without not in shown


def test_every_picture_is_there_and_every_link_leads_somewhere() -> None:
    headings = re.findall(r"^#+ (.*)$", course.COURSE, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    targets = re.findall(r"\]\(([^)\s]+)\)", course.COURSE)
    assert len(targets) > 10
    for target in targets:
        assert target[1:] in anchors if target.startswith("#") else (ROOT / "styles" / target).is_file(), target
