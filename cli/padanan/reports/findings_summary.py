"""How much was found: one line for people who run a check, and a table of checks."""

from padanan.checks.pages import summary
from padanan.checks.registry import load_check
from padanan.core.model import Severity, Suppression
from padanan.reports.table import render_table
from padanan.services.validate_report import Tally

_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def summarise_findings(tally: Tally) -> str:
    """Say in one line what was read, what was found, and how much was left out or could not be read."""
    found = [
        _count(tally.by_severity[severity], noun)
        for severity, noun in _NOUNS.items()
        if tally.by_severity[severity]
    ]
    parts = []
    if tally.files or not tally.unreadable:
        read = f"{_count(tally.files, 'file')}, {_count(tally.entries, 'message')}"
        parts.append(f"{read}: {', '.join(found) or 'no findings'}")
    if tally.suppressed[Suppression.COMMENT]:
        parts.append(f"{tally.suppressed[Suppression.COMMENT]:,} ignored by comments")
    if tally.suppressed[Suppression.BASELINE]:
        parts.append(f"{tally.suppressed[Suppression.BASELINE]:,} in the baseline")
    if tally.unreadable:
        parts.append(f"{_count(tally.unreadable, 'path')} could not be read")
    return "; ".join(parts)


def render_statistics(tally: Tally) -> str:
    """Give a row for each check: how often it found something, how bad that is, what it demands."""
    rows = [
        (f"{count:,}", severity.value, check, summary(load_check(check)))
        for (check, severity), count in tally.most_frequent()
    ]
    return render_table([("findings", "severity", "check", "demands"), *rows], right=frozenset({0}))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
