"""Statistics add up, can be cut, and give scores, of any number of segments."""

import math

import numpy as np
import pytest
from sacrebleu.metrics import BLEU, CHRF, TER  # type: ignore[attr-defined]

from padanan.evaluation.extraction import extract_statistics
from padanan.evaluation.options import BleuOptions, ChrfOptions, MetricOptions, TerOptions
from padanan.evaluation.statistics import (
    corpus_score,
    make_scorer,
    segment_scores,
    sum_counts,
    with_effective_order,
)

HYPOTHESES = ["The cat sat on the mat today.", "", "Nobody knows where it went.", "Rain"]
REFERENCES = ["A cat sat on the mat today.", "Silence", "Nobody knows where it has gone.", "It rains"]
OTHER_REFERENCES = ["The cat sat upon a mat.", "Quiet", "No one knows.", "Rain falls"]
THIRD_REFERENCES = ["Cat on mat.", "Hush", "Who knows where it went?", "Rain"]
STREAMS = [REFERENCES, OTHER_REFERENCES, THIRD_REFERENCES]
METRICS = pytest.mark.parametrize(
    ("options", "peer"),
    [
        pytest.param(BleuOptions(), BLEU(), id="BLEU"),
        pytest.param(ChrfOptions(), CHRF(), id="chrF"),
        pytest.param(ChrfOptions(word_order=2), CHRF(word_order=2), id="chrF++"),
        pytest.param(TerOptions(), TER(), id="TER"),
    ],
)


@METRICS
def test_a_subset_scores_as_if_it_were_all(options: MetricOptions, peer: BLEU | CHRF | TER) -> None:
    statistics = extract_statistics(HYPOTHESES, STREAMS, options)
    expected = peer.corpus_score(
        [HYPOTHESES[0], HYPOTHESES[2]], [[stream[0], stream[2]] for stream in STREAMS]
    ).score
    for rows in ([0, 2], [True, False, True, False], np.array([0, 2]), slice(0, 4, 2)):
        subset = statistics.subset(rows)
        assert (len(subset), corpus_score(subset).score) == (2, expected)
        assert (subset.name, subset.signature) == (statistics.name, statistics.signature)


@METRICS
def test_resamples_in_single_precision_score_as_sacrebleus(
    options: MetricOptions, peer: BLEU | CHRF | TER
) -> None:
    rows = np.random.default_rng(5).integers(0, len(HYPOTHESES), (50, len(HYPOTHESES)))
    ours = extract_statistics(HYPOTHESES, STREAMS, options).counts.astype("float32")
    theirs = np.array(peer._extract_corpus_statistics(HYPOTHESES, STREAMS), dtype="float32")
    score = make_scorer(options)
    for drawn in rows:
        expected = peer._compute_score_from_stats(theirs[drawn].sum(0)).score
        assert score(ours[drawn].sum(0)).score == expected


def test_sums_do_not_overflow() -> None:
    statistics = extract_statistics(["a b c d"], [["a b c d"]], BleuOptions())
    statistics.counts[0] = np.iinfo(np.int32).max
    assert sum_counts(statistics.subset([0] * 5)) == [5 * np.iinfo(np.int32).max] * 10


def test_lengths_are_added_in_order_as_sacrebleu_adds_them() -> None:
    lengths = [1 / 3, 1e16, 0.1, -1e16, 0.7] * 7
    statistics = extract_statistics(["a"], [["a"]], TerOptions()).subset([0] * len(lengths))
    statistics.counts[:, 1] = lengths
    total = 0.0
    for length in lengths:
        total += length
    assert sum_counts(statistics) == [0.0, total]
    assert total != math.fsum(lengths)


@METRICS
@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["The cat sat on the mat today."], id="one segment"),
        pytest.param(["same same same same"] * 40, id="all equal"),
        pytest.param(["Rain"], id="one word"),
        pytest.param([""], id="empty"),
        pytest.param([" \u3000"] * 3, id="blank"),
    ],
)
def test_identical_text_scores_what_sacrebleu_says(
    options: MetricOptions, peer: BLEU | CHRF | TER, texts: list[str]
) -> None:
    statistics = extract_statistics(texts, [texts], options)
    score = corpus_score(statistics).score
    assert score == peer.corpus_score(texts, [texts]).score
    assert not math.isnan(score)
    assert not np.isnan(segment_scores(statistics)).any()


def test_segments_that_are_identical_score_the_same_in_any_company() -> None:
    texts = ["Rain", "The cat sat on the mat today.", "Rain"]
    scores = segment_scores(extract_statistics(texts, [texts], BleuOptions()))
    assert scores[0] == scores[2] == pytest.approx(100)


def test_effective_order_changes_signature_and_score_but_no_count() -> None:
    statistics = extract_statistics(["Rain fell"], [["Rain fell"]], BleuOptions())
    effective = with_effective_order(statistics)
    expected = extract_statistics(["Rain fell"], [["Rain fell"]], BleuOptions(effective_order=True))
    assert (effective.options, effective.signature) == (expected.options, expected.signature)
    assert corpus_score(statistics).score == 0.0
    assert corpus_score(effective).score == pytest.approx(100)
    assert effective.counts.tolist() == statistics.counts.tolist()


def test_effective_order_is_bleus_alone() -> None:
    statistics = extract_statistics(["a"], [["a"]], ChrfOptions())
    assert with_effective_order(statistics) is statistics
