"""All that the standard demands of a TMX document, each broken once."""

from pathlib import Path

import pytest

from padanan.core.errors import InputError, TmxError
from padanan.core.model import TranslationUnit, Variant
from padanan.formats.tmx import TmxHeader, find_deviations, write_tmx

_HEADER = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" '
    'srclang="en" datatype="plaintext"/>'
)
_GOOD = '<tuv xml:lang="en"><seg>one</seg></tuv>'


def _find(tmp_path: Path, document: str | bytes) -> list[TmxError]:
    path = tmp_path / "x.tmx"
    path.write_bytes(document if isinstance(document, bytes) else document.encode())
    return list(find_deviations(path))


def _find_in_body(tmp_path: Path, body: str) -> list[TmxError]:
    return _find(tmp_path, f'<tmx version="1.4">{_HEADER}<body>\n{body}\n</body></tmx>')


_BPT, _EPT = '<bpt i="1">x</bpt>', '<ept i="1">x</ept>'


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        pytest.param("<tu></tu>", "<tu> has no <tuv>", id="no-variant"),
        pytest.param(
            f'<tu>{_GOOD}<prop type="x">y</prop></tu>', "<prop> must stand before <tuv>", id="order"
        ),
        pytest.param('<tu><tuv xml:lang="en"/></tu>', "<tuv> has no <seg>", id="no-segment"),
        pytest.param(
            '<tu><tuv xml:lang="en"><seg/><seg/></tuv></tu>', "<tuv> has a second <seg>", id="two-segments"
        ),
        pytest.param(
            '<tu><tuv xml:lang="en"><seg/><note>x</note></tuv></tu>',
            "<note> must stand before",
            id="late-note",
        ),
        pytest.param("<tu><tuv><seg>x</seg></tuv></tu>", "lacks the attribute xml:lang", id="no-language"),
        pytest.param('<tu><tuv lang="en"><seg>x</seg></tuv></tu>', "unknown attribute lang", id="old-lang"),
        pytest.param(f'<tu srclang="id">{_GOOD}</tu>', "no variant in its source language 'id'", id="source"),
        pytest.param(f'<tu srclang="x!">{_GOOD}</tu>', "neither *all* nor a language tag", id="bad-srclang"),
        pytest.param(
            f'<tu>{_GOOD}<tuv xml:lang="zh_CN"><seg>x</seg></tuv></tu>', "no language tag of BCP 47", id="tag"
        ),
        pytest.param(f"<tu>{_GOOD}{_GOOD}</tu>", "two variants in 'en'", id="language-twice"),
        pytest.param(f'<tu changedate="2025-01-17">{_GOOD}</tu>', "is no time such as", id="date"),
        pytest.param(f'<tu creationdate="20250230T000000Z">{_GOOD}</tu>', "is no time", id="30-february"),
        pytest.param(f'<tu usagecount="many">{_GOOD}</tu>', "is no number", id="number"),
        pytest.param(f'<tu segtype="line">{_GOOD}</tu>', "is none of block", id="segtype"),
        pytest.param(f'<tu tuid="a b">{_GOOD}</tu>', "white space in it", id="tuid"),
        pytest.param(
            f'<tu tuid="1">{_GOOD}</tu><tu tuid="1">{_GOOD}</tu>', "another unit's", id="tuid-twice"
        ),
        pytest.param(f'<tu colour="red">{_GOOD}</tu>', "unknown attribute colour", id="attribute"),
        pytest.param(f"<tu><prop>x</prop>{_GOOD}</tu>", "<prop> lacks the attribute type", id="prop-type"),
        pytest.param(f"<tu>stray{_GOOD}</tu>", "text stands in <tu>", id="stray-text"),
        pytest.param('<tu tuid="a&nbsp;b"><tuv xml:lang="en"><seg>x</seg></tuv></tu>', "&nbsp;", id="entity"),
        pytest.param('<tu><tuv xml:lang="en"><seg>&nbsp;</seg></tuv></tu>', "&nbsp;", id="entity-in-text"),
    ],
)
def test_what_a_unit_may_not_be(tmp_path: Path, unit: str, message: str) -> None:
    found = _find_in_body(tmp_path, f"<tu>{_GOOD}</tu>\n{unit}")
    assert any(message in error.message for error in found), found
    assert all((error.line, bool(error.column)) == (3, True) for error in found)


@pytest.mark.parametrize(
    ("segment", "message"),
    [
        pytest.param("<g>x</g>", "<g> must not stand in <seg>", id="xliff"),
        pytest.param(_BPT, "<bpt> with i '1' has no <ept>", id="no-end"),
        pytest.param(_EPT, "no <bpt> with i '1' stands before", id="no-begin"),
        pytest.param(_EPT + _BPT, "no <bpt> with i '1' stands before", id="end-first"),
        pytest.param(_BPT + _BPT + _EPT, "two <bpt> with i '1'", id="begin-twice"),
        pytest.param(_BPT + _EPT + _EPT, "two <ept> with i '1'", id="end-twice"),
        pytest.param("<bpt>x</bpt>", "lacks the attribute i", id="no-i"),
        pytest.param('<ph x="1"/><ph x="1"/>', "two <ph> with x '1'", id="x-twice"),
        pytest.param('<ph x="one"/>', "is no number", id="x-no-number"),
        pytest.param("<it>x</it>", "lacks the attribute pos", id="no-pos"),
        pytest.param('<it pos="open">x</it>', "is none of begin, end", id="bad-pos"),
        pytest.param('<ph assoc="q"/>', "is none of p, f, b", id="bad-assoc"),
        pytest.param("<ph><ph/></ph>", "<ph> must not stand in <ph>", id="code-in-code"),
        pytest.param("<sub>x</sub>", "<sub> must not stand in <seg>", id="sub-alone"),
    ],
)
def test_what_a_segment_may_not_hold(tmp_path: Path, segment: str, message: str) -> None:
    found = _find_in_body(tmp_path, f'<tu><tuv xml:lang="en"><seg>{segment}</seg></tuv></tu>')
    assert any(message in error.message for error in found), found
    assert {error.line for error in found} == {2}


def test_codes_have_counterparts(tmp_path: Path) -> None:
    (found,) = _find_in_body(
        tmp_path,
        '<tu><tuv xml:lang="en"><seg><ph x="1"/><ph x="2"/></seg></tuv>\n'
        '<tuv xml:lang="id"><seg><ph x="2"/></seg></tuv></tu>',
    )
    assert found.message == "<ph> with x '1' has no counterpart in id"
    assert (found.line, found.column) == (2, 29)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        pytest.param('<tmx version="1.4"><body/></tmx>', "no <header>", id="no-header"),
        pytest.param(
            f'<tmx version="1.4">{_HEADER}{_HEADER}<body/></tmx>', "second <header>", id="two-headers"
        ),
        pytest.param(f'<tmx version="1.4">{_HEADER}</tmx>', "no <body>", id="no-body"),
        pytest.param(f'<tmx version="1.4"><body/>{_HEADER}</tmx>', "must stand before", id="late-header"),
        pytest.param(f'<tmx version="2.0">{_HEADER}<body/></tmx>', "is none of 1.1", id="version"),
        pytest.param('<tmx version="1.4"><header/><body/></tmx>', "lacks the attribute srclang", id="header"),
        pytest.param("<html/>", "not a TMX document", id="another-root"),
        pytest.param("", "empty", id="empty"),
        pytest.param("<tmx", "broken XML", id="cut"),
        pytest.param("<!DOCTYPE tmx [<!ENTITY a 'b'>]><tmx/>", "DTD of its own", id="dtd"),
        pytest.param("<tmx>" + "<x>" * 10_000, "deep", id="nested"),
    ],
)
def test_what_a_document_may_not_be(tmp_path: Path, document: str, message: str) -> None:
    assert any(message in error.message for error in _find(tmp_path, document))


def test_a_map_says_what_its_character_stands_for(tmp_path: Path) -> None:
    header = _HEADER.replace("/>", '><ude name="x" base="y"><map unicode="xF8FF"/></ude></header>')
    found = _find(tmp_path, f'<tmx version="1.4">{header}<body/></tmx>')
    assert [error.message for error in found] == [
        "the unicode 'xF8FF' of <map> is no code point such as #xF8FF",
        "<map> has none of the attributes code, ent and subst",
    ]


def test_lang_is_right_in_the_first_version(tmp_path: Path) -> None:
    unit = '<tu><tuv lang="en"><seg>x</seg></tuv></tu>'
    assert _find(tmp_path, f'<tmx version="1.1">{_HEADER}<body>{unit}</body></tmx>') == []


def test_what_we_write_conforms(tmp_path: Path) -> None:
    variants = (Variant(language="en", text="a"), Variant(language="zh-Hans", text="b", previous="c"))
    unit = TranslationUnit(collection="c", key="a b", source_language="en", variants=variants, msgctxt="m")
    assert _find(tmp_path, write_tmx([unit], header=TmxHeader(source_language="en"))) == []


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        list(find_deviations(tmp_path / "missing.tmx"))
