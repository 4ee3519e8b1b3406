"""Third parties, imported without compiling their patterns: a twentieth of a short run.

In: nothing. Out: modules in ``sys.modules``. PyYAML, markdown-it-py and Jinja2 compile some seventy regular expressions
while they are imported; a brief needs a few of them. Seen with PyYAML 6.0.3, markdown-it-py 4.3.0 and Jinja2 3.1.6;
it can go when they compile at the first use. Only ``cli`` calls it: a program that imports us keeps its ``re``.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module

PACKAGES = ("jinja2", "markdown_it", "yaml")
_compile = re.compile


class DeferredPattern:
    """Stands for a compiled pattern, and compiles it when one of its attributes is asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._arguments = pattern, flags

    def __getattr__(self, name: str) -> object:
        value = getattr(_compile(*self._arguments), name)
        setattr(self, name, value)  # so that this is not called again for it
        return value


def preload() -> None:
    """Imports the packages; meanwhile ``re.compile`` only takes note of what their own modules ask for."""

    def compile(pattern: str, flags: int = 0) -> object:
        caller = sys._getframe(1).f_globals["__name__"].partition(".")[0]
        return DeferredPattern(pattern, flags) if caller in PACKAGES else _compile(pattern, flags)

    re.compile = compile  # type: ignore[assignment]
    try:
        for package in PACKAGES:
            import_module(package)
    finally:
        re.compile = _compile
