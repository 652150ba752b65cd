"""Whatever stands in a catalogue comes back: byte for byte unedited, and as what was meant when written."""

import re
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from padanan.core.catalogue import Entry, Reference
from padanan.core.errors import PoError
from padanan.core.escapes import BadEscapeError, escape, unescape
from padanan.formats.files import SourceFile
from padanan.formats.po import PoDocument, new_document, parse_catalogue
from padanan.formats.po.grammar import EntryReader, PoSyntaxError
from padanan.formats.po.scanner import scan
from padanan.formats.po.wrapping import display_width, wrap

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
TRICKY = st.text(
    st.sampled_from(list('ab \n\t\r\\"\x00\x01\x0b\x0c\x7f\x85\u2028\u00ad中，（é😀\u0301%s{}<>-/.#~|[]0')),
    max_size=120,
)
STRINGS = st.one_of(TEXT, TRICKY)
# What a comment cannot hold: line ends. What separates items cannot stand in them.
COMMENT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
WORD = st.text(st.characters(categories=["L", "N", "Pd"]), min_size=1, max_size=12)
REFERENCES = st.builds(
    Reference,
    path=st.builds("{}/{}.c".format, WORD, WORD) | st.builds("{} {}.c".format, WORD, WORD),
    line=st.none() | st.integers(0, 10**8),
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    plural = draw(st.none() | STRINGS)
    forms = draw(st.lists(STRINGS, min_size=1, max_size=1 if plural is None else 12))
    previous = draw(st.none() | STRINGS)
    obsolete = draw(st.booleans())
    return Entry(
        msgid=draw(STRINGS),
        msgctxt=draw(st.none() | STRINGS),
        msgid_plural=plural,
        msgstr=tuple(forms),
        flags=tuple(draw(st.lists(WORD, max_size=3))),
        references=tuple(draw(st.lists(REFERENCES, max_size=4))),
        extracted_comments=tuple(draw(st.lists(COMMENT, max_size=2))),
        translator_comments=tuple(draw(st.lists(COMMENT, max_size=2))),
        previous_msgid=previous,
        previous_msgctxt=None if previous is None else draw(st.none() | STRINGS),
        previous_msgid_plural=None if previous is None else draw(st.none() | STRINGS),
        obsolete=obsolete,
    )


CATALOGUES = st.lists(
    entries(), min_size=1, max_size=6, unique_by=lambda entry: (entry.key, entry.obsolete)
).map(lambda found: [entry for entry in found if entry.key != (None, "")])


def make(found: list[Entry]) -> PoDocument:
    document = new_document(Path("a.po"), {"Content-Type": "text/plain; charset=UTF-8", "Language": "id"})
    for entry in sorted(found, key=lambda entry: entry.obsolete):
        document.append_entry(entry)
    return document


def bare(found: tuple[Entry, ...] | list[Entry]) -> list[Entry]:
    return [replace(entry, line=0) for entry in found]


def parse(data: bytes) -> tuple[PoDocument, list[PoError]]:
    return parse_catalogue(SourceFile.of(Path("a.po"), data))


@given(CATALOGUES)
def test_what_is_written_is_read(found: list[Entry]) -> None:
    document = make(found)
    read, errors = parse(document.to_bytes())
    assert errors == []
    wanted = sorted(bare(found), key=lambda entry: entry.obsolete)
    assert bare(read.catalogue.entries) == wanted
    assert read.catalogue == document.catalogue


@given(CATALOGUES)
@settings(max_examples=50)
def test_polib_reads_what_is_written(found: list[Entry]) -> None:
    # polib knows no octal escapes, takes U+0085 and the like for line ends, and any empty msgid for a header.
    odd = re.compile(r"[\x00-\x07\x0e-\x1f\x7f\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
    plain = [entry for entry in found if entry.msgid and not odd.search(texts_of(entry))]
    plain = [replace(entry, msgstr=entry.msgstr[:10], previous_msgid=None) for entry in plain]
    text = make(plain).to_bytes().decode()
    read = list(polib.pofile(text))
    assert len(read) == len(plain)
    for other, entry in zip(read, sorted(plain, key=lambda entry: entry.obsolete), strict=True):
        assert (other.msgctxt, other.msgid, bool(other.obsolete)) == (
            entry.msgctxt,
            entry.msgid,
            entry.obsolete,
        )
        forms = tuple(form for _, form in sorted(other.msgstr_plural.items()))
        assert (forms or (other.msgstr,)) == entry.msgstr


def texts_of(entry: Entry) -> str:
    return "".join([entry.msgctxt or "", entry.msgid, entry.msgid_plural or "", *entry.msgstr,
                    *entry.translator_comments, *entry.extracted_comments])  # fmt: skip


@given(CATALOGUES, st.data())
def test_an_edit_touches_nothing_else(found: list[Entry], data: st.DataObject) -> None:
    before = make(found).to_bytes()
    document, _ = parse(before)
    kept = list(document.catalogue.entries)
    if not kept:
        return
    index = data.draw(st.integers(0, len(kept) - 1))
    change = data.draw(entries())
    new = replace(change, msgid=kept[index].msgid, msgctxt=kept[index].msgctxt, obsolete=kept[index].obsolete)
    document.replace_entry(kept[index], new)
    after = document.to_bytes().decode().split("\n")
    lines = before.decode().split("\n")
    start = kept[index].line - 1
    end = kept[index + 1].line - 1 if index + 1 < len(kept) else len(lines)
    assert after[:start] == lines[:start]
    assert after[len(after) - (len(lines) - end) :] == lines[end:]
    kept[index] = new
    assert bare(document.catalogue.entries) == bare(kept)


@given(CATALOGUES, st.randoms(use_true_random=False))
def test_arranging_moves_entries_whole(found: list[Entry], random: object) -> None:
    document, _ = parse(make(found).to_bytes())
    wanted = list(document.catalogue.entries)
    random.shuffle(wanted)  # type: ignore[attr-defined]
    document.arrange([(entry, entry) for entry in wanted])
    assert bare(document.catalogue.entries) == bare(wanted)


# Lines that stand in catalogues, sound and broken, in any order and with any line end.
FRAGMENTS = st.sampled_from([
    b'msgid "a"', b'msgid ""', b'msgstr "b"', b'msgstr ""', b'"c\\n"', b'msgid_plural "as"', b'msgstr[0] "x"',
    b'msgstr[1] "y"', b'msgctxt "k"', b"# c", b"#: a.c:1", b"#, fuzzy", b"#. e", b'#| msgid "o"', b'#| "p"',
    b'#~ msgid "z"', b'#~ msgstr "y"', b'#~| msgid "p"', b'#~ "q"', b"#~", b"", b" ", b"\f", b'domain "d"',
    b'msgid "a" msgstr "b"', b'  "i"', b'msgid"n"', b'msgstr"n"', b'"\\q"', b'"open', b"junk", b"\xff",
    b'"\xc3\xa9"',
])  # fmt: skip
LINES = st.lists(
    st.tuples(FRAGMENTS, st.sampled_from([b"\n", b"\n", b"\r\n", b" \n", b"\n\n", b""])), max_size=40
)


def refuse_or_read(data: bytes) -> PoDocument:
    document, errors = parse(data)
    assert document.to_bytes() == data
    assert all(error.line and error.column and error.path == "a.po" for error in errors)
    return document


@given(LINES)
@settings(max_examples=300)
@example([(b'msgid "a"', b"\n"), (b'msgstr "b"', b"\n\n"), (b'"c\\n"', b"\n")])
def test_odd_catalogues_are_read_or_refused(lines: list[tuple[bytes, bytes]]) -> None:
    data = b"".join(fragment + end for fragment, end in lines)
    document = refuse_or_read(data)
    if document.errors:
        return
    for entry in document.catalogue.entries:
        fresh, _ = parse(data)
        fresh.replace_entry(entry, replace(entry, msgstr=tuple(f"{form} new" for form in entry.msgstr)))
        assert len(fresh.catalogue.entries) == len(document.catalogue.entries)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    document, errors = parse(data)
    assert document.to_bytes() == data
    assert all(isinstance(error, PoError) for error in errors)


@given(LINES)
@settings(max_examples=300)
def test_the_fast_way_reads_as_the_full_grammar(lines: list[tuple[bytes, bytes]]) -> None:
    data = b"".join(fragment + end for fragment, end in lines if b"\xff" not in fragment)
    text = data.decode()
    found = scan(text, path="a.po", encoding="utf-8")
    if found.errors:
        return
    position, slow = 0, []
    while (raw := EntryReader(text, position, "utf-8").read()) is not None:
        slow.append((raw.fields.get("msgctxt"), raw.fields["msgid"], raw.forms, raw.obsolete, raw.start))
        position = raw.end
    fast = [
        (entry.msgctxt, entry.msgid, list(entry.msgstr), entry.obsolete, extent.start)
        for entry, extent in zip(found.entries, found.extents, strict=True)
    ]
    assert fast == slow


@given(CATALOGUES)
@settings(max_examples=50)
def test_the_fast_way_reads_all_that_we_write_as_the_full_grammar(found: list[Entry]) -> None:
    text = make(found).to_bytes().decode()
    fast = scan(text, path="a.po", encoding="utf-8")
    # A blank before the line end keeps the fast way out.
    slow = scan(re.sub(r'(?m)^((?!#[^~]).*)"$', r'\1" ', text), path="a.po", encoding="utf-8")
    assert (fast.errors, slow.errors) == ([], [])
    assert slow.entries == fast.entries


@given(STRINGS)
def test_escapes_come_back(text: str) -> None:
    escaped = escape(text)
    assert unescape(escaped) == text
    assert "\n" not in escaped
    assert unescape(escape(escaped)) == escaped


@given(st.text(st.sampled_from('\\nx0178"aé4\n'), max_size=20))
def test_unescaping_fails_only_on_bad_escapes(raw: str) -> None:
    error = escape_error(raw)
    assert error is None or raw[error.offset] == "\\"


def escape_error(raw: str) -> BadEscapeError | None:
    try:
        unescape(raw)
    except BadEscapeError as error:
        return error
    return None


@given(STRINGS.map(escape), st.integers(10, 100))
def test_wrapping_loses_nothing(escaped: str, room: int) -> None:
    pieces = wrap(escaped, room)
    assert "".join(pieces) == escaped
    assert all(pieces) or pieces == [""]
    text = "".join(unescape(piece) for piece in pieces)
    assert text == unescape(escaped)
    blanks = [piece for piece in pieces if display_width(piece) > room and " " in piece.strip()]
    assert blanks == []


def test_the_grammar_reports_its_offset() -> None:
    with pytest.raises(PoSyntaxError) as caught:
        EntryReader('msgid "a"\nmsgstr b', 0, "utf-8").read()
    assert caught.value.offset == 17
