"""See `Acronyms`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject
from padanan.checks.kept import Name, find_losses, kept_problem
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

_ACRONYM = re.compile(r"[A-Z](?<![\w$%{<&@-][A-Z])(?<!%\([A-Z])[A-Z0-9]{1,6}(?![\w}>@-])", re.ASCII)


class Acronyms(EntryCheck):
    """A translation has the acronyms of its source: HTML, URL.

    Many languages have acronyms of their own, or words in their place, so this is off by default.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = "pofilter, acronyms"
    trigger = re.compile(r"[A-Z][A-Z0-9]")
    good = (
        Example(po='msgid "An HTML file"\nmsgstr "Berkas HTML"\n'),
        Example(po='msgid "SAVE THE FILE NOW"\nmsgstr "SIMPAN BERKAS"\n', note="All in capitals."),
    )
    bad = (Example(po='msgid "An HTML file"\nmsgstr "Berkas ⟦LMTH⟧"\n'),)

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report the acronyms that a form lacks."""
        for loss in find_losses(entry, _acronyms):
            yield kept_problem(loss, kind="acronym")


def _acronyms(text: str) -> Iterator[Name]:
    if not text.isupper():
        for found in _ACRONYM.finditer(text):
            yield Name(text=found[0], span=Span(start=found.start(), end=found.end()))
