"""The torture brief: one brief in which everything that is hard to set stands next to everything else.

In: ``torture.yaml``, the cases that are written by hand, figures of every kind among them. Out: a spec of some
fifty pages and its images in a folder. What is added here is counted or drawn: notes as long as a page, 300 rows, 60
recommendations, 14 actors on 9 issues, the images.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml
from PIL import ExifTags, Image

ACTORS, ISSUES, SCENARIOS, RECOMMENDATIONS, ROWS, COLUMNS = 14, 9, 12, 60, 300, 14

_SENTENCES = (
    "A text of this length is set to see where its lines end and where its page does.",
    "Intergovernmental organisations with extraordinarily long denominations are mentioned, as hyphenation needs them.",
    "Short words do as well.",
    "It holds a figure, 1\u00a0234.5, and a share, 12\u00a0%, which keep together.",
    "Whoever reads it to the end has found nothing, and was told so at the beginning; that is all it has to say.",
    "The Greek for it is κείμενο, the Ukrainian текст.",
    "A parenthesis (which is longer than what it stands in, and has a dash – like this one – in it) is closed.",
)
_STANCES = ("supports", "opposes", "conditional", "silent", "unclear")
_LIKELIHOODS = ("remote", "unlikely", "roughly even chance", "likely", "very likely", "5-15")
_QUARTER_TURN = Image.Exif()
_QUARTER_TURN[ExifTags.Base.Orientation] = 6
# how each image is stored: its size, its mode, what the encoder is told; the darkest of a ramp is 3
_IMAGES: dict[str, tuple[tuple[int, int], str, dict[str, Any]]] = {
    "small.png": ((60, 40), "RGB", {}),
    "narrow.jpg": ((100, 400), "RGB", {}),
    "wide.png": ((800, 80), "RGB", {}),
    "grey.png": ((60, 40), "L", {}),
    "grey-of-16-bits.png": ((60, 40), "I;16", {}),
    "black-and-white.png": ((60, 40), "1", {}),
    "palette.png": ((60, 40), "P", {}),
    "palette-transparent.png": ((60, 40), "P", {"transparency": 3}),
    "transparent.png": ((60, 40), "RGBA", {}),
    "transparent-grey.png": ((60, 40), "LA", {}),
    "grey.jpg": ((60, 40), "L", {}),
    "for-print.jpg": ((60, 40), "CMYK", {}),
    "progressive.jpg": ((60, 40), "RGB", {"progressive": True}),
    "turned.jpg": ((60, 40), "RGB", {"exif": _QUARTER_TURN}),
}


def write(folder: Path) -> Path:
    """Writes the spec and its images into ``folder``; the path of the spec."""
    brief = yaml.safe_load((Path(__file__).parent / "torture.yaml").read_text("utf-8"))
    brief["actors"] = {f"actor-{n}": _actor(n) for n in range(1, ACTORS + 1)}
    brief["issues"] = {f"issue-{n}": f"Issue {n}" for n in range(1, ISSUES)} | {
        f"issue-{ISSUES}": "An issue whose name is not short, antidisestablishmentarianism"
    }
    brief["positions"] = [_position(n) for n in range(1, ACTORS + 1)]
    brief["scenarios"] = [_scenario(n) for n in range(1, SCENARIOS + 1)]
    brief["recommendations"] = [_recommendation(n) for n in range(1, RECOMMENDATIONS + 1)]
    brief["next_steps"] = [
        {"action": f"Do what [](#rec-{n}) says", "owner": f"Unit {n}", "due": f"2025-05-{n:02}"} for n in range(1, 16)
    ]
    long, wide, rows, *_ = brief["annexes"]
    long["text"] = "\n\n".join(_paragraphs())
    wide["figures"] = [_wide_table()]
    rows["figures"] = [_long_table()]
    for name, (size, mode, options) in _IMAGES.items():
        (folder / name).write_bytes(_encoded(name, size, mode, options))
    spec = folder / "torture.yaml"
    spec.write_text(yaml.safe_dump(brief, allow_unicode=True, sort_keys=False, width=1000), "utf-8")
    return spec


def _text(sentences: int, start: int = 0) -> str:
    """So many sentences, each time from another one on."""
    return " ".join(islice(cycle(_SENTENCES), start, start + sentences))


def _actor(n: int) -> dict[str, str]:
    actor = {"name": f"Actor {n}", "kind": "state"}
    if n == 3:
        actor |= {"name": "Actor 3, the organisation with the longest of all names in the matrix", "short": "Actor 3"}
    if n % 4 == 1:
        actor["note"] = "a placeholder^[In an actor's note.]"
    return actor


def _position(n: int) -> dict[str, Any]:
    stances: dict[str, Any] = {}
    for issue in range(1, ISSUES + 1):
        if (n + 2 * issue) % 7:
            stance = {"stance": _STANCES[(n + issue) % 5]}
            if (n + issue) % 5 == 0:
                stance["note"] = _text(1, n + issue) + (f"^[In the matrix, {n} and {issue}.]" if n == issue else "")
            stances[f"issue-{issue}"] = stance
    return {
        "actor": f"actor-{n}",
        "summary": _text(1 + n % 2, n),
        "demands": [f"Demand {i} of actor {n}" for i in range(1, 2 + n % 4)],
        "offers": [{"text": f"Offer {n}", "id": f"offer-{n}", "cite": "second"}] if n % 3 else [],
        "red_lines": [f"Red line {i}, see [](#offer-1)" for i in range(1, 1 + n % 3)],
        "stances": stances,
        "as_of": f"2025-04-{n:02}",
        "cite": ["first"] if n % 2 else ["third", "fourth"],
    }


def _scenario(n: int) -> dict[str, Any]:
    return {
        "id": f"scenario-{n}",
        "title": f"Scenario {n} of {SCENARIOS}"
        + (", with a title that is longer than the others' are" if n == 5 else ""),
        "text": f"{_text(n % 3 + 1, n)}^[In scenario {n}. {_text(n, n)}]",
        "likelihood": _LIKELIHOODS[n % 6],
        "confidence": ("low", "moderate", "high")[n % 3],
        "trigger": {"text": f"What leads to [](#scenario-{n % SCENARIOS + 1})", "by": f"2025-{n:02}-28"},
        "indicators": [f"Indicator {i}" for i in range(n % 3 + 1)],
        "implications": f"{_text(1, n)}\n\n- Implication {n}\n- {_text(1, n + 2)}" if n % 3 else "None.",
        "responses": [f"rec-{n}", f"rec-{n + 12}", f"rec-{n + 48}"],
    }


def _recommendation(n: int) -> dict[str, Any]:
    given = {
        "action": f"Do what recommendation {n} says"
        + (f"^[A long note on a recommendation. {_text(30, n)}]" if n % 12 == 0 else "")
        + (", and do it at a length that needs more than one line of the largest type" if n % 5 == 0 else ""),
        "rationale": _text(n % 3 + 1, n) + (f"\n\n- A reason\n- Then [](#rec-{n % 60 + 1})." if n % 7 == 0 else ""),
        "owner": {"name": f"Unit {n}", "role": "lead"},
        "priority": ("high", "medium", "low")[n % 3],
        "deadline": f"2026-{n % 12 + 1:02}-15",
        "decision": "approve",
    }
    if n % 3 == 0:
        given["instrument"] = f"Instrument {n}, see <https://example.org/instruments/{n}/text-as-adopted>"
    if n % 10 == 4:
        given |= {
            "addressee": f"Actor {n % ACTORS + 1}",
            "partners": [f"Unit {n + 1}", f"Unit {n + 2}"],
            "cost": "EUR\u00a03\u00a0000, *at most*",
            "risk": _text(1, n),
            "indicator": "A number that has gone up^[In an indicator.]",
            "responds_to": [f"scenario-{n % SCENARIOS + 1}"],
            "confidence": "moderate",
            "cite": ["first"],
        }
    return given


def _paragraphs() -> Iterator[str]:
    """Prose of many pages: links over many lines, so that some go over the end of a page; notes longer than a page."""
    for n in range(1, 21):
        yield f"Paragraph {n}. {_text(n % 6 + 1, n)}"
        if n % 3 == 0:
            words = f"a link of many lines, the one of paragraph {n}: {_text(9, n)}"
            yield f"See [{words}](https://example.org/many-lines/{n}) for more."
        if n % 5 == 0:
            yield f"Written out: <https://example.org/{'/'.join(f'part-{i}-of-an-address' for i in range(n))}?end=yes>."
        if n % 8 == 0:
            note = f"{_text(45 + 6 * n, n)} It ends with [the address of note {n}](https://example.org/note/{n})."
            yield f"A paragraph with a note^[{note}] that is long."
        if n % 10 == 0:
            yield f"> {_text(12, n)}"
            yield "\n".join(f"{i}. {_text(i % 3 + 1, i)}" for i in range(95, 110))


def _long_table() -> dict[str, Any]:
    keys = ("name", "sum", "share", "remark")
    titles = ("Row", "Sum", "Share", "Remark")
    units = (None, "EUR million", "%", None)
    return {
        "kind": "table",
        "id": "big-table",
        "caption": f"A table of {ROWS} rows with row heads",
        "columns": [
            {"key": key, "title": title} | ({"unit": unit} if unit else {})
            for key, title, unit in zip(keys, titles, units, strict=True)
        ],
        "rows": [
            {
                "name": f"Row {n}" + ("^[In a row's head, on a page of its own.]" if n % 60 == 0 else ""),
                "sum": round(n * 3.7 - 500, n % 3),
                "share": round(n / 7, 1),
                "remark": _text(2, n) if n % 25 == 0 else f"Remark {n}",
            }
            for n in range(1, ROWS + 1)
        ],
        "note": "All figures are made up.",
    }


def _wide_table() -> dict[str, Any]:
    return {
        "kind": "table",
        "id": "wide-table",
        "caption": f"A table of {COLUMNS} columns",
        "columns": [{"key": "name", "title": "Quarter"}]
        + [{"key": f"c{n}", "title": f"Column {n}"} for n in range(2, COLUMNS + 1)],
        "rows": [
            {"name": f"Q{n}"} | {f"c{i}": n * i * (1000 if i == 9 else 1) for i in range(2, COLUMNS + 1)}
            for n in (1, 2, 3, 4)
        ],
    }


def _encoded(name: str, size: tuple[int, int], mode: str, options: dict[str, Any]) -> bytes:
    """A ramp of grey, which every encoder packs well; where its mode has transparency, it fades."""
    ramp = Image.linear_gradient("L").resize(size)
    image = ramp.convert(mode)
    if mode == "I;16":
        image = ramp.convert("I").point(lambda grey: grey * 257).convert(mode)
    if "A" in mode:
        image.putalpha(ramp)
    saved = BytesIO()
    image.save(saved, {"png": "PNG", "jpg": "JPEG"}[name.rpartition(".")[2]], **options)
    return saved.getvalue()
