"""The best chain of beads: dynamic programming in a band around the diagonal."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from padanan.alignment.anchors import AnchorEvidence
from padanan.alignment.lengths import LengthModel, fit_lengths
from padanan.alignment.model import Bead

# Bead -> the log of its prior. The kinds are those of Gale and Church (1993), table 5; merged and dropped
# sentences have more room than in their parliament's minutes, in round figures that suit translated news.
_PRIORS = {
    (1, 1): math.log(0.67),
    (1, 2): math.log(0.1),
    (2, 1): math.log(0.1),
    (2, 2): math.log(0.01),
    (1, 0): math.log(0.06),
    (0, 1): math.log(0.06),
}
_PASSES = 2  # the second with the lengths that the first found
_BAND = 60  # sentences either side of the diagonal that are always looked at
_BAND_SHARE = 0.02  # and more of them in long documents


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    source: list[int]
    target: list[int]
    anchors: AnchorEvidence


def align_sentences(source: Sequence[str], target: Sequence[str]) -> tuple[Bead, ...]:
    """Align two documents, sentence by sentence.

    Args:
        source: The sentences of one document, in order.
        target: Those of the other.

    Returns:
        Beads in order; every sentence is in exactly one. The chain is the best of all while both documents
        have at most 60 sentences; beyond that, the best within the band.

    Cost: O(n * band) time and memory, where the band is 120 sentences or 4 % of the target, if more.
    """
    if not source or not target:
        return tuple(_unpaired(len(source), len(target)))
    texts = _Texts(
        source=[len(text) for text in source],
        target=[len(text) for text in target],
        anchors=AnchorEvidence(source, target),
    )
    beads: list[Bead] = []
    for _ in range(_PASSES):
        pairs = [
            (texts.source[b.source_start], texts.target[b.target_start]) for b in beads if b.kind == "1-1"
        ]
        beads = _search(texts, fit_lengths(texts.source, texts.target, pairs))
    return tuple(beads)


def _unpaired(source: int, target: int) -> Iterator[Bead]:
    for i in range(source):
        yield Bead(source_start=i, source_end=i + 1, target_start=0, target_end=0, score=_PRIORS[1, 0])
    for j in range(target):
        yield Bead(
            source_start=source, source_end=source, target_start=j, target_end=j + 1, score=_PRIORS[0, 1]
        )


def _search(texts: _Texts, lengths: LengthModel) -> list[Bead]:
    """Fill the band row by row; each cell keeps its best way in as (total, bead, bead's score)."""
    rows: list[dict[int, tuple[float, tuple[int, int], float]]] = []
    for i in range(len(texts.source) + 1):
        rows.append({})
        for j in _band(i, len(texts.source), len(texts.target)):
            ways = []
            for (m, n), prior in _PRIORS.items():
                before = rows[i - m].get(j - n) if i >= m and j >= n else None
                if before is not None:
                    score = prior + _weigh(texts, lengths, (i - m, i), (j - n, j))
                    ways.append((before[0] + score, (m, n), score))
            if ways:
                rows[i][j] = max(ways)
            elif i == j == 0:
                rows[i][j] = (0.0, (0, 0), 0.0)
    return _trace(rows, len(texts.source), len(texts.target))


def _band(i: int, source: int, target: int) -> range:
    middle = i * target // source
    half = max(_BAND, int(_BAND_SHARE * target), 2 * (target // source) + 2)
    return range(max(0, middle - half), min(target, middle + half) + 1)


def _weigh(texts: _Texts, lengths: LengthModel, left: tuple[int, int], right: tuple[int, int]) -> float:
    if left[0] == left[1] or right[0] == right[1]:
        return 0.0
    count = right[1] - right[0]
    found = lengths.score(sum(texts.source[slice(*left)]), sum(texts.target[slice(*right)]), count)
    anchors = texts.anchors
    return found + anchors.score(
        frozenset().union(*anchors.source[slice(*left)]), frozenset().union(*anchors.target[slice(*right)])
    )


def _trace(
    rows: list[dict[int, tuple[float, tuple[int, int], float]]], source: int, target: int
) -> list[Bead]:
    beads, i, j = [], source, target
    while i or j:
        _, (m, n), score = rows[i][j]
        beads.append(Bead(source_start=i - m, source_end=i, target_start=j - n, target_end=j, score=score))
        i, j = i - m, j - n
    return beads[::-1]
