"""See `Obsolete`."""

from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Preset, Problem, Subject
from padanan.core.model import Certainty, Severity


class Obsolete(FileCheck):
    """No entry is kept that the program has no use for any more.

    msgmerge keeps translations of messages that are gone, behind `#~`, in case they come back. They are never
    shipped, and a translation memory keeps them as well. Whether to keep them in the catalogue is a project's
    custom: off by default, and one finding for all of a file.
    """

    severity = Severity.INFO
    certainty = Certainty.CERTAIN
    preset = Preset.STRICT
    source = "GNU gettext manual, “Obsolete Entries”"
    good = (Example(po='msgid "Save"\nmsgstr "Simpan"\n'),)
    bad = (
        Example(
            po='msgid "Save"\nmsgstr "Simpan"\n\n#~ msgid ⟦"Print"⟧\n#~ msgstr "Cetak"\n\n#~ msgid "Cut"\n'
            '#~ msgstr "Potong"\n',
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Count the obsolete entries, at the first of them."""
        obsolete = [entry for entry in subject.catalogue.entries if entry.obsolete]
        if obsolete:
            number = len(obsolete)
            yield Problem(
                message="1 entry is obsolete" if number == 1 else f"{number} entries are obsolete",
                detail="",
                hint="msgattrib --no-obsolete takes them out",
                entry=obsolete[0],
                field="msgid",
            )
