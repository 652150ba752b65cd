"""Writing units into the SQLite memory, a batch at a time inside one transaction."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from padanan.core.model import Origin, TranslationUnit, Variant
from padanan.memory.rows import (
    Row,
    digest_identity,
    is_update,
    replacing_variants,
    unit_values,
    variant_values,
)
from padanan.memory.store import Tally

# A statement takes at most 999 values in SQLite before 3.32, and a bigger batch was no quicker.
BATCH_UNITS = 500

_INSERT_UNIT = """
    INSERT INTO unit (id, digest, collection_id, key, source_language, msgctxt, properties)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
# The columns from `symbols` on are NULL in most rows. Leaving them out is a quarter of all that SQLite does:
# the sqlite3 module asks its adapters about every NULL.
_INSERT_PLAIN_VARIANT = """
    INSERT INTO variant (id, unit_id, language, revision, text, origin_id, line, changed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_PLAIN_WIDTH = 8
_NOTHING_MORE = (None,) * 5
_UPDATE_UNIT = "UPDATE unit SET source_language = ?, msgctxt = ?, properties = ? WHERE id = ?"
_INSERT_VARIANT = """
    INSERT INTO variant (id, unit_id, language, revision, text, origin_id, line, changed, symbols, codes,
        previous, next, properties)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PUT_VARIANT = f"""{_INSERT_VARIANT}
    ON CONFLICT (unit_id, language) DO UPDATE SET
        revision = CASE WHEN text = excluded.text AND codes IS excluded.codes THEN revision
            ELSE excluded.revision END,
        symbols = excluded.symbols, text = excluded.text, codes = excluded.codes,
        previous = excluded.previous, next = excluded.next, origin_id = excluded.origin_id,
        line = excluded.line, changed = excluded.changed, properties = excluded.properties
"""
_READ_COUNTER = "SELECT value FROM counter WHERE name = ?"
_SET_COUNTER = "UPDATE counter SET value = ? WHERE name = ?"

Loader = Callable[[Sequence[int], Sequence[str]], Iterable[tuple[int, TranslationUnit]]]


class BatchWriter:
    """Writes within one transaction, which it neither begins nor ends.

    `load` gives stored units by id, with their variants in some languages. The ids and the revision it hands
    out hold for this transaction: `finish` it before the transaction ends, and throw it away with it.
    """

    def __init__(self, connection: sqlite3.Connection, load: Loader) -> None:
        self._connection = connection
        self._load = load
        self._collections: dict[str, int] = {}
        self._origins: dict[tuple[str, str | None], int] = {}
        self._last_unit_id = read_counter(connection, "unit")
        self._last_variant_id = read_counter(connection, "variant")
        self._revision = read_counter(connection, "revision") + 1
        self._wrote = False

    def write(self, units: Iterable[TranslationUnit]) -> Tally:
        """Add or update units (see Store.add)."""
        tally = Tally()
        for batch in _without_repetition(units):
            tally += self._write_distinct(batch)
        return tally

    def finish(self) -> None:
        """Note which ids and which revision are taken, if anything was written."""
        if self._wrote:
            numbers = {"unit": self._last_unit_id, "variant": self._last_variant_id}
            for name, value in {**numbers, "revision": self._revision}.items():
                self._connection.execute(_SET_COUNTER, (value, name))

    def _write_distinct(self, batch: dict[bytes, TranslationUnit]) -> Tally:
        stored = self._find_stored(batch)
        unit_rows: list[Row] = []
        new_rows: list[Row] = []
        replacing_rows: list[Row] = []
        outcomes: Counter[str] = Counter()
        for digest, unit in batch.items():
            if digest in stored:
                unit_id, old = stored[digest]
                replacing = replacing_variants(old, unit)
                outcomes["updated" if is_update(old, unit, replacing) else "unchanged"] += 1
                replacing_rows += self._variant_rows(unit_id, replacing)
                if unit_values(old) != unit_values(unit):
                    self._connection.execute(_UPDATE_UNIT, (*unit_values(unit), unit_id))
            else:
                outcomes["added"] += 1
                unit_rows.append(self._unit_row(digest, unit))
                new_rows += self._variant_rows(self._last_unit_id, unit.variants)
        self._connection.executemany(_INSERT_UNIT, unit_rows)
        self._insert_variants(new_rows)
        self._connection.executemany(_PUT_VARIANT, replacing_rows)
        self._wrote = self._wrote or bool(unit_rows or replacing_rows)
        return Tally(**outcomes)

    def _insert_variants(self, rows: Iterable[Row]) -> None:
        plain: list[Row] = []
        full: list[Row] = []
        for row in rows:
            if row[_PLAIN_WIDTH:] == _NOTHING_MORE:
                plain.append(row[:_PLAIN_WIDTH])
            else:
                full.append(row)
        self._connection.executemany(_INSERT_PLAIN_VARIANT, plain)
        self._connection.executemany(_INSERT_VARIANT, full)

    def _find_stored(self, batch: dict[bytes, TranslationUnit]) -> dict[bytes, tuple[int, TranslationUnit]]:
        """Find the units that are there already, with their variants in the languages of the batch alone.

        A domain may have a hundred languages, and a catalogue changes two of them.
        """
        marks = ", ".join("?" * len(batch))
        statement = f"SELECT id, digest FROM unit WHERE digest IN ({marks})"  # noqa: S608
        digest_by_id: dict[int, bytes] = dict(self._connection.execute(statement, [*batch]))
        languages = {variant.language for unit in batch.values() for variant in unit.variants}
        found = self._load([*digest_by_id], sorted(languages))
        return {digest_by_id[unit_id]: (unit_id, unit) for unit_id, unit in found}

    def _unit_row(self, digest: bytes, unit: TranslationUnit) -> Row:
        self._last_unit_id += 1
        collection_id = self._collection_id(unit.collection)
        return (self._last_unit_id, digest, collection_id, unit.key, *unit_values(unit))

    def _variant_rows(self, unit_id: int, variants: Iterable[Variant]) -> Iterator[Row]:
        for variant in variants:
            self._last_variant_id += 1
            values = variant_values(variant, self._origin_id(variant.origin))
            yield (self._last_variant_id, unit_id, variant.language, self._revision, *values)

    def _collection_id(self, name: str) -> int:
        if name not in self._collections:
            self._connection.execute("INSERT OR IGNORE INTO collection (name) VALUES (?)", (name,))
            row = self._connection.execute("SELECT id FROM collection WHERE name = ?", (name,)).fetchone()
            self._collections[name] = row[0]
        return self._collections[name]

    def _origin_id(self, origin: Origin | None) -> int | None:
        if origin is None:
            return None
        key = (origin.path, origin.author)
        if key not in self._origins:
            self._connection.execute("INSERT OR IGNORE INTO origin (path, author) VALUES (?, ?)", key)
            statement = "SELECT id FROM origin WHERE path = ? AND author IS ?"
            self._origins[key] = self._connection.execute(statement, key).fetchone()[0]
        return self._origins[key]


def read_counter(connection: sqlite3.Connection, name: str) -> int:
    """Give the last unit id, variant id or revision: see `padanan.memory.schema`."""
    return int(connection.execute(_READ_COUNTER, (name,)).fetchone()[0])


def _without_repetition(units: Iterable[TranslationUnit]) -> Iterator[dict[bytes, TranslationUnit]]:
    """Cut a batch where an identity comes back, so that it meets what was just written."""
    batch: dict[bytes, TranslationUnit] = {}
    for unit in units:
        digest = digest_identity(unit.collection, unit.key)
        if digest in batch:
            yield batch
            batch = {}
        batch[digest] = unit
    if batch:
        yield batch
