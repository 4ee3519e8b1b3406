"""LibreOffice Writer: can a second word processor open the DOCX, and what does it make of it?

In: DOCX files. Out: what LibreOffice saved: PDF files, with an outline of the headings that it saw, or DOCX files.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from .programs import need_program, run

_OPTIONS = json.dumps({"ExportBookmarks": {"type": "boolean", "value": "true"}})


def to_pdf(files: Sequence[Path], folder: Path) -> list[Path]:
    """Convert DOCX files to PDFs in ``folder``, all in one run; raises when one of them was not made."""
    return _convert(files, folder, f"pdf:writer_pdf_Export:{_OPTIONS}")


def resave(files: Sequence[Path], folder: Path) -> list[Path]:
    """Open DOCX files and save them as DOCX in ``folder``, all in one run; raises when one of them was not made."""
    return _convert(files, folder, "docx")


def _convert(files: Sequence[Path], folder: Path, form: str) -> list[Path]:
    need_program("soffice", "apt-get install libreoffice-writer")
    run(
        (
            "soffice",
            # a profile of its own: a running LibreOffice would take the job over and this one would end at once
            f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            folder,
            *files,
        )
    )
    made = [folder / f"{file.stem}.{form.partition(':')[0]}" for file in files]
    # LibreOffice ends 0 when it could not open a file
    missing = [str(path) for path in made if not path.is_file()]
    if missing:
        raise RuntimeError(f"LibreOffice did not make {', '.join(missing)}")
    return made
