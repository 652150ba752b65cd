"""Finding the stored texts that are similar enough, apart from where they are stored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from padanan.core.progress import Progress, ignore_progress
from padanan.memory.similarity import (
    allowed_distance,
    edit_distance,
    exact_score,
    length_bounds,
    score_percent,
)
from padanan.memory.store import Store, StoredText


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stored text, its distance from the query, and the symbols in the longer of the two."""

    variant_id: int
    distance: int
    longer: int

    @property
    def score_percent(self) -> int:
        """The score for display, rounded down."""
        return score_percent(self.distance, self.longer)


class Nearest(NamedTuple):
    """Candidates, best first by their exact score; `complete` when no other text reaches the threshold."""

    candidates: tuple[Candidate, ...]
    complete: bool


class CandidateIndex(Protocol):
    """Something that finds the texts that score most: exact, whatever it does to be quick."""

    def nearest(self, query: str, languages: Sequence[str], *, threshold_percent: int, count: int) -> Nearest:
        """Give the best `count` texts in these languages, and all that tie with the last of them.

        Only texts that score `threshold_percent` (1..100) or more. `query` is in the form of
        `similarity.normalise_symbols`.
        """

    def refresh(self, languages: Sequence[str], progress: Progress = ignore_progress) -> tuple[str, ...]:
        """Bring up to date what makes look-ups in these languages quick; not inside a snapshot.

        Look-ups are right without it. Returns what could not be done, a sentence each, for people to read.
        Cost: next to nothing as long as little has changed.
        """


class ScanIndex:
    """The plain index: compares every text of a possible length. Cost: O(texts)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def nearest(self, query: str, languages: Sequence[str], *, threshold_percent: int, count: int) -> Nearest:
        """Give the best texts in these languages (see CandidateIndex)."""
        texts = self._store.texts(languages)
        found = tuple(reaching(texts, query, threshold_percent))
        return best_of([Nearest(found, complete=True)], count)

    def refresh(self, languages: Sequence[str], progress: Progress = ignore_progress) -> tuple[str, ...]:
        """Do nothing: there is nothing that could be out of date."""
        del languages, progress
        return ()


def reaching(texts: Iterable[StoredText], query: str, threshold_percent: int) -> Iterator[Candidate]:
    """Give those of some texts that score `threshold_percent` (1..100) or more, in the same order."""
    shortest, longest = length_bounds(len(query), threshold_percent)
    for variant_id, symbols in texts:
        if not shortest <= len(symbols) <= longest:
            continue
        longer = max(len(query), len(symbols))
        distance = edit_distance(query, symbols, limit=allowed_distance(longer, threshold_percent))
        if distance is not None:
            yield Candidate(variant_id=variant_id, distance=distance, longer=longer)


def best_of(parts: Iterable[Nearest], count: int) -> Nearest:
    """Give the best `count` of several answers together, and all that tie with the last of them."""
    given = list(parts)
    found = [(exact_score(item.distance, item.longer), item) for part in given for item in part.candidates]
    found.sort(key=lambda pair: pair[0], reverse=True)
    kept = [pair for pair in found if len(found) <= count or pair[0] >= found[count - 1][0]]
    complete = len(kept) == len(found) and all(part.complete for part in given)
    return Nearest(tuple(item for _, item in kept), complete)
