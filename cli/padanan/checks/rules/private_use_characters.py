"""See `PrivateUseCharacters`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span


class PrivateUseCharacters(EntryCheck):
    """A translation has no private-use characters that its source does not have.

    They mean something in one font and nothing, or something else, in all others: readers see a box. They
    come in from icon fonts, old encodings of Asian and African languages, and slides.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "Unicode Standard, section 23.5 (private-use characters)"
    trigger = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
    good = (Example(po='msgid "\uf015 Home"\nmsgstr "\uf015 Beranda"\n', note="An icon of the source."),)
    bad = (
        Example(po='msgid "Home"\nmsgstr "⟦\uf015⟧ Beranda"\n'),
        Example(po='msgid "Save"\nmsgstr "保存⟦\ue5e5⟧"\n', language="zh-Hans"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each such character."""
        original = set("".join(sources(entry)))
        for target in targets(entry):
            for found in self.trigger.finditer(target.text):
                if found[0] not in original:
                    yield Problem(
                        message=f"U+{ord(found[0]):04X} is for private use",
                        detail=f"U+{ord(found[0]):04X} {target.form}",
                        hint="put a character that every font has",
                        field=target.field,
                        span=Span(start=found.start(), end=found.end()),
                    )
