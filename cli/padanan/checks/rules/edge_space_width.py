"""See `EdgeSpaceWidth`."""

import re
from collections.abc import Iterator

from padanan.checks.base import FRAME, EntryCheck, Example, Preset, Problem, Subject
from padanan.checks.edge_spacing import compare_edges
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity
from padanan.core.spaces import SPACES


class EdgeSpaceWidth(EntryCheck):
    """A translation begins and ends with as many spaces as its source.

    Where a program writes a table, the spaces at the edges align its columns; they must change with the
    length of the words as often as not. And many a source ends with a space that nobody meant. So
    this belongs to the strict preset. What readers see for sure is reported by `edge-spaces`.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = (
        "Weblate, checks “Starting spaces” and “Trailing space”; pofilter, startwhitespace and endwhitespace"
    )
    trigger = re.compile(rf"[{SPACES}{FRAME}][{SPACES}{FRAME}]")
    good = (
        Example(po='msgid "  Save"\nmsgstr "  Simpan"\n'),
        Example(po='msgid "Save"\nmsgstr "Simpan "\n', note="Reported by edge-spaces."),
    )
    bad = (
        Example(po='msgid "  Save"\nmsgstr "⟦    ⟧Simpan"\n'),
        Example(po='msgid "Cancel workflow "\nmsgstr "Batalkan alur kerj⟦a⟧"\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report what `edge-spaces` leaves alone."""
        for found in compare_edges(entry, subject):
            if not found.is_telling:
                message = f"spaces at the {found.edge}: {len(found.given)} instead of {len(found.wanted)}"
                yield found.problem(message, "put as many as the source has")
