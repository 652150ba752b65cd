"""How long a translation is: a log-normal ratio, fitted to two documents (after Gale and Church, 1993)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_SPREAD = 0.25  # of the logarithm of the ratio, before there is anything to fit it to
_SHORT = 6.0  # characters whose presence is a matter of chance in a short sentence
_PSEUDO_BEADS = 10  # how much the spread above weighs against a document's own


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthModel:
    """The mean and spread of log(target length / source length), and of log target length by itself."""

    ratio: float
    spread: float
    mean: float
    deviation: float

    def score(self, source: int, target: int, count: int) -> float:
        """Weigh two lengths against a random pair, in nats; `count` target sentences make `target` up."""
        spread = math.hypot(self.spread, _SHORT / (source + 1) ** 0.5 / 10 + _SHORT / (source + _SHORT) / 2)
        gap = math.log((target + 1) / (source + 1)) - self.ratio
        deviation = self.deviation / math.sqrt(count)
        away = (math.log(target + 1) - self.mean - math.log(count)) / deviation
        return (away * away - (gap / spread) ** 2) / 2 + math.log(deviation / spread)


def fit_lengths(
    source: Sequence[int], target: Sequence[int], pairs: Sequence[tuple[int, int]] = ()
) -> LengthModel:
    """Fit the model to two documents' sentence lengths, and to `pairs` of lengths that were aligned."""
    logs = [math.log(length + 1) for length in target]
    mean = sum(logs) / len(logs)
    variance = (sum((x - mean) ** 2 for x in logs) + 3 * 0.36) / (len(logs) + 3)
    ratios = sorted(math.log((t + 1) / (s + 1)) for s, t in pairs)
    ratio = ratios[len(ratios) // 2] if len(ratios) >= 5 else math.log((sum(target) + 1) / (sum(source) + 1))
    squares = sum(min(abs(x - ratio), 1.0) ** 2 for x in ratios) + _PSEUDO_BEADS * _SPREAD**2
    spread = math.sqrt(squares / (len(ratios) + _PSEUDO_BEADS))
    return LengthModel(ratio=ratio, spread=spread, mean=mean, deviation=max(math.sqrt(variance), 0.4))
