"""See `LineEndSpaces`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span


class LineEndSpaces(EntryCheck):
    """No line of a translation ends with spaces where the lines of its source do not.

    They are left over from wrapping by hand; in Markdown two of them break the line. Most readers will never
    see them, so this belongs to the strict preset. The end of the last line is the business of `edge-spaces`.
    """

    severity = Severity.INFO
    certainty = Certainty.CERTAIN
    preset = Preset.STRICT
    source = "CommonMark 0.31, section 6.7 (hard line breaks); git, core.whitespace"
    trigger = re.compile(r"[ \t\xa0]\n")
    good = (
        Example(po='msgid "One \\nTwo"\nmsgstr "Satu \\nDua"\n'),
        Example(po='msgid "One\\nTwo"\nmsgstr "Satu\\n Dua"\n'),
    )
    bad = (
        Example(po='msgid "One\\nTwo"\nmsgstr "Satu⟦  ⟧\\nDua"\n'),
        Example(po='msgid "One\\nTwo\\nThree"\nmsgstr "Satu\\nDua⟦\\t⟧\\nTiga"\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report the spaces of each line."""
        if any(self.trigger.search(text) for text in sources(entry)):
            return
        for target in targets(entry):
            for found in self.trigger.finditer(target.text):
                start = end = found.start() + 1
                while start > 0 and target.text[start - 1] in " \t\xa0":
                    start -= 1
                yield Problem(
                    message="a line ends with spaces",
                    detail=f"{target.form}",
                    hint="remove them",
                    field=target.field,
                    span=Span(start=start, end=end),
                    replacement="",
                )
