"""Laws of comparing versions, whatever is in them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from padanan.core.catalogue import Entry
from padanan.services.catalogue_changes import Change, compare_entries

TEXTS = st.text(alphabet="ab 保存.", max_size=6)
ENTRIES = st.lists(
    st.builds(
        Entry,
        msgid=st.sampled_from(["a", "b", "c", "d"]),
        msgctxt=st.sampled_from([None, "menu"]),
        msgstr=TEXTS.map(lambda text: (text,)),
        flags=st.sampled_from([(), ("fuzzy",)]),
        obsolete=st.booleans(),
        line=st.integers(1, 99),
    ),
    max_size=6,
    unique_by=lambda entry: entry.key,
)


@given(ENTRIES)
def test_a_catalogue_does_not_differ_from_itself(entries: list[Entry]) -> None:
    revision = compare_entries(entries, [replace(entry, line=1) for entry in reversed(entries)])
    assert revision.entries == ()
    assert revision.unchanged == sum(not entry.obsolete for entry in entries)


@given(ENTRIES, ENTRIES)
def test_every_message_in_use_is_counted_once(old: list[Entry], new: list[Entry]) -> None:
    revision = compare_entries(old, new)
    present = [
        found for found in revision.entries if not {Change.REMOVED, Change.OBSOLETE} & {*found.changes}
    ]
    assert len(present) + revision.unchanged == sum(not entry.obsolete for entry in new)


@given(ENTRIES, ENTRIES)
def test_a_difference_holds_both_texts_whole(old: list[Entry], new: list[Entry]) -> None:
    for text in (text for found in compare_entries(old, new).entries for text in found.texts):
        assert "".join(piece for kind, piece in text.difference if kind != "new") == text.old
        assert "".join(piece for kind, piece in text.difference if kind != "gone") == text.new
        assert 0 < text.edit.distance <= text.edit.longer
