"""Placeholders without a flag are found by how they look, and prose is left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padanan.core.message_flags import contradictions, is_known_flag, number_range, syntaxes_of
from padanan.core.placeholders import detect_placeholders


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ name }} {{count, number}} {{- html}}", ["mustache name", "mustache count", "mustache html"]),
        ("{{ user.name | upper }}", ["mustache user.name"]),
        ("{0} {name} {name!r:>10} {}", ["brace 0", "brace name", "brace name", "brace {}"]),
        ("v{version}", ["brace version"]),
        ("{名前} {{ 名前 }}", ["brace 名前", "mustache 名前"]),
        ("{ $file }", ["fluent file"]),
        ("${dollar} %{ruby} %<typed>d", ["dollar dollar", "ruby ruby", "ruby typed"]),
        ("%(name)s %(n)05d", ["python name", "python n"]),
        ("%count% files", ["twig count"]),
        ("%s, %1$s and %.2f", ["printf s", "printf s", "printf f"]),
        ("%sx%s", ["printf s"]),
        ("-{no-}able {dis}able {n}th", ["brace n"]),
        ("PATTERN:\n  {INTEGER}  ${NAME}", []),
        ("{COUNT} files", ["brace COUNT"]),
        ("%1 of %L2", ["place 1", "place 2"]),
        ("$t(ns:key, { count }) $t(", ["nested ns:key"]),
        ("press @:ok.label, or @:no", ["linked ok.label", "linked no"]),
        ("100 % sure, 50%d, 5%s, 100%sure", []),
        ("{ a b } { } a { b", []),
        ("\\emph{word} %% {{}}", []),
        ("a@b.org @ :x", []),
        ("%d.%m %", ["printf d"]),
        ("", []),
    ],
)
def test_finds_placeholders(text: str, expected: list[str]) -> None:
    found = list(detect_placeholders(text))
    assert [f"{one.style} {one.argument}" for one in found] == expected
    assert all(text[one.span.start : one.span.end] == one.text for one in found)


@given(st.text(alphabet="%{}$@:()<>ab.1s| \\é", max_size=40))
def test_spans_are_in_order_and_apart(text: str) -> None:
    found = list(detect_placeholders(text))
    assert all(text[one.span.start : one.span.end] == one.text for one in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "unit", ["{", "%", "%(((", "{{", "{a", "{{a", "%{", "{a:", "{ $", "%a", "{{a |", "@:", "\\a{"]
)
def test_hostile_texts_end(unit: str) -> None:
    assert len(list(detect_placeholders(unit * (200_000 // len(unit))))) < 200_000


@pytest.mark.parametrize(
    ("flags", "syntaxes"),
    [
        (("c-format",), ["c"]),
        (("possible-c-format", "fuzzy"), ["c"]),
        (("python-format", "python-brace-format"), ["python", "python-brace"]),
        (("c-format", "no-c-format"), []),
        (("no-c-format", "unknown-format", "c"), []),
    ],
)
def test_syntaxes_of_flags(flags: tuple[str, ...], syntaxes: list[str]) -> None:
    assert syntaxes_of(flags) == syntaxes


@pytest.mark.parametrize(
    ("flag", "numbers"),
    [("range: 0..1", [0, 1]), ("range:2..3", [2, 3]), ("range: 3..2", []), ("range: 1..", []), ("fuzzy", [])],
)
def test_range_of_numbers(flag: str, numbers: list[int]) -> None:
    limits = number_range(["c-format", flag])
    assert [number for number in range(10) if limits is not None and number in limits] == numbers


@pytest.mark.parametrize(
    ("flag", "known"),
    [
        ("fuzzy", True),
        ("no-wrap", True),
        ("range: 0..1", True),
        ("c-format", True),
        ("no-kde-kuit-format", True),
        ("impossible-perl-brace-format", True),
        ("ocaml-format", True),
        ("pyhton-format", False),
        ("fuzy", False),
    ],
)
def test_knows_the_flags_of_gettext(flag: str, known: bool) -> None:
    assert is_known_flag(flag) is known


def test_contradictions() -> None:
    flags = ["c-format", "wrap", "no-wrap", "no-c-format", "possible-lua-format", "impossible-lua-format"]
    assert list(contradictions(flags)) == [
        ("c-format", "no-c-format"),
        ("wrap", "no-wrap"),
        ("possible-lua-format", "impossible-lua-format"),
    ]
