"""The checks of punctuation together: what others check is checked, and each mistake is reported once."""

import pytest

from padanan.checks.base import Subject, make_subject
from padanan.checks.registry import load_check
from padanan.checks.runner import check_catalogue
from padanan.core.catalogue import Catalogue, Entry

DEFAULT = (
    "brackets",
    "chinese-punctuation",
    "doubled-punctuation",
    "ellipsis",
    "end-punctuation",
    "end-stop",
    "foreign-punctuation",
    "french-spacing",
    "inverted-marks",
    "kashida",
    "punctuation-spacing",
    "pure-punctuation",
    "quotes",
    "script-punctuation",
)
STRICT = (
    "changed-end-punctuation",
    "chinese-typography",
    "french-no-break-spaces",
    "lost-brackets",
    "lost-quotes",
    "sentence-count",
    "start-punctuation",
)


def subject(language: str, *pairs: tuple[str, str]) -> Subject:
    entries = tuple(Entry(msgid=source, msgstr=(target,)) for source, target in pairs)
    return make_subject(Catalogue(path="x.po", entries=entries, language=language))


def found(language: str, source: str, target: str, ids: tuple[str, ...] = DEFAULT) -> list[str]:
    checks = [load_check(name)() for name in ids]
    return sorted({finding.check for finding in check_catalogue(subject(language, (source, target)), checks)})


@pytest.mark.parametrize(
    ("language", "source", "target", "check"),
    [
        ("id", "string.", "string", "end-stop"),
        ("id", "string!", "string", "end-stop"),
        ("id", "string:", "string", "end-punctuation"),
        ("id", "string?", "string", "end-punctuation"),
        ("id", "string;", "string", "end-punctuation"),
        ("id", "string...", "string", "end-punctuation"),
        ("id", "string…", "string", "end-punctuation"),
        ("id", "string!?", "string", "end-punctuation"),
        ("fr", "Word?", "Mot?", "french-spacing"),
        ("id", "One, two", "Satu,dua", "punctuation-spacing"),
        ("id", "One, two", "Satu , dua", "punctuation-spacing"),
        ("id", "...", "lagi", "pure-punctuation"),
        ("id", "N(ame)", "N(ama", "brackets"),
        ("id", 'The "file"', 'Si "berkas', "quotes"),
        ("ar", "Save", "حفـظ", "kashida"),
        ("zh-CN", "Saved.", "已保存.", "chinese-punctuation"),
        ("id", "Save.", "Simpan..", "doubled-punctuation"),
    ],
)
def test_one_mistake_is_reported_once(language: str, source: str, target: str, check: str) -> None:
    assert found(language, source, target) == [check]


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("ja", "Text:", "テキスト。"),
        ("hy", "Text:", "Տեքստ՝"),
        ("hy", "Is it?", "Արդյո՞ք"),
        ("fr", "Text:", "Texte :"),
        ("hi", "Text.", "पाठ।"),
        ("el", "Text?", "Κείμενο;"),
        ("my", "Text.", "စာသား။"),
        ("sat", "Text.", "ᱚᱞ᱾"),
        ("ar", "Text?", "نص؟"),
        ("th", "It is saved.", "บันทึกแล้ว"),
        ("de", "I have 1 file.", "Ich habe 1 Datei."),
        ("id", "Ellipsis…", "Elipsis…"),
        ("id", "Ellipsis...", "Elipsis…"),
        ("zh-CN", "file(s)", "文件"),
    ],
)
def test_marks_of_a_language_are_as_good_as_those_of_the_source(
    language: str, source: str, target: str
) -> None:
    assert found(language, source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "check"),
    [
        ("string", "string.", "changed-end-punctuation"),
        ("string:", "string.", "changed-end-punctuation"),
        ("* string", "string", "start-punctuation"),
        ("One. Two three.", "Satu dua tiga empat.", "sentence-count"),
        ("Simple [str]", "Simple str", "lost-brackets"),
        ('A "hot" plate', "A hot plate", "lost-quotes"),
    ],
)
def test_matters_of_taste_are_strict(source: str, target: str, check: str) -> None:
    assert check in found("id", source, target, STRICT)
    assert found("id", source, target) == []


def test_a_catalogue_without_full_stops_means_it() -> None:
    check = load_check("end-stop")()
    few = [(f"Sentence {number} here.", f"Kalimat {number} di sini") for number in range(5)]
    many = [(f"Sentence {number} here.", f"Kalimat {number} di sini") for number in range(20)]
    assert len(check_catalogue(subject("id", *few), [check])) == 5
    assert check_catalogue(subject("id", *many), [check]) == []


def test_a_japanese_catalogue_with_western_marks_means_it() -> None:
    check = load_check("script-punctuation")()
    many = [(f"Saved {number}.", f"{number}を保存しました.") for number in range(20)]
    assert len(check_catalogue(subject("ja", *many[:3]), [check])) == 3
    assert check_catalogue(subject("ja", *many), [check]) == []


def test_a_form_is_compared_with_both_sources() -> None:
    entry = Entry(
        msgid="One file.", msgid_plural="%d files:", msgstr=("Satu berkas.", "%d berkas:", "%d berkas")
    )
    catalogue = make_subject(Catalogue(path="x.po", entries=(entry,), language="id"))
    checks = [load_check(name)() for name in ("end-punctuation", "end-stop")]
    assert [finding.field for finding in check_catalogue(catalogue, checks)] == ["msgstr[2]"]


def test_no_more_than_a_hundred_findings_in_one_text() -> None:
    for language, mark in (("zh-CN", "的,"), ("ar", "نص, "), ("fr", "oui? ")):
        checks = [load_check(name)() for name in DEFAULT]
        findings = check_catalogue(subject(language, ("Yes", mark * 5_000)), checks)
        assert len(findings) <= 400
