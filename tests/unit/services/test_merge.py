from dataclasses import replace

from padanan.core.catalogue import Entry, Reference
from padanan.services.merge import merge_entries

OLD = Entry(
    msgid="Kucing itu tidur di atas meja.",
    msgstr=("The cat sleeps on the table.",),
    references=(Reference(path="a.txt", line=1),),
    extracted_comments=("paragraph 1, segment 1",),
    translator_comments=("checked with the editor",),
    line=3,
)


def _new(msgid: str, *, msgctxt: str | None = None, line: int = 7) -> Entry:
    return Entry(msgid=msgid, msgctxt=msgctxt, references=(Reference(path="a.txt", line=line),))


def test_what_is_still_there_keeps_its_translation_and_takes_the_new_references() -> None:
    result = merge_entries([_new(OLD.msgid)], [OLD])
    (merged,) = result.entries
    assert merged.old is OLD
    assert merged.entry.msgstr == OLD.msgstr
    assert merged.entry.translator_comments == OLD.translator_comments
    assert merged.entry.references == (Reference(path="a.txt", line=7),)
    assert merged.entry.extracted_comments == ()
    assert (result.kept, result.revived, result.carried, result.added, result.retired) == (1, 0, 0, 0, 0)


def test_a_changed_sentence_carries_its_translation_over_as_fuzzy_with_the_previous_msgid() -> None:
    result = merge_entries([_new("Kucing itu tidur di atas kursi.")], [OLD])
    (merged,) = result.entries
    assert merged.entry.msgstr == OLD.msgstr
    assert merged.entry.flags == ("fuzzy",)
    assert merged.entry.previous_msgid == OLD.msgid
    assert merged.entry.translator_comments == OLD.translator_comments
    assert (result.carried, result.retired) == (1, 0)


def test_a_fuzzy_entry_that_changes_again_keeps_the_msgid_its_translation_was_made_for() -> None:
    (once,) = merge_entries([_new("Kucing itu tidur di atas kursi.")], [OLD]).entries
    (twice,) = merge_entries([_new("Kucing itu tidur di atas kasur.")], [once.entry]).entries
    assert twice.entry.previous_msgid == OLD.msgid


def test_what_is_new_and_unlike_anything_is_empty_and_what_vanished_becomes_obsolete() -> None:
    result = merge_entries([_new("Harga beras naik tajam pekan ini.")], [OLD])
    added, retired = result.entries
    assert added.old is None
    assert added.entry.msgstr == ("",)
    assert retired.entry.obsolete
    assert retired.entry.msgstr == OLD.msgstr
    assert retired.entry.references == ()
    assert (result.added, result.retired) == (1, 1)


def test_what_vanished_untranslated_is_gone() -> None:
    assert merge_entries([], [_new("Belum diterjemahkan.")]).entries == ()


def test_an_obsolete_sentence_that_comes_back_is_translated_again() -> None:
    (retired,) = merge_entries([], [OLD]).entries
    result = merge_entries([_new(OLD.msgid)], [retired.entry])
    (merged,) = result.entries
    assert not merged.entry.obsolete
    assert merged.entry.is_translated
    assert (result.revived, result.kept) == (1, 0)


def test_an_entry_in_use_wins_over_an_obsolete_one_of_the_same_key() -> None:
    (retired,) = merge_entries([], [OLD]).entries
    (merged,) = merge_entries([_new(OLD.msgid)], [retired.entry, OLD]).entries
    assert merged.old is OLD


def test_a_translation_is_carried_to_every_similar_sentence_its_lines_to_the_first() -> None:
    first, second = _new("Kucing itu tidur di atas kursi."), _new("Kucing ini tidur di bawah kursi.")
    result = merge_entries([first, second], [OLD])
    assert [item.old for item in result.entries] == [OLD, None]
    assert [item.entry.msgstr for item in result.entries] == [OLD.msgstr, OLD.msgstr]
    assert (result.carried, result.added, result.retired) == (2, 0, 0)


def test_a_new_sentence_takes_the_translation_of_a_similar_one_that_stays() -> None:
    result = merge_entries([_new(OLD.msgid), _new("Kucing itu tidur di atas kursi.")], [OLD])
    kept, carried = result.entries
    assert kept.entry.is_translated
    assert (carried.entry.previous_msgid, carried.entry.is_fuzzy, carried.old) == (OLD.msgid, True, None)
    assert (result.kept, result.carried) == (1, 1)


def test_of_two_alike_the_one_in_the_same_context_is_carried() -> None:
    other = replace(OLD, msgctxt="headline", msgstr=("Cat sleeps on table",))
    (merged, _) = merge_entries([_new("Kucing itu tidur di meja.", msgctxt="headline")], [OLD, other]).entries
    assert merged.entry.msgstr == other.msgstr


def test_a_sentence_marked_fuzzy_by_hand_has_no_previous_msgid_when_it_changes() -> None:
    old = replace(OLD, flags=("fuzzy",))
    (merged,) = merge_entries([_new("Kucing itu tidur di atas kursi.")], [old]).entries
    assert merged.entry.is_fuzzy
    assert merged.entry.previous_msgid is None


def test_messages_too_long_to_compare_are_new() -> None:
    old = replace(OLD, msgid="kata " * 2_000_000)
    added, _ = merge_entries([_new("kata " * 2_000_000 + "baru")], [old]).entries
    assert added.entry.msgstr == ("",)


def test_the_same_text_in_another_context_is_another_message() -> None:
    result = merge_entries([_new(OLD.msgid, msgctxt="headline")], [OLD])
    (merged,) = result.entries
    assert merged.entry.is_fuzzy
    assert merged.entry.msgctxt == "headline"


def test_a_message_that_gains_a_plural_keeps_its_first_form_as_fuzzy() -> None:
    template = Entry(msgid=OLD.msgid, msgid_plural="Kucing-kucing", msgstr=("", ""))
    (merged,) = merge_entries([template], [OLD]).entries
    assert merged.entry.msgid_plural == "Kucing-kucing"
    assert merged.entry.msgstr == OLD.msgstr
    assert merged.entry.is_fuzzy


def test_the_order_is_the_templates_with_obsolete_entries_last() -> None:
    first, second = _new("Satu dua tiga empat lima."), _new("Nasi goreng dijual di pasar.")
    existing = [
        OLD,
        Entry(msgid=second.msgid, msgstr=("Fried rice",)),
        Entry(msgid=first.msgid, msgstr=("One two",)),
    ]
    result = merge_entries([first, second], existing)
    assert [item.entry.msgid for item in result.entries] == [first.msgid, second.msgid, OLD.msgid]
