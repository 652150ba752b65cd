"""See `TranslatedTemplate`."""

from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Preset, Problem, Subject
from padanan.core.model import Certainty, Severity


class TranslatedTemplate(FileCheck):
    """A template has no translations.

    What stands in a .pot is carried into the catalogue of every language that is begun from it. A catalogue
    that was saved under the wrong name is the usual cause; a few tools fill in the source text on purpose,
    which is why this is off by default.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    preset = Preset.STRICT
    source = "GNU gettext manual, “The Format of PO Files”; i18nspector, translation-in-template"
    good = (
        Example(po='msgid "Save"\nmsgstr ""\n', path="app.pot"),
        Example(po='msgid "Save"\nmsgstr "Simpan"\n'),
    )
    bad = (
        Example(
            po='msgid "Save"\nmsgstr ⟦"Simpan"⟧\n\nmsgid "Open"\nmsgstr "Buka"\n',
            path="app.pot",
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Report the first translated entry of a template."""
        if not subject.catalogue.is_template:
            return
        translated = [entry for entry in subject.catalogue.entries if any(entry.msgstr)]
        if translated:
            number = len(translated)
            yield Problem(
                message="a message of this template is translated"
                if number == 1
                else f"{number} messages of this template are translated",
                detail="",
                hint="a catalogue's name ends in .po",
                entry=translated[0],
                field="msgstr" if translated[0].msgid_plural is None else "msgstr[0]",
            )
