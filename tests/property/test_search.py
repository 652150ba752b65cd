"""Fast against slow: searching with the kernel, without it, and the definition."""

import re
import sys
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from padanan.core.model import TranslationUnit, Variant
from padanan.memory.concordance import building
from padanan.memory.concordance.search import Concordance, ConcordanceFiles, Found, Wanted
from padanan.memory.folding import Folding, fold, is_spaced_word
from padanan.memory.sqlite import SqliteStore
from padanan.native.loader import load_kernel

# Few characters of many scripts, so that texts often hold one another: cases that differ in length (ß, İ, ŉ),
# final sigma, marks that compose and marks that do not, Hangul in two ways, Han, Thai, astral letters, emoji.
_ALPHABET = "ab AB.éE\u0301e\u0302xßẞsSİiIıσςΣŉȺⱥ\u0345αᾳжЖйИ\u0306글\u1100\u1173\u11af小书กิ😀𐐀𐐨đD_1-\n"
_TEXTS = st.text(_ALPHABET, min_size=1, max_size=12)
_FOLDINGS = st.builds(Folding, case=st.booleans(), accents=st.booleans())


def slow_fold(text: str, folding: Folding) -> str:
    """The definition, a code point at a time where order does not matter."""
    text = unicodedata.normalize("NFC", text)
    if folding.accents:
        kept = [c for c in unicodedata.normalize("NFD", text) if not is_accent(c)]
        text = unicodedata.normalize("NFC", "".join({"đ": "d", "Đ": "D"}.get(c, c) for c in kept))
    if folding.case:
        text = unicodedata.normalize("NFC", "".join(c.casefold() for c in text))
    return text


def is_accent(character: str) -> bool:
    return 0x300 <= ord(character) <= 0x36F


def slow_words(key: str) -> list[tuple[int, int]]:
    """Every stretch of a key that begins and ends where words may."""
    edges = [
        place
        for place in range(len(key) + 1)
        if place in {0, len(key)} or not (slow_is_word(key[place - 1]) and slow_is_word(key[place]))
    ]
    return [(start, end) for start in edges for end in edges if start < end]


def slow_is_word(character: str) -> bool:
    spaced = not re.fullmatch("[\u0e00-\u0eff\u3400-\u9fff]", character)
    return spaced and (
        bool(re.fullmatch(r"\w", character)) or unicodedata.category(character) in {"Mn", "Mc"}
    )


def slow_holds(text: str, wanted: Wanted) -> bool:
    key = slow_fold(text, wanted.folding)
    if wanted.whole:
        stretches = {key[start:end] for start, end in slow_words(key)}
        return all(needle in stretches for needle in wanted.keys)
    return all(needle in key for needle in wanted.keys)


def slow_search(units: Sequence[TranslationUnit], wanted: Wanted, target: str | None) -> list[str]:
    """The texts that are found, in order."""
    found = []
    for number, unit in enumerate(units):
        text = unit.variants[0].text
        if slow_holds(text, wanted) and (target is None or unit.variant(target) is not None):
            found.append((len(unicodedata.normalize("NFC", text)), number, text))
    return [text for _, _, text in sorted(found)]


@st.composite
def wanted_things(draw: st.DrawFn, texts: Sequence[str]) -> Wanted:
    """Something to look for: mostly a piece of one of the texts."""
    folding = draw(_FOLDINGS)
    text = draw(st.one_of(st.sampled_from(texts), _TEXTS))
    start = draw(st.integers(0, len(text) - 1))
    pieces = [text[start : draw(st.integers(start + 1, len(text)))]]
    whole = draw(st.booleans())
    if whole:
        pieces = pieces[0].split()
    keys = tuple(dict.fromkeys(key for piece in pieces if (key := fold(piece, folding))))
    assume(keys)
    return Wanted(keys=keys, folding=folding, whole=whole)


def make_units(texts: Sequence[str]) -> list[TranslationUnit]:
    """Units in English; every third has no Indonesian."""
    return [
        TranslationUnit(
            collection="c",
            key=str(number),
            source_language="en",
            variants=(
                Variant(language="en", text=text),
                *([Variant(language="id", text=str(number))] if number % 3 else []),
            ),
        )
        for number, text in enumerate(texts)
    ]


def texts_of(store: SqliteStore, found: Found) -> list[str]:
    stored = {unit.variant_id: unit.variant.text for unit in store.find([i for _, i in found.first])}
    return [stored[variant_id] for _, variant_id in found.first]


@settings(max_examples=300)
@given(st.data(), st.lists(_TEXTS, min_size=1, max_size=12), st.sampled_from([None, "id"]))
def test_a_search_finds_what_the_definition_does(
    data: st.DataObject, texts: list[str], target: str | None
) -> None:
    texts *= data.draw(st.integers(1, 8))  # the kernel takes 64 bytes at once, and the rest one by one
    units = make_units(texts)
    wanted = data.draw(wanted_things(texts))
    expected = slow_search(units, wanted, target)
    most = data.draw(st.integers(1, 15))
    with TemporaryDirectory() as folder, SqliteStore.in_memory() as store:
        store.add(units)
        filed = Concordance(store, ConcordanceFiles(Path(folder) / "m.index"), few=0)
        filed.prepare(["en", "id"])
        assert (Path(folder) / "m.index" / "en.concordance").is_file() == (load_kernel("search") is not None)
        for concordance in (filed, Concordance(store)):
            found = concordance.find(wanted, ["en"], target and [target], most)
            assert found.total == len(expected)
            assert texts_of(store, found) == expected[:most]


@settings(max_examples=100)
@given(st.data(), st.lists(_TEXTS, min_size=4, max_size=12), st.integers(1, 3))
def test_what_is_written_later_is_found(data: st.DataObject, texts: list[str], later: int) -> None:
    units = make_units(texts)
    rewritten = data.draw(st.lists(st.sampled_from(range(len(texts))), max_size=2, unique=True))
    wanted = data.draw(wanted_things(texts))
    with TemporaryDirectory() as folder, SqliteStore.in_memory() as store:
        store.add(units[:-later])
        concordance = Concordance(store, ConcordanceFiles(Path(folder) / "m.index"), few=5)
        concordance.prepare(["en", "id"])
        store.add(units[-later:])
        for number in rewritten:
            units[number] = make_units([*texts[:number], data.draw(_TEXTS)])[number]
            store.add([units[number]])
        for target in (None, "id"):
            found = concordance.find(wanted, ["en"], target and [target], 20)
            assert texts_of(store, found) == slow_search(units, wanted, target)


@given(st.data(), st.lists(_TEXTS, min_size=1, max_size=3))
def test_spans_hold_what_was_found(data: st.DataObject, texts: list[str]) -> None:
    wanted = data.draw(wanted_things(texts))
    for text in texts:
        spans = wanted.locate(text)
        assert bool(spans) or not wanted.is_in(text)
        assert all(left.end <= right.start for left, right in pairwise(spans))
        for span in spans:
            inside = fold(text[span.start : span.end], wanted.folding)
            assert any(needle in inside for needle in wanted.keys)
            assert span.end == len(text) or not unicodedata.combining(text[span.end])


@given(_TEXTS, _FOLDINGS)
@example("\u0345\u0300", Folding(case=True))
def test_a_key_is_the_definition_and_folds_to_itself(text: str, folding: Folding) -> None:
    assert fold(text, folding) == slow_fold(text, folding)
    assert fold(fold(text, folding), folding) == fold(text, folding)


def test_folding_a_text_is_folding_its_characters_with_their_marks() -> None:
    broken = []
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if 0xD800 <= code < 0xE000 or unicodedata.category(character)[0] == "M" or 0x1160 <= code <= 0x11FF:
            continue
        for before in "aAα가글க":
            for folding in (Folding(), Folding(case=False, accents=True)):
                whole = fold(before + character, folding)
                if whole != fold(before, folding) + fold(character, folding):
                    broken.append((before, character, folding))
    assert broken == []


def test_the_kernel_knows_the_same_words() -> None:
    bits = building._word_bits()
    wrong = [code for code in range(sys.maxunicode + 1) if has_bit(bits, code) != is_spaced_word(chr(code))]
    assert wrong == []


def has_bit(bits: bytearray, number: int) -> bool:
    return bool(bits[number >> 3] >> (number & 7) & 1)
