"""What a run found, for machines and for a job's page: JSON, GitHub's annotations, SARIF, JUnit, a summary in Markdown.

In: the results of a run. Out: text. Paths are those that the user typed; there are no times in it.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape  # xml.sax.saxutils would load a web client
from pathlib import Path
from typing import Any

from .batch import STALE, Result, Status
from .diagnostics import Diagnostic, Severity

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_BROKEN = (Status.UNWRITABLE, Status.CRASHED)  # not the author's mistake
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def as_json(results: Sequence[Result]) -> str:
    """One object with a list of briefs."""
    briefs = [
        {
            "spec": result.spec.as_posix(),
            "status": result.status.value,
            "ok": result.ok,
            "why": result.why,
            "files": [{"path": file.path.as_posix(), **file.facts()} for file in result.files],
            "before": [{"path": file.path.as_posix(), **file.facts()} for file in result.before],
            "diagnostics": [_diagnostic(d) for d in result.diagnostics],
            **({"problem": result.problem} if result.problem else {}),
        }
        for result in results
    ]
    return json.dumps({"briefs": briefs}, indent=1, ensure_ascii=False) + "\n"


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    span = diagnostic.span
    return {
        "code": diagnostic.code, "severity": diagnostic.severity.value, "message": diagnostic.message,
        "label": diagnostic.label, "help": diagnostic.help, "file": span.file, "line": span.line, "column": span.column,
        "length": span.length,
    }  # fmt: skip


def as_github(results: Sequence[Result]) -> str:
    """Workflow commands, which GitHub shows beside the lines that they are about."""
    lines = []
    for result in results:
        for diagnostic in result.diagnostics:
            span = diagnostic.span
            place = f"file={_property(span.file)}"
            if span.line:
                place += f",line={span.line},col={span.column},endColumn={span.column + span.length}"
            words = diagnostic.message + (f"\nhelp: {diagnostic.help}" if diagnostic.help else "")
            kind = _GITHUB[diagnostic.severity]
            lines.append(f"::{kind} {place},title={_property(diagnostic.code)}::{_data(words)}")
        if result.problem:
            place = f"file={_property(str(result.spec))},title={result.outcome.value}"
            lines.append(f"::error {place}::{_data(result.problem.rstrip())}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(results: Sequence[Result]) -> str:
    """A log of SARIF 2.1.0 (OASIS) with one run."""
    from .meanings import meanings  # which loads all that checks

    found = [d for result in results for d in result.diagnostics]
    rules = sorted({d.code for d in found})
    entries = [_sarif(diagnostic, rules.index(diagnostic.code)) for diagnostic in found]
    notices = [
        {"level": "error", "message": {"text": f"{result.spec.as_posix()}: {result.problem}"}}
        for result in results
        if result.problem
    ]
    known = meanings()
    driver = {
        "name": "compile-brief",
        # a manifest may hold a code that is none
        "rules": [{"id": code, "shortDescription": {"text": known.get(code, code)}} for code in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": all(r.ok for r in results), "toolExecutionNotifications": notices},
        ],
        "results": entries,
    }
    return json.dumps({"version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False) + "\n"


def _sarif(diagnostic: Diagnostic, index: int) -> dict[str, Any]:
    span = diagnostic.span
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(span.file)}}
    if span.line:
        end = span.column + span.length
        place["region"] = {"startLine": span.line, "startColumn": span.column, "endColumn": end}
    words = diagnostic.message + (f" (help: {diagnostic.help})" if diagnostic.help else "")
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _SARIF[diagnostic.severity],
        "message": {"text": words},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    """A path as a URI reference (RFC 3986)."""
    from urllib.parse import quote_from_bytes

    path = Path(file)
    return ("file://" if path.is_absolute() else "") + quote_from_bytes(os.fsencode(path.as_posix()))


def as_junit(results: Sequence[Result]) -> str:
    """A test suite with a case for each brief, as CI systems read it; warnings and advice are its output."""
    errors = sum(result.status in _BROKEN for result in results)
    failed = sum(not result.ok for result in results) - errors
    counts = f'tests="{len(results)}" failures="{failed}" errors="{errors}"'
    cases = "".join(map(_case, results))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {counts}>\n'
        f'<testsuite name="compile-brief" {counts}>\n{cases}</testsuite>\n</testsuites>\n'
    )


def _case(result: Result) -> str:
    said = "\n\n".join(d.render() for d in result.diagnostics)
    head = f'<testcase classname="compile-brief" name="{_xml(result.spec.as_posix())}"'
    if result.ok:
        return f"{head}><system-out>{_xml(said)}</system-out></testcase>\n" if said else f"{head}/>\n"
    kind = "error" if result.status in _BROKEN else "failure"
    first = next((d.message for d in result.diagnostics if d.severity is Severity.ERROR), result.last_words)
    words = "\n\n".join(part for part in (said, result.problem) if part)
    return f'{head}><{kind} message="{_xml(first)}">{_xml(words)}</{kind}></testcase>\n'


def _xml(text: str) -> str:
    return escape(_characters(text))


def _characters(text: str) -> str:
    """What XML may hold (XML 1.0, 2.2)."""
    return re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def outcomes(results: Sequence[Result]) -> str:
    """``1 built, 49 unchanged``; one that was built and fails all the same, as ``--strict`` wants it, has failed."""
    counts = Counter(result.outcome for result in results)
    return ", ".join(f"{counts[status]} {status.value}" for status in Status if counts[status])


def summary(results: Sequence[Result], left_over: Sequence[Path] = ()) -> str:
    """A page of Markdown: what went wrong, what is stale; of each brief what was made, why, and what it was before."""
    lines = [f"## Briefs: {outcomes(results)}"]
    wrong = [line for result in results for line in _wrong(result)]
    if wrong:
        lines += ["", "### What went wrong", "", *wrong]
    stale = [d for result in results for d in result.diagnostics if d.code == STALE]
    if stale:
        lines += ["", "### Stale", "", *(f"- {_cell(d.span.file)}: {_cell(d.message)}" for d in stale)]
    lines += [
        "",
        "### All briefs",
        "",
        "| brief | | why | pages | files | found |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for result in results:
        cells = (result.spec.as_posix(), result.outcome.value, ", ".join(result.why), _pages(result), _files(result),
                 _found(result))  # fmt: skip
        lines.append(f"| {' | '.join(map(_cell, cells))} |")
    if left_over:
        lines += ["", "### Left over", "", "No brief makes these files any longer:", ""]
        lines += [f"- {_cell(path.as_posix())}" for path in left_over]
    return "\n".join(lines) + "\n"


def _wrong(result: Result) -> Iterator[str]:
    for diagnostic in result.diagnostics:
        if diagnostic.severity is Severity.ERROR:
            span = diagnostic.span
            place = f"{span.file}:{span.line}" if span.line else span.file
            yield f"- {_cell(place)}: {diagnostic.code}, {_cell(diagnostic.message)}"
    if result.problem:
        yield f"- {_cell(result.spec.as_posix())}: {_cell(result.last_words)}"


def _pages(result: Result) -> str:
    """``5``, or ``5, were 4``."""
    for file in result.files:
        if file.pages is not None:
            before = result.pages_before(file)
            return f"{file.pages}, were {before}" if before else f"{file.pages}"
    return ""


def _files(result: Result) -> str:
    """``b.docx (21 kB), b.pdf (43 kB, as before)``; of a brief that failed, what stays of its last build."""
    if not result.files:
        return f"those of before: {', '.join(file.path.name for file in result.before)}" if result.before else ""
    return ", ".join(f"{file.path.name} ({result.size(file)})" for file in result.files)


def _found(result: Result) -> str:
    """``1 error, 2 warnings``."""
    parts = []
    for severity in Severity:
        count = sum(d.severity is severity for d in result.diagnostics)
        if count:
            plural = "s" if count > 1 and severity is not Severity.ADVICE else ""
            parts.append(f"{count} {severity.value}{plural}")
    return ", ".join(parts)


def _cell(text: str) -> str:
    """Words as they stand, in a table of Markdown."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)


FORMATS: Mapping[str, Callable[[Sequence[Result]], str]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "junit": as_junit,
}
