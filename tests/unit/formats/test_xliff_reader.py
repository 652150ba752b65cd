"""XLIFF documents as parts: versions, segments, codes, what is kept as it is; and those that are broken."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from padanan.core.errors import XliffError
from padanan.core.interchange import Loss, SkippedUnit
from padanan.formats.xliff import XliffVersion, encode_xliff, read_xliff
from padanan.formats.xliff.model import DocumentStart, Extra, FileStart, GroupStart, Part, Unit

NAMESPACES = {
    "1.2": "urn:oasis:names:tc:xliff:document:1.2",
    "2.0": "urn:oasis:names:tc:xliff:document:2.0",
}
GOOD_1 = '<trans-unit id="good"><source>a</source><target>b</target></trans-unit>'


def frame_1(body: str, *, header: str = "", languages: str = 'target-language="id"') -> str:
    return (
        f'<xliff version="1.2" xmlns="{NAMESPACES["1.2"]}" xmlns:x="urn:x">'
        f'<file original="a.c" source-language="en" {languages} datatype="c">{header}<body>{body}'
        f"</body></file></xliff>"
    )


def frame_2(body: str, *, version: str = "2.0") -> str:
    return (
        f'<xliff version="{version}" xmlns="{NAMESPACES["2.0"]}" xmlns:x="urn:x" srcLang="en" trgLang="id">'
        f'<file id="f1" original="a.c">{body}</file></xliff>'
    )


def read(document: str | bytes) -> tuple[list[Part], list[SkippedUnit | Loss]]:
    told: list[SkippedUnit | Loss] = []
    data = document if isinstance(document, bytes) else document.encode()
    parts = list(read_xliff(io.BytesIO(data), Path("a.xlf"), on_skip=told.append, on_loss=told.append))
    return parts, told


def units(document: str | bytes) -> list[Unit]:
    return [part for part in read(document)[0] if isinstance(part, Unit)]


def markups(unit: Unit) -> list[list[tuple[int, str, str]]]:
    return [
        [(code.offset, code.kind, code.markup) for code in segment.source.codes] for segment in unit.segments
    ]


@pytest.mark.parametrize(
    ("version", "document"),
    [
        ("1.2", frame_1(GOOD_1)),
        ("1.2", frame_1(GOOD_1).replace('version="1.2"', 'version="1.0"').replace(NAMESPACES["1.2"], "")),
        ("1.2", frame_1(GOOD_1).replace("1.2", "1.1")),
        ("2.0", frame_2('<unit id="good"><segment><source>a</source><target>b</target></segment></unit>')),
        ("2.1", frame_2('<unit id="good"><segment><source>a</source></segment></unit>', version="2.1")),
        ("2.1", frame_2('<unit id="good"><segment><source>a</source></segment></unit>', version="2.2")),
    ],
    ids=["1.2", "1.0 without namespace", "1.1", "2.0", "2.1", "2.2"],
)
def test_versions(version: str, document: str) -> None:
    parts, told = read(document)
    start, file = parts[0], parts[1]
    assert isinstance(start, DocumentStart)
    assert isinstance(file, FileStart)
    assert (start.version, file.source_language, file.target_language) == (version, "en", "id")
    assert file.original == "a.c"
    assert [unit.id for unit in units(document)] == ["good"]
    assert not told


def test_elements_with_a_prefix_are_known_by_their_namespace() -> None:
    document = (
        f'<l:xliff version="1.2" xmlns:l="{NAMESPACES["1.2"]}"><l:file source-language="en"><l:body>'
        '<l:trans-unit id="1"><l:source>a<l:g id="1">b</l:g></l:source></l:trans-unit></l:body>'
        "</l:file></l:xliff>"
    )
    (unit,) = units(document)
    assert markups(unit) == [[(1, "open", '<g id="1">'), (2, "close", "</g>")]]


def test_inline_codes_of_1_2_keep_their_places() -> None:
    source = (
        'a<g id="1">b<x id="2"/></g><bx id="3" rid="1"/>c<ex id="4" rid="1"/><bpt id="5">&lt;b></bpt>d'
        '<ept id="5">&lt;/b></ept><it id="6" pos="open">&lt;i></it><ph id="7">%s<sub>s</sub></ph>'
        '<mrk mtype="term">e</mrk>'
    )
    (unit,) = units(frame_1(f'<trans-unit id="1"><source>{source}</source></trans-unit>'))
    assert unit.segments[0].source.text == "abcde"
    assert markups(unit) == [
        [
            (1, "open", '<g id="1">'),
            (2, "standalone", '<x id="2"/>'),
            (2, "close", "</g>"),
            (2, "open", '<bx id="3" rid="1"/>'),
            (3, "close", '<ex id="4" rid="1"/>'),
            (3, "open", '<bpt id="5">&lt;b&gt;</bpt>'),
            (4, "close", '<ept id="5">&lt;/b&gt;</ept>'),
            (4, "standalone", '<it id="6" pos="open">&lt;i&gt;</it>'),
            (4, "standalone", '<ph id="7">%s<sub>s</sub></ph>'),
            (4, "open", '<mrk mtype="term">'),
            (5, "close", "</mrk>"),
        ]
    ]


def test_inline_codes_of_2_0_keep_their_places_and_characters_by_number_are_text() -> None:
    source = (
        'a<pc id="1" dataRefStart="d1">b<ph id="2"/></pc><sc id="3"/>c<ec startRef="3"/><cp hex="001B"/>'
        '<mrk id="4" type="term">d</mrk><sm id="5"/>e<em startRef="5"/>'
    )
    (unit,) = units(
        frame_2(
            f'<unit id="1"><originalData><data id="d1">&lt;b&gt;</data></originalData><segment>'
            f"<source>{source}</source>"
            "</segment></unit>"
        )
    )
    assert unit.segments[0].source.text == "abc\x1bde"
    assert [code[1:] for code in markups(unit)[0]] == [
        ("open", '<pc id="1" dataRefStart="d1">'),
        ("standalone", '<ph id="2"/>'),
        ("close", "</pc>"),
        ("open", '<sc id="3"/>'),
        ("close", '<ec startRef="3"/>'),
        ("open", '<mrk id="4" type="term">'),
        ("close", "</mrk>"),
        ("open", '<sm id="5"/>'),
        ("close", '<em startRef="5"/>'),
    ]
    assert unit.data == (("d1", "&lt;b&gt;"),)


def divided(source: str, target: str) -> str:
    return frame_1(
        f'<trans-unit id="1"><source>A. B.</source><seg-source>{source}</seg-source>'
        f'<target state="final">{target}</target></trans-unit>'
    )


def segment(mid: int, text: str) -> str:
    return f'<mrk mtype="seg" mid="{mid}">{text}</mrk>'


def test_segments_of_1_2_are_paired_with_what_stands_between_them() -> None:
    (unit,) = units(
        divided(
            f'<g id="1">{segment(1, "A.")} {segment(2, "B.")}</g>', f"{segment(1, 'X.')}{segment(2, 'Y.')}!"
        )
    )
    found = [(one.is_ignorable, one.source.text, one.target and one.target.text) for one in unit.segments]
    assert found == [
        (True, "", ""),
        (False, "A.", "X."),
        (True, " ", ""),
        (False, "B.", "Y."),
        (True, "", "!"),
    ]
    assert {one.state for one in unit.segments} == {"final"}


def test_segments_in_another_order_are_taken_as_a_whole_and_told() -> None:
    document = divided(segment(1, "A. ") + segment(2, "B."), segment(2, "Y. ") + segment(1, "X."))
    (unit,) = units(document)
    assert [(one.source.text, one.target and one.target.text) for one in unit.segments] == [
        ("A. B.", "Y. X.")
    ]
    assert "not the same" in str(read(document)[1])


def test_segments_and_ignorables_of_2_0() -> None:
    (unit,) = units(
        frame_2(
            '<unit id="1"><segment id="s1" state="reviewed" subState="x:y"><source>A.</source>'
            "<target>X.</target></segment>"
            '<ignorable><source> </source></ignorable><segment id="s2"><source>B.</source></segment></unit>'
        )
    )
    assert [(one.source.text, one.is_ignorable, one.state, one.qualifier) for one in unit.segments] == [
        ("A.", False, "reviewed", "x:y"),
        (" ", True, None, None),
        ("B.", False, None, None),
    ]


EVERYTHING_1 = frame_1(
    '<group id="g" restype="menu"><note>of the group</note><trans-unit id="1" approved="yes" x:a="b">'
    '<source xml:lang="en">a</source>'
    '<target state="translated" state-qualifier="exact-match" phase-name="p">b</target>'
    '<context-group purpose="location"><context context-type="sourcefile">a.c</context></context-group>'
    '<context-group name="n"><context context-type="database">c</context></context-group>'
    '<count-group name="c"/><alt-trans match-quality="80"><source>c</source><target>d</target></alt-trans>'
    '<note from="dev" priority="2">careful</note><x:y z="&quot;"><x:w/>t</x:y><z xmlns="urn:z"/>'
    "</trans-unit></group>"
    '<bin-unit id="2" mime-type="image/png"><bin-source><internal-file>AA</internal-file></bin-source>'
    "</bin-unit>",
    header=(
        '<header><skl><internal-file form="text">S &lt;1&gt;</internal-file></skl><phase-group>'
        '<phase phase-name="p" process-name="q"/></phase-group><note>of the file</note>'
        '<tool tool-id="t" tool-name="T"/><x:y/></header>'
    ),
)
EVERYTHING_2 = frame_2(
    '<skeleton href="a.skl"/><x:y/><mda:metadata xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0">'
    "<mda:metaGroup "
    'category="c"><mda:meta type="t">v</mda:meta></mda:metaGroup></mda:metadata><notes>'
    '<note id="n1">of the file</note>'
    '</notes><group id="g" name="m"><unit id="1" canResegment="no" x:a="b">'
    '<mtc:matches xmlns:mtc="urn:m"><mtc:match/>'
    '</mtc:matches><notes><note category="dev" appliesTo="target">careful</note></notes><originalData>'
    '<data id="d1">&lt;'
    '<cp hex="0001"/></data></originalData><segment state="final"><source>a<ph id="1" dataRef="d1"/>'
    "</source><target "
    'order="1">b</target></segment><ignorable><source> </source></ignorable></unit></group>'
)


@pytest.mark.parametrize("document", [EVERYTHING_1, EVERYTHING_2], ids=["1.2", "2.0"])
def test_a_document_is_written_back_with_all_it_holds(document: str) -> None:
    parts, told = read(document)
    assert not told
    written = b"".join(encode_xliff(parts, on_skip=told.append))
    again, _ = read(written)
    assert [bare(part) for part in again[1:]] == [bare(part) for part in parts[1:]]
    assert b"".join(encode_xliff(again, on_skip=told.append)) == written
    for piece in (
        "S &lt;1&gt;",
        "a.skl",
        "<x:y/>",
        "alt-trans",
        "mtc:match",
        "bin-unit",
        'x:a="b"',
        "process-name",
    ):
        assert (piece in document) == (piece.encode() in written), piece
    assert not told


def bare(part: Part) -> Part:
    if isinstance(part, Unit):
        order = sorted(part.extras, key=lambda extra: (extra.namespace != "", extra.namespace))
        return replace(part, line=0, column=0, extras=tuple(order))
    return part


def test_what_stands_beside_units_is_kept() -> None:
    parts, _ = read(EVERYTHING_1)
    file, group = parts[1], parts[2]
    assert isinstance(file, FileStart)
    assert isinstance(group, GroupStart)
    assert [extra.name for extra in file.extras] == ["skl", "phase-group", "tool", "y"]
    assert [note.text for note in (*file.notes, *group.notes)] == ["of the file", "of the group"]
    assert [part.name for part in parts if isinstance(part, Extra)] == ["bin-unit"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("<target>x</target>", "it has no <source>"),
        ("<source/><source/>", "it has two <source>"),
        ("<source/><target/><target/>", "it has two <target>"),
        ("<source>a&nbsp;b</source>", "it has the unknown entity &nbsp;"),
        ('<source/><note from="&who;">n</note>', "it has the unknown entity &who;"),
        (f"<source>{'x' * 1_000_001}</source>", "it is too large"),
        ("<source>" + "<x/>" * 30_000 + "</source>", "it is too large"),
    ],
    ids=["no source", "two sources", "two targets", "entity", "entity in attribute", "long", "many codes"],
)
def test_a_bad_unit_is_told_and_the_others_follow(bad: str, reason: str) -> None:
    document = frame_1(f'\n  <trans-unit id="bad">{bad}</trans-unit>{GOOD_1}')
    parts, told = read(document)
    assert [part.id for part in parts if isinstance(part, Unit)] == ["good"]
    (skipped,) = told
    assert isinstance(skipped, SkippedUnit)
    assert (skipped.key, skipped.reason, skipped.line) == ("bad", reason, 2)
    assert skipped.column is not None


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("", "it has no <segment>"),
        ("<segment><target/></segment>", "it has a <segment> without <source>"),
        ("<segment><source/><source/></segment>", "it has two <source>"),
    ],
    ids=["no segment", "no source", "two sources"],
)
def test_a_bad_unit_of_2_0_is_told(bad: str, reason: str) -> None:
    (skipped,) = read(frame_2(f'<unit id="bad">{bad}</unit>'))[1]
    assert isinstance(skipped, SkippedUnit)
    assert skipped.reason == reason


def test_units_of_the_other_version_and_without_id_are_told() -> None:
    assert "<unit> cannot stand here" in str(read(frame_1('<unit id="1"/>'))[1])
    assert "a unit has no id" in str(read(frame_1("<trans-unit><source>a</source></trans-unit>"))[1])


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("", "no element found"),
        ("hello", "syntax error"),
        ("<html/>", "its root element is <html>"),
        ("<xliff/>", "the version of XLIFF is missing"),
        ('<xliff version="3.0"/>', "unknown version of XLIFF: '3.0'"),
        (frame_1(GOOD_1)[:-20], "unclosed token"),
        (frame_1("<trans-unit id='1'><source>a</trans-unit>"), "mismatched tag"),
        (frame_1("&nbsp;"), "the unknown entity &nbsp; stands outside of units"),
        ('<!DOCTYPE xliff [<!ENTITY a "b">]>' + frame_1(GOOD_1), "brings a DTD of its own"),
        (frame_1("<group>" * 200), "nested more than 100 deep"),
        (frame_1('<trans-unit id="1"><source>' + '<g id="1">' * 200), "nested more than 100 deep"),
        (b'<?xml version="1.0" encoding="martian"?><xliff/>', "unknown encoding 'martian'"),
        (b'<?xml version="1.0" encoding="zlib"?><xliff/>', "unknown encoding 'zlib'"),
        (frame_1(GOOD_1).encode().replace(b">a<", b">\xff<"), "invalid token"),
        (b"\xff\xfe<", "not in utf-16"),
    ],
    ids=[
        "empty", "no XML", "other root", "no version", "other version", "cut off", "not nested",
        "entity outside", "internal DTD", "deep groups", "deep codes", "no encoding", "no text encoding",
        "not UTF-8", "half UTF-16",
    ],
)  # fmt: skip
def test_a_broken_document_is_an_error_with_its_place(document: str | bytes, message: str) -> None:
    with pytest.raises(XliffError) as raised:
        read(document)
    assert message in str(raised.value)
    assert raised.value.path == "a.xlf"


def test_billion_laughs_end_at_once() -> None:
    entities = "".join(f"<!ENTITY a{n} '" + f"&a{n - 1};" * 10 + "'>" for n in range(1, 30))
    with pytest.raises(XliffError, match="DTD of its own"):
        read(f'<!DOCTYPE xliff [<!ENTITY a0 "ha">{entities}]>' + frame_1(GOOD_1))


def test_an_external_dtd_is_never_fetched() -> None:
    document = '<!DOCTYPE xliff SYSTEM "file:///dev/zero">' + frame_1(GOOD_1)
    assert [unit.id for unit in units(document)] == ["good"]


def test_a_tag_larger_than_all_memory_is_refused() -> None:
    with pytest.raises(XliffError, match="more than 16 MiB"):
        read(frame_1(f'<trans-unit id="{"x" * (1 << 25)}">'))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{declared}"?>' + frame_1(GOOD_1.replace(">a<", ">é<"))
    assert units(text.encode(encoding))[0].segments[0].source.text == "é"


def test_line_ends_are_newlines_and_a_written_carriage_return_stays() -> None:
    (unit,) = units(frame_1('<trans-unit id="1"><source>a\r\nb&#13;c</source></trans-unit>'))
    assert unit.segments[0].source.text == "a\nb\rc"


def test_characters_that_xml_forbids_are_written_by_number_in_2_0_and_refused_in_1_2() -> None:
    parts, _ = read(frame_2('<unit id="1"><segment><source>a<cp hex="0"/></source></segment></unit>'))
    told: list[SkippedUnit] = []
    assert b'a<cp hex="0000"/>' in b"".join(encode_xliff(parts, on_skip=told.append))
    assert not told
    start = DocumentStart(version=XliffVersion.V1_2)
    assert b"trans-unit" not in b"".join(encode_xliff([start, *parts[1:]], on_skip=told.append))
    assert [skipped.reason for skipped in told] == [
        "it holds the character U+0000, which XLIFF cannot hold here"
    ]
