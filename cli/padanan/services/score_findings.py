"""What the checks find in hypotheses that are catalogues: no metric sees a broken placeholder."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from padanan.core.model import Finding, Severity
from padanan.evaluation.pairing import SegmentKey
from padanan.services.score_report import FindingCount
from padanan.services.validate import validate_paths

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueFindings:
    """Findings of a catalogue: counted by check over the whole file, and by number of the scored segment."""

    counts: tuple[FindingCount, ...]
    by_segment: Mapping[int, tuple[Finding, ...]]


def find_findings(path: Path, keys: Sequence[SegmentKey], sources: Sequence[str]) -> CatalogueFindings:
    """Check a catalogue, and say which of its findings concern which segment; notes do not count.

    Args:
        path: The catalogue.
        keys: Of the scored segments.
        sources: Their source texts.
    """
    findings = [
        finding
        for report in validate_paths([path])
        for finding in report.findings
        if finding.severity is not Severity.INFO and finding.suppression is None
    ]
    by_message: dict[tuple[str | None, str | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.msgid is not None:
            by_message[finding.msgctxt, finding.msgid].append(finding)
    by_segment = {}
    for number, (key, source) in enumerate(zip(keys, sources, strict=True)):
        found = by_message.get((key.context, key.source)) or by_message.get((key.context, source))
        if found:
            by_segment[number] = tuple(found)
    return CatalogueFindings(counts=_count(findings), by_segment=by_segment)


def _count(findings: Sequence[Finding]) -> tuple[FindingCount, ...]:
    counts = Counter(finding.check for finding in findings)
    worst = {
        finding.check: finding.severity for finding in sorted(findings, key=_severity_rank, reverse=True)
    }
    return tuple(
        FindingCount(check=check, severity=worst[check], count=counts[check]) for check in sorted(counts)
    )


def _severity_rank(finding: Finding) -> int:
    return _ORDER.index(finding.severity)
