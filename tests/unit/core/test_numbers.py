import pytest

from padanan.core.numbers import all_digits, find_numbers


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("1,000.50", ["100050"]),
        ("1.000,50", ["100050"]),
        ("1 000,5", ["10005"]),
        ("١٬٠٠٠", ["1000"]),
        ("१,०००", ["1000"]),
        ("3 and 04", ["3", "4"]),
        ("1, 2", ["1", "2"]),
        ("utf8 %1$s {0} &#39; +62 1st $5", []),
        ("version 1.2.3", ["123"]),
    ],
)
def test_finds_numbers_by_their_digits(text: str, digits: list[str]) -> None:
    assert [number.digits for number in find_numbers(text)] == digits


def test_letters_may_stand_beside_a_number_in_a_target() -> None:
    assert find_numbers("第5章") == []
    (number,) = find_numbers("第5章", is_target=True)
    assert (number.text, number.span.start, number.span.end) == ("5", 1, 2)


def test_parts_are_what_stands_between_separators() -> None:
    (number,) = find_numbers("01/02/2025")
    assert number.parts == ("1", "2", "2025")


def test_all_digits_are_with_and_without_separators() -> None:
    assert all_digits("A1; 1.000") == {"1", "0", "1000"}


@pytest.mark.parametrize(
    ("text", "count"),
    [("1" * 100_000, 1), ("1," * 100_000, 1), ("1 000 " * 50_000, 50_000), ("%" * 100_000, 0)],
    ids=["digits", "separators", "spaces", "signs"],
)
def test_hostile_text_ends(text: str, count: int) -> None:
    assert abs(len(find_numbers(text)) - count) <= count // 2
