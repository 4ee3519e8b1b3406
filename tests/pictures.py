"""The pictures of the documentation: pages of the files that our own briefs become; ``make pictures``.

Poppler draws a PDF's page, LibreOffice first turns a Word file into one. What comes out stands in ``styles/pictures/``,
in few colours, so that it is small. The same page gives the same picture with the same versions of both programs.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from compiler import compile_brief
from compiler.pipeline import Options
from tests import course
from tests.oracles import libreoffice
from tests.oracles.programs import need_program

ROOT = Path(__file__).parents[1]
BRIEF = ROOT / "briefs" / "ukraine.yaml"
PICTURES = ROOT / "styles" / "pictures"
COLOURS = 128
DOTS = 90  # per inch: a page is 744 dots wide
# picture → style and format of the page it shows, always the first
PAGES = {
    "memo-pdf": ("memo", "pdf"),
    "memo-word": ("memo", "docx"),
    "brief-cover": ("brief", "pdf"),
    "one-pager": ("one-pager", "pdf"),
    "restyled": ("ours", "pdf"),  # as the course on styles has it
    "note": ("note", "pdf"),
}


def make() -> None:
    """Makes all pictures anew."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        course.write_styles(folder)
        spec = Path(shutil.copy(BRIEF, folder))
        for picture, (style, format) in PAGES.items():
            draw(_built(spec, style, format, folder / picture), PICTURES / f"{picture}.png")


def _built(spec: Path, style: str, format: str, folder: Path) -> Path:
    """A PDF of the brief in a style, by way of a format."""
    compilation = compile_brief(spec, Options((format,), style))
    folder.mkdir()
    file = folder / f"brief.{format}"
    file.write_bytes(compilation.outputs[format])
    return file if format == "pdf" else libreoffice.to_pdf([file], folder)[0]


def draw(pdf: Path, picture: Path) -> None:
    """Draws the first page of a PDF."""
    need_program("pdftoppm", "apt-get install poppler-utils")
    drawn = pdf.with_suffix(".png")
    to = ("-singlefile", "-png", pdf, drawn.with_suffix(""))
    subprocess.run(("pdftoppm", "-r", str(DOTS), "-f", "1", "-l", "1", *to), check=True, timeout=60)
    with Image.open(drawn) as page:
        few = page.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(picture, optimize=True)


if __name__ == "__main__":
    make()
