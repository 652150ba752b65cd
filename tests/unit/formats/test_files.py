import errno
import io
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from padanan.core.errors import ChangedOnDiskError, InputError, OutputError, PadananError, TextError
from padanan.formats.files import (
    SourceFile,
    absent_file,
    append_file,
    decode_utf8,
    locate_byte,
    looks_like_utf16,
    read_file,
    read_stream,
    write_file,
)

NOBODY = 65534


@pytest.fixture
def public_directory() -> Iterator[Path]:
    """A directory that other users can enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        yield path


@pytest.fixture
def locked_file(public_directory: Path) -> Path:
    path = public_directory / "locked"
    path.write_bytes(b"x")
    path.chmod(0)
    return path


@pytest.fixture
def closed_directory(public_directory: Path) -> Iterator[Path]:
    path = public_directory / "closed"
    path.mkdir()
    path.chmod(0o555)
    yield path
    path.chmod(0o755)


@pytest.fixture
def others_file(public_directory: Path) -> Path:
    path = public_directory / "others"
    path.write_bytes(b"kept")
    path.chmod(0o446)
    public_directory.chmod(0o777)
    return path


def source_of(data: bytes) -> SourceFile:
    return SourceFile.of(Path("file.txt"), data)


def leftovers(directory: Path) -> list[str]:
    return [path.name for path in directory.iterdir() if path.name.startswith(".padanan-")]


def test_reads_bytes_and_their_digest(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"\xff\x00\r\n")
    source = read_file(path)
    assert source.data == b"\xff\x00\r\n"
    assert source == SourceFile.of(path, source.data)
    assert source.exists
    assert not absent_file(path).exists


def make_missing(path: Path) -> None:
    assert not path.exists()


def make_directory(path: Path) -> None:
    path.mkdir()


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_loop(path: Path) -> None:
    path.symlink_to(path)


def make_device_link(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (make_missing, "no such file"),
        (make_directory, "this is a directory"),
        (make_pipe, "not a regular file but a pipe or a device"),
        (make_device_link, "not a regular file but a pipe or a device"),
        (make_loop, "a symbolic link that leads back to itself"),
    ],
    ids=["missing", "directory", "pipe", "device", "link-loop"],
)
def test_refuses_to_read_what_is_no_file(tmp_path: Path, make: object, message: str) -> None:
    path = tmp_path / "a"
    make(path)  # type: ignore[operator]
    with pytest.raises(InputError) as caught:
        read_file(path)
    assert caught.value.message == message
    assert caught.value.path == str(path)
    assert caught.value.hint


def test_refuses_a_name_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(InputError, match="not a directory"):
        read_file(tmp_path / "a" / "b")


def test_refuses_a_nul_in_a_name() -> None:
    with pytest.raises(InputError, match="not a file name"):
        read_file(Path("a\0b"))
    with pytest.raises(OutputError, match="not a file name"):
        write_file(Path("a\0b"), b"")


def test_refuses_more_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(bytes(2 * 1024 * 1024))
    assert len(read_file(path, limit_bytes=2 * 1024 * 1024).data) == 2 * 1024 * 1024
    with pytest.raises(InputError, match="larger than 1 MiB"):
        read_file(path, limit_bytes=1024 * 1024)


def test_refuses_to_read_without_permission(locked_file: Path, unprivileged: None) -> None:
    with pytest.raises(InputError, match="no permission to read it"):
        read_file(locked_file)


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"", ""), (b"a\r\nb", "a\r\nb"), (b"\xef\xbb\xbfa", "a"), ("é\u2028x".encode(), "é\u2028x")],
    ids=["empty", "crlf", "bom", "unicode"],
)
def test_decodes_utf8(data: bytes, text: str) -> None:
    assert decode_utf8(source_of(data)) == text


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (b"ab\n\xc3\xa9x\xff", 2, 3, "not UTF-8: byte 0xFF"),
        (b"\xef\xbb\xbfab\xff", 1, 3, "not UTF-8: byte 0xFF"),
        (b"a\n\xe4\xb8", 2, 1, "not UTF-8: byte 0xE4"),
        (b"a\nb\0\xff", 2, 2, "NUL byte in a text file"),
        (b"a\n\xffb\0", 2, 1, "not UTF-8: byte 0xFF"),
        ("hello".encode("utf-16"), None, None, "this is UTF-16, not UTF-8"),
        ("hello".encode("utf-16-be"), None, None, "this is UTF-16, not UTF-8"),
    ],
    ids=["second-line", "behind-bom", "cut-off", "nul-first", "byte-before-nul", "utf16-bom", "utf16-bare"],
)
def test_tells_where_text_is_not_utf8(
    data: bytes, line: int | None, column: int | None, message: str
) -> None:
    with pytest.raises(TextError) as caught:
        decode_utf8(source_of(data))
    error = caught.value
    assert (error.message, error.path, error.line, error.column) == (message, "file.txt", line, column)
    assert error.hint


def test_locates_bytes_in_other_charsets() -> None:
    data = "один\nдва три".encode("koi8-r")
    assert locate_byte(data, data.index(b" "), "koi8-r") == (2, 4)


def test_binary_data_are_not_taken_for_utf16() -> None:
    assert not looks_like_utf16(b"\0\0\0\0")
    assert not looks_like_utf16(b"a\0")
    assert not looks_like_utf16(b"plain")


def test_writes_once_and_then_leaves_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deep" / "a.po"
    assert write_file(path, b"one")
    before = path.stat()
    assert not write_file(path, b"one")
    assert path.stat() == before
    assert write_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert leftovers(path.parent) == []


def test_keeps_mode_and_follows_links(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "sub" / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.parent.mkdir()
    link.symlink_to("../target")
    assert write_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_new_file_obeys_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_file(tmp_path / "a", b"x")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_keeps_the_owner(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    os.chown(path, NOBODY, NOBODY)
    write_file(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == (NOBODY, NOBODY)


def test_refuses_what_changed_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"read")
    source = read_file(path)
    path.write_bytes(b"somebody's work")
    with pytest.raises(ChangedOnDiskError, match="changed on disk since it was read"):
        write_file(path, b"ours", expected=source)
    assert path.read_bytes() == b"somebody's work"
    assert leftovers(tmp_path) == []
    assert write_file(path, b"ours", expected=source, force=True)
    assert path.read_bytes() == b"ours"


def test_refuses_what_vanished(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"read")
    source = read_file(path)
    path.unlink()
    with pytest.raises(ChangedOnDiskError, match="was removed"):
        write_file(path, b"ours", expected=source)
    assert list(tmp_path.iterdir()) == []


def test_refuses_what_appeared(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert write_file(path, b"ours", expected=absent_file(path))
    with pytest.raises(ChangedOnDiskError, match="made in the meantime"):
        write_file(path, b"ours too", expected=absent_file(path))
    assert path.read_bytes() == b"ours"


def test_the_same_change_made_by_another_is_no_conflict(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"read")
    source = read_file(path)
    path.write_bytes(b"new")
    assert not write_file(path, b"new", expected=source)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (make_directory, "this is a directory"),
        (make_pipe, "not a regular file but a pipe or a device"),
        (make_device_link, "not a regular file but a pipe or a device"),
        (make_loop, "a symbolic link that leads back to itself"),
    ],
    ids=["directory", "pipe", "device", "link-loop"],
)
def test_refuses_to_replace_what_is_no_file(tmp_path: Path, make: object, message: str) -> None:
    path = tmp_path / "a"
    make(path)  # type: ignore[operator]
    kind = stat.S_IFMT(path.lstat().st_mode)
    with pytest.raises(OutputError) as caught:
        write_file(path, b"x", force=True)
    assert caught.value.message == message
    assert stat.S_IFMT(path.lstat().st_mode) == kind


def test_refuses_a_file_where_a_directory_is_needed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"kept")
    for path in (tmp_path / "a" / "b", tmp_path / "a" / "b" / "c"):
        with pytest.raises(OutputError, match="not a directory"):
            write_file(path, b"x")
    assert (tmp_path / "a").read_bytes() == b"kept"


def test_refuses_a_write_protected_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"kept")
    path.chmod(0o444)
    with pytest.raises(OutputError, match="write-protected"):
        write_file(path, b"x")
    assert path.read_bytes() == b"kept"


def test_a_write_protected_file_that_need_not_change_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"kept")
    path.chmod(0o444)
    assert not write_file(path, b"kept")


def test_refuses_a_file_that_others_may_write(others_file: Path, unprivileged: None) -> None:
    # Its directory would let us rename a new file over it.
    with pytest.raises(OutputError, match="no permission to write here"):
        write_file(others_file, b"x")
    assert others_file.read_bytes() == b"kept"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to any group")
def test_keeps_the_group_where_the_owner_cannot_be_kept(public_directory: Path) -> None:
    path = public_directory / "a"
    path.write_bytes(b"old")
    path.chmod(0o664)
    os.chown(path, 0, 4242)
    public_directory.chmod(0o777)
    groups = os.getgroups()
    os.setgroups([4242])
    os.seteuid(NOBODY)
    try:
        assert write_file(path, b"new")
    finally:
        os.seteuid(0)
        os.setgroups(groups)
    assert (path.stat().st_uid, path.stat().st_gid) == (NOBODY, 4242)


def test_refuses_a_read_only_directory(closed_directory: Path, unprivileged: None) -> None:
    with pytest.raises(OutputError, match="no permission to write here") as caught:
        write_file(closed_directory / "a", b"x")
    assert caught.value.hint
    with pytest.raises(OutputError, match="no permission to write here"):
        write_file(closed_directory / "sub" / "a", b"x")


def _run_limited(path: Path, data: bytes) -> int:
    """Write with the system refusing files over 4 KiB, in a child: the limit cannot be raised again."""
    import resource

    child = os.fork()
    if child == 0:
        code = 3
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
            write_file(path, data)
            code = 0
        except OutputError as error:
            code = 1 if "larger than the system allows" in error.message and error.hint else 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_write_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    assert _run_limited(path, bytes(1024 * 1024)) == 1
    assert path.read_bytes() == b"old"
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk quota is used up"),
        (errno.EROFS, "the file system is read-only"),
        (errno.EIO, "cannot be written: Input/output error"),
    ],
    ids=["full-disk", "quota", "read-only", "broken-disk"],
)
def test_an_error_of_the_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, message: str
) -> None:
    # A full disk may show only when the data are forced out, which is where file systems with delayed
    # allocation report it.
    def fail(descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    path = tmp_path / "a"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError) as caught:
        write_file(path, b"new")
    monkeypatch.undo()
    assert caught.value.message == message
    assert caught.value.path == str(path)
    assert path.read_bytes() == b"old"
    assert leftovers(tmp_path) == []


def test_a_directory_that_cannot_be_synced_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def refuse_directories(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", refuse_directories)
    assert write_file(tmp_path / "a", b"new")


def test_errors_are_one_line_with_a_path(tmp_path: Path) -> None:
    with pytest.raises(PadananError) as caught:
        read_file(tmp_path / "none.po")
    assert str(caught.value) == f"{tmp_path / 'none.po'}: no such file (check the spelling of the path)"


def test_a_stream_is_read_up_to_the_limit_and_refused_beyond() -> None:
    limit = 1024 * 1024
    assert len(read_stream(io.BytesIO(bytes(limit)), Path("stdin"), limit_bytes=limit).data) == limit
    endless = io.BytesIO(bytes(10 * limit))
    with pytest.raises(InputError, match="larger than 1 MiB"):
        read_stream(endless, Path("stdin"), limit_bytes=limit)
    assert endless.tell() == limit + 1


def test_appending_adds_to_what_is_there_or_begins_it(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    append_file(path, b"one\n")
    append_file(path, b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"


@pytest.mark.parametrize("kind", ["directory", "pipe", "missing directory"])
def test_appending_is_refused_with_a_reason(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a" / "b" if kind == "missing directory" else tmp_path / "a"
    if kind == "directory":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(OutputError) as caught:
        append_file(path, b"x")
    assert caught.value.path == str(path)
