"""Cases in Markdown: input and expected text together, to be read like documentation.

A case is a heading (a sentence), a block of input whose info string says what kind of text it is, and a block of what
comes out. Blocks are fenced with ``~~~~``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_FENCE = "~~~~"


@dataclass(frozen=True, slots=True)
class Case:
    """One case; ``kind`` is the input's info string."""

    title: str
    kind: str
    given: str
    expected: str


def load(name: str) -> list[Case]:
    """The cases of ``tests/cases/<name>.md``; the input is without its last line end."""
    titles: list[str] = []
    fenced: list[tuple[str, list[str]]] = []
    inside = False
    for line in (Path(__file__).parent / f"{name}.md").read_text("utf-8").splitlines():
        if line.startswith(_FENCE):
            inside = not inside
            if inside:
                fenced.append((line.removeprefix(_FENCE).strip(), []))
        elif inside:
            fenced[-1][1].append(line)
        elif line.startswith("## "):
            titles.append(line.removeprefix("## "))
    pairs = zip(fenced[::2], fenced[1::2], strict=True)
    return [
        Case(title, kind, "\n".join(given), "".join(f"{line}\n" for line in expected))
        for title, ((kind, given), (_, expected)) in zip(titles, pairs, strict=True)
    ]
