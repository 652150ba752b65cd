"""What a test set can say about systems: intervals, paired tests of all pairs, and rank clusters.

Scores, intervals and p values are sacrebleu's for the same seed (`significance.py` there), to the last bit.
sacrebleu compares a baseline with each other system; here every pair is compared, on the same resamples, and
the p values of a metric are corrected for their number (Holm 1979, "A Simple Sequentially Rejective Multiple
Test Procedure").

Two of its answers are not taken for more than they are. It gives two equal systems the smallest p value there
is, because no resample differs by *more* than nothing: here such a pair is the same, whatever p says. And
with very few segments its p values are too small: under 100 segments no system is called better.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from padanan.evaluation.comparability import require_same_signature
from padanan.evaluation.intervals import (
    Interval,
    Scores,
    clip_score,
    detectable_difference,
    estimate_interval,
    score_sums,
)
from padanan.evaluation.options import MetricOptions, TerOptions
from padanan.evaluation.ranking import Cluster, correct_holm, rank_clusters
from padanan.evaluation.resampling import (
    DEFAULT_RESAMPLES,
    DEFAULT_SEED,
    DEFAULT_TRIALS,
    Statistics,
    bootstrap_sums,
    shuffled_sums,
)
from padanan.evaluation.statistics import SegmentStatistics, corpus_score

# Below these numbers of segments a difference of scores says nothing, or little. Even 2000 segments show a
# difference of 1 BLEU only three times in four (Card et al. 2020, "With Little Power Comes Great
# Responsibility").
HARD_LIMIT_SEGMENTS = 100
SOFT_LIMIT_SEGMENTS = 500

Resample = Callable[[Sequence[Statistics]], Sequence[NDArray[np.float32]]]


class Method(StrEnum):
    """A paired test, by sacrebleu's name for it.

    BOOTSTRAP is Koehn 2004, "Statistical Significance Tests for Machine Translation Evaluation";
    RANDOMISATION is approximate randomisation, Riezler and Maxwell 2005, "On Some Pitfalls in Automatic
    Evaluation and Significance Testing for MT".
    """

    BOOTSTRAP = "bs"
    RANDOMISATION = "ar"


class Conclusion(StrEnum):
    """What a pair of scores says about two systems."""

    BETTER = "better"
    WORSE = "worse"
    UNDECIDED = "undecided"
    SAME = "same"
    TOO_FEW = "too few segments"


@dataclass(frozen=True, slots=True, kw_only=True)
class TestOptions:
    """How to test. `resamples` are for intervals and the paired bootstrap, `trials` for randomisation.

    `alpha` is the chance of calling two equal systems different that is put up with in all pairs of a metric
    together, and what part of the resampled scores lies outside an interval; `power` the chance with which
    the smallest difference of interest should be found.

    Raises:
        ValueError: a number is out of its range.
    """

    __test__ = False  # no test class of pytest

    method: Method = Method.BOOTSTRAP
    seed: int = DEFAULT_SEED
    resamples: int = DEFAULT_RESAMPLES
    trials: int = DEFAULT_TRIALS
    alpha: float = 0.05
    power: float = 0.8

    def __post_init__(self) -> None:
        if self.seed < 0 or self.resamples < 2 or self.trials < 1:
            raise ValueError(f"seed {self.seed}, {self.resamples} resamples, {self.trials} trials")
        if not (0 < self.alpha < 1 and 0 < self.power < 1):
            raise ValueError(f"alpha {self.alpha}, power {self.power}: both lie between 0 and 1")

    @property
    def rounds(self) -> int:
        """How many resamples or trials a p value is made of."""
        return self.resamples if self.method is Method.BOOTSTRAP else self.trials


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SystemScore:
    """One system under one metric. `resampled` holds its score on every resample, in the order of drawing."""

    name: str
    score: float
    interval: Interval
    resampled: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTest:
    """What can be said about a system against another; `first` and `second` are their places in the metric's.

    `difference` is the score of `second` less that of `first`. `p_value` is sacrebleu's, `p_corrected`
    Holm's for all pairs of the metric, 1 for systems with the same score. `standard_error` is the standard
    deviation of the difference over the resamples; `detectable` the smallest difference that this test set
    would probably show for two such systems (see `detectable_difference`).
    """

    first: int
    second: int
    difference: float
    p_value: float
    p_corrected: float
    standard_error: float
    detectable: float
    conclusion: Conclusion

    @property
    def is_decided(self) -> bool:
        """Whether one of the two is shown to be better."""
        return self.conclusion in {Conclusion.BETTER, Conclusion.WORSE}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MetricTest:
    """All systems and pairs under one metric; `signature` is sacrebleu's, with the test and the seed.

    `systems` are in the order given, `pairs` in the order (0, 1), (0, 2), (1, 2), ... by first, then second;
    `clusters` from the best down (see `rank_clusters`). `different_count` is of segments that differ from
    each other, as far as anybody counted: a test takes repetitions for evidence.
    """

    name: str
    signature: str
    higher_is_better: bool
    segment_count: int
    different_count: int
    options: TestOptions
    systems: tuple[SystemScore, ...]
    pairs: tuple[PairTest, ...]
    clusters: tuple[Cluster, ...]

    @property
    def lowest_p(self) -> float:
        """The smallest corrected p value so many rounds can give; above alpha, no pair can be decided."""
        return min(1.0, max(len(self.pairs), 1) / (self.options.rounds + 1))


def compare_systems(
    names: Sequence[str],
    statistics: Sequence[Sequence[SegmentStatistics]],
    options: TestOptions,
    *,
    resample: "Resample | None" = None,
    different_count: int | None = None,
) -> tuple[MetricTest, ...]:
    """Resample a test set, and compare all systems on it under each metric.

    Args:
        names: The systems, in order; one alone gets intervals and no pairs.
        statistics: For each metric those of each system, `statistics[metric][system]`, all with the same
            segments in the same order and against the same references.
        options: The test.
        resample: Does what `bootstrap_sums` does with all counts, such as remembering what it gave before.
        different_count: How many segments differ from each other, or HARD_LIMIT_SEGMENTS where it is more;
            under that number no system is called better, however many segments there are. None for all.

    Raises:
        IncomparableScoresError: systems have other signatures under one metric, or other segments.
        ValueError: no segment, no metric or no system.

    Cost: see `resampling`, and 10 microseconds a score: a score a system and resample, or two a pair and
    trial.
    """
    for systems in statistics:
        require_same_signature(names, systems)
    flat = [system.counts for systems in statistics for system in systems]
    resampled = iter(
        resample(flat) if resample else bootstrap_sums(flat, resamples=options.resamples, seed=options.seed)
    )
    divides = options.method is Method.RANDOMISATION and len(names) > 1
    shuffled = iter(shuffled_sums(flat, trials=options.trials, seed=options.seed) if divides else ())
    return tuple(
        _compare_under_metric(
            [
                _System(
                    name=name,
                    options=system.options,
                    score=float(corpus_score(system).score),
                    scores=score_sums(next(resampled), system.options),
                    halves=next(shuffled, None),
                )
                for name, system in zip(names, systems, strict=True)
            ],
            systems[0],
            options,
            different_count,
        )
        for systems in statistics
    )


def sign_test(signature: str, options: TestOptions, *, paired: bool) -> str:
    """Put the test into a signature, as sacrebleu does: `nrefs:1|bs:1000|seed:12345|case:mixed|...`."""
    references, _, rest = signature.partition("|")
    parts = [references, f"bs:{options.resamples}"]
    if paired and options.method is Method.RANDOMISATION:
        parts.append(f"ar:{options.trials}")
    return "|".join([*parts, f"seed:{options.seed}", rest])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _System:
    """A system under a metric: its score as sacrebleu gives it, and what became of it in every round."""

    name: str
    options: MetricOptions
    score: float
    scores: Scores
    halves: tuple[Statistics, Statistics] | None


def _compare_under_metric(
    systems: Sequence[_System],
    statistics: SegmentStatistics,
    options: TestOptions,
    different_count: int | None,
) -> MetricTest:
    rising = not isinstance(statistics.options, TerOptions)
    different = len(statistics) if different_count is None else min(different_count, len(statistics))
    pairs = _test_pairs(systems, _Judge(options=options, rising=rising, segments=different))
    decided = {frozenset((pair.first, pair.second)) for pair in pairs if pair.is_decided}
    best_first = sorted(range(len(systems)), key=lambda place: systems[place].score, reverse=rising)
    return MetricTest(
        name=statistics.name,
        signature=sign_test(statistics.signature, options, paired=len(systems) > 1),
        higher_is_better=rising,
        segment_count=len(statistics),
        different_count=different,
        options=options,
        systems=tuple(_describe(system, alone=len(systems) == 1, alpha=options.alpha) for system in systems),
        pairs=pairs,
        clusters=rank_clusters(best_first, lambda *pair: frozenset(pair) in decided),
    )


def _test_pairs(systems: Sequence[_System], judge: "_Judge") -> tuple[PairTest, ...]:
    places = list(combinations(range(len(systems)), 2))
    p_values = [_p_value(systems[a], systems[b], judge.options.method) for a, b in places]
    # Two systems with the same score are no question, whatever p sacrebleu gives them.
    asked = [
        p if systems[a].score != systems[b].score else 1.0 for p, (a, b) in zip(p_values, places, strict=True)
    ]
    tests = []
    for (a, b), p_value, corrected in zip(places, p_values, correct_holm(asked), strict=True):
        difference, error = judge.measure(systems[a], systems[b])
        tests.append(
            PairTest(
                first=a,
                second=b,
                difference=difference,
                p_value=p_value,
                p_corrected=corrected,
                standard_error=error,
                detectable=judge.detectable(error, pairs=len(places)),
                conclusion=judge.conclude(difference, corrected),
            )
        )
    return tuple(tests)


def _describe(system: _System, *, alone: bool, alpha: float) -> SystemScore:
    return SystemScore(
        name=system.name,
        score=clip_score(system.score, system.options),
        interval=estimate_interval(system.scores, system.options, alone=alone, alpha=alpha),
        resampled=system.scores,
    )


def _p_value(first: _System, second: _System, method: Method) -> float:
    difference = abs(first.score - second.score)
    if method is Method.BOOTSTRAP or first.halves is None or second.halves is None:
        found = np.abs(second.scores - first.scores)
        found -= found.mean()
    else:
        (first_taken, first_left), (second_taken, second_left) = first.halves, second.halves
        found = np.abs(
            score_sums(first_taken + second_left, first.options)
            - score_sums(first_left + second_taken, first.options)
        )
    # One more above and below keeps p from being 0: the observed arrangement is one of them.
    return (int(np.sum(found > difference)) + 1) / (len(found) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """What every pair of a metric is judged by; `segments` that differ from each other."""

    options: TestOptions
    rising: bool
    segments: int

    def measure(self, first: _System, second: _System) -> tuple[float, float]:
        """Give the difference of two scores, and its standard deviation over the resamples."""
        difference = clip_score(second.score, second.options) - clip_score(first.score, first.options)
        spread = np.std(second.scores.astype(float) - first.scores.astype(float), ddof=1)
        return difference, float(spread)

    def detectable(self, error: float, *, pairs: int) -> float:
        return detectable_difference(error, alpha=self.options.alpha / pairs, power=self.options.power)

    def conclude(self, difference: float, corrected: float) -> Conclusion:
        if not difference:
            return Conclusion.SAME
        if self.segments < HARD_LIMIT_SEGMENTS:
            return Conclusion.TOO_FEW
        if corrected > self.options.alpha:
            return Conclusion.UNDECIDED
        return Conclusion.BETTER if (difference > 0) is self.rising else Conclusion.WORSE
