"""Inline codes shown as numbered marks."""

import pytest

from padanan.core.inline import mark_codes
from padanan.core.model import InlineCode


def _open(offset: int, markup: str = "<b>") -> InlineCode:
    return InlineCode(offset=offset, kind="open", markup=markup)


def _close(offset: int, markup: str = "</b>") -> InlineCode:
    return InlineCode(offset=offset, kind="close", markup=markup)


def _alone(offset: int, markup: str = "<br/>") -> InlineCode:
    return InlineCode(offset=offset, kind="standalone", markup=markup)


@pytest.mark.parametrize(
    ("codes", "shown"),
    [
        pytest.param([], "abcd", id="none"),
        pytest.param([_open(1), _close(3)], "a<1>bc</1>d", id="pair"),
        pytest.param([_alone(0), _alone(4)], "<1/>abcd<2/>", id="alone"),
        pytest.param([_open(0), _open(0), _close(2), _close(4)], "<1><2>ab</2>cd</1>", id="nested"),
        pytest.param([_close(1), _open(3)], "a</1>bc<2>d", id="without-partners"),
    ],
)
def test_codes_are_numbered(codes: list[InlineCode], shown: str) -> None:
    assert mark_codes("abcd", codes) == shown


def test_the_other_language_has_the_same_numbers() -> None:
    like = [_open(0, "<b>"), _close(1), _alone(2, "<x>"), _alone(3, "<x>")]
    codes = [
        _alone(0, "<new>"),
        _alone(0, "<x>"),
        _open(1, "<b>"),
        _close(2),
        _alone(3, "<x>"),
        _alone(3, "<x>"),
    ]
    assert mark_codes("abc", codes, like=like) == "<4/><2/>a<1>b</1>c<3/><5/>"
