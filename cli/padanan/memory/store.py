"""What a translation memory's store does, whatever it is made of."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from padanan.core.model import TranslationUnit, Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of the units given to a store, in units.

    A unit is `unchanged` when its texts, codes, context and properties are; its origins may be newer.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Add up two tallies."""
        return Tally(
            added=self.added + other.added,
            updated=self.updated + other.updated,
            unchanged=self.unchanged + other.unchanged,
        )


class StoredText(NamedTuple):
    """A variant as a candidate index sees it: `symbols` as `similarity.normalise_symbols` gives them.

    A tuple, since they come by the hundred thousand.
    """

    variant_id: int
    symbols: str


class PlainText(NamedTuple):
    """A variant as a concordance sees it: its unit, and its text as it is, without inline codes."""

    variant_id: int
    unit_id: int
    text: str


class IndexToken(NamedTuple):
    """What ties a candidate index to the memory it was built from: a random text, and the revision it knows.

    It stands in both. A copy of the memory from before the index was built has no such token or another one,
    whatever its revisions.
    """

    token: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredUnit:
    """A unit found by one of its variants. Ids are positive, grow with every unit added, and never change."""

    unit_id: int
    variant_id: int
    variant: Variant
    unit: TranslationUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguagePair:
    """How many units have text in both languages; `first` sorts before `second`."""

    first: str
    second: str
    units: int


class Store(Protocol):
    """A place that keeps translation units. Every method raises StoreError when the place fails."""

    def add(self, units: Iterable[TranslationUnit]) -> Tally:
        """Add units or update those with the same (collection, key): all of them, or none when it fails.

        A variant replaces the one in its language; other languages' variants stay. A variant with the same
        text from another file replaces the stored one only if it is newer (or as new, and its path sorts
        later), so that importing files again in any order changes nothing.

        `units` is consumed lazily; whatever it raises ends the transaction without a trace.
        """

    def rehearse(self) -> AbstractContextManager[None]:
        """Undo everything added inside the `with` block when it ends."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Make all that is read inside the `with` block belong to one moment, whoever writes meanwhile."""

    def units(self, collection: str | None = None) -> Iterator[TranslationUnit]:
        """Give all units, or those of one collection, in the order they were added; lazily.

        A unit's variants are sorted by language.
        """

    def count_units(self) -> int:
        """Count all units."""

    def languages(self) -> tuple[str, ...]:
        """Give the tags of all languages that occur, sorted."""

    def source_languages(self) -> tuple[str, ...]:
        """Give the tags of the units' source languages in which there is text, sorted.

        Cost: reads all units.
        """

    def pairs(self) -> tuple[LanguagePair, ...]:
        """Count the units of every pair of languages. Cost: reads the whole store."""

    def joins(self, sources: Sequence[str], targets: Sequence[str]) -> bool:
        """Whether a unit has text in one of `sources` and in one of `targets`."""

    def revision(self) -> int:
        """Give the number of the last transaction that changed anything; 0 in a new memory. It only grows."""

    def texts(self, languages: Sequence[str], *, after: int = 0) -> Iterator[StoredText]:
        """Give the texts in these languages whose text or codes changed after revision `after`; lazily.

        In no order. Cost: O(texts given).
        """

    def plain_texts(self, languages: Sequence[str], *, after: int = 0) -> Iterator[PlainText]:
        """Give the texts in these languages that changed after revision `after` (see `texts`)."""

    def count_texts(self, language: str, *, until: int) -> int:
        """Count the variants in a language whose text and codes have not changed since revision `until`.

        Cost: O(variants counted), some 10 ms for a million.
        """

    def current(self, variant_ids: Iterable[int], *, revision: int) -> set[int]:
        """Give those variants whose text and codes are as they were at `revision`: none deleted or changed.

        A variant that was added since is not among them. Ids are never given out twice.
        """

    def is_being_written(self) -> bool:
        """Whether somebody else is in the middle of a transaction that writes; waits for nobody."""

    def index_token(self, language: str) -> IndexToken | None:
        """Give the token of this language's candidate index, None when it never had one."""

    def set_index_token(self, language: str, token: IndexToken) -> IndexToken | None:
        """Note the token of this language's candidate index; give, at the same moment, the one before it."""

    def find(self, variant_ids: Iterable[int]) -> Iterator[StoredUnit]:
        """Give the units of variants; an id that is no longer there is left out."""

    def close(self) -> None:
        """Let go of the place. Closing twice does nothing."""

    def __enter__(self) -> Self:
        """Give the store itself."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
