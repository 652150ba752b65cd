"""The worked examples of the score; tests/property compares with a slow reference."""

import pytest

from padanan.core.model import InlineCode
from padanan.memory.similarity import (
    allowed_distance,
    edit_distance,
    exact_score,
    length_bounds,
    normalise_symbols,
    score_percent,
)


def score(query: str, candidate: str) -> int:
    """What a look-up computes, with no threshold in the way."""
    first, second = normalise_symbols(query), normalise_symbols(candidate)
    longer = max(len(first), len(second))
    distance = edit_distance(first, second, limit=longer)
    assert distance is not None
    return score_percent(distance, longer)


@pytest.mark.parametrize(
    ("query", "candidate", "expected"),
    [
        pytest.param("Simpan berkas", "Simpan berkas", 100, id="identical"),
        pytest.param("abc", "", 0, id="nothing-in-common"),
        pytest.param("", "", 100, id="both-empty"),
        pytest.param("abcd", "abce", 75, id="one-of-four"),
        pytest.param("abc", "abd", 66, id="rounded-down"),
        pytest.param("a" * 1000, "a" * 999 + "b", 99, id="never-rounded-up-to-100"),
        pytest.param("kitten", "sitting", 57, id="textbook"),
        pytest.param("Ä", "A\u0308", 100, id="composed-and-decomposed"),
        pytest.param("小红书", "小红花", 66, id="han"),
        pytest.param("😀😀", "😀😁", 50, id="astral-counts-once"),
    ],
)
def test_scores(query: str, candidate: str, expected: int) -> None:
    assert score(query, candidate) == expected
    assert score(candidate, query) == expected


def test_an_inline_code_is_one_symbol_whatever_its_markup() -> None:
    short = InlineCode(offset=2, kind="open", markup='<bpt i="1"/>')
    long = InlineCode(offset=2, kind="open", markup='<bpt i="1" type="bold">&lt;strong class="x"&gt;</bpt>')
    assert normalise_symbols("a bold word", [short]) == normalise_symbols("a bold word", [long])
    assert len(normalise_symbols("a bold word", [short])) == len("a bold word") + 1


def test_codes_of_different_kinds_are_different_symbols() -> None:
    symbols = {
        normalise_symbols("ab", [InlineCode(offset=1, kind=kind, markup="<ph/>")])
        for kind in ("open", "close", "standalone")
    }
    assert len(symbols) == 3


def test_codes_keep_their_order_and_place() -> None:
    codes = [
        InlineCode(offset=0, kind="open", markup="<x>"),
        InlineCode(offset=2, kind="close", markup="</x>"),
    ]
    first, *text, last = list(normalise_symbols("ab", codes))
    assert text == ["a", "b"]
    assert first != last


def test_a_distance_above_the_limit_is_none() -> None:
    assert edit_distance("abcd", "abef", limit=2) == 2
    assert edit_distance("abcd", "abef", limit=1) is None


@pytest.mark.parametrize(
    ("length", "threshold", "expected"),
    [(4, 75, (3, 5)), (100, 75, (75, 133)), (1, 100, (1, 1)), (0, 75, (0, 0)), (3, 1, (1, 300))],
)
def test_length_bounds(length: int, threshold: int, expected: tuple[int, int]) -> None:
    assert length_bounds(length, threshold) == expected


@pytest.mark.parametrize("threshold", range(1, 101))
def test_the_allowed_distance_is_the_largest_that_scores_enough(threshold: int) -> None:
    """For floats 100 * (1 - 0.93) is less than 7."""
    for longer in range(1, 301):
        allowed = allowed_distance(longer, threshold)
        scores = [exact_score(distance, longer) >= threshold for distance in (allowed, allowed + 1)]
        assert scores == [True, False]
