"""From offsets in unescaped text to places in the file."""

from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padanan.checks.locations import Location, Locator
from padanan.core.catalogue import Entry
from padanan.core.model import Span
from padanan.formats.files import SourceFile
from padanan.formats.po import parse_catalogue


def read(text: str) -> tuple[Entry, list[str]]:
    source = SourceFile(path=Path("x.po"), data=text.encode(), digest="x")
    document, errors = parse_catalogue(source)
    assert errors == []
    return document.catalogue.entries[-1], text.split("\n")


def marked(po: str) -> tuple[str, Location]:
    before, _, rest = po.partition("⟦")
    inside, _, after = rest.partition("⟧")
    column = len(before) - before.rfind("\n")
    place = Location(line=before.count("\n") + 1, column=column, end_column=column + len(inside))
    return before + inside + after, place


@pytest.mark.parametrize(
    ("po", "start", "end"),
    [
        ('msgid "a"\nmsgstr "⟦a⟧bc"\n', 0, 1),
        ('msgid "a"\nmsgstr "ab⟦c⟧"\n', 2, 3),
        ('msgid "a"\nmsgstr "abc⟦⟧"\n', 3, 3),
        ('msgid "a"\nmsgstr "a\\n⟦b⟧c"\n', 2, 3),
        ('msgid "a"\nmsgstr "a⟦\\n⟧bc"\n', 1, 2),
        ('msgid "a"\nmsgstr "\\"⟦b⟧\\\\"\n', 1, 2),
        ('msgid "a"\nmsgstr "\\"b⟦\\\\⟧"\n', 2, 3),
        ('msgid "a"\nmsgstr "\\101⟦b⟧"\n', 1, 2),
        ('msgid "a"\nmsgstr "\\x41⟦z⟧"\n', 1, 2),
        ('msgid "a"\nmsgstr ""\n"⟦ab⟧"\n"cd"\n', 0, 2),
        ('msgid "a"\nmsgstr ""\n"ab"\n"⟦cd⟧"\n', 2, 4),
        ('msgid "a"\nmsgstr ""\n"a⟦b⟧"\n"cd"\n', 1, 3),
        ('msgid "a"\nmsgstr "ab"\n"cd⟦⟧"\n', 4, 4),
        ('msgid "a"\nmsgstr "中文⟦。⟧好"\n', 2, 3),
        ('msgid "a"\nmsgstr ""\n"中文"\n"𠀀⟦好⟧"\n', 3, 4),
        ('msgid "a"\nmsgstr   "x⟦y⟧"\n', 1, 2),
        ('#~ msgid "a"\n#~ msgstr "x⟦y⟧"\n', 1, 2),
    ],
)  # fmt: skip
def test_points_at_the_characters_as_written(po: str, start: int, end: int) -> None:
    text, place = marked(po)
    entry, lines = read(text)
    assert Locator(lines).locate(entry, "msgstr", Span(start=start, end=end)) == place


def test_the_whole_field_is_its_first_piece() -> None:
    text, place = marked('msgid "a"\nmsgstr ⟦"中\\n"⟧\n"b"\n')
    entry, lines = read(text)
    assert Locator(lines).locate(entry, "msgstr", None) == place


def test_plural_forms_are_told_apart() -> None:
    text, place = marked('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[1] "⟦y⟧"\n')
    entry, lines = read(text)
    assert Locator(lines).locate(entry, "msgstr[1]", Span(start=0, end=1)) == place


def test_a_field_that_is_not_there_gives_the_entry() -> None:
    entry, lines = read('# note\nmsgid "a"\nmsgstr "x"\n')
    assert Locator(lines).locate(entry, "msgctxt", None) == Location(line=entry.line, column=1)


def test_an_entry_from_nowhere_gives_the_first_line() -> None:
    assert Locator(()).locate(Entry(msgid="a"), "msgstr", Span(start=0, end=1)) == Location(line=1, column=1)


_piece = st.lists(st.sampled_from(["a", "中", "\\n", '\\"', "\\\\", "\\t", "é", "𠀀"]), max_size=6)


@given(st.lists(_piece, min_size=1, max_size=4), st.data())
def test_every_character_is_found_where_it_is_written(pieces: list[list[str]], data: st.DataObject) -> None:
    """Each unit of each piece is one character; its place is known from how the file was put together."""
    lines = ["".join(piece) for piece in pieces]
    entry, file_lines = read('msgid "q"\nmsgstr ' + "".join(f'"{line}"\n' for line in lines))
    written = [
        (number, "".join(piece[:index]), unit)
        for number, piece in enumerate(pieces)
        for index, unit in enumerate(piece)
    ]
    if not written:
        return
    offset = data.draw(st.integers(0, len(written) - 1))
    number, before, unit = written[offset]
    column = (len("msgstr ") if number == 0 else 0) + len(before) + 2
    place = Locator(file_lines).locate(entry, "msgstr", Span(start=offset, end=offset + 1))
    assert place == Location(line=number + 2, column=column, end_column=column + len(unit))


@pytest.mark.parametrize(
    ("msgstr", "start", "end", "text", "expected"),
    [
        ('msgstr "abc"', 1, 2, "X", 'msgstr "aXc"'),
        ('msgstr "abc"', 1, 1, '"', 'msgstr "a\\"bc"'),
        ('msgstr "abc"', 3, 3, "\n", 'msgstr "abc\\n"'),
        ('msgstr ""\n"ab\\n"\n"cd"', 2, 4, " ", 'msgstr ""\n"ab d"'),
        ('msgstr "" "ab"', 0, 1, "", 'msgstr "" "b"'),
        ('msgstr "a\\tb"', 1, 2, " ", 'msgstr "a b"'),
        ('msgstr "😀é"', 1, 2, "e", 'msgstr "😀e"'),
        ('msgstr ""', 0, 0, "new", 'msgstr "new"'),
    ],
    ids=["inside", "insert-quote", "at-the-end", "over-lines", "same-line", "escape", "wide", "empty"],
)
def test_replacements_are_written_where_the_span_is(
    msgstr: str, start: int, end: int, text: str, expected: str
) -> None:
    po = f'msgid "x"\n{msgstr}\n'
    document, _ = parse_catalogue(SourceFile(path=Path("de.po"), data=po.encode(), digest="x"))
    (entry,) = document.catalogue.entries
    edit = Locator(po.split("\n")).locate_replacement(entry, "msgstr", Span(start=start, end=end), text)
    assert edit is not None
    offsets = [0, *accumulate(len(line) + 1 for line in po.split("\n"))]
    begin, stop = offsets[edit.line - 1] + edit.column - 1, offsets[edit.end_line - 1] + edit.end_column - 1
    assert po[:begin] + edit.text + po[stop:] == f'msgid "x"\n{expected}\n'


def test_nothing_is_written_for_a_field_that_is_not_there() -> None:
    assert Locator(()).locate_replacement(Entry(msgid="a"), "msgstr", None, "b") is None
