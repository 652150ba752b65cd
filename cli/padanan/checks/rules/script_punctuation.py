"""See `ScriptPunctuation`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Catalogue, Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.punctuation import SCRIPTS_WITH_MARKS, ScriptMarks, first_matches

_STOPS = frozenset({".", "。"})
# Technical writing in Japanese may have , and . for 、 and 。: where so many sentences, and more than half of
# all, end so, it is the custom of the catalogue.
_ENOUGH_FOR_A_CUSTOM = 10
_LIST = re.compile(r"\w[,;]\w")
# The letters of all scripts, each once.
_LETTERS = "".join(dict.fromkeys(marks.letters for marks in SCRIPTS_WITH_MARKS.values()))


class ScriptPunctuation(EntryCheck):
    """Text takes the punctuation of its script: `؟` in Arabic, `;` in Greek questions, `。` in Japanese.

    A mark left as the source has it stands on the wrong side of its word in Arabic, asks nobody in Greek,
    where `?` is no mark at all, and is too narrow in Japanese. Looked at are Greek (`?`), Arabic, Persian,
    Urdu and others in Arabic script (`,` `;` `?`, and `.` in Urdu), Armenian (`?` `!`), Amharic and Tigrinya
    (`,` `.`), Burmese and Khmer (`.`), Japanese (`,` `.`), and a bar typed for the danda in India and Nepal.
    Catalogues in Japanese that have , and . throughout are left alone.
    Only marks right behind a letter of the script and at the end of a word count: numbers, code, addresses
    and text in Latin letters are left alone. Chinese has a check of its own.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = (
        "CLDR, exemplar characters for punctuation; Unicode Standard, sections 6.2, 7.2 (Greek), "
        "7.6 (Armenian), 9.2 (Arabic), 12.1 (Devanagari), 16.3 (Myanmar), 16.4 (Khmer), 19.1 (Ethiopic); "
        "W3C, Requirements for Japanese Text Layout, 3.1"
    )
    languages = frozenset(SCRIPTS_WITH_MARKS)
    trigger = re.compile(rf"[{_LETTERS}][\"'”»)\]]?[,;.?!|｡､]")
    good = (
        Example(po='msgid "Delete it?"\nmsgstr "Διαγραφή;"\n', language="el"),
        Example(po='msgid "First, save."\nmsgstr "احفظ أولاً، ثم أغلق."\n', language="ar"),
        Example(po='msgid "yes,no"\nmsgstr "نعم,لا"\n', language="ar", note="A list for the program."),
        Example(po='msgid "Saved."\nmsgstr "सहेजा गया."\n', language="hi", note="A full stop is usual, too."),
        Example(po='msgid "Edit settings.py."\nmsgstr "設定.pyを編集します。"\n', language="ja"),
    )
    bad = (
        Example(po='msgid "Delete it?"\nmsgstr "Διαγραφή⟦?⟧"\n', language="el"),
        Example(po='msgid "Delete it?"\nmsgstr "هل تحذفه⟦?⟧"\n', language="ar"),
        Example(po='msgid "First, save."\nmsgstr "احفظ أولاً⟦,⟧ ثم أغلق."\n', language="ar"),
        Example(po='msgid "Saved."\nmsgstr "محفوظ ہو گیا⟦.⟧"\n', language="ur"),
        Example(po='msgid "Saved."\nmsgstr "सहेजा गया⟦|⟧"\n', language="hi"),
        Example(po='msgid "Saved."\nmsgstr "保存しました⟦.⟧"\n', language="ja"),
        Example(po='msgid "Is it right?"\nmsgstr "Ճիշտ է⟦?⟧"\n', language="hy"),
    )

    def __init__(self) -> None:
        self._catalogue: Catalogue | None = None
        self._is_western = False

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each foreign mark."""
        marks = SCRIPTS_WITH_MARKS.get(subject.language or "")
        if marks is None:
            return
        given = "\n".join(sources(entry))
        if subject.language == "ja" and self._has_western_marks(subject):
            return
        for target in targets(entry):
            for found in first_matches(marks.pattern, target.text):
                mark = found["mark"]
                if not (mark in ",;" and _LIST.search(given)) and not (mark == "|" and "|" in given):
                    yield _problem(target, found, marks)

    def _has_western_marks(self, subject: Subject) -> bool:
        """Whether a catalogue uses , and . throughout for 、 and 。; counted once a catalogue."""
        if self._catalogue is not subject.catalogue:
            self._catalogue = subject.catalogue
            forms = [
                form for entry in subject.catalogue.entries for form in entry.msgstr if form[-1:] in _STOPS
            ]
            western = sum(form[-1] == "." and not form.isascii() for form in forms)
            self._is_western = western >= _ENOUGH_FOR_A_CUSTOM and 2 * western > len(forms)
        return self._is_western


def _problem(target: Target, found: re.Match[str], marks: ScriptMarks) -> Problem:
    mark = found["mark"]
    wanted = marks.wanted[mark]
    return Problem(
        message=f"{mark!r} is no mark of this script",
        detail=f"{mark} {target.form}",
        hint=f"put {wanted} over the last vowel of the word in question"
        if wanted in "՞՜"
        else f"write {wanted}",
        field=target.field,
        span=Span(start=found.start("mark"), end=found.end("mark")),
        replacement=None if wanted in "՞՜" else wanted,
    )
