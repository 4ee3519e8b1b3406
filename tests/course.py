"""The course in ``styles/README.md``: its blocks, and the files that it has its readers write."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
COURSE = (ROOT / "styles" / "README.md").read_text("utf-8")
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w*)\n(.*?)^```$", COURSE, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    """The blocks in a language, in order."""
    return [text for name, text in BLOCKS if name == language]


def write_styles(folder: Path) -> None:
    """Writes the styles of the course into a project: what a block's first line or the words before it name a file."""
    named = [
        (text.split("\n", 1)[0].removeprefix("# "), text) for text in blocks("yaml") if text.startswith("# styles/")
    ]
    named += re.findall(r"Save it as `(\S+)`:\n\n```\w+\n(.*?)^```$", COURSE, re.MULTILINE | re.DOTALL)
    for name, text in named:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
