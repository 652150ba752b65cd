"""See `ConflictingFlags`."""

from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Problem, Subject
from padanan.core.catalogue import Entry
from padanan.core.message_flags import contradictions, number_range
from padanan.core.model import Certainty, Severity


class ConflictingFlags(FileCheck):
    """The flags of a message do not contradict one another, and a `range:` makes sense.

    With `c-format` beside `no-c-format` nobody knows whether a percent sign means something, and each tool
    decides for itself whether to check it; likewise `wrap` beside `no-wrap`. `range: 5..1`, or a range on a
    message without a plural, is passed over by gettext without a word. Such flags come from comments in the
    source code (`xgettext: no-c-format`), which is where to mend them; several formats (`python-format` and
    `python-brace-format`) may well stand side by side.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    source = "GNU gettext manual: PO Files; i18nspector: conflicting-message-flags, invalid-range-flag"
    good = (
        Example(po='#, c-format, range: 0..100\nmsgid "%d a"\nmsgid_plural "%d b"\nmsgstr[0] "%d c"\n'),
        Example(po='#, python-format, python-brace-format, no-c-format\nmsgid "a"\nmsgstr "b"\n'),
    )
    bad = (
        Example(po='#, c-format, no-c-format\nmsgid ⟦"100% a"⟧\nmsgstr "100% b"\n'),
        Example(po='#, wrap, no-wrap\nmsgid ⟦"a"⟧\nmsgstr "b"\n'),
        Example(po='#, range: 5..1\nmsgid ⟦"a"⟧\nmsgid_plural "b"\nmsgstr[0] "c"\n'),
        Example(po='#, range: 0..1\nmsgid ⟦"a"⟧\nmsgstr "b"\n', note="There is no plural."),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Compare the flags of each message with one another."""
        for entry in subject.catalogue.entries:
            if entry.flags and not entry.obsolete:
                for message, flag in _conflicts(entry):
                    yield Problem(message=message, detail=flag, entry=entry, field="msgid")


def _conflicts(entry: Entry) -> Iterator[tuple[str, str]]:
    if len(entry.flags) > 1:
        for flag, opposite in contradictions(entry.flags):
            yield f"{flag} and {opposite} contradict one another", flag
    for flag in entry.flags:
        if flag.startswith("range:"):
            if number_range([flag]) is None:
                yield f"{flag} is no range: write it as range: 0..10", flag
            elif entry.msgid_plural is None:
                yield f"{flag} is for a plural, and there is none", flag
