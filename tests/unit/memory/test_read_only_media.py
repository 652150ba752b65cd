"""Memories on media and in directories that cannot be written are read all the same."""

import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from padanan.core.errors import StoreError
from padanan.core.model import TranslationUnit, Variant
from padanan.memory.sqlite import SqliteStore
from padanan.memory.store import IndexToken

_UNIT = TranslationUnit(
    collection="c",
    key="k",
    source_language="id",
    variants=(Variant(language="en", text="one"), Variant(language="id", text="satu")),
)


@pytest.fixture
def path() -> Iterator[Path]:
    """A memory in a directory that `unprivileged` users may enter: pytest's own are closed to them."""
    with tempfile.TemporaryDirectory() as folder:
        memory = Path(folder) / "memory.sqlite3"
        with SqliteStore.open(memory, create=True) as store:
            store.add([_UNIT])
        memory.chmod(0o444)
        memory.parent.chmod(0o555)
        yield memory
        memory.parent.chmod(0o755)


def _read(path: Path) -> list[TranslationUnit]:
    with SqliteStore.open(path) as store:
        units = list(store.units())
    with SqliteStore.open_read_only(path) as store:
        assert list(store.units()) == units
    return units


def test_a_memory_in_a_read_only_directory_is_read(path: Path, unprivileged: None) -> None:
    assert _read(path) == [_UNIT]
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    with SqliteStore.open(path) as store:
        with pytest.raises(StoreError, match="no permission to write"):
            store.add([replace(_UNIT, key="new")])
        with pytest.raises(StoreError, match="no permission to write"):
            store.set_index_token("en", IndexToken("x", 1))
        assert list(store.units()) == [_UNIT]


def test_a_read_only_file_in_a_directory_of_ones_own_is_read(path: Path) -> None:
    path.parent.chmod(0o777)
    assert _read(path) == [_UNIT]


def test_what_is_only_in_the_log_is_never_left_out(path: Path, request: pytest.FixtureRequest) -> None:
    log = path.with_name(path.name + "-wal")
    path.parent.chmod(0o755)
    path.chmod(0o644)
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("UPDATE variant SET text = 'changed' WHERE language = 'en'")
    content, changes = path.read_bytes(), log.read_bytes()
    writer.close()
    path.write_bytes(content)  # as a copy looks that was made while somebody wrote
    log.write_bytes(changes)
    for entry in (path, log):
        entry.chmod(0o444)
    path.parent.chmod(0o555)
    request.getfixturevalue("unprivileged")
    with pytest.raises(StoreError, match="not yet written") as caught:
        SqliteStore.open(path)
    assert caught.value.hint is not None


def test_importing_into_a_read_only_memory_is_refused(path: Path, unprivileged: None) -> None:
    with pytest.raises(StoreError, match=r"no permission|cannot be opened"):
        SqliteStore.open(path, create=True).add([_UNIT])
