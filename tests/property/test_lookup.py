"""Looking up against the obvious way: every text of every memory, all rules written out one after another."""

import unicodedata
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padanan.core.model import InlineCode, Match, Origin, TranslationUnit, Variant
from padanan.core.penalties import Penalties
from padanan.memory.index import ScanIndex
from padanan.memory.lookup import Query, SearchedMemory, find_matches
from padanan.memory.sqlite import SqliteStore

_KIND_SYMBOLS = {"open": "\ufdd0", "close": "\ufdd1", "standalone": "\ufdd2"}


@dataclass(frozen=True, kw_only=True)
class Memory:
    """A memory as the slow way sees it: its units in the order they were added."""

    units: tuple[TranslationUnit, ...]
    priority: int = 0
    penalty: int = 0


# --- the slow way -------------------------------------------------------------------------------------------


def slow_distance(first: Sequence[str], second: Sequence[str]) -> int:
    """Levenshtein's recurrence, as the textbooks have it."""
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, start=1):
        above, row = row, [i]
        for j, b in enumerate(second, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b)))
    return row[-1]


def slow_symbols(text: str, codes: Sequence[InlineCode]) -> str:
    with_codes = list(text)
    for code in reversed(codes):
        with_codes.insert(code.offset, _KIND_SYMBOLS[code.kind])
    return unicodedata.normalize("NFC", "".join(with_codes))


def slow_score(first: str, second: str) -> Fraction:
    longer = max(len(first), len(second))
    return Fraction(100) if longer == 0 else 100 * (1 - Fraction(slow_distance(first, second), longer))


_SERVES = {  # which tags of the test serve which wish: the same language, the same region if both name one
    "id": ["id"],
    "en": ["en", "en-GB"],
    "en-GB": ["en", "en-GB"],
    "zh-CN": ["zh-CN"],
}


def slow_target(unit: TranslationUnit, wanted: str, source: str) -> Variant | None:
    serving = {variant.language: variant for variant in unit.variants if variant.language in _SERVES[wanted]}
    if not serving:
        return None
    language = wanted if wanted in serving else min(serving)
    return None if language == source else serving[language]


def slow_penalties(
    query: Query, unit: TranslationUnit, source: Variant, target: Variant, penalties: Penalties
) -> list[tuple[str, int]]:
    taken = []
    same_kinds = [code.kind for code in query.codes] == [code.kind for code in source.codes]
    if same_kinds and [code.markup for code in query.codes] != [code.markup for code in source.codes]:
        taken.append(("markup", penalties.markup))
    if unit.source_language != source.language:
        is_reversed = unit.source_language == target.language
        taken.append(("reversed", penalties.reversed) if is_reversed else ("pivot", penalties.pivot))
    fitting = [
        (f"origin {pattern}", percent)
        for pattern, percent in penalties.origins
        if target.origin is not None and target.origin.path.startswith(pattern.removesuffix("*"))
    ]
    return [*taken, *fitting[-1:]]


def slow_look_up(memories: Sequence[Memory], query: Query, penalties: Penalties) -> list[tuple[Any, ...]]:
    """Give (score, score before, source, target, penalties, in context, memory) of the best, in order."""
    wanted = slow_symbols(query.text, query.codes)
    least = 100 if query.exact else query.threshold_percent
    found = [
        (number, place, unit, source, target)
        for number, memory in enumerate(memories)
        for place, unit in enumerate(memory.units)
        for source in unit.variants
        if source.language in _SERVES[query.source]
        for target in [slow_target(unit, query.target, source.language)]
        if target is not None
        and slow_score(wanted, slow_symbols(source.text, source.codes)) >= least
    ]  # fmt: skip
    translations: dict[str, set[str]] = {}
    for _, _, _, source, target in found:
        symbols = slow_symbols(source.text, source.codes)
        translations.setdefault(symbols, set()).add(slow_symbols(target.text, target.codes))

    rows = []
    for number, place, unit, source, target in found:
        symbols = slow_symbols(source.text, source.codes)
        before = slow_score(wanted, symbols)
        neighbours = (source.previous, source.next)
        if None not in (query.msgctxt, unit.msgctxt):
            in_context = query.msgctxt == unit.msgctxt
        else:
            in_context = None not in neighbours and neighbours == (query.previous, query.next)
        taken = slow_penalties(query, unit, source, target, penalties)
        taken.append((f"memory m{number}", memories[number].penalty))
        if len(translations[symbols]) > 1 and not in_context:
            taken.append(("several-translations", penalties.several_translations))
        taken = [(name, percent) for name, percent in taken if percent]
        value = before - sum(percent for _, percent in taken)
        if in_context and value == 100:
            value = Fraction(101)
        if value < query.threshold_percent:
            continue
        dates = [variant.origin.changed or "" for variant in (source, target) if variant.origin is not None]
        year = int(max(dates, default="")[:4] or 0)
        order = (-value, not in_context, -memories[number].priority, -year, number, place, source.language)
        row = (int(value), int(before), source, target, tuple(taken), in_context, f"m{number}")
        rows.append((order, row))

    best: list[tuple[Any, ...]] = []
    shown = set()
    for _, row in sorted(rows, key=lambda pair: pair[0]):
        pair = tuple(unicodedata.normalize("NFC", variant.text) for variant in row[2:4])
        if pair not in shown:
            shown.add(pair)
            best.append(row)
    return best[: query.limit]


# --- the fast way -------------------------------------------------------------------------------------------


def look_up(memories: Sequence[Memory], query: Query, penalties: Penalties) -> tuple[Match, ...]:
    with ExitStack() as opened:
        searched = []
        for number, memory in enumerate(memories):
            store = opened.enter_context(SqliteStore.in_memory())
            store.add(memory.units)
            searched.append(
                SearchedMemory(
                    store=store,
                    index=ScanIndex(store),
                    name=f"m{number}",
                    priority=memory.priority,
                    penalty_percent=memory.penalty,
                )
            )
        return find_matches(searched, query, penalties)


def row_of(match: Match) -> tuple[Any, ...]:
    return (
        match.score_percent,
        match.before_percent,
        match.source,
        match.target,
        match.penalties,
        match.in_context,
        match.memory,
    )


# --- what is looked up --------------------------------------------------------------------------------------

# Few letters and few texts, so that much is alike: combining marks, Han, astral characters among them.
_NEAR = ("Simpan 1 berkas", "Simpan 2 berkas", "simpan 1 berkas.", "Simpan 1 berkas ini", "Simpan1 berkas")
_TEXTS = st.one_of(
    # 100 and more symbols, so that scores differ by less than a percent.
    st.builds(lambda same, other: "a" * same + "b" * other, st.integers(95, 105), st.integers(0, 9)),
    st.text("ab \u0301\u0308小书😀é", max_size=9),
    st.sampled_from(_NEAR),
    st.sampled_from(("", "a", "小", "小书", "书", "é", "e\u0301", "😀")),
)
_KINDS: tuple[Literal["open", "close"], ...] = ("open", "close")
_CODE = st.tuples(st.sampled_from(_KINDS), st.sampled_from(("<b>", "<i>")))
_CODES = st.lists(_CODE, max_size=0) | st.lists(_CODE, max_size=2)
_CONTEXTS = st.sampled_from((None, "menu", "title"))
_NEIGHBOURS = st.sampled_from((None, "", "satu", "dua"))


@st.composite
def coded_texts(draw: st.DrawFn, texts: Sequence[str]) -> tuple[str, tuple[InlineCode, ...]]:
    text = draw(st.sampled_from(texts))
    codes = draw(_CODES)
    offsets = sorted(draw(st.integers(0, len(text))) for _ in codes)
    return text, tuple(
        InlineCode(offset=offset, kind=kind, markup=markup)
        for offset, (kind, markup) in zip(offsets, codes, strict=True)
    )


@st.composite
def variants(draw: st.DrawFn, language: str, texts: Sequence[str]) -> Variant:
    text, codes = draw(coded_texts(texts))
    path = draw(st.sampled_from((None, "a/x.po", "b/y.tmx")))
    changed = draw(st.sampled_from((None, "2019-05-06T07:08:09Z", "2020-01-01T00:00:00Z")))
    return Variant(
        language=language,
        text=text,
        codes=codes,
        previous=draw(_NEIGHBOURS),
        next=draw(_NEIGHBOURS),
        origin=None if path is None else Origin(path=path, changed=changed),
    )


@st.composite
def memories(draw: st.DrawFn, texts: Sequence[str]) -> Memory:
    units = []
    for number in range(draw(st.integers(0, 7))):
        languages = draw(
            st.lists(st.sampled_from(("id", "en", "en-GB", "zh-CN")), min_size=1, max_size=3, unique=True)
        )
        units.append(
            TranslationUnit(
                collection="c",
                key=str(number),
                source_language=draw(st.sampled_from(languages)),
                variants=tuple(draw(variants(language, texts)) for language in sorted(languages)),
                msgctxt=draw(_CONTEXTS),
            )
        )
    priority, penalty = draw(st.sampled_from(((0, 0), (1, 0), (0, 7), (-1, 30))))
    return Memory(units=tuple(units), priority=priority, penalty=penalty)


@st.composite
def queries(draw: st.DrawFn, texts: Sequence[str]) -> Query:
    text, codes = draw(coded_texts(texts))
    source, target = draw(
        st.sampled_from((("id", "en"), ("en", "zh-CN"), ("en-GB", "id"), ("en", "en-GB"), ("id", "en-GB")))
    )
    return Query(
        text=text,
        codes=codes,
        source=source,
        target=target,
        msgctxt=draw(_CONTEXTS),
        previous=draw(_NEIGHBOURS),
        next=draw(_NEIGHBOURS),
        threshold_percent=draw(st.integers(50, 100) | st.just(1)),
        limit=draw(st.integers(1, 6)),
        exact=draw(st.booleans()),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Memory], Query]:
    """Memories and a query made of a few texts, so that there are ties of every sort."""
    texts = draw(st.lists(_TEXTS, min_size=1, max_size=4))
    return draw(st.lists(memories(texts), min_size=1, max_size=3)), draw(queries(texts))


_PERCENT = st.sampled_from((0, 1, 12))
_PENALTIES = st.builds(
    Penalties,
    markup=_PERCENT,
    several_translations=_PERCENT,
    reversed=_PERCENT,
    pivot=_PERCENT,
    origins=st.lists(st.tuples(st.sampled_from(("a/*", "b/*", "*")), _PERCENT), max_size=3).map(tuple),
)


@settings(max_examples=300)
@given(cases(), _PENALTIES)
def test_the_answer_is_that_of_the_slow_way(case: tuple[list[Memory], Query], penalties: Penalties) -> None:
    stored, query = case
    found = look_up(stored, query, penalties)
    assert [row_of(match) for match in found] == slow_look_up(stored, query, penalties)


# --- what is too large for the slow way ---------------------------------------------------------------------


def _unit(number: int, text: str) -> TranslationUnit:
    variants = (Variant(language="en", text=f"text {number}"), Variant(language="id", text=text))
    return TranslationUnit(collection="c", key=str(number), source_language="id", variants=variants)


def test_of_thousands_of_near_duplicates_the_best_are_found() -> None:
    """Unit n has n % 10 letters that the query has not, so its distance is known."""
    base = "a" * 40
    units = tuple(_unit(n, "x" * (n % 10) + base[n % 10 :]) for n in range(3000))
    query = Query(text=base, source="id", target="en", limit=301)
    found = look_up([Memory(units=units)], query, Penalties())
    expected = [*range(0, 3000, 10), 1]
    assert [match.target.text for match in found] == [f"text {n}" for n in expected]
    assert [match.score_percent for match in found] == [100] * 300 + [97]


def test_penalties_that_turn_the_order_round_are_seen_through() -> None:
    """The ninety best candidates are penalised: what follows them comes first."""
    units = [_unit(n, "a" * 100) for n in range(90)]
    units = [
        TranslationUnit(
            collection="c",
            key=unit.key,
            source_language="id",
            variants=tuple(
                Variant(language=v.language, text=v.text, origin=Origin(path="old/x.po"))
                for v in unit.variants
            ),
        )
        for unit in units
    ]
    units.append(_unit(90, "a" * 99 + "b"))
    query = Query(text="a" * 100, source="id", target="en", limit=1)
    found = look_up([Memory(units=tuple(units))], query, Penalties(origins=(("old/*", 2),)))
    assert [(match.score_percent, match.target.text) for match in found] == [(99, "text 90")]


@pytest.mark.parametrize("edits", [0, 1, 99, 2499, 2500])
def test_segments_of_ten_thousand_characters(edits: int) -> None:
    """Each edit puts in a letter that the query has not: that many edits, and no fewer, lead back."""
    text = "abcdefghij" * 1000
    letters = list(text)
    for number in range(edits):
        letters[number * 4] = "\U0001f600"
    found = look_up(
        [Memory(units=(_unit(0, "".join(letters)),))], Query(text=text, source="id", target="en"), Penalties()
    )
    assert [match.score_percent for match in found] == [100 - -(-edits // 100)]


def test_one_edit_more_is_below_the_threshold() -> None:
    text = "abcdefghij" * 1000
    unit = _unit(0, "\U0001f600" * 2501 + text[2501:])
    assert look_up([Memory(units=(unit,))], Query(text=text, source="id", target="en"), Penalties()) == ()
