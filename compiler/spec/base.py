"""The base of the models: what is the same wherever keys with values are expected.

In: plain values of the spec. Out: values in which short forms are written out and what is absent is left out.
"""

import re
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationInfo, model_validator

from ..diagnostics import closest, listed
from ..source import SPACE_NEEDED, spaced
from .mistake import mistake
from .values import expected

_SHOWN = 60  # characters of a text that a message shows

PLAIN_WORDS = r"\w[\w .'’()-]*"  # a text that needs no quotation marks, also within braces
VERY_LIKE = 0.85  # how much a mistyped key is like its own: `timeline` is no `bottom_line`


def is_absent(value: Any) -> bool:
    """Whether an optional key's value means the same as no key: null, an empty list or map, blank text."""
    return value is None or value == [] or value == {} or (isinstance(value, str) and not value.strip())


class Model(BaseModel):
    """The base of all models: no unknown keys, no changes; absent values and the short form are made uniform.

    ``SHORT`` is the key that a bare text stands for, ``WHAT`` the model in a message's words, ``PAIR`` two keys whose
    values an author may write as ``one: other``, ``MEANT`` words that some take for its keys, each with the key. The
    validation's context, a dict, is told which model each map was taken for, by the map's ``id``: messages about
    unknown keys list the model's.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    SHORT: ClassVar[str] = ""
    WHAT: ClassVar[str] = "keys with values"
    PAIR: ClassVar[tuple[str, str]] = ("", "")
    MEANT: ClassVar[tuple[tuple[str, str], ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def _uniform(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str) and (help := spaced(value, cls.known_keys())):
            raise mistake("S223", SPACE_NEEDED, help=help)
        if isinstance(value, str) and cls.SHORT:
            value = {cls.SHORT: value}
        if not isinstance(value, dict):
            raise expected(cls.WHAT, value, cls._form_of(value))
        if info.context is not None:
            info.context[id(value)] = cls
        return {key: item for key, item in value.items() if not is_absent(item) or key not in cls.known_keys()}

    @classmethod
    def _form_of(cls, typed: Any) -> str:
        """How the model is written where something else is ``typed``."""
        if isinstance(typed, list) and "points" in cls.model_fields:
            return "write `points:`, and the list below it, further to the right"
        if isinstance(typed, list):
            return "write one alone, not a list" if cls.SHORT else ""
        if cls.PAIR[0]:
            return f"write `{{{cls.PAIR[0]}: …, {cls.PAIR[1]}: …}}`"
        is_plain = isinstance(typed, str) and len(typed) <= _SHOWN and re.fullmatch(PLAIN_WORDS, typed)
        needed = cls.needed_key() or ("title" if "title" in cls.model_fields else "")
        form = f"write `{{{needed}: {typed if is_plain else '…'}}}`"
        return form if needed else f"there can be {listed(cls.known_keys())}"

    @classmethod
    def known_keys(cls) -> list[str]:
        """The keys that the format knows here."""
        return [field.alias or name for name, field in cls.model_fields.items()]

    @classmethod
    def needed_key(cls) -> str:
        """The first key that has to be there; empty if none has to."""
        return next((name for name, field in cls.model_fields.items() if field.is_required()), "")

    @classmethod
    def annotation(cls, key: Any) -> Any:
        """The type of what a ``key`` of the format holds; ``None`` for another key."""
        return next((f.annotation for name, f in cls.model_fields.items() if (f.alias or name) == key), None)

    @classmethod
    def meant_key(cls, key: str, value: dict[str, Any]) -> str:
        """The key of the model that an unknown ``key`` of the map ``value`` is meant for; empty if that is not sure."""
        meant = [own for word, own in cls.MEANT if word == key.lower()]
        return next((own for own in meant if own not in value), "") if meant else closest(key, cls.known_keys())


def without_absent(value: Any) -> Any:
    """A map without the keys whose values are absent; anything else as it is."""
    return {key: item for key, item in value.items() if not is_absent(item)} if isinstance(value, dict) else value


def none_if_empty(value: Any) -> Any:
    """A map in which every key is absent is absent itself."""
    return None if isinstance(value, dict) and all(map(is_absent, value.values())) else value
