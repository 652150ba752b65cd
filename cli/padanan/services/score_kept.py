"""Counts of a run that are kept in a file, so that a later run can be tested against it.

A paired test needs what a metric counted in each segment; two scores alone, or two intervals, are no test.
The counts are zlib-compressed little-endian numbers in Base64: some ten bytes a segment and metric.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from padanan.core.errors import IncomparableScoresError, InputError
from padanan.evaluation.comparability import ScoreBasis, require_same_basis
from padanan.evaluation.pairing import count_different
from padanan.evaluation.significance import (
    HARD_LIMIT_SEGMENTS,
    Conclusion,
    TestOptions,
    compare_systems,
)
from padanan.evaluation.verdicts import describe_pair
from padanan.formats.files import decode_utf8, read_file
from padanan.services.score_report import MetricReport, ScoreReport

if TYPE_CHECKING:
    from padanan.evaluation.statistics import Counts

_TYPES = {"<i4": np.int32, "<f8": np.float64}
_HINT = "write it with --output-format json --keep-statistics, or --history FILE --keep-statistics"
_MOST_COUNTS = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeptStatistics:
    """What one metric counted for one system, with what the score rests on."""

    system: str
    metric: str
    basis: ScoreBasis
    counts: "Counts"

    def as_json(self) -> dict[str, object]:
        """Give it as JSON has it."""
        kind = "<f8" if self.counts.dtype == np.float64 else "<i4"
        data = zlib.compress(np.ascontiguousarray(self.counts, dtype=kind).tobytes())
        return {
            "system": self.system,
            "metric": self.metric,
            "signature": self.basis.signature,
            "references_sha256": self.basis.references,
            "segments_sha256": self.basis.segments,
            "shape": list(self.counts.shape),
            "type": kind,
            "data": base64.b64encode(data).decode("ascii"),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """One system under one metric against the earlier run; `sentence` says what the test shows."""

    system: str
    is_worse: bool
    sentence: str


def basis_of(report: ScoreReport, metric: MetricReport) -> ScoreBasis:
    """Give what a metric's scores rest on."""
    references = "+".join(text.text_sha256 for text in report.references)
    return ScoreBasis(signature=metric.signature, references=references, segments=report.segments_sha256)


def keep_statistics(report: ScoreReport) -> list[KeptStatistics]:
    """Give the counts of all systems under all metrics."""
    return [
        KeptStatistics(
            system=system.name,
            metric=metric.metric.value,
            basis=basis_of(report, metric),
            counts=metric.statistics[number].counts,
        )
        for metric in report.metrics
        for number, system in enumerate(report.systems)
    ]


def read_kept(path: Path) -> list[KeptStatistics]:
    """Read the counts of an earlier run: of a JSON report, or of the last line of a history.

    Raises:
        InputError: the file cannot be read, is neither of the two, or was written without counts.
    """
    text = decode_utf8(read_file(path)).strip()
    try:
        value = _load(text)
    except (ValueError, RecursionError) as error:
        raise InputError("neither a JSON report nor a history", path=str(path), hint=_HINT) from error
    items = value.get("statistics") if isinstance(value, dict) else None
    if not isinstance(items, list) or not items:
        raise InputError("this run was kept without the counts that a test needs", path=str(path), hint=_HINT)
    try:
        return [_read_item(item) for item in items]
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error, zlib.error) as error:
        raise InputError("the kept counts are damaged", path=str(path), hint=_HINT) from error


def compare_with_kept(
    report: ScoreReport, earlier: Sequence[KeptStatistics], options: TestOptions
) -> list[Regression]:
    """Test every system against the one of the same name in an earlier run, or the only one in both.

    Raises:
        IncomparableScoresError: they have no system and metric in common, or other signatures, references or
            segments.
    """
    found = []
    for number, system in enumerate(report.systems):
        for metric in report.metrics:
            kept = _find(earlier, system.name, metric.metric.value, alone=len(report.systems) == 1)
            if kept is not None:
                found.append(_test(report, metric, number, kept, options))
    if not found:
        raise IncomparableScoresError(
            "the earlier run has no system and metric in common with this one",
            hint="give the files the same names, and choose the same metrics",
        )
    return found


def _load(text: str) -> object:
    if text.startswith("{\n"):
        return json.loads(text)
    return json.loads(text.rpartition("\n")[2])


def _read_item(item: Mapping[str, object]) -> KeptStatistics:
    rows, columns = (int(number) for number in _sequence(item["shape"]))
    kind = _TYPES[str(item["type"])]
    size = rows * columns * np.dtype(kind).itemsize
    if not (rows > 0 and 0 < columns <= 1000 and rows * columns <= _MOST_COUNTS):
        raise ValueError("shape")
    decompressor = zlib.decompressobj()
    data = decompressor.decompress(base64.b64decode(str(item["data"]), validate=True), size)
    if len(data) != size or (decompressor.unconsumed_tail or not decompressor.eof):
        raise ValueError("length")
    counts = np.frombuffer(data, dtype=str(item["type"])).astype(kind).reshape(rows, columns)
    if not np.isfinite(counts).all() or (counts < 0).any():
        raise ValueError("counts")
    return KeptStatistics(
        system=str(item["system"]),
        metric=str(item["metric"]),
        basis=ScoreBasis(
            signature=str(item["signature"]),
            references=str(item["references_sha256"]),
            segments=str(item["segments_sha256"]),
        ),
        counts=counts,
    )


def _sequence(value: object) -> Sequence[int]:
    if not isinstance(value, list) or not all(isinstance(item, int) for item in value):
        raise TypeError("shape")
    return value


def _find(
    earlier: Sequence[KeptStatistics], system: str, metric: str, *, alone: bool
) -> KeptStatistics | None:
    of_metric = [kept for kept in earlier if kept.metric == metric]
    named = next((kept for kept in of_metric if kept.system == system), None)
    return of_metric[0] if named is None and alone and len(of_metric) == 1 else named


def _test(
    report: ScoreReport, metric: MetricReport, number: int, kept: KeptStatistics, options: TestOptions
) -> Regression:
    name = report.systems[number].name
    names = (f"{kept.system} (earlier)", name)
    require_same_basis(kept.basis, basis_of(report, metric), names=names)
    now = metric.statistics[number]
    if kept.counts.shape != now.counts.shape:
        raise IncomparableScoresError(
            f"the scores of {names[0]} and {names[1]} cannot be compared: they are scores of other segments"
        )
    columns = report.segments.columns
    different = count_different([*columns.references, columns.hypotheses[number]], HARD_LIMIT_SEGMENTS)
    (test,) = compare_systems(
        names, [[replace(now, counts=kept.counts), now]], options, different_count=different
    )
    (pair,) = test.pairs
    return Regression(
        system=name,
        is_worse=pair.conclusion is Conclusion.WORSE,
        sentence=describe_pair(pair, test),
    )
