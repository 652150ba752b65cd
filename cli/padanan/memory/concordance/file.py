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
from padanan.memory.concordance.layout import CHECKED_BYTES, CODE_POINTS, EXACT, KIND, TABLES, VERSION, Meta
from padanan.memory.folding import Folding
from padanan.memory.mapped_file import MappedFile, UnusableFileError


class Place(NamedTuple):
    """A text that was found: its length in characters of NFC, and its variant. Searches give them sorted."""

    length: int
    variant_id: int


class ConcordanceFile:
    """One language's file. Threads may share it. All methods raise UnusableFileError when it is damaged."""

    def __init__(self, file: MappedFile) -> None:
        self._file = file
        self.meta = self._read_meta()
        self._lengths = array("I", bytes(self._read("lengths", 4)))
        self._first_rows = array("I", bytes(self._read("first rows", 4, len(self._lengths))))
        if [*self._first_rows[:1]] != [0] * bool(self.meta.texts):
            raise UnusableFileError(f"{file.path}: texts of no length")
        self._rarity = array("I", bytes(self._read("rarity", 4, 256)))
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
        mark_numbers(self._read("units", 8, self.meta.texts), units)

    def keep_units(self, found: bytearray, units: bytearray) -> None:
        """Clear the bit of each text whose unit has none in `units`."""
        keep_numbers(self._read("units", 8, self.meta.texts), units, found)

    def drop_variants(self, found: bytearray, variant_ids: Iterable[int]) -> None:
        """Clear the bits of some variants that have a text here."""
        others = bytearray(b"\xff") * len(no_bits(self.meta.newest + 1))
        for variant_id in variant_ids:
            others[variant_id >> 3] &= ~(1 << (variant_id & 7))
        keep_numbers(self._read("ids", 8, self.meta.texts), others, found)

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
            rows = self._read(f"{TABLES[folding]} rows", 4, exceptions.count)
            overrule(rows, find_texts(exceptions, needle, None), found)

    def _table(self, folding: Folding) -> PackedTexts:
        """Give a table, checked when it is first asked for. Two threads that do so at once both check it."""
        table = self._tables.get(folding)
        if table is None:
            name = TABLES[folding]
            starts = self._read(f"{name} starts", 4, self.meta.texts + 1 if folding == EXACT else None)
            table = self._tables[folding] = PackedTexts(
                content=self._checked_text(name),
                starts=starts,
                word_bits=self._read("word bits", 1, len(no_bits(CODE_POINTS))),
                count=len(starts) // 4 - 1,
            )
        return table

    def _checked_text(self, name: str) -> memoryview:
        content = self._file.unchecked(f"{name} text")
        pieces = range(0, len(content), CHECKED_BYTES)
        sums = [zlib.crc32(content[start : start + CHECKED_BYTES]) for start in pieces]
        if sums != [*self._read(f"{name} sums", 4, len(pieces)).cast("I")]:
            raise UnusableFileError(f"{self._file.path}: {name} is damaged")
        return content

    def _read_meta(self) -> Meta:
        try:
            meta = Meta.decode(bytes(self._file.read("meta")))
        except (ValueError, TypeError) as error:
            raise UnusableFileError(f"{self._file.path}: says nothing of itself that makes sense") from error
        if meta.unicode != unidata_version:
            raise UnusableFileError(f"{self._file.path}: folded by another version of Unicode")
        return meta

    def _read(self, name: str, size: int, count: int | None = None) -> memoryview:
        """Give a section of numbers: the kernel believes that there are as many as it is told."""
        section = self._file.read(name)
        if len(section) % size or (count is not None and len(section) != size * count):
            raise UnusableFileError(f"{self._file.path}: {name} is of another size")
        return section
