"""Laws of tests and ranks, whatever the numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from padanan.evaluation.options import TerOptions
from padanan.evaluation.ranking import correct_holm, rank_clusters
from padanan.evaluation.significance import Conclusion, Method, TestOptions, compare_systems
from padanan.evaluation.statistics import SegmentStatistics

PROBABILITIES = st.lists(st.floats(min_value=0, max_value=1), max_size=12)
OPPOSITE = {Conclusion.BETTER: Conclusion.WORSE, Conclusion.WORSE: Conclusion.BETTER}


@given(PROBABILITIES, st.randoms(use_true_random=False))
def test_holm_does_not_hang_on_the_order(p_values: list[float], random: np.random.Generator) -> None:
    order = list(range(len(p_values)))
    random.shuffle(order)
    shuffled = correct_holm([p_values[index] for index in order])
    expected = correct_holm(p_values)
    assert shuffled == [expected[index] for index in order]


@given(PROBABILITIES)
def test_holm_keeps_order_and_stays_between_p_and_bonferroni(p_values: list[float]) -> None:
    corrected = correct_holm(p_values)
    for p, adjusted in zip(p_values, corrected, strict=True):
        assert p <= adjusted <= min(1.0, len(p_values) * p)
    ordered = [adjusted for _, adjusted in sorted(zip(p_values, corrected, strict=True))]
    assert ordered == sorted(ordered)


@given(st.integers(0, 9), st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8))))
def test_systems_of_different_clusters_always_differ(count: int, undecided: set[tuple[int, int]]) -> None:
    def is_decided(first: int, second: int) -> bool:
        return (first, second) not in undecided and (second, first) not in undecided

    clusters = rank_clusters(range(count), is_decided)
    assert [system for cluster in clusters for system in cluster.systems] == list(range(count))
    for above, below in ((a, b) for a in clusters for b in clusters if a.first < b.first):
        assert all(is_decided(x, y) for x in above.systems for y in below.systems)
    for cluster in clusters:  # no cluster could be divided further
        for cut in range(1, len(cluster.systems)):
            upper, lower = cluster.systems[:cut], cluster.systems[cut:]
            assert not all(is_decided(x, y) for x in upper for y in lower)


COUNTS = arrays(np.float64, (120, 2), elements=st.integers(0, 30).map(float))


@given(COUNTS, COUNTS, st.sampled_from(Method))
def test_a_pair_says_the_same_both_ways(first: np.ndarray, second: np.ndarray, method: Method) -> None:
    options = TestOptions(method=method, resamples=30, trials=30)
    systems = [
        SegmentStatistics(options=TerOptions(), name="TER", signature="nrefs:1|", counts=counts)
        for counts in (first, second)
    ]
    ((forward,), (back,)) = (
        compare_systems(["a", "b"], [order], options)[0].pairs for order in (systems, systems[::-1])
    )
    assert (back.p_value, back.p_corrected) == (forward.p_value, forward.p_corrected)
    assert (back.difference, back.standard_error) == (-forward.difference, forward.standard_error)
    assert back.conclusion is OPPOSITE.get(forward.conclusion, forward.conclusion)
    assert 0 < forward.p_value <= forward.p_corrected <= 1
