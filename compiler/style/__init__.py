"""Styles: ``styles/<name>/style.yaml`` → ``Style``, with inheritance between styles and between roles.

In: the name of a style (its YAML is read by ``source``). Out: a frozen ``Style``. Writers read it; it decides nothing
about the text. A mistake in a style is a diagnostic with its place in ``style.yaml``.
"""

from .finding import (
    PACKAGED,
    color_mistakes,
    find_style,
    find_whole_style,
    forget_read_styles,
    is_own_layout,
    known_styles,
    layout_file,
    load_style,
    style_folders,
    unused_names,
)
from .legibility import PAPER, Ink, Tint
from .letterhead import Letterhead, Relation
from .models import (
    Box,
    ChartLook,
    Edges,
    Family,
    FillLook,
    Grid,
    LineLook,
    Marker,
    Page,
    Pdf,
    RangeLook,
    Role,
    Rule,
    Rules,
    Style,
    TableLook,
    length,
)

__all__ = [
    "PACKAGED", "PAPER", "Box", "ChartLook", "Edges", "Family", "FillLook", "Grid", "Ink", "Letterhead", "LineLook",
    "Marker", "Page", "Pdf", "RangeLook", "Relation", "Role", "Rule", "Rules", "Style", "TableLook", "Tint",
    "color_mistakes", "find_style", "find_whole_style", "forget_read_styles", "is_own_layout", "known_styles",
    "layout_file", "length", "load_style", "style_folders", "unused_names",
]  # fmt: skip
