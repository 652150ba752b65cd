"""See `ContextComment`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

# The line ends with a newline, or with the two characters that stood for one in KDE's own format.
_COMMENT = re.compile(r"_n?: ?[^\n]*?(?:\\n)?\n|_: ?[^\n]*\\n")


class ContextComment(EntryCheck):
    """A translation does not begin with the comment for translators that its source begins with.

    KDE's programs once put `_: a hint` and a newline before the text, in msgid. The hint is for the
    translator's eyes; translated, it is shown to the user.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = "KDE, “i18n context markers” before KDE 4; pofilter, kdecomments"
    trigger = re.compile(r"\0_n?:")
    good = (
        Example(po='msgid "_: a hint\\n"\n"Open"\nmsgstr "Buka"\n'),
        Example(po='msgid "_: x"\nmsgstr "_: y"\n'),
    )
    bad = (Example(po='msgid "_: a hint\\nOpen"\nmsgstr "⟦_: petunjuk\\n⟧Buka"\n'),)

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report a comment at the beginning of a form."""
        if _COMMENT.match(entry.msgid):
            for target in targets(entry):
                found = _COMMENT.match(target.text)
                if found:
                    yield Problem(
                        message="the comment for translators belongs to the source",
                        detail=str(target.form),
                        hint="leave it out, with its line end",
                        field=target.field,
                        span=Span(start=0, end=found.end()),
                    )
