from padanan.checks.base import make_subject
from padanan.checks.rules.access_keys import AccessKeys
from padanan.core.catalogue import Catalogue, Entry


def problems(*pairs: tuple[str, str]) -> list[str]:
    entries = tuple(Entry(msgid=msgid, msgstr=(msgstr,)) for msgid, msgstr in pairs)
    subject = make_subject(Catalogue(path="x.po", entries=entries, language="ka"))
    return [problem.entry.msgid for problem in AccessKeys().check_file(subject) if problem.entry]


LABELS = [("_File", "A"), ("_Edit", "B"), ("_View", "C"), ("_Help", "D")]


def test_one_label_without_a_mark_is_reported() -> None:
    assert problems(("_File", "_A"), ("_Edit", "_B"), ("_View", "_C"), ("_Help", "D")) == ["_Help"]


def test_a_catalogue_that_leaves_marks_out_does_so_on_purpose() -> None:
    assert problems(*LABELS, ("_Tools", "E")) == []


def test_names_of_programs_are_no_labels() -> None:
    assert problems(("_static and user_name", "x"), ("Set LC_ALL", "y"), ("AT&T, R&D &amp; Q&A", "z")) == []
    assert problems(("go to ?a=1&b=2", "x")) == []


def test_fuzzy_and_obsolete_labels_are_left_alone() -> None:
    entries = (
        Entry(msgid="&File", msgstr=("A",), flags=("fuzzy",)),
        Entry(msgid="&Edit", msgstr=("B",), obsolete=True),
    )
    assert list(AccessKeys().check_file(make_subject(Catalogue(path="x.po", entries=entries)))) == []
