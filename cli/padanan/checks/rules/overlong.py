"""See `Overlong`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.lengths import expected_share
from padanan.core.model import Certainty, Severity
from padanan.core.scripts import scripts_of

# A few words may become a sentence; five times a sentence is another text.
_ADDED = 10
_MOST = 5


class Overlong(EntryCheck):
    """A translation is not far too long for its source.

    Five times what is to be expected breaks the layout it was made for, or belongs to another message. Often
    it is an explanation or the translators' address that was added on purpose, so this is off by default.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = "pofilter, long; Okapi CheckMate, length checks"
    trigger = re.compile(r"\0[^\0]{30,}+(?=\0)")
    good = (
        Example(po='msgid "Speed"\nmsgstr "Geschwindigkeit"\n', language="de"),
        Example(po='msgid "welcome_text"\nmsgstr "Selamat datang di halaman ini"\n'),
    )
    bad = (
        Example(
            po='msgid "Owner"\nmsgstr ⟦"Daftar semua pemilik, yaitu pengguna yang boleh mengubah dasbor ini '
            'kapan saja"⟧\n'
        ),
        Example(po=f'msgid "Short."\nmsgstr ⟦"Kort{"." * 83}"⟧\n', language="af"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare the characters of each form with those of the longer source."""
        longest = max(map(len, sources(entry)))
        most = _MOST * (longest + _ADDED) * expected_share(scripts_of(subject.catalogue.language or "und"))
        for target in targets(entry):
            if len(target.text) > most:
                yield Problem(
                    message=f"{len(target.text)} characters for the {longest} of the source",
                    detail=str(target.form),
                    field=target.field,
                )
