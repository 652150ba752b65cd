"""Whatever a catalogue, a file name or an error says, every report is read back whole."""

import json
import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from padanan.core.errors import InputError
from padanan.core.model import Certainty, Finding, Replacement, Severity, Suppression
from padanan.reports.findings_formats import load_renderer
from padanan.reports.findings_github import StepSummary
from padanan.services.validate_report import Excerpt, FileReport

SCHEMA = Path(__file__).parents[1] / "golden" / "sarif" / "sarif-2.1.0.schema.json"
CHECKS = ("charset", "edge-newlines", "placeholders", "untranslated")
BREAKING = st.sampled_from([
    "]]>", "<!--", "-->", "</script>", "\x00", "\x1b[31m", "\r\n::error::x", "%0A", "::", ",", "`", "|",
    "\ud800", "\ufffe", "\u202e", "\u2028", "&#0;", "[a](b)", '"', "'", "\\",
])  # fmt: skip
TEXTS = st.lists(st.one_of(st.text(st.characters(), max_size=8), BREAKING), max_size=5).map("".join)
# What a file system can have: any bytes but NUL.
PATHS = (
    st.one_of(TEXTS.map(lambda text: text.encode("utf-8", "replace")), st.binary(max_size=8))
    .map(lambda name: os.fsdecode(name.replace(b"\0", b"")))
    .filter(lambda name: Path(name).name)
)
NUMBERS = st.integers(1, 10**9)


@st.composite
def findings(draw: Any, path: str) -> Finding:
    column = draw(st.integers(1, 40))
    return Finding(
        check=draw(st.sampled_from(CHECKS)),
        severity=draw(st.sampled_from(Severity)),
        certainty=draw(st.sampled_from(Certainty)),
        path=path,
        line=draw(NUMBERS),
        column=column,
        end_column=draw(st.none() | st.integers(column, column + 20)),
        message=draw(TEXTS),
        hint=draw(st.none() | TEXTS),
        language=draw(st.none() | st.sampled_from(["id", "zh-CN", "ar"])),
        msgctxt=draw(st.none() | TEXTS),
        msgid=draw(st.none() | TEXTS),
        field=draw(st.sampled_from([None, "msgstr", "msgstr[1]"])),
        fingerprint=draw(st.text("0123456789abcdef", min_size=32, max_size=32)),
        replacement=draw(
            st.none()
            | st.builds(
                Replacement, line=NUMBERS, column=NUMBERS, end_line=NUMBERS, end_column=NUMBERS, text=TEXTS
            )
        ),
        suppression=draw(st.none() | st.sampled_from(Suppression)),
    )


@st.composite
def reports(draw: Any) -> FileReport:
    path = draw(PATHS)
    if draw(st.booleans()):
        error = InputError(
            draw(TEXTS), path=path, line=draw(st.none() | NUMBERS), hint=draw(st.none() | TEXTS)
        )
        return FileReport(path=Path(path), error=error)
    found = tuple(draw(st.lists(findings(path), max_size=4)))
    excerpts = tuple(Excerpt(text=draw(TEXTS), column=1) for _ in found)
    return FileReport(path=Path(path), entries=len(found), findings=found, excerpts=excerpts)


RUNS = st.lists(reports(), max_size=3)


def render(name: str, files: list[FileReport], **options: Any) -> str:
    """Render, and write as the command does: in UTF-8."""
    written = "".join(load_renderer(name, **options)(iter(files)))
    return written.encode("utf-8", "backslashreplace").decode()


def shown(files: list[FileReport]) -> int:
    return sum(1 for file in files for finding in file.findings if finding.suppression is None)


def unreadable(files: list[FileReport]) -> int:
    return sum(file.error is not None for file in files)


@given(RUNS)
def test_xml_is_read_back(files: list[FileReport]) -> None:
    checkstyle = ET.fromstring(render("checkstyle", files).encode())
    assert len(checkstyle.findall("file/error")) == shown(files) + unreadable(files)
    junit = ET.fromstring(render("junit", files).encode())
    assert len(junit.findall("testsuite")) == len(files)
    cases = junit.findall("testsuite/testcase")
    assert sum(
        case.find("failure") is not None or case.find("skipped") is not None for case in cases
    ) == shown(files)
    assert len(junit.findall("testsuite/testcase/error")) == unreadable(files)


@given(RUNS)
def test_json_is_read_back(files: list[FileReport]) -> None:
    all_findings = sum(len(file.findings) for file in files)
    document = json.loads(render("json", files))
    assert (len(document["findings"]), len(document["errors"])) == (all_findings, unreadable(files))
    lines = [json.loads(line) for line in render("jsonl", files).splitlines() if line]
    assert len(lines) == all_findings + unreadable(files) + 1
    issues = json.loads(render("gitlab", files))
    assert len(issues) == shown(files) + unreadable(files)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for written in (document, lines, issues):
        json.dumps(written, ensure_ascii=False).encode()  # there is no half of a character in it


@given(RUNS)
def test_sarif_is_valid(files: list[FileReport]) -> None:
    log = json.loads(render("sarif", files))
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft4Validator(schema).validate(log)
    assert len(log["runs"][0]["results"]) == sum(len(file.findings) for file in files)


@given(RUNS)
def test_a_github_annotation_is_one_line(files: list[FileReport]) -> None:
    lines = render("github", files).split("\n")
    assert lines.pop() == ""
    assert len(lines) == shown(files) + unreadable(files)
    for line in lines:
        command, _, rest = line.removeprefix("::").partition(" ")
        assert command in {"error", "warning", "notice"}
        assert all("=" in part for part in rest.partition("::")[0].split(","))
        assert line.isprintable() or "\t" in line or not line.isascii()


@given(RUNS)
def test_the_summary_of_a_step_has_its_lines_and_no_others(files: list[FileReport]) -> None:
    summary = StepSummary()
    list(summary.watch(files))
    listed = [line for line in summary.render().split("\n") if line.startswith("- ")]
    notes = sum(
        finding.severity is Severity.INFO and finding.suppression is None
        for file in files
        for finding in file.findings
    )
    assert len(listed) == shown(files) - notes + unreadable(files)
    assert "<" not in "".join(listed)


@pytest.mark.parametrize("colour", [False, True])
@given(files=RUNS)
def test_text_begins_no_line_of_its_own_and_obeys_nothing(files: list[FileReport], colour: bool) -> None:
    written = render("text", files, colour=colour)
    for style in ("0", "1", "2", "1;31", "1;33", "1;36"):
        written = written.replace(f"\x1b[{style}m", "") if colour else written
    lines = written.split("\n")
    assert not set("\x1b\r\x00\u202e\ud800") & set(written)
    assert sum(not line.startswith("    ") for line in lines) >= shown(files) + 1


@given(RUNS)
def test_the_page_has_no_element_that_a_text_brought(files: list[FileReport]) -> None:
    page: Any = html.document_fromstring(render("html", files))
    assert page.findtext(".//title") == "Findings in catalogues"
    assert len(page.findall(".//script")) == (2 if shown(files) else 1)
    if shown(files):
        data = json.loads(page.get_element_by_id("finding-data").text)
        assert data["count"] == shown(files) == len(data["line"])
