"""Findings as GitLab's code quality report, which its merge requests show."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from padanan.core.errors import PadananError
from padanan.core.model import Finding, Severity
from padanan.core.text import show_unseen
from padanan.reports.findings_json import dump_json
from padanan.reports.findings_paths import PlacedFingerprints, path_in_checkout
from padanan.services.validate_report import FileReport

# GitLab's severities: info, minor, major, critical, blocker (documentation, "Code Quality report format").
_SEVERITIES: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}
)


def render_findings_gitlab(files: Iterable[FileReport]) -> Iterator[str]:
    """Give a list of issues; a file that cannot be read is a `blocker`. Suppressed findings are left out.

    Paths are relative to the checkout, fingerprints are unique in the report.
    """
    fingerprints = PlacedFingerprints()
    separator = "["
    for file in files:
        for issue in _issues(file, fingerprints):
            yield f"{separator}\n  {dump_json(issue)}"
            separator = ","
    yield "[]\n" if separator == "[" else "\n]\n"


def _issues(file: FileReport, fingerprints: PlacedFingerprints) -> Iterator[dict[str, Any]]:
    path = path_in_checkout(str(file.path))
    if file.error is not None:
        yield _unreadable(file.error, path, fingerprints.of("unreadable", path))
    for finding in file.findings:
        if finding.suppression is None:
            yield _issue(finding, path, fingerprints.of(finding.fingerprint, path))


def _issue(finding: Finding, path: str, fingerprint: str) -> dict[str, Any]:
    hint = f" ({finding.hint})" if finding.hint else ""
    return {
        "description": show_unseen(finding.message + hint),
        "check_name": finding.check,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": path, "lines": {"begin": finding.line}},
    }


def _unreadable(error: PadananError, path: str, fingerprint: str) -> dict[str, Any]:
    hint = f" ({error.hint})" if error.hint else ""
    return {
        "description": show_unseen(error.message + hint),
        "check_name": "unreadable",
        "fingerprint": fingerprint,
        "severity": "blocker",
        "location": {"path": path, "lines": {"begin": error.line or 1}},
    }
