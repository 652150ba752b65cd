"""Tables give back the units that were written: JSON Lines all of each, the others what a row holds."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padanan.core.model import InlineCode, Origin, TranslationUnit, Variant
from padanan.formats.table.spreadsheet import encode_units_xlsx, read_units_xlsx
from padanan.formats.table.unit_columns import TableLanguages
from padanan.formats.table.unit_csv import encode_units_csv, read_units_csv
from padanan.formats.table.unit_json import encode_units_json, read_units_json

Encode = Callable[[Iterable[TranslationUnit]], Iterator[bytes]]
Read = Callable[..., Iterator[TranslationUnit]]

# No surrogates, which are no text, nor NUL, which ends every reader's patience.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)
AWKWARD = st.sampled_from(
    ['"', "'=1", "''-", "=SUM(A1)", 'say "no"', '"all"', '"', " a ", "\n", "a\r\nb", ";,", "-1"]
)
LANGUAGES = ["en", "id", "zh-CN", "ar"]


def ignore(_: object) -> None:
    """Take what is told, and say nothing."""


def refuse(told: object) -> None:
    raise AssertionError(told)


ENCODERS: dict[str, tuple[Encode, Read]] = {
    "csv": (partial(encode_units_csv, delimiter=",", on_skip=refuse, on_loss=ignore), read_units_csv),
    "tsv": (
        partial(encode_units_csv, delimiter="\t", on_skip=refuse, on_loss=ignore),
        partial(read_units_csv, usual="\t"),
    ),
    "xlsx": (partial(encode_units_xlsx, on_skip=refuse, on_loss=ignore), read_units_xlsx),
}


@st.composite
def units(draw: st.DrawFn, text: st.SearchStrategy[str]) -> list[TranslationUnit]:
    others = st.dictionaries(st.sampled_from(LANGUAGES[1:]), text, max_size=3)
    texts = draw(st.lists(others, min_size=1, max_size=5))
    return [
        TranslationUnit(
            collection="x",
            key=draw(text.filter(str.isprintable)),
            source_language="en",
            variants=tuple(
                Variant(language=language, text=variant)
                for language, variant in sorted({"en": draw(text), **others}.items())
            ),
            msgctxt=draw(st.none() | text),
            properties=tuple(draw(st.dictionaries(st.sampled_from(["client", "<note>"]), text)).items()),
        )
        for others in texts
    ]


def read_back(encode: Encode, read: Read, written: Sequence[TranslationUnit]) -> list[TranslationUnit]:
    data = b"".join(encode(written))
    found = read(io.BytesIO(data), Path("x"), languages=TableLanguages(), on_skip=refuse)
    return [
        replace(
            unit,
            variants=tuple(
                sorted((replace(v, origin=None) for v in unit.variants), key=lambda v: v.language)
            ),
            properties=tuple(sorted(unit.properties)),
        )
        for unit in found
    ]


@pytest.mark.parametrize("name", ["csv", "tsv"])
@given(written=units((TEXT | AWKWARD).map(lambda text: text.replace("\t", " "))))
def test_text_tables_give_back_what_a_row_holds(name: str, written: list[TranslationUnit]) -> None:
    check(name, written)


@given(written=units((TEXT | AWKWARD).filter(lambda text: all(map(stands_in_xml, text)))))
def test_spreadsheets_give_back_what_a_row_holds(written: list[TranslationUnit]) -> None:
    check("xlsx", written)


def stands_in_xml(character: str) -> bool:
    return character in "\t\n" or (character >= " " and character not in "\ufffe\uffff")


def check(name: str, written: list[TranslationUnit]) -> None:
    expected = [replace(unit, properties=tuple(sorted(unit.properties))) for unit in written]
    assert read_back(*ENCODERS[name], written) == expected


CODES = st.builds(
    InlineCode, offset=st.just(0), kind=st.sampled_from(["open", "close", "standalone"]), markup=st.text()
)
VARIANTS = st.builds(
    Variant,
    language=st.just("en"),
    text=st.text(),
    codes=st.lists(CODES, max_size=2).map(tuple),
    previous=st.none() | st.text(),
    next=st.none() | st.text(),
    origin=st.builds(
        Origin,
        path=TEXT,
        line=st.none() | st.integers(1, 9),
        author=st.none() | TEXT,
        changed=st.none() | TEXT,
    ),
    properties=st.lists(st.tuples(st.text(), st.text()), max_size=2).map(tuple),
)


@given(variant=VARIANTS, key=TEXT, msgctxt=st.none() | st.text())
def test_json_lines_give_back_everything(variant: Variant, key: str, msgctxt: str | None) -> None:
    unit = TranslationUnit(
        collection="c", key=key, source_language="en", variants=(variant,), msgctxt=msgctxt,
        properties=(("a", "b"), ("a", "c")),
    )  # fmt: skip
    data = b"".join(encode_units_json([unit]))
    read = read_units_json(io.BytesIO(data), Path("x"), languages=TableLanguages(), on_skip=refuse)
    assert list(read) == [unit]
