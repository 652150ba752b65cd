"""Broken TMX mended: what comes out, what is told, and that what is right is not touched."""

from pathlib import Path

import pytest

from padanan.core.errors import InputError, TmxError
from padanan.formats.tmx import find_deviations, read_tmx
from padanan.formats.tmx.repair import Mend, MendKind, RepairCounts, repair_tmx

_HEADER = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" '
    'srclang="en" datatype="plaintext"/>'
)
_START = f'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">{_HEADER}<body>\n'
_END = "\n</body></tmx>\n"
_EN = '<tuv xml:lang="en"><seg>one</seg></tuv>'
_ID = '<tuv xml:lang="id"><seg>satu</seg></tuv>'


def _repair(tmp_path: Path, document: str | bytes) -> tuple[str, list[Mend], RepairCounts]:
    path = tmp_path / "broken.tmx"
    path.write_bytes(document if isinstance(document, bytes) else document.encode())
    mends: list[Mend] = []
    counts = RepairCounts()
    return b"".join(repair_tmx(path, tell=mends.append, counts=counts)).decode(), mends, counts


def _repair_unit(tmp_path: Path, unit: str) -> tuple[str, list[Mend]]:
    mended, mends, _ = _repair(tmp_path, _START + unit + _END)
    assert mended.startswith(_START)
    assert mended.endswith(_END)
    return mended[len(_START) : -len(_END)], mends


@pytest.mark.parametrize(
    ("written", "mended", "kind"),
    [
        pytest.param("a\x0bb", "ab", MendKind.CHARACTER, id="control-character"),
        pytest.param("a\ufffeb", "ab", MendKind.CHARACTER, id="noncharacter"),
        pytest.param("a&#2;b&#xD800;&#x110000;", "ab", MendKind.CHARACTER, id="illegal-reference"),
        pytest.param("a&nbsp;b", "a\xa0b", MendKind.ENTITY, id="entity-of-html"),
        pytest.param("&LT;&AMP;", "&lt;&amp;", MendKind.ENTITY, id="entity-for-a-mark"),
        pytest.param("&Ghosts;", "&amp;Ghosts;", MendKind.ENTITY, id="unknown-entity"),
        pytest.param("R&D & B", "R&amp;D &amp; B", MendKind.ENTITY, id="ampersand"),
        pytest.param("&#x;&#12a;", "&amp;#x;&amp;#12a;", MendKind.ENTITY, id="no-number"),
        pytest.param("a < b <3", "a &lt; b &lt;3", MendKind.MARKUP, id="less-than"),
        pytest.param("a <b> c", "a &lt;b&gt; c", MendKind.MARKUP, id="tag-without-end"),
        pytest.param("a ]]> b", "a ]]&gt; b", MendKind.MARKUP, id="end-of-cdata"),
        pytest.param(
            '<g id="1">a</g>',
            '<bpt i="1">&lt;g id="1"&gt;</bpt>a<ept i="1">&lt;/g&gt;</ept>',
            MendKind.CODE,
            id="xliff",
        ),
        pytest.param("a<br/>b", "a<ph>&lt;br/&gt;</ph>b", MendKind.CODE, id="html"),
        pytest.param("<sub>a</sub>", "a", MendKind.CODE, id="sub-outside"),
        pytest.param("<ph><b/>x</ph>", "<ph>&lt;b/&gt;x</ph>", MendKind.CODE, id="element-in-code"),
        pytest.param("<it>x</it>", '<it pos="begin">x</it>', MendKind.CODE, id="no-pos"),
        pytest.param('<it pos="close">x</it>', '<it pos="end">x</it>', MendKind.ATTRIBUTE, id="bad-pos"),
        pytest.param("<bpt>a</bpt>", '<it pos="begin">a</it>', MendKind.CODE, id="no-ept"),
        pytest.param('<ept i="1">a</ept>', '<it pos="end">a</it>', MendKind.CODE, id="no-bpt"),
        pytest.param(
            "<bpt>a</bpt><bpt>b</bpt><ept>b</ept><ept>a</ept>",
            '<bpt i="1">a</bpt><bpt i="2">b</bpt><ept i="2">b</ept><ept i="1">a</ept>',
            MendKind.CODE,
            id="no-i",
        ),
        pytest.param(
            '<bpt i="a">x</bpt>y<ept i="a">z</ept>',
            '<bpt i="1">x</bpt>y<ept i="1">z</ept>',
            MendKind.CODE,
            id="i-no-number",
        ),
        pytest.param(
            '<bpt i="1"/><ept i="1"/><bpt i="1"/><ept i="1"/>',
            '<bpt i="1"/><ept i="1"/><bpt i="2"/><ept i="2"/>',
            MendKind.CODE,
            id="i-twice",
        ),
        pytest.param('<ph x="1"/><ph x="1"/>', '<ph x="1"/><ph/>', MendKind.CODE, id="x-twice"),
        pytest.param(
            '<ph x="a"/><it x="a" pos="end"/>',
            '<ph x="1000"/><it x="1000" pos="end"/>',
            MendKind.CODE,
            id="x",
        ),
        pytest.param('<ph assoc="q" y="1"/>', "<ph/>", MendKind.ATTRIBUTE, id="code-attributes"),
    ],
)
def test_a_segment(tmp_path: Path, written: str, mended: str, kind: MendKind) -> None:
    unit, mends = _repair_unit(tmp_path, f'<tu><tuv xml:lang="en"><seg>{written}</seg></tuv></tu>')
    assert unit == f'<tu><tuv xml:lang="en"><seg>{mended}</seg></tuv></tu>'
    assert kind in {one.kind for one in mends}
    assert {one.line for one in mends} == {3}


@pytest.mark.parametrize(
    ("written", "mended", "kind"),
    [
        pytest.param(
            f"<tu>{_EN}<note>x</note></tu>", f"<tu><note>x</note>{_EN}</tu>", MendKind.ORDER, id="order"
        ),
        pytest.param(
            '<tu><tuv lang="en"><seg>one</seg></tuv></tu>', f"<tu>{_EN}</tu>", MendKind.ATTRIBUTE, id="lang"
        ),
        pytest.param(
            '<tu><tuv lang="en" xml:lang="en"><seg>one</seg></tuv></tu>',
            f"<tu>{_EN}</tu>",
            MendKind.ATTRIBUTE,
            id="lang-twice",
        ),
        pytest.param(
            '<tu><tuv xml:lang="EN_us"><seg>one</seg></tuv></tu>',
            '<tu><tuv xml:lang="en-US"><seg>one</seg></tuv></tu>',
            MendKind.LANGUAGE,
            id="language",
        ),
        pytest.param(
            f"<tu><tuv><seg>one</seg></tuv>{_ID}</tu>", f"<tu>{_EN}{_ID}</tu>", MendKind.LANGUAGE, id="source"
        ),
        pytest.param(
            f"<tu>{_EN}{_ID}</tu><tu>{_EN}<tuv><seg>satu</seg></tuv></tu>",
            f"<tu>{_EN}{_ID}</tu><tu>{_EN}{_ID}</tu>",
            MendKind.LANGUAGE,
            id="language-left",
        ),
        pytest.param(
            f"<tu>{_EN}<tuv><seg>x</seg></tuv></tu>", f"<tu>{_EN}</tu>", MendKind.DROPPED, id="no-language"
        ),
        pytest.param(
            f'<tu changedate="2025-01-17T08:30:00+01:00">{_EN}</tu>',
            f'<tu changedate="20250117T073000Z">{_EN}</tu>',
            MendKind.ATTRIBUTE,
            id="time",
        ),
        pytest.param(
            f'<tu changedate="soon" usagecount="?">{_EN}</tu>',
            f'<tu><prop type="x-usagecount">?</prop><prop type="x-changedate">soon</prop>{_EN}</tu>',
            MendKind.ATTRIBUTE,
            id="no-time",
        ),
        pytest.param(
            f'<tu colour="red">{_EN}</tu>',
            f'<tu><prop type="x-colour">red</prop>{_EN}</tu>',
            MendKind.ATTRIBUTE,
            id="unknown-attribute",
        ),
        pytest.param(
            f'<tu tuid="a b">{_EN}</tu>', f'<tu tuid="a_b">{_EN}</tu>', MendKind.ATTRIBUTE, id="tuid"
        ),
        pytest.param(
            f'<tu tuid="1">{_EN}</tu>\n<tu tuid="1">{_ID}{_EN}</tu>\n<tu tuid="1-2">{_EN}</tu>',
            f'<tu tuid="1">{_EN}</tu>\n<tu tuid="1-2">{_ID}{_EN}</tu>\n<tu tuid="1-2-2">{_EN}</tu>',
            MendKind.ATTRIBUTE,
            id="tuid-twice",
        ),
        pytest.param(
            f"<tu><prop>y</prop>{_EN}</tu>",
            f'<tu><prop type="x-unknown">y</prop>{_EN}</tu>',
            MendKind.ATTRIBUTE,
            id="prop-without-type",
        ),
        pytest.param(
            f"<tu><note>a<b>c</b></note>{_EN}</tu>",
            f"<tu><note>ac</note>{_EN}</tu>",
            MendKind.MARKUP,
            id="note",
        ),
        pytest.param(
            f"<tu><mark>5</mark>{_EN}</tu>",
            f'<tu><prop type="x-mark">5</prop>{_EN}</tu>',
            MendKind.MARKUP,
            id="unknown-element",
        ),
        pytest.param(f"<tu>{_EN}{_EN}</tu>", f"<tu>{_EN}</tu>", MendKind.DROPPED, id="twice-the-same"),
        pytest.param(
            f'<tu tuid="1">{_EN}{_ID}<tuv xml:lang="id"><seg>esa</seg></tuv></tu>',
            f'<tu tuid="1">{_EN}{_ID}</tu>\n<tu tuid="1-2">{_EN}<tuv xml:lang="id"><seg>esa</seg></tuv></tu>',
            MendKind.LANGUAGE,
            id="language-twice",
        ),
        pytest.param(f"<tu>stray{_EN}</tu>", f"<tu> {_EN}</tu>", MendKind.DROPPED, id="text-in-unit"),
        pytest.param(f'<tu>{_EN}<tuv xml:lang="id"/></tu>', f"<tu>{_EN}</tu>", MendKind.DROPPED, id="no-seg"),
        pytest.param(
            '<tu><tuv xml:lang="en"><seg>one</seg><seg>x</seg></tuv></tu>',
            f"<tu>{_EN}</tu>",
            MendKind.DROPPED,
            id="two-segs",
        ),
        pytest.param('<tu tuid="1"></tu>', "", MendKind.DROPPED, id="empty"),
        pytest.param(f"<tu>{_EN}", f"<tu>{_EN}</tu>", MendKind.MARKUP, id="no-end"),
        pytest.param(f"<tu><tuv>{_EN}</tu>", "", MendKind.DROPPED, id="no-xml"),
        pytest.param(
            f"<tu>{_EN}</tu>x<tu>{_EN}</tu>",
            f"<tu>{_EN}</tu>\n<tu>{_EN}</tu>",
            MendKind.DROPPED,
            id="between",
        ),
        pytest.param(
            '<tu><tuv xml:lang="en"><seg z="1">one</seg></tuv></tu>',
            f"<tu>{_EN}</tu>",
            MendKind.ATTRIBUTE,
            id="seg-attribute",
        ),
    ],
)
def test_a_unit(tmp_path: Path, written: str, mended: str, kind: MendKind) -> None:
    unit, mends = _repair_unit(tmp_path, written)
    assert unit.strip() == mended.strip()
    assert kind in {one.kind for one in mends}


def test_what_is_right_stays_byte_for_byte(tmp_path: Path) -> None:
    document = (
        f"{_START}<!-- a <tu> & -->\r\n<tu  tuid='1'>\n\t<note>&#65;</note>{_EN}</tu>\n<tu>{_ID}\n"
        '<tuv xml:lang="en"><seg><![CDATA[a < b & c]]><ph>x<sub>y</sub></ph><hi>z</hi></seg></tuv></tu >'
        f"{_END}<!-- end -->\n"
    )
    mended, mends, counts = _repair(tmp_path, document)
    assert mended == document
    assert not mends
    assert (counts.units, counts.mended, counts.dropped) == (2, 0, 0)


@pytest.mark.parametrize(
    ("before", "told"),
    [
        pytest.param("<tmx><header/><body>", "got the attribute srclang", id="empty-header"),
        pytest.param('<tmx version="1.4"><body>', "got a <header>", id="no-header"),
        pytest.param(f'<tmx version="1.4">{_HEADER}', "written anew", id="no-body"),
        pytest.param(f'<tmx version="1.1">{_HEADER}<body>', "version '1.1' became", id="old-version"),
        pytest.param('<tmx version="1.4"><header a=b></header><body>', "cannot be read", id="bad-header"),
        pytest.param(
            f'<tmx version="1.4">{_HEADER[:-2]} colour="red"><x/>y</header><body>',
            "none of TMX",
            id="content-of-header",
        ),
        pytest.param(
            f'<!DOCTYPE tmx [<!ENTITY a "&b;&b;">\n<!ENTITY b "ha">]><tmx version="1.4">{_HEADER}<body>',
            "DTD inside",
            id="own-dtd",
        ),
        pytest.param(f'<tmx version="1.4">x{_HEADER}y<body>', "written anew", id="text"),
        pytest.param(
            f'<tmx version="1.4">{_HEADER}<body>stray', "what stood before units", id="text-in-body"
        ),
    ],
)
def test_what_stands_before_the_units(tmp_path: Path, before: str, told: str) -> None:
    mended, mends, _ = _repair(tmp_path, f"{before}<tu>{_EN}</tu></body></tmx>")
    assert any(told in one.message for one in mends), mends
    path = tmp_path / "mended.tmx"
    path.write_text(mended)
    assert list(find_deviations(path)) == []
    assert [unit.key for unit in read_tmx(path)] == ["one"]


@pytest.mark.parametrize(
    "end", ["", "</body>", "</tmx>", "\n<tu><tuv", "</body>junk</tmx>", "</body></tmx>junk"]
)
def test_a_missing_end_is_added(tmp_path: Path, end: str) -> None:
    mended, mends, _ = _repair(tmp_path, f"{_START}<tu>{_EN}</tu>{end}")
    assert mended.startswith(f"{_START}<tu>{_EN}</tu>")
    assert mended.endswith("</body>\n</tmx>\n")
    assert mends


@pytest.mark.parametrize(
    ("declared", "codec", "told"),
    [
        pytest.param("UTF-8", "utf-16", [], id="utf16"),
        pytest.param("UTF-8", "utf-8-sig", [], id="mark"),
        pytest.param("UTF-8", "cp1252", ["the byte 0xE9 was read as é (Windows-1252)"], id="windows"),
        pytest.param("ISO-8859-1", "utf-8", ["it says iso-8859-1 and is in UTF-8: read as UTF-8"], id="utf8"),
        pytest.param("ISO-8859-1", "iso-8859-1", [], id="as-declared"),
        pytest.param(
            "x-mystery", "utf-8", ["nobody knows the encoding 'x-mystery': read as UTF-8"], id="unknown"
        ),
    ],
)
def test_whatever_the_encoding_utf8_comes_out(
    tmp_path: Path, declared: str, codec: str, told: list[str]
) -> None:
    document = _START.replace("UTF-8", declared) + f"<tu>{_EN.replace('one', 'é')}</tu>" + _END
    mended, mends, _ = _repair(tmp_path, document.encode(codec))
    assert [one.message for one in mends] == told
    assert mended == document.replace(declared, "UTF-8")


def test_places_are_those_of_the_broken_document(tmp_path: Path) -> None:
    _, mends, _ = _repair(
        tmp_path, f'{_START}\n<tu>\n  <tuv xml:lang="en">\n<seg>a &foo; b\x01</seg></tuv></tu>{_END}'
    )
    assert [(one.line, one.column) for one in mends] == [(6, 8), (6, 15)]


def test_a_segment_of_any_length_needs_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.tmx"
    with path.open("w") as file:
        file.write(f'{_START}<tu>{_EN}</tu>\n<tu><tuv xml:lang="en"><seg>')
        for _ in range(200):
            file.write("word & " * 10_000)
        file.write(f"</seg></tuv></tu>\n<tu>{_ID}{_EN}</tu>{_END}")
    mends: list[Mend] = []
    counts = RepairCounts()
    size = sum(len(piece) for piece in repair_tmx(path, tell=mends.append, counts=counts))
    assert size < 1000
    assert counts.units == 2
    assert [one.kind for one in mends] == [MendKind.DROPPED]


def test_control_characters_are_no_white_space(tmp_path: Path) -> None:
    """Python takes U+001E for white space, and XML for nothing at all."""
    document = f"{_START}<tu>{_EN}</tu>\x1e<!-- \x1f -->\n<tu>{_EN}\x1e\n<tu>\x1d{_EN}</tu>\x1c{_END}"
    mended, _, counts = _repair(tmp_path, document)
    assert counts.units == 3
    assert not set("\x1c\x1d\x1e\x1f") & set(mended)


def test_what_is_no_tmx_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TmxError, match="not a TMX document"):
        _repair(tmp_path, "<html><tu></tu></html>")
    with pytest.raises(TmxError, match="not a TMX document"):
        _repair(tmp_path, "")
    with pytest.raises(InputError, match="no such file"):
        list(repair_tmx(tmp_path / "missing", tell=print, counts=RepairCounts()))
