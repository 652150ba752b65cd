import pytest

from padanan.core.scripts import foreign_letters, other_chinese, script_of_letter, scripts_of


@pytest.mark.parametrize(
    ("tag", "scripts"),
    [
        ("ru", {"Cyrl"}),
        ("id", {"Latn"}),
        ("ja", {"Hani", "Kana"}),
        ("zh-CN", {"Hani"}),
        ("sr-Latn", {"Latn"}),
        ("no language", set()),
    ],
)
def test_scripts_of_languages(tag: str, scripts: set[str]) -> None:
    assert scripts_of(tag) == scripts


def test_a_language_with_several_scripts_takes_all_until_one_is_named() -> None:
    assert {"Latn", "Cyrl"} <= scripts_of("sr")
    assert scripts_of("sr-Cyrl") == {"Cyrl"}


def test_latin_letters_are_foreign_to_no_language() -> None:
    assert foreign_letters(frozenset({"Cyrl"})).search("Python") is None
    assert foreign_letters(frozenset({"Latn"})).search("Файл")


@pytest.mark.parametrize(
    ("letter", "name"), [("Ф", "Cyrillic"), ("あ", "Japanese"), ("中", "Chinese"), ("1", None)]
)
def test_names_of_scripts(letter: str, name: str | None) -> None:
    assert script_of_letter(letter) == name


def test_chinese_characters_tell_their_standard() -> None:
    assert set("這個時間檔") <= other_chinese("Hans")
    assert set("这个时间档") <= other_chinese("Hant")
    assert other_chinese("Hans").isdisjoint("这个时间文件的中文")
    assert other_chinese("Hant").isdisjoint("這個時間文件的中文")
