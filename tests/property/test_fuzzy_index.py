"""The fuzzy index against the obvious way: Levenshtein's recurrence over all texts."""

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padanan.core.model import TranslationUnit, Variant
from padanan.memory.fuzzy import mapped_index
from padanan.memory.fuzzy.kernel import KernelBuilder, KernelSearch, load_fuzzy_kernel
from padanan.memory.fuzzy.mapped_index import MappedIndex
from padanan.memory.index import Nearest
from padanan.memory.mapped_file import MappedFile, write_mapped_file
from padanan.memory.similarity import normalise_symbols
from padanan.memory.sqlite import SqliteStore
from padanan.memory.store import StoredText

KERNEL = load_fuzzy_kernel()

# Few letters, so that texts are often alike; combining marks, Han and astral characters among them.
TEXTS = st.one_of(
    st.text("ab \u0301小😀", max_size=14),
    st.text("ab", max_size=5),
    st.text("中文字", max_size=3),
    st.lists(st.sampled_from(["the ", "cat ", "sat on ", "a mat", "マット", "é"]), max_size=40).map("".join),
)
THRESHOLDS = st.one_of(st.sampled_from([50, 70, 75, 100]), st.integers(1, 100))


def slow_distance(first: str, second: str) -> int:
    """Levenshtein's recurrence, as the textbooks have it."""
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, start=1):
        above, row = row, [i]
        for j, b in enumerate(second, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b)))
    return row[-1]


def slow_nearest(texts: dict[int, str], query: str, threshold: int, count: int) -> set[tuple[Fraction, int]]:
    """The definition: the scores and ids of the best `count`, and of all that tie with the last."""
    scored = []
    for variant_id, text in texts.items():
        longer = max(len(query), len(text))
        score = Fraction(longer - slow_distance(query, text), longer) if longer else Fraction(1)
        if 100 * score >= threshold:
            scored.append((score, variant_id))
    scored.sort(reverse=True)
    return {pair for pair in scored if len(scored) <= count or pair[0] >= scored[count - 1][0]}


def check(found: Sequence[tuple[int, int, int]], complete: bool, expected: set[tuple[Fraction, int]]) -> None:
    """Compare (id, distance, longer), best first, with what is expected."""
    scores = [
        (Fraction(longer - distance, longer) if longer else Fraction(1), variant_id)
        for variant_id, distance, longer in found
    ]
    assert set(scores) == expected
    assert len(scores) == len(expected)
    assert [score for score, _ in scores] == sorted((score for score, _ in scores), reverse=True)


def make_search(folder: Path, texts: dict[int, str]) -> KernelSearch:
    assert KERNEL is not None
    path = folder / "test.idx"
    with KernelBuilder(KERNEL) as builder:
        builder.add([StoredText(*pair) for pair in texts.items()])
        write_mapped_file(path, builder.sections(), kind=b"test", version=1)
    return KernelSearch(KERNEL, MappedFile.open(path, kind=b"test", version=1))


needs_kernel = pytest.mark.skipif(KERNEL is None, reason="the kernel was not built here, or is ruled out")


@needs_kernel
@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=60), st.lists(TEXTS, min_size=1, max_size=4), THRESHOLDS, st.integers(1, 70))
def test_the_kernel_finds_what_an_exhaustive_scan_finds(
    texts: list[str], queries: list[str], threshold: int, count: int
) -> None:
    numbered = {number * 7 + 1: text for number, text in enumerate(texts)}
    with tempfile.TemporaryDirectory() as folder:
        search = make_search(Path(folder), numbered)
        for query in [*queries, *texts[:2]]:
            hits, complete = search.nearest(query, threshold_percent=threshold, count=count)
            everything = slow_nearest(numbered, query, threshold, len(numbered) + 1)
            check(hits, complete, slow_nearest(numbered, query, threshold, count))
            assert not complete or len(hits) == len(everything)
            assert complete or len(hits) >= count


def edited(draw: st.DrawFn, text: str) -> str:
    """Put letters in, take some out, change some."""
    letters = list(text)
    for _ in range(draw(st.integers(0, len(text) // 3 + 1))):
        place = draw(st.integers(0, len(letters)))
        letters[place : place + draw(st.integers(0, 2))] = draw(st.text("ab é小😀", max_size=2))
    return "".join(letters)


@st.composite
def long_texts(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A query of 60 to 300 symbols, for more than one word of bits, and texts like it."""
    query = "".join(draw(st.lists(st.text("abcdefgh ", min_size=3, max_size=12), min_size=20, max_size=25)))
    return query, [edited(draw, query) for _ in range(draw(st.integers(1, 6)))]


@needs_kernel
@settings(max_examples=60, deadline=None)
@given(long_texts(), THRESHOLDS, st.integers(1, 5))
def test_long_texts_are_found_as_by_an_exhaustive_scan(
    drawn: tuple[str, list[str]], threshold: int, count: int
) -> None:
    query, texts = drawn
    numbered = dict(enumerate(texts, start=1))
    with tempfile.TemporaryDirectory() as folder:
        hits, complete = make_search(Path(folder), numbered).nearest(
            query, threshold_percent=threshold, count=count
        )
    check(hits, complete, slow_nearest(numbered, query, threshold, count))


def unit(key: str, text: str) -> TranslationUnit:
    variants = (Variant(language="en", text=text), Variant(language="id", text="x"))
    return TranslationUnit(collection="c", key=key, source_language="en", variants=variants)


def delete(path: Path, key: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM unit WHERE key = ?", (key,))
        connection.execute("UPDATE counter SET value = value + 1 WHERE name = 'revision'")
        connection.execute("COMMIT")


def triples(nearest: Nearest) -> list[tuple[int, int, int]]:
    return [(item.variant_id, item.distance, item.longer) for item in nearest.candidates]


STEPS = st.lists(
    st.one_of(
        st.lists(st.tuples(st.sampled_from("klmnopqr"), TEXTS), min_size=1, max_size=8),  # add or rewrite
        st.sampled_from("klmnopqr"),  # delete
        st.none(),  # build the index anew
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(STEPS, TEXTS, THRESHOLDS, st.integers(1, 6))
def test_an_index_that_is_behind_gives_what_an_exhaustive_scan_gives(
    steps: list[list[tuple[str, str]] | str | None], query: str, threshold: int, count: int
) -> None:
    """Whatever was added, rewritten and deleted since the index was built, in one process or two."""
    symbols = normalise_symbols(query)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(mapped_index, "_FEW_TEXTS", 0)
        path = Path(folder) / "memory.sqlite3"
        with SqliteStore.open(path, create=True) as store, SqliteStore.open(path) as other:
            index = MappedIndex(store, path)
            for step in steps:
                if step is None:
                    assert MappedIndex(other, path).refresh(["en"]) == ()
                elif isinstance(step, str):
                    delete(path, step)
                else:
                    store.add([unit(key, text) for key, text in step])
                texts = {text.variant_id: text.symbols for text in store.texts(["en"])}
                nearest = index.nearest(symbols, ["en"], threshold_percent=threshold, count=count)
                check(triples(nearest), nearest.complete, slow_nearest(texts, symbols, threshold, count))
