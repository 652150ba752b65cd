"""Edited catalogues keep their charset, and never hold a character that it lacks."""

from dataclasses import replace
from pathlib import Path

import pytest

from padanan.core.catalogue import Entry
from padanan.core.errors import PoError
from padanan.formats.files import SourceFile
from padanan.formats.po import PoDocument, new_document, parse_catalogue, read_catalogue


def read(data: bytes) -> PoDocument:
    document, errors = parse_catalogue(SourceFile.of(Path("a.po"), data))
    assert errors == []
    return document


def change_msgstr(document: PoDocument, msgstr: str) -> None:
    *_, last = document.catalogue.entries
    document.replace_entry(last, replace(last, msgstr=(msgstr,)))


@pytest.mark.parametrize(
    ("charset", "text"),
    [("KOI8-R", "файл"), ("Shift_JIS", "ファイル"), ("GB18030", "文件"), ("ISO-8859-15", "œuf €")],
)
def test_other_charsets_are_kept(charset: str, text: str) -> None:
    data = (
        f'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\n"\n\n# {text}\nmsgid "a"\n'
        f'msgstr "{text}"\n'
    ).encode(charset)
    document = read(data)
    (entry,) = document.catalogue.entries
    assert entry.msgstr == (text,)
    change_msgstr(document, text * 2)
    assert document.to_bytes() == data.replace(f'"{text}"'.encode(charset), f'"{text * 2}"'.encode(charset))


def test_lines_of_an_ambiguous_charset_stay_as_they_are() -> None:
    # CP932 has two codes for U+2252; Python writes the other one.
    data = b'msgid ""\nmsgstr "charset=CP932\\n"\n\n# \x81\xe0\x87\x90\nmsgid "a"\nmsgstr "b"\n'
    assert data.decode("cp932").encode("cp932") != data
    document = read(data)
    change_msgstr(document, "c")
    assert document.to_bytes() == data.replace(b'"b"', b'"c"')


def test_a_character_that_the_charset_lacks_is_refused() -> None:
    document = read(b'msgid ""\nmsgstr "charset=ISO-8859-1\\n"\n\nmsgid "a"\nmsgstr ""\n')
    change_msgstr(document, "小")
    with pytest.raises(PoError, match=r"U\+5C0F.* cannot be written in ISO8859-1"):
        document.to_bytes()


@pytest.mark.parametrize("charset", ["Shift_JIS", "EUC-JP"])
def test_a_yen_sign_is_not_written_as_a_backslash(charset: str) -> None:
    # Python's codecs give both characters the byte 0x5C.
    document = read(f'msgid ""\nmsgstr "charset={charset}\\n"\n\nmsgid "a"\nmsgstr ""\n'.encode())
    change_msgstr(document, "¥n")
    with pytest.raises(PoError, match=r"U\+00A5.* cannot be written in"):
        document.to_bytes()


def test_two_lines_that_mean_the_same_keep_their_own_bytes() -> None:
    lines = [b"# \x81\xe0\n", b"# \x87\x90\n", b"# \x81\xe0\n"]
    data = b'msgid ""\nmsgstr "charset=CP932\\n"\n'
    data += b"".join(b'\n%bmsgid "%d"\nmsgstr "b"\n' % (line, index) for index, line in enumerate(lines))
    document = read(data)
    change_msgstr(document, "c")
    assert document.to_bytes() == b"c".join(data.rsplit(b"b", 1))


def test_a_new_charset_in_the_header_converts_the_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset={}\\n"\n\n# é\nmsgid "a"\nmsgstr "é"\n'
    path.write_bytes(text.format("ISO-8859-1").encode("iso-8859-1"))
    document = read_catalogue(path)
    document.set_header("Content-Type", "text/plain; charset=UTF-8")
    assert document.save()
    assert path.read_bytes() == text.format("UTF-8").encode()
    change_msgstr(document, "小")
    assert document.save()
    assert read_catalogue(path).catalogue.entries[0].msgstr == ("小",)
    document.set_header("Content-Type", "text/plain; charset=Klingon")
    with pytest.raises(PoError, match="unknown charset 'Klingon'"):
        document.save()


def test_a_new_catalogue_is_written_in_the_charset_it_names() -> None:
    document = new_document(Path("a.po"), {"Content-Type": "text/plain; charset=KOI8-R"})
    document.append_entry(Entry(msgid="a", msgstr=("файл",)))
    assert document.to_bytes().endswith('msgstr "файл"\n'.encode("koi8-r"))


def test_a_byte_order_mark_is_kept_by_utf8_alone() -> None:
    data = b'\xef\xbb\xbfmsgid ""\nmsgstr "charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "\xc3\xa9"\n'
    document = read(data)
    (entry,) = document.catalogue.entries
    document.replace_entry(entry, replace(entry, flags=("fuzzy",)))
    assert document.to_bytes() == data.replace(b'msgid "a"', b'#, fuzzy\nmsgid "a"')
    header = document.catalogue.header_entry
    assert header is not None
    document.replace_entry(header, replace(header, msgstr=("charset=ISO-8859-1\n",)))
    assert document.to_bytes().startswith(b"msgid")


@pytest.mark.parametrize(
    ("charset", "name"), [("Shift_JIS", "表"), ("Big5", "許"), ("GBK", "乗"), ("GB18030", "乗")]
)
def test_a_header_whose_characters_end_in_a_backslash_byte(charset: str, name: str) -> None:
    data = (
        f'msgid ""\nmsgstr ""\n"Last-Translator: {name}"\n"\\n"\n"Content-Type: text/plain; char"\n'
        f'"set={charset}"\n\nmsgid "{name}"\nmsgstr ""\n'
    ).encode(charset)
    document = read(data)
    assert document.catalogue.header["Last-Translator"] == name
    change_msgstr(document, name * 2)
    before, _, after = data.rpartition(b'msgstr ""')
    assert document.to_bytes() == before + f'msgstr "{name * 2}"'.encode(charset) + after
