from pathlib import Path

import pytest

from padanan.core.catalogue import Entry, Place, Reference
from padanan.core.errors import InputError, PoError
from padanan.formats.files import SourceFile
from padanan.formats.po import PoDocument, parse_catalogue, read_catalogue

HEADER = b'msgid ""\nmsgstr ""\n"Language: id\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def read(data: bytes | str, path: str = "a.po") -> PoDocument:
    raw = data.encode() if isinstance(data, str) else data
    document, errors = parse_catalogue(SourceFile.of(Path(path), raw))
    assert errors == []
    assert document.to_bytes() == raw
    return document


def only(data: bytes | str) -> Entry:
    (entry,) = read(data).catalogue.entries
    return entry


def test_every_field_of_an_entry() -> None:
    entry = only(
        "# one\n#\n#  two\n#. from the code\n#: main.c:12 lib/a.c\n#: b.c:3\n#, fuzzy, c-format\n"
        '#| msgctxt "old context"\n#| msgid "old"\n#| "er"\n#| msgid_plural "olds"\n'
        'msgctxt "menu"\nmsgid "%d file"\nmsgid_plural ""\n"%d "\n"files"\nmsgstr[0] "%d berkas"\n'
        'msgstr[1] "%d\\tberkas"\n'
    )
    assert entry == Entry(
        msgctxt="menu",
        msgid="%d file",
        msgid_plural="%d files",
        msgstr=("%d berkas", "%d\tberkas"),
        flags=("fuzzy", "c-format"),
        references=(
            Reference(path="main.c", line=12),
            Reference(path="lib/a.c"),
            Reference(path="b.c", line=3),
        ),
        extracted_comments=("from the code",),
        translator_comments=("one", "", " two"),
        previous_msgctxt="old context",
        previous_msgid="older",
        previous_msgid_plural="olds",
        line=1,
    )
    assert entry.places == {
        "msgctxt": (Place(line=12, column=9),),
        "msgid": (Place(line=13, column=7),),
        "msgid_plural": (Place(line=14, column=14), Place(line=15, column=1), Place(line=16, column=1)),
        "msgstr[0]": (Place(line=17, column=11),),
        "msgstr[1]": (Place(line=18, column=11),),
    }


def test_obsolete_entries_keep_their_previous_fields() -> None:
    entry = only('# hi\n#, fuzzy\n#~| msgid "older"\n#~ msgid "old"\n#~ msgstr ""\n#~ "tua"\n')
    assert entry.obsolete
    assert (entry.msgid, entry.msgstr, entry.previous_msgid) == ("old", ("tua",), "older")
    assert (entry.line, entry.flags, entry.translator_comments) == (1, ("fuzzy",), ("hi",))
    assert entry.places["msgstr"] == (Place(line=5, column=11), Place(line=6, column=4))


def test_places_where_fields_share_lines_and_pieces() -> None:
    entry = only('\n\n  msgid"a" "b" msgstr\n\t"c" "d\\\ne"\n"f"')
    assert (entry.msgid, entry.msgstr, entry.line) == ("ab", ("cdef",), 3)
    assert entry.places == {
        "msgid": (Place(line=3, column=8), Place(line=3, column=12)),
        "msgstr": (Place(line=4, column=2), Place(line=4, column=6), Place(line=6, column=1)),
    }


def test_columns_count_code_points_and_no_byte_order_mark() -> None:
    entry = only(b'\xef\xbb\xbfmsgid "a"\nmsgstr "b"\n')
    assert entry.places["msgid"] == (Place(line=1, column=7),)


def test_lines_are_true_in_every_kind_of_file() -> None:
    text = (
        '# c\r\nmsgid "a"\r\nmsgstr "b"\r\n\r\n\r\nmsgid "c"\nmsgstr "d"\r\n'
        '\f\n#: x\n\n# y\nmsgid "e"\nmsgstr ""\n'
    )
    assert [entry.line for entry in read(text).catalogue.entries] == [1, 6, 9]


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (r"\a\b\f\n\r\t\v\\\"", '\a\b\f\n\r\t\v\\"'),
        (r"\101\1018\7", "AA8\7"),
        (r"\x41g\x4142", "AgB"),
        (r"\303\251\xc3\xa9", "éé"),
        (r"\\n \\101", r"\n \101"),
        ("a\\\nb", "ab"),
        ("tab\there", "tab\there"),
    ],
    ids=["named", "octal", "hexadecimal", "bytes", "escaped-backslash", "line-continuation", "raw-control"],
)
def test_escapes(escaped: str, text: str) -> None:
    assert only(f'msgid "a"\nmsgstr "{escaped}"\n').msgstr == (text,)


def test_an_escape_never_reaches_over_two_pieces() -> None:
    assert only('msgid "a"\nmsgstr "\\1"\n"01"\n').msgstr == ("\x0101",)


@pytest.mark.parametrize(
    ("line", "flags"),
    [
        ("#, fuzzy", ("fuzzy",)),
        ("#,fuzzy,c-format", ("fuzzy", "c-format")),
        ("#, fuzzy c-format", ("fuzzy", "c-format")),
        ("#, range: 1..5, c-format", ("range: 1..5", "c-format")),
        ('#, placeholders:"a b"', ('placeholders:"a b"',)),
        ("#,", ()),
        ("#= fuzzy", ("fuzzy",)),
    ],
)
def test_flags(line: str, flags: tuple[str, ...]) -> None:
    assert only(f'{line}\nmsgid "a"\nmsgstr "b"\n').flags == flags


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("a.c:1 b.c", [("a.c", 1), ("b.c", None)]),
        (r"C:\x.c:7", [(r"C:\x.c", 7)]),
        ("\u2068my file.c:1\u2069", [("my file.c", 1)]),
        ("\u2068my file.c\u2069:12 b.c:2", [("my file.c", 12), ("b.c", 2)]),
        ("a:" + "9" * 5000, [("a:" + "9" * 5000, None)]),
        ("a.c:１２ :5", [("a.c:１２", None), (":5", None)]),
    ],
    ids=["plain", "drive", "isolated-with-line", "isolated", "endless-number", "no-digits"],
)
def test_references(text: str, references: list[tuple[str, int | None]]) -> None:
    entry = only(f'#: {text}\nmsgid "a"\nmsgstr "b"\n')
    assert [(reference.path, reference.line) for reference in entry.references] == references


def test_header_keeps_order_and_spelling() -> None:
    data = (
        'msgid ""\nmsgstr ""\n"X-Zulu: 1\\n"\n"language: id\\n"\n'
        '"Plural-Forms: nplurals=1; "\n"plural=0;\\n"\n'
        '"no colon\\n"\n"X-Zulu: 2\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    )
    catalogue = read(data).catalogue
    assert list(catalogue.header.items()) == [
        ("X-Zulu", "2"),
        ("language", "id"),
        ("Plural-Forms", "nplurals=1; plural=0;\nno colon"),
    ]
    assert catalogue.header_entry is not None
    assert catalogue.header_entry.line == 1
    assert [entry.msgid for entry in catalogue.entries] == ["a"]


@pytest.mark.parametrize(
    ("language", "path", "tag"),
    [
        ("zh_CN", "a.po", "zh-CN"),
        ("", "locale/pt_BR/LC_MESSAGES/django.po", "pt-BR"),
        ("", "po/sr@latin.po", "sr-Latn"),
        ("no such language", "id.po", "id"),
        ("", "messages.po", None),
        ("", "id.pot", None),
    ],
)
def test_language_comes_from_header_or_path(language: str, path: str, tag: str | None) -> None:
    data = f'msgid ""\nmsgstr "Language: {language}\\n"\n'
    catalogue = read(data, path).catalogue
    assert catalogue.language == tag
    assert catalogue.is_template == path.endswith(".pot")


def test_a_byte_order_mark_and_another_charset_are_refused() -> None:
    data = b'\xef\xbb\xbfmsgid ""\nmsgstr "charset=ISO-8859-1\\n"\n'
    document, errors = parse_catalogue(SourceFile.of(Path("a.po"), data))
    assert [(error.line, error.column) for error in errors] == [(2, 9)]
    assert errors[0].message == "the file is marked as UTF-8, its header says ISO-8859-1"
    assert document.to_bytes() == data


def test_a_file_without_header() -> None:
    catalogue = read('msgid "a"\nmsgstr "b"\n').catalogue
    assert catalogue.header_entry is None
    assert catalogue.header == {}
    assert catalogue.entries[0].line == 1


def test_comments_without_an_entry_are_no_entry() -> None:
    assert read(HEADER + b"# the end\n\n#~\n").catalogue.entries == ()


def test_goes_on_behind_errors() -> None:
    data = HEADER + b'msgid "a\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n\nmsgid "e"\n\nmsgid "f"\nmsgstr "g"\n'
    document, errors = parse_catalogue(SourceFile.of(Path("a.po"), data))
    assert [(error.line, error.column) for error in errors] == [(6, 7), (12, 1)]
    assert [entry.msgid for entry in document.catalogue.entries] == ["c", "f"]
    assert document.to_bytes() == data


def test_a_damaged_document_is_not_edited() -> None:
    document, errors = parse_catalogue(SourceFile.of(Path("a.po"), b'msgid "a"\nmsgstr "b"\n\nmsgid "c"\n'))
    with pytest.raises(PoError) as caught:
        document.remove_entry(document.catalogue.entries[0])
    assert caught.value is errors[0]


def test_gives_up_after_a_hundred_errors() -> None:
    _, errors = parse_catalogue(SourceFile.of(Path("a.po"), b"rubbish\n\n" * 5000))
    assert len(errors) == 100
    assert errors[-1].line == 199


def test_missing_and_empty_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_catalogue(tmp_path / "a.po")
    for content in (b"", b"\n \n", b"\xef\xbb\xbf"):
        (tmp_path / "a.po").write_bytes(content)
        with pytest.raises(PoError, match="the file is empty"):
            read_catalogue(tmp_path / "a.po")


@pytest.mark.parametrize(
    "data",
    [
        b'msgid "' + b"a" * 5_000_000 + b'"\nmsgstr ""\n',
        b"# x\n" * 500_000 + b'msgid "a"\nmsgstr ""\n',
        b'msgid "a"\nmsgstr ""\n' + b'"b"\n' * 500_000,
        b'msgid "' + b"\\\\" * 1_000_000 + b'"\nmsgstr ""\n',
        b'msgid "a"\nmsgid_plural "b"\n' + b"".join(b'msgstr[%d] ""\n' % n for n in range(20_000)),
        b"\n" * 2_000_000 + b'msgid "a"\nmsgstr ""\n',
        b"#~ " * 300_000 + b'msgid "a"\n#~ msgstr ""\n',
    ],
    ids=["long-line", "comments", "pieces", "backslashes", "forms", "blank-lines", "marks"],
)
def test_huge_entries_are_read(data: bytes) -> None:
    assert len(read(data).catalogue.entries) == 1


@pytest.mark.parametrize(
    "data",
    [
        b'msgid "' + b"a" * 2_000_000,
        b"#| x\n" * 100_000,
        b'"' * 500_000,
        b"msgid" * 200_000,
    ],
    ids=["unterminated", "previous", "quotes", "words"],
)
def test_huge_rubbish_is_refused(data: bytes) -> None:
    _, errors = parse_catalogue(SourceFile.of(Path("a.po"), data))
    assert 0 < len(errors) <= 100
