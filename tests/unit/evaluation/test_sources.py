"""Catalogues, translation units and lines become segments with keys, texts and reasons."""

import pytest

from padanan.core.catalogue import Catalogue, Entry
from padanan.core.errors import LanguageError
from padanan.core.language import Language, parse_language
from padanan.core.model import TranslationUnit, Variant
from padanan.evaluation.pairing import KeyedText, Reason, SegmentKey
from padanan.evaluation.sources import (
    CatalogueSource,
    LineSource,
    Scheme,
    Source,
    UnitSource,
    choose_scheme,
    declared_language,
    extract_translations,
)

ENGLISH = parse_language("en")
LINES = LineSource(path="h.txt", lines=["a"])


def catalogue(*entries: Entry, language: str | None = "en") -> CatalogueSource:
    return CatalogueSource(path="c.po", catalogue=Catalogue(path="c.po", entries=entries, language=language))


def unit(key: str, source_language: str = "id", msgctxt: str | None = None, **texts: str) -> TranslationUnit:
    """Give a unit of texts by language, `_` for `-` in its tag."""
    return TranslationUnit(
        collection="t",
        key=key,
        source_language=source_language,
        msgctxt=msgctxt,
        variants=tuple(Variant(language=tag.replace("_", "-"), text=text) for tag, text in texts.items()),
    )


def units(*members: TranslationUnit, source: Language | None = None) -> UnitSource:
    return UnitSource(path="t.tmx", units=members, source_language=source)


def texts(
    source: CatalogueSource | UnitSource, scheme: Scheme, language: Language = ENGLISH
) -> tuple[KeyedText, ...]:
    return extract_translations(source, scheme, language).texts


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        pytest.param(Entry(msgid="a", msgstr=("A",)), None, id="translated"),
        pytest.param(Entry(msgid="a", msgstr=("A",), flags=("fuzzy",)), Reason.FUZZY, id="fuzzy"),
        pytest.param(Entry(msgid="a"), Reason.UNTRANSLATED, id="untranslated"),
        pytest.param(Entry(msgid="a", msgstr=(" \n",)), Reason.EMPTY, id="white space"),
        pytest.param(Entry(msgid="a", msgstr=("A",), obsolete=True), Reason.OBSOLETE, id="obsolete"),
        pytest.param(
            Entry(msgid="a", msgstr=("A",), flags=("fuzzy",), obsolete=True), Reason.OBSOLETE, id="both"
        ),
        pytest.param(Entry(msgid="a", msgstr=("A",), flags=("python-format",)), None, id="another flag"),
    ],
)
def test_an_entry_says_why_it_cannot_be_scored(entry: Entry, reason: Reason | None) -> None:
    assert [text.reason for text in texts(catalogue(entry), Scheme.ENTRY)] == [reason]


def test_context_and_plural_forms_are_part_of_an_entrys_key() -> None:
    source = catalogue(
        Entry(msgid="May", msgctxt="month", msgstr=("Mei",)),
        Entry(msgid="file", msgid_plural="files", msgstr=("berkas", "")),
    )
    assert texts(source, Scheme.ENTRY) == (
        KeyedText(key=SegmentKey(source="May", context="month"), text="Mei", source="May"),
        KeyedText(key=SegmentKey(source="file", form=0), text="berkas", source="file"),
        KeyedText(key=SegmentKey(source="file", form=1), text="", reason=Reason.UNTRANSLATED, source="files"),
    )


def test_against_tmx_a_plural_form_is_known_by_what_it_translates() -> None:
    source = catalogue(Entry(msgid="file", msgid_plural="files", msgstr=("A file", "Many files")))
    assert [text.key for text in texts(source, Scheme.SOURCE)] == [
        SegmentKey(source="file"),
        SegmentKey(source="files"),
    ]


def test_against_tmx_with_contexts_these_are_part_of_the_key() -> None:
    key = SegmentKey(source="May", context="month")
    entry = Entry(msgid="May", msgctxt="month", msgstr=("Mei",))
    assert texts(catalogue(entry), Scheme.CONTEXT)[0].key == key
    assert texts(units(unit("7", msgctxt="month", id="May", en="Mei")), Scheme.CONTEXT)[0].key == key


def test_units_are_known_by_source_text_and_tuid() -> None:
    source = units(unit("1", id="Satu", en="One"), unit("2", id="Dua"))
    assert texts(source, Scheme.UNIT) == (
        KeyedText(key=SegmentKey(source="Satu", context="1"), text="One", source="Satu"),
        KeyedText(
            key=SegmentKey(source="Dua", context="2"), text="", reason=Reason.UNTRANSLATED, source="Dua"
        ),
    )
    assert texts(source, Scheme.SOURCE)[0].key == SegmentKey(source="Satu")


def test_a_variant_of_another_region_serves() -> None:
    source = units(unit("1", id="Satu", en_US="One"))
    assert texts(source, Scheme.SOURCE)[0].text == "One"


def test_a_variant_in_another_script_does_not() -> None:
    source = units(unit("1", id="Satu", zh_TW="壹"))
    assert texts(source, Scheme.SOURCE, parse_language("zh_CN"))[0].reason is Reason.UNTRANSLATED


def test_the_source_language_can_be_given() -> None:
    source = units(unit("1", source_language="*all*", id="Satu", en="One"), source=parse_language("id"))
    assert texts(source, Scheme.SOURCE)[0].key.source == "Satu"
    assert declared_language(source, None) == ENGLISH


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(LINES, None, id="text"),
        pytest.param(catalogue(), ENGLISH, id="catalogue"),
        pytest.param(catalogue(language=None), None, id="catalogue without language"),
        pytest.param(units(unit("1", id="a", en="b")), ENGLISH, id="TMX of two languages"),
        pytest.param(units(unit("1", id="a")), None, id="TMX of one language"),
    ],
)
def test_a_file_declares_its_language(source: Source, expected: Language | None) -> None:
    assert declared_language(source, None) == expected


def test_a_wanted_language_chooses_among_a_tmxs() -> None:
    source = units(unit("1", id="a", en="b", zh_CN="c"))
    assert declared_language(source, parse_language("zh-Hans")) == parse_language("zh-CN")


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        pytest.param(None, "several languages: en, zh-CN", id="not said which"),
        pytest.param(parse_language("fr"), "no translations into fr, only en, zh-CN", id="not there"),
        pytest.param(parse_language("zh_TW"), "no translations into zh-TW", id="other script"),
    ],
)
def test_a_tmx_language_that_cannot_be_chosen_is_an_error(wanted: Language | None, message: str) -> None:
    source = units(unit("1", id="a", en="b", zh_CN="c"))
    with pytest.raises(LanguageError, match=message):
        declared_language(source, wanted)


@pytest.mark.parametrize(
    ("sources", "scheme"),
    [
        pytest.param([LINES, LINES], Scheme.LINE, id="text"),
        pytest.param([catalogue(), catalogue()], Scheme.ENTRY, id="PO"),
        pytest.param([catalogue(), units(unit("1", id="a"))], Scheme.SOURCE, id="PO and TMX"),
        pytest.param([units(unit("1", id="a")), units(unit("1", id="b"))], Scheme.UNIT, id="TMX, same tuids"),
        pytest.param(
            [units(unit("1", id="a")), units(unit("x", id="a"))], Scheme.SOURCE, id="TMX, other tuids"
        ),
        pytest.param(
            [units(unit("a", id="a")), units(unit("a", id="a"))], Scheme.SOURCE, id="TMX without tuids"
        ),
        pytest.param(
            [catalogue(), units(unit("1", msgctxt="menu", id="a"))],
            Scheme.CONTEXT,
            id="PO and TMX with contexts",
        ),
        pytest.param([LINES, catalogue()], None, id="text and PO"),
        pytest.param([LINES, units(unit("1", id="a"))], None, id="text and TMX"),
    ],
)
def test_the_kinds_of_files_decide_what_pairs_them(sources: list[Source], scheme: Scheme | None) -> None:
    assert choose_scheme(sources) is scheme
