"""Counting what a metric counts, segment by segment, in memory that does not grow with the text."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import cast

import numpy as np
from numpy.typing import NDArray

from padanan.evaluation.computers import make_computer
from padanan.evaluation.options import MetricOptions, TerOptions
from padanan.evaluation.statistics import Counts, SegmentStatistics

_BATCH_SEGMENTS = 2048


def extract_statistics(
    hypotheses: Iterable[str], references: Sequence[Iterable[str | None]], options: MetricOptions
) -> SegmentStatistics:
    """Count one system's segments against one or more references.

    Args:
        hypotheses: The system's segments, at least one; read once, a batch at a time.
        references: Streams of as many segments each, in the same order; None where one has no translation.
        options: The metric and its options.

    Raises:
        ValueError: no segment, a segment without a reference, or unequal numbers of segments.
        ScoreError: the tokenizer needs a package or a model that is not installed.
    """
    computer = make_computer(options)
    dtype = np.float64 if isinstance(options, TerOptions) else np.int32
    batches: list[NDArray[np.int32 | np.float64]] = []
    reference_counts: set[int] = set()
    for batch_hypotheses, batch_references in _batches(hypotheses, references):
        reference_counts.update(map(len, batch_references))
        streams = [list(stream) for stream in zip(*batch_references, strict=True)]
        batches.append(np.array(computer._extract_corpus_statistics(batch_hypotheses, streams), dtype=dtype))
    if not batches:
        raise ValueError("no segment to score")
    counts = np.concatenate(batches)
    return SegmentStatistics(
        options=options,
        name=computer._aggregate_and_compute([counts[0].tolist()]).name,
        signature=computer.get_signature().format(),
        counts=cast("Counts", counts),
    )


def _batches(
    hypotheses: Iterable[str], references: Sequence[Iterable[str | None]]
) -> Iterator[tuple[list[str], list[tuple[str, ...]]]]:
    segments = zip(hypotheses, *references, strict=True)
    while batch := list(islice(segments, _BATCH_SEGMENTS)):
        yield (
            [hypothesis for hypothesis, *_ in batch],
            [tuple(text for text in texts if text is not None) for _, *texts in batch],
        )
