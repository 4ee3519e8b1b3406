"""veraPDF: does a PDF keep to PDF/UA (ISO 14289) and PDF/A (ISO 19005)?

In: PDF files and profiles. Out: one verdict for each pair. ``verapdf/CheckPdf.java`` drives the validator's library, so
that many files share one JVM: the first costs two seconds, each further one a twentieth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .programs import need, need_program, run

_HOME = Path(__file__).parent / "verapdf"
_JAVA_OPTIONS = ("-Djava.awt.headless=true", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of one file and profile. ``findings`` is empty exactly when it passes."""

    file: Path
    profile: str
    findings: tuple[str, ...]


def check(files: Sequence[Path], profiles: Sequence[str] = ("ua1", "2a")) -> list[Verdict]:
    """A verdict for each file and profile, in that order; a file that veraPDF cannot judge has a finding."""
    need_program("javac", "apt-get install default-jdk-headless")
    need((_HOME / "lib" / ".complete").is_file(), "veraPDF", "make judges (needs Maven)")
    printed = run(
        ("java", *_JAVA_OPTIONS, "-cp", f"{_HOME / 'lib'}/*", _HOME / "CheckPdf.java", ",".join(profiles), *files)
    )
    verdicts: dict[tuple[str, str], list[str]] = {}
    for line in printed.splitlines():
        verdict, profile, file, detail = line.split("\t")
        findings = verdicts.setdefault((file, profile), [])
        if verdict in ("ERROR", "RULE"):
            findings.append(detail)
        elif verdict not in ("PASS", "FAIL"):
            raise RuntimeError(f"unexpected line from CheckPdf: {line}")
    asked = [(str(file), profile) for file in files for profile in profiles]
    if list(verdicts) != asked:
        raise RuntimeError(f"CheckPdf was asked about {asked} and answered about {list(verdicts)}")
    return [Verdict(Path(file), profile, tuple(findings)) for (file, profile), findings in verdicts.items()]
