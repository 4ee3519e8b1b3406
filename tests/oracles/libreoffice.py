"""LibreOffice Writer: can a second word processor open the DOCX, and what does it make of it?

In: DOCX files. Out: the PDF files that LibreOffice saved, with an outline of the headings that it saw.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from .programs import need_program, run

_OPTIONS = json.dumps({"ExportBookmarks": {"type": "boolean", "value": "true"}})


def to_pdf(files: Sequence[Path], folder: Path) -> list[Path]:
    """Convert DOCX files to PDFs in ``folder``, all in one run; raises when one of them was not made."""
    need_program("soffice", "apt-get install libreoffice-writer")
    run(
        (
            "soffice",
            # a profile of its own: a running LibreOffice would take the job over and this one would end at once
            f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}",
            "--headless",
            "--convert-to",
            f"pdf:writer_pdf_Export:{_OPTIONS}",
            "--outdir",
            folder,
            *files,
        )
    )
    made = [folder / f"{file.stem}.pdf" for file in files]
    # LibreOffice ends 0 when it could not open a file
    missing = [str(pdf) for pdf in made if not pdf.is_file()]
    if missing:
        raise RuntimeError(f"LibreOffice did not make {', '.join(missing)}")
    return made
