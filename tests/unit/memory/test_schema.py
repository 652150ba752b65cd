"""A memory of an older version becomes one of today's in place, with everything in it."""

import sqlite3
from pathlib import Path

import pytest

from padanan.core.errors import StoreError
from padanan.core.model import TranslationUnit, Variant
from padanan.memory.schema import SCHEMA_VERSION
from padanan.memory.sqlite import SqliteStore

_UNITS = [
    TranslationUnit(
        collection="c",
        key=str(number),
        source_language="id",
        variants=(
            Variant(language="en", text=f"text {number} e\u0301", previous="", next="x"),
            Variant(language="id", text=f"kalimat {number}"),
        ),
    )
    for number in range(300)
]
# What version 1 had in place of today's `variant`, and nothing of the bookkeeping.
_TO_VERSION_1 = """
    BEGIN;
    ALTER TABLE variant RENAME TO new_variant;
    CREATE TABLE variant (
        id INTEGER PRIMARY KEY,
        unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
        language TEXT NOT NULL,
        length INTEGER NOT NULL,
        symbols TEXT,
        text TEXT NOT NULL,
        codes TEXT,
        previous TEXT,
        next TEXT,
        origin_id INTEGER REFERENCES origin (id),
        line INTEGER,
        changed TEXT,
        properties TEXT,
        UNIQUE (unit_id, language)
    );
    INSERT INTO variant SELECT id, unit_id, language, length(ifnull(symbols, text)), symbols, text, codes,
        previous, next, origin_id, line, changed, properties FROM new_variant;
    DROP TABLE new_variant;
    CREATE INDEX variant_length ON variant (language, length);
    DROP TABLE counter;
    DROP TABLE search_index;
    PRAGMA user_version = 1;
    COMMIT;
"""


@pytest.fixture
def old_memory(tmp_path: Path) -> Path:
    path = tmp_path / "memory.sqlite3"
    with SqliteStore.open(path, create=True) as store:
        store.add(_UNITS)
    _run(path, _TO_VERSION_1)
    return path


def _run(path: Path, script: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


def _describe(path: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    rows.append(("version", connection.execute("PRAGMA user_version").fetchone()[0]))
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    return rows


@pytest.mark.parametrize("create", [True, False], ids=["import", "lookup"])
def test_a_memory_of_version_1_is_brought_up_to_date(old_memory: Path, tmp_path: Path, create: bool) -> None:
    with SqliteStore.open(old_memory, create=create) as store:
        assert list(store.units()) == _UNITS
        assert store.revision() == 1
        assert len(list(store.texts(["en"]))) == 300
        store.add(
            [TranslationUnit(collection="c", key="new", source_language="id", variants=_UNITS[0].variants)]
        )
        assert len(list(store.texts(["en"], after=1))) == 1
    SqliteStore.open(tmp_path / "new", create=True).close()
    assert _describe(old_memory) == _describe(tmp_path / "new")


def test_a_migration_that_fails_changes_nothing(old_memory: Path) -> None:
    _run(old_memory, "CREATE TABLE counter (x)")  # in the way of the last step
    before = _describe(old_memory)
    with pytest.raises(StoreError):
        SqliteStore.open(old_memory)
    assert _describe(old_memory) == before
    _run(old_memory, "DROP TABLE counter")
    with SqliteStore.open(old_memory) as store:
        assert list(store.units()) == _UNITS


def test_ids_are_never_given_out_twice(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite3"
    with SqliteStore.open(path, create=True) as store:
        store.add(_UNITS)
        taken = {text.variant_id for text in store.texts(["en", "id"])}
    _run(path, "PRAGMA foreign_keys = ON; DELETE FROM unit WHERE id > 10")
    with SqliteStore.open(path) as store:
        store.add(_UNITS)
        assert len(list(store.texts(["en", "id"]))) == 600
        again = {text.variant_id for text in store.texts(["en", "id"], after=1)}
        assert not taken & again
        assert [unit.key for unit in store.units()] == [unit.key for unit in _UNITS]


def test_the_version_is_in_the_header(old_memory: Path) -> None:
    SqliteStore.open(old_memory).close()
    assert int.from_bytes(old_memory.read_bytes()[60:64], "big") == SCHEMA_VERSION
