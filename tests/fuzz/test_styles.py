"""Styles that a slip of the hand has spoiled: whatever stands in a layout or a ``style.yaml``, there is no traceback.

``make test`` tries a few, the same ones each time; ``make fuzz`` ten thousand, others each time.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from compiler import compile_brief
from compiler.pipeline import Options, forget_styles
from tests.fuzz.test_specs import ROOT, bounded

BRIEF = (ROOT / "briefs" / "ukraine.yaml").read_text("utf-8")
STYLES = ("memo", "brief", "one-pager")
LAYOUTS = {name: (ROOT / "styles" / name / "layout.html").read_text("utf-8") for name in STYLES}
LOOKS = {name: (ROOT / "styles" / name / "style.yaml").read_text("utf-8") for name in ("base", *STYLES)}
PARTS = re.compile(r"</?[a-z]+[^<>{}]*/?>|\{\{.*?\}\}|\{%.*?%\}|\"[^\"{}]*\"|[a-z_]+\.[a-z_]+|[<>{}&\"]")
WRONG = [
    "", "x", "-1", "0", "ü", "&", "<", "}}", "{{", "{%", "&nbsp;", '"', "99999999999", "<p>", "</p>", "<table>",
    "<li/>", "<td colspan='3'/>", "<tr><th rowspan='2'>x</th></tr>", "<range low='1' high='x'/>",
    "<section><p>x</p></section>", "<figure/>", "<contents depth='9'/>", "{{ 1/0 }}", "{{ brief }}",
    "{{ t.nothing }}", "{{ brief.title.title }}",
    "{% include 'x' %}", "{% for i in range(10**9) %}{% endfor %}", "<dl class='none'><dd>x</dd></dl>", "<ul>x</ul>",
    "<header><p>x</p></header>", "<a>x</a>", "<columns/>", "<caption>x</caption>", "<thead/>", "<brief/>", "</brief>",
]  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(
        [None, True, 0, -1, 1.5, 1e9, "", "x", "ink", "#7A1F3D", "36mm", "-3mm", "*", "{}{}", "memo", [], {}]
    ),
    st.integers(-(10**6), 10**6),
    st.lists(st.sampled_from([1, -1, "x", None, "*", [], {}]), max_size=5),
    st.dictionaries(
        st.sampled_from(["size", "color", "x", "0", "width", "based_on"]), st.sampled_from([1, "x", None, []])
    ),
)


@st.composite
def layouts(draw: st.DrawFn) -> str:
    """A layout that comes with the compiler, with one to three of its parts left out, said twice or replaced."""
    text = LAYOUTS[draw(st.sampled_from(STYLES))]
    for _ in range(draw(st.integers(1, 3))):
        found = draw(st.sampled_from(list(PARTS.finditer(text)) or [re.match("", text)]))
        assert found
        new = draw(st.one_of(st.just(found[0] * 2), st.sampled_from(WRONG)))
        text = text[: found.start()] + new + text[found.end() :]
    return text


@st.composite
def looks(draw: st.DrawFn) -> str:
    """A ``style.yaml`` that comes with the compiler, with one to three values or keys that may be anything."""
    value = yaml.safe_load(LOOKS[draw(st.sampled_from(list(LOOKS)))])
    for _ in range(draw(st.integers(1, 3))):
        at = value
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(at[key], (dict, list)) and draw(st.integers(0, 3)):
                at = at[key]
                continue
            if isinstance(at, dict) and draw(st.booleans()):
                at[draw(st.sampled_from(["extends", "name", "words", "notes", "based_on", "fill", "x"]))] = draw(VALUES)
            else:
                at[key] = draw(VALUES)
            break
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True)


def compiled(files: dict[str, str]) -> None:
    """Builds a brief in the style that ``files`` make; it raises nothing, and says why there is no file."""
    forget_styles()
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder, "styles", "own")
        own.mkdir(parents=True)
        Path(folder, "pyproject.toml").touch()
        Path(folder, "brief.yaml").write_text(BRIEF, "utf-8")
        for name, text in files.items():
            (own / name).write_text(text, "utf-8")
        done = compile_brief(Path(folder, "brief.yaml"), Options(style="own"))
        assert bool(done.outputs) != done.failed
    forget_styles()


@bounded(25)
@given(layouts(), st.sampled_from(STYLES))
def test_a_spoiled_layout_gets_diagnostics_and_no_traceback(layout: str, style: str) -> None:
    compiled({"layout.html": layout, "style.yaml": f"extends: {style}\n"})


@bounded(25)
@given(looks())
def test_a_spoiled_style_gets_diagnostics_and_no_traceback(look: str) -> None:
    compiled({"style.yaml": look})
