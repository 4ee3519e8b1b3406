"""Lays out what the peers are given, in a process of its own: the one that measures must stay small.

In: a spec and a folder. Out, in the folder: ``content.json``, ``memo.md``, ``memo.typ`` and ``template.docx``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from compiler import compile_brief

from . import content, markup


def main(spec: Path, folder: Path) -> None:
    """Compiles ``spec`` and writes its content in every form that a peer reads."""
    compiled = compile_brief(spec)
    if compiled.document is None:
        sys.exit("\n".join(diagnostic.render() for diagnostic in compiled.diagnostics))
    blocks = content.ready_made(compiled.document)
    (folder / "content.json").write_text(json.dumps(blocks), "utf-8")
    (folder / "memo.md").write_text(markup.markdown(blocks), "utf-8")
    (folder / "memo.typ").write_text(markup.typst(blocks), "utf-8")
    markup.docxtpl_template(folder / "template.docx")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
