"""Finding the stored texts that may be similar enough, apart from where they are stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from padanan.memory.similarity import (
    allowed_distance,
    edit_distance,
    exact_score,
    length_bounds,
    score_percent,
)
from padanan.memory.store import Store


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


class ScanIndex:
    """The plain index: compares every text of a possible length. Cost: O(texts of such a length)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def nearest(self, query: str, languages: Sequence[str], *, threshold_percent: int, count: int) -> Nearest:
        """Give the best texts in these languages (see CandidateIndex)."""
        found = [
            (exact_score(candidate.distance, candidate.longer), candidate)
            for candidate in self._reaching(query, languages, threshold_percent)
        ]
        found.sort(key=lambda pair: pair[0], reverse=True)
        kept = [pair for pair in found if len(found) <= count or pair[0] >= found[count - 1][0]]
        return Nearest(tuple(candidate for _, candidate in kept), complete=len(kept) == len(found))

    def _reaching(self, query: str, languages: Sequence[str], threshold_percent: int) -> Iterator[Candidate]:
        shortest, longest = length_bounds(len(query), threshold_percent)
        for text in self._store.texts(languages):
            if not shortest <= len(text.symbols) <= longest:
                continue
            longer = max(len(query), len(text.symbols))
            limit = allowed_distance(longer, threshold_percent)
            distance = edit_distance(query, text.symbols, limit=limit)
            if distance is not None:
                yield Candidate(variant_id=text.variant_id, distance=distance, longer=longer)
