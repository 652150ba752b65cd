"""TMX as we write it: conforming to the standard, deterministic, and never with what XML forbids."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from padanan import __version__
from padanan.core.errors import TmxError
from padanan.core.model import InlineCode, Origin, TranslationUnit, Variant
from padanan.formats.tmx import SkippedUnit, TmxHeader, read_tmx, write_tmx

_GOLDEN = Path(__file__).parents[2] / "golden" / "tmx"
_HEADER = TmxHeader(source_language="id")

_UNITS = (
    TranslationUnit(
        collection="locales/*/x.po",
        key="simpan",
        source_language="id",
        variants=(
            Variant(
                language="zh-CN",
                text="保存“文件”",
                origin=Origin(
                    path="zh.po", line=3, author="Li <li@example.org>", changed="2025-01-17T08:30:00Z"
                ),
            ),
            Variant(language="en", text="Save & <close>", origin=Origin(path="en.po")),
            Variant(
                language="id",
                text="Simpan berkas",
                codes=(
                    InlineCode(offset=7, kind="open", markup='<bpt i="1">&lt;b&gt;</bpt>'),
                    InlineCode(offset=13, kind="close", markup='<ept i="1">&lt;/b&gt;</ept>'),
                ),
                previous="",
                next="Tutup",
            ),
        ),
        msgctxt='menu "File"',
        properties=(("<note>", "checked\ttwice"), ("plural", "one")),
    ),
    TranslationUnit(
        collection="locales/*/x.po",
        key="Dua baris,\nsatu kunci",
        source_language="en",
        variants=(Variant(language="en", text=" two\r\nlines "), Variant(language="id", text="dua")),
    ),
)


def _attributes(document: bytes, name: str) -> list[str]:
    return [
        value for element in etree.fromstring(document).iter() if (value := element.get(name)) is not None
    ]


def test_the_golden_document() -> None:
    expected = (_GOLDEN / "units.tmx").read_bytes().replace(b"VERSION", __version__.encode())
    assert write_tmx(_UNITS, header=_HEADER) == expected


def test_it_conforms_to_the_dtd() -> None:
    with (_GOLDEN / "tmx14.dtd").open() as stream:
        dtd = etree.DTD(stream)
    written = write_tmx(_UNITS, header=_HEADER)
    assert dtd.validate(etree.fromstring(written)), dtd.error_log
    assert not any(character.isspace() for tuid in _attributes(written, "tuid") for character in tuid)


def test_an_empty_memory_is_a_document_too(tmp_path: Path) -> None:
    path = tmp_path / "x.tmx"
    path.write_bytes(write_tmx([], header=_HEADER))
    assert list(read_tmx(path)) == []


def test_the_order_of_variants_makes_no_difference() -> None:
    shuffled = [replace(unit, variants=unit.variants[::-1]) for unit in _UNITS]
    assert write_tmx(shuffled, header=_HEADER) == write_tmx(_UNITS, header=_HEADER)


def _unit(text: str, *, codes: tuple[InlineCode, ...] = (), key: str = "k") -> TranslationUnit:
    variants = (Variant(language="id", text=text, codes=codes),)
    return TranslationUnit(collection="c", key=key, source_language="id", variants=variants)


def _code(markup: str) -> tuple[InlineCode, ...]:
    return (InlineCode(offset=1, kind="standalone", markup=markup),)


@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        pytest.param(_unit("bell \x07"), "U+0007", id="control-character"),
        pytest.param(_unit("\ufffe"), "U+FFFE", id="noncharacter"),
        pytest.param(_unit("\ud800"), "U+D800", id="surrogate"),
        pytest.param(replace(_unit("x"), msgctxt="\x1b"), "U+001B", id="in-a-property"),
        pytest.param(replace(_unit("x"), variants=()), "no text", id="no-variants"),
        pytest.param(_unit("xy", codes=_code("<ph>")), "inline codes", id="unclosed"),
        pytest.param(_unit("xy", codes=_code("<g/>")), "inline codes", id="xliff"),
        pytest.param(_unit("xy", codes=_code("</seg><seg>")), "inline codes", id="escaping-the-segment"),
        pytest.param(_unit("xy", codes=_code("<hi>")), "inline codes", id="hi-left-open"),
    ],
)
def test_what_cannot_be_written_is_reported_and_left_out(unit: TranslationUnit, reason: str) -> None:
    skipped: list[SkippedUnit] = []
    data = write_tmx([unit, *_UNITS], header=_HEADER, on_skip=skipped.append)
    assert data == write_tmx(_UNITS, header=_HEADER)
    assert [reason in item.reason for item in skipped] == [True]
    with pytest.raises(TmxError, match="cannot be written"):
        write_tmx([unit], header=_HEADER)


@pytest.mark.parametrize("key", ["", "a b", "a\nb", "menu\x04Simpan", "\ud800"])
def test_a_key_that_is_no_tuid_is_digested(key: str) -> None:
    (tuid,) = _attributes(write_tmx([_unit("x", key=key)], header=_HEADER), "tuid")
    assert len(tuid) == 16
    assert int(tuid, 16) >= 0


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("2025-01-17T08:30:00Z", ["20250117T083000Z"]),
        ("2025-01-17T15:30:00+07:00", ["20250117T083000Z"]),
        ("2025-01-17", ["20250117T000000Z"]),
        ("yesterday", []),
        ("0001-01-01T00:00:00+14:00", []),
    ],
)
def test_times(changed: str, expected: list[str]) -> None:
    origin = Origin(path="x", changed=changed)
    unit = replace(_unit("x"), variants=(Variant(language="id", text="x", origin=origin),))
    assert _attributes(write_tmx([unit], header=_HEADER), "changedate") == expected
