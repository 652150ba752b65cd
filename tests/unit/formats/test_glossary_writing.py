"""Glossaries written and read again."""

from pathlib import Path

import pytest

from padanan.core.glossary import Concept, Glossary, Term, TermStatus
from padanan.core.interchange import Loss
from padanan.formats.glossary import read_glossary
from padanan.formats.glossary.writing import encode_glossary_table, encode_tbx

FORBIDDEN, ADMITTED = TermStatus.FORBIDDEN, TermStatus.ADMITTED
GLOSSARY = Glossary(
    concepts=(
        Concept(
            terms=(
                Term(text="password", language="en"),
                Term(text="kata sandi", language="id"),
                Term(text="sandi", language="id", status=ADMITTED),
                Term(text="<kata> & kunci", language="id", status=FORBIDDEN),
                Term(text="密码", language="zh-CN"),
            ),
            definition='a "secret" word,\nkept',
        ),
        Concept(terms=(Term(text="Firefox", language="en"),), do_not_translate=True),
        Concept(
            terms=(
                Term(text="=sum", language="en"),
                Term(text="jumlah", language="id", status=ADMITTED),
            )
        ),
    )
)


def refuse(loss: Loss) -> None:
    raise AssertionError(loss)


def read(folder: Path, name: str, data: bytes) -> tuple[Concept, ...]:
    path = folder / name
    path.write_bytes(data)
    return read_glossary(path).concepts


@pytest.mark.parametrize("version", [2, 3])
def test_tbx_comes_back_as_it_was(tmp_path: Path, version: int) -> None:
    data = b"".join(encode_tbx(GLOSSARY, version=version, on_loss=refuse))
    read_back = read(tmp_path, "x.tbx", data)
    assert [sorted(map(repr, concept.terms)) for concept in read_back] == [
        sorted(map(repr, concept.terms)) for concept in GLOSSARY.concepts
    ]
    assert [concept.do_not_translate for concept in read_back] == [False, True, False]
    assert read_back[0].definition == 'a "secret" word, kept'


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_table_comes_back_as_it_was(tmp_path: Path, delimiter: str) -> None:
    data = encode_glossary_table(GLOSSARY, delimiter=delimiter, on_loss=refuse)
    read_back = read(tmp_path, "x.csv", data)
    assert [set(concept.terms) for concept in read_back] == [
        set(concept.terms) for concept in GLOSSARY.concepts
    ]
    assert read_back[0].definition == 'a "secret" word,\nkept'
    assert b"'=sum" in data


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ((Term(text="a|b", language="en"),), "holds |"),
        ((Term(text="a", language="en"), Term(text="b", language="en")), "the first term in en"),
        ((Term(text="a", language="en", case_sensitive=True), Term(text="b", language="id")), "case counts"),
    ],
    ids=["bar", "two preferred", "case"],
)
def test_what_a_table_cannot_say_is_told(terms: tuple[Term, ...], message: str) -> None:
    losses: list[Loss] = []
    encode_glossary_table(Glossary(concepts=(Concept(terms=terms),)), on_loss=losses.append)
    assert message in losses[0].message
    assert len(losses) == 1


def test_what_tbx_cannot_say_is_told() -> None:
    losses: list[Loss] = []
    term = Term(text="a\x01b", language="en", case_sensitive=True)
    data = b"".join(encode_tbx(Glossary(concepts=(Concept(terms=(term,)),)), on_loss=losses.append))
    assert b"<term>ab</term>" in data
    assert [loss.message for loss in losses] == [
        "TBX cannot say that case counts in 'a\\x01b'",
        "XML forbids a character of 'a\\x01b'",
    ]
