"""TMX in every dress it comes in, broken ones included."""

import codecs
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from padanan.core.errors import InputError, TmxError
from padanan.core.model import InlineCode, Origin, TranslationUnit
from padanan.formats.tmx import Loss, SkippedUnit, read_tmx

Read = Callable[[str | bytes], tuple[list[TranslationUnit], list[SkippedUnit]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a document, or the content of a body, and give its units and what was skipped."""

    def run(content: str | bytes) -> tuple[list[TranslationUnit], list[SkippedUnit]]:
        path = tmp_path / "x.tmx"
        data = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(data if b"<tmx" in data or b"\x00" in data else _document(data))
        skipped: list[SkippedUnit] = []
        return list(read_tmx(path, name="x.tmx", on_skip=skipped.append)), skipped

    return run


def _document(body: bytes) -> bytes:
    return b'<tmx version="1.4">\n<header srclang="id"/>\n<body>\n' + body + b"\n</body></tmx>"


def _failure(read: Read, content: str | bytes) -> TmxError:
    with pytest.raises(TmxError) as caught:
        read(content)
    assert caught.value.path is not None
    return caught.value


_PAIR = '<tuv xml:lang="id"><seg>satu</seg></tuv><tuv xml:lang="en"><seg>one</seg></tuv>'


def test_a_unit_with_all_that_is_kept(read: Read) -> None:
    (unit,), skipped = read(
        '<tu tuid="7" changeid="ana" changedate="20250117T083000Z">\n'
        '<note>checked</note><prop type="x-context">menu</prop><prop type="domain">ui</prop>\n'
        '<tuv xml:lang="id"><prop type="x-context-pre">Buka</prop><prop type="x-context-post">Tutup</prop>'
        "<seg>Simpan</seg></tuv>\n"
        '<tuv xml:lang="en" creationid="ben" creationdate="20240101T000000Z"><prop type="x">1</prop>'
        "<seg>Save</seg></tuv></tu>"
    )
    assert skipped == []
    assert (unit.collection, unit.key, unit.source_language, unit.msgctxt) == ("x.tmx", "7", "id", "menu")
    assert unit.properties == (
        ("@changedate", "20250117T083000Z"),
        ("@changeid", "ana"),
        ("<note>", "checked"),
        ("domain", "ui"),
    )
    source, target = unit.variants
    assert (source.language, source.text, source.previous, source.next) == ("id", "Simpan", "Buka", "Tutup")
    assert source.origin == Origin(path="x.tmx", line=6, author="ana", changed="2025-01-17T08:30:00Z")
    assert target.origin == Origin(path="x.tmx", line=7, author="ben", changed="2024-01-01T00:00:00Z")
    assert target.properties == (("@creationdate", "20240101T000000Z"), ("@creationid", "ben"), ("x", "1"))


def test_inline_codes_are_kept_out_of_the_text(read: Read) -> None:
    (unit,), _ = read(
        '<tu><tuv xml:lang="id"><seg>Klik <bpt i="1" type="bold">&lt;a title="<sub>judul</sub>"&gt;</bpt>'
        'di sini<ept i="1">&lt;/a&gt;</ept><ph x="2"/>, <hi type="term">berkas</hi></seg></tuv></tu>'
    )
    (variant,) = unit.variants
    assert variant.text == "Klik di sini, berkas"
    assert variant.codes == (
        InlineCode(
            offset=5,
            kind="open",
            markup='<bpt i="1" type="bold">&lt;a title="<sub>judul</sub>"&gt;</bpt>',
        ),
        InlineCode(offset=12, kind="close", markup='<ept i="1">&lt;/a&gt;</ept>'),
        InlineCode(offset=12, kind="standalone", markup='<ph x="2"/>'),
        InlineCode(offset=14, kind="open", markup='<hi type="term">'),
        InlineCode(offset=20, kind="close", markup="</hi>"),
    )


@pytest.mark.parametrize("attribute", ["xml:lang", "lang"])
@pytest.mark.parametrize(("written", "tag"), [("EN-US", "en-US"), ("zh_CN", "zh-CN"), ("in", "id")])
def test_language_spellings(read: Read, attribute: str, written: str, tag: str) -> None:
    (unit,), _ = read(f'<tu><tuv {attribute}="{written}"><seg>x</seg></tuv></tu>')
    assert unit.variants[0].language == tag


@pytest.mark.parametrize(
    ("header", "unit", "expected"),
    [
        pytest.param("en", "", "en-GB", id="covered-by-the-header"),
        pytest.param("*all*", "", "id", id="all-means-the-first"),
        pytest.param("fr", "", "id", id="absent-means-the-first"),
        pytest.param("id", 'srclang="en"', "en-GB", id="the-unit-wins"),
        pytest.param("nonsense!", "", "id", id="broken-means-the-first"),
    ],
)
def test_source_language(read: Read, header: str, unit: str, expected: str) -> None:
    document = (
        f'<tmx version="1.4"><header srclang="{header}"/><body><tu {unit}>'
        '<tuv xml:lang="id"><seg>a</seg></tuv><tuv xml:lang="en-GB"><seg>b</seg></tuv></tu></body></tmx>'
    )
    (read_unit,), _ = read(document)
    assert read_unit.source_language == expected
    assert read_unit.key == {"en-GB": "b", "id": "a"}[expected]


def test_omegat_keeps_the_context_at_the_unit(read: Read) -> None:
    (unit,), _ = read(f'<tu><prop type="prev">Buka</prop><prop type="next">Tutup</prop>{_PAIR}</tu>')
    assert (unit.variants[0].previous, unit.variants[0].next) == ("Buka", "Tutup")
    assert (unit.variants[1].previous, unit.variants[1].next) == (None, None)


_TEXT = "小红书 é 😀"


@pytest.mark.parametrize("declared", ["utf-8", "UTF-16", "iso-8859-1", None])
@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        pytest.param(codecs.BOM_UTF8, "utf-8", id="utf8-bom"),
        pytest.param(codecs.BOM_UTF16_LE, "utf-16-le", id="utf16le-bom"),
        pytest.param(codecs.BOM_UTF16_BE, "utf-16-be", id="utf16be-bom"),
        pytest.param(b"", "utf-16-le", id="utf16le"),
        pytest.param(b"", "utf-16-be", id="utf16be"),
    ],
)
def test_unicode_encodings_whatever_is_declared(
    read: Read, mark: bytes, codec: str, declared: str | None
) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>\r\n' if declared else ""
    body = f'<tu><tuv xml:lang="zh"><seg>{_TEXT}</seg></tuv></tu>'
    document = f'{declaration}<tmx version="1.4"><header/><body>{body}</body></tmx>'
    (unit,), _ = read(mark + document.encode(codec))
    assert unit.variants[0].text == _TEXT


@pytest.mark.parametrize(
    ("declared", "codec", "text"),
    [
        ("utf-8", "utf-8", _TEXT),
        ("UTF-16", "utf-8", _TEXT),
        ("iso-8859-1", "iso-8859-1", "é"),
        ("windows-1252", "windows-1252", "“é”"),
        ("GBK", "gbk", "小红书"),
        ("Shift_JIS", "shift_jis", "日本語"),
    ],
)
def test_declared_encodings(read: Read, declared: str, codec: str, text: str) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?><tmx version="1.4"><header/><body>'
    body = f'<tu><tuv xml:lang="zh"><seg>{text}</seg></tuv></tu></body></tmx>'
    (unit,), _ = read((head + body).encode(codec))
    assert unit.variants[0].text == text


@pytest.mark.parametrize("name", ["klingon-8", "zlib", "rot13"])
def test_an_unknown_encoding_is_named(read: Read, name: str) -> None:
    failure = _failure(read, f'<?xml version="1.0" encoding="{name}"?><tmx version="1.4"/>')
    assert "unknown encoding" in failure.message


def test_text_that_is_not_in_the_declared_codec(read: Read) -> None:
    failure = _failure(read, b'<?xml version="1.0" encoding="gbk"?><tmx version="1.4">\xff\xff</tmx>')
    assert "not in gbk" in failure.message


@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        pytest.param("<tu/>", "no <tuv>", id="no-variant"),
        pytest.param('<tu><tuv xml:lang="id"/></tu>', "without <seg>", id="no-seg"),
        pytest.param("<tu><tuv><seg>x</seg></tuv></tu>", "without xml:lang", id="no-language"),
        pytest.param(
            '<tu><tuv xml:lang="xx-!"><seg>x</seg></tuv></tu>', "unknown language", id="bad-language"
        ),
        pytest.param(
            '<tu><tuv xml:lang="id"><seg>a</seg></tuv><tuv xml:lang="ID"><seg>b</seg></tuv></tu>',
            "two variants in id",
            id="language-twice",
        ),
        pytest.param(
            '<tu><tuv xml:lang="id"><seg>a<g>b</g></seg></tuv></tu>', "<g> inside <seg>", id="xliff"
        ),
        pytest.param('<tu><tuv xml:lang="id"><seg>a&nbsp;b</seg></tuv></tu>', "&nbsp;", id="entity"),
        pytest.param("<tu><seg>x</seg></tu>", "outside <tuv>", id="seg-outside"),
        pytest.param('<tu><tuv xml:lang="id"><seg>x</seg><seg/></tuv></tu>', "two <seg>", id="two-segs"),
        pytest.param(
            f'<tu><prop type="x">a<b/></prop>{_PAIR}</tu>', "<b> inside <prop>", id="prop-with-element"
        ),
        pytest.param(
            f'<tu><tuv xml:lang="id"><seg>{"x" * 1_000_001}</seg></tuv></tu>', "more than", id="too-long"
        ),
        pytest.param(
            f'<tu><tuv xml:lang="id"><seg>{"<ph/>" * 20_001}</seg></tuv></tu>',
            "more than",
            id="too-many-codes",
        ),
        pytest.param(f'<tu tuid="{"x" * 1_000_001}">{_PAIR}</tu>', "more than", id="too-long-tuid"),
        pytest.param(f"<tu>{'<tuv/>' * 20_001}</tu>", "more than", id="too-many-variants"),
    ],
)
def test_a_bad_unit_is_skipped_with_line_and_reason(read: Read, unit: str, reason: str) -> None:
    units, (skipped,) = read(f"<tu>{_PAIR}</tu>\n{unit}\n<tu>{_PAIR}</tu>")
    assert [len(good.variants) for good in units] == [2, 2]
    assert reason in skipped.reason
    assert skipped.line == 5


def test_a_doctype_is_never_fetched(read: Read) -> None:
    for system in ("tmx14.dtd", "/etc/passwd", "http://example.invalid/tmx14.dtd"):
        (unit,), _ = read(
            f'<!DOCTYPE tmx SYSTEM "{system}"><tmx version="1.4"><header/><body><tu>{_PAIR}</tu></body></tmx>'
        )
        assert unit.variants[0].text == "satu"


@pytest.mark.parametrize(
    "subset",
    [
        pytest.param('<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">', id="bomb"),
        pytest.param('<!ENTITY c SYSTEM "file:///etc/passwd">', id="external"),
        pytest.param('<!ENTITY % p SYSTEM "http://example.invalid/x"> %p;', id="parameter"),
        pytest.param('<!ATTLIST tu tuid CDATA "xxxxxxxxxxxxxxxx">', id="default-attribute"),
    ],
)
def test_a_dtd_inside_the_document_is_refused(read: Read, subset: str) -> None:
    failure = _failure(read, f'<!DOCTYPE tmx [{subset}]>\n<tmx version="1.4"><header/><body/></tmx>')
    assert "DTD of its own" in failure.message
    assert failure.line == 1


@pytest.mark.parametrize(
    ("document", "line", "message"),
    [
        pytest.param('<tmx version="1.4">\n<header/>\n<body>', 3, "no element found", id="cut-short"),
        pytest.param('<tmx version="1.4">\n<header>\n</tmx>', 3, "mismatched tag", id="mismatched"),
        pytest.param(b"\n<tmx>\n\x01</tmx>", 3, "not well-formed", id="control-character"),
        pytest.param(b"<tmx>\n\xff\xfe</tmx>", 2, "not well-formed", id="not-utf8"),
        pytest.param(b"<tmx>\n\x00</tmx>", 2, "not well-formed", id="nul"),
        pytest.param("<tmx>\n&#1;</tmx>", 2, "invalid character", id="control-reference"),
        pytest.param("just text, and <tmx", 1, "syntax error", id="text"),
        pytest.param("<html><!-- <tmx --></html>", 1, "root element is <html>", id="another-root"),
        pytest.param('<?xml version="1.0" standalone="yes"?>\n<tmx>&nbsp;</tmx>', 2, "entity", id="entity"),
        pytest.param("<tmx>" + "<x>\n" * 200, 100, "deep", id="nested"),
    ],
)
def test_a_broken_document_is_reported_with_its_line(
    read: Read, document: str | bytes, line: int, message: str
) -> None:
    failure = _failure(read, document)
    assert message in failure.message
    assert failure.line == line
    assert failure.hint


@pytest.mark.parametrize(
    ("broken", "reason", "column"),
    [
        pytest.param(f"<tu>a & b{_PAIR}</tu>", "not well-formed", 8, id="ampersand"),
        pytest.param(f'<tu tuid="1">\x01{_PAIR}</tu>', "not well-formed", 14, id="control-character"),
        pytest.param(f"<tu>&#1;{_PAIR}</tu>", "invalid character number", 5, id="control-reference"),
        pytest.param(f"<tu><b>{_PAIR}</tu>", "mismatched tag", 89, id="mismatched"),
        pytest.param(f'<tu a="1" a="2">{_PAIR}</tu>', "duplicate attribute", 11, id="attribute-twice"),
        pytest.param(f"<tu>{_PAIR}", "it has no end", 1, id="no-end"),
        pytest.param("<tu>" + "<x>" * 10_000 + "</x>" * 10_000 + "</tu>", "deep", 296, id="nested"),
        pytest.param("<tu>" + "<x>" * 10_000 + "</tu>", "deep", 296, id="nested-without-end"),
        pytest.param(f"<tu>{_PAIR}</tu <!---->", "not well-formed", 89, id="end-tag-cut"),
    ],
)
def test_a_unit_that_is_no_xml_is_skipped_alone(read: Read, broken: str, reason: str, column: int) -> None:
    good = f"<tu>{_PAIR}</tu>"
    units, (skipped, later) = read(f"{good}\n{broken}\n{good}{good}\n\n{good}<tu></tu>")
    assert reason in skipped.reason
    assert (skipped.line, skipped.column) == (5, column)
    assert len(units) == 4
    assert (later.line, later.column) == (8, len(good) + 1)


def test_many_units_may_be_broken(read: Read) -> None:
    units, skipped = read(f"<tu>&</tu><tu>{_PAIR}</tu>\n" * 2000)
    assert (len(units), len(skipped), skipped[-1].line) == (2000, 2000, 2003)


@pytest.mark.parametrize(
    ("stray", "message"),
    [
        pytest.param("a & b", "not well-formed", id="ampersand"),
        pytest.param("</tuv>", "mismatched tag", id="end-tag"),
        pytest.param("<" + "x" * 200_000, "not well-formed", id="long"),
    ],
)
def test_what_is_no_xml_between_units_is_reported(tmp_path: Path, stray: str, message: str) -> None:
    path = tmp_path / "x.tmx"
    unit = f"<tu>{_PAIR}</tu>"
    path.write_bytes(_document(f"{unit}\n {stray} {unit}\n{unit}".encode()))
    losses: list[Loss] = []
    assert len(list(read_tmx(path, on_loss=losses.append))) == 3
    (loss,) = losses
    assert message in loss.message
    assert loss.line == 5


def test_after_too_many_broken_units_it_is_no_tmx(read: Read) -> None:
    assert "more than 1000 broken units" in _failure(read, "<tu>&" * 2000).message


def test_an_endless_tag_is_refused(read: Read) -> None:
    failure = _failure(read, b'<tmx version="1.4"><header/><body><tu tuid="' + b"x" * 17_000_000)
    assert "16 MiB" in failure.message


def test_units_before_the_damage_are_given(tmp_path: Path) -> None:
    path = tmp_path / "x.tmx"
    filler = f"<tu>{_PAIR}</tu>\n" * 2000
    path.write_text(f'<tmx version="1.4"><header/><body>{filler}<tu>&</tu>')
    units = read_tmx(path)
    assert next(units).variants[1].text == "one"
    with pytest.raises(TmxError):
        list(units)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "x.tmx").touch()
    with pytest.raises(TmxError, match="empty"):
        list(read_tmx(tmp_path / "x.tmx"))


@pytest.mark.parametrize("name", ["missing.tmx", "", pytest.param("a\0b", id="nul")])
def test_what_is_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        list(read_tmx(tmp_path / name))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.tmx")
    with pytest.raises(InputError, match="pipe"):
        list(read_tmx(tmp_path / "x.tmx"))
