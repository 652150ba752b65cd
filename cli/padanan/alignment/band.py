"""Where to look: a strip of the lattice around the anchors that both documents have once each."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np

from padanan.alignment.evidence import Floats, Ints
from padanan.alignment.lattice import Band, Chain

WHOLE_CELLS = 250_000  # below this the whole lattice is looked at
MOST_CELLS = 100_000_000  # a widening strip stops here: 0.8 GB of sums
FIRST_WIDTH = 192
_EDGE = 8  # columns; a chain that comes so near to the edge may have a better one beyond it
_NEIGHBOURS = 5  # points either side that a point must agree with
_ASTRAY = 100  # sentences


def whole_band(source: int, target: int) -> Band:
    """Look at everything."""
    return Band(starts=np.zeros(source + 1, dtype=np.int64), width=target + 1, source=source, target=target)


def strip_band(path: Floats, target: int, width: int) -> Band:
    """Look at `width` columns around `path`, which gives a column for each row, or as many as it jumps by."""
    source = len(path) - 1
    jump = int(np.ceil(np.diff(path).max(initial=0)))
    width = min(max(width, 2 * jump + 4 * _EDGE), target + 1)
    starts = np.clip(np.round(path).astype(np.int64) - width // 2, 0, target + 1 - width)
    starts[0] = 0
    starts[-1] = target + 1 - width
    return Band(starts=np.maximum.accumulate(starts), width=width, source=source, target=target)


def touches_edge(band: Band, chain: Chain) -> bool:
    """Whether a chain comes so near to an edge of its strip that a wider one may hold a better chain."""
    for i, j, _, _ in chain.beads:
        column = j - int(band.starts[i])
        if column < _EDGE and band.starts[i] > 0:
            return True
        if column >= band.width - _EDGE and band.starts[i] + band.width <= band.target:
            return True
    return False


def trace_anchors(
    source: Sequence[frozenset[Hashable]],
    target: Sequence[frozenset[Hashable]],
    lengths: tuple[Floats, Floats],
) -> Floats:
    """Give the column of each row where the documents' unique anchors lead; between them, lengths do.

    Cost: O(anchors * log(anchors)). Source: Moore (2002) narrows by lengths, Melamed (1999) by points.
    """
    points = _drop_astray(_longest_chain(_unique_points(source, target)))
    filled = (
        np.concatenate([[0.0], np.cumsum(lengths[0] + 1)]),
        np.concatenate([[0.0], np.cumsum(lengths[1] + 1)]),
    )
    rows = np.array([0, *(i for i, _ in points), len(source)])
    columns = np.array([0, *(j for _, j in points), len(target)])
    there = np.interp(filled[0], filled[0][rows], filled[1][columns])
    return np.maximum.accumulate(np.interp(there, filled[1], np.arange(len(target) + 1)))


def _unique_points(
    source: Sequence[frozenset[Hashable]], target: Sequence[frozenset[Hashable]]
) -> list[tuple[int, int]]:
    counts = [Counter(f for features in side for f in features) for side in (source, target)]
    places = {f: j for j, features in enumerate(target) for f in features if counts[1][f] == 1}
    return sorted(
        {
            (i, places[f])
            for i, features in enumerate(source)
            for f in features
            if counts[0][f] == 1 and f in places
        }
    )


def _longest_chain(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Choose as many points as rise in both documents (patience sorting)."""
    tails: list[int] = []
    members: list[int] = []
    before: list[int] = []
    for k, (_, j) in enumerate(sorted(points, key=lambda point: (point[0], -point[1]))):
        place = bisect_left(tails, j)
        before.append(members[place - 1] if place else -1)
        tails[place : place + 1] = [j]
        members[place : place + 1] = [k]
    ordered = sorted(points, key=lambda point: (point[0], -point[1]))
    chain = []
    k = members[-1] if members else -1
    while k >= 0:
        chain.append(ordered[k])
        k = before[k]
    return chain[::-1]


def _drop_astray(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out points whose diagonal is far from those of their neighbours."""
    diagonals: Ints = np.array([j - i for i, j in points], dtype=np.int64)
    return [
        point
        for k, point in enumerate(points)
        if abs(diagonals[k] - np.median(diagonals[max(0, k - _NEIGHBOURS) : k + _NEIGHBOURS + 1])) <= _ASTRAY
    ]
