import pytest

from padanan.core.function_words import guess_other_language


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        ("id", "Fail tidak boleh dibuka kerana awak tiada kata laluan", "ms"),
        ("ms", "Berkas tidak bisa dibuka karena surel gagal, silakan coba", "id"),
        ("cs", "Súbor nemôže byť otvorený pretože že pri alebo už", "sk"),
        ("pt", "El archivo no se puede abrir y los usuarios están con una", "es"),
    ],
)
def test_relatives_are_told_apart(language: str, text: str, other: str) -> None:
    guess = guess_other_language(text, language)
    assert guess is not None
    assert guess.language == other
    assert guess.words > guess.own_words


@pytest.mark.parametrize(
    ("language", "text"), [("id", "Berkas tidak bisa dibuka karena"), ("xx", "le les des"), ("id", "")]
)
def test_no_guess_without_reason(language: str, text: str) -> None:
    assert guess_other_language(text, language) is None
