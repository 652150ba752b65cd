"""See `MemoryDisagreement`."""

from collections.abc import Collection, Iterator

from padanan.checks.base import CheckSettings, EntryCheck, Example, Preset, Problem, Subject, excerpt
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity


def _remember(source: str, *, source_language: str, language: str) -> Collection[str]:
    """Stand for the memory of the examples."""
    return ("Simpan", "Rekam") if (source, source_language, language) == ("Save", "en", "id") else ()


_SETTINGS = CheckSettings(recall=_remember)


class MemoryDisagreement(EntryCheck):
    """A message that the translation memory knows is translated as it was before.

    Compared are messages whose source stands in the memory letter by letter; any of the memory's translations
    will do, and white space at the edges does not count. The same sentence may need another translation in
    another place, and a memory holds what others once wrote: off by default. Plurals are left out.
    """

    severity = Severity.WARNING
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = "Okapi CheckMate, “Suspect patterns and translation memory”; the convention of a 100 % match"
    good = (
        Example(
            po='msgid "Save"\nmsgstr "Rekam"\n', settings=_SETTINGS, note="One of two that the memory has."
        ),
        Example(po='msgid "Open"\nmsgstr "Buka"\n', settings=_SETTINGS, note="The memory does not know it."),
    )
    bad = (
        Example(
            po='msgid "Save"\nmsgstr ⟦"Selamatkan"⟧\n',
            settings=_SETTINGS,
            note="The memory has “Simpan” and “Rekam”.",
        ),
    )

    def applies(self, subject: Subject) -> bool:
        """Without a memory nothing disagrees."""
        return subject.settings.recall is not None and subject.catalogue.language is not None

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Ask the memory."""
        recall, language = subject.settings.recall, subject.catalogue.language
        if recall is None or language is None or entry.msgid_plural is not None:
            return
        known = recall(entry.msgid, source_language=subject.settings.source_language, language=language)
        if known and entry.msgstr[0].strip() not in {text.strip() for text in known}:
            shown = "”, “".join(excerpt(text) for text in sorted(known)[:3])
            yield Problem(
                message=f"the translation memory has “{shown}”",
                detail="",
                hint="use it, or correct the memory",
                entry=entry,
            )
