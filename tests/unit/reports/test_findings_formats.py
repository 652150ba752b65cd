"""Findings in every format, in tests/golden/findings.

To write the expected reports anew after a change:
PADANAN_REGENERATE=1 pytest tests/unit/reports/test_findings_formats.py
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from padanan.core.errors import InputError
from padanan.core.model import Certainty, Finding, Replacement, Severity, Suppression
from padanan.reports.findings_formats import RENDERERS, load_renderer
from padanan.reports.findings_github import StepSummary
from padanan.reports.findings_paths import path_in_checkout, uri_of
from padanan.services.validate_report import Excerpt, FileReport

GOLDEN = Path(__file__).parents[2] / "golden"
SUFFIXES = {
    "text": "txt", "json": "json", "jsonl": "jsonl", "github": "github.txt", "gitlab": "gitlab.json",
    "junit": "junit.xml", "checkstyle": "checkstyle.xml", "sarif": "sarif.json",
}  # fmt: skip

PLACEHOLDER = Finding(
    check="placeholders",
    severity=Severity.ERROR,
    certainty=Certainty.CERTAIN,
    path="po/zh_CN, new.po",
    line=7,
    column=13,
    end_column=18,
    message="%(m)s is not in the source",
    hint="the source has %(n)s",
    language="zh-CN",
    msgctxt="menu",
    msgid="Saved %(n)s [<b>].\n",
    field="msgstr",
    fingerprint="0123456789abcdef0123456789abcdef",
)
SPACE = replace(
    PLACEHOLDER,
    check="invisible-characters",
    severity=Severity.WARNING,
    certainty=Certainty.LIKELY,
    column=18,
    end_column=19,
    message="U+200B stands in [the text](https://example.org), 100 % unseen",
    hint=None,
    msgctxt=None,
    replacement=Replacement(line=7, column=18, end_line=7, end_column=19, text=""),
    fingerprint="f" * 32,
)
NOTE = replace(
    PLACEHOLDER,
    check="untranslated",
    severity=Severity.INFO,
    line=12,
    column=8,
    end_column=10,
    message="not translated",
    hint=None,
    fingerprint="a" * 32,
)
LINE = Excerpt(text='msgstr "已保存 %(m)s\u200b\x1b[31m。"', column=1)
FILES = (
    FileReport(
        path=Path("po/zh_CN, new.po"),
        entries=3,
        findings=(
            PLACEHOLDER,
            SPACE,
            replace(PLACEHOLDER, suppression=Suppression.COMMENT, fingerprint="b" * 32),
            replace(SPACE, suppression=Suppression.BASELINE, fingerprint="c" * 32),
            NOTE,
        ),
        excerpts=(LINE, LINE, LINE, LINE, Excerpt(text="", column=1)),
    ),
    FileReport(path=Path("po/id.po"), entries=2),
    FileReport(
        path=Path("po/ar.po"),
        error=InputError("not UTF-8: 0xff", path="po/ar.po", line=3, column=5, hint="convert it"),
    ),
)


@pytest.fixture(autouse=True)
def _outside_of_services(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)


def render(name: str, files: Sequence[FileReport] = FILES, **options: Any) -> str:
    return "".join(load_renderer(name, **options)(iter(files)))


def many(count: int, **changes: Any) -> FileReport:
    findings = tuple(
        replace(PLACEHOLDER, line=row + 1, fingerprint=f"{row:032}", **changes) for row in range(count)
    )
    return FileReport(path=Path(PLACEHOLDER.path), entries=count, findings=findings, excerpts=(LINE,) * count)


@pytest.mark.parametrize("name", SUFFIXES)
def test_reports_are_as_agreed(name: str) -> None:
    written = render(name)
    if name == "sarif":
        log = json.loads(written)
        for rule in log["runs"][0]["tool"]["driver"]["rules"]:
            del rule["help"], rule["shortDescription"], rule["fullDescription"]  # they are the checks' own
        written = json.dumps(log, indent=1, ensure_ascii=False) + "\n"
    compare(GOLDEN / "findings" / f"report.{SUFFIXES[name]}", written)


def test_the_summary_of_a_step_is_as_agreed() -> None:
    summary = StepSummary()
    assert list(summary.watch(FILES)) == list(FILES)
    compare(GOLDEN / "findings" / "report.summary.md", summary.render())


def compare(path: Path, written: str) -> None:
    if os.environ.get("PADANAN_REGENERATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(written, "utf-8", newline="")
    assert path.read_bytes().decode() == written


@pytest.mark.parametrize("name", RENDERERS)
def test_a_run_without_findings_is_a_report_too(name: str) -> None:
    written = render(name, [FileReport(path=Path("a.po"), entries=1)])
    if name in {"text", "github"}:
        assert written == ""
    elif name == "jsonl":
        assert json.loads(written)["kind"] == "summary"
    elif name in {"junit", "checkstyle"}:
        ET.fromstring(written)
    elif name == "html":
        assert "1 file, 1 message: no findings" in written
    else:
        json.loads(written)


@pytest.mark.parametrize("name", ["text", "json", "jsonl", "sarif", "gitlab", "junit", "checkstyle"])
def test_what_is_known_is_written_at_once(name: str) -> None:
    asked: list[Path] = []

    def files() -> Iterator[FileReport]:
        for file in (*FILES, *FILES):
            asked.append(file.path)
            yield file

    for piece in load_renderer(name)(files()):
        if "placeholders" in piece:
            break
    assert len(asked) == 1


# SARIF


@pytest.fixture(scope="session")
def sarif_schema() -> Any:
    return json.loads((GOLDEN / "sarif" / "sarif-2.1.0.schema.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(FILES, id="sample"),
        pytest.param((), id="nothing"),
        pytest.param((FILES[2],), id="unreadable"),
        pytest.param((FileReport(path=Path("/elsewhere/\udcff é:1%.po"), error=InputError("x")),), id="odd"),
    ],
)
def test_sarif_is_valid(sarif_schema: Any, files: Sequence[FileReport]) -> None:
    log = json.loads(render("sarif", files))
    jsonschema.Draft4Validator.check_schema(sarif_schema)
    errors = jsonschema.Draft4Validator(sarif_schema).iter_errors(log)
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_the_schema_finds_mistakes(sarif_schema: Any) -> None:
    log = json.loads(render("sarif"))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not jsonschema.Draft4Validator(sarif_schema).is_valid(log)


def test_sarif_refers_to_its_own_rules_and_files() -> None:
    (run,) = json.loads(render("sarif"))["runs"]
    rules, files = run["tool"]["driver"]["rules"], run["artifacts"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert files[place["index"]]["location"]["uri"] == place["uri"]
    assert all(rule["help"]["markdown"].startswith(f"# {rule['id']}") for rule in rules)


def test_sarif_says_what_is_suppressed_and_how_to_mend() -> None:
    (run,) = json.loads(render("sarif"))["runs"]
    kinds = [[one["kind"] for one in result["suppressions"]] for result in run["results"]]
    assert kinds == [[], [], ["inSource"], ["external"], []]
    (change,) = run["results"][1]["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 7, "startColumn": 18, "endLine": 7, "endColumn": 19},
            "insertedContent": {"text": ""},
        }
    ]


def test_a_message_is_no_link() -> None:
    results = json.loads(render("sarif"))["runs"][0]["results"]
    assert "\\[the text\\](https" in results[1]["message"]["text"]


# GitHub


def test_github_gets_ten_of_a_kind_errors_first_and_hears_of_the_rest() -> None:
    warnings = many(30, severity=Severity.WARNING)
    lines = render("github", [warnings, many(12), many(3, severity=Severity.INFO)]).splitlines()
    kinds = [line.partition(" ")[0] for line in lines]
    assert kinds == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 3 + ["GitHub"]
    assert lines[-1].endswith("not annotated: 2 errors, 20 warnings")


def test_what_a_command_would_be_is_escaped() -> None:
    hostile = replace(PLACEHOLDER, path="a,b:c%\n::error::.po", message="50 % \r\n::set-output name=x::y")
    file = FileReport(path=Path(hostile.path), findings=(hostile,), excerpts=(LINE,))
    (line,) = render("github", [file]).splitlines()
    properties, _, message = line.removeprefix("::error ").partition("::")
    assert properties.split(",")[0] == "file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3A.po"
    assert message.startswith("50 %25 <U+000D>%0A::set-output")


@pytest.mark.parametrize("severities", [(Severity.ERROR,), (Severity.ERROR, Severity.WARNING)])
def test_the_summary_fits(severities: Sequence[Severity]) -> None:
    summary = StepSummary()
    files = [many(400, severity=severity, message="@" * 9000, hint="漢" * 9000) for severity in severities]
    list(summary.watch(files))
    written = summary.render()
    assert len(written.encode()) <= 1024 * 1024
    assert "400 errors" in written
    assert ("more than fits" in written) is (len(severities) > 1)
    assert "| error | `placeholders` | 400 |" in written


def test_markup_in_a_summary_is_shown() -> None:
    summary = StepSummary()
    list(summary.watch([many(1, message="<img src=x> [a](b) `c` @someone | \n# d")]))
    (item,) = [line for line in summary.render().splitlines() if line.startswith("- ")]
    assert "<" not in item.replace("`placeholders`", "")
    for mark in ("[a]", "`c`", "@", "|"):
        assert mark not in item


# Paths and fingerprints


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", None])
def test_paths_are_relative_to_the_checkout(
    variable: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "app").mkdir()
    monkeypatch.chdir(tmp_path / "app")
    if variable:
        monkeypatch.setenv(variable, str(tmp_path))
    inside = "app/po/id.po" if variable else "po/id.po"
    assert path_in_checkout("po/id.po") == inside
    assert path_in_checkout("./po/../po/id.po") == inside
    assert path_in_checkout("/elsewhere/id.po") == "/elsewhere/id.po"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("po/a b#c?d%.po", "po/a%20b%23c%3Fd%25.po"),
        ("c:d.po", "c%3Ad.po"),
        ("漢.po", "%E6%BC%A2.po"),
        ("\udcff.po", "%FF.po"),
        ("/a b.po", "file:///a%20b.po"),
    ],
)
def test_paths_become_uris(path: str, uri: str) -> None:
    assert uri_of(path) == uri


def test_fingerprints_for_gitlab_are_unique_and_do_not_hang_on_lines() -> None:
    here, there = FILES[0], replace(FILES[0], path=Path("po/zh_TW.po"))
    again = replace(FILES[0], is_supplement=True)
    issues = json.loads(render("gitlab", [here, there, again, FILES[2], FILES[2]]))
    fingerprints = [issue["fingerprint"] for issue in issues]
    assert len(set(fingerprints)) == len(fingerprints) == 11
    moved = replace(
        here, findings=tuple(replace(finding, line=finding.line + 1) for finding in here.findings)
    )
    assert [issue["fingerprint"] for issue in json.loads(render("gitlab", [moved]))] == fingerprints[:3]


# Text


def test_colours_are_around_texts_that_were_cleaned() -> None:
    written = render("text", colour=True)
    assert "\x1b[1;31merror\x1b[0m placeholders %(m)s" in written
    assert "\x1b[2m    hint: the source has %(n)s\x1b[0m\n" in written
    assert "<U+001B>[31m" in written
    plain = written
    for style in ("0", "1", "2", "1;31", "1;33", "1;36"):
        plain = plain.replace(f"\x1b[{style}m", "")
    assert plain == render("text")


def test_only_text_is_coloured() -> None:
    assert "\x1b" not in render("json", colour=True)
