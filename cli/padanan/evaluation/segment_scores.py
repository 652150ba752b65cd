"""Scores of single segments, of all of them at once, to the last bit as sacrebleu scores them one by one.

Only operations that IEEE 754 rounds in one way are done on arrays. Logarithms, exponentials and sums of more
than two numbers are left to Python's own functions, which sacrebleu calls, and whose last digit depends on
the platform and on the version of Python.
"""

import math

import numpy as np
from numpy.typing import NDArray

from padanan.evaluation.options import BleuOptions, ChrfOptions, Smoothing

Scores = NDArray[np.float64]

# sacrebleu's precision and recall where there is no n-gram (metrics/chrf.py).
_EPSILON = 1e-16
# The defaults of Chen and Cherry 2014, as sacrebleu has them.
_SMOOTH_VALUES = {Smoothing.FLOOR: 0.1, Smoothing.ADD_K: 1.0}


def score_bleu_segments(counts: NDArray[np.int32], options: BleuOptions) -> Scores:
    """Score segments by BLEU with effective order: orders that a segment is too short for do not count.

    Args:
        counts: A row a segment, as `SegmentStatistics` has them.
        options: What `counts` were counted with.

    Returns:
        A number from 0 to 100 (or a trifle more) for each segment.
    """
    order = options.max_ngram_order
    matched = counts[:, 2 : 2 + order].any(axis=1)
    precisions, effective = _smooth_precisions(counts, options)
    occurring = np.arange(order) < effective[:, None]
    scored = matched & ~(occurring & (precisions == 0)).any(axis=1)
    logarithms = _logarithms(precisions)
    scores = np.zeros(len(counts))
    for orders in range(1, order + 1):
        rows = np.flatnonzero(scored & (effective == orders))
        sums = np.fromiter(map(sum, logarithms[rows, :orders].tolist()), np.float64, len(rows))
        scores[rows] = _exponentials(sums / orders)
    return scores * _brevity_penalties(counts)


def _smooth_precisions(counts: NDArray[np.int32], options: BleuOptions) -> tuple[Scores, NDArray[np.intp]]:
    """Give the precision of each order in percent, and the number of orders that occur."""
    order = options.max_ngram_order
    correct = counts[:, 2 : 2 + order].astype(np.float64)
    total = counts[:, 2 + order :].astype(np.float64)
    default = _SMOOTH_VALUES.get(options.smooth_method, 0.0)
    value = default if options.smooth_value is None else options.smooth_value
    if options.smooth_method is Smoothing.ADD_K:
        correct[:, 1:] += value
        total[:, 1:] += value
    occurs = np.logical_and.accumulate(total > 0, axis=1)
    divisor = np.where(occurs, total, 1.0)
    precisions = np.where(occurs, 100.0 * correct / divisor, 0.0)
    lacking = occurs & (correct == 0)
    if options.smooth_method is Smoothing.EXPONENTIAL:
        doubled = np.exp2(np.cumsum(lacking, axis=1))
        precisions[lacking] = (100.0 / (doubled * divisor))[lacking]
    elif options.smooth_method is Smoothing.FLOOR:
        precisions[lacking] = (100.0 * value / divisor)[lacking]
    return precisions, occurs.sum(axis=1)


def _logarithms(values: Scores) -> Scores:
    """Give the natural logarithms, 0 for 0."""
    distinct, places = np.unique(values, return_inverse=True)
    logarithms = np.array([math.log(value) if value else 0.0 for value in distinct.tolist()])
    return logarithms[places].reshape(values.shape)


def _exponentials(values: Scores) -> Scores:
    return np.fromiter(map(math.exp, values.tolist()), np.float64, len(values))


def _brevity_penalties(counts: NDArray[np.int32]) -> Scores:
    lengths, reference_lengths = counts[:, 0], counts[:, 1]
    penalties = np.ones(len(counts))
    short = (lengths < reference_lengths) & (lengths > 0)
    penalties[short] = _exponentials(1 - reference_lengths[short] / lengths[short])
    return penalties


def score_chrf_segments(counts: NDArray[np.int32], options: ChrfOptions) -> Scores:
    """Score segments by chrF, which is also how sacrebleu finds the best of several references.

    Args:
        counts: A row a segment, as `SegmentStatistics` has them.
        options: What `counts` were counted with.

    Returns:
        A number from 0 to 100 (or a trifle more) for each segment.
    """
    weight = options.beta**2
    score, precision_sum, recall_sum, effective = (np.zeros(len(counts)) for _ in range(4))
    for column in range(0, counts.shape[1], 3):
        hypothesis, reference, match = counts[:, column : column + 3].T
        precision = _divide(match, hypothesis, _EPSILON)
        recall = _divide(match, reference, _EPSILON)
        score += _divide((1 + weight) * precision * recall, weight * precision + recall, _EPSILON)
        both = (hypothesis > 0) & (reference > 0)
        precision_sum += np.where(both, precision, 0.0)
        recall_sum += np.where(both, recall, 0.0)
        effective += both
    if options.eps_smoothing:
        return 100 * score / (options.char_order + options.word_order)
    precision, recall = _divide(precision_sum, effective, 0.0), _divide(recall_sum, effective, 0.0)
    return 100 * _divide((1 + weight) * precision * recall, weight * precision + recall, 0.0)


def score_ter_segments(counts: NDArray[np.float64]) -> Scores:
    """Score segments by TER in percent: 100 where only the reference is empty, 0 where both texts are."""
    edits, lengths = counts.T
    return 100 * _divide(edits, lengths, (edits > 0).astype(np.float64))


def _divide(
    above: NDArray[np.int32] | Scores, below: NDArray[np.int32] | Scores, otherwise: float | Scores
) -> Scores:
    """Divide where the divisor is above 0."""
    positive = below > 0
    return np.where(positive, above / np.where(positive, below, 1), otherwise)
