import pytest
from hypothesis import given
from hypothesis import strategies as st

from padanan.core.progress import ignore_progress
from padanan.memory.batch import best_earlier_scores
from padanan.memory.similarity import score_percent

_NOBODY = ignore_progress("")


def distance(one: str, other: str) -> int:
    """Count edits as Wagner and Fischer did (1974)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        corner, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (a != b))
    return row[-1]


def best_earlier(symbols: list[str], place: int, threshold: int) -> int:
    text = symbols[place]
    scores = [score_percent(distance(text, other), max(len(text), len(other))) for other in symbols[:place]]
    return max((score for score in scores if score >= threshold), default=0)


@given(
    st.lists(st.text("abc 保\U0001f600", min_size=1, max_size=12), max_size=12),
    st.integers(1, 100),
    st.data(),
)
def test_every_score_is_the_best_of_an_exhaustive_comparison(
    symbols: list[str], threshold: int, data: st.DataObject
) -> None:
    places = st.sampled_from(range(len(symbols))) if symbols else st.nothing()
    wanted = data.draw(st.lists(places, unique=True))
    found = best_earlier_scores(symbols, wanted, threshold_percent=threshold, advance=_NOBODY)
    assert found == [best_earlier(symbols, place, threshold) for place in wanted]


@pytest.mark.parametrize("length", [1, 2, 63, 64, 65, 200, 1000])
def test_the_threshold_itself_is_reached(length: int) -> None:
    one = "a" * length
    other = "b" * (length // 2) + "a" * (length - length // 2)
    scores = best_earlier_scores([one, other], [0, 1], threshold_percent=50, advance=_NOBODY)
    assert scores == [0, score_percent(length // 2, length)]


def test_a_batch_larger_than_a_block() -> None:
    symbols = [f"segment number {number}" for number in range(200)]
    wanted = list(range(200))
    told: list[tuple[int, int | None]] = []
    found = best_earlier_scores(
        symbols, wanted, threshold_percent=50, advance=lambda done, total: told.append((done, total))
    )
    assert found == [best_earlier(symbols, place, 50) for place in wanted]
    assert told[-1] == (200, 200)
