"""How similar the texts of one batch are to one another, before any of them is translated."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from padanan.core.progress import Advance
from padanan.memory.similarity import allowed_distance, length_bounds

# Texts compared with all others of fitting length at once: 64 rows of 100,000 distances are 26 MB.
_BLOCK_TEXTS = 64


def best_earlier_scores(
    symbols: Sequence[str], wanted: Sequence[int], *, threshold_percent: int, advance: Advance
) -> list[int]:
    """Give the score of the most similar text before each text, rounded down; 0 below the threshold.

    Exact: every pair is compared whose lengths allow the threshold.

    Args:
        symbols: Texts in the form of `similarity.normalise_symbols`, none of them empty.
        wanted: Places of the texts that are asked for; the answers are in this order.
        threshold_percent: 1..100.
        advance: Told how many texts are done.

    Cost: O(pairs of texts of similar length), about 100 ns a pair of sentences on each core; 4 bytes a
    text of memory beyond the texts, and a block of distances.
    """
    lengths = np.array([len(text) for text in symbols], dtype=np.int64)
    by_length = np.argsort(lengths, kind="stable")
    ordered = [symbols[index] for index in by_length]
    ordered_lengths = lengths[by_length]
    is_wanted = np.zeros(len(symbols), dtype=np.bool_)
    is_wanted[wanted] = True
    asked = by_length[is_wanted[by_length]]
    best = np.zeros(len(symbols), dtype=np.int64)
    for start in range(0, len(asked), _BLOCK_TEXTS):
        rows = asked[start : start + _BLOCK_TEXTS]
        shortest, _ = length_bounds(int(lengths[rows[0]]), threshold_percent)
        _, longest = length_bounds(int(lengths[rows[-1]]), threshold_percent)
        low, high = np.searchsorted(ordered_lengths, [shortest, longest + 1])
        distances = cdist(
            [symbols[row] for row in rows],
            ordered[low:high],
            scorer=Levenshtein.distance,
            score_cutoff=allowed_distance(longest, threshold_percent),
            dtype=np.int32,
            workers=-1,
        )
        longer = np.maximum(lengths[rows][:, None], ordered_lengths[None, low:high])
        scores = _percents(distances, longer, threshold_percent)
        scores[by_length[None, low:high] >= rows[:, None]] = 0
        best[rows] = scores.max(axis=1)
        advance(start + len(rows), len(asked))
    return [int(best[place]) for place in wanted]


def _percents(
    distances: NDArray[np.int32], longer: NDArray[np.int64], threshold_percent: int
) -> NDArray[np.int64]:
    """Turn distances into scores as `similarity.score_percent` does; 0 where the threshold is not reached."""
    kept = 100 * (longer - distances)
    scores: NDArray[np.int64] = kept // longer
    scores[kept < threshold_percent * longer] = 0
    return scores
