"""The translation memory, as checks ask it: for exact matches, from any process."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

from padanan.core.config import MemorySettings, Settings
from padanan.memory.lookup import Query
from padanan.services.memory_session import MemorySession, choose_memories

# Where a text has more translations than these, disagreeing with them all still says something.
_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryRecall:
    """A `checks.base.Recall` over memories, which each process opens for itself, to read only."""

    memories: tuple[MemorySettings, ...]

    def __call__(self, source: str, *, source_language: str, language: str) -> Collection[str]:
        """Give the translations of exactly this source.

        Raises:
            StoreError: a memory fails.
        """
        query = Query(text=source, source=source_language, target=language, exact=True, limit=_MOST)
        return {match.target.text for match in _open(self.memories).find(query)}


def make_recall(settings: Settings) -> MemoryRecall | None:
    """Prepare asking the project's memories; None where it has none yet."""
    there = [memory for memory in choose_memories(settings) if memory.path.exists()]
    return (
        MemoryRecall(memories=tuple(replace(memory, read_only=True) for memory in there)) if there else None
    )


@lru_cache(maxsize=1)
def _open(memories: tuple[MemorySettings, ...]) -> MemorySession:
    return MemorySession(memories)
