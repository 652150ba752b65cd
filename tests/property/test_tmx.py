"""What is written as TMX comes back as it was, whatever the texts hold."""

import contextlib
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from padanan.core.errors import PadananError
from padanan.core.model import InlineCode, Origin, TranslationUnit, Variant
from padanan.formats.tmx import Loss, SkippedUnit, TmxHeader, read_tmx, write_tmx
from padanan.formats.tmx.vocabulary import ILLEGAL_CHARACTER

# All that XML allows, with what is easily lost more often than chance would have it.
_LEGAL = st.characters(exclude_categories=["Cs"]).filter(lambda one: not ILLEGAL_CHARACTER.match(one))
_TEXTS = st.text(st.one_of(_LEGAL, st.sampled_from("\r\n\t \"'<>&]😀\u0085\u2028")), max_size=30)
_TIMES = st.datetimes().map(lambda time: time.replace(microsecond=0).isoformat() + "Z")
_TUIDS = st.text("abc_:123-<&\"'", min_size=1, max_size=10)
_NAMES = st.text(_LEGAL, min_size=1, max_size=10).map(lambda name: f"p{name}")
_PROPERTIES = st.lists(st.tuples(st.one_of(_NAMES, st.just("<note>")), _TEXTS), max_size=3).map(tuple)
_Kind = Literal["open", "close", "standalone"]
_CODES: list[tuple[_Kind, str]] = [
    ("open", '<bpt i="1">&lt;b title="<sub>x</sub>"&gt;</bpt>'),
    ("close", '<ept i="1"/>'),
    ("standalone", '<ph x="1">{0} &amp; &amp;amp;</ph>'),
    ("standalone", '<it pos="begin"/>'),
]


@st.composite
def _variants(draw: st.DrawFn, language: str) -> Variant:
    text = draw(_TEXTS)
    offsets = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    codes = []
    for offset in offsets:
        kind, markup = draw(st.sampled_from(_CODES))
        codes.append(InlineCode(offset=offset, kind=kind, markup=markup))
    return Variant(
        language=language,
        text=text,
        codes=tuple(codes),
        previous=draw(st.none() | _TEXTS),
        next=draw(st.none() | _TEXTS),
        origin=Origin(
            path=draw(_TEXTS.filter(bool)),
            line=draw(st.none() | st.integers(1, 10**9 - 1)),
            author=draw(st.none() | _TEXTS),
            changed=draw(st.none() | _TIMES),
        ),
        properties=draw(_PROPERTIES),
    )


@st.composite
def _units(draw: st.DrawFn) -> TranslationUnit:
    languages = draw(st.permutations(["en", "id", "zh-CN"]))[: draw(st.integers(1, 3))]
    source = draw(st.sampled_from(languages))
    ordered = [source, *sorted(set(languages) - {source})]
    return TranslationUnit(
        collection="x.tmx",
        key=draw(_TUIDS),
        source_language=source,
        variants=tuple(draw(_variants(language)) for language in ordered),
        msgctxt=draw(st.none() | _TEXTS),
        properties=draw(_PROPERTIES),
    )


@given(st.lists(_units(), max_size=4), st.sampled_from(["id", "en", "*all*"]))
def test_round_trip(units: list[TranslationUnit], header_language: str) -> None:
    written = write_tmx(units, header=TmxHeader(source_language=header_language))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.tmx"
        path.write_bytes(written)
        read = list(read_tmx(path, name="x.tmx"))
    assert read == units
    assert write_tmx(read, header=TmxHeader(source_language=header_language)) == written


_SEGMENTS = st.lists(
    st.sampled_from(
        [
            *(
                "a &amp; b",
                "&quot;",
                "&#65;",
                "&nbsp;",
                "x ",
                "\r\n",
                "é",
                "<!-- c -->",
                "<![CDATA[<]]>",
                "]]>",
                "<?p ?>",
            ),
            *(
                '<bpt i="1">&lt;b></bpt>',
                '<ept i="1"/>',
                "<ph/>",
                "<ph></ph>",
                "<ph >{0}</ph>",
                '<it pos="begin"/>',
            ),
            *(
                "<hi>",
                "</hi>",
                "<hi type='x'>",
                '<ph x = "1"/>',
                '<ph y="1"/>',
                '<ph x="a&amp;b"/>',
                "<ut>{</ut>",
            ),
            *(
                '<bpt i="1">a<sub>b</sub></bpt>',
                "<g>x</g>",
                "<sub>",
                "<seg/>",
                "</seg>",
                "<ph>x</it>",
                "<hix>",
                "<",
            ),
        ]
    ),
    max_size=5,
).map("".join)
_TAGS = st.lists(
    st.sampled_from(
        [
            *(
                ' xml:lang="en"',
                ' xml:lang="id"',
                " xml:lang='id'",
                ' lang="zh_CN"',
                ' xml:lang="!"',
                ' tuid="1"',
            ),
            *(
                ' changeid="a>b"',
                ' creationdate="20240101T000000Z"',
                ' changedate="x"',
                ' colour="red"',
                "\n",
                " ",
            ),
            *(' changeid="&lt;"', ' changeid="&nbsp;"', ' srclang="id"', ' usagecount = "1"', "/", '"'),
        ]
    ),
    max_size=3,
).map("".join)
_PARTS = st.lists(
    st.sampled_from(
        [
            *(
                '<prop type="x">y</prop>',
                "<note>n &amp; m</note>",
                '<prop type="x-context-pre">p</prop>',
                "\n  ",
            ),
            *(
                '<note xml:lang="en">n</note>',
                "<prop>y</prop>",
                "<prop type='x'/>",
                '<prop type="x">a</note>',
            ),
            *('<prop type="@a">y</prop>', "<x/>", "<note><b/></note>", "text", "<propx>y</propx>"),
        ]
    ),
    max_size=2,
).map("".join)


@st.composite
def _written_units(draw: st.DrawFn) -> str:
    variants = "".join(
        f"<tuv{language}{draw(_TAGS)}>{draw(_PARTS)}<seg>{draw(_SEGMENTS)}</seg></tuv>"
        for language in draw(
            st.sampled_from([[' xml:lang="en"', ' xml:lang="id"'], [""], [' xml:lang="en"']])
        )
    )
    return f"<tu{draw(_TAGS)}>{draw(_PARTS)}{variants}</tu>"


@given(st.lists(_written_units(), max_size=4))
def test_both_ways_of_reading_give_the_same(written: list[str]) -> None:
    """A comment in a unit leaves it to the XML parser."""
    found = [_read_all(written), _read_all([unit.replace("</tu>", "<!---->\n</tu>") for unit in written])]
    assert found[0] == found[1]


def _read_all(written: list[str]) -> tuple[list[TranslationUnit], list[SkippedUnit], list[Loss]]:
    skipped: list[SkippedUnit] = []
    losses: list[Loss] = []
    units = "\n".join(unit if "<!---->" in unit else unit.replace("</tu>", "\n</tu>") for unit in written)
    good = '<tu><tuv xml:lang="en"><seg>{}</seg></tuv></tu>'
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.tmx"
        body = f"{good.format(1)}\n{units}\n{good.format(2)}"
        path.write_bytes(f'<tmx><header srclang="en"/><body>{body}</body></tmx>'.encode())
        read = list(read_tmx(path, name="x.tmx", on_skip=skipped.append, on_loss=losses.append))
    assert [read[0].key, read[-1].key] == ["1", "2"]
    return read, skipped, losses


@given(_units(), st.data())
def test_a_damaged_document_ends_in_words(unit: TranslationUnit, data: st.DataObject) -> None:
    """Whatever happens to the bytes: units, skipped units, or one error of ours; never anything else."""
    written = bytearray(write_tmx([unit, replace(unit, key="2")], header=TmxHeader(source_language="id")))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(written) - 1))
        written[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.tmx"
        path.write_bytes(written)
        with contextlib.suppress(PadananError):
            assert len(list(read_tmx(path))) <= 2
