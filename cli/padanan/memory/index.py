"""Finding the stored texts that may be similar enough, apart from where they are stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from padanan.memory.similarity import allowed_distance, edit_distance, length_bounds, score_percent
from padanan.memory.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stored text and its score against the query, 0..100."""

    variant_id: int
    score_percent: int


class CandidateIndex(Protocol):
    """Something that finds every text that scores enough: complete, whatever it does to be quick."""

    def candidates(
        self, query: str, languages: Sequence[str], *, threshold_percent: int
    ) -> Iterator[Candidate]:
        """Give all texts in these languages that score `threshold_percent` (1..100) or more, in no order.

        `query` is in the form of `similarity.normalise_symbols`.
        """


class ScanIndex:
    """The plain index: compares every text of a possible length. Cost: O(texts of such a length)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def candidates(
        self, query: str, languages: Sequence[str], *, threshold_percent: int
    ) -> Iterator[Candidate]:
        """Give all texts in these languages that score enough (see CandidateIndex)."""
        shortest, longest = length_bounds(len(query), threshold_percent)
        for text in self._store.texts(languages):
            if not shortest <= len(text.symbols) <= longest:
                continue
            longer = max(len(query), len(text.symbols))
            limit = allowed_distance(longer, threshold_percent)
            distance = edit_distance(query, text.symbols, limit=limit)
            if distance is not None:
                yield Candidate(variant_id=text.variant_id, score_percent=score_percent(distance, longer))
