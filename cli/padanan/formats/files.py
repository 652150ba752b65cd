"""Reading files that may be anything, and replacing files without ever losing one.

Every format reads through `read_file` and writes through `write_file`. A byte order mark at the start of
UTF-8 is no text: `decode_utf8` leaves it out, and whoever writes the file back looks at `SourceFile.has_bom`.
"""

import codecs
import contextlib
import errno
import hashlib
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from padanan.core.errors import ChangedOnDiskError, InputError, OutputError, TextError
from padanan.core.progress import Advance

Read = Callable[[int], bytes]

# Far above any catalogue or document in use (the largest public ones are under 30 MB), far below what would
# exhaust a small machine once parsed.
LIMIT_BYTES = 256 * 1024 * 1024

_UTF16_HINT = "convert it first: iconv -f UTF-16 -t UTF-8 FILE > NEW"
_READ_HINTS = {
    errno.ENOENT: ("no such file", "check the spelling of the path"),
    errno.ENOTDIR: ("no such file: a part of its path is not a directory", "check the spelling of the path"),
    errno.EACCES: ("no permission to read it", "check its owner and mode: ls -l"),
    errno.EPERM: ("no permission to read it", "check its owner and mode: ls -l"),
    errno.ELOOP: ("a symbolic link that leads back to itself", "remove or repair the link"),
    errno.ENAMETOOLONG: ("the name is longer than the file system allows", "check the path"),
}
_SPACE = ("the disk is full", "free some space and run the command again; the old file is untouched")
_ACCESS = ("no permission to write here", "check owner and mode of the file and its directory: ls -ld")
_NO_DIRECTORY = ("a part of its path is not a directory", "choose another place")
_WRITE_HINTS = {
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: ("the disk quota is used up", _SPACE[1]),
    errno.EFBIG: (
        "the file would be larger than the system allows",
        "see ulimit -f; the old file is untouched",
    ),
    errno.EACCES: _ACCESS,
    errno.EPERM: _ACCESS,
    errno.EROFS: ("the file system is read-only", "choose a directory that can be written"),
    errno.ENOTDIR: _NO_DIRECTORY,
    errno.EEXIST: _NO_DIRECTORY,
    errno.ENOENT: ("its directory cannot be made", "choose a directory that can be written"),
    errno.ELOOP: _READ_HINTS[errno.ELOOP],
    errno.ENAMETOOLONG: _READ_HINTS[errno.ENAMETOOLONG],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file as it was read. `digest` is the SHA-256 of `data` in hex, "" for a file that did not exist."""

    path: Path
    data: bytes
    digest: str

    @classmethod
    def of(cls, path: Path, data: bytes) -> "SourceFile":
        """Make one of bytes that are, or are about to be, the file's."""
        return cls(path=path, data=data, digest=_digest(data))

    @property
    def exists(self) -> bool:
        """Whether there was a file when it was looked at."""
        return bool(self.digest)

    @property
    def has_bom(self) -> bool:
        """Whether the data begin with the byte order mark of UTF-8."""
        return self.data.startswith(codecs.BOM_UTF8)


def absent_file(path: Path) -> SourceFile:
    """Stand for a file that is not there yet; as `expected` it keeps `write_file` off one that appeared."""
    return SourceFile(path=path, data=b"", digest="")


def read_file(path: Path, *, limit_bytes: int = LIMIT_BYTES) -> SourceFile:
    """Read a regular file whole; never wait for a pipe or a device.

    Raises:
        InputError: there is no such file, it is a directory, a pipe or a device, it may not be read, or it is
            larger than `limit_bytes`.
    """
    with open_file(path) as stream:
        if os.fstat(stream.fileno()).st_size > limit_bytes:
            raise _too_large(path, limit_bytes)
        return read_stream(stream, path, limit_bytes=limit_bytes)


def read_stream(stream: BinaryIO, path: Path, *, limit_bytes: int = LIMIT_BYTES) -> SourceFile:
    """Read an open stream to its end; `path` is what it is called.

    Raises:
        InputError: it gives more than `limit_bytes`.
    """
    data = stream.read(limit_bytes + 1)
    if len(data) > limit_bytes:
        raise _too_large(path, limit_bytes)
    return SourceFile.of(path, data)


def _too_large(path: Path, limit_bytes: int) -> InputError:
    return InputError(
        f"larger than {limit_bytes // (1024 * 1024)} MiB, the most that is read at once",
        path=str(path),
        hint="split it into several files",
    )


@contextlib.contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file for reading piece by piece; never wait for a pipe or a device.

    Raises:
        InputError: there is no such file, it is a directory, a pipe or a device, or it may not be read; also
            when reading fails inside the `with` block.
    """
    if "\0" in str(path):
        raise InputError("not a file name", path=repr(str(path)))
    try:
        _refuse_special(path.stat().st_mode, path, InputError)
        with open(path, "rb", opener=_open_without_waiting) as stream:
            # Looked at again once open: the name may have been given to a pipe in between.
            _refuse_special(os.fstat(stream.fileno()).st_mode, path, InputError)
            yield stream
    except OSError as error:
        message, hint = _READ_HINTS.get(error.errno or 0, (f"cannot be read: {error.strerror}", None))
        raise InputError(message, path=str(path), hint=hint) from error


def watch_reading(stream: BinaryIO, advance: Advance) -> Read:
    """Give a way to read a stream that tells how far it has come, in bytes, and of how many if known."""
    total = os.fstat(stream.fileno()).st_size or None  # a pipe has no size
    done = 0

    def read(count: int) -> bytes:
        nonlocal done
        data = stream.read(count)
        done += len(data)
        advance(done, total)
        return data

    return read


def decode_utf8(source: SourceFile) -> str:
    """Decode UTF-8 text, without its byte order mark; line ends stay as they are.

    Raises:
        TextError: the text is UTF-16, or holds a byte that is not UTF-8 or a NUL; with line and column of the
            first one.
    """
    data = source.data
    if looks_like_utf16(data):
        raise TextError("this is UTF-16, not UTF-8", path=str(source.path), hint=_UTF16_HINT)
    bad, problem, hint = data.find(0), "NUL byte in a text file", "is this really a text file?"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind the byte order mark it took away.
        start = error.start + (len(codecs.BOM_UTF8) if source.has_bom else 0)
        if bad < 0 or start < bad:
            bad, problem = start, f"not UTF-8: byte 0x{data[start]:02X}"
            hint = "save it as UTF-8, or convert it with iconv"
    if bad < 0:
        return text
    line, column = locate_byte(data, bad)
    raise TextError(problem, path=str(source.path), line=line, column=column, hint=hint)


def locate_byte(data: bytes, offset: int, encoding: str = "utf-8") -> tuple[int, int]:
    """Give line and column (1-based, in code points) of the byte at `offset`; all before it must decode.

    A byte order mark takes no column.
    """
    line_start = data.rfind(b"\n", 0, offset) + 1
    before = data[line_start:offset].decode(encoding, errors="replace")
    return data.count(b"\n", 0, offset) + 1, len(before.removeprefix("\ufeff")) + 1


def looks_like_utf16(data: bytes) -> bool:
    """Whether the data have UTF-16's byte order mark, or its NUL in every second byte of Latin text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    sample = data[:200]
    half = len(sample) // 2
    return half >= 2 and half in (sample[0::2].count(0), sample[1::2].count(0)) and sample.count(0) == half


def write_file(path: Path, data: bytes, *, expected: SourceFile | None = None, force: bool = False) -> bool:
    """Replace a file, or make it, so that at every moment either the old or the new one is there whole.

    The bytes go to a temporary file beside the target and to the disk before the name is moved over. A
    symbolic link stays, and what it points to is replaced; the mode is kept, and the owner where that is
    allowed. Missing directories are made.

    Args:
        path: The file to write.
        data: All of its new bytes.
        expected: The file as it was read (`absent_file` for one that was not there): whatever else stands on
            the disk now is somebody's work, and is not overwritten.
        force: Overwrite it all the same.

    Returns:
        Whether anything was written: a file that already has these bytes is not touched.

    Raises:
        ChangedOnDiskError: the file is not what `expected` says.
        OutputError: it cannot be written; whatever was there is still there.
    """
    with _output_errors(path):
        target = Path(os.path.realpath(path))  # Path.resolve raises RuntimeError on a loop before Python 3.13
        current = _read_current(target, path)
        if current is not None and current == data:
            return False
        _refuse_protected(target, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.parent / f".padanan-{secrets.token_hex(8)}.tmp"
        try:
            _write_temporary(temporary, [data], target)
            if expected is not None and not force:
                _refuse_changed(_read_current(target, path), expected, path)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_directory(target.parent)
    return True


@contextlib.contextmanager
def lock_directory(path: Path) -> Iterator[None]:
    """Keep other runs of padanan that do the same out of a directory, to read and replace a file in it.

    Waits for the one that is in it. Where a system or a file system has no such lock nobody waits:
    `write_file` with `expected` still refuses to overwrite what somebody else wrote.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    descriptor = None
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def write_stream(path: Path, chunks: Iterable[bytes]) -> None:
    """Replace a file, or make it, as `write_file` does, with bytes that need not all be in memory.

    Raises:
        OutputError: it cannot be written. Then, as with anything that `chunks` raises, whatever was there is
            still there.
    """
    with _output_errors(path):
        target = Path(os.path.realpath(path))
        with contextlib.suppress(FileNotFoundError):
            _refuse_special(target.stat().st_mode, path, OutputError)
        _refuse_protected(target, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.parent / f".padanan-{secrets.token_hex(8)}.tmp"
        try:
            _write_temporary(temporary, chunks, target)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_directory(target.parent)


def append_file(path: Path, data: bytes) -> None:
    """Add to the end of a file, and make it where it is missing. It must be a file, not a pipe or a device.

    Raises:
        OutputError: it cannot be written.
    """
    with _output_errors(path):
        if path.exists():
            _refuse_special(path.stat().st_mode, path, OutputError)
        with path.open("ab") as file:
            file.write(data)


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse_special(mode: int, path: Path, error: type[InputError] | type[OutputError]) -> None:
    if stat.S_ISDIR(mode):
        raise error("this is a directory", path=str(path), hint="name a file in it")
    if not stat.S_ISREG(mode):
        raise error("not a regular file but a pipe or a device", path=str(path), hint="name a file on disk")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read_current(target: Path, shown: Path) -> bytes | None:
    """Read what a write would replace; None where there is nothing."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    _refuse_special(mode, shown, OutputError)
    return target.read_bytes()


def _refuse_protected(target: Path, shown: Path) -> None:
    """Respect a file's own protection, which a rename would pass by: root's too, and an access list's."""
    with contextlib.suppress(FileNotFoundError):
        if not target.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            hint = "allow it with chmod u+w"
            raise OutputError("the file is write-protected", path=str(shown), hint=hint)
        os.close(os.open(target, os.O_WRONLY))


def _refuse_changed(current: bytes | None, expected: SourceFile, path: Path) -> None:
    found = "" if current is None else _digest(current)
    if found == expected.digest:
        return
    if not found:
        problem = "the file was removed since it was read"
    elif not expected.exists:
        problem = "a file of this name was made in the meantime"
    else:
        problem = "the file changed on disk since it was read"
    raise ChangedOnDiskError(problem, path=str(path), hint="nothing was written; run the command again")


def _write_temporary(temporary: Path, chunks: Iterable[bytes], target: Path) -> None:
    """Write and sync a new file with the mode and, as far as allowed, the owner of `target`."""
    try:
        old = target.stat()
    except FileNotFoundError:
        old = None
    # Never more open than the old file, not even for a moment; the umask limits a new one.
    mode = 0o666 if old is None else stat.S_IMODE(old.st_mode)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with open(descriptor, "wb") as stream:  # noqa: PTH123 - a descriptor has no Path
        if old is not None:
            _keep_owner_and_mode(descriptor, old)
        stream.writelines(chunks)
        stream.flush()
        os.fsync(descriptor)


def _keep_owner_and_mode(descriptor: int, old: os.stat_result) -> None:
    if sys.platform == "win32":  # has neither
        return
    # Only root gives files away; others can still give them to a group they are in, as teams share files.
    for owner in (old.st_uid, -1):
        with contextlib.suppress(PermissionError):
            os.fchown(descriptor, owner, old.st_gid)
            break
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


def _sync_directory(directory: Path) -> None:
    # The new file is whole either way; where a directory cannot be synced it only becomes durable later.
    with contextlib.suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _output_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message, hint = _WRITE_HINTS.get(error.errno or 0, (f"cannot be written: {error.strerror}", None))
        raise OutputError(message, path=str(path), hint=hint) from error
    except ValueError as error:  # a NUL inside the name
        raise OutputError("not a file name", path=repr(str(path))) from error
