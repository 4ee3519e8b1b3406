"""A project's choice of rules: ``compile-brief.toml``, or ``[tool.compile-brief]`` in ``pyproject.toml``.

In: the project folder. Out: a ``Configuration``, or diagnostics with the line of each mistake. Codes may be given whole
(``F102``) or by their beginning (``H``: the whole family).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..diagnostics import CompilationError, Diagnostic, Severity, Span, did_you_mean
from ..source import shown
from .rules import PROFILES, RULES

_FILES = (("compile-brief.toml", ()), ("pyproject.toml", ("tool", "compile-brief")))
_KEYS = ("select", "ignore", "severity", "profile")
_SEVERITIES = {severity.value: severity for severity in Severity}


@dataclass(frozen=True, slots=True)
class Configuration:
    """``select`` (empty: all) less ``ignore``; other severities; the house ``profile`` whose rules are added."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    profile: str = PROFILES[0]

    def active(self) -> Iterator[tuple[str, Severity]]:
        """The codes of the rules that are wanted, each with its severity."""
        for rule in RULES.values():
            if rule.profile not in ("", self.profile) or rule.code.startswith(self.ignore or (" ",)):
                continue
            if not self.select or rule.code.startswith(self.select):
                longest = max((key for key in self.severity if rule.code.startswith(key)), key=len, default=None)
                yield rule.code, self.severity[longest] if longest is not None else rule.severity


def configuration_files(project: Path) -> tuple[Path, ...]:
    """The files that may hold a project's configuration, there or not."""
    return tuple(project / name for name, _ in _FILES)


def read_configuration(project: Path) -> Configuration:
    """The configuration of a project; raises ``CompilationError`` with all that is wrong in its file."""
    for name, keys in _FILES:
        file = project / name
        if not file.is_file():
            continue
        value, text = _parsed(file)
        for key in keys:
            value = value.get(key, {}) if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            raise _refusal(Span(shown(file)), f"`{'.'.join(keys)}` is a table of settings")
        if value or not keys:
            return _Reader(file, text).read(value)
    return Configuration()


def _parsed(file: Path) -> tuple[Any, str]:
    try:
        text = file.read_text("utf-8")
        return tomllib.loads(text), text
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not in UTF-8"
        raise _refusal(Span(shown(file)), f"cannot read the configuration: {reason}") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        lines = text.rstrip().splitlines() or [""]
        line, column = (int(place[1]), int(place[2])) if place else (len(lines), len(lines[-1]))  # else at the end
        line = min(line, len(lines))
        span = Span(shown(file), line, max(1, min(column, len(lines[line - 1]))), 1, lines[line - 1])
        reason = re.sub(r" ?\(at .*\)$", "", str(error))
        raise _refusal(span, f"this is not TOML: {reason[:1].lower() + reason[1:]}") from None


def _refusal(span: Span, message: str) -> CompilationError:
    return CompilationError([Diagnostic("C101", message, span)])


class _Reader:
    """Reads one file's values and gathers its mistakes."""

    def __init__(self, file: Path, text: str) -> None:
        self._file, self._lines = shown(file), text.splitlines()
        self._found: list[Diagnostic] = []

    def read(self, value: dict[str, Any]) -> Configuration:
        for key in value:
            if key not in _KEYS:
                help = did_you_mean(key, _KEYS, f"there are {', '.join(f'`{k}`' for k in _KEYS)}")
                self._mistake(key, f"the configuration has no key `{key}`", help)
        profile = value.get("profile", PROFILES[0])
        if profile not in PROFILES:
            self._mistake(str(profile), f"no house profile `{profile}`", f"there are {' and '.join(PROFILES)}")
        severity = dict(self._severities(value.get("severity", {})))
        configuration = Configuration(
            self._codes("select", value.get("select", [])), self._codes("ignore", value.get("ignore", [])),
            severity, profile,
        )  # fmt: skip
        if self._found:
            raise CompilationError(self._found)
        return configuration

    def _codes(self, key: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(code, str) and code for code in value):
            self._mistake(key, f"`{key}` is a list of codes", f'write `{key} = ["F102", "H"]`')
            return ()
        return tuple(code for code in value if self._is_code(code))

    def _severities(self, value: Any) -> Iterator[tuple[str, Severity]]:
        if not isinstance(value, dict):
            self._mistake("severity", "`severity` gives codes their severities", 'write `severity = {F102 = "error"}`')
            return
        for code, level in value.items():
            if not isinstance(level, str) or level not in _SEVERITIES:
                self._mistake(code, f"no severity `{level}`", f"there are {', '.join(_SEVERITIES)}")
            elif self._is_code(code):
                yield code, _SEVERITIES[level]

    def _is_code(self, code: str) -> bool:
        known = any(rule.startswith(code) for rule in RULES)
        if not known:
            self._mistake(code, f"no rule has the code `{code}`", nearest_code(code))
        return known

    def _mistake(self, word: str, message: str, help: str) -> None:
        """A mistake at the first line that has the word."""
        for number, line in enumerate(self._lines, 1):
            if found := re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line):
                span = Span(self._file, number, found.start() + 1, len(word), line)
                break
        else:
            span = Span(self._file)
        self._found.append(Diagnostic("C102", message, span, help=help))


def nearest_code(code: str) -> str:
    """Help for a code that no rule has."""
    return did_you_mean(code.upper(), RULES, "`compile-brief explain` lists the rules")
