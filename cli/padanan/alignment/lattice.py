"""All chains of beads at once: how likely each bead is, and the chain that is right most often."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from padanan.alignment.evidence import SIZES, Floats, Ints

ROWS = 512  # rows whose scores are held at once

Move = tuple[int, int]
_MOVES: tuple[Move, ...] = (*SIZES, (1, 0), (0, 1))
_ASIDE = len(_MOVES) - 1  # the move that stays in its row

# (rows) -> scores by bead size, each (len(rows), width)
ScoreRows = Callable[[range], dict[Move, Floats]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The states that are looked at: row i of `source` + 1 holds columns [starts[i], starts[i] + width)."""

    starts: Ints
    width: int
    source: int
    target: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Beads as (source start, target start, move, posterior), in order."""

    beads: list[tuple[int, int, Move, float]]


def sum_forward(band: Band, score_rows: ScoreRows, skip: tuple[float, float]) -> Floats:
    """Sum over all chains from the beginning to every state.

    Args:
        band: The states.
        score_rows: Gives the scores in nats of the beads that begin in some rows.
        skip: Scores of a source and of a target sentence without counterpart.

    Returns: log sums, (source + 1, width).
    """
    starts, width = band.starts, band.width
    sums = np.full((band.source + 1, width), -np.inf)
    ramp = skip[1] * np.arange(width)
    columns = np.arange(width)
    arriving: dict[int, list[Floats]] = {}
    for rows in _blocks(band):
        scores = score_rows(rows)
        for i in rows:
            row = np.logaddexp.reduce(arriving.pop(i, [_origin(width)]), axis=0)
            row = np.logaddexp.accumulate(row - ramp) + ramp
            row[starts[i] + columns > band.target] = -np.inf
            sums[i] = row
            for m, n in _MOVES[:_ASIDE]:
                if i + m <= band.source:
                    step = row + (scores[m, n][i - rows.start] if n else skip[0])
                    arriving.setdefault(i + m, []).append(_slide(step, int(starts[i + m] - starts[i]) - n))
    return sums


def decode(band: Band, score_rows: ScoreRows, skip: tuple[float, float], sums: Floats) -> Chain:
    """Find the chain with the greatest sum of posteriors; `sums` are those of `sum_forward`.

    Cost: O(rows * width) time; five bytes a state besides `sums`.
    """
    decoder = _Decoder(band, skip, sums)
    for rows in reversed(list(_blocks(band))):
        scores = score_rows(rows)
        for i in reversed(rows):
            decoder.step(i, {move: score[i - rows.start] for move, score in scores.items()})
    return Chain(beads=decoder.trace())


class _Decoder:
    """Goes from the end to the beginning: sums backward, and with them the best chain of posteriors."""

    def __init__(self, band: Band, skip: tuple[float, float], sums: Floats) -> None:
        self._band, self._skip, self._sums = band, skip, sums
        self._total = float(sums[band.source, band.target - band.starts[band.source]])
        self._ramp = skip[1] * np.arange(band.width)[::-1]
        self._back: dict[int, Floats] = {}
        self._best: dict[int, Floats] = {}
        self._choices = np.zeros((band.source + 1, band.width), dtype=np.int8)
        self._chances = np.zeros((band.source + 1, band.width), dtype=np.float32)

    def step(self, i: int, scores: dict[Move, Floats]) -> None:
        """Take row i, after row i + 1."""
        leaving, ahead = self._leave(i, scores)
        end = i == self._band.source
        row = self._ending() if end else np.logaddexp.reduce(leaving, axis=0)
        row = np.logaddexp.accumulate((row - self._ramp)[::-1])[::-1] + self._ramp
        posteriors = self._posteriors(leaving + self._sums[i])
        aside = self._posteriors(self._sums[i] + self._skip[1] + np.append(row[1:], -np.inf))
        values = ahead + posteriors
        choice = values.argmax(axis=0)
        chosen = (choice, np.arange(self._band.width))
        value = self._ending() if end else values[chosen]
        ladder = np.cumsum(aside[::-1])[::-1]
        climbed = np.maximum.accumulate((value - ladder)[::-1])[::-1] + ladder
        stays = climbed <= value + 1e-9
        self._choices[i] = np.where(stays, choice, _ASIDE)
        self._chances[i] = np.where(stays, posteriors[chosen], aside)
        self._back[i], self._best[i] = row, climbed
        self._back.pop(i + 2, None)
        self._best.pop(i + 2, None)

    def trace(self) -> list[tuple[int, int, Move, float]]:
        """Follow the choices from the beginning."""
        beads = []
        i = j = 0
        while i < self._band.source or j < self._band.target:
            column = j - int(self._band.starts[i])
            move = _MOVES[self._choices[i, column]]
            beads.append((i, j, move, min(float(self._chances[i, column]), 1.0)))
            i, j = i + move[0], j + move[1]
        return beads

    def _leave(self, i: int, scores: dict[Move, Floats]) -> tuple[Floats, Floats]:
        """Give for each move the log sum of what follows it, and the best value there."""
        leaving = np.full((_ASIDE, self._band.width), -np.inf)
        ahead = leaving.copy()
        for k, (m, n) in enumerate(_MOVES[:_ASIDE]):
            if i + m <= self._band.source:
                by = int(self._band.starts[i] - self._band.starts[i + m]) + n
                score = scores[m, n] if n else self._skip[0]
                leaving[k] = score + _slide(self._back[i + m], by)
                ahead[k] = _slide(self._best[i + m], by)
        return leaving, ahead

    def _ending(self) -> Floats:
        row = np.full(self._band.width, -np.inf)
        row[self._band.target - self._band.starts[self._band.source]] = 0.0
        return row

    def _posteriors(self, sums: Floats) -> Floats:
        return np.asarray(np.exp(np.minimum(sums - self._total, 0.0)))


def _blocks(band: Band) -> list[range]:
    return [range(k, min(k + ROWS, band.source + 1)) for k in range(0, band.source + 1, ROWS)]


def _origin(width: int) -> Floats:
    row = np.full(width, -np.inf)
    row[0] = 0.0
    return row


def _slide(row: npt.NDArray[np.float64], by: int) -> Floats:
    """Move a row so that what stood at `by` stands at 0; minus infinity fills in."""
    if by == 0:
        return row
    moved = np.full(len(row), -np.inf)
    if 0 < by < len(row):
        moved[:-by] = row[by:]
    elif -len(row) < by < 0:
        moved[-by:] = row[:by]
    return moved
