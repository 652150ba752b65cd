"""See `Kashida`."""

import re
import unicodedata
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.punctuation import first_matches

_LETTER = "\u0620-\u063f\u0641-\u065f\u066e-\u06d3"
_WITH_VOWEL = "\ufe71\ufe77\ufe79\ufe7b\ufe7d\ufe7f"  # presentation forms: a vowel sign on a kashida
_STRETCHED = re.compile(rf"(?<=[{_LETTER}])\u0640+(?=[{_LETTER}])|[{_WITH_VOWEL}]")


class Kashida(EntryCheck):
    """No word is stretched with kashidas (U+0640).

    They fill a line for decoration, which is the business of whoever lays it out. Inside a word they keep it
    from being found and from being looked up. One that joins an article or a preposition to a value or a
    quotation (`الـ%s`), or stands behind an abbreviation (`هـ`), is spelling and left alone.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "Unicode Standard, section 9.2 (U+0640); W3C, Text Layout Requirements for the Arabic Script"
    trigger = re.compile(f"[\u0640{_WITH_VOWEL}]")
    good = (
        Example(po='msgid "the %s"\nmsgstr "الـ%s"\n', language="ar"),
        Example(po='msgid "AH"\nmsgstr "هـ"\n', language="ar"),
    )
    bad = (
        Example(po='msgid "Save"\nmsgstr "حف⟦ـــ⟧ظ"\n', language="ar"),
        Example(po='msgid "Book"\nmsgstr "كت⟦\ufe79⟧ب"\n', language="ar", note="U+FE79."),
        Example(po='msgid "Page"\nmsgstr "صف⟦ـ⟧حه"\n', language="fa"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each run of kashidas inside a word."""
        for target in targets(entry):
            for found in first_matches(_STRETCHED, target.text):
                yield Problem(
                    message="a word is stretched with kashidas",
                    detail=f"{target.form}",
                    hint="remove them",
                    field=target.field,
                    span=Span(start=found.start(), end=found.end()),
                    replacement=unicodedata.normalize("NFKC", found[0]).replace("\u0640", ""),
                )
