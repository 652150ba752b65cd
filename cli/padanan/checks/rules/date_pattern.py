"""See `DatePattern`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.placeholders import DATE_CONVERSION, is_date_pattern


class DatePattern(EntryCheck):
    """A pattern for dates and times stays one: every percent sign begins a conversion that strftime knows.

    `%b %d, %Y` is filled in by strftime, so the translator may turn it into `%d. %B %Y`: order and
    conversions are free. A letter that strftime does not know, a translated one (`%J` for `%Y`), a percent
    sign by itself, or a pattern that lost all its conversions shows the reader rubbish instead of a date.
    Only sources that can be nothing else but such patterns are looked at.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "C11 7.27.3.5; POSIX: strftime; the GNU C library's manual: Formatting Calendar Time"
    trigger = re.compile(r"%[-_0^#EO]?[bBDHIkMPrRTUVwWyYZ]")
    good = (
        Example(po='msgid "%b %d, %Y"\nmsgstr "%-d. %B %Y"\n', language="de"),
        Example(po='msgid "%H:%M"\nmsgstr "pukul %H.%M"\n'),
        Example(po='msgid "%Y年%m月"\nmsgstr "%m/%Y"\n'),
        Example(po='#, c-format\nmsgid "%d files"\nmsgstr "%q"\n', note="No date: that is `placeholders`."),
    )
    bad = (
        Example(po='msgid "%d.%m.%Y"\nmsgstr "%d.%m.⟦%J⟧"\n', language="de"),
        Example(po='msgid "%H:%M"\nmsgstr ⟦"pukul"⟧\n'),
        Example(po='msgid "%b %d, %Y"\nmsgstr "%d %b⟦%⟧ %Y"\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Look for percent signs that strftime makes nothing of."""
        if all(map(is_date_pattern, sources(entry))):
            for target in targets(entry):
                yield from _check(target)


def _check(target: Target) -> Iterator[Problem]:
    conversions = 0
    for found in DATE_CONVERSION.finditer(target.text):
        conversions += 1
        if found["letter"] is None:
            yield Problem(
                message=f"{found[0]} is no conversion of strftime",
                detail=f"{target.form} {found[0]}",
                hint="a percent sign by itself is written %%",
                field=target.field,
                span=Span(start=found.start(), end=found.end()),
            )
    if not conversions:
        yield Problem(
            message="the pattern for a date has no conversion left",
            detail=f"{target.form} none",
            field=target.field,
        )
