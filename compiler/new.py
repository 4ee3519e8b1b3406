"""A new brief: a commented spec that compiles as it stands, and the schema beside it for editors.

In: the path that it is to have, and what an author may choose. Out: the texts of both files; writing them is the
caller's work. Nothing is asked that can be derived: the title comes from the file's name.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from string import Template

from .locale import load_locale
from .spec.schema import json_schema

SCHEMA_NAME = "compile-brief.schema.json"
_FRAME = Path(__file__).parent / "spec" / "new.yaml"
REVIEW, DEADLINE = datetime.timedelta(days=90), datetime.timedelta(days=30)  # proposals, to be changed by the author


def new_brief(path: Path, today: datetime.date, style: str = "memo", language: str = "en-GB") -> dict[Path, str]:
    """The files of a new brief: the spec at ``path``, its texts in ``language``, and the schema in its folder."""
    text = Template(_FRAME.read_text("utf-8")).substitute(
        title=_quoted(title_of(path)),
        date=today,
        review_by=today + REVIEW,
        deadline=today + DEADLINE,
        style=style,
        language=language,
        **load_locale(language).placeholders,
    )
    return {path: text, path.with_name(SCHEMA_NAME): json_schema()}


def title_of(path: Path) -> str:
    """``briefs/blue-card_reform.yaml`` → "Blue card reform"."""
    words = " ".join(re.split(r"[-_\s]+", path.stem)).strip() or "New brief"
    return words[0].upper() + words[1:]


def _quoted(text: str) -> str:
    """A text as a YAML scalar: bare if it is made of letters and figures and is no number and no word of YAML."""
    if re.fullmatch(r"[^\W\d_][\w ]*", text) and text.lower() not in ("true", "false", "null"):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
