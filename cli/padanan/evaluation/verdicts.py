"""Sentences that say what a comparison of scores shows, and what it does not."""

from collections.abc import Iterator

from padanan.evaluation.significance import (
    HARD_LIMIT_SEGMENTS,
    SOFT_LIMIT_SEGMENTS,
    Conclusion,
    MetricTest,
    PairTest,
)


def describe_pair(pair: PairTest, metric: MetricTest) -> str:
    """Say what can be said about two systems under one metric, in one sentence without a full stop.

    `B is better than A by 1.2 BLEU (p = 0.003)`, or `no difference can be shown between A and B: ...`. The p
    value is the corrected one, and says so where there are several pairs.
    """
    first, second = metric.systems[pair.first].name, metric.systems[pair.second].name
    size = f"{show_difference(abs(pair.difference))} {metric.name}"
    p_value = f"p = {show_p(pair.p_corrected)}" + (
        f", corrected for {len(metric.pairs)} pairs" if len(metric.pairs) > 1 else ""
    )
    match pair.conclusion:
        case Conclusion.BETTER:
            return f"{second} is better than {first} by {size} ({p_value})"
        case Conclusion.WORSE:
            return f"{first} is better than {second} by {size} ({p_value})"
        case Conclusion.SAME:
            return f"{first} and {second} have the same {metric.name}"
        case Conclusion.TOO_FEW:
            return (
                f"nothing follows about {first} and {second}, which lie {size} apart: "
                f"{describe_few(metric.segment_count, metric.different_count)} are too few"
            )
        case Conclusion.UNDECIDED:
            return (
                f"no difference can be shown between {first} and {second}, which lie {size} apart "
                f"({p_value}); this test set would probably show one of "
                f"{show_difference(pair.detectable)} or more"
            )


def describe_limits(metric: MetricTest) -> Iterator[tuple[bool, str]]:
    """Give the warnings that numbers of segments and of resamples call for, each with whether it is hard."""
    count = metric.segment_count
    if count < HARD_LIMIT_SEGMENTS:
        yield (
            True,
            f"only {count_segments(count)}: nothing follows from so few about which translation is better "
            f"(at least {HARD_LIMIT_SEGMENTS} are needed to say anything)",
        )
    elif count < SOFT_LIMIT_SEGMENTS:
        yield False, f"{count_segments(count)}: only large differences can be trusted"
    if metric.pairs and metric.lowest_p > metric.options.alpha:
        need = round(len(metric.pairs) / metric.options.alpha)
        yield (
            True,
            f"{metric.options.rounds} rounds are too few to show any difference among {len(metric.pairs)} "
            f"pairs: take {need} or more",
        )


def describe_few(segments: int, different: int) -> str:
    """Name the segments that are too few: `24 segments`, or those of many that differ from each other."""
    if segments < HARD_LIMIT_SEGMENTS:
        return count_segments(segments)
    return f"{different} different segments"


def show_p(p_value: float) -> str:
    """Show a p value with three decimals, and never as zero."""
    return "< 0.001" if p_value < 0.0005 else f"{p_value:.3f}"


def show_difference(difference: float) -> str:
    """Show a difference of scores with one decimal, or as many as it takes to be more than nothing."""
    for decimals in (1, 2, 3):
        shown = f"{difference:.{decimals}f}"
        if float(shown):
            return shown
    return "less than 0.001" if difference else "0.0"


def count_segments(count: int) -> str:
    """Write `1 segment`, `24 segments`."""
    return f"{count:,} segment{'' if count == 1 else 's'}"
