import pytest

from padanan.core.lengths import count_letters, expected_share


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Save it", 6),
        ('<a href="https://example.com">%(name)s is {0}</a>', 2),
        ("文件。", 2),
        ("%", 0),
        ("", 0),
    ],
)
def test_only_letters_of_the_text_count(text: str, letters: int) -> None:
    assert count_letters(text) == letters


def test_chinese_needs_a_third_of_the_letters() -> None:
    assert expected_share(frozenset({"Hani"})) < 0.4
    assert expected_share(frozenset({"Latn"})) == 1
    assert expected_share(frozenset()) == 1
