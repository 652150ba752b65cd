"""What can be looked up, and which languages a memory has."""

from pathlib import Path

import pytest

from padanan.core.config import MemorySettings
from padanan.core.errors import PadananError, UnknownPairError
from padanan.core.model import TranslationUnit, Variant
from padanan.memory.lookup import Query
from padanan.memory.sqlite import SqliteStore
from padanan.services.lookup import LIMIT_QUERY, check_query, look_up, require_threshold
from padanan.services.memory_session import MemorySession


def test_the_longest_query() -> None:
    query = Query(text="x" * LIMIT_QUERY, source="id", target="en")
    assert check_query(query) == query
    with pytest.raises(PadananError, match="the limit is 100000"):
        check_query(Query(text="x" * (LIMIT_QUERY + 1), source="id", target="en"))


@pytest.mark.parametrize("percent", [1, 100])
def test_thresholds_in_range(percent: int) -> None:
    require_threshold(percent)


@pytest.mark.parametrize("percent", [-1, 0, 101])
def test_thresholds_out_of_range(percent: int) -> None:
    with pytest.raises(PadananError, match=f"a threshold of {percent} % is out of range"):
        require_threshold(percent)


def test_of_several_pairs_the_largest_is_named_first(tmp_path: Path) -> None:
    pairs = [("de", "fr"), ("it", "pt"), ("it", "pt"), ("es", "ja"), ("es", "ja"), ("es", "ja")]
    with SqliteStore.open(tmp_path / "m", create=True) as store:
        for number, languages in enumerate(pairs):
            variants = tuple(Variant(language=language, text=str(number)) for language in languages)
            store.add(
                [TranslationUnit(collection="c", key=f"{number}", source_language="es", variants=variants)]
            )
    with MemorySession([MemorySettings(path=tmp_path / "m", name="m")]) as session:
        for source, target, named in (
            ("en", "id", "it has es/ja, it/pt, de/fr"),
            ("en", "pt", "it has it/pt, es/ja, de/fr"),
        ):
            with pytest.raises(UnknownPairError) as caught:
                look_up(session, Query(text="x", source=source, target=target))
            assert caught.value.hint == named
