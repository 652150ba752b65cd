"""Segments of XLIFF as translation units, their codes as TMX writes them; and units as XLIFF."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from padanan.core.interchange import Loss, SkippedUnit
from padanan.core.model import InlineCode, TranslationUnit, Variant
from padanan.formats.xliff import Pair, XliffVersion, encode_units_xliff, read_units_xliff

HEAD_1 = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
    '<file original="a.c" source-language="{}" target-language="{}" datatype="c"><body>'
)
TAIL_1 = "</body></file></xliff>"
HEAD_2 = '<xliff version="2.0" srcLang="en" trgLang="id"><file id="f">'
TAIL_2 = "</file></xliff>"
Told = list[SkippedUnit | Loss]


def read(tmp_path: Path, document: str, languages: Pair | None = None) -> tuple[list[TranslationUnit], Told]:
    path = tmp_path / "a.xlf"
    path.write_text(document, "utf-8")
    told: Told = []
    units = read_units_xliff(
        path, name="a.xlf", languages=languages, on_skip=told.append, on_loss=told.append
    )
    return list(units), told


def in_1(body: str, source: str = "en", target: str = "id") -> str:
    return HEAD_1.format(source, target) + body + TAIL_1


def in_2(body: str) -> str:
    return HEAD_2 + body + TAIL_2


def unit_1(source: str, target: str = "b", attributes: str = "") -> str:
    return in_1(
        f'<trans-unit id="1" {attributes}><source>{source}</source><target>{target}</target></trans-unit>'
    )


def unit_2(source: str, data: str = "") -> str:
    original = f"<originalData>{data}</originalData>" if data else ""
    return in_2(f'<unit id="1">{original}<segment><source>{source}</source></segment></unit>')


def codes(variant: Variant) -> list[tuple[int, str, str]]:
    return [(code.offset, code.kind, code.markup) for code in variant.codes]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            unit_1('<g id="1" ctype="bold">b</g>'),
            [
                (0, "open", '<bpt i="1" x="1" type="bold">&lt;g id="1" ctype="bold"&gt;</bpt>'),
                (1, "close", '<ept i="1">&lt;/g&gt;</ept>'),
            ],
        ),
        (unit_1('<x id="2"/>'), [(0, "standalone", '<ph x="2">&lt;x id="2"/&gt;</ph>')]),
        (
            unit_1('<bx id="1" rid="7"/>a<ex id="2" rid="7"/>'),
            [
                (0, "open", '<bpt i="7" x="1">&lt;bx id="1" rid="7"/&gt;</bpt>'),
                (1, "close", '<ept i="7">&lt;ex id="2" rid="7"/&gt;</ept>'),
            ],
        ),
        (
            unit_1('<bpt id="1" ctype="x-b">&lt;b></bpt>a<ept id="1">&lt;/b></ept>'),
            [
                (0, "open", '<bpt i="1" x="1" type="b">&lt;b&gt;</bpt>'),
                (1, "close", '<ept i="1">&lt;/b&gt;</ept>'),
            ],
        ),
        (
            unit_1('<bx id="1"/>a'),
            [(0, "standalone", '<it x="1" pos="begin">&lt;bx id="1"/&gt;</it>')],
        ),
        (
            unit_1('a<ept id="1">&lt;/b></ept>'),
            [(1, "standalone", '<it x="1" pos="end">&lt;/b&gt;</it>')],
        ),
        (
            unit_1(
                '<it id="3" pos="close">&lt;/i></it>'
                '<ph id="3" assoc="both">n<sub ctype="x-t">s</sub></ph>'
            ),
            [
                (0, "standalone", '<it x="3" pos="end">&lt;/i&gt;</it>'),
                (0, "standalone", '<ph x="3" assoc="b">n<sub type="t">s</sub></ph>'),
            ],
        ),
        (
            unit_1('<x id="br-a"/><x id="br-b"/>'),
            [
                (0, "standalone", '<ph x="1">&lt;x id="br-a"/&gt;</ph>'),
                (0, "standalone", '<ph x="2">&lt;x id="br-b"/&gt;</ph>'),
            ],
        ),
        (
            unit_2('<pc id="1" dataRefStart="d1" dataRefEnd="d2">a</pc>',
                   '<data id="d1">&lt;b></data><data id="d2">&lt;/b></data>'),
            [
                (0, "open", '<bpt i="1" x="1">&lt;b&gt;</bpt>'),
                (1, "close", '<ept i="1">&lt;/b&gt;</ept>'),
            ],
        ),
        (
            unit_2('<sc id="1" type="fmt" subType="xlf:b"/>a<ec startRef="1"/><ph id="2" equiv="x"/>'),
            [
                (0, "open", '<bpt i="1" x="1" type="bold"/>'),
                (1, "close", '<ept i="1"/>'),
                (1, "standalone", '<ph x="2">&lt;ph id="2" equiv="x"/&gt;</ph>'),
            ],
        ),
        (
            unit_2('<sc id="1" isolated="yes"/><mrk id="2" type="term">a</mrk>'),
            [
                (0, "standalone", '<it x="1" pos="begin"/>'),
                (0, "open", '<bpt i="1" x="2">&lt;mrk id="2" type="term"&gt;</bpt>'),
                (1, "close", '<ept i="1">&lt;/mrk&gt;</ept>'),
            ],
        ),
    ],
    ids=["g", "x", "bx ex", "bpt ept", "bx alone", "ept alone", "it, ph, sub", "named ids", "pc", "sc ec ph",
         "isolated, mrk"],
)  # fmt: skip
def test_codes_are_given_as_tmx_writes_them(tmp_path: Path, document: str, expected: object) -> None:
    (unit,), told = read(tmp_path, document)
    assert codes(unit.variants[0]) == expected
    assert not told


def test_source_and_target_share_what_pairs_their_codes(tmp_path: Path) -> None:
    (unit,), _ = read(tmp_path, unit_1('<x id="a"/><x id="b"/>', '<x id="b"/><x id="a"/>'))
    x_of = [[markup.split('"')[1] for _, _, markup in codes(variant)] for variant in unit.variants]
    assert x_of == [["1", "2"], ["2", "1"]]


def test_a_unit_says_where_it_is_from_and_what_state_it_is_in(tmp_path: Path) -> None:
    (unit,), told = read(
        tmp_path,
        in_1(
            '\n<trans-unit id="7" resname="save"><source>a</source><target state="needs-l10n">b</target>'
            '<note from="dev">careful</note><alt-trans><target>c</target></alt-trans></trans-unit>'
        ),
    )
    assert unit.key == "a.c#7"
    assert unit.properties == (("<note>", "careful"), ("x-xliff-resname", "save"))
    source, target = unit.variants
    assert (source.language, source.text, target.language, target.text) == ("en", "a", "id", "b")
    assert target.properties == (("x-xliff-state", "needs-l10n"),)
    assert target.origin is not None
    assert (target.origin.path, target.origin.line) == ("a.xlf", 2)
    assert [item.message for item in told if isinstance(item, Loss)] == [
        "<alt-trans> is left out",
        "the attribute from of notes is left out",
    ]


def test_segments_are_units_and_ignorables_are_none(tmp_path: Path) -> None:
    units, told = read(
        tmp_path,
        in_2(
            '<unit id="u"><segment id="s"><source>A.</source><target>X.</target></segment><ignorable>'
            "<source> "
            "</source></ignorable><segment><source>B.</source></segment></unit>"
        ),
    )
    assert [(unit.key, [variant.text for variant in unit.variants]) for unit in units] == [
        ("u/s", ["A.", "X."]),
        ("u/2", ["B."]),
    ]
    assert not told


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("en", "en", "source and target are both in en"),
        ("&lt;script&gt;", "id", "unknown language '<script>'"),
        ("en", "x" * 5000, "unknown language"),
    ],
    ids=["the same", "markup", "long"],
)
def test_units_in_no_two_languages_are_told(tmp_path: Path, source: str, target: str, reason: str) -> None:
    document = in_1('<trans-unit id="1"><source>a</source><target>b</target></trans-unit>', source, target)
    units, told = read(tmp_path, document)
    assert not units
    assert [reason in item.reason for item in told if isinstance(item, SkippedUnit)] == [True]


def test_languages_that_the_document_does_not_say_may_be_told(tmp_path: Path) -> None:
    document = in_1('<trans-unit id="1"><source>a</source><target>b</target></trans-unit>')
    document = document.replace('source-language="en" target-language="id"', "")
    assert "nobody says" in str(read(tmp_path, document)[1])
    (unit,), told = read(tmp_path, document, Pair(source="en", target="id"))
    assert [variant.language for variant in unit.variants] == ["en", "id"]
    assert not told


def make_unit(text: str, *inline: InlineCode, languages: tuple[str, ...] = ("en", "id")) -> TranslationUnit:
    return TranslationUnit(
        collection="m",
        key="k",
        source_language="en",
        variants=tuple(Variant(language=language, text=text, codes=inline) for language in languages),
    )


def write(unit: TranslationUnit, version: XliffVersion) -> tuple[str, Counter[str]]:
    told: Counter[str] = Counter()
    chunks = encode_units_xliff(
        [unit],
        version=version,
        source="en",
        target="id",
        on_skip=lambda skipped: told.update([skipped.reason]),
        on_loss=lambda loss: told.update([loss.message]),
    )
    return b"".join(chunks).decode(), told


def test_codes_of_no_format_are_native_code_that_is_paired(tmp_path: Path) -> None:
    inline = [
        InlineCode(offset=0, kind="open", markup="**"),
        InlineCode(offset=1, kind="close", markup="**"),
        InlineCode(offset=1, kind="standalone", markup="<br>"),
        InlineCode(offset=1, kind="open", markup="_"),
    ]
    written, told = write(make_unit("ab", *inline), XliffVersion.V1_2)
    assert (
        '<source><bpt id="_1" rid="1">**</bpt>a<ept id="_1" rid="1">**</ept><ph id="_2">&lt;br&gt;</ph>'
        '<it id="_3" pos="open">_</it>b</source>'
    ) in written
    written, _ = write(make_unit("ab", *inline), XliffVersion.V2_0)
    assert '<data id="d1">**</data><data id="d2">&lt;br&gt;</data><data id="d3">_</data>' in written
    assert (
        '<source><sc id="_1" dataRef="d1"/>a<ec startRef="_1" dataRef="d1"/><ph id="_2" dataRef="d2"/>'
        '<sc id="_3" dataRef="d3" isolated="yes"/>b</source>'
    ) in written
    assert not told


@pytest.mark.parametrize(
    ("version", "source"),
    [
        (XliffVersion.V1_2, '<g id="1" ctype="bold">a<x id="2"/></g>'),
        (XliffVersion.V1_2, '<bx id="1"/>a<ex id="1"/><mrk mtype="term">b</mrk>'),
        (XliffVersion.V2_0, '<pc id="1" canCopy="no">a<ph id="2" disp="&quot;"/></pc>'),
    ],
    ids=["g x", "bx ex mrk", "pc ph"],
)
def test_codes_of_xliff_come_back_from_tmx(tmp_path: Path, version: XliffVersion, source: str) -> None:
    (unit,), _ = read(tmp_path, unit_1(source) if version.is_first else unit_2(source))
    assert f"<source>{source}</source>" in write(unit, version)[0]


@pytest.mark.parametrize(
    "markup",
    [
        '<ph x="1">&lt;g id="1"&gt;</ph>',
        "<ph>&lt;/source&gt;&lt;x/&gt;</ph>",
        '<ph>&lt;x onload="a&gt;b"/&gt;</ph>',
        "</source><script>",
        "<!DOCTYPE a>",
        "<x",
        "&nbsp;",
    ],
)
@pytest.mark.parametrize("version", list(XliffVersion))
def test_no_code_breaks_out_of_its_segment(tmp_path: Path, version: XliffVersion, markup: str) -> None:
    unit = make_unit("a", InlineCode(offset=0, kind="standalone", markup=markup))
    written, _ = write(unit, version)
    (found,), _ = read(tmp_path, written)
    assert [variant.text for variant in found.variants] == ["a", "a"]
    assert all(len(variant.codes) == 1 for variant in found.variants)


def test_what_two_languages_cannot_hold_is_told() -> None:
    _, told = write(make_unit("a", languages=("en", "id", "fr", "de")), XliffVersion.V1_2)
    assert told == {
        "text in fr is left out: XLIFF holds two languages": 1,
        "text in de is left out: XLIFF holds two languages": 1,
    }
    _, told = write(make_unit("a", languages=("fr", "id")), XliffVersion.V1_2)
    assert told == {"it has no text in en": 1}


def test_what_only_tmx_has_is_told() -> None:
    sub = InlineCode(offset=0, kind="standalone", markup='<ph x="1" assoc="p">a<sub>b</sub></ph>')
    assert not write(make_unit("a", sub), XliffVersion.V1_2)[1]
    assert write(make_unit("a", sub), XliffVersion.V2_0)[1] == {
        "text within inline codes (<sub>) becomes native code": 2,
        "the attribute assoc of <ph> is left out": 2,
    }
    odd = InlineCode(offset=0, kind="standalone", markup='<ph x="a b"/>')
    assert write(make_unit("a", odd), XliffVersion.V1_2)[1] == {
        "x='a b' of an inline code cannot be an id": 2
    }


def test_a_key_that_xml_cannot_hold_is_not_written(tmp_path: Path) -> None:
    written, told = write(replace(make_unit("a"), key="menu\x04a"), XliffVersion.V1_2)
    (unit,), _ = read(tmp_path, written)
    assert (unit.key, unit.variants[0].text) == ("units#1", "a")
    assert not told
