"""The best match of each of many texts among many others: a whole batch against a memory, or against itself.

An index is built for one query at a time, and helps little where half of a text may differ. Here every pair
of fitting length is looked at, which is quick enough once nearly all are ruled out by cheap bounds in C.
"""

import ctypes
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from padanan.core.progress import Advance
from padanan.memory.similarity import allowed_distance, length_bounds
from padanan.native.loader import load_kernel

# Texts compared with all others of fitting length at once: 64 rows of 65,536 distances are 17 MB.
_BLOCK_QUERIES = 64
# What a thread takes up at a time: some milliseconds to some seconds of work.
_SLICE_QUERIES = 512
_LARGEST_ALPHABET = 65_535
_CODE_POINTS = 0x110000


class BatchComparison:
    """Finds the best match of each query among texts that are given by the ten thousand.

    Exact: a match is what `similarity.score_percent` says of the two texts.
    """

    def __init__(
        self, queries: Sequence[str], *, threshold_percent: int, places: Sequence[int] | None = None
    ) -> None:
        """Take the queries.

        Args:
            queries: In the form of `similarity.normalise_symbols`, none of them empty.
            threshold_percent: What a match must reach, 1..100.
            places: For `add_earlier`: where among the texts each query stands.
        """
        alphabet = Counter("".join(queries))
        kernel = _load_batch_kernel() if len(alphabet) < _LARGEST_ALPHABET else None
        batch = _Batch(queries, range(len(queries)) if places is None else places)
        self._way: _KernelWay | _PureWay = (
            _PureWay(batch, threshold_percent)
            if kernel is None
            else _KernelWay(kernel, batch, alphabet, threshold_percent)
        )

    def add(self, texts: Sequence[str], advance: Advance) -> None:
        """Compare all queries with some texts, on all cores. `advance` is told how many queries are done."""
        self._way.add(_Batch(texts, range(len(texts))), advance, earlier=False)

    def add_earlier(self, texts: Sequence[str], advance: Advance) -> None:
        """Compare each query with the texts before its place among them."""
        self._way.add(_Batch(texts, range(len(texts))), advance, earlier=True)

    def scores(self) -> list[int]:
        """Give the score of each query's best match, rounded down; 0 where none reaches the threshold."""
        return [int(score) for score in self._way.scores()]


class _Batch:
    """Texts in order of length; `orders` are their places in the order that counts."""

    def __init__(self, texts: Sequence[str], orders: Sequence[int]) -> None:
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        self.by_length = np.argsort(lengths, kind="stable")
        self.texts = [texts[index] for index in self.by_length]
        self.lengths = lengths[self.by_length]
        self.orders = np.array(orders, dtype=np.uint32)[self.by_length]

    def in_first_order(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Put values, one a text, back into the order in which the texts came."""
        result = np.empty_like(values)
        result[self.by_length] = values
        return result


class _PureWay:
    """Every pair of fitting length, by rapidfuzz, which uses all cores."""

    def __init__(self, queries: _Batch, threshold_percent: int) -> None:
        self._queries = queries
        self._threshold = threshold_percent
        self._best = np.zeros(len(queries.texts), dtype=np.int64)

    def add(self, texts: _Batch, advance: Advance, *, earlier: bool) -> None:
        for rows in _slices(len(self._queries.texts), _BLOCK_QUERIES):
            lengths = self._queries.lengths[rows]
            shortest, _ = length_bounds(int(lengths[0]), self._threshold)
            _, longest = length_bounds(int(lengths[-1]), self._threshold)
            low, high = np.searchsorted(texts.lengths, [shortest, longest + 1])
            if low < high:
                scores = self._compare(rows, texts, slice(low, high), longest)
                if earlier:
                    orders = self._queries.orders[rows]
                    scores[texts.orders[None, low:high] >= orders[:, None]] = 0
                self._best[rows] = np.maximum(self._best[rows], scores.max(axis=1))
            advance(rows.stop, len(self._queries.texts))

    def _compare(self, rows: slice, texts: _Batch, columns: slice, longest: int) -> NDArray[np.int64]:
        distances = cdist(
            self._queries.texts[rows],
            texts.texts[columns],
            scorer=Levenshtein.distance,
            score_cutoff=allowed_distance(longest, self._threshold),
            dtype=np.int32,
            workers=-1,
        )
        longer = np.maximum(self._queries.lengths[rows][:, None], texts.lengths[None, columns])
        return _percents(distances.astype(np.int64), longer, self._threshold)

    def scores(self) -> NDArray[np.int64]:
        return self._queries.in_first_order(self._best)


class _Texts(ctypes.Structure):
    _fields_ = (
        ("symbols", ctypes.c_void_p),
        ("starts", ctypes.c_void_p),
        ("orders", ctypes.c_void_p),
        ("count", ctypes.c_uint64),
    )


class _Task(ctypes.Structure):
    _fields_ = (
        ("queries", _Texts),
        ("texts", _Texts),
        ("alphabet", ctypes.c_uint32),
        ("threshold", ctypes.c_uint32),
        ("earlier", ctypes.c_uint32),
        ("distances", ctypes.c_void_p),
        ("longers", ctypes.c_void_p),
    )


@cache
def _load_batch_kernel() -> ctypes.CDLL | None:
    kernel = load_kernel("batch")
    if kernel is not None:
        kernel.padanan_batch_compare.argtypes = [ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64]
    return kernel


class _KernelWay:
    """The same in C (native/batch.c), a slice of the queries on each core."""

    def __init__(
        self, kernel: ctypes.CDLL, queries: _Batch, alphabet: Counter[str], threshold_percent: int
    ) -> None:
        self._kernel = kernel
        self._queries = queries
        self._threshold = threshold_percent
        # The most frequent symbols first: the kernel counts each of these by itself.
        self._numbers = np.zeros(_CODE_POINTS, dtype=np.uint16)
        for number, (symbol, _) in enumerate(alphabet.most_common(), 1):
            self._numbers[ord(symbol)] = number
        self._alphabet = len(alphabet) + 1
        self._arrays = self._encode(queries)
        self._distances = np.zeros(len(queries.texts), dtype=np.uint32)
        self._longers = np.zeros(len(queries.texts), dtype=np.uint32)

    def add(self, texts: _Batch, advance: Advance, *, earlier: bool) -> None:
        arrays = self._encode(texts)
        task = _Task(
            _describe(self._arrays, self._queries),
            _describe(arrays, texts),
            self._alphabet,
            self._threshold,
            earlier,
            self._distances.ctypes.data,
            self._longers.ctypes.data,
        )
        total = len(self._queries.texts)
        executor = ThreadPoolExecutor(os.cpu_count() or 1)
        try:
            parts = [
                executor.submit(self._kernel.padanan_batch_compare, ctypes.byref(task), part.start, part.stop)
                for part in _slices(total, _SLICE_QUERIES)
            ]
            for number, part in enumerate(parts, 1):
                if not part.result():
                    raise MemoryError
                advance(min(number * _SLICE_QUERIES, total), total)
        finally:
            executor.shutdown(cancel_futures=True)  # waits: the threads read the arrays

    def scores(self) -> NDArray[np.int64]:
        longer = self._longers.astype(np.int64)
        kept = 100 * (longer - self._distances)
        return self._queries.in_first_order(kept // np.maximum(longer, 1))

    def _encode(self, batch: _Batch) -> tuple[NDArray[np.uint16], NDArray[np.uint64]]:
        """Give the texts' symbols by their numbers, and where each text starts."""
        codes = np.frombuffer("".join(batch.texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
        starts = np.zeros(len(batch.texts) + 1, dtype=np.uint64)
        starts[1:] = np.cumsum(batch.lengths)
        return self._numbers[codes], starts


def _describe(arrays: tuple[NDArray[np.uint16], NDArray[np.uint64]], batch: _Batch) -> _Texts:
    symbols, starts = arrays
    return _Texts(symbols.ctypes.data, starts.ctypes.data, batch.orders.ctypes.data, len(batch.texts))


def _slices(count: int, size: int) -> Iterator[slice]:
    for start in range(0, count, size):
        yield slice(start, min(start + size, count))


def _percents(
    distances: NDArray[np.int64], longer: NDArray[np.int64], threshold_percent: int
) -> NDArray[np.int64]:
    """Turn distances into scores as `similarity.score_percent` does; 0 where the threshold is not reached."""
    kept = 100 * (longer - distances)
    scores: NDArray[np.int64] = kept // longer
    scores[kept < threshold_percent * longer] = 0
    return scores
