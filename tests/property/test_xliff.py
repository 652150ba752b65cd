"""What is written as XLIFF, of either version, comes back as it was; and nothing that is read does harm."""

import io
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padanan.core.catalogue import Catalogue, Entry, Reference
from padanan.core.errors import XliffError
from padanan.core.interchange import NOTE_PROPERTY, Loss, SkippedUnit
from padanan.core.model import InlineCode, Origin, TranslationUnit, Variant
from padanan.formats.xliff import (
    CataloguePair,
    Pair,
    Reports,
    XliffVersion,
    catalogue_of_parts,
    change_version,
    encode_units_xliff,
    encode_xliff,
    parts_of_catalogue,
    read_units_xliff,
    read_xliff,
)
from padanan.formats.xliff.model import Part, Unit
from padanan.formats.xliff.units import UnitReader
from padanan.formats.xliff.vocabulary import ILLEGAL_CHARACTER

VERSIONS = list(XliffVersion)
_LEGAL = st.characters(exclude_categories=["Cs"]).filter(lambda one: not ILLEGAL_CHARACTER.match(one))
_TEXTS = st.text(st.one_of(_LEGAL, st.sampled_from("\r\n\t \"'<>&]😀\u0085\u2028%")), max_size=20)
_LINES = st.lists(
    st.text(st.one_of(_LEGAL, st.sampled_from(" <&%")), max_size=10).map(lambda line: line.replace("\n", "")),
    max_size=3,
).map(tuple)
_FLAGS = st.lists(
    st.sampled_from(["fuzzy", "c-format", "range: 1..5", "no-wrap"]), unique=True, max_size=3
).map(tuple)
_REFERENCES = st.lists(
    st.builds(
        Reference,
        path=st.text("ab/. :1", min_size=1, max_size=6),
        line=st.none() | st.integers(0, 10**6),
    ),
    max_size=3,
).map(tuple)
_MAYBE = st.none() | _TEXTS


def _refuse(told: SkippedUnit | Loss) -> None:
    raise AssertionError(told)


_STRICT = Reports(on_skip=_refuse, on_loss=_refuse)


@st.composite
def _entries(draw: st.DrawFn) -> Entry:
    plural = draw(_MAYBE)
    count = 1 if plural is None else draw(st.integers(1, 4))
    return Entry(
        msgid=draw(_TEXTS),
        msgctxt=draw(_TEXTS),
        msgid_plural=plural,
        msgstr=tuple(draw(_TEXTS) for _ in range(count)),
        flags=draw(_FLAGS),
        references=draw(_REFERENCES),
        extracted_comments=draw(_LINES),
        translator_comments=draw(_LINES),
        previous_msgctxt=draw(_MAYBE),
        previous_msgid=draw(_MAYBE),
        previous_msgid_plural=draw(_MAYBE),
        obsolete=draw(st.booleans()),
    )


_CATALOGUES = st.builds(
    lambda entries, header: Catalogue(
        path="a.po",
        entries=tuple(entries),
        header_entry=Entry(msgid="", msgstr=(f"Language: id\n{header}",), flags=("fuzzy",)),
        language="id",
    ),
    st.lists(_entries(), max_size=4, unique_by=lambda entry: (entry.key, entry.obsolete)),
    _TEXTS,
)


def _write(catalogue: Catalogue, version: XliffVersion) -> bytes:
    pair = CataloguePair(source="en", target="id")
    parts = parts_of_catalogue(catalogue, version=version, languages=pair, on_skip=_refuse)
    return b"".join(encode_xliff(parts, on_skip=_refuse))


def _parts(data: bytes) -> list[Part]:
    return list(read_xliff(io.BytesIO(data), Path("a.xlf"), on_skip=_refuse, on_loss=_refuse))


def _read(data: bytes) -> Catalogue:
    return catalogue_of_parts(_parts(data), path="a.po", on_loss=_refuse)


def _bare(entries: tuple[Entry, ...]) -> list[Entry]:
    return [replace(entry, line=0, places={}) for entry in entries]


@pytest.mark.parametrize("version", VERSIONS)
@given(catalogue=_CATALOGUES)
def test_a_catalogue_comes_back(version: XliffVersion, catalogue: Catalogue) -> None:
    found = _read(_write(catalogue, version))
    assert _bare(found.entries) == _bare(catalogue.entries)
    assert found.header_entry is not None
    assert catalogue.header_entry is not None
    assert _bare((found.header_entry,)) == _bare((catalogue.header_entry,))
    assert found.language == "id"


@given(catalogue=_CATALOGUES)
def test_a_catalogue_comes_back_through_both_versions(catalogue: Catalogue) -> None:
    parts = _parts(_write(catalogue, XliffVersion.V1_2))
    for version in (XliffVersion.V2_1, XliffVersion.V1_2):
        changed = change_version(parts, version, reports=_STRICT)
        parts = _parts(b"".join(encode_xliff(changed, on_skip=_refuse)))
    assert _bare(catalogue_of_parts(parts, path="a.po", on_loss=_refuse).entries) == _bare(catalogue.entries)


_CODES: list[list[tuple[str, str]]] = [
    [],
    [("open", '<bpt i="1" x="1">&lt;b&gt;</bpt>'), ("close", '<ept i="1">&lt;/b&gt;</ept>')],
    [("open", '<hi x="7" type="note">'), ("standalone", "<ph/>"), ("close", "</hi>")],
    [("standalone", '<ph x="1" type="image">{0} &amp;amp;</ph>'), ("standalone", '<ph x="2"/>')],
    [("standalone", '<it x="3" pos="begin">&lt;u&gt;</it>'), ("standalone", '<ut x="1">\\b</ut>')],
    [
        ("open", '<bpt i="1" x="1">a</bpt>'),
        ("open", '<bpt i="2" x="2" type="italic">c</bpt>'),
        ("close", '<ept i="1">b</ept>'),
        ("close", '<ept i="2"/>'),
    ],
]


@st.composite
def _variants(draw: st.DrawFn, language: str) -> Variant:
    text = draw(_TEXTS.filter(bool))
    codes = draw(st.sampled_from(_CODES))
    offsets = sorted(draw(st.lists(st.integers(0, len(text)), min_size=len(codes), max_size=len(codes))))
    return Variant(
        language=language,
        text=text,
        codes=tuple(
            InlineCode(offset=offset, kind=kind, markup=markup)  # type: ignore[arg-type]
            for offset, (kind, markup) in zip(offsets, codes, strict=True)
        ),
        previous=draw(_MAYBE),
        next=draw(_MAYBE),
        origin=Origin(path=draw(_TEXTS), line=draw(st.none() | st.integers(0, 10**8)), author=draw(_MAYBE)),
        properties=tuple(draw(st.lists(st.tuples(_TEXTS.map(lambda name: f"p{name}"), _TEXTS), max_size=2))),
    )


_UNITS = st.builds(
    lambda key, source, target, rest: TranslationUnit(
        collection="a.xlf",
        key=key,
        source_language=rest[0],
        variants=(source, target),
        msgctxt=rest[1],
        properties=tuple(sorted(rest[2], key=lambda pair: pair[0] != NOTE_PROPERTY)),
    ),
    _TEXTS,
    _variants("en"),
    _variants("zh-Hant"),
    st.tuples(
        st.sampled_from(["en", "zh-Hant"]),
        _MAYBE,
        st.lists(st.tuples(_TEXTS.map(lambda name: f"p{name}") | st.just(NOTE_PROPERTY), _TEXTS), max_size=3),
    ),
)


@pytest.mark.parametrize("version", VERSIONS)
@given(units=st.lists(_UNITS, max_size=3))
def test_units_come_back(version: XliffVersion, units: list[TranslationUnit]) -> None:
    chunks = encode_units_xliff(
        units, version=version, source="en", target="zh-Hant", on_skip=_refuse, on_loss=_refuse
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlf"
        path.write_bytes(b"".join(chunks))
        assert list(read_units_xliff(path, name="a.xlf", on_skip=_refuse, on_loss=_refuse)) == units


_PIECES = st.sampled_from(
    [
        "<xliff version='1.2'>",
        "<xliff version='2.0' srcLang='en' trgLang='id'>",
        "</xliff>",
        "<file>",
        "<file source-language='en' target-language='id' original='a'>",
        "</file>",
        "<body>",
        "</body>",
        "<group>",
        "<group restype='x-gettext-plurals'>",
        "</group>",
        "<trans-unit id='1'>",
        "</trans-unit>",
        "<unit id='1'>",
        "</unit>",
        "<segment>",
        "</segment>",
        "<source>",
        "</source>",
        "<seg-source>",
        "</seg-source>",
        "<target>",
        "</target>",
        "<mrk mtype='seg' mid='1'>",
        "</mrk>",
        "<g id='1'>",
        "</g>",
        "<x id='2'/>",
        "<bx id='3'/>",
        "<ex id='3'/>",
        "<ept id='9'/>",
        "<bpt id='4'>a<sub>",
        "</sub></bpt>",
        "<ph id='5' dataRef='d'/>",
        "<pc id='6'>",
        "</pc>",
        "<sc id='7'/>",
        "<ec startRef='7'/>",
        "<cp hex='0'/>",
        "<cp hex='zz'/>",
        "<note>",
        "</note>",
        "a",
        "&lt;",
        "&nbsp;",
        "<skl><external-file href='b'/></skl>",
        "<metadata xmlns='urn:oasis:names:tc:xliff:metadata:2.0'/>",
        "<y:z xmlns:y='u'/>",
        "<y:z/>",
        "<context-group><context context-type='x-key'>",
        "</context></context-group>",
        "<context-group purpose='location'/>",
        "\ufeff",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
    ]
)
_DOCUMENTS = st.lists(_PIECES, max_size=40).map("".join)
_NAMES = st.sampled_from(
    [
        "file",
        "body",
        "group",
        "trans-unit",
        "unit",
        "segment",
        "ignorable",
        "source",
        "seg-source",
        "target",
        "g",
        "x",
        "bx",
        "ex",
        "bpt",
        "ept",
        "ph",
        "it",
        "mrk",
        "sub",
        "pc",
        "sc",
        "ec",
        "sm",
        "em",
        "cp",
        "note",
        "notes",
        "originalData",
        "data",
        "context-group",
        "context",
        "header",
        "skl",
        "skeleton",
        "internal-file",
        "y:z",
    ]
)
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        [
            "id",
            "rid",
            "mid",
            "mtype",
            "state",
            "subState",
            "dataRef",
            "dataRefEnd",
            "startRef",
            "isolated",
            "hex",
            "type",
            "subType",
            "ctype",
            "from",
            "category",
            "context-type",
            "purpose",
            "restype",
            "xml:lang",
            "name",
            "resname",
            "href",
            "source-language",
            "target-language",
            "original",
            "pos",
            "form",
            "y:a",
        ]
    ),
    st.sampled_from(
        [
            "1",
            "2",
            "seg",
            "yes",
            "d",
            "initial",
            "x-gettext-plurals",
            "x-key",
            "en",
            "1F",
            "a b",
            "x-hi-q",
            "needs-l10n",
            "tmx:hi",
            "xlf:b",
            "fmt",
            "open",
            "location",
            "application/xml",
            "",
        ]
    ),
    max_size=4,
)
_ELEMENTS = st.recursive(
    st.sampled_from(["", "a", " ", "&lt;g id='1'&gt;", "&amp;", "&nbsp;"]),
    lambda inside: st.builds(
        lambda name, attributes, children: (
            f"<{name}{''.join(f' {key}={value!r}' for key, value in attributes.items())}>"
            f"{''.join(children)}</{name}>"
        ),
        _NAMES,
        _ATTRIBUTES,
        st.lists(inside, max_size=4),
    ),
    max_leaves=12,
)
_CONTENTS = st.lists(_ELEMENTS, max_size=4).map("".join)
_IN_UNITS = {
    "1.2": "<file source-language='en' target-language='id'><body><trans-unit id='1'>{}</trans-unit></body>",
    "2.0": "<file id='f'><unit id='1'>{}</unit>",
}
_FRAMED = st.builds(
    lambda version, frame, content: (
        f"<xliff version='{version}' srcLang='en' trgLang='id' xmlns:y='u'>"
        f"{frame.format(content)}</file></xliff>"
    ),
    st.sampled_from(["1.2", "2.0"]),
    st.sampled_from(
        [
            "<file source-language='en'>{}",
            _IN_UNITS["1.2"],
            _IN_UNITS["1.2"].format("<source>{0}</source><target state='new'>{0}</target>"),
            _IN_UNITS["2.0"],
            _IN_UNITS["2.0"].format("<segment><source>{0}</source><target>{0}</target></segment>{0}"),
        ]
    ),
    _CONTENTS,
)


@given(text=_DOCUMENTS | _FRAMED)
@settings(max_examples=300)
def test_whatever_is_read_is_units_or_an_error(text: str) -> None:
    told: list[SkippedUnit | Loss] = []
    reports = Reports(on_skip=told.append, on_loss=told.append)
    document = io.BytesIO(text.encode())
    try:
        parts = list(read_xliff(document, Path("a.xlf"), on_skip=told.append, on_loss=told.append))
    except XliffError:
        return
    catalogue_of_parts(parts, path="a.po", on_loss=told.append)
    reader = UnitReader("a.xlf", Pair(), reports)
    assert all(unit.variants for part in parts for unit in reader.take(part))
    for version in VERSIONS:
        changed = list(change_version(parts, version, reports=reports))
        again = _parts_again(b"".join(encode_xliff(changed, on_skip=told.append)))
        assert len(again) >= sum(isinstance(part, Unit) for part in changed) - len(told)


def _parts_again(data: bytes) -> list[Unit]:
    parts = read_xliff(io.BytesIO(data), Path("b.xlf"), on_skip=lambda _: None)
    return [part for part in parts if isinstance(part, Unit)]
