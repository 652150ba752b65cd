"""Findings for programs: one JSON object, or one a line."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any

from padanan.core.errors import PadananError
from padanan.core.model import Finding, Severity, Suppression
from padanan.reports.findings_paths import well_formed
from padanan.services.validate_report import FileReport, Tally

# Python's `str.splitlines` and JavaScript before 2019 end lines at these, too.
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_FIELDS = tuple(field.name for field in fields(Finding))


def render_findings_json(files: Iterable[FileReport]) -> Iterator[str]:
    """Give the findings as JSON: `{"version": 1, "findings": [...], "errors": [...], "summary": {...}}`.

    A finding has check, severity, certainty, path, line, column, end_column, message, hint, language,
    msgctxt, msgid, field, fingerprint, replacement and suppression; what is not known is null. Lines and
    columns count from 1, columns in code points. Each finding is a line, written by itself: there can be a
    million.
    """
    tally = Tally()
    yield '{\n  "version": 1,\n  "findings": ['
    separator = ""
    for file in tally.watch(files):
        for finding in file.findings:
            yield f"{separator}\n    {dump_json(_finding_value(finding))}"
            separator = ","
    yield f'{_closing(separator)},\n  "errors": ['
    errors = ",".join(f"\n    {dump_json(_error_value(error))}" for error in tally.errors)
    yield f'{errors}{_closing(errors)},\n  "summary": {dump_json(_summary_value(tally))}\n}}\n'


def render_findings_jsonl(files: Iterable[FileReport]) -> Iterator[str]:
    """Give a JSON object a line, each with its `kind`: findings and errors as they come, then the summary.

    They have the same fields as in `render_findings_json`, and the summary also a `version`.
    """
    tally = Tally()
    for file in tally.watch(files):
        for finding in file.findings:
            yield f"{dump_json({'kind': 'finding', **_finding_value(finding)})}\n"
        if file.error is not None:
            yield f"{dump_json({'kind': 'error', **_error_value(file.error)})}\n"
    yield f"{dump_json({'kind': 'summary', 'version': 1, **_summary_value(tally)})}\n"


def render_statistics_json(tally: Tally) -> str:
    """Give the counts as JSON: `{"version": 1, "statistics": [...], "errors": [...], "summary": {...}}`.

    A row of the statistics has check, severity and findings, their number; errors and summary are as in
    `render_findings_json`.
    """
    value = {
        "version": 1,
        "statistics": [
            {"check": check, "severity": severity.value, "findings": count}
            for (check, severity), count in tally.most_frequent()
        ],
        "errors": [_error_value(error) for error in tally.errors],
        "summary": _summary_value(tally),
    }
    return f"{dump_json(value)}\n"


def dump_json(value: Any) -> str:
    """Write a value on one line, as JSON that every reader takes.

    Halves of characters, which broken file names bring, are shown by their codes: most readers refuse them.
    What some take for the end of a line is escaped.
    """
    written = well_formed(json.dumps(value, ensure_ascii=False))
    return _LINE_ENDS.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def _closing(content: str) -> str:
    """Close a list, on a line of its own when there is something in it."""
    return "\n  ]" if content else "]"


def _finding_value(finding: Finding) -> dict[str, Any]:
    value = {name: getattr(finding, name) for name in _FIELDS}
    if finding.replacement is not None:
        value["replacement"] = asdict(finding.replacement)
    return value


def _error_value(error: PadananError) -> dict[str, Any]:
    return {name: getattr(error, name) for name in ("path", "line", "column", "message", "hint")}


def _summary_value(tally: Tally) -> dict[str, int]:
    return {
        "files": tally.files,
        "unreadable": tally.unreadable,
        "entries": tally.entries,
        **{severity.value: tally.by_severity[severity] for severity in Severity},
        "ignored": tally.suppressed[Suppression.COMMENT],
        "baseline": tally.suppressed[Suppression.BASELINE],
    }
