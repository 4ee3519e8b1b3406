"""Reading input: YAML with the place of every value, images, and the limits of both.

In: paths, as the user typed them. Out: a ``Source`` (values, and where each stands) or an ``ir.Image``. What is wrong
with an input is a diagnostic. What the values mean is left to ``spec`` and ``style``. PyYAML and Pillow live here.
"""

from __future__ import annotations

from .files import project_folder, read_text, shown
from .images import read_image
from .places import Text
from .spec_file import Source, read_source, read_yaml, with_text
from .syntax import BULLETS, QUOTE

__all__ = [
    "BULLETS", "QUOTE", "Source", "Text", "project_folder", "read_image", "read_source", "read_text", "read_yaml",
    "shown", "with_text",
]  # fmt: skip
