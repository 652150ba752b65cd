"""See `Ellipsis`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.punctuation import first_matches

_POINTS = re.compile(r"\.\.\.(?![.\w/])(?<!\.\.\.\.)")

# Chinese writes six dots (GB/T 15834-2011, 4.11), and so two of the characters.
_DOUBLED = frozenset({"yue", "zh"})


class Ellipsis(EntryCheck):  # noqa: A001 - named as people call it; nothing here needs the built-in object
    """An ellipsis is written as one character (…) where the source has it so.

    Three points are spaced otherwise than the ellipsis of the font, may be cut at the end of a line, and are
    read aloud one by one. The source shows that the project writes U+2026. Where the source has three points
    itself, or both, nothing is said.
    """

    severity = Severity.INFO
    certainty = Certainty.CERTAIN
    source = "Unicode Standard, section 6.2 (U+2026); GNOME Human Interface Guidelines, Typography"
    trigger = re.compile(r"…[^\0]*+\0")
    good = (
        Example(po='msgid "Saving…"\nmsgstr "Menyimpan…"\n'),
        Example(po='msgid "Saving..."\nmsgstr "Menyimpan..."\n'),
        Example(po='msgid "Up to ../..…"\nmsgstr "Sampai ../..…"\n'),
        Example(po='msgid "Saving…"\nmsgstr "正在保存……"\n', language="zh-CN"),
    )
    bad = (
        Example(po='msgid "Saving…"\nmsgstr "Menyimpan⟦...⟧"\n'),
        Example(po='msgid "Wait… done"\nmsgstr "Tunggu⟦...⟧ selesai"\n'),
        Example(po='msgid "Saving…"\nmsgstr "正在保存⟦...⟧"\n', language="zh-CN"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each run of three points."""
        given = "\n".join(sources(entry))
        wanted = "……" if subject.language in _DOUBLED else "…"
        if "…" not in given or "..." in given:
            return
        for target in targets(entry):
            for found in first_matches(_POINTS, target.text):
                yield Problem(
                    message="three points stand for the ellipsis of the source",
                    detail=f"... {target.form}",
                    hint=f"write {wanted} (U+2026)",
                    field=target.field,
                    span=Span(start=found.start(), end=found.end()),
                    replacement=wanted,
                )
