import difflib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from padanan.core.catalogue import Entry, Reference
from padanan.core.errors import ChangedOnDiskError, PoError
from padanan.formats.files import SourceFile
from padanan.formats.po import PoDocument, new_document, parse_catalogue, read_catalogue

CATALOGUE = """\
# The header's comment
msgid ""
msgstr ""
"Project-Id-Version: x\\n"
"Language: id\\n"
"Plural-Forms: nplurals=2; "
"plural=n != 1;\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

#.  extracted
#: a.c:1
#: b.c:2
#. more extracted
#, c-format
msgid   "one"
msgstr "satu"

# loose comment

#, fuzzy
#| msgid "to"
msgctxt "number"
msgid ""
"two"
msgstr ""
"du"
"a"

msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d berkas"
msgstr[1] "%d berkas-berkas"

#~ msgid "old"
#~ msgstr "tua"
# the end
"""


def read(text: str) -> PoDocument:
    document, errors = parse_catalogue(SourceFile.of(Path("a.po"), text.encode()))
    assert errors == []
    return document


def entry_of(document: PoDocument, msgid: str) -> Entry:
    return next(entry for entry in document.catalogue.entries if entry.msgid == msgid)


def changed_lines(document: PoDocument, before: str = CATALOGUE) -> list[str]:
    """Give the lines taken away and added, in order."""
    after = document.to_bytes().decode()
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def edit(text: str, msgid: str, change: Callable[[Entry], Entry]) -> list[str]:
    document = read(text)
    old = entry_of(document, msgid)
    new = change(old)
    document.replace_entry(old, new)
    (found,) = [
        entry
        for entry in document.catalogue.entries
        if (entry.key, entry.obsolete) == (new.key, new.obsolete)
    ]
    assert replace(found, line=0) == replace(new, line=0)
    return changed_lines(document, text)


@pytest.mark.parametrize(
    ("msgid", "change", "lines"),
    [
        ("one", lambda e: replace(e, msgstr=("SATU",)), ['-msgstr "satu"', '+msgstr "SATU"']),
        ("one", lambda e: replace(e, msgid="uno"), ['-msgid   "one"', '+msgid "uno"']),
        ("one", lambda e: replace(e, msgctxt="c"), ['+msgctxt "c"']),
        ("one", lambda e: replace(e, flags=()), ["-#, c-format"]),
        ("one", lambda e: replace(e, flags=("fuzzy", "c-format")), ["-#, c-format", "+#, fuzzy, c-format"]),
        ("one", lambda e: replace(e, references=(Reference(path="a.c", line=9),)),
         ["-#: a.c:1", "-#: b.c:2", "+#: a.c:9"]),
        ("one", lambda e: replace(e, translator_comments=("hi", "")), ["+# hi", "+#"]),
        ("one", lambda e: replace(e, previous_msgid="o"), ['+#| msgid "o"']),
        ("two", lambda e: replace(e, msgstr=("dwi",)), ['-msgstr ""', '-"du"', '-"a"', '+msgstr "dwi"']),
        ("two", lambda e: replace(e, flags=(), previous_msgid=None), ["-#, fuzzy", '-#| msgid "to"']),
        ("two", lambda e: replace(e, msgctxt=None), ['-msgctxt "number"']),
        ("two", lambda e: replace(e, previous_msgctxt="n"), ['+#| msgctxt "n"']),
        ("%d file", lambda e: replace(e, msgstr=(e.msgstr[0], "x")),
         ['-msgstr[1] "%d berkas-berkas"', '+msgstr[1] "x"']),
        ("%d file", lambda e: replace(e, msgstr=e.msgstr[:1]), ['-msgstr[1] "%d berkas-berkas"']),
        ("%d file", lambda e: replace(e, msgstr=(*e.msgstr, "z")), ['+msgstr[2] "z"']),
        ("%d file", lambda e: replace(e, msgid_plural=None, msgstr=("x",)),
         ['-msgid_plural "%d files"', '-msgstr[0] "%d berkas"', '-msgstr[1] "%d berkas-berkas"',
          '+msgstr "x"']),
        ("old", lambda e: replace(e, msgstr=("lama",)), ['-#~ msgstr "tua"', '+#~ msgstr "lama"']),
        ("old", lambda e: replace(e, obsolete=False),
         ['-#~ msgid "old"', '-#~ msgstr "tua"', '+msgid "old"', '+msgstr "tua"']),
        ("two", lambda e: replace(e, obsolete=True),
         ['-#| msgid "to"', '-msgctxt "number"', '-msgid ""', '-"two"', '-msgstr ""', '-"du"', '-"a"',
          '+#~| msgid "to"', '+#~ msgctxt "number"', '+#~ msgid ""', '+#~ "two"', '+#~ msgstr ""', '+#~ "du"',
          '+#~ "a"']),
        ("one", lambda e: e, []),
    ],
    ids=["msgstr", "msgid", "new-context", "no-flags", "flags", "references", "comments", "new-previous",
         "pieces", "unfuzzy", "no-context", "previous-context", "one-form", "fewer-forms", "more-forms",
         "no-plural", "obsolete-msgstr", "revive", "retire", "nothing"],
)  # fmt: skip
def test_only_the_lines_of_what_changed(
    msgid: str, change: Callable[[Entry], Entry], lines: list[str]
) -> None:
    assert edit(CATALOGUE, msgid, change) == lines


def test_line_ends_are_kept() -> None:
    text = CATALOGUE.replace("\n", "\r\n")
    document = read(text)
    old = entry_of(document, "one")
    document.replace_entry(old, replace(old, msgstr=("a\nb",), flags=("fuzzy",)))
    after = document.to_bytes().decode()
    assert "\n" not in after.replace("\r\n", "")
    assert 'msgstr ""\r\n"a\\n"\r\n"b"\r\n' in after
    assert [entry.msgid for entry in document.catalogue.entries] == ["one", "two", "%d file", "old"]


def test_unchanged_lines_of_a_long_text_stay_wrapped_as_they_are() -> None:
    text = 'msgid "a"\nmsgstr ""\n"x "\n"y\\n"\n"z\\n"\n"last"\n'
    assert edit(text, "a", lambda entry: replace(entry, msgstr=("x y\nZ\nlast",))) == ['-"z\\n"', '+"Z\\n"']


@pytest.mark.parametrize(
    ("name", "value", "lines"),
    [
        ("Language", "en", ['-"Language: id\\n"', '+"Language: en\\n"']),
        ("X-Generator", "padanan", ['+"X-Generator: padanan\\n"']),
        ("Plural-Forms", "nplurals=1; plural=0;",
         ['-"Plural-Forms: nplurals=2; "', '-"plural=n != 1;\\n"',
          '+"Plural-Forms: nplurals=1; plural=0;\\n"']),
        ("Language", "id", []),
    ],
    ids=["change", "add", "wrapped", "same"],
)  # fmt: skip
def test_header_fields(name: str, value: str, lines: list[str]) -> None:
    document = read(CATALOGUE)
    document.set_header(name, value)
    assert changed_lines(document) == lines
    assert document.catalogue.header[name] == value


def test_a_header_is_begun_where_there_is_none() -> None:
    document = read('# c\nmsgid "a"\nmsgstr "b"\n')
    document.set_header("Language", "id")
    assert document.to_bytes() == b'msgid ""\nmsgstr "Language: id\\n"\n\n# c\nmsgid "a"\nmsgstr "b"\n'


def test_entries_are_appended_before_obsolete_ones_and_last_comments() -> None:
    document = read(CATALOGUE)
    document.append_entry(Entry(msgid="new", msgstr=("baru",)))
    document.append_entry(Entry(msgid="gone", msgstr=("hilang",), obsolete=True))
    assert changed_lines(document) == [
        '+msgid "new"', '+msgstr "baru"', "+", "+", '+#~ msgid "gone"', '+#~ msgstr "hilang"',
    ]  # fmt: skip
    assert [entry.msgid for entry in document.catalogue.entries] == [
        "one",
        "two",
        "%d file",
        "new",
        "old",
        "gone",
    ]


def test_an_entry_is_inserted_before_another() -> None:
    document = read(CATALOGUE)
    document.insert_entry(Entry(msgid="new", msgstr=("baru",)), before=entry_of(document, "two"))
    assert [entry.msgid for entry in document.catalogue.entries] == ["one", "new", "two", "%d file", "old"]
    assert changed_lines(document) == ["+", '+msgid "new"', '+msgstr "baru"']


@pytest.mark.parametrize("msgid", ["one", "two", "%d file", "old"])
def test_an_entry_is_removed_with_its_blank_line(msgid: str) -> None:
    document = read(CATALOGUE)
    gone = entry_of(document, msgid)
    document.remove_entry(gone)
    lines = changed_lines(document)
    assert all(line.startswith("-") for line in lines)
    assert lines.count("-") == 1 + (msgid == "two")
    assert gone.key not in {entry.key for entry in document.catalogue.entries}
    with pytest.raises(LookupError):
        document.remove_entry(gone)


def test_the_first_entry_is_removed_without_leaving_a_blank_line() -> None:
    document = read('msgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n')
    document.remove_entry(entry_of(document, "a"))
    assert document.to_bytes() == b'msgid "c"\nmsgstr "d"\n'


def test_a_file_without_final_newline() -> None:
    document = read('msgid "a"\nmsgstr "b"')
    old = entry_of(document, "a")
    document.replace_entry(old, replace(old, flags=("fuzzy",)))
    assert document.to_bytes() == b'#, fuzzy\nmsgid "a"\nmsgstr "b"'
    document.append_entry(Entry(msgid="c", msgstr=("d",)))
    assert document.to_bytes() == b'#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n'


def test_entries_that_share_a_line() -> None:
    document = read('msgid "a" msgstr "b" msgid "c" msgstr "d"\n')
    old = entry_of(document, "a")
    document.replace_entry(old, replace(old, msgstr=("B",)))
    assert [(entry.msgid, entry.msgstr) for entry in document.catalogue.entries] == [
        ("a", ("B",)),
        ("c", ("d",)),
    ]


def test_of_duplicates_the_very_one_is_edited() -> None:
    document = read('msgid "a"\nmsgstr "1"\n\nmsgid "a"\nmsgstr "2"\n')
    first, second = document.catalogue.entries
    document.replace_entry(second, replace(second, msgstr=("3",)))
    assert [entry.msgstr for entry in document.catalogue.entries] == [("1",), ("3",)]
    assert first == document.catalogue.entries[0]


def test_arrange_makes_the_order_of_a_template() -> None:
    document = read(CATALOGUE)
    one, two, files, old = document.catalogue.entries
    document.arrange(
        [
            (files, files),
            (Entry(msgid="new", msgstr=("",)), None),
            (replace(old, obsolete=False), old),
            (one, one),
        ]
    )
    after = document.to_bytes().decode()
    assert [entry.msgid for entry in document.catalogue.entries] == ["%d file", "new", "old", "one"]
    for line in CATALOGUE.partition("\n# loose")[0].splitlines():
        assert f"{line}\n" in after
    assert two.msgid not in {entry.msgid for entry in document.catalogue.entries}
    assert "\n\n\n" not in after


def test_arranging_everything_as_it_is_changes_nothing() -> None:
    document = read(CATALOGUE)
    document.arrange([(entry, entry) for entry in document.catalogue.entries])
    assert document.to_bytes() == CATALOGUE.encode()


def test_lines_are_true_after_an_edit() -> None:
    document = read(CATALOGUE)
    old = entry_of(document, "one")
    document.replace_entry(old, replace(old, translator_comments=("a", "b")))
    lines = document.to_bytes().decode().splitlines()
    for entry in document.catalogue.entries:
        place = entry.places["msgid"][0]
        assert "msgid" in lines[place.line - 1]
        assert lines[place.line - 1][place.column - 1] == '"'


@pytest.mark.parametrize(
    ("width", "sample"),
    [
        (79, '"' + "word " * 15 + '"\n"and more"'),
        (76, '"' + "words " * 12 + '"\n"and more"'),
        (None, '"' + "word " * 40 + '"'),
    ],
    ids=["79", "76", "unwrapped"],
)
def test_new_lines_are_as_wide_as_the_others(width: int | None, sample: str) -> None:
    start = 'msgstr ""\n' if width else "msgstr "
    document = read(f'msgid "a"\n{start}{sample}\n\nmsgid "b"\nmsgstr ""\n')
    old = entry_of(document, "b")
    document.replace_entry(old, replace(old, msgstr=("a b c " * 50,)))
    widest = max(map(len, document.to_bytes().decode().partition('msgid "b"')[2].splitlines()))
    assert widest == (309 if width is None else widest)
    assert width is None or width - 2 <= widest <= width


def test_an_entry_of_megabytes_tells_nothing_about_the_others() -> None:
    wrapped = 'msgid "b"\nmsgstr ""\n"' + "word " * 14 + '"\n"and so on"\n\n'
    huge = "".join(f'msgid "{index}"\nmsgstr "{"word " * 200_000}"\n\n' for index in range(2))
    document = read(f'{huge}{wrapped}msgid "c"\nmsgstr ""\n')
    old = entry_of(document, "c")
    document.replace_entry(old, replace(old, msgstr=("word " * 30,)))
    assert max(map(len, document.to_bytes().decode().partition('"c"')[2].splitlines())) < 80


def test_chinese_text_is_wrapped_by_columns() -> None:
    document = read('msgid "a"\nmsgstr ""\n')
    old = entry_of(document, "a")
    document.replace_entry(old, replace(old, msgstr=("小红书，" * 30,)))
    lines = document.to_bytes().decode().splitlines()[2:]
    assert [len(line) for line in lines[:-1]] == [38 + 2, 38 + 2, 38 + 2]
    assert not any(line.startswith('"，') for line in lines)


@pytest.mark.parametrize(
    ("word", "columns"),
    [("ที่", 1), ("क्षि", 3), ("e\u0301", 1), ("a\u200b", 1)],
    ids=["thai", "hindi", "accent", "zero-width-space"],
)
def test_marks_take_no_column(word: str, columns: int) -> None:
    document = read('msgid "a"\nmsgstr ""\n')
    old = entry_of(document, "a")
    document.replace_entry(old, replace(old, msgstr=(f"{word} " * 100,)))
    first = document.to_bytes().decode().splitlines()[2]
    assert first.count(word) == 77 // (columns + 1)


def test_saving(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(CATALOGUE)
    document = read_catalogue(path)
    assert not document.save()
    document.set_header("Language", "en")
    assert document.save()
    assert not document.save()
    document.set_header("Language", "ms")
    assert document.save()
    assert read_catalogue(path).catalogue.header["Language"] == "ms"


def test_saving_is_refused_where_somebody_else_wrote(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(CATALOGUE)
    document = read_catalogue(path)
    document.set_header("Language", "en")
    path.write_text(CATALOGUE + "# mine\n")
    with pytest.raises(ChangedOnDiskError):
        document.save()
    assert path.read_text() == CATALOGUE + "# mine\n"
    assert document.save(force=True)
    assert "Language: en" in path.read_text()


def test_saving_elsewhere_leaves_the_original(tmp_path: Path) -> None:
    path, other = tmp_path / "a.po", tmp_path / "new" / "b.po"
    path.write_text(CATALOGUE)
    document = read_catalogue(path)
    assert document.save(other)
    assert other.read_text() == CATALOGUE == path.read_text()


def test_a_new_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "id" / "LC_MESSAGES" / "a.po"
    header = {"Language": "id", "Content-Type": "text/plain; charset=UTF-8"}
    document = new_document(path, header, header_comments=("Title",), flags=("fuzzy",))
    document.append_entry(Entry(msgid="a\n", msgstr=("b\n",)))
    assert document.save()
    assert path.read_text() == (
        '# Title\n#, fuzzy\nmsgid ""\nmsgstr ""\n"Language: id\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a\\n"\nmsgstr "b\\n"\n'
    )
    assert document.catalogue.language == "id"
    with pytest.raises(ChangedOnDiskError):
        new_document(path, header).save()


def test_reviving_leaves_marks_inside_strings_alone() -> None:
    text = '#~| msgid "y"\n#~ msgid "x"\n#~ msgstr "a #~| b"\n'
    document = read(text)
    (old,) = document.catalogue.entries
    document.replace_entry(old, replace(old, obsolete=False))
    assert document.to_bytes() == b'#| msgid "y"\nmsgid "x"\nmsgstr "a #~| b"\n'


def test_sticky_flags_stay_sticky() -> None:
    assert edit(
        '#, fuzzy\n#= c-format\nmsgid "a"\nmsgstr "b"\n', "a", lambda e: replace(e, flags=("c-format",))
    ) == ["-#, fuzzy"]


DOMAINS = 'msgid "a"\nmsgstr ""\n\n# loose\ndomain "x"\n\nmsgid "c"\nmsgstr ""\n\nmsgid "e"\nmsgstr ""\n'


def test_removing_an_entry_leaves_the_domain_of_the_others() -> None:
    document = read(DOMAINS)
    document.remove_entry(entry_of(document, "c"))
    assert changed_lines(document, DOMAINS) == ['-msgid "c"', '-msgstr ""', "-"]
    document.remove_entry(entry_of(document, "e"))
    assert document.to_bytes() == DOMAINS.partition('msgid "c"')[0].encode()


def test_entries_do_not_move_between_domains() -> None:
    document = read(DOMAINS)
    a, c, e = document.catalogue.entries
    document.arrange([(a, a), (c, c)])
    for order in ([c, a, e], [a, e]):
        with pytest.raises(PoError, match="several domains"):
            read(DOMAINS).arrange([(entry, entry) for entry in order])


def test_an_entry_is_arranged_once() -> None:
    document = read(CATALOGUE)
    one = entry_of(document, "one")
    with pytest.raises(LookupError, match="twice"):
        document.arrange([(one, one), (one, one)])


def test_comments_at_the_end_keep_their_own_line() -> None:
    document = read('msgid "a" msgstr "b" msgid "c" msgstr "d"\n# end\n')
    document.remove_entry(entry_of(document, "c"))
    assert document.to_bytes() == b'msgid "a" msgstr "b"\n# end\n'


@pytest.mark.parametrize(
    "change",
    [
        {"references": (Reference(path="a\nb.c", line=1),)},
        {"references": (Reference(path="a\0b.c"),)},
        {"flags": ("fuzzy\nmsgid",)},
        {"translator_comments": ("a\0b",)},
        {"extracted_comments": ("a\0b",)},
    ],
    ids=["line-in-reference", "nul-in-reference", "line-in-flag", "nul-in-comment", "nul-in-extracted"],
)
def test_what_no_comment_can_hold_is_refused(change: dict[str, tuple[object, ...]]) -> None:
    document = read(CATALOGUE)
    old = entry_of(document, "one")
    with pytest.raises(PoError, match="cannot stand in a comment"):
        document.replace_entry(old, replace(old, **change))  # type: ignore[arg-type]
    assert document.to_bytes() == CATALOGUE.encode()


def test_a_plural_without_forms_gets_an_empty_one() -> None:
    document = read(CATALOGUE)
    document.append_entry(Entry(msgid="a", msgid_plural="as", msgstr=()))
    assert entry_of(document, "a").msgstr == ("",)


def test_a_failed_edit_changes_nothing() -> None:
    document = read(CATALOGUE)
    one = entry_of(document, "one")
    bad = replace(one, flags=("a\nb",))
    with pytest.raises(PoError):
        document.replace_entry(one, bad)
    document.replace_entry(one, replace(one, msgstr=("SATU",)))
    assert changed_lines(document) == ['-msgstr "satu"', '+msgstr "SATU"']
