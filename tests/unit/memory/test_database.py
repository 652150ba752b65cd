"""What may stand at a memory's path, and what is said about it. Nothing foreign is ever changed."""

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from padanan.core.errors import StoreError
from padanan.core.model import TranslationUnit, Variant
from padanan.memory.schema import APPLICATION_ID, SCHEMA_VERSION
from padanan.memory.sqlite import SqliteStore

_UNIT = TranslationUnit(
    collection="c",
    key="k",
    source_language="id",
    variants=(Variant(language="id", text="satu"), Variant(language="en", text="one")),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "memory.sqlite3"


def _fill(path: Path, count: int = 1) -> None:
    with SqliteStore.open(path, create=True) as store:
        store.add(
            TranslationUnit(
                collection="c",
                key=str(number),
                source_language="id",
                variants=(
                    Variant(language="id", text=f"kalimat {number}"),
                    Variant(language="en", text="x" * 60),
                ),
            )
            for number in range(count)
        )


def _raw(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def _refusal(path: Path, *, create: bool) -> StoreError:
    with pytest.raises(StoreError) as caught:
        SqliteStore.open(path, create=create)
    assert caught.value.path is not None
    assert caught.value.hint
    return caught.value


def test_a_missing_memory_is_not_made_by_reading(path: Path) -> None:
    assert "no such memory" in _refusal(path, create=False).message
    assert not path.exists()


def test_missing_directories_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "memory.sqlite3"
    SqliteStore.open(path, create=True).close()
    assert path.is_file()


@pytest.mark.parametrize("create", [True, False], ids=["import", "lookup"])
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"nothing like a database\n", id="text"),
        pytest.param(b"\x00" * 4096, id="zeros"),
        pytest.param(b"SQLite format 2\x00" + b"\x00" * 100, id="another-version"),
        pytest.param(b"SQLite format 3\x00" + b"\xff" * 4096, id="header-only"),
    ],
)
def test_a_file_that_is_no_database_is_refused_unchanged(path: Path, content: bytes, create: bool) -> None:
    path.write_bytes(content)
    assert "not a padanan memory" in _refusal(path, create=create).message
    assert path.read_bytes() == content


@pytest.mark.parametrize("create", [True, False], ids=["import", "lookup"])
@pytest.mark.parametrize(
    "statements",
    [
        pytest.param(["CREATE TABLE bookmark (url TEXT)"], id="tables"),
        pytest.param([f"PRAGMA application_id = {0x47504B47}"], id="application-id"),
        pytest.param(["PRAGMA user_version = 7"], id="user-version"),
        pytest.param(["PRAGMA journal_mode = WAL", "CREATE TABLE bookmark (url TEXT)"], id="wal"),
    ],
)
def test_another_programs_database_is_refused_unchanged(
    path: Path, statements: list[str], create: bool
) -> None:
    _raw(path, *statements)
    before = path.read_bytes()
    assert "another program" in _refusal(path, create=create).message
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_memory(path: Path) -> None:
    path.touch()  # what is left when the making of one was cut short
    _fill(path)
    with SqliteStore.open(path) as store:
        assert len(list(store.units())) == 1


def test_an_empty_file_that_is_only_looked_at_stays_empty(path: Path) -> None:
    path.touch()
    with SqliteStore.open(path) as store:
        assert list(store.units()) == []
    assert path.read_bytes() == b""


def test_a_memory_says_what_it_is(path: Path) -> None:
    _fill(path)
    header = path.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION


def test_a_newer_memory_is_refused(path: Path) -> None:
    _fill(path)
    _raw(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    refusal = _refusal(path, create=True)
    assert "newer padanan" in refusal.message
    assert refusal.hint == "update padanan"


def test_a_directory_is_refused(tmp_path: Path) -> None:
    assert "directory" in _refusal(tmp_path, create=True).message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_refused(path: Path) -> None:
    os.mkfifo(path)
    assert "not a regular file" in _refusal(path, create=True).message


def test_a_nul_in_the_name_is_refused() -> None:
    with pytest.raises(StoreError, match="not a file name"):
        SqliteStore.open(Path("a\0b"), create=True)


def test_a_file_in_place_of_a_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be opened" in _refusal(tmp_path / "file" / "memory.sqlite3", create=True).message


def test_a_read_only_directory_is_refused(unprivileged: None) -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own are closed to whom we have become
        Path(folder).chmod(stat.S_IRUSR | stat.S_IXUSR)
        refusal = _refusal(Path(folder) / "memory.sqlite3", create=True)
        Path(folder).chmod(stat.S_IRWXU)
    assert "cannot be opened" in refusal.message


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="the system has no /proc")
def test_a_place_where_nothing_can_be_made_is_refused() -> None:
    assert "cannot be opened" in _refusal(Path("/proc/padanan/memory.sqlite3"), create=True).message


def test_a_damaged_memory_is_reported(path: Path) -> None:
    _fill(path, 2000)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="damaged") as caught, SqliteStore.open(path) as store:
        list(store.units())
    assert caught.value.hint


def test_adding_to_a_damaged_memory_is_reported(path: Path) -> None:
    _fill(path, 2000)
    data = bytearray(path.read_bytes())
    data[2 * 4096 :] = b"\xff" * (len(data) - 2 * 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"):
        _fill(path, 1)


def test_a_truncated_memory_is_reported(path: Path) -> None:
    _fill(path, 2000)
    path.write_bytes(path.read_bytes()[: 10 * 4096 + 100])
    with pytest.raises(StoreError, match="damaged"), SqliteStore.open(path) as store:
        list(store.units())


def test_a_row_with_broken_json_is_reported(path: Path) -> None:
    _fill(path)
    _raw(path, "UPDATE variant SET codes = '[[1,'")
    with pytest.raises(StoreError, match="broken JSON"), SqliteStore.open(path) as store:
        list(store.units())


def test_a_locked_memory_is_reported_and_can_be_read(path: Path) -> None:
    _fill(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with SqliteStore.open(path, lock_wait_s=0.1) as store:
        with pytest.raises(StoreError, match="locked"):
            store.add([_UNIT])
        assert len(list(store.units())) == 1
        other.execute("ROLLBACK")
        store.add([_UNIT])
    other.close()


def test_a_writer_that_makes_progress_is_waited_for(path: Path) -> None:
    """The other process holds the memory three times as long as an idle one would be waited for."""
    _fill(path)
    script = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
for number in range(15):
    names = [(f"{number}-{i}" * 50,) for i in range(99)]
    connection.executemany("INSERT INTO collection (name) VALUES (?)", names)
    time.sleep(0.1)
connection.execute("COMMIT")
"""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        with SqliteStore.open(path, lock_wait_s=0.5) as store:
            assert store.add([_UNIT]).added == 1
    assert other.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a POSIX thing")
def test_a_full_disk_loses_nothing(path: Path) -> None:
    _fill(path, 50)
    script = """
import resource, sys
from pathlib import Path
from padanan.core.errors import StoreError
from padanan.core.model import TranslationUnit, Variant
from padanan.memory.sqlite import SqliteStore
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
units = (
    TranslationUnit(
        collection="d", key=str(n), source_language="id", variants=(Variant(language="id", text="y" * 200),)
    )
    for n in range(50_000)
)
try:
    with SqliteStore.open(Path(sys.argv[1])) as store:
        store.add(units)
except StoreError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert "disk" in done.stdout
    with SqliteStore.open(path) as store:
        assert len(list(store.units())) == 50
        assert store.add([_UNIT]).added == 1


@pytest.mark.parametrize("name", ["a b", "50%?x=1#y", "小红书", "file:x?mode=memory"])
def test_a_name_is_a_name_whatever_it_looks_like(tmp_path: Path, name: str) -> None:
    _fill(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_link_leads_to_the_memory(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "memory")
    _fill(tmp_path / "link")
    with SqliteStore.open(tmp_path / "real" / "memory") as store:
        assert len(list(store.units())) == 1
