"""See `CompendiumConflict`."""

from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Preset, Problem, Subject, target_field
from padanan.core.model import Certainty, Severity, Span

_MARKER = "#-#-#-#-#"


class CompendiumConflict(FileCheck):
    """No translation holds several versions of itself, as msgcat puts them together.

    Where catalogues disagree msgcat writes all translations of a message into one, each below a line
    `#-#-#-#-#  file.po  #-#-#-#-#`, and marks it fuzzy. Somebody who confirms that without a look ships it.
    In the header it hides the character set and the plural forms. Fuzzy messages are left alone, the header
    is not: it counts, fuzzy or not.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = "GNU gettext manual, “Creating Compendia”; i18nspector, conflict-marker-in-translation"
    templates = False
    good = (
        Example(
            po="#, fuzzy\n"
            'msgid "Save"\nmsgstr "#-#-#-#-#  a.po  #-#-#-#-#\\nSimpan\\n'
            '#-#-#-#-#  b.po  #-#-#-#-#\\nRekam"\n',
            note="Nobody has confirmed it yet.",
        ),
        Example(po='msgid "#-#-#-#-# separates versions"\nmsgstr "#-#-#-#-# memisahkan versi"\n'),
    )
    bad = (
        Example(
            po='msgid "Save"\nmsgstr "⟦#-#-#-#-#⟧  a.po  #-#-#-#-#\\nSimpan\\n'
            '#-#-#-#-#  b.po  #-#-#-#-#\\nRekam"\n',
        ),
        Example(
            po='#, fuzzy\nmsgid ""\nmsgstr ""\n"⟦#-#-#-#-#⟧  a.po  #-#-#-#-#\\n"\n"Language: id\\n"\n'
            '"#-#-#-#-#  b.po  #-#-#-#-#\\n"\n"Language: id\\n"\n\nmsgid "Save"\nmsgstr "Simpan"\n',
            language="",
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Report the first marker of every translation that has one and its source has not."""
        header = subject.catalogue.header_entry
        for entry in (header, *subject.catalogue.entries) if header else subject.catalogue.entries:
            for form, text in enumerate(entry.msgstr):
                start = text.find(_MARKER)
                if start < 0 or _MARKER in entry.msgid:
                    continue
                if entry is header or not (entry.is_fuzzy or entry.obsolete):
                    yield Problem(
                        message="several versions of a text stand here, as msgcat left them",
                        detail=str(form),
                        hint="keep one of them, and remove the lines with #-#-#-#-#",
                        entry=entry,
                        field=target_field(entry, form),
                        span=Span(start=start, end=start + len(_MARKER)),
                    )
