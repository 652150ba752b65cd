"""What a run of scoring found: every number that a report shows, and what may be said about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from padanan.core.bands import Band, band_of_match
from padanan.core.model import Finding
from padanan.evaluation.comparability import ScoreBasis
from padanan.evaluation.contamination import Contamination
from padanan.evaluation.edits import EditSummary
from padanan.evaluation.lengths import LengthRatio
from padanan.evaluation.metrics import Metric, MetricScore
from padanan.evaluation.options import TerOptions
from padanan.evaluation.pairing import LeftOut, SegmentKey
from padanan.evaluation.significance import MetricTest, PairTest
from padanan.evaluation.sources import Scheme
from padanan.evaluation.statistics import SegmentStatistics, segment_scores


class Severity(StrEnum):
    """How much a warning takes away from the scores."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreWarning:
    """Something the reader of the scores must know."""

    severity: Severity
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredText:
    """Where scored text came from.

    `path` is as the user gave it, or a name where the text came from no file. `file_sha256` is of the bytes
    of the file, None without one; `text_sha256` of the segments that were scored, in order, and of their
    lengths (see `score_cache.DigestedTexts`). Both in hex.
    """

    path: str
    file_sha256: str | None
    text_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCount:
    """How many findings of one check a hypothesis has, over the whole file; `severity` is the worst."""

    check: str
    severity: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemReport:
    """One hypothesis. `scores` are in the order of the report's metrics.

    `findings` are those of `padanan validate` where the hypothesis is a catalogue or a directory of them, in
    order of check, and None where it is neither.
    """

    name: str
    text: ScoredText
    scores: tuple[MetricScore, ...]
    edits: EditSummary
    length: LengthRatio
    left_out: tuple[LeftOut, ...]
    findings: tuple[FindingCount, ...] | None = None


class Grouping(StrEnum):
    """What segments are put together by."""

    DOCUMENT = "document"
    FILE = "file"
    LENGTH = "length"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScores:
    """Corpus scores of a part of the segments, `scores[system]`; `words` are the first reference's."""

    grouping: Grouping
    label: str
    segments: int
    words: int
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MetricReport:
    """All systems under one metric.

    `signature` is sacrebleu's for the scores, `test.signature` the same with test, rounds and seed.
    `statistics[system]` is what was counted. `test` is None where no test was asked for; otherwise it has
    intervals, all pairs with difference, p, corrected p and the smallest detectable difference, and rank
    clusters. `sentences` say in words what follows, one a pair in the order of `test.pairs`.
    """

    metric: Metric
    name: str
    signature: str
    higher_is_better: bool
    statistics: tuple[SegmentStatistics, ...]
    test: MetricTest | None
    sentences: tuple[str, ...]
    groups: tuple[GroupScores, ...]

    def resampled_differences(self, pair: PairTest) -> NDArray[np.float64]:
        """Give the score of `pair.second` less that of `pair.first` on each resample, in order of drawing."""
        if self.test is None:
            return np.zeros(0)
        first, second = self.test.systems[pair.first], self.test.systems[pair.second]
        return second.resampled.astype(np.float64) - first.resampled.astype(np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentHypothesis:
    """One system's translation of a segment.

    `scores` are in the order of the report's metrics, BLEU with effective order. `line` is the 1-based line
    of the hypothesis file on which the segment stands, None where there is no file. `similarity_percent` is
    what needs no change (see `evaluation.edits`).
    """

    text: str
    line: int | None
    scores: tuple[float, ...]
    similarity_percent: int
    findings: tuple[Finding, ...]

    @property
    def band(self) -> Band:
        """The post-edit band."""
        return band_of_match(self.similarity_percent)


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRow:
    """One segment, `number` counted from 0.

    `source` is None where the files do not have it. `document` and `file` (the source file that a catalogue
    names behind `#:`) are None where nobody says. `words` are the first reference's. `hypotheses[system]`.
    """

    number: int
    key: SegmentKey
    source: str | None
    references: tuple[str, ...]
    document: str | None
    file: str | None
    words: int
    hypotheses: tuple[SegmentHypothesis, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class SegmentColumns:
    """What is known of all segments, by column: a million rows as objects would be gigabytes.

    `references[stream][n]`, `hypotheses[system][n]`, `statistics[metric][system]`,
    `scores[system][metric][n]` (computed when they are first asked for), `similarity_percents[system][n]`,
    `lines[system][n]` (0 for none), `findings[system]` by segment number.
    `sources`, `documents` and `files` are None where no segment has one.
    """

    keys: Sequence[SegmentKey]
    sources: Sequence[str] | None
    references: tuple[Sequence[str], ...]
    documents: Sequence[str | None] | None
    files: Sequence[str | None] | None
    words: NDArray[np.int64]
    hypotheses: tuple[Sequence[str], ...]
    statistics: tuple[tuple[SegmentStatistics, ...], ...]
    similarity_percents: tuple[NDArray[np.int64], ...]
    lines: tuple[Sequence[int], ...]
    findings: tuple[Mapping[int, tuple[Finding, ...]], ...]

    @cached_property
    def scores(self) -> tuple[tuple[NDArray[np.float64], ...], ...]:
        """The score of each segment by itself, BLEU with effective order and none above 100."""
        return tuple(
            tuple(_clip(segment_scores(systems[number]), systems[number]) for systems in self.statistics)
            for number in range(len(self.hypotheses))
        )


def _clip(scores: NDArray[np.float64], statistics: SegmentStatistics) -> NDArray[np.float64]:
    return scores if isinstance(statistics.options, TerOptions) else np.minimum(scores, 100.0)


class SegmentRows(Sequence[SegmentRow]):
    """The segments in order, each made when it is asked for; `columns` has them for whoever needs all."""

    def __init__(self, columns: SegmentColumns) -> None:
        self.columns = columns

    def __len__(self) -> int:
        return len(self.columns.keys)

    @overload
    def __getitem__(self, index: int) -> SegmentRow: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[SegmentRow]: ...

    def __getitem__(self, index: int | slice) -> SegmentRow | Sequence[SegmentRow]:
        if isinstance(index, slice):
            return [self._make(number) for number in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._make(index % len(self))

    def _make(self, number: int) -> SegmentRow:
        columns = self.columns
        return SegmentRow(
            number=number,
            key=columns.keys[number],
            source=None if columns.sources is None else columns.sources[number],
            references=tuple(texts[number] for texts in columns.references),
            document=None if columns.documents is None else columns.documents[number],
            file=None if columns.files is None else columns.files[number],
            words=int(columns.words[number]),
            hypotheses=tuple(
                self._make_hypothesis(number, system) for system in range(len(columns.hypotheses))
            ),
        )

    def _make_hypothesis(self, number: int, system: int) -> SegmentHypothesis:
        columns = self.columns
        return SegmentHypothesis(
            text=columns.hypotheses[system][number],
            line=columns.lines[system][number] or None,
            scores=tuple(float(scores[number]) for scores in columns.scores[system]),
            similarity_percent=int(columns.similarity_percents[system][number]),
            findings=columns.findings[system].get(number, ()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryScore:
    """One system's score in an earlier run; `low` and `high` are of its interval, None without a test."""

    system: str
    metric: Metric
    name: str
    score: float
    low: float | None
    high: float | None
    basis: ScoreBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRun:
    """A run of the history. `time` is ISO 8601 in UTC, to the second, such as `2025-01-17T08:30:00Z`."""

    time: str
    scores: tuple[HistoryScore, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScoreReport:
    """The scores of one or more systems on the same segments of the same references.

    `systems` and `metrics` are in the order asked for. `language` and `source_language` are BCP 47 tags,
    None where nobody says. `segments_sha256` is of what identifies the segments. `verdict` says in sentences
    without a full stop what follows, the most important first; each warning must be shown with it.
    `contamination` is None where no memory was asked. `history` ends with this run, and is empty without
    `--history`. `created` is ISO 8601 in UTC.
    """

    created: str
    padanan_version: str
    language: str | None
    source_language: str | None
    paired_by: Scheme
    references: tuple[ScoredText, ...]
    segments_sha256: str
    segment_count: int
    word_count: int
    systems: tuple[SystemReport, ...]
    metrics: tuple[MetricReport, ...]
    segments: SegmentRows
    verdict: tuple[str, ...]
    warnings: tuple[ScoreWarning, ...]
    contamination: Contamination | None = None
    history: tuple[HistoryRun, ...] = ()
