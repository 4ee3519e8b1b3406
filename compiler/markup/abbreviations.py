"""Abbreviations: spelt out at their first use, and marked with their long form from then on.

In: the brief's ``abbreviations`` and, in reading order, stretches of its text. Out: inline nodes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .. import ir


class Abbreviations:
    """The abbreviations of one brief; it remembers which were met."""

    def __init__(self, expansions: Mapping[str, str]) -> None:
        self._expansions = expansions
        self._met: set[str] = set()
        longest_first = sorted(expansions, key=lambda word: (-len(word), word))
        words = "|".join(map(re.escape, longest_first))
        self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None

    def mark(self, text: str) -> ir.Inlines:
        """The text with its abbreviations: ``EEAS`` prints as "European External Action Service (EEAS)" the first time.

        Where the author spelt it out, with the short form in brackets behind, it counts as met.
        """
        if self._pattern is None or not self._pattern.search(text):
            return (ir.Text(text),)
        out: list[ir.Inline] = []
        position = 0
        for match in self._pattern.finditer(text):
            word, expansion = match[0], self._expansions[match[0]]
            before = text[position : match.start()]
            spelt_out = text[: match.start()].endswith(f"{expansion} (")
            if word in self._met and not spelt_out:
                out += [ir.Text(before), ir.Abbreviation(word, expansion)]
            elif spelt_out:
                out.append(ir.Text(before + word))
            else:
                out += [ir.Text(before), ir.Fixed(word, (ir.Text(f"{expansion} ({word})"),))]
            self._met.add(word)
            position = match.end()
        return (*out, ir.Text(text[position:]))
