"""How a validator says what is wrong: an error of pydantic's that carries a code and words for the author."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


def mistake(code: str, message: str, label: str = "", help: str = "", needle: str = "") -> PydanticCustomError:
    """An error whose type is ``code``; ``needle`` is the part of the text that it is about."""
    return PydanticCustomError(code, "{message}", {"message": message, "label": label, "help": help, "needle": needle})
