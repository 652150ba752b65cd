"""padanan validate --output-format: what services get, and where."""

import json
import os
import pty
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess, Popen
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from padanan.reports.findings_formats import RENDERERS

Padanan = Callable[..., CompletedProcess[str]]

SCHEMA = Path(__file__).parents[1] / "golden" / "sarif" / "sarif-2.1.0.schema.json"
CATALOGUE = r"""msgid ""
msgstr "Language: zh_CN\nContent-Type: text/plain; charset=UTF-8\n"

#, python-format
msgid "Saved %(n)s files"
msgstr "已保存 %(m)s 个文件"

msgid "Name…"
msgstr "名称…@"

#. padanan: ignore placeholders
#, python-format
msgid "%(count)s of them"
msgstr "%(number)s"

msgid "Close"
msgstr ""
""".replace("@", "\u200b")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "po").mkdir()
    (tmp_path / "po" / "zh_CN.po").write_text(CATALOGUE, encoding="utf-8")
    return tmp_path


def validate(padanan_here: Padanan, name: str, *arguments: str) -> CompletedProcess[str]:
    return padanan_here("validate", "po", "--output-format", name, "--no-cache", *arguments)


@pytest.mark.parametrize("name", RENDERERS)
def test_every_format_ends_with_1_where_there_are_errors(
    padanan_here: Padanan, project: Path, name: str
) -> None:
    done = validate(padanan_here, name)
    assert done.returncode == 1
    assert "placeholders" in done.stdout
    assert done.stderr == "1 file, 4 messages: 1 error, 1 warning, 1 note; 1 ignored by comments\n"


@pytest.mark.parametrize("name", RENDERERS)
def test_every_format_goes_into_a_file(padanan_here: Padanan, project: Path, name: str) -> None:
    shown = validate(padanan_here, name)
    done = validate(padanan_here, name, "--output-file", "report")
    assert (done.returncode, done.stdout) == (1, "")
    assert (project / "report").read_text("utf-8") == shown.stdout


@pytest.mark.parametrize("name", RENDERERS)
def test_a_file_that_cannot_be_read_is_in_every_report(
    padanan_here: Padanan, project: Path, name: str
) -> None:
    done = validate(padanan_here, name, "missing.po")
    assert done.returncode == 2
    assert "missing.po" in (done.stderr if name == "text" else done.stdout)


def test_sarif_of_a_real_run_is_valid(padanan_here: Padanan, project: Path) -> None:
    log = json.loads(validate(padanan_here, "sarif", "missing.po").stdout)
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(log)
    (run,) = log["runs"]
    suppressed = [result for result in run["results"] if result["suppressions"]]
    assert [result["ruleId"] for result in suppressed] == ["placeholders"]
    (fixed,) = [result for result in run["results"] if "fixes" in result]
    assert fixed["ruleId"] == "invisible-characters"
    assert run["invocations"][0]["executionSuccessful"] is False


def test_the_fix_in_sarif_is_the_fix(padanan_here: Padanan, project: Path) -> None:
    (run,) = json.loads(validate(padanan_here, "sarif").stdout)["runs"]
    path = project / "po" / "zh_CN.po"
    lines = path.read_text("utf-8").split("\n")
    for result in run["results"]:
        for fix in result.get("fixes", ()):
            (edit,) = fix["artifactChanges"][0]["replacements"]
            region = edit["deletedRegion"]
            line = lines[region["startLine"] - 1]
            assert region["startLine"] == region["endLine"]
            before, after = line[: region["startColumn"] - 1], line[region["endColumn"] - 1 :]
            lines[region["startLine"] - 1] = before + edit["insertedContent"]["text"] + after
    mended = "\n".join(lines)
    padanan_here("validate", "po", "--fix", "--no-cache")
    assert path.read_text("utf-8") == mended != CATALOGUE


def test_xml_of_a_real_run_is_read(padanan_here: Padanan, project: Path) -> None:
    suite = ET.fromstring(validate(padanan_here, "junit").stdout).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "2", "1")
    errors = ET.fromstring(validate(padanan_here, "checkstyle").stdout).findall("file/error")
    assert [error.get("severity") for error in errors] == ["error", "warning", "info"]


def test_github_gets_annotations_and_a_summary_is_added(
    padanan_here: Padanan, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "summary.md").write_text("# Before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "summary.md"))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.parent))
    done = validate(padanan_here, "github")
    kinds = [line.partition(" ")[0] for line in done.stdout.splitlines()]
    assert kinds == ["::error", "::warning", "::notice"]
    assert f"file={project.name}/po/zh_CN.po,line=6,endLine=6,col=13,endColumn=18," in done.stdout
    summary = (project / "summary.md").read_text("utf-8")
    assert summary.startswith("# Before\n## padanan validate\n\n1 file, 4 messages: 1 error")
    assert "`placeholders`: %(m)s is not in the source" in summary


def test_other_formats_leave_the_summary_alone(
    padanan_here: Padanan, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "summary.md"))
    validate(padanan_here, "text")
    assert not (project / "summary.md").exists()


def test_a_summary_that_cannot_be_written_costs_no_finding(
    padanan_here: Padanan, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "po"))
    done = validate(padanan_here, "github")
    assert done.returncode == 1
    assert "::error" in done.stdout
    assert done.stderr.startswith("note: ")
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["terminal", "NO_COLOR", "dumb"],
)
def test_text_is_coloured_on_a_terminal_alone(
    padanan_here: Padanan, project: Path, variables: dict[str, str], coloured: bool
) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "TERM"}}
    shown = show_on_terminal(project, environment | {"TERM": "xterm"} | variables)
    assert ("\x1b[1;31merror\x1b[0m placeholders" in shown) is coloured
    assert ("\x1b" in shown) is coloured
    assert "\x1b" not in validate(padanan_here, "text").stdout


def show_on_terminal(folder: Path, environment: dict[str, str]) -> str:
    """Run in a pseudo-terminal and give what it shows."""
    ours, theirs = pty.openpty()
    arguments = [sys.executable, "-m", "padanan", "validate", "po", "--no-cache"]
    with Popen(arguments, cwd=folder, env=environment, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux: the other side is closed
                break
            if not piece:
                break
            shown += piece
        process.wait(timeout=60)
    os.close(ours)
    return shown.decode()
