"""See `ChangedEndPunctuation`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.checks.endings import REST, compare_endings, name_mark
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity
from padanan.core.punctuation import MARKS, WITHOUT_FULL_STOP, Mark

# An abbreviation, an ordinal number, or a value with the point of an ordinal.
_SHORT_LAST_WORD = re.compile(r"(?:\A|[\s.(\[/-])(?:[^\W\d_]{1,4}|[0-9]+|[^\w\s]{0,5})\.[\s\"')\]»”]*\Z")


class ChangedEndPunctuation(EntryCheck):
    """A translation ends with no other punctuation than its source.

    An exclamation mark where the source is calm, a full stop behind a heading or in place of a colon: often a
    slip, and often the custom of a language or the choice of a translator. So this belongs to the strict
    preset. What is lost altogether is reported by `end-punctuation` and `end-stop`.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = "Unicode Standard, section 6.2; CLDR, exemplar characters for punctuation"
    trigger = re.compile(rf"[{re.escape(MARKS)}|]{REST}")
    good = (
        Example(po='msgid "Saved."\nmsgstr "已保存。"\n', language="zh-CN"),
        Example(po='msgid "Page 3"\nmsgstr "3."\n', language="hu", note="An ordinal."),
        Example(po='msgid "Name"\nmsgstr "Nama"\n'),
    )
    bad = (
        Example(po='msgid "Saved"\nmsgstr "Tersimpan⟦.⟧"\n'),
        Example(po='msgid "Saved."\nmsgstr "Tersimpan⟦!⟧"\n'),
        Example(po='msgid "Delete it?"\nmsgstr "Hapus ini⟦.⟧"\n'),
        Example(po='msgid "These files are affected:"\nmsgstr "Berkas ini terpengaruh⟦.⟧"\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare the end of every form with the ends of its sources."""
        for target in targets(entry):
            comparison = compare_endings(sources(entry), target, subject.language)
            given = comparison.given if comparison else None
            if comparison is None or given is None:
                continue
            if given.mark is Mark.STOP and subject.language in WITHOUT_FULL_STOP:
                continue
            wanted = name_mark(comparison.wanted[-1]) if comparison.wanted else "a word"
            if given.mark is Mark.STOP and not comparison.wanted and _SHORT_LAST_WORD.search(target.text):
                continue
            yield Problem(
                message=f"the translation ends with {name_mark(given)}, the source with {wanted}",
                detail=f"{given.mark} {target.form}",
                field=target.field,
                span=comparison.span,
            )
