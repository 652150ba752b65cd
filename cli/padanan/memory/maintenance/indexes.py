"""The candidate indexes beside a memory: which there are, whether they fit, and which nobody needs."""

import os
import time
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from padanan.memory.fuzzy.files import index_directory, open_search
from padanan.memory.mapped_file import UNFINISHED, UnusableFileError
from padanan.memory.store import Store

_CONCORDANCE_SUFFIX = ".concordance"
# Nobody takes as long to write an index.
_ABANDONED_S = 600.0


class IndexState(StrEnum):
    """Whether look-ups in a language have an index."""

    NONE = "none"
    READY = "ready"
    UNUSABLE = "unusable"


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageIndex:
    """The index of a language; `behind` counts the texts written since, which look-ups scan."""

    language: str
    state: IndexState
    behind: int = 0


def list_indexes(store: Store, memory: Path, *, thoroughly: bool = False) -> tuple[LanguageIndex, ...]:
    """Describe the index of every language in a memory; `thoroughly` after reading every page of it.

    Raises:
        StoreError: the memory cannot be read.
    """
    with store.snapshot():
        return tuple(
            _describe(store, memory, language, thoroughly=thoroughly) for language in store.languages()
        )


def _describe(store: Store, memory: Path, language: str, *, thoroughly: bool) -> LanguageIndex:
    token = store.index_token(language)
    if token is None:
        return LanguageIndex(language=language, state=IndexState.NONE)
    try:
        search = open_search(index_directory(memory), language, token)
        if thoroughly:
            search.check_all()
    except UnusableFileError:
        return LanguageIndex(language=language, state=IndexState.UNUSABLE)
    texts = store.count_texts(language, until=store.revision())
    behind = texts - store.count_texts(language, until=token.revision)
    return LanguageIndex(language=language, state=IndexState.READY, behind=behind)


def index_bytes(memory: Path) -> int:
    """Give the size of all index files beside a memory."""
    return sum(status.st_size for _, status in _files(memory))


def remove_unused_indexes(store: Store, memory: Path) -> tuple[str, ...]:
    """Remove what lies in the index directory and is no index of the memory as it is now.

    Returns:
        The names of the removed files, sorted. What cannot be removed stays.

    Raises:
        StoreError: the memory cannot be read.
    """
    languages = store.languages()
    tokens = [token.token for token in map(store.index_token, languages) if token is not None]
    names = {f"{language}{_CONCORDANCE_SUFFIX}" for language in languages}
    unused = [path for path, status in _files(memory) if _is_unused(path, status, tokens, names)]
    for path in unused:
        with suppress(OSError):
            path.unlink()
    return tuple(sorted(path.name for path in unused if not path.exists()))


def _is_unused(path: Path, status: os.stat_result, tokens: Sequence[str], names: Container[str]) -> bool:
    if path.suffix == UNFINISHED:
        return time.time() - status.st_mtime > _ABANDONED_S  # else somebody is writing it
    return path.name not in names and not any(token in path.name for token in tokens)


def _files(memory: Path) -> Iterator[tuple[Path, os.stat_result]]:
    directory = index_directory(memory)
    if directory.is_dir():
        for path in directory.iterdir():
            with suppress(FileNotFoundError):  # somebody has just renamed or removed it
                yield path, path.stat()
