"""Reading a reviewed Word file back: which text of the spec stands where, and what became of it.

In: a ``WordFile`` that compile-brief wrote, and that somebody may have worked on, in Word or in LibreOffice. Out: the
texts of its map, each with the words that are there now. The writer's side is ``writers/docx/controls.py``. What became
of formatting, and whether the change may go into the spec, is not decided here.
"""

from .integrity import faults
from .texts import FoundText, Piece, Review, Stretch, Way, find_texts

__all__ = ["FoundText", "Piece", "Review", "Stretch", "Way", "faults", "find_texts"]
