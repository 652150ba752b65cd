"""Scores of resampled test sets, and the interval they span."""

import statistics as exact_statistics
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padanan.evaluation.options import BleuOptions, MetricOptions, Smoothing, TerOptions
from padanan.evaluation.statistics import make_scorer

Scores = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The middle of resampled scores, 95 % of them by default, from `low` to `high`, and their mean.

    `half_width` is what sacrebleu prints behind its ±, half the distance from low to high; the interval need
    not lie evenly around the mean, nor around the score.
    """

    mean: float
    low: float
    high: float
    half_width: float


def score_sums(sums: NDArray[Any], options: MetricOptions) -> Scores:
    """Score every row of summed statistics with sacrebleu's own formulas.

    Args:
        sums: (rounds, statistics), as `bootstrap_sums` or `shuffled_sums` give them.
        options: The metric's.

    Returns:
        A score a row, in the type that sacrebleu's formula gives: chrF of float32 sums is a float32.

    Cost: 1 to 10 microseconds a row.
    """
    score = make_scorer(options)
    # Python's numbers give the same quotients as int64 and float64, and three times as fast.
    as_array = sums.dtype == np.float32 or _truncates(options)
    rows = sums.copy() if as_array else sums.tolist()  # a copy, since add-k adds to its row in place
    return np.array([score(row).score for row in rows])


def _truncates(options: MetricOptions) -> bool:
    """Whether sacrebleu's result hangs on adding a fraction to an array of integers, which drops it."""
    return isinstance(options, BleuOptions) and options.smooth_method is Smoothing.ADD_K


def clip_score(score: float, options: MetricOptions) -> float:
    """Cut BLEU or chrF to 100: sacrebleu's sum of logarithms gives identical text 100.00000000000004."""
    return score if isinstance(options, TerOptions) else min(score, 100.0)


def estimate_interval(
    scores: Scores, options: MetricOptions, *, alone: bool, alpha: float = 0.05
) -> Interval:
    """Give mean and percentile interval of resampled scores, by default the 95 % that sacrebleu gives.

    Args:
        scores: The scores, at least one.
        options: The metric's; none of the three numbers passes what `clip_score` allows.
        alone: Whether the system stands alone: sacrebleu's `corpus_score` rounds the mean once, its paired
            tests add up in the type of the scores. They differ in the last digit at most.
        alpha: What part of the scores lies outside, half of it at each end: 0.05 for an interval of 95 %.
            Where that is less than one score, the interval spans all.

    Source: sacrebleu, `Score.estimate_ci` and `significance.estimate_ci`: one in 40 is cut off at each end.
    """
    ordered = np.sort(scores)
    # The trifle keeps a product such as 1000 * 0.058 / 2 from falling below the whole number that it is.
    cut = min(int(len(ordered) * alpha / 2 + 1e-9), (len(ordered) - 1) // 2)
    low, high = ordered[cut], ordered[len(ordered) - cut - 1]
    mean = exact_statistics.mean(list(ordered)) if alone else ordered.mean()
    return Interval(
        mean=clip_score(float(mean), options),
        low=clip_score(float(low), options),
        high=clip_score(float(high), options),
        half_width=float(0.5 * (high - low)),
    )


def detectable_difference(standard_error: float, *, alpha: float = 0.05, power: float = 0.8) -> float:
    """Give the smallest true difference that a two-sided test would find with probability `power`.

    Args:
        standard_error: Of the difference, on the scale of the metric; from the paired bootstrap.
        alpha: The chance of a false alarm; divided by their number where several pairs are tested.
        power: The chance of finding the difference.

    Returns:
        `(z(1 - alpha / 2) + z(power)) * standard_error`: 2.80 standard errors by default.

    Source: Bloom 1995, "Minimum Detectable Effects", Evaluation Review 19 (5); for machine translation see
    Card et al. 2020, "With Little Power Comes Great Responsibility".
    """
    normal = NormalDist()
    return (normal.inv_cdf(1 - alpha / 2) + normal.inv_cdf(power)) * standard_error
