"""What native/search.c is given: texts one after the other, and what is sought in them."""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from padanan.memory.concordance.bits import no_bits
from padanan.memory.mapped_file import UnusableFileError
from padanan.native.loader import load_kernel

Buffer = bytearray | memoryview


class _Texts(ctypes.Structure):
    """`struct padanan_texts`."""

    _fields_: ClassVar = [
        ("bytes", ctypes.c_void_p),
        ("starts", ctypes.c_void_p),
        ("word_bits", ctypes.c_void_p),
        ("size", ctypes.c_int64),
        ("count", ctypes.c_int64),
    ]


class _Needle(ctypes.Structure):
    """`struct padanan_needle`."""

    _fields_: ClassVar = [
        ("lower", ctypes.c_char_p),
        ("upper", ctypes.c_char_p),
        ("length", ctypes.c_int64),
        ("first", ctypes.c_int64),
        ("second", ctypes.c_int64),
        ("wide_cases", ctypes.c_int64),
        ("whole_words", ctypes.c_int64),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Needle:
    """A key in UTF-8, in both cases, and two places in it whose bytes are rare."""

    lower: bytes
    upper: bytes
    rare: tuple[int, int]
    whole: bool

    @property
    def has_wide_cases(self) -> bool:
        """Whether letters of several bytes have another case."""
        return any(a != b and a >= 0x80 for a, b in zip(self.lower, self.upper, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedTexts:
    """`count` texts in UTF-8, each followed by a byte 0xFF, where they start, and where words cannot end.

    `starts` are 32-bit numbers, one more than texts; `word_bits` has a bit for each code point (see
    `folding.is_spaced_word`). All are writable, for ctypes gives no address of anything else; nobody writes.
    """

    content: Buffer
    starts: Buffer
    word_bits: Buffer
    count: int


def is_available() -> bool:
    """Whether the kernel was built and can be loaded."""
    return load_kernel("search") is not None


def compile_needle(key: str, rarity: Sequence[int], *, both_cases: bool, whole: bool) -> Needle:
    """Make a needle of a key (see `folding.fold`), which is not empty.

    Args:
        key: What is sought.
        rarity: How often each byte stands in the texts.
        both_cases: Whether its letters stand for their capitals, too.
        whole: Whether it must begin and end as words do.
    """
    lower = key.encode("utf-8", "surrogatepass")
    upper = "".join(map(capital, key)).encode("utf-8", "surrogatepass") if both_cases else lower
    frequencies = [rarity[a] + rarity[b] for a, b in zip(lower, upper, strict=True)]
    places = sorted(range(len(lower)), key=frequencies.__getitem__)
    return Needle(lower=lower, upper=upper, rare=(places[0], places[1 % len(places)]), whole=whole)


def capital(letter: str) -> str:
    """Give the one other character that folds to a letter and is as long in UTF-8; else the letter itself."""
    other = letter.upper()
    is_pair = len(other) == 1 and other.casefold() == letter
    return other if is_pair and len(_encode(other)) == len(_encode(letter)) else letter


def find_texts(texts: PackedTexts, needle: Needle, among: bytearray | None) -> bytearray:
    """Give a bit for each text, set where it holds the needle, and where `among` has it set, too.

    Raises:
        UnusableFileError: the texts do not start where they should.
    """
    found = no_bits(texts.count)
    packed = _Texts(
        bytes=address(texts.content),
        starts=address(texts.starts),
        word_bits=address(texts.word_bits),
        size=len(texts.content),
        count=texts.count,
    )
    sought = _Needle(
        needle.lower, needle.upper, len(needle.lower), *needle.rare, needle.has_wide_cases, needle.whole
    )
    failed = _kernel().padanan_search(
        ctypes.byref(packed), ctypes.byref(sought), among and address(among), address(found)
    )
    if failed:
        raise UnusableFileError("texts that do not start where they should")
    return found


def mark_numbers(numbers: memoryview, bits: bytearray) -> None:
    """Set the bits of 64-bit numbers; those that `bits` has no room for are left out."""
    _kernel().padanan_search_mark(address(numbers), numbers.nbytes // 8, address(bits), 8 * len(bits))


def keep_numbers(numbers: memoryview, bits: bytearray, found: bytearray) -> None:
    """Clear in `found` the bit of each place whose 64-bit number has no bit in `bits`."""
    _kernel().padanan_search_keep(
        address(numbers), numbers.nbytes // 8, address(bits), 8 * len(bits), address(found)
    )


def overrule(rows: memoryview, bits: bytearray, found: bytearray) -> None:
    """Make the bit in `found` of each row, a 32-bit number, what the bit of its place is in `bits`."""
    _kernel().padanan_search_overrule(
        address(rows), rows.nbytes // 4, address(bits), address(found), 8 * len(found)
    )


def address(buffer: Buffer) -> int:
    """Give where a writable buffer lies; keep it alive for as long as that is used."""
    return ctypes.addressof((ctypes.c_char * 0).from_buffer(buffer))


@cache
def _kernel() -> ctypes.CDLL:
    kernel = load_kernel("search")
    if kernel is None:
        raise UnusableFileError("the kernel was not built")
    pointer, number = ctypes.c_void_p, ctypes.c_int64
    kernel.padanan_search.argtypes = [pointer, pointer, pointer, pointer]
    kernel.padanan_search_mark.argtypes = [pointer, number, pointer, number]
    kernel.padanan_search_keep.argtypes = [pointer, number, pointer, number, pointer]
    kernel.padanan_search_overrule.argtypes = [pointer, number, pointer, pointer, number]
    for function in (
        kernel.padanan_search_mark,
        kernel.padanan_search_keep,
        kernel.padanan_search_overrule,
    ):
        function.restype = None
    return kernel


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
