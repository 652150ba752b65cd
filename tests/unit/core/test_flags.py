"""What comments ask of those who check."""

import pytest

from padanan.core.catalogue import Entry
from padanan.core.flags import EVERYTHING, EntryFlags, read_flags


@pytest.mark.parametrize(
    ("entry", "ignored"),
    [
        (Entry(msgid="a", translator_comments=("padanan: ignore brackets",)), {"brackets"}),
        (Entry(msgid="a", extracted_comments=("padanan: ignore a-b , c",)), {"a-b", "c"}),
        (Entry(msgid="a", extracted_comments=("padanan: ignore a-b because it is right",)), {"a-b"}),
        (Entry(msgid="a", extracted_comments=("Note. padanan: ignore",)), {EVERYTHING}),
        (Entry(msgid="a", flags=("c-format", "ignore-end-stop")), {"weblate/end_stop"}),
        (Entry(msgid="a", extracted_comments=("ignore-same, max-length:5",)), {"weblate/same"}),
        (Entry(msgid="a", flags=("ignore-all-checks",)), {EVERYTHING}),
        (Entry(msgid="a", extracted_comments=("dennis-ignore: E101,W303",)), {"dennis/E101", "dennis/W303"}),
        (Entry(msgid="a", extracted_comments=("dennis-ignore: *",)), {EVERYTHING}),
        (Entry(msgid="a", extracted_comments=("You may ignore-case here. Or not.",)), set()),
        (Entry(msgid="padanan: ignore brackets"), set()),
    ],
    ids=[
        "own", "own-list", "own-with-reason", "own-everything", "weblate-flag", "weblate-comment",
        "weblate-everything", "dennis", "dennis-everything", "prose", "text"
    ],
)  # fmt: skip
def test_what_is_ignored(entry: Entry, ignored: set[str]) -> None:
    assert read_flags(entry).ignored == ignored


def test_limits_and_placeholders() -> None:
    entry = Entry(msgid="a", flags=("max-length:10", "max-columns: 8", 'placeholders:NAME:"x:y"'))
    assert read_flags(entry) == EntryFlags(max_length=10, max_columns=8, placeholders=("NAME", "x:y"))


def test_regular_expressions_are_nobodys_to_run() -> None:
    assert read_flags(Entry(msgid="a", flags=('placeholders:r"(a+)+$"',))) == EntryFlags()


@pytest.mark.parametrize("unit", ['placeholders:"', "padanan: ignore a,", "ignore-", "max-length:", ",a:"])
def test_long_comments_take_linear_time(unit: str) -> None:
    read_flags(Entry(msgid="a", extracted_comments=(unit * 100_000,), flags=(unit * 100_000,)))
