"""See `EdgeSpaces`."""

import re
from collections.abc import Iterator

from padanan.checks.base import FRAME, EntryCheck, Example, Problem, Subject
from padanan.checks.edge_spacing import compare_edges
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity
from padanan.core.spaces import SPACES


class EdgeSpaces(EntryCheck):
    """A translation begins and ends with spaces where its source does.

    Programs put texts together as they are: without its space a prompt sticks to what is typed, and two
    sentences to one another; with one too many a label is out of line. Left alone are spaces that languages
    written without spaces drop, those that most likely stand in the source by accident, behind its last
    word or before its first, and entries whose msgid is a name in place of source text (`help_tags`).
    `edge-space-width` looks at them, and at how many there are.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = (
        "Weblate, checks “Starting spaces” and “Trailing space”; pofilter, startwhitespace and endwhitespace"
    )
    # Any two in a row, for two alternatives take six times as long.
    trigger = re.compile(rf"[{SPACES}{FRAME}][{SPACES}{FRAME}]")
    good = (
        Example(po='msgid "link_prefix"\nmsgstr "Lihat "\n', note="Nobody says how the source ends."),
        Example(po='msgid "Name: "\nmsgstr "Nama: "\n'),
        Example(po='msgid "Name: "\nmsgstr "名称："\n', language="zh-Hans", note="Wide enough by itself."),
        Example(po='msgid "  -v  verbose"\nmsgstr "    -v  terperinci"\n', note="Alignment is free."),
        Example(po='msgid "Cancel workflow "\nmsgstr "Batalkan alur kerja"\n', note="A slip of the source."),
    )
    bad = (
        Example(po='msgid "Name: "\nmsgstr "Nama⟦:⟧"\n'),
        Example(po='msgid "Save"\nmsgstr "Simpan⟦ ⟧"\n'),
        Example(po='msgid " and "\nmsgstr "⟦d⟧an "\n'),
        Example(po='msgid "Save"\nmsgstr "⟦ ⟧保存"\n', language="ja"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report a space that is missing or too much."""
        for found in compare_edges(entry, subject):
            if not found.is_telling:
                continue
            if found.given:
                message = f"the translation {found.edge}s with a space, the source does not"
                yield found.problem(message, "remove it")
            else:
                message = f"the source {found.edge}s with a space, the translation does not"
                yield found.problem(message, "add it")
