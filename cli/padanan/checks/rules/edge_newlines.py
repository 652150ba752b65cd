"""See `EdgeNewlines`."""

import re
from collections.abc import Iterator

from padanan.checks.base import FRAME, EntryCheck, Example, Problem, Subject, Target, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span


class EdgeNewlines(EntryCheck):
    """A translation begins and ends with a newline where its source does.

    Programs join texts as they are: a newline too few glues two lines together, one too many tears a gap.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    source = "msgfmt --check-format (“do not both begin/end with '\\\\n'”)"
    trigger = re.compile(rf"\n{FRAME}|{FRAME}\n")
    good = (
        Example(po='msgid "Done.\\n"\nmsgstr "Selesai.\\n"\n'),
        Example(po='msgid "Line one\\nline two"\nmsgstr "Baris satu baris dua"\n', note="Only edges count."),
    )
    bad = (
        Example(po='msgid "Done.\\n"\nmsgstr "Selesai⟦.⟧"\n'),
        Example(po='msgid "Done."\nmsgstr "Selesai.⟦\\n⟧"\n'),
        Example(po='msgid "\\nUsage"\nmsgstr "⟦P⟧enggunaan"\n'),
        Example(po='msgid "Usage"\nmsgstr ""\n"⟦\\n⟧"\n"Penggunaan"\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare both edges of every form with msgid."""
        for target in targets(entry):
            if target.text.startswith("\n") != entry.msgid.startswith("\n"):
                yield _problem(target, Span(start=0, end=1), "begin")
            if target.text.endswith("\n") != entry.msgid.endswith("\n"):
                yield _problem(target, Span(start=len(target.text) - 1, end=len(target.text)), "end")


def _problem(target: Target, span: Span, edge: str) -> Problem:
    if target.text[span.start] == "\n":
        message, hint = f"the translation {edge}s with a newline, the source does not", "remove it"
    else:
        message, hint = f"the source {edge}s with a newline, the translation does not", "add it"
    return Problem(message=message, detail=f"{edge} {target.form}", hint=hint, field=target.field, span=span)
