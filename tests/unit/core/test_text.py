"""Text as people see it."""

import pytest

from padanan.core.text import show_codes, show_on_one_line, show_unseen


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, 中文, \t tab\n", "plain, 中文, \t tab\n"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("a\rb\x00\x7f\x9b", "a<U+000D>b<U+0000><U+007F><U+009B>"),
        ("\u202eabc\u2066", "<U+202E>abc<U+2066>"),
        ("zero\u200bwidth\ufeff", "zero<U+200B>width<U+FEFF>"),
        ("\u2028\u2029\x85", "<U+2028><U+2029><U+0085>"),
        ("tag\U000e0041", "tag<U+E0041>"),
        ("half \udcff", "half <U+DCFF>"),
        ("کتاب\u200cها 👩\u200d👧", "کتاب\u200cها 👩\u200d👧"),
    ],
)
def test_what_a_terminal_would_obey_is_shown(text: str, shown: str) -> None:
    assert show_unseen(text) == shown


def test_codes_of_every_character() -> None:
    assert show_codes("a\u200d") == "<U+0061><U+200D>"


def test_a_line_stays_one() -> None:
    assert show_on_one_line("a\r\n::error::\x1b") == "a<U+000D><U+000A>::error::<U+001B>"
