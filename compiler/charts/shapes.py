"""The vocabulary of drawings: four kinds of shapes, in points from the upper left corner, ``y`` downwards."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A filled rectangle; (``x``, ``y``) is its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    color: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, with butt caps. ``dash``: lengths drawn and left out in turn; empty: it is unbroken."""

    points: tuple[Point, ...]
    width: float
    color: str
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle: a ring of ``width`` round a fill."""

    x: float
    y: float
    radius: float
    width: float
    color: str
    fill: str


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text in a role of the style; it begins at ``x``, its baseline is ``y``."""

    x: float
    y: float
    text: str
    role: str


Shape = Rectangle | Line | Dot | Words


@dataclass(frozen=True, slots=True)
class Vector:
    """A drawing: what comes later lies on top."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
