"""See `HeaderPosition`."""

from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Problem, Subject
from padanan.core.model import Certainty, Severity


class HeaderPosition(FileCheck):
    """The header is the first entry of the catalogue.

    It names the character set and the plural forms, and programs that read a catalogue from the top need both
    before the first message: msgfmt decodes whatever stands above it as ASCII, polib and Babel take another
    entry for the header. Sorting a file by hand or by an unwitting tool is the usual cause. Obsolete entries
    above it do no harm.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    source = "GNU gettext manual, “The Header Entry”; i18nspector, distant-header-entry"
    good = (
        Example(po='msgid ""\nmsgstr "Language: id\\n"\n\nmsgid "Save"\nmsgstr "Simpan"\n'),
        Example(
            po='msgctxt "menu"\nmsgid ""\nmsgstr "kosong"\n',
            note="An empty message with a context is no header.",
        ),
    )
    bad = (
        Example(
            po='msgid "Save"\nmsgstr "Simpan"\n\nmsgid ⟦""⟧\nmsgstr "Language: id\\n"\n',
            language="",
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Compare the lines of the header and of the first living entry."""
        header = subject.catalogue.header_entry
        first = next((entry for entry in subject.catalogue.entries if not entry.obsolete), None)
        if header and first and first.line < header.line:
            yield Problem(
                message="the header stands behind other entries",
                detail="",
                hint="move it to the top of the file",
                entry=header,
                field="msgid",
            )
