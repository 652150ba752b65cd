"""See `Untranslated`."""

from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, State, Subject, target_field
from padanan.core.catalogue import Entry
from padanan.core.language import covers
from padanan.core.model import Certainty, Severity


class Untranslated(EntryCheck):
    """Every message is translated.

    The reader sees the source text instead. That is the normal state of a catalogue in work, so it is
    reported for information and fails no pipeline. In a catalogue of the source language, or a region of it
    (British English for English), the source text serves.
    """

    severity = Severity.INFO
    certainty = Certainty.CERTAIN
    source = "GNU gettext manual, section “Untranslated Entries”"
    states = frozenset({State.UNTRANSLATED})
    good = (
        Example(po='msgid "Save"\nmsgstr "Simpan"\n'),
        Example(po='msgid "Save"\nmsgstr ""\n', language="en-GB"),
    )
    bad = (Example(po='msgid "Save"\nmsgstr ⟦""⟧\n'),)

    def applies(self, subject: Subject) -> bool:
        """Leave alone what its source text serves."""
        tag = subject.catalogue.language
        return tag is None or not covers(subject.settings.source_language, tag)

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report the entry."""
        yield Problem(message="not translated", detail="", field=target_field(entry, 0))
