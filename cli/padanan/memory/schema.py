"""The tables of the SQLite memory, and how older ones become them."""

import sqlite3

APPLICATION_ID = 0x7064_6E6D  # "pdnm", in the file's header (https://www.sqlite.org/fileformat.html, 1.3.17)
SCHEMA_VERSION = 2

# Texts are kept as they are; `symbols` is the form they are compared in, NULL where that is the text itself.
# `revision` is that of the transaction which last changed text or codes.
_VARIANT = """CREATE TABLE variant (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    revision INTEGER NOT NULL,
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
)"""

# Candidate indexes outside of the database know what has changed since they were built: `counter` has the
# last revision, and the last ids given out, so that none comes back when its row is deleted; `search_index`
# has the token that a language's index must show to be taken for this memory's own.
_BOOKKEEPING = (
    "CREATE INDEX variant_revision ON variant (language, revision)",
    "CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    """CREATE TABLE search_index (
        language TEXT PRIMARY KEY,
        token TEXT NOT NULL,
        revision INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """INSERT INTO counter (name, value)
        SELECT 'unit', ifnull(max(id), 0) FROM unit
        UNION ALL SELECT 'variant', ifnull(max(id), 0) FROM variant
        UNION ALL SELECT 'revision', ifnull(max(revision), 0) FROM variant""",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)

# `digest` stands for (collection, key): an index over it is a fifth of one over the keys, which are whole
# sentences. Paths and authors repeat from line to line, so they stand in a table of their own.
_SCHEMA = (
    "CREATE TABLE collection (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    "CREATE TABLE origin (id INTEGER PRIMARY KEY, path TEXT NOT NULL, author TEXT)",
    "CREATE UNIQUE INDEX origin_path ON origin (path, ifnull(author, ''), author IS NULL)",
    """CREATE TABLE unit (
        id INTEGER PRIMARY KEY,
        digest BLOB NOT NULL UNIQUE,
        collection_id INTEGER NOT NULL REFERENCES collection (id),
        key TEXT NOT NULL,
        source_language TEXT NOT NULL,
        msgctxt TEXT,
        properties TEXT
    )""",
    "CREATE INDEX unit_collection ON unit (collection_id)",
    _VARIANT,
    *_BOOKKEEPING,
    f"PRAGMA application_id = {APPLICATION_ID}",
)

# Version 1 had `length` in place of `revision`. Nothing refers to the table, so it can be made anew.
_KEPT = "id, unit_id, language, symbols, text, codes, previous, next, origin_id, line, changed, properties"
_FROM_VERSION_1 = (
    "ALTER TABLE variant RENAME TO old_variant",
    "DROP INDEX variant_length",
    _VARIANT,
    f"INSERT INTO variant (revision, {_KEPT}) SELECT 1, {_KEPT} FROM old_variant ORDER BY id",  # noqa: S608
    "DROP TABLE old_variant",
    *_BOOKKEEPING,
)


def initialise(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty database, within the caller's transaction."""
    for statement in _SCHEMA:
        connection.execute(statement)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the tables of an older version (1 or the present) up to date, within the caller's transaction.

    Cost: writes every text once more, some 2 s for a million units; no text, id or origin changes.
    """
    if version < SCHEMA_VERSION:
        for statement in _FROM_VERSION_1:
            connection.execute(statement)
