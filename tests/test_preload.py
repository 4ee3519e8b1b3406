"""Preloading: other packages' patterns are compiled at their first use, and do then what they would have done."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from compiler import compile_brief
from compiler.preload import preload

ROOT = Path(__file__).parent.parent
# What stands in the packages' modules for a pattern: module, name, type, pattern, flags.
LIST = """
import json, re, sys
from compiler.preload import PACKAGES, DeferredPattern, preload
if sys.argv[1] == "deferred":
    preload()
import jinja2, markdown_it, yaml
print(json.dumps(sorted(
    (module, name, type(value).__name__, value.pattern, value.flags)
    for module, held in list(sys.modules.items()) if module.partition(".")[0] in PACKAGES
    for name, value in vars(held).items() if isinstance(value, (re.Pattern, DeferredPattern))
)))
"""


def patterns(how: str) -> list[tuple[str, str, str, str, int]]:
    done = subprocess.run([sys.executable, "-c", LIST, how], cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return [tuple(found) for found in json.loads(done.stdout)]


def test_the_packages_patterns_are_deferred_and_the_same() -> None:
    compiled, deferred = patterns("compiled"), patterns("deferred")
    assert {kind for _, _, kind, _, _ in compiled} == {"Pattern"}
    assert {kind for _, _, kind, _, _ in deferred} == {"DeferredPattern"}
    assert [found[:2] + found[3:] for found in deferred] == [found[:2] + found[3:] for found in compiled]


def test_preloading_is_still_worth_it() -> None:
    assert len(patterns("compiled")) > 40


def test_others_keep_their_patterns() -> None:
    before = re.compile
    preload()
    assert re.compile is before
    assert isinstance(re.compile("a"), re.Pattern)


@pytest.mark.parametrize("name", ["minimal", "ukraine"])
def test_the_command_makes_what_a_program_makes(name: str, tmp_path: Path) -> None:
    brief = ROOT / "briefs" / f"{name}.yaml"
    command = [sys.executable, "-m", "compiler.cli", brief, "--quiet", "-o", tmp_path]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)}, check=True)
    for kind, data in compile_brief(brief).outputs.items():
        assert (tmp_path / f"{name}.{kind}").read_bytes() == data
