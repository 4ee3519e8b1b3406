"""Two validators for a DOCX against ISO/IEC 29500 with Microsoft's extensions: each sees what the other does not.

In: DOCX files. Out: for each file the errors as text. ``openxml-audit`` finds styles and numbering that are not
defined, the Open XML SDK finds attributes that are not declared. Neither sees tags over 64 characters, control ids or
bookmark names used twice, dangling REF fields and anchors: our own tests look for those.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator

from .programs import need, need_program, run

_HOME = Path(__file__).parent / "openxml"


def audit(file: Path) -> list[str]:
    """What openxml-audit finds in a file."""
    # a validator that is used again reports errors of the file before (openxml-audit 0.8.0)
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(file)
    return [str(error) for error in result.errors]


def sdk(files: Sequence[Path]) -> list[list[str]]:
    """What the Open XML SDK finds in each file; the files share one run of Node."""
    need_program("node", "apt-get install nodejs npm")
    need((_HOME / "node_modules" / ".complete").is_file(), "@ooxml-tools/validate", "make judges (needs npm)")
    verdicts: list[list[str]] = json.loads(run(("node", _HOME / "check-docx.mjs", *files)))
    if len(verdicts) != len(files):
        raise RuntimeError(f"asked about {len(files)} files, answered about {len(verdicts)}")
    return verdicts
