"""What earlier validations found, in the user's cache directory: unchanged files are not examined again.

A result is kept under a digest of all that it follows from: the file's bytes and path, the plan, the
template, the version of padanan and of its code. Whatever is damaged is examined again; without a place to
write, nothing is kept.
"""

import contextlib
import hashlib
import json
import sqlite3
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import padanan
from padanan.checks.base import Observation
from padanan.core.model import Certainty, Finding, Replacement, Severity, Suppression
from padanan.formats.files import SourceFile
from padanan.services.validate_examine import Examined, Plan
from padanan.services.validate_report import Excerpt, FileReport

# The least recently used go when there are more results than this; one takes some hundred bytes.
LIMIT_RESULTS = 50_000
# Beyond, reading a result is slower than finding it out.
_LARGEST_REPORT = 20_000
_PATIENCE_S = 0.5
_SCHEMA = "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, used INTEGER, value BLOB) WITHOUT ROWID"
_KINDS: Mapping[str, Any] = {"severity": Severity, "certainty": Certainty, "suppression": Suppression}


@dataclass(slots=True)
class ResultCache:
    """Results of one plan. Open it with `open_cache`, from one process only."""

    connection: sqlite3.Connection
    plan_digest: bytes

    def key(self, source: SourceFile, template_digest: str) -> bytes:
        """Name the result of examining a file."""
        parts = (self.plan_digest.hex(), str(source.path), source.digest, template_digest)
        return hashlib.blake2b("\n".join(parts).encode(errors="surrogateescape"), digest_size=20).digest()

    def load(self, key: bytes, path: Path) -> Examined | None:
        """Give what was kept; None if there is nothing, or nothing whole."""
        try:
            row = self.connection.execute("SELECT value FROM results WHERE key = ?", (key,)).fetchone()
            if row is None:
                return None
            examined = _decode(json.loads(zlib.decompress(row[0])), path)
            self.connection.execute("UPDATE results SET used = ? WHERE key = ?", (_today(), key))
        except (sqlite3.Error, zlib.error, ValueError, TypeError, LookupError, AttributeError):
            return None
        return examined

    def store(self, key: bytes, examined: Examined) -> None:
        """Keep a result, unless it is an error or too large."""
        report = examined.report
        seen = sum(map(len, examined.observations.values()))
        if report.error is not None or len(report.findings) + seen > _LARGEST_REPORT:
            return
        value = zlib.compress(json.dumps(_encode(examined)).encode(), level=1)
        with contextlib.suppress(sqlite3.Error):
            row = (key, _today(), value)
            self.connection.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", row)

    def close(self) -> None:
        """Write everything, and let go of the oldest results above the limit."""
        with contextlib.suppress(sqlite3.Error):
            (count,) = self.connection.execute("SELECT count(*) FROM results").fetchone()
            if count > LIMIT_RESULTS:
                self.connection.execute(
                    "DELETE FROM results WHERE key IN (SELECT key FROM results ORDER BY used LIMIT ?)",
                    (count - LIMIT_RESULTS,),
                )
            self.connection.commit()
        self.connection.close()


@contextlib.contextmanager
def open_cache(directory: Path | None, plan: Plan) -> Iterator[ResultCache | None]:
    """Open the cache in a directory; give None where that cannot be done, or what is there is broken."""
    connection = _connect(directory) if directory is not None and plan.settings.recall is None else None
    if connection is None:
        yield None
        return
    cached = ResultCache(connection, hashlib.blake2b(repr((plan, _code_version())).encode()).digest())
    try:
        yield cached
    finally:
        cached.close()


def _connect(directory: Path) -> sqlite3.Connection | None:
    path = directory / "validation.sqlite3"
    for _ in range(2):
        connection = None
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=_PATIENCE_S)
            connection.execute("PRAGMA synchronous = OFF")  # it can be lost
            connection.execute(_SCHEMA)
            connection.execute("SELECT count(*) FROM results").fetchone()
        except (OSError, sqlite3.OperationalError):
            if connection is not None:
                connection.close()
            return None
        except sqlite3.DatabaseError:  # not a database, or a broken one: begin anew
            if connection is not None:
                connection.close()
            with contextlib.suppress(OSError):
                path.unlink()
        else:
            return connection
    return None


@cache
def _code_version() -> tuple[object, ...]:
    """Tell versions apart, and states of the code between them."""
    root = Path(padanan.__file__).parent
    files = [path.stat() for name in ("checks", "core", "formats") for path in (root / name).rglob("*.py")]
    return (padanan.__version__, len(files), max(file.st_mtime_ns for file in files))


def _today() -> int:
    return int(time.time()) // 86_400


def _encode(examined: Examined) -> dict[str, Any]:
    report = examined.report
    return {
        "entries": report.entries,
        "findings": [astuple(finding) for finding in report.findings],
        "excerpts": [astuple(excerpt) for excerpt in report.excerpts],
        "observations": {
            check: [astuple(item) for item in seen] for check, seen in examined.observations.items()
        },
    }


def _decode(value: dict[str, Any], path: Path) -> Examined:
    report = FileReport(
        path=path,
        entries=value["entries"],
        findings=tuple(_finding(row) for row in value["findings"]),
        excerpts=tuple(Excerpt(text=text, column=column) for text, column in value["excerpts"]),
    )
    observations = {
        check: [_observation(row) for row in rows] for check, rows in value["observations"].items()
    }
    return Examined(report=report, observations=observations)


def _finding(row: list[Any]) -> Finding:
    values = dict(zip((field.name for field in fields(Finding)), row, strict=True))
    for name, kind in _KINDS.items():
        values[name] = None if values[name] is None else kind(values[name])
    if values["replacement"] is not None:
        names = [field.name for field in fields(Replacement)]
        values["replacement"] = Replacement(**dict(zip(names, values["replacement"], strict=True)))
    return Finding(**values)


def _observation(row: list[Any]) -> Observation:
    values = dict(zip((field.name for field in fields(Observation)), row, strict=True))
    return Observation(**{**values, "data": tuple(values["data"])})
