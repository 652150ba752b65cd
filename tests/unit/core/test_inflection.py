"""Which words are forms of one another, and which only look so."""

import pytest

from padanan.core.inflection import bases, resembles


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("files", "file"), ("categories", "category"), ("boxes", "box"), ("caches", "cache"),
        ("processes", "process"), ("menus", "menu"), ("apis", "api"), ("children", "child"),
        ("indices", "index"), ("echoes", "echo"),
    ],
)  # fmt: skip
def test_english_plurals(word: str, base: str) -> None:
    assert base in bases(word, "en")


@pytest.mark.parametrize("word", ["address", "news", "is", "gas", "series"])
def test_english_words_that_end_in_s(word: str) -> None:
    assert bases(word, "en") == {word}


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("downloading", "download"),
        ("saving", "save"),
        ("stopped", "stop"),
        ("copied", "copy"),
        ("used", "use"),
    ],
)
def test_english_verb_forms_only_resemble(word: str, base: str) -> None:
    assert base not in bases(word, "en")
    assert resembles(word, base, "en")


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("mengunduh", "unduh"), ("diunduh", "unduh"), ("pengunduhan", "unduh"), ("unduhkan", "unduh"),
        ("terunduh", "unduh"), ("kuunduh", "unduh"), ("unduhannya", "unduhan"), ("unduhlah", "unduh"),
        ("menyimpan", "simpan"), ("penyimpanan", "simpan"), ("tersimpan", "simpan"), ("simpankan", "simpan"),
        ("menulis", "tulis"), ("memilih", "pilih"), ("pilihan", "pilih"), ("mengirimkan", "kirim"),
        ("memproses", "proses"), ("mengecek", "cek"), ("mengklik", "klik"), ("mengeklik", "klik"),
        ("memperbarui", "baru"), ("diperbarui", "baru"), ("keberhasilan", "hasil"), ("bekerja", "kerja"),
        ("belajar", "ajar"), ("berkasnya", "berkas"), ("bukumu", "buku"), ("bukukah", "buku"),
        ("buku2", "buku"), ("apapun", "apa"), ("setempat", "tempat"), ("pelajaran", "ajar"),
        ("melihat", "lihat"), ("ditulisi", "tulis"),
    ],
)  # fmt: skip
def test_indonesian_affixes(word: str, root: str) -> None:
    assert root in bases(word, "id")


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("berkas", "kas"),
        ("pesan", "pes"),
        ("halaman", "laman"),
        ("adalah", "ada"),
        ("unggah", "unduh"),
        ("semua", "mua"),
    ],
)
def test_indonesian_words_that_only_look_affixed(word: str, root: str) -> None:
    assert root not in bases(word, "id")


def test_the_passive_of_a_verb_resembles_it() -> None:
    assert resembles("diunduh", "mengunduh", "id")
    assert not resembles("unggah", "mengunduh", "id")


@pytest.mark.parametrize(
    ("word", "term", "language"),
    [
        ("fichiers", "fichier", "fr"), ("dateien", "datei", "de"), ("passwörter", "passwort", "de"),
        ("passwortfeld", "passwort", "de"), ("файлов", "файл", "ru"), ("удаление", "удалить", "ru"),
        ("пользователя", "пользователь", "ru"), ("الملفات", "ملف", "ar"), ("dosyaları", "dosya", "tr"),
        ("ficheros", "fichero", "es"), ("फ़ाइलें", "फ़ाइल", "hi"),
    ],
)  # fmt: skip
def test_forms_in_other_languages(word: str, term: str, language: str) -> None:
    assert resembles(word, term, language)


@pytest.mark.parametrize(
    ("word", "term", "language"),
    [("image", "fichier", "fr"), ("bild", "datei", "de"), ("дата", "файл", "ru"), ("folder", "file", "en")],
)
def test_other_words_do_not_resemble(word: str, term: str, language: str) -> None:
    assert not resembles(word, term, language)
