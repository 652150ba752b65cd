"""Writing a concordance file: see `layout`."""

import re
import unicodedata
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from padanan.memory.concordance.bits import no_bits
from padanan.memory.concordance.kernel import capital
from padanan.memory.concordance.layout import (
    CHECKED_BYTES,
    CODE_POINTS,
    EXACT,
    GAP,
    KIND,
    TABLES,
    VERSION,
    Meta,
)
from padanan.memory.folding import Folding, fold, is_spaced_word
from padanan.memory.mapped_file import Piece, write_mapped_file
from padanan.memory.store import PlainText

# The rest is Han, which is never spaced, private or unassigned; plane 14 has variation selectors.
_WORD_PLANES = (range(0x20000), range(0xE0000, 0xE1000))
# Every so many bytes are looked at, to know which are rare.
_SAMPLE_STEP = 61


class Row(NamedTuple):
    """A text as it stands in the file: in NFC."""

    variant_id: int
    unit_id: int
    text: str


def write_concordance(path: Path, texts: Iterable[PlainText], token: str, revision: int) -> None:
    """Write one language's file, in place of the one before.

    Cost: some 4 s and 500 MB for a million texts.

    Raises:
        OSError: it cannot be written.
        OverflowError: more than 4 GiB of text.
    """
    rows = [Row(row.variant_id, row.unit_id, unicodedata.normalize("NFC", row.text)) for row in texts]
    rows.sort()
    rows.sort(key=lambda row: len(row.text))  # a stable sort keeps the order above
    meta = Meta(
        token=token,
        revision=revision,
        unicode=unicodedata.unidata_version,
        texts=len(rows),
        newest=max((row.variant_id for row in rows), default=0),
        last_unit=max((row.unit_id for row in rows), default=0),
    )
    write_mapped_file(path, _sections(rows, meta), kind=KIND, version=VERSION)


def _sections(rows: list[Row], meta: Meta) -> Iterator[tuple[str, Iterable[Piece]]]:
    yield "meta", [meta.encode()]
    yield "ids", [_bytes(array("q", [row.variant_id for row in rows]))]
    yield "units", [_bytes(array("q", [row.unit_id for row in rows]))]
    groups = [
        (length, next(group)) for length, group in groupby(range(len(rows)), lambda i: len(rows[i].text))
    ]
    yield "lengths", [_bytes(array("I", [length for length, _ in groups]))]
    yield "first rows", [_bytes(array("I", [first for _, first in groups]))]
    yield "word bits", [_word_bits()]
    content = _pack(row.text for row in rows)
    yield "rarity", [_bytes(_rarity(content))]
    yield from _table(TABLES[EXACT], content)
    del content
    foreign = [number for number, row in enumerate(rows) if not row.text.isascii()]
    for folding in TABLES:
        if folding != EXACT:
            numbers = [number for number in foreign if _is_exception(rows[number].text, folding)]
            name = TABLES[folding]
            yield f"{name} rows", [_bytes(array("I", numbers))]
            yield from _table(name, _pack(fold(rows[number].text, folding) for number in numbers))


def _pack(texts: Iterable[str]) -> bytes:
    return b"".join(text.encode() + GAP for text in texts)


def _table(name: str, content: bytes) -> Iterator[tuple[str, Iterable[Piece]]]:
    view = memoryview(content)
    sums = (zlib.crc32(view[start : start + CHECKED_BYTES]) for start in range(0, len(view), CHECKED_BYTES))
    starts = array("I", [0])
    starts.extend(found.end() for found in re.finditer(GAP, content))
    yield f"{name} text", [content]
    yield f"{name} starts", [_bytes(starts)]
    yield f"{name} sums", [_bytes(array("I", sums))]


def _is_exception(text: str, folding: Folding) -> bool:
    """Whether comparing both cases of each letter with an NFC text is not comparing with its key."""
    if folding.accents and fold(text, Folding(case=False, accents=True)) != text:
        return True
    if not folding.case:
        return False
    return bool(_irregular().search(text)) or not unicodedata.is_normalized("NFC", text.casefold())


@cache
def _irregular() -> re.Pattern[str]:
    """Match any character that folds to something of which it is not the capital."""
    characters = (chr(code) for code in range(CODE_POINTS))
    changed = ((character, character.casefold()) for character in characters)
    found = [
        character
        for character, folded in changed
        if folded != character and (len(folded) > 1 or capital(folded) != character)
    ]
    return re.compile(f"[{''.join(map(re.escape, found))}]")


@cache
def _word_bits() -> bytearray:
    bits = no_bits(CODE_POINTS)
    for plane in _WORD_PLANES:
        for code in plane:
            if is_spaced_word(chr(code)):
                bits[code >> 3] |= 1 << (code & 7)
    return bits


def _rarity(content: bytes) -> "array[int]":
    counts = Counter(content[::_SAMPLE_STEP])
    return array("I", [counts[byte] for byte in range(256)])


def _bytes(numbers: "array[int]") -> memoryview:
    return memoryview(numbers).cast("B")
