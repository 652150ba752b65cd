"""Looking after a memory: what is in it, duplicates, conflicts, its file."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from padanan.core.errors import LanguageError, StoreError
from padanan.core.language import covers, parse_language
from padanan.core.progress import Progress, ignore_progress
from padanan.memory.maintenance.census import Census, take_census
from padanan.memory.maintenance.conflicts import Conflict, find_conflicts
from padanan.memory.maintenance.duplicates import Merging, merge_duplicates
from padanan.memory.maintenance.indexes import (
    IndexState,
    LanguageIndex,
    index_bytes,
    list_indexes,
    remove_unused_indexes,
)
from padanan.memory.maintenance.soundness import compact, find_damage
from padanan.memory.sqlite import SqliteStore
from padanan.services.indexing import refresh_index


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorySize:
    """Bytes of the memory's file with its log, and of the indexes beside it."""

    file: int
    indexes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryInfo:
    """What is known about a memory."""

    memory: str
    size: MemorySize
    census: Census
    indexes: tuple[LanguageIndex, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergingReport:
    """What was merged, or would be."""

    memory: str
    dry_run: bool
    merging: Merging
    index_problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictReport:
    """The conflicts that were found."""

    memory: str
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactReport:
    """How large the memory was and is, and which index files nobody needed."""

    memory: str
    before: MemorySize
    after: MemorySize
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What is wrong with a memory: `damage` loses something, a `stale` index is only made anew."""

    memory: str
    damage: tuple[str, ...]
    stale: tuple[str, ...]


def describe_memory(memory: Path) -> MemoryInfo:
    """Count what is in a memory.

    Raises:
        StoreError: there is no memory, or it cannot be read.
    """
    with SqliteStore.open(memory) as store:
        return MemoryInfo(
            memory=str(memory),
            size=_measure(memory),
            census=take_census(store),
            indexes=list_indexes(store, memory),
        )


def deduplicate_memory(
    memory: Path, *, dry_run: bool = False, progress: Progress = ignore_progress
) -> MergingReport:
    """Merge the units that say the same (see `memory.maintenance.duplicates`).

    Raises:
        StoreError: there is no memory, or it cannot be read or written; then nothing is merged.
    """
    with SqliteStore.open(memory) as store:
        merging = merge_duplicates(store, dry_run=dry_run)
        problems = () if dry_run else refresh_index(store, memory, progress)
    return MergingReport(memory=str(memory), dry_run=dry_run, merging=merging, index_problems=problems)


def list_conflicts(
    memory: Path, *, source: str | None = None, target: str | None = None, by_context: bool = False
) -> ConflictReport:
    """Find source texts with several translations (see `memory.maintenance.conflicts`).

    Args:
        memory: Its path.
        source: Language of the source texts; by default each unit's own.
        target: Language of the translations; by default all.
        by_context: Whether translations in different msgctxt may differ.

    Raises:
        LanguageError: a language is unknown, or not in the memory.
        StoreError: there is no memory, or it cannot be read.
    """
    with SqliteStore.open(memory) as store, store.snapshot():
        sources = None if source is None else find_tags(store, source)
        targets = None if target is None else find_tags(store, target)
        found = find_conflicts(store, sources=sources, targets=targets, by_context=by_context)
        return ConflictReport(memory=str(memory), conflicts=tuple(found))


def compact_memory(memory: Path) -> CompactReport:
    """Give back the space that a memory and its indexes no longer need.

    Raises:
        StoreError: there is no memory, somebody else keeps it locked, or the disk has no room for a second
            copy; then it stays as it was.
    """
    before = _measure(memory)
    with SqliteStore.open(memory) as store:
        compact(store)
        removed = remove_unused_indexes(store, memory)
    return CompactReport(memory=str(memory), before=before, after=_measure(memory), removed=removed)


def check_memory(memory: Path) -> CheckReport:
    """Look for damage in a memory, its references and its indexes.

    Raises:
        StoreError: there is no memory, or it cannot be opened.
    """
    with SqliteStore.open(memory) as store:
        try:
            damage = tuple(find_damage(store))
            indexes = list_indexes(store, memory, thoroughly=True)
        except StoreError as error:  # so damaged that SQLite itself gave up
            return CheckReport(memory=str(memory), damage=(error.message,), stale=())
    stale = tuple(index.language for index in indexes if index.state is IndexState.UNUSABLE)
    return CheckReport(memory=str(memory), damage=damage, stale=stale)


def find_tags(store: SqliteStore, name: str) -> tuple[str, ...]:
    """Give the tags in a memory that serve a language (zh-CN for zh).

    Raises:
        LanguageError: the language is unknown, or the memory has none of it.
    """
    wanted = parse_language(name).tag
    tags = store.languages()
    serving = tuple(tag for tag in tags if covers(wanted, tag))
    if not serving:
        raise LanguageError(f"the memory has nothing in {wanted}", hint=_name_languages(tags))
    return serving


def _name_languages(tags: Sequence[str]) -> str:
    return f"it has {', '.join(tags)}" if tags else "it is empty: fill it with `padanan import FILES`"


def _measure(memory: Path) -> MemorySize:
    real = Path(os.path.realpath(memory))
    parts = [real, real.with_name(f"{real.name}-wal")]
    file = sum(part.stat().st_size for part in parts if part.is_file())
    return MemorySize(file=file, indexes=index_bytes(memory))
