"""Sessions ask mapped indexes, and their answers are those of a scan: with penalties, ties and new texts."""

import random
from contextlib import ExitStack
from pathlib import Path

import pytest

from padanan.core.config import MemorySettings
from padanan.core.model import Origin, TranslationUnit, Variant
from padanan.core.penalties import Penalties
from padanan.memory.index import ScanIndex
from padanan.memory.lookup import Query, SearchedMemory, find_matches
from padanan.memory.sqlite import SqliteStore
from padanan.services.memory_session import MemorySession

_WORDS = ("simpan", "berkas", "ini", "itu", "小书", "buka", "folder", "😀", "lama", "baru", "e\u0301", "%s")
_PENALTIES = Penalties(several_translations=1, origins=(("old.po", 6),))


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(1, 9)))


def _units(chance: random.Random, count: int, prefix: str) -> list[TranslationUnit]:
    units = []
    for number in range(count):
        path = chance.choice(("old.po", "new.po"))
        changed = f"20{chance.randint(10, 25)}-01-01T00:00:00Z"
        variants = (
            Variant(language="en", text=str(chance.randint(0, 3)), origin=Origin(path=path, changed=changed)),
            Variant(language="id", text=_text(chance), previous=None, next=None),
        )
        units.append(
            TranslationUnit(collection="c", key=f"{prefix}{number}", source_language="id", variants=variants)
        )
    return units


@pytest.fixture(scope="module")
def memories(tmp_path_factory: pytest.TempPathFactory) -> list[MemorySettings]:
    folder = tmp_path_factory.mktemp("memories")
    settings = [
        MemorySettings(path=folder / "large", name="large"),
        MemorySettings(path=folder / "small", name="small", priority=1, penalty_percent=3),
    ]
    for memory, count in zip(settings, (3000, 50), strict=True):
        with SqliteStore.open(memory.path, create=True) as store:
            store.add(_units(random.Random(memory.name), count, "unit"))
    return settings


def test_the_answers_are_those_of_a_scan(memories: list[MemorySettings]) -> None:
    chance = random.Random(7)
    with MemorySession(memories, _PENALTIES) as session, ExitStack() as opened:
        scanned = [
            SearchedMemory(
                store=store,
                index=ScanIndex(store),
                name=memory.name,
                priority=memory.priority,
                penalty_percent=memory.penalty_percent,
            )
            for memory in memories
            for store in [opened.enter_context(SqliteStore.open(memory.path))]
        ]
        for round_number in range(2):
            for _ in range(60):
                query = Query(
                    text=_text(chance),
                    source="id",
                    target="en",
                    threshold_percent=chance.randint(50, 100),
                    limit=chance.randint(1, 9),
                )
                assert session.find(query) == find_matches(scanned, query, _PENALTIES)
            with SqliteStore.open(memories[0].path) as writer:  # beside the index
                writer.add(_units(chance, 30, f"unit{round_number}"))


def test_an_index_is_laid_beside_a_large_memory_alone(memories: list[MemorySettings]) -> None:
    with MemorySession(memories) as session:
        assert session.prepare("id") == ()
    assert Path(f"{memories[0].path}.index").is_dir() == _has_kernel()
    assert not Path(f"{memories[1].path}.index").exists()


def test_looking_up_lays_an_index_by_itself(tmp_path: Path) -> None:
    with SqliteStore.open(tmp_path / "m", create=True) as store:
        store.add(_units(random.Random(1), 3000, "unit"))
    with MemorySession([MemorySettings(path=tmp_path / "m", name="m")]) as session:
        session.find(Query(text="simpan berkas", source="id", target="en"))
    assert (tmp_path / "m.index").is_dir() == _has_kernel()


def test_no_index_is_laid_beside_a_read_only_memory(tmp_path: Path) -> None:
    with SqliteStore.open(tmp_path / "m", create=True) as store:
        store.add(_units(random.Random(1), 3000, "unit"))
    memory = MemorySettings(path=tmp_path / "m", name="m", read_only=True)
    with MemorySession([memory]) as session:
        assert session.prepare("id") == ()
        assert session.find(Query(text="simpan berkas", source="id", target="en"))
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


def test_a_look_up_waits_for_nobody_who_writes(tmp_path: Path) -> None:
    with SqliteStore.open(tmp_path / "m", create=True) as store:
        store.add(_units(random.Random(1), 3000, "unit"))
    memory = MemorySettings(path=tmp_path / "m", name="m")
    with SqliteStore.open(memory.path) as writer, MemorySession([memory]) as session:
        with writer.rehearse():
            writer.add(_units(random.Random(2), 10, "more"))
            assert session.stores()[0].is_being_written()
            assert session.prepare("id") == ()  # it would wait for ever: the writer waits for us
            assert session.find(Query(text="simpan berkas", source="id", target="en"))
            assert not (tmp_path / "m.index").exists()
        assert not session.stores()[0].is_being_written()
        assert session.prepare("id") == ()
    assert (tmp_path / "m.index").is_dir() == _has_kernel()


def _has_kernel() -> bool:
    from padanan.memory.fuzzy.kernel import load_fuzzy_kernel

    return load_fuzzy_kernel() is not None
