"""What is deleted, merged, counted and found in conflict, in a memory whose every unit is known."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from padanan.core.errors import StoreError
from padanan.core.model import InlineCode, Origin, TranslationUnit, Variant
from padanan.memory.maintenance.census import OriginCount, take_census
from padanan.memory.maintenance.conflicts import find_conflicts
from padanan.memory.maintenance.deletion import Selection, delete_translations
from padanan.memory.maintenance.duplicates import merge_duplicates
from padanan.memory.maintenance.soundness import compact, find_damage
from padanan.memory.sqlite import SqliteStore
from padanan.memory.store import LanguagePair


def _variant(
    language: str,
    text: str,
    path: str = "a.po",
    changed: str | None = "2024-05-01T00:00:00Z",
    author: str = "Ana",
) -> Variant:
    return Variant(
        language=language, text=text, origin=Origin(path=path, line=1, author=author, changed=changed)
    )


def _unit(key: str, *variants: Variant, msgctxt: str | None = None) -> TranslationUnit:
    return TranslationUnit(collection="c", key=key, source_language="id", variants=variants, msgctxt=msgctxt)


_UNITS = [
    _unit("1", _variant("en", "one"), _variant("id", "satu"), _variant("zh-CN", "一", path="zh/b.po")),
    _unit("2", _variant("en", "two", path="zh/b.po", changed=None), _variant("id", "dua e\u0301")),
    _unit(
        "3", _variant("en", "three", author="Budi", changed="2025-01-01T00:00:00Z"), _variant("id", "tiga")
    ),
    _unit("4", _variant("en", "[four", path="old[1].po"), _variant("id", "empat")),
    _unit("5", _variant("zh-CN", "五")),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore.open(tmp_path / "memory.sqlite3", create=True) as opened:
        opened.add(_UNITS)
        yield opened


def _translations(store: SqliteStore) -> set[str]:
    return {variant.text for unit in store.units() for variant in unit.variants if variant.language != "id"}


_ALL = {"one", "一", "two", "three", "[four", "五"}


@pytest.mark.parametrize(
    ("selection", "gone", "units"),
    [
        pytest.param(Selection(origins=("zh/b.po",)), {"一", "two"}, 1, id="origin"),
        pytest.param(Selection(origins=("zh/*", "old[1].po")), {"一", "two", "[four"}, 2, id="origins"),
        pytest.param(Selection(authors=("Budi",)), {"three"}, 1, id="author"),
        pytest.param(Selection(authors=("B*",)), {"three"}, 1, id="author-pattern"),
        pytest.param(Selection(before="2025-01-01T00:00:00Z"), {"one", "一", "[four", "五"}, 3, id="before"),
        pytest.param(Selection(from_time="2025-01-01T00:00:00Z"), {"three"}, 1, id="after"),
        pytest.param(Selection(contains="t"), {"one", "two", "three", "[four", "一"}, 4, id="contains"),
        pytest.param(Selection(contains="t", text_languages=("en",)), {"two", "three"}, 2, id="contains-in"),
        pytest.param(Selection(equals="dua \u00e9"), {"two"}, 1, id="equals-the-source"),
        pytest.param(Selection(equals="t"), set(), 0, id="equals-nothing"),
        pytest.param(Selection(sources=("id",), targets=("zh-CN",)), {"一", "五"}, 1, id="languages"),
        pytest.param(Selection(targets=("zh-CN",)), {"一", "五"}, 1, id="target-alone"),
        pytest.param(Selection(contains="e", before="2025-01-01T00:00:00Z"), {"one", "[four"}, 1, id="both"),
        pytest.param(Selection(contains="%"), set(), 0, id="no-pattern-in-text"),
    ],
)
def test_what_is_deleted(store: SqliteStore, selection: Selection, gone: set[str], units: int) -> None:
    before, revision = list(store.units()), store.revision()
    rehearsed = delete_translations(store, selection, dry_run=True)
    assert (rehearsed.translations, rehearsed.units) == (len(gone), units)
    assert {example.variant.text for example in rehearsed.examples} <= gone
    assert list(store.units()) == before
    assert delete_translations(store, selection, dry_run=False) == rehearsed
    assert _translations(store) == _ALL - gone
    assert len(list(store.units())) == 5 - units
    assert store.revision() == revision + bool(gone)
    assert list(find_damage(store)) == []


def test_deleted_units_come_back_with_ids_of_their_own(store: SqliteStore) -> None:
    taken = {text.variant_id for text in store.texts(["en", "id", "zh-CN"])}
    delete_translations(store, Selection(targets=("en", "zh-CN")), dry_run=False)
    assert list(store.units()) == []
    revision = store.revision()
    assert store.current(taken, revision=revision) == set()
    store.add(_UNITS)
    assert list(store.units()) == _UNITS
    assert not taken & {text.variant_id for text in store.texts(["en", "id", "zh-CN"], after=revision)}


def test_nothing_refers_to_what_is_gone(store: SqliteStore) -> None:
    delete_translations(store, Selection(origins=("old[1].po", "zh/b.po")), dry_run=False)
    assert [origin.path for origin in take_census(store).origins] == ["a.po"]


def test_a_failing_deletion_changes_nothing(store: SqliteStore) -> None:
    store.access.run("CREATE TRIGGER stop BEFORE DELETE ON unit BEGIN SELECT raise(ABORT, 'stopped'); END")
    with pytest.raises(StoreError, match="stopped"):
        delete_translations(store, Selection(contains="t"), dry_run=False)
    assert list(store.units()) == _UNITS
    store.access.run("DROP TRIGGER stop")
    assert delete_translations(store, Selection(contains="t"), dry_run=False).units == 4


def _merged(tmp_path: Path, *units: TranslationUnit) -> tuple[int, list[TranslationUnit]]:
    with SqliteStore.open(tmp_path / "memory.sqlite3", create=True) as store:
        store.add(units)
        rehearsed = merge_duplicates(store, dry_run=True)
        assert list(store.units()) == list(units)
        merging = merge_duplicates(store, dry_run=False)
        assert merging == rehearsed
        assert merge_duplicates(store, dry_run=False).merged == 0
        assert list(find_damage(store)) == []
        return merging.merged, list(store.units())


_OLD = (_variant("en", "one", changed="2023-01-01T00:00:00Z"), _variant("id", "satu"))
_NEW = (_variant("en", "one", "b.po", "2025-01-01T00:00:00Z"), _variant("id", "satu"))


@pytest.mark.parametrize("order", ["older-first", "newer-first"])
def test_of_equal_units_the_newest_stays(tmp_path: Path, order: str) -> None:
    units = [_unit("old", *_OLD), _unit("new", *_NEW)]
    if order == "newer-first":
        units.reverse()
    assert _merged(tmp_path, *units) == (1, [_unit("new", *_NEW)])


def test_of_equally_new_units_the_first_stays(tmp_path: Path) -> None:
    assert _merged(tmp_path, *(_unit(str(number), *_OLD) for number in range(700))) == (
        699,
        [_unit("0", *_OLD)],
    )


def test_a_unit_goes_into_one_that_says_more_and_leaves_its_date(tmp_path: Path) -> None:
    more = _unit("more", *_OLD, _variant("zh-CN", "一"))
    merged, (left,) = _merged(tmp_path, more, _unit("new", *_NEW))
    assert merged == 1
    assert left == _unit("more", *_NEW, _variant("zh-CN", "一"))


_CODE = InlineCode(offset=0, kind="standalone", markup="<ph/>")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(_unit("2", _variant("en", "won"), _variant("id", "satu")), id="another-translation"),
        pytest.param(_unit("2", _variant("en", "one"), _variant("id", "Satu")), id="another-source"),
        pytest.param(_unit("2", *_OLD, msgctxt="menu"), id="another-msgctxt"),
        pytest.param(_unit("2", replace(_OLD[0], codes=(_CODE,)), _OLD[1]), id="codes"),
        pytest.param(_unit("2", _OLD[0], replace(_OLD[1], codes=(_CODE,))), id="codes-in-the-source"),
        pytest.param(_unit("2", _OLD[0], replace(_OLD[1], previous="nol")), id="neighbours"),
        pytest.param(_unit("2", _variant("fr", "un"), _variant("id", "satu")), id="another-language"),
    ],
)
def test_what_differs_is_not_merged(tmp_path: Path, other: TranslationUnit) -> None:
    units = [_unit("1", *_OLD), other]
    assert _merged(tmp_path, *units) == (0, units)


def test_conflicts_are_listed_with_their_units(store: SqliteStore) -> None:
    store.add(
        [
            _unit("a", _variant("en", "One!", "b.po"), _variant("id", "satu")),
            _unit("b", _variant("en", "one", "c.po"), _variant("id", "satu")),
            _unit("c", _variant("en", "uno"), _variant("id", "SATU")),
        ]
    )
    (conflict,) = find_conflicts(store)
    assert (conflict.source_language, conflict.target_language, conflict.source) == ("id", "en", "satu")
    shown = [[(one.variant.text, one.unit.key) for one in group] for group in conflict.targets]
    assert shown == [[("one", "1"), ("one", "b")], [("One!", "a")]]


def test_conflicts_of_chosen_languages_and_contexts(store: SqliteStore) -> None:
    store.add([_unit("a", _variant("en", "first"), _variant("id", "satu"), msgctxt="menu")])
    assert len(list(find_conflicts(store))) == 1
    assert list(find_conflicts(store, by_context=True)) == []
    assert list(find_conflicts(store, targets=["zh-CN"])) == []
    assert not any(find_conflicts(store, sources=["en"], targets=["id"]))  # nothing in English has two texts
    store.add([_unit("b", _variant("en", "one"), _variant("id", "Satu"))])
    (conflict,) = find_conflicts(store, sources=["en"], targets=["id"])
    assert (conflict.source, len(conflict.targets)) == ("one", 2)


def test_a_census(store: SqliteStore) -> None:
    census = take_census(store)
    assert (census.units, census.variants, census.revision) == (5, 10, 1)
    assert census.languages == (("en", 4), ("id", 4), ("zh-CN", 2))
    assert LanguagePair(first="en", second="id", units=4) in census.pairs
    assert census.origins[-1] == OriginCount(
        path="zh/b.po", variants=2, oldest="2024-05-01T00:00:00Z", newest="2024-05-01T00:00:00Z"
    )
    assert census.authors == (("Ana", 9), ("Budi", 1))
    assert (census.oldest, census.newest) == ("2024-05-01T00:00:00Z", "2025-01-01T00:00:00Z")


def test_damage_is_found(store: SqliteStore, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "memory.sqlite3") as other:
        other.execute("DELETE FROM unit WHERE key = '2'")
    other.close()
    assert list(find_damage(store)) == [
        "row 4 of variant refers to a row of unit that is not there",
        "row 5 of variant refers to a row of unit that is not there",
    ]


def test_compacting_gives_space_back_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite3"
    with SqliteStore.open(path, create=True) as store:
        store.add(
            _unit(str(number), _variant("en", "x" * 99), _variant("id", "y" * 99)) for number in range(999)
        )
        delete_translations(store, Selection(contains="x"), dry_run=False)
        store.add(_UNITS)
    size = path.stat().st_size
    with SqliteStore.open(path) as store:
        ids = {text.variant_id for text in store.texts(["en"])}
        compact(store)
        assert path.stat().st_size < size
        assert {text.variant_id for text in store.texts(["en"])} == ids
        assert list(store.units()) == _UNITS
