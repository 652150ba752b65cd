"""The compiled part of the fuzzy index: native/fuzzy_*.c, through ctypes."""

import ctypes
import struct
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from types import TracebackType
from typing import NamedTuple, Self

from padanan.memory.mapped_file import MappedAddresses, MappedFile, UnusableFileError
from padanan.memory.store import StoredText
from padanan.native.loader import load_kernel

BLOCK_TEXTS = 65_536
LONGEST_TEXT = 1 << 22  # longer ones have no features, and must not be within reach of a query
LONGEST_QUERY = 1 << 16  # beyond it, memory for the counters would become large
SECTIONS = ("runs", "slots", "entries", "arrays", "bitmaps", "symbols", "ids")
_DAMAGED = 1
_NO_MEMORY = 2
_HIT = struct.Struct("=qII")
# The order of `enum piece` in native/fuzzy_build.c.
_PIECES = ("runs", "ids", "symbols", "bitmaps", "arrays", "entries", "slots")


class Hit(NamedTuple):
    """A text, its distance from the query, and the symbols in the longer of the two."""

    variant_id: int
    distance: int
    longer: int


class Hits(NamedTuple):
    """Hits, best first; `complete` when nothing else reaches the threshold."""

    hits: list[Hit]
    complete: bool


class _Place(ctypes.Structure):
    _fields_ = (("offset", ctypes.c_uint64), ("length", ctypes.c_uint64))


class _Index(ctypes.Structure):
    _fields_ = (("file", MappedAddresses), *((name, _Place) for name in SECTIONS))


class _Answer(ctypes.Structure):
    _fields_ = (("hits", ctypes.c_void_p), ("count", ctypes.c_uint64), ("complete", ctypes.c_uint64))


@cache
def load_fuzzy_kernel() -> ctypes.CDLL | None:
    """Load the kernel and say what its functions take; None where there is none."""
    kernel = load_kernel("fuzzy")
    if kernel is None:
        return None
    pointer, u32, u64 = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint64
    kernel.padanan_fuzzy_nearest.argtypes = [pointer, ctypes.c_char_p, u32, u32, u64, pointer]
    kernel.padanan_fuzzy_release.argtypes = [pointer]
    kernel.padanan_fuzzy_builder.restype = pointer
    kernel.padanan_fuzzy_builder_free.argtypes = [pointer]
    kernel.padanan_fuzzy_add.argtypes = [pointer, pointer, pointer, u64, ctypes.c_char_p]
    kernel.padanan_fuzzy_sort.argtypes = [pointer]
    kernel.padanan_fuzzy_block.argtypes = [pointer, u32]
    kernel.padanan_fuzzy_finish.argtypes = [pointer]
    kernel.padanan_fuzzy_piece.argtypes = [pointer, u32, pointer]
    kernel.padanan_fuzzy_piece.restype = pointer
    kernel.padanan_fuzzy_prepare()
    return kernel


def is_searchable(query: str, threshold_percent: int) -> bool:
    """Whether the kernel takes a query: not too long, and no text without features is within its reach."""
    length = len(query)
    return (
        1 <= threshold_percent <= 100
        and length <= LONGEST_QUERY
        and 100 * length < LONGEST_TEXT * threshold_percent
    )


class KernelSearch:
    """Searches in a mapped index; threads may share it."""

    def __init__(self, kernel: ctypes.CDLL, file: MappedFile) -> None:
        """Take a file as `KernelBuilder` makes it.

        Raises:
            UnusableFileError: a section is missing.
        """
        self._kernel = kernel
        self._file = file  # keeps it mapped
        self._index = _Index(file.addresses, *(_Place(*file.section(name)) for name in SECTIONS))

    def __len__(self) -> int:
        """Give the number of texts."""
        return self._file.section("ids").length // 8

    def check_all(self) -> None:
        """Check every page of the file, which searching does page by page. Cost: reads the whole file.

        Raises:
            UnusableFileError: one is damaged.
        """
        self._file.check_all()

    def nearest(self, query: str, *, threshold_percent: int, count: int) -> Hits:
        """Give the best `count` texts that reach the threshold, and all that tie with the last of them.

        Raises:
            ValueError: `is_searchable` says no, or `count` is not 1 to 2 ** 63.
            UnusableFileError: the file is damaged.
            MemoryError: there is not enough of it.
        """
        if not is_searchable(query, threshold_percent) or not 1 <= count <= 1 << 63:
            raise ValueError(f"{len(query)} symbols at {threshold_percent} % cannot be searched for {count}")
        answer = _Answer()
        symbols = encode_symbols(query)
        status = self._kernel.padanan_fuzzy_nearest(
            ctypes.byref(self._index), symbols, len(query), threshold_percent, count, ctypes.byref(answer)
        )
        _raise_for(status)
        try:
            found = ctypes.string_at(answer.hits, answer.count * _HIT.size) if answer.count else b""
        finally:
            self._kernel.padanan_fuzzy_release(ctypes.byref(answer))
        return Hits([Hit._make(fields) for fields in _HIT.iter_unpack(found)], bool(answer.complete))


class KernelBuilder:
    """Makes the sections of an index from texts. Use it in a `with` block; one thread at a time."""

    def __init__(self, kernel: ctypes.CDLL) -> None:
        self._kernel = kernel
        self._builder = kernel.padanan_fuzzy_builder()
        self._texts = 0
        if not self._builder:
            raise MemoryError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kernel.padanan_fuzzy_builder_free(self._builder)

    def add(self, texts: Sequence[StoredText]) -> None:
        """Take some texts; best by the thousand.

        Raises:
            MemoryError: there is not enough of it.
        """
        ids = array("q", (text.variant_id for text in texts))
        lengths = array("I", (len(text.symbols) for text in texts))
        symbols = encode_symbols("".join(text.symbols for text in texts))
        _raise_for(
            self._kernel.padanan_fuzzy_add(
                self._builder, ids.buffer_info()[0], lengths.buffer_info()[0], len(ids), symbols
            )
        )
        self._texts += len(texts)

    def sections(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Give the sections as `write_mapped_file` takes them, each to be used up before the next.

        Raises:
            MemoryError: there is not enough of it.
        """
        _raise_for(self._kernel.padanan_fuzzy_sort(self._builder))
        for name in ("runs", "ids", "symbols"):
            yield name, iter([self._piece(name)])
        arrays: list[bytes] = []
        yield "bitmaps", self._blocks(arrays)
        yield "arrays", iter(arrays)
        _raise_for(self._kernel.padanan_fuzzy_finish(self._builder))
        for name in ("entries", "slots"):
            yield name, iter([self._piece(name)])

    def _blocks(self, arrays: list[bytes]) -> Iterator[bytes]:
        """Give the bitmaps of block after block; put what belongs into the next section aside."""
        for block in range(-(-self._texts // BLOCK_TEXTS)):
            _raise_for(self._kernel.padanan_fuzzy_block(self._builder, block))
            arrays.append(self._piece("arrays"))
            yield self._piece("bitmaps")

    def _piece(self, name: str) -> bytes:
        length = ctypes.c_uint64()
        start = self._kernel.padanan_fuzzy_piece(self._builder, _PIECES.index(name), ctypes.byref(length))
        return ctypes.string_at(start, length.value) if length.value else b""


def encode_symbols(text: str) -> bytes:
    """Give a text's code points as the machine's 32-bit numbers, lone surrogates among them."""
    return text.encode(_UTF_32, "surrogatepass")


_UTF_32 = "utf-32-le" if struct.pack("=H", 1) == b"\1\0" else "utf-32-be"


def _raise_for(status: int) -> None:
    if status == _DAMAGED:
        raise UnusableFileError("the index is damaged")
    if status == _NO_MEMORY:
        raise MemoryError
