"""Several tests at once: corrected p values, and ranks that only shown differences divide."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Systems of one rank: their places in the metric's list, the best score first.

    They stand at the ranks `first` to `last`, counted from 1.
    """

    first: int
    last: int
    systems: tuple[int, ...]


def correct_holm(p_values: Sequence[float]) -> list[float]:
    """Correct p values of several tests by Holm's method, in the order given; none passes 1.

    The smallest of m is multiplied by m, the next by m - 1 and so on, and none may be below one before it.

    Source: Holm 1979, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of
    Statistics 6 (2).
    """
    corrected = [0.0] * len(p_values)
    highest = 0.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[index]))
        corrected[index] = highest
    return corrected


def rank_clusters(order: Sequence[int], is_decided: Callable[[int, int], bool]) -> tuple[Cluster, ...]:
    """Divide systems into clusters of equal rank.

    A cluster ends where every system above is shown to differ from every system below. So systems of
    different clusters always differ; within one cluster no such place can be found, though its best and its
    worst may differ.

    Args:
        order: The systems, the best score first.
        is_decided: Whether a difference is shown between two of them.

    Source: the rank clusters of the WMT evaluations, Bojar et al. 2013, "Findings of the 2013 Workshop on
    Statistical Machine Translation".
    """
    clusters: list[Cluster] = []
    start = reach = 0
    for place, system in enumerate(order):
        later = range(place + 1, len(order))
        reach = max([reach, place, *(other for other in later if not is_decided(system, order[other]))])
        if reach == place:
            systems = tuple(order[start : place + 1])
            clusters.append(Cluster(first=start + 1, last=place + 1, systems=systems))
            start = place + 1
    return tuple(clusters)
