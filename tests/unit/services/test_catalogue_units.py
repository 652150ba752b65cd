"""Units out of catalogues: identity, context, origin, plurals, and what is left out."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from padanan.core.catalogue import Catalogue, Entry
from padanan.core.model import Origin, TranslationUnit
from padanan.services.catalogue_units import (
    CatalogueLanguages,
    SkipReason,
    name_collection,
    name_forms,
    name_path,
    units_of_catalogue,
)

_EN = CatalogueLanguages(source="id", target="en")


def _convert(
    entries: Sequence[Entry],
    *,
    languages: CatalogueLanguages = _EN,
    path: str = "locales/en/LC_MESSAGES/x.po",
    **header: str,
) -> tuple[list[TranslationUnit], list[tuple[SkipReason, str]]]:
    catalogue = Catalogue(
        path=path, entries=tuple(entries), header={k.replace("_", "-"): v for k, v in header.items()}
    )
    skipped: list[tuple[SkipReason, str]] = []
    units = units_of_catalogue(
        catalogue,
        languages=languages,
        path=path,
        on_skip=lambda reason, entry: skipped.append((reason, entry.msgid)),
    )
    return list(units), skipped


def _entry(msgid: str, *msgstr: str, **more: str) -> Entry:
    return Entry(
        msgid=msgid,
        msgstr=msgstr or ("",),
        msgctxt=more.get("msgctxt"),
        msgid_plural=more.get("msgid_plural"),
        flags=("fuzzy",) if "fuzzy" in more else (),
        obsolete="obsolete" in more,
        line=7,
    )


def _texts(unit: TranslationUnit) -> dict[str, str]:
    return {variant.language: variant.text for variant in unit.variants}


def test_an_entry_is_a_unit() -> None:
    (unit,), skipped = _convert(
        [_entry("Simpan", "Save", msgctxt="menu")],
        Last_Translator="Ana <ana@example.org>",
        PO_Revision_Date="2025-01-17 15:30+0700",
    )
    assert skipped == []
    assert (unit.collection, unit.key) == ("locales/*/LC_MESSAGES/x.po", "menu\x04Simpan")
    assert (unit.source_language, unit.msgctxt, unit.properties) == ("id", "menu", ())
    assert _texts(unit) == {"id": "Simpan", "en": "Save"}
    path, changed = "locales/en/LC_MESSAGES/x.po", "2025-01-17T08:30:00Z"
    assert unit.variants[0].origin == Origin(path=path, line=7, changed=changed)
    assert unit.variants[1].origin == Origin(
        path=path, line=7, author="Ana <ana@example.org>", changed=changed
    )


@pytest.mark.parametrize(
    ("author", "date"),
    [("FULL NAME <EMAIL@ADDRESS>", "YEAR-MO-DA HO:MI+ZONE"), ("", ""), ("  ", "0001-01-01 00:00+1400")],
)
def test_a_header_left_as_a_template_says_nothing(author: str, date: str) -> None:
    (unit,), _ = _convert([_entry("a", "b")], Last_Translator=author, PO_Revision_Date=date)
    origin = unit.variants[1].origin
    assert origin is not None
    assert (origin.author, origin.changed) == (None, None)


def test_catalogues_of_one_domain_give_the_same_units() -> None:
    chinese = CatalogueLanguages(source="id", target="zh-CN")
    (english_unit,), _ = _convert([_entry("Simpan", "Save")])
    (chinese_unit,), _ = _convert(
        [_entry("Simpan", "保存")], languages=chinese, path="locales/zh_CN/LC_MESSAGES/x.po"
    )
    assert (english_unit.collection, english_unit.key) == (chinese_unit.collection, chinese_unit.key)


def test_neighbours_skip_obsolete_entries() -> None:
    units, _ = _convert(
        [
            _entry("satu", "one"),
            _entry("tua", "old", obsolete="yes"),
            _entry("dua", "two", fuzzy="yes"),
            _entry("tiga", "three"),
        ]
    )
    context = [[(variant.previous, variant.next) for variant in unit.variants] for unit in units]
    assert context == [[("", "dua"), ("", None)], [("dua", ""), (None, "")]]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (_entry("a"), SkipReason.UNTRANSLATED),
        (_entry("a", " \n"), SkipReason.UNTRANSLATED),
        (_entry("a", "b", fuzzy="yes"), SkipReason.FUZZY),
        (_entry("a", "b", obsolete="yes"), SkipReason.OBSOLETE),
        (_entry("a", "b", obsolete="yes", fuzzy="yes"), SkipReason.OBSOLETE),
        (_entry("", "b", msgctxt="c"), SkipReason.EMPTY),
        (_entry("a", "", "", msgid_plural="b"), SkipReason.UNTRANSLATED),
    ],
)
def test_what_is_left_out_and_why(entry: Entry, reason: SkipReason) -> None:
    assert _convert([entry]) == ([], [(reason, entry.msgid)])


def test_a_catalogue_in_its_source_language_gives_nothing() -> None:
    languages = CatalogueLanguages(source="en", target="en")
    assert _convert([_entry("a", "b")], languages=languages) == ([], [(SkipReason.SAME_LANGUAGE, "a")])


_POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
_ARABIC = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
)


@pytest.mark.parametrize(
    ("plural_forms", "msgstr", "expected"),
    [
        pytest.param("nplurals=1; plural=0;", ["%d berkas"], {"other": "%d files"}, id="one-form"),
        pytest.param(
            "nplurals=2; plural=(n != 1);",
            ["%d Datei", "%d Dateien"],
            {"one": "%d file", "other": "%d files"},
            id="two-forms",
        ),
        pytest.param(
            _POLISH,
            ["plik", "pliki", "plików"],
            {"one": "%d file", "other.2": "%d files", "other": "%d files"},
            id="three-forms",
        ),
        pytest.param(
            _ARABIC,
            ["0", "1", "2", "3", "4", "5"],
            {
                "other.5": "%d files",
                "one": "%d file",
                "other.4": "%d files",
                "other.3": "%d files",
                "other.2": "%d files",
                "other": "%d files",
            },
            id="the-form-for-1-is-not-the-first",
        ),
        pytest.param("", ["a", "b"], {"one": "%d file", "other": "%d files"}, id="no-header"),
        pytest.param("", ["a"], {"other": "%d files"}, id="no-header-one-form"),
        pytest.param(
            "nplurals=2; plural=(n/0);",
            ["a", "b"],
            {"one": "%d file", "other": "%d files"},
            id="broken-header",
        ),
    ],
)
def test_plural_forms(plural_forms: str, msgstr: list[str], expected: dict[str, str]) -> None:
    entry = _entry("%d file", *msgstr, msgid_plural="%d files")
    units, _ = _convert([entry], Plural_Forms=plural_forms)
    keys = ["%d file\x04one" if name == "one" else f"%d file\x04%d files\x04{name}" for name in expected]
    assert [unit.key for unit in units] == keys
    assert [unit.properties for unit in units] == [(("plural", name),) for name in expected]
    assert [unit.variants[0].text for unit in units] == list(expected.values())
    assert [unit.variants[1].text for unit in units] == msgstr


def test_catalogues_that_disagree_about_the_plural_keep_out_of_each_others_way() -> None:
    first, second = (
        _convert([_entry("%d file", "a", "b", msgid_plural=plural)], Plural_Forms="nplurals=2; plural=n!=1;")[
            0
        ]
        for plural in ("%d file(s)", "%d files")
    )
    assert [a.key == b.key for a, b in zip(first, second, strict=True)] == [True, False]


def test_of_the_same_message_twice_the_first_counts() -> None:
    entries = [_entry("Simpan", "Save"), _entry("Simpan", "Keep"), _entry("Simpan", "Store", msgctxt="shop")]
    units, skipped = _convert(entries)
    assert [_texts(unit)["en"] for unit in units] == ["Save", "Store"]
    assert skipped == [(SkipReason.DUPLICATE, "Simpan")]


def test_a_plural_entry_half_done_gives_what_it_has() -> None:
    entry = _entry("%d file", "%d Datei", "", msgid_plural="%d files")
    (unit,), skipped = _convert([entry], Plural_Forms="nplurals=2; plural=(n != 1);")
    assert _texts(unit) == {"id": "%d file", "en": "%d Datei"}
    assert skipped == [(SkipReason.UNTRANSLATED, "%d file")]


@pytest.mark.parametrize(
    ("path", "language", "expected"),
    [
        ("locales/en/LC_MESSAGES/x.po", "en", "locales/*/LC_MESSAGES/x.po"),
        ("locales/zh_CN/LC_MESSAGES/x.po", "zh-CN", "locales/*/LC_MESSAGES/x.po"),
        ("locale/zh_Hans/LC_MESSAGES/x.po", "zh-CN", "locale/*/LC_MESSAGES/x.po"),
        ("locale/sr@latin/x.po", "sr-Latn", "locale/*/x.po"),
        ("po/id.po", "id", "po/*.po"),
        ("po/pt_BR.po", "pt-BR", "po/*.po"),
        ("app.id.po", "id", "app.*.po"),
        ("po/en.po", "id", "po/en.po"),
        ("id/po/x.po", "en", "id/po/x.po"),
        ("x.po", "id", "x.po"),
    ],
)
def test_collections(path: str, language: str, expected: str) -> None:
    assert name_collection(path, language) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("po/id.po", "po/id.po"),
        ("./po/../po/id.po", "po/id.po"),
        ("/elsewhere/id.po", "/elsewhere/id.po"),
        ("a\udcff.po", "a\\udcff.po"),
    ],
)
def test_a_path_has_one_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert name_path(Path(path), tmp_path) == expected


@pytest.mark.parametrize(
    ("count", "singular", "names"),
    [
        (0, None, ()),
        (1, None, ("other",)),
        (2, 0, ("one", "other")),
        (3, 0, ("one", "other.2", "other")),
        (3, 1, ("other.2", "one", "other")),
    ],
)
def test_names_of_plural_forms(count: int, singular: int | None, names: tuple[str, ...]) -> None:
    assert name_forms(count, singular) == names
