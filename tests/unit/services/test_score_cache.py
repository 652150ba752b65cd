"""Counts are remembered for the same texts and options only, and a broken cache changes no score."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from padanan.evaluation.options import BleuOptions, ChrfOptions, MetricOptions, TerOptions, Tokenizer
from padanan.evaluation.statistics import SegmentStatistics
from padanan.services.cache_directory import cache_directory
from padanan.services.score_cache import (
    LEAST_SEGMENTS,
    DigestedTexts,
    ScoreCache,
    count_systems,
)

HYPOTHESES = [f"the cat number {number} sat" for number in range(LEAST_SEGMENTS)]
REFERENCES = [f"a cat number {number} sits" for number in range(LEAST_SEGMENTS)]


@pytest.fixture
def cache(tmp_path: Path) -> ScoreCache:
    return ScoreCache(directory=tmp_path / "below" / "cache")


def count(
    cache: ScoreCache | None,
    hypotheses: Sequence[str] = HYPOTHESES,
    references: Sequence[str] = REFERENCES,
    options: MetricOptions | None = None,
) -> SegmentStatistics:
    hypothesis, reference = DigestedTexts.of(hypotheses), DigestedTexts.of(references)
    return count_systems([hypothesis], [reference], options or BleuOptions(), cache=cache)[0]


def entries(cache: ScoreCache) -> list[Path]:
    return sorted(cache.directory.iterdir()) if cache.directory.exists() else []


def spoil(cache: ScoreCache) -> None:
    """Put other counts in the place of each entry, so that whoever reads them is seen."""
    for path in entries(cache):
        with np.load(path) as archive:
            counts = archive["counts"]
        np.savez(path, counts=counts + 1000)


@pytest.mark.parametrize(
    "options", [BleuOptions(), ChrfOptions(word_order=2), TerOptions()], ids=["BLEU", "chrF++", "TER"]
)
def test_what_was_counted_is_remembered(cache: ScoreCache, options: MetricOptions) -> None:
    first = count(cache, options=options)
    again = count(cache, options=options)
    assert again.counts.tolist() == first.counts.tolist() == count(None, options=options).counts.tolist()
    assert again.counts.dtype == first.counts.dtype
    assert (again.options, again.name, again.signature) == (first.options, first.name, first.signature)
    spoil(cache)
    assert count(cache, options=options).counts.tolist() == (first.counts + 1000).tolist()


@pytest.mark.parametrize(
    ("hypotheses", "references", "options"),
    [
        pytest.param([*HYPOTHESES[1:], "x"], REFERENCES, BleuOptions(), id="another hypothesis"),
        pytest.param(HYPOTHESES, [*REFERENCES[1:], "x"], BleuOptions(), id="another reference"),
        pytest.param(REFERENCES, HYPOTHESES, BleuOptions(), id="the other way round"),
        pytest.param(HYPOTHESES, REFERENCES, BleuOptions(tokenizer=Tokenizer.NONE), id="another tokenizer"),
        pytest.param(HYPOTHESES, REFERENCES, BleuOptions(max_ngram_order=3), id="another option"),
        pytest.param(
            ["a", *HYPOTHESES[1:-1], HYPOTHESES[-1] + HYPOTHESES[0]],
            REFERENCES,
            BleuOptions(),
            id="moved text",
        ),
    ],
)
def test_anything_else_is_counted_anew(
    cache: ScoreCache, hypotheses: list[str], references: list[str], options: MetricOptions
) -> None:
    count(cache)
    spoil(cache)
    expected = count(None, hypotheses, references, options).counts.tolist()
    assert count(cache, hypotheses, references, options).counts.tolist() == expected
    assert len(entries(cache)) == 2


def test_texts_are_told_apart_by_where_they_end() -> None:
    assert DigestedTexts.of(["ab", "c"]).digest != DigestedTexts.of(["a", "bc"]).digest
    assert DigestedTexts.of(["a\nb"]).digest != DigestedTexts.of(["a", "b"]).digest


def test_few_segments_leave_no_trace(cache: ScoreCache) -> None:
    count(cache, HYPOTHESES[1:], REFERENCES[1:])
    assert entries(cache) == []


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:300]), id="cut off"),
        pytest.param(lambda path: path.write_bytes(b"no archive at all"), id="something else"),
        pytest.param(
            lambda path: path.write_bytes(path.read_bytes()[:600] + b"?" + path.read_bytes()[601:]),
            id="one byte",
        ),
        pytest.param(lambda path: np.savez(path, counts=np.zeros((3, 10), dtype=np.int32)), id="other rows"),
        pytest.param(lambda path: np.savez(path, other=np.zeros(3)), id="other content"),
        pytest.param(lambda path: np.savez(path, counts=np.array([{}], dtype=object)), id="pickled objects"),
    ],
)
def test_a_damaged_entry_is_replaced(cache: ScoreCache, damage) -> None:
    expected = count(cache).counts.tolist()
    (path,) = entries(cache)
    whole = path.stat().st_size
    damage(path)
    assert count(cache).counts.tolist() == expected
    assert [entry.stat().st_size for entry in entries(cache)] == [whole]


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = ScoreCache(directory=tmp_path / "file")
    assert count(cache).counts.tolist() == count(None).counts.tolist()


def test_a_directory_without_permission_is_done_without(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    count(None)  # loads all modules, which nobody else may be allowed to read
    tmp_path.chmod(0o500)
    request.getfixturevalue("unprivileged")
    cache = ScoreCache(directory=tmp_path / "cache")
    assert count(cache).counts.tolist() == count(None).counts.tolist()


def test_the_cache_stays_below_its_limit_and_keeps_what_was_used_last(tmp_path: Path) -> None:
    cache = ScoreCache(directory=tmp_path, limit_bytes=10_000)
    for number, key in enumerate(["old", "used", "middle"]):
        cache.store(key, np.zeros((60, 10), dtype=np.int32))
        os.utime(tmp_path / f"{key}.npz", (number, number))
    assert cache.load("used") is not None
    (tmp_path / "cut-off.tmp").write_bytes(b"x" * 900)
    os.utime(tmp_path / "cut-off.tmp", (0, 0))
    cache.store("new", np.zeros((60, 10), dtype=np.int32))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["middle.npz", "new.npz", "used.npz"]


def test_what_is_larger_than_the_limit_is_not_kept(tmp_path: Path) -> None:
    cache = ScoreCache(directory=tmp_path, limit_bytes=1000)
    cache.store("large", np.zeros((1000, 10), dtype=np.int32))
    assert list(tmp_path.iterdir()) == []


def test_no_temporary_file_stays_behind(cache: ScoreCache) -> None:
    count(cache)
    assert [path.suffix for path in entries(cache)] == [".npz"]


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        pytest.param("linux", {"XDG_CACHE_HOME": "/var/x"}, "/var/x/padanan/scores", id="XDG"),
        pytest.param(
            "linux", {"XDG_CACHE_HOME": "x"}, "/home/u/.cache/padanan/scores", id="relative XDG is void"
        ),
        pytest.param("linux", {}, "/home/u/.cache/padanan/scores", id="Linux"),
        pytest.param("darwin", {}, "/home/u/Library/Caches/padanan/scores", id="macOS"),
        pytest.param("win32", {"LOCALAPPDATA": "/l"}, "/l/padanan/Cache/scores", id="Windows"),
    ],
)
def test_the_cache_stands_where_the_system_wants_it(
    platform: str, variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (variables | {"HOME": "/home/u"}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    assert cache_directory("scores") == Path(expected)
