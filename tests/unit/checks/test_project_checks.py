"""Checks across catalogues, and those that a project's settings ask for."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from padanan.checks.base import CheckSettings, Subject, make_subject
from padanan.checks.registry import load_check
from padanan.checks.runner import check_catalogue, conclude, observe_catalogue
from padanan.core.glossary import Concept, Glossary, Term, TermStatus
from padanan.core.model import Finding
from padanan.formats.files import SourceFile
from padanan.formats.po import parse_catalogue


def subject_of(
    path: str, entries: str, *, language: str = "id", settings: CheckSettings | None = None
) -> Subject:
    header = f'msgid ""\nmsgstr "Language: {language}\\n"\n\n'
    document, errors = parse_catalogue(SourceFile.of(Path(path), (header + entries).encode()))
    subject = make_subject(document.catalogue, text=document.text, errors=errors)
    return replace(subject, settings=settings or CheckSettings())


def entry(msgid: str, msgstr: str, context: str | None = None) -> str:
    return (f'msgctxt "{context}"\n' if context else "") + f'msgid "{msgid}"\nmsgstr "{msgstr}"\n\n'


def across(check_id: str, *subjects: Subject, settings: CheckSettings | None = None) -> list[tuple[str, str]]:
    check = load_check(check_id)()
    seen = [item for each in subjects for item in observe_catalogue(each, [check])[check_id]]
    return [(each.path, each.message) for each in conclude(check, seen, settings or CheckSettings())]  # type: ignore[arg-type]


def within(check_id: str, subject: Subject) -> list[Finding]:
    return check_catalogue(subject, [load_check(check_id)()])


def test_the_rarer_translation_is_the_inconsistent_one() -> None:
    subjects = [
        subject_of("a.po", entry("Save", "Rekam")),
        subject_of("b.po", entry("Save", "Simpan ")),
        subject_of("c.po", entry("Save", " Simpan")),
    ]
    assert across("inconsistent-translation", *subjects) == [("a.po", "in b.po this is “Simpan”")]


@pytest.mark.parametrize(
    "other",
    [
        subject_of("b.po", entry("Save", "Lagre"), language="nb"),
        subject_of("b.po", entry("Save", "Rekam", context="music")),
        subject_of("b.po", "#, fuzzy\n" + entry("Save", "Rekam")),
        subject_of("b.po", "#~ " + entry("Save", "Rekam").strip().replace("\n", "\n#~ ")),
        subject_of("b.po", 'msgid "Save"\nmsgid_plural "Saves"\nmsgstr[0] "Simpanan"\n'),
        subject_of("b.pot", entry("Save", "Rekam")),
    ],
    ids=["language", "context", "fuzzy", "obsolete", "plural", "template"],
)
def test_what_may_be_translated_otherwise(other: Subject) -> None:
    assert across("inconsistent-translation", subject_of("a.po", entry("Save", "Simpan")), other) == []


def test_plural_messages_are_compared_by_all_forms() -> None:
    plural = 'msgid "file"\nmsgid_plural "files"\nmsgstr[0] "{}"\nmsgstr[1] "{}"\n'
    one = subject_of("a.po", plural.format("Datei", "Dateien"), language="de")
    other = subject_of("b.po", plural.format("Datei", "Akten"), language="de")
    assert across("inconsistent-translation", one, other) == [("b.po", "in a.po this is “Datei”")]


def test_reused_translations_are_found_across_files() -> None:
    one = subject_of("a.po", entry("6 a.m.", "6 godzina"))
    other = subject_of("b.po", entry("6 p.m.", "6 godzina"))
    assert across("reused-translation", other, one) == [("b.po", "“6 a.m.” is translated in the same way")]
    assert across("reused-translation", subject_of("c.po", entry("-", "%") + entry("/", "%"))) == []


LANGUAGES = CheckSettings(languages=("id", "pt-BR", "zh-CN"), source_language="en")


# Paths and languages of the files of a run, and what is reported of them: where, and which language.
LAYOUTS = {
    "all": (["po/app.pot:", "po/id.po:id", "po/pt_BR.po:pt_BR", "po/zh_CN.po:zh_CN"], []),
    "other names": (["po/app.pot:", "po/id.po:id", "po/pt.po:pt", "po/zh_Hans.po:zh_Hans"], []),
    "another script": (["po/a.pot:", "po/id.po:id", "po/pt.po:pt", "po/zh_TW.po:zh_TW"], ["po/a.pot zh-CN"]),
    "beside a template": (
        ["locale/app.pot:", "locale/id/LC_MESSAGES/app.po:id"],
        ["locale/app.pot pt-BR", "locale/app.pot zh-CN"],
    ),
    "one domain of two": (
        [
            "l/id/LC_MESSAGES/a.po:id", "l/pt/LC_MESSAGES/a.po:pt", "l/zh/LC_MESSAGES/a.po:zh",
            "l/id/LC_MESSAGES/b.po:id",
        ],
        ["l/id/LC_MESSAGES/b.po pt-BR", "l/id/LC_MESSAGES/b.po zh-CN"],
    ),
    "folders": (["po/id/app.po:id", "po/pt_BR/app.po:pt_BR", "po/zh/app.po:zh", "po/app.pot:"], []),
    "a folder for templates": (
        ["id/app.po:id", "pt/app.po:pt", "pot/app.pot:"],
        ["pot/app.pot zh-CN"],
    ),
    "the source language alone": (["po/en.po:en"], ["po/en.po id", "po/en.po pt-BR", "po/en.po zh-CN"]),
    "a header of another language": (
        ["po/id.po:ms", "po/pt.po:pt", "po/zh.po:zh"],
        ["po/id.po id"],
    ),
    "nothing": ([], []),
}  # fmt: skip


@pytest.mark.parametrize(("files", "missing"), LAYOUTS.values(), ids=LAYOUTS)
def test_catalogues_that_are_missing(files: list[str], missing: list[str]) -> None:
    pairs = [file.split(":") for file in files]
    subjects = [subject_of(path, "", language=language) for path, language in pairs]
    found = across("missing-catalogue", *subjects, settings=LANGUAGES)
    assert [
        f"{path} {message.removeprefix('there is no catalogue for ')}" for path, message in found
    ] == missing


def test_no_catalogue_is_missing_where_no_language_is_wanted() -> None:
    assert across("missing-catalogue", subject_of("po/id.po", "")) == []


@pytest.mark.parametrize(
    ("percent", "wrong"), [(66, False), (67, True), (0, False), (100, True), (None, False)], ids=str
)
def test_completeness_is_rounded_down(percent: int | None, wrong: bool) -> None:
    settings = CheckSettings(min_complete_percent=percent)
    entries = (
        entry("a", "a")
        + entry("b", "b")
        + entry("c", "")
        + "#~ "
        + entry("d", "d").strip().replace("\n", "\n#~ ")
    )
    findings = within("incomplete", subject_of("po/id.po", entries, settings=settings))
    assert bool(findings) is wrong


def test_a_file_with_syntax_errors_is_not_called_incomplete() -> None:
    settings = CheckSettings(min_complete_percent=100)
    assert within("incomplete", subject_of("po/id.po", entry("a", "") + "msgtsr\n", settings=settings)) == []


def remember(source: str, *, source_language: str, language: str) -> Collection[str]:
    assert (source_language, language) == ("en", "id")
    return {"Save": ["Simpan", " Rekam"]}.get(source, [])


@pytest.mark.parametrize(
    ("entries", "count"),
    [
        (entry("Save", "Simpan\\n"), 0),
        (entry("Save", "Rekam"), 0),
        (entry("Save", "Selamatkan"), 1),
        (entry("Open", "Buka"), 0),
        (entry("Save", ""), 0),
        ("#, fuzzy\n" + entry("Save", "Selamatkan"), 0),
        ('msgid "Save"\nmsgid_plural "Saves"\nmsgstr[0] "x"\n', 0),
    ],
    ids=["same", "another of the memory's", "disagrees", "unknown", "untranslated", "fuzzy", "plural"],
)
def test_disagreement_with_the_memory(entries: str, count: int) -> None:
    subject = subject_of("po/id.po", entries, settings=CheckSettings(recall=remember))
    assert len(within("memory-disagreement", subject)) == count


def glossary(*concepts: Concept) -> CheckSettings:
    return CheckSettings(glossary=Glossary(concepts=concepts))


def concept(source: str, *translations: str, forbidden: tuple[str, ...] = (), keep: bool = False) -> Concept:
    terms = [Term(text=source, language="en"), *(Term(text=text, language="id") for text in translations)]
    terms += [Term(text=text, language="id", status=TermStatus.FORBIDDEN) for text in forbidden]
    return Concept(terms=tuple(terms), do_not_translate=keep)


TERMS = glossary(
    concept("file", "berkas", forbidden=("file",)),
    concept("file manager", "pengelola berkas"),
    concept("log", "catatan"),
    concept("log", "batang kayu"),
    concept("save", "simpan"),
    concept("table", "tabel", forbidden=("meja",)),
    concept("Git", keep=True),
)


@pytest.mark.parametrize(
    ("msgid", "msgstr", "checks"),
    [
        ("Open file", "Buka berkas", []),
        ("Open file", "Buka dokumen", ["glossary-term"]),
        ("Open file", "Buka file", ["forbidden-term"]),
        ("Open file", "Buka file-nya", ["forbidden-term"]),
        ("Open file", "Buka berkas atau file", ["forbidden-term"]),
        ("Open %(file)s", "Buka %(file)s", []),
        ("The file manager", "Manajer berkas", ["glossary-term"]),
        ("The file manager", "Pengelola file", ["glossary-term"]),
        ("Show log", "Tampilkan catatan", []),
        ("Show log", "Tampilkan batang kayu", []),
        ("Show log", "Tampilkan rekaman", ["glossary-term"]),
        ("Saving…", "Menulis…", []),
        ("Save as", "Disimpan sebagai", []),
        ("Save", "Save", []),
        ("A chair", "Meja", []),
        ("Tables", "Meja-meja", ["forbidden-term", "forbidden-term"]),
        ("Use Git", "Pakai git", []),
        ("Use Git", "Pakai Pelacak", ["do-not-translate"]),
        ("GitHub", "Pelacak", []),
    ],
)
def test_terminology(msgid: str, msgstr: str, checks: list[str]) -> None:
    subject = subject_of("po/id.po", entry(msgid, msgstr), settings=TERMS)
    chosen = [load_check(name)() for name in ("glossary-term", "forbidden-term", "do-not-translate")]
    assert [finding.check for finding in check_catalogue(subject, chosen)] == checks


def test_a_plural_needs_the_term_in_one_form_only() -> None:
    plural = 'msgid "{}"\nmsgid_plural "%d files"\nmsgstr[0] "satu"\nmsgstr[1] "%d berkas"\n'
    assert within("glossary-term", subject_of("po/id.po", plural.format("%d file"), settings=TERMS)) == []
    other = plural.format("%d item").replace("berkas", "hal")
    assert within("glossary-term", subject_of("po/id.po", other, settings=TERMS)) == []


def test_regions_share_terms_and_scripts_do_not() -> None:
    terms = (Term(text="file", language="en"), Term(text="文件", language="zh-CN"))
    settings = glossary(Concept(terms=terms))
    simplified = subject_of("po/zh_Hans.po", entry("File", "档案"), language="zh_Hans", settings=settings)
    traditional = subject_of("po/zh_TW.po", entry("File", "檔案"), language="zh_TW", settings=settings)
    assert len(within("glossary-term", simplified)) == 1
    assert within("glossary-term", traditional) == []


def test_without_a_glossary_or_a_language_there_is_nothing_to_say() -> None:
    assert within("glossary-term", subject_of("po/id.po", entry("File", "Dokumen"))) == []
    assert (
        within("glossary-term", subject_of("app.po", entry("File", "Dokumen"), language="", settings=TERMS))
        == []
    )


def test_another_source_language() -> None:
    terms = (Term(text="unduh", language="id"), Term(text="download", language="en"))
    settings = replace(glossary(Concept(terms=terms)), source_language="id")
    wrong = subject_of(
        "po/en.po", entry("Pengunduhan selesai", "Fetching is done"), language="en", settings=settings
    )
    right = subject_of(
        "po/en.po", entry("Pengunduhan selesai", "Downloaded"), language="en", settings=settings
    )
    assert len(within("glossary-term", wrong)) == 1
    assert within("glossary-term", right) == []
