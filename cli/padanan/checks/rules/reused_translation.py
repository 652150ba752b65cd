"""See `ReusedTranslation`."""

import re
from collections.abc import Iterable, Iterator

from padanan.checks.base import (
    CheckSettings,
    Example,
    Observation,
    Preset,
    Problem,
    ProjectCheck,
    State,
    Subject,
    entry_state,
    excerpt,
)
from padanan.checks.observing import observe_entry
from padanan.core.model import Certainty, Severity

_UNHEARD = re.compile(r"[\W_]+")


class ReusedTranslation(ProjectCheck):
    """Two messages that say different things are translated differently.

    “Exit” and “Close” that are both “Tutup” leave the reader in doubt; more often two English words are one
    in the other language, and rightly so. Off by default. Messages that differ only in capitals, punctuation,
    spaces or a plural -s count as one, and plurals are left out.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = "Weblate, “Reused translation”; Okapi CheckMate, “Source inconsistencies”"
    good = (
        Example(po='msgid "Save…"\nmsgstr "Simpan"\n\nmsgid "_Save"\nmsgstr "Simpan"\n'),
        Example(po='msgid "Exit"\nmsgstr "Keluar"\n\nmsgid "Close"\nmsgstr "Tutup"\n'),
    )
    bad = (
        Example(po='msgid "Close"\nmsgstr "Tutup"\n\nmsgid "Exit"\nmsgstr ⟦⟧"Tutup"\n'),
        Example(
            po='msgid "Exit"\nmsgstr ⟦⟧"Tutup"\n',
            beside=(("earlier.po", 'msgid "Close"\nmsgstr "Tutup"\n'),),
            path="later.po",
        ),
    )

    def observe(self, subject: Subject) -> Iterator[Observation]:
        """Keep every translation that has a letter or digit in it."""
        for entry in subject.catalogue.entries:
            if entry.msgid_plural is None and entry_state(entry) is State.TRANSLATED:
                heard = _hear(entry.msgstr[0])
                if heard and not subject.catalogue.is_template:
                    yield observe_entry(entry, subject, heard)

    def conclude(
        self, observations: Iterable[Observation], settings: CheckSettings
    ) -> Iterator[tuple[Observation, Problem]]:
        """Report, of several messages with one translation, each but the first, once in every file."""
        first: dict[tuple[str | int | None, ...], Observation] = {}
        for seen in sorted(observations, key=lambda seen: (seen.path, seen.line)):
            earlier = first.setdefault((seen.language, seen.data[0]), seen)
            if _singular(seen.msgid) != _singular(earlier.msgid):
                yield (
                    seen,
                    Problem(
                        message=f"“{excerpt(earlier.msgid or '')}” is translated in the same way",
                        detail=earlier.msgid or "",
                        hint=f"it stands in {earlier.path}, line {earlier.line}",
                    ),
                )


def _hear(text: str) -> str:
    """Give what one would hear of a text that is read out."""
    return _UNHEARD.sub(" ", text).strip().casefold()


def _singular(msgid: str | None) -> str:
    without_accelerators = (msgid or "").replace("_", "").replace("&", "")
    return "".join(word.removesuffix("s") for word in _hear(without_accelerators).split())
