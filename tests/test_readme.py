"""The README: each of its blocks is run as it stands, in a copy of the project, and does what it says."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from compiler.cli import COMMANDS
from tests.checkout import ROOT, copy_project

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
MINUTE = 60.0


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


def block(beginning: str) -> str:
    (text,) = [text for _, text in BLOCKS if text.startswith(beginning)]
    return text


def commands(text: str) -> Iterator[str]:
    """The command lines of a block, without their comments."""
    for line in text.splitlines():
        command = re.sub(r"\s+#.*", "", line).strip()
        if command:
            yield command


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout in which `make` has installed already: its environment is the one of these tests."""
    folder = tmp_path_factory.mktemp("project")
    copy_project(folder)
    environment = Path(sys.prefix)
    (folder / ".venv").mkdir()
    for path in environment.iterdir():
        (folder / ".venv" / path.name).symlink_to(path)
    for stamp in (".runtime", ".dev"):
        (folder / ".venv" / stamp).unlink(missing_ok=True)
        (folder / ".venv" / stamp).touch()
    return folder


def run(command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"} | variables
    return subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=5 * MINUTE
    )


def watch(command: str, folder: Path, made: Path) -> None:
    """Runs a command that ends with Ctrl+C, until it has made a file."""
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "BROWSER": "true",
    }
    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in a shell's background are deaf to Ctrl+C
    watching = subprocess.Popen(command.split(), cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        end = time.monotonic() + MINUTE
        while not made.exists() and watching.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        assert made.exists(), command
    finally:
        watching.send_signal(signal.SIGINT)
        watching.communicate(timeout=MINUTE)
    assert watching.returncode in (0, 130)


def test_every_command_does_what_the_readme_says(project: Path) -> None:
    """In the README's order, as a reader would type them; `make test` only finds the tests, as it runs this one."""
    ran = 0
    for command in [command for text in blocks("sh") for command in commands(text)]:
        ran += 1
        if command.startswith("compile-brief watch"):
            watch(command, project, project / "dist" / "migration.pdf")
            continue
        done = run(command, project, PYTEST_ADDOPTS="--collect-only --quiet")
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert ran >= 7
    for name in ("ukraine.docx", "ukraine.pdf", "migration.docx", "migration.pdf", "manifest.json"):
        assert (project / "dist" / name).stat().st_size > 0
    assert 'failures="0"' in (project / "briefs.xml").read_text("utf-8")
    assert (project / "summary.md").read_text("utf-8").startswith("## Briefs: ")


def test_the_mistake_is_reported_as_shown(project: Path) -> None:
    spec = project / "briefs" / "ukraine.yaml"
    text = spec.read_text("utf-8")
    spec.write_text(text.replace("actor: russia", "actor: rusia", 1), "utf-8")
    done = run("compile-brief briefs/ukraine.yaml", project)
    spec.write_text(text, "utf-8")
    assert done.returncode == 1
    assert block("error[") in done.stderr


def test_the_brief_to_begin_with_compiles_and_needs_no_more_keys_than_the_readme_says(project: Path) -> None:
    text = block("brief: 1\n")
    (project / "talks.yaml").write_text(text, "utf-8")
    assert "run `compile-brief talks.yaml`" in README
    done = run("compile-brief talks.yaml", project)
    assert done.returncode == 0, done.stderr
    assert run("compile-brief check talks.yaml --today 2025-04-22", project).stdout == "1 brief: nothing to say\n"
    assert (project / "dist" / "talks.docx").exists()
    assert (project / "dist" / "talks.pdf").exists()
    (sentence,) = re.findall(r"Only (.*) are needed", README)
    needed = set(re.findall(r"`(\w+)`", sentence))
    brief = yaml.safe_load(text)
    for key in brief:
        (project / "talks.yaml").write_text(yaml.safe_dump({k: v for k, v in brief.items() if k != key}), "utf-8")
        fails = run("compile-brief check talks.yaml", project).returncode == 1
        assert fails == (key in needed | {"actors", "issues", "sources"}), key  # those three hold what others refer to


def test_the_configuration_is_understood(project: Path) -> None:
    (project / "compile-brief.toml").write_text(block("ignore ="), "utf-8")
    done = run("compile-brief check briefs/ukraine.yaml", project)
    (project / "compile-brief.toml").unlink()
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_python_runs(project: Path) -> None:
    done = run(
        f"python - <<'END'\n{block('from compiler')}\nassert compilation.outputs['pdf'].startswith(b'%PDF')\nEND",
        project,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("synopsis", blocks("")[1:])
def test_a_synopsis_names_every_option_of_its_command(synopsis: str, project: Path) -> None:
    """Each option in its short or its long form, and none that is not there."""
    name = synopsis.split()[1]
    command = f"compile-brief {name}" if name in COMMANDS else "compile-brief"
    said = run(f"{command} --help", project).stdout
    usage = said[said.index("[-h]") + 4 : said.index("\n\n")]
    pairs = re.findall(r"^  (-\w)(?: \w+)?, (--[\w-]+)", said, re.MULTILINE)
    long = dict(pairs)
    given = {long.get(option, option) for option in re.findall(r"(?<=\[)--?[\w-]+", synopsis)}
    known = {long.get(option, option) for option in re.findall(r"(?<=\[)--?[\w-]+", usage)}
    assert given == known - {"--version"}


def test_the_workflows_to_copy_use_what_is_there() -> None:
    workflow, gitlab, hooks = (yaml.safe_load(block(beginning)) for beginning in ("name: Briefs", "include:", "repos:"))
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    (step,) = [step for step in workflow["jobs"]["build"]["steps"] if step["uses"].startswith("OWNER/")]
    assert step["with"].keys() <= action["inputs"].keys()
    triggers = workflow[True]  # YAML 1.1 reads the key `on` as true
    assert {"push", "pull_request", "schedule"} <= triggers.keys()
    assert triggers["push"], "a push to a branch of a pull request would run twice"
    (kept,) = [step for step in workflow["jobs"]["build"]["steps"] if "upload-artifact" in step["uses"]]
    assert kept["if"] == "always()"
    (included,) = gitlab["include"]
    job = yaml.safe_load((ROOT / included["file"]).read_text("utf-8"))["briefs"]
    assert gitlab["variables"].keys() <= job["variables"].keys()
    offered = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert {hook["id"] for repo in hooks["repos"] for hook in repo["hooks"]} <= offered


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", re.sub(r"`[^`]*`", "", README)):
        assert (ROOT / target).exists(), target


def test_every_command_is_described() -> None:
    for name in COMMANDS:
        assert f"`compile-brief {name} " in README or f"`compile-brief {name}`" in README, name
