from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from padanan.core.progress import ignore_progress
from padanan.memory import batch
from padanan.memory.batch import BatchComparison
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


texts = st.lists(st.text("abc 保\U0001f600\ud800", min_size=1, max_size=12), max_size=12)


@pytest.fixture(params=["kernel", "pure"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.setattr(batch, "_load_batch_kernel", lambda: None)
    elif batch._load_batch_kernel() is None:
        pytest.skip("the kernel was not built")


def best(text: str, others: list[str], threshold: int) -> int:
    scores = [score_percent(distance(text, other), max(len(text), len(other))) for other in others]
    return max((score for score in scores if score >= threshold), default=0)


def compare_earlier(symbols: list[str], places: list[int], threshold: int) -> list[int]:
    queries = [symbols[place] for place in places]
    comparison = BatchComparison(queries, threshold_percent=threshold, places=places)
    comparison.add_earlier(symbols, _NOBODY)
    return comparison.scores()


@pytest.mark.usefixtures("_way")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, st.integers(1, 100), st.data())
def test_earlier_scores_are_those_of_an_exhaustive_comparison(
    symbols: list[str], threshold: int, data: st.DataObject
) -> None:
    some = st.sampled_from(range(len(symbols))) if symbols else st.nothing()
    places = data.draw(st.lists(some, unique=True))
    expected = [best(symbols[place], symbols[:place], threshold) for place in places]
    assert compare_earlier(symbols, places, threshold) == expected


@pytest.mark.usefixtures("_way")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, st.lists(texts, max_size=3), st.integers(1, 100))
def test_scores_are_those_of_an_exhaustive_comparison(
    queries: list[str], chunks: list[list[str]], threshold: int
) -> None:
    comparison = BatchComparison(queries, threshold_percent=threshold)
    for chunk in chunks:
        comparison.add(chunk, _NOBODY)
    everything = [text for chunk in chunks for text in chunk]
    assert comparison.scores() == [best(query, everything, threshold) for query in queries]


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("length", [1, 2, 63, 64, 65, 128, 129, 192, 200, 1000])
def test_the_threshold_itself_is_reached(length: int) -> None:
    one = "a" * length
    other = "b" * (length // 2) + "a" * (length - length // 2)
    assert compare_earlier([one, other], [0, 1], 50) == [0, score_percent(length // 2, length)]


@pytest.mark.usefixtures("_way")
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(40, 300), st.randoms(use_true_random=False))
def test_long_texts_with_many_edits(length: int, random: Random) -> None:
    symbols = ["".join(random.choices("ab保 ", k=length))]
    for _ in range(6):
        text = list(random.choice(symbols))
        for _ in range(random.randrange(length)):
            text[random.randrange(len(text))] = random.choice(["", "c", "bb", "a"])
        symbols.append("".join(text) or "a")
    places = list(range(len(symbols)))
    expected = [best(symbols[place], symbols[:place], 50) for place in places]
    assert compare_earlier(symbols, places, 50) == expected


@pytest.mark.usefixtures("_way")
def test_a_batch_larger_than_what_is_taken_up_at_once() -> None:
    symbols = [f"segment number {number}" for number in range(600)]
    told: list[tuple[int, int | None]] = []
    comparison = BatchComparison(symbols, threshold_percent=50)
    comparison.add(symbols[:5], lambda done, total: told.append((done, total)))
    assert comparison.scores() == [best(text, symbols[:5], 50) for text in symbols]
    assert told[-1] == (600, 600)


@pytest.mark.usefixtures("_way")
def test_a_text_too_long_to_be_counted() -> None:
    symbols = ["ab" * 35_000, "ab" * 35_000 + "c", "x" * 70_000]
    assert compare_earlier(symbols, [1, 2], 50) == [99, 0]


def test_more_symbols_than_the_kernel_numbers() -> None:
    many = "".join(map(chr, range(0x10000, 0x10000 + 65_535)))
    assert compare_earlier([many[:-1], many], [1], 50) == [99]
