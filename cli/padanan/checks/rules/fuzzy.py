"""See `Fuzzy`."""

from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, State, Subject, target_field
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity


class Fuzzy(EntryCheck):
    """No translation waits to be confirmed.

    msgmerge marks as fuzzy what it carried over from a similar message, and msgfmt leaves it out of what is
    shipped: the reader sees the source text. Other checks pass such entries by. Reported for information,
    like messages that are not translated.
    """

    severity = Severity.INFO
    certainty = Certainty.CERTAIN
    source = "GNU gettext manual, section “Fuzzy Entries”"
    states = frozenset({State.FUZZY})
    good = (Example(po='msgid "Save"\nmsgstr "Simpan"\n'),)
    bad = (Example(po='#, fuzzy\n#| msgid "Save"\nmsgid "Save as"\nmsgstr ⟦"Simpan"⟧\n'),)

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report the entry."""
        yield Problem(
            message="the translation is marked fuzzy, and readers do not see it",
            detail="",
            hint="confirm or correct it, then remove the flag",
            field=target_field(entry, 0),
        )
