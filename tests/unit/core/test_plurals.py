"""Plural-Forms values: read, evaluated, compared with languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padanan.core.plural_rules import DEFAULT_PLURAL_FORMS, fits_language, plural_forms_for
from padanan.core.plurals import (
    MAX_EXPRESSION_LENGTH,
    PluralFormsError,
    form_numbers,
    parse_plural_forms,
    stands_for_one,
)


def evaluate(expression: str, number: int) -> int:
    return parse_plural_forms(f"nplurals=100; plural={expression};").form(number)


@pytest.mark.parametrize(
    ("expression", "number", "form"),
    [
        ("0", 7, 0),
        ("n", 7, 7),
        ("n != 1", 1, 0),
        ("n!=1", 0, 1),
        ("!n", 0, 1),
        ("!!n", 5, 1),
        ("2+3*4", 0, 14),
        ("(2+3)*4", 0, 20),
        ("10-2-3", 0, 5),
        ("20/2/5", 0, 2),
        ("7%4", 0, 3),
        ("1 ? 2 ? 3 : 4 : 5", 0, 3),
        ("0 ? 1 : 0 ? 2 : 3", 0, 3),
        ("1 || 0 && 0", 0, 1),
        ("n == 1 || n == 2 ? 4 : 5", 2, 4),
        ("2 == 2 == 1", 0, 1),
        ("1 < 2 == 1", 0, 1),
        ("5 && 6", 0, 1),
        ("0 || 6", 0, 1),
        ("n==0 || 10/n > 2", 0, 1),
        ("n!=0 && 10/n", 0, 0),
        ("n ? 10/n : 3", 0, 3),
        ("0-1 > 5", 0, 1),
        ("(0-1)%10", 0, 5),
        ("18446744073709551616", 0, 0),
        ("18446744073709551615+2", 0, 1),
        ("n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2", 22, 1),
        ("n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2", 112, 2),
    ],
)
def test_evaluates_as_c_does(expression: str, number: int, form: int) -> None:
    assert evaluate(expression, number) == form


# The two languages agree on this part of the grammar, which makes Python the reference.
_numbers = st.integers(0, 50).map(str)
_expressions = st.recursive(
    st.one_of(_numbers, st.just("n")),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "*"]), inner).map(lambda parts: f"({' '.join(parts)})"),
        st.tuples(inner, st.sampled_from(["<", ">", "<=", ">=", "==", "!="]), inner).map(
            lambda parts: f"({' '.join(parts)})"
        ),
        st.tuples(inner, st.sampled_from(["%"]), st.integers(1, 100).map(str)).map(
            lambda parts: f"({' '.join(parts)})"
        ),
        st.tuples(inner, inner, inner).map(lambda parts: f"({parts[0]} ? {parts[1]} : {parts[2]})"),
    ),
    max_leaves=12,
)


def to_python(expression: str) -> str:
    while "?" in expression:
        before, _, rest = expression.rpartition(" ? ")
        start = matching(before, len(before) - 1, -1) if before.endswith(")") else before.rfind("(") + 1
        condition = before[start:]
        end = matching(rest, 0, 1) if rest.startswith("(") else rest.find(" ") - 1
        then = rest[: end + 1]
        expression = f"{before[:start]}({then}) if ({condition}) else {rest[end + 4 :]}"
    return expression


def matching(text: str, position: int, step: int) -> int:
    depth = 0
    while True:
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return position
        position += step


@given(_expressions, st.integers(0, 1000))
def test_agrees_with_python_where_the_languages_agree(expression: str, number: int) -> None:
    expected = int(eval(to_python(expression), {"n": number}))  # our own expressions only
    forms = parse_plural_forms(f"nplurals=100; plural={expression};")
    assert forms.rule(number) == expected % 2**64


@pytest.mark.parametrize(
    ("value", "message", "offset"),
    [
        ("", '"nplurals=NUMBER" is missing', 0),
        ("nplurals=2;", '"plural=EXPRESSION" is missing', 11),
        ("nplurals=; plural=0;", '"nplurals=NUMBER" is missing', 9),
        ("nplurals = 2; plural=0;", '"nplurals=NUMBER" is missing', 0),
        ("nplurals=0; plural=0;", "nplurals is 0, but every language has a form", 9),
        ("nplurals=101; plural=0;", "nplurals is larger than in any language", 9),
        (f"nplurals={'9' * 5000}; plural=0;", "nplurals is larger than in any language", 9),
        ("nplurals=INTEGER; plural=EXPRESSION;", '"nplurals=NUMBER" is missing', 9),
        ("nplurals=2; plural=;", "something is missing at the end in the plural expression", 19),
        ("nplurals=2; plural=n !=;", "something is missing at the end in the plural expression", 23),
        ("nplurals=2; plural=(n != 1;", "expected ')' in the plural expression", 26),
        ("nplurals=2; plural=n ? 1;", "expected ':' in the plural expression", 24),
        ("nplurals=2; plural=n 1;", "unexpected '1' in the plural expression", 21),
        ("nplurals=2; plural=n <> 1;", "unexpected '>' in the plural expression", 22),
        ("nplurals=2; plural=m != 1;", "'m' has no meaning in a plural expression", 19),
        ("nplurals=2; plural=n = 1;", "'=' has no meaning in a plural expression", 21),
        ("nplurals=2; plural=-1;", "unexpected '-' in the plural expression", 19),
        ("nplurals=2; plural=n ≠ 1;", "'≠' has no meaning in a plural expression", 21),
    ],
)
def test_says_where_a_value_is_broken(value: str, message: str, offset: int) -> None:
    with pytest.raises(PluralFormsError) as caught:
        parse_plural_forms(value)
    assert (caught.value.message, caught.value.offset) == (message, offset)


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 5000,
        "!" * 5000,
        "n?" * 3000,
        "n" + "+n" * 1000,
        "n" * (MAX_EXPRESSION_LENGTH + 1),
        "(" * 101 + "n",
    ],
    ids=["parentheses", "negations", "conditionals", "sums", "length", "just too deep"],
)
def test_refuses_what_is_meant_to_exhaust_us(expression: str) -> None:
    with pytest.raises(PluralFormsError):
        parse_plural_forms(f"nplurals=2; plural={expression};")


def test_takes_nesting_as_deep_as_anyone_writes_it() -> None:
    assert evaluate("(" * 50 + "n" + ")" * 50, 3) == 3


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("nplurals=2; plural=10/n;", "the expression divides by zero for n = 0"),
        ("nplurals=2; plural=n%(n-5) > 1;", "the expression divides by zero for n = 5"),
        ("nplurals=2; plural=n;", "the expression gives form 2 for n = 2, but nplurals is 2"),
        ("nplurals=2; plural=n>1000;", None),
        ("nplurals=1; plural=n>1000000;", "the expression gives form 1 for n = 1000001, but nplurals is 1"),
    ],
)
def test_finds_numbers_without_a_form(value: str, message: str | None) -> None:
    forms = parse_plural_forms(value)
    if message is None:
        assert len(form_numbers(forms)) == 2
    else:
        with pytest.raises(PluralFormsError) as caught:
            form_numbers(forms)
        assert caught.value.message == message


@pytest.mark.parametrize(
    ("language", "value"),
    [
        ("en", "nplurals=2; plural=(n != 1);"),
        ("id", "nplurals=1; plural=0;"),
        ("ms", "nplurals=1; plural=0;"),
        ("zh-CN", "nplurals=1; plural=0;"),
        ("zh-Hant", "nplurals=1; plural=0;"),
        ("ja", "nplurals=1; plural=0;"),
        ("fr", "nplurals=2; plural=(n > 1);"),
        ("pt-BR", "nplurals=2; plural=(n > 1);"),
        ("pt-PT", "nplurals=2; plural=(n != 1);"),
        (
            "ru",
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
            "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
        ),
        ("cs", "nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);"),
        ("tlh", DEFAULT_PLURAL_FORMS),
    ],
)
def test_new_catalogues_get_the_usual_header(language: str, value: str) -> None:
    assert plural_forms_for(language) == value


def every_language_of_cldr() -> list[str]:
    from babel.localedata import locale_identifiers

    return sorted({name.partition("_")[0] for name in locale_identifiers()})


@pytest.mark.parametrize("language", every_language_of_cldr())
def test_the_header_we_write_is_one_we_accept(language: str) -> None:
    forms = parse_plural_forms(plural_forms_for(language))
    assert fits_language(forms, language)
    assert sum(map(bool, form_numbers(forms))) == forms.count


@pytest.mark.parametrize("language", ["ar", "be", "cy", "ga", "lv", "mt", "pl", "ro", "sl", "kw", "gd"])
def test_groups_numbers_as_cldr_does(language: str) -> None:
    """The fast way through our own C expressions agrees with Babel's evaluation of CLDR's rules."""
    from babel import Locale

    rule, forms = Locale.parse(language).plural_form, parse_plural_forms(plural_forms_for(language))
    pairs = {(rule(number), forms.form(number)) for number in range(1001)}
    assert len(pairs) == len({form for _, form in pairs}) == len({category for category, _ in pairs})


@pytest.mark.parametrize(
    ("language", "value"),
    [
        ("fr", "nplurals=2; plural=(n > 1);"),
        ("fr", "nplurals=2; plural=n>=2;"),
        ("fr", "nplurals=3; plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"),
        ("es", "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"),
        ("en", "nplurals=2; plural=n == 1 ? 1 : 0;"),
        ("ru", "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
               "(n%100<12 || n%100>14) ? 1 : n%10==0 || (n%10>=5 && n%10<=9) || "
               "(n%100>=11 && n%100<=14)? 2 : 3);"),
        ("cs", "nplurals=4; plural=(n == 1 && n % 1 == 0) ? 0 : (n >= 2 && n <= 4 && n % 1 == 0) ? 1: "
               "(n % 1 != 0 ) ? 2 : 3;"),
        ("lv", "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);"),
        ("he", "nplurals=2; plural=(n != 1);"),
        ("mk", "nplurals=2; plural=n==1 || n%10==1 ? 0 : 1;"),
        ("kn", "nplurals=1; plural=0;"),
        ("he", "nplurals=4; plural=(n==1 && n%1==0) ? 0 : (n==2 && n%1==0) ? 1: (n%10==0 && n>10) ? 2 : 3;"),
        ("tr", "nplurals=1; plural=0;"),
        ("tr", "nplurals=2; plural=(n > 1);"),
        ("hi", "nplurals=2; plural=(n != 1);"),
        ("pt", "nplurals=2; plural=(n != 1);"),
        ("ar", "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
               "n%100>=11 && n%100<=99 ? 4 : 5;"),
        ("ar", "nplurals=4; plural=n==1 ? 0 : n==2 ? 1 : n>=3 && n<=10 ? 2 : 3"),
        ("tlh", "nplurals=7; plural=n%7;"),
    ],
)  # fmt: skip
def test_right_formulas_are_accepted(language: str, value: str) -> None:
    assert fits_language(parse_plural_forms(value), language)


@pytest.mark.parametrize(
    ("language", "value"),
    [
        ("id", "nplurals=2; plural=(n != 1);"),
        ("id", "nplurals=2; plural=0;"),
        ("zh-CN", "nplurals=2; plural=(n != 1);"),
        ("ja", "nplurals=2; plural=(n > 1);"),
        ("fr", "nplurals=2; plural=(n != 1);"),
        ("en", "nplurals=1; plural=0;"),
        ("de", "nplurals=2; plural=(n > 1);"),
        ("ru", "nplurals=2; plural=(n != 1);"),
        ("be", "nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);"),
        ("pl", "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
               "(n%100<10 || n%100>=20) ? 1 : 2);"),
        ("he", "nplurals=4; plural=n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3;"),
        ("ar", "nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2;"),
    ],
)  # fmt: skip
def test_wrong_formulas_are_found(language: str, value: str) -> None:
    assert not fits_language(parse_plural_forms(value), language)


@pytest.mark.parametrize(
    ("language", "form", "may"),
    [("en", 0, True), ("en", 1, False), ("id", 0, False), ("fr", 0, True), ("be", 0, False), ("ar", 2, True)],
)
def test_a_form_for_one_number_may_leave_it_out(language: str, form: int, may: bool) -> None:
    assert stands_for_one(form_numbers(parse_plural_forms(plural_forms_for(language)))[form]) is may


def test_a_form_no_number_takes_is_never_shown() -> None:
    assert stands_for_one(form_numbers(parse_plural_forms("nplurals=3; plural=n!=1;"))[2])


@pytest.mark.parametrize(
    ("expression", "number"),
    [
        ("1/(1000-n)", 1000),
        ("100000/(100000-n)", 100_000),
        ("1/(n-2147483648)", 2**31),
        ("n==4294967295", 2**32 - 1),
    ],
    ids=["a thousand", "a power of ten", "2 to the 31st", "the largest of 32 bits"],
)
def test_tries_the_large_numbers_too(expression: str, number: int) -> None:
    forms = parse_plural_forms(f"nplurals=1; plural=({expression}) && n=={number};")
    with pytest.raises(PluralFormsError, match=f"for n = {number}"):
        form_numbers(forms)
