"""Keeping the index of a memory up to date after it was written."""

from pathlib import Path

from padanan.core.progress import Progress
from padanan.memory.fuzzy.mapped_index import open_index
from padanan.memory.store import Store


def refresh_index(store: Store, memory: Path, progress: Progress) -> tuple[str, ...]:
    """Index the languages that units are translated from, as far as so much has changed that it pays.

    The other languages are indexed when something in them is looked up for the first time.

    Returns:
        What could not be done, a sentence each, for people to read: look-ups are right without an index, and
        an import that cannot write one is in the memory all the same.

    Raises:
        StoreError: the memory cannot be read.
    """
    return open_index(store, memory).refresh(store.source_languages(), progress)
