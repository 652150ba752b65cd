"""Fast against slow: the score, and the candidates of an index."""

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from padanan.core.model import TranslationUnit, Variant
from padanan.memory.difference import difference
from padanan.memory.index import ScanIndex
from padanan.memory.similarity import edit_distance, length_bounds, normalise_symbols, score_percent
from padanan.memory.sqlite import SqliteStore

# Few letters, so that texts are often alike; combining marks, Han and astral characters among them.
_TEXTS = st.text("ab \u0301\u0308小书😀é", max_size=12)


def slow_distance(first: str, second: str) -> int:
    """Levenshtein's recurrence, as the textbooks have it."""
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, start=1):
        above, row = row, [i]
        for j, b in enumerate(second, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b)))
    return row[-1]


def slow_score(query: str, candidate: str) -> int:
    """The definition, word by word: the largest whole percentage not above 100 * (1 - d / m)."""
    first, second = (unicodedata.normalize("NFC", text) for text in (query, candidate))
    longer = max(len(first), len(second))
    if longer == 0:
        return 100
    distance = slow_distance(first, second)
    return max(score for score in range(101) if score * longer <= 100 * (longer - distance))


def score(query: str, candidate: str) -> int:
    """What a look-up computes, with no threshold in the way."""
    first, second = normalise_symbols(query), normalise_symbols(candidate)
    longer = max(len(first), len(second))
    distance = edit_distance(first, second, limit=longer)
    assert distance is not None
    return score_percent(distance, longer)


@given(_TEXTS, _TEXTS)
def test_score_is_the_definition(query: str, candidate: str) -> None:
    assert score(query, candidate) == slow_score(query, candidate)


@given(_TEXTS, _TEXTS)
def test_only_identical_text_scores_100(query: str, candidate: str) -> None:
    identical = normalise_symbols(query) == normalise_symbols(candidate)
    assert (score(query, candidate) == 100) == identical


@given(_TEXTS, _TEXTS, st.integers(1, 100))
def test_no_text_outside_the_length_bounds_scores_enough(query: str, candidate: str, threshold: int) -> None:
    shortest, longest = length_bounds(len(normalise_symbols(query)), threshold)
    if not shortest <= len(normalise_symbols(candidate)) <= longest:
        assert slow_score(query, candidate) < threshold or query == candidate == ""


@given(st.lists(_TEXTS, max_size=15), _TEXTS, st.integers(50, 100))
def test_the_scan_finds_what_an_exhaustive_search_finds(texts: list[str], query: str, threshold: int) -> None:
    units = [
        TranslationUnit(
            collection="c",
            key=str(number),
            source_language="id",
            variants=(Variant(language="id", text=text), Variant(language="en", text=str(number))),
        )
        for number, text in enumerate(texts)
    ]
    with SqliteStore.in_memory() as store:
        store.add(units)
        found = (
            ScanIndex(store)
            .nearest(normalise_symbols(query), ["id"], threshold_percent=threshold, count=len(texts) + 1)
            .candidates
        )
        stored = {item.variant_id: item for item in store.find(candidate.variant_id for candidate in found)}
    expected = [(text, slow_score(query, text)) for text in texts if slow_score(query, text) >= threshold]
    answer = [(stored[candidate.variant_id].variant.text, candidate.score_percent) for candidate in found]
    assert sorted(answer) == sorted(expected)


@given(_TEXTS, _TEXTS)
def test_a_difference_holds_both_texts(query: str, source: str) -> None:
    pieces = difference(query, source)
    assert "".join(text for kind, text in pieces if kind != "new") == source
    assert "".join(text for kind, text in pieces if kind != "gone") == query
    assert all(text for _, text in pieces)
    assert all(left[0] != right[0] for left, right in pairwise(pieces))
