"""Running SQL on a memory: rows that are read lazily, transactions that end well, errors in words."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from padanan.memory.database import begin_writing, is_locked, store_errors
from padanan.memory.rows import Row


class SqlAccess:
    """An open memory for those who know its tables. Every method raises StoreError when the file fails."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def rows(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Give the rows of a query, lazily."""
        with store_errors(self.path):
            # Not `yield from`: giving up half-way would close the cursor, which fails after the connection.
            for row in self.connection.execute(statement, values):  # noqa: UP028
                yield row

    def run(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Run a statement, and give how many rows it changed (-1 where that means nothing)."""
        with store_errors(self.path):
            return self.connection.execute(statement, values).rowcount

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Commit what happens inside, or nothing of it; inside another transaction, undo only this part."""
        nested = self.connection.in_transaction
        with store_errors(self.path):
            if nested:
                self.connection.execute("SAVEPOINT part")
            else:
                begin_writing(self.connection, self.path)
        try:
            yield
            self.run("RELEASE part" if nested else "COMMIT")
        except BaseException:
            self.roll_back(nested=nested)
            raise

    def is_locked_by_others(self) -> bool:
        """Whether writing would have to wait now. Within a transaction that writes, it would not."""
        if self.connection.in_transaction:
            return False
        with store_errors(self.path):
            (patience,) = self.connection.execute("PRAGMA busy_timeout").fetchone()
            self.connection.execute("PRAGMA busy_timeout = 0")
            try:
                self.connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                return is_locked(error)  # whoever writes is told what else is wrong
            else:
                self.connection.execute("ROLLBACK")
                return False
            finally:
                self.connection.execute(f"PRAGMA busy_timeout = {patience}")

    def roll_back(self, *, nested: bool = False) -> None:
        """Undo the transaction, or its inner part."""
        # After a full disk or a failed read SQLite has already rolled back by itself.
        if self.connection.in_transaction:
            for statement in ("ROLLBACK TO part", "RELEASE part") if nested else ("ROLLBACK",):
                self.run(statement)


def marks(values: Sequence[Any]) -> str:
    """Give as many question marks, for `IN (...)`."""
    return ", ".join("?" * len(values))
