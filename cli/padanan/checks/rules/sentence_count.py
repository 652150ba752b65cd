"""See `SentenceCount`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity
from padanan.core.punctuation import WITHOUT_FULL_STOP

# The end of a sentence that another one follows: behind a word of two letters at least.
_BOUNDARY = re.compile(
    r"(?:(?<=[^\W\d_]{2})[.!?؟۔։།]+[\"'”’»)]*\s+(?=[^\W\d_a-z])|[。！？।።။។][」』”’）)]*(?=\s*\w))"
)


class SentenceCount(EntryCheck):
    """A translation has as many sentences as its source.

    A sentence less may be one that was forgotten, one more a rest of the source. Good translators join and
    part sentences as their language likes it: so this belongs to the strict preset.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = "pofilter, test “sentencecount”; Unicode Standard, annex 29, section 5"
    trigger = re.compile(r"[.!?][\"'”’»)]{0,5}\s|[。！？।።။།។؟۔։]")
    good = (
        Example(po='msgid "It is saved. Go on."\nmsgstr "已保存。请继续。"\n', language="zh-CN"),
        Example(po='msgid "Save it, e.g. now."\nmsgstr "Simpan, misalnya sekarang."\n'),
        Example(po='msgid "It is saved. Go on."\nmsgstr "บันทึกแล้ว ไปต่อ"\n', language="th"),
    )
    bad = (
        Example(po='msgid "It is saved. Go on."\nmsgstr ⟦"Sudah disimpan."⟧\n'),
        Example(po='msgid "It is saved, go on."\nmsgstr ⟦"Sudah disimpan. Lanjutkan."⟧\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Count the sentences of every form."""
        if subject.language in WITHOUT_FULL_STOP:
            return
        wanted = {_count(text) for text in sources(entry)}
        for target in targets(entry):
            count = _count(target.text)
            if count not in wanted:
                yield Problem(
                    message=f"{count} sentences, the source has {max(wanted)}",
                    detail=f"{target.form}",
                    field=target.field,
                )


def _count(text: str) -> int:
    return len(_BOUNDARY.findall(text)) + 1
