"""How a validator says what is wrong: an error of pydantic's that carries a code and words for the author."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


def mistake(code: str, message: str, label: str = "", help: str = "") -> PydanticCustomError:
    """An error whose type is ``code``."""
    return PydanticCustomError(code, "{message}", {"message": message, "label": label, "help": help})
