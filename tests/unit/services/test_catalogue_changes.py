"""What is said about a message that became another from one version of a catalogue to the next."""

import pytest

from padanan.core.catalogue import Entry
from padanan.evaluation.edits import SegmentEdit
from padanan.services.catalogue_changes import LIMIT_COMPARED, Change, TextChange, compare_entries


def entry(
    *texts: str,
    fuzzy: bool = False,
    obsolete: bool = False,
    plural: str | None = None,
    msgid: str = "Save file",
) -> Entry:
    return Entry(
        msgid=msgid,
        msgid_plural=plural,
        msgstr=texts or ("",),
        flags=("fuzzy",) if fuzzy else (),
        obsolete=obsolete,
        line=3,
    )


EMPTY, DONE, OTHER = entry(), entry("Simpan berkas"), entry("Simpan file")
FUZZY, OBSOLETE = entry("Simpan berkas", fuzzy=True), entry("Simpan berkas", obsolete=True)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (None, EMPTY, [Change.ADDED]),
        (None, DONE, [Change.ADDED, Change.TRANSLATED]),
        (None, FUZZY, [Change.ADDED]),
        (None, OBSOLETE, []),
        (DONE, None, [Change.REMOVED]),
        (OBSOLETE, None, []),
        (DONE, OBSOLETE, [Change.OBSOLETE]),
        (OBSOLETE, DONE, [Change.REVIVED, Change.TRANSLATED]),
        (OBSOLETE, OTHER, [Change.REVIVED, Change.TRANSLATED, Change.RETRANSLATED]),
        (OBSOLETE, FUZZY, [Change.REVIVED, Change.FUZZIED]),
        (OBSOLETE, OBSOLETE, []),
        (EMPTY, DONE, [Change.TRANSLATED]),
        (EMPTY, FUZZY, [Change.FUZZIED]),
        (DONE, OTHER, [Change.RETRANSLATED]),
        (DONE, EMPTY, [Change.UNTRANSLATED]),
        (DONE, FUZZY, [Change.FUZZIED]),
        (FUZZY, DONE, [Change.UNFUZZIED]),
        (FUZZY, OTHER, [Change.RETRANSLATED, Change.UNFUZZIED]),
        (FUZZY, EMPTY, [Change.UNTRANSLATED]),
        (FUZZY, entry("Simpan file", fuzzy=True), [Change.RETRANSLATED]),
        (DONE, DONE, []),
        (EMPTY, EMPTY, []),
    ],
)
def test_every_step_of_a_message_has_its_name(
    old: Entry | None, new: Entry | None, changes: list[Change]
) -> None:
    revision = compare_entries([old] if old else [], [new] if new else [])
    assert [list(found.changes) for found in revision.entries] == ([changes] if changes else [])
    in_use = new is not None and not new.obsolete
    assert revision.unchanged == int(in_use and not changes)


def test_references_comments_and_other_flags_are_no_change() -> None:
    commented = Entry(msgid="Save file", msgstr=("Simpan berkas",), flags=("c-format",), line=90)
    revision = compare_entries([DONE], [commented])
    assert (revision.entries, revision.unchanged) == ((), 1)


def test_plural_forms_are_texts_of_their_own() -> None:
    old = entry("satu berkas", "", plural="files")
    new = entry("satu berkas", "banyak berkas", "semua", plural="files")
    (found,) = compare_entries([old], [new]).entries
    assert found.changes == (Change.TRANSLATED,)
    assert [(text.form, text.old, text.new) for text in found.texts] == [
        (1, "", "banyak berkas"),
        (2, "", "semua"),
    ]
    assert found.source_words == 3


def test_effort_is_counted_in_characters_and_words() -> None:
    old, new = entry("Simpan berkas ini sekarang"), entry("Simpan file itu")
    revision = compare_entries([old], [new])
    (text,) = revision.entries[0].texts
    assert text.edit == SegmentEdit(distance=17, longer=26)
    assert text.percent == 66
    assert (revision.edits.texts, revision.edits.edited, revision.edits.characters) == (1, 17, 26)
    assert text.words == revision.edits.words == 3


def test_a_first_translation_is_no_edit() -> None:
    assert compare_entries([EMPTY], [DONE]).edits.texts == 0


def test_chinese_is_counted_by_character() -> None:
    (found,) = compare_entries([entry("保存文件")], [entry("保存该文档")]).entries
    assert [(text.words, text.edit.distance) for text in found.texts] == [(2, 2)]


def test_one_character_in_a_thousand_is_not_nothing() -> None:
    (found,) = compare_entries([entry("x" * 1000)], [entry("x" * 999 + "y")]).entries
    assert found.texts[0].percent == 1


def test_a_giant_text_is_taken_as_written_anew() -> None:
    old, new = entry("a" * (LIMIT_COMPARED + 1)), entry("a" * LIMIT_COMPARED + "b")
    (text,) = compare_entries([old], [new]).entries[0].texts
    assert text == TextChange(
        form=None,
        old=old.msgstr[0],
        new=new.msgstr[0],
        edit=SegmentEdit(distance=LIMIT_COMPARED + 1, longer=LIMIT_COMPARED + 1),
        words=1,
        difference=(("gone", old.msgstr[0]), ("new", new.msgstr[0])),
    )


def test_the_first_of_two_equal_messages_counts_and_one_in_use_before_an_obsolete_one() -> None:
    assert compare_entries([DONE], [OBSOLETE, DONE, OTHER]).entries == ()
    assert compare_entries([OBSOLETE, OTHER], [OTHER]).entries == ()


def test_messages_come_in_the_order_of_the_new_version_and_what_is_gone_last() -> None:
    old = [entry("x", msgid=name) for name in ("gone", "b", "a")]
    new = [entry("y", msgid=name) for name in ("a", "new", "b")]
    revision = compare_entries(old, new)
    assert [found.msgid for found in revision.entries] == ["a", "new", "b", "gone"]
    assert revision.messages[Change.RETRANSLATED] == 2
    assert revision.source_words[Change.ADDED] == 1


def test_context_keeps_messages_apart() -> None:
    menu = Entry(msgid="Open", msgctxt="menu", msgstr=("Buka",))
    plain = Entry(msgid="Open", msgstr=("Terbuka",))
    (found,) = compare_entries([menu, plain], [menu]).entries
    assert (found.msgctxt, found.changes) == (None, (Change.REMOVED,))
