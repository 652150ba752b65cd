"""Findings as SARIF 2.1.0 (OASIS), which code scanning and editors read."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from padanan import __version__
from padanan.checks.base import Check
from padanan.checks.pages import render_check_page, summary
from padanan.checks.registry import load_check
from padanan.core.errors import PadananError
from padanan.core.model import Certainty, Finding, Replacement, Severity, Suppression
from padanan.core.text import show_unseen
from padanan.reports.findings_json import dump_json
from padanan.reports.findings_paths import PlacedFingerprints, path_in_checkout, uri_of
from padanan.services.validate_report import FileReport

Value = dict[str, Any]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
)
# What GitHub makes of these two: "SARIF support for code scanning", reportingDescriptor object.
_PRECISIONS: Mapping[Certainty, str] = MappingProxyType(
    {Certainty.CERTAIN: "very-high", Certainty.LIKELY: "high", Certainty.POSSIBLE: "medium"}
)
_PROBLEM_SEVERITIES: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
)
_SUPPRESSIONS: Mapping[Suppression, Value] = MappingProxyType({
    Suppression.COMMENT: {"kind": "inSource", "justification": "ignored by a comment in the catalogue"},
    Suppression.BASELINE: {"kind": "external", "justification": "known in the baseline"},
})  # fmt: skip


def render_findings_sarif(files: Iterable[FileReport]) -> Iterator[str]:
    """Give a log with one run: results, files, rules of the checks that found something, and the invocation.

    Paths are relative to the checkout, percent-encoded; columns count code points. Suppressed findings are
    there, and say why. Memory: that of one file, and the paths and fingerprints of all.
    """
    log = _Log()
    yield f'{{\n"$schema": "{_SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n'
    yield '"columnKind": "unicodeCodePoints",\n"results": ['
    separator = ""
    for file in files:
        for result in log.results(file):
            yield f"{separator}\n{dump_json(result)}"
            separator = ","
    yield "\n],\n"
    root = {"description": {"text": "The root of the checkout."}}
    yield f'"originalUriBaseIds": {dump_json({_ROOT: root})},\n'
    yield f'"artifacts": [{_lines(log.artifacts())}],\n'
    yield f'"invocations": [{dump_json(log.invocation())}],\n'
    yield f'"tool": {{"driver": {{"name": "padanan", "semanticVersion": "{__version__}", "rules": ['
    yield f"{_lines(map(_rule, log.rules))}]}}}}\n}}]\n}}\n"


class _Log:
    """What results refer to, gathered as they pass."""

    def __init__(self) -> None:
        self.rules: dict[str, int] = {}
        self._files: dict[str, int] = {}
        self._notifications: list[Value] = []
        self._fingerprints = PlacedFingerprints()

    def results(self, file: FileReport) -> Iterator[Value]:
        path = path_in_checkout(str(file.path))
        place = self._place(path)
        if file.error is not None:
            self._notifications.append(_notification(file.error, place))
        for finding in file.findings:
            rule = self.rules.setdefault(finding.check, len(self.rules))
            placed = self._fingerprints.of(finding.fingerprint, path)
            yield {"ruleIndex": rule, **_result(finding, place, placed)}

    def artifacts(self) -> Iterator[Value]:
        return ({"location": _location(path), "roles": ["analysisTarget"]} for path in self._files)

    def invocation(self) -> Value:
        return {
            "executionSuccessful": not self._notifications,
            "toolExecutionNotifications": self._notifications,
        }

    def _place(self, path: str) -> Value:
        return {**_location(path), "index": self._files.setdefault(path, len(self._files))}


def _lines(values: Iterable[Value]) -> str:
    return ",".join(f"\n{dump_json(value)}" for value in values)


def _location(path: str) -> Value:
    uri = uri_of(path)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": _ROOT}


def _result(finding: Finding, place: Value, placed_fingerprint: str) -> Value:
    region = {"startLine": finding.line, "startColumn": finding.column}
    if finding.end_column is not None:
        region["endColumn"] = finding.end_column
    result = {
        "ruleId": finding.check,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding.message, finding.hint)},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": region}}],
        # GitHub looks at the second alone, and takes findings with the same one for the same.
        "partialFingerprints": {
            "padananFinding/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{placed_fingerprint}:1",
        },
        # All results have this, or none (SARIF 2.1.0, 3.27.23): an empty list says "not suppressed".
        "suppressions": [_SUPPRESSIONS[finding.suppression]] if finding.suppression is not None else [],
        "properties": _properties(finding),
    }
    if finding.replacement is not None:
        result["fixes"] = [_fix(finding, finding.replacement, place)]
    return result


def _properties(finding: Finding) -> Value:
    values = {
        "certainty": finding.certainty.value,
        "language": finding.language,
        "msgctxt": finding.msgctxt,
        "msgid": finding.msgid,
        "field": finding.field,
    }
    return {name: value for name, value in values.items() if value is not None}


def _fix(finding: Finding, replacement: Replacement, place: Value) -> Value:
    region = {
        "startLine": replacement.line,
        "startColumn": replacement.column,
        "endLine": replacement.end_line,
        "endColumn": replacement.end_column,
    }
    edit = {"deletedRegion": region, "insertedContent": {"text": replacement.text}}
    return {
        "description": {"text": _message(finding.hint or finding.message, None)},
        "artifactChanges": [{"artifactLocation": place, "replacements": [edit]}],
    }


def _message(message: str, hint: str | None) -> str:
    """Write a plain text message, in which `[text](target)` would be a link (SARIF 2.1.0, 3.11.6)."""
    text = show_unseen(f"{message} ({hint})" if hint else message)
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _notification(error: PadananError, place: Value) -> Value:
    physical: Value = {"artifactLocation": place}
    if error.line is not None:
        physical["region"] = {"startLine": error.line, "startColumn": error.column or 1}
    return {
        "level": "error",
        "message": {"text": _message(error.message, error.hint)},
        "locations": [{"physicalLocation": physical}],
    }


def _rule(check_id: str) -> Value:
    check = load_check(check_id)
    page = render_check_page(check)
    return {
        "id": check.id,
        "name": check.__name__,
        "shortDescription": {"text": summary(check)},
        "fullDescription": {"text": summary(check)},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "help": {"text": page, "markdown": page},
        "properties": _rule_properties(check),
    }


def _rule_properties(check: type[Check]) -> Value:
    return {
        "precision": _PRECISIONS[check.certainty],
        "problem.severity": _PROBLEM_SEVERITIES[check.severity],
        "tags": ["gettext", "localization", f"preset-{check.preset}"],
    }
