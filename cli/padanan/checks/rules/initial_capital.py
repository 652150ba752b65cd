"""See `InitialCapital`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

_FIRST_LETTER = re.compile(r"[\W\d_]{0,5}([^\W\d_])")


class InitialCapital(EntryCheck):
    """A translation begins with a capital where its source does, and with a small letter where it does not.

    A matter of taste, and of the language: German writes its nouns with capitals, and the order of words
    changes. Off by default. Scripts without capitals have nothing to compare.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = "pofilter, startcaps"
    trigger = re.compile(r"\0[^\0]")
    good = (
        Example(po='msgid "Save"\nmsgstr "Simpan"\n'),
        Example(po='msgid "%s files"\nmsgstr "%s berkas"\n'),
        Example(po='msgid "Save"\nmsgstr "保存"\n', language="zh-CN"),
    )
    bad = (
        Example(po='msgid "Save"\nmsgstr "⟦s⟧impan"\n'),
        Example(po='msgid "save"\nmsgstr "⟦S⟧impan"\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare the first letters, unless the two sources differ."""
        wanted = {found[1].isupper() for text in sources(entry) if (found := _FIRST_LETTER.match(text))}
        for target in targets(entry):
            found = _FIRST_LETTER.match(target.text)
            if (
                len(wanted) == 1
                and found
                and found[1].lower() != found[1].upper()
                and found[1].isupper() not in wanted
            ):
                yield Problem(
                    message="begins with a small letter" if found[1].islower() else "begins with a capital",
                    detail=str(target.form),
                    field=target.field,
                    span=Span(start=found.start(1), end=found.end(1)),
                )
