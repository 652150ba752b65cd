"""What validation gives: a report for each file, and a tally of all."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from padanan.core.errors import PadananError
from padanan.core.model import Finding, Severity, Suppression


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A part of a line of a file, which begins at the 1-based `column`."""

    text: str
    column: int


NO_EXCERPT = Excerpt(text="", column=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """One file: its findings in order of place, and for each the line it stands on, but for notes.

    Findings that are suppressed are among them. A file that cannot be read has an `error` instead. At the
    end of a run, files may come a second time, with what became plain only when all were read:
    `is_supplement`.
    """

    path: Path
    entries: int = 0
    findings: tuple[Finding, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    error: PadananError | None = None
    is_supplement: bool = False


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts over the reports of a run; `by_check` and `by_severity` count what is not suppressed."""

    files: int = 0
    unreadable: int = 0
    entries: int = 0
    by_severity: Counter[Severity] = field(default_factory=Counter)
    by_check: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    suppressed: Counter[Suppression] = field(default_factory=Counter)
    errors: list[PadananError] = field(default_factory=list)

    def add(self, report: FileReport) -> None:
        """Count one more report."""
        if report.error is not None:
            self.unreadable += 1
            self.errors.append(report.error)
        elif not report.is_supplement:
            self.files += 1
            self.entries += report.entries
        for finding in report.findings:
            if finding.suppression is not None:
                self.suppressed[finding.suppression] += 1
            else:
                self.by_severity[finding.severity] += 1
                self.by_check[finding.check, finding.severity] += 1

    def watch(self, reports: Iterable[FileReport]) -> Iterator[FileReport]:
        """Count reports as they pass."""
        for report in reports:
            self.add(report)
            yield report

    def most_frequent(self) -> list[tuple[tuple[str, Severity], int]]:
        """Give `by_check` with the highest counts first, then by name."""
        return sorted(self.by_check.items(), key=lambda item: (-item[1], item[0]))

    def fails(self, lowest: Severity = Severity.WARNING) -> bool:
        """Whether there is a finding of this severity or a worse one."""
        ranks = list(Severity)
        return any(
            count and ranks.index(severity) <= ranks.index(lowest)
            for severity, count in self.by_severity.items()
        )


def tally_of(reports: Iterable[FileReport]) -> Tally:
    """Count reports."""
    tally = Tally()
    for report in reports:
        tally.add(report)
    return tally
