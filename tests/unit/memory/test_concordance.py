"""What a concordance does when its file is missing, damaged, out of date, or cannot be written."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from padanan.core.model import TranslationUnit, Variant
from padanan.memory.concordance.file import ConcordanceFile
from padanan.memory.concordance.layout import KIND, TABLES, VERSION
from padanan.memory.concordance.search import Concordance, ConcordanceFiles, Wanted
from padanan.memory.folding import Folding, fold
from padanan.memory.mapped_file import MappedFile, write_mapped_file
from padanan.memory.sqlite import SqliteStore
from padanan.native.loader import load_kernel

pytestmark = pytest.mark.skipif(load_kernel("search") is None, reason="without the kernel there are no files")

_TEXTS = [f"Save file {number}" for number in range(50)] + ["Straße", "résumé", "ΟΔΟΣ οδος", "保存文件"]


def unit(key: str, text: str, *targets: str) -> TranslationUnit:
    variants = (Variant(language="en", text=text), *(Variant(language=tag, text="x") for tag in targets))
    return TranslationUnit(collection="c", key=key, source_language="en", variants=variants)


def wanted(text: str, *, case: bool = True, accents: bool = False) -> Wanted:
    folding = Folding(case=case, accents=accents)
    return Wanted(keys=(fold(text, folding),), folding=folding, whole=False)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "m.index"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore.open(tmp_path / "m", create=True) as store:
        store.add(unit(str(number), text, "id") for number, text in enumerate(_TEXTS))
        yield store


@pytest.fixture
def file(store: SqliteStore, directory: Path) -> Path:
    concordance(store, directory)
    return directory / "en.concordance"


def concordance(store: SqliteStore, directory: Path, *, few: int = 10) -> Concordance:
    made = Concordance(store, ConcordanceFiles(directory), few=few)
    assert made.prepare(["en"]) == ()
    return made


def count(made: Concordance, text: str, **folding: bool) -> int:
    return made.find(wanted(text, **folding), ["en"], None, 5).total


def test_few_texts_need_no_file(store: SqliteStore, directory: Path) -> None:
    assert count(concordance(store, directory, few=len(_TEXTS)), "save") == 50
    assert not directory.exists()
    assert count(concordance(store, directory, few=len(_TEXTS) - 1), "save") == 50
    assert [path.name for path in directory.iterdir()] == ["en.concordance"]


def test_a_file_is_used_again(store: SqliteStore, directory: Path, file: Path) -> None:
    before = file.stat().st_ino, file.stat().st_mtime_ns
    assert count(concordance(store, directory), "save") == 50
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == before


@pytest.mark.parametrize("share", range(0, 100, 4))
def test_a_flipped_bit_changes_no_answer(store: SqliteStore, directory: Path, file: Path, share: int) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) * share // 100] ^= 4
    file.write_bytes(content)
    check_all(store, directory)


def test_a_flipped_bit_in_any_section_is_noticed(store: SqliteStore, directory: Path, file: Path) -> None:
    whole = file.read_bytes()
    opened = ConcordanceFile.open(file)
    names = ["meta", "ids", "units", "lengths", "first rows", "rarity", "word bits"]
    names += [f"{table} {part}" for table in TABLES.values() for part in ("text", "starts", "sums")]
    names += ["case rows", "accents rows", "both rows"]
    places = [opened._file.section(name) for name in names]
    assert all(place.length for place in places)
    for place in places:
        content = bytearray(whole)
        content[place.offset + place.length // 2] ^= 1
        file.write_bytes(content)
        check_all(store, directory)


@pytest.mark.parametrize(
    ("section", "content"),
    [
        pytest.param("meta", b"[]", id="meta no object"),
        pytest.param("meta", b"{}", id="meta empty"),
        pytest.param("meta", b"\xff", id="meta no JSON"),
        pytest.param("ids", bytes(8 * 4000), id="more ids than texts"),
        pytest.param("ids", b"", id="no ids"),
        pytest.param("units", bytes(8 * 4000), id="more units than texts"),
        pytest.param("units", bytes(7), id="part of a unit"),
        pytest.param("lengths", b"", id="no lengths"),
        pytest.param("lengths", b"x", id="part of a length"),
        pytest.param("first rows", b"", id="no first rows"),
        pytest.param("first rows", b"\1\0\0\0", id="first row 1"),
        pytest.param("rarity", bytes(4), id="one byte's rarity"),
        pytest.param("word bits", bytes(8), id="few word bits"),
        pytest.param("all starts", b"", id="no starts"),
        pytest.param("all starts", bytes(4), id="no texts"),
        pytest.param("all text", b"", id="no text"),
        pytest.param("all sums", b"abc", id="part of a sum"),
        pytest.param("case rows", bytes(4 * 4000), id="more exceptions than texts of them"),
        pytest.param("case rows", b"x", id="part of a row"),
    ],
)
def test_a_file_of_sections_that_do_not_fit_changes_no_answer(
    store: SqliteStore, directory: Path, file: Path, section: str, content: bytes
) -> None:
    opened = MappedFile.open(file, kind=KIND, version=VERSION)
    names = ["meta", "ids", "units", "lengths", "first rows", "rarity", "word bits"]
    names += [f"{table} {part}" for table in TABLES.values() for part in ("text", "starts", "sums")]
    names += ["case rows", "accents rows", "both rows"]
    sections = {name: bytes(opened.read(name)) for name in names}
    assert sections[section] != content
    write_mapped_file(
        file,
        ((name, [part]) for name, part in (sections | {section: content}).items()),
        kind=KIND,
        version=VERSION,
    )
    check_all(store, directory)


@pytest.mark.parametrize("length", [0, 1, 4095, 4096, 9000, -4096, -1])
def test_a_truncated_file_changes_no_answer(
    store: SqliteStore, directory: Path, file: Path, length: int
) -> None:
    file.write_bytes(file.read_bytes()[:length])
    check_all(store, directory)


def check_all(store: SqliteStore, directory: Path) -> None:
    """Search as a new process would; then again, with what that left behind."""
    for _ in range(2):
        made = concordance(store, directory)
        assert count(made, "SAVE") == 50
        assert count(made, "Save", case=False) == 50
        assert count(made, "STRASSE") == count(made, "保存") == 1
        assert count(made, "resume", accents=True) == count(made, "resume", case=False, accents=True) == 1
        assert count(made, "resume") == 0
        assert made.find(wanted("οδοσ"), ["en"], ["id"], 5).total == 1


def test_a_missing_file_is_made_anew(store: SqliteStore, directory: Path, file: Path) -> None:
    shutil.rmtree(directory)
    check_all(store, directory)
    assert file.is_file()


def test_the_file_of_another_memory_is_not_used(tmp_path: Path, store: SqliteStore, file: Path) -> None:
    with SqliteStore.open(tmp_path / "other", create=True) as other:
        other.add(unit(str(number), "Open", "id") for number in range(len(_TEXTS)))
        (tmp_path / "other.index").mkdir()
        shutil.copy(file, tmp_path / "other.index")
        made = concordance(other, tmp_path / "other.index")
        assert (count(made, "open"), count(made, "save")) == (len(_TEXTS), 0)


def test_a_restored_backup_does_not_believe_a_later_file(tmp_path: Path) -> None:
    memory, directory = tmp_path / "n", tmp_path / "n.index"
    with SqliteStore.open(memory, create=True) as store:
        store.add(unit(str(number), "old", "id") for number in range(20))
        store.access.run("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(memory, tmp_path / "backup")
    with SqliteStore.open(memory) as store:
        store.add(unit(str(number), "new", "id") for number in range(20))
        assert count(concordance(store, directory), "new") == 20
    (tmp_path / "backup").rename(memory)
    with SqliteStore.open(memory) as store:
        made = concordance(store, directory)
        assert (count(made, "new"), count(made, "old")) == (0, 20)


def test_what_is_written_while_it_is_open_is_found(store: SqliteStore, directory: Path, file: Path) -> None:
    made = concordance(store, directory)
    before = file.read_bytes()
    store.add([unit("0", "Close", "id"), unit("new", "Save me")])
    assert (count(made, "save"), count(made, "close")) == (50, 1)
    assert made.find(wanted("save"), ["en"], ["id"], 5).total == 49
    store.add([unit("new", "Save me", "id")])
    assert made.find(wanted("save"), ["en"], ["id"], 5).total == 50
    assert made.prepare(["en"]) == ()
    assert file.read_bytes() == before


def test_a_file_is_made_anew_when_much_is_not_in_it(store: SqliteStore, directory: Path, file: Path) -> None:
    made = concordance(store, directory)
    before = file.read_bytes()
    store.add(unit(f"new {number}", "Save me", "id") for number in range(11))
    assert count(made, "save") == 61
    assert made.prepare(["en"]) == ()
    assert file.read_bytes() != before
    assert count(made, "save") == 61


def test_what_is_deleted_is_found_no_more(store: SqliteStore, directory: Path, file: Path) -> None:
    made = concordance(store, directory)
    assert count(made, "save") == 50
    with store.access.writing():
        store.access.run("DELETE FROM variant WHERE text LIKE 'Save file 1%' AND language = 'en'")
        store.access.run("UPDATE counter SET value = value + 1 WHERE name = 'revision'")
    assert count(made, "save") == 39
    assert made.prepare(["en"]) == ()
    assert count(made, "save") == 39


def test_where_nothing_can_be_written_the_store_is_read(store: SqliteStore, directory: Path) -> None:
    directory.write_bytes(b"in the way")
    made = Concordance(store, ConcordanceFiles(directory), few=10)
    (note,) = made.prepare(["en"])
    assert note.endswith("m.index: no index for en: File exists; searching takes longer")
    assert made.prepare(["en"]) == ()
    assert count(made, "save") == 50


def test_a_memory_that_is_only_read_gets_no_file(store: SqliteStore, directory: Path) -> None:
    made = Concordance(store, ConcordanceFiles(directory, read_only=True), few=10)
    assert made.prepare(["en"]) == ()
    assert count(made, "save") == 50
    assert not directory.exists()


def test_threads_share_files(tmp_path: Path, store: SqliteStore, directory: Path) -> None:
    files = ConcordanceFiles(directory)
    totals: list[list[int]] = []

    def search() -> None:
        with SqliteStore.open(tmp_path / "m") as own:
            made = Concordance(own, files, few=10)
            made.prepare(["en"])
            totals.append([count(made, text) for text in ("save", "file 1", "straße") * 20])

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == [[50, 11, 1] * 20] * 4
    assert len(list(directory.iterdir())) == 1
