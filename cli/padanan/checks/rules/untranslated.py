"""See `Untranslated`."""

import re
from collections.abc import Iterator

from padanan.checks.base import FRAME, EntryCheck, Example, Problem, State, Subject, target_field
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity


class Untranslated(EntryCheck):
    """Every message is translated, in all its plural forms.

    The reader sees the source text instead. That is the normal state of a catalogue in work, so it is
    reported for information and fails no pipeline.
    """

    severity = Severity.INFO
    certainty = Certainty.CERTAIN
    source = "GNU gettext manual, section “Untranslated Entries”"
    states = frozenset({State.TRANSLATED, State.UNTRANSLATED})
    trigger = re.compile(FRAME + FRAME)
    good = (Example(po='msgid "Save"\nmsgstr "Simpan"\n'),)
    bad = (
        Example(po='msgid "Save"\nmsgstr ⟦""⟧\n'),
        Example(
            po='msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d Datei"\nmsgstr[1] ⟦""⟧\n',
            language="de",
            note="One of two forms is missing.",
        ),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report the first form without text."""
        form = next((form for form, text in enumerate(entry.msgstr) if not text), None)
        if form is not None:
            partly = any(entry.msgstr)
            message = f"plural form {form} is not translated" if partly else "not translated"
            yield Problem(message=message, detail="", field=target_field(entry, form))
