"""See `StrayPrevious`."""

from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Preset, Problem, Subject
from padanan.core.model import Certainty, Severity


class StrayPrevious(FileCheck):
    """Only a fuzzy entry says what its message was before.

    The lines `#| msgid` are there for the person who must see what changed in the source. Once the
    translation is confirmed they are a leftover, and sometimes a sign that the flag was removed without a
    look. They harm nobody, so this is off by default. Obsolete entries are left alone.
    """

    severity = Severity.INFO
    certainty = Certainty.CERTAIN
    preset = Preset.STRICT
    source = "GNU gettext manual, “The Format of PO Files”; i18nspector, stray-previous-msgid"
    good = (
        Example(po='#, fuzzy\n#| msgid "Save"\nmsgid "Save as"\nmsgstr "Simpan"\n'),
        Example(po='#~| msgid "Save"\n#~ msgid "Save as"\n#~ msgstr "Simpan sebagai"\n'),
    )
    bad = (Example(po='#| msgid "Save"\nmsgid ⟦"Save as"⟧\nmsgstr "Simpan sebagai"\n'),)

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Report every entry that is not fuzzy and has a previous message."""
        for entry in subject.catalogue.entries:
            if entry.previous_msgid is not None and not entry.is_fuzzy and not entry.obsolete:
                yield Problem(
                    message="the message before the last change stands here, but nothing is left to confirm",
                    detail="",
                    hint="remove the lines that begin with #|",
                    entry=entry,
                    field="msgid",
                )
