"""What every store must do, run against each of them."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from padanan.core.errors import StoreError
from padanan.core.model import InlineCode, Origin, TranslationUnit, Variant
from padanan.memory.sqlite import SqliteStore
from padanan.memory.store import IndexToken, LanguagePair, Store, Tally

Opener = Callable[[Path], Store]


def _open_file(folder: Path) -> Store:
    return SqliteStore.open(folder / "memory.sqlite3", create=True)


def _open_in_memory(_folder: Path) -> Store:
    return SqliteStore.in_memory()


@pytest.fixture(
    params=[pytest.param(_open_file, id="sqlite-file"), pytest.param(_open_in_memory, id="sqlite-in-memory")]
)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opener: Opener = request.param
    with opener(tmp_path) as opened:
        yield opened


def _unit(key: str = "k", *variants: Variant, collection: str = "c") -> TranslationUnit:
    texts = variants or (_text("id", f"teks {key}"), _text("en", f"text {key}"))
    return TranslationUnit(collection=collection, key=key, source_language="id", variants=texts)


def _text(language: str, text: str, *, path: str = "a.po", changed: str | None = None) -> Variant:
    return Variant(language=language, text=text, origin=Origin(path=path, line=1, changed=changed))


_FULL = TranslationUnit(
    collection="locales/*/x.po",
    key="menu\x04Simpan",
    source_language="id",
    variants=(
        Variant(
            language="en",
            text="Save e\u0301 \r\n\t😀",
            codes=(
                InlineCode(offset=0, kind="open", markup='<bpt i="1">&lt;b&gt;</bpt>'),
                InlineCode(offset=4, kind="close", markup='<ept i="1"/>'),
            ),
            previous="",
            next="Close",
            origin=Origin(path="en.po", line=7, author="Ana <a@b.c>", changed="2025-01-17T08:30:00Z"),
            properties=(("x", "1"), ("x", "2")),
        ),
        Variant(language="id", text="Simpan", origin=Origin(path="en.po")),
        Variant(language="zh-CN", text="保存"),
    ),
    msgctxt="menu",
    properties=(("note", "a\nb"),),
)


def test_a_unit_comes_back_as_it_was(store: Store) -> None:
    store.add([_FULL])
    assert list(store.units()) == [_FULL]


def test_a_text_at_the_beginning_of_its_document_stays_there(store: Store) -> None:
    unit = _unit("a", replace(_text("id", "satu"), previous=""), replace(_text("en", "one"), next=""))
    store.add([unit])
    assert list(store.units()) == [replace(unit, variants=unit.variants[::-1])]


def test_units_come_in_the_order_they_were_added(store: Store) -> None:
    keys = [str(number * 7 % 1201) for number in range(1201)]
    store.add(_unit(key) for key in keys)
    assert [unit.key for unit in store.units()] == keys


def test_adding_again_changes_nothing(store: Store) -> None:
    units = [_FULL, *(_unit(str(number)) for number in range(700))]
    assert store.add(units) == Tally(added=701)
    before = list(store.units())
    assert store.add(units) == Tally(unchanged=701)
    assert list(store.units()) == before


def test_languages_join_in_one_unit(store: Store) -> None:
    store.add([_unit("k", _text("id", "satu"), _text("en", "one"))])
    assert store.add([_unit("k", _text("id", "satu"), _text("zh-CN", "一"))]) == Tally(updated=1)
    (unit,) = store.units()
    assert [variant.language for variant in unit.variants] == ["en", "id", "zh-CN"]


def test_a_language_of_its_own_joins_a_unit(store: Store) -> None:
    store.add([_unit("a", _text("en", "one"))])
    assert store.add([_unit("a", _text("zh-CN", "一"))]) == Tally(updated=1)
    assert store.add([_unit("a", _text("zh-CN", "一"))]) == Tally(unchanged=1)
    assert [variant.text for variant in next(store.units()).variants] == ["one", "一"]


def test_a_changed_text_updates(store: Store) -> None:
    store.add([_unit("k", _text("id", "satu"), _text("en", "won"))])
    assert store.add([_unit("k", _text("id", "satu"), _text("en", "one"))]) == Tally(updated=1)
    (unit,) = store.units()
    assert unit.variants[0].text == "one"


def test_the_same_key_in_another_collection_is_another_unit(store: Store) -> None:
    assert store.add([_unit("k"), _unit("k", collection="d")]) == Tally(added=2)
    assert len(list(store.units("d"))) == 1


def test_collection_and_key_do_not_run_together(store: Store) -> None:
    assert store.add([_unit("bc", collection="a"), _unit("c", collection="ab")]) == Tally(added=2)


def test_a_repeated_key_within_one_import_updates(store: Store) -> None:
    units = [_unit("k", _text("en", "one")), _unit("k", _text("en", "two")), _unit("k", _text("en", "two"))]
    assert store.add(units) == Tally(added=1, updated=1, unchanged=1)
    (unit,) = store.units()
    assert unit.variants[0].text == "two"


def test_a_moved_line_is_kept_but_no_update(store: Store) -> None:
    first = _unit("k", _text("en", "one"))
    moved = replace(first, variants=(replace(first.variants[0], origin=Origin(path="a.po", line=9)),))
    store.add([first])
    assert store.add([moved]) == Tally(unchanged=1)
    assert list(store.units()) == [moved]


@pytest.mark.parametrize("order", ["older-first", "newer-first"])
def test_the_same_text_from_two_files_keeps_the_newer_context(store: Store, order: str) -> None:
    older = replace(_text("id", "satu", path="b.po", changed="2024-01-01T00:00:00Z"), next="lama")
    newer = replace(_text("id", "satu", path="a.po", changed="2025-01-01T00:00:00Z"), next="baru")
    texts = [older, newer] if order == "older-first" else [newer, older]
    for text in texts:
        store.add([_unit("k", text)])
    assert next(store.units()).variants == (newer,)
    for text in texts:
        assert store.add([_unit("k", text)]) == Tally(unchanged=1)


def test_nothing_stays_of_an_import_that_fails(store: Store) -> None:
    store.add([_unit("old")])

    def broken() -> Iterator[TranslationUnit]:
        for number in range(1500):
            yield _unit(str(number))
        yield _unit("old", _text("en", "changed"))
        raise LookupError("the file ends in the middle")

    with pytest.raises(LookupError):
        store.add(broken())
    assert list(store.units()) == [_unit("old", *sorted(_unit("old").variants, key=lambda v: v.language))]
    assert store.add([_unit("new", collection="new")]) == Tally(added=1)


def test_a_rehearsal_counts_and_leaves_nothing(store: Store) -> None:
    with store.rehearse():
        assert store.add([_unit("a")]) == Tally(added=1)
        assert store.add([_unit("a")]) == Tally(unchanged=1)
    assert list(store.units()) == []
    assert store.add([_unit("a")]) == Tally(added=1)


def test_a_failing_import_undoes_itself_within_a_rehearsal(store: Store) -> None:
    def broken() -> Iterator[TranslationUnit]:
        yield _unit("b")
        raise LookupError

    with store.rehearse():
        store.add([_unit("a")])
        with pytest.raises(LookupError):
            store.add(broken())
        assert [unit.key for unit in store.units()] == ["a"]
    assert list(store.units()) == []


def test_languages_and_pairs(store: Store) -> None:
    assert store.languages() == ()
    store.add([_FULL, _unit("1"), _unit("2", _text("fr", "seul"))])
    assert store.languages() == ("en", "fr", "id", "zh-CN")
    assert store.pairs() == (
        LanguagePair(first="en", second="id", units=2),
        LanguagePair(first="en", second="zh-CN", units=1),
        LanguagePair(first="id", second="zh-CN", units=1),
    )


def test_units_are_counted(store: Store) -> None:
    assert store.count_units() == 0
    store.add([_FULL, _unit("1"), _unit("2")])
    assert store.count_units() == 3


def test_source_languages(store: Store) -> None:
    store.add([_unit("1", _text("fr", "seul"))])  # from Indonesian, which it does not have
    assert store.source_languages() == ()
    store.add([replace(_FULL, source_language="zh-CN")])
    assert store.source_languages() == ("id", "zh-CN")


def test_joins(store: Store) -> None:
    store.add([_FULL, _unit("2", _text("fr", "seul"))])
    assert store.joins(["zh-CN"], ["fr", "en"])
    assert not store.joins(["fr"], ["en", "id"])
    assert not store.joins(["fr"], ["fr"])
    assert not store.joins([], ["fr"])


def _texts(store: Store, language: str, after: int = 0) -> dict[str, int]:
    return {text.symbols: text.variant_id for text in store.texts([language], after=after)}


def test_texts_by_language(store: Store) -> None:
    store.add([_FULL, _unit("1", _text("en", "one"), _text("fr", "un"))])
    assert set(_texts(store, "fr")) == {"un"}
    assert len(list(store.texts(["en", "fr"]))) == 3
    assert list(store.texts([])) == []


def test_texts_that_changed_after_a_revision(store: Store) -> None:
    assert store.revision() == 0
    store.add([_unit("a", _text("id", "satu"), _text("en", "won")), _unit("b", _text("en", "two"))])
    first = store.revision()
    store.add([_unit("a", _text("id", "satu"), _text("en", "one")), _unit("c", _text("en", "three"))])
    second = store.revision()
    assert 0 < first < second
    assert set(_texts(store, "en")) == {"one", "two", "three"}
    assert set(_texts(store, "en", first)) == {"one", "three"}
    assert _texts(store, "id", first) == {}
    assert _texts(store, "en", second) == {}


def test_codes_that_changed_count_as_a_changed_text(store: Store) -> None:
    plain = _text("en", "one")
    store.add([_unit("a", plain)])
    first = store.revision()
    store.add([_unit("a", replace(plain, codes=(InlineCode(offset=3, kind="standalone", markup="<ph/>"),)))])
    assert set(_texts(store, "en", first)) == {"one\ufdd2"}
    second = store.revision()
    store.add(
        [_unit("a", replace(plain, codes=(InlineCode(offset=3, kind="standalone", markup="<ph x=''/>"),)))]
    )
    assert store.texts(["en"], after=second)
    assert len(_texts(store, "en", second)) == 1


def test_a_new_origin_or_context_does_not_count_as_a_changed_text(store: Store) -> None:
    store.add([_unit("a", _text("en", "one"))])
    first = store.revision()
    store.add([_unit("a", replace(_text("en", "one", changed="2026-01-01T00:00:00Z"), previous="zero"))])
    assert next(store.units()).variants[0].previous == "zero"
    assert _texts(store, "en", first) == {}


def test_an_import_without_news_makes_no_revision(store: Store) -> None:
    store.add([_unit("a")])
    first = store.revision()
    store.add([_unit("a")])
    assert store.revision() == first


def test_a_rehearsal_leaves_the_revision(store: Store) -> None:
    store.add([_unit("a")])
    first = store.revision()
    with store.rehearse():
        store.add([_unit("b")])
        assert store.revision() > first
    assert store.revision() == first


def test_current_leaves_out_what_changed_or_is_gone(store: Store) -> None:
    store.add([_unit(str(number), _text("en", f"text {number}")) for number in range(1200)])
    first = store.revision()
    ids = _texts(store, "en")
    store.add([_unit("7", _text("en", "changed")), _unit("new", _text("en", "added"))])
    everything = {*ids.values(), *_texts(store, "en").values(), 10**12}
    assert store.current(everything, revision=first) == set(ids.values()) - {ids["text 7"]}
    assert store.current(everything, revision=store.revision()) == everything - {10**12}
    assert store.current([], revision=first) == set()


def test_a_token_for_each_language(store: Store) -> None:
    assert store.index_token("en") is None
    store.set_index_token("en", IndexToken("abc", 3))
    store.set_index_token("id", IndexToken("def", 4))
    assert store.index_token("en") == ("abc", 3)
    store.set_index_token("en", IndexToken("ghi", 5))
    assert store.index_token("en") == ("ghi", 5)
    assert store.index_token("id") == ("def", 4)
    assert store.revision() == 0


def test_nobody_else_is_writing(store: Store) -> None:
    store.add([_FULL])
    assert not store.is_being_written()
    with store.rehearse():
        assert not store.is_being_written()  # we are


def test_texts_are_given_as_symbols(store: Store) -> None:
    store.add([_FULL])
    (text,) = store.texts(["en"])
    assert "é" in text.symbols
    assert "e\u0301" not in text.symbols
    assert len(text.symbols) == len("Save é \r\n\t😀") + 2


def test_find_gives_units_by_variant(store: Store) -> None:
    store.add([_FULL, *(_unit(str(number)) for number in range(1100))])
    ids = [text.variant_id for text in store.texts(["id"])]
    found = list(store.find([*ids, 10**12]))
    assert {item.variant_id for item in found} == set(ids)
    assert all(item.variant.language == "id" for item in found)
    assert all(item.variant in item.unit.variants for item in found)


def test_an_update_is_found_under_its_new_text_alone(store: Store) -> None:
    store.add([_unit("k", _text("en", "old text"))])
    store.add([_unit("k", _text("en", "new text!"))])
    assert [text.symbols for text in store.texts(["en"])] == ["new text!"]


def test_closing_twice_is_harmless_and_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError):
        store.languages()


def test_a_reader_may_outlive_the_store_it_gives_up(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    store.add([_unit("a"), _unit("b")])
    units = store.units()
    next(units)
    store.close()
    del units  # what a generator raises at its end is printed
    gc.collect()
    assert capsys.readouterr().err == ""
