"""The index that look-ups use: a mapped file for what is old, and a scan of what is new."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from padanan.core.errors import StoreError
from padanan.core.progress import Progress, ignore_progress
from padanan.memory.fuzzy.files import build_index, index_directory, open_search, remove_index
from padanan.memory.fuzzy.kernel import Hit, KernelSearch, is_searchable, load_fuzzy_kernel
from padanan.memory.fuzzy.recent import RecentTexts
from padanan.memory.index import Candidate, CandidateIndex, Nearest, ScanIndex, best_of, reaching
from padanan.memory.mapped_file import UnusableFileError
from padanan.memory.similarity import length_bounds
from padanan.memory.store import IndexToken, Store

# An index is built anew when more texts than this are not in it, and more than one in so many of those that
# are: scanning them would cost a look-up milliseconds.
_FEW_TEXTS = 2000
_FEW_SHARE = 50

_building = threading.Lock()


def open_index(store: Store, memory: Path | None, *, read_only: bool = False) -> CandidateIndex:
    """Give the quickest exact index for a memory.

    Args:
        store: The memory, open.
        memory: Its file; None for one that is in no file.
        read_only: Never write an index; use what is there.
    """
    return ScanIndex(store) if memory is None else MappedIndex(store, memory, read_only=read_only)


class MappedIndex:
    """Looks up in mapped indexes, and scans the texts that none of them has: exact at any time.

    What has changed since an index was built has a higher revision: new texts are kept in this process and
    scanned; what is gone, or was rewritten, is dropped from the hits. An index whose token is not the
    memory's is not used. Not for use inside a rehearsal, whose revisions come again. Like the store, it is
    for one thread at a time; the mapped files are shared by all.
    """

    def __init__(self, store: Store, memory: Path, *, read_only: bool = False) -> None:
        self._store = store
        self._directory = index_directory(memory)
        self._writable = not read_only
        self._languages: dict[str, _Language] = {}

    def nearest(self, query: str, languages: Sequence[str], *, threshold_percent: int, count: int) -> Nearest:
        """Give the best texts in these languages (see CandidateIndex)."""
        wanted = _Wanted(query, threshold_percent, count)
        if not is_searchable(query, threshold_percent):
            return ScanIndex(self._store).nearest(
                query, languages, threshold_percent=threshold_percent, count=count
            )
        with self._store.snapshot():
            revision = self._store.revision()
            parts = [self._nearest_in(language, wanted, revision) for language in languages]
        return parts[0] if len(parts) == 1 else best_of(parts, count)

    def refresh(self, languages: Sequence[str], progress: Progress = ignore_progress) -> tuple[str, ...]:
        """Build the indexes that are missing, damaged, or too far behind (see CandidateIndex)."""
        if not self._writable or load_fuzzy_kernel() is None:
            return ()
        if not any(map(self._is_stale, languages)) or self._store.is_being_written():
            return ()  # a look-up waits for no import, which makes the index when it is done
        with _building:  # whoever waited here may find it done
            return tuple(self._build(filter(self._is_stale, languages), progress))

    def _build(self, languages: Iterable[str], progress: Progress) -> Iterator[str]:
        for language in languages:
            try:
                build_index(self._store, self._directory, language, progress)
            except (OSError, MemoryError, StoreError) as error:
                self._writable = False  # once is enough to know
                reason = error.strerror if isinstance(error, OSError) else str(error) or "not enough memory"
                yield f"{self._directory}: no index for {language}: {reason}; looking up takes longer"

    def _is_stale(self, language: str) -> bool:
        with self._store.snapshot():
            return self._language(language).is_behind(self._store, self._store.revision())

    def _language(self, language: str) -> "_Language":
        token = self._store.index_token(language)
        state = self._languages.get(language)
        if state is None or state.token != token:
            state = self._languages[language] = _Language(language, token, self._open(language, token))
        return state

    def _open(self, language: str, token: IndexToken | None) -> KernelSearch | None:
        try:
            return open_search(self._directory, language, token) if token else None
        except UnusableFileError:
            return None

    def _nearest_in(self, language: str, wanted: "_Wanted", revision: int) -> Nearest:
        state = self._language(language)
        state.catch_up(self._store, revision)
        try:
            indexed = self._indexed(state, wanted, revision)
        except UnusableFileError:
            self._forget(state)
            return self._nearest_in(language, wanted, revision)
        return best_of([indexed, self._recent(state, wanted)], wanted.number) if state.recent else indexed

    def _forget(self, state: "_Language") -> None:
        """Let go of a damaged index: from now on everything is scanned, until `refresh` makes another."""
        if self._writable and state.token:
            remove_index(self._directory, state.language, state.token)
        self._languages[state.language] = _Language(state.language, state.token, None)

    def _indexed(self, state: "_Language", wanted: "_Wanted", revision: int) -> Nearest:
        """Search the index, and drop what is no longer as it was when it was built."""
        if state.search is None:
            return Nearest((), complete=True)
        count = wanted.number
        while True:
            hits, complete = state.search.nearest(
                wanted.query, threshold_percent=wanted.threshold_percent, count=count
            )
            if revision != state.indexed_until:
                ids = [hit.variant_id for hit in hits]
                current = self._store.current(ids, revision=state.indexed_until)
                hits = [hit for hit in hits if hit.variant_id in current]
            if complete or len(hits) >= wanted.number:
                return Nearest(tuple(map(_candidate, hits)), complete)
            count *= 2

    def _recent(self, state: "_Language", wanted: "_Wanted") -> Nearest:
        shortest, longest = length_bounds(len(wanted.query), wanted.threshold_percent)
        texts = state.recent.of_lengths(shortest, longest)
        found = list(reaching(texts, wanted.query, wanted.threshold_percent))
        current = self._store.current((item.variant_id for item in found), revision=state.revision)
        return Nearest(tuple(item for item in found if item.variant_id in current), complete=True)


class _Wanted(NamedTuple):
    """What is looked for: the arguments of CandidateIndex.nearest."""

    query: str
    threshold_percent: int
    number: int


class _Language:
    """What is known of a language: its index if there is a sound one, and the texts that are newer."""

    def __init__(self, language: str, token: IndexToken | None, search: KernelSearch | None) -> None:
        self.language = language
        self.token = token
        self.search = search
        self.indexed_until = token.revision if token and search else 0
        self.revision = self.indexed_until  # until which texts were read
        self.recent = RecentTexts()

    def catch_up(self, store: Store, revision: int) -> None:
        """Read what was written until `revision`. Cost: O(texts written)."""
        if self.revision != revision:
            self.recent.add(store.texts([self.language], after=self.revision))
            self.revision = revision

    def is_behind(self, store: Store, revision: int) -> bool:
        """Whether so many texts are not in the index that another should be built."""
        room = max(_FEW_TEXTS, len(self.search or ()) // _FEW_SHARE) - len(self.recent)
        if self.revision == revision or room < 0:
            return room < 0
        new = list(islice(store.texts([self.language], after=self.revision), room + 1))
        if len(new) > room:
            return True
        self.recent.add(new)
        self.revision = revision
        return False


def _candidate(hit: Hit) -> Candidate:
    return Candidate(variant_id=hit.variant_id, distance=hit.distance, longer=hit.longer)
