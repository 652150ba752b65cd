"""Repair never writes a wrong number, whatever the texts are."""

from decimal import Decimal

from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from padanan.core.model import Variant
from padanan.memory.repair import Repair, repair
from padanan.memory.repair.notation import notation_of
from padanan.memory.repair.numbers import Number, read_number, write_number

LANGUAGES = (
    "en",
    "id",
    "zh-CN",
    "de",
    "de-CH",
    "fr",
    "pt",
    "ru",
    "sv",
    "hi",
    "en-IN",
    "ar-EG",
    "fa",
    "bn",
    "th",
)

# Babel takes the separators of these languages, but not their digits.
DIGITS = {"ar-EG": "٠١٢٣٤٥٦٧٨٩", "fa": "۰۱۲۳۴۵۶۷۸۹", "bn": "০১২৩৪৫৬৭৮৯"}

languages = st.sampled_from(LANGUAGES)
numbers = st.decimals(min_value=0, max_value=10**9, places=None, allow_nan=False, allow_infinity=False).map(
    lambda value: round(value, 3)
)
# Sentences of a few words, many of them numbers, dates and other things that repair looks for.
WORDS = """berkas files of 5 7 12 1,200 1.200 2.5 2,5 3% -4 $5 H1N1 5th 年 万 个 ５ ١٢
2025-01-17 17/01/2025 01/02/03
10:30 10.30 https://a.org/5 a5@b.org %s %(n)d {0} {n} <b> </b> &amp; . , ( ) 000"""
pieces = st.sampled_from([*WORDS.split(), "\u00a0", "\u202f"])
texts = st.lists(st.tuples(pieces, st.sampled_from(["", " "])), max_size=8).map(
    lambda words: "".join(word + space for word, space in words)
)


def written(value: Decimal, language: str) -> str:
    text = format_decimal(value, locale=language.replace("-", "_"), numbering_system="default")
    return text.translate(str.maketrans("0123456789", DIGITS.get(language, "0123456789")))


@settings(max_examples=400)
@given(source=languages, target=languages, old=numbers, new=numbers)
def test_a_number_comes_out_as_cldr_writes_it(source: str, target: str, old: Decimal, new: Decimal) -> None:
    done = repair(
        Variant(language=source, text=f"x {written(new, source)} y"),
        Variant(language=source, text=f"x {written(old, source)} y"),
        Variant(language=target, text=f"a {written(old, target)} b"),
    )
    if old == new:
        assert done is None
    else:
        assert done is not None
        assert done.target.text == f"a {written(new, target)} b"


@settings(max_examples=400)
@given(language=languages, value=numbers)
def test_what_cldr_writes_is_read_and_written_again(language: str, value: Decimal) -> None:
    notation = notation_of(language)
    text = written(value, language)
    number = read_number(text, notation)
    whole, _, fraction = f"{value:f}".partition(".")
    assert number == Number(integer=whole, fraction=fraction.rstrip("0"))
    assert write_number(number, grouped=True, like=text, notation=notation) == text


@settings(max_examples=400)
@given(query=texts, source=texts, target=texts, target_language=languages)
def test_only_the_replaced_spans_differ(query: str, source: str, target: str, target_language: str) -> None:
    done = repair(
        Variant(language="en", text=query),
        Variant(language="en", text=source),
        Variant(language=target_language, text=target),
    )
    if done is not None:
        assert done.replacements
        assert undone(done) == target
        for item in done.replacements:
            assert done.target.text[item.target.start : item.target.end] == item.new


def undone(done: Repair) -> str:
    text = done.target.text
    for item in reversed(done.replacements):
        text = text[: item.target.start] + item.old + text[item.target.end :]
    return text
