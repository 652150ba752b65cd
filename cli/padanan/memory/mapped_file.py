"""A file of named sections that is mapped into memory, not read, and checked page by page as it is used.

For derived data that can be made again: it is written once, as a whole, under another name, and put in place
at once; nobody changes it afterwards. Layout, in the byte order of the machine (on a machine with the other
order, a file of another version):

    page 0          the header: magic, kind, versions, sizes, the CRC-32 of the directory and of itself
    pages 1..n      the sections, each from the start of a page, padded with zeros
    the directory   name, offset and length of each section; then the CRC-32 of each of the pages 1..n

Opening checks the header, the file's size and the directory; a page is checked when it is first asked for, by
`check` here or by `padanan_touch` of native/mapped.h in a kernel. So a flipped bit is found before anything
is computed from it, and opening costs next to nothing. CRC-32 is zlib's (ISO 3309): it finds any burst of up
to 32 bits in a page.
"""

import ctypes
import mmap
import os
import secrets
import struct
import zlib
from array import array
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

PAGE_BYTES = 4096
UNFINISHED = ".part"  # how the name ends until the file is whole; a killed process leaves one
Piece = bytes | bytearray | memoryview
_MAGIC = b"padanan\x1a"  # the last byte stops a listing on Windows, as in PNG's signature
_CONTAINER_VERSION = 1
# magic, kind, container version, content version, sections, page size, file size, directory offset, its CRC
_HEADER = struct.Struct("=8s8sIIIIQQI")
_CHECKSUM = struct.Struct("=I")
_HEADER_END = PAGE_BYTES - _CHECKSUM.size
_ENTRY = struct.Struct("=16sQQ")


class UnusableFileError(Exception):
    """A mapped file is missing, cut short, damaged, or of another version: make it again."""


class Section(NamedTuple):
    """Where a section lies in its file, in bytes."""

    offset: int
    length: int


class MappedAddresses(ctypes.Structure):
    """What a kernel gets to read a mapped file: `struct padanan_mapped` of native/mapped.h."""

    _fields_ = (
        ("base", ctypes.c_void_p),
        ("size", ctypes.c_uint64),
        ("checksums", ctypes.c_void_p),
        ("checked", ctypes.c_void_p),
    )


def write_mapped_file(
    path: Path, sections: Iterable[tuple[str, Iterable[Piece]]], *, kind: bytes, version: int
) -> None:
    """Write a file of sections and put it in place at once; on any error nothing is left behind.

    Args:
        path: The file to make or replace.
        sections: Names (at most 16 bytes of ASCII) and contents in pieces; consumed lazily, in order.
        kind: What the file holds, at most 8 bytes.
        version: Of the sections' layout.

    Raises:
        OSError: the file cannot be written.
    """
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        with temporary.open("wb") as stream:
            writer = _PageWriter(stream)
            entries = [(name, writer.section(pieces)) for name, pieces in sections]
            directory = _directory(entries, writer.checksums)
            stream.write(directory)
            stream.seek(0)
            stream.write(_header(writer, directory, len(entries), kind, version))
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


class MappedFile:
    """A mapped file that was opened. Threads may share it; it is unmapped when nothing refers to it."""

    def __init__(self, path: Path, content: mmap.mmap, header: "_Header") -> None:
        self.path = path
        self._content = content
        self._view = memoryview(content)
        self._sections, self._checksums = _read_directory(self._view, header)
        self._checked = bytearray(len(self._checksums))
        self.addresses = self._addresses()

    @classmethod
    def open(cls, path: Path, *, kind: bytes, version: int) -> Self:
        """Map a file, after checking all but its pages. Cost: O(pages), some 0.1 ms for 100 MB.

        Raises:
            UnusableFileError: there is no such file, or it is another, cut short or damaged.
        """
        try:
            with path.open("rb") as stream:
                header = _read_header(stream.read(PAGE_BYTES), kind=kind, version=version)
                if os.fstat(stream.fileno()).st_size != header.size:
                    raise UnusableFileError(f"{path}: cut short")
                # Private and writable, for ctypes gives no address of read-only memory; nobody writes.
                content = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_COPY)
        except OSError as error:
            raise UnusableFileError(f"{path}: {error.strerror}") from error
        return cls(path, content, header)

    def section(self, name: str) -> Section:
        """Give a section's place.

        Raises:
            UnusableFileError: there is none of that name.
        """
        try:
            return self._sections[name]
        except KeyError:
            raise UnusableFileError(f"{self.path}: no section {name}") from None

    def read(self, name: str, start: int = 0, stop: int | None = None) -> memoryview:
        """Give the bytes `start` to `stop` of a section, checked; a view, not a copy.

        Raises:
            UnusableFileError: they are damaged, or beyond the section's end.
        """
        section = self.section(name)
        end = section.length if stop is None else stop
        if not 0 <= start <= end <= section.length:
            raise UnusableFileError(f"{self.path}: nothing at {start}..{end} of {name}")
        self.check(section.offset + start, end - start)
        return self._view[section.offset + start : section.offset + end]

    def unchecked(self, name: str) -> memoryview:
        """Give a section that has checksums of its own, as it is.

        Raises:
            UnusableFileError: there is none of that name.
        """
        section = self.section(name)
        return self._view[section.offset : section.offset + section.length]

    def check(self, offset: int, length: int) -> None:
        """Make sure that the pages which hold `length` bytes from `offset` are as they were written.

        Raises:
            UnusableFileError: one is not.
        """
        if length <= 0:
            return
        for page in range(offset // PAGE_BYTES, (offset + length - 1) // PAGE_BYTES + 1):
            if not self._checked[page - 1]:
                self._check_page(page)

    def check_all(self) -> None:
        """Check every page. Cost: reads the whole file.

        Raises:
            UnusableFileError: one is damaged.
        """
        self.check(PAGE_BYTES, len(self._checksums) * PAGE_BYTES)

    def _addresses(self) -> MappedAddresses:
        byte = ctypes.c_char * 0  # of no length, so that an empty file has an address too
        return MappedAddresses(
            base=ctypes.addressof(byte.from_buffer(self._content)),
            size=PAGE_BYTES * (1 + len(self._checksums)),
            checksums=self._checksums.buffer_info()[0],
            checked=ctypes.addressof(byte.from_buffer(self._checked)),
        )

    def _check_page(self, page: int) -> None:
        content = self._view[page * PAGE_BYTES : (page + 1) * PAGE_BYTES]
        if zlib.crc32(content) != self._checksums[page - 1]:
            raise UnusableFileError(f"{self.path}: page {page} is damaged")
        self._checked[page - 1] = 1


class _Header(NamedTuple):
    sections: int
    size: int
    directory: int
    checksum: int


class _PageWriter:
    """Writes sections from page 1 on, and takes the checksum of each page."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._rest = bytearray()
        self.checksums: array[int] = array("I")
        stream.write(bytes(PAGE_BYTES))

    @property
    def offset(self) -> int:
        """Where the next page begins, in bytes."""
        return PAGE_BYTES * (1 + len(self.checksums))

    def section(self, pieces: Iterable[Piece]) -> Section:
        """Write one section, and pad it to whole pages."""
        start, length = self.offset, 0
        for piece in pieces:
            view = memoryview(piece).cast("B")
            length += len(view)
            self._write(view)
        if self._rest:
            self._write_pages(self._rest.ljust(PAGE_BYTES, b"\0"))
            self._rest.clear()
        return Section(start, length)

    def _write(self, view: memoryview) -> None:
        if self._rest:
            missing = PAGE_BYTES - len(self._rest)
            self._rest += view[:missing]
            view = view[missing:]
            if len(self._rest) < PAGE_BYTES:
                return
            self._write_pages(self._rest)
        whole = len(view) - len(view) % PAGE_BYTES
        self._write_pages(view[:whole])
        self._rest = bytearray(view[whole:])

    def _write_pages(self, pages: Piece) -> None:
        view = memoryview(pages)
        starts = range(0, len(view), PAGE_BYTES)
        self.checksums.extend(zlib.crc32(view[start : start + PAGE_BYTES]) for start in starts)
        self._stream.write(view)


def _directory(entries: Sequence[tuple[str, Section]], checksums: "array[int]") -> bytes:
    names = b"".join(_ENTRY.pack(name.encode("ascii"), *section) for name, section in entries)
    return names + checksums.tobytes()


def _header(writer: _PageWriter, directory: bytes, sections: int, kind: bytes, version: int) -> bytes:
    offset = writer.offset
    fields = (_CONTAINER_VERSION, version, sections, PAGE_BYTES, offset + len(directory), offset)
    header = _HEADER.pack(_MAGIC, kind, *fields, zlib.crc32(directory)).ljust(_HEADER_END, b"\0")
    return header + _CHECKSUM.pack(zlib.crc32(header))


def _read_header(header: bytes, *, kind: bytes, version: int) -> _Header:
    if len(header) < PAGE_BYTES:
        raise UnusableFileError("cut short")
    if (zlib.crc32(header[:_HEADER_END]),) != _CHECKSUM.unpack_from(header, _HEADER_END):
        raise UnusableFileError("the header is damaged")
    magic, found_kind, *versions, sections, page, size, directory, checksum = _HEADER.unpack_from(header)
    found = (magic, found_kind.rstrip(b"\0"), *versions, page)
    if found != (_MAGIC, kind, _CONTAINER_VERSION, version, PAGE_BYTES):
        raise UnusableFileError("a file of another kind or version")
    return _Header(sections, size, directory, checksum)


def _read_directory(content: memoryview, header: _Header) -> tuple[dict[str, Section], "array[int]"]:
    """Read the directory; whatever it says, no section reaches beyond the pages that have checksums."""
    directory = content[header.directory : header.size]
    end = header.sections * _ENTRY.size
    pages = header.directory // PAGE_BYTES - 1
    if zlib.crc32(directory) != header.checksum or len(directory) != end + pages * _CHECKSUM.size:
        raise UnusableFileError("the directory is damaged")
    entries = _ENTRY.iter_unpack(directory[:end])
    sections = {name.rstrip(b"\0").decode("ascii", "replace"): Section(*place) for name, *place in entries}
    for offset, length in sections.values():
        if offset % PAGE_BYTES or not PAGE_BYTES <= offset <= offset + length <= PAGE_BYTES * (1 + pages):
            raise UnusableFileError("the directory makes no sense")
    return sections, array("I", directory[end:].tobytes())
