"""A memory that is only read: nothing of it changes, wherever it lies."""

import sqlite3
import tempfile
from pathlib import Path

import pytest

from padanan.core.errors import StoreError
from padanan.core.model import TranslationUnit, Variant
from padanan.memory.sqlite import SqliteStore

_UNIT = TranslationUnit(
    collection="c",
    key="k",
    source_language="id",
    variants=(Variant(language="en", text="Save"), Variant(language="id", text="Simpan")),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    with SqliteStore.open(folder / "m", create=True) as store:
        store.add([_UNIT])
    return folder


def test_it_leaves_nothing_beside_the_memory(folder: Path) -> None:
    before = (folder / "m").read_bytes()
    with SqliteStore.open_read_only(folder / "m") as store:
        assert list(store.units()) == [_UNIT]
    assert [path.name for path in folder.iterdir()] == ["m"]
    assert (folder / "m").read_bytes() == before


def test_it_refuses_to_write(folder: Path) -> None:
    with SqliteStore.open_read_only(folder / "m") as store:
        with pytest.raises(StoreError, match="no permission to write"):
            store.add([_UNIT])
        assert list(store.units()) == [_UNIT]


def test_it_sees_what_others_write(folder: Path) -> None:
    with SqliteStore.open_read_only(folder / "m") as reader, SqliteStore.open(folder / "m") as writer:
        writer.add([TranslationUnit(collection="c", key="l", source_language="id", variants=_UNIT.variants)])
        assert [unit.key for unit in reader.units()] == ["k", "l"]


def test_a_place_that_cannot_be_written(unprivileged: None) -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own are closed to whom we have become
        folder = Path(name)
        with SqliteStore.open(folder / "m", create=True) as store:
            store.add([_UNIT])
        folder.chmod(0o555)
        try:
            with SqliteStore.open_read_only(folder / "m") as store:
                assert list(store.units()) == [_UNIT]
            assert [path.name for path in folder.iterdir()] == ["m"]
        finally:
            folder.chmod(0o755)


def test_an_older_version_is_not_brought_up_to_date(folder: Path) -> None:
    with sqlite3.connect(folder / "m") as connection:
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with pytest.raises(StoreError, match="read-only memory of an older version"):
        SqliteStore.open_read_only(folder / "m")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"no database at all", "not a padanan memory", id="foreign"),
        pytest.param(None, "no such memory", id="missing"),
    ],
)
def test_what_is_no_memory(tmp_path: Path, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / "x").write_bytes(content)
    with pytest.raises(StoreError, match=message):
        SqliteStore.open_read_only(tmp_path / "x")
    assert content is not None or not (tmp_path / "x").exists()


def test_an_empty_file_stays_empty(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    with SqliteStore.open_read_only(tmp_path / "x") as store:
        assert store.languages() == ()
    assert (tmp_path / "x").stat().st_size == 0
