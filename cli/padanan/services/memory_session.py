"""The memories that are asked, kept open for many look-ups."""

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from padanan.core.config import MemorySettings, Settings
from padanan.core.errors import StoreError
from padanan.core.language import covers
from padanan.core.model import Match
from padanan.core.penalties import Penalties, parse_penalty
from padanan.core.progress import Progress, ignore_progress
from padanan.memory.fuzzy.mapped_index import open_index
from padanan.memory.lookup import Query, SearchedMemory, find_matches
from padanan.memory.sqlite import SqliteStore

# How often a session looks whether so much was written meanwhile that its indexes should be made anew.
_REFRESH_S = 1.0


def choose_memories(settings: Settings, named: Sequence[str] = ()) -> tuple[MemorySettings, ...]:
    """Say which memories are asked.

    Args:
        settings: The project's.
        named: Names or paths of memories, the most important first. A configured memory keeps its penalty and
            stays read-only. When nothing is named, the project's own memory and all configured ones are
            asked; its own may be missing then, as long as there are others.
    """
    own = MemorySettings(path=settings.memory, name=str(settings.memory))
    configured = [*settings.memories]
    if _find(own.path, configured) is None and (not configured or os.path.lexists(own.path)):
        configured.insert(0, own)
    if not named:
        return tuple(configured)
    chosen: dict[str, MemorySettings] = {}
    for place, name in enumerate(named):
        by_name = next((memory for memory in configured if memory.name == name), None)
        found = by_name or _find(Path(name), configured) or MemorySettings(path=Path(name), name=name)
        chosen.setdefault(found.name, replace(found, priority=-place))
    return tuple(chosen.values())


def choose_writable(settings: Settings, named: str | Path | None = None) -> Path:
    """Say which memory is written: the one of that name or path, by default the project's own.

    Raises:
        StoreError: it is to be read only.
    """
    if named is None:
        chosen = _find(settings.memory, settings.memories)
        path = settings.memory
    else:
        (chosen,) = choose_memories(settings, [str(named)])
        path = chosen.path
    if chosen is not None and chosen.read_only:
        hint = "choose another with --memory, or take read_only out of the settings"
        raise StoreError("the settings say that this memory is only read", path=str(path), hint=hint)
    return path


def choose_penalties(settings: Settings, given: Sequence[str] = ()) -> Penalties:
    """Give the settings' penalties, with those `given` as `ORIGIN=N` put over them.

    Raises:
        PadananError: one that is written otherwise, or is out of range.
    """
    return settings.penalties.adjust(map(parse_penalty, given))


def _find(path: Path, memories: Sequence[MemorySettings]) -> MemorySettings | None:
    return next((memory for memory in memories if memory.path.absolute() == path.absolute()), None)


class MemorySession:
    """Memories that are kept open for many look-ups, from any number of threads.

    What is written meanwhile, by whomever, is found by the next look-up. Each thread has connections of its
    own, since SQLite's are not shared; they are closed with the session.
    """

    def __init__(self, memories: Sequence[MemorySettings], penalties: Penalties | None = None) -> None:
        """Open the memories.

        Raises:
            StoreError: one of them is missing or cannot be read; none is left open.
        """
        self.memories = tuple(memories)
        self.penalties = penalties or Penalties()
        self._of_thread = threading.local()
        self._lock = threading.Lock()
        self._stores: list[SqliteStore] = []
        self._closed = False
        self._refresh_at_s: dict[str, float] = {}
        try:
            self._searched()
        except BaseException:
            self.close()
            raise

    def find(self, query: Query) -> tuple[Match, ...]:
        """Find the best matches in all memories together (see `memory.lookup.find_matches`).

        Raises:
            ValueError: threshold or limit out of range, or the session is closed.
            StoreError: a memory fails.
        """
        searched = self._searched()
        if time.monotonic() > self._refresh_at_s.get(query.source, 0):
            self.prepare(query.source)
        return find_matches(searched, query, self.penalties)

    def prepare(self, source: str, progress: Progress = ignore_progress) -> tuple[str, ...]:
        """Bring the indexes of a source language up to date, so that look-ups are quick.

        Looking up does so by itself now and then; here somebody can watch. Returns what could not be done, a
        sentence each, for people to read: answers are right all the same.

        Raises:
            LanguageError: the language is unknown.
            StoreError: a memory fails.
        """
        notes: list[str] = []
        for memory in self._searched():
            tags = [tag for tag in memory.store.languages() if covers(source, tag)]
            notes += memory.index.refresh(tags, progress)
        self._refresh_at_s[source] = time.monotonic() + _REFRESH_S
        return tuple(notes)

    def stores(self) -> tuple[SqliteStore, ...]:
        """Give this thread's stores, in the order of the memories."""
        self._searched()
        stores: tuple[SqliteStore, ...] = self._of_thread.stores
        return stores

    def close(self) -> None:
        """Close everything, in all threads: none may be looking up. Closing twice does nothing."""
        with self._lock:
            self._closed = True
            for store in self._stores:
                store.close()
            self._stores.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _searched(self) -> tuple[SearchedMemory, ...]:
        if self._closed:
            raise ValueError("the session is closed")
        if not hasattr(self._of_thread, "searched"):
            stores = tuple(self._open(memory) for memory in self.memories)
            self._of_thread.stores = stores
            self._of_thread.searched = tuple(map(_searched, self.memories, stores))
        searched: tuple[SearchedMemory, ...] = self._of_thread.searched
        return searched

    def _open(self, memory: MemorySettings) -> SqliteStore:
        open_store = SqliteStore.open_read_only if memory.read_only else SqliteStore.open
        store = open_store(memory.path)
        with self._lock:
            self._stores.append(store)
        return store


def _searched(memory: MemorySettings, store: SqliteStore) -> SearchedMemory:
    return SearchedMemory(
        store=store,
        index=open_index(store, memory.path, read_only=memory.read_only),
        name=memory.name,
        priority=memory.priority,
        penalty_percent=memory.penalty_percent,
    )
