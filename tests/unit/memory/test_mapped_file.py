"""Files of sections that are mapped and checked page by page."""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from padanan.memory.mapped_file import PAGE_BYTES, MappedFile, UnusableFileError, write_mapped_file

LONG = bytes(range(256)) * 40  # two and a half pages


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "data.idx"
    pieces: list[bytes | memoryview] = [LONG[:3], b"", LONG[3:5000], LONG[5000:]]
    sections: list[tuple[str, list[bytes | memoryview]]]
    sections = [("short", [b"abc"]), ("none", []), ("long", pieces), ("words", [memoryview(LONG).cast("I")])]
    write_mapped_file(path, sections, kind=b"test", version=3)
    return path


def reopen(path: Path) -> MappedFile:
    return MappedFile.open(path, kind=b"test", version=3)


def test_sections_come_back_whole_and_in_part(path):
    file = reopen(path)
    assert bytes(file.read("short")) == b"abc"
    assert bytes(file.read("none")) == b""
    assert bytes(file.read("long")) == LONG == bytes(file.read("words"))
    assert bytes(file.read("long", 4090, 4100)) == LONG[4090:4100]
    assert file.section("long").offset % PAGE_BYTES == 0
    file.check_all()


def test_nothing_but_the_file_is_left(path):
    assert [entry.name for entry in path.parent.iterdir()] == ["data.idx"]


def test_an_error_while_writing_leaves_the_old_file(path):
    def broken() -> Iterator[bytes]:
        yield b"x" * 10_000
        raise OSError(28, "No space left on device")

    before = path.read_bytes()
    with pytest.raises(OSError, match="No space"):
        write_mapped_file(path, [("long", broken())], kind=b"test", version=3)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["data.idx"]


@pytest.mark.parametrize("name", ["short", "long"])
@pytest.mark.parametrize(
    ("start", "stop"), [(0, 10**6), (-1, 2), (3, 2)], ids=["beyond", "before", "crossed"]
)
def test_nothing_beyond_a_section_is_read(path, name, start, stop):
    with pytest.raises(UnusableFileError, match="nothing at"):
        reopen(path).read(name, start, stop)


def test_an_unknown_section_is_an_error(path):
    with pytest.raises(UnusableFileError, match="no section other"):
        reopen(path).read("other")


@pytest.mark.parametrize("size", [0, 10, PAGE_BYTES, -1], ids=["empty", "stub", "page", "a byte short"])
def test_a_truncated_file_is_not_opened(path, size):
    content = path.read_bytes()
    path.write_bytes(content[:size])
    with pytest.raises(UnusableFileError):
        reopen(path)


def test_a_longer_file_is_not_opened(path):
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(UnusableFileError, match="cut short"):
        reopen(path)


@pytest.mark.parametrize(("kind", "version"), [(b"test", 4), (b"tests", 3)], ids=["version", "kind"])
def test_another_kind_or_version_is_not_opened(path, kind, version):
    with pytest.raises(UnusableFileError, match="another kind or version"):
        MappedFile.open(path, kind=kind, version=version)


def test_a_missing_file_is_not_opened(tmp_path):
    with pytest.raises(UnusableFileError, match="No such file"):
        reopen(tmp_path / "none.idx")


def test_every_flipped_bit_is_found(path):
    content = path.read_bytes()
    for place in [*range(60), *range(60, len(content), 37), *range(len(content) - 60, len(content))]:
        damaged = bytearray(content)
        damaged[place] ^= 1 << place % 8
        path.write_bytes(damaged)
        with pytest.raises(UnusableFileError):
            reopen(path).check_all()


def test_damage_in_one_page_leaves_the_others_usable(path):
    content = bytearray(path.read_bytes())
    content[reopen(path).section("long").offset + PAGE_BYTES] ^= 1
    path.write_bytes(content)
    file = reopen(path)
    assert bytes(file.read("long", 0, PAGE_BYTES)) == LONG[:PAGE_BYTES]
    with pytest.raises(UnusableFileError, match="damaged"):
        file.read("long")


def seal(content: bytearray) -> bytes:
    """Make the checksums of the header and the directory fit, as an attacker would."""
    size, directory = struct.unpack_from("=QQ", content, 32)
    struct.pack_into("=I", content, 48, zlib.crc32(content[directory:size]))
    struct.pack_into("=I", content, PAGE_BYTES - 4, zlib.crc32(content[: PAGE_BYTES - 4]))
    return bytes(content)


def test_a_sealed_file_is_opened(path):
    path.write_bytes(seal(bytearray(path.read_bytes())))
    assert bytes(reopen(path).read("short")) == b"abc"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("sections", [0, 3, 5, 2**32 - 1]),
        ("directory", [0, 1, PAGE_BYTES, 2 * PAGE_BYTES, 2**40, 2**64 - 1]),
        ("offset", [0, 1, PAGE_BYTES + 8, 2**63, 2**64 - PAGE_BYTES]),
        ("length", [PAGE_BYTES * 100, 2**63, 2**64 - 1]),
    ],
    ids=["sections", "directory", "offset", "length"],
)
def test_a_directory_that_makes_no_sense_is_not_opened(path, field, values):
    """Even where all checksums fit."""
    sound = path.read_bytes()
    (directory,) = struct.unpack_from("=Q", sound, 40)
    for value in values:
        content = bytearray(sound)
        place = {"sections": 24, "directory": 40, "offset": directory + 16, "length": directory + 24}[field]
        struct.pack_into("=I" if field == "sections" else "=Q", content, place, value)
        path.write_bytes(seal(content))
        with pytest.raises(UnusableFileError):
            reopen(path)


def test_names_that_no_one_writes_are_no_error(path):
    content = bytearray(path.read_bytes())
    (directory,) = struct.unpack_from("=Q", content, 40)
    content[directory] = 0xFF
    path.write_bytes(seal(content))
    with pytest.raises(UnusableFileError, match="no section short"):
        reopen(path).read("short")
