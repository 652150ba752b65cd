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


def find_findings(
    catalogues: Mapping[Path, str | None], keys: Sequence[SegmentKey], sources: Sequence[str]
) -> CatalogueFindings:
    """Check the catalogues of a hypothesis, and say which findings concern which segment; notes do not count.

    Args:
        catalogues: Where they are, and the `file` that the keys of their segments name.
        keys: Of the scored segments.
        sources: Their source texts.
    """
    findings = [
        (catalogues.get(report.path), finding)
        for report in validate_paths(list(catalogues))
        for finding in report.findings
        if finding.severity is not Severity.INFO and finding.suppression is None
    ]
    by_message: dict[tuple[str | None, str | None, str | None], list[Finding]] = defaultdict(list)
    for file, finding in findings:
        if finding.msgid is not None:
            by_message[file, finding.msgctxt, finding.msgid].append(finding)
    by_segment = {}
    for number, (key, source) in enumerate(zip(keys, sources, strict=True)):
        texts = ((key.file, key.context, text) for text in (key.source, source))
        found = next(filter(None, map(by_message.get, texts)), None)
        if found:
            by_segment[number] = tuple(found)
    return CatalogueFindings(counts=_count([finding for _, finding in findings]), by_segment=by_segment)


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
