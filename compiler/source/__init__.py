"""Reading input: YAML with the place of every value, images, and the limits of both.

In: paths, as the user typed them. Out: a ``Source`` (values, and where each stands) or an ``ir.Image``. What is wrong
with an input is a diagnostic. What the values mean is left to ``spec`` and ``style``. PyYAML and Pillow live here.
"""

from __future__ import annotations

from .advice import BULLETS, CURLY, NEXT_KEY, QUOTE, SPACE_NEEDED, comma_in_number, either_number, quoting, spaced
from .characters import slug, without_accents
from .files import is_project, project_folder, read_text, shown
from .images import read_image
from .places import Text
from .spec_file import Source, read_source, read_yaml, with_text

__all__ = [
    "BULLETS", "CURLY", "NEXT_KEY", "QUOTE", "SPACE_NEEDED", "Source", "Text", "comma_in_number", "either_number",
    "is_project", "project_folder", "quoting", "read_image", "read_source", "read_text", "read_yaml", "shown", "slug",
    "spaced", "with_text", "without_accents",
]  # fmt: skip
