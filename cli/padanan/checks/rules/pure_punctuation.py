"""See `PurePunctuation`."""

import re
from collections.abc import Iterator

from padanan.checks.base import FRAME, EntryCheck, Example, Problem, Subject, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity

_MARKS = r".,:;!?…\"'()\[\]{}<>|/\\*_~=+\-–—•·“”«»‹›"
_PURE = re.compile(rf"[\s{_MARKS}]+")


class PurePunctuation(EntryCheck):
    """A message that is nothing but punctuation stays without words.

    Such messages are joints between the parts of a page: separators, brackets, ellipses. A language may have
    other marks for them, but letters or digits there belong to another message. What has a symbol with a
    name, such as % or &, may be spelled out.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "pofilter, test “purepunc”"
    trigger = re.compile(rf"{FRAME}[\s{_MARKS}]+{FRAME}")
    good = (
        Example(po='msgid ", "\nmsgstr "، "\n', language="ar"),
        Example(po='msgid "%"\nmsgstr "persen"\n'),
        Example(po='msgid "..."\nmsgstr "……"\n', language="zh-CN"),
    )
    bad = (
        Example(po='msgid ", "\nmsgstr ⟦"dan"⟧\n'),
        Example(po='msgid "..."\nmsgstr ⟦"dll."⟧\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Look for letters and digits in the translation of a message without any."""
        if not _PURE.fullmatch(entry.msgid) or entry.msgid.isspace():
            return
        for target in targets(entry):
            if any(character.isalnum() for character in target.text):
                yield Problem(
                    message="the source is nothing but punctuation",
                    detail=f"{target.form}",
                    field=target.field,
                )
