"""What sentence embeddings say for or against beads."""

import numpy as np

from padanan.alignment.evidence import Floats, Ints

# Fitted on news in three pairs of languages (docs/decisions/0012-alignment.md).
_WEIGHT = 14.0  # nats for a cosine of 1
_CHANCE = 0.2  # by how much a cosine must lie above that of any two sentences


class Vectors:
    """Unit vectors of both documents' sentences; that of two sentences is the direction of their sum."""

    def __init__(self, source: Floats, target: Floats) -> None:
        """Take (sentences, dimensions) arrays."""
        self._source = {1: _pad(source), 2: _pad(source[:-1] + source[1:])}
        self._target = {1: _pad(target), 2: _pad(target[:-1] + target[1:])}
        self._usual = float(source.mean(axis=0) @ target.mean(axis=0))

    def score(self, m: int, n: int, rows: Ints, columns: Ints) -> Floats:
        """Weigh beads in nats; `columns` (rows, width) are consecutive in each row."""
        first, last = int(columns.min()), int(columns.max())
        cosines = _take(self._source[m], rows) @ _take(self._target[n], np.arange(first, last + 1)).T
        near = np.take_along_axis(cosines, columns - first, axis=1)
        return np.asarray(_WEIGHT * (near - self._usual - _CHANCE), dtype=np.float64)


def _pad(vectors: Floats) -> Floats:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.concatenate([vectors / np.maximum(norms, 1e-9), np.zeros((1, vectors.shape[1]))])


def _take(vectors: Floats, places: Ints) -> Floats:
    return np.asarray(vectors[np.minimum(places, len(vectors) - 1)])
