"""Keeping labels apart along one direction."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], sizes: Sequence[float], gap: float, low: float, high: float) -> list[float] | None:
    """Where each of some labels begins, as near to where it is ``wanted`` as order and room allow.

    They keep their order, are at least ``gap`` apart, and lie between ``low`` and ``high``; ``None`` if they can't.
    """
    if sum(sizes) + gap * (len(sizes) - 1) > high - low + 1e-6:
        return None
    out: list[float] = []
    least = low
    for start, size in zip(wanted, sizes, strict=True):
        out.append(max(start, least))
        least = out[-1] + size + gap
    most = high
    for index in range(len(out) - 1, -1, -1):
        out[index] = min(out[index], most - sizes[index])
        most = out[index] - gap
    return out


def chosen(middles: Sequence[float], sizes: Sequence[float], gap: float) -> list[int]:
    """Which of some labels to print so that none meets another: the first, the last, and those that fit between."""
    if len(middles) < 2:
        return list(range(len(middles)))
    last = len(middles) - 1
    end = middles[last] - sizes[last] / 2
    out = [0]
    right = middles[0] + sizes[0] / 2
    for index in range(1, last):
        left = middles[index] - sizes[index] / 2
        if left >= right + gap and middles[index] + sizes[index] / 2 + gap <= end:
            out.append(index)
            right = middles[index] + sizes[index] / 2
    return [*out, last] if end >= right + gap else out
