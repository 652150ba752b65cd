"""The store on SQLite: one file, many readers beside one writer at a time, in any number of processes."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from padanan.core.model import TranslationUnit
from padanan.memory.access import SqlAccess, marks
from padanan.memory.database import (
    LOCK_WAIT_S,
    begin_writing,
    connect,
    connect_for_reading,
    connect_in_memory,
    store_errors,
)
from padanan.memory.rows import (
    UNIT_COLUMNS,
    VARIANT_COLUMNS,
    unit_of_row,
    variant_of_row,
)
from padanan.memory.store import IndexToken, LanguagePair, PlainText, StoredText, StoredUnit, Tally
from padanan.memory.writing import BATCH_UNITS, BatchWriter, read_counter

_UNIT_WIDTH = UNIT_COLUMNS.count(",") + 1
_JOINED = f"""
    SELECT {UNIT_COLUMNS}, {VARIANT_COLUMNS} FROM unit u
    JOIN collection c ON c.id = u.collection_id
    LEFT JOIN variant v ON v.unit_id = u.id {{}}
    LEFT JOIN origin o ON o.id = v.origin_id
"""  # noqa: S608 - nothing but our own column names
# SQLite has no loose index scan: DISTINCT would read every entry of the index.
_LANGUAGES = """
    WITH RECURSIVE tag (name) AS (
        SELECT min(language) FROM variant
        UNION ALL
        SELECT (SELECT min(language) FROM variant WHERE language > name) FROM tag WHERE name IS NOT NULL
    )
    SELECT name FROM tag WHERE name IS NOT NULL
"""
_PAIRS = """
    SELECT a.language, b.language, count(*) FROM variant a
    JOIN variant b ON b.unit_id = a.unit_id AND b.language > a.language
    GROUP BY 1, 2 ORDER BY 1, 2
"""


class SqliteStore:
    """A `Store` in an SQLite file (see `padanan.memory.store.Store` for what its methods promise)."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.access = SqlAccess(connection, path)
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = False, lock_wait_s: float = LOCK_WAIT_S) -> Self:
        """Open the memory at `path`; make it, with its directories, when `create` is set and there is none.

        Whoever else is writing is waited for; one that holds the file for `lock_wait_s` without writing
        anything is taken for stuck.

        Raises:
            StoreError: there is no memory, or what is there is something else, newer, damaged, or out of
                reach. A file that is not ours is never changed.
        """
        return cls(connect(path, create=create, lock_wait_s=lock_wait_s), path)

    @classmethod
    def open_read_only(cls, path: Path, *, lock_wait_s: float = LOCK_WAIT_S) -> Self:
        """Open the memory at `path`, which is never changed, even where nothing can be written beside it.

        Raises:
            StoreError: as for `open`; or it is of an older version.
        """
        return cls(connect_for_reading(path, lock_wait_s=lock_wait_s), path)

    @classmethod
    def in_memory(cls) -> Self:
        """Make an empty store that is gone when it is closed."""
        return cls(connect_in_memory(), Path(":memory:"))

    def add(self, units: Iterable[TranslationUnit]) -> Tally:
        """Add or update units, all or none."""
        iterator = iter(units)
        with self.access.writing():
            with store_errors(self._path):
                writer = BatchWriter(self._connection, self._load)
            tally = Tally()
            while batch := list(islice(iterator, BATCH_UNITS)):
                with store_errors(self._path):
                    tally += writer.write(batch)
            with store_errors(self._path):
                writer.finish()
        return tally

    @contextmanager
    def rehearse(self) -> Iterator[None]:
        """Undo everything added inside."""
        with store_errors(self._path):
            begin_writing(self._connection, self._path)
        try:
            yield
        finally:
            self.access.roll_back()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one moment's state inside."""
        if self._connection.in_transaction:
            yield
            return
        self.access.run("BEGIN")
        try:
            yield
        finally:
            self.access.roll_back()  # nothing was written

    def units(self, collection: str | None = None) -> Iterator[TranslationUnit]:
        """Give all units, or one collection's, in the order they were added."""
        where, values = ("WHERE c.name = ?", (collection,)) if collection is not None else ("", ())
        for _, unit in self._select(where, values):
            yield unit

    def count_units(self) -> int:
        """Count all units. Cost: reads an index of the units."""
        ((count,),) = self.access.rows("SELECT count(*) FROM unit")
        return int(count)

    def languages(self) -> tuple[str, ...]:
        """Give the tags of all languages, sorted. Cost: O(languages * log variants)."""
        return tuple(tag for (tag,) in self.access.rows(_LANGUAGES))

    def source_languages(self) -> tuple[str, ...]:
        """Give the tags of the units' source languages in which there is text, sorted."""
        declared = {tag for (tag,) in self.access.rows("SELECT DISTINCT source_language FROM unit")}
        return tuple(tag for tag in self.languages() if tag in declared)

    def pairs(self) -> tuple[LanguagePair, ...]:
        """Count the units of every pair of languages. Cost: reads the whole file."""
        return tuple(LanguagePair(first=a, second=b, units=count) for a, b, count in self.access.rows(_PAIRS))

    def joins(self, sources: Sequence[str], targets: Sequence[str]) -> bool:
        """Whether a unit has text in one of `sources` and, in another language, in one of `targets`."""
        statement = f"""
            SELECT EXISTS (
                SELECT 1 FROM variant a JOIN variant b ON b.unit_id = a.unit_id AND b.language <> a.language
                WHERE a.language IN ({marks(sources)}) AND b.language IN ({marks(targets)})
            )
        """  # noqa: S608 - nothing but question marks is put in
        return any(found for (found,) in self.access.rows(statement, (*sources, *targets)))

    def revision(self) -> int:
        """Give the number of the last transaction that changed anything."""
        with store_errors(self._path):
            return read_counter(self._connection, "revision")

    def texts(self, languages: Sequence[str], *, after: int = 0) -> Iterator[StoredText]:
        """Give the texts in these languages whose text or codes changed after a revision."""
        statement = f"""
            SELECT id, ifnull(symbols, text) FROM variant
            WHERE language IN ({marks(languages)}) AND revision > ?
        """  # noqa: S608 - nothing but question marks is put in
        return map(StoredText._make, self.access.rows(statement, (*languages, after)))

    def plain_texts(self, languages: Sequence[str], *, after: int = 0) -> Iterator[PlainText]:
        """Give the texts in these languages that changed after a revision, without inline codes."""
        statement = f"""
            SELECT id, unit_id, text FROM variant WHERE language IN ({marks(languages)}) AND revision > ?
        """  # noqa: S608 - nothing but question marks is put in
        return map(PlainText._make, self.access.rows(statement, (*languages, after)))

    def count_texts(self, language: str, *, until: int) -> int:
        """Count the variants in a language that have not changed since a revision."""
        statement = "SELECT count(*) FROM variant WHERE language = ? AND revision <= ?"
        return sum(count for (count,) in self.access.rows(statement, (language, until)))

    def current(self, variant_ids: Iterable[int], *, revision: int) -> set[int]:
        """Give those variants that are still there and were not rewritten after `revision`."""
        iterator = iter(variant_ids)
        kept: set[int] = set()
        while ids := list(islice(iterator, BATCH_UNITS)):
            statement = f"SELECT id FROM variant WHERE id IN ({marks(ids)}) AND revision <= ?"  # noqa: S608
            kept.update(variant_id for (variant_id,) in self.access.rows(statement, (*ids, revision)))
        return kept

    def is_being_written(self) -> bool:
        """Whether somebody else is writing this moment."""
        return self.access.is_locked_by_others()

    def index_token(self, language: str) -> IndexToken | None:
        """Give the token of a language's index."""
        found = self.access.rows("SELECT token, revision FROM search_index WHERE language = ?", (language,))
        return next(map(IndexToken._make, list(found)), None)

    def set_index_token(self, language: str, token: IndexToken) -> IndexToken | None:
        """Note the token of a language's index, and give the one before."""
        statement = "INSERT OR REPLACE INTO search_index (language, token, revision) VALUES (?, ?, ?)"
        with self.access.writing(), store_errors(self._path):
            before = self.index_token(language)
            self._connection.execute(statement, (language, *token))
        return before

    def find(self, variant_ids: Iterable[int]) -> Iterator[StoredUnit]:
        """Give the units of variants, a batch of them at a time."""
        iterator = iter(variant_ids)
        while ids := list(islice(iterator, BATCH_UNITS)):
            statement = f"SELECT id, unit_id, language FROM variant WHERE id IN ({marks(ids)})"  # noqa: S608
            found = list(self.access.rows(statement, ids))
            unit_ids = [unit_id for _, unit_id, _ in found]
            units = dict(self._select(f"WHERE u.id IN ({marks(unit_ids)})", unit_ids))
            for variant_id, unit_id, language in found:
                unit = units[unit_id]
                variant = next(variant for variant in unit.variants if variant.language == language)
                yield StoredUnit(unit_id=unit_id, variant_id=variant_id, variant=variant, unit=unit)

    def close(self) -> None:
        """Close the file."""
        with store_errors(self._path):
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _load(
        self, unit_ids: Sequence[int], languages: Sequence[str]
    ) -> Iterator[tuple[int, TranslationUnit]]:
        """Give units with their variants in these languages, which may be none."""
        in_languages = f"AND v.language IN ({marks(languages)})"
        where = f"WHERE u.id IN ({marks(unit_ids)})"
        return self._select(where, (*languages, *unit_ids), in_languages)

    def _select(
        self, where: str, values: Sequence[Any], in_languages: str = ""
    ) -> Iterator[tuple[int, TranslationUnit]]:
        rows = self.access.rows(f"{_JOINED.format(in_languages)} {where} ORDER BY u.id, v.language", values)
        for unit_id, group in groupby(rows, key=itemgetter(0)):
            first, *others = group
            with store_errors(self._path):
                found = (row[_UNIT_WIDTH:] for row in (first, *others))
                variants = [variant_of_row(row) for row in found if row[0] is not None]
                unit = unit_of_row(first[:_UNIT_WIDTH], variants)
            yield unit_id, unit
