"""See `LineBreaks`."""

import re
from collections.abc import Iterator

from padanan.checks.base import FRAME, EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity


class LineBreaks(EntryCheck):
    """A translation has as many lines as its source.

    Where lines are items of a list, fields of a form or commands, one must not be lost. In running text,
    which is most, lines may be broken elsewhere: so this belongs to the strict preset. `edge-newlines` looks
    at the edges.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = "Weblate, check “Count of newlines”; pofilter, newlines"
    trigger = re.compile(rf"\n(?!{FRAME})")
    good = (
        Example(po='msgid "One\\nTwo"\nmsgstr "Satu\\nDua"\n'),
        Example(po='msgid "One\\n"\nmsgstr "Satu"\n', note="Edges are for another check."),
    )
    bad = (
        Example(po='msgid "One\\nTwo\\nThree"\nmsgstr ⟦"Satu, dua\\nTiga"⟧\n'),
        Example(po='msgid "One, two"\nmsgstr ⟦"Satu,\\ndua"⟧\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Count the lines."""
        wanted = [text.strip("\n").count("\n") + 1 for text in sources(entry)]
        for target in targets(entry):
            given = target.text.strip("\n").count("\n") + 1
            if given not in wanted:
                yield Problem(
                    message=f"lines: {given} instead of {wanted[-1]}",
                    detail=f"{target.form}",
                    hint="break the lines as the source does",
                    field=target.field,
                )
