"""See `EmptyForm`."""

import re
from collections.abc import Iterator

from padanan.checks.base import FRAME, EntryCheck, Example, Preset, Problem, Subject, target_field
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity


class EmptyForm(EntryCheck):
    """A plural is translated in all its forms, or in none.

    A message without any translation is shown in the source language. One that has a translation for some
    numbers counts as translated, and for the other numbers the reader sees nothing at all.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = "GNU gettext manual, section “Translating plural forms”; what ngettext returns for an empty form"
    trigger = re.compile(FRAME + FRAME)
    good = (
        Example(
            po='msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] ""\nmsgstr[1] ""\n',
            language="de",
            note="Not translated yet.",
        ),
    )
    bad = (
        Example(
            po='msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d Datei"\nmsgstr[1] ⟦""⟧\n',
            language="de",
        ),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report the first form without text; the entry has text in another one."""
        empty = [form for form, text in enumerate(entry.msgstr) if not text]
        if empty:
            numbers = ", ".join(map(str, empty))
            yield Problem(
                message=f"plural form {numbers} is empty, and so is what the reader will see"
                if len(empty) == 1
                else f"plural forms {numbers} are empty, and so is what the reader will see",
                detail=numbers,
                hint="translate all forms, or none",
                field=target_field(entry, empty[0]),
            )
