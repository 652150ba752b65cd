"""All findings of a run in columns, for the page's script: a hundred thousand rows name each thing once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from padanan.core.model import Finding, Severity
from padanan.core.text import show_unseen
from padanan.reports.findings import split_line
from padanan.services.validate_report import Excerpt, FileReport

UNKNOWN_LANGUAGE = "und"
# What is kept of a line on each side of what is marked, of that, and of a msgid: enough to recognise them.
_BESIDE, _MARKED, _SOURCE = 80, 160, 300


@dataclass(slots=True)
class Names:
    """A column of names, each kept once: `rows` are places in `names`, which are as they may be shown."""

    names: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    def append(self, name: str) -> None:
        """Add a row."""
        place = self._places.get(name)
        if place is None:
            place = self._places[name] = len(self.names)
            self.names.append(show_unseen(name))
        self.rows.append(place)

    def value(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        return {"names": self.names, "rows": self.rows}


class FindingColumns:
    """Findings that are not suppressed, in order of files. Texts are as they may be shown."""

    def __init__(self) -> None:
        self.checks, self.paths, self.languages = Names(), Names(), Names()
        self._messages, self._hints, self._sources = Names(), Names(), Names()
        self._severities: list[int] = []
        self._places: list[tuple[int, int]] = []
        self._lines: list[tuple[str, str, str] | None] = []
        self._findings: list[Finding] = []
        self._files: dict[str, tuple[str | None, Counter[Severity]]] = {}

    def __len__(self) -> int:
        return len(self._findings)

    def add(self, file: FileReport) -> None:
        """Add the findings of a file."""
        for finding, excerpt in zip(file.findings, file.excerpts, strict=True):
            if finding.suppression is None:
                self._add(finding, excerpt)

    def by_file(self) -> Iterator[tuple[str, str | None, Mapping[Severity, int]]]:
        """Give path, language and counts of each file with findings."""
        return ((path, *file) for path, file in self._files.items())

    def by_severity(self) -> Counter[Severity]:
        """Count all."""
        return Counter(finding.severity for finding in self._findings)

    def worst(self, limit: int) -> list[Finding]:
        """Give the first findings, errors before warnings before notes."""
        ranks = list(Severity)
        return sorted(self._findings, key=lambda finding: ranks.index(finding.severity))[:limit]

    def value(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        return {
            "count": len(self),
            "severities": [severity.value for severity in Severity],
            "severity": self._severities,
            "place": self._places,
            "check": self.checks.value(),
            "path": self.paths.value(),
            "language": self.languages.value(),
            "message": self._messages.value(),
            "hint": self._hints.value(),
            "source": self._sources.value(),
            "line": self._lines,
        }

    def _add(self, finding: Finding, excerpt: Excerpt) -> None:
        self._findings.append(finding)
        self._severities.append(list(Severity).index(finding.severity))
        self._places.append((finding.line, finding.column))
        self.checks.append(finding.check)
        self.paths.append(finding.path)
        self.languages.append(finding.language or UNKNOWN_LANGUAGE)
        self._messages.append(finding.message)
        self._hints.append(finding.hint or "")
        self._sources.append((finding.msgid or "")[:_SOURCE])
        self._lines.append(_quote(finding, excerpt))
        known = self._files.setdefault(finding.path, (finding.language, Counter()))
        known[1][finding.severity] += 1


def _quote(finding: Finding, excerpt: Excerpt) -> tuple[str, str, str] | None:
    if not excerpt.text:
        return None
    before, marked, after = split_line(finding, excerpt)
    before = before if len(before) <= _BESIDE else f"…{before[-_BESIDE:]}"
    after = after if len(after) <= _BESIDE else f"{after[:_BESIDE]}…"
    return before, marked if len(marked) <= _MARKED else f"{marked[:_MARKED]}…", after
