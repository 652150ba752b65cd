"""Sums over resampled test sets: sacrebleu's bits, and better ones where float32 fails."""

import numpy as np
import pytest

from padanan.evaluation import resampling
from padanan.evaluation.draws import make_draw, make_numpy_draw
from padanan.evaluation.resampling import Statistics, bootstrap_sums, shuffled_sums


def sacrebleu_sums(statistics: Statistics, resamples: int, seed: int) -> Statistics:
    """Sum as `_paired_bs_test` of sacrebleu does."""
    rng = np.random.default_rng(seed)
    drawn = rng.choice(len(statistics), size=(resamples, len(statistics)), replace=True)
    return np.array([rows.sum(0) for rows in np.array(statistics.tolist(), dtype="float32")[drawn]])


def make(segments: int, columns: int = 10, highest: int = 60, seed: int = 0) -> Statistics:
    return np.random.default_rng(seed).integers(0, highest, (segments, columns), dtype=np.int32)


@pytest.mark.parametrize("seed", [0, 12345, 2**40])
@pytest.mark.parametrize("segments", [1, 2, 3, 999, 20_000])
def test_bootstrap_sums_are_sacrebleus(segments: int, seed: int) -> None:
    resamples = 70 if segments < 10_000 else 3
    statistics = [make(segments), make(segments, columns=2, seed=1)]
    for found, given in zip(
        bootstrap_sums(statistics, resamples=resamples, seed=seed), statistics, strict=True
    ):
        assert found.dtype == np.float32
        assert np.array_equal(found, sacrebleu_sums(given, resamples, seed))


def test_sums_of_fractions_are_sacrebleus_too() -> None:
    lengths = make(500, columns=2).astype(float)
    lengths[:, 1] /= 3  # TER's mean length of three references
    found = bootstrap_sums([lengths], resamples=20, seed=5)[0]
    assert np.array_equal(found, sacrebleu_sums(lengths, 20, 5))


def test_above_two_to_the_24_ours_are_the_exact_sums_and_sacrebleus_are_not() -> None:
    statistics = np.full((3000, 2), 2**15 + 1, dtype=np.int32)
    exact = 3000 * (2**15 + 1)
    (found,) = bootstrap_sums([statistics], resamples=2, seed=1)
    assert found.tolist() == [[np.float32(exact)] * 2] * 2
    theirs = float(sacrebleu_sums(statistics, 1, 1)[0, 0])
    assert abs(theirs - exact) > abs(float(found[0, 0]) - exact)


def test_below_two_to_the_24_both_are_exact() -> None:
    statistics = np.full((3000, 2), 5592, dtype=np.int32)  # 3000 x 5592 is just below 2**24
    (found,) = bootstrap_sums([statistics], resamples=1, seed=1)
    assert found.tolist() == sacrebleu_sums(statistics, 1, 1).tolist() == [[16_776_000] * 2]


@pytest.mark.parametrize("trials", [1, 31, 32, 33, 200])
@pytest.mark.parametrize("segments", [1, 5, 33, 1000])
def test_shuffled_sums_are_sacrebleus(segments: int, trials: int) -> None:
    whole, broken = make(segments), make(segments, columns=2, seed=1) / 3
    chosen = np.random.default_rng(7).integers(2, size=(trials, segments), dtype=bool)
    (taken, left), (broken_taken, broken_left) = shuffled_sums([whole, broken], trials=trials, seed=7)
    assert taken.dtype == left.dtype == np.int64
    assert np.array_equal(taken, chosen @ whole)
    assert np.array_equal(left, ~chosen @ whole)
    assert broken_taken == pytest.approx(chosen @ broken)
    assert broken_left == pytest.approx(~chosen @ broken)


def test_blocks_and_chunks_leave_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    statistics = [make(300)]
    sums, halves = bootstrap_sums(statistics, resamples=77), shuffled_sums(statistics, trials=77)
    monkeypatch.setattr(resampling, "_MULTIPLICATIONS", 700)
    monkeypatch.setattr(resampling, "_BLOCK_CELLS", 1000)
    assert np.array_equal(bootstrap_sums(statistics, resamples=77)[0], sums[0])
    assert np.array_equal(shuffled_sums(statistics, trials=77)[0], halves[0])


@pytest.mark.parametrize(
    ("statistics", "rounds"),
    [([], 5), ([make(0)], 5), ([make(3), make(4)], 5), ([make(3)], 0)],
    ids=["nothing", "no segment", "other numbers of segments", "no round"],
)
def test_what_cannot_be_resampled_is_refused(statistics: list[Statistics], rounds: int) -> None:
    with pytest.raises(ValueError, match="resampl"):
        bootstrap_sums(statistics, resamples=rounds)
    with pytest.raises(ValueError, match="resampl"):
        shuffled_sums(statistics, trials=rounds)


@pytest.mark.parametrize("seed", [0, 12345, 2**70])
@pytest.mark.parametrize("segments", [1, 2, 3, 7, 1000, 65_537])
def test_the_kernel_draws_what_numpy_draws(segments: int, seed: int) -> None:
    ours, theirs = make_draw(seed), make_numpy_draw(seed)
    for rows in (1, 3, 2):  # an odd number of draws leaves half a random number for the next block
        counts = np.full((2, rows, segments), 7, dtype=np.uint16)
        ours(counts[0])
        theirs(counts[1])
        assert np.array_equal(counts[0], counts[1])


@pytest.mark.parametrize("highest", [3, 60, 2**15], ids=["small", "usual", "too large for float32"])
def test_sums_of_whole_numbers_are_exact_however_they_are_multiplied(highest: int) -> None:
    statistics = make(5000, columns=30, highest=highest)
    (found,) = bootstrap_sums([statistics], resamples=80, seed=9)
    rng = np.random.default_rng(9)
    drawn = [rng.integers(0, 5000, 5000) for _ in range(80)]
    assert np.array_equal(
        found, [statistics[rows].sum(0, dtype=np.int64).astype(np.float32) for rows in drawn]
    )
