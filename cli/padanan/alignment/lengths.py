"""How long a translation is: a log-normal ratio, fitted to two documents (after Gale and Church, 1993)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from padanan.alignment.evidence import Floats

SPREAD = 0.25  # of the logarithm of the ratio, before there is anything to fit it to
_SHORT = 6.0  # characters whose presence is a matter of chance in a short sentence
_PSEUDO_BEADS = 10  # how much the spread above weighs against a document's own


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthModel:
    """The mean and spread of log(target length / source length), and of log target length by itself."""

    ratio: float
    spread: float
    mean: float
    deviation: float

    def score(self, source: Floats, target: Floats, count: int) -> Floats:
        """Weigh lengths against random pairs, in nats, by element; `count` sentences make `target` up."""
        spread = np.hypot(self.spread, _SHORT / np.sqrt(source + 1) / 10 + _SHORT / (source + _SHORT) / 2)
        gap = np.log((target + 1) / (source + 1)) - self.ratio
        deviation = self.deviation / np.sqrt(count)
        away = (np.log(target + 1) - self.mean - np.log(count)) / deviation
        return np.asarray((away * away - (gap / spread) ** 2) / 2 + np.log(deviation / spread))


def fit_lengths(source: Floats, target: Floats, pairs: Sequence[tuple[float, float]] = ()) -> LengthModel:
    """Fit the model to two documents' sentence lengths, and to `pairs` of lengths that were aligned."""
    logs = np.log(target + 1)
    variance = (((logs - logs.mean()) ** 2).sum() + 3 * 0.36) / (len(logs) + 3)
    ratios = np.array([np.log((t + 1) / (s + 1)) for s, t in pairs])
    whole = float(np.log((target.sum() + 1) / (source.sum() + 1)))
    ratio = float(np.median(ratios)) if len(ratios) >= 5 else whole
    squares = (np.minimum(abs(ratios - ratio), 1.0) ** 2).sum() + _PSEUDO_BEADS * SPREAD**2
    return LengthModel(
        ratio=ratio,
        spread=float(np.sqrt(squares / (len(ratios) + _PSEUDO_BEADS))),
        mean=float(logs.mean()),
        deviation=max(float(np.sqrt(variance)), 0.4),
    )
