"""See `SourceCopied`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity

_WORD = re.compile(r"(?<![\w$%{(<&/.@:-])[A-Za-z]?[a-z]{2,}(?![\w(}>@:/-]|\.\w)")


class SourceCopied(EntryCheck):
    """A translation is not the same as its source.

    It may have been forgotten. More often it is right: cognates, names, units, code. So this is off by
    default, and information where it is on. Text without words in small letters, and catalogues in the
    language of the source (en_GB for en), are left alone.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = "Weblate, “Unchanged translation”; pofilter, unchanged; dennis, W301"
    trigger = re.compile(r"\0([^\0]{2,})\0(?:[^\0]*\0)?\1\0")
    good = (
        Example(po='msgid "Save"\nmsgstr "Simpan"\n'),
        Example(po='msgid "HTML %s"\nmsgstr "HTML %s"\n'),
        Example(po='msgid "Color"\nmsgstr "Color"\n', language="en-US"),
    )
    bad = (
        Example(po='msgid "I am normal"\nmsgstr ⟦"I am normal"⟧\n'),
        Example(po='msgid "Server"\nmsgstr ⟦"Server"⟧\n', language="de", note="Right, in German."),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare each form with both sources."""
        if subject.language == subject.settings.source_language.partition("-")[0]:
            return
        for target in targets(entry):
            if target.text in sources(entry) and _WORD.search(target.text):
                yield Problem(message="the same as the source", detail=str(target.form), field=target.field)
