"""See `OversizedMessage`."""

from collections.abc import Iterator

from padanan.checks.base import CheckSettings, Example, FileCheck, Preset, Problem, Subject, message_length
from padanan.core.model import Certainty, Severity

_SHORT = CheckSettings(longest_message=30)


class OversizedMessage(FileCheck):
    """A message has at most a million characters, so that it can be examined.

    No program shows a text of that size, but a broken export or an attack can make one, and checks of
    messages would need minutes and gigabytes for it. None of them looks at it, which somebody should know.
    In the examples the limit is 30 characters, source and translation together.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = "Our own limit: the largest messages in public catalogues have under 100,000 characters"
    good = (
        Example(po='msgid "Save"\nmsgstr "Simpan"\n', settings=_SHORT),
        Example(po='msgid "Save as"\nmsgstr "Simpan sebagai berkas"\n', settings=_SHORT),
        Example(
            po='#~ msgid "Save as"\n#~ msgstr "Simpan sebagai berkas yang lain"\n',
            settings=_SHORT,
            note="Nobody looks at what is obsolete.",
        ),
    )
    bad = (
        Example(po='msgid ⟦"Save as"⟧\nmsgstr "Simpan sebagai berkas yang lain"\n', settings=_SHORT),
        Example(po='msgid ⟦"Save what you have got as"⟧\nmsgstr "Simpan"\n', settings=_SHORT),
        Example(
            po='msgid ⟦"one file"⟧\nmsgid_plural "many files"\nmsgstr[0] "begitu banyak"\n', settings=_SHORT
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Measure every message."""
        longest = subject.settings.longest_message
        for entry in subject.catalogue.entries:
            if not entry.obsolete and message_length(entry) > longest:
                yield Problem(
                    message=f"{message_length(entry):,} characters are too many to be examined",
                    detail="",
                    hint=f"{longest:,} are the most: divide it",
                    entry=entry,
                    field="msgid",
                )
