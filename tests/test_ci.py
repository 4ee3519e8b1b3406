"""What runs in other people's CI: the shell steps of the action, of GitLab's job and of the hooks, run as they stand.

Each in a project of its own with two briefs, with the variables that the CI would set. Installing is done once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.checkout import ROOT, copy_project
from tests.test_spec import complete


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


ACTION: dict[str, Any] = read("action.yml")
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}
GITLAB: dict[str, Any] = read(".gitlab/briefs.gitlab-ci.yml")["briefs"]


def bash(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs a script as the CI does: it ends at the first command that fails."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder, env=os.environ | variables, capture_output=True, text=True, timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, as the action's own checkout."""
    folder = tmp_path_factory.mktemp("checkout")
    copy_project(folder)
    return folder


@pytest.fixture(scope="module")
def installed(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The action's variables, after its step that installs."""
    runner = tmp_path_factory.mktemp("runner")
    variables = {"RUNNER_TEMP": str(runner), "GITHUB_ACTION_PATH": str(checkout)}
    done = bash(STEPS["Install compile-brief"]["run"], runner, **variables)
    assert done.returncode == 0, done.stderr
    return variables


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "briefs").mkdir()
    for name in ("a", "b"):
        (tmp_path / "briefs" / f"{name}.yaml").write_text(complete(f"title: Brief {name}"), "utf-8")
    return tmp_path


def build(project: Path, installed: dict[str, str], **inputs: str) -> subprocess.CompletedProcess[str]:
    """The action's step that builds, with its inputs or their defaults."""
    step = STEPS["Build the briefs"]
    given = {name: inputs.get(name, value["default"]) for name, value in ACTION["inputs"].items()}
    variables = {
        key: given[expression.removeprefix("${{ inputs.").removesuffix(" }}")]
        for key, expression in step["env"].items()
    }
    return bash(step["run"], project, **installed, **variables, GITHUB_STEP_SUMMARY=str(project / "summary.md"))


def test_the_action_builds_the_briefs_and_writes_the_summary(project: Path, installed: dict[str, str]) -> None:
    done = build(project, installed)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (project / "dist").iterdir()) == [
        "a.docx", "a.pdf", "b.docx", "b.pdf", "manifest.json",
    ]  # fmt: skip
    assert (project / "summary.md").read_text("utf-8").startswith("## Briefs: 2 built\n")


def test_the_action_says_a_mistake_beside_its_line_and_fails(project: Path, installed: dict[str, str]) -> None:
    (project / "briefs" / "a.yaml").write_text(complete("titel: x"), "utf-8")
    done = build(project, installed)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=briefs/a.yaml,line=1,col=1,endColumn=6,title=S201::unknown key `titel`")


def test_a_scheduled_build_fails_for_a_stale_brief_and_says_so(project: Path, installed: dict[str, str]) -> None:
    (project / "briefs" / "a.yaml").write_text(complete("review_by: 2025-04-30"), "utf-8")
    done = build(project, installed)
    assert done.returncode == 1
    assert "::warning file=briefs/a.yaml" in done.stdout
    assert "### Stale" in (project / "summary.md").read_text("utf-8")
    assert build(project, installed, strict="false").returncode == 0


def test_the_action_takes_several_folders_and_further_arguments(project: Path, installed: dict[str, str]) -> None:
    (project / "more").mkdir()
    shutil.copy(project / "briefs" / "a.yaml", project / "more" / "c.yaml")
    done = build(project, installed, briefs="briefs more", output="out", arguments="--formats docx")
    assert done.returncode == 0, done.stderr
    names = ["a.docx", "b.docx", "c.docx", "manifest.json"]
    assert sorted(path.name for path in (project / "out").iterdir()) == names


def test_our_own_workflow_uses_the_action_and_runs_on_push_and_by_schedule() -> None:
    workflow = read(".github/workflows/briefs.yml")
    triggers = workflow[True]  # YAML 1.1 reads the key `on` as true
    assert {"push", "schedule"} <= triggers.keys()
    steps = workflow["jobs"]["build"]["steps"]
    (own,) = [step for step in steps if step.get("uses") == "./"]
    assert own["with"].keys() <= ACTION["inputs"].keys()
    assert not [step for step in steps if "run" in step], "its shell steps are those of the action"
    assert workflow["permissions"] == {"contents": "read"}


def test_the_job_for_gitlab_installs_builds_and_leaves_a_report(project: Path, checkout: Path) -> None:
    variables = {name: str(value) for name, value in GITLAB["variables"].items()} | {"COMPILE_BRIEF": str(checkout)}
    done = bash("\n".join(GITLAB["script"]), project, **variables)
    assert done.returncode == 0, done.stderr
    assert 'tests="2" failures="0"' in (project / "briefs.xml").read_text("utf-8")
    for name in (*GITLAB["artifacts"]["paths"], GITLAB["artifacts"]["reports"]["junit"]):
        assert (project / name).exists()


@pytest.mark.parametrize("hook", read(".pre-commit-hooks.yaml"), ids=lambda hook: hook["id"])
def test_a_hook_passes_a_good_brief_and_stops_a_bad_one(
    hook: dict[str, str], project: Path, installed: dict[str, str]
) -> None:
    path = f"{installed['RUNNER_TEMP']}/compile-brief/bin:{os.environ['PATH']}"
    assert bash(f"{hook['entry']} briefs/a.yaml briefs/b.yaml", project, PATH=path).returncode == 0
    (project / "briefs" / "b.yaml").write_text(complete("titel: x"), "utf-8")
    assert bash(f"{hook['entry']} briefs/a.yaml briefs/b.yaml", project, PATH=path).returncode == 1
