"""Findings for programs: one JSON object, or one a line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from padanan.core.errors import PadananError
from padanan.core.model import Finding, Severity, Suppression
from padanan.services.validate_report import FileReport, Tally


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
            yield f"{separator}\n    {_dump(_finding_value(finding))}"
            separator = ","
    yield f'{closing(separator)},\n  "errors": ['
    errors = ",".join(f"\n    {_dump(_error_value(error))}" for error in tally.errors)
    yield f'{errors}{closing(errors)},\n  "summary": {_dump(_summary_value(tally))}\n}}\n'


def closing(content: str) -> str:
    """Close a list, on a line of its own when there is something in it."""
    return "\n  ]" if content else "]"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _finding_value(finding: Finding) -> dict[str, Any]:
    return asdict(finding)


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
