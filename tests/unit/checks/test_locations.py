"""From offsets in unescaped text to places in the file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padanan.checks.locations import Location, locate
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
    assert locate(entry, "msgstr", Span(start=start, end=end), lines) == place


def test_the_whole_field_is_its_first_piece() -> None:
    text, place = marked('msgid "a"\nmsgstr ⟦"中\\n"⟧\n"b"\n')
    entry, lines = read(text)
    assert locate(entry, "msgstr", None, lines) == place


def test_plural_forms_are_told_apart() -> None:
    text, place = marked('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[1] "⟦y⟧"\n')
    entry, lines = read(text)
    assert locate(entry, "msgstr[1]", Span(start=0, end=1), lines) == place


def test_a_field_that_is_not_there_gives_the_entry() -> None:
    entry, lines = read('# note\nmsgid "a"\nmsgstr "x"\n')
    assert locate(entry, "msgctxt", None, lines) == Location(line=entry.line, column=1)


def test_an_entry_from_nowhere_gives_the_first_line() -> None:
    assert locate(Entry(msgid="a"), "msgstr", Span(start=0, end=1), ()) == Location(line=1, column=1)


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
    place = locate(entry, "msgstr", Span(start=offset, end=offset + 1), file_lines)
    assert place == Location(line=number + 2, column=column, end_column=column + len(unit))
