"""``python -m compiler.cli`` is ``compile-brief``."""

from . import process

process()
