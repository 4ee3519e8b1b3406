"""Tracks: how wide the columns of grids and tables are, and what of a header stands side by side, in every format.

In: what a style says of the columns, or what each of them needs and would like. Out: widths in points.
"""

from __future__ import annotations

from collections.abc import Sequence

GAP = 11.0  # points between the cells of a header or footer


def share(given: Sequence[float | None], count: int, room: float) -> list[float]:
    """The widths of ``count`` columns: those given, the last repeated; ``None`` is an equal share of what is left.

    Where they are too wide together, the first keeps its width, as its edge stands on the page's axis, while that
    leaves the others half of theirs; else all shrink alike. Boxes in boxes may leave no room: then it is a point for
    each column.
    """
    room = max(room, count)
    wanted = [given[min(i, len(given) - 1)] if given else None for i in range(count)]
    rest = max(room - sum(width for width in wanted if width is not None), 0.0)
    free = wanted.count(None)
    widths = [rest / free if width is None else width for width in wanted]
    if sum(widths) <= room:
        return widths
    first, others = widths[0], sum(widths[1:])
    if others and room - first >= others / 2:
        return [first, *(width * (room - first) / others for width in widths[1:])]
    return [width * room / sum(widths) for width in widths]


def unbroken(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """Given widths, of which those that would break their longest word (``least``) take room from the others.

    Each of the others keeps what it needs itself, and half of its width at least; where that is not room enough all
    stay as they are given.
    """
    lack = sum(max(low - width, 0.0) for width, low in zip(widths, least, strict=True))
    spare = [max(width - max(low, width / 2), 0.0) for width, low in zip(widths, least, strict=True)]
    if not 0.0 < lack <= sum(spare):
        return list(widths)
    part = lack / sum(spare)
    return [max(width, low) - room * part for width, low, room in zip(widths, least, spare, strict=True)]


def fit(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """Widths that follow the content: what every column needs, and a share of the rest by what it would like.

    A column that would like no more than an equal share of the room has it, so that short words stay in one line.
    Where the room is too narrow for what they need, the widest give way, all to the same width.
    """
    count, room = len(least), max(room, len(least))
    need, like = sum(least), sum(wanted)
    if need >= room:
        widest = _level(least, room)
        return [min(low, widest) for low in least]
    if like <= room:
        return [high + (room - like) / count for high in wanted]
    given = [high if high <= room / count else low for low, high in zip(least, wanted, strict=True)]
    if sum(given) > room:
        given = list(least)
    share = (room - sum(given)) / (like - sum(given))
    return [low + (high - low) * share for low, high in zip(given, wanted, strict=True)]


def _level(widths: Sequence[float], room: float) -> float:
    """The width to which the widest have to be cut, so that all have room."""
    for passed, width in enumerate(sorted(widths)):
        others = len(widths) - passed
        if width * others >= room:
            return room / others
        room -= width
    return max(widths)


def abreast(left: float, middle: float, right: float, axis: float, room: float) -> bool:
    """Whether the three texts of a header or footer, so wide, fit one line: at its start, on the axis, at its end.

    Where they do not, the middle one has a line of its own, so that none of them is torn to make room for another.
    """
    if not middle:
        return left + GAP + right <= room
    return (not left or left + GAP <= axis) and axis + middle + GAP + right <= room
