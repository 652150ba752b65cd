"""See `Normalization`."""

import re
import unicodedata
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

# A starter and what combines with it.
_CLUSTER = re.compile(r"[\x00-\u02ff]?[^\x00-\u02ff]+")


class Normalization(EntryCheck):
    """A translation is in normalization form C: `é` is one character, not `e` and an accent.

    Both look the same; but programs that compare text byte by byte take them for different words, and some
    fonts put the accent in the wrong place. Most programs normalise by themselves, so this belongs to the
    strict preset. Texts whose source is not normalised either are left alone.
    """

    severity = Severity.INFO
    certainty = Certainty.CERTAIN
    preset = Preset.STRICT
    source = "Unicode Standard Annex 15 (NFC); W3C, Character Model for the World Wide Web: String Matching"
    trigger = re.compile(r"[^\x00-\u02ff]")
    good = (
        Example(po='msgid "Coffee"\nmsgstr "Café"\n', language="fr"),
        Example(po='msgid "Cafe\u0301"\nmsgstr "Cafe\u0301"\n', language="fr"),
    )
    bad = (
        Example(po='msgid "Coffee"\nmsgstr "Caf⟦e\u0301⟧"\n', language="fr"),
        Example(po='msgid "5 ohm"\nmsgstr "5⟦ \u2126⟧"\n', language="fr"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each run of characters that would change."""
        if not all(unicodedata.is_normalized("NFC", text) for text in sources(entry)):
            return
        for target in targets(entry):
            if unicodedata.is_normalized("NFC", target.text):
                continue
            for found in _CLUSTER.finditer(target.text):
                composed = unicodedata.normalize("NFC", found[0])
                if composed != found[0]:
                    yield Problem(
                        message="not in normalization form C",
                        detail=f"{target.form} {found[0]}",
                        hint=f"write “{composed}” with as few characters as possible",
                        field=target.field,
                        span=Span(start=found.start(), end=found.end()),
                        replacement=composed,
                    )
