"""What is in a memory, in numbers."""

from dataclasses import dataclass

from padanan.memory.sqlite import SqliteStore
from padanan.memory.store import LanguagePair


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginCount:
    """How many variants come from a file (None: unknown), between which times (ISO 8601 UTC)."""

    path: str | None
    variants: int
    oldest: str | None
    newest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """The numbers of a memory. Languages and authors by tag and name, with their variants."""

    units: int
    variants: int
    languages: tuple[tuple[str, int], ...]
    pairs: tuple[LanguagePair, ...]
    origins: tuple[OriginCount, ...]
    authors: tuple[tuple[str, int], ...]
    oldest: str | None
    newest: str | None
    revision: int


_ORIGINS = """
    SELECT o.path, sum(n), min(oldest), max(newest) FROM (
        SELECT origin_id, count(*) AS n, min(changed) AS oldest, max(changed) AS newest FROM variant
        GROUP BY origin_id
    ) LEFT JOIN origin o ON o.id = origin_id GROUP BY o.path ORDER BY o.path IS NULL, o.path
"""
_AUTHORS = """
    SELECT o.author, sum(n) FROM (SELECT origin_id, count(*) AS n FROM variant GROUP BY origin_id)
    JOIN origin o ON o.id = origin_id WHERE o.author IS NOT NULL GROUP BY o.author ORDER BY o.author
"""


def take_census(store: SqliteStore) -> Census:
    """Count everything, at one moment.

    Raises:
        StoreError: the memory cannot be read.

    Cost: reads the whole memory a few times.
    """
    access = store.access
    with store.snapshot():
        languages = tuple(
            (tag, count)
            for tag, count in access.rows("SELECT language, count(*) FROM variant GROUP BY 1 ORDER BY 1")
        )
        origins = tuple(
            OriginCount(path=path, variants=count, oldest=oldest, newest=newest)
            for path, count, oldest, newest in access.rows(_ORIGINS)
        )
        return Census(
            units=store.count_units(),
            variants=sum(count for _, count in languages),
            languages=languages,
            pairs=store.pairs(),
            origins=origins,
            authors=tuple((author, count) for author, count in access.rows(_AUTHORS)),
            oldest=min((one.oldest for one in origins if one.oldest), default=None),
            newest=max((one.newest for one in origins if one.newest), default=None),
            revision=store.revision(),
        )
