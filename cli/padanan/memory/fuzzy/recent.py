"""The texts that are newer than an index: few, kept in the process, and scanned."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from padanan.memory.store import StoredText


class RecentTexts:
    """Texts by their lengths, for those of a possible length alone are compared."""

    def __init__(self) -> None:
        self._symbols: dict[int, str] = {}
        self._of_length: defaultdict[int, set[int]] = defaultdict(set)

    def __len__(self) -> int:
        """Give the number of texts."""
        return len(self._symbols)

    def add(self, texts: Iterable[StoredText]) -> None:
        """Take new texts; one that is known already is replaced."""
        for variant_id, symbols in texts:
            if (old := self._symbols.get(variant_id)) is not None:
                self._of_length[len(old)].discard(variant_id)
            self._symbols[variant_id] = symbols
            self._of_length[len(symbols)].add(variant_id)

    def of_lengths(self, shortest: int, longest: int) -> Iterator[StoredText]:
        """Give the texts of `shortest` to `longest` symbols, in no order."""
        for length, ids in self._of_length.items():
            if shortest <= length <= longest:
                for variant_id in ids:
                    yield StoredText(variant_id, self._symbols[variant_id])
