"""Whether a memory's file is sound, and giving back the space it no longer needs."""

from collections.abc import Iterator

from padanan.memory.sqlite import SqliteStore


def find_damage(store: SqliteStore) -> Iterator[str]:
    """Give what is wrong with the tables, a line each; nothing when all is well.

    Raises:
        StoreError: the file is so damaged that not even this can be found out.

    Cost: reads the whole file, and each of its indexes.
    """
    access = store.access
    for (line,) in access.rows("PRAGMA integrity_check"):
        if line != "ok":
            yield line
    for table, row_id, parent, _ in access.rows("PRAGMA foreign_key_check"):
        yield f"row {row_id} of {table} refers to a row of {parent} that is not there"


def compact(store: SqliteStore) -> None:
    """Write the file anew without its gaps, and its log into it.

    Raises:
        StoreError: somebody else keeps the memory locked, or the disk has no room for a second copy; then
            the memory stays as it was.
    """
    store.access.run("VACUUM")
    store.access.run("PRAGMA wal_checkpoint(TRUNCATE)")
