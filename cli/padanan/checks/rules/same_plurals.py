"""See `SamePlurals`."""

import re
from collections.abc import Iterator

from padanan.checks.base import FRAME, EntryCheck, Example, Preset, Problem, Subject, target_field
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity
from padanan.core.plural_rules import INVARIANT_NOUNS


class SamePlurals(EntryCheck):
    """The plural forms of a translation differ from one another.

    Where all are alike somebody often copied the first into the others. Nouns that do not change (“%d
    Fenster”) and sentences without a noun make that right as often as wrong: off by default. A message whose
    two forms are alike in the source is left alone, and so are languages whose nouns never change after a
    number, such as Turkish, Hungarian or Persian.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = "Weblate, “Same plurals”"
    trigger = re.compile(rf"{FRAME}([^{FRAME}]++){FRAME}\1(?={FRAME})")
    good = (
        Example(
            po='msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d Datei"\nmsgstr[1] "%d Dateien"\n',
            language="de",
        ),
        Example(po='msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d berkas"\n'),
        Example(
            po='msgid "%d sheep"\nmsgid_plural "%d sheep"\nmsgstr[0] "%d hal"\nmsgstr[1] "%d hal"\n',
            language="fi",
        ),
        Example(
            po='msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d dosya"\nmsgstr[1] "%d dosya"\n',
            language="tr",
        ),
    )
    bad = (
        Example(
            po='msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d Datei"\nmsgstr[1] ⟦"%d Datei"⟧\n',
            language="de",
        ),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report the second form, where all are the same."""
        alike = len(entry.msgstr) > 1 and len(set(entry.msgstr)) == 1 and entry.msgstr[0] != ""
        if alike and entry.msgid != entry.msgid_plural and subject.language not in INVARIANT_NOUNS:
            yield Problem(
                message="all plural forms are the same",
                detail="",
                hint="translate each for the numbers it is shown with",
                entry=entry,
                field=target_field(entry, 1),
            )
