"""Paired tests and intervals: sacrebleu's numbers, and what is concluded from them."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sacrebleu.metrics import BLEU, CHRF, TER  # type: ignore[attr-defined]
from sacrebleu.significance import PairedTest

from padanan.core.errors import IncomparableScoresError
from padanan.evaluation.comparability import ScoreBasis, digest_texts, require_same_basis
from padanan.evaluation.intervals import detectable_difference, estimate_interval
from padanan.evaluation.options import BleuOptions, ChrfOptions, MetricOptions, Smoothing, TerOptions
from padanan.evaluation.ranking import correct_holm, rank_clusters
from padanan.evaluation.significance import Conclusion, Method, TestOptions, compare_systems
from padanan.evaluation.statistics import Counts, SegmentStatistics

WORDS = [
    "kucing",
    "duduk",
    "di",
    "atas",
    "tikar",
    "merah",
    "hujan",
    "turun",
    "sepanjang",
    "hari",
    "猫",
    "雨。",
]
METRICS: dict[str, tuple[Any, MetricOptions]] = {
    "bleu": (BLEU(), BleuOptions()),
    "bleu add-k 0.5": (
        BLEU(smooth_method="add-k", smooth_value=0.5),
        BleuOptions(smooth_method=Smoothing.ADD_K, smooth_value=0.5),
    ),
    "bleu floor": (BLEU(smooth_method="floor"), BleuOptions(smooth_method=Smoothing.FLOOR)),
    "chrf": (CHRF(), ChrfOptions()),
    "chrf++ eps": (
        CHRF(word_order=2, eps_smoothing=True),
        ChrfOptions(word_order=2, eps_smoothing=True),
    ),
    "ter": (TER(), TerOptions()),
}


def sentences(count: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return [" ".join(rng.choices(WORDS, k=rng.randint(1, 14))) for _ in range(count)]


def spoil(texts: Sequence[str], share: float, seed: int) -> list[str]:
    """Change a share of the words."""
    rng = random.Random(seed)
    return [
        " ".join(rng.choice(WORDS) if rng.random() < share else word for word in text.split())
        for text in texts
    ]


def extract(
    metric: tuple[Any, MetricOptions], hypotheses: Sequence[str], references: Sequence[Sequence[str]]
) -> SegmentStatistics:
    """Let sacrebleu itself count."""
    computer, options = metric
    counts = computer._extract_corpus_statistics(hypotheses, references)
    array: Counts = np.array(counts, dtype=np.int32)
    if isinstance(options, TerOptions):
        array = np.array(counts, dtype=np.float64)
    return SegmentStatistics(
        options=options,
        name=computer.corpus_score(hypotheses, references).name,
        signature=computer.get_signature().format(),
        counts=array,
    )


def with_bleu(*rows: Sequence[Sequence[int]]) -> list[list[SegmentStatistics]]:
    """Give BLEU statistics of systems, made by hand."""
    return [
        [
            SegmentStatistics(
                options=BleuOptions(),
                name="BLEU",
                signature="nrefs:1|x",
                counts=np.array(row, dtype=np.int32),
            )
            for row in rows
        ]
    ]


@pytest.fixture
def seed(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> int:
    monkeypatch.setenv("SACREBLEU_SEED", str(request.param))
    number: int = request.param
    return number


@pytest.mark.parametrize("name", METRICS)
@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("seed", [12345, 7], indirect=True)
@pytest.mark.parametrize("references", [1, 2, 3])
def test_paired_tests_give_sacrebleus_bits(name: str, method: Method, seed: int, references: int) -> None:
    truth = sentences(50, 1)
    others = [spoil(truth, 0.2, 50 + number) for number in range(references - 1)]
    systems: list[tuple[str, Sequence[str]]] = [
        (f"s{number}", spoil(truth, 0.1 + 0.03 * number, number)) for number in range(3)
    ]
    computer, _ = METRICS[name]
    theirs = PairedTest(
        systems, {"m": computer}, [truth, *others], test_type=method.value, n_samples=90, n_ar_confidence=-1
    )
    signatures, results = theirs()
    (metric_name,) = signatures
    expected: list[Any] = list(results[metric_name])
    options = TestOptions(method=method, seed=seed, resamples=90, trials=90)
    statistics = [[extract(METRICS[name], texts, [truth, *others]) for _, texts in systems]]
    (ours,) = compare_systems([name for name, _ in systems], statistics, options)
    against_first = {pair.second: pair for pair in ours.pairs if pair.first == 0}
    for place, (system, result) in enumerate(zip(ours.systems, expected, strict=True)):
        assert system.score == result.score
        if method is Method.BOOTSTRAP:
            assert system.interval.mean == float(result.mean)
            assert system.interval.half_width == float(result.ci)
            assert ours.signature == signatures[metric_name].format()
        if place:
            assert against_first[place].p_value == result.p_value


@pytest.mark.parametrize("name", METRICS)
def test_one_system_gets_the_interval_of_sacrebleus_corpus_score(name: str) -> None:
    truth = sentences(120, 2)
    texts = spoil(truth, 0.2, 3)
    computer, _ = METRICS[name]
    ours_statistics = [[extract(METRICS[name], texts, [truth])]]
    score = computer.corpus_score(texts, [truth], n_bootstrap=200)
    (ours,) = compare_systems(["a"], ours_statistics, TestOptions(resamples=200))
    (system,) = ours.systems
    assert (system.interval.mean, system.interval.half_width) == (float(score._mean), float(score._ci))
    assert ours.signature == computer.get_signature().format()
    assert ours.pairs == ()
    assert [cluster.systems for cluster in ours.clusters] == [(0,)]
    computer.n_bootstrap = computer.seed = None


@pytest.mark.parametrize(
    ("alpha", "count", "outside"),
    [
        *[(0.05, 1000, 25), (0.05, 39, 0), (0.01, 1000, 5), (0.1, 1000, 50), (0.5, 8, 2), (0.001, 1000, 0)],
        *[(0.058, 1000, 29), (0.999, 3, 1), (0.999, 2, 0)],
    ],
)
def test_an_interval_leaves_out_what_the_level_says(alpha: float, count: int, outside: int) -> None:
    scores = np.random.default_rng(1).permutation(np.arange(float(count)) / count)
    interval = estimate_interval(scores, BleuOptions(), alone=True, alpha=alpha)
    assert (interval.low * count, interval.high * count) == pytest.approx((outside, count - 1 - outside))


@pytest.mark.parametrize("method", Method, ids=lambda method: method.name.lower())
def test_more_confidence_gives_wider_intervals_and_the_same_p(method: Method) -> None:
    truth = sentences(200, 3)
    statistics = [[extract(METRICS["bleu"], spoil(truth, 0.3, seed), [truth]) for seed in (4, 5)]]
    options = TestOptions(method=method, resamples=400, trials=200)
    (usual,), (sure,) = (
        compare_systems(["a", "b"], statistics, replace(options, alpha=alpha)) for alpha in (0.05, 0.01)
    )
    for first, second in zip(usual.systems, sure.systems, strict=True):
        assert second.interval.low < first.interval.low < first.interval.high < second.interval.high
        assert first.interval.mean == second.interval.mean
    assert [pair.p_value for pair in usual.pairs] == [pair.p_value for pair in sure.pairs]


def test_several_metrics_share_the_resamples() -> None:
    truth = sentences(110, 4)
    systems = [spoil(truth, 0.1, 5), spoil(truth, 0.3, 6)]
    statistics = [[extract(METRICS[name], texts, [truth]) for texts in systems] for name in ("bleu", "ter")]
    options = TestOptions(resamples=100)
    together = compare_systems(["a", "b"], statistics, options)
    alone = [compare_systems(["a", "b"], [row], options)[0] for row in statistics]
    assert [metric.pairs for metric in together] == [metric.pairs for metric in alone]


def test_a_clear_difference_is_shown_in_the_right_direction() -> None:
    truth = sentences(150, 7)
    systems = [spoil(truth, 0.4, 8), spoil(truth, 0.05, 9), spoil(truth, 0.4, 10)]
    names = ["bleu", "ter"]
    statistics = [[extract(METRICS[name], texts, [truth]) for texts in systems] for name in names]
    for metric in compare_systems(["a", "b", "c"], statistics, TestOptions(resamples=300)):
        conclusions = [pair.conclusion for pair in metric.pairs]
        assert conclusions == [Conclusion.BETTER, Conclusion.UNDECIDED, Conclusion.WORSE]
        assert [cluster.systems for cluster in metric.clusters if cluster.first == 1] == [(1,)]
        assert sorted(metric.clusters[1].systems) == [0, 2]
        assert (metric.clusters[1].first, metric.clusters[1].last) == (2, 3)


def test_nothing_is_concluded_from_under_a_hundred_segments() -> None:
    truth = sentences(99, 11)
    statistics = [[extract(METRICS["bleu"], spoil(truth, share, 1), [truth]) for share in (0.0, 0.9)]]
    (metric,) = compare_systems(["a", "b"], statistics, TestOptions(resamples=100))
    assert [pair.conclusion for pair in metric.pairs] == [Conclusion.TOO_FEW]
    assert [cluster.systems for cluster in metric.clusters] == [(0, 1)]


@pytest.mark.parametrize("method", Method)
def test_equal_systems_are_the_same_though_sacrebleu_gives_them_the_smallest_p(method: Method) -> None:
    truth = sentences(120, 12)
    texts = spoil(truth, 0.3, 13)
    statistics = [[extract(METRICS["bleu"], texts, [truth]) for _ in range(2)]]
    options = TestOptions(method=method, resamples=100, trials=100)
    (metric,) = compare_systems(["a", "b"], statistics, options)
    (pair,) = metric.pairs
    assert pair.p_value == 1 / 101
    assert (pair.conclusion, pair.p_corrected, pair.difference) == (Conclusion.SAME, 1.0, 0.0)


def test_identical_text_scores_exactly_one_hundred() -> None:
    truth = sentences(120, 14)
    statistics = [[extract(METRICS["bleu"], texts, [truth]) for texts in (truth, spoil(truth, 0.5, 15))]]
    assert METRICS["bleu"][0].corpus_score(truth, [truth]).score > 100
    (metric,) = compare_systems(["a", "b"], statistics, TestOptions(resamples=100))
    best = metric.systems[0]
    assert (best.score, best.interval.mean, best.interval.low, best.interval.high) == (100, 100, 100, 100)
    assert metric.pairs[0].difference == metric.systems[1].score - 100


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([[5, 5, 3, 2, 1, 0, 5, 4, 3, 2]], id="one segment"),
        pytest.param([[0] * 10] * 120, id="nothing anywhere"),
        pytest.param([[5, 5, 3, 2, 1, 0, 5, 4, 3, 2]] * 120, id="all segments equal"),
        pytest.param([[0, 7, *[0] * 8]] * 120, id="empty hypotheses"),
    ],
)
def test_adversarial_statistics_give_finite_numbers(rows: list[list[int]], method: Method) -> None:
    better = [[row[0], row[1], row[0], *row[3:]] for row in rows]
    options = TestOptions(method=method, resamples=50, trials=50)
    (metric,) = compare_systems(["a", "b"], with_bleu(rows, better), options)
    (pair,) = metric.pairs
    numbers = [pair.difference, pair.p_value, pair.p_corrected, pair.standard_error, pair.detectable]
    numbers += [number for system in metric.systems for number in (system.score, system.interval.mean)]
    assert np.isfinite(numbers).all()
    assert pair.standard_error == pytest.approx(0, abs=1e-12)


def test_too_many_pairs_for_the_resamples_are_seen_in_the_lowest_p() -> None:
    truth = sentences(110, 16)
    statistics = [[extract(METRICS["bleu"], spoil(truth, n / 20, n), [truth]) for n in range(4)]]
    (metric,) = compare_systems(list("abcd"), statistics, TestOptions(resamples=100))
    assert metric.lowest_p == 6 / 101
    assert all(pair.p_corrected >= metric.lowest_p for pair in metric.pairs)


def test_other_signatures_or_segments_are_refused() -> None:
    truth = sentences(110, 17)
    first = extract(METRICS["bleu"], truth, [truth])
    second = extract(METRICS["bleu floor"], truth, [truth])
    with pytest.raises(IncomparableScoresError, match=r"of a and b cannot be compared: their signatures"):
        compare_systems(["a", "b"], [[first, second]], TestOptions())
    with pytest.raises(IncomparableScoresError, match="they have 110 and 109 segments"):
        compare_systems(["a", "b"], [[first, first.subset(slice(109))]], TestOptions())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"signature": "y"}, "their signatures differ: x and y"),
        ({"references": digest_texts(["other"])}, "they are scores against other references"),
        ({"segments": digest_texts(["other"])}, "they are scores of other segments"),
    ],
)
def test_scores_on_another_basis_are_refused(change: dict[str, str], message: str) -> None:
    basis = ScoreBasis(signature="x", references=digest_texts(["a"]), segments=digest_texts(["1"]))
    require_same_basis(basis, replace(basis), names=("new", "old"))
    with pytest.raises(IncomparableScoresError, match=message) as error:
        require_same_basis(basis, replace(basis, **change), names=("new", "old"))
    assert error.value.hint == "score both again with the same options, references and segments"


def test_a_digest_knows_where_a_text_ends() -> None:
    assert digest_texts(["a", "bc"]) != digest_texts(["ab", "c"])
    assert digest_texts(["a\ud800"]) != digest_texts(["a"])


@pytest.mark.parametrize(
    "options",
    [{"seed": -1}, {"resamples": 1}, {"trials": 0}, {"alpha": 0.0}, {"alpha": 1.0}, {"power": 1.0}],
    ids=str,
)
def test_options_out_of_range_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        TestOptions(**options)


def test_holm_by_hand() -> None:
    # Four tests: 0.005 x 4, 0.01 x 3, 0.03 x 2, 0.04 x 1 which may not fall below the one before.
    assert correct_holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert correct_holm([0.5, 0.6]) == [1.0, 1.0]
    assert correct_holm([0.2]) == [0.2]
    assert correct_holm([]) == []


@pytest.mark.parametrize(
    ("undecided", "clusters"),
    [
        ([], [[0], [1], [2], [3]]),
        ([(0, 1), (1, 2), (2, 3)], [[0, 1, 2, 3]]),
        ([(1, 2)], [[0], [1, 2], [3]]),
        ([(0, 2)], [[0, 1, 2], [3]]),
        ([(0, 3)], [[0, 1, 2, 3]]),
    ],
    ids=["all differ", "a chain", "the middle two", "first and third", "first and last"],
)
def test_clusters(undecided: list[tuple[int, int]], clusters: list[list[int]]) -> None:
    found = rank_clusters(range(4), lambda first, second: (first, second) not in undecided)
    assert [list(cluster.systems) for cluster in found] == clusters
    assert [(cluster.first, cluster.last) for cluster in found] == [(c[0] + 1, c[-1] + 1) for c in clusters]


def test_the_detectable_difference_is_two_point_eight_standard_errors() -> None:
    assert detectable_difference(1.0) == pytest.approx(1.959964 + 0.841621, abs=1e-6)
    assert detectable_difference(0.0) == 0.0
    assert detectable_difference(1.0, alpha=0.05 / 3) > detectable_difference(1.0)
