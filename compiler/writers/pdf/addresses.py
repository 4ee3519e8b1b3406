"""Printed addresses: which words are one, where their lines may end, and how one that is torn is told whole.

In: words, and the lines that were made of them. Out: places to end a line; in the parts of torn addresses, what is told
in place of what they show (ISO 32000-1, 14.9.4: ``ActualText``). A reader of pages takes the end of a line for the end
of a word, and a hyphen there for a dividing one. So the first part of a torn address tells the whole of it, the others
a space: of an empty replacement PDFium (Chrome) thinks nothing and tells what is shown, the address's end once more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from compiler.faces import JOINER

if TYPE_CHECKING:
    from .lines import Line

# a line may end after a slash, or before another sign
BREAKS = re.compile(r"(?<=[^/:])/(?=.{2})|(?<=\w)(?=[?&=#%~@+._-].{3})")
_ADDRESS = re.compile(r"://|\w@\w|\bwww\.\w")


@dataclass(slots=True, eq=False)
class Address:
    """A word that is an address, with the signs that stand close to it; each place where it is printed is its own."""

    text: str


def is_address(word: str) -> bool:
    """Whether a word is, or holds, an address."""
    return _ADDRESS.search(word) is not None


def tell_whole(lines: list[Line]) -> None:
    """Gives the parts of addresses that go on in the next line what is told in their place."""
    torn = set()
    for line, after in pairwise(lines):
        if line.parts and after.parts and line.parts[-1].address is after.parts[0].address is not None:
            torn.add(after.parts[0].address)
    told: set[Address] = set()
    for part in (part for line in lines for part in line.parts) if torn else ():
        if part.address is not None and part.address in torn:
            part.actual = " " if part.address in told else part.address.text.replace(JOINER, "")
            told.add(part.address)
