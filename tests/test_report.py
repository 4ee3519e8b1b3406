"""Reports for machines: each format in its own words, and the summary of a job."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from compiler.batch import File, Result, Status, strictness
from compiler.cli import DONE, MISTAKE, main
from compiler.diagnostics import Diagnostic, Severity, Span
from compiler.report import FORMATS, summary
from tests.test_spec import complete

MISTAKEN = Diagnostic(
    "S201", "unknown key `a,b: 100%`", Span("briefs/a.yaml", 3, 5, 7, "    a,b: 1"), help="did you\nmean `b`?"
)
STALE = Diagnostic("L301", "this brief is stale: it was to be reviewed by 2025-04-30",
                   Span("briefs/b|c.yaml", 2, 12, 10, "review_by: 2025-04-30"), Severity.WARNING)  # fmt: skip
RESULTS = [
    Result(Path("briefs/a.yaml"), Status.FAILED, (MISTAKEN,)),
    Result(Path("briefs/b|c.yaml"), Status.BUILT, (STALE,),
           (File(Path("dist/b.docx"), 9_000, "aa"), File(Path("dist/b.pdf"), 43_210, "bb", 4)),
           why=("forced", "a_b changed"),
           before=(File(Path("dist/b.docx"), 9_000, "aa"), File(Path("dist/b.pdf"), 50_000, "bc", 5))),
    Result(Path("briefs/d.yaml"), Status.UNCHANGED, (), (File(Path("dist/d.pdf"), 900, "cc", 1),)),
    Result(Path("briefs/e.yaml"), Status.CRASHED, problem="its process was ended by SIGKILL \x00", why=("forced",),
           before=(File(Path("dist/e.pdf"), 900, "dd", 1),)),
]  # fmt: skip


def test_json_holds_everything_that_is_known() -> None:
    briefs = json.loads(FORMATS["json"](RESULTS))["briefs"]
    assert [brief["status"] for brief in briefs] == ["failed", "built", "unchanged", "crashed"]
    assert briefs[0]["diagnostics"] == [
        {"code": "S201", "severity": "error", "message": "unknown key `a,b: 100%`", "label": "",
         "help": "did you\nmean `b`?", "file": "briefs/a.yaml", "line": 3, "column": 5, "length": 7}
    ]  # fmt: skip
    assert briefs[1]["files"] == [
        {"path": "dist/b.docx", "bytes": 9000, "sha256": "aa"},
        {"path": "dist/b.pdf", "bytes": 43210, "sha256": "bb", "pages": 4},
    ]
    assert briefs[1]["why"] == ["forced", "a_b changed"]
    assert briefs[1]["before"][1] == {"path": "dist/b.pdf", "bytes": 50000, "sha256": "bc", "pages": 5}


def test_github_gets_one_line_for_each_with_its_place_and_escapes() -> None:
    assert FORMATS["github"](RESULTS) == (
        "::error file=briefs/a.yaml,line=3,col=5,endColumn=12,title=S201::"
        "unknown key `a,b: 100%25`%0Ahelp: did you%0Amean `b`?\n"
        "::warning file=briefs/b|c.yaml,line=2,col=12,endColumn=22,title=L301::"
        "this brief is stale: it was to be reviewed by 2025-04-30\n"
        "::error file=briefs/e.yaml,title=crashed::its process was ended by SIGKILL \x00\n"
    )


def test_sarif_has_a_result_for_each_diagnostic_with_its_rule_and_region() -> None:
    run = json.loads(FORMATS["sarif"](RESULTS))["runs"][0]
    assert run["tool"]["driver"]["rules"] == [
        {"id": "L301", "shortDescription": {"text": "rule: stale"}},
        {"id": "S201", "shortDescription": {"text": "a key that the format does not know"}},
    ]
    first = run["results"][0]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("S201", 1, "error")
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "briefs/a.yaml"},
        "region": {"startLine": 3, "startColumn": 5, "endColumn": 12},
    }
    assert run["invocations"][0]["executionSuccessful"] is False


def test_sarif_has_paths_as_addresses() -> None:
    for file, uri in (("s x/ü.yaml", "s%20x/%C3%BC.yaml"), ("/a/b.yaml", "file:///a/b.yaml")):
        result = Result(Path(file), Status.FAILED, (Diagnostic("S104", "the file is empty", Span(file)),))
        (found,) = json.loads(FORMATS["sarif"]([result]))["runs"][0]["results"]
        assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


STRICT = Result(Path("a.yaml"), Status.BUILT, (STALE,), (File(Path("dist/a.pdf"), 900, "cc", 1),),
                problem=strictness([STALE], True))  # fmt: skip


def test_a_brief_that_is_built_and_fails_is_a_failure_and_no_error() -> None:
    suite = ElementTree.fromstring(FORMATS["junit"]([STRICT]))[0]
    assert (suite.attrib["failures"], suite.attrib["errors"]) == ("1", "0")
    assert suite[0][0].attrib["message"] == "stale, and --strict makes that fail"


def test_a_brief_that_strict_makes_fail_has_failed_in_the_summary_s_count_and_table_and_no_file_is_hidden() -> None:
    page = summary([STRICT])
    assert page.startswith(
        "## Briefs: 1 failed\n\n### What went wrong\n\n- a.yaml: stale, and --strict makes that fail\n"
    )
    assert "| a.yaml | failed |  | 1 | a.pdf (1 kB) | 1 warning |\n" in page


def test_a_brief_that_strict_makes_fail_names_its_file_once() -> None:
    (said,) = [line for line in FORMATS["github"]([STRICT]).splitlines() if line.startswith("::error")]
    assert said == "::error file=a.yaml,title=failed::stale, and --strict makes that fail"
    (brief,) = json.loads(FORMATS["json"]([STRICT]))["briefs"]
    assert (brief["status"], brief["ok"]) == ("built", False)


@pytest.mark.parametrize(
    ("codes", "problem"),
    [
        ("", ""),
        ("L301", "stale, and --strict makes that fail"),
        ("R310", "1 warning (R310), and --strict makes that fail"),
        ("R310 L301", "stale and 1 other warning (R310), and --strict makes that fail"),
        ("R310 L301 H102", "stale and 2 other warnings (H102, R310), and --strict makes that fail"),
    ],
)
def test_strict_says_which_warnings_fail(codes: str, problem: str) -> None:
    found = [Diagnostic(code, "", Span("a.yaml", i), Severity.WARNING) for i, code in enumerate(codes.split())]
    advice = Diagnostic("H1", "", Span("a.yaml"), Severity.ADVICE)
    assert strictness([*found, advice], True) == problem
    assert strictness(found, False) == ""


def test_junit_has_a_case_for_each_brief() -> None:
    suite = ElementTree.fromstring(FORMATS["junit"](RESULTS))[0]
    assert suite.attrib == {"name": "compile-brief", "tests": "4", "failures": "1", "errors": "1"}
    assert [(case.attrib["name"], [part.tag for part in case]) for case in suite] == [
        ("briefs/a.yaml", ["failure"]),
        ("briefs/b|c.yaml", ["system-out"]),
        ("briefs/d.yaml", []),
        ("briefs/e.yaml", ["error"]),
    ]
    assert suite[0][0].attrib["message"] == "unknown key `a,b: 100%`"
    assert (suite[0][0].text or "").startswith("error[S201]: unknown key")


def test_junit_holds_any_path_and_problem() -> None:
    result = Result(Path("briefs/\"a\" & 'b' <c>.yaml"), Status.CRASHED, problem="\"<&>'")
    case = ElementTree.fromstring(FORMATS["junit"]([result]))[0][0]
    assert (case.attrib["name"], case[0].attrib["message"], case[0].text) == (str(result.spec), "\"<&>'", "\"<&>'")


def test_the_summary_says_what_went_wrong_what_is_stale_what_was_built_and_why() -> None:
    assert summary(RESULTS) == (
        r"""## Briefs: 1 built, 1 unchanged, 1 failed, 1 crashed

### What went wrong

- briefs/a.yaml:3: S201, unknown key \`a,b: 100%\`
- briefs/e.yaml: its process was ended by SIGKILL """
        "\x00"
        r"""

### Stale

- briefs/b\|c.yaml: this brief is stale: it was to be reviewed by 2025-04-30

### All briefs

| brief | | why | pages | files | found |
| --- | --- | --- | --- | --- | --- |
| briefs/a.yaml | failed |  |  |  | 1 error |
| briefs/b\|c.yaml | built | forced, a\_b changed | 4, were 5 | b.docx (9 kB, as before), b.pdf (43 kB) | 1 warning |
| briefs/d.yaml | unchanged |  | 1 | d.pdf (1 kB) |  |
| briefs/e.yaml | crashed | forced |  | those of before: e.pdf |  |
"""
    )


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_prints_the_format_that_is_asked_for_and_nothing_else(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(complete("titel: x"), "utf-8")
    assert main(["a.yaml", "--message-format", name]) == MISTAKE
    printed = capsys.readouterr()
    assert "unknown key `titel`" in printed.out
    assert printed.err == ""


def test_the_summary_is_added_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(complete(""), "utf-8")
    Path("page.md").write_text("# Job\n", "utf-8")
    assert main(["a.yaml", "--summary", "page.md", "-q"]) == DONE
    assert Path("page.md").read_text("utf-8").startswith("# Job\n## Briefs: 1 built\n")
