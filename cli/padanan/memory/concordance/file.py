"""A concordance file that was opened: see `layout`."""

import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self
from unicodedata import unidata_version

from padanan.memory.concordance.bits import both_bits, list_bits, no_bits
from padanan.memory.concordance.kernel import (
    Needle,
    PackedTexts,
    compile_needle,
    find_texts,
    keep_numbers,
    mark_numbers,
    overrule,
)
from padanan.memory.concordance.layout import CHECKED_BYTES, EXACT, KIND, TABLES, VERSION, Meta
from padanan.memory.folding import Folding
from padanan.memory.mapped_file import MappedFile, UnusableFileError


class Place(NamedTuple):
    """A text that was found: its length in characters of NFC, and its variant. Searches give them sorted."""

    length: int
    variant_id: int


class ConcordanceFile:
    """One language's file. Threads may share it. All methods raise UnusableFileError when it is damaged."""

    def __init__(self, file: MappedFile) -> None:
        self.meta = Meta.decode(bytes(file.read("meta")))
        if self.meta.unicode != unidata_version:
            raise UnusableFileError(f"{file.path}: folded by another version of Unicode")
        self._file = file
        self._lengths = array("I", bytes(file.read("lengths")))
        self._first_rows = array("I", bytes(file.read("first rows")))
        self._rarity = array("I", bytes(file.read("rarity")))
        self._tables: dict[Folding, PackedTexts] = {}

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a file. Cost: under 1 ms, whatever its size.

        Raises:
            UnusableFileError: it is missing, damaged, or of another version.
        """
        return cls(MappedFile.open(path, kind=KIND, version=VERSION))

    def find(self, needles: Sequence[str], folding: Folding, *, whole: bool) -> bytearray:
        """Give a bit for each text, set where it holds all the keys (see `folding.fold`), at least one.

        Cost: a pass over the texts for each key, some 10 ms for 100 MB; the first pass also checks them.
        """
        longest, *others = sorted(needles, key=len, reverse=True)
        found = self._find_one(longest, folding, whole, None)
        for needle in others:
            found = self._find_one(needle, folding, whole, found)
        return found

    def places(self, found: bytearray, most: int) -> Iterator[Place]:
        """Give the first texts whose bit is set, in order."""
        for row in list_bits(found, most):
            group = bisect_right(self._first_rows, row) - 1
            (variant_id,) = self._file.read("ids", 8 * row, 8 * row + 8).cast("q")
            yield Place(self._lengths[group], variant_id)

    def mark_units(self, units: bytearray) -> None:
        """Set the bit of each unit that has a text here, as far as there is room."""
        mark_numbers(self._file.read("units"), units)

    def keep_units(self, found: bytearray, units: bytearray) -> None:
        """Clear the bit of each text whose unit has none in `units`."""
        keep_numbers(self._file.read("units"), units, found)

    def drop_variants(self, found: bytearray, variant_ids: Iterable[int]) -> None:
        """Clear the bits of some variants that have a text here."""
        others = bytearray(b"\xff") * len(no_bits(self.meta.newest + 1))
        for variant_id in variant_ids:
            others[variant_id >> 3] &= ~(1 << (variant_id & 7))
        keep_numbers(self._file.read("ids"), others, found)

    def _find_one(self, key: str, folding: Folding, whole: bool, among: bytearray | None) -> bytearray:
        needle = compile_needle(key, self._rarity, both_cases=folding.case, whole=whole)
        found = find_texts(self._table(EXACT), needle, among)
        if folding != EXACT:
            self._correct(found, needle, folding)
        return found if among is None else both_bits(found, among)

    def _correct(self, found: bytearray, needle: Needle, folding: Folding) -> None:
        """Answer for the texts that are exceptions from what stands in the table of their own."""
        exceptions = self._table(folding)
        if exceptions.count:
            rows = self._file.read(f"{TABLES[folding]} rows")
            overrule(rows, find_texts(exceptions, needle, None), found)

    def _table(self, folding: Folding) -> PackedTexts:
        """Give a table, checked when it is first asked for. Two threads that do so at once both check it."""
        table = self._tables.get(folding)
        if table is None:
            name = TABLES[folding]
            table = self._tables[folding] = PackedTexts(
                content=self._checked_text(name),
                starts=self._file.read(f"{name} starts"),
                word_bits=self._file.read("word bits"),
                count=self._file.section(f"{name} starts").length // 4 - 1,
            )
        return table

    def _checked_text(self, name: str) -> memoryview:
        content = self._file.unchecked(f"{name} text")
        pieces = range(0, len(content), CHECKED_BYTES)
        sums = [zlib.crc32(content[start : start + CHECKED_BYTES]) for start in pieces]
        if sums != [*self._file.read(f"{name} sums").cast("I")]:
            raise UnusableFileError(f"{self._file.path}: {name} is damaged")
        return content
