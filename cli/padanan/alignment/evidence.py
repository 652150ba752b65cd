"""What shared features say for or against every bead of a stretch of the lattice."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SIZES = ((1, 1), (1, 2), (2, 1), (2, 2))
_CHANCE_SMOOTHING = 1.0

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sets:
    """For each position the features of `size` sentences that begin there, in rows; and where each stands."""

    starts: Ints
    features: Ints
    keys: Ints  # feature * stride + position, sorted
    stride: int


def gather(sentences: Sequence[frozenset[int]], size: int) -> Sets:
    """Put the features of every run of `size` sentences into arrays; runs beyond the end have none."""
    unions = [
        sorted(frozenset().union(*sentences[k : k + size])) if k + size <= len(sentences) else []
        for k in range(len(sentences) + 1)
    ]
    counts = np.array([len(union) for union in unions], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(counts)])
    features = np.array([f for union in unions for f in union], dtype=np.int64)
    stride = len(sentences) + 1
    positions = np.repeat(np.arange(stride), counts)
    return Sets(starts=starts, features=features, keys=np.sort(features * stride + positions), stride=stride)


class Evidence:
    """Features that two documents share, weighed as a likelihood ratio against chance.

    A feature f that stands in a share p of the runs of n sentences by chance stands there in a share k > p
    when the other side of the bead has it. Both sides, one side, or neither: each has its ratio; the last is
    near 0 and left out.
    """

    def __init__(
        self,
        source: Sequence[frozenset[Hashable]],
        target: Sequence[frozenset[Hashable]],
        kept: dict[Hashable, float],
    ) -> None:
        """Take both documents' features; `kept` gives k for each that both have."""
        counts = tuple(Counter(f for features in side for f in features) for side in (source, target))
        common = sorted(counts[0].keys() & counts[1].keys() & kept.keys(), key=repr)
        number = {feature: k for k, feature in enumerate(common)}
        sides = tuple(
            [frozenset(number[f] for f in features if f in number) for features in side]
            for side in (source, target)
        )
        self.source = {size: gather(sides[0], size) for size in (1, 2)}
        self.target = {size: gather(sides[1], size) for size in (1, 2)}
        share = [
            np.array([c[f] for f in common], dtype=np.float64) / (len(side) + _CHANCE_SMOOTHING)
            for c, side in zip(counts, (source, target), strict=True)
        ]
        keeps = np.array([kept[f] for f in common], dtype=np.float64)
        # Chances are those of single sentences whatever the bead: with those of two, merged sentences lose
        # too often.
        left, right = (np.clip(p, 1e-6, 0.95) for p in share)
        # Given that the rarer side has it, the other has it with `keeps`, and never less than by chance.
        both = np.minimum(left, right) * np.maximum(keeps, np.maximum(left, right))
        one = np.minimum(np.log(np.maximum(left - both, 1e-6) / (left * (1 - right))), 0.0)
        other = np.minimum(np.log(np.maximum(right - both, 1e-6) / (right * (1 - left))), 0.0)
        self._alone = one, other
        self._both = np.log(both / (left * right)) - one - other

    def score(self, m: int, n: int, rows: range, starts: Ints, width: int) -> Floats:
        """Weigh every bead of m source and n target sentences that begins in `rows` x [start, start + width).

        Returns: nats, (len(rows), width). Cells beyond the documents have whatever value.
        """
        left, right = self.source[m], self.target[n]
        begin, end = left.starts[rows.start], left.starts[rows.stop]
        features = left.features[begin:end]
        counts = np.diff(left.starts[rows.start : rows.stop + 1])
        row = np.repeat(np.arange(len(rows)), counts)
        base = features * right.stride
        first = np.searchsorted(right.keys, base + starts[row])
        last = np.searchsorted(right.keys, base + np.minimum(starts[row] + width, right.stride))
        found = last - first
        total = int(found.sum())
        offsets = np.arange(total) - np.repeat(np.cumsum(found) - found, found)
        columns = right.keys[np.repeat(first, found) + offsets] - np.repeat(base + starts[row], found)
        cells = np.repeat(row * width, found) + columns
        shared = np.bincount(
            cells, weights=np.repeat(self._both[features], found), minlength=len(rows) * width
        ).reshape(len(rows), width)
        one = np.bincount(row, weights=self._alone[0][features], minlength=len(rows))
        other = np.zeros(right.stride + width)
        owner = np.repeat(np.arange(right.stride), np.diff(right.starts))
        other[: right.stride] = np.bincount(
            owner, weights=self._alone[1][right.features], minlength=right.stride
        )
        return np.asarray(shared + one[:, None] + other[starts[:, None] + np.arange(width)])
