"""Scores that a pipeline asks for."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from padanan.core.errors import ScoreError
from padanan.evaluation.metrics import Metric
from padanan.services.score_report import ScoreReport


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLimit:
    """The worst score of a metric that passes: the lowest, or the highest for TER."""

    metric: Metric
    score: float


def parse_limit(text: str) -> ScoreLimit:
    """Read `METRIC=SCORE`, such as `bleu=30`.

    Raises:
        ScoreError: it is written otherwise, the metric does not exist, or the score is no number from 0 up.
    """
    name, equals, value = text.partition("=")
    try:
        score = float(value)
        limit = ScoreLimit(metric=Metric(name.strip().lower()), score=score)
    except ValueError as error:
        raise _bad_limit(text) from error
    if not equals or not 0 <= score < math.inf:
        raise _bad_limit(text)
    return limit


def failing_scores(report: ScoreReport, limits: Sequence[ScoreLimit]) -> Iterator[str]:
    """Say of each score that is worse than its limit by how much, as sacrebleu gives it, not as shown.

    Raises:
        ScoreError: a limit is of a metric that was not computed.
    """
    positions = {metric.metric: number for number, metric in enumerate(report.metrics)}
    for limit in limits:
        if limit.metric not in positions:
            raise ScoreError(
                f"--fail-under names {limit.metric}, which is not computed",
                hint=f"add --metric {limit.metric}",
            )
        name = report.metrics[positions[limit.metric]].name
        for system in report.systems:
            score = system.scores[positions[limit.metric]].score
            if limit.metric.higher_is_better and score < limit.score:
                yield f"{system.name}: {name} {score:.4g} is under {limit.score:g}"
            elif not limit.metric.higher_is_better and score > limit.score:
                yield f"{system.name}: {name} {score:.4g} is over {limit.score:g}"


def _bad_limit(text: str) -> ScoreError:
    return ScoreError(
        f"a limit is written METRIC=SCORE, not {text[:60]!r}",
        hint=f"such as bleu=30; the metrics are {', '.join(Metric)}",
    )
