"""Memories that are asked together, and stay open."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from padanan.core.config import MemorySettings, Settings, default_settings
from padanan.core.errors import PadananError, StoreError
from padanan.core.model import TranslationUnit, Variant
from padanan.core.penalties import Penalties
from padanan.memory.lookup import Query
from padanan.memory.sqlite import SqliteStore
from padanan.services.memory_session import (
    MemorySession,
    choose_memories,
    choose_penalties,
    choose_writable,
)

Maker = Callable[..., MemorySettings]

_QUERY = Query(text="Simpan", source="id", target="en")


def _unit(key: str, source: str, target: str) -> TranslationUnit:
    variants = (Variant(language="en", text=target), Variant(language="id", text=source))
    return TranslationUnit(collection="c", key=key, source_language="id", variants=variants)


@pytest.fixture
def make_memory(tmp_path: Path) -> Maker:
    """Make a memory of pairs of texts; give its settings."""

    def make(name: str, *pairs: tuple[str, str]) -> MemorySettings:
        with SqliteStore.open(tmp_path / name, create=True) as store:
            store.add(_unit(str(number), *pair) for number, pair in enumerate(pairs))
        return MemorySettings(path=tmp_path / name, name=name)

    return make


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    listed = (
        MemorySettings(path=tmp_path / "ref", name="ref", penalty_percent=5, read_only=True),
        MemorySettings(path=tmp_path / "old", name="old", priority=-3),
    )
    return replace(default_settings(tmp_path), memory=tmp_path / "own", memories=listed)


def _names(memories: tuple[MemorySettings, ...]) -> list[str]:
    return [memory.path.name for memory in memories]


def test_by_default_the_projects_own_and_the_listed_are_asked(settings: Settings, tmp_path: Path) -> None:
    assert _names(choose_memories(settings)) == ["ref", "old"]  # its own is not there yet
    (tmp_path / "own").touch()
    assert _names(choose_memories(settings)) == ["own", "ref", "old"]


def test_alone_the_projects_own_is_asked_even_when_missing(tmp_path: Path) -> None:
    (memory,) = choose_memories(default_settings(tmp_path))
    assert memory.path == tmp_path / ".padanan" / "memory.sqlite3"


def test_a_listed_memory_may_be_the_projects_own(settings: Settings, tmp_path: Path) -> None:
    own = MemorySettings(path=tmp_path / "own", name="mine", priority=9)
    assert choose_memories(replace(settings, memories=(own,))) == (own,)


def test_named_memories_keep_their_settings_and_the_order_given(settings: Settings, tmp_path: Path) -> None:
    named = choose_memories(settings, ["new", "old", str(tmp_path / "ref"), "old"])
    assert [(memory.name, memory.priority, memory.penalty_percent) for memory in named] == [
        ("new", 0, 0),
        ("old", -1, 0),
        ("ref", -2, 5),
    ]
    assert [memory.read_only for memory in named] == [False, False, True]


def test_penalties_given_come_after_those_of_the_settings(settings: Settings) -> None:
    configured = replace(settings, penalties=Penalties(markup=3, origins=(("a", 1),)))
    assert choose_penalties(configured, ["a=0", "pivot=2"]) == Penalties(
        markup=3, pivot=2, origins=(("a", 1), ("a", 0))
    )
    with pytest.raises(PadananError, match="ORIGIN=N"):
        choose_penalties(configured, ["a"])


def test_the_best_of_all_memories_first(make_memory: Maker) -> None:
    first = make_memory("first", ("Simpan!", "Save!"), ("Simpan", "Save"))
    second = make_memory("second", ("Simpan", "Keep"), ("Simpan", "Save"))
    with MemorySession([first, replace(second, priority=1)]) as session:
        found = [(match.score_percent, match.target.text, match.memory) for match in session.find(_QUERY)]
    assert found == [(100, "Keep", "second"), (100, "Save", "second"), (85, "Save!", "first")]


def test_an_equal_pair_is_given_once_with_the_best_score(make_memory: Maker) -> None:
    first = make_memory("first", ("Simpan", "Save"))
    second = make_memory("second", ("Simpan", "Save"))
    with MemorySession([replace(first, penalty_percent=5, priority=1), second]) as session:
        (match,) = session.find(_QUERY)
    assert (match.score_percent, match.penalties, match.memory) == (100, (), "second")


def test_the_penalty_of_a_memory_is_named(make_memory: Maker) -> None:
    memory = replace(make_memory("ref", ("Simpan", "Save")), penalty_percent=5)
    with MemorySession([memory]) as session:
        (match,) = session.find(_QUERY)
    assert (match.score_percent, match.before_percent) == (95, 100)
    assert match.penalties == (("memory ref", 5),)


def test_what_is_written_meanwhile_is_found(make_memory: Maker) -> None:
    memory = make_memory("m", ("Buka", "Open"))
    with MemorySession([memory]) as session:
        assert session.find(_QUERY) == ()
        with SqliteStore.open(memory.path) as store:
            store.add([_unit("new", "Simpan", "Save")])
        assert [match.target.text for match in session.find(_QUERY)] == ["Save"]


def test_threads_ask_side_by_side(make_memory: Maker) -> None:
    memory = make_memory("m", *((f"Simpan {number}", f"Save {number}") for number in range(50)))
    answers: dict[int, list[str]] = {}

    def ask(worker: int) -> None:
        queries = [replace(_QUERY, text=f"Simpan {number}", limit=1) for number in range(worker, 50, 4)]
        answers[worker] = [session.find(query)[0].target.text for query in queries]

    with MemorySession([memory]) as session:
        threads = [threading.Thread(target=ask, args=(worker,)) for worker in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == {worker: [f"Save {n}" for n in range(worker, 50, 4)] for worker in range(4)}


def test_a_missing_memory_among_several_is_named(make_memory: Maker, tmp_path: Path) -> None:
    missing = MemorySettings(path=tmp_path / "none", name="none")
    with pytest.raises(StoreError, match="none: no such memory"):
        MemorySession([make_memory("m"), missing])


def test_a_read_only_memory_is_left_as_it_is(make_memory: Maker) -> None:
    memory = make_memory("ref", ("Simpan", "Save"))
    before = {path.name: path.read_bytes() for path in memory.path.parent.iterdir()}
    with MemorySession([replace(memory, read_only=True)]) as session:
        assert len(session.find(_QUERY)) == 1
    assert {path.name: path.read_bytes() for path in memory.path.parent.iterdir()} == before


def test_a_read_only_memory_takes_nothing_in(make_memory: Maker) -> None:
    memory = replace(make_memory("ref"), read_only=True)
    with MemorySession([memory]) as session, pytest.raises(StoreError):
        session.stores()[0].add([_unit("1", "Simpan", "Save")])


def test_a_closed_session_says_so(make_memory: Maker) -> None:
    session = MemorySession([make_memory("m")])
    session.close()
    session.close()
    with pytest.raises(ValueError, match="closed"):
        session.find(_QUERY)


def test_what_is_written_is_the_projects_own_or_the_named(settings: Settings, tmp_path: Path) -> None:
    assert choose_writable(settings) == tmp_path / "own"
    assert choose_writable(settings, "old") == tmp_path / "old"
    assert choose_writable(settings, Path("elsewhere/m")) == Path("elsewhere/m")


@pytest.mark.parametrize("by", ["name", "path", "default"])
def test_a_read_only_memory_is_not_written(settings: Settings, tmp_path: Path, by: str) -> None:
    own = replace(settings, memory=tmp_path / "ref") if by == "default" else settings
    ways: dict[str, str | Path | None] = {"name": "ref", "path": tmp_path / "ref", "default": None}
    with pytest.raises(StoreError, match="only read"):
        choose_writable(own, ways[by])
