"""Comparing with whole memories gives what looking up each segment gives, whatever is taken off matches."""

from pathlib import Path

import pytest

from padanan.core.config import MemorySettings
from padanan.core.model import InlineCode, Origin, TranslationUnit, Variant
from padanan.core.penalties import Penalties
from padanan.core.progress import ignore_progress
from padanan.core.words import Volume
from padanan.memory.similarity import normalise_symbols
from padanan.memory.sqlite import SqliteStore
from padanan.services import analysis_memory
from padanan.services.analysis_memory import Question, ask_memories, knows_pair
from padanan.services.analysis_sources import Passage
from padanan.services.memory_session import MemorySession

_BOLD = (InlineCode(offset=5, kind="standalone", markup="<b/>"),)
_TEXTS = [
    ("Save this file now", (), "id", "a.po", "en"),
    ("Save that file now", _BOLD, "id", "a.po", "en"),
    ("Close every window", (), "fr", "a.po", "en"),
    ("Close all windows!", (), "id", "old/b.po", "id"),
    ("Open the last file", (), "en-GB", "a.po", "de"),
]
_QUERIES = [
    ("Save this file now", ()),
    ("Save this file", ()),
    ("Save that file now", ()),
    ("Save that file now", _BOLD),
    ("Save this file now", _BOLD),
    ("Close every window", ()),
    ("Close all window", ()),
    ("Open the last file", ()),
    ("Nothing of the kind", ()),
]


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    with SqliteStore.open(tmp_path / "m", create=True) as store:
        store.add(
            TranslationUnit(
                collection="c",
                key=str(number),
                source_language=source,
                variants=(
                    Variant(language="en", text=text, codes=codes),
                    Variant(language=target, text=f"x{number}", origin=Origin(path=path)),
                ),
            )
            for number, (text, codes, target, path, source) in enumerate(_TEXTS)
        )
    return tmp_path / "m"


def ask(memory: Path, penalties: Penalties, penalty: int, target: str) -> list[int]:
    questions = [
        Question(
            passage=Passage(text=text, codes=codes, volume=Volume()),
            symbols=normalise_symbols(text, codes),
            exact=False,
        )
        for text, codes in _QUERIES
    ]
    settings = MemorySettings(path=memory, name="m", penalty_percent=penalty)
    with MemorySession([settings], penalties) as session:
        return ask_memories(session, ("en", target), questions, ignore_progress)


@pytest.mark.parametrize("target", ["id", "fr", "en-GB", "zh"])
@pytest.mark.parametrize("penalty", [0, 7])
@pytest.mark.parametrize(
    "penalties",
    [
        Penalties(),
        Penalties(markup=30),
        Penalties(reversed=5, pivot=20),
        Penalties(several_translations=3),
        Penalties(origins=(("old", 40),)),
    ],
    ids=["none", "markup", "direction", "several", "origin"],
)
def test_both_ways_give_the_same(
    memory: Path, penalties: Penalties, penalty: int, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = ask(memory, penalties, penalty, target)
    monkeypatch.setattr(analysis_memory, "_MANY_SEGMENTS", 0)
    assert ask(memory, penalties, penalty, target) == looked_up


def test_the_scores_themselves(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis_memory, "_MANY_SEGMENTS", 0)
    assert ask(memory, Penalties(), 0, "id") == [100, 77, 94, 100, 94, 61, 88, 0, 0]


def test_pairs_that_a_memory_knows(memory: Path) -> None:
    with MemorySession([MemorySettings(path=memory, name="m")]) as session:
        pairs = [("en", "id"), ("id", "en"), ("id", "fr"), ("en", "de")]
        assert [knows_pair(session, pair) for pair in pairs] == [True, True, False, False]
