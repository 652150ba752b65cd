"""Findings for people and for programs."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rich.cells import cell_len

from padanan.core.model import Finding, Severity
from padanan.core.text import show_codes, show_on_one_line, show_unseen
from padanan.services.validate import Excerpt, FileReport, ValidationReport

# Columns of a quoted line: what fits a terminal beside the margin.
_WIDTH = 100
_TABS = str.maketrans("\t", " ")


def render_findings_text(report: ValidationReport) -> str:
    """Give each finding as `path:line:column: severity check message`, its line with carets, and a hint.

    Findings that are only information get the first of these lines, for there can be thousands. Characters
    that a terminal would obey are shown by their code.
    """
    return "".join(_render_file(file) for file in report.files)


def render_findings_json(report: ValidationReport) -> str:
    """Give the findings as JSON: `{"version": 1, "findings": [...], "errors": [...], "summary": {...}}`.

    A finding has check, severity, certainty, path, line, column, end_column, message, hint, language,
    msgctxt, msgid and fingerprint; what is not known is null. Lines and columns count from 1, columns in code
    points. Each finding is a line, written by itself: there can be a million.
    """
    counts = Counter(finding.severity for finding in report.findings)
    summary = {
        "files": len(report.files) - len(report.errors),
        "unreadable": len(report.errors),
        "entries": sum(file.entries for file in report.files),
        **{severity.value: counts[severity] for severity in Severity},
    }
    findings = _json_lines(map(asdict, report.findings))
    errors = _json_lines(
        {
            "path": error.path,
            "line": error.line,
            "column": error.column,
            "message": error.message,
            "hint": error.hint,
        }
        for error in report.errors
    )
    return (
        f'{{\n  "version": 1,\n  "findings": {findings},\n  "errors": {errors},\n'
        f'  "summary": {json.dumps(summary)}\n}}\n'
    )


def _json_lines(items: Iterable[dict[str, Any]]) -> str:
    lines = ",".join(f"\n    {json.dumps(item, ensure_ascii=False)}" for item in items)
    return f"[{lines}\n  ]" if lines else "[]"


def summarise_findings(report: ValidationReport) -> str:
    """Say in one line what was read, what was found, and how much could not be read."""
    unreadable = len(report.errors)
    files, entries = len(report.files) - unreadable, sum(file.entries for file in report.files)
    counts = Counter(finding.severity for finding in report.findings)
    found = [
        _count(counts[severity], name)
        for severity, name in (
            (Severity.ERROR, "error"),
            (Severity.WARNING, "warning"),
            (Severity.INFO, "note"),
        )
        if counts[severity]
    ]
    parts = []
    if files or not unreadable:
        read = f"{_count(files, 'file')}, {_count(entries, 'message')}"
        parts.append(f"{read}: {', '.join(found) or 'no findings'}")
    if unreadable:
        parts.append(f"{_count(unreadable, 'path')} could not be read")
    return "; ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _render_file(file: FileReport) -> str:
    pairs = zip(file.findings, file.excerpts, strict=True)
    return "".join(_render_finding(finding, excerpt) for finding, excerpt in pairs)


def _render_finding(finding: Finding, excerpt: Excerpt) -> str:
    place = f"{finding.path}:{finding.line}:{finding.column}"
    lines = [f"{place}: {finding.severity} {finding.check} {finding.message}"]
    if finding.severity is not Severity.INFO:
        lines += _quote(finding, excerpt)
        if finding.hint:
            lines.append(f"    hint: {finding.hint}")
    return "".join(f"{show_on_one_line(line)}\n" for line in lines)


def _quote(finding: Finding, excerpt: Excerpt) -> list[str]:
    """Give the line with carets below what the finding marks, cut to the width of a terminal."""
    text = excerpt.text.translate(_TABS)
    start = finding.column - excerpt.column
    end = max((finding.end_column or finding.column + 1) - excerpt.column, start + 1)
    before, marked, after = text[:start], text[start:end], text[end:]
    before = _cut_left(show_unseen(before), cut=excerpt.column > 1)
    marked = _cut_right(show_unseen(marked) if cell_len(marked) else show_codes(marked), _WIDTH - 20)
    after = _cut_right(show_unseen(after), max(_WIDTH - cell_len(before) - cell_len(marked), 0))
    if not (before + marked).strip():
        return []
    carets = "^" * max(cell_len(marked), 1)
    return [f"    {before}{marked}{after}".rstrip(), f"    {' ' * cell_len(before)}{carets}"]


def _cut_left(text: str, *, cut: bool) -> str:
    while cell_len(text) > _WIDTH - 40:
        text, cut = text[max(1, (cell_len(text) - _WIDTH + 40) // 2) :], True
    return f"…{text}" if cut else text


def _cut_right(text: str, width: int) -> str:
    cut = False
    while cell_len(text) > width:
        text, cut = text[: -max(1, (cell_len(text) - width) // 2)], True
    return f"{text}…" if cut else text
