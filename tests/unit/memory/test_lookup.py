"""What a look-up gives, and in which order."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from padanan.core.model import InlineCode, Match, Origin, TranslationUnit, Variant
from padanan.core.penalties import Penalties
from padanan.memory.index import Nearest, ScanIndex
from padanan.memory.lookup import Query, SearchedMemory, find_matches
from padanan.memory.sqlite import SqliteStore

_BOLD = (
    InlineCode(offset=0, kind="open", markup='<bpt i="1">&lt;b&gt;</bpt>'),
    InlineCode(offset=3, kind="close", markup='<ept i="1">&lt;/b&gt;</ept>'),
)
_ITALIC = (
    InlineCode(offset=0, kind="open", markup='<bpt i="1">&lt;i&gt;</bpt>'),
    InlineCode(offset=3, kind="close", markup='<ept i="1">&lt;/i&gt;</ept>'),
)


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with SqliteStore.in_memory() as opened:
        yield opened


def _unit(key: str, texts: dict[str, str], *, changed: str | None = None, **more: str) -> TranslationUnit:
    variants = tuple(
        Variant(language=language, text=text, origin=Origin(path=f"{key}.po", changed=changed))
        for language, text in texts.items()
    )
    return TranslationUnit(
        collection=more.get("collection", "c"),
        key=key,
        source_language="id",
        variants=variants,
        msgctxt=more.get("msgctxt"),
    )


def _find(store: SqliteStore, query: Query) -> list[tuple[int, str, str]]:
    return [_brief(match) for match in _matches(store, query)]


def _matches(store: SqliteStore, query: Query, penalties: Penalties | None = None) -> tuple[Match, ...]:
    return find_matches([SearchedMemory(store=store, index=ScanIndex(store))], query, penalties)


def _brief(match: Match) -> tuple[int, str, str]:
    return (match.score_percent, match.source.text, match.target.text)


_QUERY = Query(text="Simpan berkas", source="id", target="en")


def test_exact_before_fuzzy_before_nothing(store: SqliteStore) -> None:
    store.add(
        [
            _unit("1", {"id": "Simpan berkas?", "en": "Save file?"}),
            _unit("2", {"id": "Simpan berkas", "en": "Save file"}),
            _unit("3", {"id": "Hapus folder", "en": "Delete folder"}),
        ]
    )
    assert _find(store, _QUERY) == [
        (100, "Simpan berkas", "Save file"),
        (92, "Simpan berkas?", "Save file?"),
    ]


def test_a_match_exactly_on_the_threshold_counts(store: SqliteStore) -> None:
    store.add([_unit("1", {"id": "abcd", "en": "x"})])
    query = Query(text="abce", source="id", target="en", threshold_percent=75)
    assert _find(store, query) == [(75, "abcd", "x")]
    assert _find(store, replace(query, threshold_percent=76)) == []


def test_any_two_languages_of_a_unit_serve(store: SqliteStore) -> None:
    store.add([_unit("1", {"id": "Simpan", "en": "Save"}), _unit("1", {"id": "Simpan", "zh-CN": "保存"})])
    assert _find(store, Query(text="Save", source="en", target="zh-CN")) == [(100, "Save", "保存")]
    assert _find(store, Query(text="保存", source="zh-CN", target="en")) == [(100, "保存", "Save")]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        pytest.param("zh", ["保存"], id="region-not-asked-for"),
        pytest.param("zh-Hans", ["保存"], id="same-script"),
        pytest.param("zh-CN", ["保存"], id="exact"),
        pytest.param("zh-TW", ["儲存"], id="other-script-exact"),
        pytest.param("zh-Hant", ["儲存"], id="other-script"),
    ],
)
def test_languages_are_covered_by_script_and_region(
    store: SqliteStore, target: str, expected: list[str]
) -> None:
    store.add([_unit("1", {"id": "Simpan", "zh-CN": "保存", "zh-TW": "儲存"})])
    found = _find(store, Query(text="Simpan", source="id", target=target))
    assert [text for _, _, text in found] == expected


def test_the_exact_tag_is_preferred(store: SqliteStore) -> None:
    store.add([_unit("1", {"id": "Warna", "en": "Colour?", "en-GB": "Colour", "en-US": "Color"})])
    assert _find(store, Query(text="Warna", source="id", target="en-US")) == [(100, "Warna", "Color")]
    assert _find(store, Query(text="Warna", source="id", target="en")) == [(100, "Warna", "Colour?")]


def test_the_same_pair_is_given_once(store: SqliteStore) -> None:
    texts = {"id": "Simpan berkas", "en": "Save file"}
    store.add([_unit("1", texts, collection="a"), _unit("2", texts, collection="b")])
    assert _find(store, _QUERY) == [(100, "Simpan berkas", "Save file")]


def test_several_translations_newest_first_then_as_added(store: SqliteStore) -> None:
    source = {"id": "Simpan berkas"}
    store.add(
        [
            _unit("1", source | {"en": "undated, first"}),
            _unit("2", source | {"en": "old"}, changed="2020-01-01T00:00:00Z"),
            _unit("3", source | {"en": "undated, second"}),
            _unit("4", source | {"en": "new"}, changed="2025-01-01T00:00:00Z"),
        ]
    )
    targets = [target for _, _, target in _find(store, _QUERY)]
    assert targets == ["new", "old", "undated, first", "undated, second"]
    assert [target for _, _, target in _find(store, replace(_QUERY, limit=3))] == targets[:3]


def test_the_same_msgctxt_scores_101(store: SqliteStore) -> None:
    texts = {"id": "Simpan berkas"}
    store.add(
        [
            _unit("1", texts | {"en": "newer"}, changed="2025-01-01T00:00:00Z"),
            _unit("2", texts | {"en": "in place"}, msgctxt="menu"),
        ]
    )
    query = replace(_QUERY, msgctxt="menu")
    assert _find(store, query) == [(101, "Simpan berkas", "in place"), (100, "Simpan berkas", "newer")]
    assert [score for score, _, _ in _find(store, _QUERY)] == [100, 100]


@pytest.mark.parametrize(
    ("previous", "following", "expected"),
    [
        pytest.param("Buka", "Tutup", 101, id="both-neighbours"),
        pytest.param("Buka", None, 100, id="one-neighbour"),
        pytest.param("Buka", "Cetak", 100, id="another-neighbour"),
        pytest.param(None, None, 100, id="unknown"),
    ],
)
def test_the_same_neighbours_score_101(
    store: SqliteStore, previous: str | None, following: str | None, expected: int
) -> None:
    source = Variant(language="id", text="Simpan berkas", previous="Buka", next="Tutup")
    target = Variant(language="en", text="Save file")
    store.add([TranslationUnit(collection="c", key="k", source_language="id", variants=(source, target))])
    found = _find(store, replace(_QUERY, previous=previous, next=following))
    assert [score for score, _, _ in found] == [expected]


@pytest.mark.parametrize(
    ("asked", "stored", "neighbour", "expected"),
    [
        pytest.param("verb", "month", "Buka", 100, id="another-msgctxt"),
        pytest.param("verb", "verb", "Cetak", 101, id="the-same-msgctxt-elsewhere"),
        pytest.param("verb", None, "Buka", 101, id="unknown-in-the-memory"),
        pytest.param(None, "month", "Buka", 101, id="unknown-in-the-query"),
        pytest.param("verb", None, "Cetak", 100, id="elsewhere"),
        pytest.param("", "", "Cetak", 101, id="empty"),
        pytest.param("", "month", "Buka", 100, id="empty-is-not-unknown"),
    ],
)
def test_where_both_have_a_msgctxt_it_decides(
    store: SqliteStore, asked: str | None, stored: str | None, neighbour: str, expected: int
) -> None:
    source = Variant(language="id", text="Simpan berkas", previous="Buka", next="Tutup")
    variants = (source, Variant(language="en", text="Save file"))
    store.add(
        [TranslationUnit(collection="c", key="k", source_language="id", variants=variants, msgctxt=stored)]
    )
    query = replace(_QUERY, msgctxt=asked, previous=neighbour, next="Tutup")
    (match,) = _matches(store, query)
    assert (match.score_percent, match.in_context) == (expected, expected == 101)


def test_neighbours_are_the_same_in_any_unicode_form(store: SqliteStore) -> None:
    source = Variant(language="fr", text="ici", previous="e\u0301te\u0301", next="")
    variants = (source, Variant(language="en", text="here"))
    store.add([TranslationUnit(collection="c", key="k", source_language="fr", variants=variants)])
    query = Query(text="ici", source="fr", target="en", previous="été", next="")
    assert [match.score_percent for match in _matches(store, query)] == [101]


def test_unknown_neighbours_are_no_context(store: SqliteStore) -> None:
    store.add([_unit("1", {"id": "Simpan berkas", "en": "Save file"})])
    assert _find(store, replace(_QUERY, previous=None, next=None))[0][0] == 100


@pytest.mark.parametrize(
    ("codes", "score", "penalties"),
    [
        pytest.param(_BOLD, 100, (), id="same-markup"),
        pytest.param(_ITALIC, 99, (("markup", 1),), id="other-markup"),
        pytest.param((), 60, (), id="no-markup"),
    ],
)
def test_markup(
    store: SqliteStore, codes: tuple[InlineCode, ...], score: int, penalties: tuple[tuple[str, int], ...]
) -> None:
    variants = (Variant(language="id", text="abc", codes=_BOLD), Variant(language="en", text="x"))
    store.add([TranslationUnit(collection="c", key="k", source_language="id", variants=variants)])
    query = Query(text="abc", codes=codes, source="id", target="en", threshold_percent=50)
    (match,) = _matches(store, query)
    assert (match.score_percent, match.penalties) == (score, penalties)


def test_a_penalty_can_fall_below_the_threshold_and_the_next_match(store: SqliteStore) -> None:
    coded = (Variant(language="id", text="abc", codes=_BOLD), Variant(language="en", text="coded"))
    store.add(
        [
            TranslationUnit(collection="c", key="k", source_language="id", variants=coded),
            _unit("2", {"id": "a" * 200, "en": "x"}),
        ]
    )
    query = Query(text="abc", codes=_ITALIC, source="id", target="en", threshold_percent=100)
    assert _find(store, query) == []


def test_unicode_forms_are_the_same_text(store: SqliteStore) -> None:
    store.add([_unit("1", {"fr": "e\u0301te\u0301", "en": "summer"})])
    found = _find(store, Query(text="été", source="fr", target="en"))
    assert found == [(100, "e\u0301te\u0301", "summer")]


@pytest.mark.parametrize(("threshold", "limit"), [(0, 5), (101, 5), (75, 0)])
def test_arguments_out_of_range_are_refused(store: SqliteStore, threshold: int, limit: int) -> None:
    with pytest.raises(ValueError, match="limit"):
        _matches(
            store,
            replace(_QUERY, threshold_percent=threshold, limit=limit),
        )


def test_only_identical_text_counts_when_asked_so(store: SqliteStore) -> None:
    store.add(
        [
            _unit("1", {"id": "Simpan berkas", "en": "Save file"}),
            _unit("2", {"id": "Simpan berkas.", "en": "Save file."}),
        ]
    )
    exact = replace(_QUERY, exact=True)
    assert _find(store, exact) == [(100, "Simpan berkas", "Save file")]
    assert _find(store, replace(exact, text="Simpan berkas!")) == []


def test_a_penalised_identical_text_is_still_one_that_was_asked_for(store: SqliteStore) -> None:
    store.add([_unit("1", {"id": "Simpan berkas", "en": "Save file"})])
    (match,) = _matches(store, replace(_QUERY, exact=True), Penalties(origins=(("1.po", 20),)))
    assert (match.score_percent, match.before_percent) == (80, 100)
    assert match.penalties == (("origin 1.po", 20),)
    query = replace(_QUERY, exact=True, threshold_percent=81)
    assert _matches(store, query, Penalties(origins=(("1.po", 20),))) == ()


@pytest.mark.parametrize(
    ("source", "target", "penalties"),
    [
        pytest.param("id", "en", (), id="as-translated"),
        pytest.param("en", "id", (("reversed", 2),), id="reversed"),
        pytest.param("en", "zh-CN", (("pivot", 3),), id="pivot"),
    ],
)
def test_the_direction_of_a_translation_can_be_penalised(
    store: SqliteStore, source: str, target: str, penalties: tuple[tuple[str, int], ...]
) -> None:
    store.add([_unit("1", {"id": "Simpan", "en": "Simpan", "zh-CN": "保存"})])
    query = Query(text="Simpan", source=source, target=target)
    (match,) = _matches(store, query, Penalties(reversed=2, pivot=3))
    assert match.penalties == penalties
    assert _matches(store, query)[0].penalties == ()


def test_several_translations_can_be_penalised_where_no_context_decides(store: SqliteStore) -> None:
    store.add(
        [
            _unit("1", {"id": "Buka", "en": "Open"}, msgctxt="verb"),
            _unit("2", {"id": "Buka", "en": "Opened"}),
            _unit("3", {"id": "Buka.", "en": "Open."}),
            _unit("4", {"id": "Buka.", "en": "Open."}, collection="other"),
        ]
    )
    query = Query(text="Buka", source="id", target="en", msgctxt="verb")
    found = [
        (match.score_percent, match.target.text, match.penalties)
        for match in _matches(store, query, Penalties(several_translations=1))
    ]
    assert found == [
        (101, "Open", ()),
        (99, "Opened", (("several-translations", 1),)),
        (80, "Open.", ()),
    ]


def test_a_penalty_takes_101_away_but_not_the_first_place(store: SqliteStore) -> None:
    store.add(
        [
            _unit("1", {"id": "Buka", "en": "newer"}, changed="2025-01-01T00:00:00Z"),
            _unit("2", {"id": "Buka", "en": "in place"}, msgctxt="menu"),
        ]
    )
    query = Query(text="Buka", source="id", target="en", msgctxt="menu")
    found = _matches(store, query, Penalties(origins=(("*", 5),)))
    assert [(match.score_percent, match.target.text, match.in_context) for match in found] == [
        (95, "in place", True),
        (95, "newer", False),
    ]


def test_numbers_that_only_pair_codes_are_no_other_markup(store: SqliteStore) -> None:
    renumbered = tuple(replace(code, markup=code.markup.replace('i="1"', 'i="7" x="2"')) for code in _BOLD)
    variants = (Variant(language="id", text="abc", codes=renumbered), Variant(language="en", text="x"))
    store.add([TranslationUnit(collection="c", key="k", source_language="id", variants=variants)])
    (match,) = _matches(store, Query(text="abc", codes=_BOLD, source="id", target="en"))
    assert (match.score_percent, match.penalties) == (100, ())


def test_other_markup_costs_similar_text_too_but_only_once(store: SqliteStore) -> None:
    variants = (Variant(language="id", text="abcdefgh", codes=_BOLD), Variant(language="en", text="x"))
    store.add([TranslationUnit(collection="c", key="k", source_language="id", variants=variants)])
    query = Query(text="abcdefgX", codes=_ITALIC, source="id", target="en")
    (match,) = _matches(store, query)
    assert (match.score_percent, match.before_percent) == (89, 90)
    (match,) = _matches(store, replace(query, codes=_ITALIC[:1], threshold_percent=50))
    assert (match.score_percent, match.penalties) == (80, ())


def test_what_alone_differs_is_named(store: SqliteStore) -> None:
    store.add([_unit("1", {"id": "Simpan 3 berkas", "en": "Save 3 files"})])
    (match,) = _matches(store, replace(_QUERY, text="Simpan 4 berkas"))
    assert match.differs_only_in == ("numbers",)
    (match,) = _matches(store, replace(_QUERY, text="Simpan 3 berkas"))
    assert match.differs_only_in == ()


def test_other_markup_alone_is_a_difference_in_tags(store: SqliteStore) -> None:
    variants = (Variant(language="id", text="abc", codes=_BOLD), Variant(language="en", text="x"))
    store.add([TranslationUnit(collection="c", key="k", source_language="id", variants=variants)])
    (match,) = _matches(store, Query(text="abc", codes=_ITALIC, source="id", target="en"))
    assert match.differs_only_in == ("tags",)


def test_other_markup_beside_another_difference_is_named_too(store: SqliteStore) -> None:
    variants = (Variant(language="id", text="abc 1", codes=_BOLD), Variant(language="en", text="x"))
    store.add([TranslationUnit(collection="c", key="k", source_language="id", variants=variants)])
    query = Query(text="abc 2", codes=_ITALIC, source="id", target="en")
    (match,) = _matches(store, query)
    assert match.differs_only_in == ("numbers", "tags")
    (match,) = _matches(store, replace(query, codes=_BOLD))
    assert match.differs_only_in == ("numbers",)


def test_the_exact_score_decides_where_the_shown_ones_are_equal(store: SqliteStore) -> None:
    store.add(
        [
            _unit("1", {"id": "a" * 298 + "bb", "en": "two edits, newer"}, changed="2025-01-01T00:00:00Z"),
            _unit("2", {"id": "a" * 299 + "b", "en": "one edit"}, changed="2020-01-01T00:00:00Z"),
        ]
    )
    found = _matches(store, replace(_QUERY, text="a" * 300))
    assert [(match.score_percent, match.target.text) for match in found] == [
        (99, "one edit"),
        (99, "two edits, newer"),
    ]
    assert _matches(store, replace(_QUERY, text="a" * 300, limit=1)) == found[:1]


def test_a_penalised_match_falls_behind_by_its_exact_score(store: SqliteStore) -> None:
    """99.67 - 1 is 98.67: less than 99.33, more than 98.33."""
    store.add(
        [
            _unit("penalised", {"id": "a" * 299 + "b", "en": "98.67"}),
            _unit("2", {"id": "a" * 295 + "bbbbb", "en": "98.33"}, changed="2025-01-01T00:00:00Z"),
            _unit("3", {"id": "a" * 298 + "bb", "en": "99.33"}),
        ]
    )
    found = _matches(store, replace(_QUERY, text="a" * 300), Penalties(origins=(("penalised.po", 1),)))
    assert [match.target.text for match in found] == ["99.33", "98.67", "98.33"]
    assert [match.score_percent for match in found] == [99, 98, 98]


def test_of_equal_matches_the_memory_of_higher_priority_then_the_first_named() -> None:
    """Neither the age of a unit nor how early it was added comes before the priority, nor its place after."""
    with ExitStack() as opened:
        memories = []
        for name, priority, changed in (
            ("a", 0, "2025"),
            ("b", 0, "2025"),
            ("c", 1, "2020"),
            ("d", 0, "2026"),
        ):
            store = opened.enter_context(SqliteStore.in_memory())
            if name == "a":
                store.add([_unit("0", {"id": "lain", "en": "other"})])  # so that the unit of b has a lower id
            store.add([_unit("1", {"id": "Simpan berkas", "en": name}, changed=f"{changed}-01-01T00:00:00Z")])
            memories.append(SearchedMemory(store=store, index=ScanIndex(store), name=name, priority=priority))
        found = [match.memory for match in find_matches(memories, _QUERY)]
    assert found == ["c", "d", "a", "b"]


def test_of_equal_matches_the_unit_that_was_added_first(store: SqliteStore) -> None:
    store.add(
        [
            _unit("near", {"id": "a" * 9 + "b", "en": "90"}),
            _unit("same", {"id": "a" * 10, "en": "100 - 10"}),
        ]
    )
    found = _matches(store, replace(_QUERY, text="a" * 10), Penalties(origins=(("same.po", 10),)))
    assert [(match.score_percent, match.target.text) for match in found] == [(90, "90"), (90, "100 - 10")]


def test_of_equal_texts_in_one_unit_the_first_language(store: SqliteStore) -> None:
    store.add([_unit("1", {"en-GB": "Save", "en": "Save", "id": "Simpan"})])
    (match,) = _matches(store, Query(text="Save", source="en", target="id"))
    assert match.source.language == "en"


def test_pairs_that_differ_in_their_unicode_form_are_one(store: SqliteStore) -> None:
    store.add(
        [
            _unit("1", {"id": "Musim panas", "fr": "été"}),
            _unit("2", {"id": "Musim panas", "fr": "e\u0301te\u0301"}),
        ]
    )
    assert len(_matches(store, Query(text="Musim panas", source="id", target="fr"))) == 1


def test_each_unit_is_given_when_asked_so_and_none_of_them_twice(store: SqliteStore) -> None:
    """The ten best are penalised, so that the index is asked for more, and gives them again."""
    store.add(_unit(f"{n}", {"id": "a" * 100, "en": "x"}, collection="old") for n in range(10))
    store.add(_unit(f"{n}", {"id": "a" * 99 + "b", "en": "y"}) for n in range(20, 23))
    query = Query(text="a" * 100, source="id", target="en", limit=4, each_unit=True)
    origins = tuple((f"{n}.po", 5) for n in range(10))
    found = _matches(store, query, Penalties(origins=origins))
    assert [match.score_percent for match in found] == [99, 99, 99, 95]
    everything = _matches(store, replace(query, limit=100), Penalties(origins=origins))
    assert [match.score_percent for match in everything] == [99] * 3 + [95] * 10
    assert len(_matches(store, replace(query, each_unit=False))) == 2


class _DisturbedIndex(ScanIndex):
    """A scan, after which somebody else deletes what it found."""

    def __init__(self, store: SqliteStore, path: Path) -> None:
        super().__init__(store)
        self.path = path

    def nearest(self, query: str, languages: Sequence[str], *, threshold_percent: int, count: int) -> Nearest:
        found = super().nearest(query, languages, threshold_percent=threshold_percent, count=count)
        with SqliteStore.open(self.path) as other:
            other.add([_unit("1", {"id": "Hapus", "en": "Delete"})])
        return found


def test_an_answer_is_of_one_moment(tmp_path: Path) -> None:
    path = tmp_path / "m"
    with SqliteStore.open(path, create=True) as store:
        store.add([_unit("1", {"id": "Simpan berkas", "en": "Save file"})])
        memory = SearchedMemory(store=store, index=_DisturbedIndex(store, path))
        assert [_brief(match) for match in find_matches([memory], _QUERY)] == [
            (100, "Simpan berkas", "Save file")
        ]
        assert find_matches([memory], _QUERY) == ()
