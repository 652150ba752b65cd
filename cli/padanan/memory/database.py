"""Opening the SQLite file of a memory: what it is, whether it is ours, and what went wrong, in words."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from padanan.core.errors import StoreError
from padanan.memory.schema import APPLICATION_ID, SCHEMA_VERSION, initialise, migrate

# How long another process may hold the file without writing anything before we give up.
LOCK_WAIT_S = 10.0
_MAGIC = b"SQLite format 3\x00"
_RETRY_S = 0.02

_REASONS = {
    sqlite3.SQLITE_BUSY: (
        "another program keeps the memory locked",
        "let it finish, and run the command again",
    ),
    sqlite3.SQLITE_CORRUPT: ("the memory is damaged", "move it away and import your files again"),
    sqlite3.SQLITE_NOTADB: ("not a padanan memory, or a damaged one", "choose another path with --memory"),
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space and run the command again; nothing was lost"),
    sqlite3.SQLITE_IOERR: (
        "the disk failed, or is full",
        "check the space left (df) and run the command again; nothing was lost",
    ),
    sqlite3.SQLITE_READONLY: ("no permission to write to the memory", "check its owner and mode: ls -l"),
    sqlite3.SQLITE_PERM: ("no permission to open the memory", "check its owner and mode: ls -l"),
    sqlite3.SQLITE_CANTOPEN: (
        "the memory cannot be opened",
        "check that its directory exists and can be written: ls -ld",
    ),
}


def connect(path: Path, *, create: bool, lock_wait_s: float = LOCK_WAIT_S) -> sqlite3.Connection:
    """Open a memory; make it, with its directories, when `create` is set and there is none.

    A file that is not ours is never changed. An empty one is a memory with nothing in it. Without `create`, a
    memory that cannot be written can still be read, as with `connect_for_reading`.

    Raises:
        StoreError: there is no memory, or what is there is something else, newer, damaged, or out of reach.
    """
    with store_errors(path):
        _look_at(path, create=create)
        connection = _open(path, "mode=rwc" if create else "mode=rw", lock_wait_s)
        try:
            if not create and _is_empty(connection):
                connection.close()
                return connect_in_memory()  # a file that is only looked at stays as it is
            _prepare(connection, path, lock_wait_s)
        except BaseException as error:
            connection.close()
            if not create and isinstance(error, sqlite3.Error) and _is_out_of_reach(error):
                return connect_for_reading(path, lock_wait_s=lock_wait_s)
            raise
    return connection


def connect_for_reading(path: Path, *, lock_wait_s: float = LOCK_WAIT_S) -> sqlite3.Connection:
    """Open a memory that is never to be changed, wherever it lies.

    Where its directory cannot be written, there is no room for SQLite's locks beside it; then the file is
    taken as it is, which holds as long as nobody else writes to it.

    Raises:
        StoreError: as for `connect`; or the memory is of an older version, which only writing could change.
    """
    with store_errors(path):
        _look_at(path, create=False)
        connection = _open_somehow(path, lock_wait_s)
        try:
            if _is_empty(connection):
                connection.close()
                return connect_in_memory()
            _refuse_foreign(connection, path)
            if _pragma(connection, "user_version") < SCHEMA_VERSION:
                raise StoreError(
                    "a read-only memory of an older version",
                    path=str(path),
                    hint="let padanan write to it once, such as with `padanan import`",
                )
        except BaseException:
            connection.close()
            raise
    return connection


def _open_somehow(path: Path, lock_wait_s: float) -> sqlite3.Connection:
    """Open for reading as the rights allow: with locks, with the locks of others, or without."""
    for options in ("mode=rw", "mode=ro"):
        connection = _open(path, options, lock_wait_s)
        try:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("SELECT count(*) FROM sqlite_schema")
        except sqlite3.OperationalError as error:
            connection.close()
            if not _is_out_of_reach(error):
                raise
        else:
            return connection
    log = Path(os.path.realpath(path) + "-wal")
    if log.exists() and log.stat().st_size:
        raise StoreError(
            "changes that were not yet written into the memory cannot be read without writing beside it",
            path=str(path),
            hint=f"copy it together with {log.name} to a place that can be written",
        )
    return _open(path, "immutable=1", lock_wait_s)


def _is_out_of_reach(error: sqlite3.Error) -> bool:
    """Whether the file, or what SQLite keeps beside it, may not be written."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


def _open(path: Path, options: str, lock_wait_s: float) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}",
        uri=True,
        timeout=lock_wait_s,
        isolation_level=None,
        # A connection is used by one thread, and closed by whichever ends.
        check_same_thread=False,
    )


def connect_in_memory() -> sqlite3.Connection:
    """Make a memory that is gone when it is closed."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    initialise(connection)
    return connection


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the operating system say into a StoreError about `path`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary result code
        message, hint = _REASONS.get(code, (f"the memory cannot be used: {error}", None))
        raise StoreError(message, path=str(path), hint=hint) from error
    except OSError as error:
        raise StoreError(
            f"the memory cannot be opened: {error.strerror}",
            path=str(path),
            hint="choose a place that can be written, with --memory",
        ) from error


def is_locked(error: sqlite3.Error) -> bool:
    """Whether the error only says that somebody else is using the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def begin_writing(connection: sqlite3.Connection, path: Path) -> None:
    """Begin a transaction that may write, waiting as long as somebody else's makes progress.

    Raises:
        sqlite3.OperationalError: locked, and nothing was written while SQLite waited.
    """
    while True:
        before = _trace(path)
        try:
            connection.execute("BEGIN IMMEDIATE")  # SQLite itself waits a while
        except sqlite3.OperationalError as error:
            if not is_locked(error) or _trace(path) == before:
                raise
        else:
            return


def _trace(path: Path) -> tuple[tuple[int, int] | None, ...]:
    """Give what changes when anybody writes to the memory: size and time of the file and of its log."""
    real = os.path.realpath(path)  # the log stands beside what a link leads to
    return tuple(_size_and_time(Path(real + suffix)) for suffix in ("", "-wal"))


def _size_and_time(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_size, status.st_mtime_ns


def _look_at(path: Path, *, create: bool) -> None:
    """Refuse what cannot be a memory, before SQLite touches it."""
    if "\0" in str(path):
        raise StoreError("not a file name", path=repr(str(path)))
    if path.is_dir():
        raise StoreError("this is a directory, not a memory", path=str(path), hint="name a file in it")
    if path.is_file():
        with path.open("rb") as stream:
            start = stream.read(len(_MAGIC))
        if start and start != _MAGIC:
            message, hint = _REASONS[sqlite3.SQLITE_NOTADB]
            raise StoreError(message, path=str(path), hint=hint)
    elif path.exists():
        raise StoreError("not a regular file", path=str(path), hint="choose another path with --memory")
    elif not create:
        hint = "make one with `padanan import FILES`, or name another with --memory"
        raise StoreError("no such memory", path=str(path), hint=hint)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)


def _prepare(connection: sqlite3.Connection, path: Path, lock_wait_s: float) -> None:
    if _is_empty(connection):
        _patiently(connection, "PRAGMA journal_mode = WAL", lock_wait_s)
        with _alone(connection, lock_wait_s):
            if _is_empty(connection):  # nobody was quicker
                initialise(connection)
    _refuse_foreign(connection, path)
    if _pragma(connection, "user_version") < SCHEMA_VERSION:
        with _alone(connection, lock_wait_s):
            migrate(connection, _pragma(connection, "user_version"))
    # With a write-ahead log, NORMAL keeps the file sound whatever happens, and a finished transaction safe
    # from everything but a power cut (https://www.sqlite.org/pragma.html#pragma_synchronous).
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -65536")  # 64 MiB: the indexes of some million units


@contextmanager
def _alone(connection: sqlite3.Connection, lock_wait_s: float) -> Iterator[None]:
    """Commit what happens inside while nobody else writes, or nothing of it."""
    _patiently(connection, "BEGIN IMMEDIATE", lock_wait_s)
    with connection:  # commits or rolls back
        yield


def _is_empty(connection: sqlite3.Connection) -> bool:
    """Whether nobody has put anything into the file yet: a new one, or one whose making was cut short."""
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return (
        tables == 0
        and _pragma(connection, "application_id") == 0
        and _pragma(connection, "user_version") == 0
    )


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise StoreError(
            "an SQLite file of another program, not a padanan memory",
            path=str(path),
            hint="choose another path with --memory",
        )
    version = _pragma(connection, "user_version")
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"a memory of version {version}, made by a newer padanan (this one reads {SCHEMA_VERSION})",
            path=str(path),
            hint="update padanan",
        )


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _patiently(connection: sqlite3.Connection, statement: str, lock_wait_s: float) -> None:
    """Run a statement for which SQLite does not wait itself: changing the journal asks for the whole file."""
    deadline = time.monotonic() + lock_wait_s
    while True:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            if not is_locked(error) or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_S)
        else:
            return
