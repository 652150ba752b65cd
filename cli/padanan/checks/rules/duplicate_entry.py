"""See `DuplicateEntry`."""

from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Preset, Problem, Subject
from padanan.checks.conflicts import find_conflicts, lies_in
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity


class DuplicateEntry(FileCheck):
    """Every message stands in the catalogue once.

    Two entries with the same msgctxt and msgid are one message to gettext: msgfmt refuses the file, and tools
    that take it show one of the two translations, not always the same. That goes for obsolete entries too:
    msgfmt refuses a message that is translated and obsolete at once. The two sides of a merge conflict are
    left to merge-conflict.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = "GNU gettext manual, sections “The Format of PO Files” and “Invoking the msguniq Program”"
    good = (
        Example(
            po='msgctxt "menu"\nmsgid "Open"\nmsgstr "Buka"\n\nmsgid "Open"\nmsgstr "Terbuka"\n',
            note="The context makes them two messages.",
        ),
        Example(
            po='<<<<<<< HEAD\nmsgid "Open"\nmsgstr "Buka"\n=======\nmsgid "Open"\nmsgstr "Terbuka"\n'
            ">>>>>>> main\n",
            note="A merge conflict, which is a finding of its own.",
        ),
    )
    bad = (
        Example(po='msgid "Open"\nmsgstr "Buka"\n\nmsgid ⟦"Open"⟧\nmsgstr "Terbuka"\n'),
        Example(po='msgid "Open"\nmsgstr "Buka"\n\n#~ msgid ⟦"Open"⟧\n#~ msgstr "Terbuka"\n'),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Report every entry after the first with its key."""
        conflicts = find_conflicts(subject.lines) if subject.errors else ()
        first: dict[tuple[str | None, str], Entry] = {}
        if subject.catalogue.header_entry:
            first[subject.catalogue.header_entry.key] = subject.catalogue.header_entry
        for entry in subject.catalogue.entries:
            earlier = first.setdefault(entry.key, entry)
            if earlier is not entry and not lies_in(entry.line, conflicts):
                yield Problem(
                    message=f"the same message stands in line {earlier.line} already",
                    detail="",
                    hint="keep one of them, or give them different msgctxt",
                    entry=entry,
                    field="msgid",
                )
