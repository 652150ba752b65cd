"""What `padanan memory` says of the indexes beside a memory, and which of them it removes."""

import os
import time
from pathlib import Path

import pytest

from padanan.core.model import TranslationUnit, Variant
from padanan.memory.fuzzy.files import index_directory
from padanan.memory.fuzzy.kernel import load_fuzzy_kernel
from padanan.memory.fuzzy.mapped_index import open_index
from padanan.memory.maintenance.indexes import IndexState, index_bytes, list_indexes, remove_unused_indexes
from padanan.memory.sqlite import SqliteStore
from padanan.services.maintenance import check_memory

pytestmark = pytest.mark.skipif(load_fuzzy_kernel() is None, reason="without the kernel there is no index")


def _unit(number: int) -> TranslationUnit:
    variants = (
        Variant(language="en", text=f"sentence {number}"),
        Variant(language="id", text=f"kata {number}"),
    )
    return TranslationUnit(collection="c", key=str(number), source_language="en", variants=variants)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A memory with an index of its English texts, and one text more."""
    path = tmp_path / "m"
    with SqliteStore.open(path, create=True) as store:
        store.add(map(_unit, range(5000)))
        assert open_index(store, path).refresh(["en"]) == ()
        store.add([_unit(5000)])
    return path


def _states(path: Path) -> dict[str, tuple[IndexState, int]]:
    with SqliteStore.open(path) as store:
        return {index.language: (index.state, index.behind) for index in list_indexes(store, path)}


def test_an_index_and_what_it_misses(path: Path) -> None:
    assert _states(path) == {"en": (IndexState.READY, 1), "id": (IndexState.NONE, 0)}
    assert check_memory(path).stale == ()


def test_a_damaged_page_is_found_and_is_no_damage_to_the_memory(path: Path) -> None:
    (index,) = index_directory(path).iterdir()
    data = bytearray(index.read_bytes())
    data[len(data) // 2] ^= 1
    index.write_bytes(data)
    report = check_memory(path)
    assert (report.damage, report.stale) == ((), ("en",))


def test_a_missing_index_is_unusable(path: Path) -> None:
    (index,) = index_directory(path).iterdir()
    index.unlink()
    assert _states(path)["en"] == (IndexState.UNUSABLE, 0)


def test_what_belongs_to_nothing_is_removed(path: Path) -> None:
    directory = index_directory(path)
    (kept,) = directory.iterdir()
    for name in ("fuzzy-en-0123456789abcdef.idx", "fr.concordance", "en.concordance", "new.part", "old.part"):
        (directory / name).write_bytes(b"x")
    long_ago = time.time() - 3600
    os.utime(directory / "old.part", (long_ago, long_ago))
    with SqliteStore.open(path) as store:
        removed = remove_unused_indexes(store, path)
    assert removed == ("fr.concordance", "fuzzy-en-0123456789abcdef.idx", "old.part")
    assert {entry.name for entry in directory.iterdir()} == {kept.name, "en.concordance", "new.part"}
    assert index_bytes(path) == kept.stat().st_size + 2
    assert _states(path)["en"][0] is IndexState.READY


def test_an_index_that_cannot_be_written_fails_no_import(tmp_path: Path) -> None:
    (tmp_path / "m.index").write_bytes(b"in the way")
    with SqliteStore.open(tmp_path / "m", create=True) as store:
        store.add(map(_unit, range(5000)))
        (problem,) = open_index(store, tmp_path / "m").refresh(["en"])
        assert "no index for en" in problem
        assert store.count_units() == 5000
    assert index_bytes(tmp_path / "m") == 0
