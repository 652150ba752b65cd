"""What a metric counts in each segment, from which every score follows: corpus, document, resample, segment.

The counts are sacrebleu's own, and so are the formulas that make scores of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from padanan.evaluation.computers import make_computer
from padanan.evaluation.options import BleuOptions, ChrfOptions, MetricOptions, TerOptions
from padanan.evaluation.segment_scores import score_bleu_segments, score_chrf_segments, score_ter_segments

if TYPE_CHECKING:  # sacrebleu costs 150 ms, so it is loaded by the functions that score
    from sacrebleu.metrics.base import Score as SacrebleuScore

Counts = NDArray[np.int32] | NDArray[np.float64]
Sums = list[int] | list[float] | NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SegmentStatistics:
    """One metric's counts for one system: `counts[segment, column]`, in the order of the segments.

    The columns are sacrebleu's (`Metric._extract_corpus_statistics`):

    - BLEU, int32: hypothesis tokens, tokens of the reference nearest in length, matches of each order from 1
      to `max_ngram_order`, n-grams of the hypothesis of each order.
    - chrF, int32: three for each order, first of characters, then of words: n-grams of the hypothesis, of the
      reference, matches. Of several references it is the one with the best score.
    - TER, float64: edits against the nearest reference, mean number of words of the references.

    `name` is sacrebleu's for the score (`BLEU`, `chrF2++`, `TER`), `signature` its full one.
    """

    options: MetricOptions
    name: str
    signature: str
    counts: Counts

    def __len__(self) -> int:
        return len(self.counts)

    def subset(self, rows: ArrayLike | slice) -> "SegmentStatistics":
        """Give the statistics of some: a slice, their numbers, or a mask; such as a document's."""
        index = rows if isinstance(rows, slice) else np.asarray(rows)
        return replace(self, counts=self.counts[index])


def with_effective_order(statistics: SegmentStatistics) -> SegmentStatistics:
    """Let BLEU leave out orders that do not occur: the counts stay, the signature says `eff:yes`."""
    options = statistics.options
    if not isinstance(options, BleuOptions):
        return statistics
    signature = statistics.signature.replace("|eff:no|", "|eff:yes|")
    return replace(statistics, options=replace(options, effective_order=True), signature=signature)


def sum_counts(statistics: SegmentStatistics) -> list[int] | list[float]:
    """Add up the segments as sacrebleu does: integers exactly, TER's lengths in order, in float64."""
    counts = statistics.counts
    if counts.dtype == np.int32:
        integers: list[int] = counts.sum(axis=0, dtype=np.int64).tolist()
        return integers
    # Neither np.sum nor Python's own sum add in plain order, and the order decides the last digit.
    floats: list[float] = np.add.accumulate(counts, axis=0)[-1].tolist() if len(counts) else [0.0, 0.0]
    return floats


def corpus_score(statistics: SegmentStatistics) -> "SacrebleuScore":
    """Score all segments together, as `Metric.corpus_score` of sacrebleu does, to the last bit.

    The score is sacrebleu's: identical text may give 100.00000000000004.
    """
    return make_scorer(statistics.options)(sum_counts(statistics))


def make_scorer(options: MetricOptions) -> Callable[[Sums], "SacrebleuScore"]:
    """Give sacrebleu's own function from summed counts to a score, which may change the sums it is given.

    sacrebleu sums resamples in float32 (`significance.py`), which is exact below 2^24 only: whoever wants its
    numbers converts `counts` to float32, sums a resample with `.sum(0)`, and passes that row as it is.
    """
    computer = make_computer(options, for_text=False)
    # Its annotation says list, its own resampling passes arrays.
    return cast("Callable[[Sums], SacrebleuScore]", computer._compute_score_from_stats)


def segment_scores(statistics: SegmentStatistics) -> NDArray[np.float64]:
    """Score each segment by itself, as `Metric.sentence_score` of sacrebleu does, to the last bit.

    BLEU is with effective order, whatever the options say. Corpus scores are no means of these.
    """
    counts = statistics.counts
    match statistics.options:
        case BleuOptions() as options:
            return score_bleu_segments(cast("NDArray[np.int32]", counts), options)
        case ChrfOptions() as options:
            return score_chrf_segments(cast("NDArray[np.int32]", counts), options)
        case TerOptions():
            return score_ter_segments(cast("NDArray[np.float64]", counts))
