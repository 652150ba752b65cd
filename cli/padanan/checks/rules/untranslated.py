"""See `Untranslated`."""

from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, State, Subject, target_field
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity


class Untranslated(EntryCheck):
    """Every message is translated.

    The reader sees the source text instead. That is the normal state of a catalogue in work, so it is
    reported for information and fails no pipeline.
    """

    severity = Severity.INFO
    certainty = Certainty.CERTAIN
    source = "GNU gettext manual, section “Untranslated Entries”"
    states = frozenset({State.UNTRANSLATED})
    good = (Example(po='msgid "Save"\nmsgstr "Simpan"\n'),)
    bad = (Example(po='msgid "Save"\nmsgstr ⟦""⟧\n'),)

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report the entry."""
        yield Problem(message="not translated", detail="", field=target_field(entry, 0))
