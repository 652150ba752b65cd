"""The mapped fuzzy index: large indexes, damage, staleness, and what is left on the disk."""

import errno
import os
import random
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from padanan.core.model import TranslationUnit, Variant
from padanan.core.progress import ignore_progress
from padanan.memory.fuzzy import files, mapped_index
from padanan.memory.fuzzy.files import build_index, index_directory, open_search
from padanan.memory.fuzzy.kernel import LONGEST_QUERY, KernelBuilder, KernelSearch, load_fuzzy_kernel
from padanan.memory.fuzzy.mapped_index import MappedIndex, open_index
from padanan.memory.index import CandidateIndex, Nearest, ScanIndex, best_of, reaching
from padanan.memory.mapped_file import PAGE_BYTES, MappedFile, UnusableFileError, write_mapped_file
from padanan.memory.sqlite import SqliteStore
from padanan.memory.store import IndexToken, StoredText

KERNEL = load_fuzzy_kernel()
needs_kernel = pytest.mark.skipif(KERNEL is None, reason="the kernel was not built here, or is ruled out")


def make_search(folder: Path, texts: list[StoredText]) -> KernelSearch:
    assert KERNEL is not None
    path = folder / "test.idx"
    with KernelBuilder(KERNEL) as builder:
        for start in range(0, len(texts), 10_000):
            builder.add(texts[start : start + 10_000])
        write_mapped_file(path, builder.sections(), kind=b"test", version=1)
    return KernelSearch(KERNEL, MappedFile.open(path, kind=b"test", version=1))


def as_set(nearest: Nearest) -> set[tuple[int, int, int]]:
    return {(item.variant_id, item.distance, item.longer) for item in nearest.candidates}


def assert_same(
    search: KernelSearch, texts: list[StoredText], query: str, threshold: int, count: int
) -> None:
    hits, complete = search.nearest(query, threshold_percent=threshold, count=count)
    everything = Nearest(tuple(reaching(texts, query, threshold)), complete=True)
    expected = best_of([everything], count)
    assert {tuple(hit) for hit in hits} == as_set(expected)
    assert len(hits) == len(expected.candidates)
    assert not complete or len(hits) == len(everything.candidates)


@pytest.fixture(scope="module")
def many() -> list[StoredText]:
    """Texts for three blocks, of few letters: there are bitmaps and arrays, and texts that differ little."""
    chance = random.Random(7)
    letters = "aaaabbbccde \u00e9\u4e2d\U0001f600"
    texts = ["".join(chance.choices(letters, k=chance.randrange(26))) for _ in range(100_000)]
    texts += ["".join(chance.choices(letters[:10], k=chance.randrange(60, 90))) for _ in range(40_000)]
    return [StoredText(number * 3 + 1, text) for number, text in enumerate(texts)]


@needs_kernel
def test_many_texts_are_found_as_by_a_scan(tmp_path, many):
    search = make_search(tmp_path, many)
    chance = random.Random(8)
    for threshold, count in [(50, 3), (60, 10_000), (75, 5), (75, 200), (90, 5), (100, 1)]:
        text = chance.choice(many).symbols
        middle = len(text) // 2
        assert_same(search, many, text[:middle] + "b" + text[middle + 1 :], threshold, count)
        assert_same(search, many, text, threshold, count)


@needs_kernel
def test_thousands_of_near_duplicates(tmp_path):
    """The last wanted one ties with thousands."""
    texts = [StoredText(n + 1, f"{n:04} of one and the same sentence") for n in range(9000)]
    search = make_search(tmp_path, texts)
    for count in (1, 5, 37, 5000):
        assert_same(search, texts, "0000 of one and the same sentence", 75, count)


@needs_kernel
@pytest.mark.parametrize("edits", [0, 1, 99, 2499, 2500, 2501])
def test_segments_of_ten_thousand_characters(tmp_path, edits):
    """Each edit puts in a letter that the query has not: that many edits, and no fewer, lead back."""
    query = "abcdefghij" * 1000
    letters = list(query)
    for number in range(edits):
        letters[number * 4 % 10_000] = "\U0001f600"
    changed = sum(a != b for a, b in zip(letters, query, strict=True))
    search = make_search(tmp_path, [StoredText(1, "".join(letters)), StoredText(2, "short")])
    hits, complete = search.nearest(query, threshold_percent=75, count=1)
    assert [tuple(hit) for hit in hits] == ([(1, changed, 10_000)] if changed <= 2500 else [])
    assert complete


@needs_kernel
@pytest.mark.parametrize("length", [62, 63, 64, 65, 66, 127, 128, 129, 255, 256, 257])
def test_lengths_about_whole_words_of_bits(tmp_path, length):
    base = ("the quick brown fox jumps over a lazy dog " * 8)[:length]
    variants = [base, base[1:], base + "x", "y" + base, base[:-3] + "zzz", base[20:] + base[:20], base[::-1]]
    texts = [StoredText(n + 1, text) for n, text in enumerate(variants)]
    search = make_search(tmp_path, texts)
    for threshold in (50, 75, 99):
        assert_same(search, texts, base, threshold, 10)


@needs_kernel
@pytest.mark.parametrize(
    "query", ["", "a", "\U0001f600", "\ud800", "小"], ids=["empty", "a", "astral", "lone", "Han"]
)
def test_queries_without_neighbours(tmp_path, query):
    texts = [
        StoredText(n + 1, text) for n, text in enumerate(["", "", "a", "b", "ab", "小", "小书", "\ud800"])
    ]
    search = make_search(tmp_path, texts)
    for threshold in (50, 100):
        assert_same(search, texts, query, threshold, 10)


@needs_kernel
def test_an_index_of_nothing(tmp_path):
    assert make_search(tmp_path, []).nearest("abc", threshold_percent=50, count=5) == ([], True)


@needs_kernel
def test_every_damaged_page_is_found_or_not_needed(tmp_path, many):
    """Whatever bit is flipped, the answer is right or there is none."""
    assert KERNEL is not None
    texts = many[:3000]
    path = tmp_path / "test.idx"
    make_search(tmp_path, texts)
    sound = path.read_bytes()
    query = texts[5].symbols + "e"
    expected = as_set(best_of([Nearest(tuple(reaching(texts, query, 60)), complete=True)], 5))
    found = 0
    for place in range(PAGE_BYTES, len(sound), 997):
        damaged = bytearray(sound)
        damaged[place] ^= 1 << place % 8
        path.write_bytes(damaged)
        try:
            search = KernelSearch(KERNEL, MappedFile.open(path, kind=b"test", version=1))
            hits, _ = search.nearest(query, threshold_percent=60, count=5)
        except UnusableFileError:
            found += 1
        else:
            assert {tuple(hit) for hit in hits} == expected
    assert found


# --- together with a memory ---------------------------------------------------------------------------------


def unit(key: str, text: str) -> TranslationUnit:
    variants = (Variant(language="en", text=text), Variant(language="id", text=f"terjemahan {key}"))
    return TranslationUnit(collection="c", key=key, source_language="en", variants=variants)


TEXTS = [f"Save file number {n} in the folder" for n in range(300)]
QUERY = "Save file number 12 in the folders"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(mapped_index, "_FEW_TEXTS", 50)
    path = tmp_path / "memory.sqlite3"
    with SqliteStore.open(path, create=True) as store:
        store.add(unit(str(n), text) for n, text in enumerate(TEXTS))
    return path


@pytest.fixture
def store(path) -> Iterator[SqliteStore]:
    with SqliteStore.open(path) as store:
        yield store


def look_up(index: CandidateIndex, query: str = QUERY) -> set[tuple[int, int, int]]:
    return as_set(index.nearest(query, ["en"], threshold_percent=75, count=5))


def assert_exact(store: SqliteStore, path: Path, query: str = QUERY) -> None:
    assert look_up(MappedIndex(store, path), query) == look_up(ScanIndex(store), query) != set()


def index_files(path: Path) -> list[Path]:
    directory = index_directory(path)
    return sorted(directory.iterdir()) if directory.exists() else []


def test_without_an_index_all_is_scanned(store, path):
    assert_exact(store, path)
    assert index_files(path) == []


def test_a_memory_in_no_file_is_scanned():
    with SqliteStore.in_memory() as store:
        store.add([unit("1", QUERY)])
        index = open_index(store, None)
        assert index.refresh(["en"]) == ()
        assert len(look_up(index)) == 1


@needs_kernel
def test_refreshing_builds_once(store, path):
    index = MappedIndex(store, path)
    told = []
    progress = lambda name: lambda done, total: told.append((name, done, total))  # noqa: E731
    assert index.refresh(["en", "fr"], progress) == ()
    assert told == [("indexing en", 300, 300)]
    assert len(index_files(path)) == 1
    assert MappedIndex(store, path).refresh(["en"], progress) == ()
    assert len(told) == 1
    assert_exact(store, path)


@needs_kernel
def test_few_new_texts_are_scanned_and_many_indexed(store, path):
    index = MappedIndex(store, path)
    index.refresh(["en"])
    first = index_files(path)
    store.add(unit(f"n{n}", f"{QUERY}{n}") for n in range(50))
    assert index.refresh(["en"]) == ()
    assert index_files(path) == first
    assert_exact(store, path)
    store.add([unit("n50", f"{QUERY}50")])
    index.refresh(["en"])
    assert index_files(path) != first
    assert len(index_files(path)) == 1
    assert look_up(index) == look_up(ScanIndex(store))


@needs_kernel
def test_rewritten_and_deleted_texts_are_found_as_they_are(store, path):
    MappedIndex(store, path).refresh(["en"])
    store.add([unit("12", "Something else"), unit("13", QUERY)])
    assert_exact(store, path)
    assert_exact(store, path, "Something else")


@needs_kernel
@pytest.mark.parametrize("size", [0, 100, 5000, -1], ids=["empty", "stub", "a page", "a byte short"])
def test_a_truncated_index_is_not_used_and_built_anew(store, path, size):
    MappedIndex(store, path).refresh(["en"])
    (file,) = index_files(path)
    file.write_bytes(file.read_bytes()[:size])
    assert_exact(store, path)
    assert MappedIndex(store, path).refresh(["en"]) == ()
    assert index_files(path) != [file]
    assert len(index_files(path)) == 1
    assert_exact(store, path)


@needs_kernel
def test_a_damaged_index_is_found_at_use_and_built_anew(store, path):
    MappedIndex(store, path).refresh(["en"])
    (file,) = index_files(path)
    content = bytearray(file.read_bytes())
    for page in range(PAGE_BYTES * 2, len(content) - PAGE_BYTES, PAGE_BYTES):
        content[page] ^= 16  # after the page that says whose index it is
    file.write_bytes(content)
    index = MappedIndex(store, path)
    assert look_up(index) == look_up(ScanIndex(store))
    assert index_files(path) == []
    assert look_up(index) == look_up(ScanIndex(store))
    assert index.refresh(["en"]) == ()
    assert len(index_files(path)) == 1
    assert look_up(index) == look_up(ScanIndex(store))


@needs_kernel
def test_another_version_is_not_used(store, path, monkeypatch):
    MappedIndex(store, path).refresh(["en"])
    (file,) = index_files(path)
    monkeypatch.setattr(files, "_VERSION", 2)
    assert_exact(store, path)
    MappedIndex(store, path).refresh(["en"])
    assert index_files(path) != [file]


@needs_kernel
def test_an_older_copy_of_the_memory_does_not_take_its_index(path, tmp_path):
    """The copy has other texts; its revisions come again with others."""
    old = tmp_path / "old.sqlite3"
    with SqliteStore.open(path) as store:
        pass
    shutil.copy(path, old)
    with SqliteStore.open(path) as store:
        store.add([unit("new", QUERY)])
        MappedIndex(store, path).refresh(["en"])
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    shutil.copy(old, path)
    with SqliteStore.open(path) as store:
        store.add([unit("other", "Save the number 12 in the folders")])
        assert_exact(store, path)
        MappedIndex(store, path).refresh(["en"])
        assert_exact(store, path)


@needs_kernel
def test_a_link_to_a_memory_has_the_same_index(store, path, tmp_path):
    MappedIndex(store, path).refresh(["en"])
    before = index_files(path)
    link = tmp_path / "elsewhere" / "link.sqlite3"
    link.parent.mkdir()
    link.symlink_to(path)
    with SqliteStore.open(link) as linked:
        assert MappedIndex(linked, link).refresh(["en"]) == ()
    assert index_files(path) == before
    assert list(link.parent.iterdir()) == [link]


@needs_kernel
def test_an_index_of_another_memory_is_not_used(store, path):
    MappedIndex(store, path).refresh(["en"])
    (file,) = index_files(path)
    with SqliteStore.open(path.with_name("other.sqlite3"), create=True) as other:
        other.add(unit(str(n), f"another text {n}") for n in range(60))
        MappedIndex(other, path.with_name("other.sqlite3")).refresh(["en"])
    (theirs,) = index_files(path.with_name("other.sqlite3"))
    shutil.copy(theirs, file)
    assert_exact(store, path)


@needs_kernel
def test_a_full_disk_leaves_look_ups_and_a_note(store, path, monkeypatch):
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)
    index = MappedIndex(store, path)
    (note,) = index.refresh(["en"])
    assert "no index for en: No space left on device" in note
    assert index_files(path) == []
    assert look_up(index) == look_up(ScanIndex(store))
    assert index.refresh(["en"]) == (), "it is not tried over and over"


@needs_kernel
def test_a_memory_that_is_only_read_gets_no_index(path):
    with SqliteStore.open_read_only(path) as store:
        index = open_index(store, path, read_only=True)
        assert index.refresh(["en"]) == ()
        assert look_up(index) == look_up(ScanIndex(store))
    assert index_files(path) == []


@needs_kernel
def test_what_killed_builds_left_is_removed_when_it_is_old(store, path):
    directory = index_directory(path)
    directory.mkdir()
    fresh, old = directory / "a.idx.1.part", directory / "b.idx.2.part"
    unknown, lost, other = (directory / f"fuzzy-{name}.idx" for name in ("en-new", "en-old", "fr-old"))
    for file in (fresh, old, unknown, lost, other):
        file.write_bytes(b"x")
    for file in (old, lost, other):
        os.utime(file, (0, 0))
    MappedIndex(store, path).refresh(["en"])
    names = {file.name for file in index_files(path)}
    assert {fresh.name, unknown.name, other.name} < names
    assert not {old.name, lost.name} & names


@needs_kernel
@pytest.mark.parametrize(
    "tag", ["zh-Hans", "../../x", "a/b", "x" * 60], ids=["plain", "dots", "slash", "long"]
)
def test_any_language_tag_makes_a_file_name(tmp_path, monkeypatch, tag):
    monkeypatch.setattr(mapped_index, "_FEW_TEXTS", 0)
    path = tmp_path / "memory.sqlite3"
    with SqliteStore.open(path, create=True) as store:
        variants = (Variant(language=tag, text=QUERY), Variant(language="id", text="x"))
        store.add([TranslationUnit(collection="c", key="1", source_language=tag, variants=variants)])
        index = MappedIndex(store, path)
        assert index.refresh([tag]) == ()
        assert len(index_files(path)) == 1
        assert len(index.nearest(QUERY, [tag], threshold_percent=75, count=1).candidates) == 1


@needs_kernel
def test_threads_share_an_index(path):
    with SqliteStore.open(path) as store:
        MappedIndex(store, path).refresh(["en"])
        expected = [look_up(ScanIndex(store), text) for text in TEXTS[:40]]
    found: dict[int, list[set[tuple[int, int, int]]]] = {}

    def work(number: int) -> None:
        with SqliteStore.open(path) as own:
            index = MappedIndex(own, path)
            found[number] = [look_up(index, text) for text in TEXTS[:40]]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(range(4), expected)


def test_a_query_too_long_for_the_kernel_is_compared_all_the_same(store, path):
    text = "ab" * 40_000
    store.add([unit("long", text)])
    MappedIndex(store, path).refresh(["en"])
    assert {item[1:] for item in look_up(MappedIndex(store, path), text + "c")} == {(1, 80_001)}


class UnhurriedStore(SqliteStore):
    """One that tells the memory of an index when all the others have written theirs, too."""

    together: threading.Barrier

    def is_being_written(self) -> bool:
        return False  # at the moment they all looked

    def set_index_token(self, language: str, token: IndexToken) -> IndexToken | None:
        self.together.wait(60)
        return super().set_index_token(language, token)


@needs_kernel
def test_of_many_that_build_at_once_one_leaves_its_index(path):
    together = threading.Barrier(4)

    def build() -> None:
        with UnhurriedStore.open(path) as own:
            own.together = together
            build_index(own, index_directory(path), "en", ignore_progress)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: build(), range(4)))
    with SqliteStore.open(path) as store:
        token = store.index_token("en")
        assert token is not None
        assert len(open_search(index_directory(path), "en", token)) == len(TEXTS)
        assert look_up(MappedIndex(store, path)) == look_up(ScanIndex(store))
    assert len(index_files(path)) == 1


@needs_kernel
def test_an_index_that_is_removed_under_its_reader_still_answers(store, path):
    MappedIndex(store, path).refresh(["en"])
    index = MappedIndex(store, path)
    expected = look_up(index)
    (file,) = index_files(path)
    file.unlink()
    assert look_up(index) == expected == look_up(ScanIndex(store))


@needs_kernel
def test_a_memory_that_is_restored_while_it_is_open_gives_its_old_texts(store, path, tmp_path):
    """As `sqlite3 memory .restore` does it: into the same file, under an open look-up."""
    (index := MappedIndex(store, path)).refresh(["en"])
    with closing(sqlite3.connect(tmp_path / "copy")) as copy, closing(sqlite3.connect(path)) as original:
        original.backup(copy)
        store.add([unit("new", QUERY)])
        assert look_up(index) == look_up(ScanIndex(store))
        copy.backup(original)
    assert look_up(index) == look_up(ScanIndex(store))
    store.add([unit("other", QUERY + "!")])
    assert look_up(index) == look_up(ScanIndex(store))


@needs_kernel
def test_every_byte_in_use_is_guarded(tmp_path):
    assert KERNEL is not None
    path = tmp_path / "test.idx"
    symbols = ["abcabc", "abcab", "xyz", "小小書", "abcd\U0001f600"]
    texts = [StoredText(number, text) for number, text in enumerate(symbols, 1)]
    query, chance = "abcabd", random.Random(3)
    make_search(tmp_path, texts)
    sound = path.read_bytes()
    expected = as_set(best_of([Nearest(tuple(reaching(texts, query, 50)), complete=True)], 5))
    in_use = [place for place, byte in enumerate(sound) if byte or place % PAGE_BYTES < 64]
    for place in in_use:
        damaged = bytearray(sound)
        damaged[place] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            search = KernelSearch(KERNEL, MappedFile.open(path, kind=b"test", version=1))
            hits, _ = search.nearest(query, threshold_percent=50, count=5)
        except UnusableFileError:
            continue
        assert {tuple(hit) for hit in hits} == expected, f"byte {place}"


@needs_kernel
@pytest.mark.parametrize(
    ("query", "threshold", "count"),
    [("a", 0, 1), ("a", 101, 1), ("a", 50, 0), ("a", 50, 1 << 64), ("a" * (LONGEST_QUERY + 1), 50, 1)],
    ids=["threshold-0", "threshold-101", "count-0", "count-huge", "query-huge"],
)
def test_what_the_kernel_cannot_take_never_reaches_it(tmp_path, query, threshold, count):
    search = make_search(tmp_path, [StoredText(1, "a")])
    with pytest.raises(ValueError, match="cannot be searched"):
        search.nearest(query, threshold_percent=threshold, count=count)
