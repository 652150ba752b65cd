"""Everything that the standard has comes back as it was: attributes, props, notes, codes, the header."""

from pathlib import Path

import pytest
from lxml import etree

from padanan.core.errors import TmxError
from padanan.formats.tmx import (
    Loss,
    SkippedUnit,
    TmxHeader,
    find_deviations,
    read_header,
    read_tmx,
    write_tmx,
)

_LONG = (
    'o-encoding="iso-8859-1" datatype="plaintext" usagecount="100" lastusagedate="20020523T091200Z" '
    'creationtool="myTool" creationtoolversion="v10" creationdate="20020523T091200Z" creationid="ys" '
    'changedate="20020524T091200Z" changeid="ab" o-tmf="myTM"'
)
_PARTS = (
    '<note o-encoding="iso-8859-1" xml:lang="en-US">first &amp; second</note>'
    '<prop type="myType" o-encoding="iso-8859-1" xml:lang="en-US">Data</prop>'
    '<prop type="x-plain">more</prop><note>third</note>'
)
_SEGMENT = (
    '<it x="1" pos="begin" type="italic">&lt;I></it><bpt x="2" i="1" type="bold">&lt;B></bpt>Click '
    '<ph x="3" type="image" assoc="b">&lt;IMG ALT="<sub type="alt" datatype="html">Start <hi>Here</hi></sub>>'
    '</ph> to <hi type="verb" x="4">start</hi>.<ept i="1">&lt;/B></ept><ut x="5">{\\cf7 </ut>'
)
_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">'
    '<header creationtool="myTool" creationtoolversion="v10" segtype="block" o-tmf="Text" adminlang="en-US" '
    'srclang="en-US" datatype="html" o-encoding="iso-8859-1" creationdate="20020523T091200Z" creationid="ys" '
    f'changedate="20020523T091200Z" changeid="ys">{_PARTS}<ude name="MacRoman" base="Macintosh">'
    '<map unicode="#xF8FF" code="#xF0" ent="AppleLogo" subst="[Apple]"/></ude></header><body>'
    f'<tu tuid="tu001" {_LONG} segtype="block" srclang="fr">{_PARTS}'
    f'<tuv xml:lang="fr" {_LONG}>{_PARTS}<seg>{_SEGMENT}</seg></tuv>'
    f'<tuv xml:lang="en-US" {_LONG}>{_PARTS}<seg>{_SEGMENT}</seg></tuv></tu></body></tmx>'
)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "x.tmx"
    path.write_text(_DOCUMENT)
    return path


def _shape(element: etree._Element) -> object:
    """Give an element without the white space between elements."""
    is_text = element.tag in {"seg", "prop", "note"} or element.getparent().tag in {"seg", "ph", "sub", "hi"}  # type: ignore[union-attr]
    texts = [(element.text or ""), *((child.tail or "") for child in element)]
    return (
        element.tag,
        sorted(element.attrib.items()),
        [_shape(child) for child in element],
        texts if is_text else [text.strip() for text in texts],
    )


def test_a_document_with_everything_comes_back(document: Path, tmp_path: Path) -> None:
    skipped: list[SkippedUnit] = []
    losses: list[Loss] = []
    units = list(read_tmx(document, on_skip=skipped.append, on_loss=losses.append))
    again = tmp_path / "again.tmx"
    again.write_bytes(write_tmx(units, header=read_header(document)))
    assert (skipped, losses) == ([], [])
    assert list(find_deviations(document)) == list(find_deviations(again)) == []
    first, second = (etree.parse(path).getroot() for path in (document, again))
    for path in ("header", "body/tu"):
        one, other = first.find(path), second.find(path)
        assert one is not None
        assert other is not None
        # What our reading adds is where a unit came from; all else is the same.
        for variant in other.iter("tuv"):
            for prop in variant.findall("prop"):
                if prop.get("type", "").startswith("x-origin"):
                    variant.remove(prop)
        assert _shape(other) == _shape(one)


def test_codes_are_in_the_model(document: Path) -> None:
    (unit,) = read_tmx(document)
    source = unit.variants[0]
    assert source.text == "Click  to start."
    assert [(code.offset, code.kind) for code in source.codes] == [
        (0, "standalone"),
        (0, "open"),
        (6, "standalone"),
        (10, "open"),
        (15, "close"),
        (16, "close"),
        (16, "standalone"),
    ]


def test_a_header_that_says_little(tmp_path: Path) -> None:
    path = tmp_path / "x.tmx"
    path.write_bytes("<tmx><header><note/></header><body/></tmx>".encode("utf-16"))
    assert read_header(path) == TmxHeader(
        source_language="*all*", datatype="unknown", properties=(("<note>", ""),)
    )


@pytest.mark.parametrize(
    ("document", "message"),
    [
        pytest.param("", "no <header>", id="empty"),
        pytest.param("<tmx><body/></tmx>", "no <header>", id="none"),
        pytest.param("<tmx><header>", "no <header>", id="cut"),
        pytest.param("<tmx>&<", "broken XML", id="broken"),
        pytest.param('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>', "DTD of its own", id="dtd"),
        pytest.param("<tmx>" + "<x>" * 200, "deep", id="deep"),
        pytest.param("<tmx>" + "<x/>" * 2_000_000, "no <header>", id="long"),
    ],
)
def test_a_header_that_is_none(tmp_path: Path, document: str, message: str) -> None:
    path = tmp_path / "x.tmx"
    path.write_text(document)
    with pytest.raises(TmxError, match=message):
        read_header(path)
