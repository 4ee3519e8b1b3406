"""What was chosen for a run: everything but the specs that decides what the files hold and what is said of them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Choices:
    """Without ``formats`` all are made. ``strict`` makes warnings fail, and changes no file.

    ``cache`` is where things are kept. ``pdf`` is what the PDF keeps to, if the style is not to say it.
    """

    output: Path
    today: datetime.date
    formats: tuple[str, ...] | None = None
    style: str | None = None
    strict: bool = False
    cache: Path | None = None
    pdf: str | None = None

    def options(self) -> dict[str, Any]:
        """What of it has to be the same for a file to be the same, as JSON has it; the day is judged apart."""
        return {"formats": sorted(self.formats) if self.formats else None, "style": self.style, "pdf": self.pdf}
